// Faults on demand: what a host sees of each. Told the time.
import { assertEquals } from "@std/assert";
import type { DataMessage } from "../core/link.ts";
import { S1F1, S1F3, S2F25, S2F41 } from "../core/messages/mod.ts";
import { DecodeError } from "../core/secs2/decode_error.ts";
import { decode } from "../core/secs2/decode.ts";
import type { FaultProfile, Profile } from "../driver/profile.ts";
import { randomFrom } from "../driver/simulate_random.ts";
import { Faults } from "../driver/simulate_faults.ts";
import { test } from "./harness.ts";
import { said, SimulatedRig } from "./simulated_rig.ts";

const PROFILE: Profile = {
  equipment: { id: "T", model: "TOOL", softwareRevision: "1" },
  variables: [{ id: 1, name: "Count", format: "U4", simulate: { count: {} } }],
};

function rigWith(fault: FaultProfile): SimulatedRig {
  const rig = new SimulatedRig(PROFILE);
  rig.do((tool) => tool.fault(fault));
  return rig;
}

const ASK = S1F3.build([1]);

test("fault: delay holds the reply back for its seconds", () => {
  const rig = rigWith({ fault: "delay", seconds: 3, times: 1 });
  assertEquals(rig.ask(ASK, 2990), undefined);
  rig.pass(0.02);
  assertEquals(said(rig.rig.outcomes[0]), [0]);
  assertEquals(said(rig.ask(ASK)), [1], "and the next one is not held back");
});

test("fault: drop does the work and never replies", () => {
  const rig = rigWith({ fault: "drop", times: 1 });
  assertEquals(rig.ask(ASK, 11_000), "T3");
  assertEquals(said(rig.ask(ASK)), [1]);
});

test("fault: reject answers by Reject.req", () => {
  assertEquals(rigWith({ fault: "reject" }).ask(ASK), "rejected");
});

test("fault: abort answers by SxF0", () => {
  assertEquals(rigWith({ fault: "abort" }).ask(ASK), "aborted");
});

test("fault: wrong reply has another function", () => {
  assertEquals(rigWith({ fault: "wrong reply" }).ask(ASK), "mismatch");
  assertEquals(rigWith({ fault: "wrong reply" }).ask(S2F25.build(new Uint8Array(3))), "mismatch");
});

test("fault: bad body is none that can be decoded", () => {
  const reply = rigWith({ fault: "bad body" }).ask(ASK) as DataMessage;
  assertEquals([reply.stream, reply.function], [1, 4]);
  let thrown: unknown;
  try {
    decode(reply.text);
  } catch (error) {
    thrown = error;
  }
  assertEquals(thrown instanceof DecodeError, true);
});

test("fault: disconnect ends the connection, and the tool waits for the next one", () => {
  const rig = rigWith({ fault: "disconnect", times: 1 });
  assertEquals(rig.ask(ASK), "disconnected");
  rig.pass(15);
  assertEquals(said(rig.ask(S1F1.build())), ["TOOL", "1"]);
});

test("fault: slow sends byte by byte", () => {
  const rig = rigWith({ fault: "slow", seconds: 0.1, times: 1 });
  assertEquals(rig.ask(ASK, 500), undefined);
  const writes = rig.rig.news.filter(({ type }) => type === "write").slice(-3) as unknown as {
    bytes: Uint8Array;
  }[];
  assertEquals(writes.map(({ bytes }) => bytes.length), [1, 1, 1]);
  rig.pass(2);
  assertEquals(said(rig.rig.outcomes[0]), [0]);
});

test("fault: what is sent meanwhile comes behind the slow bytes", () => {
  const rig = rigWith({ on: "S1F3", fault: "slow", seconds: 0.1 });
  rig.ask(ASK, 100);
  rig.ask(S1F1.build(), 100);
  assertEquals(rig.rig.outcomes.length, 0);
  rig.pass(6);
  assertEquals(rig.rig.outcomes.map(said), [[0], ["TOOL", "1"]]);
});

test("fault: only for its message, and told", () => {
  const rig = rigWith({ on: "S1F3", fault: "abort" });
  assertEquals(said(rig.ask(S1F1.build())), ["TOOL", "1"]);
  assertEquals(rig.ask(ASK), "aborted");
  assertEquals(rig.told("fault made"), [{
    type: "fault made",
    fault: { on: "S1F3", fault: "abort" },
    message: "S1F3",
  }]);
  rig.do((tool) => tool.noFaults());
  assertEquals(said(rig.ask(ASK)), [0]);
});

test("fault: a delayed reply is not sent over the next connection", () => {
  const rig = rigWith({ fault: "delay", seconds: 3, times: 1 });
  rig.ask(ASK);
  rig.rig.breakWire();
  rig.pass(15);
  rig.rig.clear();
  rig.pass(5);
  assertEquals(rig.rig.told("write"), []);
  assertEquals(said(rig.ask(ASK)), [1]);
});

test("fault: connection lost on demand, as by a crash", () => {
  const rig = new SimulatedRig(PROFILE);
  rig.do((tool) => tool.disconnect());
  rig.pass(15);
  assertEquals(rig.rig.told("state").map(({ to }) => to).slice(-3), [
    "NOT CONNECTED",
    "NOT SELECTED",
    "SELECTED",
  ]);
});

test("faults: so many times, with a probability, the newest first", () => {
  const message = { stream: 1, function: 3 } as DataMessage;
  const faults = new Faults([{ fault: "drop", times: 2 }], randomFrom(1));
  assertEquals([1, 2, 3].map(() => faults.take(message)?.fault), ["drop", "drop", undefined]);
  faults.add({ fault: "abort", probability: 0.25 });
  const made = Array.from({ length: 1000 }, () => faults.take(message)).filter(Boolean).length;
  assertEquals(made > 200 && made < 300, true);
  faults.add({ fault: "slow", times: 1 });
  assertEquals(faults.take(message)?.fault, "slow");
});

test("simulated: what a profile has wrong is told, and stops nothing else", () => {
  const rig = new SimulatedRig({
    ...PROFILE,
    events: [{ id: 5, name: "END" }],
    commands: { GO: {}, MAD: {} },
    simulation: {
      schedule: [{ after: 1, values: { Count: -1 }, event: "END" }],
      machines: [{
        states: { A: 0, B: 1 },
        transitions: [{ from: "A", to: "B", command: "GO", values: { NoSuch: 1 }, event: "END" }],
      }],
    },
  }, {
    execute: ({ RCMD }) => {
      if (RCMD === "MAD") throw new Error("mad");
      return undefined;
    },
  });
  rig.pass(2);
  assertEquals(said(rig.ask(S2F41.build({ RCMD: "GO", parameters: [] }))), [Uint8Array.of(0), []]);
  assertEquals(rig.tool.processes, ["B"]);
  assertEquals(rig.rig.told("event").length, 2);
  assertEquals(said(rig.ask(S2F41.build({ RCMD: "MAD", parameters: [] }))), [Uint8Array.of(0), []]);
  const told = rig.told("simulation failed").map(({ error }) => (error as Error).message);
  assertEquals(told.map((message) => message.slice(0, 17)), [
    "Cannot build U4: ",
    "Cannot set NoSuch",
    "mad",
  ]);
});
