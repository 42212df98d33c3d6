// Times and lengths of time in words: exact to the nanosecond where that is asked for.
import type { Time } from "./model.ts";

/** The clock by which times are shown. */
export interface ShownClock {
  /** When the capture begins, nanoseconds since 1970; absent without times. */
  readonly origin?: bigint;
  /** Minutes that the clock to show is ahead of UTC; 0 when absent. */
  readonly zone?: number;
}

/** Nanoseconds of a second. */
export const SECOND = 1_000_000_000;

/** Nanoseconds of a day. */
export const DAY: number = 86_400 * SECOND;

/** Nanoseconds since midnight of the clock to show, 0 to a day. Without origin, of the capture's beginning. */
export function timeOfDay(time: Time, { origin = 0n, zone = 0 }: ShownClock): number {
  const { second, nanosecond } = partsOf(origin);
  const first = ((second % 86_400) + zone * 60) * SECOND + nanosecond;
  return (((first + time) % DAY) + DAY) % DAY;
}

/** An origin in numbers that are exact, however large it is. */
interface OriginParts {
  readonly origin: bigint;
  readonly second: number;
  readonly nanosecond: number;
}

/** Those asked for last: there is one origin in a capture, and bigints are slow. */
let last: OriginParts = { origin: 0n, second: 0, nanosecond: 0 };

function partsOf(origin: bigint): OriginParts {
  if (last.origin === origin) return last;
  const rest = ((origin % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return last = { origin, second: Number((origin - rest) / 1_000_000_000n), nanosecond: Number(rest) };
}

/** Time of day, `12:00:01.234`, cut (never rounded up) to 0 to 9 digits; `-` without times. */
export function clockTime(time: Time, reading: ShownClock = {}, digits = 3): string {
  if (Number.isNaN(time)) return "-";
  const all = timeOfDay(time, reading);
  const seconds = Math.floor(all / SECOND);
  const fraction = digits === 0 ? "" : `.${String(all % SECOND).padStart(9, "0").slice(0, digits)}`;
  return `${two(seconds / 3600)}:${two(seconds / 60 % 60)}:${two(seconds % 60)}${fraction}`;
}

/** Date and time as in RFC 3339, `2026-05-04T12:00:01.234567890+02:00`; without origin, seconds since the beginning. */
export function fullTime(time: Time, reading: ShownClock = {}, digits = 9): string {
  const { origin, zone = 0 } = reading;
  if (Number.isNaN(time)) return "-";
  if (origin === undefined) return seconds(time, undefined, digits);
  const minutes = Math.abs(zone);
  const offset = zone === 0 ? "Z" : `${zone < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
  return `${date(time, origin, zone)}T${clockTime(time, reading, digits)}${offset}`;
}

/** Seconds since 1970, or since the beginning without origin, with so many digits: exact. `null` without times. */
export function seconds(time: Time, origin: bigint | undefined, digits = 9): string {
  if (Number.isNaN(time)) return "null";
  const { second, nanosecond } = partsOf(origin ?? 0n);
  const all = nanosecond + time;
  const whole = second + Math.floor(all / SECOND);
  if (whole < 0) return `-${seconds(-time, origin === undefined ? undefined : -origin, digits)}`;
  const fraction = String(all - Math.floor(all / SECOND) * SECOND).padStart(9, "0").slice(0, digits);
  return `${whole}${digits === 0 ? "" : `.${fraction}`}`;
}

/** A length of time in the unit that suits: `3.1 ms`, `45 s`, `2 min 5 s`. */
export function duration(nanoseconds: number): string {
  if (Number.isNaN(nanoseconds)) return "-";
  if (nanoseconds < 0) return `-${duration(-nanoseconds)}`;
  if (nanoseconds < 1_000) return `${nanoseconds} ns`;
  if (nanoseconds < 999_500) return `${significant(nanoseconds / 1e3)} µs`;
  if (nanoseconds < 999_500_000) return `${significant(nanoseconds / 1e6)} ms`;
  if (nanoseconds < 60 * SECOND) return `${significant(nanoseconds / 1e9)} s`;
  const whole = Math.round(nanoseconds / 1e9);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

/** A time since the one before: `+0.003142`. */
export function delta(nanoseconds: number, digits = 6): string {
  if (Number.isNaN(nanoseconds)) return "-";
  const sign = nanoseconds < 0 ? "-" : "+";
  return `${sign}${seconds(Math.abs(nanoseconds), undefined, digits)}`;
}

/** A number of bytes: `1,536 bytes` below 10 KB, `1.2 MB` above; KB and MB are powers of 1000. */
export function size(bytes: number): string {
  if (bytes < 10_000) return `${grouped(bytes)} byte${bytes === 1 ? "" : "s"}`;
  if (bytes < 999_500) return `${significant(bytes / 1e3)} KB`;
  return bytes < 999_500_000 ? `${significant(bytes / 1e6)} MB` : `${significant(bytes / 1e9)} GB`;
}

/** A whole number with commas between its thousands. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Days since 1970 of a date; undefined when there is no such day. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  const days = daysBefore(year, month) + day - 1;
  return month >= 1 && month <= 12 && day >= 1 && calendar(days) === dateOf(year, month, day)
    ? days
    : undefined;
}

function date(time: Time, origin: bigint, zone: number): string {
  const local = origin + BigInt(time) + BigInt(zone) * 60_000_000_000n;
  const day = local / 86_400_000_000_000n - (local % 86_400_000_000_000n < 0n ? 1n : 0n);
  return calendar(Number(day));
}

/** The date of a day since 1970, by the years of 400 years of 146,097 days that begin in March. */
function calendar(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const dayOfMonth = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  const calendarMonth = month < 10 ? month + 3 : month - 9;
  return dateOf(year + era * 400 + (calendarMonth <= 2 ? 1 : 0), calendarMonth, dayOfMonth);
}

function daysBefore(year: number, month: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + dayOfYear - 719_468;
}

function dateOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** At most three significant digits, without zeros at the end. */
function significant(value: number): string {
  return String(Number(value.toPrecision(value < 1000 ? 3 : 4)));
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}
