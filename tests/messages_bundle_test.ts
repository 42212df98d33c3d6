// What a program that imports messages has to load: no more than it uses.
import { assert } from "@std/assert";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root, test } from "./harness.ts";

const ESBUILD = fileURLToPath(new URL("node_modules/esbuild/bin/esbuild", root));

/** What is bundled, the sizes in docs/messages.md, and how much they may be off. */
const BUNDLES: readonly (readonly [string, string])[] = [
  ["the codec alone", `export { decode, encode } from "./core/secs2/mod.ts"`],
  ["one message", `export { S2F41 } from "./core/messages/mod.ts"`],
  ["S1F13, S1F14, S6F11, S6F12", `export { S1F13, S1F14, S6F11, S6F12 } from "./core/messages/mod.ts"`],
  ["the whole catalogue", `export { catalogue } from "./core/messages/mod.ts"`],
];

const doc = readFileSync(new URL("docs/messages.md", root), "utf8");

test("bundles have the sizes that docs/messages.md says", { timeout: 120_000 }, () => {
  for (const [name, source] of BUNDLES) {
    const said = Number(new RegExp(`\\| ${name} +\\| *([\\d.]+) kB`).exec(doc)?.[1]);
    const size = bundled(source).length / 1000;
    assert(Math.abs(size - said) < 0.05 * said + 0.5, `${name}: ${size} kB, ${said} kB are said`);
  }
});

test("one message brings no other along", { timeout: 120_000 }, () => {
  const code = bundled(BUNDLES[1][1]);
  assert(code.includes("S2F41") && code.includes("CPVAL"));
  for (const other of ["S2F42", "S6F11", "HCACK", "CEID"]) assert(!code.includes(other), other);
});

function bundled(source: string): string {
  const options = ["--bundle", "--format=esm", "--minify", "--loader=ts", "--charset=utf8"];
  const cwd = fileURLToPath(root);
  return execFileSync(ESBUILD, options, { cwd, input: source, encoding: "utf8", maxBuffer: 1 << 24 });
}
