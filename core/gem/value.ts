// Values of variables and constants: plain ones to items of a format, and items compared with a range.
import type { Id, Name } from "../messages/data_item.ts";
import { A, B, BOOLEAN, F4, F8, I1, I2, I4, I8, J, L, U1, U2, U4, U8, W } from "../secs2/build.ts";
import type { Format } from "../secs2/format.ts";
import { from, type Native } from "../secs2/from.ts";
import { count, type Item } from "../secs2/item.ts";

type Builder = (...values: never[]) => Item;

const BUILDERS: Readonly<Record<Format, Builder>> = {
  ...{ A, B, BOOLEAN, J, L, W },
  ...{ F4, F8, I1, I2, I4, I8, U1, U2, U4, U8 },
};

/** The empty list: in place of a value that is unknown or not there. */
export const NOTHING: Item = /* @__PURE__ */ L();

/** A value as an item of a format; items stay what they are. Throws a `TypeError` or `RangeError` if it does not fit. */
export function convert(value: Native, format: Format | undefined): Item {
  if (format === undefined || isItem(value)) return from(value);
  if (format === "L") return asList(from(value));
  const values = Array.isArray(value) || (ArrayBuffer.isView(value) && format !== "B")
    ? [...value as []]
    : [value];
  return BUILDERS[format](...values as never[]);
}

/** An id as an item of its format; `""` stands for an item of zero length. */
export function idItem({ format, value }: Id): Item {
  return value === "" && format !== "A" ? BUILDERS[format]() : convert(value, format);
}

function asList(item: Item): Item {
  if (item.format === "L") return item;
  throw new TypeError(`Cannot make a list: found ${item.format}`);
}

function isItem(value: Native): value is Item {
  return typeof value === "object" && "format" in value;
}

/**
 * An item from a peer as an item of a format: itself, or an integer of another width that fits. `undefined` when it has
 * no such meaning.
 */
export function adapt(item: Item, format: Format): Item | undefined {
  if (item.format === format) return item;
  if (!isInteger(item.format) || !(isInteger(format) || format === "F4" || format === "F8")) return undefined;
  const number = numberOf(item);
  if (number === undefined) return undefined;
  const wide = format === "I8" || format === "U8";
  try {
    return BUILDERS[format]((wide ? number : Number(number)) as never);
  } catch {
    return undefined;
  }
}

function isInteger(format: Format): boolean {
  return format[0] === "I" || format[0] === "U";
}

/** The one number or truth value of an item, `undefined` when it has none; B of one byte counts. */
export function numberOf(item: Item): number | bigint | undefined {
  if (count(item) !== 1 || typeof item.value === "string" || item.format === "L") return undefined;
  const value = typeof item.value === "object" ? item.value[0] : item.value;
  return typeof value === "boolean" ? Number(value) : value;
}

/** The text of a name; a name in another format is compared as its characters. */
export function nameText(name: Name): string {
  if (typeof name === "string") return name;
  if (typeof name.value === "string") return name.value;
  const number = numberOf(name);
  return number === undefined ? "" : `${number}`;
}

/** Whether a code from a peer is one that can be sent back: 0 to 255. */
export function isByte(code: number): boolean {
  return Number.isInteger(code) && code >= 0 && code <= 0xff;
}

/** Whether every value of an item is within a range of numbers; true where there is no range. */
export function within(item: Item, min: Item | undefined, max: Item | undefined): boolean {
  const least = min && numberOf(min), most = max && numberOf(max);
  if (least === undefined && most === undefined) return true;
  if (item.format === "L" || typeof item.value === "string") return false;
  const values = typeof item.value === "object"
    ? Array.from(item.value as ArrayLike<number>)
    : [item.value as number];
  return values.every((value) =>
    !(least !== undefined && value < least) && !(most !== undefined && value > most) && !Number.isNaN(value)
  );
}

/** What a message says; `undefined` when it cannot be read. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
