// Messages: label, header, item and period, in all their forms.
import { HOLE } from "./holes.ts";
import type { WrittenMessage } from "./message.ts";
import { readItem } from "./parse_item.ts";
import { LONGEST_NAME } from "./print_header.ts";
import * as s from "./source.ts";
import { Fault } from "./syntax_error.ts";
import type { Item } from "../secs2/item.ts";

/** Everything in a text. */
export interface Entries {
  readonly messages: WrittenMessage[];
  readonly items: Item[];
}

/** Reads a whole text. */
export function readEntries(source: s.Source): Entries {
  const { text } = source;
  const entries: Entries = { messages: [], items: [] };
  for (;;) {
    const at = source.at = s.skip(text, source.at);
    if (at >= text.length) return entries;
    if (text.charCodeAt(at) === s.LESS && !isBracketedHeader(text, at)) {
      entries.items.push(readItem(source, 0));
      strayPeriod(source);
    } else entries.messages.push(readMessage(source));
  }
}

/** An item alone belongs to no message that a period could end; some people write one all the same. */
function strayPeriod(source: s.Source): void {
  const at = s.skip(source.text, source.at);
  if (source.text.charCodeAt(at) !== s.PERIOD) return;
  s.notice(source, "period", at, "the period ends no message, there is an item alone");
  source.at = at + 1;
}

interface Header {
  readonly stream: number;
  readonly function: number;
}

const HEADER = /S(\d+)F(\d+)(?=W?(?![\w-]))/iy;
const BRACKETED = /<\s*S\d+F\d+W?(?![\w-])/iy;
const WAIT = /W(?![\w-])|\[\s*W\s*\]/iy;
const DIRECTION = /(?:H<?->?E|E->H)(?![\w-])/iy;
const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_ -]*/uy;

function isBracketedHeader(text: string, at: number): boolean {
  BRACKETED.lastIndex = at;
  return BRACKETED.test(text);
}

function readMessage(source: s.Source): WrittenMessage {
  const { text, at: start } = source;
  const bracketed = text.charCodeAt(start) === s.LESS;
  if (bracketed) {
    s.notice(source, "brackets", start, "the message stands in angle brackets");
    source.at = s.skip(text, start + 1);
  }
  const before = readLabelBefore(source);
  const header = readHeader(source);
  const waiting = accept(source, WAIT);
  accept(source, DIRECTION);
  const { name: behind, wait } = readNameBehind(source, waiting);
  const item = readMessageItem(source);
  if (bracketed) closeBracket(source);
  readPeriod(source);
  const replyExpected = waiting || wait;
  if (replyExpected && header.function % 2 === 0) {
    s.notice(source, "W-bit", start, `S${header.stream}F${header.function} is a reply, which expects none`);
  }
  const name = before ?? behind;
  return { ...header, replyExpected, ...(item && { item }), ...(name !== undefined && { name }) };
}

/** Moves behind a token if it is what comes next. */
function accept(source: s.Source, token: RegExp): boolean {
  token.lastIndex = s.skip(source.text, source.at);
  const found = token.test(source.text);
  if (found) source.at = token.lastIndex;
  return found;
}

/** A name with a colon behind it. */
function readLabelBefore(source: s.Source): string | undefined {
  const label = labelAt(source.text, source.at);
  if (label === undefined) return undefined;
  const colon = s.skip(source.text, label.end);
  if (source.text[colon] !== ":") return undefined;
  source.at = s.skip(source.text, colon + 1);
  return label.name;
}

/** A name behind the header that is not the label or the header of the next message. */
function readNameBehind(source: s.Source, waiting: boolean): { name?: string; wait: boolean } {
  const { text } = source;
  const at = s.skip(text, source.at);
  const label = isHeader(text, at) ? undefined : labelAt(text, at);
  if (label === undefined || text[s.skip(text, label.end)] === ":") return { wait: false };
  source.at = label.end;
  if (waiting || !/ W$/i.test(label.name)) return { name: label.name, wait: false };
  s.notice(source, "name", at, "the W behind the name is taken for the W-bit");
  return { name: label.name.slice(0, -2).trimEnd(), wait: true };
}

interface Label {
  readonly name: string;
  readonly end: number;
}

function labelAt(text: string, at: number): Label | undefined {
  const quote = text[at];
  if (quote === "'" || quote === '"') return quotedAt(text, at, quote);
  IDENTIFIER.lastIndex = 0;
  const name = matchWithin(IDENTIFIER, text, at);
  return name === undefined ? undefined : { name: name.trimEnd(), end: at + name.length };
}

function quotedAt(text: string, at: number, quote: string): Label | undefined {
  const part = text.slice(at + 1, at + 2 + LONGEST_QUOTED);
  const end = part.indexOf(quote);
  const name = part.slice(0, end);
  return end < 0 || /[\r\n]/.test(name) ? undefined : { name, end: at + 2 + end };
}

const LONGEST_QUOTED = 4096;

/** A match at a place that is no longer than a name may be: a text full of names must not be read again and again. */
function matchWithin(token: RegExp, text: string, at: number): string | undefined {
  return token.exec(text.slice(at, at + LONGEST_NAME))?.[0];
}

function isHeader(text: string, at: number): boolean {
  const quoted = text[at] === "'" || text[at] === '"';
  HEADER.lastIndex = quoted ? at + 1 : at;
  return HEADER.test(text) && (!quoted || text[HEADER.lastIndex] === text[at]);
}

function readHeader(source: s.Source): Header {
  const { text, at } = source;
  if (!isHeader(text, at)) throw s.unexpected(text, at, "a header such as S1F1, or an item");
  const quoted = text[at] === "'" || text[at] === '"';
  HEADER.lastIndex = quoted ? at + 1 : at;
  const [, stream, fn] = HEADER.exec(text)!.map(Number);
  source.at = HEADER.lastIndex + (quoted ? 1 : 0);
  if (stream > 127) throw new Fault(at, `stream ${stream} is outside 0 to 127`);
  if (fn > 255) throw new Fault(at, `function ${fn} is outside 0 to 255`);
  return { stream, function: fn };
}

function readMessageItem(source: s.Source): Item | undefined {
  const { text, holes } = source;
  const at = s.skip(text, source.at);
  if (text.charCodeAt(at) === HOLE && holes?.at(at) !== undefined) {
    holes.body = holes.at(at);
    source.at = at + 1;
    return undefined;
  }
  if (text.charCodeAt(at) !== s.LESS || isBracketedHeader(text, at)) return undefined;
  source.at = at;
  return readItem(source, 0);
}

function closeBracket(source: s.Source): void {
  const at = s.skip(source.text, source.at);
  if (source.text.charCodeAt(at) === s.GREATER) source.at = at + 1;
}

function readPeriod(source: s.Source): void {
  const { text, at: end } = source;
  const at = source.at = s.skip(text, end);
  if (text.charCodeAt(at) === s.PERIOD) {
    source.at++;
    return;
  }
  const next = at >= text.length || isHeader(text, at) || isBracketedHeader(text, at) ||
    text[s.skip(text, labelAt(text, at)?.end ?? text.length)] === ":";
  if (!next) throw s.unexpected(text, at, "'.'");
  s.notice(source, "no period", end, "the period after the message is missing");
}
