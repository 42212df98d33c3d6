// Every message that the HSMS dissector of tshark shows in the captures, beside ours, field by field, items included.
// `npm test` finds or installs tshark and says in FABWIRE_TSHARK which; where it says nothing there are no tests.
import { assert, assertEquals } from "@std/assert";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { CapturedMessage } from "../core/framing/model.ts";
import { ItemReader } from "../core/secs2/reader.ts";
import { decode, DecodeError, FORMATS } from "../mod.ts";
import { readAll } from "./capture_told.ts";
import { captureFile, type CaptureName, CAPTURES, FOLDER } from "./captures_truth.ts";
import { test } from "./harness.ts";

const TSHARK = process.env.FABWIRE_TSHARK;

/** Messages that tshark does not take for HSMS: SType 8, and a length below 10. */
const DECLINED: Partial<Record<CaptureName, number>> = { "secs4js-faults.pcapng": 2 };
/** tshark follows HSMS no further behind a gap. */
const LOSES_TRACK: readonly CaptureName[] = ["imp-gap.pcap"];

const FIELDS = [
  "frame.number",
  "hsms.length",
  "hsms.header.sessionid",
  "hsms.header.ptype",
  "hsms.header.stype",
  "hsms.header.system",
  "hsms.header.wbit",
  "hsms.header.stream",
  "hsms.header.function",
  "hsms.header.statusbyte2",
  "hsms.header.statusbyte3",
  "hsms.data.item.format",
  "hsms.data.item.length",
] as const;

/** The HSMS messages of each frame, as rows of numbers: what of them tshark shows, in its order. */
function theirs(name: CaptureName, port: number): Map<number, number[][]> {
  const args = ["-n", "-r", fileURLToPath(new URL(name, FOLDER)), "-d", `tcp.port==${port},hsms`];
  const options = ["-o", "tcp.reassemble_out_of_order:TRUE", "-Y", "hsms.length", "-T", "fields"];
  const { stdout, status } = spawnSync(
    TSHARK!,
    [...args, ...options, ...FIELDS.flatMap((field) => ["-e", field])],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  assertEquals(status, 0);
  const frames = stdout.split("\n").filter((line) => line !== "").map((line) =>
    line.split("\t").map((values) => values === "" ? [] : values.split(",").map(Number))
  );
  return new Map(frames.map(([[frame], ...columns]) => [frame, columns]));
}

/** The same of ours. */
function columnsOf(messages: readonly CapturedMessage[]): number[][] {
  const headers = messages.map(({ header }) => header!);
  const data = headers.filter(({ sType }) => sType === 0),
    control = headers.filter(({ sType }) => sType !== 0);
  const items = !areItems(messages)
    ? []
    : messages.filter(({ header }) => header!.sType === 0).flatMap(({ text }) => itemsOf(text));
  return [
    messages.map(({ length }) => length),
    headers.map(({ session }) => session),
    headers.map(({ pType }) => pType),
    headers.map(({ sType }) => sType),
    headers.map(({ systemBytes }) => systemBytes),
    data.map(({ byte2 }) => byte2 >> 7),
    data.map(({ byte2 }) => byte2 & 127),
    data.map(({ byte3 }) => byte3),
    control.map(({ byte2 }) => byte2),
    control.map(({ byte3 }) => byte3),
    items.map(({ format }) => format),
    items.map(({ length }) => length),
  ];
}

/** The items that tshark shows: none behind a J. */
function itemsOf(text: Uint8Array): { format: number; length: number }[] {
  const items: { format: number; length: number }[] = [];
  const reader = new ItemReader(text, { depth: 100 });
  while (text.length > 0 && reader.next()) {
    items.push({ format: FORMATS[reader.format].code, length: reader.length });
    if (reader.format === "J") break;
  }
  return items;
}

/** Whether all texts are items: of others tshark shows what it takes for them. */
function areItems(messages: readonly CapturedMessage[]): boolean {
  return messages.every(({ text }) => {
    try {
      return text.length === 0 || decode(text, { depth: 100 }) !== undefined;
    } catch (error) {
      assert(error instanceof DecodeError, `${error}`);
      return false;
    }
  });
}

function byFrame(messages: readonly CapturedMessage[]): Map<number, CapturedMessage[]> {
  const frames = new Map<number, CapturedMessage[]>();
  for (const message of messages) frames.set(message.frame, [...frames.get(message.frame) ?? [], message]);
  return frames;
}

function mustAgree(name: CaptureName): void {
  const { messages, connections } = readAll(captureFile(name));
  const port = Number(connections[0].server.split(":").at(-1));
  const ours = byFrame(messages);
  let count = 0;
  for (const [frame, columns] of theirs(name, port)) {
    const messages = ours.get(frame) ?? [],
      shown = areItems(messages) ? columns : columns.with(-1, []).with(-2, []);
    assertEquals(columnsOf(messages), shown, `frame ${frame}`);
    count += columns[0].length;
  }
  if (!LOSES_TRACK.includes(name)) assertEquals(count, messages.length - (DECLINED[name] ?? 0));
}

if (TSHARK !== undefined) {
  for (const name of CAPTURES) {
    test(`interop: ${name} as tshark shows it`, { timeout: 60_000 }, () => mustAgree(name));
  }
}
