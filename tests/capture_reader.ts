// Test-only: reads a capture (pcap or pcapng) into TCP connections, each with the two byte streams that crossed it.
// It takes the captures beside it as they are; it does not recognise protocols, check sums or reassemble IP fragments.
import { type Segment, segmentsOf } from "./capture_packets.ts";

/** Bytes of a stream that one packet was the first to bring. */
export interface Chunk {
  /** Place in the stream; 0 is the first byte after SYN, or the first byte seen. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** Number of the packet in the file, from 1. */
  readonly frame: number;
}

/** What one end of a connection sent. */
export interface Stream {
  readonly from: string;
  readonly to: string;
  /** In stream order, without overlap. Where one does not begin at the end of the one before, bytes are missing. */
  readonly chunks: Chunk[];
  /** Length of the stream, the missing bytes included. */
  length: number;
  finFrame: number | null;
  rstFrame: number | null;
}

/** One TCP connection. Without a SYN the end with the lower port is taken for the server. */
export interface Connection {
  readonly client: string;
  readonly server: string;
  readonly firstFrame: number;
  readonly synFrame: number | null;
  /** Times of its first and last packets, nanoseconds since 1970. */
  readonly firstTime: bigint;
  lastTime: bigint;
  /** The client's stream, then the server's. */
  readonly streams: readonly [Stream, Stream];
}

/** Bytes that are not in the capture. */
export interface Gap {
  readonly offset: number;
  readonly length: number;
}

/** Reads all TCP connections of a capture, in the order of their first packets. */
export function readCapture(file: Uint8Array): Connection[] {
  const connections: Connection[] = [];
  const current = new Map<string, Tracked>();
  for (const segment of segmentsOf(file)) {
    const key = [segment.from, segment.to].sort().join(" ");
    let tracked = current.get(key);
    if (tracked === undefined || startsAnew(tracked, segment)) {
      current.set(key, tracked = track(segment));
      connections.push(tracked.connection);
    }
    follow(tracked, segment);
  }
  return connections;
}

/** The bytes missing from a stream: between its chunks, and before its FIN. */
export function gapsOf(stream: Stream): Gap[] {
  const gaps: Gap[] = [];
  let offset = 0;
  for (const chunk of stream.chunks) {
    if (chunk.offset > offset) gaps.push({ offset, length: chunk.offset - offset });
    offset = endOf(chunk);
  }
  if (stream.length > offset) gaps.push({ offset, length: stream.length - offset });
  return gaps;
}

/** The bytes of a stream, joined over its gaps. */
export function bytesOf(stream: Stream): Uint8Array {
  const bytes = new Uint8Array(stream.chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0));
  let at = 0;
  for (const chunk of stream.chunks) {
    bytes.set(chunk.bytes, at);
    at += chunk.bytes.length;
  }
  return bytes;
}

/** Place behind the last byte of a chunk. */
export function endOf(chunk: Chunk): number {
  return chunk.offset + chunk.bytes.length;
}

interface Tracked {
  readonly connection: Connection;
  /** Sequence number of stream offset 0, and the furthest offset so far, per stream. */
  readonly bases: [number | undefined, number | undefined];
}

function startsAnew({ connection, bases }: Tracked, segment: Segment): boolean {
  if (!segment.syn || segment.ack) return false;
  return segment.from !== connection.client || bases[0] !== (segment.sequence + 1) >>> 0;
}

function track(first: Segment): Tracked {
  const isClient = first.syn ? !first.ack : portOf(first.from) > portOf(first.to);
  const [client, server] = isClient ? [first.from, first.to] : [first.to, first.from];
  const connection: Connection = {
    client,
    server,
    firstFrame: first.frame,
    synFrame: first.syn && isClient ? first.frame : null,
    firstTime: first.time,
    lastTime: first.time,
    streams: [emptyStream(client, server), emptyStream(server, client)],
  };
  return { connection, bases: [undefined, undefined] };
}

function emptyStream(from: string, to: string): Stream {
  return { from, to, chunks: [], length: 0, finFrame: null, rstFrame: null };
}

function follow({ connection, bases }: Tracked, segment: Segment): void {
  const side = segment.from === connection.client ? 0 : 1;
  const stream = connection.streams[side];
  connection.lastTime = segment.time;
  const first = segment.syn ? (segment.sequence + 1) >>> 0 : segment.sequence; // SYN takes a number of its own
  const base = bases[side] ??= first;
  const expected = (base + stream.length) >>> 0;
  const offset = stream.length + ((first - expected) | 0); // signed difference: sequence numbers wrap
  if (segment.rst) stream.rstFrame ??= segment.frame;
  if (segment.fin) stream.finFrame ??= segment.frame;
  if (segment.payload.length > 0) {
    add(stream.chunks, { offset, bytes: segment.payload, time: segment.time, frame: segment.frame });
  }
  if (segment.payloadLength > 0 || segment.fin) {
    stream.length = Math.max(stream.length, offset + segment.payloadLength);
  }
}

/** Adds what is new in a chunk: the first copy of a byte stays, and nothing comes before offset 0. */
function add(chunks: Chunk[], chunk: Chunk): void {
  let at = chunks.length;
  while (at > 0 && chunks[at - 1].offset > chunk.offset) at--;
  const known = (at === 0 ? 0 : endOf(chunks[at - 1])) - chunk.offset;
  if (known >= chunk.bytes.length) return;
  if (known > 0) return add(chunks, behind(chunk, known));
  const room = at === chunks.length ? Infinity : chunks[at].offset - chunk.offset;
  chunks.splice(at, 0, { ...chunk, bytes: chunk.bytes.subarray(0, room) });
  if (room < chunk.bytes.length) add(chunks, behind(chunk, room));
}

function behind(chunk: Chunk, count: number): Chunk {
  return { ...chunk, offset: chunk.offset + count, bytes: chunk.bytes.subarray(count) };
}

function portOf(endpoint: string): number {
  return Number(endpoint.slice(endpoint.lastIndexOf(":") + 1));
}
