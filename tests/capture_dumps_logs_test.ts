// Captures that are texts: hex dumps as the usual tools write them, and logs with SML. Each against the messages that
// it was written from.
import { assert, assertEquals } from "@std/assert";
import type { CapturedMessage } from "../core/framing/model.ts";
import { toSmlLog } from "../core/reading/export_log.ts";
import { encodeMessage } from "../core/hsms/header.ts";
import { print } from "../core/sml/print.ts";
import { latin1Bytes } from "../core/secs2/latin1.ts";
import { decode } from "../mod.ts";
import { readAll, type Told } from "./capture_told.ts";
import { captureFile, type CaptureName, toHex } from "./captures_truth.ts";
import { test } from "./harness.ts";

const SESSION = readAll(captureFile("imp-plain.pcap"));

function read(text: string): Told {
  return readAll(latin1Bytes(text));
}

/** What of a message does not depend on how it was recorded. */
function essence({ direction, header, text }: CapturedMessage): unknown {
  return { direction, header, text: toHex(text) };
}

function wire({ header, text }: CapturedMessage): Uint8Array {
  return encodeMessage(header!, text);
}

function mustBe(told: Told, messages: readonly CapturedMessage[]): void {
  assertEquals(told.troubles, []);
  assertEquals(told.disruptions, []);
  assertEquals(told.messages.map(essence), messages.map(essence));
}

const FROM_HOST = SESSION.messages.filter(({ direction }) => direction === 0);
const STREAM = joined(FROM_HOST.map(wire));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Rows of a dump, as a tool writes them. */
function rows(bytes: Uint8Array, row: (offset: number, bytes: Uint8Array) => string, width = 16): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += width) lines.push(row(at, bytes.subarray(at, at + width)));
  return lines.join("\n") + "\n";
}

const pairs = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => toHex(Uint8Array.of(byte))).join(" ");
const characters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : ".").join("");
const hexOffset = (offset: number, digits: number): string => offset.toString(16).padStart(digits, "0");
const halves = (bytes: Uint8Array): string => `${pairs(bytes.subarray(0, 8))}  ${pairs(bytes.subarray(8))}`;
const follow = (base: number, indent: string) => (at: number, bytes: Uint8Array): string =>
  `${indent}${hexOffset(base + at, 8)}  ${halves(bytes).padEnd(49)}  ${characters(bytes)}`;

const DUMPS: Record<string, string> = {
  "xxd": rows(
    STREAM,
    (at, bytes) =>
      `${hexOffset(at, 8)}: ${toHex(bytes).replace(/(....)(?=.)/g, "$1 ").padEnd(39)}  ${characters(bytes)}`,
  ),
  "xxd -p": rows(STREAM, (_, bytes) => toHex(bytes), 30),
  "hexdump -C":
    rows(STREAM, (at, bytes) => `${hexOffset(at, 8)}  ${halves(bytes).padEnd(48)}  |${characters(bytes)}|`) +
    `${hexOffset(STREAM.length, 8)}\n`,
  "od -A x -t x1": rows(STREAM, (at, bytes) => `${hexOffset(at, 6)} ${pairs(bytes)}`) +
    `${hexOffset(STREAM.length, 6)}\n`,
  "rows without offsets, with characters": rows(
    STREAM,
    (_, bytes) => `${pairs(bytes).padEnd(47)}   ${characters(bytes)}`,
  ),
  "0x and commas": rows(STREAM, (_, bytes) => `0x${pairs(bytes).replaceAll(" ", ", 0x")}`),
  "a message a line, with its length": FROM_HOST.map((message) => pairs(wire(message))).join("\n"),
  "a message a line, without its length": FROM_HOST.map((message) => toHex(wire(message).subarray(4))).join(
    "\n",
  ),
  "a log of what was sent": FROM_HOST.map((message, i) =>
    `2026-11-21 12:00:${String(i % 60).padStart(2, "0")}.250 DEBUG > ${
      pairs(wire(message)).replaceAll(" ", ":")
    }`
  ).join("\n"),
};

for (const [name, text] of Object.entries(DUMPS)) {
  test(`hex dumps: ${name}`, () => mustBe(read(text), FROM_HOST));
}

test("hex dumps: both sides of a stream, the server's indented", () => {
  for (const indent of ["    ", "\t"]) {
    const offsets = [0, 0];
    const dump = SESSION.messages.map((message) => {
      const bytes = wire(message), { direction } = message;
      const base = offsets[direction];
      offsets[direction] += bytes.length;
      return rows(bytes, follow(base, direction === 0 ? "" : indent));
    });
    mustBe(read(`Follow: tcp,hex\nNode 0: 192.0.2.10:50123\n${dump.join("")}`), SESSION.messages);
  }
});

test("hex dumps: both sides of a stream, raw, the server's behind a tab", () => {
  const dump = SESSION.messages.map((message) =>
    `${message.direction === 0 ? "" : "\t"}${toHex(wire(message))}\n`
  );
  mustBe(read(`Follow: tcp,raw\nNode 0: 192.0.2.10:50123\n${dump.join("")}`), SESSION.messages);
});

test("hex dumps: both sides of a stream as arrays in C", () => {
  const arrays = SESSION.messages.map((message, i) => {
    const values = Array.from(wire(message), (byte) => `0x${toHex(Uint8Array.of(byte))}`);
    const lines = values.flatMap((_, at) => at % 8 === 0 ? [values.slice(at, at + 8).join(", ")] : []);
    return `char peer${message.direction}_${i}[] = { /* Packet ${i + 4} */\n${lines.join(", \n")} };\n`;
  });
  mustBe(read(arrays.join("")), SESSION.messages);
});

test("hex dumps: packets with all their headers, each from offset 0", () => {
  const packets = packetsOf(captureFile("imp-plain.pcap"));
  const dump = packets.map((packet) =>
    rows(packet, (at, bytes) => `${hexOffset(at, 4)}  ${pairs(bytes).padEnd(47)}   ${characters(bytes)}`)
  ).join("\n");
  const told = read(dump);
  mustBe(told, SESSION.messages);
  assertEquals(told.connections.map(({ client, server }) => [client, server]), [
    ["192.0.2.10:50123", "192.0.2.20:5000"],
  ]);
});

function packetsOf(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset);
  const packets: Uint8Array[] = [];
  for (let at = 24; at < file.length;) {
    const length = view.getUint32(at + 8, true);
    packets.push(file.subarray(at + 16, at + 16 + length));
    at += 16 + length;
  }
  return packets;
}

test("hex dumps: a row of * stands for the rows before it", () => {
  const zeros = encodeMessage(FROM_HOST[0].header!, latin1Bytes("\x41\x62" + "\0".repeat(98)));
  const told = read(
    `00000000  ${pairs(zeros.subarray(0, 16))}  |..|\n` +
      `00000010  ${pairs(zeros.subarray(16, 32))}  |..|\n*\n00000070  00 00\n00000072\n`,
  );
  assertEquals(told.messages.map(({ length }) => length), [110]);
});

test("hex dumps: what is no message is told with its line", () => {
  const { troubles, messages } = read(`${pairs(wire(FROM_HOST[0]))}\nde ad be ef de ad be ef de ad be ef\n`);
  assertEquals(messages.length, 1);
  assertEquals(troubles.map(({ frame, sentence }) => [frame, sentence]), [
    [2, "Cannot read line 2: its 12 bytes are no message"],
  ]);
});

const DATA = SESSION.messages.filter(({ header }) => header!.sType === 0);

/** A log that has everything of a message. */
function log(entry: (message: CapturedMessage, sml: string) => string): string {
  return DATA.map((message) => {
    const { byte2, byte3 } = message.header!;
    const sml = message.text.length === 0 ? "" : print(decode(message.text), { profile: "canonical" });
    const wait = byte2 > 127 ? " W" : "";
    return entry(message, `S${byte2 & 127}F${byte3}${wait}${sml === "" ? "" : "\n" + sml}.`);
  }).join("\n");
}

const hex8 = (number: number): string => `0x${number.toString(16).padStart(8, "0")}`;

const LOGS: Record<string, string> = {
  "arrows and roles, as canonical SML": log(({ direction, header }, sml) =>
    `2026-11-21T12:00:00.5Z ${direction === 0 ? "H->E" : "E->H"} DeviceID=${header!.session} SystemBytes=${
      header!.systemBytes
    }\n${sml}`
  ),
  "RECV and SEND in brackets": log(({ direction, header }, sml) =>
    `[${direction === 0 ? "SEND" : "RECV"}] 2026/11/21 12:00:00,500 [id:${
      hex8(header!.systemBytes)
    }] session ${header!.session}\n${sml}`
  ),
  "secs4net": log(({ direction, header }, sml) =>
    `${direction === 0 ? "-->" : "<--"} [${hex8(header!.systemBytes)}] ${
      sml.replace(/^(S\d+F\d+)/, "'$1'").replace(/\.$/, "\n.")
    } Device Id: ${header!.session}`.replace(/^(.*?)\n/, `$1 Device Id: ${header!.session}\n`)
  ),
  "secsgem": log(({ direction, header }, sml) =>
    `2026-11-21 12:00:00,500 communication ${direction === 0 ? ">" : "<"} 'header': {session_id:0x${
      header!.session.toString(16)
    }, stream:${header!.byte2 & 127}, p_type:0x00, ` +
    `s_type:0x00, system:${hex8(header!.systemBytes)}, require_response:${
      header!.byte2 > 127 ? "True" : "False"
    }}\n` +
    sml.replace(/ W(?=\n|\.|$)/, "")
  ),
  "secs4java8": log(({ direction, header }, sml) => {
    const bytes = toHex(encodeMessage(header!).subarray(4)).replace(/../g, "$& ");
    const fields = [bytes.slice(0, 5), bytes.slice(6, 11), bytes.slice(12, 17), bytes.slice(18, 29)];
    return `2026-11-21T12:00:00.5 ${direction === 0 ? "Sended" : "Receive"} HSMS-SS-Message\n[${
      fields.join("|")
    }] length: 10\n${sml}`;
  }),
  "addresses": log(({ direction, header }, sml) =>
    `# ${direction === 0 ? "Send" : "Recv"} 12:00:00.5 [ ${
      direction === 0 ? "192.168.1.51:2493 -> 192.168.1.31:500" : "192.168.1.31:500 -> 192.168.1.51:2493"
    } ] device=${header!.session} sys=${header!.systemBytes}\n${sml}`
  ),
};

for (const [name, text] of Object.entries(LOGS)) {
  test(`logs: ${name}`, () => {
    const told = read(text);
    mustBe(told, DATA);
    assertEquals([told.format, told.connections.length], ["log", 1]);
    assert(told.messages.every(({ carrier, absent }) => carrier === "log" && absent === undefined));
  });
}

test("logs: the SML that is exported reads back, times, addresses and control messages included", () => {
  const { messages, origin } = SESSION;
  const told = read(messages.map((message) => toSmlLog({ message }, { origin })).join(""));
  mustBe(told, messages);
  assertEquals(told.messages.map(({ time }) => time), messages.map(({ time }) => time - messages[0].time));
  assertEquals(told.origin, origin! + BigInt(messages[0].time));
  assertEquals(told.connections.map(({ client, server }) => [client, server]), [
    [SESSION.connections[0].client, SESSION.connections[0].server],
  ]);
});

test("logs: of exported SML the audit says what it says of the capture", () => {
  const expected: [name: CaptureName, onlyCapture: string[], onlyLog: string[]][] = [
    // that a side had closed the connection is not in a log
    ["secsgem-gem-session.pcapng", ["after-close 145"], ["crossed-separate 145"]],
    ["secs4js-session.pcapng", [], []],
  ];
  for (const [name, onlyCapture, onlyLog] of expected) {
    const told = readAll(captureFile(name), { audit: true });
    const log = told.messages.map((message) => toSmlLog({ message }, { origin: told.origin! })).join("");
    const kinds = kindsOf(told), again = kindsOf(readAll(new TextEncoder().encode(log), { audit: true }));
    assertEquals(kinds.filter((kind) => !again.includes(kind)), onlyCapture, name);
    assertEquals(again.filter((kind) => !kinds.includes(kind)), onlyLog, name);
  }
});

test("logs: control messages known by their names alone are nobody's fault", () => {
  const lines = ["-> Select.req", "<- Select.rsp", "-> Linktest.req", "-> Linktest.req", "<- Linktest.rsp"];
  const log = lines.map((line, i) => `2026-11-21 12:00:0${i} ${line}\n`).join("");
  const told = readAll(latin1Bytes(log), { audit: true });
  assertEquals(told.messages.map(({ header }) => header!.sType), [1, 2, 5, 5, 6]);
  assertEquals(kindsOf(told), []);
});

function kindsOf({ outputs }: Told): string[] {
  return outputs.flatMap((output) =>
    output.type === "finding" ? [`${output.kind} ${output.messages[0]}`] : []
  );
}

test("logs: times of all shapes, and midnight", () => {
  const times = [
    "2026-11-21T12:00:00.123456789Z",
    "2026-11-21T14:00:01+02:00",
    "2026/11/21 12:00:02,5",
    "20261121 120003.5",
    "1795262404.25",
    "1795262405250",
    "23:59:59.999",
    "00:00:00.001",
  ];
  const { origin, messages } = read(times.map((time) => `${time} SEND S1F1 W.\n`).join(""));
  assertEquals(origin, 1_795_262_400_123_456_789n);
  assertEquals(messages.map(({ time }) => origin! + BigInt(time) - 1_795_262_400_000_000_000n), [
    123_456_789n,
    1_000_000_000n,
    2_500_000_000n,
    3_500_000_000n,
    4_250_000_000n,
    5_250_000_000n,
    43_199_999_000_000n,
    43_200_001_000_000n,
  ]);
});

test("logs: what a log lacks is said", () => {
  const { messages } = read("S1F13 W\n<L>.\nS1F14\n<L <B 0> <L>>.\n");
  assertEquals(messages.map(({ direction, absent, time }) => [direction, absent, time]), [
    [0, ["session", "systemBytes"], NaN],
    [1, ["session", "systemBytes"], NaN],
  ]);
});

test("logs: control messages by name and by session type", () => {
  const { messages } = read(
    "12:00:00 SEND Select.req sys=1\n12:00:01 RECV SELECT_RSP SystemBytes=1\n" +
      "12:00:02 > 'header': {session_id:0xffff, stream:00, p_type:0x00, s_type:0x05, system:0x00000002}\n  Linktest.req\n" +
      "12:00:03 Receive HSMS-SS-Message\n[FF FF|00 00|00 06|00 00 00 02] length: 10\nLINKTEST_RSP\n",
  );
  assertEquals(messages.map(({ header, direction }) => [header!.sType, header!.systemBytes, direction]), [
    [1, 1, 0],
    [2, 1, 1],
    [5, 2, 0],
    [6, 2, 1],
  ]);
});

test("logs: a message that cannot be read is told with its line, the others are read", () => {
  const { messages, troubles } = read(
    "12:00:00 SEND S1F3 W\n<L\n  <U4 x>\n>.\n12:00:01 RECV S1F4\n<L\n  <U4 1\n12:00:02 SEND S1F1 W.\n",
  );
  assertEquals(messages.map(({ header }) => header!.byte3), [1]);
  assertEquals(troubles.map(({ frame }) => frame), [3, 5]);
});

test("logs: names of messages in sentences are no messages", () => {
  const { messages, troubles } = read(
    "waiting for S1F14 of the host\nS1F13 was not answered\nexpected S6F12\n",
  );
  assertEquals(messages, []);
  assertEquals(troubles.map(({ sentence }) => sentence), [
    "Cannot find a message in the text: there is none",
  ]);
});

test("logs: bytes beside SML are passed over, and that is said once", () => {
  const row = pairs(wire(FROM_HOST[0]));
  const { messages, troubles } = read(`12:00:00 SEND S1F1 W.\n${row}\n12:00:01 SEND S1F1 W.\n${row}\n`);
  assertEquals([messages.length, troubles.map(({ frame }) => frame)], [2, [2]]);
});

test("logs: UTF-16 and a mark at the beginning", () => {
  const text = '\ufeff12:00:00 SEND S10F3 W\r\n<L <B 0> <A "caf\u00e9">>.\r\n';
  const wide = Uint8Array.from([...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]));
  for (const told of [readAll(wide), readAll(wide, {}, () => 1)]) {
    assertEquals(told.messages.map((message) => toHex(message.text)), ["0102210100" + "4104636166e9"]);
  }
});
