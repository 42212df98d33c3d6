// Counts, rates and latencies of a capture, while it is read and in bounded memory.
import { STYPE } from "../hsms/header.ts";
import { definition } from "./fields.ts";
import { kindOf } from "./line.ts";
import type {
  CapturedMessage,
  CaptureOutput,
  Connection,
  Severity,
  Time,
  Transaction,
  TransactionOutcome,
} from "../framing/model.ts";
import { Quantiles } from "./quantiles.ts";

/** Latencies in nanoseconds; `undefined` when there is none with times. */
export interface LatencyStatistics {
  /** How many. */
  readonly count: number;
  /** Their mean. */
  readonly mean: number;
  /** The median. */
  readonly p50: number;
  /** 95 % are at most this. */
  readonly p95: number;
  /** 99 % are at most this. */
  readonly p99: number;
  /** The longest. */
  readonly max: number;
}

/** Messages of one kind. */
export interface KindStatistics {
  /** `S6F11`, `Select.req`, or `malformed`. */
  readonly kind: string;
  /** Name by E5; `""` where there is none. */
  readonly name: string;
  /** How many. */
  readonly messages: number;
  /** Bytes on the wire, length fields included. */
  readonly bytes: number;
  /** Transactions that these messages began, by how they ended. */
  readonly outcomes: Readonly<Partial<Record<TransactionOutcome, number>>>;
  /** Of those that were answered. */
  readonly latency?: LatencyStatistics;
}

/** What crossed one connection. */
export interface ConnectionStatistics {
  /** The connection. */
  readonly connection: Connection;
  /** Messages from the client and from the server. */
  readonly messages: readonly [number, number];
  /** Bytes on the wire, from the client and from the server. */
  readonly bytes: readonly [number, number];
  /** Time of the first message; `NaN` without any. */
  readonly first: Time;
  /** Time of the last message. */
  readonly last: Time;
  /** Transactions by how they ended. */
  readonly outcomes: Readonly<Partial<Record<TransactionOutcome, number>>>;
  /** Of those that were answered. */
  readonly latency?: LatencyStatistics;
  /** Bytes in gaps of the capture. */
  readonly missing: number;
  /** How it ended; absent while it has not. */
  readonly ended?: "FIN" | "RST" | "refused";
}

/** What there is to say of a whole capture. */
export interface CaptureStatistics {
  /** How many messages. */
  readonly messages: number;
  /** Bytes on the wire, length fields included. */
  readonly bytes: number;
  /** Time of the first message; `NaN` without any. */
  readonly first: Time;
  /** Time of the last message. */
  readonly last: Time;
  /** Messages per second between these; `NaN` where they are the same. */
  readonly rate: number;
  /** By kind, the most frequent first; those beyond the limit are together in the last, `others`. */
  readonly kinds: readonly KindStatistics[];
  /** By index; the first 1,000. */
  readonly connections: readonly ConnectionStatistics[];
  /** Transactions by how they ended. */
  readonly outcomes: Readonly<Partial<Record<TransactionOutcome, number>>>;
  /** Of those that were answered. */
  readonly latency?: LatencyStatistics;
  /** Findings by severity. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** Findings by kind, the most frequent first. */
  readonly findingKinds: readonly (readonly [kind: string, count: number])[];
  /** Messages by time, in equal steps from the first on. */
  readonly histogram: Histogram;
}

/** Messages in steps of time. Steps are a minute, or twice as long as often as it takes to have at most 1,440. */
export interface Histogram {
  /** Nanoseconds. */
  readonly step: number;
  /** Time of the beginning of the first step. */
  readonly from: Time;
  /** Messages of each step. */
  readonly counts: readonly number[];
}

const MOST_KINDS = 1000;
const MOST_CONNECTIONS = 1000;
const MOST_STEPS = 1440;
const MINUTE = 60e9;

type Outcomes = Partial<Record<TransactionOutcome, number>>;

interface Kind {
  readonly kind: string;
  readonly name: string;
  messages: number;
  bytes: number;
  readonly outcomes: Outcomes;
  readonly latency: Quantiles;
}

interface OfConnection {
  readonly connection: Connection;
  readonly messages: [number, number];
  readonly bytes: [number, number];
  first: Time;
  last: Time;
  readonly outcomes: Outcomes;
  readonly latency: Quantiles;
  missing: number;
  ended?: "FIN" | "RST" | "refused";
}

/** Takes what a capture tells, and says at any time what it amounts to. */
export class Statistics {
  readonly #kinds: Map<number, Kind> = new Map();
  readonly #others: Kind = newKind("others", "");
  readonly #connections: Map<number, OfConnection> = new Map();
  /** Kinds of primaries whose transaction has not ended, by their index. */
  readonly #open: Map<number, Kind> = new Map();
  readonly #all: Kind = newKind("", "");
  readonly #findings: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  readonly #findingKinds: Map<string, number> = new Map();
  readonly #histogram: Steps = new Steps();
  #first: Time = NaN;
  #last: Time = NaN;

  /** Takes what a capture tells. */
  output(output: CaptureOutput): void {
    switch (output.type) {
      case "message":
        return this.#message(output.message);
      case "transaction":
        return this.#transaction(output);
      case "finding":
        this.#findings[output.severity]++;
        this.#findingKinds.set(output.kind, (this.#findingKinds.get(output.kind) ?? 0) + 1);
        return;
      case "gap":
        return void (this.#of(output.connection).missing += output.length);
      case "ended":
        return void (this.#of(output.connection).ended = output.how);
      case "opened":
        return void this.#of(output.connection);
    }
  }

  /** What it amounts to so far. */
  get summary(): CaptureStatistics {
    const { messages, bytes, outcomes, latency } = this.#all;
    const kinds = [...this.#kinds.values()].sort((a, b) => b.messages - a.messages);
    if (this.#others.messages > 0) kinds.push(this.#others);
    return {
      messages,
      bytes,
      first: this.#first,
      last: this.#last,
      rate: this.#last > this.#first ? messages / ((this.#last - this.#first) / 1e9) : NaN,
      kinds: kinds.map(summaryOfKind),
      connections: [...this.#connections.values()].map(summaryOfConnection),
      outcomes: { ...outcomes },
      ...latencyOf(latency),
      findings: { ...this.#findings },
      findingKinds: [...this.#findingKinds].sort(([, a], [, b]) => b - a),
      histogram: this.#histogram.summary,
    };
  }

  #message(message: CapturedMessage): void {
    const { connection, direction, time, length, header } = message;
    const kind = this.#kindOf(message);
    const of = this.#of(connection);
    for (const each of [kind, this.#all]) {
      each.messages++;
      each.bytes += length + 4;
    }
    of.messages[direction]++;
    of.bytes[direction] += length + 4;
    const opens = header !== undefined &&
      (header.sType === STYPE.DATA ? header.byte2 > 0x7f : header.sType % 2 === 1);
    if (opens) this.#open.set(message.index, kind);
    if (this.#open.size > MOST_OPEN) this.#open.delete(this.#open.keys().next().value!);
    if (!Number.isNaN(time)) this.#time(of, time);
  }

  #time(of: OfConnection, time: Time): void {
    if (Number.isNaN(this.#first)) this.#first = time;
    if (Number.isNaN(of.first)) of.first = time;
    if (!(this.#last >= time)) this.#last = time;
    if (!(of.last >= time)) of.last = time;
    this.#histogram.add(time);
  }

  #transaction({ primary, connection, outcome, latency }: Transaction): void {
    const kind = this.#open.get(primary);
    this.#open.delete(primary);
    const of = this.#of(connection);
    for (const each of kind === undefined ? [of, this.#all] : [kind, of, this.#all]) {
      each.outcomes[outcome] = (each.outcomes[outcome] ?? 0) + 1;
      if (outcome === "reply" && latency !== undefined && latency >= 0) each.latency.add(latency);
    }
  }

  #kindOf(message: CapturedMessage): Kind {
    const { header } = message;
    const key = header === undefined
      ? -1
      : header.sType === STYPE.DATA
      ? (header.byte2 & 0x7f) * 256 + header.byte3
      : 0x1_0000 + header.sType;
    let kind = this.#kinds.get(key);
    if (kind !== undefined) return kind;
    if (this.#kinds.size >= MOST_KINDS) return this.#others;
    const name = header?.sType === STYPE.DATA
      ? definition(header.byte2 & 0x7f, header.byte3)?.name ?? ""
      : "";
    this.#kinds.set(key, kind = newKind(kindOf(message), name));
    return kind;
  }

  #of(connection: Connection): OfConnection {
    let of = this.#connections.get(connection.index);
    if (of !== undefined) return of;
    const rest = { outcomes: {}, latency: new Quantiles(), missing: 0 };
    of = { connection, messages: [0, 0], bytes: [0, 0], first: NaN, last: NaN, ...rest };
    if (this.#connections.size < MOST_CONNECTIONS) this.#connections.set(connection.index, of);
    return of;
  }
}

const MOST_OPEN = 100_000;

function newKind(kind: string, name: string): Kind {
  return { kind, name, messages: 0, bytes: 0, outcomes: {}, latency: new Quantiles() };
}

function summaryOfKind({ kind, name, messages, bytes, outcomes, latency }: Kind): KindStatistics {
  return { kind, name, messages, bytes, outcomes: { ...outcomes }, ...latencyOf(latency) };
}

function summaryOfConnection(of: OfConnection): ConnectionStatistics {
  const { latency, messages, bytes, outcomes, ...rest } = of;
  return {
    ...rest,
    messages: [...messages],
    bytes: [...bytes],
    outcomes: { ...outcomes },
    ...latencyOf(latency),
  };
}

function latencyOf(all: Quantiles): { latency?: LatencyStatistics } {
  const { count, sum, greatest: max } = all;
  if (count === 0) return {};
  return {
    latency: { count, mean: sum / count, p50: all.at(0.5), p95: all.at(0.95), p99: all.at(0.99), max },
  };
}

/** Counts by steps of time that double when there are too many of them. */
class Steps {
  #step = MINUTE;
  #from: Time = NaN;
  #counts: number[] = [];

  get summary(): Histogram {
    return { step: this.#step, from: this.#from, counts: Array.from(this.#counts, (count) => count ?? 0) };
  }

  /** Times that are earlier than the first count with it. */
  add(time: Time): void {
    if (Number.isNaN(this.#from)) this.#from = time;
    let at = Math.max(0, Math.floor((time - this.#from) / this.#step));
    while (at >= MOST_STEPS) {
      this.#halve();
      at = Math.floor((time - this.#from) / this.#step);
    }
    while (this.#counts.length <= at) this.#counts.push(0);
    this.#counts[at]++;
  }

  #halve(): void {
    const counts = this.#counts;
    this.#counts = Array.from(
      { length: Math.ceil(counts.length / 2) },
      (_, i) => counts[2 * i] + (counts[2 * i + 1] ?? 0),
    );
    this.#step *= 2;
  }
}
