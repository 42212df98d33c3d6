// docs/findings.md: its table is the table of findings.
import { assert, assertEquals } from "@std/assert";
import { readFileSync } from "node:fs";
import { FINDINGS } from "../core/audit/findings.ts";
import { root, test } from "./harness.ts";

const doc = readFileSync(new URL("docs/findings.md", root), "utf8");

test("the table in docs/findings.md is the table of findings", () => {
  const table = /<!-- findings -->\n([^]*)\n<!-- \/findings -->/.exec(doc)?.[1] ?? "";
  const found = table.split("\n").filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  const expected = Object.entries(FINDINGS).map(([kind, { severity, clause, meaning }]) => [
    `\`${kind}\``,
    severity,
    clause,
    meaning,
  ]);
  assertEquals(found, expected);
});

test("each kind of finding is a name in small letters, its meaning one sentence", () => {
  for (const [kind, { clause, meaning }] of Object.entries(FINDINGS)) {
    assert(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(kind), kind);
    assert(/^(E\d+ \S|capture$)/.test(clause), clause);
    assert(/^[A-Z]\S* .+\.$/.test(meaning) && !meaning.includes(". "), meaning);
  }
});
