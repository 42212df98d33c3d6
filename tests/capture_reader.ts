// Test-only: the TCP connections of a capture, each with the two byte streams that crossed it, for tests of what stands
// above them. Packets and TCP are read by core/capture.
import type * as model from "../core/framing/model.ts";
import { PacketReader } from "../core/packets/packet_reader.ts";
import { TcpReassembly } from "../core/packets/tcp.ts";

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

/** One TCP connection. */
export interface Connection {
  readonly client: string;
  readonly server: string;
  readonly firstFrame: number;
  readonly synFrame: number | null;
  /** Times of its first packet and of the last that told something, nanoseconds since 1970. */
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

/** Reads all TCP connections of a capture, in the order of their first packets. Throws for files of other kinds. */
export function readCapture(file: Uint8Array): Connection[] {
  const connections: Connection[] = [];
  const reader = new PacketReader(), tcp = new TcpReassembly();
  let origin = 0n;
  const follow = (): void => {
    for (let fact = tcp.poll(); fact !== undefined; fact = tcp.poll()) {
      if (fact.type !== "trouble") add(connections, fact, origin);
      else if (fact.fault === "link type") throw new Error(fact.sentence);
    }
  };
  reader.push(file);
  reader.end();
  for (let read = reader.poll(); read !== undefined; read = reader.poll()) {
    if (read.type === "trouble") throw new Error(read.sentence);
    if (read.type === "origin") origin = read.origin ?? 0n;
    else tcp.packet(read);
    follow();
  }
  tcp.end();
  follow();
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

function add(connections: Connection[], fact: model.StreamFact, origin: bigint): void {
  const connection = connections[fact.connection.index] ??= begun(fact.connection, origin);
  if (fact.type === "opened" || fact.type === "forgotten") return;
  const stream = connection.streams[fact.direction], time = origin + BigInt(fact.time);
  if (time > connection.lastTime) connection.lastTime = time;
  if (fact.type === "ended") {
    if (fact.how === "FIN") stream.finFrame = fact.frame;
    else stream.rstFrame = fact.frame;
    return;
  }
  const { offset, frame } = fact;
  if (fact.type === "bytes") stream.chunks.push({ offset, bytes: fact.bytes, time, frame });
  stream.length = offset + (fact.type === "bytes" ? fact.bytes.length : fact.length);
}

function begun(connection: model.Connection, origin: bigint): Connection {
  const { client, server, firstFrame, synFrame = null, start } = connection;
  const time = origin + BigInt(start);
  const streams = [emptyStream(client, server), emptyStream(server, client)] as const;
  return { client, server, firstFrame, synFrame, firstTime: time, lastTime: time, streams };
}

function emptyStream(from: string, to: string): Stream {
  return { from, to, chunks: [], length: 0, finFrame: null, rstFrame: null };
}
