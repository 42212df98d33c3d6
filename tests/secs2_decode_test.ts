// Bytes that are no item: every fault with its offset, alike from decode, validate and ItemReader; limits; hostile input.
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as secs2 from "../core/secs2/mod.ts";
import {
  A,
  decode,
  DecodeError,
  encode,
  hex,
  ItemReader,
  L,
  parseHex,
  U4,
  validate,
} from "../core/secs2/mod.ts";
import { test } from "./harness.ts";

interface Bad {
  readonly name: string;
  readonly bytes: string;
  readonly fault: secs2.DecodeFault;
  readonly offset: number;
}

const BAD: readonly Bad[] = [
  { name: "nothing", bytes: "", fault: "no item", offset: 0 },
  { name: "an undefined format code", bytes: "05 00", fault: "unknown format code", offset: 0 },
  { name: "an undefined format code of no length", bytes: "3D 00", fault: "unknown format code", offset: 0 },
  {
    name: "an undefined format code in a list",
    bytes: "01 02 41 00 FD 00",
    fault: "unknown format code",
    offset: 4,
  },
  { name: "no length bytes", bytes: "40 03 41 42 43", fault: "no length bytes", offset: 0 },
  { name: "no length bytes in a list", bytes: "01 01 B0 00", fault: "no length bytes", offset: 2 },
  { name: "a format byte alone", bytes: "41", fault: "truncated item", offset: 0 },
  { name: "one of two length bytes", bytes: "42 01", fault: "truncated item", offset: 0 },
  { name: "two of three length bytes", bytes: "43 00 01", fault: "truncated item", offset: 0 },
  { name: "a body too short", bytes: "41 03 41 42", fault: "truncated item", offset: 0 },
  { name: "no body", bytes: "B1 04", fault: "truncated item", offset: 0 },
  { name: "an element cut off", bytes: "01 02 41 00 B1 04 00 00 00", fault: "truncated item", offset: 4 },
  { name: "an element missing", bytes: "01 02 41 02 30 30", fault: "truncated item", offset: 6 },
  { name: "an outer element missing", bytes: "01 02 01 01 21 01 00", fault: "truncated item", offset: 7 },
  { name: "a truncated list", bytes: "01 02 41 00", fault: "list too long", offset: 0 },
  { name: "a list without room", bytes: "01 01", fault: "list too long", offset: 0 },
  { name: "a huge list", bytes: "03 FF FF FF", fault: "list too long", offset: 0 },
  {
    name: "a huge list in a list",
    bytes: "01 02 41 00 03 FF FF FF 41 00",
    fault: "list too long",
    offset: 4,
  },
  {
    name: "an odd U2",
    bytes: "A9 03 00 01 02",
    fault: "length not a multiple of the element size",
    offset: 0,
  },
  { name: "an odd I2", bytes: "69 01 00", fault: "length not a multiple of the element size", offset: 0 },
  {
    name: "U4 of 6 bytes",
    bytes: "B1 06 00 00 00 00 00 00",
    fault: "length not a multiple of the element size",
    offset: 0,
  },
  {
    name: "F8 of 4 bytes",
    bytes: "01 01 81 04 00 00 00 00",
    fault: "length not a multiple of the element size",
    offset: 2,
  },
  { name: "a trailing byte", bytes: "01 00 00", fault: "bytes after the item", offset: 2 },
  { name: "a second item", bytes: "41 01 30 41 00", fault: "bytes after the item", offset: 3 },
];

for (const { name, bytes, fault, offset } of BAD) {
  test(`${name}: ${fault}, at offset ${offset}`, () => {
    const text = parseHex(bytes);
    for (const read of [decode, validate, readAll, skipAll]) {
      const error = assertThrows(() => read(text), DecodeError);
      assertEquals([error.fault, error.offset], [fault, offset], read.name);
      assertEquals(error.message, `Cannot decode the item at offset ${offset}: ${fault}`);
      assertEquals(error.name, "DecodeError");
    }
  });
}

test("every prefix of a text is refused, by everyone for the same reason", () => {
  const text = encode(L(A("abc"), L(U4(1, 2, 3), L()), { format: "A", value: "x", lengthBytes: 3 }));
  for (let end = 0; end < text.length; end++) {
    const prefix = text.subarray(0, end);
    const expected = faultOf(() => decode(prefix));
    assertEquals(faultOf(() => validate(prefix)), expected);
    assertEquals(faultOf(() => readAll(prefix)), expected);
  }
});

test("lists may be nested 64 deep, and as deep as the limit allows", () => {
  for (const limit of [undefined, 1, 2, 65, 1024]) {
    const depth = limit ?? 64;
    const limits = limit === undefined ? {} : { depth: limit };
    const fits = nested(depth);
    assertEquals(encode(decode(fits, limits)), fits);
    validate(fits, limits);
    assertEquals(readAll(fits, limits), depth);
    for (const read of [decode, validate, readAll, skipAll]) {
      const error = assertThrows(() => read(nested(depth + 1), limits), DecodeError);
      assertEquals([error.fault, error.offset], ["nested too deep", 2 * depth]);
    }
  }
});

test("a leaf may lie in as many lists as the limit says", () => {
  const text = parseHex("01 01 ".repeat(64) + "41 00");
  assertEquals(encode(decode(text)), text);
  assertThrows(() => decode(text, { depth: 63 }), DecodeError, "nested too deep");
});

test("a limit of depth outside 1 to 1024 is refused", () => {
  for (const depth of [0, 1025, 1.5, NaN]) {
    assertThrows(() => decode(nested(1), { depth }), RangeError, `Cannot limit the depth to ${depth}`);
    assertThrows(() => validate(nested(1), { depth }), RangeError);
    assertThrows(() => new ItemReader(nested(1), { depth }), RangeError);
  }
});

test("the number of items is limited, the list that exceeds it is named", () => {
  const text = encode(L(L(A(""), A("")), L(A(""), A(""), A(""))));
  for (const read of [decode, validate]) {
    read(text, { items: 8 });
    const error = assertThrows(() => read(text, { items: 7 }), DecodeError);
    assertEquals([error.fault, error.offset], ["too many items", 8]);
    assertEquals(assertThrows(() => read(text, { items: 0 }), DecodeError).offset, 0);
  }
});

test("a million items fit by default, one more does not", () => {
  const most = encode(L(Array.from({ length: 999_999 }, () => L())));
  assertEquals((decode(most).value as unknown[]).length, 999_999);
  const more = encode(L(Array.from({ length: 1_000_000 }, () => L())));
  for (const read of [decode, validate]) {
    assertEquals(assertThrows(() => read(more), DecodeError).fault, "too many items");
    read(more, { items: Infinity });
  }
});

test("the size of a text is limited, to 64 MiB by default", () => {
  const text = encode(A("abc"));
  for (const read of [decode, validate]) {
    read(text, { bytes: 5 });
    const error = assertThrows(() => read(text, { bytes: 4 }), DecodeError);
    assertEquals([error.fault, error.offset], ["text too long", 4]);
    assertEquals(
      assertThrows(() => read(new Uint8Array(64 * 1024 * 1024 + 1)), DecodeError).fault,
      "text too long",
    );
  }
});

test("the largest item there can be is decoded", () => {
  const text = new Uint8Array(16_777_219);
  text.set([0x23, 0xff, 0xff, 0xff, 7]);
  assertEquals((decode(text) as secs2.BinaryItem).value.length, 16_777_215);
  validate(text);
});

test("200,000 and a million nested lists end in a DecodeError, at once", { timeout: 5_000 }, () => {
  for (const depth of [200_000, 1_000_000]) {
    const text = nested(depth);
    for (const read of [decode, validate, readAll, skipAll]) {
      for (const limits of [{}, { depth: 1024 }]) {
        const began = performance.now();
        assertEquals(assertThrows(() => read(text, limits), DecodeError).fault, "nested too deep");
        assert(performance.now() - began < 250);
      }
    }
  }
});

test("a list that claims 16 M elements allocates nothing", { timeout: 5_000 }, () => {
  const text = parseHex("03 FF FF FF" + " 41 00".repeat(100));
  const began = performance.now();
  for (let i = 0; i < 10_000; i++) {
    for (const read of [decode, validate, readAll]) {
      assertEquals(faultOf(() => read(text)), "list too long at 0");
    }
  }
  assert(performance.now() - began < 4_000);
});

test(
  "16 MB of lists that claim all that is left are refused within their budget",
  { timeout: 20_000 },
  () => {
    // Each list claims half of the bytes behind it: the deepest are reached before the items run out.
    const text = new Uint8Array(16_000_000);
    for (let at = 0; at + 4 <= text.length; at += 4) {
      const claim = Math.min((text.length - at - 4) >> 1, 0xffffff);
      text.set([0x03, claim >> 16, (claim >> 8) & 0xff, claim & 0xff], at);
    }
    const began = performance.now();
    assertEquals(faultOf(() => decode(text)), "too many items at 0");
    assertEquals(faultOf(() => validate(text)), "too many items at 0");
    assertEquals(faultOf(() => validate(text, { items: Infinity })), "nested too deep at 256");
    assert(performance.now() - began < 1_000);
  },
);

test("length bytes more than needed are remembered where asked, and encode to the same bytes", () => {
  const texts = [
    "43 00 00 03 41 42 43",
    "42 00 00",
    "02 00 01 03 00 00 02 41 00 B2 00 04 00 00 00 01",
    "23 00 00 01 07",
    "4A 00 03 00 02 41",
  ];
  for (const text of texts) {
    const bytes = parseHex(text);
    assertEquals(encode(decode(bytes, { lengthBytes: true })), bytes);
    const item = decode(bytes);
    assert(!JSON.stringify(item).includes("lengthBytes"));
    assert(encode(item).length < bytes.length);
    assert(secs2.equals(item, decode(bytes, { lengthBytes: true })));
    assertEquals(secs2.byteLength(decode(bytes, { lengthBytes: true })), bytes.length);
  }
  assertEquals(decode(parseHex("43 00 00 03 41 42 43"), { lengthBytes: true }), {
    format: "A",
    value: "ABC",
    lengthBytes: 3,
  });
  assertEquals(decode(parseHex("41 03 41 42 43"), { lengthBytes: true }), A("ABC"));
  assertEquals(decode(encode(A("x".repeat(256))), { lengthBytes: true }), A("x".repeat(256)));
});

test("length bytes too few for an item become as many as it needs", () => {
  assertEquals(
    hex(encode({ format: "A", value: "x".repeat(256), lengthBytes: 1 }).subarray(0, 3)),
    "42:01:00",
  );
  assertThrows(
    () => encode(L({ format: "A", value: "", lengthBytes: 4 as 3 })),
    RangeError,
    "Cannot encode L[0].A: 4 length bytes are not 1, 2 or 3",
  );
});

/** `depth` lists, each in the one before it. */
function nested(depth: number): Uint8Array {
  const text = new Uint8Array(2 * depth);
  for (let at = 0; at < text.length; at += 2) text.set([1, at === text.length - 2 ? 0 : 1], at);
  return text;
}

/** Steps on every item; returns the greatest depth plus one. */
function readAll(text: Uint8Array, options: secs2.ReaderOptions = {}): number {
  const reader = new ItemReader(text, options);
  let deepest = 0;
  while (reader.next()) deepest = Math.max(deepest, reader.depth + 1);
  return deepest;
}

function skipAll(text: Uint8Array, options: secs2.ReaderOptions = {}): void {
  const reader = new ItemReader(text, options);
  for (let more = reader.next(); more;) more = reader.skip();
}

function faultOf(read: () => unknown): string {
  const { fault, offset } = assertThrows(read, DecodeError);
  return `${fault} at ${offset}`;
}
