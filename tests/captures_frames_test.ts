// Every message of the captures through framer and header, in every cut, against what is known of them.
import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { Framer } from "../core/hsms/framer.ts";
import { encodeMessage, readHeader } from "../core/hsms/header.ts";
import { describeHeader } from "../core/hsms/names.ts";
import { bytesOf, type Stream } from "./capture_reader.ts";
import {
  capturedMessages,
  CAPTURES,
  loadCapture,
  toHex,
  type TruthDirection,
  type TruthMessage,
} from "./captures_truth.ts";
import { test } from "./harness.ts";

type Cut = (stream: Stream) => Iterable<Uint8Array>;

const CUTS: Record<string, Cut> = {
  "as captured": (stream) => stream.chunks.map((chunk) => chunk.bytes),
  "whole": (stream) => [bytesOf(stream)],
  "byte by byte": (stream) => pieces(bytesOf(stream), () => 1),
  "in random cuts (seed 1)": (stream) => pieces(bytesOf(stream), sizes(1)),
  "in random cuts (seed 2)": (stream) => pieces(bytesOf(stream), sizes(2)),
  "in random cuts (seed 3)": (stream) => pieces(bytesOf(stream), sizes(3)),
};

for (const name of CAPTURES) {
  const { connections, truth } = loadCapture(name);
  for (const [how, cut] of Object.entries(CUTS)) {
    test(`${name}: framer and headers, ${how}`, () => {
      connections.forEach(({ streams }, i) =>
        streams.forEach((stream, side) => checkStream(cut(stream), truth.connections[i].directions[side]))
      );
    });
  }
}

function checkStream(chunks: Iterable<Uint8Array>, known: TruthDirection): void {
  const expected = capturedMessages(known).map(({ message }) => message);
  const malformed = expected.findIndex((message) => message.malformed !== undefined);
  const framer = new Framer();
  let count = 0;
  for (const chunk of chunks) {
    framer.push(chunk);
    while (framer.next()) {
      checkMessage(framer.bytes.subarray(framer.start - 4, framer.end), expected[count++]);
    }
  }
  assertEquals(count, malformed < 0 ? expected.length : malformed);
  assertEquals(framer.fault, malformed < 0 ? undefined : "length below 10");
  if (malformed >= 0) assertEquals(framer.length, expected[malformed].length);
  else assertEquals(framer.midMessage, Boolean(known.leftover));
  if (known.leftover) assertEquals(framer.length, known.leftover.declaredLength);
}

function checkMessage(message: Uint8Array, known: TruthMessage): void {
  const header = readHeader(message, 4);
  const text = message.subarray(14);
  assertEquals(header, {
    session: known.sessionId,
    byte2: known.byte2,
    byte3: known.byte3,
    pType: known.pType,
    sType: known.sType,
    systemBytes: known.systemBytes,
  });
  assertEquals([message.length - 4, text.length], [known.length, known.bodyLength]);
  if (known.bodyHex !== null) assertEquals(toHex(text), known.bodyHex);
  else assertEquals(createHash("sha256").update(text).digest("hex"), known.bodySha256);
  if (known.sType === 0) {
    const type = `S${known.stream}F${known.function}${known.wBit ? " W" : ""} `;
    assert(describeHeader(header).startsWith(type), describeHeader(header));
  }
  assert(same(encodeMessage(header, text), message), "A header written again differs");
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function* pieces(bytes: Uint8Array, size: () => number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const end = at + size();
    yield bytes.subarray(at, end);
    at = end;
  }
}

/** Sizes of 1 to 16,384 bytes, mostly small, always the same for a seed (xorshift). */
function sizes(seed: number): () => number {
  let state = seed * 0x9e3779b9 | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return 1 + ((state >>> 0) % (1 << ((state >>> 8) % 15)));
  };
}
