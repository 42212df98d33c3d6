import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { packetFormatOf, PacketReader } from "../core/packets/packet_reader.ts";
import { join, pcapHeader, plain, readFile, u32s } from "./capture_files.ts";
import { segmentsOf } from "./capture_packets.ts";
import { captureFile, CAPTURES } from "./captures_truth.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";

const KINDS = [[0xa1b2c3d4, 1000, 0], [0xa1b23c4d, 1, 0], [0xa1b2cd34, 1000, 8]] as const;

test("a pcap file gives its packets in either byte order, of every magic number", () => {
  for (const little of [true, false]) {
    for (const [magic, unit, more] of KINDS) {
      const extra = new Uint8Array(more).fill(0xee);
      const file = join(
        pcapHeader(little, magic, 0x5000_0001), // the upper half is not the link type
        u32s(little, 1_700_000_000, 999_999, 3, 60),
        extra,
        [1, 2, 3],
        u32s(little, 1_700_000_001, 5, 2, 2),
        extra,
        [4, 5],
      );
      const { packets, origins, order, troubles } = readFile(file);
      assertEquals(order, ["origin", "packet", "packet"]);
      assertEquals(origins, [1_700_000_000_000_000_000n + 999_999n * BigInt(unit)]);
      assertEquals(troubles, []);
      assertEquals(packets.map(plain), [
        { frame: 1, time: 0, linkType: 1, bytes: [1, 2, 3], length: 60, fileOffset: 40 + more },
        {
          frame: 2,
          time: 1_000_000_000 - 999_994 * unit,
          linkType: 1,
          bytes: [4, 5],
          length: 2,
          fileOffset: 59 + 2 * more,
        },
      ]);
    }
  }
});

test("any chunking of a capture file gives the same packets", () => {
  for (const name of ["imp-reorder.pcap", "secs4js-faults.pcapng"] as const) {
    const file = captureFile(name);
    const whole = readFile(file);
    assert(whole.packets.length > 200);
    for (const step of [1, 7, 1000]) {
      const read = readFile(file, step);
      assertEquals(read.order, whole.order);
      assertEquals(read.packets.map(plain), whole.packets.map(plain));
    }
  }
});

test("packets lie where they say in the file, with times exact to the nanosecond", () => {
  for (const name of CAPTURES) {
    const file = captureFile(name);
    const { packets, origins } = readFile(file);
    for (const { time, frame, payload } of segmentsOf(file)) {
      const packet = packets[frame - 1];
      assertEquals(origins[0]! + BigInt(packet.time), time);
      const inFile = file.subarray(packet.fileOffset, packet.fileOffset + packet.bytes.length);
      assert(inFile.every((byte, i) => byte === packet.bytes[i]));
      assert(
        payload.length === 0 || payload.byteOffset + payload.length <= packet.fileOffset + inFile.length,
      );
    }
  }
});

test("a chunk that holds whole packets is not copied", () => {
  const file = join(pcapHeader(true), u32s(true, 1, 0, 3, 3), [1, 2, 3]);
  const reader = new PacketReader();
  reader.push(file);
  assertEquals(reader.poll()?.type, "origin");
  const packet = reader.poll();
  assert(packet?.type === "packet" && packet.bytes.buffer === file.buffer);
});

test("a pcap file cut anywhere gives the packets before the cut, and says where it ends", () => {
  const file = join(pcapHeader(false), u32s(false, 1, 0, 3, 3), [1, 2, 3], u32s(false, 2, 0, 1, 1), [9]);
  const starts = [24, 43, 60];
  for (let length = 4; length < file.length; length++) {
    for (const step of [1, length]) {
      const { packets, troubles } = readFile(file.subarray(0, length), step);
      assertEquals(packets.length, starts.filter((start) => start <= length && start > 24).length);
      if (starts.includes(length)) assertEquals(troubles, []);
      else {
        const fileOffset = Math.max(0, ...starts.filter((start) => start < length));
        assertEquals(troubles.map((one) => [one.fault, one.fileOffset]), [["truncated", fileOffset]]);
      }
    }
  }
});

test("a false length ends a pcap file with what came before", () => {
  const file = join(
    pcapHeader(true),
    u32s(true, 1, 0, 1, 1),
    [7],
    u32s(true, 1, 0, 0x7fffffff, 60),
    new Array<number>(100).fill(0),
  );
  for (const step of [1, file.length]) {
    const { packets, troubles } = readFile(file, step);
    assertEquals(packets.length, 1);
    assertEquals(troubles, [{
      type: "trouble",
      fault: "length",
      frame: 1,
      fileOffset: 41,
      sentence:
        "Cannot read on after packet 1: the next says that it has 2147483647 bytes, more than any packet",
    }]);
  }
});

test("a file without packets has an origin without a time", () => {
  assertEquals(readFile(pcapHeader(true)).order, ["origin"]);
  assertEquals(readFile(pcapHeader(true)).origins, [undefined]);
});

test("what is no capture is said once", () => {
  for (const file of [[], [1], [0x50, 0x4b, 3, 4, 5, 6]]) {
    for (const step of [1, 100]) {
      const { troubles, order } = readFile(Uint8Array.from(file), step);
      assertEquals(order, ["trouble"]);
      assertEquals([troubles[0].fault, troubles[0].fileOffset], ["format", 0]);
    }
  }
});

test("formats are told by their first four bytes", () => {
  assertEquals(packetFormatOf(pcapHeader(true)), "pcap");
  assertEquals(packetFormatOf(pcapHeader(false, 0xa1b23c4d)), "pcap");
  assertEquals(packetFormatOf(Uint8Array.of(10, 13, 13, 10)), "pcapng");
  assertEquals(packetFormatOf(Uint8Array.of(10, 13, 13)), undefined);
  assertEquals(packetFormatOf(Uint8Array.of(0, 0, 0, 10)), undefined);
});

test("a reader that was not drained takes no chunk, and none after the end", () => {
  const reader = new PacketReader();
  reader.push(join(pcapHeader(true), u32s(true, 1, 0, 0, 0)));
  assertThrows(() => reader.push(Uint8Array.of(1)), Error, "Cannot push a chunk: packets of the last one");
  while (reader.poll() !== undefined);
  reader.end();
  assertThrows(() => reader.push(Uint8Array.of(1)), Error, "Cannot push a chunk: the file has ended");
});

test("random bytes behind a pcap header never throw, in any chunks", () => {
  const magic = fc.constantFrom(...KINDS.map(([value]) => value));
  const properties = fc.property(
    fc.boolean(),
    magic,
    fc.uint8Array({ maxLength: 300, size: "max" }),
    fc.integer({ min: 1, max: 50 }),
    (little, value, noise, step) => {
      const file = join(pcapHeader(little, value), noise);
      const whole = readFile(file), cut = readFile(file, step);
      assertEquals(cut.order, whole.order);
      assertEquals(cut.packets.map(plain), whole.packets.map(plain));
      assertEquals(cut.troubles, whole.troubles);
    },
  );
  fc.assert(properties, runs(200, 4101));
});
