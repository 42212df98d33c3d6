// Rules for formats, values and bodies in a profile.
import * as v from "valibot";
import type { BodyProfile } from "./profile.ts";

type Described<S extends v.GenericSchema> = v.SchemaWithPipe<
  readonly [S, v.DescriptionAction<v.InferOutput<S>, string>]
>;

/** A rule with a word for people, which goes into the JSON Schema. */
export function said<S extends v.GenericSchema>(description: string, schema: S): Described<S> {
  return v.pipe(schema, v.description(description)) as unknown as Described<S>;
}

const SIMPLE_FORMATS = [
  "A",
  "B",
  "BOOLEAN",
  "F4",
  "F8",
  "I1",
  "I2",
  "I4",
  "I8",
  "J",
  "U1",
  "U2",
  "U4",
  "U8",
  "W",
] as const;

/** A format of a single item. */
export const SIMPLE_FORMAT: v.PicklistSchema<typeof SIMPLE_FORMATS, undefined> = v.picklist(SIMPLE_FORMATS);

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
