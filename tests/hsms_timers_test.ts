// Every HSMS timer: what starts it, what stops it, what restarts it, and what its end does.
import { assertEquals } from "@std/assert";
import { type EntityOptions, GENERIC } from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import {
  data,
  deselectRsp,
  frame,
  hex,
  linktestReq,
  linktestRsp,
  rejectReq,
  selectReq,
} from "./hsms_frames.ts";
import {
  cell,
  EVENT,
  NEVER,
  notSelected,
  Rig,
  rx,
  selected,
  T3,
  T5,
  T6,
  T7,
  T8,
  waiting,
  WRITE,
} from "./hsms_rig.ts";

const ACTIVE: EntityOptions = { mode: "active" };
const PASSIVE: EntityOptions = { mode: "passive" };

/** A rig SELECTED at 0. */
const session = (options: EntityOptions = PASSIVE) => new Rig(options).selected();
const S1F1 = data("S1F1 W", 9);

// ── T3 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

cell("4 T3 starts when a primary with W is written", PASSIVE, selected, (rig) => rig.send("S1F1 W"), {
  written: [data("S1F1 W", 1)],
  state: "SE",
  deadline: EVENT + T3,
});
cell("4 T3 stops at the reply", PASSIVE, waiting, rx(data("S1F2", 1)), {
  lines: ["reply S1F2 @0 #1"],
  state: "SE",
  deadline: NEVER,
});
cell("4 T3 stops at Reject", PASSIVE, waiting, rx(rejectReq(1, 0, 1)), {
  lines: ["rejected #1: byte 2 0, reason 1", "noReply #1: rejected FFFF0001000700000001"],
  state: "SE",
  deadline: NEVER,
});
cell("4 T3 stops at the abort SxF0", PASSIVE, waiting, rx(data("S1F0", 1)), {
  lines: ["noReply #1: aborted 00000100000000000001"],
  state: "SE",
  deadline: NEVER,
});
cell("4 T3 stops when the transaction is cancelled, with no word to the peer", PASSIVE, waiting, (rig) => {
  rig.do((e) => void e.cancel(1)).rx(data("S1F2", 1));
}, { lines: ["unmatched S1F2 @0 #1: late"], state: "SE", deadline: NEVER });
cell("4 T3 does not stop at other traffic", PASSIVE, waiting, rx(S1F1, linktestReq(8), data("S1F2", 2)), {
  written: [linktestRsp(8)],
  lines: ["message S1F1 W @0 #9", "unmatched S1F2 @0 #2: no transaction"],
  state: "SE",
  deadline: T3,
});

test("4 T3 of a message alone: each expires in its own time, whatever the order of sending", () => {
  const rig = session();
  rig.send("S1F1 W");
  rig.send("S1F3 W", { T3: 2 });
  rig.send("S1F5 W", { T3: 100 });
  rig.send("S1F11 W");
  rig.forget();
  const told = [2_000, T3, 100_000].map((at) => {
    assertEquals(rig.entity.deadline, at);
    return rig.forget().elapse(at).lines;
  });
  assertEquals(told, [["noReply #2: T3"], ["noReply #1: T3", "noReply #4: T3"], ["noReply #3: T3"]]);
  assertEquals(rig.entity.deadline, NEVER);
});

test("4 T3 does not run while its primary waits behind a blocked socket; it starts when that has drained", () => {
  const rig = session().at(1_000);
  rig.send("S1F1 W");
  rig.blocked().elapse(T3 + 2_000);
  assertEquals([rig.lines, rig.entity.deadline], [[], 1_000 + WRITE]);
  rig.drained();
  assertEquals(rig.entity.deadline, T3 + 2_000 + T3);
});

test("4 T3 of a primary sent while blocked starts when it is handed to the socket", () => {
  const rig = session();
  rig.send("S1F1");
  rig.blocked().forget().at(5_000).send("S1F3 W");
  assertEquals([rig.written, rig.entity.deadline], [[], WRITE]);
  rig.at(8_000).drained();
  assertEquals([rig.written.length, rig.entity.deadline], [1, 8_000 + T3]);
});

test("4 T3 of a primary written before runs on when a later write is blocked", () => {
  const rig = session();
  rig.send("S1F1 W");
  rig.at(3_000).send("S1F3 W");
  rig.blocked();
  assertEquals(rig.entity.deadline, T3);
  assertEquals(rig.forget().elapse(T3).lines, ["noReply #1: T3"]);
});

test("4 T3 does not begin anew each time a busy socket blocks and drains", () => {
  const rig = session();
  rig.send("S1F1 W");
  rig.blocked();
  for (let now = 1_000; now <= 30_000; now += 1_000) {
    rig.at(now - 500).send("S6F11");
    rig.at(now).drained().blocked();
  }
  assertEquals(rig.forget().elapse(1_000 + T3).lines, ["noReply #1: T3"]);
});

test("4 T3 runs while reading is paused", () => {
  const rig = session();
  rig.send("S1F1 W");
  rig.paused();
  assertEquals(rig.entity.deadline, T3);
  assertEquals(rig.elapse(T3).lines, ["noReply #1: T3"]);
});

test("4 T3 that runs out in a pause ends its transaction, and neither T6 nor T8", () => {
  const rig = new Rig(PASSIVE).selected().do((e) => e.linktest(0));
  rig.send("S1F1 W");
  rig.rx(S1F1.slice(0, 3)).forget().paused().elapse(T3);
  assertEquals([rig.lines, rig.state], [["noReply #2: T3"], "SE"]);
});

// ── T5 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test("4 T5 spaces attempts: it starts at the end of each, failed or not, and each end of it connects", () => {
  const rig = new Rig(ACTIVE).start().at(1_000).lost();
  assertEquals(rig.entity.deadline, 1_000 + T5);
  rig.elapse(1_000 + T5).at(20_000).connected().at(30_000).lost();
  assertEquals(rig.entity.deadline, 30_000 + T5);
  rig.elapse(30_000 + T5 - 1);
  assertEquals(rig.lines.filter((line) => line === "connect").length, 2);
  rig.elapse(30_000 + T5);
  assertEquals(rig.lines.slice(-2), ["timeout T5", "connect"]);
});

test("4 T5 starts after every close of our own", () => {
  const rig = session(ACTIVE).do((e, now) => e.separate(now)).at(2_000).lost();
  assertEquals([rig.lines.at(-1), rig.entity.deadline], ["disconnect", 2_000 + T5]);
});

test("4 T5 is stopped by local stop alone", () => {
  const rig = new Rig(ACTIVE).start().lost().do((e) => e.stop(0));
  assertEquals([rig.lines.at(-1), rig.entity.deadline], ["stopped", NEVER]);
});

// ── T6 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test("4 T6 runs once for each open control request, and stops at its response alone", () => {
  const rig = new Rig({ mode: "passive", profile: GENERIC, timers: { linktest: Infinity } }).selected();
  rig.do((e) => e.linktest(0)).at(2_000).do((e) => e.deselect(2_000));
  assertEquals(rig.entity.deadline, T6);
  rig.rx(linktestRsp(1));
  assertEquals(rig.entity.deadline, 2_000 + T6);
  rig.rx(deselectRsp(2, 2));
  assertEquals(rig.entity.deadline, NEVER);
});

test("4 T6 does not run while its request waits for a blocked socket, nor begins at `resumed`", () => {
  const rig = session();
  rig.send("S1F1");
  rig.blocked().do((e) => e.linktest(0));
  assertEquals(rig.entity.deadline, WRITE);
  rig.paused().at(1_000).resumed();
  assertEquals(rig.entity.deadline, WRITE);
  rig.at(4_000).drained();
  assertEquals(rig.entity.deadline, 4_000 + T6);
});

test("4 T6 of a request in the blocked write begins when that has drained", () => {
  const rig = session().do((e) => e.linktest(0)).blocked();
  assertEquals(rig.entity.deadline, WRITE);
  assertEquals(rig.at(1_000).drained().entity.deadline, 1_000 + T6);
});

test("4 T6 does not run while reading is paused, and begins anew when it goes on", () => {
  const rig = session().do((e) => e.linktest(0)).at(1_000).paused();
  assertEquals(rig.entity.deadline, NEVER);
  assertEquals(rig.elapse(10 * T6).lines, []);
  assertEquals(rig.resumed().entity.deadline, 10 * T6 + T6);
});

// ── T7 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test("4 T7 starts at each entry into NOT SELECTED, and stops at SELECTED", () => {
  const rig = new Rig(PASSIVE).start().at(1_000).connected();
  assertEquals(rig.entity.deadline, 1_000 + T7);
  rig.at(5_000).rx(selectReq(9));
  assertEquals(rig.entity.deadline, NEVER);
  rig.at(9_000).rx(frame(0xffff, 0, 0, 0, 3, 10));
  assertEquals(rig.entity.deadline, 9_000 + T7);
  rig.at(10_000).lost();
  assertEquals(rig.entity.deadline, NEVER);
});

cell(
  "4 T7 is not restarted by traffic, nor by a select that fails",
  { ...PASSIVE, profile: undefined },
  notSelected,
  rx(linktestReq(8), S1F1),
  {
    written: [linktestRsp(8), rejectReq(9, 0, 4, 0)],
    lines: ["fault: entity not selected"],
    state: "NS",
    deadline: T7,
  },
);

// ── T8 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

for (let arrived = 1; arrived < 14; arrived++) {
  const where = arrived < 4 ? "inside the length field" : "inside the header";
  cell(`4 T8 runs after ${arrived} bytes, ${where}`, PASSIVE, selected, rx(S1F1.slice(0, arrived)), {
    state: "SE",
    deadline: EVENT + T8,
  });
}
cell("4 T8 runs inside the text", PASSIVE, selected, rx(data("S1F1 W", 9, 0, hex("0100")).slice(0, 15)), {
  state: "SE",
  deadline: EVENT + T8,
});
cell(
  "4 T8 stops when the message completes, and never runs between messages",
  PASSIVE,
  (rig) => {
    rig.selected().rx(S1F1.slice(0, 7));
  },
  rx(S1F1.slice(7)),
  { lines: ["message S1F1 W @0 #9"], state: "SE", deadline: NEVER },
);
cell(
  "4 T8 runs after a message followed by a part of the next",
  PASSIVE,
  selected,
  rx(S1F1, S1F1.slice(0, 2)),
  {
    lines: ["message S1F1 W @0 #9"],
    state: "SE",
    deadline: EVENT + T8,
  },
);
cell("4 T8 runs in NOT SELECTED", PASSIVE, notSelected, rx(selectReq(9).slice(0, 3)), {
  state: "NS",
  deadline: EVENT + T8,
});
cell("4 T8 ends the connection", PASSIVE, selected, (rig) => rig.rx(S1F1.slice(0, 3)).elapse(EVENT + T8), {
  lines: ["timeout T8", "deselected @0", "SE > NC: T8", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell(
  "4 T8 is not restarted by a chunk without bytes",
  PASSIVE,
  (rig) => rig.selected().rx(S1F1.slice(0, 3)),
  rx(),
  {
    state: "SE",
    deadline: T8,
  },
);
cell("4 T8 does not run while reading is paused, and begins anew when it goes on", PASSIVE, (rig) => {
  rig.selected().rx(S1F1.slice(0, 3)).paused();
}, (rig) => {
  rig.elapse(10 * T8).resumed();
}, { state: "SE", deadline: 11 * T8 });

test("4 T8 is measured between receipts: a message may trickle in for longer, byte by byte", () => {
  const rig = session(), message = data("S1F1 W", 9, 0, new Uint8Array(50));
  message.forEach((_, i) => rig.elapse((i + 1) * (T8 - 1)).rx(message.slice(i, i + 1)));
  assertEquals([rig.lines, rig.entity.deadline], [["message S1F1 W @0 #9"], NEVER]);
});

test("4 T8 runs on a new connection although the old one ended in a pause", () => {
  const rig = new Rig(PASSIVE).selected().paused().lost().connected().rx(S1F1.slice(0, 3));
  assertEquals(rig.entity.deadline, T8);
});
