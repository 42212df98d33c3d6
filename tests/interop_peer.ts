// A process that runs somebody else's implementation: it is told what to do and tells what happens, a line each.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { until } from "./adapters_loopback.ts";
import { root } from "./harness.ts";

const SECONDS = 15; // for what takes some milliseconds on a machine that is not busy

export class Peer {
  readonly #process: ChildProcess;
  readonly #closed: Promise<void>;
  readonly #script: string;
  /** What it has told and no test has asked for. */
  readonly lines: string[] = [];

  /** Runs a script of this project by the program that can read it. */
  constructor(program: string, script: string, ...args: string[]) {
    const file = fileURLToPath(new URL(script, root));
    this.#script = script;
    this.#process = spawn(program, [file, ...args], { stdio: ["pipe", "pipe", "inherit"] });
    this.#closed = new Promise((resolve) => this.#process.on("close", () => resolve()));
    createInterface({ input: this.#process.stdout! }).on("line", (line) => this.lines.push(line));
  }

  /** Waits for a line that begins so. */
  async told(begin: string): Promise<string> {
    const find = (): number => this.lines.findIndex((line) => line.startsWith(begin));
    await until(() => find() >= 0, `"${begin}" from ${this.#script}`, SECONDS).catch((error) => {
      throw new Error(`${error.message}, which told ${JSON.stringify(this.lines)}`);
    });
    return this.lines.splice(find(), 1)[0];
  }

  /** Tells it to do something that it answers by a line. */
  ask(command: string, begin: string): Promise<string> {
    this.do(command);
    return this.told(begin);
  }

  do(command: string): void {
    this.#process.stdin!.write(`${command}\n`);
  }

  /** Ends the process at once, so that its TCP connections end without Separate.req. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#closed;
  }
}
