// What printed text is gathered in: Latin-1 bytes up to a chunk, which is far cheaper than joining strings.
import { latin1, writeLatin1 } from "../secs2/latin1.ts";

/** Bytes of a chunk. */
export const CHUNK: number = 64 * 1024;

/** Room that one line may take beside its elements: indentation, format, size and LSH. */
export const LINE: number = 24 * 1024;

/** Room that one element may take. */
export const ELEMENT: number = 64;

/** Shared by all printing: a chunk is taken before anybody else gets to run, and then the bytes are free again. */
const bytes = /* @__PURE__ */ new Uint8Array(CHUNK);

/** A chunk of text in the making. */
export class Ink {
  readonly bytes: Uint8Array = bytes;
  /** Where the next byte goes. */
  at = 0;
  /** Whether a pair of quotes is open. */
  quoted = false;
  /** The quote of the text being written when it is written raw, otherwise 0. */
  rawQuote = 0;
  /** Text before the bytes: where characters above U+00FF occurred. */
  #text = "";

  /** Whether there is no room for another line. */
  get full(): boolean {
    return this.at > CHUNK - LINE;
  }

  /** Whether there is anything to take. */
  get any(): boolean {
    return this.at > 0 || this.#text !== "";
  }

  /** Everything so far; begins a new chunk. */
  take(): string {
    const text = this.#text + latin1(bytes, 0, this.at);
    this.at = 0;
    this.#text = "";
    return text;
  }

  /** Writes one character up to U+00FF. */
  code(code: number): void {
    bytes[this.at++] = code;
  }

  /** Writes a few bytes. */
  raw(some: Uint8Array): void {
    const { at } = this;
    const { length } = some;
    for (let i = 0; i < length; i++) bytes[at + i] = some[i];
    this.at = at + length;
  }

  /** Writes short ASCII text. */
  ascii(text: string): void {
    const { at } = this;
    const { length } = text;
    for (let i = 0; i < length; i++) bytes[at + i] = text.charCodeAt(i);
    this.at = at + length;
  }

  /** Writes any text, of any length. */
  string(text: string): void {
    const fits = text.length <= CHUNK - LINE - this.at && writeLatin1(bytes, this.at, text);
    if (fits) this.at += text.length;
    else this.#text = this.take() + text;
  }

  /** Writes spaces. */
  spaces(count: number): void {
    const end = this.at + count;
    if (count > 64) bytes.fill(0x20, this.at, end);
    else for (let i = this.at; i < end; i++) bytes[i] = 0x20;
    this.at = end;
  }

  /** Writes an integer from 0 to 2⁵³ − 1. */
  integer(value: number): void {
    this.at = putUnsigned(bytes, this.at, value);
  }

  /** Writes a byte as `0xHH`. */
  hex(byte: number): void {
    this.at = putHex(bytes, this.at, byte);
  }
}

const DIGITS = "0123456789ABCDEF";

/** Writes a byte as `0xHH` and returns where it ends. */
export function putHex(bytes: Uint8Array, at: number, byte: number): number {
  bytes[at] = 0x30;
  bytes[at + 1] = 0x78;
  bytes[at + 2] = DIGITS.charCodeAt(byte >> 4);
  bytes[at + 3] = DIGITS.charCodeAt(byte & 15);
  return at + 4;
}

/** The digits of 0 to 99, in pairs. */
const PAIRS: Uint8Array = /* @__PURE__ */ Uint8Array.from(
  { length: 200 },
  (_, i) => 0x30 + (i % 2 === 0 ? Math.floor(i / 20) : (i >> 1) % 10),
);

/** Writes an integer from 0 to 2⁵³ − 1 and returns where it ends. */
export function putUnsigned(bytes: Uint8Array, at: number, value: number): number {
  if (value < 10) {
    bytes[at] = 0x30 + value;
    return at + 1;
  }
  if (value > 0x7fff_ffff) return putLong(bytes, at, value);
  const end = at + digitCount(value);
  putDigits(bytes, at, end, value);
  return end;
}

function putLong(bytes: Uint8Array, at: number, value: number): number {
  const high = Math.floor(value / 1e9);
  const end = putUnsigned(bytes, at, high);
  putDigits(bytes, end, end + 9, value - high * 1e9);
  return end + 9;
}

/** Writes the last digits of an integer below 2³¹, backwards from `end` to `at`. */
export function putDigits(bytes: Uint8Array, at: number, end: number, value: number): void {
  let rest = value | 0;
  let i = end - 2;
  for (; i >= at; i -= 2) {
    const hundreds = (rest / 100) | 0;
    const pair = 2 * (rest - 100 * hundreds);
    bytes[i] = PAIRS[pair];
    bytes[i + 1] = PAIRS[pair + 1];
    rest = hundreds;
  }
  if (i === at - 1) bytes[at] = 0x30 + rest % 10;
}

function digitCount(value: number): number {
  if (value < 100_000) {
    if (value < 100) return value < 10 ? 1 : 2;
    return value < 1000 ? 3 : value < 10_000 ? 4 : 5;
  }
  if (value < 10_000_000) return value < 1_000_000 ? 6 : 7;
  return value < 100_000_000 ? 8 : value < 1_000_000_000 ? 9 : 10;
}
