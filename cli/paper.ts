// Lines on their way out: collected, and written together.
import type { Sink } from "./terminal.ts";

/** Collects text for an output; write it out by {@linkcode Paper.flush} from time to time. */
export class Paper {
  readonly #sink: Sink;
  readonly #most: number;
  #text = "";
  #left = 0;

  /** Of more than `most` characters that nobody has taken, whole pieces are left out; any number when absent. */
  constructor(sink: Sink, most: number = Infinity) {
    this.#sink = sink;
    this.#most = most;
  }

  /** Adds a line. */
  line(text: string): void {
    this.text(`${text}\n`);
  }

  /** Adds text that has its line breaks. */
  text(text: string): void {
    if (this.#text.length > this.#most) this.#left += 1;
    else this.#text += text;
  }

  /** Writes what was collected. */
  async flush(): Promise<void> {
    const text = this.#left === 0 ? this.#text : `${this.#text}… ${this.#left} more, left out\n`;
    this.#text = "";
    this.#left = 0;
    if (text !== "") await this.#sink.write(text);
  }
}
