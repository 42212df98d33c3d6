// Trace: samples at a period, groups, and every code of its answer.
import { assertEquals } from "@std/assert";
import { S2F23, S2F24, S2F61, S2F62, S2F63, S2F64, S6F1 } from "../core/messages/mod.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import type { DataMessage } from "../core/link.ts";
import { F4, U1 } from "../core/secs2/build.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { test } from "./harness.ts";

const TRACE = { TRID: 1, DSPER: "000002", TOTSMP: 5, REPGSZ: 2, variables: [3, 1] };

function rig(options: EquipmentOptions = {}): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
  made.clear();
  return made;
}

function start(host: GemRig, change: Partial<typeof TRACE> = {}): number {
  return S2F24.read(host.ask(S2F23.build({ ...TRACE, ...change })) as DataMessage);
}

test("GEM additional: trace: samples come in groups at their period, and the rest in a short one", () => {
  const host = rig({ clock: () => Date.UTC(2024, 0, 1) });
  let pressure = 0;
  host.do((equipment, now) => equipment.setVariable(3, () => ++pressure, now));
  assertEquals(start(host), 0);
  host.run(3900);
  assertEquals(host.got("S6F1").length, 0);
  host.run(20_000);
  const reports = host.got("S6F1").map((message) => S6F1.read(message));
  assertEquals(reports.map(({ SMPLN }) => SMPLN), [2, 4, 5]);
  assertEquals(reports.map(({ values }) => values), [
    [F4(1), U1(5), F4(2), U1(5)],
    [F4(3), U1(5), F4(4), U1(5)],
    [F4(5), U1(5)],
  ]);
  assertEquals(reports[0].STIME, "2024010100000000");
  assertEquals(S2F62.read(host.ask(S2F61.build()) as DataMessage), []);
});

test("GEM additional: trace: hundredths of a second, an end before the end, and a new trace in place of the old", () => {
  const host = rig({ traceReply: false });
  assertEquals(start(host, { DSPER: "00000050", TOTSMP: 1000, REPGSZ: 1 }), 0);
  host.run(1100);
  assertEquals(host.got("S6F1").map((message) => [S6F1.read(message).SMPLN, message.replyExpected]), [
    [1, false],
    [2, false],
  ]);
  assertEquals(start(host, { DSPER: "000010", TOTSMP: 1, REPGSZ: 1 }), 0);
  host.run(9000);
  assertEquals(host.got("S6F1").length, 2);
  assertEquals(start(host, { TOTSMP: 0 }), 0);
  host.run(60_000);
  assertEquals(host.got("S6F1").length, 2);
});

test("GEM additional: trace: every fault has its code", () => {
  const host = rig({ maxTraces: 1, maxTraceVariables: 2 });
  assertEquals(start(host, { variables: [1, 2, 3] }), 1);
  assertEquals(start(host, { DSPER: "2" }), 3);
  assertEquals(start(host, { DSPER: "000000" }), 3);
  assertEquals(start(host, { variables: [1, 100] }), 4);
  assertEquals(start(host, { REPGSZ: 0 }), 5);
  assertEquals(start(host), 0);
  assertEquals(start(host, { TRID: 2 }), 2);
  assertEquals(start(host, { TOTSMP: 7 }), 0);
  const [first, unknown] = S2F64.read(host.ask(S2F63.build([1, 9])) as DataMessage);
  assertEquals([first.TOTSMP, first.variables.length, unknown.variables], [7, 2, []]);
  assertEquals(S2F64.read(host.ask(S2F63.build([])) as DataMessage).length, 1);
});

test("gem trace: a clock that jumps takes one sample, not all that it has missed", () => {
  const host = rig();
  assertEquals(start(host, { DSPER: "00000001", TOTSMP: 1_000_000, REPGSZ: 1 }), 0);
  host.do((equipment, now) => equipment.elapsed(now + 3_600_000), 0);
  assertEquals(host.equipment.deadline > host.now, true);
  host.run(10);
  assertEquals(host.got("S6F1").length, 1);
});
