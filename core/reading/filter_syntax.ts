// The filter language as a tree: words, comparisons, `&`, `|`, `!` and parentheses. docs/filter.md describes it.

/** What compares: `~` contains, or matches a regular expression. */
export type Operator = "=" | "!=" | "<" | ">" | "<=" | ">=" | "~" | "!~";

/** A part of a filter. Offsets are into its text. */
export type FilterNode =
  | { readonly type: "and" | "or"; readonly nodes: readonly FilterNode[] }
  | { readonly type: "not"; readonly node: FilterNode }
  /** Text to look for; a bare word may have a meaning of its own. */
  | { readonly type: "word"; readonly text: string; readonly quoted: boolean; readonly offset: number }
  | { readonly type: "pattern"; readonly pattern: FilterPattern }
  | Comparison;

/** A comparison of a field. */
export interface Comparison {
  readonly type: "comparison";
  readonly field: string;
  /** Of `value("…")` and `variable("…")`. */
  readonly argument?: string;
  /** Absent where the field has only to be there. */
  readonly operator?: Operator;
  readonly values: readonly FilterValue[];
  readonly offset: number;
}

/** One of the values of a comparison. */
export interface FilterValue {
  readonly text: string;
  readonly quoted: boolean;
  /** The other end of a range, `text` included. */
  readonly to?: string;
  readonly pattern?: FilterPattern;
  readonly offset: number;
}

/** A regular expression, which never minds the case. */
export interface FilterPattern {
  readonly source: string;
  readonly offset: number;
}

/** Thrown for text that is no filter. */
export class FilterSyntaxError extends SyntaxError {
  /** `"FilterSyntaxError"`. */
  override readonly name: string = "FilterSyntaxError";
  /** Column, from 1, in UTF-16 code units. */
  readonly column: number;
  /** Offset in the text, from 0. */
  readonly offset: number;
  /** The filter, and below it a caret at the place. */
  readonly excerpt: string;

  /** The error at `offset` of `text`. */
  constructor(text: string, offset: number, state: string) {
    super(`Cannot read the filter at column ${offset + 1}: ${state}`);
    this.column = offset + 1;
    this.offset = offset;
    this.excerpt = `${text.replace(/[\r\n\t]/g, " ")}\n${" ".repeat(offset)}^`;
  }
}

/** Reads a filter; `undefined` when it is empty. Throws a `FilterSyntaxError`. */
export function parseFilter(text: string): FilterNode | undefined {
  const parser = new Parser(text);
  return parser.parse();
}

const WORD = /[^\s&|!()=<>~,"'/][^\s&|!()=<>~,"']*/y;
const VALUE = /[^\s&|(),"'][^\s&|(),"']*/y;
const OPERATOR = /==|!=|!~|<=|>=|[=<>~]/y;
const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/y;
const PATTERN = /\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+)\/i?/y;
const SPACE = /\s*/y;
const DEEPEST = 100;

/** Fields that have an argument in parentheses. */
const WITH_ARGUMENT: ReadonlySet<string> = /* @__PURE__ */ new Set(["value", "variable"]);

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): FilterNode | undefined {
    if (this.#peek() === "") return undefined;
    const node = this.#or();
    if (this.#peek() !== "") throw this.#error(`expected & or |, found ${this.#found()}`);
    return node;
  }

  #or(): FilterNode {
    if (++this.#depth > DEEPEST) throw this.#error("it is nested too deep");
    const nodes = [this.#and()];
    while (this.#take("||") || this.#take("|") || this.#takeWord("or")) nodes.push(this.#and());
    this.#depth--;
    return nodes.length === 1 ? nodes[0] : { type: "or", nodes };
  }

  /** What stands side by side without an operator holds together, too. */
  #and(): FilterNode {
    const nodes = [this.#not()];
    for (;;) {
      if (this.#take("&&") || this.#take("&") || this.#takeWord("and")) nodes.push(this.#not());
      else if (this.#isEnd()) return nodes.length === 1 ? nodes[0] : { type: "and", nodes };
      else nodes.push(this.#not());
    }
  }

  #isEnd(): boolean {
    const next = this.#peek();
    return next === "" || next === ")" || next === "|" || /^or$/i.test(this.#look(WORD) ?? "");
  }

  #not(): FilterNode {
    let negated = false;
    while (this.#take("!") || this.#takeWord("not")) negated = !negated;
    const node = this.#primary();
    return negated ? { type: "not", node } : node;
  }

  #primary(): FilterNode {
    this.#space();
    const offset = this.#at;
    if (this.#take("(")) {
      const node = this.#or();
      if (!this.#take(")")) throw this.#error(`expected ), found ${this.#found()}`);
      return node;
    }
    const string = this.#match(STRING);
    if (string !== undefined) return { type: "word", text: unquoted(string[0]), quoted: true, offset };
    const pattern = this.#pattern();
    if (pattern !== undefined) return { type: "pattern", pattern };
    const word = this.#match(WORD)?.[0];
    if (word === undefined) throw this.#error(`expected a field, a message or text, found ${this.#found()}`);
    return this.#afterWord(word, offset);
  }

  #afterWord(word: string, offset: number): FilterNode {
    const field = word.toLowerCase();
    const argument = WITH_ARGUMENT.has(field) ? this.#argument(field) : undefined;
    this.#space();
    const operator = this.#match(OPERATOR)?.[0];
    if (operator === undefined) {
      if (argument === undefined) return { type: "word", text: word, quoted: false, offset };
      return { type: "comparison", field, argument, values: [], offset };
    }
    const values = [this.#value()];
    while (this.#take(",")) values.push(this.#value());
    const name = operator === "==" ? "=" : operator as Operator;
    return {
      type: "comparison",
      field,
      ...(argument === undefined ? {} : { argument }),
      operator: name,
      values,
      offset,
    };
  }

  #argument(field: string): string {
    const isOpen = this.#take("(");
    this.#space();
    const string = isOpen ? this.#match(STRING)?.[0] : undefined;
    if (string === undefined) throw this.#error(`expected ${field}("…"), found ${this.#found()}`);
    if (!this.#take(")")) throw this.#error(`expected ), found ${this.#found()}`);
    return unquoted(string);
  }

  #value(): FilterValue {
    this.#space();
    const offset = this.#at;
    const string = this.#match(STRING)?.[0];
    if (string !== undefined) return { text: unquoted(string), quoted: true, offset };
    const pattern = this.#pattern();
    if (pattern !== undefined) return { text: pattern.source, quoted: false, pattern, offset };
    const word = this.#match(VALUE)?.[0];
    if (word === undefined) throw this.#error(`expected a value, found ${this.#found()}`);
    const [text, to] = word.split("..");
    return to === undefined ? { text: word, quoted: false, offset } : { text, to, quoted: false, offset };
  }

  #pattern(): FilterPattern | undefined {
    this.#space();
    const offset = this.#at;
    const source = this.#match(PATTERN)?.[1];
    if (source === undefined) return undefined;
    try {
      new RegExp(source, "i");
    } catch {
      throw new FilterSyntaxError(this.#text, offset, "this is no regular expression");
    }
    return { source, offset };
  }

  #space(): void {
    this.#match(SPACE);
  }

  #peek(): string {
    this.#space();
    return this.#text.slice(this.#at, this.#at + 1);
  }

  #take(token: string): boolean {
    this.#space();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #takeWord(word: string): boolean {
    const next = this.#look(WORD);
    return next?.toLowerCase() === word && this.#take(next);
  }

  #look(expression: RegExp): string | undefined {
    this.#space();
    expression.lastIndex = this.#at;
    return expression.exec(this.#text)?.[0];
  }

  #match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text) ?? undefined;
    if (match !== undefined) this.#at = expression.lastIndex;
    return match;
  }

  #found(): string {
    const rest = this.#text.slice(this.#at).trimStart();
    if (rest === "") return "the end";
    const word = /^[^\s&|()]+/.exec(rest)?.[0] ?? rest[0];
    return `'${word.length > 24 ? `${word.slice(0, 24)}…` : word}'`;
  }

  #error(state: string): FilterSyntaxError {
    return new FilterSyntaxError(this.#text, this.#at, state);
  }
}

function unquoted(string: string): string {
  return string.slice(1, -1).replace(/\\(.)/g, "$1");
}
