// Whole stories: processing states, material, what a host can find out, a day with everything in it.
import { assertEquals, assertThrows } from "@std/assert";
import { S1F11, S1F12, S1F21, S1F22, S1F23, S1F24, S1F3, S1F4, S2F29, S2F30 } from "../core/messages/mod.ts";
import { S2F33, S2F35, S2F37, S2F41, S2F42, S5F5, S5F6, S6F11, S7F19, S7F20 } from "../core/messages/mod.ts";
import type { EquipmentModel } from "../core/gem/model.ts";
import { MemoryStore } from "../core/gem/store.ts";
import type { DataMessage } from "../core/link.ts";
import { S2F13, S2F14, S2F15, S2F36, S2F45, S2F47, S2F48, S2F55, S2F56 } from "../core/messages/mod.ts";
import type { BuiltMessage } from "../core/messages/mod.ts";
import { A, F4, U1, U2 } from "../core/secs2/build.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { test } from "./harness.ts";

const STATES = ["INIT", "IDLE", "SETUP", "READY", "EXECUTING"] as const;

const PROCESS: EquipmentModel = {
  MDLN: "PROC",
  SOFTREV: "1",
  statusVariables: [
    { SVID: 1, SVNAME: "ProcessState", format: "U1", value: 0 },
    { SVID: 2, SVNAME: "PreviousProcessState", format: "U1", value: 0 },
  ],
  events: STATES.map((state, i) => ({ CEID: 100 + i, CENAME: `ProcessState${state}` })),
  commands: [{ RCMD: "START" }],
};

/** Goes to a processing state as an application does: both variables, and the event of the transition. */
function enter(rig: GemRig, state: number): void {
  rig.do((equipment, now) => {
    equipment.setVariable(2, equipment.value(1)!, now);
    equipment.setVariable(1, state, now);
    equipment.triggerEvent(100 + state, now);
  });
}

test("GEM fundamental: equipment processing states: each transition has its event, and two variables show the state", () => {
  const rig = new GemRig(PROCESS, {
    control: { initial: "ON-LINE" },
    execute: ({ RCMD }) => ({ HCACK: RCMD === "START" ? 4 : 2 }),
  }).start();
  rig.ask(S2F33.build({ DATAID: 0, reports: [{ RPTID: 1, variables: [1, 2] }] }));
  rig.ask(S2F35.build({ DATAID: 0, events: STATES.map((_, i) => ({ CEID: 100 + i, reports: [1] })) }));
  rig.ask(S2F37.build({ CEED: true, events: [] }));
  enter(rig, 1);
  assertEquals(S2F42.read(rig.ask(S2F41.build({ RCMD: "START", parameters: [] })) as DataMessage).HCACK, 4);
  for (const state of [2, 3, 4]) enter(rig, state);
  assertEquals(
    rig.got("S6F11").map((message) => {
      const { CEID, reports: [{ values }] } = S6F11.read(message);
      return [CEID.value, ...values];
    }),
    [1, 2, 3, 4].map((state) => [100 + state, U1(state), U1(state - 1)]),
  );
});

test("gem scenarios: a command of the operator is an event that says which", () => {
  const rig = new GemRig(MODEL, { control: { initial: "ON-LINE" } }).start();
  rig.ask(S2F33.build({ DATAID: 0, reports: [{ RPTID: 1, variables: [108] }] }));
  rig.ask(S2F35.build({ DATAID: 0, events: [{ CEID: 29, reports: [1] }] }));
  rig.ask(S2F37.build({ CEED: true, events: [29] }));
  rig.do((equipment, now) => equipment.operatorCommand("STOP", now));
  assertEquals(rig.got("S6F11").map((message) => S6F11.read(message).reports[0].values), [[A("STOP")]]);
  assertThrows(
    () => rig.equipment.triggerEvent(999, rig.now),
    RangeError,
    "Cannot raise event 999: it is unknown",
  );
});

test("GEM additional: material movement: material received and removed are events, with where and what", () => {
  const rig = new GemRig({
    MDLN: "MOVE",
    SOFTREV: "1",
    dataVariables: [
      { VID: 1, DVVALNAME: "PortNumber", format: "U1", value: 0 },
      { VID: 2, DVVALNAME: "MaterialID", format: "A", value: "" },
    ],
    reports: [{ RPTID: 1, variables: [1, 2] }],
    events: [
      { CEID: 1, CENAME: "MaterialReceived", variables: [1, 2], reports: [1], enabled: true },
      { CEID: 2, CENAME: "MaterialRemoved", variables: [1, 2], reports: [1], enabled: true },
    ],
  }, { control: { initial: "ON-LINE" } }).start();
  for (const CEID of [1, 2]) {
    rig.do((equipment, now) => equipment.triggerEvent(CEID, now, [[1, 3], [2, "CASSETTE-7"]]));
  }
  assertEquals(rig.got("S6F11").map((message) => S6F11.read(message).reports[0].values), [
    [U1(3), A("CASSETTE-7")],
    [U1(3), A("CASSETTE-7")],
  ]);
});

test("GEM fundamental: documentation: everything that the model has can be asked of the equipment", () => {
  const rig = new GemRig(MODEL, { control: { initial: "ON-LINE" } }).start();
  const ask = (message: Parameters<GemRig["ask"]>[0]) => rig.ask(message) as DataMessage;
  const names = [
    S1F12.read(ask(S1F11.build([]))).map(({ SVNAME }) => SVNAME),
    S1F22.read(ask(S1F21.build([]))).map(({ DVVALNAME }) => DVVALNAME),
    S1F24.read(ask(S1F23.build([]))).map(({ CENAME }) => CENAME),
    S2F30.read(ask(S2F29.build([]))).map(({ ECNAME }) => ECNAME),
    S5F6.read(ask(S5F5.build([]))).map(({ ALTX }) => ALTX),
    S7F20.read(ask(S7F19.build())),
  ];
  assertEquals(names, [
    MODEL.statusVariables!.map(({ SVNAME }) => SVNAME),
    MODEL.dataVariables!.map(({ DVVALNAME }) => DVVALNAME),
    MODEL.events!.map(({ CENAME }) => CENAME),
    MODEL.constants!.map(({ ECNAME }) => ECNAME),
    MODEL.alarms!.map(({ ALTX }) => ALTX),
    MODEL.programs!.map(({ PPID }) => PPID),
  ]);
  assertEquals(S1F4.read(ask(S1F3.build([1]))), [U1(5)]);
});

test("gem scenarios: after a power cycle a model that has changed keeps only what is still right", () => {
  const store = new MemoryStore(), control = { initial: "ON-LINE" } as const;
  const before = new GemRig(MODEL, { store, control }).start();
  before.ask(S2F15.build([{ ECID: 200, ECV: U2(900) }]));
  before.ask(
    S2F33.build({ DATAID: 0, reports: [{ RPTID: 1, variables: [3] }, { RPTID: 2, variables: [107] }] }),
  );
  before.ask(S2F35.build({ DATAID: 0, events: [{ CEID: 10, reports: [2] }, { CEID: 20, reports: [1, 2] }] }));
  const deadband = { UPPERDB: F4(90), LOWERDB: F4(80) };
  before.ask(S2F45.build({ DATAID: 0, variables: [{ VID: 3, limits: [{ LIMITID: 1, deadband }] }] }));
  const { constants = [], statusVariables = [], dataVariables = [] } = MODEL;
  const after = new GemRig({
    ...MODEL,
    constants: constants.map((one) => one.ECID === 200 ? { ...one, ECMAX: 500 } : one),
    dataVariables: dataVariables.filter(({ VID }) => VID !== 107),
    statusVariables: statusVariables.map((one) =>
      one.SVID === 3 ? { ...one, limits: { ...one.limits!, max: 50 } } : one
    ),
    events: MODEL.events!.map((one) => ({ ...one, variables: [] })),
  }, { store, control }).start();
  const read = (message: BuiltMessage) => after.ask(message) as DataMessage;
  assertEquals(S2F14.read(read(S2F13.build([200]))), [U2(100)]);
  assertEquals(S2F48.read(read(S2F47.build([3])))[0].attributes?.limits, []);
  const linked = S2F56.read(read(S2F55.build([10, 20])));
  assertEquals(linked.map(({ reports }) => reports.map(({ value }) => value)), [[], [1]]);
  const link = S2F35.build({ DATAID: 0, events: [{ CEID: 10, reports: [1] }] });
  assertEquals(S2F36.read(read(link)), 0);
});
