// Messages as a table of text: one message a line, for spreadsheets.
import { fullTime } from "../framing/clock.ts";
import { addresses } from "./export_json.ts";
import { fieldsText, messageLine } from "./line.ts";
import type { MessageRecord, Reading } from "./reading.ts";

/** The columns, in order. */
export const CSV_COLUMNS: readonly string[] = [
  "index",
  "time",
  "from",
  "to",
  "direction",
  "session",
  "message",
  "W",
  "systemBytes",
  "size",
  "name",
  "fields",
  "outcome",
  "answer",
  "latencySeconds",
  "findings",
];

/** The row of headings, with its line break. */
export function csvHeadings(): string {
  return `${CSV_COLUMNS.join(",")}\r\n`;
}

/** The row of a message, with its line break. */
export function toCsv(record: MessageRecord, reading: Reading = {}): string {
  const { message } = record;
  const line = messageLine(record, reading);
  const { from, to } = addresses(message);
  const latency = record.transaction?.latency;
  const cells = [
    message.index,
    fullTime(message.time, reading),
    from,
    to,
    line.direction,
    message.header?.session ?? "",
    line.kind,
    line.replyExpected ? "W" : "",
    line.systemBytes ?? "",
    line.size,
    line.name,
    fieldsText(line.fields),
    record.transaction?.outcome ?? "",
    line.answer?.kind ?? "",
    latency === undefined ? "" : (latency / 1e9).toFixed(9),
    line.badges.map(({ severity, sentence }) => `${severity}: ${sentence}`).join("; "),
  ];
  return `${cells.map(cell).join(",")}\r\n`;
}

/** A cell, in quotes where it needs them; text that a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) && value.length > 1
    ? `'${value}`
    : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
