// Reads classic pcap: a header of 24 bytes, then records, in either byte order, of microseconds or nanoseconds.
import { BIG_ENDIAN, type ByteOrder, LITTLE_ENDIAN } from "./byte_order.ts";
import type { ByteWindow } from "./byte_window.ts";
import type { Packet, PacketFormat } from "./model.ts";
import { LARGEST_PACKET, truncated } from "./packet_limits.ts";
import type { Trouble } from "./trouble.ts";

/** What a magic number says of the file. */
export interface PcapKind {
  readonly order: ByteOrder;
  /** Nanoseconds in the unit of the second half of a time. */
  readonly unit: number;
  /** Length of the header before a packet. */
  readonly recordHeader: number;
}

const FILE_HEADER = 24;
const MAGICS: readonly (readonly [magic: number, unit: number, recordHeader: number])[] = [
  [0xa1b2c3d4, 1000, 16],
  [0xa1b23c4d, 1, 16],
  [0xa1b2cd34, 1000, 24],
];

/** The kind of pcap that begins with these four bytes, if any. */
export function pcapKind(bytes: Uint8Array, at: number): PcapKind | undefined {
  for (const order of [LITTLE_ENDIAN, BIG_ENDIAN]) {
    const magic = order.u32(bytes, at);
    const known = MAGICS.find(([value]) => value === magic);
    if (known !== undefined) return { order, unit: known[1], recordHeader: known[2] };
  }
  return undefined;
}

/** Reads the records one by one. A length that cannot be ends the reading: nothing tells where the next begins. */
export class PcapFormat implements PacketFormat {
  readonly name = "pcap";
  origin: bigint | undefined;

  readonly #window: ByteWindow;
  readonly #kind: PcapKind;
  #linkType = -1;
  #frame = 0;
  #firstSecond = 0;
  #firstFraction = 0;
  #over = false;

  constructor(window: ByteWindow, kind: PcapKind) {
    this.#window = window;
    this.#kind = kind;
  }

  next(ended: boolean): Packet | Trouble | undefined {
    const window = this.#window;
    if (this.#over) return this.#discard();
    if (this.#linkType < 0 && !this.#readHeader()) return this.#missing(ended);
    if (!window.has(this.#kind.recordHeader)) return this.#missing(ended);
    const { bytes, start } = window, { order, recordHeader } = this.#kind;
    const captured = order.u32(bytes, start + 8);
    if (captured > LARGEST_PACKET) return this.#lies(captured);
    if (!window.has(recordHeader + captured)) return this.#missing(ended);
    return this.#packet(window.bytes, window.start, captured);
  }

  #readHeader(): boolean {
    const window = this.#window;
    if (!window.has(FILE_HEADER)) return false;
    this.#linkType = this.#kind.order.u32(window.bytes, window.start + 20) & 0xffff;
    window.skip(FILE_HEADER);
    return true;
  }

  #packet(bytes: Uint8Array, start: number, captured: number): Packet {
    const window = this.#window, { order, recordHeader } = this.#kind;
    const from = start + recordHeader;
    const packet: Packet = {
      type: "packet",
      frame: ++this.#frame,
      time: this.#time(order.u32(bytes, start), order.u32(bytes, start + 4)),
      linkType: this.#linkType,
      bytes: bytes.subarray(from, from + captured),
      length: Math.max(captured, order.u32(bytes, start + 12)),
      fileOffset: window.offset + recordHeader,
    };
    window.skip(recordHeader + captured);
    return packet;
  }

  #time(second: number, fraction: number): number {
    if (this.origin === undefined) {
      this.origin = BigInt(second) * 1_000_000_000n + BigInt(fraction * this.#kind.unit);
      this.#firstSecond = second;
      this.#firstFraction = fraction;
    }
    return (second - this.#firstSecond) * 1e9 + (fraction - this.#firstFraction) * this.#kind.unit;
  }

  #missing(ended: boolean): Trouble | undefined {
    if (!ended || (this.#linkType >= 0 && this.#window.available === 0)) return undefined;
    this.#over = true;
    const what = this.#linkType < 0 ? "header" : "packet";
    return truncated(what, this.#frame, this.#window.offset);
  }

  #lies(captured: number): Trouble {
    this.#over = true;
    return {
      type: "trouble",
      fault: "length",
      frame: this.#frame,
      fileOffset: this.#window.offset,
      sentence: `Cannot read on after packet ${this.#frame}: ` +
        `the next says that it has ${captured} bytes, more than any packet`,
    };
  }

  #discard(): undefined {
    this.#window.skip(this.#window.available);
  }
}
