// Addresses and CIDR blocks of allowed peers.
import { assertEquals, assertThrows } from "@std/assert";
import { allowList, parseAddress } from "../adapters/addresses.ts";
import { test } from "./harness.ts";

test("addresses: IPv4 and IPv6 texts give their bytes", () => {
  const bytes: [string, number[] | undefined][] = [
    ["127.0.0.1", [127, 0, 0, 1]],
    ["255.255.255.255", [255, 255, 255, 255]],
    ["::", Array(16).fill(0)],
    ["::1", [...Array(15).fill(0), 1]],
    ["1::", [0, 1, ...Array(14).fill(0)]],
    ["2001:db8::8:800:200C:417A", [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 8, 8, 0, 0x20, 0xc, 0x41, 0x7a]],
    ["1:2:3:4:5:6:7:8", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
    ["fe80::1%eth0", [0xfe, 0x80, ...Array(13).fill(0), 1]],
    ["64:ff9b::192.0.2.33", [0, 0x64, 0xff, 0x9b, ...Array(8).fill(0), 192, 0, 2, 33]],
    ["::ffff:10.1.2.3", [10, 1, 2, 3]],
    ["::FFFF:0a01:0203", [10, 1, 2, 3]],
  ];
  for (const [text, expected] of bytes) assertEquals(parseAddress(text), expected, text);
});

test("addresses: what is no address is none", () => {
  const wrong = [
    ...["", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.-4", "1..2.3", " 1.2.3.4"],
    ...[":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "1:2:3:4:5:6:7::8"],
    ...["1.2.3.4::", "::1.2.3", "::1.2.3.4:5", "1:"],
  ];
  for (const text of wrong) assertEquals(parseAddress(text), undefined, JSON.stringify(text));
});

const MEMBERS: readonly [string[], string, boolean][] = [
  [["10.0.0.5"], "10.0.0.5", true],
  [["10.0.0.5"], "10.0.0.6", false],
  [["10.0.0.5"], "::ffff:10.0.0.5", true],
  [["10.0.0.0/24"], "10.0.0.255", true],
  [["10.0.0.0/24"], "10.0.1.0", false],
  [["10.0.0.0/23"], "10.0.1.0", true],
  [["10.128.0.0/9"], "10.255.1.1", true],
  [["10.128.0.0/9"], "10.127.1.1", false],
  [["10.0.0.77/24"], "10.0.0.1", true],
  [["0.0.0.0/0"], "203.0.113.9", true],
  [["0.0.0.0/0"], "2001:db8::1", false],
  [["::/0"], "2001:db8::1", true],
  [["2001:db8::/33"], "2001:db8:7fff::1", true],
  [["2001:db8::/33"], "2001:db8:8000::1", false],
  [["::1"], "::1", true],
  [["::ffff:10.0.0.0/104"], "10.9.9.9", true],
  [["::ffff:10.0.0.0/104"], "11.9.9.9", false],
  [["192.168.1.1", "10.0.0.0/8"], "10.1.1.1", true],
  [[], "10.1.1.1", false],
  [["0.0.0.0/0", "::/0"], "", false],
];

for (const [allowed, address, expected] of MEMBERS) {
  test(`addresses: ${address || "no address"} is ${expected ? "" : "not "}in [${allowed.join(", ")}]`, () => {
    assertEquals(allowList(allowed)(address), expected);
  });
}

test("addresses: a list with what is no block is refused", () => {
  for (
    const wrong of [
      "",
      "localhost",
      "10.0.0.0/33",
      "10.0.0.0/-1",
      "10.0.0.0/",
      "::1/129",
      "1.2.3.4/8/8",
      "::ffff:1.2.3.4/95",
    ]
  ) {
    assertThrows(() => allowList([wrong]), TypeError, `Cannot allow ${JSON.stringify(wrong)}: `);
  }
});
