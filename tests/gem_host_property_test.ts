// Whatever an equipment says, and whatever it answers: a host does not throw, answers each primary once, and every
// procedure ends once.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import * as gem from "../core/gem/mod.ts";
import { Entity } from "../core/hsms/mod.ts";
import type { DataMessage } from "../core/link.ts";
import { catalogue } from "../core/messages/mod.ts";
import { encode, type Item, L } from "../core/secs2/mod.ts";
import { runs } from "./fuzz.ts";
import { Wire } from "./gem_wire.ts";
import { play } from "./gem_host_rig.ts";
import { test } from "./harness.ts";
import { anyItem } from "./sml_items.ts";

const RUNS = runs(150, 20_260_901);

const text = fc.oneof(anyItem.map((item) => encode(item)), fc.uint8Array({ maxLength: 40 }));
const known = fc.constantFrom(...[...catalogue].filter((message) => (message.function & 1) === 1))
  .map(({ stream, function: fn }) => ({ stream, function: fn }));
const unknown = fc.record({ stream: fc.nat(127), function: fc.nat(126).map((half) => 2 * half + 1) });
const primaries = fc.array(
  fc.record({ message: fc.oneof(known, unknown), text, replyExpected: fc.boolean() }),
  { maxLength: 20, size: "max" },
);

/** A host with everything an application can say to it, and a bare equipment. */
function wire(): Wire<gem.Host<{ readonly type: string }>, Entity> {
  const timers = { T3: 5 };
  const host = new gem.Host(new Entity({ mode: "active", timers }), {
    clock: () => 0,
    programs: { receive: () => 0, give: () => L() },
    acknowledge: { event: () => 300 }, // no ACKC6: it cannot be written
  });
  return new Wire(host, new Entity({ mode: "passive", timers })).begin();
}

test("property: a host answers whatever it is sent, once, and tells each primary once", () => {
  fc.assert(
    fc.property(primaries, (primaries) => {
      const session = wire();
      session.active.outputs.length = 0;
      session.passive.outputs.length = 0;
      let expected = 0;
      for (const { message, text, replyExpected } of primaries) {
        const w = replyExpected && message.function < 255 && message.stream !== 9; // stream 9 is never answered
        session.do((now) => session.passive.entity.send({ ...message, text, replyExpected: w }, now), 5);
        if (w) expected++;
      }
      session.run(100);
      const answers = session.passive.outputs.filter(({ type }) => type === "reply" || type === "noReply");
      assertEquals(answers.length, expected);
      const told = session.active.outputs.filter((news) => "message" in news && isPrimary(news.message));
      const asked = primaries.filter(({ message }) => !(message.stream === 1 && message.function === 13));
      assertEquals(told.filter(({ type }) => type !== "communicating").length, asked.length);
    }),
    RUNS,
  );
});

function isPrimary(message: unknown): boolean {
  return ((message as DataMessage).function & 1) === 1;
}

const ASKED: (() => gem.Procedure<unknown>)[] = [
  () => gem.discover(),
  () => gem.subscribe({ events: [{ id: 1, variables: [2] }] }),
  () => gem.unsubscribe([1]),
  () => gem.readVariables([]),
  () => gem.writeConstants([{ id: 1, value: 5 }]),
  () => gem.command("START", { N: 1 }),
  () => gem.command("START", {}, { deviations: { command: "S2F49" } }),
  () => gem.listAlarms([]),
  () => gem.enableAlarms([1]),
  () => gem.downloadProgram("R", L(), {}, { inquire: true }),
  () => gem.uploadFormattedProgram("R"),
  () => gem.setClock({ year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 }),
  () => gem.startTrace({ id: 1, variables: [1], period: 1, samples: 1 }),
  () => gem.readLimits([]),
  () => gem.setSpooling({ 5: [] }),
  () => gem.goOffLine(),
];

const KINDS: ReadonlySet<string> = new Set([
  "TransactionError",
  "AcknowledgeError",
  "ReplyError",
  "VerificationError",
  "TypeError", // of the caller: a list is no process program
]);

test("property: whatever is answered, a procedure returns or throws what it says it throws", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ASKED), fc.array(anyItem, { minLength: 1 }), (procedure, items) => {
      let i = 0;
      const answer = (): Item => items[i++ % items.length];
      const script = new Proxy({}, { get: () => answer });
      const { error } = play(procedure(), script);
      assert(error === undefined || KINDS.has(error.name), `${error?.stack}`);
    }),
    RUNS,
  );
});
