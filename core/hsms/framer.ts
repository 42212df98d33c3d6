// Cuts a byte stream into HSMS messages: views where a message lies whole in a chunk, a bounded copy where not.
import { NO_BYTES, readU32 } from "./bytes.ts";
import { HEADER_LENGTH } from "./header.ts";

/** Why a byte stream can no longer be cut into messages. E37. */
export type LengthFault = "length below 10" | "length above limit";

const LENGTH_BYTES = 4;
/** Smallest buffer for a message that arrives in parts. */
const LEAST = 64;
/** A piece of this size is kept as it came until the message is whole. */
const LARGE = 16 * 1024;

/**
 * Finds the messages in a byte stream. `push` only stores; each `next` finds one message and leaves it in `bytes`,
 * from `start` (its header; the text begins ten bytes on) to `end`. A chunk belongs to the framer once pushed, since
 * messages may be views of it.
 *
 * ```ts
 * const framer = new Framer();
 * framer.push(new Uint8Array([0, 0, 0, 10, 255, 255, 0, 0, 0, 5, 0, 0, 0, 2]));
 * while (framer.next()) console.log(framer.bytes.subarray(framer.start, framer.end));
 * ```
 */
export class Framer {
  /** The bytes that hold the message found last; none once `next` has returned false. */
  bytes: Uint8Array = NO_BYTES;
  /** Where the header of the message found last begins. */
  start: number = 0;
  /** Where the message found last ends. */
  end: number = 0;
  /** Set once a length was bad: the next boundary is unknowable, and nothing more will be found. */
  fault: LengthFault | undefined;
  /** The length field of the message being received, or that of the fault. */
  length: number = 0;

  readonly #limit: number;
  #chunk: Uint8Array = NO_BYTES;
  #position = 0;
  /** A message begun in an earlier chunk, of which `#held` bytes have arrived: first large pieces, as they came. */
  #pieces: Uint8Array[] = [];
  #inPieces = 0;
  /** Then copies of small ones. Grows with what arrives, never ahead. */
  #partial: Uint8Array<ArrayBuffer> = NO_BYTES;
  #held = 0;

  /** `limit` is the largest message length accepted, header and text. */
  constructor(limit: number = 16 * 1024 * 1024 + HEADER_LENGTH) {
    this.#limit = limit;
  }

  /** Whether a message has begun and not ended: E37's T8 runs. Meaningful once `next` has returned false. */
  get midMessage(): boolean {
    return this.#held > 0;
  }

  /** Stores a chunk. Throws when messages of the last one were not taken yet. */
  push(chunk: Uint8Array): void {
    if (this.#position < this.#chunk.length && this.fault === undefined) {
      throw new Error("Cannot push a chunk: messages of the last one are still to be taken");
    }
    this.#chunk = chunk;
    this.#position = 0;
  }

  /** Finds the next message; false when more bytes are needed, or after a fault. */
  next(): boolean {
    if (this.fault !== undefined) return false;
    if (this.#held > 0) return this.#continue();
    const chunk = this.#chunk, at = this.#position;
    const available = chunk.length - at;
    if (available >= LENGTH_BYTES) {
      const length = readU32(chunk, at);
      if (!this.#accepts(length)) return false;
      if (available >= LENGTH_BYTES + length) {
        this.#position = at + LENGTH_BYTES + length;
        return this.#found(chunk, at, length);
      }
    }
    return this.#begin(available);
  }

  #found(bytes: Uint8Array, at: number, length: number): true {
    this.bytes = bytes;
    this.start = at + LENGTH_BYTES;
    this.end = at + LENGTH_BYTES + length;
    return true;
  }

  #accepts(length: number): boolean {
    this.length = length;
    if (length >= HEADER_LENGTH && length <= this.#limit) return true;
    this.fault = length < HEADER_LENGTH ? "length below 10" : "length above limit";
    return false;
  }

  /** Keeps the beginning of a message whose rest has yet to arrive. */
  #begin(available: number): false {
    if (available > 0) {
      this.#take(available, available >= LENGTH_BYTES ? LENGTH_BYTES + this.length : Infinity);
    }
    // An idle connection holds on to nothing it was sent.
    this.bytes = this.#chunk = NO_BYTES;
    this.#position = 0;
    return false;
  }

  /** Completes the message begun earlier: its length first, then the rest. */
  #continue(): boolean {
    if (this.#held < LENGTH_BYTES) {
      this.#take(LENGTH_BYTES - this.#held, Infinity);
      if (this.#held < LENGTH_BYTES) return false;
      if (!this.#accepts(readU32(this.#partial, 0))) return false;
    }
    const total = LENGTH_BYTES + this.length;
    this.#take(total - this.#held, total);
    if (this.#held < total) return false;
    const whole = this.#inPieces === 0 ? this.#partial : this.#join(total);
    this.#held = 0;
    this.#partial = NO_BYTES;
    return this.#found(whole, 0, this.length);
  }

  /** Moves up to `wanted` bytes of a message of `total` from the chunk to where it is put together. */
  #take(wanted: number, total: number): void {
    const count = Math.min(wanted, this.#chunk.length - this.#position);
    if (count >= LARGE) this.#keep(count);
    else this.#copy(count, total);
    this.#held += count;
    this.#position += count;
  }

  /** Into memory that grows, a large message would be copied and zeroed about twice. */
  #keep(count: number): void {
    if (this.#held > this.#inPieces) {
      this.#pieces.push(this.#partial.subarray(0, this.#held - this.#inPieces));
    }
    this.#pieces.push(this.#chunk.subarray(this.#position, this.#position + count));
    this.#inPieces = this.#held + count;
    this.#partial = NO_BYTES;
  }

  /** Holds at most twice what has arrived: an announced length allocates nothing. */
  #copy(count: number, total: number): void {
    const held = this.#held - this.#inPieces;
    if (held + count > this.#partial.length) {
      const grown = new Uint8Array(Math.min(Math.max(2 * (held + count), LEAST), total - this.#inPieces));
      grown.set(this.#partial.subarray(0, held));
      this.#partial = grown;
    }
    copy(this.#chunk, this.#position, count, this.#partial, held);
  }

  #join(total: number): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(total);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    whole.set(this.#partial.subarray(0, total - at), at);
    this.#pieces = [];
    this.#inPieces = 0;
    return whole;
  }
}

/** A view costs more than a few bytes do, and bytes may trickle in one by one. */
function copy(source: Uint8Array, from: number, count: number, target: Uint8Array, to: number): void {
  if (count > 16) return target.set(source.subarray(from, from + count), to);
  for (let i = 0; i < count; i++) target[to + i] = source[from + i];
}
