// All that is known of an open capture: its messages in columns, what happened between them, and what was found.
import type { capture } from "../../mod.ts";
import { Column } from "./columns.ts";
import { MessageColumns } from "./messages.ts";
import type { Source } from "./source.ts";

type Connection = capture.Connection;
type Transaction = capture.Transaction;
type Finding = capture.Finding;

/** What stands in the list between messages. */
export type Happening = Exclude<
  capture.CaptureOutput,
  { type: "origin" | "message" | "roles" | "transaction" | "finding" | "forgotten" }
>;

/** Rows of the list are numbers: of a message, or of a happening with this bit. */
export const HAPPENING = 0x8000_0000;

const OUTCOMES: readonly capture.TransactionOutcome[] = [
  "reply",
  "aborted",
  "rejected",
  "stream 9",
  "mismatch",
  "no reply",
  "deselected",
  "disconnected",
  "open",
];
const SEVERITIES: readonly (capture.Severity | undefined)[] = [undefined, "note", "warning", "error"];
const NO_FINDINGS: readonly Finding[] = [];

/** A capture as it grows. */
export class Recording {
  readonly messages: MessageColumns;
  readonly connections: Connection[] = [];
  readonly rows: Column = new Column(Uint32Array);
  readonly happenings: Happening[] = [];
  /** For each of them how many messages came before it. */
  readonly positions: number[] = [];
  readonly findings: Finding[] = [];
  readonly roles: Map<number, capture.Roles> = new Map();
  readonly states: capture.SessionState[] = [];
  /** Messages by connection. */
  readonly counts: number[] = [];
  format = "";
  origin: bigint | undefined;
  /** How many findings of each severity. */
  readonly severities: Record<capture.Severity, number> = { error: 0, warning: 0, note: 0 };
  /** Earliest and latest time of a message. */
  begin: number = Infinity;
  end: number = -Infinity;
  /** Bytes of text and header of all messages. */
  bytes = 0;
  readonly #ends: Map<number, number> = new Map();
  readonly #severity: Column = new Column(Uint8Array);
  readonly #findingsOf: Map<number, Finding[]> = new Map();
  readonly #began: Column = new Column(Uint32Array); // number of the transaction, from 1
  readonly #ended: Column = new Column(Uint32Array);
  readonly #primary: Column = new Column(Uint32Array);
  readonly #end: Column = new Column(Uint32Array); // index of the message, from 1
  readonly #outcome: Column = new Column(Uint8Array);
  readonly #latency: Column = new Column(Float64Array);

  constructor(source: Source) {
    this.messages = new MessageColumns(this.connections, source);
  }

  /** Takes what the capture tells. */
  take(output: capture.CaptureOutput): void {
    switch (output.type) {
      case "origin":
        this.format = output.format;
        this.origin = output.origin;
        return;
      case "message":
        return this.#message(output.message);
      case "transaction":
        return this.#transaction(output);
      case "finding":
        return this.#finding(output);
      case "roles":
        this.roles.set(output.connection.index, output);
        return;
      case "forgotten":
        this.#ends.set(output.connection.index, output.time);
        return;
      case "ended":
        this.#ends.set(output.connection.index, output.time);
        break;
      case "opened":
        this.connections[output.connection.index] = output.connection;
        this.counts[output.connection.index] ??= 0;
        break;
      case "state":
        this.states.push(output);
        if (output.message === undefined && !output.assumed) return; // the connection itself says it
        break;
    }
    this.rows.push(HAPPENING + this.happenings.length);
    this.happenings.push(output);
    this.positions.push(this.messages.count);
  }

  #message(message: capture.CapturedMessage): void {
    const { index, time, connection } = message;
    this.connections[connection.index] ??= connection;
    this.counts[connection.index] = (this.counts[connection.index] ?? 0) + 1;
    this.messages.add(message);
    this.rows.push(index);
    this.bytes += message.length;
    if (time < this.begin) this.begin = time;
    if (time > this.end) this.end = time;
  }

  #transaction({ primary, end, outcome, latency }: Transaction): void {
    const number = this.#primary.length;
    this.#primary.push(primary);
    this.#end.push(end === undefined ? 0 : end + 1);
    this.#outcome.push(OUTCOMES.indexOf(outcome));
    this.#latency.push(latency ?? NaN);
    this.#began.set(primary, number + 1);
    if (end !== undefined) this.#ended.set(end, number + 1);
  }

  #finding(finding: Finding): void {
    this.findings.push(finding);
    this.severities[finding.severity]++;
    const rank = SEVERITIES.indexOf(finding.severity);
    for (const index of finding.messages) {
      const known = this.#findingsOf.get(index);
      if (known === undefined) this.#findingsOf.set(index, [finding]);
      else known.push(finding);
      if (this.#severity.get(index) < rank) this.#severity.set(index, rank);
    }
  }

  get transactions(): number {
    return this.#primary.length;
  }

  transaction(number: number): Transaction {
    const primary = this.#primary.get(number);
    const end = this.#end.get(number);
    const latency = this.#latency.get(number);
    return {
      type: "transaction",
      connection: this.messages.connectionOf(primary),
      primary,
      outcome: OUTCOMES[this.#outcome.get(number)],
      ...(end === 0 ? {} : { end: end - 1 }),
      ...(Number.isNaN(latency) ? {} : { latency }),
    };
  }

  /** The transaction that a message began, or else the one that it ended. */
  transactionOf(index: number): Transaction | undefined {
    const number = this.#began.get(index) || this.#ended.get(index);
    return number === 0 ? undefined : this.transaction(number - 1);
  }

  /** The other message of its transaction. */
  counterpartOf(index: number): number | undefined {
    const transaction = this.transactionOf(index);
    return transaction?.primary === index ? transaction.end : transaction?.primary;
  }

  findingsOf(index: number): readonly Finding[] {
    return this.#findingsOf.get(index) ?? NO_FINDINGS;
  }

  severityOf(index: number): capture.Severity | undefined {
    return SEVERITIES[this.#severity.get(index)];
  }

  /** Which direction of a connection comes from the host. */
  hostOf(connection: number): capture.Direction | undefined {
    return this.roles.get(connection)?.host;
  }

  /** When a connection ended; `Infinity` while it has not. */
  endOf(connection: number): number {
    return this.#ends.get(connection) ?? Infinity;
  }

  /** Where a row stands among the messages: by index, or between two. */
  positionOf(row: number): number {
    return row < HAPPENING ? row : this.positions[row - HAPPENING] - 0.5;
  }

  /** Bytes of memory that the columns take. */
  get memory(): number {
    const columns = [this.rows, this.#severity, this.#began, this.#ended, this.#primary, this.#latency];
    return this.messages.memory + columns.reduce((sum, column) => sum + column.bytes, 0);
  }
}
