// The kinds of findings: a closed table of what the audit may say, how bad it is, by which rule, and what it means.
import type { Severity } from "./model.ts";

/** What holds for all findings of a kind. */
export interface FindingFacts {
  readonly severity: Severity;
  /** The rule, by the standard's name: `E37 T7`. */
  readonly clause: string;
  /** What it means, one sentence. */
  readonly meaning: string;
}

/** All kinds of findings, by name; in `docs/findings.md` as a table. */
export const FINDINGS = {
  "t3-no-reply": {
    severity: "error",
    clause: "E37 T3",
    meaning: "A primary with the W-bit was not answered before T3 ran out.",
  },
  "t3-late-reply": {
    severity: "warning",
    clause: "E37 T3",
    meaning: "A reply came after T3 had run out, when its sender had most likely given up waiting.",
  },
  "t5-early": {
    severity: "note",
    clause: "E37 T5",
    meaning: "The active side connected again before T5 had passed since its last connection or attempt.",
  },
  "t6-no-answer": {
    severity: "error",
    clause: "E37 T6",
    meaning: "A control request was not answered before T6 ran out: the sender must close the connection.",
  },
  "t6-late-answer": {
    severity: "warning",
    clause: "E37 T6",
    meaning: "A control request was answered, but after T6 had run out.",
  },
  "t7-not-selected": {
    severity: "error",
    clause: "E37 T7",
    meaning: "The connection was there, but nobody selected before T7 ran out.",
  },
  "t8-silence": {
    severity: "error",
    clause: "E37 T8",
    meaning: "No byte came for longer than T8 in the middle of a message.",
  },
  "reply-not-captured": {
    severity: "note",
    clause: "capture",
    meaning: "No reply is in the capture, but bytes are missing where it may have been.",
  },
  "request-not-captured": {
    severity: "note",
    clause: "capture",
    meaning: "A reply's primary is not in the capture, but bytes are missing where it may have been.",
  },
  "session-mismatch": {
    severity: "warning",
    clause: "E37 session id",
    meaning:
      "A reply carries another session id than its primary; strict stacks do not take it for the reply.",
  },
  "wrong-reply": {
    severity: "error",
    clause: "E5 transaction",
    meaning:
      "A message with the system bytes of an open primary is not the reply to its stream and function.",
  },
  "orphan-reply": {
    severity: "warning",
    clause: "E5 transaction",
    meaning: "A reply came though no primary with its system bytes is open.",
  },
  "second-reply": {
    severity: "warning",
    clause: "E5 transaction",
    meaning: "A primary that was answered already got another reply.",
  },
  "reply-without-w": {
    severity: "warning",
    clause: "E5 W-bit",
    meaning: "A primary without the W-bit was answered, though no reply was asked for.",
  },
  "duplicate-system-bytes": {
    severity: "error",
    clause: "E37 system bytes",
    meaning: "A side began a transaction with system bytes that another of its open transactions has.",
  },
  "even-with-w": {
    severity: "warning",
    clause: "E5 W-bit",
    meaning: "A secondary has the W-bit set.",
  },
  "w-bit": {
    severity: "note",
    clause: "E5 W-bit",
    meaning: "A primary has the W-bit though no reply is defined, or lacks it though a reply is due.",
  },
  "stream-0": {
    severity: "warning",
    clause: "E5 stream and function",
    meaning: "A message has stream 0, which is not defined.",
  },
  "unknown-message": {
    severity: "note",
    clause: "E5 stream and function",
    meaning:
      "The stream and function are not in the catalogue: a message of the equipment's own, or a mistake.",
  },
  "wrong-direction": {
    severity: "note",
    clause: "E5 stream and function",
    meaning: "A message came from the side that should receive it.",
  },
  "rejected": {
    severity: "error",
    clause: "E37 Reject",
    meaning: "The receiver rejected a message in which the audit sees no fault.",
  },
  "rejected-rightly": {
    severity: "note",
    clause: "E37 Reject",
    meaning: "The receiver rejected a message that breaks a rule, as another finding says.",
  },
  "reject-unmatched": {
    severity: "warning",
    clause: "E37 Reject",
    meaning: "A Reject.req names no message that is in the capture.",
  },
  "aborted": {
    severity: "warning",
    clause: "E5 SxF0",
    meaning: "A primary was answered by function 0: the receiver did not process it.",
  },
  "stream-9": {
    severity: "error",
    clause: "E5 stream 9",
    meaning: "The equipment reported that it could not process a message of the host, or got no reply.",
  },
  "stream-9-unmatched": {
    severity: "warning",
    clause: "E5 stream 9",
    meaning: "A stream 9 message names a header that no message in the capture has.",
  },
  "stream-9-system-bytes": {
    severity: "note",
    clause: "E5 stream 9",
    meaning: "A stream 9 message carries the system bytes of the message it reports, where new ones are due.",
  },
  "stream-9-from-host": {
    severity: "warning",
    clause: "E5 stream 9",
    meaning: "The host sent a stream 9 message; only the equipment does.",
  },
  "data-not-selected": {
    severity: "error",
    clause: "E37 NOT SELECTED",
    meaning: "A data message was sent while the connection was not selected.",
  },
  "data-ahead-of-select": {
    severity: "note",
    clause: "E37 NOT SELECTED",
    meaning: "A data message was sent after Select.req, but before its answer.",
  },
  "data-unselected-session": {
    severity: "warning",
    clause: "E37 session id",
    meaning: "A data message names a session that is not among those selected on the connection.",
  },
  "duplicate-select": {
    severity: "warning",
    clause: "E37 Select",
    meaning: "A side asked for select while it was selected already.",
  },
  "select-refused": {
    severity: "error",
    clause: "E37 Select",
    meaning: "Select.rsp has a status other than 0.",
  },
  "select-by-passive": {
    severity: "note",
    clause: "E37 Select",
    meaning: "The side that was connected to sent Select.req; in HSMS-SS only the active side does.",
  },
  "deselect": {
    severity: "warning",
    clause: "E37 Deselect",
    meaning: "Deselect.req was used, which HSMS-SS does without.",
  },
  "deselect-refused": {
    severity: "warning",
    clause: "E37 Deselect",
    meaning: "Deselect.rsp has a status other than 0.",
  },
  "linktest-not-selected": {
    severity: "note",
    clause: "E37 Linktest",
    meaning: "Linktest.req was sent before select, which HSMS-SS takes for a failure.",
  },
  "unsolicited-answer": {
    severity: "error",
    clause: "E37 control transaction",
    meaning: "A control response came for which no request is open.",
  },
  "unknown-stype": {
    severity: "error",
    clause: "E37 SType",
    meaning: "A message has an SType that is not defined.",
  },
  "unknown-ptype": {
    severity: "error",
    clause: "E37 PType",
    meaning: "A message has a PType other than 0, which is SECS-II.",
  },
  "ptype-accepted": {
    severity: "warning",
    clause: "E37 PType",
    meaning: "A message with a PType other than 0 was answered as if it had PType 0; Reject.req was due.",
  },
  "control-text": {
    severity: "error",
    clause: "E37 control message",
    meaning: "A control message has bytes after its header.",
  },
  "control-reserved": {
    severity: "warning",
    clause: "E37 control message",
    meaning: "A control message has header bytes set that must be 0.",
  },
  "short-length": {
    severity: "error",
    clause: "E37 message length",
    meaning: "A length field is below 10, the length of a header.",
  },
  "bad-length": {
    severity: "error",
    clause: "E37 message length",
    meaning: "A length field cannot be right: where the next message begins is unknown from there on.",
  },
  "separate-not-selected": {
    severity: "note",
    clause: "E37 Separate",
    meaning: "Separate.req was sent while the connection was not selected.",
  },
  "crossed-separate": {
    severity: "note",
    clause: "E37 Separate",
    meaning: "A message crossed a Separate.req of the other side.",
  },
  "after-close": {
    severity: "note",
    clause: "E37 connection",
    meaning: "A message was sent on a connection that a side had closed already: nobody read it.",
  },
  "undecodable": {
    severity: "error",
    clause: "E5 item",
    meaning: "The text of a data message is no SECS-II item.",
  },
  "ill-shaped": {
    severity: "warning",
    clause: "E5 message",
    meaning: "The body of a message is not what the catalogue has for its stream and function.",
  },
  "refused": {
    severity: "warning",
    clause: "E5 acknowledge code",
    meaning: "An acknowledge code says that what was asked for is not done.",
  },
  "deferred": {
    severity: "note",
    clause: "E5 acknowledge code",
    meaning:
      "An acknowledge code other than 0 says that nothing is wrong: to be done later, or done already.",
  },
  "communications-denied": {
    severity: "error",
    clause: "E30 communications",
    meaning: "S1F14 denied the communications that S1F13 asked for.",
  },
  "not-communicating": {
    severity: "warning",
    clause: "E30 communications",
    meaning: "The equipment sent a primary before communications were established by S1F13.",
  },
  "spooled": {
    severity: "note",
    clause: "E30 spooling",
    meaning: "The host asked for spooled messages: events that follow may be old.",
  },
  "transactions-lost": {
    severity: "error",
    clause: "E37 connection",
    meaning: "The connection ended while transactions were open, and no Separate.req had announced it.",
  },
  "transactions-separated": {
    severity: "warning",
    clause: "E37 Separate",
    meaning: "The session was ended while transactions were open: their replies will never come.",
  },
  "no-separate": {
    severity: "note",
    clause: "E37 Separate",
    meaning: "The connection was closed while selected, without Separate.req.",
  },
  "reset": {
    severity: "warning",
    clause: "E37 connection",
    meaning: "The connection was reset while selected.",
  },
  "connection-refused": {
    severity: "warning",
    clause: "E37 connection",
    meaning: "An attempt to connect was refused: nobody listened on the port.",
  },
  "unfinished-message": {
    severity: "error",
    clause: "E37 message",
    meaning: "A side ended its stream in the middle of a message.",
  },
  "swallowed-messages": {
    severity: "note",
    clause: "E37 message",
    meaning: "Bytes inside a message that came after a long silence look like messages of their own.",
  },
  "gap": {
    severity: "warning",
    clause: "capture",
    meaning: "Bytes that were on the wire are not in the capture: what is said about them is incomplete.",
  },
  "mid-stream": {
    severity: "note",
    clause: "capture",
    meaning:
      "The capture begins inside a connection: it is taken to be selected, and what was open before is not known.",
  },
  "blocks-missing": {
    severity: "error",
    clause: "E4 T4",
    meaning: "Some blocks of a message came, the rest did not: the receiver discards it when T4 runs out.",
  },
  "noise": {
    severity: "warning",
    clause: "E4 block transfer",
    meaning: "Bytes on the line belong to no block, or a block has a wrong checksum.",
  },
} as const;

/** Kind of a finding. */
export type FindingKind = keyof typeof FINDINGS;
