// A message of the recording with what is known around it, as filters, lines and exports want it: worked out on demand.
import type { capture } from "../../mod.ts";
import type { Recording } from "./recording.ts";

/** A record that looks up what it is asked. */
export class StoredRecord implements capture.MessageRecord {
  readonly #recording: Recording;
  readonly #index: number;
  #message: capture.CapturedMessage | undefined;

  constructor(recording: Recording, index: number) {
    this.#recording = recording;
    this.#index = index;
  }

  get message(): capture.CapturedMessage {
    return this.#message ??= this.#recording.messages.message(this.#index);
  }

  get host(): capture.Direction | undefined {
    return this.#recording.hostOf(this.#recording.messages.connection.get(this.#index));
  }

  get previous(): number | undefined {
    return this.#index === 0 ? undefined : this.#recording.messages.time.get(this.#index - 1);
  }

  get transaction(): capture.Transaction | undefined {
    return this.#recording.transactionOf(this.#index);
  }

  get counterpart(): capture.CapturedMessage | undefined {
    const index = this.#recording.counterpartOf(this.#index);
    return index === undefined ? undefined : this.#recording.messages.message(index);
  }

  get findings(): readonly capture.Finding[] {
    return this.#recording.findingsOf(this.#index);
  }
}
