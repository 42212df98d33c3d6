// Numbers from bytes: one by shifts, up to 16 into a plain array, more into a typed array. E5: big-endian.
import { HIGH, LOW, toNative16, toNative32, toNative64 } from "./byte_order.ts";
import { view } from "./latin1.ts";

/** Up to this many elements an array is a plain one. */
export const PLAIN = 16;

/** Above this many bytes a value of bytes is a view of the text it was decoded from. */
export const COPIED = 64;

/** Two 32-bit words and what they are as floating point or as a 64-bit integer. */
export const words: Int32Array<ArrayBuffer> = /* @__PURE__ */ new Int32Array(2);
export const asF4: Float32Array = /* @__PURE__ */ new Float32Array(words.buffer);
export const asF8: Float64Array = /* @__PURE__ */ new Float64Array(words.buffer);
export const asI8: BigInt64Array = /* @__PURE__ */ new BigInt64Array(words.buffer);
export const asU8: BigUint64Array = /* @__PURE__ */ new BigUint64Array(words.buffer);

/** One element of each format. */
export function i1At(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) >> 24;
}

export function u2At(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

export function i2At(bytes: Uint8Array, at: number): number {
  return ((bytes[at] << 24) >> 16) | bytes[at + 1];
}

export function i4At(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}

export function u4At(bytes: Uint8Array, at: number): number {
  return i4At(bytes, at) >>> 0;
}

export function f4At(bytes: Uint8Array, at: number): number {
  words[0] = i4At(bytes, at);
  return asF4[0];
}

export function f8At(bytes: Uint8Array, at: number): number {
  words[HIGH] = i4At(bytes, at);
  words[LOW] = i4At(bytes, at + 4);
  return asF8[0];
}

export function i8At(bytes: Uint8Array, at: number): bigint {
  words[HIGH] = i4At(bytes, at);
  words[LOW] = i4At(bytes, at + 4);
  return asI8[0];
}

export function u8At(bytes: Uint8Array, at: number): bigint {
  words[HIGH] = i4At(bytes, at);
  words[LOW] = i4At(bytes, at + 4);
  return asU8[0];
}

/** Bytes as the value of `B`: a copy up to 64 of them, above a view. Never a `Buffer`. */
export function binary(bytes: Uint8Array, at: number, length: number): Uint8Array {
  if (length > COPIED) return view(bytes, at, length);
  const copy = new Uint8Array(length);
  for (let i = 0; i < length; i++) copy[i] = bytes[at + i];
  return copy;
}

/** The value of a numeric item: what one element is, or an array of several. */
type ValueOf<T, Typed> = T | T[] | Typed;

/** The value of an item of each format, from a body of `length` bytes. */
export function boolean(bytes: Uint8Array, at: number, length: number): boolean | boolean[] {
  return length === 1 ? bytes[at] !== 0 : booleans(bytes, at, length);
}

export function u1(bytes: Uint8Array, at: number, length: number): ValueOf<number, Uint8Array> {
  return length === 1 ? bytes[at] : u1s(bytes, at, length);
}

export function i1(bytes: Uint8Array, at: number, length: number): ValueOf<number, Int8Array> {
  return length === 1 ? i1At(bytes, at) : i1s(bytes, at, length);
}

export function u2(bytes: Uint8Array, at: number, length: number): ValueOf<number, Uint16Array> {
  return length === 2 ? u2At(bytes, at) : u2s(bytes, at, length);
}

export function i2(bytes: Uint8Array, at: number, length: number): ValueOf<number, Int16Array> {
  return length === 2 ? i2At(bytes, at) : i2s(bytes, at, length);
}

export function u4(bytes: Uint8Array, at: number, length: number): ValueOf<number, Uint32Array> {
  return length === 4 ? u4At(bytes, at) : u4s(bytes, at, length);
}

export function i4(bytes: Uint8Array, at: number, length: number): ValueOf<number, Int32Array> {
  return length === 4 ? i4At(bytes, at) : i4s(bytes, at, length);
}

export function f4(bytes: Uint8Array, at: number, length: number): ValueOf<number, Float32Array> {
  return length === 4 ? f4At(bytes, at) : f4s(bytes, at, length);
}

export function f8(bytes: Uint8Array, at: number, length: number): ValueOf<number, Float64Array> {
  return length === 8 ? f8At(bytes, at) : f8s(bytes, at, length);
}

export function i8(bytes: Uint8Array, at: number, length: number): ValueOf<bigint, BigInt64Array> {
  return length === 8 ? i8At(bytes, at) : i8s(bytes, at, length);
}

export function u8(bytes: Uint8Array, at: number, length: number): ValueOf<bigint, BigUint64Array> {
  return length === 8 ? u8At(bytes, at) : u8s(bytes, at, length);
}

function booleans(bytes: Uint8Array, at: number, length: number): boolean[] {
  const values = new Array<boolean>(length);
  for (let i = 0; i < length; i++) values[i] = bytes[at + i] !== 0;
  return values;
}

function u1s(bytes: Uint8Array, at: number, length: number): number[] | Uint8Array {
  if (length > PLAIN) return binary(bytes, at, length);
  const values = new Array<number>(length);
  for (let i = 0; i < length; i++) values[i] = bytes[at + i];
  return values;
}

function i1s(bytes: Uint8Array, at: number, length: number): number[] | Int8Array {
  if (length > PLAIN) {
    const { buffer, byteOffset } = binary(bytes, at, length);
    return new Int8Array(buffer, byteOffset, length);
  }
  const values = new Array<number>(length);
  for (let i = 0; i < length; i++) values[i] = i1At(bytes, at + i);
  return values;
}

function u2s(bytes: Uint8Array, at: number, length: number): number[] | Uint16Array {
  const count = length >> 1;
  if (count > PLAIN) return new Uint16Array(toNative16(bytes, at, length));
  const values = new Array<number>(count);
  for (let i = 0; i < count; i++) values[i] = u2At(bytes, at + 2 * i);
  return values;
}

function i2s(bytes: Uint8Array, at: number, length: number): number[] | Int16Array {
  const count = length >> 1;
  if (count > PLAIN) return new Int16Array(toNative16(bytes, at, length));
  const values = new Array<number>(count);
  for (let i = 0; i < count; i++) values[i] = i2At(bytes, at + 2 * i);
  return values;
}

function u4s(bytes: Uint8Array, at: number, length: number): number[] | Uint32Array {
  const count = length >> 2;
  if (count > PLAIN) return new Uint32Array(toNative32(bytes, at, length));
  const values = new Array<number>(count);
  for (let i = 0; i < count; i++) values[i] = u4At(bytes, at + 4 * i);
  return values;
}

function i4s(bytes: Uint8Array, at: number, length: number): number[] | Int32Array {
  const count = length >> 2;
  if (count > PLAIN) return new Int32Array(toNative32(bytes, at, length));
  const values = new Array<number>(count);
  for (let i = 0; i < count; i++) values[i] = i4At(bytes, at + 4 * i);
  return values;
}

function f4s(bytes: Uint8Array, at: number, length: number): number[] | Float32Array {
  const count = length >> 2;
  if (count > PLAIN) return new Float32Array(toNative32(bytes, at, length));
  const values = new Array<number>(count);
  for (let i = 0; i < count; i++) values[i] = f4At(bytes, at + 4 * i);
  return values;
}

function f8s(bytes: Uint8Array, at: number, length: number): number[] | Float64Array {
  const count = length >> 3;
  if (count > PLAIN) return new Float64Array(toNative64(bytes, at, length));
  const values = new Array<number>(count);
  for (let i = 0; i < count; i++) values[i] = f8At(bytes, at + 8 * i);
  return values;
}

function i8s(bytes: Uint8Array, at: number, length: number): bigint[] | BigInt64Array {
  const count = length >> 3;
  if (count > PLAIN) return new BigInt64Array(toNative64(bytes, at, length));
  const values = new Array<bigint>(count);
  for (let i = 0; i < count; i++) values[i] = i8At(bytes, at + 8 * i);
  return values;
}

function u8s(bytes: Uint8Array, at: number, length: number): bigint[] | BigUint64Array {
  const count = length >> 3;
  if (count > PLAIN) return new BigUint64Array(toNative64(bytes, at, length));
  const values = new Array<bigint>(count);
  for (let i = 0; i < count; i++) values[i] = u8At(bytes, at + 8 * i);
  return values;
}
