// The list as the page sees it: all rows of the recording, or those that a filter lets through.
import type { capture } from "../hsms.ts";
import type { ListStatus, Row } from "../protocol.ts";
import { Column, firstWhere } from "./columns.ts";
import { HAPPENING, type Recording } from "./recording.ts";
import { rowOf, timeOf } from "./rows.ts";

/** Rows in order, by number of message or happening. */
export class List {
  readonly #recording: Recording;
  #rows: Column;
  #revision = 0;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#rows = recording.rows;
  }

  get status(): ListStatus {
    return {
      revision: this.#revision,
      rows: this.#rows.length,
      messages: this.#recording.messages.count,
      progress: 1,
    };
  }

  /** More has come. */
  grow(): void {
    this.#revision++;
  }

  /** Rows look different now. */
  touch(): void {
    this.#revision++;
  }

  rows(from: number, count: number, reading: capture.Reading): { revision: number; rows: Row[] } {
    const rows: Row[] = [];
    const end = Math.min(from + count, this.#rows.length);
    for (let at = from; at < end; at++) {
      const before = at === 0 ? undefined : timeOf(this.#recording, this.#rows.get(at - 1));
      rows.push(rowOf(this.#recording, this.#rows.get(at), before, reading));
    }
    return { revision: this.#revision, rows };
  }

  place(id: number): number {
    const { length } = this.#rows;
    if (length === 0) return -1;
    return Math.min(firstWhere(length, (at) => this.#isFrom(this.#rows.get(at), id)), length - 1);
  }

  /** Whether a row is the one wanted, or comes after it. */
  #isFrom(row: number, wanted: number): boolean {
    if ((row >= HAPPENING) === (wanted >= HAPPENING)) return row >= wanted;
    return timeOf(this.#recording, row) >= timeOf(this.#recording, wanted);
  }
}
