// One line for each message: its parts, its times, and what answered it.
import { assertEquals } from "@std/assert";
import { annotate } from "../core/reading/annotate.ts";
import { clockTime, delta, duration, fullTime, seconds, size } from "../core/framing/clock.ts";
import { toNdjson } from "../core/reading/export_json.ts";
import { lineText, messageLine } from "../core/reading/line.ts";
import { NameLearner } from "../core/reading/names_learn.ts";
import type { MessageRecord } from "../core/reading/reading.ts";
import { catalogue } from "../core/messages/mod.ts";
import { A, B, L, U1, U4 } from "../core/secs2/mod.ts";
import { bookOf, CONNECTION, control, finding, made, NOON, record, whole } from "./capture_reading.ts";
import { test } from "./harness.ts";

const origin = NOON;

test("the line of an event names the event and says what answered it, and how long that took", () => {
  const names = new NameLearner({ names: { CEID: { "300": "ProcessStarted" } } });
  const event = made(17, [6, 11, true], L(U4(0), U4(300), L()), {
    direction: 1,
    time: 1_234_567_890,
    systemBytes: 100,
  });
  const reply = made(18, [6, 12], B(0), { time: 1_237_667_890, systemBytes: 100 });
  const opened: MessageRecord = {
    message: event,
    host: 0,
    transaction: {
      type: "transaction",
      connection: CONNECTION,
      primary: 17,
      end: 18,
      outcome: "reply",
      latency: 3_100_000,
    },
    counterpart: reply,
  };
  const line = messageLine(opened, { origin, names });
  assertEquals(
    lineText(line),
    "12:00:01.234 E→H #17 S6F11 W sys=100 Event Report Send CEID=300 ProcessStarted → S6F12 3.1 ms",
  );
  assertEquals(line.answer, { kind: "S6F12", outcome: "reply", index: 18, latency: 3_100_000 });
  assertEquals(line.fields.map(({ offset, end }) => [...event.text.subarray(offset, end)]), [[
    0xb1,
    4,
    0,
    0,
    1,
    44,
  ]]);
});

const LINES: readonly [string, MessageRecord][] = [
  // An event report from the host breaks a rule, but is an event report.
  ["H→E #7 S6F11 W sys=7 Event Report Send CEID=1", record(made(7, [6, 11, true], L(U4(0), U4(1), L())))],
  ["H→E #1 S1F13 W sys=1 Establish Communications Request", record(made(1, [1, 13, true], L()))],
  [
    'E→H #2 S1F14 sys=2 Establish Communications Acknowledge COMMACK=0 accepted MDLN=SIM SOFTREV="1 a"',
    record(made(2, [1, 14], L(B(0), L(A("SIM"), A("1 a"))), { direction: 1 })),
  ],
  [
    "H→E #3 S2F41 W sys=3 Host Command Send RCMD=PP-SELECT PPID=R1",
    record(made(3, [2, 41, true], L(A("PP-SELECT"), L(L(A("PPID"), A("R1")))))),
  ],
  [
    "E→H #4 S2F42 sys=4 Host Command Acknowledge HCACK=4 later",
    record(made(4, [2, 42], L(B(4), L()), { direction: 1 })),
  ],
  [
    'E→H #5 S5F1 sys=5 Alarm Report Send ALCD=0x84 set, parameter control error ALID=7 ALTX="door open"',
    record(made(5, [5, 1], L(B(0x84), U4(7), A("door open")), { direction: 1 })),
  ],
  [
    "H→E #6 S1F3 W sys=6 Selected Equipment Status Request SVID=1,2",
    record(made(6, [1, 3, true], L(U1(1), U1(2)))),
  ],
  [
    'H→E #7 S1F3 W sys=7 Selected Equipment Status Request SVID="1 2 3"',
    record(made(7, [1, 3, true], U4(1, 2, 3))),
  ],
  ["H→E #8 S7F3 W sys=8 Process Program Send PPID=R1", record(made(8, [7, 3, true], L(A("R1"), B(1, 2, 3))))],
  [
    'E→H #9 S9F5 sys=9 Unrecognized Function Type MHEAD="S2F99 W session 0 system bytes 0x00000016"',
    record(made(9, [9, 5], B(0, 0, 0x82, 99, 0, 0, 0, 0, 0, 0x16), { direction: 1 })),
  ],
  ["H→E #10 Select.rsp sys=10 Communication Already Active", record(control(10, 2, 1))],
  ["H→E #11 Reject.req sys=11 Entity Not Selected", record(control(11, 7, 4))],
  ["C→S #12 Linktest.req sys=12", { message: control(12, 5) }],
  ["S→C #13 S64F1 sys=13", { message: made(13, [64, 1], L(A("x")), { direction: 1 }) }],
  [
    "H→E #14 malformed length 3",
    record(whole(14, new Uint8Array(3), { direction: 0, connection: CONNECTION, time: 0 })),
  ],
  ["H→E #15 S1F1 sys=15 PType 5", record(made(15, [1, 1], undefined, { pType: 5 }))],
  [
    "H→E #16 S1F1 W sys=16 Are You There → no reply [error: no reply]",
    record(made(16, [1, 1, true]), {
      transaction: { type: "transaction", connection: CONNECTION, primary: 16, outcome: "no reply" },
      findings: [finding(0, [16])],
    }),
  ],
  [
    "H→E #17 S2F41 W sys=17 Host Command Send",
    record(made(17, [2, 41, true], new Uint8Array([1, 2, 0x41, 9]))),
  ],
];

for (const [expected, message] of LINES) {
  test(`line: ${expected.replace(/^\S+ #\d+ /, "")}`, () => {
    assertEquals(lineText(messageLine(message, {}, { time: "none" })), expected);
  });
}

test("every field that the catalogue shows in a capture stands where its offsets say", () => {
  const book = bookOf("secsgem-gem-session.pcapng");
  let fields = 0;
  for (const each of book.records) {
    for (const { offset, end } of messageLine(each).fields) {
      const { text } = each.message;
      assertEquals(end - offset, (text[offset] & 3) + 1 + text[offset + 1]);
      fields++;
    }
  }
  assertEquals(fields > 100, true);
});

test("whatever a body consists of, it has a line, annotations, and names to learn", () => {
  const bodies = bookOf("secsgem-gem-session.pcapng").records.map(({ message }) => message.text).filter((
    text,
  ) => text.length > 0);
  let seed = 11;
  const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  const names = new NameLearner();
  for (const { stream, function: fn } of catalogue) {
    for (let i = 0; i < 20; i++) {
      const text = bodies[random(bodies.length)].slice();
      for (let n = random(5); n > 0; n--) text[random(text.length)] = random(256);
      const message = made(i, [stream, fn, random(2) === 1], text, {
        direction: random(2) === 1 ? 1 : 0,
        systemBytes: random(9),
      });
      const any = record(message, { counterpart: made(99, [1, 3], bodies[random(bodies.length)]) });
      names.message(message);
      for (const { offset, end } of annotate(any, { names })) {
        assertEquals(end > offset && end <= text.length, true);
      }
      assertEquals(messageLine(any, { names }).fields.length <= 4, true);
      assertEquals(JSON.parse(toNdjson(any)).length, message.length);
    }
  }
});

test("times are cut, never rounded, and stand in the zone that is asked for", () => {
  assertEquals(clockTime(1_999_999_999, { origin }), "12:00:01.999");
  assertEquals(clockTime(1_999_999_999, { origin, zone: -330 }, 9), "06:30:01.999999999");
  assertEquals(clockTime(43_200e9, { origin }, 0), "00:00:00");
  assertEquals(fullTime(1, { origin, zone: 840 }), "2026-05-05T02:00:00.000000001+14:00");
  assertEquals(fullTime(5, { origin }), "2026-05-04T12:00:00.000000005Z");
  assertEquals(fullTime(5, {}), "0.000000005");
  assertEquals(fullTime(0, { origin: 951_782_400_000_000_000n }, 0), "2000-02-29T00:00:00Z");
  assertEquals(clockTime(NaN), "-");
  assertEquals(seconds(123_456_789, origin), "1777896000.123456789");
  assertEquals(seconds(NaN, origin), "null");
  assertEquals(seconds(-1, 0n), "-0.000000001");
  assertEquals(seconds(1, -2_000_000_001n), "-2.000000000");
  assertEquals(seconds(8_640_000e9 + 1, 1_777_896_000_999_999_999n), "1786536001.000000000");
  assertEquals(delta(-1_500), "-0.000001");
});

test("lengths of time and sizes are given in the unit that suits", () => {
  const times = [0, 999, 1_000, 3_100_000, 999_499_999, 999_500_000, 45e9, 59.96e9, 60e9, 125e9, 7_260e9];
  assertEquals(times.map(duration), [
    "0 ns",
    "999 ns",
    "1 µs",
    "3.1 ms",
    "999 ms",
    "1 s",
    "45 s",
    "60 s",
    "1 min 0 s",
    "2 min 5 s",
    "2 h 1 min",
  ]);
  assertEquals([1, 9_999, 10_000, 1_234_567, 2.5e9].map(size), [
    "1 byte",
    "9,999 bytes",
    "10 KB",
    "1.23 MB",
    "2.5 GB",
  ]);
});
