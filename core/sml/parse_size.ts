// Sizes of items: hints that are compared with what was read.
import { FORMATS } from "../secs2/format.ts";
import { count, type Item, type LengthBytes } from "../secs2/item.ts";
import type { Size } from "./holes.ts";
import { Fault } from "./syntax_error.ts";
import { notice, type Noticing, type Source } from "./source.ts";

// No two rows of white space may meet in it, not even with nothing between them: that would take quadratic time.
const SIZE = /\[\s*(?:(\d+)(?:\s*\/\s*(\d+))?|(?:(\d+)\s*)?\.\.(?:\s*(\d+))?)\s*\]/y;

/** Reads the size at a `[` and returns where it ends. What is no number says nothing. */
export function readSize(source: Source, at: number): number {
  const { text } = source;
  let end = at + 1;
  let count = 0;
  for (let code = 0; (code = text.charCodeAt(end) - 0x30) >= 0 && code <= 9; end++) count = 10 * count + code;
  if (text.charCodeAt(end) !== CLOSING || end === at + 1) return readOtherSize(source, at);
  source.sizeAt = at;
  source.least = source.most = count;
  return end + 1;
}

const CLOSING = 0x5d;

function readOtherSize(source: Source, at: number): number {
  const { text } = source;
  SIZE.lastIndex = at;
  const match = SIZE.exec(text);
  if (match === null) return behindBracket(text, at);
  const [, exact, lengthBytes, least, most] = match;
  source.sizeAt = at;
  source.least = Number(exact ?? least ?? 0);
  source.most = Number(exact ?? most ?? Infinity);
  source.lengthBytes = Number(lengthBytes ?? 0);
  return SIZE.lastIndex;
}

function behindBracket(text: string, at: number): number {
  const end = text.indexOf("]", at);
  if (end < 0) throw new Fault(at, "the size is not closed");
  return end + 1;
}

/** Compares an item with its size, and gives it the length bytes that stand there if they are more than it needs. */
export function sized(source: Noticing, item: Item, size: Size): Item {
  const found = count(item);
  const { sizeAt, least, most, lengthBytes } = size;
  if (found < least || found > most) {
    const state = `the size is ${range(size)}, but there ${found === 1 ? "is" : "are"} ${found}`;
    if (item.format === "L" && found === 0) throw new Fault(sizeAt, state);
    notice(source, "size", sizeAt, state);
  }
  if (lengthBytes === 0) return item;
  const needed = fewestLengthBytes(item, found);
  if (lengthBytes < needed || lengthBytes > 3) {
    notice(source, "size", sizeAt, `${lengthBytes} length bytes cannot hold it`);
  }
  return lengthBytes > needed && lengthBytes <= 3
    ? { ...item, lengthBytes: lengthBytes as LengthBytes }
    : item;
}

function range({ least, most }: Size): string {
  if (least === most) return `${least}`;
  return most === Infinity ? `${least} or more` : `${least} to ${most}`;
}

function fewestLengthBytes(item: Item, count: number): number {
  const lsh = item.format === "W" && item.encoding !== undefined ? 2 : 0;
  const length = count * (FORMATS[item.format].size || 1) + lsh;
  return length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 3;
}
