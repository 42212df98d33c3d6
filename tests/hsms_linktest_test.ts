// The linktest interval and the bound on a blocked socket: what starts and stops them, and what their end does.
import { assertEquals } from "@std/assert";
import type { EntityOptions } from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import { data, linktestReq, linktestRsp, selectReq, selectRsp, separateReq } from "./hsms_frames.ts";
import { cell, EVENT, NEVER, notSelected, Rig, rx, selected, steps, T6, T7, WRITE } from "./hsms_rig.ts";

const ACTIVE: EntityOptions = { mode: "active" };
const PASSIVE: EntityOptions = { mode: "passive" };
const TESTING: EntityOptions = { ...PASSIVE, timers: { linktest: 20 } };

/** A rig SELECTED at 0. */
const session = (options: EntityOptions = PASSIVE) => new Rig(options).selected();
const S1F1 = data("S1F1 W", 9);

cell("4 linktest interval runs only while SELECTED", TESTING, notSelected, steps(), {
  state: "NS",
  deadline: T7,
});
cell("4 linktest interval starts with SELECTED", TESTING, notSelected, rx(selectReq(9)), {
  written: [selectRsp(9, 0)],
  lines: ["NS > SE: Select.req received", "selected @0"],
  state: "SE",
  deadline: EVENT + 20_000,
});
cell("4 linktest is skipped while other traffic arrives", TESTING, selected, rx(S1F1), {
  lines: ["message S1F1 W @0 #9"],
  state: "SE",
  deadline: EVENT + 20_000,
});
cell("4 linktest is not put off by what we send ourselves", TESTING, selected, (rig) => rig.send("S1F1"), {
  written: [data("S1F1", 1)],
  state: "SE",
  deadline: 20_000,
});
cell(
  "4 linktest: one outstanding at a time, T6 runs instead",
  TESTING,
  selected,
  (rig) => rig.elapse(20_000),
  {
    written: [linktestReq(1)],
    state: "SE",
    deadline: 20_000 + T6,
  },
);
cell(
  "4 linktest interval begins anew at the response",
  TESTING,
  (rig) => rig.selected().elapse(20_000),
  (rig) => {
    rig.at(21_000).rx(linktestRsp(1));
  },
  { lines: ["Linktest.req #1 answered 0"], state: "SE", deadline: 41_000 },
);
cell("4 linktest stops with the session", TESTING, selected, rx(separateReq(9)), {
  lines: ["deselected @0", "SE > NS: Separate.req received", "NS > NC: Separate.req received", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("4 linktest is not sent into a blocked socket, nor queued for it", TESTING, selected, (rig) => {
  rig.blocked().elapse(21_000).at(22_000).rx(S1F1).at(23_000).drained();
}, { lines: ["message S1F1 W @0 #9"], state: "SE", deadline: 42_000 });
cell(
  "4 linktest is not sent while reading is paused, and begins anew when it goes on",
  TESTING,
  selected,
  (rig) => {
    rig.paused().elapse(30_000);
    rig.resumed();
  },
  { state: "SE", deadline: 50_000 },
);

test("4 linktest: one outstanding at a time, a second request joins the first", () => {
  const rig = session();
  assertEquals([rig.entity.linktest(0), rig.entity.linktest(0)], [1, 1]);
  rig.drain().rx(linktestRsp(1));
  assertEquals(rig.lines, ["Linktest.req #1 answered 0"]);
  assertEquals(rig.entity.linktest(0), 2);
});

test("4 linktest default: every 30 s on the active side, none on the passive side", () => {
  const off = { linktest: undefined };
  assertEquals(new Rig({ ...ACTIVE, timers: off }).entity.settings.timers.linktest, 30_000);
  assertEquals(new Rig({ ...PASSIVE, timers: off }).entity.settings.timers.linktest, Infinity);
});

test("4 linktest fails the connection after n in a row, and any response counts from the beginning", () => {
  const rig = session({ ...TESTING, linktestFailures: 3 });
  const next = () => rig.forget().elapse(rig.entity.deadline);
  for (const answered of [false, false, true, false, false]) {
    assertEquals(next().written.length, 1, "a Linktest.req");
    const sys = parseInt(rig.written[0].slice(-8), 16);
    if (answered) assertEquals(rig.rx(linktestRsp(sys)).lines, [`Linktest.req #${sys} answered 0`]);
    else assertEquals(next().lines, [`Linktest.req #${sys} T6`, "timeout T6"]);
  }
  next();
  assertEquals(next().lines.slice(-4), ["timeout T6", "deselected @0", "SE > NC: T6", "disconnect"]);
});

test("4 linktest failures of an earlier connection do not count", () => {
  const rig = session({ ...TESTING, linktestFailures: 2 }).elapse(20_000).elapse(20_000 + T6).lost()
    .connected();
  rig.rx(selectReq(9)).elapse(rig.entity.deadline).elapse(rig.entity.deadline);
  assertEquals([rig.lines.at(-1), rig.state], ["timeout T6", "SE"]);
});

test("4 linktest failure ends a connection at the first T6 unless told otherwise", () => {
  const rig = session(TESTING).elapse(20_000).elapse(20_000 + T6);
  assertEquals(rig.lines.slice(0, 2), ["Linktest.req #1 T6", "timeout T6"]);
  assertEquals([rig.lines.at(-1), rig.state], ["disconnect", "NC"]);
});

cell("4 write timer starts when the socket blocks", PASSIVE, selected, (rig) => rig.blocked(), {
  state: "SE",
  deadline: EVENT + WRITE,
});
cell("4 write timer stops when it has drained", PASSIVE, selected, (rig) => rig.blocked().drained(), {
  state: "SE",
  deadline: NEVER,
});

test("4 all timers stop when the connection is lost, and none is left over in the next", () => {
  const rig = session(TESTING);
  rig.send("S1F1 W");
  rig.do((e) => e.linktest(0)).rx(S1F1.slice(0, 3)).blocked().lost();
  assertEquals(rig.entity.deadline, NEVER);
  assertEquals(rig.at(1_000).connected().entity.deadline, 1_000 + T7);
  assertEquals(rig.forget().rx(selectReq(9)).written.length, 1);
  assertEquals(rig.entity.deadline, 1_000 + 20_000);
});
