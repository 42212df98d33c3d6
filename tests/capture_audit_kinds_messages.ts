// Test-only: kinds of findings about data messages, each with a conversation that shows it and one that nearly does.
import { encodeHeader } from "../core/hsms/header.ts";
import { A, B, BOOLEAN, L, U1, U4 } from "../core/secs2/build.ts";
import { encode } from "../core/secs2/encode.ts";
import type { Conversation } from "./capture_audit_rig.ts";
import { type KindRow, selected } from "./capture_audit_kinds.ts";

const HOST = { hostIs: "192.0.2.10" };
const mhead = (byte2: number, byte3: number, systemBytes: number): Uint8Array =>
  encode(B(...encodeHeader({ session: 1, byte2, byte3, pType: 0, sType: 0, systemBytes })));
const communicating = (): Conversation =>
  selected().data(0.2, 0, "S1F13 W", 9, { text: encode(L()) })
    .data(0.3, 1, "S1F14", 9, { text: encode(L(B(0), L(A("EQ"), A("1")))) });

/** Rows about data messages. */
export const MESSAGE_ROWS: readonly KindRow[] = [
  {
    kind: "t3-no-reply",
    says: "Equipment did not answer S1F3 Selected Equipment Status Request sys=5 of host within T3 of 45 s",
    shown: selected().data(1, 0, "S1F3 W", 5, { text: encode(L()) }),
    near: selected().data(1, 0, "S1F3", 5, { text: encode(L()) }),
    options: HOST,
    end: 50,
  },
  {
    kind: "t3-late-reply",
    says:
      "Equipment answered S1F1 Are You There sys=5 with S1F2 after 52.1 s, 7.1 s after T3 of 45 s had run out",
    shown: selected().data(1, 0, "S1F1 W", 5).data(53.1, 1, "S1F2", 5, { text: encode(L(A("a"), A("b"))) }),
    near: selected().data(1, 0, "S1F1 W", 5).data(46, 1, "S1F2", 5, { text: encode(L(A("a"), A("b"))) }),
    options: HOST,
  },
  {
    kind: "reply-not-captured",
    says: "No reply to S1F1 Are You There sys=5 is there, but bytes of equipment are missing since",
    shown: selected().data(1, 0, "S1F1 W", 5).gap(2, 1, 20),
    near: selected().gap(0.9, 1, 20).data(1, 0, "S1F1 W", 5),
    options: HOST,
    end: 50,
  },
  {
    kind: "request-not-captured",
    says:
      "The primary that S1F2 On Line Data sys=5 of equipment answers is among the bytes missing from the capture",
    shown: selected().gap(1, 0, 14).data(2, 1, "S1F2", 5, { text: encode(L(A("a"), A("b"))) }),
    near: selected().data(1, 0, "S1F1 W", 5).gap(1, 0, 14).data(2, 1, "S1F2", 5, {
      text: encode(L(A("a"), A("b"))),
    }),
    options: HOST,
  },
  {
    kind: "session-mismatch",
    says: "Equipment answered S1F1 sys=5 with reply session id 127 for request session id 0",
    shown: selected().data(1, 0, "S1F1 W", 5, { session: 0 }).data(2, 1, "S1F2", 5, {
      session: 127,
      text: encode(L()),
    }),
    near: selected().data(1, 0, "S1F1 W", 5, { session: 127 }).data(2, 1, "S1F2", 5, {
      session: 127,
      text: encode(L()),
    }),
    options: HOST,
  },
  {
    kind: "wrong-reply",
    says: "Equipment answered S1F1 Are You There sys=5 with S1F4, where S1F2 is due",
    shown: selected().data(1, 0, "S1F1 W", 5).data(2, 1, "S1F4", 5, { text: encode(L()) }),
    near: selected().data(1, 0, "S1F1 W", 5).data(2, 1, "S1F0", 5),
    options: HOST,
  },
  {
    kind: "orphan-reply",
    says: "Equipment sent S1F4 Selected Equipment Status Data sys=6, but no such transaction is open",
    shown: selected().data(1, 0, "S1F3 W", 5, { text: encode(L()) }).data(2, 1, "S1F4", 6, {
      text: encode(L()),
    }),
    near: selected().data(2, 1, "S1F4", 6, { text: encode(L()) }).data(2.01, 0, "S1F3 W", 6, {
      text: encode(L()),
    }),
    options: HOST,
  },
  {
    kind: "second-reply",
    says:
      "Equipment sent S1F4 Selected Equipment Status Data sys=5 for S1F3 sys=5, which is not open any more",
    shown: selected().data(1, 0, "S1F3 W", 5, { text: encode(L()) }).data(2, 1, "S1F4", 5, {
      text: encode(L()),
    })
      .data(3, 1, "S1F4", 5, { text: encode(L()) }),
    near: selected().data(1, 0, "S1F3 W", 5, { text: encode(L()) }).data(2, 1, "S1F4", 5, {
      text: encode(L()),
    })
      .data(2.5, 0, "S1F3 W", 5, { text: encode(L()) }).data(3, 1, "S1F4", 5, { text: encode(L()) }),
    options: HOST,
  },
  {
    kind: "reply-without-w",
    says:
      "Equipment answered S5F3 sys=5, which has no W-bit, with S5F4 Enable/Disable Alarm Acknowledge sys=5",
    shown: selected().data(1, 0, "S5F3", 5, { text: encode(L(B(0x80), U4(1))) }).data(2, 1, "S5F4", 5, {
      text: encode(B(0)),
    }),
    near: selected().data(1, 0, "S5F3 W", 5, { text: encode(L(B(0x80), U4(1))) }).data(2, 1, "S5F4", 5, {
      text: encode(B(0)),
    }),
    options: HOST,
  },
  {
    kind: "duplicate-system-bytes",
    says:
      "Host sent S1F3 Selected Equipment Status Request sys=5 while its S1F1 sys=5 was open with the same system bytes",
    shown: selected().data(1, 0, "S1F1 W", 5).data(2, 0, "S1F3 W", 5, { text: encode(L()) }),
    near: selected().data(1, 0, "S1F1 W", 5).data(2, 1, "S1F1 W", 5),
    options: HOST,
  },
  {
    kind: "even-with-w",
    says: "Equipment sent S1F4 sys=5 with the W-bit, though it is a secondary",
    shown: selected().data(1, 0, "S1F3 W", 5, { text: encode(L()) }).data(2, 1, "S1F4 W", 5, {
      text: encode(L()),
    }),
    near: selected().data(1, 0, "S1F3 W", 5, { text: encode(L()) }).data(2, 1, "S1F4", 5, {
      text: encode(L()),
    }),
    options: HOST,
  },
  {
    kind: "w-bit",
    says: "Host sent S1F3 Selected Equipment Status Request sys=5 without the W-bit, though a reply is due",
    shown: selected().data(1, 0, "S1F3", 5, { text: encode(L()) }).data(1, 0, "S1F3", 6, {
      text: encode(L()),
    }),
    near: selected().data(1, 0, "S5F3", 5, { text: encode(L(B(0x80), U4(1))) }),
    options: HOST,
  },
  {
    kind: "stream-0",
    says: "Host sent S0F1 sys=5: there is no stream 0",
    shown: selected().data(1, 0, "S0F1 W", 5),
    near: selected().data(1, 0, "S1F1 W", 5),
    options: HOST,
  },
  {
    kind: "unknown-message",
    says: "Host sent S64F1 sys=5, which is not in the catalogue",
    shown: selected().data(1, 0, "S64F1 W", 5).data(1, 0, "S64F1 W", 6),
    near: selected().data(1, 0, "S1F1 W", 5),
    options: HOST,
  },
  {
    kind: "wrong-direction",
    says: "Host sent S6F11 Event Report Send sys=5, which it should only receive",
    shown: selected().data(1, 0, "S6F11 W", 5, { text: encode(L(U4(1), U4(2), L())) }),
    near: selected().data(1, 1, "S6F11 W", 5, { text: encode(L(U4(1), U4(2), L())) }),
    options: HOST,
  },
  {
    kind: "aborted",
    says: "Equipment aborted S1F3 Selected Equipment Status Request sys=5 by S1F0",
    shown: selected().data(1, 0, "S1F3 W", 5, { text: encode(L()) }).data(2, 1, "S1F0", 5),
    near: selected().data(1, 0, "S1F3 W", 5, { text: encode(L()) }).data(2, 1, "S1F4", 5, {
      text: encode(L()),
    }),
    options: HOST,
  },
  {
    kind: "stream-9",
    says: "Equipment answered S2F41 Host Command Send sys=5 with S9F5 Unrecognized Function Type sys=256",
    shown: selected().data(1, 0, "S2F41 W", 5, { text: encode(L(A("GO"), L())) })
      .data(2, 1, "S9F5", 0x100, { text: mhead(0x82, 41, 5) }).data(2.1, 1, "S2F0", 5),
    near: selected().data(1, 0, "S2F41 W", 5, { text: encode(L(A("GO"), L())) })
      .data(2, 1, "S9F5", 0x100, { text: mhead(0x82, 43, 5) }),
    options: HOST,
  },
  {
    kind: "stream-9-unmatched",
    says:
      "Equipment sent S9F7 Illegal Data sys=256 for S2F41 Host Command Send sys=5, which is not in the capture",
    shown: selected().data(2, 1, "S9F7", 0x100, { text: mhead(0x82, 41, 5) }),
    near: selected().data(1, 0, "S2F41", 5, { text: encode(L(A("GO"), L())) })
      .data(2, 1, "S9F7", 0x100, { text: mhead(0x82, 41, 5) }),
    options: HOST,
  },
  {
    kind: "stream-9-system-bytes",
    says: "Equipment sent S9F5 sys=5 with the system bytes of S2F41 sys=5, where new ones are due",
    shown: selected().data(1, 0, "S2F41 W", 5, { text: encode(L(A("GO"), L())) })
      .data(2, 1, "S9F5", 5, { text: mhead(0x82, 41, 5) }),
    near: selected().data(1, 0, "S2F41 W", 5, { text: encode(L(A("GO"), L())) })
      .data(2, 1, "S9F5", 6, { text: mhead(0x82, 41, 5) }),
    options: HOST,
  },
  {
    kind: "stream-9-from-host",
    says: "Host sent S9F1 Unrecognized Device ID sys=256; only the equipment sends stream 9",
    shown: selected().data(1, 1, "S1F1 W", 5).data(2, 0, "S9F1", 0x100, { text: mhead(0x81, 1, 5) }),
    near: selected().data(1, 0, "S1F1 W", 5).data(2, 1, "S9F1", 0x100, { text: mhead(0x81, 1, 5) }),
    options: HOST,
  },
  {
    kind: "undecodable",
    says:
      "The text of S1F3 Selected Equipment Status Request sys=5 of host is no SECS-II item: list too long at byte 0 of 5",
    shown: selected().data(1, 0, "S1F3 W", 5, { text: [1, 5, 0xb1, 4, 0] }),
    near: selected().data(1, 0, "S1F3 W", 5, { text: encode(L(U4(1))) }),
    options: HOST,
  },
  {
    kind: "ill-shaped",
    says:
      "The body of S2F41 Host Command Send sys=5 of host does not fit the catalogue: S2F41.parameters[1].CPNAME: expected A or an integer, found L [0], at byte 18",
    shown: selected().data(1, 0, "S2F41 W", 5, {
      text: encode(L(A("GO"), L(L(A("A"), U1(1)), L(L(), U1(1))))),
    }),
    near: selected().data(1, 0, "S2F41 W", 5, {
      text: encode(L(A("GO"), L(L(A("A"), U1(1)), L(A("B"), U1(1))))),
    }),
    options: HOST,
  },
  {
    kind: "refused",
    says:
      "Equipment refused S2F41 Host Command Send sys=5 of START with HCACK 3 (invalid parameter), CPACK 2 (illegal value) for LOTID",
    shown: selected().data(1, 0, "S2F41 W", 5, { text: encode(L(A("START"), L())) })
      .data(2, 1, "S2F42", 5, { text: encode(L(B(3), L(L(A("LOTID"), B(2))))) }),
    near: selected().data(1, 0, "S2F41 W", 5, { text: encode(L(A("START"), L())) })
      .data(2, 1, "S2F42", 5, { text: encode(L(B(0), L())) }),
    options: HOST,
  },
  {
    kind: "deferred",
    says: "Equipment answered S2F41 Host Command Send sys=5 of START with HCACK 4 (later)",
    shown: selected().data(1, 0, "S2F41 W", 5, { text: encode(L(A("START"), L())) })
      .data(2, 1, "S2F42", 5, { text: encode(L(B(4), L())) }),
    near: selected().data(1, 0, "S2F37 W", 5, { text: encode(L(BOOLEAN(true), L())) })
      .data(2, 1, "S2F38", 5, { text: encode(B(1)) }),
    options: HOST,
  },
  {
    kind: "communications-denied",
    says: "Equipment denied S1F13 Establish Communications Request sys=9 with COMMACK 1 (denied)",
    shown: selected().data(1, 0, "S1F13 W", 9, { text: encode(L()) })
      .data(2, 1, "S1F14", 9, { text: encode(L(B(1), L(A("EQ"), A("1")))) }),
    near: communicating(),
    options: HOST,
  },
  {
    kind: "not-communicating",
    says: "Equipment sent S6F11 Event Report Send sys=5 before S1F13 had established communications",
    shown: selected().data(1, 1, "S6F11 W", 5, { text: encode(L(U4(1), U4(2), L())) })
      .data(2, 1, "S6F11 W", 6, { text: encode(L(U4(1), U4(2), L())) }),
    near: communicating().data(1, 1, "S6F11 W", 5, { text: encode(L(U4(1), U4(2), L())) }),
    options: HOST,
  },
  {
    kind: "spooled",
    says: "Equipment agreed to send or purge its spool: reports that follow may be old",
    shown: communicating().data(1, 0, "S6F23 W", 5, { text: encode(U1(0)) }).data(2, 1, "S6F24", 5, {
      text: encode(B(0)),
    }),
    near: communicating().data(1, 0, "S6F23 W", 5, { text: encode(U1(0)) }).data(2, 1, "S6F24", 5, {
      text: encode(B(2)),
    }),
    options: HOST,
  },
];
