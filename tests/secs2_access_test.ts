// Reading values out of items, comparing items, inferring them from plain values, and hexadecimal text.
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as secs2 from "../core/secs2/mod.ts";
import {
  A,
  at,
  B,
  BOOLEAN,
  equals,
  F4,
  F8,
  from,
  I1,
  I2,
  I4,
  I8,
  J,
  L,
  U1,
  U2,
  U4,
  U8,
  W,
} from "../core/secs2/mod.ts";
import { test } from "./harness.ts";

const REPORT = L(U4(0), U4(1001), L(L(U4(10), L(F4(2.5), I2(-5), BOOLEAN(true)), A("LOT-7"))));

test("at finds the item at a path", () => {
  assertStrictEquals(at(REPORT), REPORT);
  assertEquals(at(REPORT, 2, 0, 1, 1), I2(-5));
  assertEquals(at(REPORT, 2, 0, 2), A("LOT-7"));
});

test("a path that leads nowhere is named up to where it breaks", () => {
  const says = (fn: () => unknown, message: string) =>
    assertEquals(assertThrows(fn, TypeError).message, message);
  says(() => at(REPORT, 3), "Cannot read the item: expected L with an element 3, found L [3]");
  says(() => at(REPORT, -1), "Cannot read the item: expected L with an element -1, found L [3]");
  says(() => at(REPORT, 2, 0, 5), "Cannot read L[2].L[0]: expected L with an element 5, found L [3]");
  says(() => at(REPORT, 1, 0), "Cannot read L[1]: expected L with an element 0, found U4 [1]");
  says(() => secs2.text(REPORT, 2, 0, 0), "Cannot read L[2].L[0].L[0]: expected A, J or W, found U4 [1]");
  says(() => secs2.list(REPORT, 2), "Cannot read the item: expected L [2], found L [3]");
  says(() => secs2.list(REPORT, undefined, 0), "Cannot read L[0]: expected L, found U4 [1]");
  says(() => secs2.list(REPORT, 4, 2, 0), "Cannot read L[2].L[0]: expected L [4], found L [3]");
  says(() => secs2.number(U4(1, 2)), "Cannot read the item: expected one number, found U4 [2]");
  says(() => secs2.number(U4([])), "Cannot read the item: expected one number, found U4 [0]");
  says(() => secs2.number(A("5")), "Cannot read the item: expected one number, found A [1]");
  says(() => secs2.number(U8(1n << 53n)), "Cannot read the item: expected a safe integer, found U8 [1]");
  says(() => secs2.numbers(L()), "Cannot read the item: expected numbers, found L [0]");
  says(() => secs2.numbers(BOOLEAN(true)), "Cannot read the item: expected numbers, found BOOLEAN [1]");
  says(() => secs2.numbers(I8(-1n << 60n, 0n)), "Cannot read the item: expected safe integers, found I8 [2]");
  says(() => secs2.bigint(F8(1)), "Cannot read the item: expected one integer, found F8 [1]");
  says(() => secs2.bigints(F4(1, 2)), "Cannot read the item: expected integers, found F4 [2]");
  says(() => secs2.boolean(BOOLEAN([])), "Cannot read the item: expected BOOLEAN [1], found BOOLEAN [0]");
  says(() => secs2.boolean(U1(1)), "Cannot read the item: expected BOOLEAN [1], found U1 [1]");
  says(() => secs2.booleans(U1(1)), "Cannot read the item: expected BOOLEAN, found U1 [1]");
  says(() => secs2.bytes(REPORT, 0), "Cannot read L[0]: expected B, U1 or a text, found U4 [1]");
});

test("list gives the elements, of a number that may be asked for", () => {
  const [dataId, ceid, reports] = secs2.list(REPORT, 3);
  assertEquals([dataId, ceid], [U4(0), U4(1001)]);
  assertEquals(secs2.list(reports).length, 1);
  assertEquals(secs2.list(REPORT, 3, 2, 0).length, 3);
});

test("number reads one number of any format, and a byte of B", () => {
  for (const item of [U1(7), U2(7), U4(7), U8(7), I1(7), I2(7), I4(7), I8(7), F4(7), F8(7), B(7)]) {
    assertEquals(secs2.number(item), 7);
    assertEquals(Array.from(secs2.numbers(item)), [7]);
    assertEquals(secs2.number({ format: item.format, value: [7] } as secs2.Item), 7);
  }
  assertEquals(secs2.number(REPORT, 2, 0, 1, 0), 2.5);
});

test("bigint reads one integer of any format", () => {
  for (const item of [U1(7), U2(7), U4(7), U8(7), I1(7), I2(7), I4(7), I8(7), B(7)]) {
    assertEquals(secs2.bigint(item), 7n);
    assertEquals(Array.from(secs2.bigints(item)), [7n]);
  }
  assertEquals(secs2.bigint(U8(18446744073709551615n)), 18446744073709551615n);
});

test("numbers and bigints read any count, without a copy where there is an array", () => {
  const many = Uint32Array.from({ length: 20 }, (_, i) => i);
  assertStrictEquals(secs2.numbers(U4(many)), many);
  assertEquals(Array.from(secs2.numbers(F4(1, 2))), [1, 2]);
  assertEquals(Array.from(secs2.numbers(U8(1n, 2n))), [1, 2]);
  assertEquals(Array.from(secs2.bigints(U4(many))), Array.from(many, BigInt));
  assertEquals(Array.from(secs2.bigints(I8(1n, -2n))), [1n, -2n]);
  assertEquals(Array.from(secs2.numbers(B(1, 2))), [1, 2]);
  assertEquals(secs2.numbers(U4([])).length, 0);
});

test("boolean, booleans, text and bytes", () => {
  assertEquals(secs2.boolean(REPORT, 2, 0, 1, 2), true);
  assertEquals([secs2.booleans(BOOLEAN(true)), secs2.booleans(BOOLEAN(true, false))], [[true], [
    true,
    false,
  ]]);
  assertEquals(secs2.text(REPORT, 2, 0, 2), "LOT-7");
  assertEquals([secs2.text(J("ｱ¥‾")), secs2.text(W("温度")), secs2.text(W("温度", 1))], [
    "ｱ¥‾",
    "温度",
    "温度",
  ]);
  assertEquals([secs2.bytes(B(1, 2)), secs2.bytes(U1(1, 2)), secs2.bytes(U1(1))], [
    Uint8Array.of(1, 2),
    Uint8Array.of(1, 2),
    Uint8Array.of(1),
  ]);
  assertEquals([secs2.bytes(A("a\xff")), secs2.bytes(W("é"))], [
    Uint8Array.of(0x61, 0xff),
    Uint8Array.of(0xc3, 0xa9),
  ]);
});

test("equal items have the same format and elements, in whatever shape", () => {
  const equal: [secs2.Item, secs2.Item][] = [
    [REPORT, secs2.decode(secs2.encode(REPORT))],
    [U4(5), { format: "U4", value: [5] }],
    [U4(5), { format: "U4", value: Uint32Array.of(5) }],
    [U4(1, 2), { format: "U4", value: Uint32Array.of(1, 2) }],
    [F8(NaN, -0), F8(NaN, -0)],
    [A("x"), { format: "A", value: "x", lengthBytes: 3 }],
    [{ format: "W", value: "x" }, { format: "W", value: "x" }],
  ];
  for (const [a, b] of equal) assertEquals([equals(a, b), equals(b, a)], [true, true]);
  const different: [secs2.Item, secs2.Item][] = [
    [U4(5), U2(5)],
    [U4(5), U4(5, 5)],
    [U4(5), U4(6)],
    [U4(1, 2), L(U4(1), U4(2))],
    [F8(0), F8(-0)],
    [A("x"), A("y")],
    [A("x"), J("x")],
    [W("x", 2), W("x", 4)],
    [W("x"), { format: "W", value: "x" }],
    [B(1), B(2)],
    [BOOLEAN(true), BOOLEAN(false)],
    [L(A("x")), L(A("y"))],
    [L(), L(L())],
  ];
  for (const [a, b] of different) assertEquals([equals(a, b), equals(b, a)], [false, false]);
});

test("D17: items are inferred from plain values", () => {
  assertEquals(from([1, "RECIPE_A", 3.14, true]), L(U4(1), A("RECIPE_A"), F8(3.14), BOOLEAN(true)));
});

test("inference follows its rules at every edge", () => {
  const rules: [secs2.Native, secs2.Item][] = [
    [0, U4(0)],
    [4_294_967_295, U4(4_294_967_295)],
    [4_294_967_296, U8(4_294_967_296n)],
    [Number.MAX_SAFE_INTEGER, U8(9_007_199_254_740_991n)],
    [2 ** 53, F8(2 ** 53)],
    [-1, I4(-1)],
    [-2_147_483_648, I4(-2_147_483_648)],
    [-2_147_483_649, I8(-2_147_483_649n)],
    [-0, F8(-0)],
    [0.5, F8(0.5)],
    [NaN, F8(NaN)],
    [-Infinity, F8(-Infinity)],
    [5n, U8(5n)],
    [-5n, I8(-5n)],
    [false, BOOLEAN(false)],
    ["", A("")],
    ["\xff", A("\xff")],
    ["温", W("温", 2)],
    [[], L()],
    [[[1], []], L(L(U4(1)), L())],
    [U1(7), U1(7)],
    [[U1(7), 7], L(U1(7), U4(7))],
    [Uint8Array.of(1, 2), B(1, 2)],
    [Int8Array.of(-1, 2), I1(-1, 2)],
    [Int16Array.of(-1, 2), I2(-1, 2)],
    [Int32Array.of(-1, 2), I4(-1, 2)],
    [BigInt64Array.of(-1n, 2n), I8(-1n, 2n)],
    [Uint8ClampedArray.of(1, 2), U1(1, 2)],
    [Uint16Array.of(1, 2), U2(1, 2)],
    [Uint32Array.of(1), U4(1)],
    [BigUint64Array.of(1n, 2n), U8(1n, 2n)],
    [Float32Array.of(0.5, 2), F4(0.5, 2)],
    [Float64Array.of(0.1, 2), F8(0.1, 2)],
  ];
  for (const [value, item] of rules) assertEquals(from(value), item);
});

test("what no rule covers is not inferred", () => {
  for (
    const value of [
      undefined,
      null,
      {},
      { format: "X" },
      () => 1,
      Symbol("s"),
      new DataView(new ArrayBuffer(1)),
    ]
  ) {
    assertThrows(() => from(value as secs2.Native), TypeError, "Cannot infer an item: there is no rule for");
    assertThrows(() => from([value as secs2.Native]), TypeError);
  }
  assertThrows(() => from(1n << 64n), RangeError, "Cannot build U8");
});

test("toNative gives the values without the formats", () => {
  assertEquals(secs2.toNative(REPORT), [0, 1001, [[10, [2.5, -5, true], "LOT-7"]]]);
  assertEquals(secs2.toNative(L(W("温"), J("ｱ"), B(1), U4(1, 2), U8(1n))), ["温", "ｱ", Uint8Array.of(1), [
    1,
    2,
  ], 1n]);
});

test("P5: bytes print as 00:00:00:0a, and are read back", () => {
  // Select.req, system bytes 14.
  const frame = Uint8Array.of(0, 0, 0, 0x0a, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0x0e);
  assertEquals(secs2.hex(frame), "00:00:00:0a:ff:ff:00:00:00:01:00:00:00:0e");
  assertEquals([secs2.hex(frame.subarray(0, 4), " "), secs2.hex(frame.subarray(0, 0))], ["00 00 00 0a", ""]);
  assertEquals(secs2.parseHex(secs2.hex(frame)), frame);
});

test("D19: bytes print as a dump, and are read back", () => {
  const bytes = secs2.encode(L(A("LOT-7 |x|"), U4(1), B(0x41, 0x7f)));
  assertEquals(
    secs2.hexDump(bytes),
    [
      "00000000  01 03 41 09 4c 4f 54 2d  37 20 7c 78 7c b1 04 00  |..A.LOT-7 |x|...|",
      "00000010  00 00 01 21 02 41 7f                              |...!.A.|",
    ].join("\n"),
  );
  assertEquals(secs2.hexDump(new Uint8Array(0)), "");
  for (let length = 0; length <= 40; length++) {
    const each = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 0xff);
    assertEquals(secs2.parseHex(secs2.hexDump(each)), each);
  }
});

test("hex is read with any of the usual separators", () => {
  const expected = Uint8Array.of(0, 0x0a, 0xff);
  for (
    const text of [
      "000aff",
      "00 0A FF",
      "00:0a:ff",
      "00-0a-ff",
      "0x00, 0x0a, 0xff",
      "0x000aff",
      " 00\n0a\r\n\tff ",
      "00,0a ff",
    ]
  ) {
    assertEquals(secs2.parseHex(text), expected);
  }
  assertEquals(secs2.parseHex(""), new Uint8Array(0));
  for (const text of ["0", "000", "0g", "00 1", "0x", "zz", "00;01"]) {
    assertThrows(() => secs2.parseHex(text), SyntaxError, "Cannot read hex");
  }
});
