// docs/parity.md names a test for every row, and every test it names exists.
import { assert, assertEquals } from "@std/assert";
import { existsSync, readFileSync } from "node:fs";
import { root, test } from "./harness.ts";

interface Row {
  id: string;
  what: string;
  file: string;
  name: string;
}

/** Every row that this version must show. */
const REQUIRED: readonly string[] = [
  ...numbered("R", 1, 32),
  ...numbered("H", 1, 25),
  ...numbered("P", 1, 5),
  ...numbered("D", 1, 27),
  ...numbered("C", 1, 13),
];

const ROWS = rowsOf(read("docs/parity.md"));

function numbered(letter: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `${letter}${first + i}`);
}

function read(file: string): string {
  return readFileSync(new URL(file, root), "utf8");
}

/** The rows of tables like `| R1 | what | tests/some_test.ts | "name of a test" |`. */
function rowsOf(markdown: string): Row[] {
  return [...markdown.matchAll(/^\| *([A-Z]\d+) *\|(.*)\|(.*)\|(.*)\|$/gm)].map((
    [, id, what, file, name],
  ) => ({
    id,
    what: what.trim(),
    file: file.trim(),
    name: name.trim().replace(/^"(.*)"$/, "$1"),
  }));
}

/**
 * Whether a source has a test of this name, written as it stands there (a template with its `${…}`): as the first
 * argument of a call, or as the key of a check.
 */
function hasTest(source: string, name: string): boolean {
  return ['"', "'", "`"].some((quote) => {
    const at = source.indexOf(quote + name + quote);
    if (at < 0) return false;
    return source.slice(0, at).trimEnd().endsWith("(") || source[at + name.length + 2] === ":";
  });
}

test("parity: every row is listed, and says what it is", () => {
  const listed = new Set(ROWS.map(({ id }) => id));
  assertEquals(REQUIRED.filter((id) => !listed.has(id)), []);
  assertEquals(ROWS.filter(({ what }) => what === ""), []);
});

test("parity: every row names a test", () => {
  assertEquals(ROWS.filter(({ file, name }) => file === "" || name === "").map(({ id }) => id), []);
});

test("parity: every test named exists", () => {
  const missing = ROWS
    .filter(({ file, name }) => !existsSync(new URL(file, root)) || !hasTest(read(file), name))
    .map(({ id, file, name }) => `${id}: ${file} "${name}"`);
  assertEquals(missing, []);
});

test("parity: a table is read, and a test that is not there is missed", () => {
  const rows = rowsOf('| row | what |\n| R1 | A | tests/a_test.ts | "b c" |\n| R2 | | | |\nR3 | x\n');
  assertEquals(rows.map(({ id, file, name }) => [id, file, name]), [["R1", "tests/a_test.ts", "b c"], [
    "R2",
    "",
    "",
  ]]);
  assert(hasTest('test("b c", () => {', "b c") && hasTest("test(`b ${c}`, run)", "b ${c}"));
  assert(!hasTest('test("b c d")', "b c") && !hasTest("// b c", "b c"));
});
