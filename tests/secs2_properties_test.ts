// Properties of the codec, one sentence each, over generated items and bytes. The seed is fixed: the same on every run.
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import * as secs2 from "../core/secs2/mod.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";

const RUNS = runs(300, 20_260_117);
const MANY_RUNS = runs(5_000, 20_260_117);

type Integer = Exclude<secs2.NumberFormat, "F4" | "F8">;

const RANGES: readonly (readonly [Integer, number, number])[] = [
  ["I1", -0x80, 0x7f],
  ["I2", -0x8000, 0x7fff],
  ["I4", -0x8000_0000, 0x7fff_ffff],
  ["U1", 0, 0xff],
  ["U2", 0, 0xffff],
  ["U4", 0, 0xffff_ffff],
];

const text = fc.uint8Array({ maxLength: 60, size: "max" });
const leaves: fc.Arbitrary<secs2.Item>[] = [
  text.map((bytes) => secs2.A(bytes)),
  text.map((bytes) => secs2.J(bytes)),
  fc.tuple(text, fc.integer({ min: 0, max: 0xffff })).map(([bytes, encoding]) => secs2.W(bytes, encoding)),
  fc.uint8Array({ maxLength: 100, size: "max" }).map((bytes) => secs2.B(bytes)),
  fc.array(fc.boolean(), { maxLength: 20, size: "max" }).map((values) => secs2.BOOLEAN(values)),
  fc.array(fc.float(), { maxLength: 40, size: "max" }).map((values) => secs2.F4(values)),
  fc.array(fc.double(), { maxLength: 40, size: "max" }).map((values) => secs2.F8(values)),
  fc.array(fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }), { maxLength: 40, size: "max" }).map((
    values,
  ) => secs2.I8(values)),
  fc.array(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), { maxLength: 40, size: "max" }).map((values) =>
    secs2.U8(values)
  ),
  ...RANGES.map(([format, min, max]) =>
    fc.array(fc.integer({ min, max }), { maxLength: 40, size: "max" }).map((values) => secs2[format](values))
  ),
];

const { item: items } = fc.letrec<{ item: secs2.Item }>((tie) => ({
  item: fc.oneof(
    { depthSize: "small" },
    ...leaves,
    fc.array(tie("item"), { maxLength: 6 }).map((list) => secs2.L(list)),
  ),
}));

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60, size: "max" }),
  // Bytes that are nearly an item: cut, or with a byte changed.
  fc.tuple(items, fc.nat(), fc.nat(255)).map(([item, at, byte]) => {
    const text = secs2.encode(item);
    text[at % text.length] = byte;
    return text;
  }),
  fc.tuple(items, fc.nat()).map(([item, end]) => secs2.encode(item).slice(0, end % 50)),
  // Headers with few codes and lengths, so that many are right.
  fc.array(fc.constantFrom(0x01, 0x02, 0x41, 0x43, 0x25, 0xb1, 0x00, 0x01, 0x02, 0x04, 0x49), {
    maxLength: 40,
    size: "max",
  })
    .map((list) => Uint8Array.from(list)),
);

test("decode undoes encode", () => {
  fc.assert(fc.property(items, (item) => assertEquals(secs2.decode(secs2.encode(item)), item)), RUNS);
});

test("an item equals itself decoded, and takes as many bytes as was said", () => {
  fc.assert(
    fc.property(items, (item) => {
      const text = secs2.encode(item);
      assertEquals(secs2.equals(secs2.decode(text), item), true);
      assertEquals(secs2.byteLength(item), text.length);
    }),
    RUNS,
  );
});

test("encodeInto and ItemWriter write what encode does", () => {
  const writer = new secs2.ItemWriter(1);
  fc.assert(
    fc.property(items, fc.nat(20), (item, offset) => {
      const text = secs2.encode(item);
      const target = new Uint8Array(offset + text.length);
      assertEquals(secs2.encodeInto(item, target, offset), text.length);
      assertEquals(target.subarray(offset), text);
      assertEquals(writer.encode(item), text);
    }),
    RUNS,
  );
});

test("any bytes decode or throw a DecodeError, and validate, decode and reader agree which", () => {
  fc.assert(
    fc.property(bytes, (text) => {
      const decoded = outcome(() => void secs2.decode(text));
      assertEquals(outcome(() => secs2.validate(text)), decoded);
      assertEquals(outcome(() => void readerValue(text)), decoded);
    }),
    MANY_RUNS,
  );
});

test("the reader finds the items that decode builds", () => {
  fc.assert(
    fc.property(items, (item) => {
      const text = secs2.encode(item);
      const reader = new secs2.ItemReader(text);
      reader.next();
      assertEquals(reader.item(), item);
      assertEquals(readerValue(text), item);
    }),
    RUNS,
  );
});

test("skipping from item to item ends where decoding does", () => {
  fc.assert(
    fc.property(fc.array(items, { maxLength: 5 }), (list) => {
      const reader = new secs2.ItemReader(secs2.encode(secs2.L(list)));
      reader.next();
      for (const [i, item] of list.entries()) {
        assertEquals(i === 0 ? reader.enter() : reader.skip(), true);
        assertEquals(reader.item(), item);
      }
      if (list.length > 0) assertEquals(reader.skip(), false);
    }),
    RUNS,
  );
});

test("what decodes encodes to the same bytes, if length bytes are remembered", () => {
  fc.assert(
    fc.property(bytes, (text) => {
      if (outcome(() => secs2.validate(text)) !== undefined) return;
      assertEquals(secs2.encode(secs2.decode(text, { lengthBytes: true })), normalised(text));
    }),
    MANY_RUNS,
  );
});

test("length bytes are remembered, however many there are and wherever", () => {
  fc.assert(
    fc.property(items, fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1 }), (item, counts) => {
      let next = 0;
      const widened = withLengthBytes(item, () => counts[next++ % counts.length]);
      const text = secs2.encode(widened);
      assertEquals(secs2.byteLength(widened), text.length);
      assertEquals(secs2.encode(secs2.decode(text, { lengthBytes: true })), text);
      assertEquals(secs2.decode(text), item);
    }),
    RUNS,
  );
});

test("a prefix decodes to the same item, whatever follows", () => {
  fc.assert(
    fc.property(items, fc.uint8Array({ maxLength: 10 }), (item, rest) => {
      const text = secs2.encode(item);
      const more = Uint8Array.from([...text, ...rest]);
      assertEquals(secs2.decodePrefix(more), { item, length: text.length });
    }),
    RUNS,
  );
});

test("plain values survive as items", () => {
  const { value: values } = fc.letrec<{ value: secs2.Native }>((tie) => ({
    value: fc.oneof(
      fc.boolean(),
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.maxSafeInteger(),
      fc.double(),
      fc.uint8Array({ maxLength: 100, size: "max" }),
      fc.array(tie("value"), { maxLength: 5 }) as fc.Arbitrary<secs2.Native[]>,
    ),
  }));
  fc.assert(
    fc.property(values, (value) => {
      assertEquals(asSent(secs2.toNative(secs2.decode(secs2.encode(secs2.from(value))))), value);
    }),
    RUNS,
  );
});

test("hex and dump are read back", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100, size: "max" }),
      fc.constantFrom(":", " ", "", "-", ", 0x"),
      (bytes, separator) => {
        assertEquals(secs2.parseHex(secs2.hex(bytes, separator)), bytes);
        assertEquals(secs2.parseHex(secs2.hexDump(bytes)), bytes);
      },
    ),
    RUNS,
  );
});

/** What a `DecodeError` says, or nothing; any other error is a failure. */
function outcome(read: () => void): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof secs2.DecodeError) return `${error.fault} at ${error.offset}`;
    throw error;
  }
}

/** The item, put together from what a reader says of each part. */
function readerValue(text: Uint8Array): secs2.Item {
  const reader = new secs2.ItemReader(text);
  reader.next();
  const item = readItem(reader);
  assertEquals(reader.next(), false);
  return item;
}

function readItem(reader: secs2.ItemReader): secs2.Item {
  const { format, count } = reader;
  if (format === "L") {
    return secs2.L(Array.from({ length: count }, () => (reader.next(), readItem(reader))));
  }
  if (format === "A" || format === "J") return { format, value: reader.string() };
  if (format === "W") {
    const encoding = reader.encoding();
    return encoding === undefined
      ? { format, value: reader.string() }
      : { format, encoding, value: reader.string() };
  }
  if (format === "B") return secs2.B(reader.bytes());
  if (format === "BOOLEAN") return secs2.BOOLEAN(Array.from({ length: count }, (_, i) => reader.boolean(i)));
  if (format === "I8" || format === "U8") {
    return secs2[format](Array.from({ length: count }, (_, i) => reader.bigint(i)));
  }
  return secs2[format](Array.from({ length: count }, (_, i) => reader.number(i)));
}

/** The same bytes with every true as 01, and NaN with the payload it has after decoding: what an item does not keep. */
function normalised(text: Uint8Array): Uint8Array<ArrayBuffer> {
  const same = Uint8Array.from(text);
  const reader = new secs2.ItemReader(text);
  while (reader.next()) {
    const { format, count, bodyOffset } = reader;
    if (format !== "BOOLEAN" && format !== "F4" && format !== "F8") continue;
    for (let i = 0; i < count; i++) {
      if (format === "BOOLEAN") same[bodyOffset + i] = reader.number(i);
      else if (count <= 16) {
        same.set(floatBytes(format, reader.number(i)), bodyOffset + i * secs2.FORMATS[format].size);
      }
    }
  }
  return same;
}

function floatBytes(format: "F4" | "F8", value: number): Uint8Array {
  return secs2.encode({ format, value }).subarray(2);
}

function withLengthBytes(item: secs2.Item, next: () => number): secs2.Item {
  const lengthBytes = next() as secs2.LengthBytes;
  if (item.format !== "L") return { ...item, lengthBytes };
  return { format: "L", value: item.value.map((element) => withLengthBytes(element, next)), lengthBytes };
}

/** 64-bit integers as the numbers they were inferred from. */
function asSent(value: secs2.Native): secs2.Native {
  if (typeof value === "bigint") return Number(value);
  return Array.isArray(value) ? value.map(asSent) : value;
}
