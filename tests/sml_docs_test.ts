// The examples of docs/sml.md, run.
import { assert, assertEquals } from "@std/assert";
import { readFileSync } from "node:fs";
import * as secs2 from "../core/secs2/mod.ts";
import * as notation from "../core/sml/mod.ts";
import { root, test } from "./harness.ts";

const doc = readFileSync(new URL("docs/sml.md", root), "utf8");

function blocks(language: string): string[] {
  return [...doc.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map(([, code]) => code);
}

test("every example in TypeScript gives what stands behind it", () => {
  const names = { ...secs2, ...notation };
  const evaluate = (code: string): unknown =>
    new Function(...Object.keys(names), `return ${code}`)(...Object.values(names));
  const examples = blocks("ts").flatMap((code) => [...code.matchAll(/^(.+); \/\/ (.+)$/gm)]);
  assert(examples.length >= 8, `${examples.length} were found`);
  for (const [line, code, result] of examples) assertEquals(evaluate(code), evaluate(result), line);
});

test("every example in SML is in canonical form", () => {
  const examples = blocks("sml").map((code) => code.trimEnd());
  assert(examples.length > 0);
  for (const code of examples) {
    assertEquals(notation.print(notation.parseMessage(code, { strict: true })), code);
  }
});
