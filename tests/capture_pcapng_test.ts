import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { PacketReader } from "../core/packets/packet_reader.ts";
import {
  enhanced,
  interfaceOf,
  join,
  option,
  pcapngBlock,
  plain,
  readFile,
  section,
  u16s,
  u32s,
} from "./capture_files.ts";
import { captureFile } from "./captures_truth.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";

const ORDERS = [true, false];
const SECOND = 1_000_000_000n;

test("sections of either byte order have interfaces of their own", () => {
  for (const little of ORDERS) {
    const file = join(
      section(little),
      interfaceOf(little, 1),
      interfaceOf(little, 113),
      enhanced(little, 1, 5_000_000n, [1, 2, 3], 100),
      section(!little),
      interfaceOf(!little, 101),
      enhanced(!little, 0, 4_000_000n, [4]),
      enhanced(!little, 1, 4_000_000n, [5]),
    );
    const { packets, origins, troubles, order } = readFile(file);
    assertEquals(order, ["origin", "packet", "packet", "trouble"]);
    assertEquals(origins, [5n * SECOND]);
    assertEquals(packets.map(({ linkType, time, length, bytes }) => [linkType, time, length, bytes.length]), [
      [113, 0, 100, 3],
      [101, -1e9, 1, 1],
    ]);
    assertEquals(troubles[0].sentence, "Cannot read packet 3: nothing describes its interface 1");
  }
});

test("times are read in the unit and with the offset of their interface", () => {
  const signed = (seconds: bigint, little: boolean) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigInt64(0, seconds, little);
    return [...new Uint8Array(view.buffer)];
  };
  for (const little of ORDERS) {
    const units: [number[], bigint, bigint][] = [ // resolution, ticks, and nanoseconds
      [[6], 1_700_000_000_123_456n, 1_700_000_000_123_456_000n],
      [[9], 1_700_000_000_123_456_789n, 1_700_000_000_123_456_789n],
      [[3], 1_700_000_000_123n, 1_700_000_000_123_000_000n],
      [[0], 1_700_000_000n, 1_700_000_000_000_000_000n],
      [[12], 1_700_000_000_123_456_789n, 1_700_000_000_123_456n],
      [[0x80 | 10], 1024n * 1_700_000_000n + 512n, 1_700_000_000_500_000_000n],
      [[0x80 | 32], (1_700_000_000n << 32n) + 3n, 1_700_000_000_000_000_000n],
    ];
    const plainTime = interfaceOf(little, 1);
    for (const [resolution, ticks, expected] of units) {
      for (const shift of [0n, -3600n, 7n]) {
        const described = interfaceOf(
          little,
          1,
          0,
          option(little, 2, [101, 116, 104, 48, 49]), // a name before, with padding
          option(little, 9, resolution),
          option(little, 14, signed(shift, little)),
        );
        const packets = [0n, 1n, 2n].map((more) => enhanced(little, 1, ticks + more, [1]));
        const first = enhanced(little, 0, expected / 1000n, [0]); // microseconds
        const read = readFile(join(section(little), plainTime, described, first, ...packets));
        const times = read.packets.slice(1).map(({ time }) => read.origins[0]! + BigInt(time));
        const perSecond = resolution[0] < 128
          ? 10n ** BigInt(resolution[0])
          : 1n << BigInt(resolution[0] - 128);
        assertEquals(times[0], expected + shift * SECOND);
        times.forEach((time, i) =>
          assertEquals(time, (ticks + BigInt(i)) * SECOND / perSecond + shift * SECOND)
        );
      }
    }
  }
});

test("simple packets have no time, and the snap length of the first interface", () => {
  for (const little of ORDERS) {
    const simple = (length: number, ...bytes: number[]) =>
      pcapngBlock(little, 3, join(u32s(little, length), bytes));
    const file = join(
      section(little),
      interfaceOf(little, 1, 5),
      simple(2, 1, 2),
      simple(9, 1, 2, 3, 4, 5),
      enhanced(little, 0, 3_000_000n, [3]),
    );
    const { packets, origins, order } = readFile(file);
    assertEquals(order, ["packet", "packet", "origin", "packet"]);
    assertEquals(origins, [3n * SECOND]);
    assertEquals(packets.map(({ time, length, bytes }) => [time, length, [...bytes]]), [
      [NaN, 2, [1, 2]],
      [NaN, 9, [1, 2, 3, 4, 5]],
      [0, 1, [3]],
    ]);
  }
});

test("the obsolete packet block is read", () => {
  for (const little of ORDERS) {
    const fixed = join(u16s(little, 1, 7), u32s(little, 0, 2_000_000, 3, 10), [1, 2, 3]);
    const file = join(
      section(little),
      interfaceOf(little, 0),
      interfaceOf(little, 228),
      pcapngBlock(little, 2, fixed),
    );
    const { packets, origins } = readFile(file);
    assertEquals(origins, [2n * SECOND]);
    assertEquals(packets.map(({ linkType, length, bytes }) => [linkType, length, [...bytes]]), [[228, 10, [
      1,
      2,
      3,
    ]]]);
  }
});

test("blocks of other kinds are passed over without being kept", () => {
  const big = new Uint8Array(3 << 20).fill(6);
  const file = join(section(true), interfaceOf(true, 1), enhanced(true, 0, 1n, [1]));
  const reader = new PacketReader();
  const types: string[] = [];
  const feed = (chunk: Uint8Array) => {
    reader.push(chunk);
    for (let output = reader.poll(); output !== undefined; output = reader.poll()) types.push(output.type);
  };
  feed(file);
  feed(u32s(true, 0xbad, 12 + big.length));
  const chunk = big.subarray(0, 1 << 18);
  for (let at = 0; at < big.length; at += chunk.length) feed(chunk);
  feed(u32s(true, 12 + big.length));
  feed(enhanced(true, 0, 2n, [2]));
  assertEquals(types, ["origin", "packet", "packet"]);
});

test("after a block that lies about its length the reading goes on at the next that does not", () => {
  for (const little of ORDERS) {
    const head = join(section(little), interfaceOf(little, 1), enhanced(little, 0, 1n, [1]));
    const rest = join(enhanced(little, 0, 2n, [2, 2]), enhanced(little, 0, 3n, [3, 3, 3]));
    const lies: [Uint8Array, string][] = [
      [u32s(little, 6, 0x7ffffff0, 0, 0, 0), "length"],
      [u32s(little, 6, 8, 0, 0), "length"],
      [u32s(little, 6, 36, 0, 0, 1, 1, 1, 1, 40), "length"], // the length at its end is another
      [u32s(little, 0xbad, 16, 1, 12), "length"],
      [u32s(little, 0x0a0d0d0a, 28, 0, 0, 0, 0, 28), "byte order"],
      [Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9), "length"],
    ];
    for (const [lie, fault] of lies) {
      const file = join(head, lie, rest);
      for (const step of [1, 13, file.length]) {
        const { packets, troubles } = readFile(file, step);
        assertEquals(troubles.map((one) => [one.fault, one.fileOffset, one.frame]), [[
          fault,
          head.length,
          1,
        ]]);
        assertEquals(packets.map(({ bytes }) => bytes.length), [1, 2, 3]);
        assertEquals(packets.map(({ frame }) => frame), [1, 2, 3]);
      }
    }
  }
});

test("blocks behind one that says it is longer than the file are found", () => {
  const head = join(section(true), interfaceOf(true, 1));
  const lie = u32s(true, 6, 4096, 0, 0, 0);
  const file = join(head, lie, enhanced(true, 0, 2n, [2, 2]));
  for (const step of [1, file.length]) {
    const { packets, troubles } = readFile(file, step);
    assertEquals(troubles.map(({ fault, fileOffset }) => [fault, fileOffset]), [["truncated", head.length]]);
    assertEquals(packets.map(({ bytes }) => [...bytes]), [[2, 2]]);
  }
});

test("a packet that says it has more than its block is left out, and counted", () => {
  const lie = pcapngBlock(true, 6, join(u32s(true, 0, 0, 1, 4000, 4000), [1, 2, 3, 4]));
  const file = join(section(true), interfaceOf(true, 1), lie, enhanced(true, 0, 2n, [2]));
  const { packets, troubles } = readFile(file);
  assertEquals(packets.map(({ frame }) => frame), [2]);
  assertEquals(
    troubles.map(({ sentence }) => sentence),
    ["Cannot read packet 1: it says that it has 4000 bytes in a block of 36"],
  );
});

test("a pcapng file cut anywhere gives the packets before the cut", () => {
  const parts = [
    section(false),
    interfaceOf(false, 1),
    enhanced(false, 0, 1n, [1]),
    enhanced(false, 0, 2n, [2]),
  ];
  const file = join(...parts);
  const ends = parts.map((_, i) => join(...parts.slice(0, i + 1)).length);
  for (let length = 4; length <= file.length; length++) {
    for (const step of [1, length]) {
      const { packets, troubles } = readFile(file.subarray(0, length), step);
      assertEquals(packets.length, ends.slice(2).filter((end) => end <= length).length);
      const fileOffset = Math.max(0, ...ends.filter((end) => end < length));
      const expected = ends.includes(length) ? [] : [["truncated", fileOffset]];
      assertEquals(troubles.map((one) => [one.fault, one.fileOffset]), expected);
    }
  }
});

test("damaged pcapng files never throw, and any chunking gives the same outcome", () => {
  const file = captureFile("secs4js-faults.pcapng").subarray(0, 6000);
  const damage = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  const property = fc.property(
    damage,
    fc.integer({ min: 1, max: 700 }),
    fc.nat(400),
    (places, step, cutOff) => {
      const damaged = file.slice(0, file.length - cutOff);
      for (const [at, value] of places) if (at < damaged.length) damaged[at] = value;
      const whole = readFile(damaged), cut = readFile(damaged, step);
      assertEquals(cut.order, whole.order);
      assertEquals(cut.troubles, whole.troubles);
      assertEquals(cut.packets.map(plain), whole.packets.map(plain));
    },
  );
  fc.assert(property, runs(150, 4102));
});

test("one damaged block costs one packet", () => {
  const file = captureFile("secsgem-gem-session.pcapng");
  const { packets } = readFile(file);
  const damaged = file.slice();
  damaged[packets[99].fileOffset - 24] ^= 0x40; // in the length of its block
  const read = readFile(damaged);
  assertEquals(read.troubles.length, 1);
  assertEquals(read.packets.length, packets.length - 1);
  assert(read.packets.at(-1)!.time === packets.at(-1)!.time);
});
