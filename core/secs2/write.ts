// Items to bytes, in one pass: a list's length is its count and a leaf's is known, so nothing is written twice.
import { FORMATS } from "./format.ts";
import { type BinaryItem, type BooleanItem, count, type Item, type LocalizedItem } from "./item.ts";
import { writeLatin1 } from "./latin1.ts";
import { MAX_DEPTH } from "./limits.ts";
import { Misfit, show, strayCharacter } from "./ranges.ts";
import { GrowingSink, room, type Sink, writeHeader } from "./sink.ts";
import * as numbers from "./write_numbers.ts";

/**
 * Writes an item at `at` and returns where it ends. Throws when it does not fit, and then {@linkcode explain} tells why;
 * throws what the sink throws when that is full.
 */
export function writeItem(sink: Sink, item: Item, at: number, depth: number): number {
  if (item.lengthBytes !== undefined) return writeKept(sink, item, at, depth);
  const { format } = item;
  if (format === "L") return writeList(sink, item.value, at, depth);
  if (format === "A") return writeText(sink, 0o20, item.value, at);
  if (format === "U4") return numbers.writeU4(sink, item.value, at);
  if (format === "F4") return numbers.writeF4(sink, item.value, at);
  if (format === "U2") return numbers.writeU2(sink, item.value, at);
  if (format === "U1") return numbers.writeU1(sink, item.value, at);
  if (format === "B") return writeBinary(sink, item, at);
  if (format === "BOOLEAN") return writeBooleans(sink, item, at);
  if (format === "I4") return numbers.writeI4(sink, item.value, at);
  if (format === "I2") return numbers.writeI2(sink, item.value, at);
  if (format === "F8") return numbers.writeF8(sink, item.value, at);
  if (format === "U8") return numbers.writeU8(sink, item.value, at);
  if (format === "I8") return numbers.writeI8(sink, item.value, at);
  if (format === "I1") return numbers.writeI1(sink, item.value, at);
  if (format === "J") return writeText(sink, 0o21, item.value, at);
  if (format === "W") return writeLocalized(sink, item, at);
  throw notAnItem(item);
}

/** The error of an item that cannot be written, with the path to the place. */
export function explain(item: Item, ascii: boolean): Error {
  const sink = new GrowingSink(1024, Infinity);
  sink.ascii = ascii;
  sink.explains = true;
  try {
    // A list around it makes the item an element, which is checked to be one.
    explainElements(sink, [item], 0, 0);
  } catch (error) {
    if (!(error instanceof Misfit)) return error as Error;
    error.path = error.path.slice("L[0].".length);
    return error.error("encode");
  }
  return new Error("Cannot explain what is wrong with the item: it can be written");
}

function notAnItem(found: unknown): Misfit {
  return new Misfit("type", "item", `expected { format, value }, found ${show(found)}`);
}

function writeList(sink: Sink, elements: readonly Item[], at: number, depth: number): number {
  checkList(elements, depth);
  const { length } = elements;
  at = writeHeader(sink, 0, length, at, 0);
  if (sink.explains) return explainElements(sink, elements, at, depth);
  for (let i = 0; i < length; i++) at = writeItem(sink, elements[i], at, depth + 1);
  return at;
}

/** Writes the elements of a list so that a misfit among them gets its path: another time, when the first has failed. */
function explainElements(sink: Sink, elements: readonly Item[], at: number, depth: number): number {
  let i = 0;
  try {
    for (; i < elements.length; i++) {
      if (elements[i] === undefined || elements[i] === null) throw notAnItem(elements[i]);
      at = writeItem(sink, elements[i], at, depth + 1);
    }
  } catch (error) {
    if (error instanceof Misfit) error.path = `L[${i}].${error.path}`;
    throw error;
  }
  return at;
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
  const end = writeItem(sink, rest as Item, at, depth);
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
