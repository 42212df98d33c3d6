// What a data item of E5 is: its name, how its value looks to a program, and the formats it may have.
import type { Format } from "../secs2/format.ts";
import type { Item, ItemOf } from "../secs2/item.ts";

/** Formats of integers. */
export type IntegerFormat = "I1" | "I2" | "I4" | "I8" | "U1" | "U2" | "U4" | "U8";

/**
 * An id (CEID, RPTID, SVID …) as it was read: its value, and the format its sender used. Passing it on into a reply
 * gives the same format back. Compare and look up by `value`, which is alike in all formats.
 */
export interface Id {
  /** Format it had, or is to have. */
  readonly format: IntegerFormat | "A";
  /** A number, where that is exact; a bigint beyond ±(2⁵³ − 1); text; `""` for an item of zero length. */
  readonly value: number | bigint | string;
}

/** What is taken for an id: a plain value, written in the usual format, or an id or item in a format of its own. */
export type IdInput = number | bigint | string | Id | ItemOf<IntegerFormat | "A">;

/** A name (RCMD, CPNAME, PPID …): text, or the item where its sender used another format than `A`. */
export type Name = string | Item;

/** How the values of each kind of data item look. */
export interface ValueTypes {
  /** Names a thing; several formats, of which the one used matters. */
  id: Id;
  /** Text by E30, other formats by E5. */
  name: Name;
  /** Text. */
  text: string;
  /** A number that stands for something: acknowledge codes, categories, numbers of streams. */
  code: number;
  /** True or false. */
  flag: boolean;
  /** Bytes. */
  bytes: Uint8Array;
  /** A quantity; bigint beyond ±(2⁵³ − 1). */
  integer: number | bigint;
  /** Any item. */
  value: Item;
}

/** Kind of a data item: what a program sees of it. */
export type Kind = keyof ValueTypes;

/** A data item of E5, or one of your own. It is plain data: define it as a literal. */
export interface DataItem<K extends Kind = Kind> {
  /** Its name in capitals. */
  readonly item: string;
  /** What a program sees of it. */
  readonly kind: K;
  /** What it means, in a few words. */
  readonly doc: string;
  /**
   * Permitted formats, those preferred for writing first. When absent: `B` for codes and bytes, `A` for texts,
   * `BOOLEAN` for flags, integers for integers, text or integers for ids and names, anything for values.
   */
  readonly formats?: readonly Format[];
  /** The fewer formats that E30 permits. */
  readonly gem?: readonly Format[];
  /** Most characters, or the number of bytes. */
  readonly length?: number;
}

/** Reads a number by its name in a table of codes; see {@linkcode codeName}. */
export type CodeName = (this: object, value: number) => string;

// Written out, because a spread would keep them in every bundle.

/** All integers. A number is written as the first that holds it. */
export const INTEGERS: readonly IntegerFormat[] = ["U4", "U8", "I4", "I8", "U1", "U2", "I1", "I2"];

/** Unsigned integers. */
export const UNSIGNED: readonly IntegerFormat[] = ["U4", "U8", "U1", "U2"];

/** Integers and floating point. */
export const NUMBERS: readonly Format[] = ["U4", "U8", "I4", "I8", "U1", "U2", "I1", "I2", "F4", "F8"];

/** Text only. */
export const A_ONLY: readonly Format[] = ["A"];

/** Text or bytes. */
export const A_OR_B: readonly Format[] = ["A", "B"];

/** Text or unsigned integers. */
export const A_OR_UNSIGNED: readonly Format[] = ["A", "U4", "U8", "U1", "U2"];

/** Text or integers. */
export const A_OR_INTEGERS: readonly Format[] = ["A", "U4", "U8", "I4", "I8", "U1", "U2", "I1", "I2"];

/** Text, bytes or integers. */
export const A_B_OR_INTEGERS: readonly Format[] = ["A", "B", "U4", "U8", "I4", "I8", "U1", "U2", "I1", "I2"];

/** Text, truth or numbers. */
export const SCALARS: readonly Format[] = [
  "A",
  "BOOLEAN",
  "U4",
  "U8",
  "I4",
  "I8",
  "U1",
  "U2",
  "I1",
  "I2",
  "F4",
  "F8",
];

/** Text, bytes, truth or numbers. */
export const CONSTANTS: readonly Format[] = [
  "A",
  "B",
  "J",
  "BOOLEAN",
  "U4",
  "U8",
  "I4",
  "I8",
  "U1",
  "U2",
  "I1",
  "I2",
  "F4",
  "F8",
];

const USUAL: Readonly<Partial<Record<Kind, readonly Format[]>>> = {
  id: A_OR_INTEGERS,
  name: A_OR_INTEGERS,
  text: A_ONLY,
  code: ["B"],
  flag: ["BOOLEAN"],
  bytes: ["B"],
  integer: INTEGERS,
};

/** The formats a data item may have, that for writing first; none for any format. */
export function formatsOf(item: DataItem): readonly Format[] | undefined {
  return item.formats ?? USUAL[item.kind];
}

/**
 * Name of a code: `HCACK.name(4)` is `"LATER"`. Where bit 8 has a meaning of its own it is told first
 * (`ALCD.name(0x84)` is `"SET PARAMETER_CONTROL_ERROR"`); an unknown code reads as `"error 70"`.
 */
export function codeName(this: object, value: number): string {
  const names = Object.entries(this).filter(([, code]) => typeof code === "number");
  const name = names.find(([, code]) => code === value)?.[0];
  if (name !== undefined) return name;
  const bit8 = value >= 0x80 ? names.find(([, code]) => code === 0x80)?.[0] : undefined;
  return bit8 === undefined ? `error ${value}` : `${bit8} ${codeName.call(this, value - 0x80)}`;
}

/** Whether a format is one of integers. */
export function isIntegerFormat(format: Format): format is IntegerFormat {
  const first = format.charCodeAt(0);
  return first === 0x49 || first === 0x55; // I or U
}
