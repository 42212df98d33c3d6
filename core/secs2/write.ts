// Items to bytes, in one pass: a list's length is its count and a leaf's is known, so nothing is written twice.
import { FORMATS } from "./format.ts";
import { type BinaryItem, type BooleanItem, count, type Item, type LocalizedItem } from "./item.ts";
import { writeLatin1 } from "./latin1.ts";
import { MAX_DEPTH } from "./limits.ts";
import { Misfit, show, strayCharacter } from "./ranges.ts";
import { GrowingSink, room, type Sink, writeHeader } from "./sink.ts";
import * as numbers from "./write_numbers.ts";

/**
 * Writes items from `at` on and returns where they end. Throws when one does not fit, and then {@linkcode explain} tells
 * why; throws what the sink throws when that is full. The formats are told apart within the loop, the most frequent
 * first: a call for each item would cost a fifth.
 */
export function writeItems(sink: Sink, items: readonly Item[], at: number, depth: number): number {
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const { format } = item;
    if (item.lengthBytes !== undefined) at = writeKept(sink, item, at, depth);
    else if (format === "L") at = writeList(sink, item.value, at, depth);
    else if (format === "A") at = writeText(sink, 0o20, item.value, at);
    else if (format === "U4") at = numbers.writeU4(sink, item.value, at);
    else if (format === "F4") at = numbers.writeF4(sink, item.value, at);
    else if (format === "U2") at = numbers.writeU2(sink, item.value, at);
    else if (format === "U1") at = numbers.writeU1(sink, item.value, at);
    else if (format === "B") at = writeBinary(sink, item, at);
    else if (format === "BOOLEAN") at = writeBooleans(sink, item, at);
    else if (format === "I4") at = numbers.writeI4(sink, item.value, at);
    else if (format === "I2") at = numbers.writeI2(sink, item.value, at);
    else if (format === "F8") at = numbers.writeF8(sink, item.value, at);
    else if (format === "U8") at = numbers.writeU8(sink, item.value, at);
    else if (format === "I8") at = numbers.writeI8(sink, item.value, at);
    else if (format === "I1") at = numbers.writeI1(sink, item.value, at);
    else if (format === "J") at = writeText(sink, 0o21, item.value, at);
    else if (format === "W") at = writeLocalized(sink, item, at);
    else throw notAnItem(item);
  }
  return at;
}

/** The error of an item that cannot be written, with the path to the place. */
export function explain(item: Item, ascii: boolean): Error {
  const sink = new GrowingSink(1024, Infinity);
  sink.ascii = ascii;
  sink.explains = true;
  try {
    explainItem(sink, item, 0, 0);
  } catch (error) {
    return error instanceof Misfit ? error.error("encode") : error as Error;
  }
  return new Error("Cannot explain what is wrong with the item: it can be written");
}

function explainItem(sink: Sink, item: Item, at: number, depth: number): number {
  if (item === undefined || item === null) throw notAnItem(item);
  return writeItems(sink, [item], at, depth);
}

/** Writes the elements of a list so that a misfit among them gets its path. */
function explainElements(sink: Sink, elements: readonly Item[], at: number, depth: number): number {
  let i = 0;
  try {
    for (; i < elements.length; i++) at = explainItem(sink, elements[i], at, depth);
  } catch (error) {
    if (error instanceof Misfit) error.path = `L[${i}].${error.path}`;
    throw error;
  }
  return at;
}

function notAnItem(found: unknown): Misfit {
  return new Misfit("type", "item", `expected { format, value }, found ${show(found)}`);
}

function writeList(sink: Sink, elements: readonly Item[], at: number, depth: number): number {
  checkList(elements, depth);
  at = writeHeader(sink, 0, elements.length, at, 0);
  if (sink.explains) return explainElements(sink, elements, at, depth + 1);
  return writeItems(sink, elements, at, depth + 1);
}

function checkList(elements: unknown, depth: number): void {
  if (!Array.isArray(elements)) throw new Misfit("type", "L", `expected an array, found ${show(elements)}`);
  if (depth === MAX_DEPTH) throw new Misfit("range", "L", `lists are nested deeper than ${MAX_DEPTH}`);
}

function writeText(sink: Sink, code: number, text: string, at: number): number {
  const format = code === 0o20 ? "A" : "J";
  if (typeof text !== "string") throw new Misfit("type", format, `expected a string, found ${show(text)}`);
  at = writeHeader(sink, code, text.length, at, text.length);
  if (!writeLatin1(sink.bytes, at, text)) throw new Misfit("range", format, strayCharacter(text, 0xff));
  const end = at + text.length;
  if (sink.ascii && code === 0o20) {
    for (let i = at; i < end; i++) {
      if (sink.bytes[i] > 0x7f) throw new Misfit("range", format, strayCharacter(text, 0x7f));
    }
  }
  return end;
}

function writeLocalized(sink: Sink, item: LocalizedItem, at: number): number {
  const { encoding, value: text } = item;
  if (typeof text !== "string") throw new Misfit("type", "W", `expected a string, found ${show(text)}`);
  if (encoding === undefined && text.length > 1) throw new Misfit("type", "W", "it has no encoding");
  const length = encoding === undefined ? text.length : text.length + 2;
  at = writeHeader(sink, 0o22, length, at, length);
  if (encoding !== undefined) {
    if (!(encoding >= 0 && encoding <= 0xffff) || !Number.isInteger(encoding)) {
      throw new Misfit("range", "W", `encoding ${show(encoding)} is outside 0 to 65535`);
    }
    sink.bytes[at++] = encoding >> 8;
    sink.bytes[at++] = encoding;
  }
  if (!writeLatin1(sink.bytes, at, text)) throw new Misfit("range", "W", strayCharacter(text, 0xff));
  return at + text.length;
}

function writeBinary(sink: Sink, { value }: BinaryItem, at: number): number {
  if (!(value instanceof Uint8Array)) {
    throw new Misfit("type", "B", `expected a Uint8Array, found ${show(value)}`);
  }
  const { length } = value;
  at = writeHeader(sink, 0o10, length, at, length);
  if (length > 16) sink.bytes.set(value, at);
  else for (let i = 0; i < length; i++) sink.bytes[at + i] = value[i];
  return at + length;
}

function writeBooleans(sink: Sink, { value }: BooleanItem, at: number): number {
  const values = Array.isArray(value) ? value as readonly unknown[] : [value];
  at = writeHeader(sink, 0o11, values.length, at, values.length);
  for (let i = 0; i < values.length; i++) {
    const each = values[i];
    if (typeof each !== "boolean") {
      const path = values === value ? `BOOLEAN[${i}]` : "BOOLEAN";
      throw new Misfit("type", path, `expected a boolean, found ${show(each)}`);
    }
    sink.bytes[at++] = each ? 1 : 0;
  }
  return at;
}

/** Writes an item with at least the length bytes it asks for: as usual, and then its body is moved up. */
function writeKept(sink: Sink, item: Item, at: number, depth: number): number {
  const { lengthBytes = 1, ...rest } = item;
  if (lengthBytes !== 1 && lengthBytes !== 2 && lengthBytes !== 3) {
    throw new Misfit("range", item.format, `${show(lengthBytes)} length bytes are not 1, 2 or 3`);
  }
  const end = writeItems(sink, [rest as Item], at, depth);
  const more = lengthBytes - (sink.bytes[at] & 3);
  if (more <= 0) return end;
  const bytes = room(sink, end, more);
  bytes.copyWithin(at + 1 + more, at + 1, end);
  bytes.fill(0, at + 1, at + 1 + more);
  bytes[at] += more;
  return end + more;
}

/** How many bytes an item takes when written. */
export function measureItem(item: Item, depth: number): number {
  const facts = FORMATS[item.format];
  if (facts === undefined) throw notAnItem(item);
  const length = item.format === "L" ? count(item) : bodyLength(item, facts.size);
  const fewest = length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 3;
  const header = 1 + Math.max(fewest, item.lengthBytes ?? 1);
  return item.format === "L" ? header + measureList(item.value, depth) : header + length;
}

function measureList(elements: readonly Item[], depth: number): number {
  checkList(elements, depth);
  let size = 0;
  for (const element of elements) size += measureItem(element, depth + 1);
  return size;
}

function bodyLength(item: Item, size: number): number {
  return size * count(item) + (item.format === "W" && item.encoding !== undefined ? 2 : 0);
}
