// SML in the source of a program: a template whose holes are checked against the item around them.
import * as build from "../secs2/build.ts";
import type { Format } from "../secs2/format.ts";
import { FORMATS } from "../secs2/format.ts";
import type { Item } from "../secs2/item.ts";
import { latin1 } from "../secs2/latin1.ts";
import { show } from "../secs2/ranges.ts";
import { HOLE, Holes, type Size, type Splice } from "./holes.ts";
import { encoded, type SmlMessage, type WrittenMessage } from "./message.ts";
import { parseSource } from "./parse.ts";
import { sized } from "./parse_size.ts";
import { encodeJis8, encodeLatin1, encodeLocalized } from "./parse_text.ts";
import type { Noticing } from "./source.ts";
import { Fault, SmlSyntaxError } from "./syntax_error.ts";

/** What may go into a hole, as far as the item around it takes it. */
export type SmlValue =
  | string
  | number
  | bigint
  | boolean
  | Uint8Array
  | Item
  | readonly Item[]
  | readonly boolean[]
  | ArrayLike<number | bigint>;

/** The template tag {@linkcode sml}. */
export interface SmlTag {
  (strings: TemplateStringsArray, ...values: readonly SmlValue[]): SmlMessage;
  /** The same for an item without a header. */
  item(strings: TemplateStringsArray, ...values: readonly SmlValue[]): Item;
}

/**
 * A message from SML with holes. A hole stands where an element of an item may: items (one or an array) in a list or as
 * the item of the message; a string or bytes in `A`, `J` and `W`; numbers, truth values or bytes, one or many, in the
 * others. A value that does not fit throws a `TypeError` or `RangeError` which names the hole; SML that is none throws
 * an {@linkcode SmlSyntaxError}, and so does what `parse` warns of, but for a missing period. A backslash is an
 * ordinary character, except before a backtick and `${`. Each template is parsed once.
 *
 * ```ts
 * import { A, L, U4 } from "@fabwire/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const message = sml`S2F41 W <L <A ${"START"}> <L <L <A "PPID"> <A ${"RCP1"}>>>>.`;
 * assertEquals(message.item, L(A("START"), L(L(A("PPID"), A("RCP1")))));
 * assertEquals(sml.item`<L <U4 ${[1, 2]}> ${[A("x"), A("y")]}>`, L(U4(1, 2), A("x"), A("y")));
 * ```
 */
export const sml: SmlTag = /* @__PURE__ */ Object.assign(message, { item });

function message(strings: TemplateStringsArray, ...values: readonly SmlValue[]): SmlMessage {
  const template = templateOf(strings);
  const { message, holes } = template;
  if (message === undefined) throw new SmlSyntaxError(template.text, 0, "expected a message, found an item");
  if (holes.body !== undefined) {
    return encoded({ ...message, item: onlyItem(values[holes.body], holes.body, "item") });
  }
  return encoded(message.item ? { ...message, item: filled(template, message.item, values) } : message);
}

function item(strings: TemplateStringsArray, ...values: readonly SmlValue[]): Item {
  const template = templateOf(strings);
  if (template.item === undefined) {
    throw new SmlSyntaxError(template.text, 0, "expected an item, found a message");
  }
  return filled(template, template.item, values);
}

/** A template parsed. */
interface Template {
  readonly text: string;
  readonly message?: WrittenMessage;
  readonly item?: Item;
  readonly holes: Holes;
  /** Items that have holes anywhere in them. */
  readonly hollow: ReadonlySet<Item>;
}

const templates = /* @__PURE__ */ new WeakMap<TemplateStringsArray, Template>();

function templateOf(strings: TemplateStringsArray): Template {
  let template = templates.get(strings);
  if (template === undefined) templates.set(strings, template = parseTemplate(strings.raw));
  return template;
}

function parseTemplate(raw: readonly string[]): Template {
  const parts = raw.map((part) => part.replace(/\\(`|\$\{)/g, "$1"));
  const text = parts.join(String.fromCharCode(HOLE));
  let offset = -1;
  const holes = new Holes(parts.slice(0, -1).map((part) => offset += part.length + 1));
  const { messages, items, notices } = parseSource(text, {}, holes);
  const notice = notices.find(({ kind }) => kind !== "no period");
  if (notice !== undefined) throw new SmlSyntaxError(text, notice.offset, notice.state);
  if (messages.length + items.length !== 1) {
    throw new SmlSyntaxError(text, 0, "expected one message or one item");
  }
  const stray = holes.stray();
  if (stray !== undefined) {
    throw new SmlSyntaxError(text, stray, "a hole can only stand for an item or for elements of one");
  }
  const [message] = messages;
  const [item] = items;
  const hollow = new Set<Item>();
  const root = message?.item ?? item;
  if (root !== undefined) markHollow(root, holes, hollow);
  return { text, message, item, holes, hollow };
}

function markHollow(item: Item, holes: Holes, hollow: Set<Item>): boolean {
  let found = holes.of.has(item);
  if (item.format === "L") {
    for (const element of item.value) found = markHollow(element, holes, hollow) || found;
  }
  if (found) hollow.add(item);
  return found;
}

/** The item with the values in its holes; parts without any are shared. */
function filled(template: Template, item: Item, values: readonly SmlValue[]): Item {
  const { holes, hollow } = template;
  if (!hollow.has(item)) return item;
  const splices = holes.of.get(item) ?? [];
  const result = filledItem(template, item, splices, values);
  const size = holes.sizes.get(item);
  return size === undefined ? result : filledToSize(result, size, splices);
}

function filledItem(
  template: Template,
  item: Item,
  splices: readonly Splice[],
  values: readonly SmlValue[],
): Item {
  if (item.format === "L") {
    const elements = item.value.map((element) => [filled(template, element, values)]);
    return { ...item, value: spliced(elements, splices, values, itemsOf).flat() };
  }
  if (typeof item.value === "string") return { ...item, value: filledText(item, splices, values) } as Item;
  const format = item.format as Leaf;
  const one = typeof item.value === "object" ? item.value as ArrayLike<Element> : [item.value];
  const elements = Array.from(one, (element) => [element]);
  const parts = spliced(elements, splices, values, (value, hole) => elementsOf(format, value, hole));
  return { ...item, ...BUILD[format](parts.flat()) } as Item;
}

/** The item if it has the size that stands beside its holes. */
function filledToSize(item: Item, size: Size, splices: readonly Splice[]): Item {
  try {
    return sized(STRICT, item, size);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const holes = `hole${splices.length === 1 ? "" : "s"} ${splices.map(({ hole }) => hole + 1).join(", ")}`;
    throw new RangeError(`Cannot fill ${holes} (${item.format}): ${error.state}`);
  }
}

const STRICT: Noticing = { strict: true, notices: [] };

type Element = number | bigint | boolean;

/** The elements of an item with those of the holes between them. */
function spliced<T>(
  elements: readonly T[],
  splices: readonly Splice[],
  values: readonly SmlValue[],
  read: (value: SmlValue, hole: number) => T,
): T[] {
  const all: T[] = [];
  let taken = 0;
  for (const { at, hole } of splices) {
    all.push(...elements.slice(taken, at), read(values[hole], hole));
    taken = at;
  }
  all.push(...elements.slice(taken));
  return all;
}

function filledText(item: Item, splices: readonly Splice[], values: readonly SmlValue[]): string {
  const read = (value: SmlValue, hole: number) => textOf(item, value, hole);
  return spliced(Array.from(item.value as string), splices, values, read).join("");
}

function textOf(item: Item, value: SmlValue, hole: number): string {
  if (value instanceof Uint8Array) return latin1(value, 0, value.length);
  if (typeof value !== "string") throw misfit(item.format, hole, "a string or a Uint8Array", value);
  return naming(item.format, hole, () => {
    if (item.format === "A") return encodeLatin1(value);
    return item.format === "J" ? encodeJis8(value) : encodeLocalized(value, encodingOf(item));
  });
}

function encodingOf(item: Item): number {
  return (item.format === "W" ? item.encoding : undefined) ?? 2;
}

function itemsOf(value: SmlValue, hole: number): Item[] {
  if (!Array.isArray(value)) return [onlyItem(value, hole)];
  return (value as readonly SmlValue[]).map((each) => onlyItem(each, hole));
}

function onlyItem(value: SmlValue, hole: number, place: "L" | "item" = "L"): Item {
  const format = typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
  if (typeof format === "string" && Object.hasOwn(FORMATS, format)) return value as Item;
  throw misfit(place, hole, "an item", value);
}

type Leaf = Exclude<Format, "L" | "A" | "J" | "W">;

/** The builders of the formats with elements. */
const BUILD = build as unknown as Readonly<Record<Leaf, (elements: ArrayLike<unknown>) => Item>>;

function elementsOf(format: Format, value: SmlValue, hole: number): Element[] {
  const isArray = typeof value === "object" && value !== null && "length" in value;
  if (typeof value === "string" || (typeof value === "object" && !isArray)) {
    throw misfit(format, hole, EXPECTED[format] ?? "numbers", value);
  }
  const given = Array.from(
    isArray ? value as ArrayLike<Element> : [value as Element],
    (each) => narrow(format, each),
  );
  const built = naming(format, hole, () => BUILD[format as Leaf](given)).value as
    | Element
    | ArrayLike<Element>;
  return typeof built === "object" ? Array.from(built) : [built];
}

const EXPECTED: Partial<Record<Format, string>> = { B: "bytes", BOOLEAN: "a boolean" };

/** A bigint as a number where the format has numbers. */
function narrow(format: Format, value: Element): Element {
  const wide = format === "I8" || format === "U8" || format === "F4" || format === "F8";
  return typeof value === "bigint" && !wide ? Number(value) : value;
}

/** Runs what throws for a value that does not fit, and names the hole in its error. */
function naming<T>(format: Format, hole: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const state = (error as Error).message.replace(/^Cannot [^:]*: /, "");
    const message = `Cannot fill hole ${hole + 1} (${format}): ${state}`;
    throw error instanceof RangeError ? new RangeError(message) : new TypeError(message);
  }
}

function misfit(place: Format | "item", hole: number, expected: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot fill hole ${hole + 1} (${place}): expected ${expected}, found ${show(value)}`,
  );
}
