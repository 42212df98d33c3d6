// Lines of news: of a link, of a GEM host and of a GEM equipment. What is missing here says nothing to people.
import { type DataMessage, hsms, type Item, noReplyInWords, type NoReplyReason, toNative } from "../mod.ts";
import type { LogLevel, LogLine } from "./log.ts";

type Told = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Level and words of news; undefined for what is not to be logged. */
type Row = (news: Told) => readonly [LogLevel, string] | undefined;

/** The line of news; `frames` says whether control transactions are wanted that went well. */
export function lineOf(news: { readonly type: string }, frames: boolean): LogLine | undefined {
  const told = news as Told;
  if (told.type === "control" && told.outcome === "answered" && !frames) return undefined;
  const row = Object.hasOwn(ROWS, told.type) ? ROWS[told.type](told) : undefined;
  return row && { level: row[0], message: row[1], fields: fieldsOf(told) };
}

/** How a connection ends when nothing is wrong. */
const ORDERLY: ReadonlySet<unknown> = new Set(["stopped", "Separate.req received", "Separate.req sent"]);

const change: Row = ({ type, from, to }) => ["info", `${type}: ${from} to ${to}`];
const failure = (what: string): Row => ({ message, error }) => [
  "error",
  `${what}${message === undefined ? "" : ` of ${nameOf(message)}`}: ${wordsOf(error)}`,
];

const ROWS: Readonly<Record<string, Row>> = {
  // The link.
  "state": ({ from, to, cause }) => [
    to === "NOT CONNECTED" && !ORDERLY.has(cause) ? "warn" : "info",
    `${from} to ${to}: ${cause}`,
  ],
  "control": ({ request, outcome, status }) => [
    outcome === "answered" ? "debug" : "warn",
    `${request} ${outcome}${status ? `, status ${status}` : ""}`,
  ],
  "timeout": ({ timer }) => ["debug", `${timer} ran out`],
  "unusual timer": ({ timer, seconds, range }) => ["warn", `${timer} is ${seconds} s, beyond ${range}`],
  "noReply": ({ primary, reason, header }) => [
    "warn",
    `${nameOf(primary)}: ${noReplyInWords(reason as NoReplyReason, header as Uint8Array | undefined)}`,
  ],
  "unmatched": (
    { message, reason },
  ) => ["warn", `${nameOf(message)} belongs to no open transaction: ${reason}`],
  "fault": ({ fault }) => ["warn", `the peer broke a rule: ${fault}`],
  "rejected": ({ header }) => ["warn", `${hsms.describeHeader(header as hsms.Header)} received`],
  "send failed": () => ["warn", "a message could not be sent (RTY)"],
  "discarded": ({ reason }) => ["warn", `blocks were discarded: ${reason}`],
  "retry": ({ cause, retries }) => ["debug", `a block is sent again, ${retries}: ${cause}`],
  "block refused": ({ cause }) => ["debug", `a block was refused: ${cause}`],
  // Both sides of GEM.
  "communication": change,
  "control state": change,
  "event": ({ name, CEID, posted }) => [
    "info",
    `event ${name ?? value(CEID)}${posted === undefined ? "" : `, ${posted}`}`,
  ],
  "terminal": ({ text, lines }) => ["info", `terminal: ${JSON.stringify(value(text ?? lines))}`],
  "process program": ({ PPID, change }) => ["info", `process program ${value(PPID)} ${change ?? "received"}`],
  "stream 9": ({ message, name }) => ["warn", `${nameOf(message)} received${name ? `: ${name}` : ""}`],
  "handler failed": failure("the handler has thrown"),
  // The host.
  "communicating": ({ again }) => ["info", again ? "communicating again" : "communicating"],
  "not communicating": ({ cause }) => ["warn", `not communicating: ${cause}`],
  "alarm": ({ set, text, ALID }) => [
    set ? "warn" : "info",
    `alarm ${value(ALID)} ${set ? "set" : "cleared"}: ${text}`,
  ],
  "trace": ({ TRID, sample }) => ["debug", `trace ${value(TRID)}, sample ${sample}`],
  "verification": ({ PPID }) => ["info", `process program ${value(PPID)} verified`],
  "unhandled": ({ message }) => ["warn", `${nameOf(message)} is not known`],
  "illegal data": failure("illegal data"),
  "not answered": failure("no answer was sent"),
  "failed": ({ error }) => ["warn", wordsOf(error)],
  // The equipment.
  "remote command": ({ command }) => ["info", `command ${(command as { RCMD: string }).RCMD}`],
  "constants changed": () => ["info", "constants changed by the host"],
  "clock set": ({ TIME }) => ["info", `clock set to ${TIME}`],
  "spool": ({ state }) => ["info", `spool ${state}`],
  "not processed": ({ message, state }) => ["warn", `${nameOf(message)} was not processed: ${state}`],
  "not sent": ({ reason }) => ["warn", `a message was not sent: ${reason}`],
  "value failed": ({ VID, error }) => ["error", `variable ${value(VID)} has no value: ${wordsOf(error)}`],
};

function nameOf(message: unknown): string {
  const { stream, function: fn } = message as { stream: number; function: number };
  return `S${stream}F${fn}`;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The fields of news: messages by their name, ids and items by their values, bytes left out. */
function fieldsOf(news: Told): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(news)) {
    if (given === undefined || given instanceof Uint8Array) continue;
    if (name === "message" || name === "primary") Object.assign(fields, messageFields(given as DataMessage));
    else if (name === "reports") fields.values = reported(given as readonly Report[]);
    else fields[name] = value(given);
  }
  return fields;
}

function messageFields(message: DataMessage): object {
  const { session, systemBytes } = message;
  return {
    message: nameOf(message),
    ...(session === undefined ? {} : { session }),
    ...(systemBytes === undefined ? {} : { systemBytes }),
  };
}

interface Report {
  readonly values: readonly {
    readonly name?: string;
    readonly VID?: { value: unknown };
    readonly value: Item;
  }[];
}

/** The values of an event by name; those that have none, by VID or place. */
function reported(reports: readonly Report[]): Record<string, unknown> {
  const all = reports.flatMap(({ values }) => values);
  return Object.fromEntries(
    all.map(({ name, VID, value: item }, i) => [name ?? String(VID?.value ?? i), value(item)]),
  );
}

/** Ids and items as what they stand for. */
function value(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  if (Array.isArray(given)) return given.map(value);
  if (given instanceof Error) return given.message;
  if (!("format" in given && "value" in given)) return given;
  return Array.isArray(given.value) ? toNative(given as Item) : given.value;
}
