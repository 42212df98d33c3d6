// The JSON form of items: what it looks like, that its schema says the same, and what is refused.
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { A, B, BOOLEAN, F4, F8, I2, I8, type Item, J, L, U1, U4, U8, W } from "../core/secs2/mod.ts";
import { fromJSON, toJSON } from "../core/sml/mod.ts";
import { runs } from "./fuzz.ts";
import { root, test } from "./harness.ts";
import { anyItem } from "./sml_items.ts";

/** The keywords of JSON Schema that docs/item.schema.json uses. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean";
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const KEYWORDS =
  "$schema title description $ref $defs oneOf const enum type properties required additionalProperties items pattern minimum maximum"
    .split(" ");

const schema: Schema = JSON.parse(readFileSync(new URL("docs/item.schema.json", root), "utf8"));

/** Whether a value is valid, as JSON Schema has it. */
function isValid(value: unknown, rule: Schema): boolean {
  const checks: Record<string, () => boolean> = {
    $ref: () => isValid(value, schema.$defs![rule.$ref!.replace("#/$defs/", "")]),
    oneOf: () => rule.oneOf!.filter((each) => isValid(value, each)).length === 1,
    const: () => value === rule.const,
    enum: () => rule.enum!.includes(value),
    type: () => typeOf(value) === rule.type || (rule.type === "number" && typeOf(value) === "integer"),
    properties: () =>
      typeOf(value) !== "object" ||
      Object.entries(value as object).every(([key, each]) => {
        const property = rule.properties![key];
        return property === undefined ? rule.additionalProperties !== false : isValid(each, property);
      }),
    required: () =>
      typeOf(value) !== "object" || rule.required!.every((key) => Object.hasOwn(value as object, key)),
    items: () => !Array.isArray(value) || value.every((each) => isValid(each, rule.items!)),
    pattern: () => typeof value !== "string" || new RegExp(rule.pattern!, "u").test(value),
    minimum: () => typeof value !== "number" || value >= rule.minimum!,
    maximum: () => typeof value !== "number" || value <= rule.maximum!,
  };
  return Object.keys(rule).every((key) => checks[key]?.() ?? true);
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (value === null) return "null";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function keywordsOf(rule: Schema): string[] {
  const inner = [
    ...(rule.oneOf ?? []),
    ...Object.values(rule.properties ?? {}),
    ...Object.values(rule.$defs ?? {}),
    ...(rule.items === undefined ? [] : [rule.items]),
  ];
  return [...Object.keys(rule), ...inner.flatMap(keywordsOf)];
}

test("the schema uses only what is checked here", () => {
  assertEquals(keywordsOf(schema).filter((keyword) => !KEYWORDS.includes(keyword)), []);
});

const FORMS: readonly [item: Item, json: string][] = [
  [L(U4(1), L()), '{"format":"L","value":[{"format":"U4","value":1},{"format":"L","value":[]}]}'],
  [A('a"\n\xff'), '{"format":"A","value":"a\\"\\n\xff"}'],
  [J("¥"), '{"format":"J","value":"\\\\"}'],
  [W("é"), '{"format":"W","encoding":2,"value":"Ã©"}'],
  [{ format: "W", value: "x" }, '{"format":"W","value":"x"}'],
  [B(0, 171), '{"format":"B","value":"00AB"}'],
  [B(), '{"format":"B","value":""}'],
  [BOOLEAN(true), '{"format":"BOOLEAN","value":true}'],
  [BOOLEAN(), '{"format":"BOOLEAN","value":[]}'],
  [I2(-5, 7), '{"format":"I2","value":[-5,7]}'],
  [U1(new Uint8Array(17)), `{"format":"U1","value":[${"0,".repeat(16)}0]}`],
  [U8(2n ** 64n - 1n), '{"format":"U8","value":"18446744073709551615"}'],
  [I8(-1n, 0n), '{"format":"I8","value":["-1","0"]}'],
  [F4(0.1, NaN, Infinity, -Infinity, -0), '{"format":"F4","value":[0.1,"NaN","Infinity","-Infinity","-0"]}'],
  [F8(0.1), '{"format":"F8","value":0.1}'],
  [{ format: "A", value: "x", lengthBytes: 3 }, '{"format":"A","value":"x","lengthBytes":3}'],
];

test("items have one form in JSON", () => {
  for (const [item, json] of FORMS) {
    assertEquals(JSON.stringify(toJSON(item)), json);
    assertEquals(fromJSON(JSON.parse(json)), item);
  }
});

test("any item in JSON is valid by the schema", () => {
  const valid = fc.property(anyItem, (item) => isValid(JSON.parse(JSON.stringify(toJSON(item))), schema));
  fc.assert(valid, runs(1000, 17));
});

/** What is neither valid nor read. */
const REFUSED: readonly [json: unknown, message: string][] = [
  [5, "Cannot read JSON item: expected an item, found 5"],
  [null, "Cannot read JSON item: expected an item, found null"],
  [[], "expected an item, found an array of 0"],
  [{}, "Cannot read JSON format: expected a format, found undefined"],
  [{ format: "U3", value: 1 }, 'expected a format, found "U3"'],
  [{ format: "toString", value: 1 }, "expected a format"],
  [{ format: "L", value: {} }, "Cannot read JSON value: expected an array of items, found an object"],
  [
    { format: "L", value: [{ format: "L", value: [{ format: "U1", value: 256 }] }] },
    "Cannot read JSON value[0].value[0].value: 256 is outside 0 to 255",
  ],
  [{ format: "U1", value: "1" }, "Cannot read JSON value: expected a number"],
  [{ format: "U1", value: [1, 1.5] }, "Cannot read JSON value: 1.5 is no integer"],
  [{ format: "U1" }, "Cannot read JSON value: expected a number, found undefined"],
  [{ format: "I8", value: "1e3" }, "expected up to 20 decimal digits"],
  [{ format: "U8", value: "-1" }, "Cannot read JSON value: -1 is outside"],
  [{ format: "F4", value: "1" }, 'expected a number, "NaN", "Infinity", "-Infinity" or "-0", found "1"'],
  [{ format: "F8", value: null }, "expected a number, found null"],
  [{ format: "BOOLEAN", value: 1 }, "expected a boolean, found 1"],
  [{ format: "A", value: 1 }, "expected a string, found 1"],
  [{ format: "A", value: "温" }, "character U+6E29 at 0 is above U+00FF"],
  [{ format: "B", value: "0" }, "expected pairs of hexadecimal digits"],
  [{ format: "B", value: "0g" }, "expected pairs of hexadecimal digits"],
  [{ format: "W", encoding: 65536, value: "" }, "Cannot read JSON encoding: 65536 is outside 0 to 65535"],
  [{ format: "A", encoding: 2, value: "" }, "Cannot read JSON encoding: A has no such property"],
  [{ format: "A", value: "", valeu: "" }, "Cannot read JSON valeu: A has no such property"],
  [{ format: "A", value: "", lengthBytes: 4 }, "Cannot read JSON lengthBytes: 4 is not 1, 2 or 3"],
];

test("what is no item in JSON is refused, and is not valid by the schema", () => {
  for (const [json, message] of REFUSED) {
    const error = assertThrows(() => fromJSON(json), Error, message);
    assert(error instanceof TypeError || error instanceof RangeError, error.name);
    assert(!isValid(json, schema), JSON.stringify(json));
  }
});

test("what a schema cannot say is refused all the same", () => {
  assertThrows(
    () => fromJSON({ format: "U8", value: "99999999999999999999" }),
    RangeError,
    "is outside 0 to",
  );
  assertThrows(() => fromJSON({ format: "F4", value: 1e39 }), RangeError, "1e+39 is beyond");
  assertThrows(
    () => fromJSON({ format: "W", value: "abc" }),
    TypeError,
    "Cannot read JSON encoding: it is missing",
  );
});

test("an array of one is one, and a safe integer is one of 64 bits", () => {
  assertEquals(fromJSON({ format: "U4", value: [7] }), U4(7));
  assertEquals(fromJSON({ format: "I8", value: [7, "8"] }), I8(7n, 8n));
  assert(isValid({ format: "I8", value: [7, "8"] }, schema));
});

test("lists nested without end are refused, both ways", () => {
  let json: unknown = { format: "L", value: [] };
  for (let depth = 0; depth < 100_000; depth++) json = { format: "L", value: [json] };
  assertThrows(() => fromJSON(json), RangeError, "nested deeper than 1024");
  assertThrows(() => toJSON(json as Item), RangeError, "nested deeper than 1024");
});
