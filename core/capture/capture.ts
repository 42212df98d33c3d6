// The whole of decoding as one machine: bytes of a file in, whatever its format, and everything that it tells out.
import { Audit } from "../audit/audit.ts";
import type { AuditOptions } from "../audit/audit_options.ts";
import { type CaptureFormat, formatOfFile } from "../framing/format.ts";
import { Framing, type FramingOptions } from "../framing/framing.ts";
import type { CaptureOutput, StreamFact, Time } from "../framing/model.ts";
import { PacketSource } from "../framing/packet_source.ts";
import { RawSource } from "../framing/raw_source.ts";
import type { Source } from "../framing/source.ts";
import { TextSource } from "../framing/text_source.ts";
import type { Trouble } from "../packets/trouble.ts";

/** How to read a capture. */
export interface CaptureOptions extends Omit<FramingOptions, "tellBytes">, AuditOptions {
  /** Whether the messages are held against the rules: roles, states, transactions and findings; true when absent. */
  readonly audit?: boolean;
  /** What the file is; told by its content when absent. */
  readonly format?: CaptureFormat;
}

/**
 * Reads a capture in chunks of any size. Drain it by `poll` after every `push` and after `end`; what it tells does not
 * depend on the chunks. Nothing in a file makes it throw.
 */
export class Capture {
  readonly #framing: Framing;
  readonly #audit: Audit | undefined;
  readonly #format: CaptureFormat | undefined;
  #source: Source | undefined;
  /** Bytes of a file whose format is not yet known. */
  #beginning: Uint8Array[] = [];
  #held = 0;
  /** Once the file has ended: what is still to be worked off. */
  #ending: "source" | "audit" | "told" | undefined;

  /** Throws `RangeError` for timers that are none. */
  constructor(options: CaptureOptions = {}) {
    const { audit = true } = options;
    this.#framing = new Framing({ ...options, tellBytes: audit });
    if (audit) this.#audit = new Audit(options);
    this.#format = options.format;
  }

  /** How many connections were passed over, for they carry neither HSMS nor SECS-I. */
  get others(): number {
    return this.#framing.others;
  }

  /**
   * Takes the next bytes of the file. The chunk belongs to the capture from now on. Throws when the last one was not
   * drained, and after `end`.
   */
  push(chunk: Uint8Array): void {
    if (this.#ending !== undefined) throw new Error("Cannot push a chunk: the file has ended");
    if (chunk.length === 0) return;
    const bytes = plain(chunk);
    if (this.#source !== undefined) return this.#source.push(bytes);
    this.#beginning.push(bytes);
    this.#held += bytes.length;
    this.#begin(false);
  }

  /** The file has ended. A capture of something that goes on is never told. */
  end(): void {
    if (this.#ending !== undefined) return;
    if (this.#source === undefined) this.#begin(true);
    this.#source?.end();
    this.#ending = "source";
  }

  /** Begins a capture that is no file: the times of its facts count from `origin`, nanoseconds since 1970. */
  live(origin: bigint): void {
    this.#framing.put({ type: "origin", format: "live", origin });
  }

  /** Tells the time of a capture that goes on: timers run out although nothing is captured. */
  elapsed(time: Time): void {
    this.#audit?.elapsed(time);
  }

  /** Tells what happened to a connection that is not in a file: for a tap between two sides. */
  streamFact(fact: StreamFact): void {
    this.#framing.fact(fact);
  }

  /** The next output, or `undefined` when more bytes are needed. */
  poll(): CaptureOutput | undefined {
    for (;;) {
      const found = this.#audit?.poll() ?? this.#framed();
      if (found !== undefined) return found;
      if (!this.#step()) return undefined;
    }
  }

  /** What framing tells next; the audit hears it too. */
  #framed(): CaptureOutput | undefined {
    for (;;) {
      const output = this.#framing.poll();
      if (output === undefined) return undefined;
      this.#audit?.fact(output);
      if (output.type !== "bytes") return output;
    }
  }

  #step(): boolean {
    if (this.#source?.step(this.#framing)) return true;
    if (this.#ending === "source") {
      this.#framing.end();
      this.#ending = "audit";
      return true;
    }
    if (this.#ending !== "audit") return false;
    this.#audit?.end();
    this.#ending = "told";
    return true;
  }

  /** Finds out what the file is. */
  #begin(ended: boolean): void {
    if (this.#held === 0) return this.#framing.put(EMPTY);
    const bytes = this.#beginning.length === 1 ? this.#beginning[0] : joined(this.#beginning, this.#held);
    const format = this.#format ?? formatOfFile(bytes, ended);
    if (format === undefined) return;
    this.#beginning = [];
    this.#source = sourceOf(format);
    this.#source.push(bytes);
  }
}

const EMPTY: Trouble = {
  type: "trouble",
  fault: "format",
  frame: 0,
  fileOffset: 0,
  sentence: "Cannot read the capture: the file is empty",
};

function sourceOf(format: CaptureFormat): Source {
  switch (format) {
    case "pcap":
    case "pcapng":
      return new PacketSource();
    case "HSMS":
    case "SECS-I":
      return new RawSource(format);
    case "hex":
    case "log":
      return new TextSource(format);
  }
}

/** The bytes as a `Uint8Array` and nothing more: views of a Node Buffer would be Buffers. */
function plain(chunk: Uint8Array): Uint8Array {
  if (Object.getPrototypeOf(chunk) === Uint8Array.prototype) return chunk;
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
