// What the audit has said: outputs in order, findings numbered, and the clock of the capture.
import type { AuditSettings } from "./audit_options.ts";
import { capital } from "./audit_words.ts";
import { type FindingKind, FINDINGS } from "./findings.ts";
import type {
  Connection,
  Direction,
  Finding,
  Roles,
  SessionState,
  Time,
  Transaction,
} from "../framing/model.ts";

/** What an audit puts out. */
export type AuditOutput = Roles | SessionState | Transaction | Finding;

/** Where a finding belongs. */
export interface Place {
  readonly connection?: Connection;
  readonly direction?: Direction;
  readonly time?: Time;
  readonly messages?: readonly number[];
  readonly offset?: number;
}

/** The outputs of an audit that wait to be polled. */
export class AuditNews {
  readonly settings: AuditSettings;
  /** The latest time that the capture has shown; `NaN` before the first. */
  now: Time = NaN;
  /** No timer runs out before; `Infinity` while none runs. */
  deadline: Time = Infinity;
  #queue: AuditOutput[] = [];
  #at = 0;
  #findings = 0;

  constructor(settings: AuditSettings) {
    this.settings = settings;
  }

  put(output: AuditOutput): void {
    this.#queue.push(output);
  }

  /** Says something: a sentence, which gets its capital here. */
  say(kind: FindingKind, place: Place, sentence: string): void {
    const { severity, clause } = FINDINGS[kind];
    const { connection, direction, time = this.now, messages = [], offset } = place;
    const index = this.#findings++;
    this.put({
      type: "finding",
      index,
      severity,
      kind,
      ...(connection !== undefined && { connection }),
      ...(direction !== undefined && { direction }),
      time,
      messages,
      clause,
      sentence: capital(sentence),
      ...(offset !== undefined && { offset }),
    });
  }

  /** A timer will have run out at `time`. */
  arm(time: Time): void {
    if (time < this.deadline) this.deadline = time;
  }

  poll(): AuditOutput | undefined {
    if (this.#at < this.#queue.length) return this.#queue[this.#at++];
    if (this.#at > 0) {
      this.#queue = [];
      this.#at = 0;
    }
    return undefined;
  }
}
