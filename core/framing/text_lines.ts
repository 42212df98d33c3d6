// Cuts the bytes of a text into lines, one character a byte (so that no byte of a text in quotes is lost); UTF-16 with
// its mark becomes the same.
import { latin1 } from "../secs2/latin1.ts";

/** Lines longer than this are cut. */
export const LONGEST_LINE: number = 64 * 1024 * 1024;

const NEWLINE = 0x0a;

/** A text that comes in chunks. */
export class TextLines {
  /** Number of the line given last, from 1. */
  number: number = 0;
  #held: Uint8Array = new Uint8Array(256);
  #length = 0;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  #wide: "little" | "big" | undefined;
  #begun = false;
  /** The first byte of a character of two whose second has not come. */
  #half = -1;

  /** Stores a chunk. */
  push(chunk: Uint8Array): void {
    if (this.#at < this.#chunk.length) {
      throw new Error("Cannot push a chunk: lines of the last one are still to be taken");
    }
    this.#chunk = this.#begun ? chunk : this.#withoutMark(chunk);
    if (this.#wide !== undefined) this.#chunk = this.#narrow(this.#chunk, this.#wide);
    this.#begun = true;
    this.#at = 0;
  }

  /** The next line without its end; `last` gives what there is of the one that has not ended. */
  next(last: boolean): string | undefined {
    const chunk = this.#chunk;
    const end = chunk.indexOf(NEWLINE, this.#at);
    if (end < 0) {
      this.#hold(chunk.subarray(this.#at));
      this.#at = chunk.length;
      if (this.#length < LONGEST_LINE && !(last && this.#length > 0)) return undefined;
    } else {
      this.#hold(chunk.subarray(this.#at, end));
      this.#at = end + 1;
    }
    return this.#take();
  }

  #take(): string {
    const ended = this.#length > 0 && this.#held[this.#length - 1] === 0x0d ? this.#length - 1 : this.#length;
    const line = latin1(this.#held, 0, ended);
    this.#length = 0;
    if (this.#held.length > 1024 * 1024) this.#held = new Uint8Array(256);
    this.number++;
    return line;
  }

  #hold(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#held.length) {
      const grown = new Uint8Array(2 * needed);
      grown.set(this.#held.subarray(0, this.#length));
      this.#held = grown;
    }
    this.#held.set(bytes, this.#length);
    this.#length = needed;
  }

  #withoutMark(bytes: Uint8Array): Uint8Array {
    const [a, b, c] = bytes;
    if (a === 0xef && b === 0xbb && c === 0xbf) return bytes.subarray(3);
    if (a === 0xff && b === 0xfe) this.#wide = "little";
    else if (a === 0xfe && b === 0xff) this.#wide = "big";
    else return bytes;
    return bytes.subarray(2);
  }

  /** Characters above 255 become question marks. */
  #narrow(bytes: Uint8Array, order: "little" | "big"): Uint8Array {
    const narrow = new Uint8Array((bytes.length >> 1) + 1);
    let count = 0;
    for (const byte of bytes) {
      if (this.#half < 0) {
        this.#half = byte;
        continue;
      }
      const [low, high] = order === "little" ? [this.#half, byte] : [byte, this.#half];
      narrow[count++] = high === 0 ? low : 0x3f;
      this.#half = -1;
    }
    return narrow.subarray(0, count);
  }
}
