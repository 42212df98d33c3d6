// The open transactions of one direction: those that its side has begun. In order of their beginning, which is the order
// in which T3 and T6 run out, for each of them has one duration.
import type { Header } from "../hsms/header.ts";
import type { CapturedMessage, Time } from "../framing/model.ts";

/** A request that may still be answered. */
export interface OpenTransaction {
  readonly index: number;
  readonly header: Header;
  /** When its last byte was seen: its timer begins. */
  readonly time: Time;
  /** Its T3 or T6 has run out, and that was said. */
  overdue: boolean;
  /** It breaks a rule, and that was said: a Reject.req is right. */
  readonly faulty: boolean;
  /** The same system bytes were open in the other direction. */
  readonly twin: Header | undefined;
  /** A Select.req that was sent while selected. */
  readonly whileSelected?: boolean;
  /** What it is about in a word: RCMD, PPID. */
  readonly subject?: string | undefined;
  /** Others with the same key: only in logs without system bytes. */
  waiting?: OpenTransaction[];
}

/** Requests that got no answer are kept so long after they are overdue, in times of their timer. */
const PATIENCE = 10;

/** Overdue requests kept, at most. */
const MOST_OVERDUE = 4096;

/** Requests kept whose timer still runs, at most: none runs in a capture without times. */
const MOST_OPEN = 65_536;

/** Transactions by key: system bytes, or for logs without them what stands in their place. */
export class OpenTransactions {
  readonly #open: Map<number, OpenTransaction> = new Map();
  /** Those overdue, a part of the open ones. */
  readonly #overdue: Map<number, OpenTransaction> = new Map();
  /** Those whose timer runs, those that wait behind another included. */
  #count = 0;
  /** Duration of the timer, in nanoseconds. */
  readonly #timeout: Time;

  constructor(timeout: Time) {
    this.#timeout = timeout;
  }

  /** How many there are. */
  get size(): number {
    return this.#open.size + this.#overdue.size;
  }

  get(key: number): OpenTransaction | undefined {
    return this.#open.get(key) ?? (this.#overdue.size > 0 ? this.#overdue.get(key) : undefined);
  }

  /** Adds one; gives the oldest when there are too many. */
  add(key: number, transaction: OpenTransaction): OpenTransaction | undefined {
    const first = this.#open.get(key);
    if (first === undefined) this.#open.set(key, transaction);
    else (first.waiting ??= []).push(transaction);
    this.#count++;
    if (this.#count <= MOST_OPEN) return undefined;
    for (const oldest of this.#open.keys()) return this.take(oldest);
  }

  /** Takes one out. */
  take(key: number): OpenTransaction | undefined {
    const found = this.get(key);
    if (found === undefined) return undefined;
    if (this.#open.delete(key)) this.#count--;
    else this.#overdue.delete(key);
    const next = found.waiting?.shift();
    if (next !== undefined) this.#open.set(key, Object.assign(next, { waiting: found.waiting }));
    return found;
  }

  /** When the next timer runs out, or the next overdue one is given up; `Infinity` when neither will be. */
  get deadline(): Time {
    return Math.min(
      firstTime(this.#open) + this.#timeout,
      firstTime(this.#overdue) + PATIENCE * this.#timeout,
    );
  }

  /** Those whose timer has run out by `now`, each told once. They stay open: an answer may come late. */
  expire(now: Time): OpenTransaction[] {
    const expired: OpenTransaction[] = [];
    for (const [key, transaction] of this.#open) {
      if (Number.isNaN(transaction.time)) continue;
      if (transaction.time + this.#timeout > now) break;
      transaction.overdue = true;
      this.#open.delete(key);
      this.#count--;
      this.#overdue.set(key, transaction);
      expired.push(transaction);
    }
    return expired;
  }

  /** Takes those that have waited so long that nothing will come. */
  giveUp(now: Time): OpenTransaction[] {
    const over: OpenTransaction[] = [];
    for (const [key, transaction] of this.#overdue) {
      const patient = transaction.time + PATIENCE * this.#timeout > now;
      if (patient && this.#overdue.size <= MOST_OVERDUE) break;
      this.#overdue.delete(key);
      over.push(...withWaiting(transaction));
      this.#count -= transaction.waiting?.length ?? 0;
    }
    return over;
  }

  /** Takes all, in the order they began. */
  takeAll(): OpenTransaction[] {
    const all = [...this.#overdue.values(), ...this.#open.values()];
    this.#overdue.clear();
    this.#open.clear();
    this.#count = 0;
    return all.flatMap(withWaiting);
  }
}

/** When the first of those with a time began. */
function firstTime(transactions: ReadonlyMap<number, OpenTransaction>): Time {
  for (const { time } of transactions.values()) if (!Number.isNaN(time)) return time;
  return Infinity;
}

function withWaiting(transaction: OpenTransaction): OpenTransaction[] {
  return [transaction, ...(transaction.waiting ?? [])];
}

/**
 * The key of a transaction: system bytes, or, in a log that has none, the stream and function of its primary below zero.
 */
export function transactionKey({ header, absent }: CapturedMessage): number {
  const { systemBytes, byte2, byte3 } = header!;
  if (absent === undefined || !absent.includes("systemBytes")) return systemBytes;
  const primary = byte3 % 2 === 1 ? byte3 : Math.max(0, byte3 - 1);
  return -1 - ((byte2 & 0x7f) << 8 | primary);
}
