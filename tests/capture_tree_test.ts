// The byte tree: every byte belongs to the part it is, huge lists open lazily, and what is cut is shown as far as it goes;
// and SML whose parts know their bytes.
import { assertEquals } from "@std/assert";
import { annotate } from "../core/reading/annotate.ts";
import { NameLearner } from "../core/reading/names_learn.ts";
import { smlLines, smlLineText } from "../core/reading/sml_lines.ts";
import { ByteTree, partAt, type TreeNode } from "../core/reading/tree.ts";
import { A, B, BOOLEAN, decode, encode, F4, type Item, L, U2, U4 } from "../core/secs2/mod.ts";
import { parseItem, print } from "../core/sml/mod.ts";
import { loadCapture } from "./captures_truth.ts";
import { bookOf, made, record } from "./capture_reading.ts";
import { test } from "./harness.ts";

const EVENT = encode(L(U4(0), U4(300), L(L(U4(1), L(F4(4.5), A("LOT-7"), U2(1, 2, 3), L(), BOOLEAN(true))))));

const TIMED = ["secsgem-gem-session.pcapng", "secsgem-large.pcapng", "secs4js-session.pcapng"] as const;

/** Every part of every item, in order of its bytes. */
function parts(tree: ByteTree, node: TreeNode | undefined = tree.root): string[] {
  if (node === undefined) return [];
  const { format, offset, bodyOffset, end } = node;
  const own = [`${format} ${offset}`, `length ${offset + 1}-${bodyOffset}`];
  if (format === "L") return [...own, ...tree.children(node).flatMap((child) => parts(tree, child))];
  return [...own, `value ${bodyOffset}-${end}`];
}

test("the parts of all items cover a text without a gap", () => {
  for (const name of TIMED) {
    for (const { message: { text } } of bookOf(name).records) {
      const tree = new ByteTree(text);
      if (tree.fault !== undefined) continue;
      let at = 0;
      const next = (node: TreeNode | undefined): void => {
        if (node === undefined) return;
        assertEquals(node.offset, at);
        assertEquals(node.bodyOffset, at + 1 + (text[at] & 3));
        at = node.format === "L" ? node.bodyOffset : node.end;
        for (const child of tree.children(node)) next(child);
        assertEquals(node.end, at);
      };
      next(tree.root);
      assertEquals(at, text.length);
    }
  }
});

test("each byte leads to its item and to the part of it that it is", () => {
  const tree = new ByteTree(EVENT);
  assertEquals(parts(tree).length, 3 * 7 + 2 * 5);
  for (let offset = 0; offset < EVENT.length; offset++) {
    const node = tree.nodeAt(offset)!;
    const part = partAt(node, offset);
    const span = part === "format"
      ? [node.offset, node.offset + 1]
      : part === "length"
      ? [node.offset + 1, node.bodyOffset]
      : [node.bodyOffset, node.end];
    assertEquals(offset >= span[0] && offset < span[1], true);
    assertEquals(tree.at(node.path), node);
  }
  assertEquals(tree.nodeAt(EVENT.length), undefined);
  assertEquals(tree.at([2, 0, 1, 1])?.format, "A");
  assertEquals(tree.at([2, 0, 1, 9]), undefined);
  assertEquals(tree.at([1, 0]), undefined);
});

test("a list of 300,000 opens anywhere without its beginning being made", () => {
  const text = encode(L(Array.from({ length: 300_000 }, (_, i) => U4(i))));
  const tree = new ByteTree(text);
  const some = tree.children(tree.root!, 299_990, 299_995);
  assertEquals(some.map(({ path }) => path[0]), [299_990, 299_991, 299_992, 299_993, 299_994]);
  assertEquals(decode(text.subarray(some[0].offset, some[0].end)), U4(299_990));
  assertEquals(tree.nodeAt(some[3].bodyOffset)?.path, [299_993]);
});

test("a huge list that breaks off leads to all that can be read of it", () => {
  const whole = encode(L(Array.from({ length: 1000 }, (_, i) => U4(i))));
  const tree = new ByteTree(whole.subarray(0, whole.length - 2));
  const last = tree.children(tree.root!, 990);
  assertEquals([last.length, last.at(-1)?.fault?.fault], [10, "truncated item"]);
  assertEquals(tree.nodeAt(whole.length - 3)?.path, [999]);
  assertEquals(tree.nodeAt(last[0].bodyOffset)?.path, [990]);
});

const BROKEN: readonly [
  name: string,
  bytes: readonly number[],
  fault: string,
  offset: number,
  items: number,
][] = [
  ["no item at all", [], "", 0, 0],
  ["an unknown format", [0x7d, 1, 0], "unknown format code", 0, 1],
  ["no length bytes", [0xb0], "no length bytes", 0, 1],
  ["a header that is cut", [0x42, 1], "truncated item", 0, 1],
  ["a text that is cut", [0x41, 5, 0x41], "truncated item", 0, 1],
  ["an odd length", [0xa9, 3, 1, 2, 3], "length not a multiple of the element size", 0, 1],
  ["a list with an element missing", [1, 2, 0xa5, 1, 7], "list too long", 0, 2],
  ["a broken element deep inside", [1, 2, 1, 2, 0xa5, 1, 7, 0x41, 9, 0x41, 0x42], "truncated item", 7, 4],
  ["bytes after the item", [0xa5, 1, 7, 0xa5, 1, 8], "bytes after the item", 3, 1],
];

for (const [name, bytes, fault, offset, items] of BROKEN) {
  test(`a broken text is shown as far as it goes: ${name}`, () => {
    const tree = new ByteTree(Uint8Array.from(bytes));
    assertEquals(tree.fault, fault === "" ? undefined : { fault, offset });
    const count = (node: TreeNode | undefined): number =>
      node === undefined ? 0 : 1 + tree.children(node).reduce((sum, child) => sum + count(child), 0);
    assertEquals(count(tree.root), items);
    const lines = [...smlLines(tree.text)];
    assertEquals(lines.at(-1)?.fault === undefined, fault === "");
    for (const { parts } of lines) {
      for (const { offset, end } of parts) assertEquals(end >= offset && end <= bytes.length, true);
    }
  });
}

test("the SML lines of every message of the captures are what print gives", () => {
  let compared = 0;
  for (const name of TIMED) {
    for (const { message: { text } } of bookOf(name).records) {
      if (text.length === 0 || new ByteTree(text).fault !== undefined) continue;
      assertEquals([...smlLines(text, { elements: Infinity })].map(smlLineText).join("\n"), print(text));
      compared++;
    }
  }
  assertEquals(compared > 500, true);
});

test("the parts of a line stand for the bytes they print", () => {
  const text = encode(L(U2(1, 2, 3), B(7, 8), BOOLEAN(true, false), A('a"b'), F4(1.5, -2)));
  for (const { node, parts } of smlLines(text)) {
    if (node.format === "L") continue;
    const values = parts.filter(({ tone }) => tone === "value");
    const again = (item: Item) => [...encode(item)].slice(2);
    for (const { text: printed, offset, end } of values) {
      const part = parseItem(`<${node.format}${printed}>`);
      assertEquals(again(part), [...text.subarray(offset, end)]);
    }
    assertEquals(parts.map(({ offset }) => offset).at(0), node.offset);
    assertEquals(parts.find(({ tone }) => tone === "length")?.end, node.bodyOffset);
  }
});

test("elements left out are one part, up to the end of the item", () => {
  const [line] = smlLines(encode(U4(...Array.from({ length: 20 }, (_, i) => i))), { elements: 3 });
  assertEquals(smlLineText(line), "<U4 [20] 0 1 2 … 17 more>");
  assertEquals(line.parts.at(-2), { text: " … 17 more", tone: "value", offset: 14, end: 82 });
});

test("lines carry the names of events, reports and variables", () => {
  const names = new NameLearner({
    names: { CEID: { 300: "ProcessStarted" }, VID: { 1001: { name: "Pressure", units: "Pa" } } },
    reports: { 1: [1001, 1002] },
  });
  const event = record(
    made(0, [6, 11, true], L(U4(0), U4(300), L(L(U4(1), L(F4(4.5), A("x"))))), { direction: 1 }),
  );
  const annotations = annotate(event, { names });
  assertEquals([...smlLines(event.message.text, { annotations })].map(smlLineText), [
    "<L [3]",
    "  <U4 [1] 0> // DATAID",
    "  <U4 [1] 300> // CEID ProcessStarted",
    "  <L [1]",
    "    <L [2]",
    "      <U4 [1] 1> // RPTID",
    "      <L [2]",
    "        <F4 [1] 4.5> // V Pressure [Pa]",
    '        <A [1] "x"> // V of 1002',
    "      >",
    "    >",
    "  >",
    ">",
  ]);
  assertEquals(annotations.find(({ variable }) => variable === 1001), {
    item: "V",
    path: [2, 0, 1, 0],
    place: "reports[0].values[0]",
    offset: 26,
    end: 32,
    value: 4.5,
    variable: 1001,
    name: "Pressure",
    units: "Pa",
  });
});

test("random bytes never throw, and end", () => {
  const truth = loadCapture("secsgem-gem-session.pcapng").truth;
  let seed = 7;
  const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  const bodies = truth.connections.flatMap(({ directions }) => directions.flatMap(({ messages }) => messages))
    .flatMap(({ bodyHex }) =>
      bodyHex ? [Uint8Array.from(bodyHex.match(/../g)!, (pair) => parseInt(pair, 16))] : []
    );
  for (let i = 0; i < 3000; i++) {
    const text = bodies[random(bodies.length)].slice(0, 200);
    if (text.length > 0) { for (let n = random(4); n >= 0; n--) text[random(text.length)] = random(256); }
    const tree = new ByteTree(text);
    let lines = 0;
    for (const line of smlLines(text)) lines += line.parts.length > 0 ? 1 : 0;
    assertEquals(lines <= 3 * text.length + 3, true);
    for (let at = 0; at < text.length; at += 7) tree.nodeAt(at);
  }
});
