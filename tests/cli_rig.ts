// Test-only: runs the command-line program in this process, with a terminal that keeps what is written.
import type { Sink, Terminal } from "../cli/terminal.ts";
import { program } from "../cli/program.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { FOLDER } from "./captures_truth.ts";

/** What a run has left. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The world around a run. */
export interface World {
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Whether a person looks at both outputs, in colours. */
  readonly isTerminal?: boolean;
}

/** A run that goes on. */
export class Run {
  /** When it has ended. */
  readonly done: Promise<Ran>;
  readonly #out: Kept;
  readonly #err: Kept;
  readonly #interruption: AbortController = new AbortController();

  constructor(args: readonly string[], { stdin = nothing(), isTerminal = false }: World = {}) {
    this.#out = new Kept(isTerminal);
    this.#err = new Kept(isTerminal);
    const [stdout, stderr] = [this.#out, this.#err];
    const terminal: Terminal = { stdin, stdout, stderr, env: {}, interrupted: this.#interruption.signal };
    this.done = program(args, terminal).then((code) => ({ code, out: this.out, err: this.err }));
  }

  /** What it has written to the standard output. */
  get out(): string {
    return this.#out.text;
  }

  /** What it has written to the standard error. */
  get err(): string {
    return this.#err.text;
  }

  /** Ctrl-C; resolves when it has ended. */
  interrupt(): Promise<Ran> {
    this.#interruption.abort();
    return this.done;
  }

  /** Waits until the output, or the standard error, has this in it. */
  async until(pattern: RegExp, what: "out" | "err" = "out"): Promise<RegExpExecArray> {
    const end = performance.now() + 10_000;
    for (;;) {
      const found = pattern.exec(this[what]);
      if (found !== null) return found;
      if (performance.now() > end) throw new Error(`Cannot find ${pattern} in ${this.out}${this.err}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** Runs `hsms` to its end. */
export function hsms(args: readonly string[], world: World = {}): Promise<Ran> {
  return new Run(args, world).done;
}

/** The path of a file in tests/captures. */
export function captured(name: string): string {
  return fileURLToPath(new URL(name, FOLDER));
}

/** Does something with a folder that is gone afterwards. */
export async function withFolder<T>(work: (path: (name: string) => string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "hsms-"));
  try {
    return await work((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Bytes that come in chunks of this size. */
export async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.slice(at, at + size);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

class Kept implements Sink {
  text = "";
  readonly isTerminal: boolean;
  readonly columns = 80;
  readonly style: Sink["style"];
  readonly #decoder = new TextDecoder();

  constructor(isTerminal: boolean) {
    this.isTerminal = isTerminal;
    this.style = (style, text) => isTerminal ? styleText(style, text, { validateStream: false }) : text;
  }

  write(data: string | Uint8Array): Promise<void> {
    this.text += typeof data === "string" ? data : this.#decoder.decode(data);
    return Promise.resolve();
  }
}
