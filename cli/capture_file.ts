// A capture as a stream of chunks: a file, a file that grows, or the standard input; with progress for whoever waits.
import { type FileHandle, open } from "node:fs/promises";
import { Capture, type CaptureOptions, type CaptureOutput } from "../core/capture/mod.ts";
import { reasonOf } from "./capture_options.ts";
import { isUnread, type Trouble } from "../core/packets/trouble.ts";
import { Failure } from "./command.ts";
import { CompressionError, gunzipped } from "./gunzip.ts";
import type { Terminal } from "./terminal.ts";

const CHUNK = 1 << 20; // bytes
const PAUSE = 100; // milliseconds between looks at a file that grows

/** What to do with what a capture tells. */
export interface CaptureReader {
  /** Takes one output. */
  output(output: CaptureOutput): void;
  /** A chunk has been worked off: write what is to be written. */
  settled?(): Promise<void>;
}

/** How a capture is read, besides what it means. */
interface ReadOptions extends CaptureOptions {
  /** Whether to go on at the end of the file, until the user has enough. */
  readonly follow?: boolean;
  /** Whether nothing is printed meanwhile, so that progress may be shown on the same terminal. */
  readonly silent?: boolean;
}

/** What became of a capture that was read. */
export interface CaptureRead {
  /** Whether the file was read to its end, and all of it understood. */
  readonly whole: boolean;
  /** Connections that carry neither HSMS nor SECS-I. */
  readonly others: number;
}

/** Reads a capture to its end. Throws {@linkcode Failure}. */
export async function readCapture(
  file: string,
  options: ReadOptions,
  terminal: Terminal,
  reader: CaptureReader,
): Promise<CaptureRead> {
  const capture = new Capture(options);
  let whole = true, begun = false;
  const tell = (output: CaptureOutput) => {
    if (output.type === "trouble") {
      if (terminal.interrupted.aborted) return; // the rest was on its way
      whole &&= !isUnread(output);
    }
    reader.output(output);
  };
  const drain = async () => {
    for (let output = capture.poll(); output !== undefined; output = capture.poll()) tell(output);
    await reader.settled?.();
  };
  try {
    for await (const chunk of gunzipped(chunksOf(file, options, terminal))) {
      begun = true;
      capture.push(plain(chunk));
      await drain();
    }
  } catch (error) {
    if (!(error instanceof CompressionError)) throw error;
    tell(damaged(error));
  }
  if (begun || whole) capture.end();
  await drain();
  return { whole, others: capture.others };
}

function damaged({ message }: CompressionError): Trouble {
  const sentence = `Cannot take gzip off the file: ${message}`;
  return { type: "trouble", fault: "format", frame: 0, fileOffset: 0, sentence };
}

/** The chunks of a file, or of the standard input (`-`). */
async function* chunksOf(
  file: string,
  options: Pick<ReadOptions, "follow" | "silent">,
  terminal: Terminal,
): AsyncGenerator<Uint8Array> {
  if (file === "-") return yield* inputOf(terminal);
  const handle = await open(file).catch((error) => {
    throw new Failure(`Cannot read ${file}: ${reasonOf(error)}`);
  });
  try {
    yield* fileChunks(handle, file, options, terminal);
  } finally {
    await handle.close();
  }
}

/** Until its end, or until the user has enough: then also without another chunk. */
async function* inputOf({ stdin, interrupted }: Terminal): AsyncGenerator<Uint8Array> {
  const chunks = stdin[Symbol.asyncIterator]();
  const enough = new Promise<"enough">((resolve) => {
    if (interrupted.aborted) resolve("enough");
    interrupted.addEventListener("abort", () => resolve("enough"), { once: true });
  });
  for (;;) {
    const next = await Promise.race([chunks.next(), enough]);
    if (next === "enough" || next.done) return;
    yield next.value;
  }
}

async function* fileChunks(
  handle: FileHandle,
  file: string,
  { follow = false, silent = false }: Pick<ReadOptions, "follow" | "silent">,
  terminal: Terminal,
): AsyncGenerator<Uint8Array> {
  const { size } = await handle.stat();
  const progress = new Progress(file, size, terminal, silent);
  while (!terminal.interrupted.aborted) {
    const { bytesRead, buffer } = await readChunk(handle, file);
    progress.add(bytesRead);
    if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
    else if (!follow) break;
    else await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  progress.end();
}

async function readChunk(
  handle: FileHandle,
  file: string,
): Promise<{ bytesRead: number; buffer: Uint8Array }> {
  try {
    return await handle.read(new Uint8Array(CHUNK), 0, CHUNK, null);
  } catch (error) {
    throw new Failure(`Cannot read ${file}: ${reasonOf(error)}`);
  }
}

/** Node and Bun hand over `Buffer`s, whose views would be `Buffer`s too. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
}

/** How far a long file has been read, on the standard error where a person looks at it. */
class Progress {
  readonly #name: string;
  readonly #size: number;
  readonly #terminal: Terminal;
  readonly #shown: boolean;
  #read = 0;
  #percent = -1;

  constructor(name: string, size: number, terminal: Terminal, silent: boolean) {
    this.#name = name;
    this.#size = size;
    this.#terminal = terminal;
    const isFree = silent || !terminal.stdout.isTerminal;
    this.#shown = terminal.stderr.isTerminal && isFree && size > 8 * CHUNK;
  }

  add(bytes: number): void {
    this.#read += bytes;
    const percent = Math.floor(100 * this.#read / this.#size);
    if (!this.#shown || percent === this.#percent) return;
    this.#percent = percent;
    void this.#terminal.stderr.write(`\r${this.#name}: ${Math.min(percent, 100)} %`);
  }

  end(): void {
    if (this.#shown) void this.#terminal.stderr.write("\r\x1b[K");
  }
}
