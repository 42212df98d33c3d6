// What the platform does for the codec, and what the codec does without it: the same, at every length and offset.
import { assertEquals } from "@std/assert";
import * as order from "../core/secs2/byte_order.ts";
import { isLatin1, latin1, portableLatin1, portableWriteLatin1, writeLatin1 } from "../core/secs2/latin1.ts";
import { test } from "./harness.ts";

const LENGTHS = [
  ...Array.from({ length: 100 }, (_, i) => i),
  255,
  256,
  1000,
  2047,
  2048,
  4095,
  4096,
  4097,
  10_000,
];

test("bytes become text alike", () => {
  const bytes = Uint8Array.from({ length: 10_010 }, (_, i) => (i * 7) & 0xff);
  for (const length of LENGTHS) {
    for (const at of [0, 1, 7]) assertEquals(latin1(bytes, at, length), portableLatin1(bytes, at, length));
  }
});

test("text becomes bytes alike, ASCII or not", () => {
  for (const most of [0x7f, 0xff]) {
    for (const length of LENGTHS) {
      const text = portableLatin1(Uint8Array.from({ length }, (_, i) => (i * 11) % (most + 1)), 0, length);
      const written = new Uint8Array(length + 8).fill(0xee);
      const portable = written.slice();
      assertEquals([writeLatin1(written, 3, text), portableWriteLatin1(portable, 3, text)], [true, true]);
      assertEquals(written, portable);
      assertEquals(isLatin1(text), true);
    }
  }
});

test("a character without a byte is found, wherever it is", () => {
  for (const length of LENGTHS.filter((length) => length > 0)) {
    for (const at of [0, length >> 1, length - 1]) {
      for (const stray of ["\u0100", "温", "\uffff"]) {
        const text = "x".repeat(at) + stray + "x".repeat(length - at - 1);
        const target = new Uint8Array(length);
        assertEquals([writeLatin1(target, 0, text), portableWriteLatin1(target, 0, text)], [false, false]);
        assertEquals(isLatin1(text), false);
      }
    }
  }
});

test("numbers change their byte order alike, at every offset", () => {
  const bytes = Uint8Array.from({ length: 80_016 }, (_, i) => (i * 131 + (i >> 8)) & 0xff);
  const kinds = [
    [2, order.toNative16, order.portableToNative16],
    [4, order.toNative32, order.portableToNative32],
    [8, order.toNative64, order.portableToNative64],
  ] as const;
  for (const [size, native, portable] of kinds) {
    for (const count of [0, 1, 3, 4, 17, 100, 1023, 1024, 10_000]) {
      for (const at of [0, 1, 2, 3, 5]) {
        const numbers = new Uint8Array(native(bytes, at, count * size));
        assertEquals(numbers, new Uint8Array(portable(bytes, at, count * size)));
        const back = new Uint8Array(count * size + 8);
        const portableBack = back.slice();
        order.writeBigEndian(numbers, size, back, at);
        order.portableWriteBigEndian(numbers, size, portableBack, at);
        assertEquals(back.subarray(at, at + count * size), bytes.subarray(at, at + count * size));
        assertEquals(back, portableBack);
      }
    }
  }
});

test("the byte order is that of DataView", () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const view = new DataView(bytes.buffer);
  assertEquals(new Uint16Array(order.portableToNative16(bytes, 0, 8))[1], view.getUint16(2));
  assertEquals(new Uint32Array(order.portableToNative32(bytes, 0, 8))[1], view.getUint32(4));
  assertEquals(new BigUint64Array(order.portableToNative64(bytes, 0, 8))[0], view.getBigUint64(0));
});
