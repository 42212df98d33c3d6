// The liberties that peers in the field are known to take, and what the default configuration does about each.
import { assertEquals } from "@std/assert";
import { type EntityOptions, GENERIC } from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import {
  data,
  deselectReq,
  frame,
  hex,
  join,
  linktestReq,
  linktestRsp,
  rejectReq,
  selectReq,
  selectRsp,
  separateReq,
  toHex,
} from "./hsms_frames.ts";
import { Rig, T6, T7 } from "./hsms_rig.ts";
import { Pair } from "./pair.ts";

const ACTIVE: EntityOptions = { mode: "active" };
const PASSIVE: EntityOptions = { mode: "passive" };

test("what we send by default suits the strictest peer: FFFF, reserved bytes and PType 0, Separate before close", () => {
  const rig = new Rig(ACTIVE).selected().do((e) => e.linktest(0)).rx(linktestReq(9)).do((e) => e.stop(0));
  assertEquals(rig.written, [
    "0000000A FFFF 00 00 00 05 00000002",
    "0000000A FFFF 00 00 00 06 00000009",
    "0000000A FFFF 00 00 00 09 00000003",
  ]);
});

test("D1: a peer that masks session ids to 15 bits selects, tests and ends all the same", () => {
  const rig = new Rig(ACTIVE).selected(0x7fff);
  assertEquals(rig.state, "SE");
  rig.do((e) => e.linktest(0)).rx(frame(0x7fff, 0, 0, 0, 6, 2));
  assertEquals(rig.lines, ["Linktest.req #2 answered 0"]);
  assertEquals(rig.rx(separateReq(9, 0x7fff)).state, "NC");
});

test("D1: a Linktest.rsp that echoes a device id is accepted, and an odd Linktest.req is echoed", () => {
  const rig = new Rig(PASSIVE).selected().do((e) => e.linktest(0)).rx(frame(5, 0, 0, 0, 6, 1));
  assertEquals(rig.lines, ["Linktest.req #1 answered 0"]);
  assertEquals(rig.forget().rx(frame(5, 0, 0, 0, 5, 9)).written, ["0000000A 0005 00 00 00 06 00000009"]);
});

test("D2: a reply is matched on system bytes, side, function parity and stream", () => {
  const rig = new Rig(PASSIVE).selected();
  rig.send("S1F1 W");
  rig.forget().rx(data("S1F1 W", 1), linktestReq(1), selectReq(1), data("S1F2", 1));
  assertEquals(rig.lines, ["message S1F1 W @0 #1", "reply S1F2 @0 #1"]);
});

test("D5: T3 does not close the connection", () => {
  const rig = new Rig(PASSIVE).selected();
  rig.send("S1F1 W");
  assertEquals([rig.elapse(40_000).state, rig.entity.openTransactions], ["SE", 0]);
});

test("D21, a peer that tests the link every 30 s before select: answered, and none of ours before SELECTED", () => {
  const rig = new Rig({ ...PASSIVE, timers: { linktest: 1 } }).notSelected().at(100).rx(linktestReq(1));
  assertEquals(rig.written, ["0000000A FFFF 00 00 00 06 00000001"]);
  assertEquals(rig.forget().elapse(5_000).written, []);
});

test("D28: a Select.rsp with another status than 0 is not taken for success", () => {
  const rig = new Rig(ACTIVE).notSelected().rx(selectRsp(1, 2), data("S1F1 W", 9));
  assertEquals([rig.lines.at(-1), rig.state, rig.lines.filter((l) => l.startsWith("message"))], [
    "disconnect",
    "NC",
    [],
  ]);
});

test("D29: the sender of Separate.req closes after it was written, the receiver on receipt", () => {
  const pair = new Pair({}, {}, { latency: 5 }).selected();
  pair.active.entity.send({ stream: 6, function: 11 }, pair.now);
  pair.active.entity.separate(pair.now);
  pair.drain(pair.active);
  pair.run(20);
  assertEquals(pair.passive.news("message").length, 1);
  const causes = (station: typeof pair.active) => station.news("state").map(({ cause }) => cause).slice(-2);
  assertEquals(causes(pair.passive), ["Separate.req received", "Separate.req received"]);
  assertEquals(causes(pair.active), ["Separate.req sent", "Separate.req sent"]);
  assertEquals(pair.passive.outputs.at(-1)?.type, "connect");
});

test("a peer that says Select.rsp 0 before it is SELECTED itself, and then rejects our first data", () => {
  const rig = new Rig(ACTIVE).selected();
  rig.send("S1F13 W");
  rig.forget().rx(rejectReq(2, 0, 4));
  assertEquals(rig.lines, ["rejected #2: byte 2 0, reason 4", "noReply #2: rejected FFFF0004000700000002"]);
  assertEquals(rig.state, "SE");
});

test("a peer that ignores Deselect.req: T6 ends the connection", () => {
  const rig = new Rig({ ...PASSIVE, profile: GENERIC }).selected().do((e) => e.deselect(0)).elapse(T6);
  assertEquals([rig.lines.at(-1), rig.state], ["disconnect", "NC"]);
});

test("a host that sends S9F1 about our reply: delivered, ends nothing of ours", () => {
  const rig = new Rig(PASSIVE).selected();
  rig.send("S6F11 W");
  const report = join(hex("210A"), data("S1F2", 1).slice(4));
  assertEquals(rig.forget().rx(data("S9F1", 7, 0, report)).lines, ["message S9F1 @0 #7"]);
  assertEquals(rig.entity.openTransactions, 1);
});

test("a peer whose active side rejects our Select.req with reason 1: the attempt has failed", () => {
  const rig = new Rig({ ...ACTIVE, profile: GENERIC }).notSelected().rx(rejectReq(1, 1, 1));
  assertEquals(rig.lines, ["rejected #1: byte 2 1, reason 1", "Select.req #1 rejected 1"]);
  assertEquals([rig.state, rig.entity.deadline], ["NS", T7]);
});

test("a second client is told so by Select.rsp 3 or by nothing but the end of TCP: both end the attempt, T5", () => {
  const told = new Rig(ACTIVE).notSelected().rx(selectRsp(1, 3)).lost();
  const dropped = new Rig(ACTIVE).notSelected().lost();
  assertEquals([told.entity.deadline, dropped.entity.deadline], [11_000, 11_000]);
});

test("a peer that sends a Deselect.req in HSMS-SS is answered, and may select again", () => {
  const rig = new Rig(PASSIVE).selected().rx(deselectReq(2), selectReq(3), data("S1F1 W", 4));
  assertEquals(rig.written, ["0000000A FFFF 00 00 00 04 00000002", "0000000A FFFF 00 00 00 02 00000003"]);
  assertEquals(rig.lines.at(-1), "message S1F1 W @0 #4");
});

test("a peer that selects twice is told 1, and its data goes on", () => {
  const rig = new Rig(PASSIVE).selected().rx(selectReq(2), selectReq(2), data("S1F1 W", 3));
  assertEquals(rig.written, ["0000000A FFFF 00 01 00 02 00000002", "0000000A FFFF 00 01 00 02 00000002"]);
  assertEquals(rig.lines, ["message S1F1 W @0 #3"]);
});

test("a peer that sends Linktest.rsp twice is told Reject 3 for the second", () => {
  const rig = new Rig(PASSIVE).selected().do((e) => e.linktest(0)).forget().rx(
    linktestRsp(1),
    linktestRsp(1),
  );
  assertEquals(rig.written, ["0000000A FFFF 06 03 00 07 00000001"]);
});

test("simultaneous select of two generic entities on a wire: both SELECTED, both requests answered 0, T6 over", () => {
  const generic = { profile: GENERIC, timers: { linktest: Infinity } };
  const pair = new Pair(generic, generic, { latency: 5 });
  pair.passive.onNews = (news, now) =>
    void (news.type === "state" && news.to === "NOT SELECTED" && pair.passive.entity.select(now));
  pair.selected();
  for (const station of [pair.active, pair.passive]) {
    assertEquals(station.entity.state, "SELECTED");
    assertEquals(station.news("control").map(({ outcome, status }) => [outcome, status]), [["answered", 0]]);
    assertEquals(station.entity.deadline, Infinity);
  }
});

test("simultaneous deselect of two generic entities on a wire: both NOT SELECTED, both answered 0", () => {
  const generic = { profile: GENERIC };
  const pair = new Pair(generic, generic, { latency: 5 }).selected();
  for (const station of [pair.active, pair.passive]) {
    station.entity.deselect(pair.now);
    pair.drain(station);
  }
  pair.run(50);
  for (const station of [pair.active, pair.passive]) {
    assertEquals(station.entity.state, "NOT SELECTED");
    assertEquals(station.news("control").at(-1)?.status, 0);
    assertEquals(station.news("fault"), []);
  }
});

test("every split point of Select.req and S1F13 gives the same outcome, and the answer at the same place", () => {
  const stream = join(selectReq(1), data("S1F13 W", 2, 0, hex("0100")));
  const whole = new Rig(PASSIVE).notSelected().rx(stream);
  for (let at = 0; at <= stream.length; at++) {
    const rig = new Rig(PASSIVE).notSelected().rx(stream.slice(0, at)).rx(stream.slice(at));
    assertEquals([rig.lines, rig.written], [whole.lines, whole.written], `cut at ${at}`);
  }
});

test("a peer that closes inside a message: everything open fails at once, as disconnected and not by a timer", () => {
  const rig = new Rig(PASSIVE).selected();
  rig.send("S1F1 W");
  rig.do((e) => e.linktest(0)).rx(data("S1F2", 1).slice(0, 11)).forget().lost();
  assertEquals(rig.lines, [
    "noReply #1: disconnected",
    "Linktest.req #2 disconnected",
    "deselected @0",
    "SE > NC: TCP disconnected",
    "connect",
  ]);
});

test("a Separate.req with open transactions ends them, and the text of what came before is whole", () => {
  const rig = new Rig(PASSIVE).selected(), texts: string[] = [];
  rig.onOutput = (output) => void (output.type === "message" && texts.push(toHex(output.message.text)));
  rig.send("S1F1 W");
  rig.forget().rx(data("S6F11", 9, 0, hex("0100")), separateReq(10));
  assertEquals([texts, rig.lines[1]], [["0100"], "noReply #1: deselected"]);
});
