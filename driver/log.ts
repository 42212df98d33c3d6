// Logging: what a logger is, one that writes NDJSON, and what is attached to a connection to tell it. Nothing is attached
// and nothing costs anything until a logger is given.
import { type Connection, hubOf } from "../adapters/connection.ts";
import type { AnyLink } from "../adapters/node.ts";
import { hsms } from "../mod.ts";
import { frameLine, type TracedNews } from "./log_messages.ts";
import { lineOf } from "./log_news.ts";

/** Levels of a logger, from the least. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/**
 * Takes lines: an object with what there is to know, and words for people. pino is one as it is; the console is one by
 * {@linkcode consoleLogger}, which puts the words first.
 */
export type Logger = {
  readonly [Level in LogLevel]: (object: Readonly<Record<string, unknown>>, message: string) => unknown;
};

/**
 * How much is logged, each with all before it: `gem` has states, events, alarms and everything that goes wrong,
 * `message` every data message, `frame` control messages and headers too, `byte` every byte in hexadecimal.
 */
export type LogDetail = "gem" | "message" | "frame" | "byte";

/** What is logged, and how. */
export interface LogOptions {
  /** How much; `message` when absent. All but `gem` needs the connection's `trace`. */
  readonly detail?: LogDetail;
  /** Whether messages have their text as `sml`, printed when a logger reads it; false when absent. */
  readonly sml?: boolean;
  /** Stands in each line as `peer`. */
  readonly name?: string;
}

/** How much a detail has, from 0. */
const DETAIL: Readonly<Record<LogDetail, number>> = { gem: 0, message: 1, frame: 2, byte: 3 };

/** A line: its level, its words and its fields. */
export interface LogLine {
  /** How much it matters. */
  readonly level: LogLevel;
  /** Its words. */
  readonly message: string;
  /** What there is to know. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Whether a connection must give its trace for this detail. Throws `TypeError` for one that is none. */
export function needsTrace(detail: LogDetail = "message"): boolean {
  if (!Object.hasOwn(DETAIL, detail)) {
    throw new TypeError(`Cannot log: detail is ${JSON.stringify(detail)}, not gem, message, frame or byte`);
  }
  return detail !== "gem";
}

/**
 * Logs what a connection tells, until the function returned is called. The connection needs `trace: true` in its options
 * for its messages.
 */
export function logTo<M extends AnyLink>(
  connection: Connection<M>,
  logger: Logger,
  { detail = "message", sml = false, name }: LogOptions = {},
): () => void {
  needsTrace(detail);
  const depth = DETAIL[detail];
  const isHsms = hubOf(connection).carrier instanceof hsms.Entity;
  const peer = name === undefined ? {} : { peer: name };
  const put = (line: LogLine | undefined): void => {
    // Not copied, or the SML would be printed for a logger that does not read it.
    if (line !== undefined) logger[line.level](Object.assign(line.fields, peer), line.message);
  };
  const hear = (news: { readonly type: string }): void => {
    if (news.type !== "sent" && news.type !== "received") return put(lineOf(news, depth >= DETAIL.frame));
    if (depth === 0) return;
    put(frameLine(news as TracedNews, depth, sml, isHsms));
  };
  const failed = (error: Error): void =>
    put({ level: "warn", message: error.message, fields: { type: "connect failed" } });
  connection.on("news", hear).on("connect-failed", failed);
  return () => void connection.off("news", hear).off("connect-failed", failed);
}

// ── Loggers ────────────────────────────────────────────────────────────────────────────────────────────────────────

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** A logger that writes a line of JSON for each: `time` (ISO 8601), `level`, `msg`, and the fields. */
export function ndjsonLogger(write: (line: string) => unknown, least: LogLevel = "debug"): Logger {
  return loggerOf(least, (level, object, message) => {
    write(JSON.stringify({ time: new Date().toISOString(), level, msg: message, ...object }, plain) + "\n");
  });
}

/** A logger over the console, or what is like it: the words first, then the fields. */
export function consoleLogger(
  console: Readonly<Record<LogLevel, (...values: unknown[]) => unknown>>,
  least: LogLevel = "debug",
): Logger {
  return loggerOf(least, (level, object, message) => console[level](message, object));
}

type Put = (level: LogLevel, object: Readonly<Record<string, unknown>>, message: string) => unknown;

function loggerOf(least: LogLevel, put: Put): Logger {
  const from = LEVELS.indexOf(least);
  const methods = LEVELS.map((level, i) => [
    level,
    i < from
      ? () => {}
      : (object: Readonly<Record<string, unknown>>, message: string) => put(level, object, message),
  ]);
  return Object.fromEntries(methods) as Logger;
}

/** What JSON has no form for. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof Error) return value.message;
  return ArrayBuffer.isView(value) ? [...value as unknown as Iterable<unknown>] : value;
}
