// Test-only: records to read, made from the truth of a capture and by hand. Transactions are joined as plainly as can be.
import type { CapturedMessage, Connection, Direction, Finding } from "../core/framing/model.ts";
import { RecordBook } from "../core/reading/reading.ts";
import type { MessageRecord } from "../core/reading/reading.ts";
import { readHeader } from "../core/hsms/header.ts";
import { encodeMessage } from "../core/hsms/header.ts";
import type { Item } from "../core/secs2/item.ts";
import { encode } from "../core/secs2/encode.ts";
import { type CaptureName, fromHex, loadCapture, type TruthMessage } from "./captures_truth.ts";

/** A connection from 10.0.0.1 to 10.0.0.2:5000. */
export const CONNECTION: Connection = {
  index: 0,
  client: "10.0.0.1:50000",
  server: "10.0.0.2:5000",
  firstFrame: 1,
  synFrame: 1,
  start: 0,
};

/** 2026-05-04T12:00:00Z in nanoseconds. */
export const NOON = 1_777_896_000_000_000_000n;

/** What a message by hand may differ in. */
export interface Made {
  readonly direction?: Direction;
  readonly connection?: Connection;
  readonly time?: number;
  readonly session?: number;
  readonly systemBytes?: number;
  readonly pType?: number;
}

/** A message from stream, function, W-bit and item or text. */
export function made(
  index: number,
  [stream, fn, w]: readonly [number, number, boolean?],
  body?: Item | Uint8Array,
  { direction = 0, connection = CONNECTION, time = index * 1e6, session = 0, systemBytes = index, pType = 0 }:
    Made = {},
): CapturedMessage {
  const text = body === undefined ? new Uint8Array(0) : body instanceof Uint8Array ? body : encode(body);
  const byte2 = stream | (w ? 0x80 : 0);
  const header = { session, byte2, byte3: fn, pType, sType: 0, systemBytes };
  return whole(index, encodeMessage(header, text).subarray(4), { direction, connection, time });
}

/** A control message. */
export function control(index: number, sType: number, byte3 = 0, rest: Made = {}): CapturedMessage {
  const { direction = 0, connection = CONNECTION, time = index * 1e6, systemBytes = index } = rest;
  const header = { session: 0xffff, byte2: 0, byte3, pType: 0, sType, systemBytes };
  return whole(index, encodeMessage(header).subarray(4), { direction, connection, time });
}

/** A message from what follows the length field. */
export function whole(
  index: number,
  bytes: Uint8Array,
  { direction, connection, time }: { direction: Direction; connection: Connection; time: number },
): CapturedMessage {
  return {
    index,
    connection,
    direction,
    carrier: "HSMS",
    time,
    frame: index + 1,
    firstFrame: index + 1,
    deliveredTime: time,
    offset: 0,
    length: bytes.length,
    header: bytes.length < 10 ? undefined : readHeader(bytes),
    bytes,
    text: bytes.length < 10 ? new Uint8Array(0) : bytes.subarray(10),
  };
}

/** Everything that the truth of a capture knows, as a book: messages by time, transactions by system bytes. */
export function bookOf(name: CaptureName): RecordBook {
  const book = new RecordBook();
  const { connections } = loadCapture(name).truth;
  const first = connections.flatMap(({ directions }) => directions).flatMap(({ messages }) =>
    messages.flatMap(({ time }) => time ?? [])
  )
    .map(nanoseconds).reduce((a, b) => a < b ? a : b);
  book.output({ type: "origin", format: name.replace(/.*\./, ""), origin: first });
  const found = connections.flatMap(({ client, server, directions }, index) => {
    const connection = { ...CONNECTION, index, client, server };
    book.output({ type: "opened", connection });
    book.output({ type: "roles", connection, host: 0, active: 0, evidence: [] });
    return directions.flatMap(({ messages }, direction) =>
      messages.filter((m) => m.time !== null && m.bodyHex !== null)
        .map((message) => ({ message, connection, direction: direction as Direction }))
    );
  });
  found.sort((a, b) => Number(nanoseconds(a.message.time!) - nanoseconds(b.message.time!)));
  const open = new Map<string, number>();
  found.forEach(({ message, connection, direction }, index) => {
    const time = Number(nanoseconds(message.time!) - first);
    const captured = whole(index, bytesOf(message), { direction, connection, time });
    book.output({ type: "message", message: captured });
    pair(book, captured, open);
  });
  return book;
}

function nanoseconds(time: string): bigint {
  const [whole, fraction = ""] = time.split(".");
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
}

function bytesOf(message: TruthMessage): Uint8Array {
  if (message.malformed !== undefined) return fromHex(message.rawHex!).subarray(4);
  const { sessionId: session, byte2, byte3, pType, sType, systemBytes } = message;
  return encodeMessage({ session, byte2, byte3, pType, sType, systemBytes }, fromHex(message.bodyHex!))
    .subarray(4);
}

function pair(book: RecordBook, message: CapturedMessage, open: Map<string, number>): void {
  const { header, connection, direction, index } = message;
  if (header === undefined || header.sType !== 0) return;
  const key = (from: number) => `${connection.index} ${from} ${header.systemBytes}`;
  if (header.byte2 > 0x7f) return void open.set(key(direction), index);
  const primary = header.byte3 % 2 === 0 ? open.get(key(1 - direction)) : undefined;
  if (primary === undefined) return;
  open.delete(key(1 - direction));
  const latency = message.time - book.records[primary].message.time;
  book.output({ type: "transaction", connection, primary, end: index, outcome: "reply", latency });
}

/** A finding on messages. */
export function finding(index: number, messages: readonly number[], rest: Partial<Finding> = {}): Finding {
  return {
    type: "finding",
    index,
    severity: "error",
    kind: "no reply",
    connection: CONNECTION,
    time: 0,
    messages,
    clause: "E37 T3",
    sentence: "S1F1 #0 had no reply within T3",
    ...rest,
  };
}

/** A record of a message alone. */
export function record(message: CapturedMessage, rest: Partial<MessageRecord> = {}): MessageRecord {
  return { message, host: 0, ...rest };
}
