// The stages of decoding behind each other: bytes of a capture in, and the recording grows.
import { capture } from "../../mod.ts";
import type { OpenOptions } from "../protocol.ts";
import type { Recording } from "./recording.ts";

/** Decodes, audits, and learns names. */
export class Pipeline {
  readonly #recording: Recording;
  readonly #capture: capture.Capture;
  readonly #learner: capture.NameLearner;

  readonly #statistics: capture.Statistics;

  /** Throws a `RangeError` for timers that are none. */
  constructor(
    recording: Recording,
    learner: capture.NameLearner,
    statistics: capture.Statistics,
    options: OpenOptions,
  ) {
    const { host, port, timers } = options;
    this.#recording = recording;
    this.#learner = learner;
    this.#statistics = statistics;
    this.#capture = new capture.Capture({
      ...(host && { host }),
      ...(port && { port }),
      ...(timers && { timers }),
    });
  }

  /** How many connections carry something else. */
  get others(): number {
    return this.#capture.others;
  }

  push(chunk: Uint8Array): void {
    this.#capture.push(chunk);
    this.#drain();
  }

  end(): void {
    this.#capture.end();
    this.#drain();
  }

  #drain(): void {
    for (let output = this.#capture.poll(); output !== undefined; output = this.#capture.poll()) {
      if (output.type === "message") this.#learner.message(output.message);
      else if (output.type === "transaction") this.#learner.transaction(output);
      this.#statistics.output(output);
      this.#recording.take(output);
    }
  }
}
