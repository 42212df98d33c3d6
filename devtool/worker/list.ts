// The list as the page sees it: all rows of the recording, or those that a filter lets through.
import { capture } from "../../mod.ts";
import type { ListStatus, Row } from "../protocol.ts";
import { Column, firstWhere } from "./columns.ts";
import { StoredRecord } from "./records.ts";
import { HAPPENING, type Recording } from "./recording.ts";
import { rowOf, timeOf } from "./rows.ts";
import { breath } from "./breath.ts";

const SLICE = 30; // milliseconds of filtering until others get their turn

/** Rows in order, by number of message or happening. */
export class List {
  readonly #recording: Recording;
  readonly #changed: () => void;
  #rows: Column;
  #revision = 0;
  #filter: capture.Filter | undefined;
  #connection: number | undefined;
  /** Rows of the recording that the filter has seen. */
  #seen = 0;
  #messages = 0;
  #run = 0;
  #running = false;

  constructor(recording: Recording, changed: () => void) {
    this.#recording = recording;
    this.#changed = changed;
    this.#rows = recording.rows;
  }

  get status(): ListStatus {
    const all = this.#recording.rows.length;
    const whole = !this.#isFiltered;
    return {
      revision: this.#revision,
      rows: this.#rows.length,
      messages: whole ? this.#recording.messages.count : this.#messages,
      progress: whole || all === 0 ? 1 : this.#seen / all,
    };
  }

  /** Rows there are. */
  get length(): number {
    return this.#rows.length;
  }

  /** Number of the message or happening at a place. */
  at(place: number): number {
    return this.#rows.get(place);
  }

  /** More has come. */
  grow(): void {
    this.#revision++;
    if (this.#isFiltered && !this.#running) void this.#filterOn();
  }

  /** Rows look different now. */
  touch(): void {
    this.#revision++;
  }

  /** Shows what passes a filter, and of one connection only where that is given. */
  filter(filter: capture.Filter | undefined, connection: number | undefined): void {
    this.#filter = filter;
    this.#connection = connection;
    this.#run++;
    this.#running = false;
    this.#revision++;
    this.#seen = this.#messages = 0;
    this.#rows = this.#isFiltered ? new Column(Uint32Array) : this.#recording.rows;
    if (this.#isFiltered) void this.#filterOn();
    else this.#changed();
  }

  /** Filters again, for more is known of messages that have been seen; the list stays as it is until that is done. */
  async again(): Promise<void> {
    if (!this.#isFiltered || this.#running) return;
    const run = ++this.#run;
    const rows = new Column(Uint32Array);
    let messages = 0;
    let pause = performance.now() + SLICE;
    for (let at = 0; at < this.#recording.rows.length; at++) {
      const id = this.#recording.rows.get(at);
      if (this.#passes(id)) messages += rows.push(id) < HAPPENING ? 1 : 0;
      if ((at & 15) !== 15 || performance.now() < pause) continue;
      await breath();
      if (run !== this.#run) return;
      pause = performance.now() + SLICE;
    }
    [this.#rows, this.#messages, this.#seen] = [rows, messages, this.#recording.rows.length];
    this.#revision++;
    this.#changed();
  }

  get #isFiltered(): boolean {
    return this.#filter !== undefined || this.#connection !== undefined;
  }

  async #filterOn(): Promise<void> {
    const run = this.#run;
    this.#running = true;
    while (run === this.#run && this.#seen < this.#recording.rows.length) {
      this.#filterSlice();
      this.#revision++;
      this.#changed();
      await breath();
    }
    if (run === this.#run) this.#running = false;
  }

  #filterSlice(): void {
    const { rows } = this.#recording;
    for (const end = performance.now() + SLICE; this.#seen < rows.length;) {
      const id = rows.get(this.#seen++);
      if (this.#passes(id)) {
        this.#rows.push(id);
        if (id < HAPPENING) this.#messages++;
      }
      if ((this.#seen & 15) === 0 && performance.now() > end) return;
    }
  }

  #passes(id: number): boolean {
    const { messages, happenings } = this.#recording;
    const wanted = this.#connection;
    if (id >= HAPPENING) {
      const happening = happenings[id - HAPPENING];
      if (this.#filter !== undefined) return false;
      return "connection" in happening && happening.connection.index === wanted;
    }
    if (wanted !== undefined && messages.connection.get(id) !== wanted) return false;
    return this.#filter?.matches(new StoredRecord(this.#recording, id)) ?? true;
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

  /** Place of a row, or of the next one that is in the list; -1 in an empty list. */
  place(id: number): number {
    const { length } = this.#rows;
    if (length === 0) return -1;
    if (id >= HAPPENING) return this.#placeOfHappening(id);
    return Math.min(firstWhere(length, (at) => this.#messageFrom(at) >= id), length - 1);
  }

  /** The first message at a place or behind it: happenings stand between messages in order. */
  #messageFrom(at: number): number {
    for (let place = at; place < this.#rows.length; place++) {
      const id = this.#rows.get(place);
      if (id < HAPPENING) return id - (place - at) / 1e6;
    }
    return Infinity;
  }

  #placeOfHappening(id: number): number {
    for (let at = 0; at < this.#rows.length; at++) if (this.#rows.get(at) === id) return at;
    return -1;
  }
}
