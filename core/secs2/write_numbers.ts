// Numbers to bytes: a scalar by a writer of its own, a typed array of the format's own kind in one go, and anything
// else checked element by element.
import { HIGH, LOW, writeBigEndian } from "./byte_order.ts";
import { type BigIntFormat, FORMATS, type NumberFormat } from "./format.ts";
import type { TypedArrays } from "./item.ts";
import { asF4, asF8, asI8, words } from "./numbers.ts";
import { BIGINT_RANGES, isF4, Misfit, misfit, show } from "./ranges.ts";
import { room, type Sink, writeHeader } from "./sink.ts";

/** Each writes the value of an item of its format, with the header, and returns where it ends. */
export function writeU1(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "U1", value, at, putU1);
  const bytes = scalarHeader(sink, at, 0xa5, 1);
  return written(putU1(bytes, at + 2, value), "U1", value);
}

export function writeU2(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "U2", value, at, putU2);
  const bytes = scalarHeader(sink, at, 0xa9, 2);
  return written(putU2(bytes, at + 2, value), "U2", value);
}

export function writeU4(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "U4", value, at, putU4);
  const bytes = scalarHeader(sink, at, 0xb1, 4);
  return written(putU4(bytes, at + 2, value), "U4", value);
}

export function writeU8(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "U8", value, at, putU8);
  const bytes = scalarHeader(sink, at, 0xa1, 8);
  return written(putU8(bytes, at + 2, value), "U8", value);
}

export function writeI1(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "I1", value, at, putI1);
  const bytes = scalarHeader(sink, at, 0x65, 1);
  return written(putI1(bytes, at + 2, value), "I1", value);
}

export function writeI2(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "I2", value, at, putI2);
  const bytes = scalarHeader(sink, at, 0x69, 2);
  return written(putI2(bytes, at + 2, value), "I2", value);
}

export function writeI4(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "I4", value, at, putI4);
  const bytes = scalarHeader(sink, at, 0x71, 4);
  return written(putI4(bytes, at + 2, value), "I4", value);
}

export function writeI8(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "I8", value, at, putI8);
  const bytes = scalarHeader(sink, at, 0x61, 8);
  return written(putI8(bytes, at + 2, value), "I8", value);
}

export function writeF4(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "F4", value, at, putF4);
  const bytes = scalarHeader(sink, at, 0x91, 4);
  return written(putF4(bytes, at + 2, value), "F4", value);
}

export function writeF8(sink: Sink, value: unknown, at: number): number {
  if (typeof value === "object") return writeArray(sink, "F8", value, at, putF8);
  const bytes = scalarHeader(sink, at, 0x81, 8);
  return written(putF8(bytes, at + 2, value), "F8", value);
}

function scalarHeader(sink: Sink, at: number, formatByte: number, size: number): Uint8Array {
  const bytes = room(sink, at, 2 + size);
  bytes[at] = formatByte;
  bytes[at + 1] = size;
  return bytes;
}

/** Where a scalar ends; throws when it did not fit. */
function written(end: number, format: NumberFormat | BigIntFormat, value: unknown): number {
  if (end < 0) throw misfit(format, value);
  return end;
}

/** Writes one element and returns where it ends, or −1 when it does not fit the format. */
type Put = (bytes: Uint8Array, at: number, value: unknown) => number;

function writeArray(
  sink: Sink,
  format: keyof TypedArrays,
  values: object | null,
  at: number,
  put: Put,
): number {
  const { code, size } = FORMATS[format];
  if (!isArrayLike(values)) throw new Misfit("type", format, `expected numbers, found ${show(values)}`);
  const { length } = values;
  at = writeHeader(sink, code, length * size, at, length * size);
  if (values instanceof OWN_KIND[format]) {
    writeBigEndian(values as unknown as ArrayBufferView, size, sink.bytes, at);
    return at + length * size;
  }
  for (let i = 0; i < length; i++) {
    const end = put(sink.bytes, at, values[i]);
    if (end < 0) throw misfit(format, values[i], i);
    at = end;
  }
  return at;
}

/** The typed array of each format, whose elements need no check. */
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

function isArrayLike(values: unknown): values is ArrayLike<unknown> {
  return Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView));
}

function putU1(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value !== "number" || (value & 0xff) !== value) return -1;
  bytes[at] = value;
  return at + 1;
}

function putI1(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value !== "number" || (value << 24) >> 24 !== value) return -1;
  bytes[at] = value;
  return at + 1;
}

function putU2(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value !== "number" || (value & 0xffff) !== value) return -1;
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
  return at + 2;
}

function putI2(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value !== "number" || (value << 16) >> 16 !== value) return -1;
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
  return at + 2;
}

function putU4(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value !== "number" || value >>> 0 !== value) return -1;
  return putWord(bytes, at, value);
}

function putI4(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value !== "number" || (value | 0) !== value) return -1;
  return putWord(bytes, at, value);
}

function putF4(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value !== "number" || !isF4(value)) return -1;
  asF4[0] = value;
  return putWord(bytes, at, words[0]);
}

function putF8(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value !== "number") return -1;
  asF8[0] = value;
  return putWord(bytes, putWord(bytes, at, words[HIGH]), words[LOW]);
}

function putU8(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) value = BigInt(value);
  if (typeof value !== "bigint" || value < 0n || value > BIGINT_RANGES.U8[1]) return -1;
  return putLong(bytes, at, value);
}

function putI8(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) value = BigInt(value);
  const [min, max] = BIGINT_RANGES.I8;
  if (typeof value !== "bigint" || value < min || value > max) return -1;
  return putLong(bytes, at, value);
}

function putLong(bytes: Uint8Array, at: number, value: bigint): number {
  asI8[0] = value;
  return putWord(bytes, putWord(bytes, at, words[HIGH]), words[LOW]);
}

function putWord(bytes: Uint8Array, at: number, word: number): number {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
  return at + 4;
}
