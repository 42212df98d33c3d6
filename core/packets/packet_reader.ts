// Reads the packets of a capture file, pcap or pcapng, in any chunks.
import { ByteWindow } from "./byte_window.ts";
import type { Packet, PacketFormat } from "./model.ts";
import { PcapFormat, pcapKind } from "./pcap.ts";
import { isPcapng, PcapngFormat } from "./pcapng.ts";
import type { Trouble } from "./trouble.ts";

/** What a file of packets tells. The origin comes once: before the first packet that has a time, or at the end. */
export type PacketOutput =
  | Packet
  | { readonly type: "origin"; readonly format: "pcap" | "pcapng"; readonly origin: bigint | undefined }
  | Trouble;

const MAGIC_LENGTH = 4;

/** How compressed files begin, in hexadecimal digits. */
const COMPRESSED: Readonly<Record<string, string>> = {
  "1f8b": "gzip",
  "28b52ffd": "zstd",
  "04224d18": "lz4",
  "fd377a58": "xz",
  "504b0304": "zip",
  "377abcaf": "7z",
};

/** Which format of packets begins with these bytes, four at least; `undefined` when none does. */
export function packetFormatOf(bytes: Uint8Array): "pcap" | "pcapng" | undefined {
  if (bytes.length < MAGIC_LENGTH) return undefined;
  if (isPcapng(bytes, 0)) return "pcapng";
  return pcapKind(bytes, 0) === undefined ? undefined : "pcap";
}

/**
 * Finds the packets in a pcap or pcapng file. `push` stores a chunk, which belongs to the reader from then on; each
 * `poll` reads one packet, a view of the chunk where it lies whole in it. Nothing in the file makes it throw.
 */
export class PacketReader {
  readonly #window = new ByteWindow();
  #format: PacketFormat | undefined;
  #ended = false;
  #unreadable = false;
  #originTold = false;
  /** The packet before which the origin was told. */
  #next: Packet | undefined;

  /** Stores a chunk. Throws when packets of the last one were not taken yet, and after `end`. */
  push(chunk: Uint8Array): void {
    if (this.#ended) throw new Error("Cannot push a chunk: the file has ended");
    this.#window.push(chunk);
    if (this.#unreadable) this.#window.skip(chunk.length);
  }

  /** The file has ended: what is held of a packet is truncated. */
  end(): void {
    this.#ended = true;
  }

  /** The next packet or trouble, or `undefined` when more bytes are needed. */
  poll(): PacketOutput | undefined {
    if (this.#next !== undefined) return this.#takeNext();
    if (this.#format === undefined && !this.#recognise()) {
      return this.#unreadable ? undefined : this.#tooShort();
    }
    const output = this.#format!.next(this.#ended);
    if (this.#originTold) return output;
    if (output === undefined) return this.#ended ? this.#tellOrigin() : undefined;
    if (output.type === "trouble" || this.#format!.origin === undefined) return output;
    this.#next = output;
    return this.#tellOrigin();
  }

  #takeNext(): Packet | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next;
  }

  #tellOrigin(): PacketOutput {
    this.#originTold = true;
    const { name, origin } = this.#format!;
    return { type: "origin", format: name, origin };
  }

  #recognise(): boolean {
    const window = this.#window;
    if (this.#unreadable || !window.has(MAGIC_LENGTH)) return false;
    const kind = pcapKind(window.bytes, window.start);
    if (kind !== undefined) this.#format = new PcapFormat(window, kind);
    else if (isPcapng(window.bytes, window.start)) this.#format = new PcapngFormat(window);
    return this.#format !== undefined;
  }

  /** No format found: because there are too few bytes yet, or because there is none. */
  #tooShort(): Trouble | undefined {
    const { bytes, start, available } = this.#window;
    const known = available >= MAGIC_LENGTH;
    if (!known && !this.#ended) return undefined;
    const why = known ? whyNot(bytes, start) : "it has less than four bytes";
    this.#unreadable = true;
    this.#window.skip(available);
    const sentence = `Cannot read the file as a capture: ${why}`;
    return { type: "trouble", fault: "format", frame: 0, fileOffset: 0, sentence };
  }
}

function whyNot(bytes: Uint8Array, at: number): string {
  const magic = bytes.subarray(at, at + MAGIC_LENGTH).reduce((digits, byte) => {
    return digits + byte.toString(16).padStart(2, "0");
  }, "");
  const compressed = COMPRESSED[magic] ?? COMPRESSED[magic.slice(0, 4)];
  return compressed === undefined
    ? "it begins neither as pcap or pcapng, nor with a message, nor as text"
    : `it is compressed by ${compressed}`;
}
