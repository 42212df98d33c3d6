// Arrays of numbers between big-endian bytes and the byte order of the platform; bits are moved, never changed.
import { view } from "./latin1.ts";
import { LITTLE_ENDIAN, swap16, swap32, swap64, SWAP_FROM } from "./platform.ts";

/** In memory, which of the two 32-bit words of a 64-bit number is the high one, and which the low. */
export const HIGH: 0 | 1 = LITTLE_ENDIAN ? 1 : 0;
export const LOW: 0 | 1 = LITTLE_ENDIAN ? 0 : 1;

/**
 * Elements that are moved by one call. An engine makes a function fast that is called often; one that is a single long
 * loop it enters and leaves in the middle, again and again.
 */
const BLOCK = 1024;

/** A copy of 16-bit big-endian numbers in the byte order of the platform. */
export function toNative16(bytes: Uint8Array, at: number, length: number): ArrayBuffer {
  if (length >= SWAP_FROM) return swapped(bytes, at, length, swap16);
  return portableToNative16(bytes, at, length);
}

/** A copy of 32-bit big-endian numbers in the byte order of the platform. */
export function toNative32(bytes: Uint8Array, at: number, length: number): ArrayBuffer {
  if (length >= SWAP_FROM) return swapped(bytes, at, length, swap32);
  return portableToNative32(bytes, at, length);
}

/** A copy of 64-bit big-endian numbers in the byte order of the platform. */
export function toNative64(bytes: Uint8Array, at: number, length: number): ArrayBuffer {
  if (length >= SWAP_FROM) return swapped(bytes, at, length, swap64);
  return portableToNative64(bytes, at, length);
}

function swapped(bytes: Uint8Array, at: number, length: number, swap: typeof swap16): ArrayBuffer {
  const copy = new Uint8Array(length);
  copy.set(view(bytes, at, length));
  swap.call(copy);
  return copy.buffer;
}

/** The same without help from the platform. */
export function portableToNative16(bytes: Uint8Array, at: number, length: number): ArrayBuffer {
  const target = new Int16Array(length >> 1);
  const source = new DataView(bytes.buffer, bytes.byteOffset + at, length);
  for (let i = 0; i < target.length; i += BLOCK) {
    read16(source, target, i, Math.min(i + BLOCK, target.length));
  }
  return target.buffer;
}

function read16(source: DataView, target: Int16Array, from: number, to: number): void {
  let i = from;
  for (; i + 4 <= to; i += 4) {
    target[i] = source.getInt16(2 * i);
    target[i + 1] = source.getInt16(2 * i + 2);
    target[i + 2] = source.getInt16(2 * i + 4);
    target[i + 3] = source.getInt16(2 * i + 6);
  }
  for (; i < to; i++) target[i] = source.getInt16(2 * i);
}

/** The same without help from the platform. */
export function portableToNative32(bytes: Uint8Array, at: number, length: number): ArrayBuffer {
  const target = new Int32Array(length >> 2);
  const source = new DataView(bytes.buffer, bytes.byteOffset + at, length);
  for (let i = 0; i < target.length; i += BLOCK) {
    read32(source, target, i, Math.min(i + BLOCK, target.length));
  }
  return target.buffer;
}

function read32(source: DataView, target: Int32Array, from: number, to: number): void {
  let i = from;
  for (; i + 4 <= to; i += 4) {
    target[i] = source.getInt32(4 * i);
    target[i + 1] = source.getInt32(4 * i + 4);
    target[i + 2] = source.getInt32(4 * i + 8);
    target[i + 3] = source.getInt32(4 * i + 12);
  }
  for (; i < to; i++) target[i] = source.getInt32(4 * i);
}

/** The same without help from the platform, by 32-bit halves: those need no bigint, and keep the payload of NaN. */
export function portableToNative64(bytes: Uint8Array, at: number, length: number): ArrayBuffer {
  const source = new DataView(bytes.buffer, bytes.byteOffset + at, length);
  const target = new Int32Array(length >> 2);
  for (let i = 0; i < target.length; i += 2) {
    target[i + HIGH] = source.getInt32(4 * i);
    target[i + LOW] = source.getInt32(4 * i + 4);
  }
  return target.buffer;
}

/** Writes the elements of a typed array, each of `size` bytes, as big-endian numbers. */
export function writeBigEndian(values: ArrayBufferView, size: number, bytes: Uint8Array, at: number): void {
  const { buffer, byteOffset, byteLength } = values;
  if (size > 1 && byteLength < SWAP_FROM) return portableWriteBigEndian(values, size, bytes, at);
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
  if (size === 1) return;
  const swap = size === 2 ? swap16 : size === 4 ? swap32 : swap64;
  swap.call(view(bytes, at, byteLength));
}

/** The same without help from the platform, for elements of 2, 4 or 8 bytes. */
export function portableWriteBigEndian(
  values: ArrayBufferView,
  size: number,
  bytes: Uint8Array,
  at: number,
): void {
  const { buffer, byteOffset, byteLength } = values;
  const target = new DataView(bytes.buffer, bytes.byteOffset + at, byteLength);
  if (size === 2) {
    const source = new Int16Array(buffer, byteOffset, byteLength >> 1);
    for (let i = 0; i < source.length; i++) target.setInt16(2 * i, source[i]);
    return;
  }
  const source = new Int32Array(buffer, byteOffset, byteLength >> 2);
  if (size === 4) {
    for (let i = 0; i < source.length; i++) target.setInt32(4 * i, source[i]);
    return;
  }
  for (let i = 0; i < source.length; i += 2) {
    target.setInt32(4 * i, source[i + HIGH]);
    target.setInt32(4 * i + 4, source[i + LOW]);
  }
}
