// Writes pcapng: one section, an interface for each link type, packets with times in nanoseconds and with comments.
import { encodeUtf8 } from "../secs2/unicode.ts";

/** A packet to write. */
export interface PacketToWrite {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** LINKTYPE_…; 101, raw IP, unless told. */
  readonly linkType?: number;
  readonly bytes: Uint8Array;
  /** Length on the wire, where it was more than `bytes`. */
  readonly length?: number;
  /** What Wireshark shows with the packet. */
  readonly comment?: string;
}

/** Link type of packets that begin with the IP header. */
export const RAW_IP = 101;

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;
const ENHANCED_PACKET = 6;
const BYTE_ORDER_MARK = 0x1a2b3c4d;
const COMMENT = 1;
const RESOLUTION = 9;
const APPLICATION = 4;
const SNAP_LENGTH = 262_144;
const LONGEST_OPTION = 0xffff;

/**
 * Makes the bytes of a pcapng file, piece by piece: write what `begin` gives, then what each `packet` gives. A file
 * that is cut after any of these pieces is valid.
 */
export class PcapngWriter {
  readonly #interfaces: number[] = []; // link types

  /** The head of the file; `application` is the program that writes it. */
  begin(application: string): Uint8Array<ArrayBuffer> {
    const options = [option(APPLICATION, encodeUtf8(application.toWellFormed()))];
    const fixed = new Uint8Array(16);
    const view = new DataView(fixed.buffer);
    view.setUint32(0, BYTE_ORDER_MARK, true);
    view.setUint16(4, 1, true); // version 1.0
    view.setBigInt64(8, -1n, true); // length of the section: not told
    return block(SECTION_HEADER, fixed, options);
  }

  /** A packet, after a description of its interface where it is the first of its link type. */
  packet(packet: PacketToWrite): Uint8Array<ArrayBuffer> {
    const { linkType = RAW_IP } = packet;
    const description = this.describe(linkType);
    const bytes = packetBlock(this.#interfaces.indexOf(linkType), packet);
    return description.length === 0 ? bytes : joined([description, bytes]);
  }

  /** The description of the interface of a link type, ahead of its first packet; empty once it was given. */
  describe(linkType: number = RAW_IP): Uint8Array<ArrayBuffer> {
    if (this.#interfaces.includes(linkType)) return new Uint8Array(0);
    this.#interfaces.push(linkType);
    return interfaceBlock(linkType);
  }
}

function interfaceBlock(linkType: number): Uint8Array<ArrayBuffer> {
  const fixed = new Uint8Array(8);
  const view = new DataView(fixed.buffer);
  view.setUint16(0, linkType, true);
  view.setUint32(4, SNAP_LENGTH, true);
  return block(INTERFACE, fixed, [option(RESOLUTION, Uint8Array.of(9))]); // 10 to the -9th of a second
}

function packetBlock(number: number, packet: PacketToWrite): Uint8Array<ArrayBuffer> {
  const { time, bytes, length = bytes.length, comment } = packet;
  const fixed = new Uint8Array(20 + padded(bytes.length));
  const view = new DataView(fixed.buffer);
  view.setUint32(0, number, true);
  view.setUint32(4, Number((time >> 32n) & 0xffffffffn), true);
  view.setUint32(8, Number(time & 0xffffffffn), true);
  view.setUint32(12, bytes.length, true);
  view.setUint32(16, length, true);
  fixed.set(bytes, 20);
  return block(
    ENHANCED_PACKET,
    fixed,
    comment === undefined ? [] : [option(COMMENT, encodeUtf8(comment.toWellFormed()))],
  );
}

/** Type, length, fixed fields, options with their end, and the length again. */
function block(
  type: number,
  fixed: Uint8Array,
  options: readonly Uint8Array<ArrayBuffer>[],
): Uint8Array<ArrayBuffer> {
  const tail = options.length === 0 ? new Uint8Array(0) : joined([...options, new Uint8Array(4)]);
  const length = 12 + fixed.length + tail.length;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  bytes.set(fixed, 8);
  bytes.set(tail, 8 + fixed.length);
  view.setUint32(length - 4, length, true);
  return bytes;
}

/** An option; text that is too long is cut between two characters. */
function option(code: number, value: Uint8Array): Uint8Array<ArrayBuffer> {
  let length = Math.min(value.length, LONGEST_OPTION);
  while (length < value.length && (value[length] & 0xc0) === 0x80) length--;
  const bytes = new Uint8Array(4 + padded(length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, code, true);
  view.setUint16(2, length, true);
  bytes.set(value.subarray(0, length), 4);
  return bytes;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
