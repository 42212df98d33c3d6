// `hsms diff`: what differs between two captures, message by message, for people or as NDJSON.
import { annotate } from "../core/reading/annotate.ts";
import { duration } from "../core/framing/clock.ts";
import {
  type CaptureDiff,
  diffCaptures,
  type LatencyDiff,
  type MessageDiff,
} from "../core/reading/diff_captures.ts";
import { changesOf, diffItems, type ItemDiff } from "../core/reading/diff_items.ts";
import { toNdjson } from "../core/reading/export_json.ts";
import { NameLearner } from "../core/reading/names_learn.ts";
import { type MessageRecord, type Reading, RecordBook } from "../core/reading/reading.ts";
import { decode } from "../core/secs2/decode.ts";
import { DecodeError } from "../core/secs2/decode_error.ts";
import type { Item } from "../core/secs2/item.ts";
import { print } from "../core/sml/print.ts";
import { readCapture } from "./capture_file.ts";
import { CAPTURE_OPTIONS, captureOptions, loadNames, TIME_OPTIONS, zoneOf } from "./capture_options.ts";
import { table } from "./columns.ts";
import type { Call, Command, ExitCode, Values } from "./command.ts";
import { messageText, troubleText } from "./message_text.ts";
import { Paper } from "./paper.ts";
import type { Sink, Style, Terminal } from "./terminal.ts";

/** The command. */
export const DIFF: Command = {
  name: "diff",
  summary: "say what differs between two captures",
  usage: ["A B [--all] [--linktests] [--json]"],
  positionals: [2, 2],
  options: {
    "all": { type: "boolean", help: "print messages that are the same, too" },
    "linktests": { type: "boolean", help: "compare linktests, too" },
    "json": { type: "boolean", help: "as NDJSON, one difference a line" },
    ...TIME_OPTIONS,
    ...CAPTURE_OPTIONS,
  },
  examples: [
    ["hsms diff good.pcapng bad.pcapng", "exit code 1 when their messages differ"],
    ["hsms diff good.pcapng bad.pcapng --json", "for a script"],
  ],
  run: diff,
};

/** One of the two captures. */
interface Side {
  /** Whether it could be read to its end. */
  readonly whole: boolean;
  readonly records: readonly MessageRecord[];
  readonly reading: Reading;
}

/** Runs `hsms diff`. */
async function diff({ values, positionals: [fileA, fileB], terminal }: Call): Promise<ExitCode> {
  const a = await read(fileA, values, terminal);
  const b = await read(fileB, values, terminal);
  const found = diffCaptures(a.records, b.records, { linktests: values.linktests === true });
  const paper = new Paper(terminal.stdout);
  const print = values.json === true ? printJson : printText;
  print({ a, b, found, all: values.all === true, paper, sink: terminal.stdout });
  await paper.flush();
  const { differs, "only a": onlyA, "only b": onlyB } = found.counts;
  return a.whole && b.whole && differs + onlyA + onlyB === 0 ? 0 : 1;
}

async function read(file: string, values: Values, terminal: Terminal): Promise<Side> {
  const book = new RecordBook();
  const names = new NameLearner(await loadNames(values));
  const { whole } = await readCapture(file, { ...captureOptions(values), silent: true }, terminal, {
    output: (output) => {
      book.output(output);
      if (output.type === "message") names.message(output.message);
      if (output.type === "transaction") names.transaction(output);
      if (output.type === "trouble") void terminal.stderr.write(`${troubleText(output, terminal.stderr)}\n`);
    },
  });
  const { origin, records } = book;
  return {
    whole,
    records,
    reading: { zone: zoneOf(values), names, ...(origin === undefined ? {} : { origin }) },
  };
}

/** What is to be printed, and where. */
interface Printing {
  readonly a: Side;
  readonly b: Side;
  readonly found: CaptureDiff;
  readonly all: boolean;
  readonly paper: Paper;
  readonly sink: Sink;
}

function printText(printing: Printing): void {
  const { found: { messages, counts, latencies }, all, paper, sink: { style } } = printing;
  let same = 0;
  const told = () => {
    if (same > 0) paper.line(style("dim", `  ${same} the same`));
    same = 0;
  };
  for (const message of messages) {
    if (message.type === "same" && !all) {
      same += 1;
      continue;
    }
    told();
    printMessage(message, printing);
  }
  told();
  printLatencies(latencies, printing);
  const { differs, "only a": onlyA, "only b": onlyB } = counts;
  paper.line(
    style("bold", `${counts.same} the same, ${differs} differ, ${onlyA} only in A, ${onlyB} only in B`),
  );
}

function printMessage(diff: MessageDiff, printing: Printing): void {
  const { a, b, paper, sink } = printing;
  const line = (mark: string, style: Style, record: MessageRecord, side: Side) =>
    paper.line(`${sink.style(style, mark)} ${messageText(record, side.reading, {}, sink)}`);
  switch (diff.type) {
    case "only a":
      return line("-", "red", diff.a, a);
    case "only b":
      return line("+", "green", diff.b, b);
    case "same":
      return line(" ", "dim", diff.a, a);
    case "differs":
      line("A", "red", diff.a, a);
      line("B", "green", diff.b, b);
      for (const change of changes(diff, a, b)) paper.line(`    ${changeText(change, sink.style)}`);
  }
}

/** A change of an item: where it stands, what it is, its value before and after. */
interface Change {
  readonly type: "changed" | "format" | "removed" | "added" | "bytes";
  /** Indices from the root: `[1][0]`, of the capture that has the item. */
  readonly path: string;
  /** The data item, and its name. */
  readonly item?: string;
  readonly a?: string;
  readonly b?: string;
}

/** What differs in two messages. Bodies that are no items differ as a whole. */
function changes({ a, b }: { a: MessageRecord; b: MessageRecord }, sideA: Side, sideB: Side): Change[] {
  let found: ReturnType<typeof changesOf>;
  try {
    found = changesOf(diffItems(itemOf(a), itemOf(b)));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return [{ type: "bytes", path: "", a: bytesText(a), b: bytesText(b) }];
  }
  const [labelsA, labelsB] = [labelsOf(a, sideA.reading), labelsOf(b, sideB.reading)];
  return found.map((change) => changeOf(change, labelsA, labelsB));
}

function changeOf(
  change: Exclude<ItemDiff, { type: "same" | "list" }>,
  labelsA: ReadonlyMap<string, string>,
  labelsB: ReadonlyMap<string, string>,
): Change {
  const path = change.type === "added" ? change.pathB : change.pathA;
  const item = (change.type === "added" ? labelsB : labelsA).get(path.join("."));
  return {
    type: change.type,
    path: path.map((index) => `[${index}]`).join(""),
    ...(item === undefined ? {} : { item }),
    ...("a" in change ? { a: itemText(change.a) } : {}),
    ...("b" in change ? { b: itemText(change.b) } : {}),
  };
}

function changeText({ path, item, a, b }: Change, style: Sink["style"]): string {
  const values = [a === undefined ? "" : style("red", a), b === undefined ? "" : style("green", b)];
  return [path, item ?? "", values.filter((value) => value !== "").join(" → ")].filter((part) => part !== "")
    .join(" ") + (a === undefined ? " added" : b === undefined ? " removed" : "");
}

function itemOf({ message: { text } }: MessageRecord): Item | undefined {
  return text.length === 0 ? undefined : decode(text);
}

function itemText(item: Item): string {
  return print(item, { oneLine: true, elements: 16, sizes: false });
}

function bytesText({ message: { text } }: MessageRecord): string {
  return `${text.length} bytes that are no item`;
}

function labelsOf(record: MessageRecord, reading: Reading): Map<string, string> {
  return new Map(
    annotate(record, reading).map(({ path, item, name }) => [
      path.join("."),
      name === undefined ? item : `${item} ${name}`,
    ]),
  );
}

const LATENCY_COLUMNS = [
  ["latency", "left"],
  ["A p50", "right"],
  ["B p50", "right"],
  ["A p95", "right"],
  ["B p95", "right"],
  ["A count", "right"],
  ["B count", "right"],
] as const;

/** Medians that differ by less are not told. */
const LEAST_CHANGE = 1.2;

/** Kinds whose latency was another, as far as both captures have them. */
function printLatencies(latencies: readonly LatencyDiff[], { paper, sink: { style } }: Printing): void {
  const changed = latencies.filter(({ a, b }) => Math.max(a.p50 / b.p50, b.p50 / a.p50) >= LEAST_CHANGE);
  const rows = changed.slice(0, 10).map(({ kind, a, b }) => [
    kind,
    ...[a.p50, b.p50, a.p95, b.p95].map((time) => duration(Math.round(time))),
    String(a.count),
    String(b.count),
  ]);
  if (rows.length === 0) return;
  const [head, ...lines] = table(LATENCY_COLUMNS, rows);
  for (const line of ["", style("bold", head), ...lines, ""]) paper.line(line);
}

/** One line for each difference, then one for each kind with its latencies, then the counts. */
function printJson({ a, b, found: { messages, counts, latencies }, all, paper }: Printing): void {
  for (const diff of messages) {
    if (diff.type === "same" && !all) continue;
    const sides = [
      ..."a" in diff ? [`"a":${toNdjson(diff.a, a.reading)}`] : [],
      ..."b" in diff ? [`"b":${toNdjson(diff.b, b.reading)}`] : [],
      ...diff.type === "differs" ? [`"changes":${JSON.stringify(changes(diff, a, b))}`] : [],
    ];
    paper.line(`{"type":${JSON.stringify(diff.type)},${sides.join(",")}}`);
  }
  for (const { kind, a, b } of latencies) {
    paper.line(JSON.stringify({ type: "latency", kind, a: inSeconds(a), b: inSeconds(b) }));
  }
  paper.line(JSON.stringify({ type: "counts", ...counts }));
}

function inSeconds({ count, p50, p95 }: LatencyDiff["a"]): LatencyDiff["a"] {
  return { count, p50: Math.round(p50) / 1e9, p95: Math.round(p95) / 1e9 };
}
