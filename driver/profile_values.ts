// Values of a profile and of its users as items of a given format.
import {
  A,
  B,
  BOOLEAN,
  F4,
  F8,
  type Format,
  I1,
  I2,
  I4,
  I8,
  type Item,
  J,
  U1,
  U2,
  U4,
  U8,
  W,
} from "../mod.ts";

/** What a person may give for a value. */
export type PlainValue =
  | number
  | bigint
  | string
  | boolean
  | Uint8Array
  | readonly (number | bigint | boolean)[];

type Numbers = (...values: number[]) => Item;
type BigInts = (...values: bigint[]) => Item;

const NUMBERS: Readonly<Partial<Record<Format, Numbers>>> = { U1, U2, U4, I1, I2, I4, F4, F8 };
const BIGINTS: Readonly<Partial<Record<Format, BigInts>>> = { U8, I8 };
const TEXTS: Readonly<Partial<Record<Format, (text: string) => Item>>> = { A, J, W };

/** A value as an item of a format. Throws `RangeError` or `TypeError` where it is none: "Cannot give … as U4: …". */
export function itemOf(format: Format, value: PlainValue): Item {
  const text = TEXTS[format];
  if (text !== undefined) return text(textOf(format, value));
  if (format === "B") return value instanceof Uint8Array ? B(value) : B(...listOf(format, value).map(Number));
  if (format === "BOOLEAN") return BOOLEAN(...listOf(format, value).map((one) => booleanOf(one)));
  const numbers = NUMBERS[format];
  if (numbers !== undefined) return numbers(...listOf(format, value).map((one) => numberOf(format, one)));
  const bigints = BIGINTS[format];
  if (bigints !== undefined) return bigints(...listOf(format, value).map((one) => bigintOf(format, one)));
  throw refusal(format, value, "a list has no value");
}

/** Whether a value can be an item of a format. */
export function fits(format: Format, value: PlainValue): boolean {
  try {
    itemOf(format, value);
    return true;
  } catch {
    return false;
  }
}

function textOf(format: Format, value: PlainValue): string {
  if (typeof value === "object") throw refusal(format, value, "expected a text");
  return String(value);
}

type Single = number | bigint | string | boolean;

function listOf(format: Format, value: PlainValue): readonly Single[] {
  if (value instanceof Uint8Array) throw refusal(format, value, "bytes are only for B");
  return Array.isArray(value) ? value as readonly Single[] : [value as Single];
}

function booleanOf(value: Single): boolean {
  if (typeof value === "boolean") return value;
  const word = String(value).toLowerCase();
  if (/^(?:1|true|t|yes)$/.test(word)) return true;
  if (/^(?:0|false|f|no)$/.test(word)) return false;
  throw refusal("BOOLEAN", value, "expected true or false");
}

function numberOf(format: Format, value: Single): number {
  const number = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
  if (typeof value !== "boolean" && !Number.isNaN(number)) return number;
  throw refusal(format, value, "expected a number");
}

function bigintOf(format: Format, value: Single): bigint {
  try {
    if (typeof value !== "boolean") return BigInt(value);
  } catch { /* told below */ }
  throw refusal(format, value, "expected a whole number");
}

function refusal(format: Format, value: unknown, why: string): TypeError {
  const shown = typeof value === "bigint" ? `${value}` : JSON.stringify(value);
  return new TypeError(`Cannot give ${shown} as ${format}: ${why}`);
}
