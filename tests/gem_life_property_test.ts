// Whatever operator, host and wire do, in whatever order: nothing throws, and every transition told is a row of its table.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { COMMUNICATION } from "../core/gem/communication.ts";
import { CONTROL } from "../core/gem/control.ts";
import type { Equipment } from "../core/gem/equipment.ts";
import type { Transition } from "../core/gem/transition.ts";
import type { EntityNews } from "../core/hsms/mod.ts";
import { S1F14, S1F15, S1F17, S1F3, S2F37, S2F41, S2F43, S6F23, S7F1 } from "../core/messages/mod.ts";
import { runs } from "./fuzz.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, HOST_S1F13 } from "./gem_rig.ts";
import { test } from "./harness.ts";

type Operator = (equipment: Equipment<EntityNews>, now: number) => unknown;

const OPERATOR: Record<string, Operator> = {
  enable: (equipment, now) => equipment.enable(now),
  disable: (equipment, now) => equipment.disable(now),
  goOnLine: (equipment, now) => equipment.goOnLine(now),
  goOffLine: (equipment, now) => equipment.goOffLine(now),
  setLocal: (equipment, now) => equipment.setLocal(now),
  setRemote: (equipment, now) => equipment.setRemote(now),
  setAlarm: (equipment, now) => equipment.setAlarm(1, now),
  clearAlarm: (equipment, now) => equipment.clearAlarm(1, now),
  event: (equipment, now) => equipment.triggerEvent(10, now),
  text: (equipment, now) => equipment.sendText("HELLO", now),
  recognise: (equipment, now) => equipment.recogniseText(now),
  constant: (equipment, now) => equipment.setConstant(200, 50, now),
  program: (equipment, now) => equipment.changeProgram("P", "body", now),
  upload: (equipment, now) => equipment.uploadProgram("RECIPE-1", now),
  time: (equipment, now) => equipment.requestTime(now),
};

const HOST = {
  S1F13: HOST_S1F13,
  S1F15: S1F15.build(),
  S1F17: S1F17.build(),
  S1F3: S1F3.build([]),
  S2F37: S2F37.build({ CEED: true, events: [] }),
  S2F41: S2F41.build({ RCMD: "STOP", parameters: [] }),
  S2F43: S2F43.build([{ STRID: 5, functions: [] }, { STRID: 6, functions: [] }]),
  "S6F23 transmit": S6F23.build(0),
  "S6F23 purge": S6F23.build(1),
  S7F1: S7F1.build({ PPID: "P", LENGTH: 1 }),
};

const WIRE: Record<string, (rig: GemRig) => void> = {
  "1 s": (rig) => rig.run(1000),
  "20 s": (rig) => rig.run(20_000),
  break: (rig) => rig.breakWire(),
  cut: (rig) => void (rig.cut = true),
  mend: (rig) => void (rig.cut = false),
  silent: (rig) => {
    for (const name of ["S1F1", "S5F1", "S6F11", "S10F1"]) rig.answers[name] = undefined;
  },
  "denies S1F13": (rig) => void (rig.answers.S1F13 = S1F14.build({ COMMACK: 1 })),
  willing: (rig) => void (rig.answers = {}),
};

const step = fc.oneof(
  fc.constantFrom(...Object.keys(OPERATOR)).map((name) => ({
    name,
    take: (rig: GemRig) => void rig.do(OPERATOR[name]),
  })),
  fc.constantFrom(...Object.keys(HOST) as (keyof typeof HOST)[]).map((name) => ({
    name,
    take: (rig: GemRig) => void (rig.host.state === "SELECTED" && rig.ask(HOST[name])),
  })),
  fc.constantFrom(...Object.keys(WIRE)).map((name) => ({ name, take: WIRE[name] })),
);

/** Whether each transition told begins where the one before ended, and is a row. */
function follow(table: readonly Transition<string, string>[], told: readonly Told[], begin: string): string {
  return told.reduce((state, { from, to, cause }) => {
    assertEquals(from, state);
    assert(
      table.some((row) => row.name === cause && row.to === to && row.from.includes(from)),
      `${cause}: ${to}`,
    );
    return to;
  }, begin);
}

type Told = { readonly from: string; readonly to: string; readonly cause: string };

test("gem property: whatever operator, host and wire do, every transition told is a row of its table", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const rig = new GemRig(MODEL).start();
      for (const { take } of steps) take(rig);
      const { communicationState, controlState } = rig.equipment;
      assertEquals(follow(COMMUNICATION, rig.told("communication"), "DISABLED"), communicationState);
      assertEquals(follow(CONTROL, rig.told("control state"), "ATTEMPT ON-LINE"), controlState);
      assertEquals(rig.told("handler failed"), []);
      assert(rig.equipment.deadline > rig.now);
    }),
    runs(200, 10),
  );
});

test("gem property: in the end, left alone with a willing host, an enabled equipment communicates and its spool empties", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const rig = new GemRig(MODEL).start();
      for (const { take } of steps) take(rig);
      WIRE.willing(rig);
      WIRE.mend(rig);
      rig.breakWire();
      rig.do((equipment, now) => equipment.enable(now));
      rig.run(60_000);
      assertEquals(rig.equipment.communicationState, "COMMUNICATING");
      rig.do((equipment, now) => equipment.goOffLine(now));
      rig.do((equipment, now) => equipment.goOnLine(now), 100);
      assert(["LOCAL", "REMOTE"].includes(rig.equipment.controlState), rig.equipment.controlState);
      rig.ask(HOST["S6F23 transmit"], 1000);
      assertEquals(rig.equipment.spoolCount, 0);
    }),
    runs(200, 11),
  );
});
