// Statistics: counts, latencies and rates of a capture, exact while little is seen and bounded when much is.
import { assertEquals } from "@std/assert";
import type { CaptureOutput } from "../core/framing/model.ts";
import { Quantiles } from "../core/reading/quantiles.ts";
import { Statistics } from "../core/reading/statistics.ts";
import { bookOf, CONNECTION, control, finding, made } from "./capture_reading.ts";
import { test } from "./harness.ts";

test("quantiles of few numbers are exact, of many within one percent, least and greatest always exact", () => {
  const few = new Quantiles(), many = new Quantiles();
  for (const value of [5, 1, 4, 2, 3]) few.add(value);
  assertEquals([0, 0.2, 0.5, 0.95, 1].map((share) => few.at(share)), [1, 1, 3, 5, 5]);
  const values: number[] = [];
  for (let i = 0, x = 3; i < 50_000; i++) {
    x = (x * 48_271) % 2_147_483_647;
    values.push(Math.exp((x / 2 ** 31) * 20) - 1);
  }
  for (const value of values) many.add(value);
  values.sort((a, b) => a - b);
  for (const share of [0.1, 0.5, 0.9, 0.95, 0.99, 0.999]) {
    const exact = values[Math.ceil(share * values.length) - 1];
    assertEquals(Math.abs(many.at(share) - exact) <= 0.0101 * exact + 1, true);
  }
  assertEquals([many.at(1), many.least], [values.at(-1)!, values[0]]);
  assertEquals(many.count, 50_000);
  assertEquals(new Quantiles().at(0.5), NaN);
});

function fed(outputs: readonly CaptureOutput[]): Statistics {
  const statistics = new Statistics();
  for (const output of outputs) statistics.output(output);
  return statistics;
}

const transaction = (primary: number, latency: number, outcome: "reply" | "no reply" = "reply") =>
  ({ type: "transaction", connection: CONNECTION, primary, outcome, latency }) as const;

test("messages are counted by kind, connection and minute, transactions by outcome, findings by kind", () => {
  const { summary } = {
    summary: fed([
      { type: "opened", connection: CONNECTION },
      { type: "message", message: made(0, [1, 1, true], undefined, { time: 0 }) },
      { type: "message", message: made(1, [1, 2], undefined, { time: 2e6, direction: 1 }) },
      transaction(0, 2e6),
      { type: "message", message: made(2, [1, 1, true], undefined, { time: 61e9 }) },
      transaction(2, 0, "no reply"),
      { type: "message", message: control(3, 5, 0, { time: 120e9 }) },
      transaction(3, 4e6),
      finding(0, [2], { kind: "t3-no-reply" }),
      finding(1, [2], { severity: "note", kind: "late" }),
      finding(2, [2], { severity: "note", kind: "late" }),
      {
        type: "gap",
        connection: CONNECTION,
        direction: 0,
        offset: 0,
        length: 77,
        cause: "lost",
        time: 0,
        frame: 1,
      },
      { type: "ended", connection: CONNECTION, direction: 0, how: "FIN", time: 130e9, frame: 9 },
    ]).summary,
  };
  assertEquals([summary.messages, summary.bytes, summary.first, summary.last], [4, 56, 0, 120e9]);
  assertEquals(summary.rate, 4 / 120);
  assertEquals(summary.kinds.map(({ kind, messages, bytes }) => [kind, messages, bytes]), [
    ["S1F1", 2, 28],
    ["S1F2", 1, 14],
    ["Linktest.req", 1, 14],
  ]);
  const [first] = summary.kinds;
  assertEquals([first.name, first.outcomes], ["Are You There", { reply: 1, "no reply": 1 }]);
  assertEquals(first.latency, { count: 1, mean: 2e6, p50: 2e6, p95: 2e6, p99: 2e6, max: 2e6 });
  assertEquals(summary.outcomes, { reply: 2, "no reply": 1 });
  assertEquals(summary.latency?.max, 4e6);
  assertEquals(summary.connections, [{
    connection: CONNECTION,
    messages: [3, 1],
    bytes: [42, 14],
    first: 0,
    last: 120e9,
    missing: 77,
    ended: "FIN",
    outcomes: { reply: 2, "no reply": 1 },
    latency: { count: 2, mean: 3e6, p50: 2e6, p95: 4e6, p99: 4e6, max: 4e6 },
  }]);
  assertEquals(summary.findings, { error: 1, warning: 0, note: 2 });
  assertEquals(summary.findingKinds, [["late", 2], ["t3-no-reply", 1]]);
  assertEquals(summary.histogram, { step: 60e9, from: 0, counts: [2, 1, 1] });
});

test("nothing seen is nothing said, and messages without times have no rate", () => {
  const empty = new Statistics().summary;
  assertEquals([empty.messages, empty.first, empty.rate, empty.kinds, empty.latency], [
    0,
    NaN,
    NaN,
    [],
    undefined,
  ]);
  const { summary } = fed([{ type: "message", message: made(0, [1, 1], undefined, { time: NaN }) }]);
  assertEquals([summary.messages, summary.first, summary.rate, summary.histogram.counts], [1, NaN, NaN, []]);
});

test("the histogram keeps its size: steps double when time goes on", () => {
  const statistics = new Statistics();
  for (let minute = 0; minute < 5000; minute++) {
    statistics.output({ type: "message", message: made(minute, [1, 1], undefined, { time: minute * 60e9 }) });
  }
  const { step, counts } = statistics.summary.histogram;
  assertEquals([step, counts.length, counts.reduce((a, b) => a + b)], [240e9, 1250, 5000]);
  assertEquals(counts.every((count) => count === 4), true);
});

test("as many kinds and connections as there may be take no more than a bound", () => {
  const statistics = new Statistics();
  let index = 0;
  for (let stream = 1; stream < 128; stream++) {
    for (let fn = 1; fn < 20; fn++) {
      const connection = { ...CONNECTION, index: index };
      statistics.output({ type: "message", message: made(index++, [stream, fn], undefined, { connection }) });
    }
  }
  const { kinds, connections, messages } = statistics.summary;
  assertEquals([kinds.length, connections.length, messages], [1001, 1000, 127 * 19]);
  assertEquals(kinds.at(-1)?.kind, "others");
  assertEquals(kinds.reduce((sum, { messages }) => sum + messages, 0), messages);
});

test("the statistics of a session are those of its messages", () => {
  const book = bookOf("secsgem-gem-session.pcapng");
  const statistics = new Statistics();
  for (const { message } of book.records) statistics.output({ type: "message", message });
  for (const each of book.transactions) statistics.output(each);
  const { messages, bytes, kinds, connections, latency } = statistics.summary;
  assertEquals(messages, 146);
  assertEquals(bytes, book.records.reduce((sum, { message }) => sum + message.length + 4, 0));
  assertEquals(kinds.reduce((sum, kind) => sum + kind.messages, 0), 146);
  assertEquals(connections[0].bytes[0] + connections[0].bytes[1], bytes);
  assertEquals(latency?.count, book.transactions.length);
});
