// What cannot be built or encoded throws and names the place; encodeInto and ItemWriter.
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as secs2 from "../core/secs2/mod.ts";
import { A, B, encode, encodeInto, ItemWriter, L, U1, U4 } from "../core/secs2/mod.ts";
import { test } from "./harness.ts";

type ErrorClass = typeof RangeError | typeof TypeError;

/** Values that no item of a format can have: the same is said by the builder and by the encoder. */
const MISFITS: readonly (readonly [secs2.Format, unknown, ErrorClass, string])[] = [
  ["U1", 256, RangeError, "256 is outside 0 to 255"],
  ["U1", -1, RangeError, "-1 is outside 0 to 255"],
  ["U1", 1.5, RangeError, "1.5 is no integer"],
  ["U1", NaN, RangeError, "NaN is no integer"],
  ["U1", "7", TypeError, 'expected a number, found "7"'],
  ["U1", 7n, TypeError, "expected a number, found 7"],
  ["U2", 65_536, RangeError, "65536 is outside 0 to 65535"],
  ["U4", 4_294_967_296, RangeError, "4294967296 is outside 0 to 4294967295"],
  ["U4", -1, RangeError, "-1 is outside 0 to 4294967295"],
  ["U4", Infinity, RangeError, "Infinity is no integer"],
  ["U8", -1n, RangeError, "-1 is outside 0 to 18446744073709551615"],
  ["U8", -1, RangeError, "-1 is outside 0 to 18446744073709551615"],
  ["U8", 1n << 64n, RangeError, "18446744073709551616 is outside 0 to 18446744073709551615"],
  ["U8", 2 ** 53, RangeError, "9007199254740992 is no safe integer"],
  ["U8", true, TypeError, "expected a bigint, found true"],
  ["I1", 128, RangeError, "128 is outside -128 to 127"],
  ["I1", -129, RangeError, "-129 is outside -128 to 127"],
  ["I2", 32_768, RangeError, "32768 is outside -32768 to 32767"],
  ["I4", 2_147_483_648, RangeError, "2147483648 is outside -2147483648 to 2147483647"],
  ["I4", -2_147_483_649, RangeError, "-2147483649 is outside -2147483648 to 2147483647"],
  ["I8", 1n << 63n, RangeError, "9223372036854775808 is outside -9223372036854775808 to 9223372036854775807"],
  ["I8", 0.5, RangeError, "0.5 is no safe integer"],
  ["F4", 1e39, RangeError, "1e+39 is beyond its range"],
  ["F4", "1", TypeError, 'expected a number, found "1"'],
  ["F8", undefined, TypeError, "expected a number, found undefined"],
  ["BOOLEAN", 1, TypeError, "expected a boolean, found 1"],
];

/** Values that only hand-made items can have. */
const HAND_MADE: readonly (readonly [unknown, ErrorClass, string])[] = [
  [{ format: "A", value: 5 }, TypeError, "A: expected a string, found 5"],
  [{ format: "A", value: "aé温" }, RangeError, "A: character U+6E29 at 2 is above U+00FF"],
  [{ format: "A", value: "x".repeat(200) + "温" }, RangeError, "A: character U+6E29 at 200 is above U+00FF"],
  [{ format: "J", value: "ｱ" }, RangeError, "J: character U+FF71 at 0 is above U+00FF"],
  [{ format: "W", value: "温", encoding: 2 }, RangeError, "W: character U+6E29 at 0 is above U+00FF"],
  [{ format: "W", value: "x", encoding: 65_536 }, RangeError, "W: encoding 65536 is outside 0 to 65535"],
  [{ format: "W", value: "x", encoding: "2" }, RangeError, 'W: encoding "2" is outside 0 to 65535'],
  [{ format: "W", value: [], encoding: 2 }, TypeError, "W: expected a string, found an array of 0"],
  [{ format: "B", value: [1, 2] }, TypeError, "B: expected a Uint8Array, found an array of 2"],
  [{ format: "U4", value: null }, TypeError, "U4: expected numbers, found null"],
  [{ format: "U4", value: { 0: 1, length: 1 } }, TypeError, "U4: expected numbers, found an object"],
  [
    { format: "U4", value: new DataView(new ArrayBuffer(4)) },
    TypeError,
    "U4: expected numbers, found an object",
  ],
  [{ format: "U1", value: new Uint16Array([1, 256]) }, RangeError, "U1[1]: 256 is outside 0 to 255"],
  [{ format: "BOOLEAN", value: [true, 0] }, TypeError, "BOOLEAN[1]: expected a boolean, found 0"],
  [{ format: "L", value: "x" }, TypeError, 'L: expected an array, found "x"'],
  [{ format: "X", value: 1 }, TypeError, "item: expected { format, value }, found an object"],
  [{}, TypeError, "item: expected { format, value }, found an object"],
  [undefined, TypeError, "item: expected { format, value }, found undefined"],
  [null, TypeError, "item: expected { format, value }, found null"],
  [7, TypeError, "item: expected { format, value }, found 7"],
];

for (const [format, value, kind, state] of MISFITS) {
  test(`${format} of ${String(value)} is neither built nor encoded`, () => {
    const build = secs2[format as "U4"] as (...values: unknown[]) => secs2.Item;
    assertSays(() => build(value), kind, `Cannot build ${format}: ${state}`);
    assertSays(() => encode(item(format, value)), kind, `Cannot encode ${format}: ${state}`);
    assertSays(
      () => encode(L(A("x"), L(item(format, value)))),
      kind,
      `Cannot encode L[1].L[0].${format}: ${state}`,
    );
    if (format === "BOOLEAN") return;
    assertSays(() => encode(item(format, [0, value])), kind, `Cannot encode ${format}[1]: ${state}`);
    assertSays(() => build([0, value]), kind, `Cannot build ${format}[1]: ${state}`);
  });
}

test("a hand-made item that is none is refused, with its path", () => {
  for (const [made, kind, state] of HAND_MADE) {
    assertSays(() => encode(made as secs2.Item), kind, `Cannot encode ${state}`);
    const around = { format: "L", value: [U1(1), { format: "L", value: [L(), made] }] } as secs2.Item;
    assertSays(() => encode(around), kind, `Cannot encode L[1].L[1].${state}`);
    assertSays(() => new ItemWriter().encode(around), kind, `Cannot encode L[1].L[1].${state}`);
    assertSays(() => encodeInto(around, new Uint8Array(1000)), kind, `Cannot encode L[1].L[1].${state}`);
  }
});

test("a misfit far behind is found with its path, too", () => {
  const many = Array.from({ length: 30_000 }, () => A("abc"));
  const item = L(L(many), { format: "U1", value: 256 });
  assertSays(() => encode(item), RangeError, "Cannot encode L[1].U1: 256 is outside 0 to 255");
  assertSays(
    () => encode(L(L(many), null as unknown as secs2.Item)),
    TypeError,
    "Cannot encode L[1].item: expected { format, value }, found null",
  );
  assertSays(
    () => secs2.byteLength(L(undefined as unknown as secs2.Item)),
    TypeError,
    "Cannot encode L[0].item: expected { format, value }, found undefined",
  );
});

test("characters without a byte are refused by the builders of text", () => {
  assertSays(() => A("温度"), RangeError, "Cannot build A: character U+6E29 at 0 is above U+00FF");
  assertThrows(() => secs2.J("温"), RangeError, "JIS-8 has no U+6E29");
  assertThrows(
    () => secs2.W("x", 70_000),
    RangeError,
    "Cannot build W: encoding 70000 is outside 0 to 65535",
  );
  assertThrows(() => secs2.W("x", 7), RangeError, "localized encoding 7 has none");
  assertEquals(secs2.W(Uint8Array.of(0x78), 7), { format: "W", encoding: 7, value: "x" });
  assertThrows(() => B(0, 256), RangeError, "Cannot build B: 256 is no integer from 0 to 255");
});

test("A may be limited to 7 bits", () => {
  const item = L(A("caf\xe9"));
  assertEquals(encode(item).length, 8);
  assertSays(
    () => encode(item, { ascii: true }),
    RangeError,
    "Cannot encode L[0].A: character U+00E9 at 3 is above U+007F",
  );
  assertSays(
    () => new ItemWriter(16, { ascii: true }).encode(item),
    RangeError,
    "Cannot encode L[0].A: character U+00E9 at 3 is above U+007F",
  );
  assertEquals(encode(L(secs2.J(Uint8Array.of(0xb1)), A("x")), { ascii: true }).length, 8);
});

test("nothing above 16,777,215 elements or bytes is encoded", () => {
  const state = (count: number, unit: string) => `${count} ${unit} are more than 16777215`;
  const big: [secs2.Item, string][] = [
    [B(new Uint8Array(16_777_216)), `B: ${state(16_777_216, "bytes")}`],
    [A("x".repeat(16_777_216)), `A: ${state(16_777_216, "bytes")}`],
    [U4(new Uint32Array(4_194_304)), `U4: ${state(16_777_216, "bytes")}`],
    [secs2.U2(new Uint16Array(8_388_608)), `U2: ${state(16_777_216, "bytes")}`],
    [secs2.F8(new Float64Array(2_097_152)), `F8: ${state(16_777_216, "bytes")}`],
    [secs2.W(new Uint8Array(16_777_214)), `W: ${state(16_777_216, "bytes")}`],
    [L(new Array<secs2.Item>(16_777_216).fill(L())), `L: ${state(16_777_216, "elements")}`],
  ];
  for (const [item, expected] of big) assertSays(() => encode(item), RangeError, `Cannot encode ${expected}`);
  const bytes = encode(U4(new Uint32Array(4_194_303)));
  assertEquals([...bytes.subarray(0, 4)], [0xb3, 0xff, 0xff, 0xfc]);
  assertEquals(bytes.length, 16_777_216);
});

test("lists nested deeper than 1024, and lists in themselves, are not encoded", () => {
  let item = L();
  for (let depth = 1; depth < 1024; depth++) item = L(item);
  assertEquals(encode(item).length, 2048);
  assertEquals(secs2.equals(secs2.decode(encode(item), { depth: 1024 }), item), true);
  assertThrows(() => encode(L(item)), RangeError, "lists are nested deeper than 1024");
  const ring: secs2.Item[] = [];
  ring.push({ format: "L", value: ring });
  assertThrows(() => encode(ring[0]), RangeError, "lists are nested deeper than 1024");
  assertThrows(() => secs2.byteLength(ring[0]), RangeError, "lists are nested deeper than 1024");
});

test("encodeInto writes where it is told, and says how many bytes it took", () => {
  const item = L(A("abc"), U4(7));
  const expected = encode(item);
  const target = new Uint8Array(64).fill(0xee);
  assertEquals(encodeInto(item, target, 10), expected.length);
  assertEquals(target.slice(10, 10 + expected.length), expected);
  assertEquals([target[9], target[10 + expected.length]], [0xee, 0xee]);
  const part = new Uint8Array(target.buffer, 5, expected.length);
  assertEquals(encodeInto(item, part), expected.length);
  assertEquals(part, expected);
});

test("encodeInto refuses what does not fit", () => {
  const item = L(A("abc"), U4(7), secs2.F8(1, 2), secs2.U4(new Uint32Array(20)));
  const { length } = encode(item);
  for (let room = 0; room < length; room++) {
    const state = `Cannot encode ${length} bytes: the target has ${room} left`;
    assertSays(() => encodeInto(item, new Uint8Array(room + 3), 3), RangeError, state);
  }
  assertEquals(encodeInto(item, new Uint8Array(length)), length);
  for (const offset of [-1, 4, 0.5, NaN]) {
    assertThrows(() => encodeInto(item, new Uint8Array(3), offset), RangeError, `Cannot encode at ${offset}`);
  }
});

test("a writer gives a view of its memory that is good until it writes again", () => {
  const writer = new ItemWriter(4);
  const first = writer.encode(A("first"));
  assertEquals(first, encode(A("first")));
  const long = L(A("x".repeat(100_000)), U4(new Uint32Array(50_000)));
  assertEquals(writer.encode(long), encode(long));
  const second = writer.encode(U1(1));
  const third = writer.encode(U1(2));
  assertStrictEquals(second.buffer, third.buffer);
  assertEquals(second, third);
});

test("a failed encode leaves no trace in the next", () => {
  const writer = new ItemWriter();
  assertThrows(() => writer.encode(L(A("abc"), { format: "U1", value: -1 })), RangeError);
  assertEquals(writer.encode(A("z")), encode(A("z")));
  assertThrows(() => encode(L(A("abc"), { format: "U1", value: -1 })), RangeError);
  assert(secs2.equals(secs2.decode(encode(A("z"))), A("z")));
});

function item(format: secs2.Format, value: unknown): secs2.Item {
  return { format, value } as secs2.Item;
}

function assertSays(fn: () => unknown, kind: ErrorClass, message: string): void {
  assertEquals(assertThrows(fn, kind as typeof RangeError).message, message);
}
