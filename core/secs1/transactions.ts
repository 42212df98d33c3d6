// Open transactions and their T3, which begins when the last block of the primary was acknowledged and ends with the
// first block of the reply. E4.
import type { DataMessage, Primary } from "../link.ts";

/** A primary that waits for its reply. */
export interface Transaction {
  readonly primary: Primary;
  readonly systemBytes: number;
  /** When T3 runs out, while it runs: from when the primary is sent until its reply begins. */
  expires: number;
  /** Whether the reply has begun: nothing starts T3 again. */
  begun: boolean;
}

/** How many ended transactions are remembered, to tell a late reply from one to nothing. */
const REMEMBERED = 1024;

/** The open transactions of an entity, by their system bytes. */
export class Transactions {
  readonly #T3: number;
  readonly #open = new Map<number, Transaction>();
  /** Those whose T3 runs: all that share one expire in the order they began; the others are searched. */
  readonly #shared = new Set<Transaction>();
  readonly #own = new Set<Transaction>();
  readonly #ended = new Set<number>();
  #nextSystemBytes: number;

  /** `T3` in milliseconds, and the system bytes that are given out first. */
  constructor(T3: number, systemBytes: number) {
    this.#T3 = T3;
    this.#nextSystemBytes = systemBytes;
  }

  get size(): number {
    return this.#open.size;
  }

  /** When the next T3 runs out. */
  get deadline(): number {
    let earliest = this.#shared.values().next().value?.expires ?? Infinity;
    for (const { expires } of this.#own) earliest = Math.min(earliest, expires);
    return earliest;
  }

  get(systemBytes: number): Transaction | undefined {
    return this.#open.get(systemBytes);
  }

  /** Whether a transaction with these system bytes ended without its reply, not long ago. */
  hasEnded(systemBytes: number): boolean {
    return this.#ended.has(systemBytes);
  }

  /** The next system bytes that differ from those of every open transaction. E4. */
  freeSystemBytes(): number {
    let next = this.#nextSystemBytes;
    while (this.#open.has(next)) next = (next + 1) >>> 0;
    this.#nextSystemBytes = (next + 1) >>> 0;
    return next;
  }

  open(primary: Primary, systemBytes: number): void {
    this.#ended.delete(systemBytes);
    this.#open.set(systemBytes, { primary, systemBytes, expires: Infinity, begun: false });
  }

  /** The primary is sent: T3 begins, unless the reply has. */
  sent(primary: Primary, systemBytes: number, now: number): void {
    const transaction = this.#open.get(systemBytes);
    if (transaction?.primary !== primary || transaction.begun) return;
    const { T3 } = primary;
    transaction.expires = now + (T3 === undefined ? this.#T3 : T3 * 1000);
    (T3 === undefined ? this.#shared : this.#own).add(transaction);
  }

  /** The reply has begun to come: T3 ends. */
  begin(transaction: Transaction): void {
    transaction.begun = true;
    this.#stop(transaction);
  }

  #stop(transaction: Transaction): void {
    if (!this.#shared.delete(transaction)) this.#own.delete(transaction);
  }

  /** Ends a transaction by its reply. */
  close(transaction: Transaction): void {
    this.#stop(transaction);
    this.#open.delete(transaction.systemBytes);
  }

  /** Ends a transaction without a reply: one that comes later is late. */
  abandon(transaction: Transaction): void {
    this.close(transaction);
    this.#ended.add(transaction.systemBytes);
    if (this.#ended.size > REMEMBERED) this.#ended.delete(this.#ended.values().next().value!);
  }

  /** Takes those whose T3 has run out by `now`. */
  expired(now: number): Transaction[] {
    if (this.deadline > now) return [];
    const expired = [...this.#shared, ...this.#own].filter(({ expires }) => expires <= now);
    for (const transaction of expired) this.abandon(transaction);
    return expired;
  }

  /** Takes all. */
  takeAll(): Transaction[] {
    const taken = [...this.#open.values()];
    for (const transaction of taken) this.abandon(transaction);
    return taken;
  }
}

/** Whether a secondary is of the stream and function that answer a primary. */
export function answers(
  message: Pick<DataMessage, "stream" | "function">,
  { primary }: Transaction,
): boolean {
  const fits = message.function === primary.function + 1 || message.function === 0;
  return fits && message.stream === primary.stream;
}
