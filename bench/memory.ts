// The memory of this process: collected, counted, and its peak.
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

type Collector = (options?: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;
const { gc, Bun } = globalThis as { gc?: Collector; Bun?: { gc(synchronous: boolean): void } };

/** Frees what nobody holds, and gives free pages back; needs the V8 flag `--expose-gc`. */
export async function collect(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    if (Bun !== undefined) Bun.gc(true);
    else gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Bytes of the heap in use. */
export function heap(): number {
  return process.memoryUsage().heapUsed;
}

/** Bytes of physical memory in use. */
export function physical(): number {
  return process.memoryUsage().rss;
}

/** By how many bytes physical memory grows at most while `run` runs; known to Linux alone. */
export async function peakOf(run: () => unknown): Promise<number | undefined> {
  await collect();
  if (process.platform !== "linux") return undefined;
  writeFileSync("/proc/self/clear_refs", "5");
  const before = physical();
  await run();
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"));
  return Number(peak![1]) * 1024 - before;
}
