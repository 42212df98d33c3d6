// Puts the fragments of IP datagrams together, a bounded number of them.
import type { Packet, Time } from "./model.ts";

/** One fragment: the identity of its datagram, and its place in it. */
export interface Fragment {
  /** Addresses, identification and protocol. */
  readonly key: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Whether more fragments follow. */
  readonly more: boolean;
  /** The packet that it came in. */
  readonly packet: Packet;
}

/** Where the first fragment to come is. */
interface Datagram extends Place {
  readonly parts: { readonly offset: number; readonly bytes: Uint8Array }[];
  readonly time: Time;
  held: number;
  /** Unknown until its last fragment has come. */
  length: number;
}

const MOST_DATAGRAMS = 64;
const LONGEST = 65_535;
/** What the parts of one datagram take at most, copies and their overhead included. */
const MOST_BYTES = 2 * LONGEST;
const PART_OVERHEAD = 64;
/** Numbers come again: fragments this far apart, in nanoseconds, are of two datagrams. */
const TOGETHER = 30e9;

/** Where a packet is. */
interface Place {
  readonly frame: number;
  readonly fileOffset: number;
}

/** Collects fragments. A datagram is whole once bytes from 0 to its end have come; the oldest are given up for new ones. */
export class IpFragments {
  /** The first fragment of a datagram that was given up, once one was. */
  lost: Place | undefined;

  readonly #datagrams = new Map<string, Datagram>();

  /** The bytes of the datagram that this fragment completes, `undefined` while it is not whole. */
  add(fragment: Fragment): Uint8Array<ArrayBuffer> | undefined {
    const end = fragment.offset + fragment.bytes.length;
    if (end > LONGEST) return undefined;
    const datagram = this.#datagramOf(fragment);
    this.#keep(datagram, fragment);
    if (!fragment.more) datagram.length = end;
    const whole = joined(datagram);
    if (whole !== undefined) this.#datagrams.delete(fragment.key);
    return whole;
  }

  #keep(datagram: Datagram, { offset, bytes }: Fragment): void {
    datagram.held += PART_OVERHEAD + bytes.length;
    if (datagram.held <= MOST_BYTES) datagram.parts.push({ offset, bytes: bytes.slice() });
  }

  /** Nothing more comes: what is not whole is given up. */
  end(): void {
    for (const key of this.#datagrams.keys()) this.#giveUp(key);
  }

  #datagramOf({ key, packet }: Fragment): Datagram {
    const known = this.#datagrams.get(key);
    if (known !== undefined && !(packet.time - known.time > TOGETHER)) return known;
    if (known !== undefined) this.#giveUp(key);
    else if (this.#datagrams.size === MOST_DATAGRAMS) this.#giveUp(this.#datagrams.keys().next().value!);
    const { frame, fileOffset, time } = packet;
    const datagram: Datagram = { parts: [], frame, fileOffset, time, held: 0, length: Infinity };
    this.#datagrams.set(key, datagram);
    return datagram;
  }

  #giveUp(key: string): void {
    const { frame, fileOffset } = this.#datagrams.get(key)!;
    this.lost ??= { frame, fileOffset };
    this.#datagrams.delete(key);
  }
}

function joined({ parts, length }: Datagram): Uint8Array<ArrayBuffer> | undefined {
  if (length === Infinity) return undefined;
  const inOrder = parts.toSorted((a, b) => a.offset - b.offset);
  let end = 0;
  for (const { offset, bytes } of inOrder) {
    if (offset > end) return undefined;
    end = Math.max(end, offset + bytes.length);
  }
  if (end !== length) return undefined;
  const whole = new Uint8Array(length);
  for (const { offset, bytes } of inOrder.reverse()) whole.set(bytes, offset); // the first in order stays
  return whole;
}
