import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { PcapngWriter } from "../core/packets/pcapng_writer.ts";
import { TcpSynth } from "../core/packets/tcp_synth.ts";
import { join, readFile } from "./capture_files.ts";
import { factsOf, lines } from "./capture_frames.ts";
import { readCapture } from "./capture_reader.ts";
import { segmentsOf } from "./capture_packets.ts";
import { fromHex, toHex } from "./captures_truth.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";

const TIME = 1_795_202_031_572_284_991n;
const V4 = ["192.0.2.10:50123", "192.0.2.20:5000"] as const;
const V6 = ["[2001:db8::1]:50123", "[2001:db8::2]:5000"] as const;

/** A file of these packets, a microsecond apart. */
function fileOf(packets: readonly Uint8Array[]): Uint8Array {
  const writer = new PcapngWriter();
  const written = packets.map((bytes, i) => writer.packet({ time: TIME + 1000n * BigInt(i), bytes }));
  return join(writer.begin("fabwire"), ...written);
}

/** Sums of 16-bit words with their checksum come to nothing. RFC 1071. */
function sumsUp(bytes: Uint8Array): boolean {
  let sum = 0;
  const even = bytes.length % 2 === 0 ? bytes : join(bytes, [0]);
  for (let at = 0; at < even.length; at += 2) sum += even[at] * 256 + even[at + 1];
  return sum % 0xffff === 0;
}

// Written out by hand after the format's description; Wireshark reads the same.
test("a pcapng file is written byte by byte as described", () => {
  const writer = new PcapngWriter();
  assertEquals(
    toHex(writer.begin("a✓")),
    "0a0d0d0a" + "28000000" + "4d3c2b1a" + "0100" + "0000" + "ffffffffffffffff" +
      "0400" + "0400" + "61e29c93" + "00000000" + "28000000",
  );
  const bytes = Uint8Array.of(1, 2, 3);
  assertEquals(
    toHex(writer.packet({ time: TIME, bytes, length: 60, comment: "hello" })),
    "01000000" + "20000000" + "65000000" + "00000400" + "0900" + "0100" + "09000000" + "00000000" +
      "20000000" +
      "06000000" + "34000000" + "00000000" + "bcd6e918" + "3ff6ec7f" + "03000000" + "3c000000" + "01020300" +
      "0100" + "0500" + "68656c6c6f000000" + "00000000" + "34000000",
  );
  assertEquals(
    toHex(writer.packet({ time: 0n, bytes: bytes.subarray(0, 0) })),
    "06000000" + "20000000" + "00".repeat(20) + "20000000",
  );
});

test("packets of several link types get an interface each", () => {
  const writer = new PcapngWriter();
  const blocks = [1, 113, 1, 101, undefined].map((linkType, i) =>
    writer.packet({ time: TIME + BigInt(i), linkType, bytes: Uint8Array.of(i), comment: "\ud800" })
  );
  const { packets, origins, troubles } = readFile(join(writer.begin(""), ...blocks));
  assertEquals(troubles, []);
  assertEquals(origins, [TIME]);
  assertEquals(packets.map(({ linkType, time, bytes }) => [linkType, time, ...bytes]), [
    [1, 0, 0],
    [113, 1, 1],
    [1, 2, 2],
    [101, 3, 3],
    [101, 4, 4],
  ]);
});

test("a comment that is too long is cut between two characters", () => {
  const writer = new PcapngWriter();
  const comment = "a" + "✓".repeat(30_000);
  const block = writer.packet({ time: 0n, bytes: new Uint8Array(0), comment });
  const at = 32 + 28; // behind the interface and the fixed fields
  assertEquals([block[at], block[at + 2] + 256 * block[at + 3]], [1, 65_533]);
  assertEquals(readFile(join(writer.begin("x"), block)).troubles, []);
});

// Written out by hand after RFC 791 and RFC 9293, with checksums from a program of its own; Wireshark finds them correct.
test("a SYN and a segment are written byte by byte as described", () => {
  const synth = new TcpSynth(...V4);
  const [syn] = synth.open();
  assertEquals(
    toHex(syn),
    "4500003000004000" + "4006" + "b6a9" + "c000020a" + "c0000214" + "c3cb1388" + "000003e8" + "00000000" +
      "7002ffff" + "2c82" + "0000" + "0204fde8" + "0103030e",
  );
  const [data] = synth.data(1, fromHex("0000000affff0000000200000001"));
  assertEquals(
    toHex(data.subarray(20, 40)),
    "1388c3cb" + "004c4b41" + "000003e9" + "5018ffff" + "04c9" + "0000",
  );
});

test("every checksum is right, for both versions of IP and any bytes", () => {
  const property = fc.property(
    fc.constantFrom(V4, V6),
    fc.array(
      fc.tuple(fc.constantFrom(0 as const, 1 as const), fc.uint8Array({ maxLength: 300, size: "max" })),
      {
        maxLength: 5,
      },
    ),
    fc.integer({ min: 1, max: 200 }),
    ([client, server], sent, segmentLimit) => {
      const synth = new TcpSynth(client, server, { segmentLimit });
      const packets = [
        ...synth.open(),
        ...sent.flatMap(([way, bytes]) => synth.data(way, bytes)),
        synth.abort(0),
      ];
      for (const packet of packets) {
        const isV4 = client === V4[0];
        const tcp = packet.subarray(isV4 ? 20 : 40);
        if (isV4) assert(sumsUp(packet.subarray(0, 20)));
        const addresses = isV4 ? packet.subarray(12, 20) : packet.subarray(8, 40);
        assert(sumsUp(join(addresses, [0, 6, tcp.length >> 8, tcp.length & 255], tcp)));
      }
    },
  );
  fc.assert(property, runs(60, 4107));
});

test("packets made from a connection read back as that connection", () => {
  for (const [client, server] of [V4, V6]) {
    const synth = new TcpSynth(client, server, { initial: [2 ** 32 - 3, 2 ** 32 - 1], segmentLimit: 4 });
    const packets = [
      ...synth.open(),
      ...synth.data(0, fromHex("616263646566")),
      ...synth.data(1, fromHex("7879")),
      ...synth.finish(0),
      ...synth.data(1, fromHex("7a")),
      ...synth.finish(1),
    ];
    const file = fileOf(packets);
    assertEquals(lines(factsOf(readFile(file).packets)), [
      `#0 opened ${client} ${server}`,
      '#0 > 0 "abcd" @4',
      '#0 > 4 "ef" @5',
      '#0 < 0 "xy" @7',
      "#0 > FIN @9",
      '#0 < 2 "z" @11',
      "#0 < FIN @13",
      "#0 forgotten",
    ]);
    const [connection] = readCapture(file);
    assertEquals(connection.streams.map(({ length, finFrame }) => [length, finFrame]), [[6, 9], [3, 13]]);
    assertEquals(
      [...segmentsOf(file)].map(({ time }) => time),
      packets.map((_, i) => TIME + 1000n * BigInt(i)),
    );
  }
});

test("every byte is acknowledged, and gaps are left out of the numbers", () => {
  const synth = new TcpSynth(...V4, { initial: [100, 200] });
  synth.open();
  synth.skip(0, 50);
  const [data, answer] = [...segmentsOf(fileOf(synth.data(0, Uint8Array.of(1, 2))))];
  assertEquals([data.sequence, data.payload.length, answer.sequence], [151, 2, 201]);
  const facts = factsOf(
    readFile(
      fileOf([...new TcpSynth(...V4, { initial: [100, 200] }).open(), ...synth.data(0, Uint8Array.of(3))]),
    ).packets,
  );
  assertEquals(facts.filter(({ type }) => type === "gap").length, 1);
});

test("large writes are cut into packets that IP can carry", () => {
  const packets = new TcpSynth(...V4).data(0, new Uint8Array(200_000));
  assertEquals(packets.map(({ length }) => length), [65_040, 65_040, 65_040, 5_040, 40]);
  assertEquals(new TcpSynth(...V4).data(0, new Uint8Array(0)), []);
});

test("a refused and an aborted connection read back as such", () => {
  const refused = fileOf(new TcpSynth(...V4).refuse());
  assertEquals(lines(factsOf(readFile(refused).packets)).slice(1, -1), ["#0 < refused @2"]);
  const synth = new TcpSynth(...V6);
  const aborted = fileOf([...synth.open(), synth.abort(1)]);
  assertEquals(lines(factsOf(readFile(aborted).packets)).slice(1, -1), ["#0 < RST @4"]);
});

test("ends that are no addresses with ports are refused", () => {
  const wrong: [string, string, string][] = [
    ["localhost:1", V4[1], "Cannot make packets of localhost:1: it is no address and port"],
    [V4[0], "192.0.2.1", "Cannot make packets of 192.0.2.1: it is no address and port"],
    [V4[0], V6[1], `Cannot make packets from ${V4[0]} to ${V6[1]}: one is IPv4, the other IPv6`],
  ];
  for (const [client, server, message] of wrong) {
    assertThrows(() => new TcpSynth(client, server), RangeError, message);
  }
  for (const segmentLimit of [0, 65_001, NaN]) {
    assertThrows(() => new TcpSynth(...V4, { segmentLimit }), RangeError, "1 to 65000 are possible");
  }
});
