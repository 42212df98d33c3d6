// Kinds of findings about connections: control messages, timers, ends, and what the capture lacks. E37, E4.

/** Findings about connections. */
export const CONNECTION_FINDINGS = {
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
  "line-nak": {
    severity: "warning",
    clause: "E4 block transfer",
    meaning: "A block was refused by NAK: its sender sends it again, up to RTY times.",
  },
  "line-retry": {
    severity: "warning",
    clause: "E4 T2",
    meaning: "ENQ was sent again because nothing answered the one before within T2.",
  },
  "noise": {
    severity: "warning",
    clause: "E4 block transfer",
    meaning: "Bytes on the line belong to no block, or a block has a wrong checksum.",
  },
} as const;
