// Every data message of the captures through the catalogue; those that do not fit are listed with the reason.
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { AnyMessage } from "../core/messages/message.ts";
import { catalogue } from "../core/messages/standard.ts";
import type { Warning } from "../core/messages/trail.ts";
import { decode } from "../core/secs2/decode.ts";
import { equals } from "../core/secs2/equals.ts";
import { bytesOf } from "./capture_reader.ts";
import { capturedMessages, CAPTURES, loadCapture, toHex } from "./captures_truth.ts";
import { test } from "./harness.ts";

interface Captured {
  readonly stream: number;
  readonly function: number;
  readonly text: Uint8Array;
}

/** Messages that no entry of the catalogue is for: functions made up by those who recorded, to provoke S9F3 and S9F5. */
const UNKNOWN = ["S1F99", "S2F99", "S64F1", "S99F1"];

/** Messages that do not fit their entry, by message and the beginning of its text: why, and what the error says. */
const MISFITS: readonly (readonly [string, string, string, string])[] = [
  [
    "S1F3",
    "0105b1",
    "broken on purpose: 5 elements announced",
    "Cannot decode the item at offset 0: list too long",
  ],
  [
    "S1F3",
    "b10300",
    "broken on purpose: a U4 of 3 bytes",
    "Cannot decode the item at offset 0: length not a multiple of the element size",
  ],
  [
    "S3F17",
    "0102b1",
    "made up by its sender: 2 elements, where public lists have 5",
    "Cannot read S3F17: expected L [5], found L [2]",
  ],
  [
    "S6F11",
    "010245",
    "made up by its sender: texts in J and W alone, to show its codec",
    "Cannot read S6F11: expected L [3], found L [2]",
  ],
];

/** What strict mode says of messages that fit, places without their numbers: all from one stack, on purpose. */
const WARNINGS: readonly string[] = [
  "S1F12[].SVID: E30 permits an unsigned integer, found A",
  "S1F3[]: E30 permits an unsigned integer, found A",
  "S2F29[]: E30 permits an unsigned integer, found A",
  "S2F30[].ECID: E30 permits an unsigned integer, found A",
  "S2F33.reports[].RPTID: E30 permits an unsigned integer, found A",
  "S2F33.reports[].variables[]: E30 permits an unsigned integer, found A",
  "S2F35.events[].CEID: E30 permits an unsigned integer, found A",
  "S2F35.events[].reports[]: E30 permits an unsigned integer, found A",
  "S2F37.events[]: E30 permits an unsigned integer, found A",
  "S5F5: E5 has one item here, found L [0]",
  "S5F5: E5 has one item here, found L [2]",
  "S6F11.CEID: E30 permits an unsigned integer, found A",
  "S6F11.reports[].RPTID: E30 permits an unsigned integer, found A",
];

/** All data messages, those of SType and PType 0, each different one once. */
function dataMessages(): Captured[] {
  const found = new Map<string, Captured>();
  for (const name of CAPTURES) {
    const { connections, truth } = loadCapture(name);
    truth.connections.forEach(({ directions }, i) =>
      directions.forEach((direction, side) => {
        const bytes = bytesOf(connections[i].streams[side]);
        for (const { message, at } of capturedMessages(direction)) {
          if (message.malformed !== undefined || message.sType !== 0 || message.pType !== 0) continue;
          const text = bytes.subarray(at + 14, at + 4 + message.length);
          found.set(`${message.stream} ${message.function} ${toHex(text)}`, { ...message, text });
        }
      })
    );
  }
  return [...found.values()];
}

test("every captured message is read by its entry, but for those listed", () => {
  const messages = dataMessages();
  assert(messages.length > 400, `only ${messages.length}`);
  const unknown = new Set<string>();
  const misfits = new Set<string>();
  const warnings: Warning[] = [];
  for (const message of messages) {
    const id = `S${message.stream}F${message.function}`;
    const entry = catalogue.of(message);
    const misfit = MISFITS.find(([which, text]) => which === id && toHex(message.text).startsWith(text));
    if (entry === undefined) unknown.add(id);
    else if (misfit !== undefined) {
      assertEquals(assertThrows(() => entry.read(message)).message, misfit[3]);
      misfits.add(misfit[3]);
    } else checkRead(entry, message, warnings);
  }
  assertEquals([...unknown].sort(), UNKNOWN);
  assertEquals(misfits.size, MISFITS.length);
  const said = warnings.map(({ path, state }) => `${path.replaceAll(/\[\d+\]/g, "[]")}: ${state}`);
  assertEquals([...new Set(said)].sort(), WARNINGS);
});

/** Reads a message, and builds the same item from what was read; ids in a form of their own, in the usual one. */
function checkRead(entry: AnyMessage, message: Captured, warnings: Warning[]): void {
  const body = entry.read(message, { warnings });
  const again = entry.item(body);
  const what = `${entry.id} ${toHex(message.text)}`;
  if (message.text.length === 0) return assertEquals(again, undefined, what);
  if (equals(again!, decode(message.text))) return;
  assert(entry.shape?.kind === "packed" || entry.shape?.kind === "vector", what);
  assertEquals(entry.read(again!), body, what);
}
