// Lines on their way out: collected, and written together.
import type { Sink } from "./terminal.ts";

/** Collects text for an output; write it out by {@linkcode Paper.flush} from time to time. */
export class Paper {
  readonly #sink: Sink;
  #text = "";

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** Adds a line. */
  line(text: string): void {
    this.#text += `${text}\n`;
  }

  /** Adds text that has its line breaks. */
  text(text: string): void {
    this.#text += text;
  }

  /** Writes what was collected. */
  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    if (text !== "") await this.#sink.write(text);
  }
}
