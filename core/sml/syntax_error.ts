// Where a text is not SML, for people: line, column and the place itself.

/** What is wrong and where, before anybody has asked for line and column. Thrown inside the parser only. */
export class Fault {
  readonly offset: number;
  readonly state: string;

  constructor(offset: number, state: string) {
    this.offset = offset;
    this.state = state;
  }
}

/** Thrown for text that is not SML. */
export class SmlSyntaxError extends SyntaxError {
  /** `"SmlSyntaxError"`. */
  override readonly name: string = "SmlSyntaxError";
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1, in UTF-16 code units. */
  readonly column: number;
  /** Offset in the text, from 0, in UTF-16 code units. */
  readonly offset: number;
  /** The line in question, cut to about 80 characters, and below it a caret at the place. */
  readonly excerpt: string;

  /** The error at `offset` of `text`. */
  constructor(text: string, offset: number, state: string) {
    const { line, column } = positions(text, [offset])[0];
    super(`Cannot parse the SML at line ${line}, column ${column}: ${state}`);
    this.line = line;
    this.column = column;
    this.offset = offset;
    this.excerpt = excerpt(text, offset);
  }
}

/** A place in a text: line and column from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Lines and columns of ascending offsets, in one pass over the text. Lines end with LF, CR or CR LF. */
export function positions(text: string, offsets: readonly number[]): Position[] {
  const found: Position[] = [];
  const breaks = /\r\n?|\n/g;
  let line = 1;
  let start = 0;
  let next = breaks.exec(text);
  for (const offset of offsets) {
    while (next !== null && breaks.lastIndex <= offset) {
      line++;
      start = breaks.lastIndex;
      next = breaks.exec(text);
    }
    found.push({ line, column: offset - start + 1 });
  }
  return found;
}

const BEFORE = 60;
const AFTER = 20;

function excerpt(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - BEFORE), offset);
  const start = offset - (/[^\r\n]*$/.exec(before)?.[0].length ?? 0);
  const rest = /^[^\r\n]*/.exec(text.slice(offset, offset + AFTER))?.[0] ?? "";
  const shown = blankControls(text.slice(start, offset) + rest);
  return `${shown}\n${shown.slice(0, offset - start).replace(/[^\t]/g, " ")}^`;
}

function blankControls(line: string): string {
  // deno-lint-ignore no-control-regex
  return line.replace(/[\0-\x08\x0a-\x1f\x7f-\x9f]/g, " ");
}

/** Part of a text for an error message, in quotes. */
export function quote(part: string): string {
  const shown = blankControls(part.length > 32 ? `${part.slice(0, 32)}…` : part);
  return shown.includes("'") ? `"${shown}"` : `'${shown}'`;
}
