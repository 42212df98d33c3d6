// The accepting grammar piece by piece, what it warns of, and the examples whose bytes are known.
import { assertEquals, assertThrows } from "@std/assert";
import {
  A,
  B,
  BOOLEAN,
  encode,
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
import { parse, parseItem, parseMessage, SmlSyntaxError } from "../core/sml/mod.ts";
import { toHex } from "./captures_truth.ts";
import { test } from "./harness.ts";

/** Items whose bytes are known. */
const BYTES: readonly [sml: string, hex: string][] = [
  ['<A "ABC">', "4103414243"],
  ["<A>", "4100"],
  ['<A "">', "4100"],
  ["<L>", "0100"],
  ["<B 0x00 0xFF>", "210200ff"],
  ["<BOOLEAN TRUE FALSE>", "25020100"],
  ["<I1 -1 127>", "6502ff7f"],
  ["<I2 -2>", "6902fffe"],
  ["<I4 1 -1>", "710800000001ffffffff"],
  ["<I8 -9223372036854775808>", "61088000000000000000"],
  ["<U1 255>", "a501ff"],
  ["<U2 65535>", "a902ffff"],
  ["<U2>", "a900"],
  ["<U4 4294967295>", "b104ffffffff"],
  ["<U8 18446744073709551615>", "a108ffffffffffffffff"],
  ["<F4 1.5>", "91043fc00000"],
  ["<F8 -0.1>", "8108bfb999999999999a"],
  ['<J "ｱ¥‾">', "4503b15c7e"],
  ["<L <L <L>>>", "010101010100"],
  [
    '<L <L <A "Hallo"> <A "Welt">> <U1 10> <F4 2.5>>',
    "01030102410548616c6c6f410457656c74a5010a910440200000",
  ],
  ['<W "温度">', "49080002e6b8a9e5baa6"],
  ['<W lsh=1 "温度">', "490600016e295ea6"],
];

test("items encode to the bytes that are known", () => {
  for (const [sml, hex] of BYTES) assertEquals(toHex(encode(parseItem(sml, { strict: true }))), hex, sml);
});

/** Messages whose header and text are known. */
const MESSAGES: readonly [sml: string, stream: number, fn: number, wait: boolean, hex: string][] = [
  [
    'S2F41 W <L <A "START"> <L <L <A "PPID"> <A "RCP1">>>>.',
    2,
    41,
    true,
    "01024105535441525401010102410450504944410452435031",
  ],
  [
    "S6F11 W <L <U4 0> <U4 1001> <L <L <U4 10> <L <F4 2.5> <I2 -5> <BOOLEAN TRUE>>>>>.",
    6,
    11,
    true,
    "0103b10400000000b104000003e901010102b1040000000a01039104402000006902fffb250101",
  ],
  [
    'S5F1 W <L <B 0x84> <U4 42> <A "CHAMBER OVER TEMP">>.',
    5,
    1,
    true,
    "0103210184b1040000002a41114348414d424552204f5645522054454d50",
  ],
  ['S9F13 <L <A "S02F33"> <U4 7>>.', 9, 13, false, "01024106533032463333b10400000007"],
  ['S10F3 W <L <B 0x00> <A "HELLO">>.', 10, 3, true, "0102210100410548454c4c4f"],
];

test("messages encode to the bytes that are known", () => {
  for (const [sml, stream, fn, replyExpected, hex] of MESSAGES) {
    const message = parseMessage(sml, { strict: true });
    assertEquals([message.stream, message.function, message.replyExpected], [stream, fn, replyExpected]);
    assertEquals(toHex(encode(message.item!)), hex, sml);
  }
});

const ITEMS: readonly [sml: string, item: Item][] = [
  ["<list>", L()],
  ["<Bin 1 0b11 0o17 0xff>", B(1, 3, 15, 255)],
  ["<BINARY>", B()],
  ["<bool t F true False 0 0x2 -1>", BOOLEAN(true, false, true, false, false, true, true)],
  ["<BOOLEAN F>", BOOLEAN(false)],
  ["<ASCII \"a\" 0x62 99 'd' 0b1100101>", A("abcde")],
  ['<A"x">', A("x")],
  ["<A 'say \"hi\"'>", A('say "hi"')],
  ['<A "C:\\new">', A("C:\\new")],
  ['<A "é">', A("é")],
  ['<JIS8 "\\~" 0xB1>', J("¥‾ｱ")],
  ['<JIS-8 "x">', J("x")],
  ["<I1 -128 +127 -0x80 0x7F>", I1(-128, 127, -128, 127)],
  ["<I2 -0>", I2(0)],
  ["<I4 -2147483648 00000000000000000000001>", I4(-2147483648, 1)],
  ["<I8 9223372036854775807 -1 0x7fffffffffffffff>", I8(9223372036854775807n, -1n, 9223372036854775807n)],
  ["<U8 0b" + "1".repeat(64) + " 0o1777777777777777777777>", U8(2n ** 64n - 1n, 2n ** 64n - 1n)],
  ["<U1 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16>", U1(Array.from({ length: 17 }, (_, i) => i))],
  [
    "<F4 1 .5 5. -1e3 1E-2 +2.5e+1 0x10 3.14159265358979>",
    F4(1, 0.5, 5, -1000, 0.01, 25, 16, 3.14159265358979),
  ],
  [
    "<F8 NaN nan Infinity -infinity inf -INF -0 0.1>",
    F8(NaN, NaN, Infinity, -Infinity, Infinity, -Infinity, -0, 0.1),
  ],
  ["<F8 -0.0 123456789012345678 0.12345678901234567>", F8(-0, 123456789012345678, 0.12345678901234567)],
  ["<W>", W("")],
  ['<W "">', W("")],
  ["<W [0]>", { format: "W", value: "" }],
  ["<W lsh=none>", { format: "W", value: "" }],
  ["<W lsh=none 0x41>", { format: "W", value: "A" }],
  ['<W LSH = 3 "abc">', W("abc", 3)],
  ["<W 8 0x82 0xA0>", { format: "W", encoding: 8, value: "\x82\xa0" }],
  ["<W 0x41>", W("A")],
  ['<W lsh=40000 "abc">', { format: "W", encoding: 40000, value: "abc" }],
  ['< L [ 2 ] < A[1..]"x"><U4 [..3] 1 2>>', L(A("x"), U4(1, 2))],
  ["<L [MAX 9] <U2 [0..2] 1>>", L(U2(1))],
  ["<\n\tL\r\n>", L()],
  ["<L // to the end of the line >\n  /* and > here */ <U1/**/1>\n * and here >\n>", L(U1(1))],
  ["\ufeff<U1\u00a01>", U1(1)],
];

test("items are read in all their forms", () => {
  for (const [sml, item] of ITEMS) assertEquals(parseItem(sml, { strict: true }), item, sml);
});

test("backslashes escape quotes only where it is asked for", () => {
  const sml = String.raw`<A "a\\b" '\'\"' "\n">`;
  assertEquals(parseItem(sml, { escapes: "backslash" }), A(`a\\b'"\\n`));
  assertThrows(() => parseItem(sml), SmlSyntaxError);
});

const HEADERS: readonly [sml: string, header: string][] = [
  ["S1F1.", "S1F1"],
  ["S1F1 W.", "S1F1 W"],
  ["s001f013w.", "S1F13 W"],
  ["S1F1 [W].", "S1F1 W"],
  ["S1F1 [ w ].", "S1F1 W"],
  ["'S1F1' W.", "S1F1 W"],
  ['"S1F1"W.', "S1F1 W"],
  ["S1F1 W H->E.", "S1F1 W"],
  ["S1F1 H<-E.", "S1F1"],
  ["S1F1 W H<->E Are You There.", "S1F1 W Are You There"],
  ["S1F1 W E->H.", "S1F1 W"],
  ["Are_You-There 2: S1F1 W.", "S1F1 W Are_You-There 2"],
  ["'50% done' : 'S1F1' W.", "S1F1 W 50% done"],
  ["S1F1 W 'x.y'.", "S1F1 W x.y"],
  ["S1F1: S1F3.", "S1F3 S1F1"],
  ["W: S1F1.", "S1F1 W"],
  ["S1F1 Waiting.", "S1F1 Waiting"],
  ["Être là: S1F1.", "S1F1 Être là"],
  ["S0F0.", "S0F0"],
  ["S127F255 W.", "S127F255 W"],
];

test("headers are read in all their forms", () => {
  for (const [sml, header] of HEADERS) {
    const { stream, function: fn, replyExpected, name } = parseMessage(sml, { strict: true });
    const found = `S${stream}F${fn}${replyExpected ? " W" : ""}${name === undefined ? "" : ` ${name}`}`;
    assertEquals(found, header, sml);
  }
  assertEquals(parseMessage("W: S1F1.").name, "W");
  assertEquals(parseMessage("S1F1 W.").name, undefined);
});

/** Text, what it gives, and kind, line and column of each warning. */
const WARNED: readonly [sml: string, items: readonly (Item | undefined)[], warnings: readonly string[]][] = [
  ["S1F1 W", [undefined], ["no period 1:7"]],
  ["S1F1 W  \n ", [undefined], ["no period 1:7"]],
  ["S1F3 W <L>\nS1F1", [L(), undefined], ["no period 1:11", "no period 2:5"]],
  ["S1F1\nNext: S1F3 W <L>.", [undefined, L()], ["no period 1:5"]],
  ["S1F1 W 'a' : S1F3.", [undefined, undefined], ["no period 1:7"]],
  ["S1F2 W <L>.", [L()], ["W-bit 1:1"]],
  ["S1F1 Are You There W.", [undefined], ["name 1:6"]],
  ["<S1F1 W <L>>", [L()], ["brackets 1:1", "no period 1:13"]],
  ["S1F3 <U4 [2] 1>.", [U4(1)], ["size 1:10"]],
  ["S1F3 <U4 [2..3] 1>.", [U4(1)], ["size 1:10"]],
  ["S1F3 <U4 [..0] 1>.", [U4(1)], ["size 1:10"]],
  ["S1F3 <L [1]\n<L [2] <U1 [1/4] 1>>>.", [L(L(U1(1)))], ["size 2:4", "size 2:12"]],
  ["S1F3 <A [4] 'it's'>.", [A("it's")], ["quotes 1:13"]],
  ["S1F3 <A [9] 'a'> <A 'b'>.", [A("a'> <A 'b")], ["quotes 1:13"]],
  ["S1F3 <A [5] 'a\r\nb\n'>.", [A("a\r\nb\n")], ["quotes 1:13"]],
  ['S1F3 <A [10] "a" 0x41 "b">.', [A('a" 0x41 "b')], ["quotes 1:14"]],
  ["S1F3 <A [3] 'a' 0x41>.", [A("aA")], ["size 1:9"]],
  ["S1F3 <J [3] 'ｱ'¥'>.", [J("ｱ'¥")], ["quotes 1:13"]],
];

test("what is wrong but plain is read and warned of, and refused by a strict parser", () => {
  for (const [sml, items, warnings] of WARNED) {
    const found = parse(sml);
    assertEquals(found.messages.map(({ item }) => item), items, sml);
    assertEquals(found.warnings.map(({ kind, line, column }) => `${kind} ${line}:${column}`), warnings, sml);
    const error = assertThrows(() => parse(sml, { strict: true }), SmlSyntaxError);
    const at = found.warnings.findIndex(({ offset }) => offset === error.offset);
    assertEquals(error.message.split(": ").slice(1).join(": "), found.warnings[at].message, sml);
  }
});

test("a period behind an item alone is warned of", () => {
  const found = parse("<L>. <U1 1>\n.");
  assertEquals(found.items, [L(), U1(1)]);
  assertEquals(found.warnings.map(({ kind, offset }) => `${kind} ${offset}`), ["period 3", "period 12"]);
});

test("messages and items stand in one text, in any number", () => {
  const found = parse("<L> S1F1 W. <U1 1> S1F2 <L>. // the end", { strict: true });
  assertEquals(found.messages.map((each) => each.function), [1, 2]);
  assertEquals(found.items, [L(), U1(1)]);
  assertEquals(parse(" \n/* nothing */ "), { messages: [], items: [], warnings: [] });
});

test("the W behind a name is the W-bit", () => {
  assertEquals(parseMessage("S1F1 Are You There W."), {
    stream: 1,
    function: 1,
    replyExpected: true,
    name: "Are You There",
    text: new Uint8Array(0),
  });
});

test("length bytes that are more than needed are kept, others are not", () => {
  assertEquals(parseItem("<L [1/3] <A [1/1] 'x'>>"), { format: "L", value: [A("x")], lengthBytes: 3 });
  assertEquals(parseItem("<W [1/2] 0x41>"), { format: "W", encoding: 2, value: "A", lengthBytes: 2 });
});

test("one item and one message are exactly that", () => {
  const refused: [() => unknown, string][] = [
    [() => parseItem(""), "expected one item, found nothing"],
    [() => parseItem("S1F1."), "expected one item, found 1 message"],
    [() => parseItem("<L> <L>"), "expected one item, found 2 items"],
    [() => parseMessage("<L>"), "expected one message, found 1 item"],
    [() => parseMessage("S1F1. S1F1. <L>"), "expected one message, found 2 messages and 1 item"],
  ];
  for (const [run, message] of refused) assertThrows(run, SmlSyntaxError, message);
});
