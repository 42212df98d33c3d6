// Test-only: a simulated etcher in this process, for commands that talk to tools.
import { Listening } from "./cli_net.ts";
import { Run } from "./cli_rig.ts";

/** A tool under way: its address, and the run of `hsms sim`. */
export interface RunningTool {
  /** `127.0.0.1:PORT`. */
  readonly at: string;
  readonly sim: Run;
}

/** Does something with a simulated etcher that listens. */
export async function withTool<T>(
  work: (tool: RunningTool) => Promise<T>,
  args: readonly string[] = [],
): Promise<T> {
  const sim = new Run(["sim", "etcher", "--port", "0", "--address", "127.0.0.1", ...args]);
  try {
    const [, port] = await sim.until(/listens at 127\.0\.0\.1:(\d+)/, "err");
    return await work({ at: `127.0.0.1:${port}`, sim });
  } finally {
    await sim.interrupt();
  }
}

/** Lines as a standard input. */
export async function* typed(...lines: readonly string[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
}

/** A TCP port that nobody listens at. */
export async function freePort(): Promise<number> {
  const listening = await Listening.open();
  const { port } = listening;
  await listening.close();
  return port;
}
