// The same six messages in the form of each stack, and what must be warned of in each.
import { assertEquals } from "@std/assert";
import { readFileSync } from "node:fs";
import { A, B, BOOLEAN, encode, F4, I2, type Item, L, U4 } from "../core/secs2/mod.ts";
import { parse, type ParseOptions, type SmlMessage } from "../core/sml/mod.ts";
import { root, test } from "./harness.ts";

function message(stream: number, fn: number, replyExpected: boolean, item?: Item): SmlMessage {
  const text = item === undefined ? new Uint8Array(0) : encode(item);
  return { stream, function: fn, replyExpected, ...(item && { item }), text };
}

const MESSAGES: readonly SmlMessage[] = [
  message(1, 13, true, L(A("ETCH-7"), A("R1.02"))),
  message(2, 41, true, L(A("START"), L(L(A("PPID"), A("C:\\recipes\\new"))))),
  message(6, 11, true, L(U4(0), U4(1001), L(L(U4(10), L(F4(2.5), I2(-5), BOOLEAN(true)))))),
  message(5, 1, false, L(B(0x84), U4(42), A('two "lines"\n'))),
  message(1, 1, true),
  message(1, 2, false, L()),
];

interface Dialect {
  readonly file: string;
  readonly options?: ParseOptions;
  /** Names by index of the message. */
  readonly names?: Readonly<Record<number, string>>;
  /** Kind and line of each warning. */
  readonly warnings?: readonly string[];
}

const DIALECTS: readonly Dialect[] = [
  { file: "peer" },
  {
    file: "secs4net",
    names: { 0: "EstablishCommunications", 1: "Remote Command" },
    warnings: ["quotes 38"],
  },
  { file: "secs4java8" },
  { file: "go-secs", names: { 1: "Remote Command" }, warnings: ["quotes 39"] },
  { file: "go-secs-strict", options: { escapes: "backslash", strict: true } },
  {
    file: "log",
    names: { 2: "EventReport" },
    warnings: [
      "brackets 1",
      "no period 6",
      "no period 16",
      "no period 31",
      "no period 37",
      "no period 38",
      "no period 40",
    ],
  },
];

function corpus(name: string): string {
  return readFileSync(new URL(`tests/sml/${name}.sml`, root), "utf8");
}

for (const { file, options, names = {}, warnings = [] } of DIALECTS) {
  test(`SML of ${file} is read`, () => {
    const expected = MESSAGES.map((each, i) => names[i] === undefined ? each : { ...each, name: names[i] });
    const found = parse(corpus(file), options);
    assertEquals(found.messages, expected);
    assertEquals(found.items, []);
    assertEquals(found.warnings.map(({ kind, line }) => `${kind} ${line}`), warnings);
  });
}

test("SML of secsgem, items without headers, is read", () => {
  const found = parse(corpus("secsgem"), { strict: true });
  assertEquals(found.messages, []);
  assertEquals(found.items, MESSAGES.flatMap(({ item }) => item ?? []));
});

test("line ends of every system give the same messages", () => {
  for (const lineEnd of ["\r\n", "\r"]) {
    const found = parse(corpus("peer").replaceAll("\n", lineEnd), { strict: true });
    assertEquals(found.messages, MESSAGES);
  }
});
