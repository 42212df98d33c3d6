// Open data transactions and their T3. All that share one T3 expire in the order they began, so a table in that order
// is the timer queue; a T3 of its own puts a transaction into a second table that is searched. E37.
import type { DataMessage, Primary } from "../link.ts";
import { begin, suspend } from "./handover.ts";
import { type Transaction, TransactionTable } from "./transaction_table.ts";

/** What the system bytes of a received secondary say of it. */
export type Match =
  | {
    readonly type: "open";
    readonly transaction: Transaction;
    readonly sessionDiffers: boolean;
    readonly fits: boolean;
  }
  | { readonly type: "late" }
  | { readonly type: "no transaction" };

const LATE: Match = { type: "late" };
const NO_TRANSACTION: Match = { type: "no transaction" };
/** How many ended transactions are remembered, to tell a late reply from one to nothing. */
const REMEMBERED = 1024;

/** The open data transactions of an entity. */
export class Transactions {
  readonly #sharedT3: number;
  readonly #shared = new TransactionTable();
  readonly #own = new TransactionTable();
  /** System bytes of those that ended without a reply; made when there are any, for the sake of 10,000 idle links. */
  #ended: Set<number> | undefined;

  /** `T3` in milliseconds. */
  constructor(T3: number) {
    this.#sharedT3 = T3;
  }

  get size(): number {
    return this.#shared.size + this.#own.size;
  }

  /** When the next T3 runs out. */
  get deadline(): number {
    let earliest = this.#shared.first?.expires ?? Infinity;
    if (this.#own.size > 0) {
      for (const { expires } of this.#own) earliest = Math.min(earliest, expires);
    }
    return earliest;
  }

  has(systemBytes: number): boolean {
    return this.get(systemBytes) !== undefined;
  }

  /** Opens a transaction; T3 begins at `from`, which is `Infinity` while the socket is blocked. */
  open(primary: Primary, session: number, systemBytes: number, from: number): void {
    const timeout = primary.T3 === undefined ? this.#sharedT3 : primary.T3 * 1000;
    const transactions = primary.T3 === undefined ? this.#shared : this.#own;
    this.#ended?.delete(systemBytes);
    transactions.add({
      primary,
      session,
      systemBytes,
      timeout,
      expires: from + timeout,
      wasBlocked: false,
      previous: undefined,
      next: undefined,
      chained: undefined,
    });
  }

  get(systemBytes: number): Transaction | undefined {
    return this.#shared.get(systemBytes) ?? this.#own.get(systemBytes);
  }

  /** Ends a transaction by its reply. */
  close(systemBytes: number): void {
    if (!this.#shared.delete(systemBytes)) this.#own.delete(systemBytes);
  }

  /** Ends a transaction without a reply: one that comes later is late. */
  abandon(systemBytes: number): void {
    this.close(systemBytes);
    const ended = this.#ended ??= new Set();
    ended.add(systemBytes);
    if (ended.size > REMEMBERED) ended.delete(ended.values().next().value!);
  }

  /** Finds what a received secondary belongs to: system bytes first, then session, stream and function. */
  match(message: DataMessage): Match {
    const transaction = this.get(message.systemBytes);
    if (transaction === undefined) return this.#ended?.has(message.systemBytes) ? LATE : NO_TRANSACTION;
    const { stream, function: fn } = transaction.primary;
    return {
      type: "open",
      transaction,
      sessionDiffers: message.session !== transaction.session,
      fits: message.stream === stream && (message.function === fn + 1 || message.function === 0),
    };
  }

  /** Takes those whose T3 has run out by `now`. */
  expired(now: number): Transaction[] {
    const expired: Transaction[] = [];
    for (const transaction of this.#shared) {
      if (transaction.expires > now) break;
      expired.push(transaction);
    }
    for (const transaction of this.#own) if (transaction.expires <= now) expired.push(transaction);
    for (const { systemBytes } of expired) this.abandon(systemBytes);
    return expired;
  }

  /** Takes all, or all of one session. */
  takeAll(session?: number): Transaction[] {
    const taken = [...this.#shared, ...this.#own].filter((t) => (session ?? t.session) === t.session);
    for (const { systemBytes } of taken) this.abandon(systemBytes);
    return taken;
  }

  /** The socket did not take all of the last write: T3 of the primaries in it has not begun after all. */
  suspend(since: number): void {
    suspend(this.#all(), since);
  }

  /** Everything has been handed to the socket: T3 begins for all that waited. */
  begin(now: number): void {
    begin(this.#all(), now);
  }

  *#all(): Iterable<Transaction> {
    yield* this.#shared;
    yield* this.#own;
  }
}
