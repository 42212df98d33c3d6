// Records in order, each as soon as nothing more is to be said of it, with bounded memory: for a capture of any length
// that is printed from beginning to end.
import { STYPE } from "../hsms/header.ts";
import type { CapturedMessage, CaptureOutput, Finding, Roles, Time, Transaction } from "../framing/model.ts";
import type { MessageRecord } from "../reading/reading.ts";

/** Who is the host has shown by now, or may not show at all. */
const ENOUGH_FOR_ROLES = 64;

/** A record as it grows. */
interface Waiting extends MessageRecord {
  previous?: Time;
  host?: MessageRecord["host"];
  transaction?: Transaction;
  counterpart?: CapturedMessage;
  findings?: Finding[];
  /** Whether its transaction has not ended. */
  open: boolean;
}

/**
 * Joins messages with their transactions and findings. A record is given once its transaction has ended, a later
 * message has come and it is known who is the host, or when `most` others wait behind it: what is told of it afterwards is lost.
 */
export class RecordWindow {
  readonly #most: number;
  /** Those that wait, in order; the first is at `#first`, and has the index of its message there. */
  #waiting: Waiting[] = [];
  #first = 0;
  readonly #byIndex: Map<number, Waiting> = new Map();
  readonly #hosts: Map<number, Roles["host"]> = new Map();
  #previous: Time | undefined;
  #ended = false;

  /** At most so many records wait; 10,000 when absent. With 0 each is given at once, and nothing is known around it. */
  constructor(most: number = 10_000) {
    this.#most = most;
  }

  /** Takes what a capture tells. */
  output(output: CaptureOutput): void {
    switch (output.type) {
      case "message":
        return this.#message(output.message);
      case "roles":
        return this.#roles(output);
      case "transaction":
        return this.#transaction(output);
      case "finding":
        return this.#finding(output);
    }
  }

  /** The capture has ended: nothing more is said of any record. */
  end(): void {
    this.#ended = true;
  }

  /** The next record, or `undefined` when more has to come first. */
  next(): MessageRecord | undefined {
    const record = this.#waiting[this.#first];
    if (record === undefined || !this.#settled(record)) return undefined;
    this.#first += 1;
    this.#byIndex.delete(record.message.index);
    if (this.#first >= 1024 && this.#first * 2 >= this.#waiting.length) this.#forget();
    return record;
  }

  #settled(record: Waiting): boolean {
    const behind = this.#waiting.length - this.#first - 1;
    if (this.#ended || behind >= this.#most) return true;
    return !record.open && behind > 0 && (record.host !== undefined || behind >= ENOUGH_FOR_ROLES);
  }

  #forget(): void {
    this.#waiting = this.#waiting.slice(this.#first);
    this.#first = 0;
  }

  #message(message: CapturedMessage): void {
    const record: Waiting = { message, open: opens(message) };
    if (this.#previous !== undefined) record.previous = this.#previous;
    const host = this.#hosts.get(message.connection.index);
    if (host !== undefined) record.host = host;
    this.#previous = message.time;
    this.#waiting.push(record);
    this.#byIndex.set(message.index, record);
  }

  /** Roles are often known late: they hold for those that wait, too. */
  #roles({ connection, host }: Roles): void {
    this.#hosts.set(connection.index, host);
    if (host === undefined) return;
    for (const record of this.#byIndex.values()) {
      if (record.message.connection.index === connection.index) record.host = host;
    }
  }

  #transaction(transaction: Transaction): void {
    const primary = this.#byIndex.get(transaction.primary);
    const end = transaction.end === undefined ? undefined : this.#byIndex.get(transaction.end);
    if (primary !== undefined) {
      primary.transaction = transaction;
      primary.open = false;
      if (end !== undefined) primary.counterpart = end.message;
    }
    if (end === undefined) return;
    end.transaction = transaction;
    if (primary !== undefined) end.counterpart = primary.message;
  }

  #finding(finding: Finding): void {
    for (const index of finding.messages) {
      const record = this.#byIndex.get(index);
      if (record !== undefined) (record.findings ??= []).push(finding);
    }
  }
}

/** Whether a message begins a transaction that the audit will tell the end of. */
function opens({ header }: CapturedMessage): boolean {
  if (header === undefined) return false;
  const { sType, byte2, byte3 } = header;
  if (sType === STYPE.DATA) return byte2 > 0x7f && (byte3 & 1) === 1;
  return sType === STYPE.SELECT_REQ || sType === STYPE.DESELECT_REQ || sType === STYPE.LINKTEST_REQ;
}
