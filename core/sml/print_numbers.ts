// Elements of numeric items as decimal digits, straight from their big-endian bytes.
import * as n from "../secs2/numbers.ts";
import { putDigits, putHex, putUnsigned } from "./ink.ts";

/**
 * Writes the element of this format code (`B` or a number) whose bytes begin at `from` into `out` at `at`; returns where
 * it ends, at most 32 bytes on.
 */
export function putElement(
  out: Uint8Array,
  at: number,
  code: number,
  bytes: Uint8Array,
  from: number,
): number {
  switch (code) {
    case 0o10:
      return putHex(out, at, bytes[from]);
    case 0o51:
      return putUnsigned(out, at, bytes[from]);
    case 0o52:
      return putUnsigned(out, at, n.u2At(bytes, from));
    case 0o54:
      return putUnsigned(out, at, n.u4At(bytes, from));
    case 0o31:
      return putSigned(out, at, n.i1At(bytes, from));
    case 0o32:
      return putSigned(out, at, n.i2At(bytes, from));
    case 0o34:
      return putSigned(out, at, n.i4At(bytes, from));
    case 0o50:
      return putWide(out, at, n.u4At(bytes, from), bytes, from);
    case 0o30:
      return putWide(out, at, n.i4At(bytes, from), bytes, from);
    case 0o44:
      return putF4(out, at, n.f4At(bytes, from));
    case 0o40:
      return putF8(out, at, n.f8At(bytes, from));
  }
  throw new Error(`Cannot print an element of format code ${code}: it is no number`);
}

function putSigned(out: Uint8Array, at: number, value: number): number {
  if (value >= 0) return putUnsigned(out, at, value);
  out[at] = 0x2d;
  return putUnsigned(out, at + 1, -value);
}

const SAFE_HIGH = 0x1f_ffff;

/** A 64-bit integer by its high word, read with or without sign: as a number where that is exact. */
function putWide(out: Uint8Array, at: number, high: number, bytes: Uint8Array, from: number): number {
  if (high >= -SAFE_HIGH && high <= SAFE_HIGH) {
    return putSigned(out, at, high * 0x1_0000_0000 + n.u4At(bytes, from + 4));
  }
  return putText(out, at, (high < 0 ? n.i8At(bytes, from) : n.u8At(bytes, from)).toString());
}

function putF8(out: Uint8Array, at: number, value: number): number {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return putSigned(out, at, value);
  const size = Math.abs(value);
  if (!(size >= 1e-4 && size < 1e9) || !hasPlaces(size, 1e6)) return putText(out, at, decimal(value));
  if (value < 0) out[at++] = 0x2d;
  let places = 1;
  let scale = 10;
  for (; !hasPlaces(size, scale); scale *= 10) places++;
  return putScaled(out, at, Math.round(size * scale), places, scale);
}

/** Whether a number below 10⁹ is one of so few decimal places (10⁶: six) that its up to 15 digits are its shortest. */
function hasPlaces(size: number, scale: number): boolean {
  return Math.round(size * scale) / scale === size;
}

function putF4(out: Uint8Array, at: number, value: number): number {
  const size = Math.abs(value);
  if (!(size >= 1e-4 && size < 1e7)) return putText(out, at, shortestF4(value));
  if (value < 0) out[at++] = 0x2d;
  // The product is exact: 24 bits of an F4 and at most 26 of 5¹¹ fit the 53 of a number.
  for (let places = 0, scale = 1; places <= 11; places++, scale *= 10) {
    const scaled = Math.round(size * scale);
    if (Math.fround(scaled / scale) === size) return putScaled(out, at, scaled, places, scale);
  }
  return putText(out, at, shortestF4(size));
}

/** Writes `scaled` / `scale`, of so many decimal places, the last of which is not 0. */
function putScaled(out: Uint8Array, at: number, scaled: number, places: number, scale: number): number {
  if (places === 0) return putUnsigned(out, at, scaled);
  const whole = Math.floor(scaled / scale);
  const point = putUnsigned(out, at, whole);
  out[point] = 0x2e;
  const end = point + 1 + places;
  const fraction = scaled - whole * scale;
  if (places <= 9) putDigits(out, point + 1, end, fraction);
  else {
    const high = Math.floor(fraction / 1e9);
    putDigits(out, point + 1, end - 9, high);
    putDigits(out, end - 9, end, fraction - high * 1e9);
  }
  return end;
}

/** The fewest digits that are this single-precision number and no other. */
export function shortestF4(value: number): string {
  if (!Number.isFinite(value) || value === 0) return decimal(value);
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}

/** A number as SML and JSON strings have it: −0 keeps its sign. */
export function decimal(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function putText(out: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) out[at + i] = text.charCodeAt(i);
  return at + text.length;
}
