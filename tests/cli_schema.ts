// Test-only: holds a value against a JSON schema, as far as docs/capture.schema.json uses the language.

/** A schema. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly oneOf?: readonly Schema[];
}

const KNOWN = [
  "$schema",
  "title",
  "description",
  "type",
  "enum",
  "required",
  "additionalProperties",
  "properties",
  "items",
  "minItems",
  "minimum",
  "maximum",
  "pattern",
  "oneOf",
];

/** What of a value is not as the schema has it. Throws for words of the language that it does not know. */
export function schemaFaults(value: unknown, schema: Schema, path = "$"): string[] {
  const odd = Object.keys(schema).find((word) => !KNOWN.includes(word));
  if (odd !== undefined) throw new TypeError(`Cannot check ${path}: the schema says ${odd}`);
  const types = [schema.type ?? []].flat();
  const fits = types.length === 0 || types.some((type) => hasType(value, type));
  if (!fits) return [`${path} is no ${types.join(" or ")}`];
  return [
    ...plainFaults(value, schema, path),
    ...partFaults(value, schema, path),
    ...choiceFaults(value, schema, path),
  ];
}

function hasType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  return typeof value === type && value !== null && !Array.isArray(value);
}

function plainFaults(value: unknown, schema: Schema, path: string): string[] {
  const { minimum = -Infinity, maximum = Infinity, pattern = "" } = schema;
  const isRight = (schema.enum?.includes(value) ?? true) &&
    (typeof value !== "number" || (value >= minimum && value <= maximum)) &&
    (typeof value !== "string" || new RegExp(pattern).test(value));
  return isRight ? [] : [`${path} is ${JSON.stringify(value)}`];
}

function partFaults(
  value: unknown,
  { items, minItems = 0, properties = {}, required = [], ...rest }: Schema,
  path: string,
): string[] {
  if (Array.isArray(value)) {
    const few = value.length < minItems ? [`${path} has too few`] : [];
    return [...few, ...value.flatMap((each, i) => schemaFaults(each, items ?? {}, `${path}[${i}]`))];
  }
  if (typeof value !== "object" || value === null) return [];
  const missing = required.filter((name) => !(name in value)).map((name) => `${path} lacks ${name}`);
  const wrong = Object.entries(value).flatMap(([name, part]) => {
    if (name in properties) return schemaFaults(part, properties[name], `${path}.${name}`);
    return rest.additionalProperties === false ? [`${path} has ${name}`] : [];
  });
  return [...missing, ...wrong];
}

function choiceFaults(value: unknown, { oneOf }: Schema, path: string): string[] {
  if (oneOf === undefined) return [];
  const fitting = oneOf.filter((schema) => schemaFaults(value, schema, path).length === 0).length;
  return fitting === 1 ? [] : [`${path} fits ${fitting} of ${oneOf.length}`];
}
