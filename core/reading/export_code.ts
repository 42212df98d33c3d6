// A message as TypeScript that builds it with this library.
import type { Item } from "../secs2/item.ts";
import { decode } from "../secs2/decode.ts";
import { DecodeError } from "../secs2/decode_error.ts";
import { STYPE } from "../hsms/header.ts";
import { kindOf } from "./line.ts";
import type { CapturedMessage } from "../framing/model.ts";

/** What the code imports from. */
const PACKAGE = "@fabwire/hsms";

/**
 * TypeScript that builds a data message: what `send` of a connection takes. A text that is no item is built from its
 * bytes. Throws a `TypeError` for a control message.
 */
export function toTypeScript(message: CapturedMessage): string {
  const { header, text } = message;
  if (header?.sType !== STYPE.DATA) {
    throw new TypeError(`Cannot write ${kindOf(message)} as code: it is no data message`);
  }
  const used = new Set<string>();
  const body = bodyCode(text, used);
  const imports = [...used].sort((a, b) => a.localeCompare(b, "en"));
  const lines = [
    ...(imports.length === 0
      ? []
      : [`import { ${imports.join(", ")} } from ${JSON.stringify(PACKAGE)};`, ""]),
    `const ${kindOf(message)} = {`,
    `  stream: ${header.byte2 & 0x7f},`,
    `  function: ${header.byte3},`,
    `  replyExpected: ${header.byte2 > 0x7f},`,
    ...(body === undefined ? [] : [`  text: ${body},`]),
    "};",
  ];
  return `${lines.join("\n")}\n`;
}

function bodyCode(text: Uint8Array, used: Set<string>): string | undefined {
  if (text.length === 0) return undefined;
  try {
    const code = itemCode(decode(text, { lengthBytes: true }), "  ", used);
    used.add("encode");
    return `encode(${code})`;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return `Uint8Array.of(${text.join(", ")})`;
  }
}

const LONGEST_LINE = 100;

/** An item as a call of its builder. */
function itemCode(item: Item, indent: string, used: Set<string>): string {
  used.add(item.format);
  const parts = item.format === "L"
    ? item.value.map((element) => itemCode(element, `${indent}  `, used))
    : argumentsOf(item);
  const line = `${item.format}(${parts.join(", ")})`;
  const fits = item.format !== "L" || (indent.length + line.length < LONGEST_LINE && !line.includes("\n"));
  const built = fits ? line : `L(\n${parts.map((part) => `${indent}  ${part},\n`).join("")}${indent})`;
  return item.lengthBytes === undefined ? built : `{ ...${built}, lengthBytes: ${item.lengthBytes} }`;
}

function argumentsOf(item: Exclude<Item, { format: "L" }>): string[] {
  const { value } = item;
  switch (item.format) {
    case "A":
      return [JSON.stringify(item.value)];
    case "J":
      return [bytesCode(item.value)];
    case "W":
      return [bytesCode(item.value), String(item.encoding ?? 0)];
  }
  if (typeof value !== "object") return [numberCode(value as number | bigint | boolean)];
  const values = Array.from(value as ArrayLike<number | bigint | boolean>, numberCode);
  return values.length > 16 ? [`[${values.join(", ")}]`] : values;
}

/** Text in an encoding of its own, by its bytes. */
function bytesCode(characters: string): string {
  return `Uint8Array.of(${Array.from(characters, (character) => character.charCodeAt(0)).join(", ")})`;
}

function numberCode(value: number | bigint | boolean): string {
  if (typeof value === "bigint") return `${value}n`;
  return Object.is(value, -0) ? "-0" : String(value);
}
