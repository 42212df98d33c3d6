// Values of a filter, read as what their field is: numbers with units, times, texts; and tests of a value by them.
import { DAY, dayNumber, SECOND } from "../framing/clock.ts";
import type { Comparison, FilterValue, Operator } from "./filter_syntax.ts";
import type { IdValue } from "./names.ts";

/** What numbers of a field stand for. */
export type Measure = "number" | "duration" | "bytes";

/** Whether a number passes. */
export type NumberTest = (value: number) => boolean;

/** Whether a text passes. */
export type TextTest = (value: string) => boolean;

/** Thrown for a value that a field cannot have; becomes a `FilterSyntaxError` where the text is known. */
export class BadValue {
  readonly offset: number;
  readonly state: string;

  constructor({ offset }: { offset: number }, state: string) {
    this.offset = offset;
    this.state = state;
  }
}

const UNITS: Readonly<Record<Measure, Readonly<Record<string, number>>>> = {
  number: { "": 1 },
  duration: { "": 1e9, ns: 1, us: 1e3, "µs": 1e3, ms: 1e6, s: 1e9, min: 60e9, h: 3600e9 },
  bytes: { "": 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 },
};

const WHAT: Readonly<Record<Measure, string>> = {
  number: "a number",
  duration: "a time such as 250ms or 1.5s",
  bytes: "a number of bytes such as 512 or 1.5KB",
};

const NUMBER = /^([+-]?(?:0x[0-9a-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+))([a-zµ]*)$/i;

/** A number with its unit; undefined for what is none. Times in nanoseconds, sizes in bytes. */
export function readNumber(text: string, measure: Measure): number | undefined {
  const match = /^[+-]?0x/i.test(text) ? [text, text, ""] : NUMBER.exec(text);
  if (match === null) return undefined;
  const unit = UNITS[measure][match[2].toLowerCase()];
  const number = Number(match[1]);
  return unit === undefined || Number.isNaN(number) ? undefined : number * unit;
}

/** How a number is compared. Throws a `BadValue`. */
export function numberTest(comparison: Comparison, measure: Measure): NumberTest {
  const { operator = "=", values } = comparison;
  if (operator === "~" || operator === "!~") {
    throw new BadValue(comparison, `expected = or <, found ${operator}`);
  }
  const ranges = values.map((value) =>
    rangeOf(value, (text) => {
      const number = readNumber(text, measure);
      return number === undefined ? undefined : [number, number];
    }, WHAT[measure])
  );
  return rangeTest(comparison, operator, ranges);
}

/** First and last of what a value covers. */
type Span = readonly [first: number, last: number];

function rangeOf(value: FilterValue, read: (text: string) => Span | undefined, what: string): Span {
  const { text, to } = value;
  const first = text === "" && to !== undefined ? [-Infinity, -Infinity] as const : read(text);
  const last = to === undefined ? first : to === "" ? [Infinity, Infinity] as const : read(to);
  if (first === undefined || last === undefined || value.pattern !== undefined) {
    throw new BadValue(value, `expected ${what}, found '${to === undefined ? text : `${text}..${to}`}'`);
  }
  return [first[0], last[1]];
}

function rangeTest(comparison: Comparison, operator: Operator, ranges: readonly Span[]): NumberTest {
  const [[low, high]] = ranges;
  if (operator === "=") {
    if (ranges.length > 1) return (value) => ranges.some(([low, high]) => value >= low && value <= high);
    return low === high ? (value) => value === low : (value) => value >= low && value <= high;
  }
  if (operator === "!=") return (value) => ranges.every(([low, high]) => value < low || value > high);
  if (ranges.length > 1) throw new BadValue(comparison, `expected one value behind ${operator}`);
  if (operator === "<") return (value) => value < low;
  if (operator === ">") return (value) => value > high;
  return operator === "<=" ? (value) => value <= high : (value) => value >= low;
}

/** What a time is compared with: the time of day, that since 1970, or that since the beginning of the capture. */
export interface TimeTest {
  readonly of: "day" | "epoch" | "beginning";
  /** Takes nanoseconds; of `epoch`, milliseconds, which hold all dates exactly enough. */
  readonly test: NumberTest;
}

const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T(.+))?$/i;

/** How a time is compared. Throws a `BadValue`. */
export function timeTest(comparison: Comparison): TimeTest {
  const { operator = "=", values } = comparison;
  if (operator === "~" || operator === "!~") {
    throw new BadValue(comparison, `expected = or <, found ${operator}`);
  }
  const [{ text, to = "" }] = values;
  const of = formOf(text || to);
  const read = of === "day" ? clockSpan : of === "epoch" ? dateSpan : beginningSpan;
  const what = "a time such as 12:00:01.5, 2026-05-04T12:00 or 90s";
  return { of, test: rangeTest(comparison, operator, values.map((value) => rangeOf(value, read, what))) };
}

function formOf(text: string): TimeTest["of"] {
  return DATE.test(text) ? "epoch" : text.includes(":") ? "day" : "beginning";
}

function beginningSpan(text: string): Span | undefined {
  const number = readNumber(text, "duration");
  return number === undefined ? undefined : [number, number];
}

/** A time of day covers what it leaves open: 12:00 the whole minute. */
function clockSpan(text: string): Span | undefined {
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds = "0", fraction = ""] = match;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const first = whole * SECOND + Number(fraction.padEnd(9, "0"));
  const open = match[3] === undefined ? 60 * SECOND : fraction === "" ? SECOND : 10 ** (9 - fraction.length);
  return first < DAY && Number(minutes) < 60 && Number(seconds) < 60 ? [first, first + open - 1] : undefined;
}

/** A date, in milliseconds; nothing finer is told apart by it. */
function dateSpan(text: string): Span | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const day = dayNumber(Number(match[1]), Number(match[2]), Number(match[3]));
  const clock = match[4] === undefined ? [0, DAY - 1] as const : clockSpan(match[4]);
  if (day === undefined || clock === undefined) return undefined;
  return [day * 86_400_000 + clock[0] / 1e6, day * 86_400_000 + clock[1] / 1e6];
}

/** How a text is compared: never minding the case; `*` and `?` stand for any characters of an unquoted value. */
export function textTest(comparison: Comparison): TextTest {
  const { operator = "=", values } = comparison;
  switch (operator) {
    case "=":
      return anyOf(values.map(equalTest));
    case "!=":
      return noneOf(values.map(equalTest));
    case "~":
      return anyOf(values.map(containsTest));
    case "!~":
      return noneOf(values.map(containsTest));
  }
  throw new BadValue(comparison, `expected = or ~, found ${operator}`);
}

function anyOf(tests: readonly TextTest[]): TextTest {
  return tests.length === 1 ? tests[0] : (text) => tests.some((test) => test(text));
}

function noneOf(tests: readonly TextTest[]): TextTest {
  return (text) => !tests.some((test) => test(text));
}

function equalTest({ text, quoted, to, pattern }: FilterValue): TextTest {
  if (pattern !== undefined) return expressionTest(`^(?:${pattern.source})$`);
  const whole = to === undefined ? text : `${text}..${to}`;
  if (!quoted && /[*?]/.test(whole)) return expressionTest(`^${glob(whole)}$`);
  const wanted = whole.toLowerCase();
  return (value) => value.toLowerCase() === wanted;
}

function containsTest({ text, to, pattern }: FilterValue): TextTest {
  if (pattern !== undefined) return expressionTest(pattern.source);
  const wanted = (to === undefined ? text : `${text}..${to}`).toLowerCase();
  return (value) => value.toLowerCase().includes(wanted);
}

function expressionTest(source: string): TextTest {
  const expression = new RegExp(source, "is");
  return (value) => expression.test(value);
}

/** The expression of a text in which `*` stands for any characters and `?` for one. */
export function glob(text: string): string {
  return text.replace(/[.+^${}()|[\]\\/]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
}

/** What a value of an item may be. */
export type ItemValue = IdValue | boolean;

/** How a value of an item is compared: as a number where both are, as text otherwise, by its name too. */
export function itemTest(comparison: Comparison): (value: ItemValue, name: string | undefined) => boolean {
  const { operator = "=" } = comparison;
  const asNumber = attempt(() => numberTest(comparison, "number"));
  const asText = attempt(() => textTest(comparison));
  if (asNumber === undefined && asText === undefined) {
    throw new BadValue(comparison.values[0], "expected a number");
  }
  const negative = operator.startsWith("!");
  return (value, name) => {
    const plain = typeof value === "string" ? readNumber(value.trim(), "number") : numberOf(value, operator);
    const byNumber = asNumber !== undefined && plain !== undefined && asNumber(plain);
    const byText = asText !== undefined && asText(typeof value === "string" ? value.trim() : String(value));
    if (!negative) return byNumber || byText || (name !== undefined && asText !== undefined && asText(name));
    return (asNumber === undefined || plain === undefined || byNumber) && (asText === undefined || byText) &&
      (name === undefined || asText === undefined || asText(name));
  };
}

/** A number to compare with; none for the equality of what no number holds exactly. */
function numberOf(value: number | bigint | boolean, operator: Operator): number | undefined {
  return typeof value === "bigint" && (operator === "=" || operator === "!=") ? undefined : Number(value);
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof BadValue) return undefined;
    throw error;
  }
}
