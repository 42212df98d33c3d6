// Reading items: what is expected, or a TypeError that names the place, what was expected there and what was found.
import { type BinaryItem, count, describe, type Item } from "./item.ts";
import { latin1Bytes } from "./latin1.ts";
import type { TextCodec } from "./codec.ts";
import { JIS8, localizedCodec } from "./text_codec.ts";

/** Indices from an item down to one inside it: `2, 0` is the first element of the third. */
export type Path = readonly number[];

/** The item at a path. Throws a `TypeError` where there is none. */
export function at(item: Item, ...path: Path): Item {
  let found = item;
  for (let i = 0; i < path.length; i++) {
    const inner = found.format === "L" ? found.value[path[i]] : undefined;
    if (inner === undefined) throw mismatch(found, path.slice(0, i), `L with an element ${path[i]}`);
    found = inner;
  }
  return found;
}

/** The elements of a list, of `length` elements where that is given. */
export function list(item: Item, length?: number, ...path: Path): readonly Item[] {
  const found = at(item, ...path);
  if (found.format === "L" && (length === undefined || found.value.length === length)) return found.value;
  throw mismatch(found, path, length === undefined ? "L" : `L [${length}]`);
}

/** The text of `A` (Latin-1), `J` (JIS-8) or `W` (by its LSH). For other encodings see `withCodecs`. */
export function text(item: Item, ...path: Path): string {
  return readText(item, path, {});
}

/** The codecs of a link, where they differ from the defaults. */
export interface TextCodecs {
  /** Of `A`; Latin-1 when absent. */
  readonly A?: TextCodec;
  /** Of `J`; JIS-8 when absent. */
  readonly J?: TextCodec;
  /** Of `W`, by LSH; those of E5 where absent. */
  readonly W?: Readonly<Record<number, TextCodec>>;
}

/** The text of an item, by these codecs or the defaults. */
export function readText(item: Item, path: Path, codecs: TextCodecs): string {
  const found = at(item, ...path);
  switch (found.format) {
    case "A":
      return codecs.A === undefined ? found.value : codecs.A.decode(latin1Bytes(found.value));
    case "J":
      return (codecs.J ?? JIS8).decode(latin1Bytes(found.value));
    case "W":
      if (found.encoding === undefined) return found.value;
      return (codecs.W?.[found.encoding] ?? localizedCodec(found.encoding)).decode(latin1Bytes(found.value));
  }
  throw mismatch(found, path, "A, J or W");
}

/** One number: of a numeric format, or one byte of `B`; a 64-bit integer only within ±(2⁵³ − 1). */
export function number(item: Item, ...path: Path): number {
  const found = at(item, ...path);
  const value = single(found);
  if (typeof value === "number") return value;
  if (typeof value === "bigint" && isSafe(value)) return Number(value);
  throw mismatch(found, path, typeof value === "bigint" ? "a safe integer" : "one number");
}

/** One integer, of any width; `B` of one byte counts as one. */
export function bigint(item: Item, ...path: Path): bigint {
  const found = at(item, ...path);
  const value = single(found);
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && found.format !== "F4" && found.format !== "F8") return BigInt(value);
  throw mismatch(found, path, "one integer");
}

/** One truth value. */
export function boolean(item: Item, ...path: Path): boolean {
  const found = at(item, ...path);
  const value = single(found);
  if (typeof value === "boolean") return value;
  throw mismatch(found, path, "BOOLEAN [1]");
}

/** Any number of truth values. */
export function booleans(item: Item, ...path: Path): readonly boolean[] {
  const found = at(item, ...path);
  if (found.format !== "BOOLEAN") throw mismatch(found, path, "BOOLEAN");
  return typeof found.value === "boolean" ? [found.value] : found.value;
}

/** Any number of numbers, of a numeric format or `B`; 64-bit integers only within ±(2⁵³ − 1). */
export function numbers(item: Item, ...path: Path): ArrayLike<number> {
  const found = at(item, ...path);
  if (found.format === "I8" || found.format === "U8") {
    const values = Array.from(bigints(found));
    if (values.every(isSafe)) return values.map(Number);
    throw mismatch(found, path, "safe integers");
  }
  if (!isNumeric(found)) throw mismatch(found, path, "numbers");
  return typeof found.value === "number" ? [found.value] : found.value;
}

/** Any number of integers, of any width. */
export function bigints(item: Item, ...path: Path): ArrayLike<bigint> {
  const found = at(item, ...path);
  if (found.format === "I8" || found.format === "U8") {
    return typeof found.value === "bigint" ? [found.value] : found.value;
  }
  if (!isNumeric(found) || found.format === "F4" || found.format === "F8") {
    throw mismatch(found, path, "integers");
  }
  return Array.from(typeof found.value === "number" ? [found.value] : found.value, BigInt);
}

/** The bytes of `B` or `U1`, or those of a text as received (`W` without its LSH). */
export function bytes(item: Item, ...path: Path): Uint8Array {
  const found = at(item, ...path);
  switch (found.format) {
    case "B":
      return found.value;
    case "U1":
      return typeof found.value === "number" ? Uint8Array.of(found.value) : Uint8Array.from(found.value);
    case "A":
    case "J":
    case "W":
      return latin1Bytes(found.value);
  }
  throw mismatch(found, path, "B, U1 or a text");
}

/** The only element of an item that has one, or `undefined`. */
function single(item: Item): number | bigint | boolean | undefined {
  if (item.format === "L" || typeof item.value === "string" || count(item) !== 1) return undefined;
  return typeof item.value === "object" ? item.value[0] : item.value;
}

type Numeric = Extract<Item, { value: number | ArrayLike<number> }> | BinaryItem;

function isNumeric(item: Item): item is Numeric {
  const { format } = item;
  return format === "B" || (format.length === 2 && format !== "I8" && format !== "U8");
}

function isSafe(value: bigint): boolean {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
}

function mismatch(found: Item, path: Path, expected: string): TypeError {
  const place = path.length === 0 ? "the item" : path.map((index) => `L[${index}]`).join(".");
  return new TypeError(`Cannot read ${place}: expected ${expected}, found ${describe(found)}`);
}
