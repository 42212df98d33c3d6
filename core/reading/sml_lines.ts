// A text as SML line by line, in which every part knows the bytes it stands for: for panes that show SML beside hex.
import { print } from "../sml/print.ts";
import { FORMATS } from "../secs2/format.ts";
import type { Annotation } from "./annotate.ts";
import { readNode, type TreeFault, type TreeNode } from "./tree.ts";

/** A line of SML. */
export interface SmlLine {
  /** Levels of lists around it; two spaces each are usual. */
  readonly depth: number;
  /** What stands on the line, in order. */
  readonly parts: readonly SmlPart[];
  /** The item: that which begins here, or the list that ends here. */
  readonly node: TreeNode;
  /** What is said of the item: `CEID ProcessStarted`. */
  readonly comment?: string;
  /** Where decoding has failed; the last line then. */
  readonly fault?: TreeFault;
}

/** Some characters of a line and the bytes they stand for. */
export interface SmlPart {
  /** The characters, with the spaces before them. */
  readonly text: string;
  /** What they stand for: format byte, length bytes, value; `fault` is what could not be read. */
  readonly tone: "format" | "length" | "value" | "punctuation" | "fault";
  /** Offset of the first byte. */
  readonly offset: number;
  /** Offset of the first byte behind. */
  readonly end: number;
}

/** How to print lines. */
export interface SmlLineOptions {
  /** What is known of the items, in order, as `annotate` gives it. */
  readonly annotations?: readonly Annotation[];
  /** Most elements of an item that is no list; 256 when absent. */
  readonly elements?: number;
}

/** Lines as somebody asks for them, so that huge texts cost no more than is shown. Never throws for what is no item. */
export function* smlLines(text: Uint8Array, options: SmlLineOptions = {}): Generator<SmlLine, void, void> {
  if (text.length === 0) return;
  const comments = new Comments(options.annotations ?? []);
  const open: { readonly node: TreeNode; index: number }[] = [];
  let offset = 0;
  for (;;) {
    const depth = open.length;
    const node = readNode(text, offset, open.map(({ index }) => index));
    const isOpen = node.format === "L" && node.length > 0;
    const isBroken = node.fault !== undefined &&
      (!isOpen || node.fault.offset === node.offset && node.bodyOffset >= text.length);
    const parts = isBroken ? brokenParts(text, node) : itemParts(text, node, options.elements ?? 256);
    yield { depth, parts, node, ...comments.of(node.offset), ...(isBroken ? { fault: node.fault! } : {}) };
    if (isBroken) return;
    offset = isOpen ? node.bodyOffset : node.end;
    if (isOpen) open.push({ node, index: -1 });
    for (
      let list = open.at(-1);
      list !== undefined && ++list.index === list.node.length;
      list = open.at(-1)
    ) {
      open.pop();
      yield { depth: open.length, parts: [closing(list.node, offset)], node: list.node };
    }
    if (open.length === 0) break;
    if (offset >= text.length) return yield endLine(text, open.at(-1)!.node, open.length);
  }
  if (offset < text.length) yield trailing(text, offset);
}

/** A line as text, indented, with its comment behind it. */
export function smlLineText({ depth, parts, comment }: SmlLine): string {
  const line = "  ".repeat(depth) + parts.map(({ text }) => text).join("");
  return comment === undefined ? line : `${line} // ${comment}`;
}

/** What an annotation says behind its line: `CEID ProcessStarted`, `V Pressure [Pa]`. */
function commentText({ item, name, units, variable }: Annotation): string {
  const called = name ?? (variable === undefined ? undefined : `of ${variable}`);
  const measured = units === undefined || units === "" ? "" : ` [${units}]`;
  return `${item}${called === undefined ? "" : ` ${called}`}${measured}`;
}

/** Annotations come in the order of the items. */
class Comments {
  readonly #annotations: readonly Annotation[];
  #next = 0;

  constructor(annotations: readonly Annotation[]) {
    this.#annotations = annotations;
  }

  of(offset: number): { comment?: string } {
    while (this.#annotations[this.#next]?.offset < offset) this.#next++;
    const annotation = this.#annotations[this.#next];
    return annotation?.offset === offset ? { comment: oneLine(commentText(annotation)) } : {};
  }
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}

/** `<U4`, ` [2]`, each value, and `>`; of a list without the `>` unless it is empty. */
function itemParts(text: Uint8Array, node: TreeNode, elements: number): SmlPart[] {
  const { offset, bodyOffset, end, format, count } = node;
  const head: SmlPart[] = [
    { text: `<${format}`, tone: "format", offset, end: offset + 1 },
    { text: ` [${count}]`, tone: "length", offset: offset + 1, end: bodyOffset },
  ];
  if (format === "L") return count > 0 ? head : [...head, closing(node, bodyOffset)];
  const printed = print(text.subarray(offset, end), { elements });
  const value = printed.slice(printed.indexOf("]") + 1, -1);
  return [...head, ...valueParts(value, node, Math.min(count, elements)), closing(node, end)];
}

/** Text is one part, numbers are one each; what is left out is one more. */
function valueParts(value: string, { format, bodyOffset, end }: TreeNode, shown: number): SmlPart[] {
  if (value === "") return [];
  const { size } = FORMATS[format!];
  if (format === "A" || format === "J" || format === "W") {
    return [{ text: value, tone: "value", offset: bodyOffset, end }];
  }
  const [values, left] = value.split(" …");
  const parts: SmlPart[] = values.trimStart().split(" ").map((text, i) => {
    const offset = bodyOffset + i * size;
    return { text: ` ${text}`, tone: "value", offset, end: offset + size };
  });
  if (left !== undefined) {
    parts.push({ text: ` …${left}`, tone: "value", offset: bodyOffset + shown * size, end });
  }
  return parts;
}

function closing({ offset }: TreeNode, end: number): SmlPart {
  return { text: ">", tone: "punctuation", offset, end };
}

/** What could be read of an item that is cut, and what is wrong with it. */
function brokenParts(text: Uint8Array, node: TreeNode): SmlPart[] {
  const { offset, bodyOffset, format, count, fault } = node;
  const head: SmlPart[] = format === undefined ? [] : [
    { text: `<${format}`, tone: "format", offset, end: offset + 1 },
    {
      text: bodyOffset > offset + 1 ? ` [${count}] ` : " ",
      tone: "length",
      offset: offset + 1,
      end: bodyOffset,
    },
  ];
  return [...head, { text: sentence(fault!), tone: "fault", offset: fault!.offset, end: text.length }];
}

function sentence({ fault, offset }: TreeFault): string {
  return `… ${fault} at offset ${offset}`;
}

/** The text ends where an element of a list is due. */
function endLine(text: Uint8Array, node: TreeNode, depth: number): SmlLine {
  const fault: TreeFault = { fault: "truncated item", offset: text.length };
  const part: SmlPart = { text: sentence(fault), tone: "fault", offset: text.length, end: text.length };
  return { depth, parts: [part], node, fault };
}

function trailing(text: Uint8Array, offset: number): SmlLine {
  const fault: TreeFault = { fault: "bytes after the item", offset };
  const part: SmlPart = { text: sentence(fault), tone: "fault", offset, end: text.length };
  return { depth: 0, parts: [part], node: readNode(text, 0, []), fault };
}
