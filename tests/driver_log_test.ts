// Logging: what each detail tells, that SML is printed only for who reads it, loggers, and that none costs nothing.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { consoleLogger, type LogDetail, type Logger, logTo, ndjsonLogger } from "../driver/log.ts";
import { frameLine } from "../driver/log_messages.ts";
import { lineOf } from "../driver/log_news.ts";
import { Instruments } from "../driver/metrics_instruments.ts";
import { Peers } from "../driver/peers.ts";
import { Simulator } from "../driver/simulator.ts";
import { Tool } from "../driver/tool.ts";
import type { ConnectionOptions } from "../adapters/node.ts";
import { A, encode } from "../mod.ts";
import { ADAPTERS, HOST, pair, sleep, until } from "./adapters_loopback.ts";
import { equipment, QUICK } from "./driver_peers_rig.ts";
import { ETCHER } from "./driver_rig.ts";
import { test } from "./harness.ts";

interface Logged {
  readonly level: string;
  readonly message: string;
  readonly fields: Record<string, unknown>;
}

/** A logger that keeps what it is given, as it is given. */
function keeper(): { logger: Logger; lines: Logged[] } {
  const lines: Logged[] = [];
  const put = (level: string) => (fields: object, message: string): void =>
    void lines.push({ level, message, fields: fields as Record<string, unknown> });
  return {
    lines,
    logger: { debug: put("debug"), info: put("info"), warn: put("warn"), error: put("error") },
  };
}

/** What a host logs of one request, after it was connected. */
async function loggedAt(detail: LogDetail, options: ConnectionOptions = { trace: true }): Promise<Logged[]> {
  const { logger, lines } = keeper();
  await pair(ADAPTERS[0], async (host, equipment) => {
    equipment.on("message", (message) => void equipment.reply(message, encode(A("yes"))));
    const stop = logTo(host, logger, { detail, sml: true, name: "tool" });
    await host.request({ stream: 1, function: 1, text: encode(A("no")) });
    await host.linktest();
    stop();
    await host.request({ stream: 1, function: 1 });
  }, { host: options });
  return lines;
}

test("log: each detail has all of the one before", async () => {
  assertEquals(await loggedAt("gem"), []);
  const messages = await loggedAt("message");
  assertEquals(messages.map(({ message, level }) => `${level} ${message}`), [
    "debug S1F1 W sent",
    "debug S1F2 received",
  ]);
  const frames = await loggedAt("frame");
  assertEquals(frames.map(({ fields }) => fields.message), [
    "S1F1",
    "S1F2",
    "Linktest.req",
    "Linktest.rsp",
    undefined,
  ]);
  assertEquals(frames[4].message, "Linktest.req answered");
  const chunks = await loggedAt("byte");
  assertEquals(chunks.length, frames.length);
  assertEquals(chunks[0].fields.bytes, "00 00 00 0e 00 00 81 01 00 00 00 00 00 02 41 02 6e 6f");
});

test("log: a message has its fields, the peer, and its SML where that is wanted", async () => {
  const [{ fields }] = await loggedAt("message");
  assertEquals({ ...fields }, {
    type: "message",
    direction: "sent",
    message: "S1F1",
    session: 0,
    replyExpected: true,
    systemBytes: 2,
    length: 4,
    peer: "tool",
    sml: 'S1F1 W\n<A [2] "no">.',
  });
});

test("log: without the trace of the connection there are no messages", async () => {
  assertEquals(await loggedAt("byte", {}).then((lines) => lines.map(({ message }) => message)), [
    "Linktest.req answered",
  ]);
});

test("log: SML is printed when it is read, and not before", () => {
  const header = Uint8Array.of(0, 0, 1, 1, 0, 0, 0, 0, 0, 1);
  const bad = { type: "received", header, text: Uint8Array.of(0x41, 9) } as const;
  const line = frameLine(bad, 1, true, true)!;
  const { get } = Object.getOwnPropertyDescriptor(line.fields, "sml")!;
  assert(get !== undefined, "sml is there before it is read");
  assert(String(line.fields.sml).startsWith("Cannot print: "), "a text that is no item stops the log");
  assertEquals("sml" in frameLine(bad, 1, false, true)!.fields, false);
});

test("log: a first block of SECS-I is not taken for a control message of HSMS", () => {
  const header = Uint8Array.of(0x80, 5, 0x86, 11, 0, 1, 0, 0, 0, 9);
  const line = frameLine({ type: "received", header, text: new Uint8Array(300) }, 3, false, false)!;
  assertEquals([line.message, line.fields.session, line.fields.length], ["S6F11 W received", 5, 300]);
  assert(String(line.fields.bytes).startsWith("80 05 86 0b"), "the header is not where the bytes begin");
});

test("log: what goes wrong is a warning, what is orderly is not", () => {
  const level = (news: { type: string } & Record<string, unknown>): string | undefined =>
    lineOf(news, false)?.level;
  const primary = { stream: 1, function: 3 };
  assertEquals(
    lineOf({ type: "noReply", primary, systemBytes: 1, reason: "T3" } as { type: string }, false),
    {
      level: "warn",
      message: "S1F3: no reply within T3",
      fields: { type: "noReply", message: "S1F3", systemBytes: 1, reason: "T3" },
    },
  );
  const end = (cause: string): string | undefined =>
    level({ type: "state", from: "SELECTED", to: "NOT CONNECTED", cause });
  assertEquals([end("T8"), end("stopped"), end("Separate.req received")], ["warn", "info", "info"]);
  assertEquals(level({ type: "alarm", set: true, text: "HOT", ALID: { format: "U4", value: 1 } }), "warn");
  assertEquals([level({ type: "done", id: 1 }), level({ type: "toString" })], [undefined, undefined]);
});

test("log: a detail that is none is refused", () => {
  const connection = ADAPTERS[0].open({ mode: "passive", host: HOST, port: 0 });
  const detail = "all" as LogDetail;
  assertThrows(() => logTo(connection, keeper().logger, { detail }), TypeError, 'detail is "all"');
  return connection.close();
});

test("log: NDJSON is a line of JSON each, from the least level on", () => {
  const lines: string[] = [];
  const logger = ndjsonLogger((line) => lines.push(line), "info");
  logger.debug({ a: 1 }, "not this");
  logger.warn({ big: 2n ** 60n, none: Infinity, bytes: Uint8Array.of(1), error: new Error("bad") }, "a\nb");
  assertEquals(lines.length, 1);
  assertEquals(lines[0].indexOf("\n"), lines[0].length - 1);
  const { time, ...rest } = JSON.parse(lines[0]);
  assertEquals(new Date(time).toISOString(), time);
  assertEquals(rest, {
    level: "warn",
    msg: "a\nb",
    big: "1152921504606846976",
    none: "Infinity",
    bytes: [1],
    error: "bad",
  });
});

test("log: the console gets the words first; the console and what is like pino are loggers as they are", () => {
  const told: unknown[][] = [];
  const put = (...values: unknown[]): unknown => told.push(values);
  const logger = consoleLogger({ debug: put, info: put, warn: put, error: put }, "warn");
  logger.info({ a: 1 }, "no");
  logger.error({ a: 1 }, "yes");
  assertEquals(told, [["yes", { a: 1 }]]);
  const asItIs: Logger[] = [console];
  assertEquals(asItIs.length, 1);
});

test("log: a tool, its simulator and a peer log by their names", async () => {
  const { logger, lines } = keeper();
  const simulator = await Simulator.start(ETCHER, { connection: { port: 0 }, host: HOST, trace: true });
  logTo(simulator.connection, logger, { name: "simulator" });
  const connection = { port: simulator.address!.port };
  const tool = await Tool.connect(ETCHER, { connection, logger, log: { sml: true }, timeout: 10 });
  simulator.trigger("PROCESS_START", { WaferId: "W-1" });
  await tool.once("event", "PROCESS_START");
  await tool.close();
  await simulator.close();
  const told = (peer: string): string[] =>
    lines.filter(({ fields }) => fields.peer === peer).map(({ message }) => message);
  for (const line of ["S1F13 W sent", "communicating", "event PROCESS_START"]) {
    assert(told("ETCH-01").includes(line), `${line} is not among ${told("ETCH-01").join("; ")}`);
  }
  assert(told("simulator").includes("S1F13 W received"), told("simulator").join("; "));
  const event = lines.find(({ message }) => message === "event PROCESS_START")!;
  assertEquals((event.fields.values as Record<string, unknown>).WaferId, "W-1");

  const peers = new Peers({ logger, log: { detail: "gem" } });
  const gone = await equipment("gone");
  await gone.connection.close();
  await peers.add("gone", { level: "hsms", port: gone.port, timers: QUICK });
  const failure = (): boolean => told("gone").some((line) => line.startsWith("Cannot connect: "));
  await until(failure, "the failure");
  await peers.close();
});

test("log: without a logger nothing is traced and nobody listens", () => {
  const { logger } = keeper();
  assertEquals(new Instruments("tool", {}).entityOptions, {});
  assertEquals(new Instruments("tool", { logger, log: { detail: "gem" } }).entityOptions, {});
  assertEquals(new Instruments("tool", { logger }).entityOptions, { trace: true });
  assertThrows(() => new Instruments("tool", { log: { detail: "all" as LogDetail } }), TypeError, "detail");
});

test("log: a logger that throws ends nothing, and is told as an error", async () => {
  const errors: unknown[] = [];
  await pair(ADAPTERS[0], async (host, equipment) => {
    equipment.on("message", (message) => void equipment.reply(message));
    const bad = (): never => {
      throw new Error("The disk is full");
    };
    logTo(host, { debug: bad, info: bad, warn: bad, error: bad });
    host.on("error", (error) => errors.push(error));
    await host.request({ stream: 1, function: 1 });
    await sleep(0);
  }, { host: { trace: true } });
  assertEquals(String(errors[0]), "Error: The disk is full");
});
