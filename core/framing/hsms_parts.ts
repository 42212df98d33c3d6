// A message that comes in parts: its bytes so far, in memory that grows with what arrives and never ahead, and the
// frames, times and places in the file they came by.
import { NO_BYTES, readU32 } from "../hsms/bytes.ts";
import type { StreamBytes, Time } from "./model.ts";

/** More pieces than this are not remembered: twice as many numbers. */
const MOST_PIECES = 65_536;
const LEAST = 64;
const LENGTH_BYTES = 4;

/** What there is of a message, its length field included. */
export class HsmsParts {
  /** Bytes there; 0 when no message has begun. */
  held: number = 0;
  /** Offset of the first byte in the stream. */
  start: number = 0;
  /** The frame of the first byte. */
  firstFrame: number = 0;
  /** The frame that brought a part last, and its time. */
  frame: number = 0;
  time: Time = 0;
  /** When a receiver had all of the parts. */
  deliveredTime: Time = 0;
  #bytes: Uint8Array = NO_BYTES;
  #pieces: number[] | undefined;

  /** The bytes. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.held);
  }

  /** The length field, once its four bytes are there. */
  get length(): number | undefined {
    return this.held < LENGTH_BYTES ? undefined : readU32(this.#bytes, 0);
  }

  /** Where the bytes behind the length field stand in the file. */
  get pieces(): number[] | undefined {
    return this.#pieces === undefined ? undefined : withoutFirst(this.#pieces, LENGTH_BYTES);
  }

  /** A message begins in a segment at `at`, and does not end in it. */
  begin(fact: StreamBytes, at: number): void {
    this.start = fact.offset + at;
    this.firstFrame = this.frame = fact.frame;
    this.time = fact.time;
    this.deliveredTime = fact.deliveredTime;
    this.#pieces = fact.fileOffset === undefined ? undefined : [];
    const available = fact.bytes.length - at;
    this.take(
      fact,
      at,
      available,
      available < LENGTH_BYTES ? Infinity : LENGTH_BYTES + readU32(fact.bytes, at),
    );
  }

  /** Copies up to `wanted` bytes of a segment, of a message of `total` bytes; gives where the rest begins. */
  take(fact: StreamBytes, at: number, wanted: number, total: number): number {
    const count = Math.min(wanted, fact.bytes.length - at);
    const held = this.held, needed = held + count;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(Math.max(2 * needed, LEAST), total));
      grown.set(this.bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(fact.bytes.subarray(at, at + count), held);
    this.held = needed;
    if (fact.frame > this.frame) {
      this.frame = fact.frame;
      this.time = fact.time;
    }
    if (fact.deliveredTime > this.deliveredTime) this.deliveredTime = fact.deliveredTime;
    if (this.#pieces !== undefined) this.#remember(this.#pieces, fact.fileOffset, at, count);
    return at + count;
  }

  /** Gives the bytes away: nothing has begun. */
  clear(): Uint8Array {
    const { bytes } = this;
    this.#bytes = NO_BYTES;
    this.held = 0;
    return bytes;
  }

  #remember(pieces: number[], fileOffset: number | undefined, at: number, count: number): void {
    if (fileOffset === undefined || pieces.length >= 2 * MOST_PIECES) this.#pieces = undefined;
    else addPiece(pieces, fileOffset + at, count);
  }
}

function addPiece(pieces: number[], offset: number, count: number): void {
  const last = pieces.length - 2;
  if (last >= 0 && pieces[last] + pieces[last + 1] === offset) pieces[last + 1] += count;
  else pieces.push(offset, count);
}

function withoutFirst(pieces: readonly number[], count: number): number[] {
  const rest: number[] = [];
  let left = count;
  for (let i = 0; i < pieces.length; i += 2) {
    const skipped = Math.min(left, pieces[i + 1]);
    left -= skipped;
    if (pieces[i + 1] > skipped) rest.push(pieces[i] + skipped, pieces[i + 1] - skipped);
  }
  return rest;
}
