// What a connection has done so far, as plain data: counted by an observer of its link, and by the news of a GEM host.
import type { DataMessage, NoReplyReason, Primary } from "../mod.ts";
import { Histogram, type HistogramData } from "./metrics_histogram.ts";
import type { LinkObserver } from "./metrics_tap.ts";

export { type HistogramData, LATENCY_BOUNDS } from "./metrics_histogram.ts";

/** Messages of one stream and function. Bytes are those of header and text. */
export interface MessageCounts {
  /** How many were sent. */
  readonly sent: number;
  /** Their bytes. */
  readonly sentBytes: number;
  /** How many were received. */
  readonly received: number;
  /** Their bytes. */
  readonly receivedBytes: number;
}

/** Counts of one connection since it was made. */
export interface LinkMetrics {
  /** Now: HSMS's state; that of GEM is beside it. */
  readonly state: "NOT CONNECTED" | "NOT SELECTED" | "SELECTED";
  /** Whether GEM's communication is established; false where there is no GEM. */
  readonly communicating: boolean;
  /** TCP connections that came about. */
  readonly connections: number;
  /** Those of them that came after the first. */
  readonly reconnects: number;
  /** Attempts to connect that failed. */
  readonly connectFailures: number;
  /** Ends of connections, by cause. */
  readonly ends: Readonly<Record<string, number>>;
  /** Bytes written and read, all that the protocol adds included. */
  readonly bytes: { readonly sent: number; readonly received: number };
  /** Data messages by name, `S6F11`. */
  readonly messages: Readonly<Record<string, MessageCounts>>;
  /** Own primaries that wait for their replies now. */
  readonly open: number;
  /** Seconds from an own primary to its reply, by the name of the primary. */
  readonly latencies: Readonly<Record<string, HistogramData>>;
  /** Own primaries that got no reply, by reason; `cancelled` when nobody waited any more. */
  readonly noReply: Readonly<Partial<Record<NoReplyReason | "cancelled", number>>>;
  /** What the peer did against the rules, by fault. */
  readonly faults: Readonly<Record<string, number>>;
  /** Collection events by name, or CEID where it has none. */
  readonly events: Readonly<Record<string, number>>;
  /** Alarms that were set and cleared. */
  readonly alarms: { readonly set: number; readonly cleared: number };
}

/** So many names of messages, events and faults are told apart: a mad peer must not fill the memory with more. */
const MOST_NAMES = 1024;
const OTHERS = "others";

interface Counter {
  sent: number;
  sentBytes: number;
  received: number;
  receivedBytes: number;
}

interface Open {
  readonly key: number;
  readonly since: number;
}

type Told = { readonly type: string } & Readonly<Record<string, unknown>>;

const HEADER = 10;

/** Counts for one connection. */
export class Meter implements LinkObserver {
  #state: LinkMetrics["state"] = "NOT CONNECTED";
  #communicating = false;
  #connections = 0;
  #connectFailures = 0;
  #sent = 0;
  #received = 0;
  #set = 0;
  #cleared = 0;
  readonly #messages: Map<number, Counter> = new Map();
  readonly #others: Counter = noMessages();
  readonly #open: Map<number, Open> = new Map();
  readonly #latencies: Map<number, Histogram> = new Map();
  readonly #ends: Map<string, number> = new Map();
  readonly #noReply: Map<string, number> = new Map();
  readonly #faults: Map<string, number> = new Map();
  readonly #events: Map<string, number> = new Map();

  /** What was counted, as it stands now. */
  get data(): LinkMetrics {
    return {
      state: this.#state,
      communicating: this.#communicating,
      connections: this.#connections,
      reconnects: Math.max(0, this.#connections - 1),
      connectFailures: this.#connectFailures,
      ends: Object.fromEntries(this.#ends),
      bytes: { sent: this.#sent, received: this.#received },
      messages: this.#messageCounts(),
      open: this.#open.size,
      latencies: Object.fromEntries([...this.#latencies].map(([key, { data }]) => [nameOf(key), data])),
      noReply: Object.fromEntries(this.#noReply),
      faults: Object.fromEntries(this.#faults),
      events: Object.fromEntries(this.#events),
      alarms: { set: this.#set, cleared: this.#cleared },
    };
  }

  #messageCounts(): Record<string, MessageCounts> {
    const counts: Record<string, MessageCounts> = {};
    for (const [key, counter] of this.#messages) counts[nameOf(key)] = { ...counter };
    if (this.#others.sent + this.#others.received > 0) counts[OTHERS] = { ...this.#others };
    return counts;
  }

  // ── What the link does ───────────────────────────────────────────────────────────────────────────────────────

  bytesReceived(bytes: Uint8Array): void {
    this.#received += bytes.length;
  }

  bytesWritten(bytes: Uint8Array): void {
    this.#sent += bytes.length;
  }

  sent(primary: Primary, systemBytes: number, now: number): void {
    const { stream, function: fn } = primary;
    this.#countSent(stream, fn, primary.text?.length ?? 0);
    if (primary.replyExpected) this.#open.set(systemBytes, { key: keyOf(stream, fn), since: now });
  }

  answered({ stream }: DataMessage, fn: number, length: number): void {
    this.#countSent(stream, fn, length);
  }

  cancelled(systemBytes: number): void {
    if (this.#open.delete(systemBytes)) add(this.#noReply, "cancelled");
  }

  news(news: { readonly type: string }, now: number): void {
    const told = news as Told;
    switch (news.type) {
      case "message":
      case "unmatched":
        return this.#countReceived(told.message as DataMessage);
      case "reply":
        return this.#replied(told.message as DataMessage, now);
      case "noReply":
        this.#open.delete(told.systemBytes as number);
        if (told.reason === "aborted") this.#countAbort(told.header as Uint8Array | undefined);
        return add(this.#noReply, told.reason as string);
      case "state":
        return this.#stateChanged(told.from as string, told.to as LinkMetrics["state"], told.cause as string);
      case "connect failed":
        this.#connectFailures++;
        return;
      case "fault":
        return add(this.#faults, told.fault as string);
    }
  }

  #replied(message: DataMessage, now: number): void {
    this.#countReceived(message);
    const open = this.#open.get(message.systemBytes);
    if (open === undefined) return;
    this.#open.delete(message.systemBytes);
    let histogram = this.#latencies.get(open.key);
    if (histogram === undefined) this.#latencies.set(open.key, histogram = new Histogram());
    histogram.add((now - open.since) / 1000);
  }

  #stateChanged(from: string, to: LinkMetrics["state"], cause: string): void {
    this.#state = to;
    if (from === "NOT CONNECTED") this.#connections++;
    if (to === "NOT CONNECTED") add(this.#ends, cause);
  }

  #countSent(stream: number, fn: number, length: number): void {
    const counter = this.#counter(stream, fn);
    counter.sent++;
    counter.sentBytes += HEADER + length;
  }

  /** An SxF0 is told by its header alone. */
  #countAbort(header: Uint8Array | undefined): void {
    if (header === undefined) return;
    const counter = this.#counter(header[2] & 0x7f, header[3]);
    counter.received++;
    counter.receivedBytes += HEADER;
  }

  #countReceived({ stream, function: fn, text }: DataMessage): void {
    const counter = this.#counter(stream, fn);
    counter.received++;
    counter.receivedBytes += HEADER + text.length;
  }

  #counter(stream: number, fn: number): Counter {
    const key = keyOf(stream, fn);
    let counter = this.#messages.get(key);
    if (counter !== undefined) return counter;
    if (this.#messages.size >= MOST_NAMES) return this.#others;
    this.#messages.set(key, counter = noMessages());
    return counter;
  }

  // ── What the host of GEM tells ───────────────────────────────────────────────────────────────────────────────

  /** Takes the news of a host: those of its link are passed over. */
  told(news: { readonly type: string }): void {
    const told = news as Told;
    switch (news.type) {
      case "communicating":
        this.#communicating = true;
        return;
      case "not communicating":
        this.#communicating = false;
        return;
      case "event":
        return add(this.#events, String(told.name ?? (told.CEID as { value: unknown }).value));
      case "alarm":
        if (told.set) this.#set++;
        else this.#cleared++;
    }
  }
}

function keyOf(stream: number, fn: number): number {
  return stream << 8 | fn;
}

function nameOf(key: number): string {
  return `S${key >>> 8}F${key & 0xff}`;
}

function noMessages(): Counter {
  return { sent: 0, sentBytes: 0, received: 0, receivedBytes: 0 };
}

function add(counts: Map<string, number>, name: string): void {
  const known = counts.has(name) || counts.size < MOST_NAMES ? name : OTHERS;
  counts.set(known, (counts.get(known) ?? 0) + 1);
}
