// The checks of the gate, in the order in which they run.
import { checkFaces, checkJsrConfig, checkLockFiles } from "./config.ts";
import { checkPackage } from "./package.ts";
import { mustRun, run } from "./process.ts";
import { nodeBinary, root } from "./setup.mjs";

const ENTRY_POINTS = [
  "mod.ts",
  "core/sml/mod.ts",
  "core/messages/mod.ts",
  "core/gem/mod.ts",
  "driver/mod.ts",
  "adapters/deno.ts",
  "adapters/bun.ts",
  "adapters/node.ts",
];

/** Each check by its name; it throws what is wrong. */
export const CHECKS: Record<string, () => unknown> = {
  "format": checkFormat,
  "lint": () => deno("lint"),
  "types in Deno": () => deno("check"),
  "types in Node": () => tsc("tsconfig.json"),
  "types in Bun": () => tsc("tsconfig.bun.json"),
  "types of the page": () => tsc("devtool/tsconfig.json"),
  "the core needs no platform": () => tsc("tsconfig.core.json"),
  "examples in the core's comments run": () => deno("test", "-A", "--doc", "mod.ts", "core"),
  "examples in texts and adapters compile": () => deno("check", "--doc-only", ...markdown(), "adapters"),
  "every export is documented": checkDocumentation,
  "JSR takes the package": () => deno("publish", "--dry-run", "--allow-dirty"),
  "JSR and npm see the same package": checkFaces,
  "deno.jsr.json is deno.json without links": checkJsrConfig,
  "lock files name no address": checkLockFiles,
  "the npm package works everywhere": checkPackage,
  "the demo": () => mustRun([Deno.execPath(), "run", "-A", "cli/main.ts", "demo", "--fast"]),
};

function deno(...args: string[]): Promise<string> {
  return mustRun([Deno.execPath(), ...args, "--quiet"]);
}

/** Names the files only: `deno fmt` does the rest. */
async function checkFormat(): Promise<void> {
  const { ok, output } = await run([Deno.execPath(), "fmt", "--check"]);
  if (!ok) throw new Error(linesOf(output, /^from /).join("\n") || output);
}

/** Without Deno's warnings about types of Node's that it cannot find, and does not need. */
async function checkDocumentation(): Promise<void> {
  const { ok, output } = await run([Deno.execPath(), "doc", "--lint", "--quiet", ...ENTRY_POINTS]);
  if (!ok) throw new Error(linesOf(output, /^error|^ +-->/).join("\n") || output);
}

function linesOf(text: string, wanted: RegExp): string[] {
  return text.split("\n").filter((line) => wanted.test(line));
}

function tsc(config: string): Promise<string> {
  return mustRun([nodeBinary(20), "node_modules/typescript/bin/tsc", "--noEmit", "-p", config]);
}

function markdown(): string[] {
  const docs = [...Deno.readDirSync(`${root}/docs`)].map(({ name }) => `docs/${name}`);
  return ["README.md", "CONTRIBUTING.md", ...docs].filter((file) => file.endsWith(".md"));
}
