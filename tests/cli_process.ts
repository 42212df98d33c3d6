// Test-only: the program as a process of the runtime that runs the test.
import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

const extension = import.meta.url.slice(import.meta.url.lastIndexOf(".")); // Node 20 runs a build
const main = fileURLToPath(new URL(`../cli/main${extension}`, import.meta.url));
const flags = "Deno" in globalThis ? ["run", "-A", "--quiet"] : [];

/** What runs the program with these arguments, on the runtime that runs the test. */
export function commandLine(args: readonly string[]): string[] {
  return [process.execPath, ...flags, main, ...args];
}

/** What a process has left. */
export interface Left {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** A process under way. */
export class Process {
  /** When it has ended, and its outputs are closed. */
  readonly done: Promise<Left>;
  out = "";
  err = "";
  readonly #child: ChildProcess;

  constructor(args: readonly string[], env: Record<string, string | undefined> = {}) {
    const all = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env };
    const child = spawn(process.execPath, [...flags, main, ...args], {
      env: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#child = child;
    child.stdin.on("error", () => {}); // it may end before it has read everything
    child.stdout.setEncoding("utf8").on("data", (text: string) => this.out += text);
    child.stderr.setEncoding("utf8").on("data", (text: string) => this.err += text);
    this.done = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve({ code, signal, out: this.out, err: this.err }));
    });
  }

  /** Its standard input. */
  get stdin(): NonNullable<ChildProcess["stdin"]> {
    return this.#child.stdin!;
  }

  kill(signal: "SIGINT" | "SIGKILL"): void {
    process.kill(this.#child.pid!, signal); // after its own kill, Deno tells no exit code
  }

  /** Reads no more of its outputs. */
  hangUp(): void {
    this.#child.stdout!.destroy();
    this.#child.stderr!.destroy();
  }

  /** Waits until one of its outputs has this in it. */
  async until(pattern: RegExp, what: "out" | "err" = "out"): Promise<RegExpExecArray> {
    const end = performance.now() + 20_000;
    for (;;) {
      const found = pattern.exec(this[what]);
      if (found !== null) return found;
      if (performance.now() > end) throw new Error(`Cannot find ${pattern} in ${this.out}${this.err}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
