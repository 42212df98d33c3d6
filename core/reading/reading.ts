// What everything that shows a capture works on: a message with what is known around it, and what holds for all of them.
import type { ShownClock } from "../framing/clock.ts";
import type { Names } from "./names.ts";
import type {
  CapturedMessage,
  CaptureOutput,
  Connection,
  Direction,
  Finding,
  Roles,
  Time,
  Transaction,
} from "../framing/model.ts";

/**
 * A message and what is known around it. The properties may be getters: filters and lines read only what they need, the
 * text last of all.
 */
export interface MessageRecord {
  /** The message. */
  readonly message: CapturedMessage;
  /** Which direction of its connection comes from the host, where that is known. */
  readonly host?: Direction;
  /** Time of the message before it in the list. */
  readonly previous?: Time;
  /** The transaction that it began or ended. */
  readonly transaction?: Transaction;
  /** The other message of that transaction: the one that ended it, or the one that began it. */
  readonly counterpart?: CapturedMessage;
  /** The findings that concern it. */
  readonly findings?: readonly Finding[];
}

/** What holds for all messages of a capture. */
export interface Reading extends ShownClock {
  /** Names by message, as `NameLearner` has them. */
  readonly names?: { of(message: CapturedMessage): Names };
}

/** Whether a message is the one that began the transaction of its record. */
export function began({ message, transaction }: MessageRecord): boolean {
  return transaction !== undefined && transaction.primary === message.index;
}

/** A record as it grows. */
interface GrowingRecord extends MessageRecord {
  host?: Direction;
  transaction?: Transaction;
  counterpart?: CapturedMessage;
  findings?: Finding[];
}

/**
 * Keeps a capture in memory and joins what belongs together. For captures that fit; the messages keep their bytes.
 */
export class RecordBook {
  /** All messages, by index. */
  readonly records: MessageRecord[] = [];
  /** Connections by their index. */
  readonly connections: Connection[] = [];
  /** All findings, in order. */
  readonly findings: Finding[] = [];
  /** All transactions that have ended, in that order. */
  readonly transactions: Transaction[] = [];
  /** The last that was told of each connection, by its index. */
  readonly roles: Map<number, Roles> = new Map();
  /** When the capture begins; undefined without times. */
  origin: bigint | undefined;
  /** Format of the file; undefined until it is recognised. */
  format: string | undefined;
  readonly #hosts: Map<number, Direction> = new Map();
  readonly #growing: Map<number, GrowingRecord> = new Map();
  #previous: Time | undefined;

  /** Takes what a capture tells. */
  output(output: CaptureOutput): void {
    switch (output.type) {
      case "origin":
        this.origin = output.origin;
        this.format = output.format;
        return;
      case "opened":
        this.connections[output.connection.index] = output.connection;
        return;
      case "message":
        return this.#message(output.message);
      case "roles":
        return this.#rolesOf(output);
      case "transaction":
        return this.#transaction(output);
      case "finding":
        return this.#finding(output);
    }
  }

  #message(message: CapturedMessage): void {
    const record: GrowingRecord = { message, previous: this.#previous };
    const host = this.#hosts.get(message.connection.index);
    if (host !== undefined) record.host = host;
    this.#previous = message.time;
    this.#growing.set(message.index, record);
    this.records[message.index] = record;
  }

  /** Roles are often known late: they hold for what was captured before, too. */
  #rolesOf(roles: Roles): void {
    const { connection, host } = roles;
    this.roles.set(connection.index, roles);
    if (host === undefined) return;
    if (this.#hosts.get(connection.index) === host) return;
    this.#hosts.set(connection.index, host);
    for (const record of this.#growing.values()) {
      if (record.message.connection.index === connection.index) record.host = host;
    }
  }

  #transaction(transaction: Transaction): void {
    this.transactions.push(transaction);
    const primary = this.#growing.get(transaction.primary);
    const end = transaction.end === undefined ? undefined : this.#growing.get(transaction.end);
    if (primary !== undefined) {
      primary.transaction = transaction;
      if (end !== undefined) primary.counterpart = end.message;
    }
    if (end === undefined) return;
    end.transaction = transaction;
    if (primary !== undefined) end.counterpart = primary.message;
  }

  #finding(finding: Finding): void {
    this.findings.push(finding);
    for (const index of finding.messages) {
      const record = this.#growing.get(index);
      if (record !== undefined) (record.findings ??= []).push(finding);
    }
  }
}
