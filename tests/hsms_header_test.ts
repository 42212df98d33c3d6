// The header codec, against golden bytes that were written down by hand.
import { assertEquals, assertThrows } from "@std/assert";
import {
  CONTROL_SESSION,
  controlHeader,
  dataHeader,
  encodeHeader,
  encodeMessage,
  type Header,
  HEADER_LENGTH,
  readHeader,
  readSystemBytes,
  rejectHeader,
  STYPE,
  writeHeader,
} from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import { hex, toHex } from "./hsms_frames.ts";

interface Golden {
  name: string;
  bytes: string;
  header: Header;
  text?: string;
}

const control = (sType: number, systemBytes: number, byte3 = 0, byte2 = 0, session = 0xffff): Header => ({
  session,
  byte2,
  byte3,
  pType: 0,
  sType,
  systemBytes,
});
const data = (session: number, byte2: number, byte3: number, systemBytes: number): Header => ({
  session,
  byte2,
  byte3,
  pType: 0,
  sType: 0,
  systemBytes,
});
const EQ = "0102 4106 45512D313030 4105 312E322E30";

/** Golden frames of E37's layout, one for each message and for what distinguishes it. */
const EXAMPLES: Golden[] = [
  { name: "1 Select.req", bytes: "0000000A FFFF 00 00 00 01 00000001", header: control(1, 1) },
  { name: "2 Select.rsp status 0", bytes: "0000000A FFFF 00 00 00 02 00000001", header: control(2, 1) },
  { name: "3 Select.rsp status 1", bytes: "0000000A FFFF 00 01 00 02 00000007", header: control(2, 7, 1) },
  { name: "4 Linktest.req", bytes: "0000000A FFFF 00 00 00 05 00000002", header: control(5, 2) },
  { name: "5 Linktest.rsp", bytes: "0000000A FFFF 00 00 00 06 00000002", header: control(6, 2) },
  { name: "6 Deselect.req GS", bytes: "0000000A 0001 00 00 00 03 00000005", header: control(3, 5, 0, 0, 1) },
  { name: "7 Deselect.rsp 0", bytes: "0000000A 0001 00 00 00 04 00000005", header: control(4, 5, 0, 0, 1) },
  { name: "8 Deselect.rsp 2", bytes: "0000000A 0001 00 02 00 04 00000005", header: control(4, 5, 2, 0, 1) },
  { name: "9 Separate.req", bytes: "0000000A FFFF 00 00 00 09 00000003", header: control(9, 3) },
  {
    name: "10 Reject.req 1 of an SType 11",
    bytes: "0000000A FFFF 0B 01 00 07 00000099",
    header: control(7, 0x99, 1, 11),
  },
  {
    name: "11 Reject.req 2 of a PType 5",
    bytes: "0000000A 0000 05 02 00 07 0000009A",
    header: control(7, 0x9a, 2, 5, 0),
  },
  {
    name: "12 Reject.req 3 of a Select.rsp",
    bytes: "0000000A FFFF 02 03 00 07 00000042",
    header: control(7, 0x42, 3, 2),
  },
  {
    name: "13 Reject.req 4 of data",
    bytes: "0000000A 0000 00 04 00 07 00000010",
    header: control(7, 0x10, 4, 0, 0),
  },
  { name: "14 S1F1 W", bytes: "0000000A 0000 81 01 00 00 00000010", header: data(0, 0x81, 1, 0x10) },
  {
    name: "15 S1F2 with items",
    bytes: `0000001B 0000 01 02 00 00 00000010 ${EQ}`,
    header: data(0, 1, 2, 0x10),
    text: EQ,
  },
  {
    name: "16 S1F2 L,0",
    bytes: "0000000C 0000 01 02 00 00 00000010 0100",
    header: data(0, 1, 2, 0x10),
    text: "0100",
  },
  { name: "17 S1F0", bytes: "0000000A 0000 01 00 00 00 00000010", header: data(0, 1, 0, 0x10) },
  {
    name: "18 S1F13 W L,0",
    bytes: "0000000C 0001 81 0D 00 00 00000004 0100",
    header: data(1, 0x81, 13, 4),
    text: "0100",
  },
  {
    name: "19 S1F14",
    bytes: `00000020 0001 01 0E 00 00 00000004 0102210100 ${EQ}`,
    header: data(1, 1, 14, 4),
    text: `0102210100 ${EQ}`,
  },
];

/** Messages of applications, and what a header can hold at its edges. */
const VECTORS: Golden[] = [
  {
    name: "S2F41 W remote command",
    bytes: "00000023 0001 82 29 00 00 00000020 01024105535441525401010102410450504944410452435031",
    header: data(1, 0x82, 41, 0x20),
    text: "01024105535441525401010102410450504944410452435031",
  },
  {
    name: "S6F11 W event report, system bytes with the top bit",
    bytes:
      "00000031 0001 86 0B 00 00 80000001 0103B10400000000B104000003E901010102B1040000000A010391044020000069 02FFFB250101",
    header: data(1, 0x86, 11, 0x80000001),
    text: "0103B10400000000B104000003E901010102B1040000000A01039104402000006902FFFB250101",
  },
  {
    name: "S5F1 W alarm set",
    bytes: "00000028 0001 85 01 00 00 00000030 0103210184B1040000002A41114348414D424552204F5645522054454D50",
    header: data(1, 0x85, 1, 0x30),
    text: "0103210184B1040000002A41114348414D424552204F5645522054454D50",
  },
  {
    name: "S9F3 unknown stream",
    bytes: "00000016 0001 09 03 00 00 00000077 210A0001E301000000000055",
    header: data(1, 9, 3, 0x77),
    text: "210A0001E301000000000055",
  },
  {
    name: "S9F13 conversation timeout",
    bytes: "0000001A 0001 09 0D 00 00 00000078 01024106533032463333B10400000007",
    header: data(1, 9, 13, 0x78),
    text: "01024106533032463333B10400000007",
  },
  {
    name: "S10F3 W terminal display",
    bytes: "00000016 0001 8A 03 00 00 00000031 0102210100410548454C4C4F",
    header: data(1, 0x8a, 3, 0x31),
    text: "0102210100410548454C4C4F",
  },
  {
    name: "every field at its largest",
    bytes: "0000000A FFFF FF FF FF FF FFFFFFFF",
    header: { session: 0xffff, byte2: 255, byte3: 255, pType: 255, sType: 255, systemBytes: 0xffffffff },
  },
];

/** Golden frames of secsgem's packets. */
const PACKETS: Golden[] = [
  { name: "Select.req(14)", bytes: "00:00:00:0a:ff:ff:00:00:00:01:00:00:00:0e", header: control(1, 14) },
  { name: "Select.rsp(24)", bytes: "00:00:00:0a:ff:ff:00:00:00:02:00:00:00:18", header: control(2, 24) },
  { name: "Deselect.req(1)", bytes: "00:00:00:0a:ff:ff:00:00:00:03:00:00:00:01", header: control(3, 1) },
  { name: "Deselect.rsp(1)", bytes: "00:00:00:0a:ff:ff:00:00:00:04:00:00:00:01", header: control(4, 1) },
  { name: "Linktest.req(2)", bytes: "00:00:00:0a:ff:ff:00:00:00:05:00:00:00:02", header: control(5, 2) },
  { name: "Linktest.rsp(10)", bytes: "00:00:00:0a:ff:ff:00:00:00:06:00:00:00:0a", header: control(6, 10) },
  {
    name: "Reject.req(17, SType 3, reason 4)",
    bytes: "00:00:00:0a:ff:ff:03:04:00:07:00:00:00:11",
    header: control(7, 17, 4, 3),
  },
  { name: "Separate.req(17)", bytes: "00:00:00:0a:ff:ff:00:00:00:09:00:00:00:11", header: control(9, 17) },
  {
    name: "S1F1 W, system bytes 22, session 100",
    bytes: "00:00:00:0a:00:64:81:01:00:00:00:00:00:16",
    header: data(100, 0x81, 1, 22),
  },
];

for (const [source, golden] of Object.entries({ EXAMPLES, VECTORS, PACKETS })) {
  for (const { name, bytes, header, text } of golden) {
    test(`golden ${source.toLowerCase()}: ${name} encodes and decodes`, () => {
      const wire = hex(bytes), body = hex(text ?? "");
      assertEquals(toHex(encodeMessage(header, body)), toHex(wire));
      if (text === undefined) assertEquals(toHex(encodeMessage(header)), toHex(wire));
      assertEquals(readHeader(wire, 4), header);
      assertEquals(readSystemBytes(wire, 4), header.systemBytes);
      assertEquals(toHex(encodeHeader(header)), toHex(wire.slice(4, 14)));
      assertEquals(toHex(wire.slice(14)), toHex(body));
    });
  }
}

test("header: the golden headers are what the named builders give", () => {
  assertEquals(controlHeader(STYPE.SELECT_REQ, 14), PACKETS[0].header);
  assertEquals(controlHeader(STYPE.SELECT_RSP, 7, CONTROL_SESSION, 1), EXAMPLES[2].header);
  assertEquals(controlHeader(STYPE.DESELECT_RSP, 5, 1, 2), EXAMPLES[7].header);
  const s1f1 = { session: 100, stream: 1, function: 1, replyExpected: true, systemBytes: 22 };
  assertEquals(dataHeader(s1f1), PACKETS[8].header);
  assertEquals(dataHeader({ ...s1f1, replyExpected: false }).byte2, 1);
});

test("header: a Reject.req echoes session and system bytes, and names the SType or, for reason 2, the PType", () => {
  const sType11: Header = { session: 0xffff, byte2: 3, byte3: 4, pType: 0, sType: 11, systemBytes: 0x99 };
  assertEquals(rejectHeader(sType11, 1), EXAMPLES[9].header);
  const pType5: Header = { session: 0, byte2: 0x81, byte3: 1, pType: 5, sType: 0, systemBytes: 0x9a };
  assertEquals(rejectHeader(pType5, 2), EXAMPLES[10].header);
  const both: Header = { session: 9, byte2: 0, byte3: 0, pType: 5, sType: 11, systemBytes: 1 };
  assertEquals(rejectHeader(both, 2).byte2, 5);
  assertEquals(rejectHeader(both, 1).byte2, 11);
  assertEquals(rejectHeader(control(STYPE.SELECT_RSP, 0x42), 3), EXAMPLES[11].header);
  assertEquals(rejectHeader(data(0, 0x81, 1, 0x10), 4), EXAMPLES[12].header);
});

test("header: reading and writing at an offset touches ten bytes and no others", () => {
  const bytes = new Uint8Array(20).fill(0xee);
  const header = {
    session: 0x1234,
    byte2: 0x56,
    byte3: 0x78,
    pType: 0x9a,
    sType: 0xbc,
    systemBytes: 0xdef01122,
  };
  writeHeader(header, bytes, 5);
  assertEquals(toHex(bytes), "EEEEEEEEEE123456789ABCDEF01122EEEEEEEEEE");
  assertEquals(readHeader(bytes, 5), header);
  assertEquals(readSystemBytes(bytes, 5), 0xdef01122);
  assertEquals(HEADER_LENGTH, 10);
});

test("header: fewer than ten bytes cannot be read", () => {
  for (const [length, offset] of [[0, 0], [9, 0], [13, 4], [10, 1], [3, 8]]) {
    assertThrows(() => readHeader(new Uint8Array(length), offset), RangeError, "Cannot read a header");
  }
});

const WIDEST: Record<keyof Header, number> = {
  session: 0xffff,
  byte2: 0xff,
  byte3: 0xff,
  pType: 0xff,
  sType: 0xff,
  systemBytes: 0xffffffff,
};

for (const [field, most] of Object.entries(WIDEST)) {
  test(`header: ${field} outside 0 to ${most} throws RangeError`, () => {
    const zero: Header = { session: 0, byte2: 0, byte3: 0, pType: 0, sType: 0, systemBytes: 0 };
    for (const value of [-1, most + 1, 0.5, NaN, Infinity]) {
      const bad = { ...zero, [field]: value };
      assertThrows(() => encodeHeader(bad), RangeError, `Cannot encode a header: ${field} ${value}`);
      assertThrows(() => encodeMessage(bad), RangeError, `Cannot encode a header: ${field} ${value}`);
    }
    for (const value of [0, 1, most]) {
      assertEquals(readHeader(encodeHeader({ ...zero, [field]: value }))[field as keyof Header], value);
    }
  });
}

test("header: a stream beyond 127 or a function beyond 255 throws RangeError", () => {
  const message = { session: 0, stream: 1, function: 1, replyExpected: true, systemBytes: 1 };
  for (const stream of [-1, 128, 1.5, NaN]) {
    assertThrows(() => dataHeader({ ...message, stream }), RangeError, "stream");
  }
  for (const fn of [-1, 256, 1.5, NaN]) {
    assertThrows(() => dataHeader({ ...message, function: fn }), RangeError, "function");
  }
  assertEquals(dataHeader({ ...message, stream: 127, function: 255 }).byte2, 0xff);
});
