// What an item is: plain tagged data, alike from the builders and from the decoder.
import type { BigIntFormat, Format, NumberFormat } from "./format.ts";

/** How many length bytes an item was received with, when more than it needed (option `lengthBytes` of `decode`). */
export type LengthBytes = 1 | 2 | 3;

/** What every item may carry beside its value. */
export interface ItemAttributes {
  /** Length bytes to encode at least; the fewest possible when absent. Without meaning for `equals`. */
  readonly lengthBytes?: LengthBytes;
}

/** List: elements of any formats. */
export interface ListItem extends ItemAttributes {
  /** Format. */
  readonly format: "L";
  /** The elements. */
  readonly value: readonly Item[];
}

/** Binary. Decoded, above 64 bytes, the value is a view of the text decoded. */
export interface BinaryItem extends ItemAttributes {
  /** Format. */
  readonly format: "B";
  /** The bytes. */
  readonly value: Uint8Array;
}

/** Boolean: one element is a scalar, any other number of elements an array. */
export interface BooleanItem extends ItemAttributes {
  /** Format. */
  readonly format: "BOOLEAN";
  /** One truth value, or several or none. */
  readonly value: boolean | readonly boolean[];
}

/** ASCII (`A`) or JIS-8 (`J`) text, one character (U+0000 to U+00FF) per byte; `text` reads it. */
export interface TextItem<F extends "A" | "J" = "A" | "J"> extends ItemAttributes {
  /** Format. */
  readonly format: F;
  /** The characters U+0000 to U+00FF that stand for the bytes. */
  readonly value: string;
}

/** Localized character string, format code 22 octal: the bytes after its header, one character per byte. */
export interface LocalizedItem extends ItemAttributes {
  /** Format. */
  readonly format: "W";
  /** The localized string header (LSH), 0 to 65535; absent in an item of 0 or 1 bytes, which has no room for it. */
  readonly encoding?: number;
  /** The characters U+0000 to U+00FF that stand for the bytes. */
  readonly value: string;
}

/** The typed array that holds more than 16 elements of a format. */
export interface TypedArrays {
  /** Signed, 8 bits. */
  I1: Int8Array;
  /** Signed, 16 bits. */
  I2: Int16Array;
  /** Signed, 32 bits. */
  I4: Int32Array;
  /** Signed, 64 bits. */
  I8: BigInt64Array;
  /** Unsigned, 8 bits. */
  U1: Uint8Array;
  /** Unsigned, 16 bits. */
  U2: Uint16Array;
  /** Unsigned, 32 bits. */
  U4: Uint32Array;
  /** Unsigned, 64 bits. */
  U8: BigUint64Array;
  /** Single precision. */
  F4: Float32Array;
  /** Double precision. */
  F8: Float64Array;
}

/** Numbers: one element is a scalar, 2 to 16 (or none) a plain array, more a typed array. */
export interface NumericItem<F extends NumberFormat> extends ItemAttributes {
  /** Format. */
  readonly format: F;
  /** One number, or several or none. */
  readonly value: number | readonly number[] | TypedArrays[F];
}

/** 64-bit integers: one element is a scalar, 2 to 16 (or none) a plain array, more a typed array. */
export interface BigIntegerItem<F extends BigIntFormat> extends ItemAttributes {
  /** Format. */
  readonly format: F;
  /** One integer, or several or none. */
  readonly value: bigint | readonly bigint[] | TypedArrays[F];
}

/** Integers up to 32 bits, and floating point. */
export type NumberItem = { [F in NumberFormat]: NumericItem<F> }[NumberFormat];

/** 64-bit integers. */
export type BigIntItem = { [F in BigIntFormat]: BigIntegerItem<F> }[BigIntFormat];

/** A SECS-II item. E5. */
export type Item =
  | ListItem
  | BinaryItem
  | BooleanItem
  | TextItem<"A">
  | TextItem<"J">
  | LocalizedItem
  | NumberItem
  | BigIntItem;

/** The item of a format: `ItemOf<"U4">`. */
export type ItemOf<F extends Format> = Extract<Item, { readonly format: F }>;

/** Number of elements: those of a list, values of an array, bytes of `B` and of texts (without the LSH of `W`). */
export function count(item: Item): number {
  const { value } = item;
  const single = typeof value !== "string" && (typeof value !== "object" || value === null);
  return single ? 1 : value.length;
}

/** Format and count as SML prints them: `U4 [3]`. */
export function describe(item: Item): string {
  return `${item.format} [${count(item)}]`;
}
