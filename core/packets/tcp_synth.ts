// Makes the IP packets of a TCP connection from its bytes: for recordings of what went through a program.
import { type Endpoint, parseEndpoint } from "./address.ts";
import type { Direction } from "./model.ts";
import { ACK, FIN, PSH, RST, SYN } from "./tcp_segment.ts";

/** What the packets are to look like. */
export interface TcpSynthOptions {
  /** Initial sequence numbers of client and server; 1,000 and 5,000,000 unless told. */
  readonly initial?: readonly [client: number, server: number];
  /** Most bytes in one packet, up to 65,000, which it is unless told. */
  readonly segmentLimit?: number;
}

const LONGEST_SEGMENT = 65_000;
const TCP = 6; // protocol number
const TCP_HEADER = 20;
const HOP_LIMIT = 64;
const WINDOW = 0xffff;
/** Windows of up to a gigabyte, and segments as large as they come: Wireshark then misses no acknowledgement. */
const SYN_OPTIONS = Uint8Array.of(2, 4, LONGEST_SEGMENT >> 8, LONGEST_SEGMENT & 255, 1, 3, 3, 14);
const NO_BYTES: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/**
 * A TCP connection that gives the packets of what happens on it, each a whole IP packet (link type raw IP) with valid
 * checksums. Give what it returns a time and write it, in that order.
 */
export class TcpSynth {
  readonly #ends: readonly [Endpoint, Endpoint];
  readonly #next: [number, number];
  readonly #segmentLimit: number;

  /** `client` and `server` are `address:port` (`[v6]:port`), of one IP version. Throws RangeError when they are not. */
  constructor(client: string, server: string, options: TcpSynthOptions = {}) {
    const { initial = [1000, 5_000_000], segmentLimit = LONGEST_SEGMENT } = options;
    this.#ends = [endOf(client), endOf(server)];
    if (this.#ends[0].version !== this.#ends[1].version) {
      throw new RangeError(`Cannot make packets from ${client} to ${server}: one is IPv4, the other IPv6`);
    }
    if (!(segmentLimit >= 1 && segmentLimit <= LONGEST_SEGMENT)) {
      throw new RangeError(
        `Cannot make packets of ${segmentLimit} bytes: 1 to ${LONGEST_SEGMENT} are possible`,
      );
    }
    this.#next = [initial[0], initial[1]];
    this.#segmentLimit = Math.floor(segmentLimit);
  }

  /** The handshake: SYN, its answer, and the acknowledgement of that. */
  open(): Uint8Array<ArrayBuffer>[] {
    return [this.#segment(0, SYN), this.#segment(1, SYN | ACK), this.acknowledge(0)];
  }

  /** A connection that the server does not take: SYN, and RST for an answer. */
  refuse(): Uint8Array<ArrayBuffer>[] {
    this.#next[1] = 0;
    return [this.#segment(0, SYN), this.#segment(1, RST | ACK)];
  }

  /** Bytes from one side, and that the other has them. */
  data(direction: Direction, bytes: Uint8Array): Uint8Array<ArrayBuffer>[] {
    const packets: Uint8Array<ArrayBuffer>[] = [];
    for (let at = 0; at < bytes.length; at += this.#segmentLimit) {
      const piece = bytes.subarray(at, at + this.#segmentLimit);
      packets.push(this.#segment(direction, at + piece.length === bytes.length ? PSH | ACK : ACK, piece));
    }
    if (packets.length > 0) packets.push(this.acknowledge(direction === 0 ? 1 : 0));
    return packets;
  }

  /** Bytes from one side that are not known: a gap. */
  skip(direction: Direction, length: number): void {
    this.#next[direction] += length;
  }

  /** One side has everything that the other sent. */
  acknowledge(direction: Direction): Uint8Array<ArrayBuffer> {
    return this.#segment(direction, ACK);
  }

  /** One side sends no more: FIN, and its acknowledgement. */
  finish(direction: Direction): Uint8Array<ArrayBuffer>[] {
    return [this.#segment(direction, FIN | ACK), this.acknowledge(direction === 0 ? 1 : 0)];
  }

  /** One side gives the connection up: RST. */
  abort(direction: Direction): Uint8Array<ArrayBuffer> {
    return this.#segment(direction, RST | ACK);
  }

  #segment(direction: Direction, flags: number, payload: Uint8Array = NO_BYTES): Uint8Array<ArrayBuffer> {
    const options = (flags & SYN) === 0 ? NO_BYTES : SYN_OPTIONS;
    const from = this.#ends[direction], to = this.#ends[1 - direction];
    const { packet, at } = ipPacket(from, to, TCP_HEADER + options.length + payload.length);
    const view = new DataView(packet.buffer, at);
    view.setUint16(0, from.port);
    view.setUint16(2, to.port);
    view.setUint32(4, this.#next[direction]); // modulo 2^32, as DataView takes numbers
    view.setUint32(8, (flags & ACK) === 0 ? 0 : this.#next[1 - direction]);
    view.setUint8(12, (TCP_HEADER + options.length) << 2);
    view.setUint8(13, flags);
    view.setUint16(14, WINDOW);
    packet.set(options, at + TCP_HEADER);
    packet.set(payload, at + TCP_HEADER + options.length);
    view.setUint16(16, tcpChecksum(from, packet, at));
    this.#next[direction] += payload.length + ((flags & (SYN | FIN)) === 0 ? 0 : 1);
    return packet;
  }
}

function endOf(text: string): Endpoint {
  const end = parseEndpoint(text);
  if (end === undefined || end.port === -1) {
    throw new RangeError(`Cannot make packets of ${text}: it is no address and port`);
  }
  return end;
}

/** A packet with its IP header, and where what it carries begins. */
function ipPacket(
  from: Endpoint,
  to: Endpoint,
  length: number,
): { packet: Uint8Array<ArrayBuffer>; at: number } {
  return from.version === 4 ? ipv4Packet(from, to, length) : ipv6Packet(from, to, length);
}

function ipv4Packet(from: Endpoint, to: Endpoint, length: number): ReturnType<typeof ipPacket> {
  const packet = new Uint8Array(20 + length);
  const view = new DataView(packet.buffer);
  view.setUint16(0, 0x4500);
  view.setUint16(2, packet.length);
  view.setUint16(6, 0x4000); // not to be fragmented
  view.setUint16(8, (HOP_LIMIT << 8) | TCP);
  view.setInt32(12, from.words[3]);
  view.setInt32(16, to.words[3]);
  view.setUint16(10, complement(sum(packet, 0, 20)));
  return { packet, at: 20 };
}

function ipv6Packet(from: Endpoint, to: Endpoint, length: number): ReturnType<typeof ipPacket> {
  const packet = new Uint8Array(40 + length);
  const view = new DataView(packet.buffer);
  view.setUint8(0, 0x60);
  view.setUint16(4, length);
  view.setUint16(6, (TCP << 8) | HOP_LIMIT);
  from.words.forEach((word, i) => view.setInt32(8 + 4 * i, word));
  to.words.forEach((word, i) => view.setInt32(24 + 4 * i, word));
  return { packet, at: 40 };
}

/** Over the addresses, the protocol, the length, and the segment with its checksum as 0. */
function tcpChecksum({ version }: Endpoint, packet: Uint8Array, at: number): number {
  const addresses = version === 4 ? sum(packet, 12, 20) : sum(packet, 8, 40);
  return complement(addresses + TCP + (packet.length - at) + sum(packet, at, packet.length));
}

/** Of 16-bit words; the last byte alone is the upper half of one. */
function sum(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let at = from; at < to; at += 2) total += (bytes[at] << 8) | (at + 1 < to ? bytes[at + 1] : 0);
  return total;
}

function complement(total: number): number {
  let folded = total;
  while (folded > 0xffff) folded = (folded & 0xffff) + (folded >>> 16);
  return ~folded & 0xffff;
}
