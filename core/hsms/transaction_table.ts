// Open transactions in the order they began, found by their system bytes. The links are in the transactions and are cut
// when one leaves. With a Map in its place V8's young collector keeps ten times as busy under load; why is not known.
import type { Primary } from "../link.ts";
import type { Handover } from "./handover.ts";

/** A primary that waits for its reply, and what links it to others of its table. */
export interface Transaction extends Handover {
  readonly primary: Primary;
  readonly session: number;
  readonly systemBytes: number;
  previous: Transaction | undefined;
  next: Transaction | undefined;
  /** The next one with the same place in the table. */
  chained: Transaction | undefined;
}

/** Transactions by their system bytes, in order. */
export class TransactionTable implements Iterable<Transaction> {
  size = 0;
  /** The one that began first. */
  first: Transaction | undefined;

  #last: Transaction | undefined;
  /** As many as a power of two, and at least as many as there are transactions. */
  #places: (Transaction | undefined)[] = [undefined];

  get(systemBytes: number): Transaction | undefined {
    let found = this.#places[this.#placeOf(systemBytes)];
    while (found !== undefined && found.systemBytes !== systemBytes) found = found.chained;
    return found;
  }

  /** Adds one whose system bytes are not there yet. */
  add(transaction: Transaction): void {
    if (this.size === this.#places.length) this.#grow();
    this.#chain(transaction);
    transaction.previous = this.#last;
    if (this.#last === undefined) this.first = transaction;
    else this.#last.next = transaction;
    this.#last = transaction;
    this.size++;
  }

  /** Takes one out; false when it is not there. */
  delete(systemBytes: number): boolean {
    const transaction = this.get(systemBytes);
    if (transaction === undefined) return false;
    const { previous, next } = transaction;
    this.#unchain(transaction);
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    transaction.previous = transaction.next = undefined;
    this.size--;
    return true;
  }

  *[Symbol.iterator](): Iterator<Transaction> {
    for (let transaction = this.first; transaction !== undefined; transaction = transaction.next) {
      yield transaction;
    }
  }

  /** System bytes are handed out one after the other, so their low bits spread best. */
  #placeOf(systemBytes: number): number {
    return systemBytes & (this.#places.length - 1);
  }

  #chain(transaction: Transaction): void {
    const place = this.#placeOf(transaction.systemBytes);
    transaction.chained = this.#places[place];
    this.#places[place] = transaction;
  }

  #unchain(transaction: Transaction): void {
    const place = this.#placeOf(transaction.systemBytes);
    let before = this.#places[place]!;
    if (before === transaction) this.#places[place] = transaction.chained;
    else {
      while (before.chained !== transaction) before = before.chained!;
      before.chained = transaction.chained;
    }
    transaction.chained = undefined;
  }

  #grow(): void {
    this.#places = new Array<Transaction | undefined>(2 * this.#places.length).fill(undefined);
    for (const transaction of this) this.#chain(transaction);
  }
}
