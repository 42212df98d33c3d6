// Items, messages and SECS-II text as SML, in the form and the dialect that is asked for.
import { encode } from "../secs2/encode.ts";
import { DEFAULT_LIMITS, MAX_DEPTH } from "../secs2/limits.ts";
import { show } from "../secs2/ranges.ts";
import { ItemReader } from "../secs2/reader.ts";
import { Ink } from "./ink.ts";
import { headerLine, period } from "./print_header.ts";
import { ItemPrinter } from "./print_item.ts";
import { type PrintOptions, type Style, styleOf } from "./print_style.ts";
import type { Printable, PrintableMessage } from "./message.ts";

/**
 * Prints an item, a message or SECS-II text as SML. What `parse` makes of it equals what was printed, unless the
 * dialect cannot carry it (docs/sml.md) or elements were left out. Throws a `DecodeError` for text that is no item, and
 * a `RangeError` or `TypeError` for an item or option that is none.
 *
 * ```ts
 * import { A, L, U4 } from "@fabwire/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(print(L(U4(1001), A("LOT-7"))), '<L [2]\n  <U4 [1] 1001>\n  <A [5] "LOT-7">\n>');
 * ```
 */
export function print(source: Printable, options: PrintOptions = {}): string {
  const printing = new Printing(source, options);
  let text = "";
  for (let chunk = printing.next(); chunk !== undefined; chunk = printing.next()) text += chunk;
  return text;
}

/**
 * The same piece by piece, so that huge texts need little memory. Chunks have up to 64 Ki characters, more only where a
 * single `W` or `J` has.
 *
 * ```ts
 * import { A, L, U4 } from "@fabwire/hsms";
 *
 * for (const chunk of printChunks(L(U4(1001), A("LOT-7")))) console.log(chunk);
 * ```
 */
export function* printChunks(source: Printable, options: PrintOptions = {}): Generator<string, void, void> {
  const printing = new Printing(source, options);
  for (let chunk = printing.next(); chunk !== undefined; chunk = printing.next()) yield chunk;
}

/** A print under way. Between two chunks its ink is empty, so that others may print. */
class Printing {
  readonly #ink: Ink = new Ink();
  readonly #style: Style;
  readonly #message: PrintableMessage | undefined;
  readonly #bytes: Uint8Array;
  readonly #items: ItemPrinter | undefined;
  #state: "before" | "inside" | "behind" = "before";

  constructor(source: Printable, options: PrintOptions) {
    this.#style = styleOf(options);
    if (typeof source !== "object" || source === null) {
      throw new TypeError(`Cannot print: expected an item, a message or bytes, found ${show(source)}`);
    }
    this.#message = "stream" in source ? source : undefined;
    const body = "stream" in source ? source.item ?? source.text ?? NO_BYTES : source;
    this.#bytes = body instanceof Uint8Array ? body : encode(body);
    // Items that somebody has built may be as deep as any; what was received, as deep as it may be decoded.
    const { depth = body instanceof Uint8Array ? DEFAULT_LIMITS.depth : MAX_DEPTH } = options;
    const hasItem = this.#bytes.length > 0;
    this.#items = hasItem ? new ItemPrinter(new ItemReader(this.#bytes, { depth }), this.#style) : undefined;
  }

  /** The next chunk, or `undefined` at the end. */
  next(): string | undefined {
    const ink = this.#ink;
    const hasItem = this.#items !== undefined;
    if (this.#state === "before") {
      if (this.#message !== undefined) headerLine(ink, this.#message, hasItem, this.#style);
      this.#state = "inside";
    }
    if (this.#state === "inside") {
      if (this.#items?.fill(ink) === false) return ink.take();
      if (this.#message !== undefined) period(ink, hasItem, this.#style);
      this.#state = "behind";
    }
    return ink.any ? ink.take() : undefined;
  }
}

const NO_BYTES = /* @__PURE__ */ new Uint8Array(0);
