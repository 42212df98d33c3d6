// Whatever a host sends, an equipment never throws, gives one legal answer to each W, and goes on.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { catalogue, S1F1, S1F2 } from "../core/messages/mod.ts";
import type { DataMessage } from "../core/link.ts";
import { A, B, BOOLEAN, F8, I4, L, U1, U4 } from "../core/secs2/build.ts";
import { encode } from "../core/secs2/encode.ts";
import type { Item } from "../core/secs2/item.ts";
import { runs } from "./fuzz.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, nameOf } from "./gem_rig.ts";
import { test } from "./harness.ts";

/** Values that mean something to the equipment of the tests, so that chance reaches beyond the first check. */
const leaf: fc.Arbitrary<Item> = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, 10, 100, 200, 203, 999).map((value) => U4(value)),
  fc.constantFrom(0, 1, 3, 5, 6, 7, 0x80).map((value) => U1(value)),
  fc.constantFrom("START", "STOP", "PPID", "RECIPE-1", "", "000001", "2024010100000000").map((text) =>
    A(text)
  ),
  fc.constantFrom(0, 1, 0x80).map((byte) => B(byte)),
  fc.boolean().map((value) => BOOLEAN(value)),
  fc.double().map((value) => F8(value)),
  fc.integer().map((value) => I4(value)),
  fc.constantFrom<Item>(U4(), U4(1, 2, 3), B(), A("x".repeat(300))),
);

const item: fc.Arbitrary<Item> = fc.letrec<{ item: Item }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie("item"), { maxLength: 5 }).map((of) => L(of)),
  ),
})).item;

/** A body that looks like that of a message, with chance in its leaves. */
function bodyOf(shape: unknown): fc.Arbitrary<Item> {
  const { kind, fields, of } = shape as { kind: string; fields?: { shape: unknown }[]; of?: unknown };
  if (kind === "list") {
    return fc.tuple(...fields!.map((field) => bodyOf(field.shape))).map((items) => L(items));
  }
  if (kind === "listOf") return fc.array(bodyOf(of), { maxLength: 3 }).map((items) => L(items));
  if (kind === "packed" || kind === "vector") {
    return fc.array(leaf, { maxLength: 3 }).map((items) => L(items));
  }
  if (kind === "optional") return fc.oneof(bodyOf(of), fc.constant(L()));
  if (kind === "either") return fc.oneof(...(of as unknown[]).map(bodyOf));
  return kind === "unspecified" ? item : leaf;
}

const primaries = [...catalogue].filter((message) => message.function % 2 === 1);

const known = fc.constantFrom(...primaries).chain(({ stream, function: fn, shape }) =>
  fc.record({
    stream: fc.constant(stream),
    function: fc.constant(fn),
    replyExpected: fc.boolean(),
    text: fc.oneof(
      {
        weight: 4,
        arbitrary: shape === undefined
          ? fc.constant(new Uint8Array(0))
          : bodyOf(shape).map((of) => encode(of)),
      },
      item.map((of) => encode(of)),
      fc.uint8Array({ maxLength: 20 }),
    ),
  })
);

const unknown = fc.record({
  stream: fc.integer({ min: 0, max: 127 }),
  function: fc.integer({ min: 0, max: 127 }).map((half) => half * 2 + 1),
  replyExpected: fc.boolean(),
  text: fc.uint8Array({ maxLength: 20 }),
});

const LEGAL = ["aborted", "stream 9"];

test("gem property: whatever is received, each W gets one legal answer, and the equipment goes on", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 9, arbitrary: known }, unknown), { maxLength: 12 }),
      (messages) => {
        const host = new GemRig(MODEL, { control: { initial: "ON-LINE" }, execute: () => ({ HCACK: 0 }) })
          .start();
        for (const message of messages) {
          const before = host.outcomes.length;
          host.ask(message);
          const outcomes = host.outcomes.slice(before);
          assert(outcomes.length <= 1, `${outcomes.length} answers`);
          const [outcome] = outcomes;
          if (typeof outcome === "string") assert(LEGAL.includes(outcome), outcome);
          else if (outcome !== undefined) {
            assertEquals(nameOf(outcome), nameOf({ ...message, function: message.function + 1 }));
          }
          const silent = message.stream === 9 || host.equipment.controlState.endsWith("OFF-LINE");
          assert(
            !message.replyExpected || outcome !== undefined || silent || nameOf(message) === "S10F5",
            nameOf(message),
          );
          readable(outcome);
        }
        assertEquals(host.told("handler failed"), []);
        host.do((equipment, now) => equipment.triggerEvent(10, now));
        if (host.equipment.controlState === "REMOTE") {
          assertEquals(S1F2.read(host.ask(S1F1.build()) as DataMessage)?.MDLN, "ETCH-1");
        }
      },
    ),
    runs(600, 7),
  );
});

/** Every reply is what the catalogue says of it. */
function readable(outcome: DataMessage | string | undefined): void {
  if (typeof outcome === "object") catalogue.get(outcome.stream, outcome.function, "E→H")!.read(outcome);
}

test("gem property: time always moves on", () => {
  fc.assert(
    fc.property(
      fc.array(known, { maxLength: 8 }),
      fc.integer({ min: 1, max: 100_000 }),
      (messages, milliseconds) => {
        const host = new GemRig(MODEL, { control: { initial: "ON-LINE" } }).start();
        for (const message of messages) host.ask(message, 1);
        host.run(milliseconds);
        host.do((equipment, now) => equipment.elapsed(now), 0);
        assert(host.equipment.deadline > host.now);
      },
    ),
    runs(150, 8),
  );
});
