// What is different between a message as it came and as it was captured, in words.
import { changesOf, diffItems, type ItemDiff } from "../core/reading/diff_items.ts";
import { decode } from "../core/secs2/decode.ts";
import { DecodeError } from "../core/secs2/decode_error.ts";
import { hex } from "../core/secs2/hex.ts";
import type { Item } from "../core/secs2/item.ts";
import { print } from "../core/sml/print.ts";
import { isSame } from "./answers.ts";
import { numberOf as nameOf } from "./message_name.ts";
import type { Line } from "./replay_script.ts";

/** Messages that begin with a DATAID, which its sender numbers as it likes. */
const WITH_DATAID = new Set([
  "S2F23",
  "S2F33",
  "S2F35",
  "S2F39",
  "S2F45",
  "S2F49",
  "S6F3",
  "S6F5",
  "S6F9",
  "S6F11",
  "S6F13",
  "S6F16",
]);
/** A time as E5 and E30 write it. */
const TIME = /^(?:\d{12}|\d{14}|\d{16}|\d{4}-\d\d-\d\dT[\d:.,]+(?:Z|[+-]\d\d:\d\d)?)$/;

/** The differences, one sentence each. Without `strict` times and DATAIDs may differ. */
export function differences(expected: Line, found: Line, strict: boolean): string[] {
  if (expected.stream !== found.stream || expected.function !== found.function) {
    return [`expected ${nameOf(expected)}, found ${nameOf(found)}`];
  }
  const bit = expected.replyExpected === found.replyExpected
    ? []
    : [`${nameOf(found)}: the W-bit is ${found.replyExpected ? "set" : "not set"}`];
  return [...bit, ...differencesOfTexts(expected, found, strict)];
}

function differencesOfTexts(expected: Line, found: Line, strict: boolean): string[] {
  if (isSame(expected.text, found.text)) return [];
  const name = nameOf(found);
  const [a, b] = [itemOf(expected.text), itemOf(found.text)];
  if (a === "no item" || b === "no item") {
    return [
      `${name}: expected the bytes ${hex(expected.text.subarray(0, 32), " ")}, found ${
        hex(found.text.subarray(0, 32), " ")
      }`,
    ];
  }
  const changes = changesOf(diffItems(a, b)).filter((change) => strict || !isVolatile(change, name));
  if (changes.length > 0) return changes.map((change) => `${name}: ${changeText(change)}`);
  return strict ? [`${name}: the bytes differ, but not what they mean`] : [];
}

function itemOf(text: Uint8Array): Item | undefined | "no item" {
  try {
    return text.length === 0 ? undefined : decode(text);
  } catch (error) {
    if (error instanceof DecodeError) return "no item";
    throw error;
  }
}

type Change = Exclude<ItemDiff, { type: "same" | "list" }>;

function isVolatile(change: Change, name: string): boolean {
  if (change.type !== "changed" && change.type !== "format") return false;
  if (name.startsWith("S9F")) return isHeader(change.a) && isHeader(change.b);
  if (change.pathA.length === 1 && change.pathA[0] === 0 && WITH_DATAID.has(name)) return true;
  return [change.a, change.b].every(({ format, value }) => format === "A" && TIME.test(String(value)));
}

/** A header that stream 9 reports has the system bytes of this session. */
function isHeader({ format, value }: Item): boolean {
  return format === "B" && (value as Uint8Array).length === 10;
}

function changeText(change: Change): string {
  switch (change.type) {
    case "removed":
      return `${placeText(change.pathA)} is missing: ${oneLine(change.a)}`;
    case "added":
      return `${placeText(change.pathB)} is too much: ${oneLine(change.b)}`;
    case "changed":
    case "format":
      return `${placeText(change.pathB)} is ${oneLine(change.b)}, expected ${oneLine(change.a)}`;
  }
}

function placeText(path: readonly (string | number)[]): string {
  return path.length === 0 ? "the body" : `item ${path.map((index) => Number(index) + 1).join(".")}`;
}

function oneLine(item: Item): string {
  return print(item, { oneLine: true, elements: 32 });
}
