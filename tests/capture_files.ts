// Test-only: writes pcap and pcapng files of either byte order, and reads them through the packet reader.
import { PacketReader } from "../core/packets/packet_reader.ts";
import type { Packet } from "../core/framing/model.ts";
import type { Trouble } from "../core/packets/trouble.ts";

/** What a file gave. */
export interface ReadFile {
  readonly packets: Packet[];
  readonly troubles: Trouble[];
  /** One for each time that the origin was told. */
  readonly origins: (bigint | undefined)[];
  /** The types of all outputs in order. */
  readonly order: string[];
}

/** Reads a file in chunks of `step` bytes, whole unless told. */
export function readFile(file: Uint8Array, step: number = file.length): ReadFile {
  const reader = new PacketReader();
  const read: ReadFile = { packets: [], troubles: [], origins: [], order: [] };
  const drain = () => {
    for (let output = reader.poll(); output !== undefined; output = reader.poll()) {
      read.order.push(output.type);
      if (output.type === "packet") read.packets.push(output);
      else if (output.type === "trouble") read.troubles.push(output);
      else read.origins.push(output.origin);
    }
  };
  for (let at = 0; at < file.length; at += step) {
    reader.push(file.slice(at, at + step));
    drain();
  }
  reader.end();
  drain();
  return read;
}

/** What a packet says, without the bytes around it. */
export function plain({ frame, time, linkType, bytes, length, fileOffset }: Packet): unknown {
  return { frame, time, linkType, bytes: [...bytes], length, fileOffset };
}

/** Bytes one after the other. */
export function join(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Numbers of 32 bits. */
export function u32s(little: boolean, ...numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, i) => view.setUint32(4 * i, number, little));
  return new Uint8Array(view.buffer);
}

/** Numbers of 16 bits. */
export function u16s(little: boolean, ...numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * numbers.length));
  numbers.forEach((number, i) => view.setUint16(2 * i, number, little));
  return new Uint8Array(view.buffer);
}

/** The header of a pcap file. */
export function pcapHeader(little: boolean, magic = 0xa1b2c3d4, linkType = 101): Uint8Array<ArrayBuffer> {
  return join(u32s(little, magic), u16s(little, 2, 4), u32s(little, 0, 0, 65_535, linkType));
}

/** A block of pcapng; `body` is padded. */
export function pcapngBlock(little: boolean, type: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const padding = new Array<number>(-body.length & 3).fill(0);
  const length = 12 + body.length + padding.length;
  return join(u32s(little, type, length), body, padding, u32s(little, length));
}

/** A section header. */
export function section(little: boolean): Uint8Array<ArrayBuffer> {
  const fixed = join(u32s(little, 0x1a2b3c4d), u16s(little, 1, 0), u32s(little, 0xffffffff, 0xffffffff));
  return pcapngBlock(little, 0x0a0d0d0a, fixed);
}

/** An option of a block. */
export function option(little: boolean, code: number, value: readonly number[]): Uint8Array<ArrayBuffer> {
  return join(u16s(little, code, value.length), value, new Array<number>(-value.length & 3).fill(0));
}

/** The description of an interface. */
export function interfaceOf(
  little: boolean,
  linkType: number,
  snapLength = 0,
  ...options: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const end = options.length === 0 ? [] : [0, 0, 0, 0];
  return pcapngBlock(little, 1, join(u16s(little, linkType, 0), u32s(little, snapLength), ...options, end));
}

/** An enhanced packet block. */
export function enhanced(
  little: boolean,
  number: number,
  ticks: bigint,
  bytes: readonly number[],
  length: number = bytes.length,
): Uint8Array<ArrayBuffer> {
  const high = Number(ticks >> 32n), low = Number(ticks & 0xffffffffn);
  const padding = new Array<number>(-bytes.length & 3).fill(0);
  return pcapngBlock(little, 6, join(u32s(little, number, high, low, bytes.length, length), bytes, padding));
}
