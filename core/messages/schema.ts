// The vocabulary of bodies. A body is written as it looks: `{ RCMD, parameters: [{ CPNAME, CPVAL }] }`.
import type { Item } from "../secs2/item.ts";
import type { DataItem, Id, IdInput, Kind, ValueTypes } from "./data_item.ts";

/**
 * The body of a message, written as it looks: a data item; `{ RCMD, parameters }` for a list of named elements;
 * `[CEID]` for a list of any number of one thing; and the words of this file for what varies.
 */
export type Schema = DataItem | Fields | readonly [Schema] | Varying;

/** A list with named elements, in their order. */
export interface Fields {
  /** What stands at each place. */
  readonly [name: string]: Schema;
}

/** What varies from message to message. */
export type Varying = Optional<Schema> | Either<readonly Schema[]> | Packed | Vector | Unspecified;

/** Something, or a zero-length item in its place; see {@linkcode optional}. */
export interface Optional<S> {
  /** Tells it from the rest. */
  readonly kind: "optional";
  /** What may be absent. */
  readonly of: S;
}

/** One of several things; see {@linkcode either}. */
export interface Either<S> {
  /** Tells it from the rest. */
  readonly kind: "either";
  /** The alternatives, in order of preference. */
  readonly of: S;
}

/** Ids, as a list of them; see {@linkcode packed}. */
export interface Packed {
  /** Tells it from the rest. */
  readonly kind: "packed";
  /** The id. */
  readonly of: DataItem<"id">;
}

/** Ids, as one item with all of them; see {@linkcode vector}. */
export interface Vector {
  /** Tells it from the rest. */
  readonly kind: "vector";
  /** The id. */
  readonly of: DataItem<"id">;
}

/** Anything; see {@linkcode UNSPECIFIED}. */
export interface Unspecified {
  /** Tells it from the rest. */
  readonly kind: "unspecified";
}

/** What may be absent: `undefined` stands for `L,0` in place of a list, for a zero-length item in place of an item. */
export function optional<const S extends Schema>(of: S): Optional<S> {
  return { kind: "optional", of };
}

/** One of several things: read as the first that fits, written as the first that takes the value. */
export function either<const S extends readonly Schema[]>(...of: S): Either<S> {
  return { kind: "either", of };
}

/** Ids, written as a list of them; a peer may also send one item with all of them (`U4 [3]`). */
export function packed(of: DataItem<"id">): Packed {
  return { kind: "packed", of };
}

/** Ids, written as one item with all of them; a peer may also send a list, or header only for none. */
export function vector(of: DataItem<"id">): Vector {
  return { kind: "vector", of };
}

/** A body that no public list describes, or that depends on the equipment: any item, or header only. */
export const UNSPECIFIED: Unspecified = { kind: "unspecified" };

/** The type of what a schema reads: `TypeOf<{ RCMD: typeof RCMD }>`. */
export type TypeOf<S> = Schema extends S ? unknown
  : S extends DataItem<infer K> ? ValueTypes[K]
  : S extends Optional<infer T> ? TypeOf<T> | undefined
  : S extends Either<infer T extends readonly Schema[]> ? TypeOf<T[number]>
  : S extends Packed | Vector ? Id[]
  : S extends Unspecified ? Item | undefined
  : S extends readonly [infer T] ? TypeOf<T>[]
  : FieldsOf<S>;

/** The type of what a list with named elements reads. */
export type FieldsOf<S> =
  & { -readonly [K in keyof S as S[K] extends Optional<unknown> ? never : K]: TypeOf<S[K]> }
  & { -readonly [K in keyof S as S[K] extends Optional<unknown> ? K : never]?: TypeOf<S[K]> } extends infer T
  ? { [K in keyof T]: T[K] }
  : never;

/** What is taken where `T` is read: the same, but ids may be plain values. */
export type Input<T> = T extends Item | Uint8Array | string | number | bigint | boolean | undefined ? T
  : T extends Id ? IdInput
  : { readonly [K in keyof T]: Input<T[K]> };

/** A schema as it is worked with: the same tree, with the kind of each place spelt out. */
export type Shape =
  | DataItem
  | ListShape
  | ListOfShape
  | { readonly kind: "optional"; readonly of: Shape }
  | { readonly kind: "either"; readonly of: readonly Shape[] }
  | Packed
  | Vector
  | Unspecified;

/** A list with named elements. */
export interface ListShape {
  /** Tells it from the rest. */
  readonly kind: "list";
  /** The elements. */
  readonly fields: readonly Field[];
}

/** A list of any number of one thing. */
export interface ListOfShape {
  /** Tells it from the rest. */
  readonly kind: "listOf";
  /** The thing. */
  readonly of: Shape;
}

/** A named element of a list. */
export interface Field {
  /** Its name: that of its data item, or what its list is about. */
  readonly name: string;
  /** What it is. */
  readonly shape: Shape;
}

/** The shape of a schema. */
export function shapeOf(schema: Schema): Shape {
  if (isListOf(schema)) return { kind: "listOf", of: shapeOf(schema[0]) };
  if (!hasKind(schema)) {
    return {
      kind: "list",
      fields: Object.entries(schema).map(([name, of]) => ({ name, shape: shapeOf(of) })),
    };
  }
  if (schema.kind === "optional") return { kind: "optional", of: shapeOf(schema.of) };
  if (schema.kind === "either") return { kind: "either", of: schema.of.map(shapeOf) };
  return schema;
}

function isListOf(schema: Schema): schema is readonly [Schema] {
  return Array.isArray(schema);
}

function hasKind(schema: Exclude<Schema, readonly [Schema]>): schema is DataItem<Kind> | Varying {
  return typeof schema.kind === "string";
}
