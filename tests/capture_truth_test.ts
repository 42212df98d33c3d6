// Every capture beside this file, decoded to exactly what is known to be in it.
import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import type { CapturedMessage, Direction, Disruption } from "../core/framing/model.ts";
import { readAll, type Told } from "./capture_told.ts";
import {
  captureFile,
  type CaptureName,
  CAPTURES,
  loadCapture,
  toHex,
  type Truth,
  type TruthConnection,
  type TruthDirection,
  type TruthMessage,
} from "./captures_truth.ts";
import { test } from "./harness.ts";

for (const name of CAPTURES) {
  test(`${name}: decodes to its truth`, () => {
    const { truth } = loadCapture(name);
    checkCapture(readAll(captureFile(name)), truth, name);
  });
}

function checkCapture(told: Told, truth: Truth, name: CaptureName): void {
  assertEquals(told.troubles, []);
  assertEquals(told.format, name.endsWith("ng") ? "pcapng" : "pcap");
  assertEquals(
    told.connections.map(({ client, server, firstFrame, synFrame }) => [
      client,
      server,
      firstFrame,
      synFrame ?? null,
    ]),
    truth.connections.map((
      { client, server, firstFrame, synFrame },
    ) => [client, server, firstFrame, synFrame]),
  );
  truth.connections.forEach((known, index) => {
    checkEnds(told, known, index);
    known.directions.forEach((direction, side) => checkDirection(told, direction, index, side as Direction));
  });
}

function checkEnds({ ends }: Told, known: TruthConnection, index: number): void {
  const of = (how: string, side: number): number | null =>
    ends.find((end) => end.connection.index === index && end.direction === side && end.how === how)?.frame ??
      null;
  for (const side of [0, 1]) {
    const { finFrame = null, rstFrame = null } = known.directions[side];
    if (finFrame !== null) assertEquals(of("FIN", side), finFrame);
    if (rstFrame !== null) {
      assertEquals(of("RST", side) ?? of("refused", side), rstFrame);
    }
  }
}

function checkDirection(told: Told, known: TruthDirection, index: number, side: Direction): void {
  const isHere = (at: { connection: { index: number }; direction: Direction }): boolean =>
    at.connection.index === index && at.direction === side;
  const messages = told.messages.filter(isHere);
  const complete = known.messages.filter(({ status = "complete" }) => status === "complete");
  assertEquals(messages.length, complete.length);
  const before = known.messages.find(({ status }) => status !== "before")?.offset ?? 0; // the stream begins there
  messages.forEach((message, i) => checkMessage(told, message, complete[i], before));
  checkLeftover(told.disruptions.filter(isHere), known);
}

function checkMessage(told: Told, message: CapturedMessage, known: TruthMessage, before: number): void {
  assertEquals(secondsOf(told, message.time), known.time);
  assertEquals([message.frame, message.offset + before, message.length], [
    known.frame,
    known.offset,
    known.length,
  ]);
  if (known.firstFrame !== undefined) assertEquals(message.firstFrame, known.firstFrame);
  assertEquals(told.wire(message), toHex(message.bytes));
  if (known.malformed !== undefined) {
    assertEquals([message.header, toHex(message.bytes)], [undefined, known.rawHex?.slice(8)]);
    return;
  }
  assertEquals(message.header, {
    session: known.sessionId,
    byte2: known.byte2,
    byte3: known.byte3,
    pType: known.pType,
    sType: known.sType,
    systemBytes: known.systemBytes,
  });
  assertEquals(message.text.length, known.bodyLength);
  if (known.bodyHex !== null) assertEquals(toHex(message.text), known.bodyHex);
  else assertEquals(createHash("sha256").update(message.text).digest("hex"), known.bodySha256);
}

/** What follows the last whole message; nothing else is left out anywhere. */
function checkLeftover(disruptions: readonly Disruption[], { leftover }: TruthDirection): void {
  if (!leftover) return assertEquals(disruptions, []);
  assertEquals(disruptions.length, 1);
  const [{ cause, offset, length, declaredLength, sample }] = disruptions;
  assertEquals(
    { cause, offset, bytes: length, declaredLength, hex: toHex(sample) },
    { cause: "truncated", ...leftover },
  );
}

function secondsOf({ origin }: Told, time: number): string {
  assert(origin !== undefined);
  const digits = `${origin + BigInt(time)}`;
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

test("imp-gap.pcap: the missing segment is a gap, and nothing else is left out", () => {
  const { gaps } = readAll(captureFile("imp-gap.pcap"));
  const lost = loadCapture("imp-gap.pcap").truth.connections[0].directions[0].messages.find(({ status }) =>
    status === "lost"
  );
  assertEquals(gaps.map(({ direction, offset, length, cause }) => ({ direction, offset, length, cause })), [
    { direction: 0, offset: lost!.offset, length: 4 + lost!.length, cause: "lost" },
  ]);
});
