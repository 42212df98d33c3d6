// TIME, STIME and TIMESTAMP: the texts of E30's TimeFormat, and what they say. Recognised by shape, because the
// numbers of the formats differ from tool to tool.

/** A point in time as a clock shows it. */
export interface ClockTime {
  /** Year, four digits. */
  readonly year: number;
  /** Month, 1 to 12. */
  readonly month: number;
  /** Day, 1 to 31. */
  readonly day: number;
  /** Hour, 0 to 23. */
  readonly hour: number;
  /** Minute, 0 to 59. */
  readonly minute: number;
  /** Second, 0 to 60. */
  readonly second: number;
  /** Milliseconds, 0 to 999; those of a text beyond three digits are cut off. */
  readonly millisecond: number;
  /** Minutes east of UTC; absent where the text names no zone: the equipment's own. */
  readonly zone?: number;
}

/** The forms of a time, as the number of their characters, or `"extended"`: TimeFormat 0 is 12, 1 is 16, 2 is extended. */
export type TimeForm = 12 | 14 | 16 | "extended";

/** The form of a TimeFormat of E30. */
export const TIME_FORMATS: Readonly<Record<0 | 1 | 2, TimeForm>> = { 0: 12, 1: 16, 2: "extended" };

const DAY = 86_400_000, MINUTE = 60_000;

const DIGITS: Readonly<Record<12 | 14 | 16, RegExp>> = {
  12: /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/,
  14: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/,
  16: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/,
};
const EXTENDED =
  /^(\d{4})-?(\d\d)-?(\d\d)[Tt ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?$/;

/** What a text of any of the forms says; `undefined` when it is none, and for the empty one: no time available. */
export function parseTime(text: string): ClockTime | undefined {
  const trimmed = text.trim();
  const form = trimmed.length as 12 | 14 | 16;
  const digits = DIGITS[form]?.exec(trimmed);
  if (digits) return plausible(ofDigits(form, digits.slice(1).map(Number)));
  const extended = EXTENDED.exec(trimmed);
  return extended ? plausible(ofExtended(extended)) : undefined;
}

function ofDigits(form: 12 | 14 | 16, numbers: readonly number[]): ClockTime {
  const [first, month, day, hour, minute, second, hundredths = 0] = numbers;
  const year = form === 12 ? first + (first < 70 ? 2000 : 1900) : first;
  return { year, month, day, hour, minute, second, millisecond: hundredths * 10 };
}

function ofExtended(match: RegExpExecArray): ClockTime {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const millisecond = Number((match[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const time = { year, month, day, hour, minute, second, millisecond };
  return match[8] === undefined ? time : { ...time, zone: zoneOf(match[8]) };
}

function zoneOf(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const digits = text.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return text[0] === "-" ? -minutes : minutes;
}

function plausible(time: ClockTime): ClockTime | undefined {
  const { month, day, hour, minute, second } = time;
  const date = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(time);
  return date && hour < 24 && minute < 60 && second <= 60 ? time : undefined;
}

function daysOf({ year, month }: ClockTime): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

// ── Milliseconds ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What a clock shows at milliseconds since 1970, UTC, so many minutes east of it. */
export function timeAt(milliseconds: number, zone = 0): ClockTime {
  const local = Math.floor(milliseconds + zone * MINUTE), days = Math.floor(local / DAY);
  const inDay = local - days * DAY;
  return {
    ...dateOf(days),
    hour: Math.floor(inDay / 3_600_000),
    minute: Math.floor(inDay / MINUTE) % 60,
    second: Math.floor(inDay / 1000) % 60,
    millisecond: inDay % 1000,
    zone,
  };
}

/** Milliseconds since 1970, UTC, at which a clock shows a time; `zone` where the time has none. */
export function millisecondsOf(time: ClockTime, zone = 0): number {
  const { hour, minute, second, millisecond } = time;
  const inDay = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  return daysSince1970(time) * DAY + inDay - (time.zone ?? zone) * MINUTE;
}

/** Days since 1970 of a date of the Gregorian calendar, counted in years from March on. */
function daysSince1970({ year, month, day }: Pick<ClockTime, "year" | "month" | "day">): number {
  const y = month <= 2 ? year - 1 : year, era = Math.floor(y / 400), yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function dateOf(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468, era = Math.floor(shifted / 146_097), dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const part = Math.floor((5 * dayOfYear + 2) / 153), month = part < 10 ? part + 3 : part - 9;
  const day = dayOfYear - Math.floor((153 * part + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

// ── Writing ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A time as a text of a form. Throws a `RangeError` for a time that is none. */
export function formatTime(time: ClockTime, form: TimeForm = 16): string {
  if (plausible(time) === undefined) {
    throw new RangeError(`Cannot write a time: ${JSON.stringify(time)} is none`);
  }
  const { year, month, day, hour, minute, second, millisecond, zone } = time;
  const [MM, DD, hh, mm, ss] = [month, day, hour, minute, second].map((part) => padded(part, 2));
  const YYYY = padded(year, 4);
  switch (form) {
    case 12:
      return `${YYYY.slice(2)}${MM}${DD}${hh}${mm}${ss}`;
    case 14:
      return `${YYYY}${MM}${DD}${hh}${mm}${ss}`;
    case 16:
      return `${YYYY}${MM}${DD}${hh}${mm}${ss}${padded(Math.floor(millisecond / 10), 2)}`;
    case "extended":
      return `${YYYY}-${MM}-${DD}T${hh}:${mm}:${ss}.${padded(millisecond, 3)}${zoneText(zone)}`;
  }
}

function zoneText(zone: number | undefined): string {
  if (zone === undefined) return "";
  if (zone === 0) return "Z";
  const minutes = Math.abs(zone);
  return `${zone < 0 ? "-" : "+"}${padded(Math.floor(minutes / 60), 2)}:${padded(minutes % 60, 2)}`;
}

function padded(number: number, digits: number): string {
  return `${number}`.padStart(digits, "0");
}
