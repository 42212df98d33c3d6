// A report of a capture as one HTML page without scripts: what it is, what was wrong, and the messages concerned.
import { annotate } from "./annotate.ts";
import { clockTime, duration, fullTime, grouped, size } from "../framing/clock.ts";
import { lineText, messageLine } from "./line.ts";
import type { Finding, Severity } from "../framing/model.ts";
import type { MessageRecord, Reading } from "./reading.ts";
import { bar, escape, row, table } from "./report_parts.ts";
import { REPORT_STYLE } from "./report_style.ts";
import { smlLines, smlLineText } from "./sml_lines.ts";
import type { CaptureStatistics, KindStatistics } from "./statistics.ts";

/** What to report. */
export interface Report {
  /** Name of the file, or whatever the page is to be called. */
  readonly title: string;
  /** Format of the file, where it is known. */
  readonly format?: string;
  /** Origin, zone and names. */
  readonly reading: Reading;
  /** What the capture amounts to. */
  readonly statistics: CaptureStatistics;
  /** All findings; the worst are shown first. */
  readonly findings: readonly Finding[];
  /** A message by its index, where it is still there. */
  readonly record: (index: number) => MessageRecord | undefined;
  /** Messages to show besides those of the findings. */
  readonly messages?: readonly number[];
}

const MOST_FINDINGS = 2000;
const MOST_MESSAGES = 500;
const MOST_LINES = 400;

/** The page, piece by piece. All that comes from the capture is escaped; nothing is loaded, nothing runs. */
export function* htmlReport(report: Report): Generator<string, void, void> {
  yield head(report.title);
  yield overview(report);
  yield findings(report);
  yield kinds(report.statistics);
  yield connections(report);
  yield* messages(report);
  yield "</body>\n</html>\n";
}

function head(title: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<h1>${escape(title)}</h1>
`;
}

function overview({ statistics, reading, format }: Report): string {
  const { messages, bytes, first, last, rate, latency, histogram } = statistics;
  const { error, warning, note } = statistics.findings;
  const facts: readonly (readonly [string, string])[] = [
    ["Format", format ?? "unknown"],
    ["Begins", fullTime(first, reading, 3)],
    ["Lasts", duration(last - first)],
    ["Messages", `${grouped(messages)}${Number.isNaN(rate) ? "" : `, ${rate.toPrecision(3)} per second`}`],
    ["Bytes", size(bytes)],
    ["Transactions", outcomes(statistics.outcomes)],
    ["Latency", latency === undefined ? "-" : latencyWords(latency)],
    ["Findings", `${counted(error, "error")}, ${counted(warning, "warning")}, ${counted(note, "note")}`],
  ];
  const list = facts.map(([name, fact]) => `<dt>${name}</dt><dd>${escape(fact)}</dd>`).join("\n");
  return `<dl>\n${list}\n</dl>\n${bar(histogram)}`;
}

function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
}

const OUTCOMES: Readonly<Record<string, string>> = { "reply": "answered", "no reply": "not answered" };

function outcomes(counts: KindStatistics["outcomes"]): string {
  const words = Object.entries(counts).map(([outcome, count]) =>
    `${grouped(count)} ${OUTCOMES[outcome] ?? outcome}`
  );
  return words.length === 0 ? "none" : words.join(", ");
}

function latencyWords({ p50, p95, max }: NonNullable<CaptureStatistics["latency"]>): string {
  return `median ${duration(p50)}, 95 % below ${duration(p95)}, longest ${duration(max)}`;
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function findings({ findings, reading, record }: Report): string {
  if (findings.length === 0) return "<h2>Findings</h2>\n<p>Nothing was found wrong.</p>\n";
  const sorted = [...findings].sort((a, b) => RANKS[a.severity] - RANKS[b.severity] || a.index - b.index);
  const rows = sorted.slice(0, MOST_FINDINGS).map((finding) => {
    const { severity, kind, clause, sentence, time } = finding;
    const links = finding.messages.slice(0, 8).map((index) => link(index, record)).join(" ");
    return `<tr><td class="${severity}">${severity}</td><td>${escape(sentence)}<br><span class="dim">${
      escape(`${kind}, ${clause}`)
    }</span></td><td class="time">${escape(clockTime(time, reading))}</td><td>${links}</td></tr>`;
  });
  const left = findings.length - rows.length;
  const more = left > 0 ? `<p class="dim">${grouped(left)} more are left out.</p>\n` : "";
  return `<h2>Findings</h2>\n${table(["", "What", "When", "Messages"], rows)}${more}`;
}

function link(index: number, record: Report["record"]): string {
  return record(index) === undefined ? `#${index}` : `<a href="#m${index}">#${index}</a>`;
}

function kinds({ kinds }: CaptureStatistics): string {
  const rows = kinds.slice(0, 200).map(({ kind, name, messages, bytes, outcomes: counts, latency }) =>
    row([kind, name], [
      grouped(messages),
      size(bytes),
      latency === undefined ? "" : duration(latency.p50),
      latency === undefined ? "" : duration(latency.p95),
      latency === undefined ? "" : duration(latency.max),
    ], unanswered(counts))
  );
  const headings = ["Message", "Name", "+Count", "+Bytes", "+Median", "+95 %", "+Longest", "Not answered"];
  return `<h2>Messages by kind</h2>\n${table(headings, rows)}`;
}

function unanswered(counts: KindStatistics["outcomes"]): string {
  const { reply: _, ...others } = counts;
  return Object.keys(others).length === 0 ? "" : outcomes(others);
}

function connections({ statistics, reading }: Report): string {
  const rows = statistics.connections.slice(0, 200).map((of) =>
    row([
      `${of.connection.index}`,
      of.connection.client,
      of.connection.server,
      fullTime(of.first, reading, 3),
    ], [
      duration(of.last - of.first),
      grouped(of.messages[0]),
      grouped(of.messages[1]),
      of.missing === 0 ? "" : size(of.missing),
    ], of.ended ?? "")
  );
  const headings = [
    "",
    "Client",
    "Server",
    "First message",
    "+Lasts",
    "+From client",
    "+From server",
    "+Missing",
    "Ended",
  ];
  return `<h2>Connections</h2>\n${table(headings, rows)}`;
}

function* messages(report: Report): Generator<string, void, void> {
  const wanted = [...(report.messages ?? []), ...report.findings.flatMap(({ messages }) => messages)];
  const indexes = [...new Set(wanted)].sort((a, b) => a - b);
  const records = indexes.slice(0, MOST_MESSAGES).flatMap((index) => report.record(index) ?? []);
  if (records.length === 0) return;
  yield "<h2>Messages concerned</h2>\n";
  for (const record of records) yield article(record, report.reading);
  const left = indexes.length - records.length;
  if (left > 0) yield `<p class="dim">${grouped(left)} more are left out.</p>\n`;
}

function article(record: MessageRecord, reading: Reading): string {
  const { index, text } = record.message;
  const { badges, ...line } = messageLine(record, reading, { time: "full", digits: 6 });
  const sentences = badges.map(({ severity, sentence }) =>
    `<div><span class="${severity}">${severity}</span> ${escape(sentence)}</div>`
  );
  const sml = text.length === 0 ? "" : `<pre>${escape(smlOf(record, reading))}</pre>`;
  const whole = escape(lineText({ ...line, badges: [] }));
  return `<article id="m${index}"><div class="mono">${whole}</div>\n${
    sentences.join("\n")
  }${sml}</article>\n`;
}

function smlOf(record: MessageRecord, reading: Reading): string {
  const lines: string[] = [];
  const annotations = annotate(record, reading, MOST_LINES);
  for (const line of smlLines(record.message.text, { annotations, elements: 64 })) {
    if (lines.length === MOST_LINES) return [...lines, "…"].join("\n");
    lines.push(smlLineText(line));
  }
  return lines.join("\n");
}
