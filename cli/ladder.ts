// Draws messages as a ladder between two rails: who sends what, when, and what is in it.
import { annotate } from "../core/reading/annotate.ts";
import { fieldsText, kindOf, messageLine } from "../core/reading/line.ts";
import type { MessageRecord, Reading } from "../core/reading/reading.ts";
import { type SmlLine, smlLines } from "../core/reading/sml_lines.ts";
import type { Sink, Style } from "./terminal.ts";

const WIDEST = 100, NARROWEST = 60; // columns
const TIME = 10; // columns in front of the left rail
const MOST_LINES = 12; // of a body
const COMMENTS = 36; // columns in front of what SML says
const SHORT = 60; // characters of a body that fits in a line

/** A line of a body, and what is said of it. */
interface Row {
  readonly text: string;
  readonly comment?: string;
}

/** What the rails are called. */
export interface Rails {
  readonly left: string;
  readonly right: string;
}

/** Prints a ladder. */
export class Ladder {
  readonly #sink: Sink;
  readonly #rails: Rails;
  /** Columns between the rails. */
  readonly #lane: number;
  #lines = "";
  #most: number = MOST_LINES;

  constructor(sink: Sink, rails: Rails) {
    this.#sink = sink;
    this.#rails = rails;
    const columns = sink.isTerminal ? Math.max(sink.columns, NARROWEST) : WIDEST;
    this.#lane = Math.min(columns, WIDEST) - TIME - 2;
  }

  /** Names the rails. */
  head(): void {
    const { left, right } = this.#rails;
    const room = Math.max(this.#lane + 2 - left.length - right.length, 1);
    this.#line(`${" ".repeat(TIME)}${this.#bold(left)}${" ".repeat(room)}${this.#bold(right)}`);
  }

  /** What is about to happen, and the code that brings it about; `most` lines of each body are shown. */
  step(title: string, code: readonly string[] = [], most: number = MOST_LINES): void {
    this.#most = most;
    const rule = "─".repeat(Math.max(TIME + this.#lane - 2 - title.length, 2));
    this.#line("");
    this.#line(`${this.#style("dim", "──")} ${this.#bold(title)} ${this.#style("dim", rule)}`);
    for (const line of code) this.#line(`   ${this.#style("green", line)}`);
    if (code.length > 0) this.#line("");
  }

  /** A line of text between the rails, with the time when it was so. */
  note(text: string, style: Style = "yellow", seconds?: number): void {
    for (const [i, line] of wrapped(text, this.#lane - 6).entries()) {
      this.#row(i === 0 ? seconds : undefined, `  ${i === 0 ? "·" : " "} ${line}`, style);
    }
  }

  /** A line of text outside of it. */
  text(text: string, style: Style = "reset"): void {
    this.#line(text === "" ? "" : `   ${style === "reset" ? text : this.#style(style, text)}`);
  }

  /** A message, with its body. */
  message(record: MessageRecord, reading: Reading, seconds: number): void {
    const fromLeft = record.message.direction === 0;
    const label = labelOf(record, reading, this.#lane - 8);
    const tail = "─".repeat(this.#lane - label.length - 6);
    const line = fromLeft ? `── ${label} ${tail}─▶` : `◀─ ${label} ${tail}──`;
    this.#row(seconds, line, fromLeft ? "cyan" : "magenta");
    for (const { text, comment = "" } of bodyOf(record, reading, this.#most)) {
      const sml = cut(`     ${comment === "" ? text : text.padEnd(COMMENTS - 2) + "  "}`, this.#lane - 1);
      const said = cut(comment, Math.max(this.#lane - 1 - sml.length, 0));
      this.#between(undefined, sml + this.#style("dim", said), sml.length + said.length);
    }
  }

  /** Writes what was drawn. */
  async flush(): Promise<void> {
    const text = this.#lines;
    this.#lines = "";
    if (text !== "") await this.#sink.write(text);
  }

  #row(seconds: number | undefined, text: string, style: Style): void {
    this.#between(seconds, this.#style(style, text), text.length);
  }

  /** A text of so many characters between the rails. */
  #between(seconds: number | undefined, text: string, length: number): void {
    const time = seconds === undefined ? "" : `${seconds.toFixed(3)} s`;
    const rail = this.#style("dim", "│");
    const left = this.#style("dim", time.padStart(TIME - 2));
    this.#line(`${left}  ${rail}${text}${" ".repeat(this.#lane - length)}${rail}`);
  }

  #line(text: string): void {
    this.#lines += `${text.trimEnd()}\n`;
  }

  #bold(text: string): string {
    return this.#style("bold", text);
  }

  #style(style: Style, text: string): string {
    return this.#sink.style(style, text);
  }
}

/** `S6F11 W Event Report Send CEID=1001 PROCESS_START`, cut to so many characters. */
function labelOf(record: MessageRecord, reading: Reading, most: number): string {
  const { replyExpected, name, fields } = messageLine(record, reading, { time: "none" });
  const parts = [kindOf(record.message), replyExpected ? "W" : "", name, fieldsText(fields)];
  return cut(parts.filter((part) => part !== "").join(" "), most);
}

/**
 * The body as SML with what its parts are; in one line where it fits and nothing is to be said of them, and not at all where
 * it is a single item that the label tells.
 */
function bodyOf(record: MessageRecord, reading: Reading, most: number): Row[] {
  const { text } = record.message;
  if (text.length === 0) return [];
  const lines = [...smlLines(text, { annotations: annotate(record, reading, 1000) })];
  if (lines.length === 1 && lines[0].comment !== undefined) return [];
  const flat = lines.map(plainLine).join(" ").replaceAll(" >", ">");
  const isNamed = lines.some(({ comment = "" }) => comment.includes(" "));
  if (!isNamed && flat.length <= SHORT) return [{ text: flat }];
  const all = compact(lines);
  const rest = all.length - most;
  return rest <= 1 ? all : [...all.slice(0, most), { text: `… ${rest} more lines` }];
}

/** Lines with what they are. A list begins on the line of its first item, and ends on that of its last. */
function compact(lines: readonly SmlLine[]): Row[] {
  const rows: { text: string; comment?: string }[] = [];
  let before: string | undefined;
  for (const line of lines) {
    const text = plainLine(line);
    const indented = before === undefined ? " ".repeat(3 * line.depth) + text : `${before} ${text}`;
    before = text === "<L" ? indented : undefined;
    if (text === ">") rows[rows.length - 1].text += text;
    else if (before === undefined) {
      rows.push({ text: indented, ...(line.comment === undefined ? {} : { comment: line.comment }) });
    }
  }
  if (before !== undefined) rows.push({ text: before });
  return rows;
}

/** Without the counts, which only matter where an item is empty. */
function plainLine({ parts }: SmlLine): string {
  return parts.map(({ text, tone }) => tone === "length" ? "" : text).join("");
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Lines of at most so many characters, broken at spaces. */
function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}
