// What a capture consists of, as plain data: what each stage of decoding hands to the next, and to whoever shows it.
//
//   packets  readers, TCP reassembly    →  StreamFact: bytes in order, gaps, ends, per connection and direction
//   framing  HSMS, SECS-I, logs, dumps  →  CapturedMessage, Disruption
//   audit    the rules of the standards →  Roles, SessionState, Transaction, Finding
import type { Header } from "../hsms/header.ts";
import type { Connection, Direction, Pieces, StreamFact, StreamGap, Time } from "../packets/model.ts";
import type { Trouble } from "../packets/trouble.ts";

export type * from "../packets/model.ts";

/** What a message was carried by; `log` is a line of a text log, without the bytes of the wire. */
export type Carrier = "HSMS" | "SECS-I" | "log";

/** A message as captured, whatever rule it breaks. */
export interface CapturedMessage {
  /** Number in the capture, from 0, in order of delivery. */
  readonly index: number;
  /** The connection it crossed. */
  readonly connection: Connection;
  /** Its direction there. */
  readonly direction: Direction;
  /** What carried it. */
  readonly carrier: Carrier;
  /** When, and in which frame, its last byte was seen. */
  readonly time: Time;
  /** The frame, from 1; of a text, its line. */
  readonly frame: number;
  /** The frame of its first byte. */
  readonly firstFrame: number;
  /** When a receiver had all of it, and everything before: later than `time` when segments were out of order. */
  readonly deliveredTime: Time;
  /** Offset in the stream of its direction. */
  readonly offset: number;
  /** The length field of HSMS: header and text, in bytes. For other carriers what HSMS would have there. */
  readonly length: number;
  /**
   * The header, for SECS-I as the HSMS header it maps to; undefined when `length` is below 10. For a message of a log the
   * fields that the log does not have are 0, and named in `absent`.
   */
  readonly header: Header | undefined;
  /** Fields of the header that a log does not have. */
  readonly absent?: readonly (keyof Header)[];
  /** The R-bit of SECS-I: true from the equipment, false from the host. Absent for other carriers. E4. */
  readonly reverse?: boolean;
  /** What follows the length field: header and text, whole. A view; do not keep it, see `pieces`. */
  readonly bytes: Uint8Array;
  /** The SECS-II text: `bytes` from 10 on; empty when there is no header. */
  readonly text: Uint8Array;
  /** Where `bytes` stands in the file, in as many pieces as it came; undefined when it does not stand there as it is. */
  readonly pieces?: Pieces;
}

/** A place in a direction where framing failed, or bytes belong to no message. */
export interface Disruption {
  /** What it is. */
  readonly type: "disruption";
  /** Where. */
  readonly connection: Connection;
  /** In which direction. */
  readonly direction: Direction;
  /** When, and in which frame, it began. */
  readonly time: Time;
  /** The frame, from 1; of a text, its line. */
  readonly frame: number;
  /** Offset in the stream, and how many bytes of it are left out. */
  readonly offset: number;
  /** How many bytes of the stream, from there on, are left out; gaps count. */
  readonly length: number;
  /**
   * `mid-stream`: bytes before the first message of a capture that began too late. `gap`: bytes of a message with a hole.
   * `length`: a length field that cannot be. `truncated`: the connection ended inside a message. `noise`: SECS-I bytes that
   * no state of the line expects, or a bad checksum.
   */
  readonly cause: "mid-stream" | "gap" | "length" | "truncated" | "noise";
  /** The length field of the message concerned, where its four bytes were there. */
  readonly declaredLength?: number;
  /** Its header, where those ten bytes were there too. */
  readonly header?: Header;
  /** The first bytes left out, 64 at most. */
  readonly sample: Uint8Array;
}

/** Who a side of a connection is, and why we think so. */
export interface Roles {
  /** What it is. */
  readonly type: "roles";
  /** Where. */
  readonly connection: Connection;
  /** Which direction comes from the host; undefined while nothing tells. */
  readonly host: Direction | undefined;
  /** Which direction comes from the active side. */
  readonly active: Direction | undefined;
  /** What told, one sentence each: `S2F33 #17 comes from 192.0.2.10:50123`. */
  readonly evidence: readonly string[];
}

/** State of the session on a connection over time. E37. */
export interface SessionState {
  /** What it is. */
  readonly type: "state";
  /** Where. */
  readonly connection: Connection;
  /** Session id; 0xFFFF for the one session of HSMS-SS. */
  readonly session: number;
  /** When. */
  readonly time: Time;
  /** The state that it entered. */
  readonly state: "NOT CONNECTED" | "NOT SELECTED" | "SELECTED";
  /** The message that changed it; undefined for TCP events, and for what is assumed at a start in mid-stream. */
  readonly message?: number;
  /** It was not seen to be entered. */
  readonly assumed?: boolean;
}

/** How a transaction ended. `open`: the capture ended before it did. */
export type TransactionOutcome =
  | "reply"
  | "aborted"
  | "rejected"
  | "stream 9"
  | "mismatch"
  | "no reply"
  | "deselected"
  | "disconnected"
  | "open";

/** A primary with W, or a control request, and what became of it. Told once, when it has ended. */
export interface Transaction {
  /** What it is. */
  readonly type: "transaction";
  /** Where. */
  readonly connection: Connection;
  /** Index of the primary, or of the request. */
  readonly primary: number;
  /** Index of what ended it: the secondary, SxF0, Reject.req, S9Fx. */
  readonly end?: number;
  /** How it ended. */
  readonly outcome: TransactionOutcome;
  /** From the primary to its end in nanoseconds, where both have times. */
  readonly latency?: number;
}

/** How bad: `error` stops wafers or breaks a standard, `warning` is out of the ordinary, `note` helps to understand. */
export type Severity = "error" | "warning" | "note";

/** Something that the auditor has to say. */
export interface Finding {
  /** What it is. */
  readonly type: "finding";
  /** Number among the findings, from 0. */
  readonly index: number;
  /** How bad it is. */
  readonly severity: Severity;
  /** What it is about, a closed set: see `FINDINGS` in findings.ts. */
  readonly kind: string;
  /** Absent when it is about the file. */
  readonly connection?: Connection;
  /** Absent when it is about both. */
  readonly direction?: Direction;
  /** When, in the time of the capture. */
  readonly time: Time;
  /** Indexes of the messages concerned, the place to look at first. */
  readonly messages: readonly number[];
  /** The rule: `E37 T7`, `E5 S9F5`, `E30 communications`. */
  readonly clause: string;
  /** One sentence: what, where, why. */
  readonly sentence: string;
  /** Byte offset in the text of the first message. */
  readonly offset?: number;
}

/** Everything that decoding tells, in order of time. */
export type CaptureOutput =
  /** The format was recognised, and when the capture begins: nanoseconds since 1970; undefined without times. */
  | { readonly type: "origin"; readonly format: string; readonly origin: bigint | undefined }
  /** A connection of interest; `carrier` is what it carries, where that is known at once. */
  | { readonly type: "opened"; readonly connection: Connection; readonly carrier?: Carrier }
  | { readonly type: "message"; readonly message: CapturedMessage }
  | Disruption
  | StreamGap
  | Extract<StreamFact, { type: "ended" | "forgotten" }>
  /** Something in the file could not be read; what follows is read all the same, where that can be. */
  | Trouble
  | Roles
  | SessionState
  | Transaction
  | Finding;
