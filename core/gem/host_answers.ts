// What a host answers by itself, and what it tells of each primary: a row for each message.
import { ACKC7, PPGNT } from "../messages/codes_reports_programs.ts";
import type { DataMessage } from "../link.ts";
import type { Name } from "../messages/data_item.ts";
import type { Message } from "../messages/message.ts";
import { S1F1, S1F2 } from "../messages/stream1.ts";
import { S10F1, S10F2 } from "../messages/stream10.ts";
import { S2F17, S2F18, S2F25 } from "../messages/stream2_programs_constants.ts";
import { S9F1, S9F11, S9F13, S9F3, S9F5, S9F7, S9F9 } from "../messages/stream9.ts";
import { type Alarm, S5F1, S5F2 } from "../messages/stream5.ts";
import {
  type AnnotatedEventReport,
  type EventReport,
  S6F1,
  S6F11,
  S6F12,
  S6F13,
  S6F14,
  S6F2,
  S6F5,
  S6F6,
} from "../messages/stream6.ts";
import { S7F27, S7F28, S7F29, S7F30 } from "../messages/stream7_formatted.ts";
import { S7F1, S7F2, S7F3, S7F4, S7F5, S7F6 } from "../messages/stream7_programs.ts";
import type { Item } from "../secs2/item.ts";
import { formatTime, parseTime, timeAt } from "./clock.ts";
import type { Directory } from "./host_directory.ts";
import type { AlarmNews, EventNews, HostNews, NewsReport, TerminalNews, TraceNews } from "./host_news.ts";
import type { HostOptions } from "./host_options.ts";

/** What the host works with. */
export interface Desk {
  readonly options: HostOptions;
  readonly directory: Directory;
}

/** What is answered, if anything, and told. */
export interface Answered {
  /** The text of the reply; without it there is none. */
  readonly text?: Uint8Array;
  readonly news: HostNews;
}

type Row = (message: DataMessage, desk: Desk) => Answered;

/** The primaries that a host knows beside S1F13 and stream 9. */
export const ANSWERS: Readonly<Record<string, Row>> = {
  S1F1: row(S1F1, (_, message) => answered(message, S1F2.text())),
  S2F17: row(S2F17, (_, message, desk) => answered(message, S2F18.text(timeText(desk.options)))),
  S2F25: row(S2F25, (_, message) => answered(message, message.text)),
  S5F1: row(S5F1, alarm),
  S6F1: row(S6F1, trace),
  S6F5: row(S6F5, ({ DATAID, DATALENGTH }, message, { options }) => {
    return answered(message, S6F6.text(options.acknowledge?.inquiry?.(DATAID, DATALENGTH) ?? 0));
  }),
  S6F11: row(S6F11, event),
  S6F13: row(S6F13, annotatedEvent),
  S7F1: row(S7F1, ({ PPID, LENGTH }, message, desk) => {
    return answered(message, S7F2.text(granted(nameText(PPID), LENGTH, desk)));
  }),
  S7F3: row(S7F3, program),
  S7F5: row(S7F5, (PPID, message, { options }) => {
    const PPBODY = options.programs?.give?.(nameText(PPID));
    return answered(message, S7F6.text(PPBODY && { PPID, PPBODY }));
  }),
  S7F27: row(S7F27, (body, message) => ({
    text: S7F28.text(),
    news: { type: "verification", ...body, message },
  })),
  S7F29: row(S7F29, (_, message) => answered(message, S7F30.text(PPGNT.OK))),
  S10F1: row(S10F1, terminal),
};

/** A row reads the body first: what cannot be read is illegal data. */
function row<B>(message: Message<B>, answer: (body: B, message: DataMessage, desk: Desk) => Answered): Row {
  return (received, desk) => {
    let body: B;
    try {
      body = message.read(received);
    } catch (error) {
      return { news: { type: "illegal data", message: received, error: error as Error } };
    }
    return answer(body, received, desk);
  };
}

function answered(message: DataMessage, text: Uint8Array): Answered {
  return { text, news: { type: "answered", message } };
}

// ── Reports ──────────────────────────────────────────────────────────────────────────────────────────────────────

function event({ DATAID, CEID, reports }: EventReport, message: DataMessage, desk: Desk): Answered {
  const { directory, options } = desk;
  const news: EventNews = {
    type: "event",
    CEID,
    name: directory.eventName(CEID),
    reports: reports.map((report) => named(report, directory)),
    DATAID,
    message,
  };
  return { text: S6F12.text(options.acknowledge?.event?.(news) ?? 0), news };
}

/** Values get the ids of the report's definition, where that is known and fits. */
function named({ RPTID, values }: EventReport["reports"][number], directory: Directory): NewsReport {
  const known = directory.variablesOf(RPTID);
  const ids = known?.length === values.length ? known : [];
  return {
    RPTID,
    values: values.map((value, i) => ({
      VID: ids[i],
      name: ids[i] && directory.variableName(ids[i]),
      value,
    })),
  };
}

function annotatedEvent(body: AnnotatedEventReport, message: DataMessage, desk: Desk): Answered {
  const { directory, options } = desk;
  const { DATAID, CEID } = body;
  const reports = body.reports.map(({ RPTID, values }) => ({
    RPTID,
    values: values.map(({ VID, V }) => ({ VID, name: directory.variableName(VID), value: V })),
  }));
  const news: EventNews = {
    type: "event",
    CEID,
    name: directory.eventName(CEID),
    reports,
    DATAID,
    message,
  };
  return { text: S6F14.text(options.acknowledge?.event?.(news) ?? 0), news };
}

function alarm({ ALCD, ALID, ALTX }: Alarm, message: DataMessage, { options, directory }: Desk): Answered {
  const set = ALCD >= 0x80, category = ALCD & 0x7f, name = directory.alarmName(ALID);
  const news: AlarmNews = { type: "alarm", ALID, set, category, text: ALTX, name, message };
  return { text: S5F2.text(options.acknowledge?.alarm?.(news) ?? 0), news };
}

function trace(body: ReturnType<typeof S6F1.read>, message: DataMessage, { options }: Desk): Answered {
  const { TRID, SMPLN, STIME, values } = body;
  const news: TraceNews = {
    type: "trace",
    TRID,
    sample: SMPLN,
    STIME,
    time: parseTime(STIME),
    values,
    message,
  };
  return { text: S6F2.text(options.acknowledge?.trace?.(news) ?? 0), news };
}

function terminal(
  { TID, TEXT }: { TID: number; TEXT: Name },
  message: DataMessage,
  { options }: Desk,
): Answered {
  const news: TerminalNews = { type: "terminal", TID, text: TEXT, message };
  return { text: S10F2.text(options.acknowledge?.terminal?.(news) ?? 0), news };
}

// ── Process programs and the clock ───────────────────────────────────────────────────────────────────────────────

/** Nobody is there to take programs: PPGNT 5. */
function granted(PPID: string, length: number | bigint, { options: { programs } }: Desk): number {
  return programs?.receive === undefined ? PPGNT.WILL_NOT_ACCEPT : programs.grant?.(PPID, length) ?? PPGNT.OK;
}

function program(
  { PPID, PPBODY }: { PPID: Name; PPBODY: Item },
  message: DataMessage,
  { options }: Desk,
): Answered {
  const code = options.programs?.receive?.(nameText(PPID), PPBODY) ?? ACKC7.NOT_PERMITTED;
  return {
    text: S7F4.text(code),
    news: { type: "process program", PPID, body: PPBODY, ACKC7: code, message },
  };
}

function nameText(name: Name): string {
  return typeof name === "string" ? name : String(name.value);
}

/** No characters when there is no time. */
function timeText({ clock, zone, time }: HostOptions): string {
  return clock === undefined ? "" : formatTime(timeAt(clock(), zone), time);
}

const ERRORS = [S9F1, S9F3, S9F5, S9F7, S9F9, S9F11, S9F13];

/** What a message of stream 9 complains of, by the name of its function. */
export function errorName(fn: number): string {
  return ERRORS.find((error) => error.function === fn)?.name ?? "unknown";
}
