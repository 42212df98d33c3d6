// Numbers to bytes: typed arrays of a format's own kind in one go, everything else checked element by element.
import { HIGH, LOW, writeBigEndian } from "./byte_order.ts";
import { type BigIntFormat, FORMATS, type NumberFormat } from "./format.ts";
import type { TypedArrays } from "./item.ts";
import { asF4, asF8, asI8, words } from "./numbers.ts";
import * as ranges from "./ranges.ts";
import { room, type Sink, writeHeader } from "./sink.ts";

/** A format of integers up to 32 bits, as its writer needs it. */
interface IntegerFacts {
  readonly format: ranges.IntegerFormat;
  readonly code: number;
  readonly size: number;
  readonly min: number;
  readonly max: number;
}

export const I1: IntegerFacts = /* @__PURE__ */ facts("I1");
export const I2: IntegerFacts = /* @__PURE__ */ facts("I2");
export const I4: IntegerFacts = /* @__PURE__ */ facts("I4");
export const U1: IntegerFacts = /* @__PURE__ */ facts("U1");
export const U2: IntegerFacts = /* @__PURE__ */ facts("U2");
export const U4: IntegerFacts = /* @__PURE__ */ facts("U4");

function facts(format: ranges.IntegerFormat): IntegerFacts {
  const [min, max] = ranges.INTEGER_RANGES[format];
  return { format, ...FORMATS[format], min, max };
}

/** The typed array of each format, which needs no check. */
const OWN_KIND: { readonly [F in keyof TypedArrays]: { [Symbol.hasInstance](value: unknown): boolean } } =
  /* @__PURE__ */ Object.freeze({
    I1: Int8Array,
    I2: Int16Array,
    I4: Int32Array,
    I8: BigInt64Array,
    U1: Uint8Array,
    U2: Uint16Array,
    U4: Uint32Array,
    U8: BigUint64Array,
    F4: Float32Array,
    F8: Float64Array,
  });

/** Writes integers up to 32 bits and returns where they end. */
export function writeIntegers(sink: Sink, facts: IntegerFacts, value: unknown, at: number): number {
  if (typeof value !== "number") return writeArray(sink, facts.format, value, at, putInteger);
  const { size } = facts;
  if (!(value >= facts.min && value <= facts.max) || Math.trunc(value) !== value) {
    throw ranges.numberMisfit(facts.format, value);
  }
  const bytes = room(sink, at, 2 + size);
  bytes[at++] = (facts.code << 2) | 1;
  bytes[at++] = size;
  if (size === 4) {
    bytes[at++] = value >>> 24;
    bytes[at++] = value >>> 16;
  }
  if (size !== 1) bytes[at++] = value >>> 8;
  bytes[at++] = value;
  return at;
}

/** Writes single-precision numbers and returns where they end. */
export function writeF4(sink: Sink, value: unknown, at: number): number {
  if (typeof value !== "number") return writeArray(sink, "F4", value, at, putF4);
  return putF4(room(sink, at, 6), writeHeader(sink, 0o44, 4, at, 4), value);
}

/** Writes double-precision numbers and returns where they end. */
export function writeF8(sink: Sink, value: unknown, at: number): number {
  if (typeof value !== "number") return writeArray(sink, "F8", value, at, putF8);
  return putF8(room(sink, at, 10), writeHeader(sink, 0o40, 8, at, 8), value);
}

/** Writes 64-bit integers and returns where they end. */
export function writeBigInts(sink: Sink, format: BigIntFormat, value: unknown, at: number): number {
  if (typeof value === "object" && value !== null) return writeArray(sink, format, value, at, putBigInt);
  return putBigInt(room(sink, at, 10), writeHeader(sink, FORMATS[format].code, 8, at, 8), value, format);
}

type Put<F> = (bytes: Uint8Array, at: number, value: unknown, format: F, index: number) => number;

function writeArray<F extends NumberFormat | BigIntFormat>(
  sink: Sink,
  format: F,
  values: unknown,
  at: number,
  put: Put<F>,
): number {
  const { code, size } = FORMATS[format];
  if (!isArrayLike(values)) {
    throw new ranges.Misfit("type", format, `expected numbers, found ${ranges.show(values)}`);
  }
  const { length } = values;
  at = writeHeader(sink, code, length * size, at, length * size);
  if (values instanceof OWN_KIND[format]) {
    writeBigEndian(values as unknown as ArrayBufferView, size, sink.bytes, at);
    return at + length * size;
  }
  for (let i = 0; i < length; i++) at = put(sink.bytes, at, values[i], format, i);
  return at;
}

function isArrayLike(values: unknown): values is ArrayLike<unknown> {
  return Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView));
}

function putInteger(
  bytes: Uint8Array,
  at: number,
  value: unknown,
  format: ranges.IntegerFormat,
  index: number,
): number {
  if (!ranges.isInteger(format, value)) throw ranges.numberMisfit(format, value, index);
  const { size } = FORMATS[format];
  for (let shift = 8 * (size - 1); shift >= 0; shift -= 8) bytes[at++] = value >>> shift;
  return at;
}

function putF4(bytes: Uint8Array, at: number, value: unknown, _format: "F4" = "F4", index?: number): number {
  if (!ranges.isF4(value)) throw ranges.numberMisfit("F4", value, index);
  asF4[0] = value;
  return putWord(bytes, at, words[0]);
}

function putF8(bytes: Uint8Array, at: number, value: unknown, _format: "F8" = "F8", index?: number): number {
  if (typeof value !== "number") throw ranges.numberMisfit("F8", value, index);
  asF8[0] = value;
  return putWord(bytes, putWord(bytes, at, words[HIGH]), words[LOW]);
}

function putBigInt(
  bytes: Uint8Array,
  at: number,
  value: unknown,
  format: BigIntFormat,
  index?: number,
): number {
  const big = ranges.toBigInt(format, value);
  if (big === undefined) throw ranges.bigintMisfit(format, value, index);
  asI8[0] = big;
  return putWord(bytes, putWord(bytes, at, words[HIGH]), words[LOW]);
}

function putWord(bytes: Uint8Array, at: number, word: number): number {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
  return at + 4;
}
