// The life of an entity: starting, ending in every phase, coming back; its time, its news, its trace.
import { assert, assertEquals } from "@std/assert";
import { type EntityOptions, GENERAL_SESSION } from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import { data, hex, linktestReq, linktestRsp, selectReq, selectRsp, toHex } from "./hsms_frames.ts";
import { Rig, T3, T5, T6, T7, T8, WRITE } from "./hsms_rig.ts";
import { Pair } from "./pair.ts";

const ACTIVE: EntityOptions = { mode: "active" };
const PASSIVE: EntityOptions = { mode: "passive" };

// ── Coming and going ───────────────────────────────────────────────────────────────────────────────────────────

test("an entity exists without being connected, and does nothing until it is started", () => {
  const rig = new Rig(ACTIVE).drain().elapse(1e9);
  assertEquals([rig.lines, rig.state, rig.entity.deadline], [[], "NC", Infinity]);
});

test("connects active, listens passive, selects, exchanges data, and ends: two entities on a wire", () => {
  const pair = new Pair().selected();
  assertEquals([pair.active.entity.state, pair.passive.entity.state], ["SELECTED", "SELECTED"]);
  pair.passive.onNews = (news, now) =>
    void (news.type === "message" && pair.passive.entity.reply(news.message, hex("0100"), now));
  pair.active.entity.send({ stream: 1, function: 1, replyExpected: true }, pair.now);
  pair.drain(pair.active);
  pair.run(10);
  assertEquals(pair.active.news("reply").map(({ message }) => toHex(message.text)), ["0100"]);
  pair.active.entity.stop(pair.now);
  pair.drain(pair.active);
  pair.run(10);
  assertEquals(pair.active.news("stopped").length, 1);
  assertEquals([pair.active.entity.state, pair.passive.entity.state], ["NOT CONNECTED", "NOT CONNECTED"]);
});

test("the active side connects again after T5 alone, the passive side listens again at once", () => {
  const pair = new Pair().selected();
  pair.breakWire();
  assertEquals(pair.passive.outputs.at(-1), { type: "connect" });
  const attempts = () => pair.active.news("connect").length;
  assertEquals(attempts(), 1);
  pair.run(9_999);
  assertEquals(attempts(), 1);
  pair.run(20);
  assertEquals([attempts(), pair.active.entity.state, pair.passive.entity.state], [
    2,
    "SELECTED",
    "SELECTED",
  ]);
});

test("failed attempts are spaced by T5, and go on until one succeeds", () => {
  const pair = new Pair();
  pair.cut = true;
  pair.start();
  pair.run(35_000);
  assertEquals([pair.active.news("connect").length, pair.active.news("connect failed").length], [4, 4]);
  pair.cut = false;
  pair.run(10_000);
  assertEquals(pair.active.entity.state, "SELECTED");
});

const STOPS: [string, EntityOptions, (rig: Rig) => unknown, string[]][] = [
  ["listening", PASSIVE, (rig) => rig.start(), ["disconnect"]],
  ["connecting", ACTIVE, (rig) => rig.start(), ["disconnect"]],
  ["NOT SELECTED", PASSIVE, (rig) => rig.notSelected(), ["NS > NC: stopped", "disconnect"]],
  ["selecting", ACTIVE, (rig) => rig.notSelected(), [
    "Select.req #1 disconnected",
    "NS > NC: stopped",
    "disconnect",
  ]],
  ["SELECTED", PASSIVE, (rig) => rig.selected(), [
    "deselected @0",
    "SE > NS: Separate.req sent",
    "NS > NC: Separate.req sent",
    "disconnect",
  ]],
  ["disconnecting", PASSIVE, (rig) => rig.notSelected().elapse(T7), []],
];
for (const [phase, options, given, lines] of STOPS) {
  test(`graceful stop while ${phase}: tells stopped once the connection has ended, and nothing after`, () => {
    const rig = new Rig(options);
    given(rig);
    rig.forget().do((e) => e.stop(0));
    assertEquals(rig.lines, lines);
    assertEquals(rig.forget().lost().lines, ["stopped"]);
    assertEquals([rig.entity.deadline, rig.state], [Infinity, "NC"]);
    assertEquals(rig.forget().do((e) => e.stop(0)).lines, []);
  });
}

test("graceful stop while T5 runs, and before `connect` was even ordered: stopped at once", () => {
  assertEquals(new Rig(ACTIVE).start().lost().forget().do((e) => e.stop(0)).lines, ["stopped"]);
  const rig = new Rig(ACTIVE);
  rig.entity.start(0);
  assertEquals(rig.do((e) => e.stop(0)).lines, ["stopped"]);
});

test("graceful stop sends Separate.req in SELECTED alone, after what was sent before", () => {
  const rig = new Rig(PASSIVE).selected();
  rig.entity.send({ stream: 6, function: 11 }, 0);
  rig.do((e) => e.stop(0));
  assertEquals(rig.written, ["0000000A 0000 06 0B 00 00 00000001", "0000000A FFFF 00 00 00 09 00000002"]);
});

test("graceful stop on a blocked socket: nothing is ordered that the socket would not take", () => {
  const rig = new Rig(PASSIVE).selected().blocked().do((e) => e.stop(0));
  assertEquals([rig.written, rig.lines.at(-1)], [[], "disconnect"]);
});

test("stop twice, or before start, has no effect", () => {
  const rig = new Rig(PASSIVE).do((e) => e.stop(0));
  assertEquals(rig.lines, []);
  assertEquals(rig.start().do((e) => e.stop(0)).do((e) => e.stop(0)).lines, ["connect", "disconnect"]);
});

test("start again after stop: a new life, system bytes go on", () => {
  const rig = new Rig(ACTIVE).selected().do((e) => e.stop(0)).lost().forget();
  assertEquals(rig.start().lines, ["connect"]);
  assertEquals(rig.connected().written, ["0000000A FFFF 00 00 00 01 00000003"]);
  assertEquals(rig.rx(selectRsp(3, 0)).state, "SE");
});

test("messages after an end of our own are not read any more", () => {
  const rig = new Rig(PASSIVE).selected().do((e) => e.separate(0)).forget();
  rig.rx(data("S1F1 W", 9), selectReq(10), hex("00000001"));
  assertEquals([rig.lines, rig.written], [[], []]);
  assertEquals(rig.lost().lines, ["connect"]);
});

test("messages behind a Separate.req in one segment are not read any more", () => {
  const rig = new Rig(PASSIVE).selected().rx(hex("0000000A FFFF 00 00 00 09 00000001"), data("S1F1 W", 9));
  assertEquals(rig.lines.filter((line) => line.startsWith("message")), []);
});

test("a peer that closes inside a message: the rest of it is not taken for the next connection's", () => {
  const rig = new Rig(PASSIVE).selected().rx(data("S1F1 W", 9).slice(0, 9)).lost().forget();
  assertEquals(rig.connected().rx(selectReq(5)).written, ["0000000A FFFF 00 00 00 02 00000005"]);
});

test("what waits for a blocked socket dies with its connection", () => {
  const rig = new Rig(PASSIVE).selected().blocked();
  rig.send("S1F1 W");
  rig.lost().forget().connected().rx(selectReq(5));
  assertEquals(rig.written, ["0000000A FFFF 00 00 00 02 00000005"]);
});

test("an active entity waits for `select` where autoSelect is off, and T7 bounds the wait", () => {
  const rig = new Rig({ ...ACTIVE, autoSelect: false }).notSelected();
  assertEquals([rig.entity.deadline, rig.written], [T7, []]);
  rig.at(1_000).do((e, now) => e.select(now)).rx(selectRsp(1, 0));
  assertEquals([rig.state, rig.entity.deadline], ["SE", Infinity]);
});

// ── Time ───────────────────────────────────────────────────────────────────────────────────────────────────────

const TIMED: [string, EntityOptions, (rig: Rig) => unknown, number][] = [
  ["T3", PASSIVE, (rig) => rig.selected().send("S1F1 W"), T3],
  ["T5", ACTIVE, (rig) => rig.start().lost(), T5],
  ["T6", ACTIVE, (rig) => rig.notSelected(), T6],
  ["T7", PASSIVE, (rig) => rig.notSelected(), T7],
  ["T8", PASSIVE, (rig) => rig.notSelected().rx(hex("00")), T8],
  ["linktest", { ...PASSIVE, timers: { linktest: 2 } }, (rig) => rig.selected(), 2_000],
  [
    "linktest shorter than T6",
    {
      ...PASSIVE,
      timers: { linktest: 2 },
      linktestFailures: 3,
    },
    (rig) => rig.selected().elapse(2_000),
    2_000 + T6,
  ],
  ["write", PASSIVE, (rig) => rig.selected().blocked(), WRITE],
];
for (const [timer, options, given, at] of TIMED) {
  test(`law 3, ${timer}: early or told twice has no effect, and the new deadline is later`, () => {
    const rig = new Rig(options);
    given(rig);
    rig.forget();
    for (const early of [0, at / 2, at - 0.001]) rig.elapse(early);
    assertEquals([rig.lines, rig.written, rig.entity.deadline], [[], [], at]);
    rig.elapse(at);
    assert(rig.lines.length + rig.written.length > 0);
    assert(rig.entity.deadline > at);
    rig.forget().elapse(at);
    assertEquals([rig.lines, rig.written], [[], []]);
  });
}

test("law 3: told late, a timer runs out once, and all that are due run out together", () => {
  const rig = new Rig(PASSIVE).selected();
  rig.send("S1F1 W");
  rig.send("S1F3 W", { T3: 1 });
  assertEquals(rig.forget().elapse(1e6).lines, ["noReply #1: T3", "noReply #2: T3"]);
  assertEquals(rig.entity.deadline, Infinity);
});

test("fractions of seconds are kept", () => {
  const rig = new Rig({ ...PASSIVE, timers: { T7: 0.25 } }).notSelected();
  assertEquals(rig.entity.deadline, 250);
});

// ── News ───────────────────────────────────────────────────────────────────────────────────────────────────────

test("a linktest on request tells its outcome, its response time and its system bytes", () => {
  const rig = new Rig(PASSIVE).selected(), told: unknown[] = [];
  rig.onOutput = (output) => void (output.type === "control" && told.push(output));
  const systemBytes = rig.entity.linktest(1_000);
  rig.drain().at(1_250).rx(linktestRsp(systemBytes));
  assertEquals(told, [{
    type: "control",
    request: "Linktest.req",
    session: 0,
    systemBytes: 1,
    outcome: "answered",
    status: 0,
    milliseconds: 250,
  }]);
});

test("faults come with the header they are about", () => {
  const rig = new Rig(PASSIVE).selected(), told: unknown[] = [];
  rig.onOutput = (output) => void (output.type === "fault" && told.push(output));
  rig.rx(hex("0000000A 0102 03 04 00 0B 05060708"));
  const header = { session: 0x102, byte2: 3, byte3: 4, pType: 0, sType: 11, systemBytes: 0x5060708 };
  assertEquals(told, [{ type: "fault", fault: "SType not supported", header }]);
});

test("trace tells every message both ways with its raw header, whatever becomes of it, and nothing else changes", () => {
  const rig = new Rig({ ...PASSIVE, trace: true }).selected();
  rig.rx(data("S1F1 W", 9, 3, hex("0100")), linktestReq(8), hex("0000000A 0000 00 00 05 0B 00000007"));
  rig.send("S6F11", { text: hex("0101") });
  assertEquals(rig.lines, [
    "received 00038101000000000009 0100",
    "message S1F1 W @3 #9",
    "received FFFF0000000500000008",
    "sent FFFF0000000600000008",
    "received 00000000050B00000007",
    "fault: PType not supported",
    "sent 00000502000700000007",
    "sent 0000060B000000000001 0101",
  ]);
  assertEquals(rig.written.length, 3);
});

test("no trace unless asked for", () => {
  const rig = new Rig(PASSIVE).selected().rx(linktestReq(8));
  assertEquals(rig.lines, []);
});

test("the state of the connection and of each session is there to be read at any time", () => {
  const rig = new Rig({ mode: "passive", profile: GENERAL_SESSION, session: 1, sessions: [1, 2] });
  const states = () => [rig.entity.state, rig.entity.stateOf(1), rig.entity.stateOf(2)];
  assertEquals(states(), ["NOT CONNECTED", "NOT CONNECTED", "NOT CONNECTED"]);
  rig.notSelected();
  assertEquals(states(), ["NOT SELECTED", "NOT SELECTED", "NOT SELECTED"]);
  rig.rx(selectReq(1, 2));
  assertEquals(states(), ["SELECTED", "NOT SELECTED", "SELECTED"]);
});

test("what one poll parses, the application sees before the next message: it answers in the state of its time", () => {
  const rig = new Rig(PASSIVE).notSelected(), seen: string[] = [];
  rig.onOutput = (output) => void (output.type === "message" && seen.push(rig.entity.state));
  rig.rx(selectReq(1), data("S1F1 W", 2), hex("0000000A FFFF 00 00 00 09 00000003"));
  assertEquals([seen, rig.state], [["SELECTED"], "NC"]);
});
