// Puts the fragments of IP datagrams together, a bounded number of them.
import type { Time } from "./model.ts";

/** One fragment: the identity of its datagram, and its place in it. */
export interface Fragment {
  /** Addresses, identification and protocol. */
  readonly key: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Whether more fragments follow. */
  readonly more: boolean;
  readonly time: Time;
}

interface Datagram {
  readonly parts: Fragment[];
  readonly time: Time;
  /** Unknown until its last fragment has come. */
  length: number;
}

const MOST_DATAGRAMS = 64;
const MOST_PARTS = 64;
const LONGEST = 65_535;
/** Numbers come again: fragments this far apart, in nanoseconds, are of two datagrams. */
const TOGETHER = 30e9;

/** Collects fragments. A datagram is whole once bytes from 0 to its end have come; the oldest are given up for new ones. */
export class IpFragments {
  readonly #datagrams = new Map<string, Datagram>();

  /** The bytes of the datagram that this fragment completes, `undefined` while it is not whole. */
  add(fragment: Fragment): Uint8Array<ArrayBuffer> | undefined {
    const end = fragment.offset + fragment.bytes.length;
    if (end > LONGEST) return undefined;
    const datagram = this.#datagramOf(fragment);
    if (datagram.parts.length < MOST_PARTS) {
      datagram.parts.push({ ...fragment, bytes: fragment.bytes.slice() });
    }
    if (!fragment.more) datagram.length = end;
    const whole = joined(datagram);
    if (whole !== undefined) this.#datagrams.delete(fragment.key);
    return whole;
  }

  #datagramOf({ key, time }: Fragment): Datagram {
    const known = this.#datagrams.get(key);
    if (known !== undefined && !(time - known.time > TOGETHER)) return known;
    const datagram: Datagram = { parts: [], time, length: Infinity };
    this.#datagrams.delete(key);
    this.#datagrams.set(key, datagram);
    if (this.#datagrams.size > MOST_DATAGRAMS) this.#datagrams.delete(this.#datagrams.keys().next().value!);
    return datagram;
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
