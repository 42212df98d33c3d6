// E30's communication model: every row of its table, everything that is not in it, and the ways through it.
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  COMMUNICATION,
  Communication,
  type CommunicationEvent,
  type CommunicationOutput,
  type CommunicationState,
  type CommunicationTransition,
} from "../core/gem/communication.ts";
import { S1F1, S1F13, S1F14, S1F2, S1F3, S2F43 } from "../core/messages/mod.ts";
import type { DataMessage } from "../core/link.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, HOST_S1F13 } from "./gem_rig.ts";
import { test } from "./harness.ts";

const TELL: Record<CommunicationEvent, (model: Communication) => void> = {
  enabled: (model) => model.enable(0),
  disabled: (model) => model.disable(0),
  "link selected": (model) => model.linkUp(0),
  "link lost": (model) => model.linkDown(0),
  "S1F13 received": (model) => model.requested(0),
  "S1F14 accepted": (model) => model.accepted(0),
  "attempt failed": (model) => model.failed(0),
  "CommDelay elapsed": (model) => model.elapsed(model.deadline),
  "message received": (model) => model.messageReceived(0),
};

const EVENTS = Object.keys(TELL) as CommunicationEvent[];

/** How to come to a state, of a side that asks, and of one that does not. */
const WAYS: Record<CommunicationState, readonly CommunicationEvent[]> = {
  DISABLED: [],
  "WAIT DELAY": ["enabled"],
  "WAIT CRA": ["link selected", "enabled"],
  "WAIT CR": ["enabled"],
  COMMUNICATING: ["link selected", "enabled", "S1F13 received"],
};

function drain(model: Communication): CommunicationOutput[] {
  const outputs: CommunicationOutput[] = [];
  for (let output = model.poll(); output !== undefined; output = model.poll()) outputs.push(output);
  return outputs;
}

function after(asks: boolean, ...events: readonly CommunicationEvent[]): Communication {
  const model = new Communication({ asks });
  for (const event of events) TELL[event](model);
  drain(model);
  return model;
}

/** A model in the state that a row leaves, with what it wants beside. */
function before({ when, on }: CommunicationTransition, state: CommunicationState): Communication {
  const asks = when !== "does not ask" && state !== "WAIT CR";
  if (when === "asks, link selected") return after(asks, "link selected");
  if (state === "WAIT DELAY" && on !== "link selected") {
    return after(asks, "link selected", "enabled", "attempt failed");
  }
  return after(asks, ...WAYS[state]);
}

function actions(outputs: readonly CommunicationOutput[]): string[] {
  return outputs.map(({ type }) => type).filter((type) => type !== "communication");
}

for (const row of COMMUNICATION) {
  for (const from of row.from) {
    test(`gem communication: row "${row.name}" leads from ${from} to ${row.to}`, () => {
      const model = before(row, from);
      assertEquals(model.state, from);
      TELL[row.on](model);
      const outputs = drain(model), news = outputs.filter(({ type }) => type === "communication");
      assertEquals(model.state, row.to);
      assertEquals(actions(outputs), row.action?.startsWith("send") ? [row.action] : []);
      assertEquals(
        news,
        from === row.to ? [] : [{ type: "communication", from, to: row.to, cause: row.name }],
      );
      assertEquals(model.deadline < Infinity, row.action === "start CommDelay");
    });
  }
}

test("gem communication: what is in no row changes nothing", () => {
  for (const asks of [true, false]) {
    for (const state of Object.keys(WAYS) as CommunicationState[]) {
      const reached = after(asks, ...WAYS[state]).state;
      for (const event of EVENTS) {
        if (COMMUNICATION.some((row) => row.on === event && row.from.includes(reached))) continue;
        const model = after(asks, ...WAYS[state]);
        TELL[event](model);
        assertEquals([model.state, drain(model)], [reached, []], `${event} in ${reached}`);
      }
    }
  }
});

test("gem communication: an S1F13 that is not acceptable is denied, and one received while DISABLED is not answered", () => {
  const model = after(true, "link selected", "enabled");
  model.requested(0, false);
  assertEquals([drain(model), model.state], [[{ type: "send S1F14", COMMACK: 1 }], "WAIT CRA"]);
  const disabled = after(true, "link selected");
  disabled.requested(0);
  disabled.requested(0, false);
  assertEquals([drain(disabled), disabled.state], [[], "DISABLED"]);
});

test("gem communication: CommDelay is the EstablishCommunicationsTimeout, and early calls have no effect", () => {
  const model = new Communication({ establishTimeout: 20 });
  model.linkUp(0);
  model.enable(0);
  model.failed(1000);
  assertEquals([model.deadline, model.establishTimeout], [21_000, 20]);
  model.elapsed(20_999);
  assertEquals(model.state, "WAIT DELAY");
  model.elapsed(21_000);
  model.elapsed(21_000);
  assertEquals([model.state, model.deadline, actions(drain(model))], [
    "WAIT CRA",
    Infinity,
    ["send S1F13", "send S1F13"],
  ]);
  assertThrows(() => new Communication({ establishTimeout: -1 }), RangeError, "Cannot establish");
});

// ── On a link ────────────────────────────────────────────────────────────────────────────────────────────────────

test("GEM additional: establish communications: the equipment asks once the link is selected", () => {
  const rig = new GemRig(MODEL).start();
  assertEquals(rig.equipment.communicationState, "COMMUNICATING");
  assertEquals(rig.got("S1F13").map((message) => S1F13.read(message)), [{ MDLN: "ETCH-1", SOFTREV: "2.0" }]);
  assertEquals(rig.told("communication").map(({ to }) => to), ["WAIT DELAY", "WAIT CRA", "COMMUNICATING"]);
});

test("GEM fundamental: host-initiated S1F13 and S1F14: the host asks at any time, and the answer says who the equipment is", () => {
  const rig = new GemRig(MODEL, { asks: false }).start();
  assertEquals(rig.equipment.communicationState, "WAIT CR");
  const expected = { COMMACK: 0, equipment: { MDLN: "ETCH-1", SOFTREV: "2.0" } };
  assertEquals(S1F14.read(rig.ask(HOST_S1F13) as DataMessage), expected);
  assertEquals(rig.equipment.communicationState, "COMMUNICATING");
  assertEquals(S1F14.read(rig.ask(HOST_S1F13) as DataMessage), expected);
  assertEquals(rig.got("S1F13").length, 0);
  const texts = S1F13.build({ MDLN: "", SOFTREV: "" });
  assertEquals(S1F14.read(rig.ask(texts) as DataMessage).COMMACK, 0);
});

test("gem communication: crossing S1F13s: the first half that succeeds counts, the other is left to finish", () => {
  const rig = new GemRig(MODEL);
  rig.answers.S1F13 = S1F14.build({ COMMACK: 1 });
  rig.start();
  assertEquals(rig.equipment.communicationState, "WAIT DELAY");
  rig.answers.S1F13 = undefined; // the host does not answer, but asks itself
  rig.run(10_000);
  assertEquals([rig.equipment.communicationState, rig.got("S1F13").length], ["WAIT CRA", 2]);
  assertEquals(S1F14.read(rig.ask(HOST_S1F13) as DataMessage).COMMACK, 0);
  rig.run(30_000);
  assertEquals([rig.equipment.communicationState, rig.got("S1F13").length], ["COMMUNICATING", 2]);
});

test("gem communication: COMMACK 1, S1F0, silence and nonsense each count as an attempt that failed", () => {
  const nonsense = { ...S1F14.build({ COMMACK: 0 }), text: Uint8Array.of(1, 0) };
  const abort = { stream: 1, function: 0, replyExpected: false, text: new Uint8Array(0) };
  for (const answer of [S1F14.build({ COMMACK: 1 }), abort, nonsense, undefined]) {
    const rig = new GemRig(MODEL);
    rig.answers.S1F13 = answer;
    rig.start();
    if (answer === undefined) rig.run(10_010); // T3
    assertEquals(rig.equipment.communicationState, "WAIT DELAY");
    delete rig.answers.S1F13;
    rig.run(10_010);
    assertEquals(rig.equipment.communicationState, "COMMUNICATING");
  }
});

test("gem communication: while NOT COMMUNICATING a message is discarded, and makes the equipment ask again", () => {
  const rig = new GemRig(MODEL);
  rig.answers.S1F13 = S1F14.build({ COMMACK: 1 });
  rig.start();
  assertEquals(rig.ask(S1F3.build([])), undefined);
  assertEquals(rig.got("S1F13").length, 2);
  assertEquals(rig.told("not processed").map(({ state }) => state), ["WAIT DELAY"]);
  const aborting = new GemRig(MODEL, { notCommunicating: "abort" });
  aborting.answers.S1F13 = S1F14.build({ COMMACK: 1 });
  aborting.start();
  assertEquals(aborting.ask(S1F3.build([])), "aborted");
});

test("gem communication: a refusal of the application is COMMACK 1, and the host may try again", () => {
  let ready = false;
  const rig = new GemRig(MODEL, { asks: false, acceptCommunication: () => ready }).start();
  assertEquals(S1F14.read(rig.ask(HOST_S1F13) as DataMessage).COMMACK, 1);
  assertEquals(rig.equipment.communicationState, "WAIT CR");
  ready = true;
  assertEquals(S1F14.read(rig.ask(HOST_S1F13) as DataMessage).COMMACK, 0);
  assertEquals(rig.equipment.communicationState, "COMMUNICATING");
});

test("gem communication: the loss of SELECTED ends COMMUNICATING, and the next SELECTED begins it again", () => {
  const rig = new GemRig(MODEL).start();
  rig.breakWire();
  assertEquals(rig.equipment.communicationState, "WAIT DELAY");
  rig.run(2000);
  assertEquals(rig.equipment.communicationState, "COMMUNICATING");
});

test("gem communication: DISABLED it neither sends nor answers, and open transactions are given up", () => {
  const rig = new GemRig(MODEL, { enabled: false, control: { initial: "ON-LINE" } }).start();
  assertEquals([rig.equipment.communicationState, rig.primaries.length], ["DISABLED", 0]);
  assertEquals(rig.ask(HOST_S1F13), undefined);
  rig.do((equipment, now) => equipment.enable(now));
  assertEquals(rig.equipment.communicationState, "COMMUNICATING");
  rig.answers.S10F1 = undefined;
  rig.do((equipment, now) => equipment.sendText("HELLO", now));
  rig.do((equipment, now) => equipment.disable(now));
  rig.clear();
  rig.run(60_000);
  assertEquals(rig.primaries, []);
  assertEquals(rig.equipment.communicationState, "DISABLED");
});

test("gem communication: stopping is no failure: nothing is spooled but what the host has not acknowledged", () => {
  const rig = new GemRig(MODEL, { control: { initial: "ON-LINE" } }).start();
  rig.ask(S2F43.build([{ STRID: 10, functions: [] }]));
  rig.answers.S10F1 = undefined;
  rig.do((equipment, now) => equipment.stop(now));
  assertEquals([rig.equipment.communicationState, rig.equipment.spoolCount], ["DISABLED", 0]);
  const again = new GemRig(MODEL, { control: { initial: "ON-LINE" } }).start();
  again.ask(S2F43.build([{ STRID: 10, functions: [] }]));
  again.answers.S10F1 = undefined;
  again.do((equipment, now) => equipment.sendText("HELLO", now));
  again.do((equipment, now) => equipment.stop(now));
  assertEquals([again.equipment.spoolCount, again.told("noReply")], [1, []]);
});

test("gem communication: an ordinary T3 does not end COMMUNICATING", () => {
  const rig = new GemRig(MODEL, { control: { initial: "ON-LINE" } }).start();
  rig.answers.S10F1 = undefined;
  rig.do((equipment, now) => equipment.sendText("HELLO", now), 20_000);
  assertEquals([rig.equipment.communicationState, rig.got("S9F9").length], ["COMMUNICATING", 1]);
});

test("GEM fundamental: on-line identification: S1F1 is answered by MDLN and SOFTREV", () => {
  const rig = new GemRig(MODEL, { control: { initial: "ON-LINE" } }).start();
  assertEquals(S1F2.read(rig.ask(S1F1.build()) as DataMessage), { MDLN: "ETCH-1", SOFTREV: "2.0" });
  assert(rig.told("answered").length === 0);
});
