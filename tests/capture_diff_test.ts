// Differences: of items as a tree, of sequences in bounded time, of captures by what their messages are.
import { assertEquals } from "@std/assert";
import { diffCaptures } from "../core/reading/diff_captures.ts";
import { changesOf, diffItems, type ItemDiff } from "../core/reading/diff_items.ts";
import { align, type Step } from "../core/reading/diff_sequences.ts";
import { A, F4, type Item, L, U2, U4 } from "../core/secs2/mod.ts";
import { parseItem } from "../core/sml/mod.ts";
import { bookOf, CONNECTION, made, record } from "./capture_reading.ts";
import { test } from "./harness.ts";

/** Differences in short: `1.0 changed`, paths of the first unless added. */
function brief(a: string, b: string): string[] {
  const item = (text: string): Item | undefined => text === "" ? undefined : parseItem(text);
  return changesOf(diffItems(item(a), item(b))).map((change) => {
    const path = change.type === "added" ? change.pathB : change.pathA;
    return `${change.type} ${path.join(".")}`.trim();
  });
}

const CASES: readonly [name: string, a: string, b: string, changes: readonly string[]][] = [
  ["equal items", "<L <U4 1> <A 'x'>>", "<L <U4 1> <A 'x'>>", []],
  ["another value", "<L <U4 1> <A 'x'>>", "<L <U4 2> <A 'x'>>", ["changed 0"]],
  ["another format", "<L <U4 1> <A 'x'>>", "<L <U2 1> <A 'x'>>", ["format 0"]],
  ["an element more at the beginning", "<L <A 'b'> <A 'c'>>", "<L <A 'a'> <A 'b'> <A 'c'>>", ["added 0"]],
  ["an element less in the middle", "<L <A 'a'> <A 'b'> <A 'c'>>", "<L <A 'a'> <A 'c'>>", ["removed 1"]],
  [
    "a parameter with the same name and another value",
    "<L <L <A 'LOT'> <A '1'>> <L <A 'PPID'> <A 'R'>>>",
    "<L <L <A 'NEW'> <A '5'>> <L <A 'LOT'> <A '2'>> <L <A 'PPID'> <A 'R'>>>",
    ["added 0", "changed 0.1"],
  ],
  ["a list for an item", "<L <U4 1>>", "<L <L <U4 1>>>", ["format 0"]],
  ["header only before", "", "<A 'x'>", ["added"]],
  ["header only after", "<A 'x'>", "", ["removed"]],
  ["header only in both", "", "", []],
  ["everything of a list gone", "<L <U4 1> <U4 2>>", "<L>", ["removed 0", "removed 1"]],
];

for (const [name, a, b, changes] of CASES) {
  test(`diff of items: ${name}`, () => assertEquals(brief(a, b), changes));
}

/** What a diff says of one side, put together again. */
function side(diff: ItemDiff, which: "a" | "b"): Item | undefined {
  if (diff.type === "list") {
    return { format: "L", value: diff.children.flatMap((child) => side(child, which) ?? []) };
  }
  return which === "a"
    ? diff.type === "added" ? undefined : diff.a
    : diff.type === "removed"
    ? undefined
    : diff.b;
}

let seed = 5;
const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;

function anyItem(depth: number): Item {
  if (depth > 0 && random(3) > 0) return L(Array.from({ length: random(6) }, () => anyItem(depth - 1)));
  return [U4(random(3)), U2(random(3)), A("abc"[random(3)]), F4(random(2))][random(4)];
}

test("both sides of any diff are the items compared, and their places those of the paths", () => {
  for (let i = 0; i < 500; i++) {
    const a = anyItem(3), b = anyItem(3);
    const diff = diffItems(a, b)!;
    assertEquals([side(diff, "a"), side(diff, "b")], [a, b]);
    for (const change of changesOf(diff)) {
      if (change.type !== "added") assertEquals(at(a, change.pathA), change.a);
      if (change.type !== "removed") assertEquals(at(b, change.pathB), change.b);
    }
  }
});

function at(item: Item, path: readonly number[]): Item {
  return path.reduce((found, index) => (found.value as readonly Item[])[index], item);
}

test("long lists with an element more and one changed differ in just these", { timeout: 30_000 }, () => {
  const a = Array.from({ length: 5000 }, (_, i) => L(U4(i), A(`value ${i}`)));
  const b = a.map((item, i) => i === 4000 ? L(U4(i), A("other")) : item);
  b.splice(1000, 0, L(U4(77_777), A("new")));
  b.splice(3000, 1);
  const changes = changesOf(diffItems(L(a), L(b)));
  assertEquals(
    changes.map((change) => [change.type, change.type === "added" ? change.pathB : change.pathA]),
    [
      ["added", [1000]],
      ["removed", [2999]],
      ["changed", [4000, 1]],
    ],
  );
});

/** Length of the longest common subsequence, by the table that takes no short cuts. */
function commonLength(a: readonly number[], b: readonly number[]): number {
  let row = new Array(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    b.forEach((y, j) => next.push(x === y ? row[j] + 1 : Math.max(row[j + 1], next[j])));
    row = next;
  }
  return row[b.length];
}

function check(a: readonly number[], b: readonly number[], steps: readonly Step[]): number {
  assertEquals(steps.filter(([i]) => i >= 0).map(([i]) => i), a.map((_, i) => i));
  assertEquals(steps.filter(([, j]) => j >= 0).map(([, j]) => j), b.map((_, j) => j));
  const pairs = steps.filter(([i, j]) => i >= 0 && j >= 0);
  assertEquals(pairs.every(([i, j]) => a[i] === b[j]), true);
  return pairs.length;
}

test("an alignment leaves as few over as possible", () => {
  for (let i = 0; i < 500; i++) {
    const a = Array.from({ length: random(30) }, () => random(4)),
      b = Array.from({ length: random(30) }, () => random(4));
    assertEquals(check(a, b, align(a, b)), commonLength(a, b));
  }
});

test("long sequences that have little in common are aligned in bounded time", { timeout: 30_000 }, () => {
  const a = Array.from({ length: 30_000 }, () => random(50)),
    b = Array.from({ length: 30_000 }, () => random(50));
  assertEquals(check(a, b, align(a, b)) > 1000, true);
  const c = a.map((_, i) => i), d = c.map((i) => i + 1_000_000);
  assertEquals(check(c, d, align(c, d)), 0);
});

test("a message more, one less and one that differs are told apart, whatever the system bytes", () => {
  const one = [
    record(made(0, [1, 13, true], L())),
    record(made(1, [2, 41, true], A("START"))),
    record(made(2, [5, 1], U4(1), { direction: 1 })),
    record(made(3, [1, 1, true])),
  ];
  const two = [
    record(made(0, [1, 13, true], L(), { systemBytes: 99 })),
    record(made(1, [2, 41, true], A("STOP"))),
    record(made(2, [1, 1, true])),
    record(made(3, [1, 3, true], L())),
  ];
  const { messages, counts } = diffCaptures(one, two);
  assertEquals(messages.map(({ type }) => type), ["same", "differs", "only a", "same", "only b"]);
  assertEquals(counts, { same: 2, differs: 1, "only a": 1, "only b": 1 });
});

test("latencies of the kinds that both have are compared, the largest change first", () => {
  const answered = (index: number, fn: number, latency: number) =>
    record(made(index, [1, fn, true]), {
      transaction: {
        type: "transaction",
        connection: CONNECTION,
        primary: index,
        end: 99,
        outcome: "reply",
        latency,
      },
    });
  const { latencies } = diffCaptures(
    [answered(0, 1, 1e6), answered(1, 3, 1e6), answered(2, 3, 3e6), answered(3, 5, 1)],
    [answered(0, 1, 1.1e6), answered(1, 3, 9e6)],
  );
  assertEquals(latencies, [
    { kind: "S1F3", a: { count: 2, p50: 1e6, p95: 3e6 }, b: { count: 1, p50: 9e6, p95: 9e6 } },
    { kind: "S1F1", a: { count: 1, p50: 1e6, p95: 1e6 }, b: { count: 1, p50: 1.1e6, p95: 1.1e6 } },
  ]);
});

test("a capture and the same one rebuilt do not differ; without one message, in that message alone", () => {
  const { records } = bookOf("secsgem-gem-session.pcapng");
  const { counts } = diffCaptures(records, bookOf("imp-plain.pcap").records, { linktests: true });
  assertEquals(counts, { same: records.length, differs: 0, "only a": 0, "only b": 0 });
  const without = diffCaptures(records, records.filter(({ message }) => message.index !== 42));
  assertEquals(
    without.messages.filter(({ type }) => type !== "same").map((diff) =>
      diff.type === "only a" && diff.a.message.index
    ),
    [42],
  );
});
