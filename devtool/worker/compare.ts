// Two messages side by side: what differs in their items, line by line.
import { capture, decode, type Item, SML } from "../../mod.ts";
import type { Comparison, DiffLine } from "../protocol.ts";
import { messageRow } from "./rows.ts";
import { StoredRecord } from "./records.ts";
import type { Session } from "./session.ts";

const SHOWN = 48; // elements of a value

/** Compares two messages. Throws a `DecodeError` where one cannot be read. */
export function compareMessages({ recording, reading }: Session, a: number, b: number): Comparison {
  const [one, other] = [a, b].map((index) => new StoredRecord(recording, index));
  const diff = capture.diffItems(itemOf(one), itemOf(other));
  const lines: DiffLine[] = [];
  const labels = labelsOf(one, reading);
  const otherLabels = labelsOf(other, reading);
  if (diff !== undefined) addLines(lines, diff, 0, labels, otherLabels);
  return {
    a: messageRow(recording, a, undefined, reading),
    b: messageRow(recording, b, undefined, reading),
    lines,
  };
}

function itemOf({ message }: StoredRecord): Item | undefined {
  const { header, text } = message;
  return header === undefined || header.sType !== 0 || text.length === 0 ? undefined : decode(text);
}

function labelsOf(record: StoredRecord, reading: capture.Reading): Map<string, string> {
  return new Map(
    capture.annotate(record, reading).map(({ path, item, name }) => [
      path.join("."),
      name === undefined ? item : `${item} ${name}`,
    ]),
  );
}

type Labels = ReadonlyMap<string, string>;

function addLines(lines: DiffLine[], diff: capture.ItemDiff, depth: number, a: Labels, b: Labels): void {
  const label = "pathA" in diff ? a.get(diff.pathA.join(".")) : b.get(diff.pathB.join("."));
  lines.push({
    type: diff.type,
    depth,
    label: label ?? "",
    a: "a" in diff ? textOf(diff.a, diff.type) : undefined,
    b: "b" in diff ? textOf(diff.b, diff.type) : undefined,
  });
  if (diff.type === "list") { for (const child of diff.children) addLines(lines, child, depth + 1, a, b); }
}

/** Of a list whose elements have lines of their own only how many; of any other all that is in it. */
function textOf(item: Item, type: DiffLine["type"]): string {
  if (item.format === "L" && (type === "list" || type === "same")) return `L [${item.value.length}]`;
  return SML.print(item, { oneLine: true, elements: SHOWN, sizes: false }).replace(/^<|>$/g, "");
}
