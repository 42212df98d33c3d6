// Each file keeps to its floor: what it imports, what the core names, how long it is.
import { assert, assertEquals } from "@std/assert";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { breaches, HOUSE, importsOf, withoutComments } from "./floors.ts";
import { root, test } from "./harness.ts";

const FILES = HOUSE.flatMap(sourceFiles);

function sourceFiles(path: string): string[] {
  if (!existsSync(new URL(path, root))) return [];
  if (!statSync(new URL(path, root)).isDirectory()) return [path];
  return readdirSync(new URL(path, root)).sort().flatMap((name) => sourceFiles(`${path}/${name}`));
}

test("every file keeps to its floor", () => {
  assert(FILES.includes("core/machine.ts") && FILES.includes("mod.ts"), "the files of the house are found");
  const found = FILES.flatMap((file) =>
    breaches(file, readFileSync(new URL(file, root), "utf8")).map((breach) => `${file} ${breach}`)
  );
  assertEquals(found, []);
});

const PLANTED: [file: string, source: string, expected: string[]][] = [
  ["core/hsms/entity.ts", `import { decode } from "../secs2/mod.ts";`, ["imports ../secs2/mod.ts"]],
  ["core/hsms/entity.ts", `import type { Link } from "../link.ts"; import "./header.ts";`, []],
  ["core/hsms/entity.ts", `type Item = import("../secs2/item.ts").Item;`, ["imports ../secs2/item.ts"]],
  ["core/secs2/item.ts", `export * from '../machine.ts';`, ["imports ../machine.ts"]],
  ["core/secs2/item.ts", `import { createHash } from "node:crypto";`, ["imports node:crypto"]],
  ["core/machine.ts", `import type { Link } from "./link.ts";`, ["imports ./link.ts"]],
  ["core/util.ts", ``, ["stands on no floor"]],
  ["core/framing/framing.ts", `import "../gem/host.ts"; import "../sml/print.ts";`, [
    "imports ../gem/host.ts",
  ]],
  ["mod.ts", `export * from "./adapters/node.ts";`, ["imports ./adapters/node.ts"]],
  ["adapters/bun.ts", `import net from "node:net";`, ["imports node:net"]],
  ["adapters/deno.ts", `import net from "node:net"; import tls from "node:tls";`, ["imports node:net"]],
  ["adapters/node.ts", `import net from "node:net"; import { a } from "./runner.ts";`, []],
  ["adapters/runner.ts", `import { a } from "../core/secs2/mod.ts";`, ["imports ../core/secs2/mod.ts"]],
  ["adapters/runner.ts", `const now = Date.now(); await setTimeout(1);`, []],
  ["driver/profile.ts", `import "../mod.ts"; import "yaml"; import "../core/link.ts";`, [
    "imports ../core/link.ts",
  ]],
  ["core/hsms/entity.ts", `const now = Date.now();`, ["names Date"]],
  ["core/hsms/entity.ts", "const text = `at ${`${performance.now()}`}`;", ["names performance"]],
  ["core/hsms/entity.ts", `export async function f(): Promise<void> {}`, ["names async", "names Promise"]],
  ["core/hsms/entity.ts", `const a = [...process.argv, Math.random()];`, [
    "names process",
    "names Math.random",
  ]],
  [
    "core/hsms/entity.ts",
    `// Date\n/* setTimeout */ const a = "Buffer" + 'Deno' + \`Bun\` + /console/.source;`,
    [],
  ],
  ["core/hsms/entity.ts", `const a = b / c; setTimeout(d, e / f);`, ["names setTimeout"]],
  ["core/hsms/entity.ts", `this.process(link.Date, isDateLike, asyncness);`, []],
  ["core/secs2/platform.ts", `globalThis.Buffer; Date.now();`, ["names Date"]],
  ["core/secs2/item.ts", `globalThis.Buffer;`, ["names globalThis"]],
  ["adapters/runner.ts", "\n".repeat(349) + "a();\n", []],
  ["adapters/runner.ts", "\n".repeat(350) + "a();\n", ["has 351 lines"]],
];

test("a planted breach of a floor is found, and nothing else", () => {
  for (const [file, source, expected] of PLANTED) assertEquals(breaches(file, source), expected, source);
});

test("imports are read from code, not from comments", () => {
  assertEquals(importsOf(`// import "a"\n/** from "b" */ import * as c from 'c'; export { d } from\n"d";`), [
    "c",
    "d",
  ]);
  assertEquals(importsOf(`const e = await import("e"); const f = import.meta.url;`), ["e"]);
});

test("comments go, code and strings stay", () => {
  const source = 'a("// no" /* yes */, `/* ${b /* yes */} // */ ${{ c: `}` }}`, /["/*]/g); // yes\nd';
  assertEquals(withoutComments(source), 'a("// no" , `/* ${b } // */ ${{ c: `}` }}`, /["/*]/g); \nd');
});
