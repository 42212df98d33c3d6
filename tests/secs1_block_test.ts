// SECS-I blocks: the golden ones, every field at its limits, every fault, and any block there and back.
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  type Block,
  BLOCK_DATA_LENGTH,
  type BlockHeader,
  checksumOf,
  decodeBlock,
  encodeBlock,
  encodeBlockHeader,
  isBlockLength,
  readBlockHeader,
} from "../core/secs1/block.ts";
import { test } from "./harness.ts";

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/\S+/g) ?? [], (byte) => parseInt(byte, 16));

const HEADER: BlockHeader = {
  reverse: false,
  device: 0,
  replyExpected: true,
  stream: 1,
  function: 1,
  end: true,
  number: 1,
  systemBytes: 1,
};

/** Made by hand after E4's tables: the sums were added up without this codec. */
const GOLDEN: readonly [name: string, block: string, header: Partial<BlockHeader>, data: string][] = [
  ["S1F1 W from the host", "0A 00 00 81 01 80 01 00 00 00 01 01 04", {}, ""],
  [
    "S1F2 from the equipment",
    "1B 80 00 01 02 80 01 00 00 00 01 01 02 41 06 45 51 2D 31 30 30 41 05 31 2E 32 2E 30 03 D8",
    { reverse: true, replyExpected: false, function: 2 },
    "01 02 41 06 45 51 2D 31 30 30 41 05 31 2E 32 2E 30",
  ],
  [
    "S9F3 about an S4F1 W",
    "16 80 00 09 03 80 01 00 01 00 04 21 0A 00 00 84 01 80 01 00 00 00 0B 02 4E",
    { reverse: true, replyExpected: false, stream: 9, function: 3, systemBytes: 0x10004 },
    "21 0A 00 00 84 01 80 01 00 00 00 0B",
  ],
];

for (const [name, block, header, data] of GOLDEN) {
  test(`block: ${name} is decoded and encoded to the byte`, () => {
    const decoded = decodeBlock(bytes(block));
    assertEquals<unknown>(decoded, { header: { ...HEADER, ...header }, data: bytes(data) });
    assertEquals(
      encodeBlock({ ...HEADER, ...header }, bytes(data)),
      bytes(block),
    );
  });
}

test("block: an S6F11 of 302 bytes in two blocks has the golden headers", () => {
  const of = (number: number, end: boolean) => ({
    reverse: true,
    device: 5,
    replyExpected: true,
    stream: 6,
    function: 11,
    end,
    number,
    systemBytes: 0x12345678,
  });
  const first = encodeBlock(of(1, false), new Uint8Array(244));
  const second = encodeBlock(of(2, true), new Uint8Array(58));
  assertEquals(first.slice(0, 11), bytes("FE 80 05 86 0B 00 01 12 34 56 78"));
  assertEquals(second.slice(0, 11), bytes("44 80 05 86 0B 80 02 12 34 56 78"));
  assertEquals([first.length, second.length], [257, 71]);
});

const FAULTS: readonly [fault: string, block: string][] = [
  ["incomplete", ""],
  ["length below 10", "09 00 00 81 01 80 01 00 00 00 01 01 04"],
  ["length below 10", "00"],
  ["length above 254", "FF 00 00 81 01 80 01 00 00 00 01 01 04"],
  ["incomplete", "0A"],
  ["incomplete", "0A 00 00 81 01 80 01 00 00 00 01 01"],
  ["wrong checksum", "0A 00 00 81 01 80 01 00 00 00 01 01 05"],
  ["wrong checksum", "0A 00 00 81 01 80 01 00 00 00 02 01 04"],
];

test("block: bytes that are no block are named by their fault", () => {
  for (const [fault, block] of FAULTS) {
    assertEquals<unknown>(decodeBlock(bytes(block)), fault, block);
  }
});

test("block: decoding begins where it is told to and ignores what follows", () => {
  const line = bytes("05 04 0A 00 00 81 01 80 01 00 00 00 01 01 04 06");
  assertEquals((decodeBlock(line, 2) as Block).header, HEADER);
  assertEquals<unknown>(decodeBlock(line, 16), "incomplete");
});

test("block: lengths from 10 to 254 are lengths", () => {
  const lengths = Array.from({ length: 256 }, (_, length) => length).filter(isBlockLength);
  assertEquals([lengths[0], lengths.at(-1), lengths.length], [10, 254, 245]);
});

test("block: the checksum is modulo 65,536 and leaves the length byte out", () => {
  const block = encodeBlock(
    { ...HEADER, device: 32_767, systemBytes: 0xffffffff },
    new Uint8Array(244).fill(255),
  );
  assertEquals(checksumOf(block, 1, 255), (block[255] << 8) | block[256]);
  assertEquals(checksumOf(new Uint8Array(300).fill(255), 0, 300), (300 * 255) % 65_536);
});

test("block: a number that does not fit its field is refused by name", () => {
  const cases: [Partial<BlockHeader>, string][] = [
    [{ device: 32_768 }, "device 32768 is not a 15-bit number"],
    [{ stream: 128 }, "stream 128 is not a 7-bit number"],
    [{ function: 256 }, "function 256 is not a 8-bit number"],
    [{ number: -1 }, "number -1 is not a 15-bit number"],
    [{ systemBytes: 0.5 }, "systemBytes 0.5 is not a 32-bit number"],
  ];
  for (const [header, message] of cases) {
    assertThrows(() => encodeBlockHeader({ ...HEADER, ...header }), RangeError, message);
  }
  assertThrows(
    () => encodeBlock(HEADER, new Uint8Array(245)),
    RangeError,
    "245 bytes of text are more than 244",
  );
  assertThrows(() => readBlockHeader(new Uint8Array(12), 3), RangeError, "9 of 10 bytes");
});

const header = fc.record({
  reverse: fc.boolean(),
  device: fc.nat(32_767),
  replyExpected: fc.boolean(),
  stream: fc.nat(127),
  function: fc.nat(255),
  end: fc.boolean(),
  number: fc.nat(32_767),
  systemBytes: fc.nat(0xffffffff),
}, { noNullPrototype: true });
const data = fc.uint8Array({ maxLength: BLOCK_DATA_LENGTH, size: "max" });

test("block: decoding what was encoded gives it back", () => {
  fc.assert(fc.property(header, data, (header, data) => {
    assertEquals(decodeBlock(encodeBlock(header, data)), { header, data });
  }));
});

test("block: one changed byte after the length is noticed", () => {
  fc.assert(
    fc.property(header, data, fc.nat(), fc.integer({ min: 1, max: 255 }), (header, data, at, change) => {
      const block = encodeBlock(header, data);
      block[1 + at % (block.length - 1)] ^= change;
      assertEquals(decodeBlock(block), "wrong checksum");
    }),
  );
});

test("block: random bytes are a block or a fault, and never throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300, size: "max" }), (bytes) => {
    const decoded = decodeBlock(bytes);
    if (typeof decoded !== "string") assertEquals(decoded.data.length, bytes[0] - 10);
  }));
});
