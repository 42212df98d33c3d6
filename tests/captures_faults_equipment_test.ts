// A captured client that breaks rules, replayed against our equipment.
import { GENERIC } from "../core/hsms/options.ts";
import {
  CONNECTED,
  GONE,
  lost,
  type Row,
  selected,
  SEPARATED,
  testRows,
  UNSELECTED_GONE,
} from "./captures_faults.ts";

function deselected(): string[] {
  return [
    "deselected 10",
    "SELECTED to NOT SELECTED: Deselect.req received",
    "write Deselect.rsp status 0 (Communication Ended) session 65535 system bytes 0x00000901",
    "fault: entity not selected",
    "write Reject.req of Data, reason 4 (Entity Not Selected) session 10 system bytes 0x00000902",
  ];
}

const EQUIPMENT: readonly Row[] = [
  {
    connection: 0,
    what: "a client that never selects is closed by T7",
    lines: [CONNECTED, "T7 timeout", "NOT SELECTED to NOT CONNECTED: T7", "disconnect"],
    closes: ["start", 10_000],
    same: true,
  },
  {
    connection: 1,
    what: "20 of 30 bytes and silence are closed by T8",
    lines: [...selected("00000200"), "T8 timeout", ...lost("T8"), "disconnect"],
    closes: ["receipt", 5000],
    same: true,
  },
  {
    connection: 2,
    what: "a request of session id 0 is answered in session 0",
    lines: [
      ...selected("00000300"),
      "message S1F1 W session 0 0x302",
      "write S1F2 session 0 system bytes 0x00000302",
      ...SEPARATED,
    ],
    closes: ["receipt", 0],
  },
  {
    connection: 3,
    what: "a second connection is refused with Select status 3 and closed",
    options: { onSelect: () => 3 },
    lines: [
      CONNECTED,
      "NOT SELECTED to NOT CONNECTED: Select refused",
      "write Select.rsp status 3 (Connect Exhaust) session 65535 system bytes 0x00000301",
      "disconnect",
    ],
    closes: ["receipt", 0],
    same: true,
  },
  {
    connection: 4,
    what: "data before select is rejected with reason 4",
    lines: [
      CONNECTED,
      "fault: entity not selected",
      "write Reject.req of Data, reason 4 (Entity Not Selected) session 0 system bytes 0x00000401",
      UNSELECTED_GONE,
    ],
  },
  {
    connection: 4,
    what: "data before select ends a strict connection",
    options: { strict: true },
    lines: [
      CONNECTED,
      "fault: entity not selected",
      "NOT SELECTED to NOT CONNECTED: protocol violation",
      "disconnect",
    ],
    closes: ["receipt", 0],
  },
  {
    connection: 5,
    what: "a linktest before select is answered",
    lines: [CONNECTED, "write Linktest.rsp session 65535 system bytes 0x00000411", UNSELECTED_GONE],
    same: true,
  },
  {
    connection: 6,
    what: "a second Select.req is answered with status 1 and changes nothing",
    lines: [
      ...selected("00000500"),
      "write Select.rsp status 1 (Communication Already Active) session 65535 system bytes 0x00000501",
      "message S1F1 W session 0 0x502",
      "write S1F2 session 0 system bytes 0x00000502",
      ...SEPARATED,
    ],
    closes: ["receipt", 0],
  },
  {
    connection: 7,
    what: "session id 99 is the application's affair, and the answer keeps it",
    lines: [
      ...selected("00000600"),
      "message S1F1 W session 99 0x601",
      "write S1F2 session 99 system bytes 0x00000601",
      "message S1F1 W session 10 0x602",
      "write S1F2 session 10 system bytes 0x00000602",
      ...SEPARATED,
    ],
    closes: ["receipt", 0],
  },
  {
    connection: 8,
    what: "SType 8 is rejected with reason 1",
    lines: [
      ...selected("00000700"),
      "fault: SType not supported",
      "write Reject.req of SType 8, reason 1 (SType Not Supported) session 65535 system bytes 0x00000701",
      ...GONE,
    ],
    same: true,
  },
  {
    connection: 9,
    what: "data of PType 1 is rejected with reason 2, not delivered",
    lines: [
      ...selected("00000710"),
      "fault: PType not supported",
      "write Reject.req of PType 1, reason 2 (PType Not Supported) session 10 system bytes 0x00000711",
      ...GONE,
    ],
  },
  {
    connection: 10,
    what: "a linktest of PType 1 is rejected with reason 2, not answered",
    lines: [
      ...selected("00000720"),
      "fault: PType not supported",
      "write Reject.req of PType 1, reason 2 (PType Not Supported) session 65535 system bytes 0x00000721",
      ...GONE,
    ],
  },
  {
    connection: 11,
    what: "an orphan Linktest.rsp is rejected with reason 3",
    lines: [
      ...selected("00000800"),
      "fault: transaction not open",
      "write Reject.req of Linktest.rsp, reason 3 (Transaction Not Open) session 65535 system bytes 0x00000801",
      ...GONE,
    ],
    same: true,
  },
  {
    connection: 12,
    what: "Deselect in HSMS-SS is answered and reported, data after it rejected, a second one has status 1",
    lines: [
      ...selected("00000900"),
      "fault: Deselect.req in HSMS-SS",
      ...deselected(),
      "fault: Deselect.req in HSMS-SS",
      "write Deselect.rsp status 1 (Communication Not Established) session 65535 system bytes 0x00000903",
      UNSELECTED_GONE,
    ],
  },
  {
    connection: 12,
    what: "Deselect under E37 alone is no fault",
    options: { profile: GENERIC },
    lines: [
      ...selected("00000900"),
      ...deselected(),
      "write Deselect.rsp status 1 (Communication Not Established) session 65535 system bytes 0x00000903",
      UNSELECTED_GONE,
    ],
  },
  {
    connection: 13,
    what: "a length of 9 closes the connection",
    lines: [...selected("00000a00"), "fault: length below 10", ...lost("bad length"), "disconnect"],
    closes: ["receipt", 0],
    same: true,
  },
  {
    connection: 14,
    what: "texts that do not decode are delivered like any other",
    lines: [
      ...selected("00000b00"),
      "message S1F3 W session 10 0xb01 5 bytes",
      "message S1F3 W session 10 0xb02 5 bytes",
      "message S1F1 W session 10 0xb03",
      "write S1F2 session 10 system bytes 0x00000b03",
      ...GONE,
    ],
    same: true,
  },
  {
    connection: 15,
    what: "a linktest without answer closes the connection after T6",
    lines: [
      ...selected("00000c00"),
      "write Linktest.req session 65535 system bytes 0x00050001",
      "Linktest.req T6",
      "T6 timeout",
      ...lost("T6"),
      "disconnect",
    ],
    closes: ["sending", 5000],
    same: true,
  },
];

testRows("equipment", EQUIPMENT);
