// Received blocks become messages again: routing, duplicates, order, T4, limits. Blocks of different messages may come
// interleaved. E4.
import type { DataMessage, DiscardReason } from "../link.ts";
import { BLOCK_FRAMING, BLOCK_HEADER_LENGTH, type BlockHeader, readBlockHeader } from "./block.ts";
import { appended, NO_BYTES } from "./bytes.ts";
import { headerBytes } from "./line.ts";
import type { Settings } from "./options.ts";

/** What a block has led to. */
export type Arrival =
  /** A message is whole. */
  | { readonly type: "message"; readonly message: DataMessage }
  /** A secondary has begun and is not whole yet. */
  | { readonly type: "begun"; readonly header: BlockHeader }
  /** A further block of a message, or nothing at all. */
  | { readonly type: "more" }
  /** The block came before. */
  | { readonly type: "duplicate"; readonly header: Uint8Array }
  | Discarded;

/** Blocks were discarded: why, and the header of the first of them. */
export interface Discarded {
  readonly type: "discarded";
  readonly reason: DiscardReason;
  readonly header: Uint8Array;
}

/** A message that has begun and not ended. */
interface Partial {
  readonly header: BlockHeader;
  readonly headerBytes: Uint8Array;
  /** The text so far, with room behind it: peers may send blocks of a byte, or of none. */
  text: Uint8Array;
  length: number;
  last: number;
  /** When T4 runs out. */
  expires: number;
}

const MORE: Arrival = { type: "more" };

/** What the blocks received so far leave open. */
export class Incoming {
  readonly #settings: Settings;
  /** By system bytes, and by whether it is a primary; in the order in which T4 runs out. */
  readonly #partials = new Map<string, Partial>();
  #bytes = 0;
  #last: Uint8Array | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** When the next T4 runs out. */
  get deadline(): number {
    return this.#partials.values().next().value?.expires ?? Infinity;
  }

  /** Takes a block that was received well: first what is to be told of messages it displaces, then of itself. */
  take(block: Uint8Array<ArrayBuffer>, now: number): Arrival[] {
    const header = readBlockHeader(block, 1), bytes = headerBytes(block);
    if (this.#last !== undefined && equal(this.#last, bytes)) return [{ type: "duplicate", header: bytes }];
    if (this.#settings.duplicateDetection) this.#last = bytes;
    const astray = this.#misrouted(header);
    return astray === undefined
      ? this.#place(header, bytes, block, now)
      : [{ type: "discarded", reason: astray, header: bytes }];
  }

  #misrouted({ device, reverse }: BlockHeader): DiscardReason | undefined {
    const { session, role } = this.#settings;
    if (reverse !== (role === "host")) return "direction";
    return device === session ? undefined : "device id";
  }

  /** A block continues a message, or begins one, or has no place. */
  #place(header: BlockHeader, bytes: Uint8Array, block: Uint8Array<ArrayBuffer>, now: number): Arrival[] {
    const key = keyOf(header), partial = this.#partials.get(key), data = dataOf(block);
    if (partial !== undefined && continues(header, partial)) {
      return [this.#append(key, partial, header, data, now)];
    }
    if (!begins(header)) return [{ type: "discarded", reason: "block number", header: bytes }];
    const displaced = partial === undefined ? [] : [this.#discard(key, partial, "begun anew")];
    return [...displaced, this.#begin(key, header, bytes, data, now)];
  }

  #begin(key: string, header: BlockHeader, bytes: Uint8Array, data: Uint8Array, now: number): Arrival {
    const { messageLength, partialMessages } = this.#settings.limits;
    if (data.length + BLOCK_HEADER_LENGTH > messageLength) {
      return { type: "discarded", reason: "length", header: bytes };
    }
    if (header.end) return { type: "message", message: messageOf(header, bytes, data) };
    if (this.#partials.size >= partialMessages) {
      return { type: "discarded", reason: "too many", header: bytes };
    }
    const partial = { header, headerBytes: bytes, text: NO_BYTES, length: 0, last: 0, expires: 0 };
    this.#keep(key, partial, header, data, now);
    return { type: "begun", header };
  }

  #append(key: string, partial: Partial, header: BlockHeader, data: Uint8Array, now: number): Arrival {
    const { messageLength, partialBytes } = this.#settings.limits;
    const tooLong = partial.length + data.length + BLOCK_HEADER_LENGTH > messageLength;
    if (tooLong || this.#bytes + data.length > partialBytes) return this.#discard(key, partial, "length");
    this.#keep(key, partial, header, data, now);
    if (!header.end) return MORE;
    this.#forget(key, partial);
    const text = partial.text.subarray(0, partial.length);
    return { type: "message", message: messageOf(partial.header, partial.headerBytes, text) };
  }

  /** T4 begins anew, so the message moves to the end of the order. */
  #keep(key: string, partial: Partial, { number }: BlockHeader, data: Uint8Array, now: number): void {
    partial.text = appended(partial.text, partial.length, data);
    partial.length += data.length;
    partial.last = number;
    partial.expires = now + this.#settings.timers.T4;
    this.#bytes += data.length;
    this.#partials.delete(key);
    this.#partials.set(key, partial);
  }

  #forget(key: string, partial: Partial): void {
    this.#partials.delete(key);
    this.#bytes -= partial.length;
  }

  #discard(key: string, partial: Partial, reason: DiscardReason): Discarded {
    this.#forget(key, partial);
    return { type: "discarded", reason, header: partial.headerBytes };
  }

  /** Discards the messages whose T4 has run out by `now`. */
  expired(now: number): Discarded[] {
    if (this.deadline > now) return [];
    const expired = [...this.#partials].filter(([, { expires }]) => expires <= now);
    return expired.map(([key, partial]) => {
      // Sent again from its start it is no duplicate.
      if (this.#last !== undefined && key === keyOf(readBlockHeader(this.#last))) this.#last = undefined;
      return this.#discard(key, partial, "T4");
    });
  }

  /** Reading goes on after a pause: every T4 begins anew. */
  restart(now: number): void {
    for (const partial of this.#partials.values()) partial.expires = now + this.#settings.timers.T4;
  }
}

/** A primary and a secondary may have the same system bytes. */
function keyOf({ systemBytes, function: fn }: BlockHeader): string {
  return `${systemBytes}/${fn & 1}`;
}

/** The first block is number 1; a message of one block may have 0. E4. */
function begins({ number, end }: BlockHeader): boolean {
  return number === 1 || (number === 0 && end);
}

function continues(header: BlockHeader, { header: first, last }: Partial): boolean {
  return header.number === last + 1 && header.stream === first.stream &&
    header.function === first.function && header.replyExpected === first.replyExpected;
}

function dataOf(block: Uint8Array<ArrayBuffer>): Uint8Array {
  const length = block.length - BLOCK_FRAMING - BLOCK_HEADER_LENGTH;
  return new Uint8Array(block.buffer, block.byteOffset + 1 + BLOCK_HEADER_LENGTH, length);
}

function messageOf(of: BlockHeader, header: Uint8Array, text: Uint8Array): DataMessage {
  const { device: session, stream, function: fn, replyExpected, systemBytes } = of;
  return { session, stream, function: fn, replyExpected, systemBytes, text, header };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, i) => byte === b[i]);
}
