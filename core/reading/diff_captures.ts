// What differs between two captures: messages are aligned by what they are, then compared by what they say.
import { align } from "./diff_sequences.ts";
import { arrowOf, kindOf } from "./line.ts";
import { Quantiles } from "./quantiles.ts";
import { began, type MessageRecord } from "./reading.ts";

/** Two messages side by side, or one that the other capture has not. */
export type MessageDiff =
  /** The same text; header fields such as system bytes may differ. */
  | { readonly type: "same" | "differs"; readonly a: MessageRecord; readonly b: MessageRecord }
  | { readonly type: "only a"; readonly a: MessageRecord }
  | { readonly type: "only b"; readonly b: MessageRecord };

/** How long one kind of request took in each capture: medians and 95th percentiles in nanoseconds. */
export interface LatencyDiff {
  /** `S6F11`. */
  readonly kind: string;
  /** In the first capture. */
  readonly a: { readonly count: number; readonly p50: number; readonly p95: number };
  /** In the second capture. */
  readonly b: { readonly count: number; readonly p50: number; readonly p95: number };
}

/** What differs between two captures. */
export interface CaptureDiff {
  /** All messages, in order. */
  readonly messages: readonly MessageDiff[];
  /** How many of each. */
  readonly counts: Readonly<Record<MessageDiff["type"], number>>;
  /** Of the kinds that both captures have answers to, those that changed most first. */
  readonly latencies: readonly LatencyDiff[];
}

/** What to leave out. */
export interface CaptureDiffOptions {
  /** Linktests are left out unless this is true. */
  readonly linktests?: boolean;
}

/** Compares the messages of two captures, in bounded time. */
export function diffCaptures(
  a: Iterable<MessageRecord>,
  b: Iterable<MessageRecord>,
  options: CaptureDiffOptions = {},
): CaptureDiff {
  const [allA, allB] = [compared(a, options), compared(b, options)];
  const numbers = new Map<string, number>();
  const steps = align(keysOf(allA, numbers), keysOf(allB, numbers));
  const messages = steps.map(([i, j]): MessageDiff => {
    if (i < 0) return { type: "only b", b: allB[j] };
    if (j < 0) return { type: "only a", a: allA[i] };
    return { type: sameText(allA[i], allB[j]) ? "same" : "differs", a: allA[i], b: allB[j] };
  });
  const counts = { same: 0, differs: 0, "only a": 0, "only b": 0 };
  for (const { type } of messages) counts[type]++;
  return { messages, counts, latencies: latenciesOf(allA, allB) };
}

/** In order of time: after a gap in a capture, messages may be told late. */
function compared(records: Iterable<MessageRecord>, options: CaptureDiffOptions): MessageRecord[] {
  const all = [...records].filter((record) => isCompared(record, options));
  if (all.some(({ message }) => Number.isNaN(message.time))) return all;
  return all.sort((x, y) => x.message.time - y.message.time || x.message.index - y.message.index);
}

function isCompared(
  { message: { header } }: MessageRecord,
  { linktests = false }: CaptureDiffOptions,
): boolean {
  return linktests || header === undefined || (header.sType !== 5 && header.sType !== 6);
}

/** A number for each kind of message and sender, the same in both captures. */
function keysOf(records: readonly MessageRecord[], numbers: Map<string, number>): Uint32Array {
  return Uint32Array.from(records, (record) => {
    const key = `${arrowOf(record)} ${kindOf(record.message)}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}

function sameText({ message: { text: a } }: MessageRecord, { message: { text: b } }: MessageRecord): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function latenciesOf(a: readonly MessageRecord[], b: readonly MessageRecord[]): LatencyDiff[] {
  const [ofA, ofB] = [latencies(a), latencies(b)];
  const both = [...ofA.keys()].filter((kind) => ofB.has(kind));
  const found = both.map((kind) => ({ kind, a: quantiles(ofA.get(kind)!), b: quantiles(ofB.get(kind)!) }));
  return found.sort((x, y) => change(y) - change(x));
}

function change({ a, b }: LatencyDiff): number {
  return Math.abs(Math.log((b.p50 + 1) / (a.p50 + 1)));
}

function latencies(records: readonly MessageRecord[]): Map<string, Quantiles> {
  const found = new Map<string, Quantiles>();
  for (const record of records) {
    const { transaction, message } = record;
    if (transaction?.latency === undefined || transaction.outcome !== "reply" || !began(record)) continue;
    const kind = kindOf(message);
    const all = found.get(kind) ?? new Quantiles();
    all.add(transaction.latency);
    found.set(kind, all);
  }
  return found;
}

function quantiles(all: Quantiles): LatencyDiff["a"] {
  return { count: all.count, p50: all.at(0.5), p95: all.at(0.95) };
}
