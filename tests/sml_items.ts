// Test-only: any item, for properties of SML and JSON.
import fc from "fast-check";
import {
  A,
  B,
  BOOLEAN,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  J,
  L,
  U1,
  U2,
  U4,
  U8,
  W,
} from "../core/secs2/mod.ts";

/** Lengths around what changes the shape of a value, and up to a few chunks of numbers. */
const some = { maxLength: 20 };

const text = fc.oneof(
  fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    maxLength: 30,
  }),
  fc.string({
    unit: fc.constantFrom('"', "'", ">", "<", "\\", "\n", "\r", " ", "a", "0x41", "\0", "é"),
    maxLength: 12,
  }),
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength: 40,
  }),
);

function integers<T>(min: number, max: number, make: (values: number[]) => T): fc.Arbitrary<T> {
  return fc.array(fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max, 0)), some).map(make);
}

const leaves: fc.Arbitrary<Item>[] = [
  text.map(A),
  text.map((value) => ({ format: "J", value })),
  fc.string({ unit: "binary", maxLength: 12 }).filter((value) => value.isWellFormed()).map((value) =>
    W(value)
  ),
  fc.tuple(fc.nat(0xffff), text).map(([encoding, value]) => ({ format: "W", encoding, value })),
  fc.tuple(fc.constant(2), text).map(([encoding, value]) => ({ format: "W", encoding, value })),
  fc.constantFrom<Item>({ format: "W", value: "" }, { format: "W", value: "A" }, {
    format: "W",
    value: "\0",
  }),
  fc.constantFrom(J("ｱ¥‾"), W("温度"), W("", 2), W("abc", 3), W(new Uint8Array(0), 0)),
  fc.uint8Array(some).map((bytes) => B(bytes)),
  fc.array(fc.boolean(), some).map((values) => BOOLEAN(values)),
  integers(-0x80, 0x7f, (values) => I1(values)),
  integers(-0x8000, 0x7fff, (values) => I2(values)),
  integers(-0x8000_0000, 0x7fff_ffff, (values) => I4(values)),
  integers(0, 0xff, (values) => U1(values)),
  integers(0, 0xffff, (values) => U2(values)),
  integers(0, 0xffff_ffff, (values) => U4(values)),
  fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), some).map((values) => I8(values)),
  fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), some).map((values) => U8(values)),
  fc.array(fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }), some).map((values) => I8(values)),
  fc.array(fc.float(), some).map((values) => F4(values)),
  fc.array(fc.double(), some).map((values) => F8(values)),
  fc.array(fc.integer({ min: -99_999, max: 99_999 }), some).map((values) =>
    F4(values.map((value) => value / 100))
  ),
];

/** Any item, lists of lists included. */
export const anyItem: fc.Arbitrary<Item> = fc.letrec<{ item: Item }>((tie) => ({
  item: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    ...leaves,
    fc.array(tie("item"), { maxLength: 5 }).map((elements) => L(elements)),
  ),
})).item;
