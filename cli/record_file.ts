// A file that is written behind the back of whoever produces it, in order: what is written stays when the process dies.
import { type FileHandle, open } from "node:fs/promises";
import { joined } from "./bytes.ts";
import { Failure } from "./command.ts";

/** Most bytes that wait for a slow disk. */
const MOST_WAITING = 64 << 20;

/** A file under way. */
export class RecordFile {
  readonly #name: string;
  readonly #handle: FileHandle;
  readonly #failed: (sentence: string) => void;
  #waiting: Uint8Array[] = [];
  #held = 0;
  #writing: Promise<void> | undefined;
  #broken: string | undefined;

  private constructor(name: string, handle: FileHandle, failed: (sentence: string) => void) {
    this.#name = name;
    this.#handle = handle;
    this.#failed = failed;
  }

  /** Creates a file, or overwrites one. Throws {@linkcode Failure} when there is one and it must not, or cannot. */
  static async create(
    name: string,
    overwrite: boolean,
    failed: (sentence: string) => void = () => {},
  ): Promise<RecordFile> {
    const handle = await open(name, overwrite ? "w" : "wx").catch((error: NodeJS.ErrnoException) => {
      const why = error.code === "EEXIST"
        ? "there is such a file already (--force overwrites it)"
        : error.message;
      throw new Failure(`Cannot write to ${name}: ${why}`);
    });
    return new RecordFile(name, handle, failed);
  }

  /** Whether the disk cannot keep up: give no more then. */
  get isFull(): boolean {
    return this.#held > MOST_WAITING;
  }

  /** Bytes to be written, as soon as the disk takes them. */
  write(bytes: Uint8Array): void {
    if (this.#broken !== undefined) return;
    this.#waiting.push(bytes);
    this.#held += bytes.length;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when everything is written. Throws {@linkcode Failure} when it could not be. */
  async drained(): Promise<void> {
    await this.#writing;
    if (this.#broken !== undefined) throw new Failure(this.#broken);
  }

  /** Writes what is left, and closes the file. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#handle.close();
  }

  /** Writes everything at hand at once, until there is nothing more. */
  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const pieces = this.#waiting;
        this.#waiting = [];
        await this.#handle.appendFile(joined(pieces));
        this.#held -= pieces.reduce((sum, { length }) => sum + length, 0);
      }
    } catch (error) {
      this.#broken = `Cannot write to ${this.#name} any more: ${(error as Error).message}`;
      this.#failed(this.#broken);
    } finally {
      this.#writing = undefined;
    }
  }
}
