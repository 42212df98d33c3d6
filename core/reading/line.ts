// A message in one line: as parts for whoever lays them out, and as text.
import { STYPE } from "../hsms/header.ts";
import {
  deselectStatusName,
  pTypeName,
  rejectReasonName,
  selectStatusName,
  sTypeName,
} from "../hsms/names.ts";
import { clockTime, delta, duration, fullTime } from "../framing/clock.ts";
import { definitionOf } from "./fields.ts";
import type { CapturedMessage, Severity, TransactionOutcome } from "../framing/model.ts";
import { began, type MessageRecord, type Reading } from "./reading.ts";
import { type TellingField, tellingFields } from "./telling.ts";

/** Whence and whither: host and equipment where they are known, otherwise client and server. */
export type Arrow = "H→E" | "E→H" | "C→S" | "S→C";

/** The parts of the line of a message, in order. */
export interface MessageLine {
  /** Time as asked for. */
  readonly time: string;
  /** Who sends it. */
  readonly direction: Arrow;
  /** Number in the capture. */
  readonly index: number;
  /** `S6F11`, `Select.req`, or `malformed`. */
  readonly kind: string;
  /** The W-bit. */
  readonly replyExpected: boolean;
  /** System bytes; undefined without header. */
  readonly systemBytes: number | undefined;
  /** Name by E5, or the status of a control message; `""` where there is none. */
  readonly name: string;
  /** What the body tells, in a few fields. */
  readonly fields: readonly TellingField[];
  /** Bytes of text. */
  readonly size: number;
  /** What became of the transaction that it began; undefined when it began none that has ended. */
  readonly answer?: LineAnswer;
  /** One for each finding. */
  readonly badges: readonly {
    readonly severity: Severity;
    readonly kind: string;
    readonly sentence: string;
  }[];
}

/** What became of a transaction. */
export interface LineAnswer {
  /** `S6F12`, or the outcome in a word where no message ended it. */
  readonly kind: string;
  /** How it ended. */
  readonly outcome: TransactionOutcome;
  /** Index of the message that ended it. */
  readonly index?: number;
  /** Nanoseconds, where both ends have times. */
  readonly latency?: number;
}

/** How to print times. */
export interface LineOptions {
  /** `clock` (when absent): time of day; `full`: with date and zone; `delta`: since the message before; `none`. */
  readonly time?: "clock" | "full" | "delta" | "none";
  /** Digits of the second, 0 to 9; 3 for `clock`, 9 for `full` and 6 for `delta` when absent. */
  readonly digits?: number;
}

/** The parts of the line of a message. */
export function messageLine(
  record: MessageRecord,
  reading: Reading = {},
  options: LineOptions = {},
): MessageLine {
  const { message, findings = [] } = record;
  const { header } = message;
  const line: MessageLine = {
    time: timeText(record, reading, options),
    direction: arrowOf(record),
    index: message.index,
    kind: kindOf(message),
    replyExpected: header !== undefined && header.sType === STYPE.DATA && header.byte2 > 0x7f,
    systemBytes: header?.systemBytes,
    name: nameOf(record),
    fields: tellingFields(record, reading),
    size: message.text.length,
    badges: findings.map(({ severity, kind, sentence }) => ({ severity, kind, sentence })),
  };
  const answer = answerOf(record);
  return answer === undefined ? line : { ...line, answer };
}

/** The line as text: `12:00:01.234 H→E #17 S6F11 W sys=100 Event Report Send CEID=300 → S6F12 3.1 ms`. */
export function lineText(line: MessageLine): string {
  const { time, direction, index, kind, replyExpected, systemBytes, name, fields, answer, badges } = line;
  const parts = [
    time,
    direction,
    `#${index}`,
    kind,
    replyExpected ? "W" : "",
    systemBytes === undefined ? "" : `sys=${systemBytes}`,
    name,
    fieldsText(fields),
    answer === undefined ? "" : answerText(answer),
    ...badges.map(({ severity, kind }) => `[${severity}: ${kind}]`),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/**
 * Fields as text: `CEID=300 ProcessStarted`. Several of the same item share its name (`SVID=1,2`), and the value of a
 * parameter stands behind its name (`PPID=R1`).
 */
export function fieldsText(fields: readonly TellingField[]): string {
  let text = "";
  fields.forEach((field, i) => {
    const { item, name } = field;
    const before = fields[i - 1];
    const value = quoted(field.text) + (name === undefined ? "" : ` ${name}`);
    if (before !== undefined && item === before.item) text += `,${value}`;
    else if (before?.item === "CPNAME" && /^C(?:P|EP)VAL$/.test(item)) text += `=${value}`;
    else if (item === "CPNAME") text += ` ${value}`;
    else text += ` ${item}=${value}`;
  });
  return text.slice(1);
}

function quoted(text: string): string {
  return text === "" || /[\s"]/.test(text) ? JSON.stringify(text) : text;
}

/** What became of a transaction as text: `→ S6F12 3.1 ms`. */
export function answerText({ kind, latency }: LineAnswer): string {
  return `→ ${kind}${latency === undefined ? "" : ` ${duration(latency)}`}`;
}

/** Who sends a message. */
export function arrowOf({ message, host }: Pick<MessageRecord, "message" | "host">): Arrow {
  if (host === undefined) return message.direction === 0 ? "C→S" : "S→C";
  return message.direction === host ? "H→E" : "E→H";
}

/** `S6F11`, `Select.req`, or `malformed` where the length has no room for a header. */
export function kindOf({ header }: Pick<CapturedMessage, "header">): string {
  if (header === undefined) return "malformed";
  if (header.sType !== STYPE.DATA) return sTypeName(header.sType);
  return `S${header.byte2 & 0x7f}F${header.byte3}`;
}

/** Name by E5, or what a control message says in its bytes 2 and 3; `""` where there is nothing to say. */
export function nameOf(record: Pick<MessageRecord, "message" | "host">): string {
  const { header, length } = record.message;
  if (header === undefined) return `length ${length}`;
  const pType = header.pType === 0 ? "" : pTypeName(header.pType);
  switch (header.sType) {
    case STYPE.DATA:
      return pType === "" ? definitionOf(record)?.name ?? "" : pType;
    case STYPE.SELECT_RSP:
      return selectStatusName(header.byte3);
    case STYPE.DESELECT_RSP:
      return deselectStatusName(header.byte3);
    case STYPE.REJECT_REQ:
      return rejectReasonName(header.byte3);
  }
  return pType;
}

function timeText({ message, previous }: MessageRecord, reading: Reading, options: LineOptions): string {
  const { time: form = "clock", digits } = options;
  switch (form) {
    case "none":
      return "";
    case "delta":
      return delta(message.time - (previous ?? message.time), digits);
    case "full":
      return fullTime(message.time, reading, digits);
    case "clock":
      return clockTime(message.time, reading, digits);
  }
}

function answerOf(record: MessageRecord): LineAnswer | undefined {
  const { transaction, counterpart } = record;
  if (transaction === undefined || !began(record) || transaction.outcome === "open") return undefined;
  const { outcome, end: index, latency } = transaction;
  const kind = counterpart === undefined ? outcome : kindOf(counterpart);
  return {
    kind,
    outcome,
    ...(index === undefined ? {} : { index }),
    ...(latency === undefined ? {} : { latency }),
  };
}
