// Metrics as plain data and as Prometheus's text, and spans: what they count, and that they name everything once.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { Meter } from "../driver/metrics.ts";
import { Histogram, LATENCY_BOUNDS } from "../driver/metrics_histogram.ts";
import { prometheusText } from "../driver/metrics_prometheus.ts";
import { Tap } from "../driver/metrics_tap.ts";
import type { Span, SpanOptions, Tracer } from "../driver/metrics_tracer.ts";
import { NoReplyError } from "../adapters/node.ts";
import { Simulator } from "../driver/simulator.ts";
import { hsms } from "../mod.ts";
import { ADAPTERS, HOST, until } from "./adapters_loopback.ts";
import { equipment, QUICK, withPeers } from "./driver_peers_rig.ts";
import { connect, ETCHER, together } from "./driver_rig.ts";
import { test } from "./harness.ts";

withPeers("metrics: messages, bytes, latencies and reconnections of a peer are counted", async (peers) => {
  const { connection, port } = await equipment("yes");
  const peer = await peers.add("tool", { level: "hsms", port, timers: QUICK });
  await peer.whenEstablished();
  peer.on("message", (message) => void peer.reply(message, new Uint8Array(5)));
  for (let i = 0; i < 3; i++) await peer.request({ stream: 1, function: 1 });
  await connection.request({ stream: 6, function: 11, text: new Uint8Array(7) });
  const { messages, bytes, open, latencies, state, connections } = peer.metrics;
  assertEquals(messages, {
    S1F1: { sent: 3, sentBytes: 30, received: 0, receivedBytes: 0 },
    S1F2: { sent: 0, sentBytes: 0, received: 3, receivedBytes: 39 },
    S6F11: { sent: 0, sentBytes: 0, received: 1, receivedBytes: 17 },
    S6F12: { sent: 1, sentBytes: 15, received: 0, receivedBytes: 0 },
  });
  assertEquals(bytes, { sent: 14 + 3 * 14 + 19, received: 14 + 3 * 17 + 21 });
  assertEquals([open, latencies.S1F1.count, state, connections], [0, 3, "SELECTED", 1]);
  connection.separate();
  await until(() => peer.metrics.connections === 2, "the reconnection");
  const { ends, reconnects } = peer.metrics;
  assertEquals([ends, reconnects], [{ "Separate.req received": 1 }, 1]);
  await connection.close();
});

withPeers(
  "metrics: a request that is given up is counted, and stays open no longer",
  async (peers) => {
    const { connection, port } = await equipment("yes");
    connection.on("message", (message) => {
      if (message.function === 3) void connection.reply(message, undefined, 0);
    });
    const peer = await peers.add("tool", { level: "hsms", port, timers: { ...QUICK, T3: 0.05 } });
    await peer.whenEstablished();
    const giveUp = new AbortController();
    const cancelled = peer.request({ stream: 1, function: 1 }, { signal: giveUp.signal });
    assertEquals(peer.metrics.open, 1);
    giveUp.abort(new Error("enough"));
    await assertRejects(() => cancelled, Error, "enough");
    assertEquals([peer.metrics.open, peer.metrics.noReply], [0, { cancelled: 1 }]);
    await connection.close();
  },
);

test("metrics: T3, aborts and lost connections are reasons of their own", () => {
  const meter = new Meter();
  const primary = { stream: 1, function: 3, replyExpected: true };
  const reasons = ["T3", "aborted", "disconnected", "T3"] as const;
  reasons.forEach((reason, i) => {
    meter.sent(primary, i, 0);
    const header = reason === "aborted" ? { header: Uint8Array.of(0, 0, 1, 0, 0, 0, 0, 0, 0, 1) } : {};
    const news = { type: "noReply", primary, systemBytes: i, reason, ...header };
    meter.news(news, 1);
  });
  assertEquals(meter.data.messages.S1F0, { sent: 0, sentBytes: 0, received: 1, receivedBytes: 10 });
  assertEquals(meter.data.noReply, { T3: 2, aborted: 1, disconnected: 1 });
  assertEquals([meter.data.open, meter.data.latencies], [0, {}]);
});

test("metrics: a peer that makes up names does not fill the memory", () => {
  const meter = new Meter();
  for (let i = 0; i < 5000; i++) {
    const message = { stream: i >>> 8, function: i & 0xff, text: new Uint8Array(0) };
    meter.news({ type: "message", message } as { type: string }, 0);
    meter.told({ type: "event", CEID: { value: i } } as { type: string });
  }
  const { messages, events } = meter.data;
  assertEquals([Object.keys(messages).length, messages.others.received], [1025, 5000 - 1024]);
  assertEquals([Object.keys(events).length, events.others], [1025, 5000 - 1024]);
});

test("metrics: a tool has those of GEM beside those of its link", async () => {
  await together(async (tool, equipment) => {
    equipment.do((machine, now) => machine.triggerEvent(100, now));
    await tool.once("event", "PROCESS_START");
    equipment.do((machine, now) => machine.setAlarm(42, now));
    await tool.once("alarm", "CHAMBER_HOT");
    const { communicating, events, alarms, messages, latencies } = tool.metrics;
    assertEquals([communicating, events, alarms], [true, { PROCESS_START: 1 }, { set: 1, cleared: 0 }]);
    assertEquals([messages.S6F11.received, messages.S6F12.sent, messages.S5F1.received], [1, 1, 1]);
    assert(latencies.S1F13.count >= 1, "there is no latency of S1F13");
  });
});

test("metrics: a link that is observed does what it does without", () => {
  const told: string[] = [];
  const entity = new hsms.Entity({ mode: "active", timers: { T3: 1 } });
  const tap = new Tap(entity, [{
    bytesWritten: (bytes) => told.push(`written ${bytes.length}`),
    bytesReceived: (bytes) => told.push(`received ${bytes.length}`),
    sent: (_, systemBytes) => told.push(`sent ${systemBytes}`),
    cancelled: (systemBytes) => told.push(`cancelled ${systemBytes}`),
    news: ({ type }) => told.push(type),
  }, {}]);
  const drain = (): void => {
    while (tap.poll() !== undefined);
  };
  tap.start(0);
  drain();
  tap.connected(1);
  drain();
  tap.received(hsms.encodeMessage(hsms.controlHeader(hsms.STYPE.SELECT_RSP, 1)), 2);
  drain();
  const systemBytes = tap.send({ stream: 1, function: 1, replyExpected: true }, 3);
  assertEquals([tap.cancel(systemBytes), tap.cancel(systemBytes), tap.deadline], [
    true,
    false,
    entity.deadline,
  ]);
  drain();
  assertEquals(told, [
    "state",
    "written 14",
    "received 14",
    "state",
    "selected",
    "control",
    `sent ${systemBytes}`,
    `cancelled ${systemBytes}`,
    "written 14",
  ]);
});

// ── Prometheus ───────────────────────────────────────────────────────────────────────────────────────────────────

interface Exposition {
  readonly types: Map<string, string>;
  readonly samples: { name: string; labels: Record<string, string>; value: number }[];
}

/** Reads Prometheus's text format, and throws where it is not kept. */
function readExposition(text: string): Exposition {
  const types = new Map<string, string>(), helps = new Set<string>(), samples: Exposition["samples"] = [];
  assert(text.endsWith("\n"), "the last line does not end");
  for (const line of text.slice(0, -1).split("\n")) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (comment === null) samples.push(readSample(line, types));
    else if (comment[1] === "HELP") helps.add(comment[2]);
    else {
      assert(
        helps.has(comment[2]) && !types.has(comment[2]),
        `TYPE of ${comment[2]} is not where it should be`,
      );
      types.set(comment[2], comment[3]);
    }
  }
  return { types, samples };
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\} (\S+)$/;

function readSample(line: string, types: Map<string, string>): Exposition["samples"][number] {
  const [, name, pairs, value] = SAMPLE.exec(line) ?? [];
  assert(name !== undefined, `no sample: ${line}`);
  const family = types.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, "");
  assertEquals(types.get(family) === "histogram", family !== name, line);
  assertEquals(types.get(family) === "counter", name.endsWith("_total"), line);
  const labels = [...pairs.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [
    label,
    text.replace(/\\(.)/g, (_, letter) => letter === "n" ? "\n" : letter),
  ]);
  return { name, labels: Object.fromEntries(labels), value: Number(value) };
}

test("prometheus: the text is well formed, and says of each peer what its metrics say", () => {
  const meter = new Meter();
  const primary = { stream: 1, function: 3, replyExpected: true };
  const message = {
    session: 0,
    stream: 1,
    function: 4,
    replyExpected: false,
    systemBytes: 1,
    text: new Uint8Array(2),
  };
  meter.sent(primary, 1, 0);
  meter.news({ type: "reply", primary, message } as { type: string }, 30);
  meter.news(
    { type: "state", from: "NOT CONNECTED", to: "NOT SELECTED", cause: "TCP connected" } as { type: string },
    0,
  );
  const name = 'back\\slash "quoted"\nnew line';
  const { types, samples } = readExposition(
    prometheusText([{ name, metrics: meter.data }, { name: "b", metrics: new Meter().data }]),
  );
  const of = (wanted: string, labels: Record<string, string> = {}): number[] =>
    samples.filter((sample) =>
      sample.name === wanted && sample.labels.peer === name &&
      Object.entries(labels).every(([label, text]) => sample.labels[label] === text)
    ).map(({ value }) => value);
  assertEquals(of("hsms_messages_total", { message: "S1F3", direction: "sent" }), [1]);
  assertEquals(of("hsms_message_bytes_total", { message: "S1F4", direction: "received" }), [12]);
  assertEquals(of("hsms_state", { state: "NOT SELECTED" }), [1]);
  assertEquals(of("hsms_state").length, 3);
  assertEquals(types.get("hsms_transaction_seconds"), "histogram");
  const buckets = of("hsms_transaction_seconds_bucket");
  assertEquals(buckets, [...LATENCY_BOUNDS.map((bound) => bound >= 0.03 ? 1 : 0), 1]);
  assertEquals([of("hsms_transaction_seconds_sum"), of("hsms_transaction_seconds_count")], [[0.03], [1]]);
  const keys = samples.map(({ name, labels }) => JSON.stringify([name, labels]));
  assertEquals(new Set(keys).size, keys.length);
});

test("prometheus: buckets add up, bounds included", () => {
  const histogram = new Histogram();
  for (const seconds of [0, 0.001, 0.0011, 44, 46]) histogram.add(seconds);
  const { count, sum, buckets } = histogram.data;
  assertEquals([count, buckets[0], buckets[1], buckets[LATENCY_BOUNDS.length - 1]], [5, 2, 3, 4]);
  assert(Math.abs(sum - 90.0021) < 1e-9, `the sum is ${sum}`);
  assert(buckets.every((each, i) => i === 0 || each >= buckets[i - 1]), "buckets are not cumulative");
});

// ── Spans ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Recorded {
  readonly name: string;
  readonly kind: number | undefined;
  readonly attributes: Record<string, unknown>;
  status?: string;
  ended: number;
}

/** A tracer that keeps what it is told. */
class FakeTracer implements Tracer {
  readonly spans: Recorded[] = [];

  startSpan(name: string, { kind, attributes }: SpanOptions = {}): Span {
    const span: Recorded = { name, kind, attributes: { ...attributes }, ended: 0 };
    this.spans.push(span);
    return {
      setAttribute: (key, value) => span.attributes[key] = value,
      setStatus: ({ message }) => span.status = message,
      end: () => void span.ended++,
    };
  }

  startActiveSpan<T>(name: string, options: SpanOptions, fn: (span: Span) => T): T {
    return fn(this.startSpan(name, options));
  }
}

withPeers("spans: each transaction has one, ours and theirs, which ends once", async (peers) => {
  const tracer = new FakeTracer();
  const connection = ADAPTERS[0].open({ mode: "passive", host: HOST, port: 0, timers: QUICK });
  await new Promise((resolve) => connection.on("listening", resolve));
  connection.on("message", (message) => {
    if (message.stream === 1) void connection.reply(message);
    else if (message.stream === 2) connection.separate();
  });
  const { port } = connection.local!;
  const peer = await peers.add("tool", { level: "hsms", port, timers: QUICK, tracer });
  await peer.whenEstablished();
  peer.on("message", (message) => {
    if (message.replyExpected) void peer.reply(message);
  });
  await peer.request({ stream: 1, function: 1 });
  await connection.request({ stream: 6, function: 11 });
  await connection.send({ stream: 6, function: 9 });
  await assertRejects(() => peer.request({ stream: 2, function: 17 }), NoReplyError);
  const spans = tracer.spans.map((
    { name, kind, attributes, status, ended },
  ) => [name, kind, attributes["hsms.peer"], status, ended]);
  assertEquals(spans, [
    ["S1F1", 2, "tool", undefined, 1],
    ["S6F11", 1, "tool", undefined, 1],
    ["S2F17", 2, "tool", "deselected", 1],
  ]);
  await connection.close();
});

test("spans: a command has one around those of its messages", async () => {
  const tracer = new FakeTracer();
  const simulator = await Simulator.start(ETCHER, { connection: { port: 0 }, host: HOST });
  const tool = await connect(simulator.address!.port, { tracer });
  await tool.command("START", { RECIPE_ID: "ALU_001" });
  await tool.close();
  await simulator.close();
  const names = tracer.spans.map(({ name }) => name);
  const command = names.indexOf("command START");
  assertEquals(names[command + 1], "S2F41");
  assert(
    tracer.spans.every(({ ended }) => ended === 1),
    JSON.stringify(tracer.spans.filter(({ ended }) => ended !== 1)),
  );
});
