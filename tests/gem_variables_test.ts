// Status variables, data variables and constants: what is read, what may be written, and what is kept.
import { assertEquals, assertThrows } from "@std/assert";
import { S1F11, S1F12, S1F21, S1F22, S1F3, S1F4, S6F11 } from "../core/messages/mod.ts";
import { S2F13, S2F14, S2F15, S2F16, S2F29, S2F30, S2F33, S2F35, S2F37 } from "../core/messages/mod.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import type { EquipmentModel } from "../core/gem/model.ts";
import { MemoryStore } from "../core/gem/store.ts";
import type { DataMessage } from "../core/link.ts";
import { A, B, F4, I2, L, U1, U2, U4, U8 } from "../core/secs2/build.ts";
import { encode } from "../core/secs2/encode.ts";
import type { Item } from "../core/secs2/item.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { test } from "./harness.ts";

function rig(options: EquipmentOptions = {}, model: EquipmentModel = MODEL): GemRig {
  const made = new GemRig(model, { control: { initial: "ON-LINE" }, ...options }).start();
  made.clear();
  return made;
}

function set(host: GemRig, ...changes: [number, Item][]): number {
  const reply = host.ask(S2F15.build(changes.map(([ECID, ECV]) => ({ ECID, ECV }))));
  return S2F16.read(reply as DataMessage);
}

function constants(host: GemRig, ...ids: number[]): Item[] {
  return S2F14.read(host.ask(S2F13.build(ids)) as DataMessage);
}

test("GEM additional: status data: values in the order of the request, L,0 for an unknown one, all for none", () => {
  const host = rig();
  const asked = S1F3.build([3, 999, "STATE", U8(10)]);
  assertEquals(S1F4.read(host.ask(asked) as DataMessage), [F4(1.5), L(), U1(0), U8(5)]);
  assertEquals(S1F4.read(host.ask(S1F3.build([])) as DataMessage).length, MODEL.statusVariables!.length);
  const packed = { ...S1F3.build([]), text: encode(U4(1, 3)) };
  assertEquals(S1F4.read(host.ask(packed) as DataMessage), [U1(5), F4(1.5)]);
});

test("GEM additional: status data: the namelist has names and units, and empty ones for what is unknown", () => {
  const host = rig();
  const names = S1F12.read(host.ask(S1F11.build([U2(3), 100])) as DataMessage);
  assertEquals(names, [
    { SVID: { format: "U2", value: 3 }, SVNAME: "Pressure", UNITS: "Pa" },
    { SVID: { format: "U4", value: 100 }, SVNAME: "", UNITS: "" },
  ]);
  const all = S1F22.read(host.ask(S1F21.build([])) as DataMessage);
  assertEquals(all.map(({ DVVALNAME }) => DVVALNAME), MODEL.dataVariables!.map(({ DVVALNAME }) => DVVALNAME));
  assertEquals(S1F22.read(host.ask(S1F21.build([3])) as DataMessage)[0].DVVALNAME, "");
});

test("gem variables: a value is assigned, or given by a callback each time it is asked for", () => {
  const host = rig();
  let pressure = 0;
  host.do((equipment, now) => equipment.setVariable(3, () => ++pressure, now));
  assertEquals(S1F4.read(host.ask(S1F3.build([3])) as DataMessage), [F4(1)]);
  assertEquals(S1F4.read(host.ask(S1F3.build([3])) as DataMessage), [F4(2)]);
  host.do((equipment, now) => equipment.setVariable("STATE", 4, now));
  assertEquals(host.equipment.value("STATE"), U1(4));
  assertThrows(() => host.equipment.setVariable(3, "high", host.now), TypeError);
  assertThrows(() => host.equipment.setVariable(200, 1, host.now), RangeError, "no status or data variable");
  assertThrows(() => host.equipment.setVariable(999, 1, host.now), RangeError);
});

test("GEM additional: equipment constants: read, named with their limits, and written", () => {
  const host = rig();
  assertEquals(constants(host, 200, 999, 201), [U2(100), L(), A("DEFAULT")]);
  const [speed, unknown] = S2F30.read(host.ask(S2F29.build([200, 999])) as DataMessage);
  assertEquals(speed, {
    ...{ ECID: { format: "U4", value: 200 }, ECNAME: "Speed", UNITS: "rpm" },
    ...{ ECMIN: U2(10), ECMAX: U2(1000), ECDEF: U2(100) },
  });
  assertEquals([unknown.ECNAME, unknown.ECMIN, unknown.ECMAX, unknown.ECDEF], ["", A(""), A(""), A("")]);
  assertEquals(S2F30.read(host.ask(S2F29.build([])) as DataMessage).length, MODEL.constants!.length);
  assertEquals(set(host, [200, U2(500)], [201, A("NEW")]), 0);
  assertEquals(constants(host, 200, 201), [U2(500), A("NEW")]);
  assertEquals(host.told("constants changed").map(({ constants }) => constants.map(({ ECV }) => ECV)), [
    [U2(500), A("NEW")],
  ]);
});

test("GEM additional: equipment constants: one bad entry refuses them all, with the code for what is wrong", () => {
  const host = rig();
  assertEquals(set(host, [200, U2(500)], [999, U2(1)]), 1);
  assertEquals(set(host, [200, U2(500)], [200, U2(9)]), 3);
  assertEquals(set(host, [200, U2(1001)]), 3);
  assertEquals(set(host, [200, A("fast")]), 3);
  assertEquals(set(host, [200, U2(20, 30)]), 3);
  host.do((equipment, now) => equipment.setLocal(now));
  assertEquals(set(host, [200, U2(500)], [201, A("NEW")]), 2);
  assertEquals(constants(host, 200, 201), [U2(100), A("DEFAULT")]);
  assertEquals(set(host, [200, U1(50)]), 0);
  assertEquals(set(host, [200, I2(51)]), 0);
  assertEquals(constants(host, 200), [U2(51)]);
});

test("GEM additional: equipment constants: a change by the operator raises the event with the id of the constant", () => {
  const host = rig();
  host.ask(S2F33.build({ DATAID: 0, reports: [{ RPTID: 1, variables: [101, 200] }] }));
  host.ask(S2F35.build({ DATAID: 0, events: [{ CEID: 23, reports: [1] }] }));
  host.ask(S2F37.build({ CEED: true, events: [23] }));
  host.do((equipment, now) => equipment.setConstant(200, 250, now));
  assertEquals(S6F11.read(host.got("S6F11")[0]).reports[0].values, [U4(200), U2(250)]);
  assertThrows(() => host.equipment.setConstant(200, 5, host.now), RangeError, "outside its limits");
  assertThrows(() => host.equipment.setConstant(999, 5, host.now), RangeError, "none with this id");
});

test("gem variables: constants outlive a power cycle, but not a model that has given them another format", () => {
  const store = new MemoryStore();
  set(rig({ store }), [200, U2(500)], [201, A("NEW")]);
  assertEquals(constants(rig({ store }), 200, 201), [U2(500), A("NEW")]);
  const other = MODEL.constants!.map((constant) =>
    constant.ECID === 201
      ? { ECID: 201, ECNAME: "Recipe", format: "B" as const, ECDEF: Uint8Array.of(7) }
      : constant
  );
  assertEquals(constants(rig({ store }, { ...MODEL, constants: other }), 200, 201), [U2(500), B(7)]);
});

test("gem variables: EstablishCommunicationsTimeout is followed when the host changes it", () => {
  const host = rig();
  assertEquals(set(host, [203, U2(60)]), 0);
  host.answers.S1F13 = undefined;
  host.breakWire();
  host.run(2000);
  assertEquals(host.equipment.communicationState, "WAIT CRA");
  host.run(10_100);
  assertEquals(host.equipment.communicationState, "WAIT DELAY");
  delete host.answers.S1F13;
  host.run(50_000);
  assertEquals(host.equipment.communicationState, "WAIT DELAY");
  host.run(10_100);
  assertEquals(host.equipment.communicationState, "COMMUNICATING");
});

const MISTAKES: [string, Partial<EquipmentModel>][] = [
  ["statusVariables[0].value", { statusVariables: [{ SVID: 1, SVNAME: "X" }] }],
  ["dataVariables[0].VID", {
    statusVariables: [{ SVID: 1, SVNAME: "X", value: 1 }],
    dataVariables: [{ VID: 1, DVVALNAME: "Y" }],
  }],
  ["constants[0].ECDEF", { constants: [{ ECID: 1, ECNAME: "X", format: "U1", ECDEF: 300 }] }],
  ["statusVariables[0].limits", {
    statusVariables: [{ SVID: 1, SVNAME: "X", value: 1, limits: { min: 2, max: 1, event: 1 } }],
  }],
  ["events[1].CEID", { events: [{ CEID: 1, CENAME: "A" }, { CEID: 1, CENAME: "B" }] }],
  ["events[0].reports", { events: [{ CEID: 1, CENAME: "A", reports: [7] }] }],
  ["reports[0].variables", { reports: [{ RPTID: 1, variables: [7] }] }],
  ["alarms[0].setEvent", { alarms: [{ ALID: 1, ALTX: "", setEvent: 7 }] }],
  ["alarms[0].category", { alarms: [{ ALID: 1, ALTX: "", category: 64 }] }],
  ["commands[0].parameters[0]", { commands: [{ RCMD: "X", parameters: [{ CPNAME: "P", min: 2, max: 1 }] }] }],
  ["Clock", {
    statusVariables: [{ SVID: 1, SVNAME: "X", role: "Clock" }, { SVID: 2, SVNAME: "Y", role: "Clock" }],
  }],
  ["MDLN", { MDLN: "X".repeat(21) }],
];

for (const [path, part] of MISTAKES) {
  test(`gem variables: a mistake in a model is named by its path: ${path}`, () => {
    assertThrows(
      () => new GemRig({ MDLN: "M", SOFTREV: "1", ...part }),
      RangeError,
      `Cannot use model.${path}: `,
    );
  });
}
