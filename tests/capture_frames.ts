// Test-only: TCP segments in IP packets, written by hand, and what the reassembly tells of them.
import type { Packet, StreamFact } from "../core/framing/model.ts";
import { type TcpOptions, TcpReassembly } from "../core/packets/tcp.ts";
import type { Trouble } from "../core/packets/trouble.ts";
import { join, u16s, u32s } from "./capture_files.ts";

/** One segment as a test gives it: from the client (0) or the server (1). */
export interface Segment {
  readonly from?: 0 | 1;
  readonly flags?: string;
  readonly sequence?: number;
  readonly acknowledgement?: number;
  readonly payload?: Uint8Array | readonly number[] | string;
  /** Seconds since the one before; a millisecond unless told. */
  readonly after?: number;
  /** Bytes of the packet that were captured. */
  readonly captured?: number;
  /** Ports of client and server. */
  readonly ports?: readonly [number, number];
}

const CLIENT = [192, 0, 2, 10];
const SERVER = [192, 0, 2, 20];
const PORTS = [50123, 5000] as const;
const BITS: Record<string, number> = { F: 1, S: 2, R: 4, P: 8, A: 16 };

/** The TCP header and payload of a segment. */
export function tcp(segment: Segment): Uint8Array<ArrayBuffer> {
  const { from = 0, flags = "A", sequence = 0, acknowledgement = 0, payload = [], ports = PORTS } = segment;
  const bits = [...flags].reduce((sum, letter) => sum | BITS[letter], 0);
  const bytes = typeof payload === "string" ? [...payload].map((one) => one.charCodeAt(0)) : payload;
  return join(
    u16s(false, ports[from], ports[1 - from]),
    u32s(false, sequence, acknowledgement),
    [0x50, bits],
    u16s(false, 0xffff, 0, 0),
    bytes,
  );
}

/** An IPv4 packet around it. `fields` are those of the header that a test wants otherwise. */
export function ipv4(
  carried: Uint8Array,
  from: 0 | 1 = 0,
  fields: { total?: number; identity?: number; place?: number; protocol?: number; options?: number[] } = {},
): Uint8Array<ArrayBuffer> {
  const { options = [], total = 20 + options.length + carried.length, identity = 7, place = 0x4000 } = fields;
  const [source, destination] = from === 0 ? [CLIENT, SERVER] : [SERVER, CLIENT];
  const header = [
    0x45 + options.length / 4,
    0,
    ...u16s(false, total, identity, place),
    64,
    fields.protocol ?? 6,
    0,
    0,
  ];
  return join(header, source, destination, options, carried);
}

/** An IPv6 packet; `next` is the kind of what it carries. */
export function ipv6(
  carried: Uint8Array,
  next = 6,
  length: number = carried.length,
): Uint8Array<ArrayBuffer> {
  const address = (last: number) => [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last];
  return join([0x60, 0, 0, 0], u16s(false, length), [next, 64], address(1), address(2), carried);
}

/** A packet of a capture. */
export function packet(bytes: Uint8Array, linkType = 101, frame = 1, time = 0): Packet {
  return { type: "packet", frame, time, linkType, bytes, length: bytes.length, fileOffset: 1000 * frame };
}

/** The packets of segments, one each, from frame 1 on. */
export function packetsOf(segments: readonly Segment[]): Packet[] {
  let time = 0;
  return segments.map((segment, i) => {
    time += (segment.after ?? 0.001) * 1e9;
    const bytes = ipv4(tcp(segment), segment.from ?? 0);
    const whole = packet(bytes, 101, i + 1, time);
    return { ...whole, bytes: bytes.subarray(0, segment.captured ?? bytes.length) };
  });
}

/** Everything that reassembly tells of these packets. */
export function factsOf(packets: readonly Packet[], options?: TcpOptions): (StreamFact | Trouble)[] {
  const reassembly = new TcpReassembly(options);
  const facts: (StreamFact | Trouble)[] = [];
  const drain = () => {
    for (let fact = reassembly.poll(); fact !== undefined; fact = reassembly.poll()) facts.push(fact);
  };
  for (const one of packets) {
    reassembly.packet(one);
    drain();
  }
  reassembly.end();
  drain();
  return facts;
}

/** Facts in a line each: `#0 > 5 "bytes" @3 (+7)`: connection, direction, offset, bytes, frame, delivering frame. */
export function lines(facts: readonly (StreamFact | Trouble)[]): string[] {
  return facts.map((fact) => {
    if (fact.type === "trouble") return `${fact.fault} @${fact.frame}`;
    const index = `#${fact.connection.index}`;
    if (fact.type === "opened") return `${index} opened ${fact.connection.client} ${fact.connection.server}`;
    if (fact.type === "forgotten") return `${index} forgotten`;
    const way = `${index} ${"><"[fact.direction]}`;
    if (fact.type === "ended") return `${way} ${fact.how} @${fact.frame}`;
    if (fact.type === "gap") return `${way} ${fact.offset} gap ${fact.length} ${fact.cause} @${fact.frame}`;
    const late = fact.deliveredFrame === fact.frame ? "" : ` +${fact.deliveredFrame}`;
    return `${way} ${fact.offset} "${String.fromCharCode(...fact.bytes)}" @${fact.frame}${late}`;
  });
}

/** The lines of segments, without the first (the connection opened) and the last (it is forgotten). */
export function told(segments: readonly Segment[], options?: TcpOptions): string[] {
  return lines(factsOf(packetsOf(segments), options)).slice(1, -1).map((line) => line.replace("#0 ", ""));
}
