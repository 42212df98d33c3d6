// Looks at a file that comes in chunks: so many bytes in one piece, as a view where they lie in one chunk. Holds what a
// record has so far, never more than has arrived.

const NO_BYTES: Uint8Array<ArrayBuffer> = new Uint8Array(0);
const LEAST = 64;

/** The bytes from `start` of `bytes` on, `offset` bytes into the file. */
export class ByteWindow {
  bytes: Uint8Array = NO_BYTES;
  start: number = 0;
  /** Where `bytes[start]` is in the file. */
  offset: number = 0;

  #end = 0; // of what may be read in `bytes`
  #chunk: Uint8Array = NO_BYTES;
  #at = 0; // what of the chunk is in `bytes`, or was passed over
  #joined = 0; // how many bytes of the chunk were copied behind those held
  #skip = 0; // bytes still to be passed over

  /** How many bytes have come and were not passed over. */
  get available(): number {
    return this.#end - this.start + this.#chunk.length - this.#at;
  }

  /** Whether more was passed over than has come. */
  get beyond(): boolean {
    return this.#skip > 0;
  }

  /** Stores a chunk; it belongs to the window from now on. What was not passed over must have been asked for. */
  push(chunk: Uint8Array): void {
    if (this.#at < this.#chunk.length || (this.bytes === this.#chunk && this.start < this.#end)) {
      throw new Error("Cannot push a chunk: packets of the last one are still to be taken");
    }
    const passed = Math.min(this.#skip, chunk.length);
    this.#chunk = chunk;
    this.#at = passed;
    this.#joined = 0;
    this.#skip -= passed;
  }

  /** Whether `count` bytes are there; they then lie in `bytes` from `start` on. */
  has(count: number): boolean {
    if (this.#end - this.start >= count) return true;
    if (this.start === this.#end) {
      this.#enterChunk();
      if (this.#end - this.start >= count) return true;
    }
    this.#hold(count);
    return this.#end - this.start >= count;
  }

  /** Passes over bytes, also over those to come. */
  skip(count: number): void {
    this.offset += count;
    const here = Math.min(count, this.#end - this.start);
    this.start += here;
    const inChunk = Math.min(count - here, this.#chunk.length - this.#at);
    this.#at += inChunk;
    this.#skip = count - here - inChunk;
    this.#leaveHeld();
  }

  #enterChunk(): void {
    this.bytes = this.#chunk;
    this.start = this.#at;
    this.#end = this.#at = this.#chunk.length;
    this.#joined = 0;
  }

  /** Takes what is missing from the chunk, and keeps it all apart from it: the chunk may go. */
  #hold(count: number): void {
    const held = this.#end - this.start;
    const more = Math.min(count - held, this.#chunk.length - this.#at);
    if (held + more === 0) return this.#forgetChunk();
    if (this.bytes === this.#chunk || this.#end + more > this.bytes.length) this.#move(held, more);
    this.bytes.set(this.#chunk.subarray(this.#at, this.#at + more), this.#end);
    this.#end += more;
    this.#at += more;
    this.#joined += more;
    if (this.#at === this.#chunk.length && this.#end - this.start < count) this.#forgetChunk();
  }

  /** Into a buffer of its own: never the same, since packets are views of what was held before. */
  #move(held: number, more: number): void {
    const room = Math.max(LEAST, held + more, 2 * held);
    const buffer = new Uint8Array(room);
    buffer.set(this.bytes.subarray(this.start, this.#end));
    this.bytes = buffer;
    this.start = 0;
    this.#end = held;
  }

  #forgetChunk(): void {
    if (this.bytes === this.#chunk) this.bytes = NO_BYTES;
    if (this.bytes === NO_BYTES) this.start = this.#end = 0;
    this.#chunk = NO_BYTES;
    this.#at = this.#joined = 0;
  }

  /** Reads on in the chunk once all that is left of the held bytes is in it too. */
  #leaveHeld(): void {
    const left = this.#end - this.start;
    if (left > this.#joined) return;
    this.#at -= left;
    this.#joined = 0;
    this.start = this.#end;
  }
}
