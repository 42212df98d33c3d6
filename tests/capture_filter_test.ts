// The filter language: what passes, what is refused and where, and that headers alone decide wherever they can.
import { assertEquals, assertThrows } from "@std/assert";
import { readFileSync } from "node:fs";
import { compileFilter } from "../core/reading/filter.ts";
import { completions } from "../core/reading/filter_complete.ts";
import { FILTER_ALIASES, FILTER_FIELDS } from "../core/reading/filter_fields.ts";
import { FilterSyntaxError } from "../core/reading/filter_syntax.ts";
import { NameLearner } from "../core/reading/names_learn.ts";
import type { MessageRecord, Reading } from "../core/reading/reading.ts";
import { A, B, BOOLEAN, F4, L, U4, U8 } from "../core/secs2/mod.ts";
import { bookOf, CONNECTION, control, finding, made, NOON, record, whole } from "./capture_reading.ts";
import { root, test } from "./harness.ts";

const names = new NameLearner({
  names: { CEID: { 300: "ProcessStarted" }, SVID: { 1001: { name: "Pressure", units: "Pa" } } },
  reports: { 1: [1001, 1002] },
});
const reading: Reading = { origin: NOON, names };

const replied = (primary: number, end: number, latency: number) =>
  ({ type: "transaction", connection: CONNECTION, primary, end, outcome: "reply", latency }) as const;

/** Ten messages, by what they are. */
const RECORDS: readonly MessageRecord[] = [
  record(control(0, 1)),
  record(control(1, 2, 1, { direction: 1 }), { previous: 0 }),
  record(
    made(2, [6, 11, true], L(U4(0), U4(300), L(L(U4(1), L(F4(4.5), A("LOT-7"))))), {
      direction: 1,
      systemBytes: 0x100,
      time: 1e9,
    }),
    { previous: 1e6, transaction: replied(2, 3, 1.5e9) },
  ),
  record(made(3, [6, 12], B(0), { systemBytes: 0x100, time: 2.5e9 }), { transaction: replied(2, 3, 1.5e9) }),
  record(made(4, [2, 41, true], L(A("START"), L(L(A("PPID"), A("ETCH-7")))), { time: 60e9 }), {
    findings: [finding(0, [4])],
    transaction: { type: "transaction", connection: CONNECTION, primary: 4, outcome: "no reply" },
  }),
  record(made(5, [2, 42], L(B(4), L()), { direction: 1, time: 61e9 }), {
    findings: [finding(1, [5], { severity: "note", kind: "late" })],
  }),
  record(made(6, [1, 3, true], L(U4(1001), U8(2n ** 60n + 1n)), { time: 62e9, session: 7 })),
  record(made(7, [64, 1], L(BOOLEAN(true), A('say "x & y"')), { time: 63e9 })),
  record(whole(8, new Uint8Array(5), { direction: 0, connection: CONNECTION, time: 64e9 })),
  record(made(9, [7, 3, true], L(A("ETCH-7"), B(...new Array(2000).fill(7))), { time: 3600e9 })),
];

function passing(text: string): number[] {
  const filter = compileFilter(text, reading);
  return RECORDS.filter((each) => filter.matches(each)).map(({ message }) => message.index);
}

const CASES: readonly [filter: string, passing: readonly number[]][] = [
  ["", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ["S6F11", [2]],
  ["s6", [2, 3]],
  ["S6F*", [2, 3]],
  ["S*F3", [6, 9]],
  ["S?F1?", [2, 3]],
  ["S06F011", [2]],
  ["select", [0, 1]],
  ["Select.rsp", [1]],
  ["linktest", []],
  ["S6F11 & ceid=300 & latency>1s", [2]],
  ["S6F11 & ceid=300 & latency>2s", []],
  ["latency", [2, 3]],
  ["latency=1500ms", [2, 3]],
  ["latency=1..2", [2, 3]],
  ["w", [2, 4, 6, 9]],
  ["w=0", [0, 1, 3, 5, 7, 8]],
  ["w!=true", [0, 1, 3, 5, 7, 8]],
  ["data !w", [3, 5, 7]],
  ["control", [0, 1]],
  ["malformed", [8]],
  ["primary", [2, 4, 6, 7, 9]],
  ["secondary and not S2", [3]],
  ["stream=6 function=12", [3]],
  ["s=6,7", [2, 3, 9]],
  ["f!=1..12", [4, 5]],
  ["sys=0x100", [2, 3]],
  ["sys=256", [2, 3]],
  ["session=7", [6]],
  ["session=65535", [0, 1]],
  ["stype=1", [0]],
  ["status=1", [1]],
  ["byte3>40", [4, 5]],
  ["len<10", [8]],
  ["size>1.5KB", [9]],
  ["size>=2KiB", []],
  ["len=..10B", [0, 1, 8]],
  ["index=4..5", [4, 5]],
  ["frame=1", [0]],
  ["connection=0 S7", [9]],
  ["dir=e>h", [1, 2, 5]],
  ["dir=h->e S2", [4]],
  ["dir=equipment", [1, 2, 5]],
  ["dir=server", [1, 2, 5]],
  ["dir!=host", [1, 2, 5]],
  ["from=10.0.0.2", [1, 2, 5]],
  ["to=*:5000 & S6", [3]],
  ["to=5000 & S6", [3]],
  ["from!=10.0.0.1", [1, 2, 5]],
  ["time<2s", [0, 1, 2]],
  ["time=12:00 & data", [2, 3]],
  ["time>=12:01:02", [6, 7, 8, 9]],
  ["time=12:01:01..12:01:02", [5, 6]],
  ["time>=2026-05-04T13:00", [9]],
  ["time=2026-05-04", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ["time<2026-05-04", []],
  ["delta>500ms", [2]],
  ['outcome="no reply"', [4]],
  ["outcome=reply", [2, 3]],
  ["severity", [4, 5]],
  ["severity>=warning", [4]],
  ["severity=note", [5]],
  ["finding~T3", [4, 5]],
  ["kind=late", [5]],
  ["name~event", [2, 3]],
  ["msg=S6F1*", [2, 3]],
  ["carrier=hsms S6F12", [3]],
  ["ceid", [2]],
  ["ceid=300", [2]],
  ["ceid=0x12c", [2]],
  ["ceid=processstarted", [2]],
  ["ceid~started", [2]],
  ["ceid!=300", []],
  ["ceid!=301", [2]],
  ["rptid=1", [2]],
  ["svid=1001", [6]],
  ["svid=1152921504606846977", [6]],
  ["svid=1152921504606846976", []],
  ["svid=Pressure", [6]],
  ["vid=1001", [2, 6]],
  ["vid=pressure", [2, 6]],
  ["vid=1002", [2]],
  ['variable("Pressure")>4', [2]],
  ['variable("1002")~lot', [2]],
  ['variable("1002")', [2]],
  ["rcmd=start", [4]],
  ["hcack=4", [5]],
  ["hcack=later", [5]],
  ["hcack!=0,1", [5]],
  ["hcack>3", [5]],
  ["ppid=etch*", [9]],
  ["ppid~/^etch-\\d$/", [9]],
  ['ppid="etch*"', []],
  ['value("1")=300', [2]],
  ['value("2.*.1.0")>=4.5', [2]],
  ['value("L[2].L[0].L[1].L[1]")="lot-7"', [2]],
  ['value("reports[0].RPTID")=1', [2]],
  ['value("reports[*].values[*]")~lot', [2]],
  ['value("0")=true', [7]],
  ["lot-7", [2]],
  ['"LOT-7"', [2]],
  ['"x & y"', [7]],
  ["/lot-[0-9]/", [2]],
  ["etch-7 | lot-7", [2, 4, 9]],
  ["!(etch-7 | lot-7) data", [3, 5, 6, 7]],
  ["not not S7", [9]],
  ["S1 || S2 && w", [4, 6]],
  ['text~"<U4 [1] 1001>"', [6]],
  ["processstarted", [2]],
];

for (const [text, expected] of CASES) {
  test(`filter ${text === "" ? "(empty)" : text}`, () => assertEquals(passing(text), expected));
}

const REFUSED: readonly [filter: string, column: number, state: string][] = [
  ["ceid = ", 8, "expected a value, found the end"],
  ["S6F11 &", 8, "expected a field, a message or text, found the end"],
  ["(S6F11", 7, "expected ), found the end"],
  ["S6F11)", 6, "expected & or |, found ')'"],
  ["latency>fast", 9, "expected a time such as 250ms or 1.5s, found 'fast'"],
  ["len>1s", 5, "expected a number of bytes such as 512 or 1.5KB, found '1s'"],
  ["stream~6", 1, "expected = or <, found ~"],
  ["nonsense=1", 1, "there is no field 'nonsense'"],
  ["dir=up", 5, "expected h>e, e>h, client or server, found 'up'"],
  ["severity=bad", 10, "expected error, warning or note, found 'bad'"],
  ["time>25:00", 6, "expected a time such as 12:00:01.5, 2026-05-04T12:00 or 90s, found '25:00'"],
  ["time>2026-02-30", 6, "expected a time such as 12:00:01.5, 2026-05-04T12:00 or 90s, found '2026-02-30'"],
  ["w=7", 3, "expected 1 or 0, found '7'"],
  ["value(2)=1", 7, "expected value(\"…\"), found '2'"],
  ['value("a b")=1', 1, "expected a place such as 2.0.1, found 'a b'"],
  ["ppid~/(/", 6, "this is no regular expression"],
  ["name>x", 1, "expected = or ~, found >"],
  ["& S1", 1, "expected a field, a message or text, found '&'"],
  ["(".repeat(200), 101, "it is nested too deep"],
];

for (const [text, column, state] of REFUSED) {
  test(`filter refused: ${text.slice(0, 40)}`, () => {
    const error = assertThrows(() => compileFilter(text), FilterSyntaxError) as FilterSyntaxError;
    assertEquals(error.message, `Cannot read the filter at column ${column}: ${state}`);
    assertEquals([error.column, error.offset], [column, column - 1]);
    assertEquals(error.excerpt, `${text}\n${" ".repeat(column - 1)}^`);
  });
}

test("a filter that headers can decide never looks at a text", () => {
  const watched = (message: MessageRecord["message"]): MessageRecord["message"] => {
    return Object.defineProperty({ ...message }, "text", {
      get: () => {
        throw new Error("Cannot look at the text: it is not to be looked at");
      },
    });
  };
  const others = RECORDS.filter(({ message }) => message.index !== 2).map((each) => ({
    ...each,
    message: watched(each.message),
  }));
  for (const text of ["S6F11 & stream=6 & w", "lot-7 & S6F11", "ceid=300 | S6F11", "latency>1s & time<9s"]) {
    const filter = compileFilter(text, reading);
    for (const each of others) filter.matches(each);
    assertEquals(filter.headerOnly, !/lot|ceid/.test(text));
  }
});

test("every example of docs/filter.md is a filter, and every field of it is known", () => {
  const page = readFileSync(new URL("docs/filter.md", root), "utf8");
  const [fields, examples] = [
    page.split("## Fields")[1].split("## Examples")[0],
    page.split("## Examples")[1],
  ];
  const rows = [...examples.matchAll(/^\| `(.+?)` +\|/gm)].map(([, text]) => text.replaceAll("\\|", "|"));
  assertEquals(rows.length >= 12, true);
  for (const text of rows) compileFilter(text, reading);
  const documented = [...fields.matchAll(/^\| (.+?) \| (.*?) \|/gm)].flatMap(([, names, also]) =>
    [...`${names} ${also}`.matchAll(/`(\w+)/g)].map(([, name]) => name)
  );
  const flags = ["data", "control", "primary", "secondary", "malformed"];
  const missing = [...Object.keys(FILTER_FIELDS), ...Object.keys(FILTER_ALIASES)].filter((name) =>
    !documented.includes(name) && !flags.includes(name) && name !== "systembytes"
  );
  assertEquals(missing, []);
  for (const [, text] of page.split("## Fields")[0].matchAll(/`((?:ceid|len|ppid|name|sys|w)[=~!].*?)`/g)) {
    compileFilter(text, reading);
  }
});

test("whatever is typed is a filter or an error at a column of it, and has completions", () => {
  const pieces = [
    "S6F11",
    "ceid",
    "=",
    "~",
    "<",
    ">=",
    "!",
    "&",
    "|",
    "(",
    ")",
    '"',
    "'",
    "/",
    "\\",
    "..",
    ",",
    " ",
    "1s",
    "x",
    "value",
    "*",
  ];
  let seed = 3;
  const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  for (let i = 0; i < 5000; i++) {
    const text = Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join("");
    const { from, to, options } = completions(text, random(text.length + 1));
    assertEquals(from <= to && to <= text.length && options.length <= 50, true);
    try {
      const filter = compileFilter(text, reading);
      for (const each of RECORDS) assertEquals(typeof filter.matches(each), "boolean");
    } catch (error) {
      if (!(error instanceof FilterSyntaxError)) throw error;
      assertEquals(error.column >= 1 && error.column <= text.length + 1, true);
    }
  }
});

test("completions offer fields, messages and values at the caret", () => {
  const texts = (text: string, caret = text.length) =>
    completions(text, caret, names.of(RECORDS[2].message)).options.map((o) => o.text);
  assertEquals(texts("S6F11 & cei")[0], "ceid");
  assertEquals(texts("S6F1").slice(0, 3), ["S6F1", "S6F10", "S6F11"]);
  assertEquals(texts("ceid="), ["300"]);
  assertEquals(texts("ceid=Proc"), ["300"]);
  assertEquals(texts("dir=e"), ["e>h", "h>e", "client", "server"]);
  assertEquals(texts("outcome=no")[0], '"no reply"');
  assertEquals(completions("a | lat & w", 7), { ...completions("a | lat", 7), from: 4, to: 7 });
  assertEquals(texts('"S6'), []);
  assertEquals(texts("")[0], "S6F11");
  assertEquals(texts("svid=")[0], "1001");
});

test("a filter by stream keeps up with a million messages", { timeout: 60_000 }, () => {
  const { records } = bookOf("secsgem-gem-session.pcapng");
  const filter = compileFilter("S6F11 & sys>0 & w", { origin: NOON });
  let found = 0;
  for (let i = 0; i < 1_000_000; i++) if (filter.matches(records[i % records.length])) found++;
  assertEquals(found > 50_000, true);
});
