// The checks of the gate, in the order in which they run.
import { mustRun, run } from "./process.ts";
import { nodeBinary, root } from "./setup.mjs";

const deno = (...args: string[]) => mustRun([Deno.execPath(), ...args]);
const tsc = (config: string) =>
  mustRun([nodeBinary(20), "node_modules/typescript/bin/tsc", "--noEmit", "-p", config]);

/** Each check by its name; it throws what is wrong. */
export const CHECKS: Record<string, () => Promise<unknown>> = {
  "format": () => deno("fmt", "--check"),
  "lint": () => deno("lint"),
  "types in Deno": () => deno("check"),
  "types in Node": () => tsc("tsconfig.json"),
  "types in Bun": () => tsc("tsconfig.bun.json"),
  "the core needs no platform": () => tsc("tsconfig.core.json"),
};
