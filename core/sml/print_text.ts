// Text of A, J and W: runs in quotes, and everything that must not stand in them as 0xHH.
import { view } from "../secs2/latin1.ts";
import { JIS8, UTF8 } from "../secs2/text_codec.ts";
import { CHUNK, ELEMENT, type Ink } from "./ink.ts";
import type { Profile } from "./profiles.ts";

/** By byte: 1 where it may stand inside of quotes. */
export function plainBytes({ text, quote, escaped }: Profile): Uint8Array {
  const plain = new Uint8Array(256).fill(text === "tokens" ? 0 : 1);
  if (text === "tokens") plain.fill(1, 0x20, 0x7f);
  if (text === "raw lines") plain[0x0a] = plain[0x0d] = 0;
  if (text === "tokens") { for (const stray of quote + escaped) plain[stray.charCodeAt(0)] = 0; }
  return plain;
}

/** Writes bytes from `i` on, as far as the chunk has room, and returns how far it came. */
export function putRuns(
  ink: Ink,
  bytes: Uint8Array,
  i: number,
  end: number,
  plain: Uint8Array,
  quote: number,
): number {
  const out = ink.bytes;
  while (i < end && ink.at < CHUNK - ELEMENT) {
    if (plain[bytes[i]] === 0) {
      closeRun(ink, quote);
      ink.code(0x20);
      ink.hex(bytes[i++]);
      continue;
    }
    openRun(ink, quote);
    let { at } = ink;
    while (i < end && at < CHUNK - ELEMENT && plain[bytes[i]] === 1) out[at++] = bytes[i++];
    ink.at = at;
  }
  return i;
}

/** Opens a pair of quotes if none is open. */
export function openRun(ink: Ink, quote: number): void {
  if (ink.quoted) return;
  ink.code(0x20);
  ink.code(quote);
  ink.quoted = true;
}

/** Closes the pair of quotes if one is open. */
export function closeRun(ink: Ink, quote: number): void {
  if (!ink.quoted) return;
  ink.code(quote);
  ink.quoted = false;
}

/**
 * The quote for a text that is written raw, or 0 if it must be written as tokens all the same: a reader finds quotes
 * inside of it only by its size, and a line break only where the dialect has it.
 */
export function rawQuote(
  bytes: Uint8Array,
  from: number,
  length: number,
  { text, quote }: Profile,
  sized: boolean,
): number {
  if (text === "tokens") return 0;
  const body = view(bytes, from, length);
  const broken = body.includes(0x0a) || body.includes(0x0d);
  if (broken && (text === "raw lines" || !sized)) return 0;
  const own = quote.charCodeAt(0);
  if (!body.includes(own)) return own;
  const other = own === 0x22 ? 0x27 : 0x22;
  if (!body.includes(other)) return other;
  return sized ? own : 0;
}

/** The characters of JIS-8 text, of which ¥ and ‾ are what the bytes of `\` and `~` mean. */
export function jis8Text(bytes: Uint8Array, from: number, length: number): string {
  return JIS8.decode(view(bytes, from, length));
}

/** The text of bytes in UTF-8, or `undefined` if they are not. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  const text = UTF8.decode(bytes);
  const back = text.includes("\ufffd") ? UTF8.encode(text) : undefined;
  return back === undefined || sameBytes(back, bytes) ? text : undefined;
}

/** Bytes of UTF-8 without the part of a character that they end in. */
export function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] & 0xc0) === 0x80) end--;
  const lead = end > 0 ? bytes[end - 1] : 0;
  const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return end - 1 + length > bytes.length ? view(bytes, 0, end - 1) : bytes;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Controls, separators of lines, invisible and direction-changing characters: what nobody can see in a text. */
// deno-lint-ignore no-control-regex
const UNSEEN = /[\0-\x1f\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

/** Writes text in UTF-8 as far as it can be seen, and the rest of it byte by byte. */
export function putUnicode(ink: Ink, text: string, plain: Uint8Array, quote: number): void {
  let run = "";
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80 ? plain[code] === 1 : !UNSEEN.test(character)) {
      run += character;
      continue;
    }
    putRun(ink, run, quote);
    run = "";
    for (const byte of UTF8.encode(character)) {
      ink.code(0x20);
      ink.hex(byte);
    }
  }
  putRun(ink, run, quote);
}

/** Writes text inside a pair of quotes; nothing if there is none. */
export function putRun(ink: Ink, text: string, quote: number): void {
  if (text === "") return;
  openRun(ink, quote);
  ink.string(text);
  closeRun(ink, quote);
}
