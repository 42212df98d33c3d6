import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { endpointText, parseEndpoint } from "../core/packets/address.ts";
import { factsOf, ipv4, ipv6, lines, packet, tcp } from "./capture_frames.ts";
import { join, u16s, u32s } from "./capture_files.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";

const DATA = tcp({ sequence: 5, payload: "hello" });
const V4 = "#0 opened 192.0.2.10:50123 192.0.2.20:5000";
const V6 = "#0 opened [2001:db8::1]:50123 [2001:db8::2]:5000";
const HELLO = `#0 > 0 "hello" @1`;
const END = "#0 forgotten";

function linesOf(linkType: number, bytes: Uint8Array, length: number = bytes.length): string[] {
  return lines(factsOf([{ ...packet(bytes, linkType), length }]));
}

test("IP is found behind every link layer", () => {
  const macs = new Array<number>(12).fill(1);
  const v4 = ipv4(DATA), v6 = ipv6(DATA);
  const cooked = [0, 0, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0];
  const cooked2 = [0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0];
  const cases: [number, Uint8Array, string][] = [
    [1, join(macs, [8, 0], v4), V4],
    [1, join(macs, [0x86, 0xdd], v6), V6],
    [1, join(macs, [0x81, 0, 0, 5, 8, 0], v4), V4],
    [1, join(macs, [0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 8, 0], v4), V4],
    [1, join(macs, [0x91, 0, 0, 5, 0x91, 0, 0, 5, 0x81, 0, 0, 6, 0x86, 0xdd], v6), V6],
    [113, join(cooked, [8, 0], v4), V4],
    [113, join(cooked, [0x81, 0, 0, 5, 0x86, 0xdd], v6), V6],
    [276, join([8, 0], cooked2, v4), V4],
    [276, join([0x81, 0], cooked2, [0, 5, 0x86, 0xdd], v6), V6],
    ...[12, 14, 101].flatMap((raw): [number, Uint8Array, string][] => [[raw, v4, V4], [raw, v6, V6]]),
    [228, v4, V4],
    [229, v6, V6],
  ];
  for (const [linkType, bytes, opened] of cases) assertEquals(linesOf(linkType, bytes), [opened, HELLO, END]);
});

test("the family before a loopback packet is read in either byte order", () => {
  for (const linkType of [0, 108]) {
    for (const little of [true, false]) {
      assertEquals(linesOf(linkType, join(u32s(little, 2), ipv4(DATA))), [V4, HELLO, END]);
      for (const family of [10, 23, 24, 28, 30]) {
        assertEquals(linesOf(linkType, join(u32s(little, family), ipv6(DATA))), [V6, HELLO, END]);
      }
      assertEquals(linesOf(linkType, join(u32s(little, 7), ipv4(DATA))), []);
    }
  }
});

test("packets without TCP are passed over", () => {
  const macs = new Array<number>(12).fill(1);
  assertEquals(linesOf(1, join(macs, [8, 6], new Uint8Array(28))), []); // ARP
  assertEquals(linesOf(1, join(macs, [0, 38], new Uint8Array(38))), []); // a length, not a type
  assertEquals(linesOf(101, ipv4(DATA, 0, { protocol: 17 })), []);
  assertEquals(linesOf(101, ipv6(DATA, 58)), []);
  assertEquals(linesOf(101, ipv6(join([59, 0, 0, 0, 0, 0, 0, 0]), 60)), []);
});

test("the total length of IPv4 leaves out padding, and 0 stands for all of the packet", () => {
  const padded = join(ipv4(DATA), [0, 0, 0, 0, 0, 0]);
  assertEquals(linesOf(101, padded), [V4, HELLO, END]);
  assertEquals(linesOf(101, ipv4(DATA, 0, { total: 0 })), [V4, HELLO, END]);
  assertEquals(linesOf(101, ipv6(DATA, 6, 0)), [V6, HELLO, END]);
});

test("options of IPv4 and TCP are passed over", () => {
  const header = DATA.slice(0, 20);
  header[12] = 0x80;
  const options = [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2];
  const bytes = ipv4(join(header, options, DATA.subarray(20)), 0, { options: [7, 7, 4, 0, 0, 0, 0, 0] });
  assertEquals(linesOf(101, bytes), [V4, HELLO, END]);
});

test("the extension headers of IPv6 are walked", () => {
  const options = (next: number, units: number) =>
    join([next, units], new Array<number>(6 + 8 * units).fill(0));
  const authentication = join([60, 4], new Array<number>(22).fill(0)); // in words of four bytes, less two
  const wholeFragment = [6, 0, 0, 0, 0, 0, 0, 9];
  const carried = join(options(43, 0), options(51, 2), authentication, options(44, 1), wholeFragment, DATA);
  assertEquals(linesOf(101, ipv6(carried, 0)), [V6, HELLO, END]);
});

test("fragments of IPv4 are put together in any order", () => {
  const long = tcp({ sequence: 5, payload: "hello, fragments" });
  const piece = (from: number, to: number, more: boolean, identity = 7) =>
    ipv4(long.slice(from, to), 0, { identity, place: (more ? 0x2000 : 0) | (from / 8) });
  const first = piece(0, 16, true), second = piece(16, 32, true), third = piece(32, long.length, false);
  for (const order of [[first, second, third], [third, first, second], [second, third, second, first]]) {
    const facts = factsOf(order.map((bytes, i) => packet(bytes, 101, i + 1)));
    assertEquals(lines(facts), [V4, `#0 > 0 "hello, fragments" @${order.length}`, END]);
    const bytes = facts.find(({ type }) => type === "bytes");
    assertEquals(bytes !== undefined && "fileOffset" in bytes ? bytes.fileOffset : 0, undefined);
    const forgotten = facts.at(-1);
    assertEquals(forgotten?.type === "forgotten" && forgotten.counts?.fragmented, 1);
  }
  assertEquals(lines(factsOf([first, piece(16, 32, true, 8), third].map((bytes) => packet(bytes)))), [
    "fragments @1",
  ]);
});

test("the fragments that wait are bounded: the oldest are given up, and those of another time", () => {
  const piece = (identity: number, from: number, to: number, frame: number, time = 0) => {
    const place = (to < DATA.length ? 0x2000 : 0) | (from / 8);
    return packet(ipv4(DATA.slice(from, to), 0, { identity, place }), 101, frame, time);
  };
  const heads = Array.from({ length: 65 }, (_, i) => piece(i, 0, 16, i + 1));
  const [first, last] = [piece(0, 16, 25, 66), piece(64, 16, 25, 66)];
  assertEquals(lines(factsOf([...heads, last])), ["fragments @1", V4, `#0 > 0 "hello" @66`, END]);
  assertEquals(lines(factsOf([...heads, first])), ["fragments @1"]);
  assertEquals(lines(factsOf([piece(1, 0, 16, 1), piece(1, 16, 25, 2, 31e9)])), ["fragments @1"]);
  const copies = Array.from({ length: 5000 }, (_, i) => piece(1, 0, 16, i + 1));
  assertEquals(lines(factsOf([...copies, piece(1, 16, 25, 5001)])), ["fragments @1"]); // no room for the last
});

test("fragments of IPv6 are put together", () => {
  const piece = (from: number, to: number, more: boolean) =>
    ipv6(join([6, 0], u16s(false, from | (more ? 1 : 0)), u32s(false, 77), DATA.slice(from, to)), 44);
  const facts = factsOf([packet(piece(16, 25, false)), packet(piece(0, 16, true), 101, 2)]);
  assertEquals(lines(facts), [V6, `#0 > 0 "hello" @2`, END]);
});

test("headers that contradict themselves are told once", () => {
  const shortHeader = ipv4(DATA);
  shortHeader[0] = 0x44;
  const offset = DATA.slice();
  offset[12] = 0x40;
  const far = DATA.slice();
  far[12] = 0xf0;
  const cases = [
    shortHeader,
    ipv4(DATA, 0, { total: 19 }),
    ipv4(DATA, 0, { total: 39 }),
    ipv4(offset),
    ipv4(far),
  ];
  for (const bytes of [...cases, ipv6(DATA, 6, 19)]) assertEquals(linesOf(101, bytes), ["headers @1"]);
  assertEquals(lines(factsOf(cases.map((bytes, i) => packet(bytes, 101, i + 3)))), ["headers @3"]);
});

test("a packet captured without all of its headers is told", () => {
  const bytes = ipv4(DATA);
  for (const length of [0, 10, 19, 20, 30, 39]) {
    assertEquals(linesOf(101, bytes.subarray(0, length), bytes.length), ["cut short @1"]);
  }
  assertEquals(linesOf(101, ipv6(DATA).subarray(0, 39), 65), ["cut short @1"]);
});

test("an unknown link type is told once for each", () => {
  const facts = factsOf([105, 105, 147].map((linkType, i) => packet(ipv4(DATA), linkType, i + 1)));
  assertEquals(facts.map((fact) => fact.type === "trouble" && [fact.fault, fact.frame, fact.sentence]), [
    ["link type", 1, "Cannot look into packet 1: link type 105 is not known"],
    ["link type", 3, "Cannot look into packet 3: link type 147 is not known"],
  ]);
});

test("addresses are written in their shortest form and read in any", () => {
  const texts: [string, string][] = [
    ["192.0.2.1:80", "192.0.2.1:80"],
    ["[2001:DB8:0:0:1:0:0:1]:5000", "[2001:db8::1:0:0:1]:5000"],
    ["[2001:db8:0:1:1:1:1:1]:1", "[2001:db8:0:1:1:1:1:1]:1"],
    ["[::]:0", "[::]:0"],
    ["[1::]:1", "[1::]:1"],
    ["[::ffff:192.0.2.1]:65535", "[::ffff:192.0.2.1]:65535"],
    ["[1:2:3:4:5:6:7:8]:9", "[1:2:3:4:5:6:7:8]:9"],
  ];
  for (const [text, shortest] of texts) {
    const { version, words, port } = parseEndpoint(text)!;
    assertEquals(endpointText(version, words, port), shortest);
  }
  assertEquals(parseEndpoint("192.0.2.1")?.port, -1);
  assertEquals(parseEndpoint("fe80::1")?.words[3], 1);
  const wrong = [
    "",
    "host:5000",
    "192.0.2:1",
    "192.0.2.256",
    "1.2.3.4:65536",
    "[1::2::3]:1",
    "[1:2]:3",
    "1:2:3",
    "[:]",
  ];
  for (const text of wrong) assertEquals(parseEndpoint(text), undefined);
});

test("random packets of any link type never throw", () => {
  const linkTypes = fc.constantFrom(0, 1, 12, 101, 108, 113, 228, 229, 276, 999);
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 120, size: "max" }),
    fc.tuple(
      fc.constantFrom(ipv4(DATA), ipv6(DATA)),
      fc.array(fc.tuple(fc.nat(64), fc.nat(255)), { maxLength: 6 }),
    )
      .map(([whole, changes]) => {
        const changed = whole.slice();
        for (const [at, value] of changes) if (at < changed.length) changed[at] = value;
        return changed;
      }),
  );
  const property = fc.property(fc.array(fc.tuple(linkTypes, bytes), { maxLength: 12 }), (all) => {
    const packets = all.map(([linkType, one], i) => packet(one, linkType, i + 1));
    for (const fact of factsOf(packets)) assertEquals(typeof fact.type, "string");
  });
  fc.assert(property, runs(300, 4103));
});
