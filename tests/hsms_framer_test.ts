// The framer: any cut of a stream gives the same messages, in memory and time bounded by what has arrived.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Framer } from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import { data, frame, hex, join, linktestReq, selectReq, selectRsp, toHex } from "./hsms_frames.ts";

const EQ = hex("0102 4106 45512D313030 4105 312E322E30");
/** A session: select, S1F1 and its reply, a linktest; header-only messages and one with text. */
const SESSION = [
  selectReq(1),
  selectRsp(1, 0),
  data("S1F1 W", 0x10),
  data("S1F2", 0x10, 0, EQ),
  linktestReq(2),
];
const STREAM = join(...SESSION);

/** Everything a framer finds in these chunks, without the length bytes. */
function found(chunks: Iterable<Uint8Array>, framer: Framer = new Framer()): string[] {
  const messages: string[] = [];
  for (const chunk of chunks) {
    framer.push(chunk);
    while (framer.next()) messages.push(toHex(framer.bytes.subarray(framer.start, framer.end)));
  }
  return messages;
}

const EXPECTED = SESSION.map((message) => toHex(message.slice(4)));

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

test("framer: a session in one chunk, and one message a chunk", () => {
  assertEquals(found([STREAM]), EXPECTED);
  assertEquals(found(SESSION), EXPECTED);
});

test("framer: chunks split and merged, the first four bytes included: byte by byte and in every size", () => {
  for (let size = 1; size <= STREAM.length; size++) {
    assertEquals(found(cut(STREAM, size)), EXPECTED, `size ${size}`);
  }
});

test("framer: every split point of a session, and every pair of split points of two messages", () => {
  for (let at = 0; at <= STREAM.length; at++) {
    assertEquals(found([STREAM.slice(0, at), STREAM.slice(at)]), EXPECTED, `cut at ${at}`);
  }
  const two = join(SESSION[2], SESSION[3]);
  for (let a = 0; a <= two.length; a++) {
    for (let b = a; b <= two.length; b++) {
      const chunks = [two.slice(0, a), two.slice(a, b), two.slice(b)];
      assertEquals(found(chunks), EXPECTED.slice(2, 4), `cut at ${a} and ${b}`);
    }
  }
});

test("framer: trailing bytes wait for the rest, at every length of the rest", () => {
  for (let trailing = 0; trailing < STREAM.length; trailing++) {
    const framer = new Framer();
    found([join(selectReq(9), STREAM.slice(0, trailing))], framer);
    const whole = SESSION.map((_, i) => join(...SESSION.slice(0, i)).length).includes(trailing);
    assertEquals(framer.midMessage, !whole, `${trailing} bytes`);
    assertEquals(found([STREAM.slice(trailing)], framer).at(-1), EXPECTED.at(-1));
    assertEquals(framer.midMessage, false);
  }
});

test("framer: empty chunks change nothing", () => {
  const chunks = [...cut(STREAM, 3)].flatMap((chunk) => [new Uint8Array(0), chunk, new Uint8Array(0)]);
  const framer = new Framer();
  assertEquals(found(chunks, framer), EXPECTED);
  assertEquals(framer.midMessage, false);
});

for (let length = 0; length < 10; length++) {
  test(`framer: length ${length} is a fault, for good`, () => {
    for (const chunks of [[hex(`0000000${length}`)], [...cut(hex(`0000000${length}FFFF000000`), 1)]]) {
      const framer = new Framer();
      assertEquals(found(chunks, framer), []);
      assertEquals([framer.fault, framer.length], ["length below 10", length]);
      assertEquals(found([STREAM], framer), []);
    }
  });
}

test("framer: messages before a bad length are found, none after", () => {
  const framer = new Framer();
  assertEquals(found([join(STREAM, hex("00000009 FFFF 00 00 00 05 000000"), STREAM)], framer), EXPECTED);
  assertEquals(framer.fault, "length below 10");
});

test("framer: a length at the limit is taken, one above is a fault before its bytes arrive", () => {
  const within = frame(0, 1, 1, 0, 0, 1, new Uint8Array(90)),
    above = frame(0, 1, 1, 0, 0, 1, new Uint8Array(91));
  for (const size of [1, 7, 200]) {
    assertEquals(found(cut(within, size), new Framer(100)).length, 1);
    const framer = new Framer(100);
    assertEquals(found(cut(above.slice(0, 4), size), framer), []);
    assertEquals([framer.fault, framer.length], ["length above limit", 101]);
  }
  const framer = new Framer();
  found([hex("0100000B")], framer);
  assertEquals([framer.fault, framer.length], ["length above limit", 16 * 1024 * 1024 + 11]);
});

test("framer: a length of FFFFFFFF is a fault, or with the highest limit waits without allocating", () => {
  const framer = new Framer();
  found([hex("FFFFFFFF 0000")], framer);
  assertEquals([framer.fault, framer.length], ["length above limit", 0xffffffff]);
  const patient = new Framer(0xffffffff);
  const beginning = [...cut(hex("FFFFFFFF 0000 81 01"), 1)];
  assert(allocated(() => found(beginning, patient)) < 1024);
  assertEquals([patient.fault, patient.midMessage, patient.length], [undefined, true, 0xffffffff]);
});

/** Bytes of all `Uint8Array`s made from a length while `run` runs. */
function allocated(run: () => void): number {
  const original = globalThis.Uint8Array;
  let total = 0;
  globalThis.Uint8Array = new Proxy(original, {
    construct(target, args, newTarget) {
      if (typeof args[0] === "number") total += args[0];
      return Reflect.construct(target, args, newTarget);
    },
  });
  try {
    run();
  } finally {
    globalThis.Uint8Array = original;
  }
  return total;
}

test("framer: a claimed 16 MB message allocates in proportion to what has arrived", () => {
  const head = hex("01000000 0001 81 01 00 00 00000001");
  assert(allocated(() => found([head])) <= 64);
  const framer = new Framer();
  const arrived = new Uint8Array(100_000);
  const total = allocated(() => found([head, ...cut(arrived, 1000)], framer));
  assert(total <= 5 * (head.length + arrived.length), `${total} bytes allocated`);
  const whole = join(head, arrived);
  assert(allocated(() => found([whole])) <= 2 * whole.length + 64);
});

test("framer: the buffer of a message put together is no more than twice the message", () => {
  const message = frame(0, 1, 1, 0, 0, 1, new Uint8Array(300_000));
  for (const size of [1000, 4096, 65_536, 299_999]) {
    const framer = new Framer();
    assertEquals(found(cut(message, size), framer).length, 1);
    assert(framer.bytes.buffer.byteLength <= 2 * message.length, `chunks of ${size}`);
  }
});

test("framer: a message whole in a chunk is a view of it, copied only when cut", () => {
  const framer = new Framer(), chunk = join(STREAM, data("S1F1 W", 3).slice(0, 6));
  framer.push(chunk);
  for (const message of SESSION) {
    assertEquals(framer.next(), true);
    assertEquals(framer.bytes.buffer === chunk.buffer, true);
    assertEquals(framer.end - framer.start, message.length - 4);
  }
  assertEquals(framer.next(), false);
  framer.push(join(data("S1F1 W", 3).slice(6), linktestReq(4)));
  assertEquals(framer.next(), true);
  assertEquals(toHex(framer.bytes.subarray(framer.start, framer.end)), toHex(data("S1F1 W", 3).slice(4)));
  assertEquals(framer.next(), true);
  assertEquals(toHex(framer.bytes.subarray(framer.start, framer.end)), toHex(linktestReq(4).slice(4)));
});

test("framer: a chunk that is a window of a larger buffer is read from its own beginning", () => {
  const slab = join(new Uint8Array(7).fill(0xff), STREAM, new Uint8Array(7).fill(0xff));
  assertEquals(found([slab.subarray(7, 7 + STREAM.length)]), EXPECTED);
});

test("framer: a message put together is not changed by what arrives later", () => {
  const framer = new Framer();
  const [first, second] = [data("S1F1 W", 1, 0, EQ), data("S1F3 W", 2, 0, EQ)];
  for (const chunk of cut(first, 5)) {
    framer.push(chunk);
    framer.next();
  }
  const kept = framer.bytes.subarray(framer.start, framer.end);
  found(cut(second, 5), framer);
  assertEquals(toHex(kept), toHex(first.slice(4)));
});

test("framer: a chunk pushed before the last one was taken throws, and loses nothing", () => {
  const framer = new Framer();
  framer.push(STREAM);
  assertEquals(framer.next(), true);
  assertThrows(() => framer.push(linktestReq(1)), Error, "Cannot push a chunk");
  let rest = 1;
  while (framer.next()) rest++;
  assertEquals(rest, SESSION.length);
});

test("framer: byte by byte takes time in proportion to the length", () => {
  const time = (length: number): number => {
    const framer = new Framer(), message = frame(0, 1, 1, 0, 0, 1, new Uint8Array(length));
    const chunks = [...cut(message, 1)];
    const start = performance.now();
    found(chunks.slice(0, -1), framer);
    const took = performance.now() - start;
    assertEquals(framer.midMessage, true);
    return took;
  };
  time(20_000);
  const best = (length: number) => Math.min(...[1, 2, 3].map(() => time(length)));
  const small = Math.max(best(20_000), 0.5), large = best(160_000);
  assert(large < 40 * small, `8 times the bytes took ${(large / small).toFixed(1)} times as long`);
});
