// What is printed is what is read, whatever it is and whichever dialect it is in.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encode, equals, F4, F8, type Item, ItemReader } from "../core/secs2/mod.ts";
import {
  fromJSON,
  parse,
  parseItem,
  parseMessage,
  print,
  printChunks,
  type ProfileName,
  PROFILES,
  toJSON,
} from "../core/sml/mod.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";
import { anyItem } from "./sml_items.ts";

const SEED = 20_260_801;
const RUNS = runs(2000, SEED);
const names = Object.keys(PROFILES) as ProfileName[];

for (const profile of names) {
  test(`any item printed for ${profile} is read again`, () => {
    fc.assert(fc.property(anyItem, (item) => equals(parseItem(print(item, { profile })), item)), RUNS);
  });
}

test("any item in canonical form is read by a strict parser, with exactly the shapes of the decoder", () => {
  fc.assert(
    fc.property(anyItem, fc.boolean(), fc.nat(8), (item, oneLine, indent) => {
      assertEquals(parseItem(print(item, { oneLine, indent }), { strict: true }), item);
    }),
    RUNS,
  );
});

test("any item is read again without sizes, but for W without LSH in its place", () => {
  fc.assert(
    fc.property(
      anyItem,
      fc.constantFrom<ProfileName>("canonical", "secs4net", "go-secs-fast"),
      (item, profile) => {
        return equals(parseItem(print(item, { sizes: false, profile }), { strict: true }), item);
      },
    ),
    RUNS,
  );
});

test("bytes print as the item that they are", () => {
  fc.assert(fc.property(anyItem, (item) => print(encode(item)) === print(item)), RUNS);
});

test("any message is read again, with its name", () => {
  const message = fc.record({
    stream: fc.nat(127),
    function: fc.nat(127).map((half) => 2 * half + 1),
    replyExpected: fc.boolean(),
    name: fc.oneof(
      fc.constantFrom("W", "S1F1", "S1F1 x", "L", "a-b c_1", "été", "a.b", "ends in space ", ""),
      fc.string(),
    )
      .filter((name) => !/["\r\n]/.test(name)),
    item: anyItem,
  });
  fc.assert(
    fc.property(message, fc.boolean(), fc.boolean(), (each, oneLine, withItem) => {
      const { item, ...header } = each;
      const whole = withItem
        ? { ...header, item, text: encode(item) }
        : { ...header, text: new Uint8Array(0) };
      assertEquals(parseMessage(print(whole, { oneLine }), { strict: true }), whole);
      const net = parse(print(whole, { profile: "secs4net" })).messages;
      assert(net.length === 1 && net[0].name === each.name && net[0].function === each.function);
    }),
    RUNS,
  );
});

test("any single-precision number is printed with the fewest digits that bring it back", () => {
  const printed = (value: number) => /> ?|\] (.*)>/.exec(print(F4(value)))![1];
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const digits = printed(value);
      assert(Object.is(Math.fround(Number(digits)), value));
      const significant = digits.replace(/e.*|[-.]/g, "").replace(/^0+/, "").replace(/0+$/, "").length;
      for (let fewer = 1; fewer < significant; fewer++) {
        assert(Math.fround(Number(value.toPrecision(fewer))) !== value, digits);
      }
    }),
    runs(5000, SEED),
  );
});

test("any double-precision number comes back", () => {
  fc.assert(
    fc.property(fc.double(), (value) => equals(parseItem(print(F8(value))), F8(value))),
    runs(5000, SEED),
  );
});

test("chunks are the whole, however long the item", () => {
  const long = fc.tuple(anyItem, fc.integer({ min: 1, max: 3000 })).map(([item, count]): Item => ({
    format: "L",
    value: Array.from({ length: count }, () => item),
  }));
  fc.assert(
    fc.property(long, (item) => {
      const chunks = [...printChunks(item)];
      assertEquals(chunks.join(""), print(item));
      assert(chunks.every((chunk) => chunk.length > 0));
    }),
    runs(20, SEED),
  );
});

test("any item goes through JSON without loss", () => {
  fc.assert(
    fc.property(anyItem, (item) => {
      assertEquals(fromJSON(JSON.parse(JSON.stringify(toJSON(item)))), item);
    }),
    RUNS,
  );
});

test("length bytes survive SML and JSON where they are asked for", () => {
  const item: Item = {
    format: "L",
    lengthBytes: 3,
    value: [{ format: "A", value: "HELLO", lengthBytes: 2 }, { format: "U4", value: [1, 2], lengthBytes: 3 }],
  };
  const text = print(item, { lengthBytes: true });
  assertEquals(text, '<L [2/3]\n  <A [5/2] "HELLO">\n  <U4 [2/3] 1 2>\n>');
  assertEquals(parseItem(text), item);
  assertEquals(fromJSON(toJSON(item)), item);
  const reader = new ItemReader(encode(parseItem(text)));
  reader.next();
  assertEquals(reader.lengthBytes, 3);
});
