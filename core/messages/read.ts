// Items to values: refuses what has no meaning as the body expected, and warns of what has one but is not permitted.
import { type BinaryItem, count, describe, type Item } from "../secs2/item.ts";
import { type DataItem, type Id, isIntegerFormat, type Name } from "./data_item.ts";
import { mayBe, note, notOne, wrongItem } from "./formats.ts";
import type { ListOfShape, ListShape, Packed, Shape, Vector } from "./schema.ts";
import { firstFit, type Trail } from "./trail.ts";

/** Reads a body. Of a header-only message `item` is absent; of one that should be, `shape`. Throws a `Misfit`. */
export function readBody(shape: Shape | undefined, item: Item | undefined, trail: Trail): unknown {
  return shape === undefined ? ignore(item, trail) : read(shape, item, trail);
}

/** A body in a message that should have none: when it is empty there is nothing to lose by reading on. */
function ignore(item: Item | undefined, trail: Trail): undefined {
  if (item === undefined) return;
  const state = `found ${describe(item)}`;
  if (count(item) > 0) throw trail.misfit(`expected header only, ${state}`);
  trail.warn(`E5 has header only here, ${state}`);
}

function read(shape: Shape, item: Item | undefined, trail: Trail): unknown {
  switch (shape.kind) {
    case "unspecified":
      return item;
    case "optional":
      return readOptional(shape.of, item, trail);
    case "either":
      return firstFit(trail, shape.of, (of) => read(of, item, trail));
    case "vector":
      return item === undefined ? [] : readIds(shape, item, trail);
  }
  if (item === undefined) throw wrongItem(shape, item, trail);
  switch (shape.kind) {
    case "list":
      return readList(shape, item, trail);
    case "listOf":
      return readListOf(shape, item, trail);
    case "packed":
      return readIds(shape, item, trail);
  }
  return readData(shape, item, trail);
}

function readData(data: DataItem, item: Item, trail: Trail): unknown {
  switch (data.kind) {
    case "id":
      return readId(data, item, trail);
    case "name":
      return readName(data, item, trail);
    case "text":
      if (item.format !== "A") throw wrongItem(data, item, trail);
      return item.value;
    case "code":
      return readCode(data, item, trail);
    case "flag":
      return readFlag(data, item, trail);
    case "bytes":
      return readBytes(data, item, trail);
    case "integer":
      return readInteger(data, item, trail);
    case "value":
      return readValue(data, item, trail);
  }
}

function readOptional(of: Shape, item: Item | undefined, trail: Trail): unknown {
  if (item === undefined) {
    if (trail.depth > 0) throw wrongItem(of, item, trail);
    return trail.warn("E5 has a zero-length item here, found header only");
  }
  return count(item) === 0 ? undefined : read(of, item, trail);
}

function readList(shape: ListShape, item: Item, trail: Trail): unknown {
  const { fields } = shape;
  if (item.format !== "L" || item.value.length !== fields.length) throw wrongItem(shape, item, trail);
  const body: Record<string, unknown> = {};
  const { depth } = trail;
  for (let i = 0; i < fields.length; i++) {
    const { name, shape } = fields[i];
    trail.enter(depth, name);
    const value = read(shape, item.value[i], trail);
    if (value !== undefined) body[name] = value;
  }
  trail.depth = depth;
  return body;
}

function readListOf(shape: ListOfShape, item: Item, trail: Trail): unknown[] {
  if (item.format !== "L") throw wrongItem(shape, item, trail);
  const { value: items } = item;
  const values = new Array<unknown>(items.length);
  const { depth } = trail;
  for (let i = 0; i < items.length; i++) {
    trail.enter(depth, i);
    values[i] = read(shape.of, items[i], trail);
  }
  trail.depth = depth;
  return values;
}

/** Reads ids from a list of them, or from one item that holds them all. */
function readIds(shape: Packed | Vector, item: Item, trail: Trail): Id[] {
  if (item.format === "L") {
    const ids = readListOf({ kind: "listOf", of: shape.of }, item, trail) as Id[];
    if (shape.kind === "vector") trail.warn(`E5 has one item here, found ${describe(item)}`);
    return ids;
  }
  const ids = unpack(shape.of, item, trail);
  if (shape.kind === "packed") trail.warn(`E5 has a list here, found ${describe(item)}`);
  return ids;
}

function unpack(data: DataItem, item: Item, trail: Trail): Id[] {
  if (count(item) === 0) return [];
  const { format, value } = item;
  if (!isIntegerFormat(format) || typeof value !== "object") return [readId(data, item, trail)];
  note(data, format, trail);
  return Array.from(value as ArrayLike<number | bigint>, (each) => ({ format, value: plain(each) }));
}

function readId(data: DataItem, item: Item, trail: Trail): Id {
  const { format } = item;
  if (format !== "A" && !isIntegerFormat(format)) throw wrongItem(data, item, trail);
  const value = format === "A" ? item.value : count(item) === 0 ? "" : integer(item, trail);
  note(data, format, trail);
  return { format, value };
}

/** Text, or the item in any other format of which a name can be made. */
function readName(data: DataItem, item: Item, trail: Trail): Name {
  const { format } = item;
  if (!mayBe(data, format)) throw wrongItem(data, item, trail);
  note(data, format, trail);
  return format === "A" ? item.value : item;
}

function readCode(data: DataItem, item: Item, trail: Trail): number {
  if (item.format !== "B" && !isIntegerFormat(item.format)) throw wrongItem(data, item, trail);
  const code = Number(item.format === "B" ? byte(item, trail) : integer(item, trail));
  note(data, item.format, trail);
  return code;
}

function readFlag(data: DataItem, item: Item, trail: Trail): boolean {
  if (item.format === "BOOLEAN") {
    const value = only(item);
    if (typeof value !== "boolean") throw notOne(item, trail);
    return value;
  }
  return readCode(data, item, trail) !== 0;
}

function readBytes(data: DataItem, item: Item, trail: Trail): Uint8Array {
  if (item.format !== "B") throw wrongItem(data, item, trail);
  if (data.length !== undefined && item.value.length !== data.length) throw wrongItem(data, item, trail);
  return item.value;
}

/** A quantity; where text is permitted, in decimal digits. */
function readInteger(data: DataItem, item: Item, trail: Trail): number | bigint {
  const quantity = isIntegerFormat(item.format) ? integer(item, trail) : digits(data, item, trail);
  note(data, item.format, trail);
  return quantity;
}

function digits(data: DataItem, item: Item, trail: Trail): number | bigint {
  const text = item.format === "A" && data.formats?.includes("A") ? item.value.trim() : "";
  if (!/^-?\d+$/.test(text)) throw wrongItem(data, item, trail);
  return plain(BigInt(text));
}

function readValue(data: DataItem, item: Item, trail: Trail): Item {
  if (!mayBe(data, item.format)) throw wrongItem(data, item, trail);
  note(data, item.format, trail);
  return item;
}

function byte(item: BinaryItem, trail: Trail): number {
  if (item.value.length !== 1) throw notOne(item, trail);
  return item.value[0];
}

/** The one value of an item of integers. */
function integer(item: Item, trail: Trail): number | bigint {
  const value = only(item);
  if (typeof value !== "number" && typeof value !== "bigint") throw notOne(item, trail);
  return plain(value);
}

/** The value of an item, be it alone in an array. */
function only({ value }: Item): unknown {
  return typeof value === "object" && value.length === 1 ? value[0] : value;
}

/** A bigint only where a number is not exact. */
function plain(value: number | bigint): number | bigint {
  if (typeof value === "number") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
