// Sockets beneath the adapters: what dials and listens on this runtime.
import type { Platform } from "../adapters/socket.ts";

/** What this runtime provides; Node's own, which works on all, where client certificates are asked for. */
export async function platformOf({ mutual }: { mutual: boolean }): Promise<Platform> {
  const runtime = globalThis as { Deno?: unknown; Bun?: unknown };
  if (runtime.Deno !== undefined && !mutual) return (await import("../adapters/deno_net.ts")).DENO;
  if (runtime.Bun !== undefined) return (await import("../adapters/bun_net.ts")).BUN;
  return (await import("../adapters/node_net.ts")).NODE;
}
