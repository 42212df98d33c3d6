// Bytes as text and back, one character (U+0000 to U+00FF) per byte, losslessly: what items of text hold.
import { latin1Slice, latin1Write, SHORT_TEXT, SHORT_WRITE, writeAscii } from "./platform.ts";

const code = String.fromCharCode;
const CHUNK = 4096;

/** Reads `length` bytes from `at`, which must lie within `bytes`. */
export function latin1(bytes: Uint8Array, at: number, length: number): string {
  if (length <= SHORT_TEXT) return shortText(bytes, at, length);
  if (latin1Slice !== undefined) return latin1Slice.call(bytes, at, at + length);
  return portableLatin1(bytes, at, length);
}

/** The same without help from the platform. */
export function portableLatin1(bytes: Uint8Array, at: number, length: number): string {
  let text = "";
  for (let i = 0; i < length; i += CHUNK) {
    text += code.apply(null, view(bytes, at + i, Math.min(CHUNK, length - i)) as unknown as number[]);
  }
  return text;
}

/** A view of part of some bytes that is a plain `Uint8Array` even where they are a `Buffer`. */
export function view(bytes: Uint8Array, at: number, length: number): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + at, length);
}

/** Writes text at `at`; false when a character has no byte, and then what was written means nothing. */
export function writeLatin1(bytes: Uint8Array, at: number, text: string): boolean {
  const { length } = text;
  if (length <= SHORT_WRITE) return portableWriteLatin1(bytes, at, text);
  if (latin1Write === undefined) {
    return writeAscii(text, view(bytes, at, length)) || portableWriteLatin1(bytes, at, text);
  }
  if (!isLatin1(text)) return false;
  latin1Write.call(bytes, text, at, length);
  return true;
}

/** The same without help from the platform. */
export function portableWriteLatin1(bytes: Uint8Array, at: number, text: string): boolean {
  const { length } = text;
  let seen = 0;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const a = text.charCodeAt(i);
    const b = text.charCodeAt(i + 1);
    const c = text.charCodeAt(i + 2);
    const d = text.charCodeAt(i + 3);
    seen |= a | b | c | d;
    bytes[at + i] = a;
    bytes[at + i + 1] = b;
    bytes[at + i + 2] = c;
    bytes[at + i + 3] = d;
  }
  for (; i < length; i++) {
    const unit = text.charCodeAt(i);
    seen |= unit;
    bytes[at + i] = unit;
  }
  return seen <= 0xff;
}

/** Whether every character has a byte. */
export function isLatin1(text: string): boolean {
  return !/[^\0-\xff]/.test(text);
}

/** The bytes of a text in which each character has one. */
export function latin1Bytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  writeLatin1(bytes, 0, text);
  return bytes;
}

/**
 * Up to 24 bytes. An exact number of arguments is what makes `String.fromCharCode` fast: twice as fast as a call into
 * the platform, four times as fast as `apply`.
 */
// deno-fmt-ignore
function shortText(b: Uint8Array, p: number, length: number): string {
  switch (length) {
    case 0: return "";
    case 1: return code(b[p]);
    case 2: return code(b[p], b[p+1]);
    case 3: return code(b[p], b[p+1], b[p+2]);
    case 4: return code(b[p], b[p+1], b[p+2], b[p+3]);
    case 5: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4]);
    case 6: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5]);
    case 7: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6]);
    case 8: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7]);
    case 9: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8]);
    case 10: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9]);
    case 11: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10]);
    case 12: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11]);
    case 13: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12]);
    case 14: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13]);
    case 15: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14]);
    case 16: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14], b[p+15]);
    case 17: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14], b[p+15], b[p+16]);
    case 18: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14], b[p+15], b[p+16], b[p+17]);
    case 19: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14], b[p+15], b[p+16], b[p+17], b[p+18]);
    case 20: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14], b[p+15], b[p+16], b[p+17], b[p+18], b[p+19]);
    case 21: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14], b[p+15], b[p+16], b[p+17], b[p+18], b[p+19], b[p+20]);
    case 22: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14], b[p+15], b[p+16], b[p+17], b[p+18], b[p+19], b[p+20], b[p+21]);
    case 23: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14], b[p+15], b[p+16], b[p+17], b[p+18], b[p+19], b[p+20], b[p+21], b[p+22]);
    default: return code(b[p], b[p+1], b[p+2], b[p+3], b[p+4], b[p+5], b[p+6], b[p+7], b[p+8], b[p+9], b[p+10], b[p+11], b[p+12], b[p+13], b[p+14], b[p+15], b[p+16], b[p+17], b[p+18], b[p+19], b[p+20], b[p+21], b[p+22], b[p+23]);
  }
}
