// Numbers and truth values of items: digits by hand where that is exact, anything else by its word.
import type { BigIntFormat, NumberFormat } from "../secs2/format.ts";
import type { Item, ItemOf } from "../secs2/item.ts";
import { PLAIN } from "../secs2/numbers.ts";
import { BIGINT_RANGES, INTEGER_RANGES, type IntegerFormat } from "../secs2/ranges.ts";
import { HOLE } from "./holes.ts";
import { GREATER, isWord, MINUS, PERIOD, skip, type Source, unexpected, wordAt } from "./source.ts";
import { Fault, quote } from "./syntax_error.ts";

/** Reads the elements of an item up to its `>`. */
export type ReadItem = (source: Source) => Item;

/** A number that is not a row of digits, or a longer one. */
type ReadWord<T> = (text: string, at: number) => T;

/** Reads integers up to 32 bits. */
export function readIntegers<F extends IntegerFormat>(source: Source, format: F): ItemOf<F> {
  const [min, max] = INTEGER_RANGES[format];
  return { format, value: numbers(source, format, min, max, integerWord) } as ItemOf<F>;
}

/** Reads bytes. */
export function readBinary(source: Source): Item {
  const value = numbers(source, "U1", 0, 0xff, integerWord);
  return { format: "B", value: typeof value === "number" ? Uint8Array.of(value) : Uint8Array.from(value) };
}

/** Reads floating-point numbers. */
export function readFloats(source: Source, format: "F4" | "F8"): Item {
  if (format === "F8") {
    return { format, value: numbers(source, format, -Infinity, Infinity, floatWord) as number };
  }
  const value = numbers(source, format, -Infinity, Infinity, f4Word);
  return { format, value: (typeof value === "number" ? Math.fround(value) : rounded(value)) as number };
}

function rounded(values: ArrayLike<number>): ArrayLike<number> {
  return values instanceof Float32Array ? values : Array.from(values, Math.fround);
}

const TYPED = {
  I1: Int8Array,
  I2: Int16Array,
  I4: Int32Array,
  U1: Uint8Array,
  U2: Uint16Array,
  U4: Uint32Array,
  F4: Float32Array,
  F8: Float64Array,
};

/** Up to this many digits a row of them is an exact number. */
const EXACT_DIGITS = 15;

function numbers(
  source: Source,
  format: NumberFormat,
  min: number,
  max: number,
  read: ReadWord<number>,
): number | ArrayLike<number> {
  const { text } = source;
  let first = 0;
  let values: number[] | undefined;
  let count = 0;
  for (let at = source.at;;) {
    const start = skip(text, at);
    const code = text.charCodeAt(start);
    if (code === GREATER) {
      source.at = start;
      break;
    }
    if (code === HOLE && source.holes?.note(start, count)) {
      at = start + 1;
      continue;
    }
    let value = 0;
    at = start;
    for (let digit = 0; (digit = text.charCodeAt(at) - 0x30) >= 0 && digit <= 9; at++) {
      value = 10 * value + digit;
    }
    if (at === start || at - start > EXACT_DIGITS || isWord(text.charCodeAt(at))) {
      value = read(text, start);
      at = behindWord(text, start);
    }
    if (value < min || value > max) throw outside(text, start, min, max);
    if (count++ === 0) first = value;
    else if (values === undefined) values = [first, value];
    else values.push(value);
  }
  if (values === undefined) return count === 0 ? [] : first;
  return count > PLAIN ? new TYPED[format](values) : values;
}

function isDigits(text: string, at: number, end: number): boolean {
  if (at === end) return false;
  for (; at < end; at++) if (!(text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39)) return false;
  return true;
}

function digits(text: string, at: number, end: number): number {
  let value = 0;
  for (; at < end; at++) value = 10 * value + text.charCodeAt(at) - 0x30;
  return value;
}

function behindWord(text: string, at: number): number {
  while (isWord(text.charCodeAt(at))) at++;
  return at;
}

function outside(text: string, at: number, min: number | bigint, max: number | bigint): Fault {
  return new Fault(at, `${shown(text, at)} is outside ${min} to ${max}`);
}

/** The word at a place, for an error message. */
function shown(text: string, at: number): string {
  const word = wordAt(text, at);
  return word.length > 32 ? `${word.slice(0, 32)}…` : word;
}

const INTEGER = /([+-]?)(?:0x([0-9a-f]+)|0b([01]+)|0o([0-7]+)|(\d+))(?![\w.+-])/iy;
const LEADING_ZEROS = /^0+(?=.)/;

/** Most digits that a 64-bit integer can need, by radix. */
const MOST_DIGITS = { 16: 16, 2: 64, 8: 22, 10: 20 } as const;

/** Reads any integer; infinite beyond ±(2⁵³ − 1), which is outside of every format that is read so. */
function integerWord(text: string, at: number): number {
  if (text.charCodeAt(at) === MINUS) {
    const end = behindWord(text, at);
    if (end - at <= EXACT_DIGITS && isDigits(text, at + 1, end)) return 0 - digits(text, at + 1, end);
  }
  const short = shortHex(text, at);
  if (short >= 0) return short;
  const value = Number(bigWord(text, at) ?? Infinity);
  return Number.isSafeInteger(value) ? value : Infinity;
}

/** Reads `0x` and up to 12 hexadecimal digits; −1 for anything else. */
function shortHex(text: string, start: number): number {
  if (text.charCodeAt(start) !== 0x30 || (text.charCodeAt(start + 1) | 0x20) !== 0x78) return -1;
  let at = start + 2;
  let value = 0;
  for (let code = 0; isWord(code = text.charCodeAt(at)); at++) {
    const digit = code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
    if (digit < 0 || digit > 15 || (code > 0x39 && digit < 10)) return -1;
    value = 16 * value + digit;
  }
  return at > start + 2 && at <= start + 14 ? value : -1;
}

/** Reads any integer in decimal, hexadecimal, binary or octal digits; `undefined` if it is wider than 64 bits. */
function bigWord(text: string, at: number): bigint | undefined {
  INTEGER.lastIndex = at;
  const match = INTEGER.exec(text);
  if (match === null) throw strange(text, at, "an integer");
  const [, sign, hex, binary, octal, decimal] = match;
  const [digits, prefix, radix] = hex
    ? [hex, "0x", 16 as const]
    : binary
    ? [binary, "0b", 2 as const]
    : octal
    ? [octal, "0o", 8 as const]
    : [decimal, "", 10 as const];
  const significant = digits.replace(LEADING_ZEROS, "");
  if (significant.length > MOST_DIGITS[radix]) return undefined;
  const value = BigInt(prefix + significant);
  return sign === "-" ? -value : value;
}

function strange(text: string, at: number, expected: string): Fault {
  if (!isWord(text.charCodeAt(at))) return unexpected(text, at, `${expected} or '>'`);
  return new Fault(at, `expected ${expected}, found ${quote(wordAt(text, at))}`);
}

/** Reads an integer from 0 to 255, in any digits, as a token of text. */
export function readByte(source: Source): number {
  const { text, at } = source;
  const value = integerWord(text, at);
  if (value < 0 || value > 0xff) throw outside(text, at, 0, 0xff);
  source.at = behindWord(text, at);
  return value;
}

const FLOAT = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?![\w.+-])/iy;
const INFINITE = /([+-]?)inf(?:inity)?(?![\w.+-])/iy;
const NOT_A_NUMBER = /[+-]?nan(?![\w.+-])/iy;

function floatWord(text: string, at: number): number {
  const simple = simpleDecimal(text, at);
  if (simple !== undefined) return simple;
  FLOAT.lastIndex = at;
  if (FLOAT.test(text)) {
    const value = Number(text.slice(at, FLOAT.lastIndex));
    if (!Number.isFinite(value)) throw new Fault(at, `${shown(text, at)} is beyond the range of F8`);
    return value;
  }
  INFINITE.lastIndex = at;
  const infinite = INFINITE.exec(text);
  if (infinite !== null) return infinite[1] === "-" ? -Infinity : Infinity;
  NOT_A_NUMBER.lastIndex = at;
  if (NOT_A_NUMBER.test(text)) return NaN;
  INTEGER.lastIndex = at;
  if (!INTEGER.test(text)) throw strange(text, at, "a number");
  const value = bigWord(text, at);
  if (value === undefined) throw new Fault(at, `${shown(text, at)} has more than 64 bits`);
  return Number(value);
}

/** A decimal of few digits, which is exactly the quotient of two exact numbers, rounded once. */
function simpleDecimal(text: string, start: number): number | undefined {
  const negative = text.charCodeAt(start) === MINUS;
  const from = negative ? start + 1 : start;
  let point = -1;
  let value = 0;
  for (let at = from; at - from <= EXACT_DIGITS; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) value = 10 * value + (code - 0x30);
    else if (code === PERIOD && point < 0) point = at;
    else if (isWord(code) || point < 0 || at === point + 1) return undefined;
    else return (negative ? -value : value) / POWERS[at - point - 1];
  }
  return undefined;
}

const POWERS: readonly number[] = /* @__PURE__ */ Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => 10 ** i);

function f4Word(text: string, at: number): number {
  const value = floatWord(text, at);
  if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) {
    throw new Fault(at, `${shown(text, at)} is beyond the range of F4`);
  }
  return value;
}

/** Reads 64-bit integers. */
export function readBigInts(source: Source, format: BigIntFormat): Item {
  const [min, max] = BIGINT_RANGES[format];
  const values = words(source, (text, at) => {
    const value = shortBigInt(text, at) ?? bigWord(text, at);
    if (value === undefined || value < min || value > max) throw outside(text, at, min, max);
    return value;
  });
  if (values.length === 1) return { format, value: values[0] };
  if (values.length <= PLAIN) return { format, value: values };
  return format === "I8"
    ? { format, value: BigInt64Array.from(values) }
    : { format, value: BigUint64Array.from(values) };
}

/** Reads a row of few digits. */
function shortBigInt(text: string, at: number): bigint | undefined {
  const end = behindWord(text, at);
  return end - at <= EXACT_DIGITS && isDigits(text, at, end) ? BigInt(digits(text, at, end)) : undefined;
}

/** Reads truth values. */
export function readBooleans(source: Source): Item {
  const values = words(source, booleanWord);
  return { format: "BOOLEAN", value: values.length === 1 ? values[0] : values };
}

function booleanWord(text: string, at: number): boolean {
  const word = wordAt(text, at);
  const code = word.charCodeAt(0) | 0x20;
  if (code === 0x74 && /^t(?:rue)?$/i.test(word)) return true;
  if (code === 0x66 && /^f(?:alse)?$/i.test(word)) return false;
  INTEGER.lastIndex = at;
  if (!INTEGER.test(text)) throw strange(text, at, "a truth value");
  return bigWord(text, at) !== 0n;
}

function words<T>(source: Source, read: ReadWord<T>): T[] {
  const { text } = source;
  const values: T[] = [];
  for (let at = source.at;;) {
    at = skip(text, at);
    const code = text.charCodeAt(at);
    if (code === GREATER) {
      source.at = at;
      return values;
    }
    if (code === HOLE && source.holes?.note(at, values.length)) at++;
    else {
      values.push(read(text, at));
      at = behindWord(text, at);
    }
  }
}
