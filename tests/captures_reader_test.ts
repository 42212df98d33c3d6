// Packets and TCP of the captures: against what is known of each file, and against packets made here for what no file has.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { bytesOf, type Chunk, endOf, gapsOf, readCapture, type Stream } from "./capture_reader.ts";
import {
  capturedMessages,
  captureFile,
  CAPTURES,
  fromHex,
  loadCapture,
  toHex,
  type TruthMessage,
} from "./captures_truth.ts";
import { test } from "./harness.ts";

for (const name of CAPTURES) {
  const { connections, truth } = loadCapture(name);

  test(`${name}: connections, ends and SYN, FIN and RST are those recorded`, () => {
    assertEquals(connections.length, truth.connections.length);
    connections.forEach(({ client, server, firstFrame, synFrame, streams }, i) => {
      const known = truth.connections[i];
      assertEquals([client, server, firstFrame, synFrame], [
        known.client,
        known.server,
        known.firstFrame,
        known.synFrame,
      ]);
      if (truth.lossy) return;
      const ends = streams.map(({ from, to, length, finFrame, rstFrame }) => ({
        from,
        to,
        bytes: length,
        finFrame,
        rstFrame,
      }));
      assertEquals(
        ends,
        known.directions.map(({ from, to, bytes, finFrame, rstFrame }) => ({
          from,
          to,
          bytes,
          finFrame,
          rstFrame,
        })) as typeof ends,
      );
    });
  });

  test(`${name}: the bytes of each message lie where recorded, and came in the frame recorded`, () => {
    connections.forEach(({ streams }, i) =>
      streams.forEach((stream, side) => {
        const captured = capturedMessages(truth.connections[i].directions[side]);
        const missing = gapsOf(stream);
        for (const { message, at } of captured) {
          // Places count the captured bytes alone, offsets in a stream those of its gaps too.
          const before = missing.filter(({ offset }) => offset <= at).reduce(
            (sum, { length }) => sum + length,
            0,
          );
          checkMessage(stream, message, at + before);
        }
      })
    );
  });
}

function checkMessage(stream: Stream, message: TruthMessage, from: number): void {
  const to = from + 4 + message.length;
  const inside = stream.chunks.filter((chunk) => chunk.offset < to && endOf(chunk) > from);
  const bytes = bytesOf({ ...stream, chunks: inside }).subarray(
    from - inside[0].offset,
    to - inside[0].offset,
  );
  assertEquals(bytes.length, 4 + message.length);
  assertEquals(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), message.length);
  if (message.bodyHex) assertEquals(toHex(bytes.subarray(14)), message.bodyHex);
  if (message.rawHex) assertEquals(toHex(bytes), message.rawHex);
  const last = latest(inside);
  assertEquals(last.frame, message.frame);
  assertEquals(`${last.time}`.replace(/(\d{9})$/, ".$1"), message.time!);
  const inOrder = latest(stream.chunks.filter((chunk) => chunk.offset < to));
  assertEquals(inOrder.frame, message.inOrderFrame ?? message.frame);
}

function latest(chunks: readonly Chunk[]): Chunk {
  return chunks.reduce((last, chunk) => chunk.frame > last.frame ? chunk : last);
}

test("a segment missing from the capture is a gap, no other capture has one", () => {
  for (const name of CAPTURES) {
    const gaps = loadCapture(name).connections.flatMap(({ streams }) => streams.map(gapsOf)).flat();
    assertEquals(gaps, name === "imp-gap.pcap" ? [{ offset: 450, length: 112 }] : [], name);
  }
});

test("the rebuilt captures carry the two streams of the session they were made from", () => {
  const source = loadCapture("secsgem-gem-session.pcapng").connections[0].streams.map(bytesOf);
  for (const name of CAPTURES) {
    if (!name.startsWith("imp-") || loadCapture(name).truth.lossy) continue;
    assertEquals(loadCapture(name).connections[0].streams.map(bytesOf), source, name);
  }
});

test("big-endian pcap and pcapng, sections, resolutions and unknown blocks are read", () => {
  const packets = [packet(CLIENT, 0, "S"), packet(CLIENT, 1, "", "0102")];
  for (const little of [true, false]) {
    const pcap = readCapture(pcapFile(packets, little));
    assertEquals(pcap[0].streams[0].chunks[0].time, 7_000_002_000n);
    const pcapng = readCapture(pcapngFile(packets, little));
    assertEquals(pcapng[0].streams[0].chunks[0].time, 2_500_000_000n);
    for (const [{ streams }] of [pcap, pcapng]) assertEquals(toHex(bytesOf(streams[0])), "0102");
  }
});

test("IPv6 with extension headers is read as IPv4 is", () => {
  const packets = [packet(CLIENT, 0, "S"), packet(CLIENT, 1, "", "aabb")].map(asIpv6);
  const [connection] = readCapture(pcapFile(packets));
  assertEquals(connection.client, "[a00:1:a00:1:a00:1:a00:1]:40000");
  assertEquals(toHex(bytesOf(connection.streams[0])), "aabb");
});

test("the first copy of each byte stays, whatever the boundaries of a retransmission", () => {
  const packets = [
    packet(CLIENT, 0xfffffffe, "S"),
    packet(CLIENT, 2, "", "03040506"), // offset 3
    packet(CLIENT, 0, "", "e0e1e2e3e4"), // offset 1 to 6: two new bytes, the rest known
    packet(CLIENT, 0xffffffff, "", "f0f1f2f3f4f5f6f7f8f9"), // offset 0 to 10: the first and the last three are new
    packet(CLIENT, 0xffffffff, "", "ffff"),
  ];
  const [stream] = readCapture(pcapFile(packets))[0].streams;
  assertEquals(toHex(bytesOf(stream)), "f0e0e103040506f7f8f9");
  assertEquals(stream.chunks.map(({ offset, frame }) => [offset, frame]), [[0, 4], [1, 3], [3, 2], [7, 4]]);
  assertEquals(gapsOf(stream), []);
});

test("a keep-alive byte before the first data adds nothing", () => {
  const packets = [packet(CLIENT, 9, "S"), packet(CLIENT, 9, "", "a5"), packet(CLIENT, 10, "", "01")];
  assertEquals(toHex(bytesOf(readCapture(pcapFile(packets))[0].streams[0])), "01");
});

test("bytes lost before FIN, and bytes cut off by the capture, are gaps", () => {
  const short = packet(CLIENT, 4, "", "04050607").slice(0, -3);
  const packets = [packet(CLIENT, 0, "S"), packet(CLIENT, 1, "", "010203"), short, packet(CLIENT, 10, "F")];
  packets.push(packet(SERVER, 50, "A", "", 11)); // they were there
  const [stream] = readCapture(pcapFile(packets))[0].streams;
  assertEquals(gapsOf(stream), [{ offset: 4, length: 5 }]);
  assertEquals([stream.length, stream.finFrame], [9, 4]);
});

test("a SYN with another sequence number begins a new connection on the same ports", () => {
  const packets = [
    packet(CLIENT, 5, "S"),
    packet(CLIENT, 5, "S"), // sent again
    packet(CLIENT, 6, "", "01"),
    packet(SERVER, 6, "R"),
    packet(CLIENT, 900, "S"),
    packet(SERVER, 77, "SA"),
    packet(CLIENT, 901, "", "02"),
  ];
  const connections = readCapture(pcapFile(packets));
  assertEquals(connections.map(({ synFrame, streams }) => [synFrame, toHex(bytesOf(streams[0]))]), [
    [1, "01"],
    [
      5,
      "02",
    ],
  ]);
  assertEquals(connections[0].streams[1].rstFrame, 4);
});

test("fragments, other protocols and other link types are told apart from TCP", () => {
  const fragment = packet(CLIENT, 0, "", "01"), udp = packet(CLIENT, 0, "", "01");
  fragment[6] = 0x20;
  udp[9] = 17;
  assertEquals(readCapture(pcapFile([fragment, udp, new Uint8Array(3)])), []);
  assertThrows(() => readCapture(pcapFile([udp], true, 147)), Error, "link type 147");
  assertThrows(() => readCapture(captureFile("imp-plain.pcap").subarray(1)), Error, "Cannot read");
});

const CLIENT = 40000;
const SERVER = 5000;

/** A raw IPv4 packet from one of two ports to the other. `flags` are letters of FIN, SYN, RST and ACK; `next` is acknowledged. */
function packet(port: number, sequence: number, flags: string, payloadHex = "", next = 0): Uint8Array {
  const payload = fromHex(payloadHex);
  const bytes = new Uint8Array(40 + payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x45, 0, 0, bytes.length, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 1]);
  view.setUint16(20, port);
  view.setUint16(22, CLIENT + SERVER - port);
  view.setUint32(24, sequence);
  view.setUint32(28, next);
  view.setUint8(32, 5 << 4);
  view.setUint8(33, [..."FSR?A"].reduce((sum, flag, bit) => sum + (flags.includes(flag) ? 1 << bit : 0), 0));
  bytes.set(payload, 40);
  return bytes;
}

/** The same TCP segment in IPv6, behind a hop-by-hop header. */
function asIpv6(ip: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(40 + 8 + ip.length - 20);
  bytes.set([0x60, 0, 0, 0, 0, 8 + ip.length - 20, 0, 64]);
  for (let at = 8; at < 40; at += 4) bytes.set([10, 0, 0, 1], at);
  bytes.set([6, 0], 40);
  bytes.set(ip.subarray(20), 48);
  return bytes;
}

function pcapFile(packets: Uint8Array[], little = true, link = 101): Uint8Array {
  const head = words([0xa1b2c3d4, 0x0002_0004, 0, 0, 65535, link], little);
  return join([
    head,
    ...packets.flatMap((bytes, i) => [words([7, i + 1, bytes.length, bytes.length], little), bytes]),
  ]);
}

/** Two sections, one packet each: Ethernet in the first and microseconds, raw IP in the second and quarter seconds. */
function pcapngFile([first, second]: Uint8Array[], little: boolean): Uint8Array {
  const ethernet = join([new Uint8Array(12), new Uint8Array([8, 0]), first]);
  const unknown = block(0x0bad, [1, 2, 3], new Uint8Array(0), little);
  const section = block(0x0a0d0d0a, [0x1a2b3c4d, 0, 0, 0], new Uint8Array(0), little);
  const resolution = little
    ? new Uint8Array([9, 0, 1, 0, 0x82, 0, 0, 0])
    : new Uint8Array([0, 9, 0, 1, 0x82, 0, 0, 0]);
  const rawIp = little ? [101, 0] : [101 << 16, 0];
  return join([
    section,
    block(1, [little ? 1 : 1 << 16, 0], new Uint8Array(0), little),
    block(6, [0, 0, 1, ethernet.length, ethernet.length], ethernet, little),
    unknown,
    section,
    block(1, rawIp, resolution, little),
    block(6, [0, 0, 10, second.length, second.length], second, little),
  ]);
}

function block(type: number, fields: number[], data: Uint8Array, little: boolean): Uint8Array {
  const padded = new Uint8Array((data.length + 3) & ~3);
  padded.set(data);
  const length = 12 + 4 * fields.length + padded.length;
  return join([words([type, length, ...fields], little), padded, words([length], little)]);
}

function words(values: number[], little: boolean): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  values.forEach((value, i) => new DataView(bytes.buffer).setUint32(4 * i, value, little));
  return bytes;
}

function join(parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  assert(at === bytes.length);
  return bytes;
}
