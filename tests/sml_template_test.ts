// SML in programs: what goes into holes, what does not, and that a template is parsed once.
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  A,
  B,
  BOOLEAN,
  encode,
  F4,
  F8,
  I2,
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
import { print, sml, type SmlMessage, SmlSyntaxError, type SmlValue } from "../core/sml/mod.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";
import { anyItem } from "./sml_items.ts";

const NO_TEXT = new Uint8Array(0);

test("a template without holes is a message or an item", () => {
  assertEquals(sml`S1F1 W.`, { stream: 1, function: 1, replyExpected: true, text: NO_TEXT });
  assertEquals(sml`Hello: S1F14 <L <B 0> <L>>`, {
    stream: 1,
    function: 14,
    replyExpected: false,
    item: L(B(0), L()),
    name: "Hello",
    text: encode(L(B(0), L())),
  });
  assertEquals(sml.item`<U4 [2] 1 2>`, U4(1, 2));
});

test("holes take the values of the item around them", () => {
  const rcmd = "START";
  const found = sml`S2F41 W <L <A ${rcmd}> <L>>.`;
  const item = L(A("START"), L());
  assertEquals(found, { stream: 2, function: 41, replyExpected: true, item, text: encode(item) });
  const items: [Item, Item][] = [
    [sml.item`<A ${""}>`, A("")],
    [sml.item`<A "LOT-" ${"7"} 0x0A ${Uint8Array.of(0, 255)} 'x'>`, A("LOT-7\n\0\xffx")],
    [sml.item`<J ${"¥"} "a">`, J("¥a")],
    [sml.item`<W ${"温度"}>`, W("温度")],
    [sml.item`<W lsh=1 ${"度"}>`, W("度", 1)],
    [sml.item`<W lsh=8 ${Uint8Array.of(0x82, 0xa0)}>`, { format: "W", encoding: 8, value: "\x82\xa0" }],
    [sml.item`<B 1 ${2} ${Uint8Array.of(3, 4)} 5>`, B(1, 2, 3, 4, 5)],
    [sml.item`<B ${new Uint8Array(70)}>`, B(new Uint8Array(70))],
    [sml.item`<BOOLEAN ${true} F ${[false, true]}>`, BOOLEAN(true, false, false, true)],
    [sml.item`<U1 ${255}>`, U1(255)],
    [sml.item`<U2 ${[]}>`, U2()],
    [
      sml.item`<U4 ${1} 2 ${[3, 4]} ${5n} ${new Uint32Array(12)}>`,
      U4([1, 2, 3, 4, 5, ...new Array(12).fill(0)]),
    ],
    [sml.item`<I2 ${-5}>`, I2(-5)],
    [sml.item`<U8 ${2n ** 64n - 1n} ${7}>`, U8(2n ** 64n - 1n, 7n)],
    [sml.item`<I8 ${new BigInt64Array(2)}>`, I8(0n, 0n)],
    [sml.item`<F4 ${0.1} ${NaN}>`, F4(0.1, NaN)],
    [sml.item`<F8 ${-0}>`, F8(-0)],
    [sml.item`<L ${U1(1)} <U1 2> ${[U1(3), L()]} ${[]}>`, L(U1(1), U1(2), U1(3), L())],
  ];
  for (const [item, expected] of items) assertEquals(item, expected);
});

test("an item may be all of a message", () => {
  const item = L(U4(1));
  const expected: SmlMessage = { stream: 6, function: 11, replyExpected: true, item, text: encode(item) };
  assertEquals(sml`S6F11 W ${item}.`, expected);
});

test("a backslash is an ordinary character, except before a backtick and a hole that is none", () => {
  assertEquals(sml.item`<A "C:\recipes\new\x" "\`\${x}">`, A("C:\\recipes\\new\\x`${x}"));
});

test("any item in a hole is in the message, and any text in one of A", () => {
  fc.assert(
    fc.property(anyItem, anyItem, fc.string(), (a, b, text) => {
      assertEquals(sml.item`<L ${a} <L ${[a, b]}>>`, L(a, L(a, b)));
      assertEquals(sml.item`<L <A ${text}>>`, L(A(text)));
    }),
    runs(200, 3),
  );
});

test("a template is parsed once, and its fixed parts are shared", () => {
  const make = (value: number) => sml`S2F15 W <L <L <U4 ${value}> <L <A "fixed">>>>.`;
  const [first, second] = [make(1), make(2)];
  const fixed = (message: SmlMessage) =>
    ((message.item as ReturnType<typeof L>).value[0] as ReturnType<typeof L>).value[1];
  assertEquals(print(second.item!, { oneLine: true, sizes: false }), '<L <L <U4 2> <L <A "fixed">>>>');
  assertStrictEquals(fixed(first), fixed(second));
  const begun = performance.now();
  for (let i = 0; i < 10_000; i++) make(i);
  assert(performance.now() - begun < 2000);
});

const REFUSED: readonly [
  fill: (value: SmlValue) => unknown,
  value: unknown,
  error: typeof Error,
  message: string,
][] = [
  [
    (x) => sml.item`<L <U1 1> <U1 ${1} ${x}>>`,
    256,
    RangeError,
    "Cannot fill hole 2 (U1): 256 is outside 0 to 255",
  ],
  [(x) => sml.item`<U4 ${x}>`, "5", TypeError, 'Cannot fill hole 1 (U4): expected numbers, found "5"'],
  [(x) => sml.item`<U4 ${x}>`, 1.5, RangeError, "Cannot fill hole 1 (U4): 1.5 is no integer"],
  [(x) => sml.item`<U4 ${x}>`, true, TypeError, "Cannot fill hole 1 (U4): expected a number, found true"],
  [(x) => sml.item`<U4 ${x}>`, 2n ** 32n, RangeError, "Cannot fill hole 1 (U4): 4294967296 is outside"],
  [
    (x) => sml.item`<U4 ${x}>`,
    U4(1),
    TypeError,
    "Cannot fill hole 1 (U4): expected numbers, found an object",
  ],
  [
    (x) => sml.item`<U4 ${x}>`,
    undefined,
    TypeError,
    "Cannot fill hole 1 (U4): expected a number, found undefined",
  ],
  [(x) => sml.item`<U4 ${x}>`, null, TypeError, "Cannot fill hole 1 (U4): expected numbers, found null"],
  [(x) => sml.item`<I8 ${x}>`, 2 ** 53, RangeError, "Cannot fill hole 1 (I8)"],
  [(x) => sml.item`<F4 ${x}>`, 1e39, RangeError, "Cannot fill hole 1 (F4): 1e+39 is beyond"],
  [(x) => sml.item`<F8 ${x}>`, 1n, TypeError, "Cannot fill hole 1 (F8)"],
  [
    (x) => sml.item`<A ${x}>`,
    5,
    TypeError,
    "Cannot fill hole 1 (A): expected a string or a Uint8Array, found 5",
  ],
  [(x) => sml.item`<A ${x}>`, A("x"), TypeError, "Cannot fill hole 1 (A): expected a string or a Uint8Array"],
  [
    (x) => sml.item`<A ${x}>`,
    "温",
    RangeError,
    "Cannot fill hole 1 (A): character U+6E29 at 0 is above U+00FF",
  ],
  [(x) => sml.item`<B ${x}>`, "x", TypeError, 'Cannot fill hole 1 (B): expected bytes, found "x"'],
  [(x) => sml.item`<B ${x}>`, [1, 256], RangeError, "Cannot fill hole 1 (B): 256"],
  [
    (x) => sml.item`<BOOLEAN ${x}>`,
    1,
    TypeError,
    "Cannot fill hole 1 (BOOLEAN): expected a boolean, found 1",
  ],
  [(x) => sml.item`<L ${x}>`, "x", TypeError, 'Cannot fill hole 1 (L): expected an item, found "x"'],
  [(x) => sml.item`<L ${x}>`, [A("x"), 5], TypeError, "Cannot fill hole 1 (L): expected an item, found 5"],
  [
    (x) => sml`S1F1 W ${x}.`,
    { format: "X" },
    TypeError,
    "Cannot fill hole 1 (item): expected an item, found an object",
  ],
];

test("values that do not fit are refused by the name of their hole", () => {
  for (const [fill, value, kind, message] of REFUSED) {
    const error = assertThrows(() => fill(value as SmlValue), kind, message);
    assertEquals(error.name, kind.name);
  }
});

test("a size beside holes is that of the filled item", () => {
  const fill = (value: SmlValue) => sml.item`<L [2..3] <U4 [3] ${value} 9> <A [1..4] ${"ab"}> ${[L()]}>`;
  assertEquals(fill([1, 2]), L(U4(1, 2, 9), A("ab"), L()));
  assertEquals(sml.item`<A [2/3] ${"ab"}>`, { ...A("ab"), lengthBytes: 3 });
  assertEquals(sml.item`<U1 [0] ${[]}>`, U1());
  const refused: readonly [run: () => unknown, message: string][] = [
    [() => fill([1]), "Cannot fill hole 1 (U4): the size is 3, but there are 2"],
    [() => sml.item`<U4 [3] ${[1, 2]}>`, "Cannot fill hole 1 (U4): the size is 3, but there are 2"],
    [
      () => sml.item`<A [4..] ${"a"} "b" ${"c"}>`,
      "Cannot fill holes 1, 2 (A): the size is 4 or more, but there are 3",
    ],
    [() => sml.item`<L [2] <U1 ${1}> ${[]}>`, "Cannot fill hole 2 (L): the size is 2, but there is 1"],
    [() => sml.item`<L [1] ${[]}>`, "Cannot fill hole 1 (L): the size is 1, but there are 0"],
    [() => sml.item`<B [1/4] ${0}>`, "Cannot fill hole 1 (B): 4 length bytes cannot hold it"],
  ];
  for (const [run, message] of refused) {
    const error = assertThrows(run, RangeError);
    assertEquals(error.message, message);
  }
});

const NO_TEMPLATES: readonly [run: () => unknown, message: string][] = [
  [() => sml`S1F1 <A "${"x"}">.`, "column 10: hole 1 stands inside of quotes"],
  [() => sml`S1F${1} W.`, "expected a header"],
  [() => sml`S1F3 <U4 [${1}] 5>.`, "column 11: a hole can only stand for an item or for elements of one"],
  [() => sml`S1F3 // ${1}`, "a hole can only stand for"],
  [() => sml`S1F3 <A [4] "abc">.`, "the size is 4, but there are 3"],
  [() => sml`S1F2 W.`, "S1F2 is a reply"],
  [() => sml`<L>`, "expected a message, found an item"],
  [() => sml.item`S1F1.`, "expected an item, found a message"],
  [() => sml`S1F1. S1F3.`, "expected one message or one item"],
  [() => sml`S1F1 <U1 256>.`, "256 is outside 0 to 255"],
];

test("templates that are no SML are refused", () => {
  for (const [run, message] of NO_TEMPLATES) assertThrows(run, SmlSyntaxError, message);
});
