// The outgoing bytes of an entity: frames are appended and leave joined, in pieces that never change afterwards.
import { NO_BYTES, writeU32 } from "./bytes.ts";
import { type Header, HEADER_LENGTH, writeHeader } from "./header.ts";

const PREFIX = 4 + HEADER_LENGTH;
/** From this size on a text is passed on as it is: copying it would cost more than a write of its own. */
const BY_REFERENCE = 64 * 1024;
const FIRST_SLAB = 128;
const LARGEST_SLAB = 64 * 1024;

/** Messages that wait to be written. */
export class Outgoing {
  /** Bytes that wait. */
  size = 0;

  /** Regions of the slab are handed out one after the other, and never reused. */
  #slab: Uint8Array<ArrayBuffer> = NO_BYTES;
  #start = 0;
  #end = 0;
  #pieces: Uint8Array[] = [];

  /** Appends one message. */
  append(header: Header, text: Uint8Array | undefined): void {
    const length = text?.length ?? 0;
    const copied = length < BY_REFERENCE ? length : 0;
    this.#reserve(PREFIX + copied);
    writeU32(HEADER_LENGTH + length, this.#slab, this.#end);
    writeHeader(header, this.#slab, this.#end + 4);
    if (copied > 0) this.#slab.set(text!, this.#end + PREFIX);
    this.#end += PREFIX + copied;
    this.size += PREFIX + length;
    if (length > copied) {
      this.#pieces.push(this.#cut(), text!);
    }
  }

  /** The next piece to write: all of the small messages up to a large text, or that text. */
  take(): Uint8Array | undefined {
    if (this.size === 0) return undefined;
    const piece = this.#pieces.shift() ?? this.#cut();
    this.size -= piece.length;
    return piece;
  }

  /** Forgets everything. */
  clear(): void {
    this.#pieces = [];
    this.#start = this.#end;
    this.size = 0;
  }

  #cut(): Uint8Array<ArrayBuffer> {
    const region = this.#slab.subarray(this.#start, this.#end);
    this.#start = this.#end;
    return region;
  }

  #reserve(count: number): void {
    if (this.#end + count <= this.#slab.length) return;
    const waiting = this.#slab.subarray(this.#start, this.#end);
    const usual = Math.min(Math.max(2 * this.#slab.length, FIRST_SLAB), LARGEST_SLAB);
    this.#slab = new Uint8Array(Math.max(usual, 2 * waiting.length + count));
    this.#slab.set(waiting);
    this.#start = 0;
    this.#end = waiting.length;
  }
}
