// Where the streams of a capture put what they find, in order, and the numbers of its messages.
import type { CaptureOutput, StreamBytes } from "./model.ts";

/** What comes out of framing: bytes only for an audit, which watches them for silence. */
export type FramingOutput = CaptureOutput | StreamBytes;

/** A queue that is filled by facts and emptied by `poll`. */
export class Sink {
  /** Number of the next message. */
  nextIndex: number = 0;
  #queue: FramingOutput[] = [];
  #at = 0;

  /** Adds an output. */
  put(output: FramingOutput): void {
    this.#queue.push(output);
  }

  /** The next output. */
  poll(): FramingOutput | undefined {
    if (this.#at < this.#queue.length) return this.#queue[this.#at++];
    if (this.#at > 0) {
      this.#queue = [];
      this.#at = 0;
    }
    return undefined;
  }
}
