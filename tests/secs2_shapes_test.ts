// Every format at 0, 1, 2, 16, 17 and many elements: builder and decoder give the same shapes, and bits stay as they are.
import { assert, assertEquals, assertInstanceOf, assertStrictEquals } from "@std/assert";
import * as secs2 from "../core/secs2/mod.ts";
import { test } from "./harness.ts";

/** A numeric format: its builder, some of its values, and the typed array that holds many of them. */
interface Kind {
  readonly format: secs2.NumberFormat | secs2.BigIntFormat;
  readonly build: (values: never) => secs2.Item;
  readonly values: readonly (number | bigint)[];
  readonly Typed: { readonly name: string; from(values: never): object };
}

const FLOATS = [0, -0, 1.5, -Infinity, NaN];
const I8_VALUES = [-9223372036854775808n, -1n, 0n, 72623859790382856n, 9223372036854775807n];

const KINDS: readonly Kind[] = [
  { format: "I1", build: secs2.I1, values: [-128, -1, 0, 1, 127], Typed: Int8Array },
  { format: "I2", build: secs2.I2, values: [-32768, -1, 0, 258, 32767], Typed: Int16Array },
  { format: "I4", build: secs2.I4, values: [-2147483648, -1, 0, 16909060, 2147483647], Typed: Int32Array },
  { format: "I8", build: secs2.I8, values: I8_VALUES, Typed: BigInt64Array },
  { format: "U1", build: secs2.U1, values: [0, 1, 127, 128, 255], Typed: Uint8Array },
  { format: "U2", build: secs2.U2, values: [0, 1, 258, 32768, 65535], Typed: Uint16Array },
  { format: "U4", build: secs2.U4, values: [0, 1, 16909060, 2147483648, 4294967295], Typed: Uint32Array },
  {
    format: "U8",
    build: secs2.U8,
    values: [0n, 72623859790382856n, 18446744073709551615n],
    Typed: BigUint64Array,
  },
  {
    format: "F4",
    build: secs2.F4,
    values: [...FLOATS, 3.4028234663852886e38, 2 ** -149],
    Typed: Float32Array,
  },
  { format: "F8", build: secs2.F8, values: [...FLOATS, 0.1, Number.MAX_VALUE, 5e-324], Typed: Float64Array },
];

const COUNTS = [0, 1, 2, 16, 17, 63, 64, 65, 300, 70_000];

for (const { format, build, values, Typed } of KINDS) {
  test(`${format}: one element is a scalar, up to 16 a plain array, more a ${Typed.name}`, () => {
    for (const count of COUNTS) {
      const elements = Array.from({ length: count }, (_, i) => values[i % values.length]);
      const item = build(elements as never);
      assertShape(item.value, count, elements, Typed);
      const bytes = secs2.encode(item);
      const header = 1 + lengthBytes(count * secs2.FORMATS[format].size);
      assertEquals(bytes.length, header + count * secs2.FORMATS[format].size);
      assertEquals(secs2.decode(bytes), item);
      assertEquals(secs2.count(item), count);
    }
  });

  test(`${format}: a scalar, an array and a typed array of the same elements encode alike`, () => {
    for (const count of [1, 3, 40]) {
      const elements = Array.from({ length: count }, (_, i) => values[i % values.length]);
      const typed = Typed.from(elements as never);
      const bytes = secs2.encode(build(elements as never));
      assertEquals(secs2.encode({ format, value: elements } as secs2.Item), bytes);
      assertEquals(secs2.encode({ format, value: typed } as secs2.Item), bytes);
      assertEquals(secs2.encode(build(typed as never)), bytes);
    }
  });
}

test("B is always a Uint8Array: a copy up to 64 bytes, above a view", () => {
  for (const count of COUNTS) {
    const value = Uint8Array.from({ length: count }, (_, i) => i & 0xff);
    const bytes = secs2.encode(secs2.B(value));
    const item = secs2.decode(bytes) as secs2.BinaryItem;
    assertEquals(item, secs2.B(value));
    assertEquals(item.value.buffer === bytes.buffer, count > 64);
  }
  assertEquals(secs2.B(1, 2), secs2.B([1, 2]));
});

test("BOOLEAN is a scalar or a plain array", () => {
  for (const count of COUNTS) {
    const elements = Array.from({ length: count }, (_, i) => i % 3 === 0);
    const item = secs2.BOOLEAN(elements);
    assertEquals(item.value, count === 1 ? true : elements);
    assertEquals(secs2.decode(secs2.encode(item)), item);
  }
});

test("A and J hold one character per byte, all 256 of them, at every length", () => {
  const every = String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i));
  for (const build of [secs2.A, secs2.J] as const) {
    for (let length = 0; length <= 300; length++) {
      const bytes = secs2.encode(build(Uint8Array.from({ length }, (_, i) => i & 0xff)));
      const item = secs2.decode(bytes);
      assertStrictEquals(item.value, every.repeat(2).slice(0, length));
      assertEquals(secs2.encode(item), bytes);
    }
  }
});

test("a list holds as many elements as it is given", () => {
  for (const count of COUNTS) {
    const item = secs2.L(Array.from({ length: count }, (_, i) => secs2.U2(i & 0xffff)));
    assertEquals(item.value.length, count);
    assertEquals(secs2.decode(secs2.encode(item)), item);
  }
  assertEquals(secs2.L(secs2.A("x"), secs2.L()), secs2.L([secs2.A("x"), secs2.L()]));
});

test("the elements of a list are not one item", () => {
  assertEquals(secs2.decode(secs2.encode(secs2.L(secs2.U4(1), secs2.U4(2)))).format, "L");
  assertEquals(secs2.decode(secs2.encode(secs2.U4(1, 2))).format, "U4");
});

test("NaN keeps its payload in an array, and stays NaN alone", () => {
  const f4 = secs2.parseHex("91 44" + " 7F C0 12 34".repeat(17));
  const f8 = secs2.parseHex("81 88" + " 7F F8 00 00 12 34 56 78".repeat(17));
  for (const bytes of [f4, f8]) assertEquals(secs2.encode(secs2.decode(bytes)), bytes);
  for (const text of ["91 04 7F A0 00 01", "81 08 FF F8 00 00 00 00 00 01"]) {
    assert(Number.isNaN(secs2.decode(secs2.parseHex(text)).value));
  }
});

test("-0 keeps its sign where there is one, and is 0 in an integer", () => {
  assertEquals(secs2.hex(secs2.encode(secs2.F4(-0))), "91:04:80:00:00:00");
  assertEquals(secs2.hex(secs2.encode(secs2.F8(-0))), "81:08:80:00:00:00:00:00:00:00");
  assert(Object.is(secs2.decode(secs2.parseHex("91 04 80 00 00 00")).value, -0));
  assert(Object.is(secs2.I4(-0).value, 0));
  assertEquals(secs2.U1(-0, -0).value, [0, 0]);
});

test("F4 rounds to the nearest single precision", () => {
  assertEquals(secs2.F4(0.1).value, Math.fround(0.1));
  assertEquals(secs2.F4(0.1, 0.2).value, [Math.fround(0.1), Math.fround(0.2)]);
  assertEquals(secs2.encode({ format: "F4", value: 0.1 }), secs2.encode(secs2.F4(0.1)));
});

test("safe integers may stand for 64-bit ones", () => {
  assertEquals(secs2.U8(5), secs2.U8(5n));
  assertEquals(secs2.I8(-5, 7n), secs2.I8(-5n, 7n));
  assertEquals(secs2.encode({ format: "I8", value: -5 as unknown as bigint }), secs2.encode(secs2.I8(-5n)));
});

test("values never are Buffers, and views of a larger buffer are read where they lie", () => {
  const { Buffer } = globalThis as { Buffer?: { from(bytes: Uint8Array): Uint8Array } };
  const text = secs2.encode(secs2.L(
    secs2.B(Uint8Array.from({ length: 100 }, (_, i) => i)),
    secs2.B(1, 2),
    secs2.U4(Uint32Array.from({ length: 600 }, (_, i) => i)),
    secs2.U1(new Uint8Array(90).fill(7)),
    secs2.A("a text that is longer than what is read by characters"),
  ));
  for (const shift of [0, 1, 2, 3, 5, 8]) {
    const larger = new Uint8Array(text.length + 16);
    larger.set(text, shift);
    const received = Buffer?.from(larger) ?? larger;
    const item = secs2.decode(received.subarray(shift, shift + text.length));
    assertEquals(item, secs2.decode(text));
    for (const i of [0, 1, 3]) {
      assertStrictEquals((item as secs2.ListItem).value[i].value.constructor, Uint8Array);
    }
  }
  if (Buffer === undefined) return;
  assertStrictEquals(secs2.B(Buffer.from(text)).value.constructor, Uint8Array);
  assertStrictEquals(secs2.U1(Buffer.from(text)).value.constructor, Uint8Array);
});

test("encoded bytes are fresh, and fill their buffer", () => {
  const item = secs2.L(secs2.A("x"), secs2.U4(new Uint32Array(20_000)));
  for (const each of [secs2.A("abc"), item]) {
    const bytes = secs2.encode(each);
    assertEquals([bytes.byteOffset, bytes.buffer.byteLength], [0, bytes.length]);
    assert(bytes.buffer !== secs2.encode(each).buffer);
    assertEquals(secs2.byteLength(each), bytes.length);
  }
});

function lengthBytes(length: number): number {
  return length < 256 ? 1 : length < 65_536 ? 2 : 3;
}

function assertShape(value: unknown, count: number, elements: unknown[], Typed: Kind["Typed"]): void {
  if (count === 1) return assertEquals(value, elements[0]);
  if (count <= 16) return assertEquals(value, elements);
  assertInstanceOf(value, Typed as unknown as abstract new (...args: never[]) => object);
  assertEquals(Array.from(value as unknown as ArrayLike<unknown>), elements);
}
