// Text that is not SML: what is wrong, exactly where, and in no more time and memory than the text deserves.
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parse, parseItem, type ParseOptions, print, SmlSyntaxError } from "../core/sml/mod.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";
import { anyItem } from "./sml_items.ts";

/** Text, where it is wrong (line:column/offset), and how. */
const WRONG: readonly [sml: string, place: string, state: string][] = [
  ["<U1 256>", "1:5/4", "256 is outside 0 to 255"],
  ["<U1 -1>", "1:5/4", "-1 is outside 0 to 255"],
  ["<I1 -129>", "1:5/4", "-129 is outside -128 to 127"],
  ["<U2 1 0x10000>", "1:7/6", "0x10000 is outside 0 to 65535"],
  ["<U4 4294967296>", "1:5/4", "4294967296 is outside 0 to 4294967295"],
  ["<I4 99999999999999999999999>", "1:5/4", "99999999999999999999999 is outside -2147483648 to 2147483647"],
  ["<I8 9223372036854775808>", "1:5/4", "is outside -9223372036854775808 to 9223372036854775807"],
  ["<U8 -1>", "1:5/4", "-1 is outside 0 to 18446744073709551615"],
  ["<U8 0x1FFFFFFFFFFFFFFFF>", "1:5/4", "0x1FFFFFFFFFFFFFFFF is outside"],
  ["<B 0x100>", "1:4/3", "0x100 is outside 0 to 255"],
  ["<A 'a' 300>", "1:8/7", "300 is outside 0 to 255"],
  ["<F4 1e39>", "1:5/4", "1e39 is beyond the range of F4"],
  ["<F8 1 -1e309>", "1:7/6", "-1e309 is beyond the range of F8"],
  ["<F8 0x1FFFFFFFFFFFFFFFF>", "1:5/4", "has more than 64 bits"],
  ["<U1 1.0>", "1:5/4", "expected an integer, found '1.0'"],
  ["<U1 1e2>", "1:5/4", "expected an integer, found '1e2'"],
  ["<U1 0xG>", "1:5/4", "expected an integer, found '0xG'"],
  ["<U1 0b2>", "1:5/4", "expected an integer, found '0b2'"],
  ["<U1 1,2>", "1:6/5", "expected an integer or '>', found ','"],
  ["<U1 'a'>", "1:5/4", "expected an integer or '>', found \"'\""],
  ["<F8 1.2.3>", "1:5/4", "expected a number, found '1.2.3'"],
  ["<F8 .>", "1:5/4", "expected a number, found '.'"],
  ["<F8 1e>", "1:5/4", "expected a number, found '1e'"],
  ["<F8 x>", "1:5/4", "expected a number, found 'x'"],
  ["<BOOLEAN yes>", "1:10/9", "expected a truth value, found 'yes'"],
  ["<BOOLEAN Tr>", "1:10/9", "expected a truth value, found 'Tr'"],
  ["<L 1>", "1:4/3", "expected an item or '>', found '1'"],
  ["<U1 <L>>", "1:5/4", "expected an integer or '>', found '<'"],
  ["<A abc>", "1:4/3", "expected text in quotes, a byte or '>', found 'abc'"],
  ["<A 'x>\n", "1:4/3", "the text is not closed on its line"],
  ["S1F3 W\n<L\n\t<A 'x\n'>>.", "3:5/14", "the text is not closed on its line"],
  ['<A "温">', "1:4/3", "character U+6E29 at 0 is above U+00FF"],
  ['<J "ab é±">', "1:4/3", "JIS-8 has no U+00B1"],
  ['<W lsh=3 "é">', "1:10/9", "character U+00E9 at 0 is above U+007F"],
  ['<W lsh=7 "é">', "1:10/9", "localized encoding 7 has none"],
  ["<W lsh=70000>", "1:4/3", "the LSH lsh=70000 is outside 0 to 65535"],
  ["<W lsh=none 'abc'>", "1:4/3", "3 bytes have room for an LSH"],
  ["<L [2]>", "1:4/3", "the size is 2, but there are 0"],
  ["<L [1..]>", "1:4/3", "the size is 1 or more, but there are 0"],
  ["<L [2", "1:4/3", "the size is not closed"],
  ["<Z 1>", "1:2/1", "there is no format 'Z'"],
  ["<U3 1>", "1:2/1", "there is no format 'U3'"],
  ["<I4-5>", "1:2/1", "there is no format 'I4-5'"],
  ["<F4.5>", "1:2/1", "there is no format 'F4.5'"],
  ["< >", "1:3/2", "expected a format, found '>'"],
  ["<[1] 2>", "1:2/1", "expected a format, found '['"],
  ["<L", "1:3/2", "the list of line 1 is not closed"],
  ["<L <U1 1>", "1:10/9", "the list of line 1 is not closed"],
  ["<U1 1", "1:6/5", "expected an integer or '>', found the end of the text"],
  ["<A", "1:3/2", "expected text in quotes, a byte or '>', found the end of the text"],
  ["<", "1:2/1", "expected a format, found the end of the text"],
  ["<L>>", "1:4/3", "expected a header such as S1F1, or an item, found '>'"],
  ["S1F3 W <L> <L>.", "1:12/11", "expected '.', found '<'"],
  ["S1F3 W <L>>.", "1:11/10", "expected '.', found '>'"],
  ["S1F1 W. .", "1:9/8", "found '.'"],
  ["S1F1 ?", "1:6/5", "expected '.', found '?'"],
  ["S128F1.", "1:1/0", "stream 128 is outside 0 to 127"],
  ["S1F256.", "1:1/0", "function 256 is outside 0 to 255"],
  ["'S1F1.", "1:1/0", 'expected a header such as S1F1, or an item, found "\'"'],
  ["'S1F1\".", "1:1/0", "expected a header"],
  ["Name: <L>.", "1:7/6", "expected a header such as S1F1, or an item, found '<'"],
  ["S1F1x.", "1:1/0", "expected a header such as S1F1, or an item, found 'S1F1x.'"],
  ["hello", "1:1/0", "expected a header such as S1F1, or an item, found 'hello'"],
  ["S1F1 W.\r\n\r\n/* x", "3:1/11", "the comment is not closed"],
  ["S1F1 W.\r/ x", "2:1/8", "expected a token, found '/'"],
  ["<U1 1 * 2>", "1:7/6", "expected an integer or '>', found '*'"],
  ["<U4 [9] 1 … 8 more>", "1:11/10", "found '…': elements were left out here"],
];

test("errors say what is wrong and where", () => {
  for (const [sml, place, state] of WRONG) {
    const error = assertThrows(() => parse(sml), SmlSyntaxError, state);
    assertEquals(`${error.line}:${error.column}/${error.offset}`, place, sml);
    assertEquals(
      error.message.split(": ")[0],
      `Cannot parse the SML at line ${error.line}, column ${error.column}`,
    );
    assert(error instanceof SyntaxError && error.name === "SmlSyntaxError");
  }
});

test("a list that is not closed is named by its line, at the end of the text", () => {
  const sml = "S6F11 W\n<L\n  <L\n    <U1 1>\n  >\n  <L\r\n    <L>\n  // no end\n";
  const unclosed = (text: string) => assertThrows(() => parse(text), SmlSyntaxError);
  const inner = unclosed(sml);
  assertEquals(inner.message, "Cannot parse the SML at line 9, column 1: the list of line 6 is not closed");
  assertEquals(inner.offset, sml.length);
  const outer = unclosed(`${sml}  >`);
  assertEquals(outer.message, "Cannot parse the SML at line 9, column 4: the list of line 2 is not closed");
});

test("errors show the line and a caret at the place", () => {
  const excerptOf = (sml: string) => assertThrows(() => parse(sml), SmlSyntaxError).excerpt;
  assertEquals(excerptOf("S1F3 W\n<L\n  <U1 1 256>\n>."), "  <U1 1 256>\n        ^");
  assertEquals(excerptOf("<L\n\t<U1 x>>"), "\t<U1 x>>\n\t    ^");
  assertEquals(excerptOf("<L"), "<L\n  ^");
  assertEquals(
    excerptOf(`<L ${"<U1 1> ".repeat(50)}<U1 -1> ${"<U1 1> ".repeat(50)}>`).length,
    80 + 1 + 60 + 1,
  );
  assertEquals(excerptOf("<A \x00\x1b[2J>"), "<A   [2J>\n   ^");
});

test("lists may be nested as deep and items be as many as the limits say", () => {
  const nested = (depth: number) => "<L".repeat(depth) + ">".repeat(depth);
  const fits = (sml: string, options: ParseOptions) => {
    try {
      return parse(sml, options).items.length === 1;
    } catch (error) {
      return (error as Error).message;
    }
  };
  assertEquals(fits(nested(64), {}), true);
  assertEquals(
    fits(nested(65), {}),
    "Cannot parse the SML at line 1, column 129: lists are nested deeper than 64",
  );
  assertEquals(fits(nested(1024), { depth: 1024 }), true);
  assertEquals(fits("<L <U1> <U1>>", { items: 3 }), true);
  assertEquals(
    fits("<L <U1> <U1>>", { items: 2 }),
    "Cannot parse the SML at line 1, column 9: there are too many items",
  );
  assertThrows(() => parse("", { depth: 1025 }), RangeError, "Cannot limit the depth to 1025");
});

const MEGABYTE = 1024 * 1024;

/** Texts that take long, much memory or a deep stack where a parser is careless. */
const HOSTILE: Record<string, string> = {
  "lists never closed": "<L".repeat(MEGABYTE / 2),
  "a million nested lists": "<L".repeat(1_000_000) + ">".repeat(1_000_000),
  "a text never closed": `<A "${"x".repeat(MEGABYTE)}`,
  "many texts never closed": '<A "x\n'.repeat(MEGABYTE / 6),
  "texts with their quotes inside": `<L ${"<A [1] '''>".repeat(MEGABYTE / 11)}`,
  "texts whose sizes lie": `<L ${"<A [9999999] 'x'> ".repeat(MEGABYTE / 18)}`,
  "texts that are long in other quotes": `<L ${`<A [1] """> <A [1] '''>`.repeat(MEGABYTE / 23)}`,
  "comments never closed": "/*".repeat(MEGABYTE / 2),
  "sizes never closed": "<L [".repeat(MEGABYTE / 4),
  "spaces in a size": `<L [${" ".repeat(MEGABYTE)}x`,
  "spaces behind a size": `<L [1${" ".repeat(MEGABYTE)}x`,
  "spaces in length bytes": `<L [1 / 1${" ".repeat(MEGABYTE)}x`,
  "spaces in a range": `<L [1 ..${" ".repeat(MEGABYTE)}x`,
  "digits of a size": `<L [ ${"1".repeat(MEGABYTE)}x`,
  "digits without end": `<U8 ${"9".repeat(MEGABYTE)}>`,
  "hexadecimal digits without end": `<U8 0x${"F".repeat(MEGABYTE)}>`,
  "decimals without end": `<F8 ${"1.".repeat(MEGABYTE / 2)}>`,
  "names without end": "a ".repeat(MEGABYTE / 2),
  "names behind headers": "S1F1 a ".repeat(MEGABYTE / 7),
  "headers without periods": "S1F1 ".repeat(MEGABYTE / 5),
  "quoted names": "'a' ".repeat(MEGABYTE / 4),
  "asterisks": "<L\n" + " *".repeat(MEGABYTE / 2) + "\n* x".repeat(MEGABYTE / 16) + " x * y",
  "spaces": `<L${" ".repeat(MEGABYTE)}x`,
  "nothing known": "x".repeat(MEGABYTE),
};

for (const [name, sml] of Object.entries(HOSTILE)) {
  test(`a megabyte of hostile text is read or refused at once: ${name}`, () => {
    for (const options of [{}, { strict: true }, { escapes: "backslash" }] as const) {
      const begun = performance.now();
      try {
        parse(sml, options);
      } catch (error) {
        assert(error instanceof SmlSyntaxError, String(error));
        assert(error.message.length < 300 && error.excerpt.length < 200);
      }
      const took = performance.now() - begun;
      assert(took < 2000, `it took ${took.toFixed()} ms`);
    }
  });
}

/** A generator of numbers below a bound that always gives the same ones (xorshift). */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

const PIECES =
  "< > <L <A <U4 <F8 <BOOLEAN <W <J [ ] [2] [1/2] [..3] ' \" \\ . : S1F1 S6F11 W [W] H->E // /* */ * \n \r\t 0 -1 256 0x1F 1e5 .5 NaN T FALSE lsh=1 lsh=none name … é 温 \ufffc \ud800 \0"
    .split(" ");

test("random pieces of SML are read or refused, and nothing else", () => {
  const { seed, numRuns } = runs(20_000, 7);
  const random = seeded(seed);
  for (let round = 0; round < numRuns; round++) {
    const parts = Array.from({ length: 1 + random(12) }, () => PIECES[random(PIECES.length)]);
    parsesOrRefuses(parts.join(random(2) === 0 ? " " : ""));
  }
});

test("printed SML with random damage is read or refused, and nothing else", () => {
  const random = seeded(runs(1, 11).seed);
  const seen = { read: 0, refused: 0 };
  for (const item of fc.sample(anyItem, runs(2000, 5))) {
    const sml = print(item, { profile: random(2) === 0 ? "canonical" : "go-secs-fast" });
    for (let round = 0; round < 4; round++) {
      const at = random(sml.length + 1);
      const damaged = sml.slice(0, at) + PIECES[random(PIECES.length)] + sml.slice(at + random(4));
      seen[parsesOrRefuses(damaged)]++;
    }
  }
  assert(seen.read > 500 && seen.refused > 500, JSON.stringify(seen));
});

function parsesOrRefuses(sml: string): "read" | "refused" {
  try {
    parse(sml);
    return "read";
  } catch (error) {
    if (!(error instanceof SmlSyntaxError)) throw error;
    assert(error.offset >= 0 && error.offset <= sml.length, sml);
    return "refused";
  }
}

test("an error in the last of many lines is found where it is", () => {
  const error = assertThrows(
    () => parseItem(`<L\n${"  <U1 1>\r\n".repeat(50_000)}  <U1 x>>`),
    SmlSyntaxError,
  );
  assertEquals([error.line, error.column], [50_002, 7]);
});
