// The folder in which a simulated equipment keeps its process programs: a file for each.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A folder of process programs. */
export class RecipeFolder {
  readonly #path: string;
  readonly #failed: (error: unknown) => void;
  #work: Promise<void> = Promise.resolve();

  /** At this path; what goes wrong in the background is told to `failed`. */
  constructor(path: string, failed: (error: unknown) => void) {
    this.#path = path;
    this.#failed = failed;
  }

  /** Every program there is: its text by its id, a character for each byte. The folder is made where there is none. */
  async read(): Promise<Record<string, string>> {
    await mkdir(this.#path, { recursive: true });
    const entries = await readdir(this.#path, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name).sort();
    const texts = await Promise.all(files.map((name) => readFile(join(this.#path, name), "latin1")));
    return Object.fromEntries(files.map((name, i) => [idOf(name), texts[i]]));
  }

  /** Keeps a program; without a body it is removed. In order, and in the background. */
  keep(PPID: string, body: string | Uint8Array | undefined): void {
    const file = join(this.#path, fileOf(PPID));
    const work = () => body === undefined ? rm(file, { force: true }) : writeFile(file, body, "latin1");
    this.#work = this.#work.then(work).catch(this.#failed);
  }

  /** Resolves when everything is kept. */
  settled(): Promise<void> {
    return this.#work;
  }
}

/** A PPID as the name of a file that is none of another folder: what is no letter, digit, `_` or `-` as `%2F`. */
export function fileOf(PPID: string): string {
  const escaped = (character: string) =>
    `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  return PPID.replace(/[^\w.-]|^\./g, escaped);
}

function idOf(file: string): string {
  return file.replace(/%([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}
