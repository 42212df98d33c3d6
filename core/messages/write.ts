// Values to items: plain values in the formats that E30 prefers, items and ids in the format they carry.
import { type Format, FORMATS } from "../secs2/format.ts";
import type { Item } from "../secs2/item.ts";
import { isLatin1 } from "../secs2/latin1.ts";
import { BIGINT_RANGES, INTEGER_RANGES, isInteger, show, toBigInt } from "../secs2/ranges.ts";
import { type DataItem, formatsOf, type IntegerFormat, isIntegerFormat } from "./data_item.ts";
import { mayBe, note, words, wrongItem } from "./formats.ts";
import type { ListOfShape, ListShape, Shape } from "./schema.ts";
import { firstFit, type Misfit, type Trail } from "./trail.ts";

/** Writes a body; `undefined` is header only. Throws a `Misfit`. */
export function writeBody(shape: Shape | undefined, value: unknown, trail: Trail): Item | undefined {
  if (shape === undefined || shape.kind === "unspecified") {
    if (value === undefined) return undefined;
    if (shape === undefined) throw trail.misfit(`expected nothing (it is header only), found ${show(value)}`);
  }
  return write(shape, value, trail);
}

function write(shape: Shape, value: unknown, trail: Trail): Item {
  switch (shape.kind) {
    case "list":
      return writeList(shape, value, trail);
    case "listOf":
      return writeListOf(shape, value, trail);
    case "packed":
      return writeListOf({ kind: "listOf", of: shape.of }, value, trail);
    case "vector":
      return writeVector(shape.of, value, trail);
    case "optional":
      return value === undefined ? emptyItem(firstFormat(shape.of)) : write(shape.of, value, trail);
    case "either":
      return firstFit(trail, shape.of, (of) => write(of, value, trail));
    case "unspecified":
      return given(value, "an item", trail);
  }
  return writeData(shape, value, trail);
}

function writeData(data: DataItem, value: unknown, trail: Trail): Item {
  switch (data.kind) {
    case "id":
      return writeId(data, value, trail);
    case "name":
      return typeof value === "string" ? writeText(data, value, trail) : writeGiven(data, value, trail);
    case "text":
      return writeText(data, value, trail);
    case "code":
      return writeCode(data, value, trail);
    case "flag":
      if (typeof value !== "boolean") throw wrongValue("a boolean", value, trail);
      return { format: "BOOLEAN", value };
    case "bytes":
      return writeBytes(data, value, trail);
    case "integer":
      return writeInteger(data, value, trail);
    case "value":
      return writeGiven(data, value, trail);
  }
}

function writeList(shape: ListShape, value: unknown, trail: Trail): Item {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrongValue(`{ ${shape.fields.map(({ name }) => name).join(", ")} }`, value, trail);
  }
  if (trail.strict) noteStray(shape, value, trail);
  const { depth } = trail;
  const items = shape.fields.map(({ name, shape }) => {
    trail.enter(depth, name);
    return write(shape, (value as Readonly<Record<string, unknown>>)[name], trail);
  });
  trail.depth = depth;
  return { format: "L", value: items };
}

/** Warns of what has no place in the list, such as a misspelt field that may be absent. */
function noteStray({ fields }: ListShape, value: object, trail: Trail): void {
  for (const name of Object.keys(value)) {
    if (!fields.some((field) => field.name === name)) trail.warn(`there is no field ${show(name)}`);
  }
}

function writeListOf(shape: ListOfShape, value: unknown, trail: Trail): Item {
  if (!Array.isArray(value)) throw wrongValue("an array", value, trail);
  const { depth } = trail;
  const items = value.map((element: unknown, i) => {
    trail.enter(depth, i);
    return write(shape.of, element, trail);
  });
  trail.depth = depth;
  return { format: "L", value: items };
}

/** All ids in one item: in their own format where they have one in common, otherwise in the first that fits all. */
function writeVector(data: DataItem<"id">, value: unknown, trail: Trail): Item {
  const { value: items } = writeListOf({ kind: "listOf", of: data }, value, trail) as ItemOfList;
  const [first] = items;
  if (items.length < 2) return first ?? emptyItem(formatsOf(data)![0]);
  const values = items.map((item) => item.value);
  const format = items.every((item) => item.format === first.format)
    ? first.format
    : formatsOf(data)!.find((format) => values.every((each) => fits(format, each)));
  if (format === undefined || !isIntegerFormat(format) || values.some((each) => typeof each === "object")) {
    throw trail.misfit("these ids have no format in common");
  }
  return {
    format,
    value: values.map((each) => wide(format) ? BigInt(each as number) : Number(each)),
  } as Item;
}

type ItemOfList = Extract<Item, { format: "L" }>;

/** An id in the format it carries, or in the first permitted one that holds it. */
function writeId(data: DataItem, value: unknown, trail: Trail): Item {
  if (typeof value !== "object" || value === null) return plainId(data, value, trail);
  const { format, value: own } = value as { readonly format?: Format; readonly value?: unknown };
  if (format === undefined || (format !== "A" && !isIntegerFormat(format))) {
    throw wrongValue(words(formatsOf(data)!), value, trail);
  }
  if (format === "A") return writeText(data, own, trail);
  const item = idItem(format, own, trail);
  note(data, format, trail);
  return item;
}

/** An id's value may be alone in an array, as that of an item may. */
function idItem(format: IntegerFormat, own: unknown, trail: Trail): Item {
  const values = Array.isArray(own) || ArrayBuffer.isView(own)
    ? own as unknown as ArrayLike<unknown>
    : undefined;
  if (own === "" || values?.length === 0) return emptyItem(format);
  return integerItem([format], values?.length === 1 ? values[0] : own, trail);
}

function plainId(data: DataItem, value: unknown, trail: Trail): Item {
  const formats = formatsOf(data)!;
  if (typeof value !== "string") return writeInteger(data, value, trail);
  if (formats.includes("A")) return writeText(data, value, trail);
  if (value === "") return emptyItem(formats[0]);
  throw wrongValue(words(formats), value, trail);
}

function writeText(data: DataItem, value: unknown, trail: Trail): Item {
  if (typeof value !== "string") throw wrongValue("a string", value, trail);
  if (!isLatin1(value)) throw trail.misfit(`${show(value)} has characters above U+00FF`, true);
  note(data, "A", trail);
  const { length = Infinity } = data;
  if (value.length > length) trail.warn(`E5 permits ${length} characters, found ${value.length}`);
  return { format: "A", value };
}

function writeInteger(data: DataItem, value: unknown, trail: Trail): Item {
  const item = integerItem(formatsOf(data)!, value, trail);
  note(data, item.format, trail);
  return item;
}

function writeCode(data: DataItem, value: unknown, trail: Trail): Item {
  const formats = formatsOf(data)!;
  if (formats[0] !== "B") return writeInteger(data, value, trail);
  if (typeof value !== "number") throw wrongValue("a number", value, trail);
  if (!isInteger("U1", value)) throw wrongNumber(["U1"], value, trail);
  return { format: "B", value: Uint8Array.of(value) };
}

function writeBytes(data: DataItem, value: unknown, trail: Trail): Item {
  if (!(value instanceof Uint8Array)) throw wrongValue("a Uint8Array", value, trail);
  const { length = value.length } = data;
  if (value.length !== length) throw trail.misfit(`expected ${length} bytes, found ${value.length}`, true);
  return { format: "B", value };
}

/** An item from the caller, where a data item has to be one. */
function writeGiven(data: DataItem, value: unknown, trail: Trail): Item {
  const item = given(value, data.kind === "name" ? "a string or an item" : "an item", trail);
  if (!mayBe(data, item.format)) throw wrongItem(data, item, trail);
  note(data, item.format, trail);
  return item;
}

function given(value: unknown, what: string, trail: Trail): Item {
  const format = (value as { readonly format?: unknown } | null | undefined)?.format;
  if (typeof format !== "string" || !Object.hasOwn(FORMATS, format)) throw wrongValue(what, value, trail);
  return value as Item;
}

/** A number in the first of the formats that holds it. */
function integerItem(formats: readonly Format[], value: unknown, trail: Trail): Item {
  const format = formats.find((format) => fits(format, value)) as IntegerFormat | undefined;
  if (format === undefined) throw noFormat(formats, value, trail);
  return { format, value: wide(format) ? BigInt(value as number | bigint) : Number(value) } as Item;
}

function fits(format: Format, value: unknown): boolean {
  if (!isIntegerFormat(format)) return false;
  if (format === "I8" || format === "U8") return toBigInt(format, value) !== undefined;
  return isInteger(format, typeof value === "bigint" ? Number(value) : value);
}

function wide(format: IntegerFormat): format is "I8" | "U8" {
  return format === "I8" || format === "U8";
}

/** The format of what is absent. */
function firstFormat(shape: Shape): Format {
  return "item" in shape ? formatsOf(shape)?.[0] ?? "L" : "L";
}

/** An item of zero length. */
function emptyItem(format: Format): Item {
  if (format === "B") return { format, value: new Uint8Array(0) };
  if (format === "A" || format === "J" || format === "W") return { format, value: "" };
  return { format, value: [] } as Item;
}

function noFormat(formats: readonly Format[], value: unknown, trail: Trail): Misfit {
  const integers = formats.filter(isIntegerFormat);
  const isNumber = typeof value === "number" || typeof value === "bigint";
  return isNumber && integers.length > 0
    ? wrongNumber(integers, value, trail)
    : wrongValue(words(formats), value, trail);
}

function wrongValue(what: string, value: unknown, trail: Trail): Misfit {
  return trail.misfit(`expected ${what}, found ${show(value)}`);
}

/** Why none of the formats holds a number, as the codec says it. */
function wrongNumber(formats: readonly IntegerFormat[], value: number | bigint, trail: Trail): Misfit {
  if (typeof value === "number" && !Number.isInteger(value)) {
    return trail.misfit(`${value} is no integer`, true);
  }
  if (typeof value === "number" && !Number.isSafeInteger(value) && formats.some(wide)) {
    return trail.misfit(`${value} is no safe integer`, true);
  }
  const ranges = formats.map((format) => wide(format) ? BIGINT_RANGES[format] : INTEGER_RANGES[format]);
  const min = ranges.map(([least]) => least).reduce((a, b) => b < a ? b : a);
  const max = ranges.map(([, most]) => most).reduce((a, b) => b > a ? b : a);
  return trail.misfit(`${value} is outside ${min} to ${max}`, true);
}
