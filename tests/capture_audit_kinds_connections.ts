// Test-only: kinds of findings about connections, each with a conversation that shows it and one that nearly does.
import type { Conversation } from "./capture_audit_rig.ts";
import { type KindRow, selected, talk } from "./capture_audit_kinds.ts";

const SELECT = 1,
  SELECT_RSP = 2,
  DESELECT = 3,
  DESELECT_RSP = 4,
  LINKTEST = 5,
  LINKTEST_RSP = 6,
  REJECT = 7,
  SEPARATE = 9;

/** Rows about timers, control messages, and connections. */
export const CONNECTION_ROWS: readonly KindRow[] = [
  {
    kind: "t5-early",
    says:
      "192.0.2.10:50124 connected to 192.0.2.20:5000 4.0 s after its last connection had ended, before T5 of 10 s had passed",
    shown: selected().close(5, 0).open(9, { index: 1, client: "192.0.2.10:50124" }),
    near: selected().close(5, 0).open(15, { index: 1, client: "192.0.2.10:50124" }),
  },
  {
    kind: "t6-no-answer",
    says:
      "192.0.2.20:5000 did not answer Linktest.req sys=2 of 192.0.2.10:50123 within T6 of 5 s; 192.0.2.10:50123 closed the connection",
    shown: selected().control(1, 0, LINKTEST, 2).close(6, 0),
    near: selected().control(1, 0, LINKTEST, 2).control(5.9, 1, LINKTEST_RSP, 2).close(6, 0),
  },
  {
    kind: "t6-late-answer",
    says:
      "192.0.2.20:5000 answered Linktest.req sys=2 with Linktest.rsp after 8.0 s, 3.0 s after T6 of 5 s had run out",
    shown: selected().control(1, 0, LINKTEST, 2).control(9, 1, LINKTEST_RSP, 2),
    near: selected().control(1, 0, LINKTEST, 2).control(5, 1, LINKTEST_RSP, 2),
  },
  {
    kind: "t7-not-selected",
    says:
      "T7 of 10 s ran out: nobody selected on the connection of 192.0.2.10:50123; 192.0.2.20:5000 closed the connection",
    shown: talk().open().close(10, 1),
    near: talk().open().control(9, 0, SELECT, 1).control(9.9, 1, SELECT_RSP, 1).close(20, 1),
  },
  {
    kind: "t8-silence",
    says:
      "T8 of 5 s ran out inside a message of 100 bytes: 192.0.2.10:50123 sent 4 bytes, length field included, and then nothing",
    shown: selected().part(1, 0, Uint8Array.of(0, 0, 0, 100)),
    near: selected().part(1, 0, Uint8Array.of(0, 0, 0, 100)).part(5, 0, 10).part(9, 0, 10),
    end: 12,
  },
  {
    kind: "data-not-selected",
    says: "192.0.2.10:50123 sent S1F1 Are You There sys=5 while NOT SELECTED",
    shown: talk().open().data(1, 0, "S1F1 W", 5),
    near: talk().open(0, { midStream: true }).data(1, 0, "S1F1 W", 5),
  },
  {
    kind: "data-ahead-of-select",
    says: "192.0.2.10:50123 sent S1F1 sys=5 before its Select.req was answered",
    shown: talk().open().control(0, 0, SELECT, 1).data(0, 0, "S1F1 W", 5).control(0.1, 1, SELECT_RSP, 1),
    near: talk().open().control(0, 0, SELECT, 1).control(0.1, 1, SELECT_RSP, 1).data(0.1, 0, "S1F1 W", 5),
  },
  {
    kind: "data-unselected-session",
    says: "192.0.2.10:50123 sent S1F1 sys=5 for session 2, but selected is 1",
    shown: talk().open().control(0, 0, SELECT, 1, { session: 1 }).control(0.1, 1, SELECT_RSP, 1, {
      session: 1,
    })
      .data(1, 0, "S1F1 W", 5, { session: 2 }),
    near: talk().open().control(0, 0, SELECT, 1, { session: 1 }).control(0.1, 1, SELECT_RSP, 1, {
      session: 1,
    })
      .data(1, 0, "S1F1 W", 5, { session: 1 }),
  },
  {
    kind: "duplicate-select",
    says:
      "192.0.2.10:50123 sent Select.req sys=2 while selected; it was answered with status 1 (Communication Already Active)",
    shown: selected().control(1, 0, SELECT, 2).control(1.1, 1, SELECT_RSP, 2, { byte3: 1 }),
    near: selected().control(1, 0, SEPARATE, 2).control(2, 0, SELECT, 3).control(2.1, 1, SELECT_RSP, 3),
  },
  {
    kind: "select-refused",
    says: "192.0.2.20:5000 refused Select.req sys=1 with status 3 (Connect Exhaust)",
    shown: talk().open().control(0, 0, SELECT, 1).control(0.1, 1, SELECT_RSP, 1, { byte3: 3 }),
    near: selected(),
  },
  {
    kind: "select-by-passive",
    says: "192.0.2.20:5000 sent Select.req sys=1, though it did not open the connection",
    shown: talk().open().control(0, 1, SELECT, 1).control(0.1, 0, SELECT_RSP, 1),
    near: talk().open(0, { midStream: true }).control(0, 1, SELECT, 1).control(0.1, 0, SELECT_RSP, 1),
  },
  {
    kind: "deselect",
    says: "192.0.2.10:50123 sent Deselect.req sys=2; HSMS-SS ends a session by Separate.req",
    shown: selected().control(1, 0, DESELECT, 2).control(1.1, 1, DESELECT_RSP, 2),
    near: talk().open().control(0, 0, SELECT, 1, { session: 1 }).control(0.1, 1, SELECT_RSP, 1, {
      session: 1,
    })
      .control(1, 0, DESELECT, 2, { session: 1 }).control(1.1, 1, DESELECT_RSP, 2, { session: 1 }),
  },
  {
    kind: "deselect-refused",
    says: "192.0.2.20:5000 answered Deselect.req sys=2 with status 2 (Communication Busy)",
    shown: selected().control(1, 0, DESELECT, 2).control(1.1, 1, DESELECT_RSP, 2, { byte3: 2 }),
    near: selected().control(1, 0, DESELECT, 2).control(1.1, 1, DESELECT_RSP, 2),
  },
  {
    kind: "linktest-not-selected",
    says: "192.0.2.10:50123 sent Linktest.req sys=2 while NOT SELECTED",
    shown: talk().open().control(1, 0, LINKTEST, 2).control(1.1, 1, LINKTEST_RSP, 2),
    near: selected().control(1, 0, LINKTEST, 2).control(1.1, 1, LINKTEST_RSP, 2),
  },
  {
    kind: "unsolicited-answer",
    says: "192.0.2.10:50123 sent Linktest.rsp sys=2, but no such request is open",
    shown: selected().control(1, 0, LINKTEST_RSP, 2),
    near: selected().control(1, 1, LINKTEST, 2).control(1, 0, LINKTEST_RSP, 2),
  },
  {
    kind: "unknown-stype",
    says: "192.0.2.10:50123 sent a message with SType 11, which is not defined",
    shown: selected().control(1, 0, 11, 2),
    near: selected().control(1, 0, SEPARATE, 2),
  },
  {
    kind: "unknown-ptype",
    says: "192.0.2.10:50123 sent S1F1 sys=5 with PType 1, which is not SECS-II",
    shown: selected().data(1, 0, "S1F1 W", 5, { pType: 1 }),
    near: selected().data(1, 0, "S1F1 W", 5),
  },
  {
    kind: "ptype-accepted",
    says: "192.0.2.20:5000 answered Linktest.req sys=2 though its PType 1 is not SECS-II",
    shown: selected().control(1, 0, LINKTEST, 2, { pType: 1 }).control(1.1, 1, LINKTEST_RSP, 2),
    near: selected().control(1, 0, LINKTEST, 2, { pType: 1 }).control(1.1, 1, REJECT, 2, {
      byte2: 1,
      byte3: 2,
    }),
  },
  {
    kind: "control-text",
    says: "192.0.2.10:50123 sent Linktest.req sys=2 with 2 bytes after its header",
    shown: selected().control(1, 0, LINKTEST, 2, { text: [1, 0] }).control(1.1, 1, LINKTEST_RSP, 2),
    near: selected().data(1, 0, "S1F2", 2, { text: [1, 0] }),
  },
  {
    kind: "control-reserved",
    says: "192.0.2.10:50123 sent Linktest.req sys=2 with header bytes 2 and 3 of 0 and 7, where 0 is due",
    shown: selected().control(1, 0, LINKTEST, 2, { byte3: 7 }).control(1.1, 1, LINKTEST_RSP, 2),
    near: selected().control(1, 0, SELECT, 2).control(1.1, 1, SELECT_RSP, 2, { byte3: 1 }),
  },
  {
    kind: "short-length",
    says: "192.0.2.10:50123 sent a message length of 9, which is below 10",
    shown: selected().short(1, 0, 9),
    near: selected().data(1, 0, "S1F1 W", 5),
  },
  {
    kind: "bad-length",
    says:
      "192.0.2.10:50123 sent a message length of 4,000,000,000 at offset 14 of its stream: nothing behind it can be read",
    shown: selected().disruption(1, 0, {
      cause: "length",
      declaredLength: 4_000_000_000,
      offset: 14,
      length: 4,
    }),
    near: selected().disruption(1, 0, { cause: "gap", offset: 14, length: 4 }),
  },
  {
    kind: "separate-not-selected",
    says: "192.0.2.10:50123 sent Separate.req sys=2 while NOT SELECTED",
    shown: talk().open().control(1, 0, SEPARATE, 2),
    near: selected().control(1, 0, SEPARATE, 2),
  },
  {
    kind: "crossed-separate",
    says: "192.0.2.20:5000 sent Separate.req sys=3 after the other side had sent one",
    shown: selected().control(1, 0, SEPARATE, 2).control(1, 1, SEPARATE, 3),
    near: selected().control(1, 0, SEPARATE, 2).close(1, 0),
  },
  {
    kind: "after-close",
    says: "Equipment sent S6F11 sys=7 after host had closed the connection",
    shown: selected().control(1, 0, SEPARATE, 2).close(1, 0).data(1.1, 1, "S6F11 W", 7),
    near: selected().data(1, 1, "S6F11", 7).close(1.1, 0),
  },
  {
    kind: "transactions-lost",
    says: "The connection ended while 1 transaction was open: S1F1 sys=5",
    shown: selected().data(1, 0, "S1F1 W", 5).close(2, 1, "RST"),
    near: selected().data(1, 0, "S1F1 W", 5).data(1.5, 1, "S1F2", 5, { text: [1, 0] }).close(
      2,
      1,
      "RST",
    ),
  },
  {
    kind: "transactions-separated",
    says: "The session ended while 2 transactions were open: S1F1 sys=5, S1F1 sys=6",
    shown: selected().data(1, 0, "S1F1 W", 5).data(1, 1, "S1F1 W", 6).control(2, 0, SEPARATE, 7),
    near: selected().data(1, 0, "S1F1", 5).control(2, 0, SEPARATE, 7),
  },
  {
    kind: "no-separate",
    says: "192.0.2.10:50123 closed the connection while SELECTED, without Separate.req",
    shown: selected().close(1, 0),
    near: selected().control(1, 0, SEPARATE, 2).close(1, 0),
  },
  {
    kind: "reset",
    says: "192.0.2.20:5000 reset the connection while SELECTED",
    shown: selected().close(1, 1, "RST"),
    near: selected().control(1, 0, SEPARATE, 2).close(1, 1, "RST"),
  },
  {
    kind: "connection-refused",
    says: "192.0.2.20:5000 refused the connection of 192.0.2.10:50123: nobody listens on that port",
    shown: talk().open().close(0.001, 1, "refused"),
    near: talk().open().close(0.001, 1, "RST"),
  },
  {
    kind: "unfinished-message",
    says: "192.0.2.10:50123 ended its stream inside a message: 4 of 104 bytes came",
    shown: selected().part(1, 0, Uint8Array.of(0, 0, 0, 100))
      .disruption(2, 0, { cause: "truncated", offset: 14, length: 4, declaredLength: 100 }).close(2, 0),
    near: selected().close(2, 0),
  },
  {
    kind: "swallowed-messages",
    says:
      "Bytes taken for part of a message look like messages of their own: Linktest.req sys=8; 192.0.2.10:50123 lost bytes before it sent them",
    shown: swallowing(40),
    near: swallowing(2),
  },
  {
    kind: "gap",
    says: "112 bytes of 192.0.2.10:50123 at offset 14 of its stream are missing from the capture",
    shown: selected().gap(1, 0, 112),
    near: selected(),
  },
  {
    kind: "mid-stream",
    says:
      "The capture begins inside the connection of 192.0.2.10:50123 and 192.0.2.20:5000: it is taken to be SELECTED",
    shown: talk().open(0, { midStream: true }).data(1, 0, "S1F1 W", 5),
    near: talk().open().data(1, 0, "S1F1 W", 5),
  },
  {
    kind: "blocks-missing",
    says: "192.0.2.10:50123 sent blocks of S7F3 Process Program Send sys=5, but not all of them",
    shown: talk().open().data(1, 0, "S1F1 W", 4, { carrier: "SECS-I" }).disruption(50, 0, {
      cause: "truncated",
      header: { session: 1, byte2: 0x87, byte3: 3, pType: 0, sType: 0, systemBytes: 5 },
    }),
    near: talk().open().data(1, 0, "S1F1 W", 4, { carrier: "SECS-I" }),
  },
  {
    kind: "line-nak",
    says: "192.0.2.20:5000 refused a block of 192.0.2.10:50123 by NAK",
    shown: line().part(1, 0, Uint8Array.of(5)).part(1, 1, Uint8Array.of(4)).part(1, 0, 13).part(
      1,
      1,
      Uint8Array.of(0x15),
    ),
    near: line().part(1, 0, Uint8Array.of(5)).part(1, 1, Uint8Array.of(4)).part(1, 0, 13).part(
      1,
      1,
      Uint8Array.of(6),
    ),
  },
  {
    kind: "line-retry",
    says: "192.0.2.10:50123 sent ENQ again, 10.0 s after one that nothing answered: attempt 2",
    shown: line().part(1, 0, Uint8Array.of(5)).part(11, 0, Uint8Array.of(5)),
    near: line().part(1, 0, Uint8Array.of(5)).part(2, 1, Uint8Array.of(5)).part(11, 0, Uint8Array.of(5)),
  },
  {
    kind: "noise",
    says: "3 bytes of 192.0.2.10:50123 belong to no block, or to one with a wrong checksum",
    shown: talk().open().data(1, 0, "S1F1 W", 4, { carrier: "SECS-I" }).disruption(2, 0, {
      cause: "noise",
      length: 3,
    }),
    near: talk().open().data(1, 0, "S1F1 W", 4, { carrier: "SECS-I" }),
  },
  {
    kind: "rejected",
    says: "192.0.2.20:5000 rejected S1F1 sys=5 with reason 4 (Entity Not Selected)",
    shown: selected().data(1, 0, "S1F1 W", 5).control(1.1, 1, REJECT, 5, { byte3: 4 }),
    near: talk().open().data(1, 0, "S1F1 W", 5).control(1.1, 1, REJECT, 5, { byte3: 4 }),
  },
  {
    kind: "rejected-rightly",
    says: "192.0.2.20:5000 rejected SType 11 sys=2 with reason 1 (SType Not Supported)",
    shown: selected().control(1, 0, 11, 2).control(1.1, 1, REJECT, 2, { byte2: 11, byte3: 1 }),
    near: selected().control(1, 0, LINKTEST, 2).control(1.1, 1, REJECT, 2, { byte2: 5, byte3: 1 }),
  },
  {
    kind: "reject-unmatched",
    says:
      "192.0.2.20:5000 sent Reject.req sys=153 for Linktest.req with reason 1 (SType Not Supported), but no such message is in the capture",
    shown: selected().control(1.1, 1, REJECT, 0x99, { byte2: 5, byte3: 1 }),
    near: selected().control(1, 0, LINKTEST, 0x99).control(1.1, 1, REJECT, 0x99, { byte2: 5, byte3: 1 }),
  },
];

/** A line of SECS-I. */
function line(): Conversation {
  return talk().open().data(0, 0, "S1F1 W", 4, { carrier: "SECS-I" });
}

/** A message whose bytes stay away, and a linktest that comes so many seconds later. */
function swallowing(silence: number): Conversation {
  const linktest = Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 5, 0, 0, 0, 8);
  return selected().part(1, 0, Uint8Array.of(0, 0, 0, 100)).part(1 + silence, 0, linktest)
    .disruption(50, 0, { cause: "truncated", offset: 14, length: 18, declaredLength: 100 }).close(50, 0);
}
