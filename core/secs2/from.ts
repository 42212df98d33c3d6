// Items from plain values, with the format inferred, and plain values from items.
import { A, B, BOOLEAN, F4, F8, I1, I2, I4, I8, L, U1, U2, U4, U8, W } from "./build.ts";
import { FORMATS } from "./format.ts";
import type { Item } from "./item.ts";
import { isLatin1 } from "./latin1.ts";
import { text } from "./access.ts";
import { show } from "./ranges.ts";

/** What an item can be inferred from. Items stay what they are. */
export type Native =
  | boolean
  | string
  | number
  | bigint
  | Uint8Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array
  | Item
  | readonly Native[];

/**
 * Infers an item, never by size alone, so that the format does not change with the value more than it must:
 *
 * | value | item |
 * |---|---|
 * | boolean | `BOOLEAN` |
 * | string up to U+00FF, otherwise | `A`, `W` in UTF-8 |
 * | integer from 0 to 2³² − 1, above | `U4`, `U8` |
 * | negative integer from −2³¹, below | `I4`, `I8` |
 * | any other number: fractions, −0, NaN, unsafe integers | `F8` |
 * | bigint ≥ 0, negative | `U8`, `I8` |
 * | `Uint8Array` | `B` |
 * | other typed array | the numeric format of its elements |
 * | array | `L` |
 * | item | itself |
 *
 * Anything else throws a `TypeError`, a bigint beyond 64 bits a `RangeError`.
 *
 * ```ts
 * from([1, "RECIPE_A", 3.14, true]); // L(U4(1), A("RECIPE_A"), F8(3.14), BOOLEAN(true))
 * ```
 */
export function from(value: Native): Item {
  switch (typeof value) {
    case "boolean":
      return BOOLEAN(value);
    case "string":
      return isLatin1(value) ? A(value) : W(value);
    case "number":
      return fromNumber(value);
    case "bigint":
      return value < 0n ? I8(value) : U8(value);
  }
  if (Array.isArray(value)) return L(value.map(from));
  if (ArrayBuffer.isView(value)) return fromTypedArray(value);
  if (isItem(value)) return value;
  throw new TypeError(`Cannot infer an item: there is no rule for ${show(value)}`);
}

/** The value of an item without its formats: lists as arrays, texts as `text` reads them, everything else as it is. */
export function toNative(item: Item): Native {
  switch (item.format) {
    case "L":
      return item.value.map(toNative);
    case "A":
    case "J":
    case "W":
      return text(item);
  }
  return item.value;
}

function fromNumber(value: number): Item {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return F8(value);
  if (value >= 0) return value <= 0xffff_ffff ? U4(value) : U8(value);
  return value >= -0x8000_0000 ? I4(value) : I8(value);
}

function fromTypedArray(value: ArrayBufferView): Item {
  if (value instanceof Uint8Array) return B(value);
  if (value instanceof Int8Array) return I1(value);
  if (value instanceof Int16Array) return I2(value);
  if (value instanceof Int32Array) return I4(value);
  if (value instanceof BigInt64Array) return I8(value);
  if (value instanceof Uint8ClampedArray) return U1(value);
  if (value instanceof Uint16Array) return U2(value);
  if (value instanceof Uint32Array) return U4(value);
  if (value instanceof BigUint64Array) return U8(value);
  if (value instanceof Float32Array) return F4(value);
  if (value instanceof Float64Array) return F8(value);
  throw new TypeError("Cannot infer an item: there is no rule for a DataView");
}

function isItem(value: unknown): value is Item {
  if (typeof value !== "object" || value === null) return false;
  const { format } = value as { format?: unknown };
  return typeof format === "string" && Object.hasOwn(FORMATS, format);
}
