// E30's control model: every row of its table, everything that is not in it, and what host and operator may do.
import { assertEquals } from "@std/assert";
import {
  CONTROL,
  Control,
  CONTROL_STATE_CODES,
  type ControlEvent,
  type ControlOptions,
  type ControlOutput,
  type ControlState,
  type ControlTransition,
} from "../core/gem/control.ts";
import {
  type BuiltMessage,
  S1F1,
  S1F14,
  S1F15,
  S1F16,
  S1F17,
  S1F18,
  S1F3,
  S1F4,
  S6F11,
} from "../core/messages/mod.ts";
import { S2F37 } from "../core/messages/mod.ts";
import type { DataMessage } from "../core/link.ts";
import { U1 } from "../core/secs2/build.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, HOST_S1F13 } from "./gem_rig.ts";
import { test } from "./harness.ts";

const TELL: Record<ControlEvent, (model: Control) => unknown> = {
  "operator on-line": (model) => model.requestOnLine(),
  "operator off-line": (model) => model.requestOffLine(),
  "operator local": (model) => model.setLocal(),
  "operator remote": (model) => model.setRemote(),
  "S1F2 received": (model) => model.answered(),
  "attempt failed": (model) => model.attemptFailed(),
  "S1F15 received": (model) => model.hostRequestsOffLine(),
  "S1F17 received": (model) => model.hostRequestsOnLine(),
};

const STATES = Object.keys(CONTROL_STATE_CODES) as ControlState[];

/** A model in a state, with the switch and the configuration that a row wants. */
function at(state: ControlState, options: ControlOptions = {}): Control {
  const onLine = state === "LOCAL" || state === "REMOTE" ? state : options.onLine ?? "REMOTE";
  const initial = state === "LOCAL" || state === "REMOTE" ? "ON-LINE" : state;
  const model = new Control({ ...options, initial, onLine });
  model.communicationBegan();
  drain(model);
  return model;
}

function optionsOf(when: ControlTransition["when"]): ControlOptions {
  switch (when) {
    case "switch at LOCAL":
      return { onLine: "LOCAL" };
    case "failure leads to HOST OFF-LINE":
      return { attemptFailed: "HOST OFF-LINE" };
  }
  return {};
}

function drain(model: Control): ControlOutput[] {
  const outputs: ControlOutput[] = [];
  for (let output = model.poll(); output !== undefined; output = model.poll()) outputs.push(output);
  return outputs;
}

for (const row of CONTROL) {
  for (const from of row.from) {
    test(`gem control: row "${row.name}" leads from ${from} to ${row.to}`, () => {
      const model = at(from, optionsOf(row.when));
      TELL[row.on](model);
      const outputs = drain(model), raises = row.raises === undefined ? {} : { raises: row.raises };
      const news: ControlOutput = { type: "control state", from, to: row.to, cause: row.name, ...raises };
      assertEquals(outputs, row.action === undefined ? [news] : [news, { type: row.action }]);
      assertEquals([model.state, model.code], [row.to, CONTROL_STATE_CODES[row.to]]);
    });
  }
}

test("gem control: what is in no row changes nothing", () => {
  for (const state of STATES) {
    for (const event of Object.keys(TELL) as ControlEvent[]) {
      if (CONTROL.some((row) => row.on === event && row.from.includes(state))) continue;
      const model = at(state);
      TELL[event](model);
      assertEquals([model.state, drain(model)], [state, []], `${event} in ${state}`);
    }
  }
});

test("gem control: each transition can be prevented, but not the end of an attempt", () => {
  for (const row of CONTROL) {
    const model = at(row.from[0], { ...optionsOf(row.when), allow: () => false });
    TELL[row.on](model);
    const forced = row.on === "attempt failed", ends = row.on === "S1F2 received";
    const expected = forced ? row.to : ends ? "EQUIPMENT OFF-LINE" : row.from[0];
    assertEquals(model.state, expected, row.name);
  }
});

test("gem control: the switch counts from the next on-line when it is turned off-line", () => {
  const model = at("HOST OFF-LINE");
  assertEquals([model.setLocal(), model.state, model.switch], [true, "HOST OFF-LINE", "LOCAL"]);
  assertEquals([model.hostRequestsOnLine(), model.state], [0, "LOCAL"]);
});

test("gem control: the operator's attempt fails at once without communication, the first one waits for it", () => {
  const model = new Control({ initial: "EQUIPMENT OFF-LINE", attemptFailed: "HOST OFF-LINE" });
  assertEquals([model.requestOnLine(), model.state], [true, "HOST OFF-LINE"]);
  const first = new Control({ initial: "ATTEMPT ON-LINE" });
  assertEquals(drain(first), []);
  first.communicationBegan();
  assertEquals(drain(first), [{ type: "send S1F1" }]);
  first.communicationEnded();
  assertEquals(first.state, "EQUIPMENT OFF-LINE");
});

// ── On a link ────────────────────────────────────────────────────────────────────────────────────────────────────

const IN = (initial: ControlOptions["initial"], more: ControlOptions = {}) => ({
  control: { initial, ...more },
});

function ask(rig: GemRig, request: BuiltMessage): DataMessage {
  return rig.ask(request) as DataMessage;
}

test("GEM fundamental: control (operator-initiated): the operator goes on-line by S1F1, off-line, local and remote", () => {
  const rig = new GemRig(MODEL, IN("EQUIPMENT OFF-LINE")).start();
  assertEquals(rig.do((equipment, now) => equipment.goOnLine(now)), true);
  assertEquals([rig.got("S1F1").length, rig.equipment.controlState], [1, "REMOTE"]);
  assertEquals(rig.do((equipment, now) => equipment.setLocal(now)), true);
  assertEquals(rig.equipment.controlState, "LOCAL");
  assertEquals(rig.do((equipment, now) => equipment.setRemote(now)), true);
  assertEquals(rig.do((equipment, now) => equipment.goOffLine(now)), true);
  assertEquals(rig.equipment.controlState, "EQUIPMENT OFF-LINE");
  assertEquals(rig.do((equipment, now) => equipment.goOffLine(now)), false);
});

test("gem control: an attempt that gets S1F0 or no answer leads where the configuration says", () => {
  for (
    const answer of [{ stream: 1, function: 0, replyExpected: false, text: new Uint8Array(0) }, undefined]
  ) {
    const rig = new GemRig(MODEL, IN("ATTEMPT ON-LINE", { attemptFailed: "HOST OFF-LINE" }));
    rig.answers.S1F1 = answer;
    rig.start();
    rig.run(10_010);
    assertEquals(rig.equipment.controlState, "HOST OFF-LINE");
  }
});

test("GEM additional: host-initiated control: S1F15 and S1F17 answer by their table in every state", () => {
  const rig = new GemRig(MODEL, IN("ON-LINE")).start();
  assertEquals(S1F18.read(ask(rig, S1F17.build())), 2);
  assertEquals(S1F16.read(ask(rig, S1F15.build())), 0);
  assertEquals(rig.equipment.controlState, "HOST OFF-LINE");
  assertEquals(rig.ask(S1F15.build()), "aborted");
  assertEquals(S1F18.read(ask(rig, S1F17.build())), 0);
  assertEquals(rig.equipment.controlState, "REMOTE");
  rig.do((equipment, now) => equipment.goOffLine(now));
  assertEquals(S1F18.read(ask(rig, S1F17.build())), 1);
  assertEquals(rig.equipment.controlState, "EQUIPMENT OFF-LINE");
});

test("gem control: a veto makes S1F15 an S1F0, and S1F17 ONLACK 1", () => {
  const rig = new GemRig(MODEL, IN("ON-LINE", { allow: () => false })).start();
  assertEquals(rig.ask(S1F15.build()), "aborted");
  const off = new GemRig(MODEL, IN("HOST OFF-LINE", { allow: () => false })).start();
  assertEquals(S1F18.read(ask(off, S1F17.build())), 1);
});

test("gem control: OFF-LINE everything but S1F13 and S1F17 is aborted with W and dropped without", () => {
  const rig = new GemRig(MODEL, IN("EQUIPMENT OFF-LINE")).start();
  rig.clear();
  assertEquals(rig.ask(S1F1.build()), "aborted");
  assertEquals(rig.ask(S1F3.build([1])), "aborted");
  assertEquals(rig.ask({ ...S1F3.build([1]), replyExpected: false }), undefined);
  assertEquals(S1F14.read(ask(rig, HOST_S1F13)).COMMACK, 0);
  rig.do((equipment, now) => equipment.triggerEvent(10, now));
  rig.do((equipment, now) => equipment.sendText("HELLO", now));
  assertEquals(rig.primaries, []);
});

test("GEM fundamental: state models: going off-line, local and remote are collection events, and ControlState shows it", () => {
  const rig = new GemRig(MODEL, IN("ON-LINE")).start();
  ask(rig, S2F37.build({ CEED: true, events: [] }));
  rig.clear();
  rig.do((equipment, now) => equipment.setLocal(now));
  assertEquals(S1F4.read(ask(rig, S1F3.build([1]))), [U1(4)]);
  rig.do((equipment, now) => equipment.setRemote(now));
  assertEquals(S1F4.read(ask(rig, S1F3.build([1]))), [U1(5)]);
  ask(rig, S1F15.build());
  assertEquals(rig.got("S6F11").map((message) => S6F11.read(message).CEID.value), [21, 22, 20]);
});
