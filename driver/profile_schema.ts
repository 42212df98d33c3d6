// The JSON Schema of a profile's file, made from the rules: for completion and hints in editors.
import { toJsonSchema } from "@valibot/to-json-schema";
import { PROFILE } from "./profile_definition.ts";
import { BODY } from "./profile_definition_items.ts";

type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The JSON Schema of a profile's file. Any entry may be missing, as a file that extends another one says only what is
 * different; `hsms profile check` tells what is missing from the whole.
 */
export function profileSchema(): Readonly<Record<string, unknown>> {
  const { $schema, properties, ...rest } = toJsonSchema(PROFILE, {
    target: "draft-07",
    errorMode: "ignore", // of what only a program can check
    definitions: { body: BODY },
  }) as Record<string, Json>;
  return {
    $schema,
    title: "Equipment profile",
    ...partial(rest) as object,
    properties: { extends: EXTENDS, ...partial(properties) as object },
  };
}

const EXTENDS = {
  description: "The profile, or the list of them, that this one is laid over; relative to this file",
  anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }],
} as const;

/** The same without what must be there. */
function partial(json: Json): Json {
  if (Array.isArray(json)) return json.map(partial);
  if (typeof json !== "object" || json === null) return json;
  const entries = Object.entries(json).filter(([key, value]) => key !== "required" || !Array.isArray(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, partial(value)]));
}
