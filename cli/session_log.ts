// A session of ours as a capture that grows: messages with what is known around them, and the bytes of a capture file.
import { Capture } from "../core/capture/capture.ts";
import type { NameData } from "../core/reading/names.ts";
import { NameLearner } from "../core/reading/names_learn.ts";
import { type MessageRecord, type Reading, RecordBook } from "../core/reading/reading.ts";
import type { RecordFile } from "./record_file.ts";
import { TapRecorder } from "./tap_recorder.ts";
import type { TapEvent } from "./tap.ts";

/** What is told of a session. */
export interface SessionTeller {
  /** A message, `seconds` after the first packet. */
  message(record: MessageRecord, reading: Reading, seconds: number): void;
}

/** Takes what a tap sees, tells it as messages, and writes it to a file where there is one. */
export class SessionLog {
  readonly #capture: Capture = new Capture();
  readonly #book: RecordBook = new RecordBook();
  readonly #names: NameLearner;
  readonly #recorder: TapRecorder = new TapRecorder();
  readonly #file: RecordFile | undefined;
  readonly #teller: SessionTeller;
  #told = 0;

  constructor(names: NameData, teller: SessionTeller, file?: RecordFile) {
    this.#names = new NameLearner(names);
    this.#teller = teller;
    this.#file = file;
    for (const bytes of this.#recorder.begin()) this.#push(bytes);
  }

  /** Something has happened on the wire. */
  event(event: TapEvent): void {
    for (const bytes of this.#recorder.packets(event)) this.#push(bytes);
    this.#tell();
  }

  #push(bytes: Uint8Array): void {
    this.#file?.write(bytes);
    this.#capture.push(bytes.slice());
    for (let output = this.#capture.poll(); output !== undefined; output = this.#capture.poll()) {
      this.#book.output(output);
      if (output.type === "message") this.#names.message(output.message);
      if (output.type === "transaction") this.#names.transaction(output);
    }
  }

  #tell(): void {
    const { records, origin } = this.#book;
    const reading: Reading = { names: this.#names, ...(origin === undefined ? {} : { origin }) };
    for (; this.#told < records.length; this.#told++) {
      const record = records[this.#told];
      this.#teller.message(record, reading, Number(record.message.time ?? 0) / 1e9);
    }
  }
}
