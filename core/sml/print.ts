// Items, messages and SECS-II text as SML, in the form and the dialect that is asked for.
import { encode } from "../secs2/encode.ts";
import { DEFAULT_LIMITS, MAX_DEPTH } from "../secs2/limits.ts";
import { ItemReader } from "../secs2/reader.ts";
import { Ink } from "./ink.ts";
import { headerLine, period } from "./print_header.ts";
import { itemChunks } from "./print_item.ts";
import { type PrintOptions, type Style, styleOf } from "./print_style.ts";
import type { Printable, PrintableMessage } from "./message.ts";

/**
 * Prints an item, a message or SECS-II text as SML. What `parse` makes of it equals what was printed, unless the
 * dialect cannot carry it (docs/sml.md) or elements were left out. Throws a `DecodeError` for text that is no item, and
 * a `RangeError` or `TypeError` for an item or option that is none.
 *
 * ```ts
 * print(L(U4(1001), A("LOT-7"))); // <L [2]\n  <U4 [1] 1001>\n  <A [5] "LOT-7">\n>
 * ```
 */
export function print(source: Printable, options: PrintOptions = {}): string {
  let text = "";
  for (const chunk of printChunks(source, options)) text += chunk;
  return text;
}

/**
 * The same piece by piece, so that huge texts need little memory. Chunks have up to 64 Ki characters, more only where a
 * single `W` or `J` has.
 *
 * ```ts
 * for (const chunk of printChunks(message)) file.write(chunk);
 * ```
 */
export function* printChunks(source: Printable, options: PrintOptions = {}): Generator<string, void, void> {
  const style = styleOf(options);
  const ink = new Ink();
  if ("stream" in source) yield* messageChunks(ink, source, style);
  else yield* textChunks(ink, textOf(source), style, depthOf(source, options));
  if (ink.any) yield ink.take();
}

function* messageChunks(ink: Ink, message: PrintableMessage, style: Style): Generator<string, void, void> {
  const { item, text } = message;
  const source = item ?? text;
  const bytes = source === undefined ? NO_BYTES : textOf(source);
  headerLine(ink, message, bytes.length > 0, style);
  yield* textChunks(ink, bytes, style, source === undefined ? 1 : depthOf(source, style.options));
  period(ink, bytes.length > 0, style);
}

const NO_BYTES = /* @__PURE__ */ new Uint8Array(0);

function* textChunks(
  ink: Ink,
  bytes: Uint8Array,
  style: Style,
  depth: number,
): Generator<string, void, void> {
  if (bytes.length > 0) yield* itemChunks(ink, new ItemReader(bytes, { depth }), style);
}

function textOf(source: Exclude<Printable, PrintableMessage>): Uint8Array {
  return source instanceof Uint8Array ? source : encode(source);
}

/** Items that somebody has built may be as deep as any; what was received, as deep as it may be decoded. */
function depthOf(source: Exclude<Printable, PrintableMessage>, { depth }: PrintOptions): number {
  return depth ?? (source instanceof Uint8Array ? DEFAULT_LIMITS.depth : MAX_DEPTH);
}
