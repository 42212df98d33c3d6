// The page on GEM says what the tables and the tests say.
import { assertEquals, assertThrows } from "@std/assert";
import { readFileSync } from "node:fs";
import {
  ADDITIONAL,
  compliance,
  diagram,
  FUNDAMENTAL,
  generated,
  proofs,
  withGenerated,
} from "./gem_docs.ts";
import { root, test } from "./harness.ts";

test("gem docs: the diagrams and tables are those of the transitions, the compliance is that of the tests", () => {
  const page = readFileSync(new URL("docs/gem.md", root), "utf8");
  // The spaces that align the columns of a table, and its line of dashes, are the formatter's.
  const plain = (text: string) => text.replaceAll(/-{3,}/g, "---").replaceAll(/ +/g, " ");
  assertEquals(plain(page), plain(withGenerated(page)), "run: deno run -A testing/write_gem_docs.ts");
});

test("gem docs: every capability of E30 is proven by a test, and no test proves another", () => {
  const all = proofs();
  const proven = (kind: string) =>
    new Set(all.filter((proof) => proof.kind === kind).map(({ capability }) => capability));
  assertEquals([...proven("fundamental")].sort(), [...FUNDAMENTAL].sort());
  assertEquals([...proven("additional")].sort(), [...ADDITIONAL].sort());
});

test("gem docs: a part without a place is missed, and each row is drawn for every state it leaves", () => {
  assertThrows(() => withGenerated("no place"), Error, "Cannot write the part");
  assertEquals(
    diagram([{ name: "x", from: ["A B", "C"], on: "y", to: "C", action: "z" }], ["C"]).split("\n").slice(
      2,
      -1,
    ),
    ['  state "A B" as A_B', '  state "C" as C', "  [*] --> C", "  A_B --> C: y / z", "  C --> C: y / z"],
  );
  assertEquals(compliance([]).includes("| fundamental | state models | 0 |  |"), true);
  assertEquals(Object.keys(generated()).length, 5);
});
