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
 *     L,2
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
  return [head.join(""), ...(shape === undefined ? ["header only"] : lines(shape))].join("\n");
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

/** A line for each part of a body, with what it is called. */
function lines(shape: Shape, name = "", indent = ""): string[] {
  const called = name === "" ? indent : `${indent}${name}: `;
  const inner = `${indent}  `;
  switch (shape.kind) {
    case "list":
      return [
        `${called}L,${shape.fields.length}`,
        ...shape.fields.flatMap(({ name, shape }) => lines(shape, name, inner)),
      ];
    case "listOf":
      return [`${called}L,n`, ...lines(shape.of, "", inner)];
    case "optional":
      return [`${called}optional`, ...lines(shape.of, "", inner)];
    case "either":
      return [`${called}one of`, ...shape.of.flatMap((of) => lines(of, "", inner))];
    case "packed":
    case "vector":
      return [called + notation(shape)];
    case "unspecified":
      return [`${called}any item, or header only`];
  }
  const doc = shape.doc.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase());
  const item = shape.item === name ? "" : `${shape.item} `;
  return [`${called}${item}${expected(shape)}, ${doc}`];
}
