// Redaction: no text is left, lengths stay, equal stays equal, different stays different, and what is kept is kept.
import { assertEquals, assertNotEquals } from "@std/assert";
import { Redactor } from "../core/reading/redact.ts";
import { A, B, decode, F4, J, L, U4, W } from "../core/secs2/mod.ts";
import { bookOf, finding, made, record } from "./capture_reading.ts";
import { test } from "./harness.ts";

test("texts become others of the same length, equal ones equal ones, and numbers stay", () => {
  const redactor = new Redactor({ secret: "s" });
  const before = L(
    A("LOT-7"),
    U4(5),
    A("LOT-8"),
    A("LOT-7"),
    A(""),
    F4(1.5),
    B(1, 2),
    J("ABC"),
    W("wafer"),
    W("ab", 1),
  );
  const { text, bytes, length } = redactor.message(record(made(0, [6, 1], before)));
  const item = decode(text);
  assertEquals(bytes.length, length);
  if (item.format !== "L") throw new Error("Cannot go on: a list was expected");
  const [lot7, five, lot8, again, empty, float, binary, jis, utf8, ucs2] = item.value;
  assertEquals([lot7, empty, five, float, binary], [again, A(""), U4(5), F4(1.5), B(1, 2)]);
  assertNotEquals(lot7, A("LOT-7"));
  assertNotEquals(lot7, lot8);
  assertEquals(item.value.map((each) => typeof each.value === "string" ? each.value.length : 0), [
    5,
    0,
    5,
    5,
    0,
    0,
    0,
    3,
    5,
    4,
  ]);
  assertEquals([utf8, ucs2].map((each) => each.format === "W" && each.encoding), [2, 1]);
  assertEquals(/^(?:\0[A-Z2-9]){2}$/.test(ucs2.value as string), true);
  assertEquals(/^[A-Z2-9]{3}$/.test(jis.value as string), true);
  assertEquals(decode(new Redactor({ secret: "s" }).message(record(made(0, [6, 1], before))).text), item);
  assertNotEquals(decode(new Redactor({ secret: "t" }).message(record(made(0, [6, 1], before))).text), item);
});

test("short texts that differ stay different", () => {
  const words = Array.from(
    { length: 600 },
    (_, i) => A(String.fromCharCode(65 + i % 24, 65 + Math.floor(i / 24))),
  );
  const { text } = new Redactor({ secret: "x" }).message(record(made(0, [64, 1], L(words))));
  const item = decode(text);
  assertEquals(item.format === "L" && new Set(item.value.map(({ value }) => value)).size, 600);
});

test("a recipe goes whatever its format, other bytes only when asked", () => {
  const program = made(0, [7, 3, true], L(A("R1"), B(1, 2, 3, 4, 5, 6, 7, 8)));
  const other = made(1, [64, 1], B(1, 2, 3, 4));
  const redactor = new Redactor({ secret: "x", keep: ["PPID"] });
  const after = decode(redactor.message(record(program)).text);
  assertEquals(after.format === "L" && after.value[0], A("R1"));
  assertNotEquals(after, L(A("R1"), B(1, 2, 3, 4, 5, 6, 7, 8)));
  assertEquals(decode(redactor.message(record(other)).text), B(1, 2, 3, 4));
  assertNotEquals(
    decode(new Redactor({ secret: "x", binary: true }).message(record(other)).text),
    B(1, 2, 3, 4),
  );
});

test("selectors name messages, data items and places", () => {
  const command = record(
    made(0, [2, 41, true], L(A("START"), L(L(A("LOTID"), A("LOT-7")), L(A("PPID"), A("R-123"))))),
  );
  const left = (options: { only?: string[]; keep?: string[] }) => {
    const { text } = new Redactor({ secret: "x", ...options }).message(command);
    const all = String.fromCharCode(...text);
    return ["START", "LOTID", "LOT-7", "PPID", "R-123"].filter((word) => all.includes(word));
  };
  assertEquals(left({}), []);
  assertEquals(left({ only: ["S7", "S10F*"] }), ["START", "LOTID", "LOT-7", "PPID", "R-123"]);
  assertEquals(left({ only: ["S2F41"], keep: ["RCMD", "cpname"] }), ["START", "LOTID", "PPID"]);
  assertEquals(left({ only: ["CPVAL"] }), ["START", "LOTID", "PPID"]);
  assertEquals(left({ only: ["parameters[1].CPVAL"] }), ["START", "LOTID", "LOT-7", "PPID"]);
  assertEquals(left({ keep: ["parameters[*].CPNAME"] }), ["LOTID", "PPID"]);
});

test("what cannot be decoded is blanked", () => {
  const broken = made(
    0,
    [64, 1],
    new Uint8Array([1, 2, 0x41, 3, 0x41, 0x42, 0x43, 0x41, 9, 0x53, 0x45, 0x43]),
  );
  const { text } = new Redactor({ secret: "x" }).message(record(broken));
  assertEquals([...text.subarray(7)], [0, 0, 0, 0, 0]);
  assertEquals(String.fromCharCode(...text).includes("ABC"), false);
});

test("no text of a session is left anywhere in its records, sentences included", () => {
  const { records } = bookOf("secsgem-gem-session.pcapng");
  const redactor = new Redactor({ secret: "x" });
  const found = record(made(0, [7, 5, true], A("RCP/NONE")), {
    findings: [finding(0, [0], { sentence: "RCP/NONE is unknown" })],
  });
  const all = [...records, found].map((each) => redactor.record(each));
  const bytes = all.map(({ message, counterpart }) =>
    `${String.fromCharCode(...message.bytes)} ${String.fromCharCode(...counterpart?.bytes ?? [])}`
  );
  const text = bytes.join("\n") +
    all.flatMap(({ findings = [] }) => findings.map(({ sentence }) => sentence)).join("\n");
  for (const word of ["RCP/", "ETCH", "LOT-000123", "Chamber", "PP_SELECT"]) {
    assertEquals(text.includes(word), false);
  }
  assertEquals(
    all.map(({ message }) => message.bytes.length),
    [...records, found].map(({ message }) => message.bytes.length),
  );
  assertEquals(all.every(({ message }) => message.pieces === undefined), true);
});
