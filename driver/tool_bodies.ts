// Bodies of messages between a person and the catalogue: names where ids stand, and plain values where items stand.
import { gem, type Item, type messages, toNative } from "../mod.ts";

type Shape = messages.Shape;

const IDS: ReadonlySet<string> = new Set(["ALID", "CEID", "DATAID", "ECID", "RPTID", "SVID", "TRID", "VID"]);

/** A body with the ids for the names of the profile, in the formats that the tool wants. */
export function withIds(facts: gem.ToolFacts, shape: Shape | undefined, body: unknown): unknown {
  if (shape === undefined || body === undefined || body === null) return body;
  switch (shape.kind) {
    case "list":
      return isRecord(body) ? fieldsWithIds(facts, shape.fields, body) : body;
    case "listOf":
    case "packed":
    case "vector":
      return Array.isArray(body) ? body.map((one) => withIds(facts, shape.of, one)) : body;
    case "optional":
      return withIds(facts, shape.of, body);
    case "id":
      return IDS.has(shape.item) ? gem.idOf(facts, shape.item as gem.IdItem, body as number | string) : body;
  }
  return body;
}

function fieldsWithIds(
  facts: gem.ToolFacts,
  fields: readonly messages.Field[],
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const shapes = new Map(fields.map(({ name, shape }) => [name, shape]));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, withIds(facts, shapes.get(name), value)]),
  );
}

/** A body as it was read, with the value of each item in its place. */
export function plainBody(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(plainBody);
  if (isItem(body)) return toNative(body);
  if (!isRecord(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, plainBody(value)]));
}

/** Whether a value is an item. */
export function isItem(value: unknown): value is Item {
  return isRecord(value) && typeof value.format === "string" && "value" in value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
