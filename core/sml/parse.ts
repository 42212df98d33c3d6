// SML to messages and items.
import type { Item } from "../secs2/item.ts";
import { DEFAULT_LIMITS, depthLimit } from "../secs2/limits.ts";
import type { Holes } from "./holes.ts";
import { encoded, type SmlMessage, type WrittenMessage } from "./message.ts";
import { type Entries, readEntries } from "./parse_message.ts";
import type { Notice, ParseOptions, SmlWarningKind, Source } from "./source.ts";
import { Fault, positions, SmlSyntaxError } from "./syntax_error.ts";

/** Something a parser put up with. */
export interface SmlWarning {
  /** What it is, for programs. */
  readonly kind: SmlWarningKind;
  /** What it is, in words. */
  readonly message: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1, in UTF-16 code units. */
  readonly column: number;
  /** Offset in the text, from 0, in UTF-16 code units. */
  readonly offset: number;
}

/** What a text of SML contains. */
export interface Sml {
  /** The messages, in order. */
  readonly messages: readonly SmlMessage[];
  /** Items that stand alone, in order, as secsgem writes them. */
  readonly items: readonly Item[];
  /** What the parser put up with, in order. */
  readonly warnings: readonly SmlWarning[];
}

/**
 * Reads SML of any dialect: messages, and items that stand alone. Throws an {@linkcode SmlSyntaxError} for text that is
 * no SML, and for numbers that are out of range. The grammar is in docs/sml.md.
 *
 * ```ts
 * const { messages } = parse("S1F13 W <L>. S1F14 <L <B 0> <L>>.");
 * ```
 */
export function parse(text: string, options: ParseOptions = {}): Sml {
  const { messages, items, notices } = parseSource(text, options);
  const sorted = notices.sort((a, b) => a.offset - b.offset);
  const places = positions(text, sorted.map(({ offset }) => offset));
  const warnings = sorted.map(({ kind, offset, state }, i) => ({
    kind,
    message: state,
    ...places[i],
    offset,
  }));
  return { messages: messages.map(encoded), items, warnings };
}

/** Reads text that is exactly one message; warnings are ignored unless `strict` makes them errors. */
export function parseMessage(text: string, options: ParseOptions = {}): SmlMessage {
  const { messages, items } = parseSource(text, options);
  if (messages.length === 1 && items.length === 0) return encoded(messages[0]);
  throw new SmlSyntaxError(text, 0, `expected one message, found ${contents(messages, items)}`);
}

/** Reads text that is exactly one item, without a header; warnings are ignored unless `strict` makes them errors. */
export function parseItem(text: string, options: ParseOptions = {}): Item {
  const { messages, items } = parseSource(text, options);
  if (messages.length === 0 && items.length === 1) return items[0];
  throw new SmlSyntaxError(text, 0, `expected one item, found ${contents(messages, items)}`);
}

/** Reads a text, with holes if it is that of a template. */
export function parseSource(
  text: string,
  options: ParseOptions,
  holes?: Holes,
): Entries & { notices: Notice[] } {
  const source: Source = {
    text,
    strict: options.strict ?? false,
    backslash: options.escapes === "backslash",
    depth: depthLimit(options),
    items: options.items ?? DEFAULT_LIMITS.items,
    notices: [],
    holes,
    at: 0,
    sizeAt: -1,
    least: 0,
    most: 0,
    lengthBytes: 0,
  };
  try {
    return { ...readEntries(source), notices: source.notices };
  } catch (error) {
    throw error instanceof Fault ? new SmlSyntaxError(text, error.offset, error.state) : error;
  }
}

function contents(messages: readonly WrittenMessage[], items: readonly Item[]): string {
  if (messages.length === 0 && items.length === 0) return "nothing";
  const parts = [amount(messages.length, "message"), amount(items.length, "item")];
  return parts.filter((part) => part !== "").join(" and ");
}

function amount(count: number, what: string): string {
  return count === 0 ? "" : `${count} ${what}${count === 1 ? "" : "s"}`;
}
