// `hsms stats`: what a capture amounts to, as tables for people or as JSON.
import { clockTime, duration, fullTime, grouped, size } from "../core/framing/clock.ts";
import type { CaptureOutput, Roles, TransactionOutcome } from "../core/framing/model.ts";
import {
  type CaptureStatistics,
  type ConnectionStatistics,
  type KindStatistics,
  type LatencyStatistics,
  Statistics,
} from "../core/reading/statistics.ts";
import { type CaptureReader, readCapture } from "./capture_file.ts";
import { captureOptions, FILE_OPTIONS, TIME_OPTIONS, zoneOf } from "./capture_options.ts";
import { type Column, table } from "./columns.ts";
import { type Call, type Command, type ExitCode, numberOf } from "./command.ts";
import { many, troubleText } from "./message_text.ts";
import { statisticsJson } from "./stats_json.ts";
import type { Style, Terminal } from "./terminal.ts";

/** The command. */
export const STATS: Command = {
  name: "stats",
  summary: "count the messages of a capture, and say how fast they were answered",
  usage: ["FILE|- [--top N] [--json]"],
  positionals: [1, 1],
  options: {
    "top": { type: "string", value: "N", help: "most rows of each table (20)" },
    "json": { type: "boolean", help: "as one JSON document" },
    ...TIME_OPTIONS,
    ...FILE_OPTIONS,
  },
  examples: [
    ["hsms stats session.pcapng", "kinds of messages, latencies, connections, findings"],
    ["hsms stats session.pcapng --json", "for a script"],
  ],
  run: stats,
};

/** What is known of a capture besides its statistics. */
export interface StatisticsReading {
  /** The file, as named. */
  readonly file: string;
  readonly format: string | undefined;
  readonly origin: bigint | undefined;
  /** Minutes ahead of UTC. */
  readonly zone: number;
  readonly statistics: CaptureStatistics;
  /** By connection. */
  readonly roles: ReadonlyMap<number, Roles>;
  /** Connections that carry something else. */
  readonly others: number;
}

/** Runs `hsms stats`. */
async function stats({ values, positionals: [file], terminal }: Call): Promise<ExitCode> {
  const top = numberOf(values, "top", 1) ?? 20;
  const counter = new Counter(terminal);
  const { others, whole } = await readCapture(
    file,
    { ...captureOptions(values), silent: true },
    terminal,
    counter,
  );
  const { format, origin, roles } = counter;
  const statistics = counter.statistics.summary;
  const reading = { file, format, origin, zone: zoneOf(values), statistics, roles, others };
  const lines = values.json === true ? [statisticsJson(reading)] : report(reading, top, terminal);
  await terminal.stdout.write(`${lines.join("\n")}\n`);
  return whole ? 0 : 1;
}

class Counter implements CaptureReader {
  readonly statistics: Statistics = new Statistics();
  readonly roles: Map<number, Roles> = new Map();
  format: string | undefined;
  origin: bigint | undefined;
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  output(output: CaptureOutput): void {
    this.statistics.output(output);
    switch (output.type) {
      case "origin":
        this.format = output.format;
        this.origin = output.origin;
        return;
      case "roles":
        return void this.roles.set(output.connection.index, output);
      case "trouble":
        return void this.#terminal.stderr.write(`${troubleText(output, this.#terminal.stderr)}\n`);
    }
  }
}

/** The tables, with an empty line between them. */
function report(reading: StatisticsReading, top: number, { stdout: { style } }: Terminal): string[] {
  const { kinds, connections, findingKinds } = reading.statistics;
  const parts = [
    summary(reading),
    section(table(KIND_COLUMNS, kinds.slice(0, top).map(kindRow)), kinds.length - top, "kind", style),
    section(
      table(CONNECTION_COLUMNS, connections.slice(0, top).map((each) => connectionRow(each, reading))),
      connections.length - top,
      "connection",
      style,
    ),
    section(table(FINDING_COLUMNS, findingKinds.slice(0, top).map(findingRow)), 0, "finding", style),
  ];
  return parts.filter((lines) => lines.length > 0).flatMap((lines, i) => i === 0 ? lines : ["", ...lines]);
}

function summary({ file, format, origin, zone, statistics, others }: StatisticsReading): string[] {
  const { messages, bytes, first, last, rate, latency, outcomes, findings } = statistics;
  const of = `${many(messages, "message")} of ${size(bytes)}`;
  const clock = { zone, ...(origin === undefined ? {} : { origin }) };
  const time = Number.isNaN(first) ? [] : [
    `${fullTime(first, clock, 3)} to ${clockTime(last, clock)}: ${duration(last - first)}${rateText(rate)}`,
  ];
  const other = others === 0 ? [] : [`${many(others, "connection")} with neither HSMS nor SECS-I`];
  const { error, warning, note } = findings;
  return [
    `${file}: ${format ?? "nothing recognised"}, ${many(statistics.connections.length, "connection")}, ${of}`,
    ...time,
    ...other,
    `Transactions: ${outcomesText(outcomes)}${latency === undefined ? "" : `; ${latencyText(latency)}`}`,
    `Findings: ${many(error, "error")}, ${many(warning, "warning")}, ${many(note, "note")}`,
  ];
}

function rateText(rate: number): string {
  return Number.isNaN(rate) ? "" : `, ${Number(rate.toPrecision(3))} messages a second`;
}

function latencyText({ p50, p95, max }: LatencyStatistics): string {
  return `median ${duration(p50)}, 95 % within ${duration(p95)}, slowest ${duration(max)}`;
}

function outcomesText(outcomes: Readonly<Partial<Record<TransactionOutcome, number>>>): string {
  const all = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  return all.length === 0 ? "none" : all.map(([outcome, count]) => `${grouped(count)} ${outcome}`).join(", ");
}

/** A table with its headings in bold, and how much of it is left out; nothing when it has no rows. */
function section(
  [head, ...rows]: readonly string[],
  left: number,
  what: string,
  style: (style: Style, text: string) => string,
): string[] {
  if (rows.length === 0) return [];
  return [
    style("bold", head),
    ...rows,
    ...(left > 0 ? [style("dim", `and ${many(left, `${what} more`, `${what}s more`)}`)] : []),
  ];
}

const LATENCY_COLUMNS: readonly Column[] = [
  ["answered", "right"],
  ["otherwise", "left"],
  ["p50", "right"],
  ["p95", "right"],
  ["p99", "right"],
  ["max", "right"],
];

const KIND_COLUMNS: readonly Column[] = [
  ["kind", "left"],
  ["name", "left"],
  ["messages", "right"],
  ["bytes", "right"],
  ...LATENCY_COLUMNS,
];

function kindRow({ kind, name, messages, bytes, outcomes, latency }: KindStatistics): string[] {
  return [kind, name, grouped(messages), size(bytes), ...latencyCells(outcomes, latency)];
}

function latencyCells(
  { reply = 0, ...rest }: Readonly<Partial<Record<TransactionOutcome, number>>>,
  latency: LatencyStatistics | undefined,
): string[] {
  const otherwise = Object.keys(rest).length === 0 ? "" : outcomesText(rest);
  const times = latency === undefined ? [] : [latency.p50, latency.p95, latency.p99, latency.max];
  return [
    reply === 0 ? "" : grouped(reply),
    otherwise,
    ...["", "", "", ""].map((none, i) => times.length === 0 ? none : duration(times[i])),
  ];
}

const CONNECTION_COLUMNS: readonly Column[] = [
  ["connection", "left"],
  ["host", "left"],
  ["to server", "right"],
  ["to client", "right"],
  ["bytes", "right"],
  ["first", "left"],
  ["last", "left"],
  ...LATENCY_COLUMNS,
  ["missing", "right"],
  ["ended", "left"],
];

function connectionRow(of: ConnectionStatistics, { origin, zone, roles }: StatisticsReading): string[] {
  const { connection: { index, client, server }, messages, bytes, missing, ended = "" } = of;
  const clock = { zone, ...(origin === undefined ? {} : { origin }) };
  const host = roles.get(index)?.host;
  return [
    `${client} → ${server}`,
    host === undefined ? "" : host === 0 ? "client" : "server",
    grouped(messages[0]),
    grouped(messages[1]),
    size(bytes[0] + bytes[1]),
    Number.isNaN(of.first) ? "" : clockTime(of.first, clock),
    Number.isNaN(of.last) ? "" : clockTime(of.last, clock),
    ...latencyCells(of.outcomes, of.latency),
    missing === 0 ? "" : size(missing),
    ended,
  ];
}

const FINDING_COLUMNS: readonly Column[] = [["finding", "left"], ["count", "right"]];

function findingRow([kind, count]: readonly [string, number]): string[] {
  return [kind, grouped(count)];
}
