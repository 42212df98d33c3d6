// The fields of a message that filters know: what each is, and how it is read. Those of the header cost nothing; those of
// the body are the data items of the catalogue, looked for only in messages that may have them.
import { STYPE } from "../hsms/header.ts";
import type { Shape } from "../messages/schema.ts";
import { catalogue } from "../messages/standard.ts";
import { kindOf, nameOf } from "./line.ts";
import type { Direction, Severity } from "../framing/model.ts";
import type { MessageRecord } from "./reading.ts";

/** A field beside the data items. Reading gives undefined where the message has none. */
export type FilterField =
  | {
    readonly type: "number" | "duration" | "bytes";
    readonly doc: string;
    readonly read: (record: MessageRecord) => number | undefined;
  }
  | {
    readonly type: "text";
    readonly doc: string;
    readonly read: (record: MessageRecord) => readonly string[];
  }
  | {
    readonly type: "flag";
    readonly doc: string;
    readonly read: (record: MessageRecord) => boolean;
  }
  | { readonly type: "time" | "direction" | "severity" | "sml" | "value" | "variable"; readonly doc: string };

const NONE: readonly string[] = [];

/** The fields by name. */
export const FILTER_FIELDS: Readonly<Record<string, FilterField>> = /* @__PURE__ */ Object.freeze<
  Record<string, FilterField>
>({
  stream: number(
    "Stream of a data message",
    ({ message: { header } }) => isData(header) ? header.byte2 & 0x7f : undefined,
  ),
  function: number(
    "Function of a data message",
    ({ message: { header } }) => isData(header) ? header.byte3 : undefined,
  ),
  session: number("Session id", ({ message: { header } }) => header?.session),
  sys: number("System bytes", ({ message: { header } }) => header?.systemBytes),
  ptype: number("PType", ({ message: { header } }) => header?.pType),
  stype: number("SType", ({ message: { header } }) => header?.sType),
  byte2: number("Header byte 2", ({ message: { header } }) => header?.byte2),
  byte3: number("Header byte 3", ({ message: { header } }) => header?.byte3),
  status: number("Status of a response to Select or Deselect, reason of a Reject", statusOf),
  index: number("Number in the capture, from 0", ({ message }) => message.index),
  frame: number("Frame of its last byte", ({ message }) => message.frame),
  connection: number("Number of the connection, from 0", ({ message }) => message.connection.index),
  len: bytes("The length field", ({ message }) => message.length),
  size: bytes("Bytes of text", ({ message: { length } }) => Math.max(0, length - 10)),
  latency: duration(
    "From the primary to what ended its transaction",
    ({ transaction }) => transaction?.latency,
  ),
  delta: duration(
    "Since the message before",
    ({ message, previous }) => previous === undefined ? undefined : message.time - previous,
  ),
  time: { type: "time", doc: "Time of day, date and time, or time since the beginning" },
  dir: { type: "direction", doc: "Who sends: h>e, e>h, host, equipment, client, server" },
  from: text(
    "Address and port of the sender",
    ({ message }) => addresses(message.connection, message.direction),
  ),
  to: text(
    "Address and port of the receiver",
    ({ message }) => addresses(message.connection, other(message.direction)),
  ),
  name: text("Name of the message by E5", (record) => [nameOf(record)]),
  msg: text("SxFy, or the name of a control message", ({ message }) => [kindOf(message)]),
  carrier: text("HSMS, SECS-I or log", ({ message }) => [message.carrier]),
  outcome: text(
    "How its transaction ended",
    ({ transaction }) => transaction === undefined ? NONE : [transaction.outcome],
  ),
  finding: text(
    "Sentence or rule of a finding",
    ({ findings = [] }) => findings.flatMap((f) => [f.sentence, f.clause]),
  ),
  kind: text("Kind of a finding", ({ findings = [] }) => findings.map((finding) => finding.kind)),
  severity: { type: "severity", doc: "Worst of its findings: error, warning, note" },
  text: { type: "sml", doc: "The message as SML" },
  value: { type: "value", doc: 'What stands at a place of the body: value("2.0.1")' },
  variable: { type: "variable", doc: 'A variable by name or id: variable("Pressure")' },
  w: flag("It has the W-bit", ({ message: { header } }) => isData(header) && header.byte2 > 0x7f),
  data: flag("A data message", ({ message: { header } }) => isData(header)),
  control: flag(
    "A control message",
    ({ message: { header } }) => header !== undefined && header.sType !== STYPE.DATA,
  ),
  primary: flag(
    "A data message of odd function",
    ({ message: { header } }) => isData(header) && header.byte3 % 2 === 1,
  ),
  secondary: flag(
    "A data message of even function",
    ({ message: { header } }) => isData(header) && header.byte3 % 2 === 0,
  ),
  malformed: flag("Its length has no room for a header", ({ message: { header } }) => header === undefined),
});

/** Other names of fields. */
export const FILTER_ALIASES: Readonly<Record<string, string>> = /* @__PURE__ */ Object.freeze({
  s: "stream",
  f: "function",
  fn: "function",
  device: "session",
  system: "sys",
  systembytes: "sys",
  length: "len",
  conn: "connection",
  direction: "dir",
  reason: "status",
  message: "msg",
  sml: "text",
  wbit: "w",
});

/** How bad each severity is. */
export const SEVERITIES: Readonly<Record<Severity, number>> = { note: 1, warning: 2, error: 3 };

/** The worst of the findings of a message, as a number; 0 without any. */
export function worst({ findings }: MessageRecord): number {
  let most = 0;
  if (findings !== undefined) {
    for (const { severity } of findings) most = Math.max(most, SEVERITIES[severity]);
  }
  return most;
}

/** By data item in lower case: in which messages it may stand, as stream × 256 + function. */
let places: Map<string, Set<number>> | undefined;

/** The data items of the catalogue in lower case, and where they may stand. */
export function itemPlaces(): ReadonlyMap<string, ReadonlySet<number>> {
  if (places !== undefined) return places;
  places = new Map();
  for (const { stream, function: fn, shape } of catalogue) {
    for (const item of itemsOf(shape)) {
      const at = places.get(item) ?? new Set<number>();
      places.set(item, at.add(stream * 256 + fn));
    }
  }
  return places;
}

function itemsOf(shape: Shape | undefined): string[] {
  if (shape === undefined) return [];
  switch (shape.kind) {
    case "unspecified":
      return [];
    case "list":
      return shape.fields.flatMap((field) => itemsOf(field.shape));
    case "either":
      return shape.of.flatMap(itemsOf);
    case "listOf":
    case "optional":
    case "packed":
    case "vector":
      return itemsOf(shape.of);
  }
  return /^\w+$/.test(shape.item) ? [shape.item.toLowerCase()] : [];
}

type Header = MessageRecord["message"]["header"];

function isData(header: Header): header is NonNullable<Header> {
  return header !== undefined && header.sType === STYPE.DATA;
}

function statusOf({ message: { header } }: MessageRecord): number | undefined {
  const sType = header?.sType;
  const has = sType === STYPE.SELECT_RSP || sType === STYPE.DESELECT_RSP || sType === STYPE.REJECT_REQ;
  return has ? header!.byte3 : undefined;
}

function other(direction: Direction): Direction {
  return direction === 0 ? 1 : 0;
}

/** `address:port`, the address and the port. */
function addresses({ client, server }: { client: string; server: string }, direction: Direction): string[] {
  const whole = direction === 0 ? client : server;
  const colon = whole.lastIndexOf(":");
  return colon < 0 ? [whole] : [whole, whole.slice(0, colon), whole.slice(colon + 1)];
}

function number(doc: string, read: (record: MessageRecord) => number | undefined): FilterField {
  return { type: "number", doc, read };
}

function bytes(doc: string, read: (record: MessageRecord) => number | undefined): FilterField {
  return { type: "bytes", doc, read };
}

function duration(doc: string, read: (record: MessageRecord) => number | undefined): FilterField {
  return { type: "duration", doc, read };
}

function text(doc: string, read: (record: MessageRecord) => readonly string[]): FilterField {
  return { type: "text", doc, read };
}

function flag(doc: string, read: (record: MessageRecord) => boolean): FilterField {
  return { type: "flag", doc, read };
}
