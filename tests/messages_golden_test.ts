// Messages of the catalogue as bytes that were worked out by hand from the standards, with the header before them.
import { assertEquals } from "@std/assert";
import { encodeMessage, readHeader } from "../core/hsms/header.ts";
import { ALCD, HCACK, TID } from "../core/messages/mod.ts";
import * as s from "../core/messages/mod.ts";
import type { AnyMessage, BuiltMessage } from "../core/messages/message.ts";
import { A, BOOLEAN, F4, I2, U4 } from "../core/secs2/build.ts";
import { fromHex, toHex } from "./captures_truth.ts";
import { test } from "./harness.ts";

interface Golden {
  readonly message: AnyMessage;
  readonly body?: unknown;
  readonly session: number;
  readonly systemBytes: number;
  readonly hex: string;
}

const EQUIPMENT = { MDLN: "EQ-100", SOFTREV: "1.2.0" };
const MHEAD = fromHex("0001E301000000000055");

const GOLDEN: readonly Golden[] = [
  { message: s.S1F1, session: 0, systemBytes: 0x10, hex: "0000000A 00008101 0000 00000010" },
  {
    message: s.S1F2,
    body: EQUIPMENT,
    session: 0,
    systemBytes: 0x10,
    hex: "0000001B 00000102 0000 00000010 0102410645512D3130304105312E322E30",
  },
  { message: s.S1F2, session: 0, systemBytes: 0x10, hex: "0000000C 00000102 0000 00000010 0100" },
  { message: s.S1F0, session: 0, systemBytes: 0x10, hex: "0000000A 00000100 0000 00000010" },
  { message: s.S1F13, session: 1, systemBytes: 4, hex: "0000000C 0001810D 0000 00000004 0100" },
  {
    message: s.S1F14,
    body: { COMMACK: s.COMMACK.ACCEPTED, equipment: EQUIPMENT },
    session: 1,
    systemBytes: 4,
    hex: "00000020 0001010E 0000 00000004 01022101000102410645512D3130304105312E322E30",
  },
  {
    message: s.S2F41,
    body: { RCMD: "START", parameters: [{ CPNAME: "PPID", CPVAL: A("RCP1") }] },
    session: 1,
    systemBytes: 0x20,
    hex: "00000023 00018229 0000 00000020 010241055354415254010101024104505049444104524350 31",
  },
  {
    message: s.S6F11,
    body: { DATAID: 0, CEID: 1001, reports: [{ RPTID: 10, values: [F4(2.5), I2(-5), BOOLEAN(true)] }] },
    session: 1,
    systemBytes: 0x80000001,
    hex: "00000031 0001860B 0000 80000001 0103B10400000000B104000003E901010102B1040000000A0103910440200000" +
      "6902FFFB250101",
  },
  {
    message: s.S5F1,
    body: { ALCD: ALCD.SET + ALCD.PARAMETER_CONTROL_ERROR, ALID: 42, ALTX: "CHAMBER OVER TEMP" },
    session: 1,
    systemBytes: 0x30,
    hex: "00000028 00018501 0000 00000030 0103210184B1040000002A41114348414D424552204F5645522054454D50",
  },
  {
    message: s.S9F3,
    body: MHEAD,
    session: 1,
    systemBytes: 0x77,
    hex: "00000016 00010903 0000 00000077 210A0001E301000000000055",
  },
  {
    message: s.S9F13,
    body: { MEXP: "S02F33", EDID: U4(7) },
    session: 1,
    systemBytes: 0x78,
    hex: "0000001A 0001090D 0000 00000078 01024106533032463333B10400000007",
  },
  {
    message: s.S10F3,
    body: { TID: TID.MAIN, TEXT: "HELLO" },
    session: 1,
    systemBytes: 0x31,
    hex: "00000016 00018A03 0000 00000031 0102210100410548454C4C4F",
  },
];

test("messages are built as worked out by hand", () => {
  for (const { message, body, session, systemBytes, hex } of GOLDEN) {
    const built = message.build(body);
    assertEquals(toHex(framed(built, session, systemBytes)), plain(hex), message.id);
  }
});

test("messages worked out by hand are read as they were built", () => {
  for (const { message, body, hex } of GOLDEN) {
    const bytes = fromHex(plain(hex));
    const { byte2, byte3 } = readHeader(bytes, 4);
    assertEquals([byte2 & 0x7f, byte3], [message.stream, message.function]);
    const read = message.read(bytes.subarray(14));
    assertEquals(message.text(read), message.text(body), message.id);
  }
});

test("a body is read as it was given, its ids with the format they came in", () => {
  const command = { RCMD: "START", parameters: [{ CPNAME: "PPID", CPVAL: A("RCP1") }] };
  assertEquals(s.S2F41.read(s.S2F41.build(command)), command);
  const event = { DATAID: 0, CEID: 1001, reports: [{ RPTID: 10, values: [F4(2.5)] }] };
  assertEquals(s.S6F11.read(s.S6F11.build(event)), {
    DATAID: { format: "U4", value: 0 },
    CEID: { format: "U4", value: 1001 },
    reports: [{ RPTID: { format: "U4", value: 10 }, values: [F4(2.5)] }],
  });
});

test("codes have names, and unknown ones stay readable", () => {
  assertEquals([HCACK.DONE, HCACK.LATER], [0, 4]);
  assertEquals([0, 4, 7, 70, 200].map((code) => HCACK.name(code)), [
    "DONE",
    "LATER",
    "error 7",
    "error 70",
    "error 200",
  ]);
  assertEquals([0x84, 4, 0x80, 0x94].map((code) => ALCD.name(code)), [
    "SET PARAMETER_CONTROL_ERROR",
    "PARAMETER_CONTROL_ERROR",
    "SET",
    "SET error 20",
  ]);
  assertEquals(s.BLKDEF.name(-1), "TERMINATE");
  assertEquals([s.ERRCODE.name(50), s.ERRCODE.name(32768), s.ERRCODE.name(64)], [
    "MISSING_CARRIER",
    "LATER",
    "error 64",
  ]);
});

/** What 0 means, in the word that the tables of the standards have for it. */
const ZERO: Readonly<Record<string, readonly { name(code: number): string }[]>> = {
  OK: [
    ...[s.EAC, s.TIAACK, s.SPAACK, s.CSAACK, s.TIACK, s.DRACK, s.LRACK, s.ERACK, s.RSPACK, s.VLAACK, s.RSDA],
    ...[s.PPGNT, s.ACKC13, s.GRNT1, s.OBJACK, s.DATAACK],
  ],
  ACCEPTED: [s.COMMACK, s.ONLACK, s.ACKC3, s.ACKC5, s.ACKC6, s.ACKC7, s.ACKC7A, s.MIDAC],
  ACKNOWLEDGED: [s.OFLACK],
  DONE: [s.HCACK, s.CMDA, s.RMACK, s.CAACK, s.RPMACK],
  WILL_BE_DONE: [s.RAC],
  GRANTED: [s.GRANT, s.GRANT6],
  NO_ERROR: [s.CEPACK],
  NONE: [s.ERRCODE],
  RECEIVED: [s.SDACK, s.MDACK],
  DISPLAYED: [s.ACKC10],
};

test("an acknowledge code of 0 has the word of the standard", () => {
  for (const [name, codes] of Object.entries(ZERO)) {
    for (const code of codes) assertEquals(code.name(0), name);
  }
});

function framed(built: BuiltMessage, session: number, systemBytes: number): Uint8Array {
  const byte2 = built.stream | (built.replyExpected ? 0x80 : 0);
  const header = { session, byte2, byte3: built.function, pType: 0, sType: 0, systemBytes };
  return encodeMessage(header, built.text);
}

function plain(hex: string): string {
  return hex.replaceAll(" ", "").toLowerCase();
}
