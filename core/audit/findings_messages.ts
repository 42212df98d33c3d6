// Kinds of findings about data messages: transactions, stream 9, bodies, codes. E5, E30.

/** Findings about data messages. */
export const MESSAGE_FINDINGS = {
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
} as const;
