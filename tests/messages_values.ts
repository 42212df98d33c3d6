// Test-only: what may stand in the body of a message, made from its shape: bodies as `read` gives them.
import fc from "fast-check";
import { formatsOf, isIntegerFormat } from "../core/messages/data_item.ts";
import type { DataItem, IntegerFormat } from "../core/messages/data_item.ts";
import type { Shape } from "../core/messages/schema.ts";
import * as build from "../core/secs2/build.ts";
import type { Format } from "../core/secs2/format.ts";
import type { Item } from "../core/secs2/item.ts";

/** Bodies of a shape; of none, `undefined`. */
export function bodies(shape: Shape | undefined): fc.Arbitrary<unknown> {
  if (shape === undefined) return fc.constant(undefined);
  switch (shape.kind) {
    case "list": {
      const fields = Object.fromEntries(shape.fields.map(({ name, shape }) => [name, required(shape)]));
      const requiredKeys = shape.fields.filter(({ shape }) => shape.kind !== "optional").map(({ name }) =>
        name
      );
      return fc.record(fields, { requiredKeys, noNullPrototype: true });
    }
    case "listOf":
      return fc.array(bodies(shape.of), { maxLength: 3 });
    case "optional":
      return fc.option(present(shape.of), { nil: undefined });
    case "either":
      return fc.oneof(...shape.of.map(bodies));
    case "packed":
      return fc.array(ids(shape.of), { maxLength: 3 });
    case "vector":
      return fc.constantFrom(...integerFormats(shape.of))
        .chain((format) => fc.array(idsOf(format), { maxLength: 20 }));
    case "unspecified":
      return fc.option(items(), { nil: undefined });
  }
  return leaves(shape);
}

function required(shape: Shape): fc.Arbitrary<unknown> {
  return shape.kind === "optional" ? present(shape.of) : bodies(shape);
}

/** Bodies of what may be absent: an empty text would be. */
function present(shape: Shape): fc.Arbitrary<unknown> {
  return bodies(shape).filter((body) => body !== "");
}

function leaves(data: DataItem): fc.Arbitrary<unknown> {
  const formats = formatsOf(data);
  switch (data.kind) {
    case "id":
      return ids(data as DataItem<"id">);
    case "name":
      return fc.oneof(texts(data.length), ...formats!.filter((format) => format !== "A").map(itemsOf));
    case "text":
      return texts(data.length);
    case "code":
      return formats![0] === "I1" ? fc.integer({ min: -128, max: 127 }) : fc.nat(255);
    case "flag":
      return fc.boolean();
    case "bytes":
      return fc.uint8Array(
        data.length === undefined ? {} : { minLength: data.length, maxLength: data.length },
      );
    case "integer":
      return fc.oneof(...integerFormats(data).map((format) => integers(format).map(plain)));
    case "value":
      return formats === undefined ? items() : fc.oneof(...formats.map(itemsOf));
  }
}

/** Ids in every format they may have, those of zero length too. */
function ids(data: DataItem<"id">): fc.Arbitrary<unknown> {
  const numbers = integerFormats(data).map((format) =>
    fc.oneof({ weight: 9, arbitrary: idsOf(format) }, {
      weight: 1,
      arbitrary: fc.constant({ format, value: "" }),
    })
  );
  const names = formatsOf(data)!.includes("A") ? [texts(12).map((value) => ({ format: "A", value }))] : [];
  return fc.oneof(...numbers, ...names);
}

function idsOf(format: IntegerFormat): fc.Arbitrary<unknown> {
  return integers(format).map((value) => ({ format, value: plain(value) }));
}

function integerFormats(data: DataItem): IntegerFormat[] {
  return formatsOf(data)!.filter(isIntegerFormat);
}

function integers(format: IntegerFormat): fc.Arbitrary<bigint> {
  const bits = 8n * BigInt(format[1]);
  const signed = format[0] === "I";
  return fc.bigInt(signed ? -(1n << (bits - 1n)) : 0n, (1n << (signed ? bits - 1n : bits)) - 1n);
}

function plain(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function texts(maxLength = 40): fc.Arbitrary<string> {
  return fc.string({ maxLength, unit: fc.nat(255).map((code) => String.fromCharCode(code)) });
}

/** Items of any format, lists two levels deep. */
function items(): fc.Arbitrary<Item> {
  const formats: Format[] = [
    "L",
    "B",
    "BOOLEAN",
    "A",
    "J",
    "W",
    "I1",
    "I2",
    "I4",
    "I8",
    "F4",
    "F8",
    "U1",
    "U4",
    "U8",
  ];
  return fc.oneof(...formats.map(itemsOf));
}

function itemsOf(format: Format): fc.Arbitrary<Item> {
  switch (format) {
    case "L":
      return fc.array(fc.oneof(itemsOf("A"), itemsOf("U2")), { maxLength: 3 }).map((items) => build.L(items));
    case "B":
      return fc.uint8Array({ maxLength: 20 }).map((bytes) => build.B(bytes));
    case "BOOLEAN":
      return fc.array(fc.boolean(), { maxLength: 3 }).map((values) => build.BOOLEAN(values));
    case "A":
      return texts().map((text) => build.A(text));
    case "J":
    case "W":
      return fc.string({ maxLength: 9 }).map((text) => build[format](text));
    case "F4":
      return fc.array(fc.float(), { maxLength: 20 }).map((values) => build.F4(values));
    case "F8":
      return fc.array(fc.double(), { maxLength: 20 }).map((values) => build.F8(values));
    case "I8":
    case "U8":
      return fc.array(integers(format), { maxLength: 20 }).map((values) => build[format](values));
  }
  return fc.array(integers(format).map(Number), { maxLength: 20 }).map((values) => build[format](values));
}

/** A body in which nothing is absent or empty, always the same. */
export function sampleBody(shape: Shape | undefined): unknown {
  if (shape === undefined) return undefined;
  switch (shape.kind) {
    case "list":
      return Object.fromEntries(shape.fields.map(({ name, shape }) => [name, sampleBody(shape)]));
    case "listOf":
      return [sampleBody(shape.of), sampleBody(shape.of)];
    case "optional":
      return sampleBody(shape.of);
    case "either":
      return sampleBody(shape.of[0]);
    case "packed":
    case "vector":
      return [sampleBody(shape.of), sampleBody(shape.of)];
    case "unspecified":
      return build.A("anything");
  }
  return SAMPLES[shape.kind](shape);
}

const SAMPLES: Record<DataItem["kind"], (data: DataItem) => unknown> = {
  id: (data) => ({ format: integerFormats(data)[0], value: 7 }),
  name: () => "NAME",
  text: () => "text",
  code: () => 1,
  flag: () => true,
  bytes: ({ length = 3 }) => new Uint8Array(length),
  integer: () => 42,
  value: (data) => {
    const formats = formatsOf(data);
    if (formats === undefined || formats.includes("L")) return build.L(build.A("x"));
    return formats.includes("A") ? build.A("x") : build.I2(5);
  },
};
