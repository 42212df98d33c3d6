// Text of A, J and W: runs in quotes and bytes between them; and text whose own quotes only its size can tell.
import type { Item, LocalizedItem } from "../secs2/item.ts";
import { isLatin1, latin1 } from "../secs2/latin1.ts";
import { strayCharacter } from "../secs2/ranges.ts";
import { JIS8, localizedCodec } from "../secs2/text_codec.ts";
import { HOLE } from "./holes.ts";
import { readByte } from "./parse_numbers.ts";
import { APOSTROPHE, GREATER, isLineBreak, notice, QUOTE, skip, type Source, unexpected } from "./source.ts";
import { Fault } from "./syntax_error.ts";

/** Turns a run into text of one character per byte. Throws a `RangeError` for a character that has no bytes. */
type EncodeRun = (run: string) => string;

/** Reads the text of `A` or `J` up to its `>`. */
export function readText(source: Source, format: "A" | "J"): Item {
  const { sizeAt, least, most } = source;
  const encode = format === "A" ? encodeLatin1 : encodeJis8;
  if (sizeAt < 0 || least !== most || source.holes !== undefined) {
    return { format, value: readRuns(source, encode) };
  }
  return { format, value: readSized(source, encode, least) };
}

/**
 * Reads text of a known size. If the regular reading fails, or finds another size, then everything between the first
 * quote and the one at that distance is the text, provided that the item ends there. So that a text full of such items
 * takes no more than linear time, the regular reading is first tried for a limited distance.
 */
function readSized(source: Source, encode: EncodeRun, size: number): string {
  const { at } = source;
  const limit = at + 8 * size + 1024;
  const first = attempt(source, encode, limit);
  if (typeof first === "string" && first.length === size) return first;
  const end = source.at;
  source.at = at;
  const verbatim = readVerbatim(source, encode, size);
  if (verbatim !== undefined) return verbatim;
  if (first === LIMIT) return readRuns(source, encode);
  if (first instanceof Fault) throw first;
  source.at = end;
  return first;
}

const LIMIT = Symbol("limit");

function attempt(source: Source, encode: EncodeRun, limit: number): string | Fault | typeof LIMIT {
  try {
    return readRuns(source, encode, limit);
  } catch (error) {
    if (error === LIMIT || error instanceof Fault) return error as Fault | typeof LIMIT;
    throw error;
  }
}

function readVerbatim(source: Source, encode: EncodeRun, size: number): string | undefined {
  const { text } = source;
  const first = skip(text, source.at);
  const code = text.charCodeAt(first);
  const last = first + 1 + size;
  if ((code !== QUOTE && code !== APOSTROPHE) || text.charCodeAt(last) !== code) return undefined;
  const end = skip(text, last + 1);
  if (text.charCodeAt(end) !== GREATER) return undefined;
  const value = encodeRun(text.slice(first + 1, last), first, encode);
  notice(source, "quotes", first, "the text contains its own quotes or line breaks and was read by its size");
  source.at = end;
  return value;
}

/** Reads runs and bytes up to the `>`. */
function readRuns(source: Source, encode: EncodeRun, limit = Infinity): string {
  const { text } = source;
  let value = "";
  for (;;) {
    const at = source.at = skip(text, source.at);
    const code = text.charCodeAt(at);
    if (at > limit) throw LIMIT;
    if (code === GREATER) return value;
    if (code === QUOTE || code === APOSTROPHE) {
      const run = source.backslash ? readEscapedRun(source, code) : readRun(source, code, limit);
      value += encodeRun(run, at, encode);
    } else if (code === HOLE && source.holes?.note(at, value.length)) source.at++;
    else if ((code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d) {
      value += String.fromCharCode(readByte(source));
    } else throw unexpected(text, at, "text in quotes, a byte or '>'");
  }
}

/** Reads a run, without its quotes. */
function readRun(source: Source, quote: number, limit: number): string {
  const { text, at } = source;
  let end = at + 1;
  for (let code = text.charCodeAt(end); code !== quote; code = text.charCodeAt(++end)) {
    if (end >= text.length || isLineBreak(code)) throw new Fault(at, "the text is not closed on its line");
    if (end > limit) throw LIMIT;
  }
  source.holes?.refuse(at, end);
  source.at = end + 1;
  return text.slice(at + 1, end);
}

function readEscapedRun(source: Source, quote: number): string {
  const { text, at } = source;
  let end = at + 1;
  for (let code = text.charCodeAt(end); code !== quote; code = text.charCodeAt(++end)) {
    if (end >= text.length || isLineBreak(code)) throw new Fault(at, "the text is not closed on its line");
    if (code === 0x5c && /["'\\]/.test(text.charAt(end + 1))) end++;
  }
  source.holes?.refuse(at, end);
  source.at = end + 1;
  return text.slice(at + 1, end).replace(/\\(["'\\])/g, "$1");
}

function encodeRun(run: string, at: number, encode: EncodeRun): string {
  try {
    return encode(run);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Fault(at, error.message.replace(/^Cannot [^:]*: /, ""));
  }
}

/** Text of `A`: characters are bytes. */
export function encodeLatin1(run: string): string {
  if (isLatin1(run)) return run;
  throw new RangeError(`Cannot encode text: ${strayCharacter(run, 0xff)}`);
}

/** Text of `J`. */
export function encodeJis8(run: string): string {
  return /^[ -~]*$/.test(run) ? run : characters(JIS8.encode(run));
}

/** Text of `W`; without a codec for its encoding only ASCII. */
export function encodeLocalized(run: string, encoding: number): string {
  const ascii = encoding !== 1 && !/[^\0-\x7f]/.test(run);
  return ascii ? run : characters(localizedCodec(encoding).encode(run));
}

function characters(bytes: Uint8Array): string {
  return latin1(bytes, 0, bytes.length);
}

const LSH = /lsh\s*=\s*(?:(\d+)|none)(?![\w.])|([1-9]\d*|0)(?![\w.])/iy;

/** Reads localized text up to its `>`: an LSH, in front of it `lsh=` or not, and runs and bytes. */
export function readLocalized(source: Source): Item {
  const { text, sizeAt, least, most } = source;
  const at = source.at = skip(text, source.at);
  LSH.lastIndex = at;
  const match = LSH.exec(text);
  if (match === null) {
    const value = readRuns(source, (run) => encodeLocalized(run, 2));
    const nothing = text.charCodeAt(at) === GREATER && !source.holes?.any;
    return nothing && sizeAt >= 0 && least === 0 && most === 0
      ? { format: "W", value }
      : { format: "W", encoding: 2, value };
  }
  source.at = LSH.lastIndex;
  const [, named, bare] = match;
  if (named === undefined && bare === undefined) return withoutLsh(source, at);
  const encoding = Number(named ?? bare);
  if (encoding > 0xffff) throw new Fault(at, `the LSH ${match[0].slice(0, 32)} is outside 0 to 65535`);
  return { format: "W", encoding, value: readRuns(source, (run) => encodeLocalized(run, encoding)) };
}

function withoutLsh(source: Source, at: number): LocalizedItem {
  const value = readRuns(source, encodeLatin1);
  if (value.length > 1) throw new Fault(at, `${value.length} bytes have room for an LSH`);
  return { format: "W", value };
}
