// What an idle connection takes in the process that has accepted it: ours when selected, and a bare socket.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { CORE, Helper, OTHER_CORE } from "./launch.ts";
import { FULL, type Pace } from "./measure.ts";
import { collect, physical } from "./memory.ts";
import { raw } from "./raw.ts";
import type { Figure } from "./report.ts";
import { adapter } from "./stacks.ts";

const MOST = 10_000;
/** Files that a process has open anyway. */
const OTHER_FILES = 200;
const AT_A_TIME = 50;
/** The first connections also fill pools and warm the engine up: memory is counted from here on. */
const FROM = 0.2;
const SELECT = Uint8Array.of(0, 0, 0, 10, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 1);

const KINDS = ["bare socket", "fabwire"] as const;
type Kind = (typeof KINDS)[number];

/** Bytes that one idle connection takes in the accepting process. */
export async function idle(pace: Pace): Promise<Figure[]> {
  const count = pace === FULL ? connections() : 200;
  const figures: Figure[] = [];
  for (const kind of KINDS) {
    const value = await bytesEach(kind, count);
    const note = `${count.toLocaleString("en")} connections`;
    figures.push({ group: "idle", name: kind, unit: "B", value, note });
  }
  return figures;
}

async function bytesEach(kind: Kind, count: number): Promise<number> {
  const server = new Helper("idle server", kind, { core: CORE, v8: ["--expose-gc"], manyFiles: true });
  const port = await server.next<number>();
  const client = new Helper("idle client", { port, kind }, { core: OTHER_CORE, manyFiles: true });
  await client.next();
  const first = Math.round(count * FROM);
  await client.ask(String(first));
  const before = await server.ask<number>("memory");
  await client.ask(String(count - first));
  const after = await server.ask<number>("memory");
  await client.end();
  await server.end();
  return (after - before) / (count - first);
}

/** As many as the system lets one process have, up to 10,000. */
function connections(): number {
  if (process.platform === "win32") return MOST;
  const { stdout } = spawnSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" });
  const limit = Number(stdout.trim());
  return Number.isNaN(limit) ? MOST : Math.min(MOST, limit - OTHER_FILES);
}

/** Accepts connections; gives the port. */
export async function idleServer(kind: Kind): Promise<number> {
  if (kind === "bare socket") return (await raw.listen(() => {}, 256)).port;
  const { listen } = await adapter();
  const listener = await listen({ host: "127.0.0.1", port: 0, maxConnections: MOST, timers: { T7: 1 } });
  return listener.address.port;
}

/** The memory of the accepting process, once it has come to rest: T7 of the last connection is over as well. */
export async function idleMemory(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await collect();
  return physical();
}

/** Opens as many connections as it is asked to, and keeps them. */
export function idleClient({ port, kind }: { port: number; kind: Kind }): (count: string) => Promise<number> {
  const open = (): Promise<unknown> =>
    kind === "bare socket" ? raw.connect(port, () => {}, 256) : select(port);
  return async (count) => {
    for (let left = Number(count); left > 0; left -= AT_A_TIME) {
      await Promise.all(Array.from({ length: Math.min(left, AT_A_TIME) }, open));
    }
    return Number(count);
  };
}

async function select(port: number): Promise<void> {
  let selected = (): void => {};
  const answered = new Promise<void>((resolve) => selected = resolve);
  const socket = await raw.connect(port, () => selected(), 256);
  socket.write(SELECT);
  await answered;
}
