// Test-only: the TCP segments of a pcap or pcapng file, read without core/capture, to hold that against. Over Ethernet,
// Linux cooked, NULL or raw IP, version 4 or 6.

/** One TCP segment of a capture. */
export interface Segment {
  readonly time: bigint;
  readonly frame: number;
  readonly from: string;
  readonly to: string;
  readonly sequence: number;
  readonly syn: boolean;
  readonly ack: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly payload: Uint8Array;
  /** As sent: more than the payload's length when the capture cut the packet short. */
  readonly payloadLength: number;
}

/** The TCP segments of a capture, in the order of the file; packets of other kinds are passed over. */
export function* segmentsOf(file: Uint8Array): Generator<Segment> {
  for (const packet of packets(file)) {
    const segment = segmentOf(packet);
    if (segment !== undefined) yield segment;
  }
}

interface IpPacket {
  readonly source: string;
  readonly destination: string;
  readonly tcp: Uint8Array;
  readonly tcpLength: number;
}

function segmentOf({ time, frame, link, bytes }: Packet): Segment | undefined {
  const ip = networkLayer(link, bytes);
  const packet = ip.length < 20
    ? undefined
    : ip[0] >> 4 === 4
    ? ipv4(ip)
    : ip[0] >> 4 === 6
    ? ipv6(ip)
    : undefined;
  if (packet === undefined || packet.tcp.length < 20) return undefined;
  const view = viewOf(packet.tcp);
  const start = (view.getUint8(12) >> 4) * 4;
  const flags = view.getUint8(13);
  return {
    time,
    frame,
    from: `${packet.source}:${view.getUint16(0)}`,
    to: `${packet.destination}:${view.getUint16(2)}`,
    sequence: view.getUint32(4),
    fin: (flags & 1) !== 0,
    syn: (flags & 2) !== 0,
    rst: (flags & 4) !== 0,
    ack: (flags & 16) !== 0,
    payload: packet.tcp.subarray(start),
    payloadLength: packet.tcpLength - start,
  };
}

function networkLayer(link: number, bytes: Uint8Array): Uint8Array {
  switch (link) {
    case 0: // NULL: the address family, 4 bytes
      return bytes.subarray(4);
    case 1: // Ethernet
      return behindEtherType(bytes, 12);
    case 101: // raw IP
      return bytes;
    case 113: // Linux cooked, version 1
      return behindEtherType(bytes, 14);
    default:
      throw new Error(`Cannot read the capture: link type ${link}`);
  }
}

function behindEtherType(bytes: Uint8Array, at: number): Uint8Array {
  const type = (bytes[at] << 8) | bytes[at + 1];
  if (type === 0x8100 || type === 0x88a8 || type === 0x9100) return behindEtherType(bytes, at + 4); // VLAN tag
  return type === 0x0800 || type === 0x86dd ? bytes.subarray(at + 2) : bytes.subarray(0, 0);
}

function ipv4(ip: Uint8Array): IpPacket | undefined {
  const view = viewOf(ip);
  const isFragment = (view.getUint16(6) & 0x3fff) !== 0;
  if (ip[9] !== 6 || isFragment) return undefined;
  const start = (ip[0] & 15) * 4;
  const length = view.getUint16(2) || ip.length; // 0: offloaded
  return {
    source: ip.subarray(12, 16).join("."),
    destination: ip.subarray(16, 20).join("."),
    tcp: ip.subarray(start, length), // not further: Ethernet pads short frames
    tcpLength: length - start,
  };
}

function ipv6(ip: Uint8Array): IpPacket | undefined {
  const view = viewOf(ip);
  let next = ip[6];
  let start = 40;
  while (next === 0 || next === 43 || next === 60) { // extension headers before the payload
    next = ip[start];
    start += (ip[start + 1] + 1) * 8;
  }
  if (next !== 6) return undefined;
  const length = 40 + view.getUint16(4);
  return {
    source: ipv6Address(ip, 8),
    destination: ipv6Address(ip, 24),
    tcp: ip.subarray(start, length),
    tcpLength: length - start,
  };
}

function ipv6Address(ip: Uint8Array, at: number): string {
  const view = viewOf(ip);
  return `[${[0, 2, 4, 6, 8, 10, 12, 14].map((i) => view.getUint16(at + i).toString(16)).join(":")}]`;
}

interface Packet {
  readonly time: bigint;
  readonly frame: number;
  readonly link: number;
  readonly bytes: Uint8Array;
}

function packets(file: Uint8Array): Generator<Packet> {
  const magic = viewOf(file).getUint32(0);
  switch (magic) {
    case 0xa1b2c3d4:
      return pcapPackets(file, false, 1000n);
    case 0xd4c3b2a1:
      return pcapPackets(file, true, 1000n);
    case 0xa1b23c4d:
      return pcapPackets(file, false, 1n);
    case 0x4d3cb2a1:
      return pcapPackets(file, true, 1n);
    case 0x0a0d0d0a:
      return pcapngPackets(file);
    default:
      throw new Error(`Cannot read the capture: magic number ${magic.toString(16)}`);
  }
}

function* pcapPackets(file: Uint8Array, little: boolean, nanoseconds: bigint): Generator<Packet> {
  const view = viewOf(file);
  const link = view.getUint32(20, little) & 0xffff;
  for (let at = 24, frame = 1; at < file.length; frame++) {
    const time = BigInt(view.getUint32(at, little)) * 1_000_000_000n +
      BigInt(view.getUint32(at + 4, little)) * nanoseconds;
    const end = at + 16 + view.getUint32(at + 8, little);
    yield { time, frame, link, bytes: file.subarray(at + 16, end) };
    at = end;
  }
}

interface Interface {
  readonly link: number;
  readonly ticksPerSecond: bigint;
}

function* pcapngPackets(file: Uint8Array): Generator<Packet> {
  const view = viewOf(file);
  let little = true;
  let interfaces: Interface[] = [];
  let frame = 0;
  for (let at = 0; at < file.length;) {
    if (view.getUint32(at) === 0x0a0d0d0a) { // section header: byte order and interfaces anew
      little = view.getUint32(at + 8, true) === 0x1a2b3c4d;
      interfaces = [];
    }
    const type = view.getUint32(at, little);
    const length = view.getUint32(at + 4, little);
    if (type === 1) interfaces.push(interfaceOf(viewOf(file.subarray(at, at + length)), little));
    if (type === 6) {
      const { link, ticksPerSecond } = interfaces[view.getUint32(at + 8, little)];
      const ticks = (BigInt(view.getUint32(at + 12, little)) << 32n) |
        BigInt(view.getUint32(at + 16, little));
      const bytes = file.subarray(at + 28, at + 28 + view.getUint32(at + 20, little));
      yield { time: ticks * 1_000_000_000n / ticksPerSecond, frame: ++frame, link, bytes };
    }
    at += length;
  }
}

function interfaceOf(block: DataView, little: boolean): Interface {
  let resolution = 6;
  for (let at = 16; at + 4 < block.byteLength - 4;) {
    const length = block.getUint16(at + 2, little);
    if (block.getUint16(at, little) === 9) resolution = block.getUint8(at + 4);
    at += 4 + (length + 3 & ~3);
  }
  const ticksPerSecond = resolution < 128 ? 10n ** BigInt(resolution) : 1n << BigInt(resolution - 128);
  return { link: block.getUint16(8, little), ticksPerSecond };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
