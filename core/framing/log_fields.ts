// What a line of a log says of a message besides its text: when, from whom to whom, and what stood in its header.
import type { Header } from "../hsms/header.ts";
import { dayNumber } from "./clock.ts";

/** Nanoseconds; since 1970 when `date` is there, otherwise since midnight. */
export interface LogTime {
  readonly nanoseconds: bigint;
  readonly date: boolean;
}

const DATE = String.raw`(?<year>\d{4})[-/.](?<month>\d\d?)[-/.](?<day>\d\d?)`;
const CLOCK = String
  .raw`(?<hour>\d\d?):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?(?<zone>Z|[+-]\d\d:?\d\d)?`;
const DATE_TIME = new RegExp(String.raw`(?<![\d.])${DATE}[ T_]+${CLOCK}(?!\d)`);
const COMPACT =
  /(?<!\d)(?<year>20\d\d)(?<month>\d\d)(?<day>\d\d)[ T_-]?(?<hour>\d\d):?(?<minute>\d\d):?(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?(?!\d)/;
const TIME_ALONE = new RegExp(String.raw`(?<![\d:.])${CLOCK}(?![\d:])`);
const EPOCH = /^\W{0,2}(?<seconds>1\d{9})(?:[.,](?<fraction>\d{1,9})|(?<milliseconds>\d{3}))?(?!\d)/;

/** The time stamp of a line, where it has one. */
export function timeOf(line: string): LogTime | undefined {
  const beginning = line.slice(0, 200);
  const dated = (DATE_TIME.exec(beginning) ?? COMPACT.exec(beginning))?.groups;
  if (dated !== undefined) return timeOfDate(dated);
  const epoch = EPOCH.exec(beginning)?.groups;
  if (epoch !== undefined) {
    const fraction = nanoseconds(epoch.fraction ?? epoch.milliseconds);
    return { nanoseconds: BigInt(epoch.seconds) * SECOND + fraction, date: true };
  }
  const clock = TIME_ALONE.exec(beginning)?.groups;
  return clock === undefined ? undefined : { nanoseconds: ofDay(clock), date: false };
}

type Groups = Record<string, string | undefined>;

const SECOND = 1_000_000_000n;

function timeOfDate(groups: Groups): LogTime | undefined {
  const day = dayNumber(Number(groups.year), Number(groups.month), Number(groups.day));
  if (day === undefined) return undefined;
  const zone = /([+-])(\d\d):?(\d\d)/.exec(groups.zone ?? "");
  const minutes = zone === null ? 0 : Number(zone[2]) * 60 + Number(zone[3]);
  const shift = BigInt(minutes * 60 * (zone?.[1] === "-" ? 1 : -1)) * SECOND;
  return { nanoseconds: BigInt(day) * 86_400n * SECOND + ofDay(groups) + shift, date: true };
}

function ofDay({ hour, minute, second, fraction }: Groups): bigint {
  return BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * SECOND + nanoseconds(fraction);
}

function nanoseconds(fraction = ""): bigint {
  return BigInt(fraction.padEnd(9, "0"));
}

/** Between whom a message went: by role, or seen from where the log was written. */
export interface LogSides {
  readonly from: string;
  readonly to: string;
}

const H = String.raw`\bH(?:OST)?\b`;
const E = String.raw`\bE(?:Q(?:P|UIP(?:MENT)?)?)?\b`;
const RIGHT = String.raw`\s*(?:[-=]+>|\xe2\x86\x92)\s*`;
const LEFT = String.raw`\s*(?:<[-=]+|\xe2\x86\x90)\s*`;
const HOST_TO_EQUIPMENT = new RegExp(`${H}${RIGHT}${E}|${E}${LEFT}${H}`, "i");
const EQUIPMENT_TO_HOST = new RegExp(`${E}${RIGHT}${H}|${H}${LEFT}${E}`, "i");
const ADDRESSES =
  /(?<![\w.\-[\]:])([\w.\-[\]:]{1,253}:\d{1,5})\s*(-+>|=+>|<-+|<=+)\s*([\w.\-[\]:]{1,253}:\d{1,5})/;
const SENT =
  /\b(?:send(?:ed|ing)?|sent|snd|tx|out(?:going|bound|put)?)\b|(?:^|[\s[])(?:[-=]{1,2}>|>>+)(?=[\s\]]|$)|(?:^|\s)>(?=\s+(?:'header'|[0-9a-f]{2}:))|^\s*O(?=\s)/i;
const RECEIVED =
  /\b(?:recv|rcv|rcvd|receiv(?:e|ed|ing)|rx|in(?:coming|bound|put)?)\b|(?:^|[\s[])(?:<[-=]{1,2}|<<+)(?=[\s\]]|$)|(?:^|\s)<(?=\s+(?:'header'|[0-9a-f]{2}:))|^\s*I(?=\s)/i;

/** Wireshark's arrays in C: `char peer0_12[] = {`. */
const PEER = /\bpeer([01])_\d+\[/;

/** Who sent it to whom, where a line says so. */
export function sidesOf(line: string): LogSides | undefined {
  const peer = PEER.exec(line);
  if (peer !== null) {
    return peer[1] === "0" ? { from: "client", to: "server" } : { from: "server", to: "client" };
  }
  const ends = ADDRESSES.exec(line);
  if (ends !== null) {
    const [, left, arrow, right] = ends;
    return arrow.startsWith("<") ? { from: right, to: left } : { from: left, to: right };
  }
  if (EQUIPMENT_TO_HOST.test(line)) return { from: "equipment", to: "host" };
  if (HOST_TO_EQUIPMENT.test(line)) return { from: "host", to: "equipment" };
  const sent = SENT.exec(line)?.index ?? Infinity, received = RECEIVED.exec(line)?.index ?? Infinity;
  if (sent === received) return undefined;
  return sent < received ? { from: "local", to: "remote" } : { from: "remote", to: "local" };
}

const NUMBER = String.raw`["']?\s*[:=]?\s*\[?(0x[0-9a-f]+|\d+)`;
const SYSTEM_BYTES = [
  new RegExp(
    String.raw`\b(?:system[ _-]?bytes?|sys(?:tem)?(?:[ _-]?id)?|transaction(?:[ _-]?id)?|tid)\b${NUMBER}`,
    "i",
  ),
  /(?<!(?:device|session|dev|unit)[ _-]?)\bid\s*[:=]\s*(0x[0-9a-f]+|\d+)/i,
  /\[(0x[0-9a-f]{8})\]/i,
];
const SESSION = new RegExp(String.raw`\b(?:session|device|dev)(?:[ _-]?id)?\b${NUMBER}`, "i");
const PTYPE = new RegExp(String.raw`\bp[ _-]?type\b${NUMBER}`, "i");
const STYPE_NUMBER = new RegExp(String.raw`\bs[ _-]?type\b${NUMBER}`, "i");
const HEADER_BYTES =
  /\[([0-9a-f]{2} ?[0-9a-f]{2})\|([0-9a-f]{2} ?[0-9a-f]{2})\|([0-9a-f]{2} ?[0-9a-f]{2})\|([0-9a-f]{2}(?: ?[0-9a-f]{2}){3})\]/i;

/** The fields of a header that a line gives. */
export function headerFieldsOf(line: string): Partial<Header> {
  const whole = HEADER_BYTES.exec(line);
  if (whole !== null) return wholeHeader(whole.slice(1).join("").replaceAll(" ", ""));
  return {
    ...field("systemBytes", first(SYSTEM_BYTES, line), 0xffff_ffff),
    ...field("session", first([SESSION], line), 0xffff),
    ...field("pType", first([PTYPE], line), 0xff),
    ...field("sType", first([STYPE_NUMBER], line), 0xff),
  };
}

function wholeHeader(digits: string): Header {
  const number = (from: number, to: number): number => parseInt(digits.slice(2 * from, 2 * to), 16);
  return {
    session: number(0, 2),
    byte2: number(2, 3),
    byte3: number(3, 4),
    pType: number(4, 5),
    sType: number(5, 6),
    systemBytes: number(6, 10),
  };
}

function first(patterns: readonly RegExp[], line: string): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(line);
    if (found !== null) return found[1];
  }
  return undefined;
}

function field(name: keyof Header, digits: string | undefined, most: number): Partial<Header> {
  const value = Number(digits);
  return digits === undefined || value > most ? {} : { [name]: value };
}

const CONTROL = /\b(select|deselect|linktest|reject|separate)[ ._-]?(req|rsp|request|response)\b/i;
const CONTROLS: Readonly<Record<string, number>> = {
  selectreq: 1,
  selectrsp: 2,
  deselectreq: 3,
  deselectrsp: 4,
  linktestreq: 5,
  linktestrsp: 6,
  rejectreq: 7,
  separatereq: 9,
};

/** The session type of the control message that a line names. E37. */
export function controlOf(line: string): number | undefined {
  const found = CONTROL.exec(line);
  if (found === null) return undefined;
  const kind = found[2].toLowerCase().startsWith("req") ? "req" : "rsp";
  return CONTROLS[`${found[1].toLowerCase()}${kind}`];
}
