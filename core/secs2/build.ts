// Items from values, by SML's names. What a builder returns fits its format and is what the decoder would give.
import type { BigIntFormat, NumberFormat } from "./format.ts";
import type * as items from "./item.ts";
import { isLatin1, latin1, view } from "./latin1.ts";
import { PLAIN } from "./numbers.ts";
import * as ranges from "./ranges.ts";
import { JIS8, localizedCodec } from "./text_codec.ts";

/** Elements one by one, or all in one array or typed array. */
export type Elements<T> = readonly T[] | readonly [ArrayLike<T>];

/** A list of items: `L(A("LOT-7"), U4(1))`. */
export function L(...elements: readonly items.Item[] | readonly [readonly items.Item[]]): items.ListItem {
  const [first] = elements;
  return { format: "L", value: (Array.isArray(first) ? first : elements) as readonly items.Item[] };
}

/** Text, one byte per character (U+0000 to U+00FF), or the bytes of a text in another encoding. */
export function A(text: string | Uint8Array): items.TextItem<"A"> {
  if (typeof text !== "string") return { format: "A", value: latin1(text, 0, text.length) };
  if (!isLatin1(text)) throw misfit("A", ranges.strayCharacter(text, 0xff));
  return { format: "A", value: text };
}

/** JIS-8 text (JIS X 0201), or its bytes. */
export function J(text: string | Uint8Array): items.TextItem<"J"> {
  const bytes = typeof text === "string" ? JIS8.encode(text) : text;
  return { format: "J", value: latin1(bytes, 0, bytes.length) };
}

/** Localized text, in UTF-8 unless another encoding is given by its LSH (E5), or the bytes of a text in it. */
export function W(text: string | Uint8Array, encoding = 2): items.LocalizedItem {
  if (!Number.isInteger(encoding) || encoding < 0 || encoding > 0xffff) {
    throw misfit("W", `encoding ${encoding} is outside 0 to 65535`);
  }
  const bytes = typeof text === "string" ? localizedCodec(encoding).encode(text) : text;
  return { format: "W", encoding, value: latin1(bytes, 0, bytes.length) };
}

/** Bytes: `B(0x84)`, `B(bytes)`. Bytes are kept, not copied. */
export function B(...bytes: Elements<number>): items.BinaryItem {
  const values = elementsOf(bytes);
  if (values instanceof Uint8Array) return { format: "B", value: view(values, 0, values.length) };
  for (let i = 0; i < values.length; i++) {
    if (ranges.isInteger("U1", values[i])) continue;
    throw misfit("B", `${ranges.show(values[i])} is no integer from 0 to 255`);
  }
  return { format: "B", value: Uint8Array.from(values) };
}

/** Truth values. */
export function BOOLEAN(...values: Elements<boolean>): items.BooleanItem {
  const all = Array.from(elementsOf(values));
  const stray = all.findIndex((value) => typeof value !== "boolean");
  if (stray >= 0) {
    throw new TypeError(`Cannot build BOOLEAN: expected a boolean, found ${ranges.show(all[stray])}`);
  }
  return { format: "BOOLEAN", value: all.length === 1 ? all[0] : all };
}

/** Signed 8-bit integers. */
export function I1(...values: Elements<number>): items.NumericItem<"I1"> {
  return { format: "I1", value: integers("I1", values, Int8Array) };
}

/** Signed 16-bit integers. */
export function I2(...values: Elements<number>): items.NumericItem<"I2"> {
  return { format: "I2", value: integers("I2", values, Int16Array) };
}

/** Signed 32-bit integers. */
export function I4(...values: Elements<number>): items.NumericItem<"I4"> {
  return { format: "I4", value: integers("I4", values, Int32Array) };
}

/** Signed 64-bit integers, given as `bigint` or as safe integers. */
export function I8(...values: Elements<number | bigint>): items.BigIntegerItem<"I8"> {
  return { format: "I8", value: bigints("I8", values, BigInt64Array) };
}

/** Unsigned 8-bit integers. */
export function U1(...values: Elements<number>): items.NumericItem<"U1"> {
  return { format: "U1", value: integers("U1", values, Uint8Array) };
}

/** Unsigned 16-bit integers. */
export function U2(...values: Elements<number>): items.NumericItem<"U2"> {
  return { format: "U2", value: integers("U2", values, Uint16Array) };
}

/** Unsigned 32-bit integers. */
export function U4(...values: Elements<number>): items.NumericItem<"U4"> {
  return { format: "U4", value: integers("U4", values, Uint32Array) };
}

/** Unsigned 64-bit integers, given as `bigint` or as safe integers. */
export function U8(...values: Elements<number | bigint>): items.BigIntegerItem<"U8"> {
  return { format: "U8", value: bigints("U8", values, BigUint64Array) };
}

/** Single-precision numbers, rounded to the nearest. */
export function F4(...values: Elements<number>): items.NumericItem<"F4"> {
  const all = elementsOf(values);
  if (!(all instanceof Float32Array)) checkNumbers("F4", all, ranges.isF4);
  return { format: "F4", value: shaped(all, Float32Array, Math.fround) };
}

/** Double-precision numbers. */
export function F8(...values: Elements<number>): items.NumericItem<"F8"> {
  const all = elementsOf(values);
  if (!(all instanceof Float64Array)) checkNumbers("F8", all, (value) => typeof value === "number");
  return { format: "F8", value: shaped(all, Float64Array, (value) => value) };
}

/** A typed array class, as far as it is needed here. */
interface TypedArrayOf<T, A extends ArrayLike<T>> {
  new (values: ArrayLike<T>): A;
}

function integers<A extends ArrayLike<number>>(
  format: ranges.IntegerFormat,
  values: Elements<number>,
  Typed: TypedArrayOf<number, A>,
): number | number[] | A {
  const all = elementsOf(values);
  if (!(all instanceof Typed)) checkNumbers(format, all, (value) => ranges.isInteger(format, value));
  return shaped(all, Typed, positiveZero);
}

function bigints<A extends ArrayLike<bigint>>(
  format: BigIntFormat,
  values: Elements<number | bigint>,
  Typed: TypedArrayOf<bigint, A>,
): bigint | bigint[] | A {
  const all = elementsOf(values);
  if (all instanceof Typed) return shaped(all, Typed, (value) => value);
  const checked = Array.from(all, (value, i) => {
    const big = ranges.toBigInt(format, value);
    if (big === undefined) {
      throw ranges.misfit(format, value, all.length > 1 ? i : undefined).error("build");
    }
    return big;
  });
  return shaped(checked, Typed, (value) => value);
}

function elementsOf<T>(values: Elements<T>): ArrayLike<T> {
  const [first] = values;
  const together = values.length === 1 && typeof first === "object" && first !== null;
  return (together ? first : values) as ArrayLike<T>;
}

function checkNumbers(
  format: NumberFormat,
  values: ArrayLike<number>,
  fits: (value: unknown) => boolean,
): void {
  for (let i = 0; i < values.length; i++) {
    if (fits(values[i])) continue;
    throw ranges.misfit(format, values[i], values.length > 1 ? i : undefined).error("build");
  }
}

/** One element as a scalar, up to 16 in a plain array, more in the typed array, which is kept if it was given. */
function shaped<T, A extends ArrayLike<T>>(
  values: ArrayLike<T>,
  Typed: TypedArrayOf<T, A>,
  normal: (value: T) => T,
): T | T[] | A {
  if (values.length === 1) return normal(values[0]);
  if (values.length <= PLAIN) return Array.from(values, normal);
  return values.constructor === Typed ? values as A : new Typed(values);
}

/** −0 as 0, which is what an integer item makes of it. */
function positiveZero(value: number): number {
  return value + 0;
}

function misfit(format: string, state: string): RangeError {
  return new RangeError(`Cannot build ${format}: ${state}`);
}
