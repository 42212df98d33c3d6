// What a capture tells does not depend on the chunks it came in; and whatever is in a file, it is read to its end,
// without a throw, and within a bound of memory and time.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { CaptureFormat } from "../core/framing/format.ts";
import { readAll } from "./capture_told.ts";
import { captureFile, CAPTURES } from "./captures_truth.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";

const FILES = CAPTURES.map((name) => ({ name, file: captureFile(name) }));
const SMALL = FILES.filter(({ file }) => file.length < 100_000);

/** Sizes of 1 to 16,384 bytes, mostly small, always the same for a seed (xorshift). */
function sizes(seed: number): () => number {
  let state = (seed * 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return 1 + ((state >>> 0) % (1 << ((state >>> 8) % 15)));
  };
}

const HEX = new TextEncoder().encode(
  Array.from(captureFile("imp-rawip.pcap").subarray(40, 4000), (byte) => byte.toString(16).padStart(2, "0"))
    .join(" "),
);
const LOG = new TextEncoder().encode(
  "12:00:00.1 SEND S1F13 W sys=1\n<L>.\n12:00:00.2 RECV sys=1\nS1F14\n<L\n <B 0>\n <L>\n>\n.\nprose\n" +
    "12:00:01 RECV S5F1 W\n<L <B 1> <U4 x>>.\n",
);

for (const { name, file } of [...SMALL, { name: "rows of bytes", file: HEX }, { name: "a log", file: LOG }]) {
  test(`${name}: any chunks tell the same`, () => {
    const { outputs } = readAll(file, { audit: true });
    assert(outputs.length > 2);
    for (const size of [() => 1, sizes(1), sizes(2), sizes(3)]) {
      assertEquals(readAll(file, { audit: true }, size).outputs, outputs);
    }
  });
}

const FORMATS: (CaptureFormat | undefined)[] = [undefined, "pcap", "pcapng", "HSMS", "SECS-I", "hex", "log"];

/** A file with a few bytes changed, cut out or doubled. */
const mutated = fc.record({
  file: fc.constantFrom(...FILES.map(({ file }) => file), HEX, LOG),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  changes: fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
      how: fc.constantFrom("write", "delete", "double"),
    }),
    { minLength: 1, maxLength: 12 },
  ),
}).map(({ file, from, changes }) => {
  // The beginning decides what the rest is taken for: it stays as it is three times out of four.
  let bytes = Array.from(file.subarray(0, 20_000 + Math.floor(from * 20_000)));
  for (const change of changes) bytes = mutate(bytes, change);
  return Uint8Array.from(bytes);
});

function mutate(
  bytes: number[],
  { at, bytes: by, how }: { at: number; bytes: Uint8Array; how: string },
): number[] {
  const from = Math.floor(at * bytes.length);
  if (how === "write") return bytes.map((byte, i) => i >= from && i < from + by.length ? by[i - from] : byte);
  if (how === "delete") return [...bytes.slice(0, from), ...bytes.slice(from + by[0])];
  return [...bytes.slice(0, from + by[0]), ...bytes.slice(from)];
}

/** Reads a file; what comes out is of an amount that fits what went in. */
function mustSurvive(file: Uint8Array, format: CaptureFormat | undefined, seed: number): void {
  const { outputs, messages, disruptions } = readAll(file, { format, audit: true }, sizes(seed));
  assert(outputs.length <= 100 + 4 * file.length, `${outputs.length} outputs of ${file.length} bytes`);
  const held = messages.reduce((sum, { bytes }) => sum + bytes.length, 0);
  assert(held <= 100 + 8 * file.length, `${held} bytes of messages in a file of ${file.length}`);
  assert(disruptions.every(({ sample }) => sample.length <= 64));
}

test("capture: changed files are read to their end", () =>
  fc.assert(
    fc.property(mutated, fc.constantFrom(...FORMATS), fc.integer(), (file, format, seed) => {
      mustSurvive(file, undefined, seed);
      mustSurvive(file, format, seed);
    }),
    runs(40, 9),
  ));

test("capture: random bytes in any format are read to their end", () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...FORMATS), fc.integer(), mustSurvive),
    runs(150, 10),
  ));

const fragment = fc.constantFrom(
  "S1F1 W",
  "S6F11",
  "<L",
  "<A [3] 'x'",
  "<U4 1>",
  ">",
  ".",
  "\n",
  "\n",
  " ",
  "12:00:00.5 ",
  "2026-11-21 ",
  "SEND ",
  "RECV ",
  "-->",
  "sys=7",
  "00 00 00 0a ",
  "ffff00000001",
  "00000001\n",
  "0000  ",
  "00000010: ",
  "*\n",
  "/* ",
  "'",
  '"',
  "[00 01|81 01|00 00|00 00 00 01]",
  "Linktest.req",
  "\t",
  "host -> equipment",
);

test("capture: texts of odd pieces are read to their end", () =>
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 60 }), fc.integer(), (parts, seed) =>
      mustSurvive(new TextEncoder().encode(parts.join("")), "log", seed)),
    runs(150, 11),
  ));

test("capture: a length of 2 GB takes no memory", () => {
  const file = new Uint8Array(1_000_000).fill(7);
  file.set([0x7f, 0xff, 0xff, 0xff, 0, 0, 0x81, 1, 0, 0, 0, 0, 0, 1]);
  const { disruptions } = readAll(file, { format: "HSMS", longest: 2 ** 32 });
  assertEquals(disruptions.map(({ cause, length }) => [cause, length]), [["truncated", 1_000_000]]);
});
