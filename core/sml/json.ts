// Items as JSON and back, without loss: what JSON has no numbers for is a string.
import * as build from "../secs2/build.ts";
import { FORMATS } from "../secs2/format.ts";
import type { Item, LengthBytes } from "../secs2/item.ts";
import { MAX_DEPTH } from "../secs2/limits.ts";
import { show } from "../secs2/ranges.ts";
import { decimal, shortestF4 } from "./print_numbers.ts";

/** A number of `F4` or `F8` in JSON. */
export type JsonFloat = number | "NaN" | "Infinity" | "-Infinity" | "-0";

/** An attribute that every item may have. */
export interface JsonAttributes {
  /** Length bytes that the item was received with, when more than it needs. */
  readonly lengthBytes?: 1 | 2 | 3;
}

/** What {@linkcode toJSON} makes of an item. docs/item.schema.json is its JSON Schema. */
export type JsonItem =
  & (
    | { readonly format: "L"; readonly value: readonly JsonItem[] }
    /** Two upper-case hexadecimal digits per byte. */
    | { readonly format: "B"; readonly value: string }
    | { readonly format: "BOOLEAN"; readonly value: boolean | readonly boolean[] }
    /** One character, U+0000 to U+00FF, per byte. */
    | { readonly format: "A" | "J"; readonly value: string }
    | { readonly format: "W"; readonly encoding?: number; readonly value: string }
    | {
      readonly format: "I1" | "I2" | "I4" | "U1" | "U2" | "U4";
      readonly value: number | readonly number[];
    }
    /** Decimal digits. */
    | { readonly format: "I8" | "U8"; readonly value: string | readonly string[] }
    | { readonly format: "F4" | "F8"; readonly value: JsonFloat | readonly JsonFloat[] }
  )
  & JsonAttributes;

/**
 * An item as a value that `JSON.stringify` writes without loss: `{ format, value }`, where `B` is hexadecimal digits,
 * 64-bit integers are strings, and so are NaN, infinities and −0. Throws a `RangeError` when lists are nested deeper
 * than any item may be.
 *
 * ```ts
 * import { U8 } from "@fabwire/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(JSON.stringify(toJSON(U8(2n ** 64n - 1n))), '{"format":"U8","value":"18446744073709551615"}');
 * ```
 */
export function toJSON(item: Item): JsonItem {
  return toJsonAt(item, 0);
}

function toJsonAt(item: Item, depth: number): JsonItem {
  if (depth > MAX_DEPTH) throw new RangeError(`Cannot write JSON: lists are nested deeper than ${MAX_DEPTH}`);
  const { lengthBytes } = item;
  const json = item.format === "L"
    ? { format: item.format, value: item.value.map((element) => toJsonAt(element, depth + 1)) }
    : leafToJson(item);
  return lengthBytes === undefined ? json : { ...json, lengthBytes };
}

function leafToJson(item: Exclude<Item, { format: "L" }>): JsonItem {
  switch (item.format) {
    case "A":
    case "J":
      return { format: item.format, value: item.value };
    case "W":
      return item.encoding === undefined
        ? { format: "W", value: item.value }
        : { format: "W", encoding: item.encoding, value: item.value };
    case "B":
      return { format: "B", value: Array.from(item.value, hexByte).join("") };
    case "BOOLEAN":
      return { format: "BOOLEAN", value: item.value };
    case "I8":
    case "U8":
      return { format: item.format, value: each(item.value, String) };
    case "F4":
      return { format: "F4", value: each(item.value, (value) => float(value, Number(shortestF4(value)))) };
    case "F8":
      return { format: "F8", value: each(item.value, (value) => float(value, value)) };
  }
  return { format: item.format, value: each(item.value, (value) => value) };
}

function each<T, J>(value: T | ArrayLike<T>, write: (value: T) => J): J | J[] {
  return typeof value === "object" ? Array.from(value as ArrayLike<T>, write) : write(value);
}

function hexByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}

function float(value: number, written: number): JsonFloat {
  return Number.isFinite(value) && !Object.is(value, -0) ? written : decimal(value) as JsonFloat;
}

/**
 * The item that {@linkcode toJSON} wrote; one element may also be an array of one. Throws a `TypeError` or `RangeError`
 * that names the place for anything else: "Cannot read JSON value[2].value: 256 is outside 0 to 255".
 */
export function fromJSON(json: unknown): Item {
  return fromJsonAt(json, "", 0);
}

const PROPERTIES = ["format", "value", "encoding", "lengthBytes"];

function fromJsonAt(json: unknown, path: string, depth: number): Item {
  if (depth > MAX_DEPTH) throw new RangeError(`Cannot read JSON: lists are nested deeper than ${MAX_DEPTH}`);
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw stray(path, "an item", json);
  const { format, value, encoding, lengthBytes } = json as Record<string, unknown>;
  if (typeof format !== "string" || !Object.hasOwn(FORMATS, format)) {
    throw stray(`${path}format`, "a format", format);
  }
  const unknown = Object.keys(json).find((key) =>
    !PROPERTIES.includes(key) || (key === "encoding" && format !== "W")
  );
  if (unknown !== undefined) {
    throw new TypeError(`Cannot read JSON ${path}${unknown}: ${format} has no such property`);
  }
  const item = format === "L"
    ? { format, value: elementsFromJson(value, path, depth) } as Item
    : leafFromJson(format as Leaf, value, encoding, path);
  return lengthBytes === undefined ? item : { ...item, lengthBytes: lengthBytesOf(lengthBytes, path) };
}

type Leaf = Exclude<Item["format"], "L">;

function elementsFromJson(value: unknown, path: string, depth: number): Item[] {
  if (!Array.isArray(value)) throw stray(`${path}value`, "an array of items", value);
  return value.map((element, i) => fromJsonAt(element, `${path}value[${i}].`, depth + 1));
}

function lengthBytesOf(value: unknown, path: string): LengthBytes {
  if (value === 1 || value === 2 || value === 3) return value;
  throw new RangeError(`Cannot read JSON ${path}lengthBytes: ${show(value)} is not 1, 2 or 3`);
}

function leafFromJson(format: Leaf, value: unknown, encoding: unknown, path: string): Item {
  const place = `${path}value`;
  try {
    switch (format) {
      case "A":
        return build.A(string(value, place));
      case "J":
        return { format: "J", value: build.A(string(value, place)).value };
      case "W":
        return localized(string(value, place), encoding, path);
      case "B":
        return build.B(bytesOf(string(value, place), place));
    }
    const read = format === "I8" || format === "U8"
      ? bigintOf
      : format[0] === "F"
      ? floatOf
      : (given: unknown) => given;
    const values = (Array.isArray(value) ? value : [value]).map((given) => read(given, place));
    return (build[format] as (values: unknown[]) => Item)(values);
  } catch (error) {
    const { message } = error as Error;
    if (message.startsWith("Cannot read JSON")) throw error;
    const text = `Cannot read JSON ${place}: ${message.replace(/^Cannot [^:]*: /, "")}`;
    throw error instanceof RangeError ? new RangeError(text) : new TypeError(text);
  }
}

function localized(value: string, encoding: unknown, path: string): Item {
  const text = build.A(value).value;
  if (encoding === undefined) {
    if (text.length < 2) return { format: "W", value: text };
    throw new TypeError(`Cannot read JSON ${path}encoding: it is missing`);
  }
  if (typeof encoding !== "number" || !Number.isInteger(encoding) || encoding < 0 || encoding > 0xffff) {
    throw new RangeError(`Cannot read JSON ${path}encoding: ${show(encoding)} is outside 0 to 65535`);
  }
  return { format: "W", encoding, value: text };
}

function string(value: unknown, place: string): string {
  if (typeof value === "string") return value;
  throw stray(place, "a string", value);
}

function bytesOf(digits: string, place: string): Uint8Array {
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) {
    throw stray(place, "pairs of hexadecimal digits", digits);
  }
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function bigintOf(value: unknown, place: string): unknown {
  if (typeof value !== "string") return value;
  if (!/^-?\d{1,20}$/.test(value)) throw stray(place, "up to 20 decimal digits", value);
  return BigInt(value);
}

function floatOf(value: unknown, place: string): unknown {
  if (typeof value !== "string") return value;
  if (value === "-0") return -0;
  if (/^(?:NaN|-?Infinity)$/.test(value)) return Number(value);
  throw stray(place, 'a number, "NaN", "Infinity", "-Infinity" or "-0"', value);
}

function stray(place: string, expected: string, found: unknown): TypeError {
  return new TypeError(`Cannot read JSON ${place || "item"}: expected ${expected}, found ${show(found)}`);
}
