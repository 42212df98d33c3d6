// Rules for formats, values and bodies in a profile.
import * as v from "valibot";
import type { Format } from "../mod.ts";
import type { BodyProfile } from "./profile.ts";

type Described<S extends v.GenericSchema> = v.SchemaWithPipe<
  readonly [S, v.DescriptionAction<v.InferOutput<S>, string>]
>;

/** A rule with a word for people, which goes into the JSON Schema. */
export function said<S extends v.GenericSchema>(description: string, schema: S): Described<S> {
  return v.pipe(schema, v.description(description)) as unknown as Described<S>;
}

/** All members of a union of words, held equal to it by the compiler. */
export function all<T extends string>(words: Readonly<Record<T, true>>): T[] {
  return Object.keys(words) as T[];
}

/** A type with every entry there, and lists that may be changed, as rules know them. */
type Whole<T> = T extends object ? { -readonly [K in keyof T]-?: Whole<T[K]> } : T;

type Same<A, B> = [Whole<A>, Whole<B>] extends [Whole<B>, Whole<A>] ? [] : ["the rules differ from the type"];

/** Takes the rules of a type: the compiler holds that they allow all that the type does, and nothing else. */
export function rulesOf<T>(): <R>(schema: v.GenericSchema<R, T>, ..._: Same<R, T>) => v.GenericSchema<T> {
  return (schema, ..._) => schema as unknown as v.GenericSchema<T>;
}

type SimpleFormat = Exclude<Format, "L">;

/** A format of a single item. */
export const SIMPLE_FORMAT: v.PicklistSchema<SimpleFormat[], undefined> = v.picklist(
  all<SimpleFormat>({
    A: true,
    B: true,
    BOOLEAN: true,
    F4: true,
    F8: true,
    I1: true,
    I2: true,
    I4: true,
    I8: true,
    J: true,
    U1: true,
    U2: true,
    U4: true,
    U8: true,
    W: true,
  }),
);

type Value = number | string | boolean | (number | boolean)[];

/** A value of a single item. */
export const VALUE: v.GenericSchema<Value> = v.union([
  v.number(),
  v.string(),
  v.boolean(),
  v.array(v.union([v.number(), v.boolean()])),
]);

/** A body as fields. */
export const BODY: v.GenericSchema<BodyProfile> = v.union([
  v.strictObject({ format: SIMPLE_FORMAT, value: v.optional(VALUE), optional: v.optional(v.boolean()) }),
  v.strictObject({ fields: v.record(v.string(), v.lazy(() => BODY)) }),
  v.strictObject({ list: v.lazy(() => BODY) }),
]);
