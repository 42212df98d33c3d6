// Every data message that other stacks sent: printed, read and encoded again, it is the same bytes.
import { assertEquals } from "@std/assert";
import { decode, encode } from "../core/secs2/mod.ts";
import { parse, print, type ProfileName } from "../core/sml/mod.ts";
import { bytesOf } from "./capture_reader.ts";
import {
  capturedMessages,
  type CaptureName,
  CAPTURES,
  fromHex,
  loadCapture,
  toHex,
} from "./captures_truth.ts";
import { test } from "./harness.ts";

interface Captured {
  readonly stream: number;
  readonly function: number;
  readonly replyExpected: boolean;
  readonly text: Uint8Array;
}

/** The data messages of a capture that are whole. */
function dataMessages(name: CaptureName): Captured[] {
  const { connections, truth } = loadCapture(name);
  return truth.connections.flatMap(({ directions }, i) =>
    directions.flatMap((direction, side) => {
      const bytes = bytesOf(connections[i].streams[side]);
      return capturedMessages(direction)
        .filter(({ message: { malformed, pType, sType } }) =>
          malformed === undefined && pType === 0 && sType === 0
        )
        .map(({ message, at }) => ({
          stream: message.stream,
          function: message.function,
          replyExpected: message.wBit === 1,
          text: message.bodyHex === null
            ? bytes.slice(at + 14, at + 4 + message.length)
            : fromHex(message.bodyHex),
        }));
    })
  );
}

/** Texts that are no items, sent on purpose. */
const NO_ITEMS: readonly string[] = ["0105b10400", "b103000001"];

/** What a text becomes if every TRUE is 01: which other byte it was, no notation carries. secs4js sends FF. */
function plainTrue(text: Uint8Array): Uint8Array {
  if (text.length === 0) return text;
  const plain = encode(decode(text, { lengthBytes: true }));
  assertEquals(text.map((byte, i) => plain[i] === 1 && byte === 0xff ? 1 : byte), plain);
  return plain;
}

/** What a reader has to put up with in each dialect. */
const WARNINGS: Readonly<Partial<Record<ProfileName, readonly string[]>>> = {
  "canonical": [],
  "secs4java8": [],
  "go-secs": [],
  "secs4net": ["quotes"],
  "go-secs-fast": ["quotes"],
};

function survives(message: Captured): void {
  const expected = { ...message, text: toHex(plainTrue(message.text)) };
  for (const [profile, known] of Object.entries(WARNINGS)) {
    const sml = print(message, { profile: profile as ProfileName, lengthBytes: true });
    const { messages: [{ item, ...header }], warnings } = parse(sml);
    const text = item === undefined ? "" : toHex(encode(item));
    assertEquals({ ...header, text }, expected, sml);
    const stray = warnings.filter(({ kind }) => !known.includes(kind) && kind !== "W-bit");
    assertEquals(stray, [], sml);
  }
}

for (const name of CAPTURES) {
  test(`${name}: every data message survives SML`, () => {
    for (const message of dataMessages(name)) {
      if (!NO_ITEMS.includes(toHex(message.text.subarray(0, 8)))) survives(message);
    }
  });
}

test("the captures have data messages, and only those above are no items", () => {
  const texts = CAPTURES.flatMap(dataMessages).map(({ text }) => text);
  const undecodable = new Set<string>();
  for (const text of texts) {
    try {
      if (text.length > 0) decode(text);
    } catch {
      undecodable.add(toHex(text));
    }
  }
  assertEquals([...undecodable].sort(), NO_ITEMS);
  assertEquals(texts.length > 300, true, `${texts.length} data messages`);
});
