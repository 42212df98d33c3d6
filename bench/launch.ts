// Starts processes of the same runtime, pinned to a core where the system can, and talks to them in lines of JSON.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpus } from "node:os";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Runtime } from "./goals.ts";

const global = globalThis as { Deno?: { version: { deno: string } }; Bun?: { version: string } };

/** The runtime that runs this. */
export const RUNTIME: Runtime = global.Deno !== undefined
  ? "deno"
  : global.Bun !== undefined
  ? "bun"
  : Number(process.versions.node.split(".")[0]) < 24
  ? "node20"
  : "node24";

export const RUNTIME_VERSION: string = global.Deno?.version.deno ?? global.Bun?.version ??
  process.versions.node;

/** Whether processes can be pinned to cores. */
export const PINNED: boolean = process.platform === "linux" && spawnSync("taskset", ["-V"]).status === 0;

/** The core that measurements run on: the last, since systems begin with the first. */
export const CORE: number = cpus().length - 1;

/** Another core, where there is one. */
export const OTHER_CORE: number = Math.max(CORE - 1, 0);

/** How a process is started. */
export interface LaunchOptions {
  /** The core to pin it to, where that is possible; any when absent. */
  readonly core?: number;
  /** Flags for V8. Bun takes none. */
  readonly v8?: readonly string[];
  /** Whether it may open as many files as the system allows at most. */
  readonly manyFiles?: boolean;
}

const GIVE_UP = 300_000;

/** A process that runs a task of bench/worker.ts. It ends when its input does, and is killed after five minutes. */
export class Helper {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #task: string;

  constructor(task: string, argument: unknown, options: LaunchOptions = {}) {
    const [file, ...args] = command(["worker", task, JSON.stringify(argument)], options);
    this.#task = task;
    this.#child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"], timeout: GIVE_UP });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  /** What the process says next. */
  async next<T>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`Cannot measure ${this.#task}: its process ended without a result`);
    return JSON.parse(value) as T;
  }

  /** Asks the process something. */
  ask<T>(question: string): Promise<T> {
    this.#child.stdin!.write(`${question}\n`);
    return this.next<T>();
  }

  /** Ends the process. */
  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("close", resolve));
    this.#child.stdin!.end();
    await ended;
  }
}

/** Runs a task in a process of its own and gives back what it finds. */
export async function inProcess<T>(task: string, argument: unknown, options?: LaunchOptions): Promise<T> {
  const helper = new Helper(task, argument, options);
  const result = await helper.next<T>();
  await helper.end();
  return result;
}

function command([script, ...args]: string[], { core, v8 = [], manyFiles = false }: LaunchOptions): string[] {
  const pin = core !== undefined && PINNED ? ["taskset", "-c", String(core)] : [];
  const shell = ["sh", "-c", 'ulimit -n "$(ulimit -Hn)"; exec "$@"', "sh"];
  const raise = manyFiles && process.platform !== "win32" ? shell : [];
  return [...raise, ...pin, process.execPath, ...runtimeFlags(v8), path(script), ...args];
}

function runtimeFlags(v8: readonly string[]): string[] {
  if (RUNTIME === "deno") return ["run", "-A", ...v8.length > 0 ? [`--v8-flags=${v8.join(",")}`] : []];
  return RUNTIME === "bun" ? [] : [...v8];
}

/** Node 20 runs what tsc has made of these files. */
function path(script: string): string {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  return fileURLToPath(new URL(`./${script}${extension}`, import.meta.url));
}
