// What a host tells its application, beside the news of its link.
import type { DataMessage, Primary } from "../link.ts";
import type { Id, Name } from "../messages/data_item.ts";
import type { Equipment } from "../messages/stream1.ts";
import type { Item } from "../secs2/item.ts";
import type { ClockTime } from "./clock.ts";

/** A value in a report. */
export interface ReportedValue {
  /** VID, where the report says it or its definition is known. */
  readonly VID?: Id;
  /** Its name, where it is known. */
  readonly name?: string;
  /** The value. */
  readonly value: Item;
}

/** A report of an event. */
export interface NewsReport {
  /** RPTID. */
  readonly RPTID: Id;
  /** Its values, in order. */
  readonly values: readonly ReportedValue[];
}

/** A collection event (S6F11, S6F13). */
export interface EventNews {
  /** Tells it from other news. */
  readonly type: "event";
  /** CEID. */
  readonly CEID: Id;
  /** Name of the event, where it is known. */
  readonly name?: string;
  /** Its reports, in order. */
  readonly reports: readonly NewsReport[];
  /** DATAID. */
  readonly DATAID: Id;
  /** The message. */
  readonly message: DataMessage;
}

/** An alarm was set or cleared (S5F1). */
export interface AlarmNews {
  /** Tells it from other news. */
  readonly type: "alarm";
  /** ALID. */
  readonly ALID: Id;
  /** Whether it is set, or cleared. */
  readonly set: boolean;
  /** Category, 0 to 127; see `ALCD`. */
  readonly category: number;
  /** ALTX. */
  readonly text: string;
  /** Name of the alarm, where it is known. */
  readonly name?: string;
  /** The message. */
  readonly message: DataMessage;
}

/** Data of a trace (S6F1). */
export interface TraceNews {
  /** Tells it from other news. */
  readonly type: "trace";
  /** TRID. */
  readonly TRID: Id;
  /** SMPLN, the number of the last sample. */
  readonly sample: number | bigint;
  /** STIME as it was sent. */
  readonly STIME: string;
  /** What STIME says, where it is of a known form. */
  readonly time?: ClockTime;
  /** The values, sample by sample. */
  readonly values: readonly Item[];
  /** The message. */
  readonly message: DataMessage;
}

/** An operator has written to the host (S10F1). */
export interface TerminalNews {
  /** Tells it from other news. */
  readonly type: "terminal";
  /** TID. */
  readonly TID: number;
  /** The text. */
  readonly text: Name;
  /** The message. */
  readonly message: DataMessage;
}

/** What a host takes the control state for: all it can know is what the equipment says and does. */
export type ControlGuess = "unknown" | "off-line" | "on-line" | "local" | "remote";

/** Whose news it is, where a host has a session of its own: hosts of several sessions may stand on one link. */
export interface OfSession {
  /** Session id, as in the options of the host. */
  readonly session?: number;
}

/**
 * News of a host. Every primary received is told by exactly one of those that have a `message`, or by `message`; an S1F13
 * that is accepted by `communicating`.
 */
export type HostNews =
  /**
   * Host and equipment communicate; `equipment` is what it says it is. `again` when they did before: the equipment has
   * begun anew, perhaps without its reports.
   */
  | OfSession & { readonly type: "communicating"; readonly equipment?: Equipment; readonly again: boolean }
  /** Host and equipment communicate no more; `cause` is the name of the transition. */
  | OfSession & { readonly type: "not communicating"; readonly cause: string }
  /** The equipment seems to have changed its control state. */
  | OfSession & { readonly type: "control state"; readonly from: ControlGuess; readonly to: ControlGuess }
  | EventNews
  | AlarmNews
  | TraceNews
  | TerminalNews
  /** The equipment has sent a process program, which was answered with this ACKC7 (S7F3). */
  | {
    readonly type: "process program";
    readonly PPID: Name;
    readonly body: Item;
    readonly ACKC7: number;
    readonly message: DataMessage;
  }
  /** The equipment has verified a process program (S7F27): no errors when it is right. */
  | {
    readonly type: "verification";
    readonly PPID: Name;
    readonly errors: readonly {
      readonly ACKC7A: number;
      readonly SEQNUM: number | bigint;
      readonly ERRW7: string;
    }[];
    readonly message: DataMessage;
  }
  /** The equipment reports an error (S9): in a primary of ours, where it is known which. It is never answered. */
  | {
    readonly type: "stream 9";
    /** `"Unrecognized Function Type"`. */
    readonly name: string;
    readonly primary?: Primary;
    readonly message: DataMessage;
  }
  /** A primary was answered by the host or by a handler, and there is no more to say of it. */
  | { readonly type: "answered"; readonly message: DataMessage }
  /** A primary that nobody knows, answered by SxF0 where it expects a reply; or an S1F13 while disabled, not answered. */
  | { readonly type: "unhandled"; readonly message: DataMessage }
  /** A primary whose text is not what it should be; it was answered by SxF0 where it expects a reply. */
  | { readonly type: "illegal data"; readonly message: DataMessage; readonly error: Error }
  /** The link did not take a reply: the session has ended, or too much waits. Beside the other news of the message. */
  | { readonly type: "not answered"; readonly message: DataMessage; readonly error: unknown }
  /** Code of the application threw while a message was handled; the equipment got SxF0. */
  | { readonly type: "handler failed"; readonly message: DataMessage; readonly error: unknown }
  /** A procedure has returned. */
  | OfSession & { readonly type: "done"; readonly id: number; readonly value: unknown }
  /** A procedure has thrown, or was abandoned. */
  | OfSession & { readonly type: "failed"; readonly id: number; readonly error: unknown };
