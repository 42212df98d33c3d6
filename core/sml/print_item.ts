// One item with all it contains, straight from a reader: a line for every item, in chunks.
import type { Format } from "../secs2/format.ts";
import { FORMATS } from "../secs2/format.ts";
import { view } from "../secs2/latin1.ts";
import type { ItemReader } from "../secs2/reader.ts";
import { CHUNK, ELEMENT, type Ink } from "./ink.ts";
import { PUT } from "./print_numbers.ts";
import type { Style } from "./print_style.ts";
import * as text from "./print_text.ts";

/** Prints the item that the reader stands before; yields whenever a chunk is full. */
export function* itemChunks(ink: Ink, reader: ItemReader, style: Style): Generator<string, void, void> {
  const { elements } = style;
  const shown: number[] = []; // by level: elements shown of the list that is open there
  const counts: number[] = []; // by level: how many elements that list has
  let level = 0;
  let first = true;
  for (let more = reader.next(); more;) {
    for (; level > reader.depth; level--) {
      if (ink.full) yield ink.take();
      closeList(ink, level - 1, style);
    }
    if (ink.full) yield ink.take();
    if (level > 0 && ++shown[level - 1] > elements) {
      if (shown[level - 1] === elements + 1) elidedLine(ink, level, counts[level - 1] - elements, style);
      more = reader.skip();
      continue;
    }
    if (!first) newLine(ink, level, style);
    first = false;
    if (reader.format !== "L") {
      for (let i = 0; (i = putLeaf(ink, reader, i, style)) >= 0;) yield ink.take();
    } else if (openList(ink, reader, level, style)) {
      shown[level] = 0;
      counts[level++] = reader.count;
    }
    more = reader.next();
  }
  while (level > 0) {
    if (ink.full) yield ink.take();
    closeList(ink, --level, style);
  }
}

function newLine(ink: Ink, level: number, { oneLine, indent }: Style): void {
  ink.code(oneLine ? 0x20 : 0x0a);
  if (!oneLine) ink.spaces(level * indent);
}

function elidedLine(ink: Ink, level: number, count: number, style: Style): void {
  newLine(ink, level, style);
  ink.string(elided(count));
}

function elided(count: number): string {
  return `… ${String(count).replace(/\B(?=(?:\d{3})+$)/g, ",")} more`;
}

/** Begins a list; false if it is empty and complete. */
function openList(ink: Ink, reader: ItemReader, level: number, style: Style): boolean {
  const { profile, oneLine } = style;
  open(ink, reader, "L", style);
  if (reader.count > 0) return true;
  if (profile.emptyListLines && !oneLine) newLine(ink, level, style);
  ink.ascii(profile.emptyListLines && !oneLine ? ">" : profile.close);
  return false;
}

function closeList(ink: Ink, level: number, style: Style): void {
  if (!style.oneLine) {
    newLine(ink, level, style);
    ink.code(0x3e);
  } else ink.ascii(style.profile.close);
}

/** Writes what an item begins with: `<U4 [3]`. */
function open(ink: Ink, reader: ItemReader, name: string, style: Style): void {
  const { profile, sizes } = style;
  ink.ascii(profile.open);
  ink.ascii(name);
  const excess = style.lengthBytes && hasExcess(reader);
  // A size tells W without LSH from one of no text.
  const needed = excess || (name === "W" && reader.length === 0);
  if (!needed && (sizes === "none" || (sizes === "lists" && name !== "L"))) return;
  ink.ascii(profile.beforeSize);
  ink.code(0x5b);
  ink.integer(reader.count);
  if (excess) ink.ascii(`/${reader.lengthBytes}`);
  ink.code(0x5d);
}

function hasExcess({ length, lengthBytes }: ItemReader): boolean {
  return lengthBytes > 1 && length >> (8 * (lengthBytes - 1)) === 0;
}

/** Writes an item that is no list, from its element `i` on. Returns where to go on with room for more, −1 at the end. */
function putLeaf(ink: Ink, reader: ItemReader, i: number, style: Style): number {
  const { format } = reader;
  if (i === 0) open(ink, reader, format === "BOOLEAN" ? style.profile.booleanName : format, style);
  const end = Math.min(reader.count, style.elements);
  const reached = putElements(ink, reader, format, i, end, style);
  if (reached < end) return reached;
  if (end < reader.count) ink.string(` ${elided(reader.count - end)}`);
  ink.ascii(style.profile.close);
  return -1;
}

function putElements(
  ink: Ink,
  reader: ItemReader,
  format: Format,
  i: number,
  end: number,
  style: Style,
): number {
  if (format === "A" || format === "J") return putText(ink, reader, format, i, end, style);
  if (format === "W") return putLocalized(ink, reader, end, style);
  if (format === "BOOLEAN") return putBooleans(ink, reader, i, end, style);
  const { text: bytes, bodyOffset } = reader;
  const { size } = FORMATS[format];
  const put = PUT[format]!;
  const out = ink.bytes;
  let { at } = ink;
  for (; i < end && at < CHUNK - ELEMENT; i++) {
    out[at] = 0x20;
    at = put(out, at + 1, bytes, bodyOffset + i * size);
  }
  ink.at = at;
  return i;
}

function putBooleans(ink: Ink, reader: ItemReader, i: number, end: number, style: Style): number {
  const { text: bytes, bodyOffset } = reader;
  const [no, yes] = style.profile.booleans;
  for (; i < end && ink.at < CHUNK - ELEMENT; i++) {
    ink.code(0x20);
    ink.ascii(bytes[bodyOffset + i] === 0 ? no : yes);
  }
  return i;
}

function putText(
  ink: Ink,
  reader: ItemReader,
  format: "A" | "J",
  i: number,
  end: number,
  style: Style,
): number {
  const { text: bytes, bodyOffset, count } = reader;
  const { profile } = style;
  if (i === 0) {
    ink.raw = text.rawQuote(bytes, bodyOffset, count, profile, style.sizes === "all" && end === count);
  }
  const { raw } = ink;
  if (raw > 0 && format === "J") {
    text.putRun(ink, text.jis8Text(bytes, bodyOffset, end), raw);
    i = end;
  } else {
    const plain = raw > 0 ? EVERY_BYTE : profile.text === "tokens" ? style.plain : style.unicodePlain;
    const quote = raw > 0 ? raw : style.quote;
    i = text.putRuns(ink, bytes, bodyOffset + i, bodyOffset + end, plain, quote) - bodyOffset;
    if (i === end) text.closeRun(ink, quote);
  }
  if (count === 0 && profile.emptyText) ink.ascii(` ${profile.quote}${profile.quote}`);
  return i;
}

const EVERY_BYTE = /* @__PURE__ */ new Uint8Array(256).fill(1);

/** Writes all of a W at once: its bytes are no characters. */
function putLocalized(ink: Ink, reader: ItemReader, end: number, style: Style): number {
  const { lsh, quote } = style.profile;
  const encoding = reader.encoding();
  if (encoding === undefined && reader.length > 0) ink.ascii(" lsh=none");
  else if (encoding !== undefined && encoding !== 2) ink.ascii(` ${lsh}${encoding}`);
  const skipped = encoding === undefined ? 0 : 2;
  const bytes = view(reader.text, reader.bodyOffset + skipped, end);
  if (encoding === 2) {
    const unicode = text.utf8Text(end < reader.count ? text.wholeCharacters(bytes) : bytes);
    if (unicode !== undefined) text.putUnicode(ink, unicode, style.unicodePlain, style.quote);
    if (reader.count === 0) ink.ascii(` ${quote}${quote}`);
    if (unicode !== undefined) return end;
  }
  ink.string(Array.from(bytes, token).join(""));
  return end;
}

function token(byte: number): string {
  return ` 0x${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`;
}
