// The adapter of the runtime that runs this: the examples are the same on Deno, Bun and Node.

/** Its `connect`, `open` and `listen`. */
export function adapter(): Promise<typeof import("../adapters/node.ts")> {
  const { Deno, Bun } = globalThis as { Deno?: unknown; Bun?: unknown };
  if (Deno !== undefined) return import("../adapters/deno.ts");
  if (Bun !== undefined) return import("../adapters/bun.ts");
  return import("../adapters/node.ts");
}
