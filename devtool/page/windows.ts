// Rows that the worker has handed out: only windows of a list that may have a million.
import { type Signal, signal } from "@preact/signals";

/** Asks for rows from a place on. */
type Fetch<T> = (from: number, count: number) => Promise<{ revision: number; rows: readonly T[] }>;

const SIZE = 100;
const KEPT = 40;

interface Window<T> {
  rows: readonly T[];
  revision: number;
  asked: number;
}

/** Windows of rows by their number. */
export class Windows<T> {
  /** Changes when rows have come. */
  readonly arrivals: Signal<number> = signal(0);
  readonly #fetch: Fetch<T>;
  readonly #windows: Map<number, Window<T>> = new Map();
  #revision = 0;
  #epoch = 0;
  #rows = 0;

  constructor(fetch: Fetch<T>) {
    this.#fetch = fetch;
  }

  /** The row at a place of the list, if it is there; it is asked for if not. */
  get(place: number): T | undefined {
    const number = Math.floor(place / SIZE);
    const window = this.#windows.get(number) ?? this.#make(number);
    if (window.asked !== this.#revision) void this.#ask(number, window);
    return window.rows[place - number * SIZE];
  }

  /** Rows have changed, or there are more. */
  revise(revision: number, rows: number): void {
    if (revision === this.#revision && rows === this.#rows) return;
    this.#revision = revision;
    this.#rows = rows;
    this.arrivals.value++;
  }

  /** Another list. */
  clear(): void {
    this.#windows.clear();
    this.#epoch++;
    this.#revision = -1;
  }

  #make(number: number): Window<T> {
    const window = { rows: [], revision: -1, asked: -1 };
    this.#windows.set(number, window);
    if (this.#windows.size > KEPT) this.#windows.delete(this.#windows.keys().next().value!);
    return window;
  }

  async #ask(number: number, window: Window<T>): Promise<void> {
    const epoch = this.#epoch;
    window.asked = this.#revision;
    const { rows, revision } = await this.#fetch(number * SIZE, SIZE);
    if (epoch !== this.#epoch || revision < window.revision) return;
    window.rows = rows;
    window.revision = revision;
    this.arrivals.value++;
  }
}
