// An interface of a pcapng file: its link type, and how its times are to be read, exactly to the nanosecond.
import type { ByteOrder } from "./byte_order.ts";

const OPTION_END = 0;
const OPTION_RESOLUTION = 9;
const OPTION_OFFSET = 14;
const FIXED_LENGTH = 16; // type, length, link type, reserved, snap length
const TWO_32 = 4294967296;

/** Where the times of a file begin. Shared by its interfaces: the first time that is read becomes it. */
export interface Origin {
  value: bigint | undefined;
}

/** One interface, from its description block. */
export class PcapngInterface {
  readonly linkType: number;
  /** Most bytes captured of a packet; 0 for no limit. */
  readonly snapLength: number;

  readonly #ticksPerSecond: bigint;
  readonly #offset: bigint; // seconds to add
  readonly #unit: number; // nanoseconds of a tick, where that is a whole number
  #high = 0; // ticks of the first packet, and its time
  #low = 0;
  #time = NaN;

  /** Reads the block at `at`, `length` bytes all in all. */
  constructor(order: ByteOrder, bytes: Uint8Array, at: number, length: number) {
    this.linkType = order.u16(bytes, at + 8);
    this.snapLength = order.u32(bytes, at + 12);
    const resolution = optionAt(order, bytes, at + FIXED_LENGTH, at + length - 4, OPTION_RESOLUTION, 1);
    const offset = optionAt(order, bytes, at + FIXED_LENGTH, at + length - 4, OPTION_OFFSET, 8);
    this.#ticksPerSecond = ticksPerSecond(resolution === -1 ? 6 : bytes[resolution]);
    this.#offset = offset === -1 ? 0n : signed64(order, bytes, offset);
    const exact = 1_000_000_000n % this.#ticksPerSecond === 0n;
    this.#unit = exact ? Number(1_000_000_000n / this.#ticksPerSecond) : NaN;
  }

  /** Nanoseconds since the origin, from the two halves of a time. */
  timeOf(high: number, low: number, origin: Origin): number {
    const time = this.#time + ((high - this.#high) * TWO_32 + (low - this.#low)) * this.#unit;
    return Number.isSafeInteger(time) ? time : this.#first(high, low, origin);
  }

  /** By long numbers, where units are no whole nanoseconds, for the first packet, and for one far from it. */
  #first(high: number, low: number, origin: Origin): number {
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    const absolute = ticks * 1_000_000_000n / this.#ticksPerSecond + this.#offset * 1_000_000_000n;
    origin.value ??= absolute;
    this.#high = high;
    this.#low = low;
    return this.#time = Number(absolute - origin.value);
  }
}

/** Where the value of an option begins, -1 if it is not there with at least so many bytes. */
function optionAt(
  order: ByteOrder,
  bytes: Uint8Array,
  from: number,
  to: number,
  code: number,
  least: number,
): number {
  for (let at = from; at + 4 <= to;) {
    const found = order.u16(bytes, at), length = order.u16(bytes, at + 2);
    if (found === OPTION_END || at + 4 + length > to) return -1;
    if (found === code) return length < least ? -1 : at + 4;
    at += 4 + ((length + 3) & ~3);
  }
  return -1;
}

/** The high bit set: a power of two, else of ten. 255 says 2 to the 127th, which is as good as any. */
function ticksPerSecond(resolution: number): bigint {
  return resolution < 128 ? 10n ** BigInt(resolution) : 1n << BigInt(resolution - 128);
}

function signed64(order: ByteOrder, bytes: Uint8Array, at: number): bigint {
  const high = order.littleEndian ? at + 4 : at, low = order.littleEndian ? at : at + 4;
  return BigInt.asIntN(64, (BigInt(order.u32(bytes, high)) << 32n) | BigInt(order.u32(bytes, low)));
}
