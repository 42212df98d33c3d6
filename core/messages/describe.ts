// Messages in words: for logs, tools and documentation.
import type { DataItem } from "./data_item.ts";
import { expected } from "./formats.ts";
import type { MessageFacts } from "./message.ts";
import type { Shape } from "./schema.ts";

const BLOCKS = { S: ", single-block", M: ", multi-block" } as const;

/**
 * What the catalogue knows of a message, in lines of text.
 *
 * ```text
 * S2F41 W Host Command Send (HCS), H→E, single-block, answered by S2F42
 * L,2
 *   RCMD: A, U1 or I1, remote command
 *   parameters: L,n
 *     - L,2
 *       CPNAME: A or an integer, command parameter name
 *       CPVAL: A, B, J, BOOLEAN or an integer, command parameter value
 * ```
 */
export function describeMessage(message: MessageFacts): string {
  const { id, name, mnemonic, reply, direction, block, stream, replyFunction, shape } = message;
  const head = [
    `${id} ${reply === "-" ? "" : `${reply} `}${name}${
      mnemonic === "" ? "" : ` (${mnemonic})`
    }, ${direction}`,
    block === undefined ? "" : BLOCKS[block],
    replyFunction === undefined ? "" : `, answered by S${stream}F${replyFunction}`,
  ];
  return [head.join(""), ...(shape === undefined ? ["header only"] : place(shape))].join("\n");
}

/** A body as the tables of E5 have it: `L,2{RCMD, L,n{L,2{CPNAME, CPVAL}}}`. */
export function notation(shape: Shape | undefined): string {
  if (shape === undefined) return "header only";
  switch (shape.kind) {
    case "list":
      return `L,${shape.fields.length}{${shape.fields.map(({ shape }) => notation(shape)).join(", ")}}`;
    case "listOf":
      return `L,n{${notation(shape.of)}}`;
    case "optional":
      return `${notation(shape.of)} or ${isItem(shape.of) ? "zero length" : "L,0"}`;
    case "either":
      return shape.of.map(notation).join(" or ");
    case "packed":
      return `L,n{${shape.of.item}} or one item`;
    case "vector":
      return `one item of ${shape.of.item} or L,n{${shape.of.item}}`;
    case "unspecified":
      return "not specified";
  }
  return shape.item;
}

function isItem(shape: Shape): shape is DataItem {
  return "item" in shape;
}

/** A line for a place, with its name where it has one, and indented lines for its parts. */
function place(shape: Shape, name?: string): string[] {
  const item = itemOf(shape);
  const [first, ...parts] = words(shape);
  const called = name ?? item;
  const renamed = item === undefined || item === called ? "" : `${item}, `;
  return [`${called === undefined ? "" : `${called}: `}${renamed}${first}`, ...parts];
}

/** What is known of a shape but its name. */
function words(shape: Shape): string[] {
  switch (shape.kind) {
    case "list":
      return [
        `L,${shape.fields.length}`,
        ...shape.fields.flatMap(({ name, shape }) => indented("", place(shape, name))),
      ];
    case "listOf":
      return ["L,n", ...element(shape.of)];
    case "optional": {
      const [first, ...parts] = words(shape.of);
      return [`optional, ${first}`, ...parts];
    }
    case "either":
      return shape.of.every(isItem) ? [alternatives(shape.of)] : ["one of", ...shape.of.flatMap(element)];
    case "packed":
      return ["L,n or one item", ...element(shape.of)];
    case "vector":
      return ["one item or L,n", ...element(shape.of)];
    case "unspecified":
      return ["any item, or header only"];
  }
  return [itemWords(shape)];
}

/** One of what a list holds, or one of what may stand in a place. */
function element(shape: Shape): string[] {
  return indented("- ", place(shape));
}

function indented(mark: string, lines: readonly string[]): string[] {
  return lines.map((line, i) => `  ${i === 0 ? mark : ""}${line}`);
}

function alternatives([first, ...others]: readonly DataItem[]): string {
  return [itemWords(first), ...others.map(alternative)].join("; or ");
}

/** Lists that may stand in place of an item are named as the tables of E5 have them, which says their format. */
function alternative(data: DataItem): string {
  return `${data.item}, ${data.item.startsWith("L,") ? docOf(data) : itemWords(data)}`;
}

function itemWords(data: DataItem): string {
  return `${expected(data)}, ${docOf(data)}`;
}

function docOf({ doc }: DataItem): string {
  return doc.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase());
}

/** The name of the data item that stands, or first of all may stand, in a place. */
function itemOf(shape: Shape): string | undefined {
  if (shape.kind === "optional") return itemOf(shape.of);
  if (shape.kind === "either") return shape.of.every(isItem) ? shape.of[0].item : undefined;
  return isItem(shape) ? shape.item : undefined;
}
