// The canonical form and the dialects to the letter, the options, and what cannot be printed.
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  A,
  B,
  BOOLEAN,
  DecodeError,
  encode,
  equals,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  J,
  L,
  U1,
  U2,
  U4,
  U8,
  W,
} from "../core/secs2/mod.ts";
import { parseItem, print, type Printable, printChunks, type ProfileName } from "../core/sml/mod.ts";
import { fromHex } from "./captures_truth.ts";
import { test } from "./harness.ts";

const EVENT = L(U4(0), U4(1001), L(L(U4(10), L(F4(2.5), I2(-5), BOOLEAN(true)))));

/** The canonical form of an event report. */
const EVENT_SML = `S6F11 W
<L [3]
  <U4 [1] 0>
  <U4 [1] 1001>
  <L [1]
    <L [2]
      <U4 [1] 10>
      <L [3]
        <F4 [1] 2.5>
        <I2 [1] -5>
        <BOOLEAN [1] TRUE>
      >
    >
  >
>.`;

test("an event report prints in canonical form, from an item, from text and from a message of a link", () => {
  const header = { stream: 6, function: 11, replyExpected: true };
  assertEquals(print({ ...header, item: EVENT }), EVENT_SML);
  assertEquals(print({ ...header, text: encode(EVENT) }), EVENT_SML);
  assertEquals(print({ ...header, session: 1, systemBytes: 9, text: encode(EVENT) } as Printable), EVENT_SML);
  assertEquals(print(EVENT), EVENT_SML.slice("S6F11 W\n".length, -1));
});

const ITEMS: readonly [item: Item, sml: string][] = [
  [A("ABC"), '<A [3] "ABC">'],
  [A(""), "<A [0]>"],
  [L(), "<L [0]>"],
  [B(0, 255), "<B [2] 0x00 0xFF>"],
  [B(), "<B [0]>"],
  [BOOLEAN(true, false), "<BOOLEAN [2] TRUE FALSE>"],
  [I1(-1, 127), "<I1 [2] -1 127>"],
  [I2(-2), "<I2 [1] -2>"],
  [I4(1, -1, -0x8000_0000), "<I4 [3] 1 -1 -2147483648>"],
  [I8(-9223372036854775808n), "<I8 [1] -9223372036854775808>"],
  [I8(-9007199254740993n, 4294967296n, -1n), "<I8 [3] -9007199254740993 4294967296 -1>"],
  [U1(255), "<U1 [1] 255>"],
  [U2(65535), "<U2 [1] 65535>"],
  [U2(), "<U2 [0]>"],
  [U4(4294967295, 1000000000, 99, 100), "<U4 [4] 4294967295 1000000000 99 100>"],
  [U8(18446744073709551615n), "<U8 [1] 18446744073709551615>"],
  [F4(1.5, 0.1, 3.4028234663852886e38, 1e-45), "<F4 [4] 1.5 0.1 3.4028235e+38 1e-45>"],
  [F4(NaN, Infinity, -Infinity, -0, 0), "<F4 [5] NaN Infinity -Infinity -0 0>"],
  [F4(16777216, 1e10, 0.00012345), "<F4 [3] 16777216 10000000000 0.00012345>"],
  [F8(-0.1, 1e21, 5e-324, -0), "<F8 [4] -0.1 1e+21 5e-324 -0>"],
  [F8(NaN, -Infinity, 9007199254740991, -3), "<F8 [4] NaN -Infinity 9007199254740991 -3>"],
  [A('it\'s "5"\r\n\x7f\xff'), '<A [12] "it\'s " 0x22 "5" 0x22 0x0D 0x0A 0x7F 0xFF>'],
  [A("C:\\recipes"), '<A [10] "C:\\recipes">'],
  [J("ｱ¥‾"), '<J [3] 0xB1 "\\~">'],
  [W("温度 é"), '<W [9] "温度 é">'],
  [W('a"\u202eb'), '<W [6] "a" 0x22 0xE2 0x80 0xAE "b">'],
  [W(""), '<W [0] "">'],
  [W(Uint8Array.of(0x41, 0xff)), "<W [2] 0x41 0xFF>"],
  [W("度", 1), "<W [2] lsh=1 0x5E 0xA6>"],
  [{ format: "W", value: "" }, "<W [0]>"],
  [{ format: "W", value: "A" }, "<W [1] lsh=none 0x41>"],
  [L(L(L())), "<L [1]\n  <L [1]\n    <L [0]>\n  >\n>"],
];

test("items print in canonical form", () => {
  for (const [item, sml] of ITEMS) assertEquals(print(item), sml);
});

test("header-only messages print", () => {
  assertEquals(print({ stream: 1, function: 1, replyExpected: true }), "S1F1 W.");
  assertEquals(print({ stream: 1, function: 2, text: new Uint8Array(0) }), "S1F2.");
  assertEquals(
    print({ stream: 1, function: 1, replyExpected: true }, { profile: "secs4net" }),
    "'S1F1' W\n.",
  );
  assertEquals(print({ stream: 1, function: 1 }, { profile: "secsgem" }), "");
  assertEquals(print(new Uint8Array(0)), "");
});

const MIXED = {
  stream: 5,
  function: 1,
  replyExpected: true,
  name: "Alarm",
  item: L(B(1), BOOLEAN(false), L(), A(""), A("a'b\"c>\\\n"), A("it's"), W("é", 4)),
};

const PROFILED: Record<ProfileName, string> = {
  "canonical": `Alarm: S5F1 W
<L [7]
  <B [1] 0x01>
  <BOOLEAN [1] FALSE>
  <L [0]>
  <A [0]>
  <A [8] "a'b" 0x22 "c>\\" 0x0A>
  <A [4] "it's">
  <W [1] lsh=4 0xE9>
>.`,
  "secs4net": `Alarm:'S5F1' W
<L [7]
    <B [1] 0x01>
    <Boolean [1] False>
    <L [0]
    >
    <A [0] ''>
    <A [8] 'a' 0x27 'b"c>\\' 0x0A>
    <A [4] "it's">
    <W [1] lsh=4 0xE9>
>
.`,
  "secs4java8": `S5F1 W
<L [7]
  <B [1] 0x01>
  <BOOLEAN [1] FALSE>
  <L [0]>
  <A [0] "">
  <A [8] "a'b" 0x22 "c>\\" 0x0A>
  <A [4] "it's">
  <W [1] lsh=4 0xE9>
>.`,
  "secsgem": `< L [7]
  < B 0x01 >
  < BOOLEAN 0x0 >
  < L [0] >
  < A >
  < A "a'b" 0x22 "c>\\" 0x0A >
  < A "it's" >
  < W lsh=4 0xE9 >
>`,
  "go-secs": `Alarm: S5F1 W
<L[7]
  <B[1] 0x01>
  <BOOLEAN[1] False>
  <L[0]>
  <A[0] "">
  <A[8] "a'b" 0x22 "c" 0x3E 0x5C 0x0A>
  <A[4] "it's">
  <W[1] 4 0xE9>
>.`,
  "go-secs-fast": `Alarm: S5F1 W
<L[7]
  <B[1] 0x01>
  <BOOLEAN[1] False>
  <L[0]>
  <A[0] "">
  <A[8] "a'b"c>\\
">
  <A[4] "it's">
  <W[1] 4 0xE9>
>.`,
};

test("every dialect prints its own form", () => {
  for (const [profile, sml] of Object.entries(PROFILED)) {
    assertEquals(print(MIXED, { profile: profile as ProfileName }), sml, profile);
  }
});

test("names that are no identifiers are quoted", () => {
  const named = (name: string) => print({ stream: 1, function: 1, name });
  assertEquals(named("Are You There"), "Are You There: S1F1.");
  assertEquals(named("50%"), '"50%": S1F1.');
  assertEquals(named('say "x"'), "'say \"x\"': S1F1.");
  assertThrows(() => named(`"'`), RangeError, "does not fit between quotes");
  assertEquals(named("S1F1"), "S1F1: S1F1.");
});

test("indentation, one line and sizes are as asked", () => {
  const item = L(U4(1), L(A("x"), L()));
  assertEquals(print(item, { indent: 0 }), '<L [2]\n<U4 [1] 1>\n<L [2]\n<A [1] "x">\n<L [0]>\n>\n>');
  assertEquals(print(item, { oneLine: true }), '<L [2] <U4 [1] 1> <L [2] <A [1] "x"> <L [0]>>>');
  assertEquals(print(item, { oneLine: true, sizes: false }), '<L <U4 1> <L <A "x"> <L>>>');
  assertEquals(
    print({ stream: 1, function: 3, replyExpected: true, item }, { oneLine: true, sizes: false }),
    'S1F3 W <L <U4 1> <L <A "x"> <L>>>.',
  );
  assertEquals(
    print(item, { oneLine: true, profile: "secsgem" }),
    '< L [2] < U4 1 > < L [2] < A "x" > < L [0] > > >',
  );
});

test("elements beyond the limit are left out and counted", () => {
  const item = L(U4(Array.from({ length: 1237 }, (_, i) => i)), A("x".repeat(2_000_000)), L(L(), L()), L());
  assertEquals(
    print(item, { elements: 3 }),
    '<L [4]\n  <U4 [1237] 0 1 2 … 1,234 more>\n  <A [2000000] "xxx" … 1,999,997 more>\n  <L [2]\n    <L [0]>\n' +
      "    <L [0]>\n  >\n  … 1 more\n>",
  );
  assertEquals(print(item, { elements: 0, oneLine: true }), "<L [4] … 4 more>");
  assertEquals(print(L(L(L(U1(1)))), { elements: 1, oneLine: true }), "<L [1] <L [1] <L [1] <U1 [1] 1>>>>");
  assertEquals(print(W("温度"), { elements: 4 }), '<W [6] "温" … 2 more>');
  assertThrows(() => parseItem(print(item, { elements: 3 })), SyntaxError, "elements were left out here");
});

test("a huge text prints in chunks, in little memory", { timeout: 120_000 }, () => {
  const row = encode(L(U1(1), U2(2), A("SVID-17"), L(), F4(2.5), A("yz"), U4(1_000_000)));
  const bytes = new Uint8Array(4 + row.length * 280_000);
  bytes.set([3, 280_000 >> 16, (280_000 >> 8) & 0xff, 280_000 & 0xff]);
  for (let at = 4; at < bytes.length; at += row.length) bytes.set(row, at);
  const { memoryUsage } = (globalThis as unknown as { process: { memoryUsage(): { rss: number } } }).process;
  const before = memoryUsage().rss;
  let [most, length, longest] = [0, 0, 0];
  for (const chunk of printChunks(bytes)) {
    length += chunk.length;
    longest = Math.max(longest, chunk.length);
    most = Math.max(most, memoryUsage().rss - before);
  }
  assert(bytes.length > 9_000_000 && length > 3 * bytes.length, `${bytes.length} bytes gave ${length}`);
  assert(longest <= 64 * 1024, `a chunk has ${longest} characters`);
  assert(most < 100_000_000, `memory grew by ${most} bytes`);
});

test("a name longer than a chunk prints", () => {
  const message = {
    stream: 1,
    function: 1,
    replyExpected: false,
    name: "a".repeat(50_000),
    item: L(U4(1), L()),
  };
  assertEquals(print(message), `"${message.name}": S1F1\n${print(message.item)}.`);
});

test("huge leaves print in chunks", () => {
  for (const item of [A("a\n".repeat(200_000)), B(new Uint8Array(100_000)), U4(new Uint32Array(100_000))]) {
    const chunks = [...printChunks(item, { profile: "go-secs-fast" })];
    assert(chunks.length > 1 && chunks.every((chunk) => chunk.length <= 64 * 1024));
    assertEquals(parseItem(chunks.join("")), item);
  }
});

test("prints in between do not disturb each other", () => {
  const item = L(Array.from({ length: 5000 }, (_, i) => A(`element ${i} of a long list`)));
  const one = printChunks(item);
  let text = "";
  for (let next = one.next(); !next.done; next = one.next()) {
    text += next.value;
    print(EVENT);
  }
  assertEquals(text, print(item));
});

test("lists nested as deep as lists may be print, received ones up to the limit", () => {
  let item: Item = L();
  for (let depth = 1; depth < 1024; depth++) item = L(item);
  const text = print(item, { indent: 16 });
  assertEquals(text.split("\n").length, 2047);
  assert(equals(parseItem(text, { depth: 1024, strict: true }), item));
  assertThrows(() => print(encode(item)), DecodeError, "nested too deep");
  assertEquals(print(encode(item), { depth: 1024, indent: 16 }), text);
});

test("what cannot be printed throws", () => {
  assertThrows(() => print(fromHex("410541")), DecodeError, "truncated item");
  assertThrows(() => print(fromHex("010000")), DecodeError, "bytes after the item");
  assertThrows(() => print({ format: "U1", value: 256 }), RangeError, "256 is outside 0 to 255");
  assertThrows(() => print({ stream: 128, function: 1 }), RangeError, "Cannot print S128F1");
  assertThrows(() => print({ stream: 1, function: 256 }), RangeError, "Cannot print S1F256");
  assertThrows(() => print(L(), { indent: 17 }), RangeError, "Cannot indent by 17");
  assertThrows(() => print(L(), { elements: -1 }), RangeError, "Cannot show -1 elements");
  assertThrows(() => print(L(), { profile: "x" as ProfileName }), RangeError, "there is no such profile");
  for (const [source, found] of [[undefined, "undefined"], [null, "null"], ["S1F1", '"S1F1"']]) {
    const message = `Cannot print: expected an item, a message or bytes, found ${found}`;
    assertThrows(() => print(source as never), TypeError, message);
  }
});

test("F8 has the digits of String, whether few or many", () => {
  let state = 1;
  const random = () => (state = (state * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
  for (let round = 0; round < 20_000; round++) {
    const size = 10 ** (18 * random() - 6);
    const short = Math.round(size * 10 ** (round % 9)) / 10 ** (round % 9);
    for (const value of [short, -short, size, short + Number.EPSILON * size]) {
      if (value !== 0) assertEquals(print(F8(value), { sizes: false }), `<F8 ${value}>`);
    }
  }
});
