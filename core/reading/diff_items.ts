// What differs between two items, as a tree: lists are aligned, so that an element more does not make all others differ.
import type { Path } from "../secs2/access.ts";
import { equals } from "../secs2/equals.ts";
import type { Item } from "../secs2/item.ts";
import { print } from "../sml/print.ts";
import { align } from "./diff_sequences.ts";

/** Two items side by side. Paths are indices from the roots. */
export type ItemDiff =
  | { readonly type: "same"; readonly a: Item; readonly b: Item; readonly pathA: Path; readonly pathB: Path }
  /** The same format, another value. */
  | {
    readonly type: "changed";
    readonly a: Item;
    readonly b: Item;
    readonly pathA: Path;
    readonly pathB: Path;
  }
  /** Another format, whatever the values. */
  | {
    readonly type: "format";
    readonly a: Item;
    readonly b: Item;
    readonly pathA: Path;
    readonly pathB: Path;
  }
  | { readonly type: "removed"; readonly a: Item; readonly pathA: Path }
  | { readonly type: "added"; readonly b: Item; readonly pathB: Path }
  /** Two lists that differ somewhere inside. */
  | {
    readonly type: "list";
    readonly a: Item;
    readonly b: Item;
    readonly pathA: Path;
    readonly pathB: Path;
    readonly children: readonly ItemDiff[];
  };

/** Compares two items; either may be absent, as in a header-only message. `undefined` when both are. */
export function diffItems(a: Item | undefined, b: Item | undefined): ItemDiff | undefined {
  if (a === undefined) return b && { type: "added", b, pathB: [] };
  if (b === undefined) return { type: "removed", a, pathA: [] };
  return compare(a, b, [], []);
}

/** Only what differs, in order, without the lists around it. */
export function changesOf(diff: ItemDiff | undefined): Exclude<ItemDiff, { type: "same" | "list" }>[] {
  if (diff === undefined || diff.type === "same") return [];
  return diff.type === "list" ? diff.children.flatMap(changesOf) : [diff];
}

function compare(a: Item, b: Item, pathA: Path, pathB: Path): ItemDiff {
  const both = { a, b, pathA, pathB };
  if (a.format !== b.format) return { type: "format", ...both };
  if (equals(a, b)) return { type: "same", ...both };
  if (a.format !== "L" || b.format !== "L") return { type: "changed", ...both };
  return { type: "list", ...both, children: compareLists(a.value, b.value, pathA, pathB) };
}

function compareLists(a: readonly Item[], b: readonly Item[], pathA: Path, pathB: Path): ItemDiff[] {
  return alignItems(a, b).map(([i, j]): ItemDiff => {
    if (i < 0) return { type: "added", b: b[j], pathB: [...pathB, j] };
    if (j < 0) return { type: "removed", a: a[i], pathA: [...pathA, i] };
    return compare(a[i], b[j], [...pathA, i], [...pathB, j]);
  });
}

/** Larger tables than this are not made: what lies between equal beginnings and ends is then aligned by equality. */
const LARGEST_TABLE = 250_000;

function alignItems(a: readonly Item[], b: readonly Item[]): [number, number][] {
  const steps: [number, number][] = [];
  let start = 0, endA = a.length, endB = b.length;
  for (; start < endA && start < endB && equals(a[start], b[start]); start++) steps.push([start, start]);
  const behind: [number, number][] = [];
  while (endA > start && endB > start && equals(a[endA - 1], b[endB - 1])) behind.push([--endA, --endB]);
  const middle = (endA - start) * (endB - start) > LARGEST_TABLE ? byEquality : byCost;
  return [...steps, ...middle(a, b, start, endA, endB), ...behind.reverse()];
}

/** Equal elements with equal ones; what lies between these in the order in which it stands. */
function byEquality(
  a: readonly Item[],
  b: readonly Item[],
  start: number,
  endA: number,
  endB: number,
): [number, number][] {
  if (endA === endB && isMostlyEqual(a, b, start, endA)) return inPlace(start, endA);
  const numbers = new Map<string, number>();
  const keys = (items: readonly Item[], end: number) =>
    items.slice(start, end).map((item) => {
      const key = print(item, { oneLine: true });
      return numbers.get(key) ?? (numbers.set(key, numbers.size), numbers.size - 1);
    });
  const steps: [number, number][] = [];
  const onlyA: number[] = [], onlyB: number[] = [];
  for (const [i, j] of align(keys(a, endA), keys(b, endB))) {
    if (i >= 0 && j >= 0) steps.push(...paired(onlyA, onlyB), [start + i, start + j]);
    else if (i >= 0) onlyA.push(start + i);
    else onlyB.push(start + j);
  }
  return [...steps, ...paired(onlyA, onlyB)];
}

/** Whether at least half of the elements are equal to the one at the same place. */
function isMostlyEqual(a: readonly Item[], b: readonly Item[], start: number, end: number): boolean {
  let equal = 0;
  for (let i = start; i < end; i++) if (equals(a[i], b[i])) equal++;
  return 2 * equal >= end - start;
}

function inPlace(start: number, end: number): [number, number][] {
  return Array.from({ length: end - start }, (_, i): [number, number] => [start + i, start + i]);
}

/** Takes what is left over on both sides, each with its counterpart as long as there is one. */
function paired(onlyA: number[], onlyB: number[]): [number, number][] {
  const count = Math.max(onlyA.length, onlyB.length);
  const pairs = Array.from({ length: count }, (_, i): [number, number] => [onlyA[i] ?? -1, onlyB[i] ?? -1]);
  onlyA.length = onlyB.length = 0;
  return pairs;
}

/** The cheapest alignment: what is left over costs 1 each, what is paired as much as it is unlike. */
function byCost(
  a: readonly Item[],
  b: readonly Item[],
  start: number,
  endA: number,
  endB: number,
): [number, number][] {
  const n = endA - start, m = endB - start, width = m + 1;
  const cost = new Float32Array((n + 1) * width);
  for (let i = n; i >= 0; i--) {
    for (let j = m; j >= 0; j--) {
      if (i === n || j === m) cost[i * width + j] = n - i + m - j;
      else {
        const paired = cost[(i + 1) * width + j + 1] + unlikeness(a[start + i], b[start + j]);
        const left = Math.min(cost[(i + 1) * width + j], cost[i * width + j + 1]) + 1;
        cost[i * width + j] = Math.min(paired, left);
      }
    }
  }
  return cheapest(cost, width, n, m, start, (i, j) => unlikeness(a[i], b[j]));
}

function cheapest(
  cost: Float32Array,
  width: number,
  n: number,
  m: number,
  start: number,
  unlike: (i: number, j: number) => number,
): [number, number][] {
  const steps: [number, number][] = [];
  let i = 0, j = 0;
  while (i < n && j < m) {
    const here = cost[i * width + j];
    const paired = Math.fround(cost[(i + 1) * width + j + 1] + unlike(start + i, start + j));
    if (Math.abs(here - paired) < 1e-3) steps.push([start + i++, start + j++]);
    else if (cost[(i + 1) * width + j] < cost[i * width + j + 1]) steps.push([start + i++, -1]);
    else steps.push([-1, start + j++]);
  }
  while (i < n) steps.push([start + i++, -1]);
  while (j < m) steps.push([-1, start + j++]);
  return steps;
}

/** 0 for equal items, below 1 for what is the same thing with another value, below 2 for what may be. */
function unlikeness(a: Item, b: Item): number {
  if (a.format !== b.format) return 1.9;
  if (a.format !== "L" || b.format !== "L") return equals(a, b) ? 0 : 1;
  if (a.value.length === 0 || b.value.length === 0) return a.value.length === b.value.length ? 0 : 1.5;
  if (equals(a, b)) return 0;
  // Lists that begin with the same id or name are about the same thing.
  return equals(a.value[0], b.value[0]) ? 0.5 : a.value.length === b.value.length ? 1.5 : 1.75;
}
