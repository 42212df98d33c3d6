import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { StreamFact } from "../core/framing/model.ts";
import type { Trouble } from "../core/packets/trouble.ts";
import { factsOf, packetsOf, type Segment } from "./capture_frames.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";

/** A stream, cut into segments, some of them again with other boundaries, and an order to send them in. */
interface Case {
  readonly bytes: Uint8Array;
  readonly initial: number;
  readonly pieces: readonly (readonly [start: number, end: number])[];
}

const cases: fc.Arbitrary<Case> = fc.tuple(
  fc.uint8Array({ minLength: 1, maxLength: 200, size: "max" }),
  fc.oneof(fc.nat(0xffffffff), fc.integer({ min: 0xffffff00, max: 0xffffffff })),
  fc.array(fc.nat(199), { maxLength: 12 }),
  fc.array(fc.tuple(fc.nat(199), fc.nat(199)), { maxLength: 12 }),
).chain(([bytes, initial, cuts, again]) => {
  const marks = [...new Set([0, bytes.length, ...cuts.map((cut) => cut % bytes.length)])].sort((a, b) =>
    a - b
  );
  const whole = marks.slice(1).map((end, i) => [marks[i], end] as const);
  const copies = again.map(([a, b]) => [Math.min(a, b), Math.min(bytes.length, Math.max(a, b) + 1)] as const)
    .filter(([start, end]) => end - start > 1 && start < bytes.length);
  const all = [...whole, ...copies];
  return fc.shuffledSubarray(all, { minLength: all.length }).map((pieces) => ({ bytes, initial, pieces }));
});

function segmentsOf({ bytes, initial, pieces }: Case): Segment[] {
  const open: Segment[] = [
    { flags: "S", sequence: initial },
    { from: 1, flags: "SA", sequence: 0, acknowledgement: (initial + 1) % 2 ** 32 },
  ];
  const sent = pieces.map(([start, end]): Segment => ({
    sequence: (initial + 1 + start) % 2 ** 32,
    acknowledgement: 1,
    payload: bytes.slice(start, end),
  }));
  return [...open, ...sent];
}

function streamOf(facts: readonly (StreamFact | Trouble)[]): number[] {
  return facts.flatMap((fact) => {
    assert(fact.type !== "gap" && fact.type !== "trouble");
    return fact.type === "bytes" ? [...fact.bytes] : [];
  });
}

test("any segmentation, order and repetition of a stream gives the same stream", () => {
  const property = fc.property(cases, (given) => {
    assertEquals(streamOf(factsOf(packetsOf(segmentsOf(given)))), [...given.bytes]);
  });
  fc.assert(property, runs(400, 4104));
});

test("whatever is lost or cut off, bytes keep their places, and gaps fill the rest", () => {
  const losses = fc.array(fc.nat(40), { maxLength: 6 }), captured = fc.integer({ min: 40, max: 100 });
  const property = fc.property(cases, losses, captured, (given, lost, length) => {
    const segments = segmentsOf(given).filter((_, i) => i < 2 || !lost.includes(i))
      .map((segment, i) =>
        i % 3 === 2 ? { ...segment, captured: Math.min(length, 40 + segment.payload!.length) } : segment
      );
    let next = 0;
    for (const fact of factsOf(packetsOf(segments))) {
      if (fact.type === "bytes") {
        assertEquals(fact.offset, next);
        assertEquals([...fact.bytes], [...given.bytes.slice(next, next + fact.bytes.length)]);
      }
      if (fact.type === "bytes") next += fact.bytes.length;
      if (fact.type === "gap") next += fact.length;
    }
    assert(next <= given.bytes.length);
  });
  fc.assert(property, runs(300, 4105));
});

test("random segments never throw, and nothing is told twice or out of place", () => {
  const near = fc.oneof(
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0xfffffff0, max: 0xffffffff }),
    fc.nat(0xffffffff),
  );
  const flags = fc.constantFrom("A", "A", "A", "A", "PA", "S", "SA", "FA", "F", "R", "RA", "SFRA", "");
  const segment = fc.record({
    from: fc.constantFrom(0 as const, 1 as const),
    flags,
    sequence: near,
    acknowledgement: near,
    payload: fc.uint8Array({ maxLength: 12 }),
    after: fc.constantFrom(0.001, 0.6, 5),
    captured: fc.constantFrom(60, 60, 60, 45, 41),
    ports: fc.constantFrom([50123, 5000] as const, [5000, 5000] as const),
  });
  const property = fc.property(
    fc.array(segment, { maxLength: 60, size: "max" }),
    fc.constantFrom(300, 1 << 20),
    (all, limit) => {
      const next = new Map<string, number>();
      const over = new Set<number>();
      for (const fact of factsOf(packetsOf(all), { streamLimit: limit, connectionLimit: 3 })) {
        if (fact.type === "trouble") continue;
        assert(!over.has(fact.connection.index));
        if (fact.type === "forgotten") over.add(fact.connection.index);
        if (fact.type !== "bytes" && fact.type !== "gap") continue;
        const way = `${fact.connection.index} ${fact.direction}`;
        assertEquals(fact.offset, next.get(way) ?? 0);
        const length = fact.type === "bytes" ? fact.bytes.length : fact.length;
        assert(length > 0);
        next.set(way, fact.offset + length);
      }
    },
  );
  fc.assert(property, runs(400, 4106));
});
