// Reads pcapng: blocks of a type and a length said twice, in sections of either byte order with interfaces of their own.
import { BIG_ENDIAN, type ByteOrder, LITTLE_ENDIAN } from "./byte_order.ts";
import type { ByteWindow } from "./byte_window.ts";
import type { Packet, PacketFormat } from "./model.ts";
import { LARGEST_PACKET, truncated } from "./packet_limits.ts";
import { type Origin, PcapngInterface } from "./pcapng_interface.ts";
import type { Trouble, TroubleFault } from "./trouble.ts";

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const LAST_KNOWN = 10; // names, statistics, secrets: known, but not read

const BYTE_ORDER_MARK = 0x1a2b3c4d;
const LEAST_BLOCK = 12;
// Bytes of a block that are no packet: header, fixed fields, and the length again.
const PACKET_FRAMING = 32;
const SIMPLE_FRAMING = 16;
const INTERFACE_FRAMING = 20;
const SECTION_FRAMING = 28;
/** How far a search for the next block looks ahead. */
const SEARCH_BLOCK = 512 * 1024;

/** Whether a section header begins there. */
export function isPcapng(bytes: Uint8Array, at: number): boolean {
  return BIG_ENDIAN.u32(bytes, at) === SECTION_HEADER;
}

/** Reads the packets block by block. After a block that lies about its length it searches for the next that does not. */
export class PcapngFormat implements PacketFormat {
  readonly name = "pcapng";

  readonly #window: ByteWindow;
  readonly #origin: Origin = { value: undefined };
  #order: ByteOrder = LITTLE_ENDIAN;
  #interfaces: PcapngInterface[] = [];
  #frame = 0;
  #searching = false;
  /** The length that the end of a block being skipped must repeat; 0 when none is. */
  #skipped = 0;

  constructor(window: ByteWindow) {
    this.#window = window;
  }

  get origin(): bigint | undefined {
    return this.#origin.value;
  }

  next(ended: boolean): Packet | Trouble | undefined {
    const window = this.#window;
    while (window.available > 0 || (ended && window.beyond)) {
      if (this.#searching && !this.#search(ended)) return undefined;
      const found = this.#block();
      if (found === "incomplete") return ended ? this.#ends() : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Where the block that is being read begins in the file. */
  get #blockStart(): number {
    return this.#window.offset - (this.#skipped > 0 ? this.#skipped - 4 : 0);
  }

  /** Reads one block: a packet, a trouble, or nothing to tell. */
  #block(): Packet | Trouble | undefined | "incomplete" {
    const window = this.#window;
    if (this.#skipped > 0) return this.#endOfSkipped();
    if (!window.has(LEAST_BLOCK)) return "incomplete";
    const { bytes, start } = window;
    if (isPcapng(bytes, start) && !this.#enterSection(bytes, start)) return this.#lost("byte order");
    const type = this.#order.u32(bytes, start), length = this.#order.u32(bytes, start + 4);
    const framing = framingOf(type);
    if (length < (framing || LEAST_BLOCK) || length > LARGEST_PACKET || length % 4 !== 0) {
      return this.#lost("length");
    }
    if (framing === 0) return this.#beginSkip(length);
    if (!window.has(length)) return "incomplete";
    return this.#wholeBlock(type, length);
  }

  #wholeBlock(type: number, length: number): Packet | Trouble | undefined {
    const window = this.#window, { bytes, start } = window;
    if (this.#order.u32(bytes, start + length - 4) !== length) return this.#lost("length");
    const result = this.#read(type, bytes, start, length);
    window.skip(length);
    return result;
  }

  #read(type: number, bytes: Uint8Array, at: number, length: number): Packet | Trouble | undefined {
    switch (type) {
      case SECTION_HEADER:
        this.#interfaces = [];
        return undefined;
      case INTERFACE:
        this.#interfaces.push(new PcapngInterface(this.#order, bytes, at, length));
        return undefined;
      case SIMPLE_PACKET:
        return this.#simplePacket(bytes, at, length);
      case OLD_PACKET:
        return this.#packet(bytes, at, length, this.#order.u16(bytes, at + 8));
      default:
        return this.#packet(bytes, at, length, this.#order.u32(bytes, at + 8));
    }
  }

  /** An enhanced packet, or an old one: they differ in the number of the interface only. */
  #packet(bytes: Uint8Array, at: number, length: number, number: number): Packet | Trouble {
    const order = this.#order;
    const seen = this.#interfaces[number];
    const captured = order.u32(bytes, at + 20);
    if (seen === undefined) return this.#badPacket("interface", `nothing describes its interface ${number}`);
    if (captured > length - PACKET_FRAMING) {
      return this.#badPacket("length", `it says that it has ${captured} bytes in a block of ${length}`);
    }
    return {
      type: "packet",
      frame: ++this.#frame,
      time: seen.timeOf(order.u32(bytes, at + 12), order.u32(bytes, at + 16), this.#origin),
      linkType: seen.linkType,
      bytes: bytes.subarray(at + 28, at + 28 + captured),
      length: Math.max(captured, order.u32(bytes, at + 24)),
      fileOffset: this.#window.offset + 28,
    };
  }

  /** Of the first interface, without a time. */
  #simplePacket(bytes: Uint8Array, at: number, length: number): Packet | Trouble {
    const seen = this.#interfaces[0];
    if (seen === undefined) return this.#badPacket("interface", "nothing describes its interface");
    const original = this.#order.u32(bytes, at + 8);
    const captured = Math.min(original, seen.snapLength || Infinity, length - SIMPLE_FRAMING);
    return {
      type: "packet",
      frame: ++this.#frame,
      time: NaN,
      linkType: seen.linkType,
      bytes: bytes.subarray(at + 12, at + 12 + captured),
      length: original,
      fileOffset: this.#window.offset + 12,
    };
  }

  #badPacket(fault: TroubleFault, why: string): Trouble {
    const frame = ++this.#frame;
    const fileOffset = this.#window.offset;
    return { type: "trouble", fault, frame, fileOffset, sentence: `Cannot read packet ${frame}: ${why}` };
  }

  /** Takes the byte order from the mark of a section header; false when there is none. */
  #enterSection(bytes: Uint8Array, at: number): boolean {
    const order = orderOf(bytes, at + 8);
    this.#order = order ?? this.#order;
    return order !== undefined;
  }

  #beginSkip(length: number): undefined {
    this.#window.skip(length - 4);
    this.#skipped = length;
  }

  #endOfSkipped(): Trouble | undefined | "incomplete" {
    const window = this.#window;
    if (!window.has(4)) return "incomplete";
    if (this.#order.u32(window.bytes, window.start) !== this.#skipped) return this.#lost("length");
    this.#skipped = 0;
    window.skip(4);
    return undefined;
  }

  /** The next block may be anywhere: tells so, and begins to search for it. */
  #lost(fault: TroubleFault): Trouble {
    const fileOffset = this.#blockStart;
    this.#skipped = 0;
    this.#searching = true;
    const why = fault === "length" ? "its lengths cannot be" : "it does not tell its byte order";
    const sentence = `Cannot read the block at byte ${fileOffset}: ${why}`;
    if (this.#window.available > 0) this.#window.skip(1);
    return { type: "trouble", fault, frame: this.#frame, fileOffset, sentence };
  }

  /** The file ended inside a block: later blocks may lie in what it says it has. */
  #ends(): Trouble {
    const window = this.#window;
    const trouble = truncated("block", this.#frame, this.#blockStart);
    this.#searching = true;
    this.#skipped = 0;
    window.skip(Math.min(1, window.available));
    return trouble;
  }

  /** Goes on to what looks like a block, its length said twice; false while none is there. */
  #search(ended: boolean): boolean {
    const window = this.#window;
    for (; window.has(LEAST_BLOCK); window.skip(1)) {
      const length = this.#candidate(window.bytes, window.start);
      if (length === 0) continue;
      if (!window.has(length)) {
        if (ended) continue;
        return false;
      }
      const order = this.#orderAt(window.bytes, window.start);
      if (order.u32(window.bytes, window.start + length - 4) !== length) continue;
      this.#searching = false;
      return true;
    }
    if (ended) window.skip(window.available);
    return false;
  }

  /** The length of the block that may begin there, 0 if none may. */
  #candidate(bytes: Uint8Array, at: number): number {
    const order = this.#orderAt(bytes, at);
    const type = order.u32(bytes, at);
    if (type === 0 || (type > LAST_KNOWN && type !== SECTION_HEADER)) return 0;
    if (type === SECTION_HEADER && orderOf(bytes, at + 8) === undefined) return 0;
    const length = order.u32(bytes, at + 4);
    const least = framingOf(type) || LEAST_BLOCK;
    return length >= least && length <= SEARCH_BLOCK && length % 4 === 0 ? length : 0;
  }

  #orderAt(bytes: Uint8Array, at: number): ByteOrder {
    return isPcapng(bytes, at) ? orderOf(bytes, at + 8) ?? this.#order : this.#order;
  }
}

/** The least length of a block that is read; 0 for one that is passed over. */
function framingOf(type: number): number {
  switch (type) {
    case ENHANCED_PACKET:
    case OLD_PACKET:
      return PACKET_FRAMING;
    case SIMPLE_PACKET:
      return SIMPLE_FRAMING;
    case INTERFACE:
      return INTERFACE_FRAMING;
    case SECTION_HEADER:
      return SECTION_FRAMING;
    default:
      return 0;
  }
}

function orderOf(bytes: Uint8Array, at: number): ByteOrder | undefined {
  if (LITTLE_ENDIAN.u32(bytes, at) === BYTE_ORDER_MARK) return LITTLE_ENDIAN;
  return BIG_ENDIAN.u32(bytes, at) === BYTE_ORDER_MARK ? BIG_ENDIAN : undefined;
}
