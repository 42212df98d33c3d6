// Gathers a message that a log has as SML: the header in one line, the item in the lines behind it.

/** A header found in a line. */
export interface SmlHeader {
  readonly stream: number;
  readonly function: number;
  readonly replyExpected: boolean;
  /** What follows the header in its line. */
  readonly rest: string;
}

const HEADER =
  /(?<![\w.<-])(?:<\s*)?(['"]?)S(\d{1,3})F(\d{1,3})(W?)\1(?![\w-])\s*(?:(W|\[\s*W\s*\])(?![\w-]))?/i;
const REPLY_EXPECTED = /\b(?:w[ _-]?bit|w|require_?response|reply[ _-]?expected)\s*[:=]\s*(?:1|true|on)\b/i;

/** Whether a line says in words that a reply is expected. */
export function saysReplyExpected(line: string): boolean {
  return REPLY_EXPECTED.test(line);
}

/** The header of SML in a line, where there is one. */
export function smlHeaderOf(line: string): SmlHeader | undefined {
  const found = HEADER.exec(line);
  if (found === null) return undefined;
  const [whole, , stream, fn, joined, apart] = found;
  if (Number(stream) > 127 || Number(fn) > 255) return undefined;
  return {
    stream: Number(stream),
    function: Number(fn),
    replyExpected: joined !== "" || apart !== undefined,
    rest: line.slice(found.index + whole.length),
  };
}

/** How far a message has come: its header alone, inside its item, or at its end. */
export type SmlState = "header" | "item" | "period" | "end";

/** An item longer than this is not one. */
const LONGEST = 64 * 1024 * 1024;

/** The item of a message, as it comes line by line. */
export class SmlGatherer {
  /** `period`: it has ended without an item. */
  state: SmlState = "header";
  /** Number of the line in which the item begins. */
  firstLine: number = 0;
  readonly #lines: string[] = [];
  #depth = 0;
  #length = 0;
  #inComment = false;

  /** The text of the item; empty when there is none. */
  get text(): string {
    return this.#lines.join("\n");
  }

  /** Whether it has become too long to be a message. */
  get tooLong(): boolean {
    return this.#length > LONGEST;
  }

  /** Takes a line, or what follows the header in its line. */
  add(line: string, number: number): void {
    const from = this.state === "header" ? this.#begin(line, number) : 0;
    if (from < 0) return;
    const end = this.#scan(line, from);
    this.#lines.push(line.slice(from, end));
    this.#length += end - from;
  }

  /** Where the item begins; −1 when it does not begin in this line. */
  #begin(line: string, number: number): number {
    const from = line.indexOf("<");
    const period = /(?:^|[\sW'"\]])\.\s*(?:[/*].*)?$/.test(line);
    if (from >= 0 && ITEM.test(line.slice(from))) {
      this.state = "item";
      this.firstLine = number;
      return from;
    }
    if (period || /^\s*\./.test(line)) this.state = "period";
    return -1;
  }

  #scan(line: string, from: number): number {
    for (let at = from; at < line.length; at++) {
      if (this.#inComment) {
        const end = line.indexOf("*/", at);
        if (end < 0) return line.length;
        this.#inComment = false;
        at = end + 1;
        continue;
      }
      const character = line[at];
      if (character === '"' || character === "'") at = closingQuote(line, at);
      else if (character === "/" && line[at + 1] === "/") return line.length;
      else if (character === "/" && line[at + 1] === "*") this.#inComment = true;
      else if (character === "*" && line.slice(0, at).trim() === "") return line.length;
      else if (character === "<") this.#depth++;
      else if (character === ">" && --this.#depth === 0) {
        this.state = "end";
        return at + 1;
      }
    }
    return line.length;
  }
}

const ITEM = /^<\s*(?:L|LIST|B|BIN|BINARY|BOOL|BOOLEAN|A|ASCII|J|JIS-?8|W|[IU][1248]|F[48])(?![A-Za-z0-9])/i;

/** Where the text in quotes ends; text may have quotes of its own, which nothing but text follows. */
function closingQuote(line: string, at: number): number {
  const quote = line[at];
  for (let end = line.indexOf(quote, at + 1); end >= 0; end = line.indexOf(quote, end + 1)) {
    if (end + 1 === line.length || /[\s>,\d"']/.test(line[end + 1])) return end;
  }
  return line.length;
}
