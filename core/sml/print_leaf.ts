// One item that is no list: its opening, its elements as far as they are to be shown, and its end.
import { FORMATS } from "../secs2/format.ts";
import { view } from "../secs2/latin1.ts";
import type { ItemReader } from "../secs2/reader.ts";
import { CHUNK, ELEMENT, type Ink } from "./ink.ts";
import { putElement } from "./print_numbers.ts";
import type { Style } from "./print_style.ts";
import * as text from "./print_text.ts";

/** By format code: by how much to shift the length of an item for the number of its elements. */
const SHIFTS: Uint8Array = /* @__PURE__ */ shiftsByCode();

function shiftsByCode(): Uint8Array {
  const shifts = new Uint8Array(64);
  for (const { code, size } of Object.values(FORMATS)) shifts[code] = size > 1 ? Math.log2(size) : 0;
  return shifts;
}

/**
 * Writes an item that is no list, of this format code, from its element `i` on. Returns where to go on with room for
 * more, −1 at the end.
 */
export function putLeaf(ink: Ink, reader: ItemReader, code: number, i: number, style: Style): number {
  const count = code === 0o22 ? reader.count : reader.length >> SHIFTS[code];
  if (i === 0) putOpening(ink, reader, code, count, style);
  const end = count > style.elements ? style.elements : count;
  const reached = putElements(ink, reader, code, i, end, style);
  if (reached < end) return reached;
  if (end < count) ink.string(` ${elided(count - end)}`);
  if (style.profile.close !== ">") ink.code(0x20);
  ink.code(0x3e);
  return -1;
}

/** What stands for elements left out. */
export function elided(count: number): string {
  return `… ${String(count).replace(/\B(?=(?:\d{3})+$)/g, ",")} more`;
}

/** Writes what an item begins with: `<U4 [3]`. */
export function putOpening(ink: Ink, reader: ItemReader, code: number, count: number, style: Style): void {
  const { sizes } = style;
  const excess = style.lengthBytes && hasExcess(reader);
  // A size tells W without LSH from one of no text.
  const needed = excess || (code === 0o22 && reader.length === 0);
  if (!needed && (sizes === "none" || (sizes === "lists" && code !== 0))) {
    return ink.raw(style.openings[code]);
  }
  ink.raw(style.sizedOpenings[code]);
  ink.integer(count);
  if (excess) ink.ascii(`/${reader.lengthBytes}`);
  ink.code(0x5d);
}

function hasExcess({ length, lengthBytes }: ItemReader): boolean {
  return lengthBytes > 1 && length >> (8 * (lengthBytes - 1)) === 0;
}

function putElements(
  ink: Ink,
  reader: ItemReader,
  code: number,
  i: number,
  end: number,
  style: Style,
): number {
  if (code === 0o20 || code === 0o21) return putText(ink, reader, code, i, end, style);
  if (code === 0o22) return putLocalized(ink, reader, end, style);
  if (code === 0o11) return putBooleans(ink, reader, i, end, style);
  const { text: bytes, bodyOffset } = reader;
  const out = ink.bytes;
  const shift = SHIFTS[code];
  let { at } = ink;
  for (; i < end && at < CHUNK - ELEMENT; i++) {
    out[at] = 0x20;
    at = putElement(out, at + 1, code, bytes, bodyOffset + (i << shift));
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
  code: 0o20 | 0o21,
  i: number,
  end: number,
  style: Style,
): number {
  const { text: bytes, bodyOffset, length: count } = reader;
  const { profile } = style;
  if (i === 0) {
    ink.rawQuote = text.rawQuote(bytes, bodyOffset, count, profile, style.sizes === "all" && end === count);
  }
  const { rawQuote: raw } = ink;
  if (raw > 0 && code === 0o21) {
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
