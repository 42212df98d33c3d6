// Which values fit which format, and how to say that one does not.
import type { BigIntFormat, NumberFormat } from "./format.ts";

/** Formats of integers up to 32 bits. */
export type IntegerFormat = Exclude<NumberFormat, "F4" | "F8">;

/** Smallest and largest value of the integers up to 32 bits. */
export const INTEGER_RANGES: Readonly<Record<IntegerFormat, readonly [number, number]>> =
  /* @__PURE__ */ Object
    .freeze({
      I1: [-0x80, 0x7f],
      I2: [-0x8000, 0x7fff],
      I4: [-0x8000_0000, 0x7fff_ffff],
      U1: [0, 0xff],
      U2: [0, 0xffff],
      U4: [0, 0xffff_ffff],
    });

/** Smallest and largest value of the 64-bit integers. */
export const BIGINT_RANGES: Readonly<Record<BigIntFormat, readonly [bigint, bigint]>> = /* @__PURE__ */ Object
  .freeze({
    I8: [-0x8000_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn],
    U8: [0n, 0xffff_ffff_ffff_ffffn],
  });

/** What keeps a value from being built or encoded: which kind of error to throw, where, and what to say. */
export class Misfit {
  readonly kind: "type" | "range";
  /** Format of the item, or the path to it. */
  path: string;
  readonly state: string;

  constructor(kind: "type" | "range", path: string, state: string) {
    this.kind = kind;
    this.path = path;
    this.state = state;
  }

  /** "Cannot encode L[2].U1: 256 is outside 0 to 255" */
  error(doing: string): Error {
    const message = `Cannot ${doing} ${this.path}: ${this.state}`;
    return this.kind === "type" ? new TypeError(message) : new RangeError(message);
  }
}

/** A value that does not fit a numeric format; `index` is its place among several. */
export function misfit(format: NumberFormat | BigIntFormat, value: unknown, index?: number): Misfit {
  const path = index === undefined ? format : `${format}[${index}]`;
  if (format === "I8" || format === "U8") return bigintMisfit(format, path, value);
  if (typeof value !== "number") return new Misfit("type", path, `expected a number, found ${show(value)}`);
  if (format === "F4" || format === "F8") return new Misfit("range", path, `${value} is beyond its range`);
  if (!Number.isInteger(value)) return new Misfit("range", path, `${value} is no integer`);
  const [min, max] = INTEGER_RANGES[format];
  return new Misfit("range", path, `${value} is outside ${min} to ${max}`);
}

function bigintMisfit(format: BigIntFormat, path: string, value: unknown): Misfit {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    return new Misfit("range", path, `${value} is no safe integer`);
  }
  if (typeof value !== "bigint" && typeof value !== "number") {
    return new Misfit("type", path, `expected a bigint, found ${show(value)}`);
  }
  const [min, max] = BIGINT_RANGES[format];
  return new Misfit("range", path, `${value} is outside ${min} to ${max}`);
}

/** Whether a number is an integer that fits the format. */
export function isInteger(format: IntegerFormat, value: unknown): value is number {
  const [min, max] = INTEGER_RANGES[format];
  return typeof value === "number" && value >= min && value <= max && Math.trunc(value) === value;
}

/** The 64-bit integer that fits the format, or `undefined`. */
export function toBigInt(format: BigIntFormat, value: unknown): bigint | undefined {
  const big = typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
  const [min, max] = BIGINT_RANGES[format];
  return typeof big === "bigint" && big >= min && big <= max ? big : undefined;
}

/** Whether it is a number that single precision holds, rounded: all but finite ones that would become infinite. */
export function isF4(value: unknown): value is number {
  return typeof value === "number" && (Number.isFinite(Math.fround(value)) || !Number.isFinite(value));
}

/** A value for an error message. */
export function show(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") {
    return value.length > 24 ? `a string of ${value.length}` : JSON.stringify(value);
  }
  if (value instanceof Uint8Array) return `a Uint8Array of ${value.length}`;
  if (typeof value === "object") return Array.isArray(value) ? `an array of ${value.length}` : "an object";
  return typeof value === "function" ? "a function" : String(value);
}

/** The first character above `most`, for an error message. */
export function strayCharacter(text: string, most: number): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) <= most) continue;
    return `character ${codePointName(text.codePointAt(i)!)} at ${i} is above ${codePointName(most)}`;
  }
  return `no character is above ${codePointName(most)}`;
}

/** A code point as it is usually written: U+00E9. */
export function codePointName(point: number): string {
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
