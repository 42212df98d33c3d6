// The sockets of whatever runtime this is.
import type * as node from "../adapters/node.ts";

/** What the driver needs of an adapter. */
export type Sockets = Pick<typeof node, "open" | "listen">;

/** The adapter of this runtime; that of Node, which works on all, where the own one has no client certificates. */
export async function socketsOf({ clientCertificate }: { clientCertificate: boolean }): Promise<Sockets> {
  const runtime = globalThis as { Deno?: unknown; Bun?: unknown };
  if (runtime.Deno !== undefined && !clientCertificate) return await import("../adapters/deno.ts");
  if (runtime.Bun !== undefined) return await import("../adapters/bun.ts");
  return await import("../adapters/node.ts");
}
