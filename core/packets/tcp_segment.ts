// The TCP segment in a captured packet: through link layer, IPv4 or IPv6 with its extension headers, and fragments.
import { BIG_ENDIAN } from "./byte_order.ts";
import { IpFragments } from "./ip_fragments.ts";
import { ipStart, UNKNOWN_LINK } from "./link_layer.ts";
import type { Packet } from "./model.ts";
import type { TroubleFault } from "./trouble.ts";

/** Bits of the TCP header's flags. */
export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const PSH = 8;
export const ACK = 16;

const TCP = 6;
const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION = 60;

const NO_BYTES: Uint8Array<ArrayBuffer> = new Uint8Array(0);
const { u16 } = BIG_ENDIAN;

/**
 * Reads one packet after the other; what it found stands in its fields until the next. Checksums are not verified: on
 * the sending machine they are often not there yet.
 */
export class SegmentReader {
  version: 4 | 6 = 4;
  readonly source: Int32Array<ArrayBuffer> = new Int32Array(4);
  readonly destination: Int32Array<ArrayBuffer> = new Int32Array(4);
  sourcePort = 0;
  destinationPort = 0;
  /** Both signed: sequence numbers are compared by their 32-bit difference. */
  sequence = 0;
  acknowledgement = 0;
  flags = 0;
  /** The payload captured lies in `bytes` from `start` to `end`. */
  bytes: Uint8Array = NO_BYTES;
  start = 0;
  end = 0;
  /** Length of the payload on the wire, at least `end - start`. */
  length = 0;
  /** Whether the payload stands in the file as it is, and not put together from fragments. */
  inFile = true;
  readonly fragments: IpFragments = new IpFragments();
  /** Why a packet that should hold a segment gave none. */
  fault: TroubleFault | undefined;

  #wireEnd = 0; // of the IP packet, in `bytes`, which may hold less

  /** Whether the packet holds a TCP segment, or completes one. */
  read(packet: Packet): boolean {
    this.fault = undefined;
    this.inFile = true;
    const bytes = this.bytes = packet.bytes;
    const start = ipStart(packet.linkType, bytes);
    if (start < 0) return start === UNKNOWN_LINK && this.#fails("link type");
    if (start >= bytes.length) return this.#fails("cut short");
    const version = bytes[start] >> 4;
    return version === 4 ? this.#ipv4(packet, start) : version === 6 && this.#ipv6(packet, start);
  }

  #fails(fault: TroubleFault): false {
    this.fault = fault;
    return false;
  }

  #ipv4(packet: Packet, at: number): boolean {
    const bytes = this.bytes;
    if (at + 20 > bytes.length) return this.#fails("cut short");
    if (bytes[at + 9] !== TCP) return false;
    const header = (bytes[at] & 15) * 4;
    const total = u16(bytes, at + 2) || packet.length - at; // 0: left to the network card
    if (header < 20 || total < header) return this.#fails("headers");
    this.version = 4;
    this.source[0] =
      this.source[1] =
      this.destination[0] =
      this.destination[1] =
        0;
    this.source[2] = this.destination[2] = 0xffff;
    this.source[3] = i32(bytes, at + 12);
    this.destination[3] = i32(bytes, at + 16);
    this.#wireEnd = at + total;
    const place = u16(bytes, at + 6);
    if ((place & 0x3fff) === 0) return this.#tcp(at + header);
    const identity = u16(bytes, at + 4);
    return this.#fragment(packet, identity, at + header, (place & 0x1fff) * 8, (place & 0x2000) !== 0) &&
      this.#tcp(0);
  }

  #ipv6(packet: Packet, at: number): boolean {
    const bytes = this.bytes;
    if (at + 40 > bytes.length) return this.#fails("cut short");
    this.version = 6;
    for (let word = 0; word < 4; word++) {
      this.source[word] = i32(bytes, at + 8 + 4 * word);
      this.destination[word] = i32(bytes, at + 24 + 4 * word);
    }
    const length = u16(bytes, at + 4);
    this.#wireEnd = length === 0 ? packet.length : at + 40 + length; // 0: a jumbogram, or left to the network card
    return this.#behindExtensions(packet, bytes[at + 6], at + 40);
  }

  #behindExtensions(packet: Packet, next: number, at: number): boolean {
    if (next === TCP) return this.#tcp(at);
    if (!isExtension(next)) return false;
    const bytes = this.bytes;
    if (at + 8 > bytes.length) return this.#fails("cut short");
    if (next !== FRAGMENT) {
      const length = next === AUTHENTICATION ? (bytes[at + 1] + 2) * 4 : (bytes[at + 1] + 1) * 8;
      return this.#behindExtensions(packet, bytes[at], at + length);
    }
    const following = bytes[at], place = u16(bytes, at + 2);
    if ((place & 0xfff9) === 0) return this.#behindExtensions(packet, following, at + 8);
    return this.#fragment(packet, i32(bytes, at + 4), at + 8, place & 0xfff8, (place & 1) !== 0) &&
      this.#behindExtensions(packet, following, 0);
  }

  /** Whether this fragment makes its datagram whole: what it carried is then in `bytes`. */
  #fragment(packet: Packet, identity: number, at: number, offset: number, more: boolean): boolean {
    if (this.#wireEnd > this.bytes.length) return this.#fails("cut short");
    const whole = this.fragments.add({
      key: `${this.source} ${this.destination} ${identity}`,
      offset,
      bytes: this.bytes.subarray(at, this.#wireEnd),
      more,
      packet,
    });
    if (whole === undefined) return false;
    this.inFile = false;
    this.bytes = whole;
    this.#wireEnd = whole.length;
    return true;
  }

  #tcp(at: number): boolean {
    const bytes = this.bytes, wireEnd = this.#wireEnd;
    if (at + 20 > wireEnd) return this.#fails("headers");
    if (at + 20 > bytes.length) return this.#fails("cut short");
    const start = at + (bytes[at + 12] >> 4) * 4;
    if (start < at + 20 || start > wireEnd) return this.#fails("headers");
    this.sourcePort = u16(bytes, at);
    this.destinationPort = u16(bytes, at + 2);
    this.sequence = i32(bytes, at + 4);
    this.acknowledgement = i32(bytes, at + 8);
    this.flags = bytes[at + 13];
    this.end = Math.min(wireEnd, bytes.length); // not further: Ethernet pads short frames
    this.start = Math.min(start, this.end);
    this.length = wireEnd - start;
    return true;
  }
}

function isExtension(next: number): boolean {
  return next === HOP_BY_HOP || next === ROUTING || next === FRAGMENT || next === AUTHENTICATION ||
    next === DESTINATION;
}

function i32(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}
