// The cursor over a text: where it stands, how it moves, what it reads.
import { assertEquals, assertThrows } from "@std/assert";
import * as secs2 from "../core/secs2/mod.ts";
import {
  A,
  B,
  BOOLEAN,
  encode,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  ItemReader,
  J,
  L,
  U1,
  U2,
  U4,
  U8,
  W,
} from "../core/secs2/mod.ts";
import { test } from "./harness.ts";

// S6F11, an event report: DATAID, CEID, reports.
const REPORT = L(U4(0), U4(1001), L(L(U4(10), L(F4(2.5), I2(-5), BOOLEAN(true)))));

test("next walks every item in the order of the bytes, and tells where each lies", () => {
  const reader = new ItemReader(encode(REPORT));
  const seen: unknown[] = [];
  while (reader.next()) {
    seen.push([reader.depth, reader.format, reader.count, reader.offset, reader.bodyOffset, reader.length]);
  }
  assertEquals(seen, [
    [0, "L", 3, 0, 2, 3],
    [1, "U4", 1, 2, 4, 4],
    [1, "U4", 1, 8, 10, 4],
    [1, "L", 1, 14, 16, 1],
    [2, "L", 2, 16, 18, 2],
    [3, "U4", 1, 18, 20, 4],
    [3, "L", 3, 24, 26, 3],
    [4, "F4", 1, 26, 28, 4],
    [4, "I2", 1, 32, 34, 2],
    [4, "BOOLEAN", 1, 36, 38, 1],
  ]);
  assertEquals(reader.offset, encode(REPORT).length);
  assertEquals([reader.next(), reader.skip()], [false, false]);
});

test("one field is read without the rest", () => {
  const reader = new ItemReader(encode(REPORT));
  reader.next();
  reader.enter(3);
  reader.skip();
  assertEquals(reader.number(), 1001);
  reader.skip();
  assertEquals([reader.format, reader.count], ["L", 1]);
  assertEquals(reader.skip(), false);
});

test("skip passes over a list with all it contains", () => {
  const reader = new ItemReader(encode(L(L(L(A("x")), L()), L(), L(U1(1)), A("end"))));
  reader.next();
  reader.enter();
  const seen: number[] = [];
  do seen.push(reader.offset); while (reader.skip());
  assertEquals(seen, [2, 11, 13, 18]);
});

test("skip leaves the lists that end with the item", () => {
  const reader = new ItemReader(encode(L(L(L(A("x"))), A("y"))));
  for (let i = 0; i < 4; i++) reader.next();
  assertEquals([reader.format, reader.depth], ["A", 3]);
  reader.skip();
  assertEquals([reader.string(), reader.depth], ["y", 1]);
});

test("enter goes into a list, and expects one", () => {
  const reader = new ItemReader(encode(L(L(), U1(7))));
  reader.next();
  assertThrows(
    () => reader.enter(3),
    TypeError,
    "Cannot read the item: expected L [3], found L [2] at offset 0",
  );
  assertEquals(reader.enter(2), true);
  assertEquals([reader.enter(0), reader.enter(), reader.offset], [false, false, 2]);
  reader.next();
  assertThrows(() => reader.enter(), TypeError, "expected L, found U1 [1] at offset 4");
});

test("every format is read as it decodes", () => {
  const items = [
    I1(-1, 5),
    I2(-2, 5),
    I4(-3, 5),
    I8(-4n, 5n),
    U1(1, 5),
    U2(2, 5),
    U4(3, 5),
    U8(4n, 5n),
    F4(1.5, 5),
    F8(-0.1, 5),
    B(9, 5),
  ];
  const reader = new ItemReader(encode(L(items)));
  reader.next();
  for (const item of items) {
    reader.next();
    const elements = Array.from(item.value as ArrayLike<number | bigint>);
    assertEquals([reader.number(), reader.number(1)], elements.map(Number));
    if (item.format !== "F4" && item.format !== "F8") {
      assertEquals([reader.bigint(), reader.bigint(1)], elements.map(BigInt));
    }
    assertEquals(reader.item(), item);
    assertThrows(() => reader.number(2), RangeError, `Cannot read element 2 of ${item.format} [2]`);
    assertThrows(() => reader.number(-1), RangeError);
    assertThrows(() => reader.number(0.5), RangeError);
  }
});

test("texts and bytes are read as they lie", () => {
  const reader = new ItemReader(encode(L(A("abc"), J("ｱ"), W("温"), BOOLEAN(true, false))));
  reader.next();
  reader.next();
  assertEquals([reader.string(), reader.bytes()], ["abc", Uint8Array.of(0x61, 0x62, 0x63)]);
  reader.next();
  assertEquals([reader.string(), reader.count], ["\xb1", 1]);
  reader.next();
  assertEquals([reader.encoding(), reader.string(), reader.count, reader.length], [2, "\xe6\xb8\xa9", 3, 5]);
  assertEquals(reader.bytes(), Uint8Array.of(0, 2, 0xe6, 0xb8, 0xa9));
  reader.next();
  assertEquals([reader.boolean(), reader.boolean(1), reader.number(), reader.number(1)], [true, false, 1, 0]);
});

test("localized text may be empty, or too short for its LSH", () => {
  const reader = new ItemReader(secs2.parseHex("01 03 49 02 00 02 49 01 E6 49 00"));
  reader.next();
  const seen: unknown[] = [];
  while (reader.next()) seen.push([reader.encoding(), reader.string(), reader.count]);
  assertEquals(seen, [[2, "", 0], [undefined, "\xe6", 1], [undefined, "", 0]]);
});

test("what an item is not is not read from it", () => {
  const reader = new ItemReader(encode(L(A("abc"), F4(1), U8(1n << 60n))));
  reader.next();
  assertThrows(() => reader.number(), TypeError, "expected a number, found L [3] at offset 0");
  assertThrows(() => reader.bytes(), TypeError, "expected anything but a list, found L [3]");
  assertThrows(() => reader.string(), TypeError, "expected A, J or W, found L [3]");
  reader.next();
  assertThrows(() => reader.number(), TypeError, "expected a number, found A [3] at offset 2");
  assertThrows(() => reader.bigint(), TypeError, "expected a number, found A [3]");
  assertThrows(() => reader.boolean(), TypeError, "expected BOOLEAN, found A [3]");
  assertThrows(() => reader.encoding(), TypeError, "expected W, found A [3]");
  reader.next();
  assertThrows(() => reader.bigint(), TypeError, "expected an integer, found F4 [1]");
  reader.next();
  assertThrows(() => reader.number(), TypeError, "1152921504606846976 needs bigint");
  assertEquals(reader.bigint(), 1n << 60n);
});

test("before the first and behind the last item there is nothing to read", () => {
  const reader = new ItemReader(encode(A("x")));
  for (let i = 0; i < 2; i++) {
    assertThrows(() => reader.item(), Error, "the reader stands before the first or behind the last");
    assertThrows(() => reader.format, Error, "stands before the first");
    reader.next();
    reader.next();
  }
});

test("the length bytes of each header can be seen", () => {
  const reader = new ItemReader(secs2.parseHex("02 00 03 41 00 42 00 00 43 00 00 01 30"));
  const seen: number[] = [];
  while (reader.next()) seen.push(reader.lengthBytes);
  assertEquals(seen, [2, 1, 2, 3]);
});

test("what follows the item is left alone where asked", () => {
  const bytes = secs2.parseHex("01 01 41 00 FF FF");
  const reader = new ItemReader(bytes, { prefix: true });
  while (reader.next());
  assertEquals(reader.offset, 4);
  const strict = new ItemReader(bytes);
  strict.next();
  assertThrows(() => strict.skip(), secs2.DecodeError, "bytes after the item");
});

test("an item in the middle is built with all it contains", () => {
  const reader = new ItemReader(encode(REPORT));
  while (reader.next() && reader.depth < 2);
  assertEquals(reader.item(), L(U4(10), L(F4(2.5), I2(-5), BOOLEAN(true))));
  assertEquals(reader.next(), true);
  assertEquals(reader.number(), 10);
});
