// What HSMS and SECS-I both give: data messages with replies, over a connection somebody else owns.
import type { Machine } from "./machine.ts";

/** What a link asks of the owner of its connection. */
export type Order =
  /**
   * Open the connection: the active side connects, the passive side listens. Answer with the fact `connected`, or
   * with `disconnected` when it fails.
   */
  | { readonly type: "connect" }
  /**
   * Write these bytes, whole and in order. They are not changed afterwards; when the socket does not take all of
   * them at once, say `blocked`, and `drained` once it has.
   */
  | { readonly type: "write"; readonly bytes: Uint8Array }
  /** Close the connection after what was written. Answer with the fact `disconnected`. */
  | { readonly type: "disconnect" };

/** A received data message (SType 0). `text` is a view of the bytes received: decode or copy it, do not keep it. */
export interface DataMessage {
  /** Session id: the device id in HSMS-SS and SECS-I (0 to 32767), the session-entity id in HSMS-GS. */
  readonly session: number;
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 0 to 255: odd in a primary, even in a secondary, 0 in an abort. */
  readonly function: number;
  /** The W-bit. */
  readonly replyExpected: boolean;
  /** System bytes, an unsigned 32-bit number. */
  readonly systemBytes: number;
  /** The SECS-II text: one item, or nothing (length 0) in a header-only message. */
  readonly text: Uint8Array;
  /** The ten header bytes of its first block, where it came over SECS-I: {@linkcode headerOf} knows those of HSMS. */
  readonly header?: Uint8Array;
}

/** A primary message to send. */
export interface Primary {
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 1 to 255, odd. */
  readonly function: number;
  /** The W-bit; false when absent. A primary with it opens a transaction that ends in `reply` or `noReply`. */
  readonly replyExpected?: boolean;
  /** The SECS-II text; header only when absent. Below 64 KiB it is copied, from there on do not change it. */
  readonly text?: Uint8Array;
  /** Session id; that of the link when absent. */
  readonly session?: number;
  /** System bytes; the next free ones when absent. Those of an open transaction are refused with a `RangeError`. */
  readonly systemBytes?: number;
  /** T3 of this message alone, in seconds. */
  readonly T3?: number;
}

/** Why a transaction ended without its reply. */
export type NoReplyReason =
  /** T3 ran out. */
  | "T3"
  /** The peer answered with Reject.req. */
  | "rejected"
  /** The peer answered SxF0. */
  | "aborted"
  /** The peer reported the primary by S9F1, F3, F5, F7 or F11. */
  | "stream 9"
  /** A secondary came with these system bytes, but of another stream, function or session. */
  | "mismatch"
  /** The session ended by Deselect or Separate. */
  | "deselected"
  /** The connection was lost or closed. */
  | "disconnected"
  /** The primary could not be sent whole: SECS-I's retries (RTY) were in vain. */
  | "send failure"
  /** The reply began and did not come whole: SECS-I's T4 ran out, or it was discarded for its length. */
  | "receive failure";

/** The reasons in words, for error messages. */
export const NO_REPLY_IN_WORDS: Readonly<Record<NoReplyReason, string>> = {
  T3: "no reply within T3",
  rejected: "the peer answered with Reject.req",
  aborted: "the peer aborted the transaction (function 0)",
  "stream 9": "the peer reported the message in stream 9",
  mismatch: "the reply has another stream, function or session",
  deselected: "the session has ended",
  disconnected: "the connection has ended",
  "send failure": "the peer did not take the message (RTY)",
  "receive failure": "the reply did not come whole",
};

/** What a message of stream 9 says of the one that it reports, by its function. E5. */
const STREAM_9_IN_WORDS: Readonly<Record<number, string>> = {
  1: "it does not know the session or device id",
  3: "it does not know the stream",
  5: "it does not know the function",
  7: "the data are not what it expects",
  9: "its time for a transaction ran out",
  11: "the data are too long",
  13: "its conversation ran out of time",
};

/** A reason in words; for `stream 9` with what the message says whose header ended the transaction. */
export function noReplyInWords(reason: NoReplyReason, header?: Uint8Array): string {
  const words = NO_REPLY_IN_WORDS[reason], code = header?.[3] ?? 0;
  const said = reason === "stream 9" ? STREAM_9_IN_WORDS[code] : undefined;
  return said === undefined ? words : `${words} (S9F${code}: ${said})`;
}

/** Why blocks were discarded by SECS-I, and what an equipment says of them by stream 9. E4, E5. */
export type DiscardReason =
  /** They name another device: S9F1. */
  | "device id"
  /** Their R-bit is that of our own direction. */
  | "direction"
  /** Their block number neither begins a message nor continues one: S9F7. */
  | "block number"
  /** Their message is longer than the limit: S9F11. */
  | "length"
  /** Their message began anew before it was whole. */
  | "begun anew"
  /** More messages than the limit had begun and were not whole. */
  | "too many"
  /** No further block of their message came within T4. */
  | "T4";

/** Why a received secondary belongs to no open transaction. */
export type UnmatchedReason =
  /** Its transaction ended before: T3 ran out, it was cancelled, rejected or mismatched. */
  | "late"
  /** The system bytes fit an open transaction of another session. */
  | "session"
  /** The system bytes fit an open transaction of another stream or function, which it has ended. */
  | "stream/function"
  /** No primary had these system bytes. */
  | "no transaction";

/** News every link gives. A transaction ends in exactly one `reply` or `noReply`, which name the primary as given. */
export type LinkNews =
  /** Data may be sent in this session from now on. */
  | { readonly type: "selected"; readonly session: number }
  /** Data may no longer be sent in this session. Its open transactions have ended. */
  | { readonly type: "deselected"; readonly session: number }
  /** A primary was received. */
  | { readonly type: "message"; readonly message: DataMessage }
  /** The reply to a primary. */
  | { readonly type: "reply"; readonly primary: Primary; readonly message: DataMessage }
  /**
   * A primary will get no reply; `header` is that of the message which said so, ten bytes, where there is one. `sent` is
   * that of the first block of the primary, where T3 ended it over SECS-I.
   */
  | {
    readonly type: "noReply";
    readonly primary: Primary;
    readonly systemBytes: number;
    readonly reason: NoReplyReason;
    readonly header?: Uint8Array;
    readonly sent?: Uint8Array;
  }
  /** A secondary was received that belongs to no open transaction. */
  | { readonly type: "unmatched"; readonly message: DataMessage; readonly reason: UnmatchedReason }
  /**
   * A message could not be sent: SECS-I's retries (RTY) were in vain, which is a communication failure to E30.
   * `header` is that of the block given up, ten bytes. If a reply was expected, its `noReply` comes next.
   */
  | { readonly type: "send failed"; readonly systemBytes: number; readonly header: Uint8Array }
  /** Received blocks were discarded by SECS-I. `header` is that of the first of them, ten bytes. */
  | { readonly type: "discarded"; readonly reason: DiscardReason; readonly header: Uint8Array };

/** Thrown by `send` and `reply` when the session is not selected. The state of the link is untouched. */
export class NotSelectedError extends Error {
  /** `"NotSelectedError"`. */
  override readonly name: string = "NotSelectedError";
}

/** Orders and news of a link. */
export type LinkOutput = Order | LinkNews;

/** Facts that the owner of a connection tells. Tell one only to a drained machine: otherwise it throws. */
export interface ConnectionFacts {
  /** The connection is open. */
  connected(now: number): void;
  /** Bytes arrived. The chunk belongs to the machine from now on. */
  received(chunk: Uint8Array, now: number): void;
  /** The socket did not take all of the last write: nothing more is ordered until `drained`. */
  blocked(now: number): void;
  /** The socket has taken everything. */
  drained(now: number): void;
  /** Reading has stopped, because the application does not keep up: silence is no longer the peer's fault. */
  paused(now: number): void;
  /** Reading goes on. */
  resumed(now: number): void;
  /** The connection has ended, or could not be opened. */
  disconnected(now: number): void;
}

/** A machine that carries data messages: HSMS (`hsms.Entity`) and SECS-I. `More` are its own news. */
export interface Link<More = never> extends Machine<LinkOutput | More>, ConnectionFacts {
  /** Begins to connect or to listen. */
  start(now: number): void;
  /** Ends the connection in an orderly way, and for good. */
  stop(now: number): void;
  /** Sends a primary and returns its system bytes. Throws when the session is not selected. */
  send(primary: Primary, now: number): number;
  /** Answers a received primary; function + 1 unless another is given (0 aborts). */
  reply(primary: DataMessage, text: Uint8Array | undefined, now: number, fn?: number): void;
  /** Forgets an open transaction without a word to the peer; its reply will be `unmatched`. False when not open. */
  cancel(systemBytes: number): boolean;
}

/**
 * The header that an S9F1, F3, F5, F7 or F11 reports (MHEAD, ten bytes): the end of its text, an item `B[10]`.
 * `undefined` for any other message. S9F9 reports a primary of its sender, not one of ours. E5.
 */
export function reportedHeader(message: DataMessage): Uint8Array | undefined {
  const { stream, function: fn, text } = message;
  const reports = stream === 9 && (fn & 1) === 1 && fn <= 11 && fn !== 9;
  const lengthBytes = text[0] & 3, isBinary = (text[0] & 0xfc) === 0x20;
  return reports && isBinary && text.length === 11 + lengthBytes ? text.subarray(1 + lengthBytes) : undefined;
}

/**
 * The ten header bytes of a received message, as S9F1 to F11 report them: those of its first block when it came over
 * SECS-I, otherwise those of HSMS. E5.
 */
export function headerOf(message: DataMessage): Uint8Array {
  const { session, stream, replyExpected, systemBytes } = message;
  return message.header ?? Uint8Array.of(
    session >>> 8,
    session & 0xff,
    stream | (replyExpected ? 0x80 : 0),
    message.function,
    0,
    0,
    systemBytes >>> 24,
    (systemBytes >>> 16) & 0xff,
    (systemBytes >>> 8) & 0xff,
    systemBytes & 0xff,
  );
}
