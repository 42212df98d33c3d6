// Test-only: a capture of as many messages as one likes, as a classic pcap of raw IP packets: a host and an equipment,
// events with three values and their acknowledgements, a packet each.
import { closeSync, openSync, writeSync } from "node:fs";
import { encode, F4, L, U4 } from "../../core/secs2/mod.ts";
import { dataHeader, encodeMessage } from "../../core/hsms/header.ts";

const RAW_IP = 101;
const IP_HEADER = 20;
const TCP_HEADER = 20;
const RECORD_HEADER = 16;
const BATCH = 4096; // packets that are written at once

/** Writes a capture of so many messages, 1 ms apart; gives back its bytes. */
export function writeTraffic(file: string, messages: number): number {
  const descriptor = openSync(file, "w");
  let size = writeSync(descriptor, fileHeader());
  const traffic = new Traffic();
  for (let done = 0; done < messages; done += BATCH) {
    const packets = [];
    for (let at = done; at < Math.min(done + BATCH, messages); at++) packets.push(traffic.packet(at));
    size += writeSync(descriptor, Buffer.concat(packets));
  }
  closeSync(descriptor);
  return size;
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  header.writeUInt32LE(RAW_IP, 20);
  return header;
}

/** Two sides that take turns. Each packet is a copy of one of two, with what differs written in. */
class Traffic {
  readonly #event: Buffer = packetOf(1, event());
  readonly #answer: Buffer = packetOf(
    0,
    encodeMessage(dataHeader({ ...HEAD, function: 12 }), Uint8Array.of(0x21, 1, 0)),
  );
  readonly #next: [number, number] = [1000, 5_000_000];

  packet(index: number): Buffer {
    const isEvent = index % 2 === 0;
    const packet = Buffer.from(isEvent ? this.#event : this.#answer);
    const side = isEvent ? 1 : 0;
    const tcp = RECORD_HEADER + IP_HEADER;
    const payload = packet.length - tcp - TCP_HEADER;
    packet.writeUInt32LE(1_770_000_000 + Math.floor(index / 1000), 0);
    packet.writeUInt32LE(index % 1000 * 1000, 4);
    packet.writeUInt32BE(this.#next[side], tcp + 4);
    packet.writeUInt32BE(this.#next[1 - side], tcp + 8);
    this.#next[side] = (this.#next[side] + payload) % 2 ** 32;
    const message = tcp + TCP_HEADER;
    packet.writeUInt32BE(1 + (index >> 1), message + 10);
    if (isEvent) this.#fill(packet, message + 14, index >> 1);
    return packet;
  }

  /** DATAID, CEID and a value of the event, which stand where `event` has put them. */
  #fill(packet: Buffer, text: number, number: number): void {
    packet.writeUInt32BE(number, text + 4);
    packet.writeUInt32BE(300 + number % 7, text + 10);
    packet.writeFloatBE(Math.sin(number / 500) * 40, text + 28);
  }
}

const HEAD = { session: 1, stream: 6, function: 11, replyExpected: false, systemBytes: 0 };

function event(): Uint8Array {
  const body = encode(L(U4(0), U4(300), L(L(U4(10), L(F4(0), F4(2.5), U4(7))))));
  return encodeMessage(dataHeader({ ...HEAD, replyExpected: true }), body);
}

/** A record of the capture with a packet in it, from the host (0) or from the equipment. */
function packetOf(from: 0 | 1, message: Uint8Array): Buffer {
  const length = IP_HEADER + TCP_HEADER + message.length;
  const packet = Buffer.alloc(RECORD_HEADER + length);
  packet.writeUInt32LE(length, 8);
  packet.writeUInt32LE(length, 12);
  const ends = [{ address: [192, 0, 2, 10], port: 50_123 }, { address: [192, 0, 2, 77], port: 5000 }];
  const ip = RECORD_HEADER;
  packet[ip] = 0x45;
  packet.writeUInt16BE(length, ip + 2);
  packet[ip + 8] = 64;
  packet[ip + 9] = 6;
  packet.set(ends[from].address, ip + 12);
  packet.set(ends[1 - from].address, ip + 16);
  const tcp = ip + IP_HEADER;
  packet.writeUInt16BE(ends[from].port, tcp);
  packet.writeUInt16BE(ends[1 - from].port, tcp + 2);
  packet[tcp + 12] = TCP_HEADER << 2;
  packet[tcp + 13] = 0x18;
  packet.writeUInt16BE(0xffff, tcp + 14);
  packet.set(message, tcp + TCP_HEADER);
  return packet;
}
