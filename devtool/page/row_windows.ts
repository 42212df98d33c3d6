// Rows that the worker has handed out: only windows of a list that may have a million.
import { type Signal, signal } from "@preact/signals";
import type { Row } from "../protocol.ts";
import type { Client } from "./client.ts";

const SIZE = 100;
const KEPT = 40;

interface Window {
  rows: readonly Row[];
  revision: number;
  asked: number;
}

/** Windows of rows by their number. */
export class RowWindows {
  /** Changes when rows have come. */
  readonly arrivals: Signal<number> = signal(0);
  readonly #client: Client;
  readonly #windows: Map<number, Window> = new Map();
  #revision = 0;
  #epoch = 0;
  #rows = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The row at a place of the list, if it is there; it is asked for if not. */
  get(place: number): Row | undefined {
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

  #make(number: number): Window {
    const window = { rows: [], revision: -1, asked: -1 };
    this.#windows.set(number, window);
    if (this.#windows.size > KEPT) this.#windows.delete(this.#windows.keys().next().value!);
    return window;
  }

  async #ask(number: number, window: Window): Promise<void> {
    const epoch = this.#epoch;
    window.asked = this.#revision;
    const { rows, revision } = await this.#client.call("rows", number * SIZE, SIZE);
    if (epoch !== this.#epoch || revision < window.revision) return;
    window.rows = rows;
    window.revision = revision;
    this.arrivals.value++;
  }
}
