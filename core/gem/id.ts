// Ids as GEM works with them: plain values, or values that remember the format they came in.
import type { Id, IdInput, IntegerFormat } from "../messages/data_item.ts";

/** Format of an id. */
export type IdFormat = IntegerFormat | "A";

/** An id without its format: alike in all formats, so that it can be compared and looked up. */
export type IdValue = number | bigint | string;

/** The value of an id. A bigint only where a number is not exact. */
export function idValue(id: IdInput): IdValue {
  if (typeof id !== "object") return plain(id);
  const { value } = id;
  if (typeof value !== "object") return plain(value);
  return value.length === 1 ? plain(value[0]) : "";
}

/** Whether two ids are the same, whatever their formats. */
export function sameId(a: IdInput, b: IdInput): boolean {
  return idValue(a) === idValue(b);
}

/** A plain id in a format; one that has a format of its own keeps it, and without a format it stays plain. */
export function withFormat(id: IdInput, format: IdFormat | undefined): IdInput {
  if (format === undefined || typeof id === "object") return id;
  const value = format === "A" ? `${id}` : id;
  return { format, value };
}

/** An id as it is kept: text is `A`, a number `U4` where it fits, unless a format is given. */
export function toId(id: IdInput, format?: IdFormat): Id {
  if (typeof id === "object") return { format: id.format, value: idValue(id) };
  if (format === "A") return { format, value: `${id}` };
  return { format: format ?? usualFormat(id), value: plain(id) };
}

function usualFormat(value: IdValue): IdFormat {
  if (typeof value === "string") return "A";
  if (value < 0) return value >= -0x8000_0000 ? "I4" : "I8";
  return value <= 0xffff_ffff ? "U4" : "U8";
}

function plain(value: IdValue): IdValue {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
