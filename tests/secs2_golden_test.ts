// Items against bytes written by hand from E5: header, length and body of every format, and whole texts.
import { assertEquals, assertThrows } from "@std/assert";
import * as secs2 from "../core/secs2/mod.ts";
import { A, B, BOOLEAN, F4, F8, I1, I2, I4, I8, J, L, U1, U2, U4, U8, W } from "../core/secs2/mod.ts";
import { test } from "./harness.ts";

/** One item of each format and the bytes E5 gives it; among them the extremes of each width. */
const EXAMPLES: readonly (readonly [secs2.Item, string])[] = [
  [A("ABC"), "41 03 41 42 43"],
  [A(""), "41 00"],
  [L(), "01 00"],
  [B(0x00, 0xff), "21 02 00 FF"],
  [BOOLEAN(true, false), "25 02 01 00"],
  [I1(-1, 127), "65 02 FF 7F"],
  [I2(-2), "69 02 FF FE"],
  [I4(1, -1), "71 08 00 00 00 01 FF FF FF FF"],
  [I8(-9223372036854775808n), "61 08 80 00 00 00 00 00 00 00"],
  [U1(255), "A5 01 FF"],
  [U2(65535), "A9 02 FF FF"],
  [U2([]), "A9 00"],
  [U4(4294967295), "B1 04 FF FF FF FF"],
  [U8(18446744073709551615n), "A1 08 FF FF FF FF FF FF FF FF"],
  [F4(1.5), "91 04 3F C0 00 00"],
  [F8(-0.1), "81 08 BF B9 99 99 99 99 99 9A"],
  [J("ｱ¥‾"), "45 03 B1 5C 7E"],
  [L(L(L())), "01 01 01 01 01 00"],
  [
    L(L(A("Hallo"), A("Welt")), U1(10), F4(2.5)),
    "01 03 01 02 41 05 48 61 6C 6C 6F 41 04 57 65 6C 74 A5 01 0A 91 04 40 20 00 00",
  ],
  [W("温度"), "49 08 00 02 E6 B8 A9 E5 BA A6"],
  [W("温度", 1), "49 06 00 01 6E 29 5E A6"],
];

/** Texts of whole messages, and what they say. */
const TEXTS: readonly (readonly [string, secs2.Item, string])[] = [
  [
    "S2F41, a remote command",
    L(A("START"), L(L(A("PPID"), A("RCP1")))),
    "01 02 41 05 53 54 41 52 54 01 01 01 02 41 04 50 50 49 44 41 04 52 43 50 31",
  ],
  [
    "S6F11, an event report",
    L(U4(0), U4(1001), L(L(U4(10), L(F4(2.5), I2(-5), BOOLEAN(true))))),
    "01 03 B1 04 00 00 00 00 B1 04 00 00 03 E9 01 01 01 02 B1 04 00 00 00 0A 01 03 91 04 40 20 00 00 69 02 FF FB 25 01 01",
  ],
  [
    "S5F1, an alarm set",
    L(B(0x84), U4(42), A("CHAMBER OVER TEMP")),
    "01 03 21 01 84 B1 04 00 00 00 2A 41 11 43 48 41 4D 42 45 52 20 4F 56 45 52 20 54 45 4D 50",
  ],
  [
    "S9F3, about an unknown stream",
    B(0x00, 0x01, 0xe3, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x55),
    "21 0A 00 01 E3 01 00 00 00 00 00 55",
  ],
  [
    "S9F13, a conversation timeout",
    L(A("S02F33"), U4(7)),
    "01 02 41 06 53 30 32 46 33 33 B1 04 00 00 00 07",
  ],
  ["S10F3, a terminal display", L(B(0x00), A("HELLO")), "01 02 21 01 00 41 05 48 45 4C 4C 4F"],
  ["S1F2 of equipment", L(A("EQ-100"), A("1.2.0")), "01 02 41 06 45 51 2D 31 30 30 41 05 31 2E 32 2E 30"],
];

for (const [item, bytes] of EXAMPLES) {
  test(`${secs2.describe(item)} is ${bytes.slice(0, 40)}, both ways`, () => {
    assertEquals(secs2.encode(item), secs2.parseHex(bytes));
    assertEquals(secs2.decode(secs2.parseHex(bytes)), item);
  });
}

for (const [name, item, bytes] of TEXTS) {
  test(`${name}, both ways`, () => {
    assertEquals(secs2.encode(item), secs2.parseHex(bytes));
    assertEquals(secs2.decode(secs2.parseHex(bytes)), item);
  });
}

test("the length takes the fewest bytes that hold it", () => {
  const headers: [number, string][] = [
    [0, "41:00"],
    [255, "41:ff"],
    [256, "42:01:00"],
    [300, "42:01:2c"],
    [65_535, "42:ff:ff"],
    [65_536, "43:01:00:00"],
    [16_777_215, "43:ff:ff:ff"],
  ];
  for (const [length, header] of headers) {
    const bytes = secs2.encode(A("x".repeat(length)));
    assertEquals(secs2.hex(bytes.subarray(0, bytes.length - length)), header);
    assertEquals((secs2.decode(bytes).value as string).length, length);
  }
});

test("a list's length counts its elements, everything else's its bytes", () => {
  assertEquals(
    secs2.hex(secs2.encode(L(U4(1), U4(2), U4(3)))),
    "01:03:b1:04:00:00:00:01:b1:04:00:00:00:02:b1:04:00:00:00:03",
  );
  assertEquals(secs2.hex(secs2.encode(U4(1, 2, 3))), "b1:0c:00:00:00:01:00:00:00:02:00:00:00:03");
  assertEquals(
    secs2.hex(secs2.encode(L(Array.from({ length: 256 }, () => L()))).subarray(0, 5)),
    "02:01:00:01:00",
  );
});

test("a true is any byte but 0, and is sent as 01", () => {
  const item = secs2.decode(secs2.parseHex("25 04 00 01 02 FF"));
  assertEquals(item, BOOLEAN(false, true, true, true));
  assertEquals(secs2.hex(secs2.encode(item)), "25:04:00:01:01:01");
  assertEquals(secs2.decode(secs2.parseHex("25 01 FF")), BOOLEAN(true));
});

test("localized text too short for its header is kept raw", () => {
  assertEquals(secs2.decode(secs2.parseHex("49 00")), { format: "W", value: "" });
  assertEquals(secs2.decode(secs2.parseHex("49 01 E6")), { format: "W", value: "\xe6" });
  for (const bytes of ["49:00", "49:01:e6", "49:02:00:02"]) {
    assertEquals(secs2.hex(secs2.encode(secs2.decode(secs2.parseHex(bytes)))), bytes);
  }
  assertThrows(
    () => secs2.encode({ format: "W", value: "ab" }),
    TypeError,
    "Cannot encode W: it has no encoding",
  );
});

test("D4: every format encodes and decodes", () => {
  const formats = new Set<string>(EXAMPLES.map(([item]) => item.format));
  for (const [item, bytes] of EXAMPLES) {
    assertEquals(secs2.hex(secs2.encode(item), " ").toUpperCase(), bytes);
    assertEquals(secs2.encode(secs2.decode(secs2.parseHex(bytes))), secs2.parseHex(bytes));
  }
  assertEquals([...formats].sort(), Object.keys(secs2.FORMATS).sort());
});

test("D22: the sixteen format codes of E5, and no other", () => {
  const codes: Record<string, number> = {
    L: 0o00,
    B: 0o10,
    BOOLEAN: 0o11,
    A: 0o20,
    J: 0o21,
    W: 0o22,
    I8: 0o30,
    I1: 0o31,
    I2: 0o32,
    I4: 0o34,
    F8: 0o40,
    F4: 0o44,
    U8: 0o50,
    U1: 0o51,
    U2: 0o52,
    U4: 0o54,
  };
  for (let code = 0; code < 64; code++) {
    const name = Object.keys(codes).find((name) => codes[name] === code);
    const bytes = Uint8Array.of((code << 2) | 1, 0);
    assertEquals(secs2.formatOf(code) as string | undefined, name);
    if (name === undefined) assertThrows(() => secs2.decode(bytes), secs2.DecodeError, "unknown format code");
    else assertEquals(secs2.decode(bytes).format as string, name);
  }
});

test("D18: decoding gives the item and how much of the bytes it took", () => {
  const bytes = secs2.parseHex("41 03 41 42 43 01 00");
  assertEquals(secs2.decodePrefix(bytes), { item: A("ABC"), length: 5 });
  assertEquals(secs2.decodePrefix(bytes.subarray(5)), { item: L(), length: 2 });
  assertThrows(() => secs2.decode(bytes), secs2.DecodeError, "bytes after the item");
});

test("P3: what is encoded decodes to an equal item", () => {
  for (const [item] of EXAMPLES) assertEquals(secs2.equals(secs2.decode(secs2.encode(item)), item), true);
});
