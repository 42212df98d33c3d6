// A text being read: where the parser stands in it, what it may do, and what it has noticed. And what may stand between
// any two tokens.
import { Fault, quote } from "./syntax_error.ts";
import type { Holes } from "./holes.ts";

/** What a parser puts up with, unless it is strict. */
export type SmlWarningKind =
  /** A size differs from the number of elements. */
  | "size"
  /** A text contains its own quotes, or line breaks, and was taken by its size. */
  | "quotes"
  /** The period after a message is missing. */
  | "no period"
  /** A period stands after an item that belongs to no message. */
  | "period"
  /** A secondary message has a W-bit. */
  | "W-bit"
  /** The W of the W-bit stands behind the name. */
  | "name"
  /** The message stands in angle brackets, as some logs have it. */
  | "brackets";

/** A warning before anybody has asked for line and column. */
export interface Notice {
  readonly kind: SmlWarningKind;
  readonly offset: number;
  readonly state: string;
}

/** How to read. */
export interface ParseOptions {
  /** Makes every warning an error. */
  readonly strict?: boolean;
  /** Reads `\\`, `\'` and `\"` inside of quotes as one character, as go-secs does in its strict mode. */
  readonly escapes?: "none" | "backslash";
  /** Most lists around an item, itself included when it is one: 1 to 1024; 64 when absent. */
  readonly depth?: number;
  /** Most items in the text; 1,000,000 when absent. */
  readonly items?: number;
}

/** Where notices go, and whether they are errors. */
export interface Noticing {
  readonly strict: boolean;
  readonly notices: Notice[];
}

/** A text being read. */
export interface Source extends Noticing {
  readonly text: string;
  readonly backslash: boolean;
  readonly depth: number;
  /** Of a template; there are none in a text. */
  readonly holes: Holes | undefined;
  /** Where the parser stands. */
  at: number;
  /** How many more items there may be. */
  items: number;
  /** The size of the item being read: where it stands or −1, its bounds, and its length bytes or 0. */
  sizeAt: number;
  least: number;
  most: number;
  lengthBytes: number;
}

export const QUOTE = 0x22;
export const APOSTROPHE = 0x27;
export const MINUS = 0x2d;
export const PERIOD = 0x2e;
export const LESS = 0x3c;
export const GREATER = 0x3e;
export const BRACKET = 0x5b;

/** Notices something, or throws it if the parser is strict. */
export function notice(source: Noticing, kind: SmlWarningKind, offset: number, state: string): void {
  if (source.strict) throw new Fault(offset, state);
  source.notices.push({ kind, offset, state });
}

/** Where the next token begins, behind white space and comments. */
export function skip(text: string, at: number): number {
  for (;;) {
    const code = text.charCodeAt(at);
    if (code > 0x2f && code < 0xa0) return at;
    if (code === 0x20 || code === 0x0a || isRareSpace(code)) at++;
    else if (code === 0x2f) at = behindComment(text, at);
    else if (code === 0x2a && isFirstOfLine(text, at)) at = lineEnd(text, at);
    else return at;
  }
}

function isRareSpace(code: number): boolean {
  return (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0xfeff;
}

function behindComment(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === 0x2f) return lineEnd(text, at);
  if (next !== 0x2a) throw new Fault(at, "expected a token, found '/'");
  const end = text.indexOf("*/", at + 2);
  if (end < 0) throw new Fault(at, "the comment is not closed");
  return end + 2;
}

function isFirstOfLine(text: string, at: number): boolean {
  do at--; while (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09);
  return at < 0 || isLineBreak(text.charCodeAt(at));
}

function lineEnd(text: string, at: number): number {
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a character ends a line. */
export function isLineBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** The word at a place: letters, digits and what numbers have besides; at most 64 characters of it. */
export function wordAt(text: string, at: number): string {
  let end = at;
  while (end < at + 64 && isWord(text.charCodeAt(end))) end++;
  return text.slice(at, end);
}

/** Letters, digits, `_`, and the `+`, `-` and `.` of numbers. */
export function isWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f || code === 0x2b || code === 0x2d || code === 0x2e;
}

/** The fault of something else than expected at a place. */
export function unexpected(text: string, at: number, expected: string): Fault {
  if (at >= text.length) return new Fault(at, `expected ${expected}, found the end of the text`);
  if (text[at] === "…") return new Fault(at, `expected ${expected}, found '…': elements were left out here`);
  const found = wordAt(text, at) || String.fromCodePoint(text.codePointAt(at)!);
  return new Fault(at, `expected ${expected}, found ${quote(found)}`);
}
