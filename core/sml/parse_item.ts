// Items of any format.
import type { Format } from "../secs2/format.ts";
import type { Item } from "../secs2/item.ts";
import { HOLE } from "./holes.ts";
import { readBigInts, readBinary, readBooleans, readFloats, readIntegers } from "./parse_numbers.ts";
import { readSize, sized } from "./parse_size.ts";
import { readLocalized, readText } from "./parse_text.ts";
import { BRACKET, GREATER, isWord, LESS, skip, type Source, unexpected, wordAt } from "./source.ts";
import { Fault, positions, quote } from "./syntax_error.ts";

/** Formats by all the names they go by, in upper case. */
const FORMATS_BY_NAME: ReadonlyMap<string, Format> = /* @__PURE__ */ new Map<string, Format>([
  ["L", "L"],
  ["LIST", "L"],
  ["B", "B"],
  ["BIN", "B"],
  ["BINARY", "B"],
  ["BOOLEAN", "BOOLEAN"],
  ["BOOL", "BOOLEAN"],
  ["A", "A"],
  ["ASCII", "A"],
  ["J", "J"],
  ["JIS8", "J"],
  ["JIS-8", "J"],
  ["W", "W"],
  ["I1", "I1"],
  ["I2", "I2"],
  ["I4", "I4"],
  ["I8", "I8"],
  ["U1", "U1"],
  ["U2", "U2"],
  ["U4", "U4"],
  ["U8", "U8"],
  ["F4", "F4"],
  ["F8", "F8"],
]);

/** Reads the item that begins with the `<` the source stands at, so many lists down. */
export function readItem(source: Source, level: number): Item {
  const { text, at: start } = source;
  if (source.items-- <= 0) throw new Fault(start, "there are too many items");
  const at = skip(text, start + 1);
  const format = formatAt(source, at);
  const next = skip(text, source.at);
  source.sizeAt = -1;
  source.lengthBytes = 0;
  source.at = text.charCodeAt(next) === BRACKET ? readSize(source, next) : next;
  if (format === "L" && level === source.depth) {
    throw new Fault(start, `lists are nested deeper than ${source.depth}`);
  }
  const { holes } = source;
  const outer = holes?.begin();
  if (source.sizeAt < 0) {
    const item = readBody(source, format, level, start);
    holes?.end(item, outer!);
    return item;
  }
  const { sizeAt, least, most, lengthBytes } = source;
  const body = readBody(source, format, level, start);
  const size = { sizeAt, least, most, lengthBytes };
  const item = holes?.any ? body : sized(source, body, size);
  holes?.end(item, outer!, size);
  return item;
}

/** The format whose name stands at a place; moves behind it. */
function formatAt(source: Source, at: number): Format {
  const { text } = source;
  let end = at;
  while (end < at + 8 && isWord(text.charCodeAt(end))) end++;
  const format = end - at <= 2 ? SHORT_FORMATS.get(keyOf(text, at, end)) : longFormat(text.slice(at, end));
  if (format === undefined || isWord(text.charCodeAt(end))) {
    if (end === at) throw unexpected(text, at, "a format");
    throw new Fault(at, `there is no format ${quote(wordAt(text, at))}`);
  }
  source.at = end;
  return format;
}

function longFormat(name: string): Format | undefined {
  return FORMATS_BY_NAME.get(name.toUpperCase());
}

/** Formats whose names have one or two characters, by those as a number: no string is made of them. */
const SHORT_FORMATS: ReadonlyMap<number, Format> = /* @__PURE__ */ shortFormats();

function shortFormats(): Map<number, Format> {
  const formats = new Map<number, Format>();
  for (const [name, format] of FORMATS_BY_NAME) {
    if (name.length > 2) continue;
    for (const variant of [name, name.toLowerCase()]) formats.set(keyOf(variant, 0, name.length), format);
  }
  return formats;
}

function keyOf(text: string, at: number, end: number): number {
  const first = text.charCodeAt(at);
  return end - at === 2 ? 128 * first + text.charCodeAt(at + 1) : first;
}

/** Reads what follows the size, `>` included. */
function readBody(source: Source, format: Format, level: number, start: number): Item {
  const item = format === "L" ? readList(source, level, start) : readLeaf(source, format);
  source.at++;
  return item;
}

function readLeaf(source: Source, format: Exclude<Format, "L">): Item {
  switch (format) {
    case "A":
    case "J":
      return readText(source, format);
    case "W":
      return readLocalized(source);
    case "B":
      return readBinary(source);
    case "BOOLEAN":
      return readBooleans(source);
    case "F4":
    case "F8":
      return readFloats(source, format);
    case "I8":
    case "U8":
      return readBigInts(source, format);
  }
  return readIntegers(source, format) as Item;
}

function readList(source: Source, level: number, start: number): Item {
  const { text } = source;
  const value: Item[] = [];
  for (;;) {
    const at = source.at = skip(text, source.at);
    const code = text.charCodeAt(at);
    if (code === LESS) value.push(readItem(source, level + 1));
    else if (code === GREATER) return { format: "L", value };
    else if (code === HOLE && source.holes?.note(at, value.length)) source.at++;
    else if (at >= text.length) throw notClosed(text, start);
    else throw unexpected(text, at, "an item or '>'");
  }
}

/** The fault of a text that ends inside of a list. */
function notClosed(text: string, start: number): Fault {
  const [{ line }] = positions(text, [start]);
  return new Fault(text.length, `the list of line ${line} is not closed`);
}
