// What is typed at the host's prompt, or stands in a script: lines that become statements.
import { catalogue } from "../core/messages/standard.ts";
import { Failure } from "./command.ts";

/** One thing to do: a message in SML, or words. */
export type Statement =
  | { readonly type: "message"; readonly source: string }
  | { readonly type: "words"; readonly words: readonly string[] };

const MESSAGE = /^(?:[\w-]+\s*:\s*)?['"]?S(\d{1,3})F(\d{1,3})\b/i;
const STRING = /"[^"]*"|'[^']*'/g;

/** Collects lines until they are a statement: a message may take several. */
export class StatementReader {
  #lines: string[] = [];

  /** Whether a message has begun that is not whole. */
  get isPending(): boolean {
    return this.#lines.length > 0;
  }

  /** What a line completes. Throws {@linkcode Failure} for words that cannot be read. */
  push(line: string): Statement[] {
    if (this.#lines.length === 0) return this.#begin(line);
    const goesOn = this.#depth() > 0 || /^\s*[<.]/.test(line);
    if (!goesOn) return [this.#take(), ...this.push(line)];
    this.#lines.push(line);
    return this.#isWhole() ? [this.#take()] : [];
  }

  /** Nothing more comes: what there is counts as it is. */
  end(): Statement[] {
    return this.#lines.length === 0 ? [] : [this.#take()];
  }

  /** Forgets what has begun. */
  clear(): void {
    this.#lines = [];
  }

  #begin(line: string): Statement[] {
    const text = line.trim();
    if (text === "" || text.startsWith("#") || text.startsWith("//")) return [];
    if (!MESSAGE.test(text)) return [{ type: "words", words: wordsOf(text) }];
    this.#lines.push(line);
    return this.#isWhole() ? [this.#take()] : [];
  }

  #take(): Statement {
    const source = this.#lines.join("\n").trim();
    this.#lines = [];
    return { type: "message", source: source.endsWith(".") ? source : `${source}.` };
  }

  #plain(): string {
    return this.#lines.map((line) => line.replace(STRING, "").replace(/\/\/.*/, "")).join("\n").trim();
  }

  #depth(): number {
    const text = this.#plain();
    return text.split("<").length - text.split(">").length;
  }

  /** A header alone is whole when the message has no body by E5; otherwise the body may follow on the next line. */
  #isWhole(): boolean {
    if (this.#depth() > 0) return false;
    const text = this.#plain();
    if (text.endsWith(".") || text.includes("<")) return true;
    const [, stream, fn] = MESSAGE.exec(this.#lines[0].trim())!;
    return catalogue.get(Number(stream), Number(fn), "H→E")?.shape === undefined;
  }
}

const WORD = /\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)/y;

/** Words, with quotes around what has spaces: `A="two words"`. Throws {@linkcode Failure}. */
export function wordsOf(text: string): string[] {
  const words: string[] = [], trimmed = text.trimEnd();
  let at = 0;
  while (at < trimmed.length) {
    WORD.lastIndex = at;
    const found = WORD.exec(trimmed);
    if (found === null) throw new Failure("Cannot read the line: a quote is not closed");
    words.push(found[1].replace(STRING, (quoted) => quoted.slice(1, -1)));
    at = WORD.lastIndex;
  }
  return words;
}
