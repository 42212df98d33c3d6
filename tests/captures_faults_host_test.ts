// A captured equipment, facing a client that breaks rules, replayed against our host.
import { GENERIC } from "../core/hsms/options.ts";
import {
  CONNECTED,
  GONE,
  type Row,
  selects,
  separates,
  testRows,
  UNSELECTED_GONE,
} from "./captures_faults.ts";

// Where the captured client broke a rule that our host cannot break, the equipment answers what was never sent.
const HOST: readonly Row[] = [
  {
    connection: 1,
    what: "a connection closed by the equipment ends the session",
    lines: [...selects("00000200"), ...GONE],
  },
  {
    connection: 2,
    what: "a reply of another session id is reported and accepted",
    lines: [
      ...selects("00000300"),
      "write S1F1 W session 0 system bytes 0x00000302",
      "fault: session of reply differs",
      "reply S1F2 session 10 0x302 18 bytes",
      ...separates("00000303"),
    ],
    closes: ["sending", 0],
    same: true,
  },
  {
    connection: 3,
    what: "Select status 3 closes the connection",
    lines: [
      CONNECTED,
      "write Select.req session 65535 system bytes 0x00000301",
      "Select.req answered 3",
      "NOT SELECTED to NOT CONNECTED: Select refused",
      "disconnect",
    ],
    closes: ["receipt", 0],
    same: true,
  },
  {
    connection: 4,
    what: "a Reject.req of nothing we sent is reported, not answered",
    lines: [CONNECTED, "rejected: reason 4", "fault: unexpected Reject.req", UNSELECTED_GONE],
  },
  {
    connection: 5,
    what: "a Linktest.rsp without a request is rejected with reason 3",
    lines: [
      CONNECTED,
      "fault: transaction not open",
      "write Reject.req of Linktest.rsp, reason 3 (Transaction Not Open) session 65535 system bytes 0x00000411",
      UNSELECTED_GONE,
    ],
  },
  {
    connection: 6,
    what: "a Select.rsp without a request is rejected with reason 3, the session goes on",
    lines: [
      ...selects("00000500"),
      "fault: transaction not open",
      "write Reject.req of Select.rsp, reason 3 (Transaction Not Open) session 65535 system bytes 0x00000501",
      "write S1F1 W session 0 system bytes 0x00000502",
      "fault: session of reply differs",
      "reply S1F2 session 10 0x502 18 bytes",
      ...separates("00000503"),
    ],
    closes: ["sending", 0],
  },
  {
    connection: 7,
    what: "a reply of session 10 to a request of session 99 is reported and accepted",
    lines: [
      ...selects("00000600"),
      "write S1F1 W session 99 system bytes 0x00000601",
      "fault: session of reply differs",
      "reply S1F2 session 10 0x601 18 bytes",
      "write S1F1 W session 10 system bytes 0x00000602",
      "reply S1F2 session 10 0x602 18 bytes",
      ...separates("00000603"),
    ],
    closes: ["sending", 0],
    same: true,
  },
  {
    connection: 8,
    what: "a Reject.req of an SType we did not send leaves the session as it is",
    lines: [...selects("00000700"), "rejected: reason 1", "fault: unexpected Reject.req", ...GONE],
  },
  {
    connection: 10,
    what: "a linktest is answered",
    lines: [
      ...selects("00000720"),
      "write Linktest.req session 65535 system bytes 0x00000721",
      "Linktest.req answered 0",
      ...GONE,
    ],
  },
  {
    connection: 12,
    what: "under E37 alone Deselect ends the session, a second one is refused here",
    options: { profile: GENERIC },
    lines: [
      ...selects("00000900"),
      "write Deselect.req session 65535 system bytes 0x00000901",
      "Deselect.req answered 0",
      "deselected 10",
      "SELECTED to NOT SELECTED: Deselect.rsp received",
      "rejected: reason 4",
      "fault: unexpected Reject.req",
      "fault: transaction not open",
      "write Reject.req of Deselect.rsp, reason 3 (Transaction Not Open) session 65535 system bytes 0x00000903",
      UNSELECTED_GONE,
    ],
  },
  {
    connection: 12,
    what: "Reject.req with reason 4 ends the request it names at once",
    lines: [
      ...selects("00000900"),
      "fault: transaction not open",
      "write Reject.req of Deselect.rsp, reason 3 (Transaction Not Open) session 65535 system bytes 0x00000901",
      "write S1F1 W session 10 system bytes 0x00000902",
      "rejected: reason 4",
      "no reply to S1F1 0x902: rejected",
      "fault: transaction not open",
      "write Reject.req of Deselect.rsp, reason 3 (Transaction Not Open) session 65535 system bytes 0x00000903",
      ...GONE,
    ],
  },
  {
    connection: 14,
    what: "requests without an answer end with the connection, the one answered before them",
    lines: [
      ...selects("00000b00"),
      "write S1F3 W session 10 system bytes 0x00000b01",
      "write S1F3 W session 10 system bytes 0x00000b02",
      "write S1F1 W session 10 system bytes 0x00000b03",
      "reply S1F2 session 10 0xb03 18 bytes",
      "no reply to S1F3 0xb01: disconnected",
      "no reply to S1F3 0xb02: disconnected",
      ...GONE,
    ],
    same: true,
  },
  {
    connection: 15,
    what: "a linktest of the equipment is answered, as the captured client did not",
    lines: [...selects("00000c00"), "write Linktest.rsp session 65535 system bytes 0x00050001", ...GONE],
  },
];

testRows("host", HOST);
