// The lines typed at the host's prompt, kept in a file across runs.
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Terminal } from "./terminal.ts";

/** Most lines that are kept. */
const MOST = 1000;

/** Where the file is: in the user's state folder; undefined where there is none. */
export function historyFile(env: Terminal["env"]): string | undefined {
  const home = env.XDG_STATE_HOME ?? env.LOCALAPPDATA ?? (env.HOME && join(env.HOME, ".local", "state"));
  return home === undefined || home === "" ? undefined : join(home, "hsms", "host_history");
}

/** The lines typed before. What cannot be kept is not: no error comes of it. */
export class History {
  readonly #file: string | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #last: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
  }

  /** The lines there are, the last one first. A file that has grown long is shortened. */
  async load(): Promise<string[]> {
    if (this.#file === undefined) return [];
    const text = await readFile(this.#file, "utf8").catch(() => "");
    const lines = text.split("\n").filter((line) => line !== "");
    this.#last = lines.at(-1);
    if (lines.length > 2 * MOST) await this.#shorten(lines.slice(-MOST));
    return lines.slice(-MOST).reverse();
  }

  async #shorten(lines: readonly string[]): Promise<void> {
    await writeFile(this.#file!, `${lines.join("\n")}\n`, { mode: 0o600 }).catch(() => {});
  }

  /** Adds a line, unless it is the same again. */
  add(line: string): void {
    const file = this.#file;
    if (file === undefined || line.trim() === "" || line === this.#last) return;
    this.#last = line;
    this.#writing = this.#writing.then(async () => {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await appendFile(file, `${line}\n`, { mode: 0o600 });
    }).catch(() => {});
  }

  /** Resolves when everything is written. */
  async flush(): Promise<void> {
    await this.#writing;
  }
}
