// The names of HSMS's numbers, and a header on one line.
import { assertEquals } from "@std/assert";
import {
  describeHeader,
  DESELECT_STATUS,
  deselectStatusName,
  type Header,
  headerFields,
  pTypeName,
  readHeader,
  REJECT_REASON,
  rejectReasonName,
  SELECT_STATUS,
  selectStatusName,
  STYPE,
  sTypeName,
} from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import { hex } from "./hsms_frames.ts";

test("names: every SType and PType", () => {
  const known = Object.entries(STYPE).map(([key, sType]) => [key, sType, sTypeName(sType)]);
  assertEquals(known, [
    ["DATA", 0, "Data"],
    ["SELECT_REQ", 1, "Select.req"],
    ["SELECT_RSP", 2, "Select.rsp"],
    ["DESELECT_REQ", 3, "Deselect.req"],
    ["DESELECT_RSP", 4, "Deselect.rsp"],
    ["LINKTEST_REQ", 5, "Linktest.req"],
    ["LINKTEST_RSP", 6, "Linktest.rsp"],
    ["REJECT_REQ", 7, "Reject.req"],
    ["SEPARATE_REQ", 9, "Separate.req"],
  ]);
  for (const sType of [8, 10, 11, 127, 128, 255]) assertEquals(sTypeName(sType), `SType ${sType}`);
  assertEquals(pTypeName(0), "SECS-II");
  for (const pType of [1, 127, 128, 255]) assertEquals(pTypeName(pType).startsWith(`PType ${pType}`), true);
});

test("names: every Select.rsp status", () => {
  assertEquals(
    Object.entries(SELECT_STATUS).map(([key, status]) => [key, status, selectStatusName(status)]),
    [
      ["COMMUNICATION_ESTABLISHED", 0, "Communication Established"],
      ["COMMUNICATION_ALREADY_ACTIVE", 1, "Communication Already Active"],
      ["CONNECTION_NOT_READY", 2, "Connection Not Ready"],
      ["CONNECT_EXHAUST", 3, "Connect Exhaust"],
      ["NO_SUCH_ENTITY", 4, "No Such Entity"],
      ["ENTITY_IN_USE", 5, "Entity In Use"],
      ["ENTITY_ALREADY_SELECTED", 6, "Entity Already Selected"],
    ],
  );
  for (const status of [7, 127]) {
    assertEquals(selectStatusName(status), `Status ${status} (subsidiary standard)`);
  }
  for (const status of [128, 255]) assertEquals(selectStatusName(status), `Status ${status} (local)`);
});

test("names: every Deselect.rsp status", () => {
  const known = Object.entries(DESELECT_STATUS);
  assertEquals(known.map(([key, status]) => [key, status, deselectStatusName(status)]), [
    ["COMMUNICATION_ENDED", 0, "Communication Ended"],
    ["COMMUNICATION_NOT_ESTABLISHED", 1, "Communication Not Established"],
    ["COMMUNICATION_BUSY", 2, "Communication Busy"],
  ]);
  for (const status of [3, 127]) {
    assertEquals(deselectStatusName(status), `Status ${status} (subsidiary standard)`);
  }
  for (const status of [128, 255]) assertEquals(deselectStatusName(status), `Status ${status} (local)`);
});

test("names: every Reject.req reason; 5 to 127 are of subsidiary standards, 0 and 128 to 255 local", () => {
  assertEquals(
    Object.entries(REJECT_REASON).map(([key, reason]) => [key, reason, rejectReasonName(reason)]),
    [
      ["STYPE_NOT_SUPPORTED", 1, "SType Not Supported"],
      ["PTYPE_NOT_SUPPORTED", 2, "PType Not Supported"],
      ["TRANSACTION_NOT_OPEN", 3, "Transaction Not Open"],
      ["ENTITY_NOT_SELECTED", 4, "Entity Not Selected"],
    ],
  );
  for (const reason of [5, 127]) {
    assertEquals(rejectReasonName(reason), `Reason ${reason} (subsidiary standard)`);
  }
  for (const reason of [0, 128, 255]) assertEquals(rejectReasonName(reason), `Reason ${reason} (local)`);
});

test("names: no number makes a name throw or empty", () => {
  for (let n = 0; n < 256; n++) {
    for (const name of [sTypeName, pTypeName, selectStatusName, deselectStatusName, rejectReasonName]) {
      assertEquals(name(n).length > 0, true);
    }
    const odd: Header = { session: 1, byte2: n, byte3: n, pType: n, sType: n, systemBytes: n };
    assertEquals(describeHeader(odd).includes("session 1"), true);
  }
});

const PRINTED: [string, string][] = [
  ["0000 81 01 00 00 00000010", "S1F1 W session 0 system bytes 0x00000010"],
  ["0000 01 00 00 00 00000010", "S1F0 session 0 system bytes 0x00000010"],
  ["0001 86 0B 00 00 80000001", "S6F11 W session 1 system bytes 0x80000001"],
  ["0000 81 01 05 00 0000009A", "S1F1 W PType 5 session 0 system bytes 0x0000009a"],
  ["FFFF 00 00 00 01 00000001", "Select.req session 65535 system bytes 0x00000001"],
  [
    "FFFF 00 01 00 02 00000007",
    "Select.rsp status 1 (Communication Already Active) session 65535 system bytes 0x00000007",
  ],
  [
    "0001 00 02 00 04 00000005",
    "Deselect.rsp status 2 (Communication Busy) session 1 system bytes 0x00000005",
  ],
  ["FFFF 00 00 00 05 00000002", "Linktest.req session 65535 system bytes 0x00000002"],
  [
    "0000 05 02 00 07 0000009A",
    "Reject.req of PType 5, reason 2 (PType Not Supported) session 0 system bytes 0x0000009a",
  ],
  [
    "FFFF 02 03 00 07 00000042",
    "Reject.req of Select.rsp, reason 3 (Transaction Not Open) session 65535 system bytes 0x00000042",
  ],
  ["FFFF 00 00 00 0B 00000099", "SType 11 session 65535 system bytes 0x00000099"],
];

test("printing: every field by its name", () => {
  assertEquals(
    headerFields(readHeader(hex("0064 81 01 00 00 00000016"))),
    "session 100, stream 1, function 1, reply expected true, PType 0 (SECS-II), SType 0 (Data), " +
      "system bytes 0x00000016",
  );
  assertEquals(
    headerFields(readHeader(hex("FFFF 03 04 00 07 00000011"))),
    "session 65535, byte 2 3, byte 3 4, PType 0 (SECS-II), SType 7 (Reject.req), system bytes 0x00000011",
  );
});

test("printing: one line tells type, function, stream, W-bit, unusual PType, session and system bytes", () => {
  for (const [bytes, line] of PRINTED) assertEquals(describeHeader(readHeader(hex(bytes))), line);
});
