// Filters, compiled: what costs nothing is asked first, and a body is read only where the answer depends on it.
import { messageFields, messageSml, smlHas, valuesAt, variablesOf, variableValues } from "./filter_body.ts";
import {
  FILTER_ALIASES,
  FILTER_FIELDS,
  type FilterField,
  itemPlaces,
  SEVERITIES,
  worst,
} from "./filter_fields.ts";
import { type Comparison, type FilterNode, FilterSyntaxError, parseFilter } from "./filter_syntax.ts";
import { BadValue, itemTest, numberTest, textTest, timeTest } from "./filter_values.ts";
import { messageWord } from "./filter_words.ts";
import { timeOfDay } from "../framing/clock.ts";
import type { Direction, Severity } from "../framing/model.ts";
import type { MessageRecord, Reading } from "./reading.ts";

/** A compiled filter. */
export interface Filter {
  /** Its text. */
  readonly text: string;
  /** Whether it needs nothing of a message but its header, its times and what is known around it. */
  readonly headerOnly: boolean;
  /** Whether a message passes. */
  matches(record: MessageRecord): boolean;
}

/** What one part of a filter does. `cost` 0 is the header, 1 what is known around it, 2 a field of the body, 3 its SML. */
interface Test {
  readonly cost: number;
  readonly test: (record: MessageRecord) => boolean;
}

/**
 * Compiles a filter; an empty one lets everything pass. `reading` tells times of day and names. Throws a
 * {@linkcode FilterSyntaxError}. docs/filter.md describes the language.
 */
export function compileFilter(text: string, reading: Reading = {}): Filter {
  const node = parseFilter(text);
  if (node === undefined) return { text, headerOnly: true, matches: () => true };
  try {
    const { cost, test } = compile(node, reading);
    return { text, headerOnly: cost < 2, matches: test };
  } catch (error) {
    throw error instanceof BadValue ? new FilterSyntaxError(text, error.offset, error.state) : error;
  }
}

function compile(node: FilterNode, reading: Reading): Test {
  switch (node.type) {
    case "and":
      return every(node.nodes.map((node) => compile(node, reading)));
    case "or":
      return some(node.nodes.map((node) => compile(node, reading)));
    case "not": {
      const { cost, test } = compile(node.node, reading);
      return { cost, test: (record) => !test(record) };
    }
    case "word":
      return node.quoted ? textSearch(node.text, reading) : wordTest(node.text, node.offset, reading);
    case "pattern": {
      const expression = new RegExp(node.pattern.source, "is");
      return { cost: 3, test: (record) => expression.test(messageSml(record, reading)) };
    }
    case "comparison":
      return compareField(node, reading);
  }
}

function every(tests: readonly Test[]): Test {
  const [first, ...others] = byCost(tests);
  return others.reduce(({ test: before }, { cost, test }) => {
    return { cost, test: (record) => before(record) && test(record) };
  }, first);
}

function some(tests: readonly Test[]): Test {
  const [first, ...others] = byCost(tests);
  return others.reduce(({ test: before }, { cost, test }) => {
    return { cost, test: (record) => before(record) || test(record) };
  }, first);
}

function byCost(tests: readonly Test[]): Test[] {
  return [...tests].sort((a, b) => a.cost - b.cost);
}

/** A word alone: a message, a field that has to be there, or text. */
function wordTest(word: string, offset: number, reading: Reading): Test {
  const message = messageWord(word);
  if (message !== undefined) return { cost: 0, test: message };
  const name = fieldName(word);
  if (FILTER_FIELDS[name] === undefined && !itemPlaces().has(itemName(name))) {
    return textSearch(word, reading);
  }
  return compareField({ type: "comparison", field: name, values: [], offset }, reading);
}

function textSearch(text: string, reading: Reading): Test {
  const wanted = text.toLowerCase();
  return { cost: 3, test: (record) => smlHas(record, wanted, reading) };
}

/** The name of a field that somebody may have called otherwise. */
function fieldName(word: string): string {
  const name = word.toLowerCase();
  return FILTER_ALIASES[name] ?? name;
}

/** `item.time` is the data item TIME, which `time` alone is not. */
function itemName(name: string): string {
  return name.startsWith("item.") ? name.slice(5) : name;
}

function compareField(comparison: Comparison, reading: Reading): Test {
  const name = fieldName(comparison.field);
  const field = FILTER_FIELDS[name];
  if (field !== undefined) return compareKnown(field, comparison, reading);
  if (name === "vid") return compareVariable(comparison, reading);
  const places = itemPlaces().get(itemName(name));
  if (places === undefined) throw new BadValue(comparison, `there is no field '${comparison.field}'`);
  return compareItem(itemName(name), places, comparison, reading);
}

function compareKnown(field: FilterField, comparison: Comparison, reading: Reading): Test {
  switch (field.type) {
    case "number":
    case "duration":
    case "bytes":
      return compareNumber(field, comparison);
    case "text":
      return compareText(field.read, comparison);
    case "flag":
      return compareFlag(field.read, comparison);
    case "time":
      return compareTime(comparison, reading);
    case "direction":
      return compareDirection(comparison);
    case "severity":
      return compareSeverity(comparison);
    case "sml": {
      const test = comparison.operator === undefined ? (text: string) => text !== "" : textTest(comparison);
      return { cost: 3, test: (record) => test(messageSml(record, reading)) };
    }
    case "value":
    case "variable":
      return compareValue(field.type, comparison, reading);
  }
}

function compareNumber(
  { type, read }: Extract<FilterField, { type: "number" | "duration" | "bytes" }>,
  comparison: Comparison,
): Test {
  const cost = type === "duration" ? 1 : 0;
  if (comparison.operator === undefined) return { cost, test: (record) => read(record) !== undefined };
  const passes = numberTest(comparison, type);
  return {
    cost,
    test: (record) => {
      const value = read(record);
      return value !== undefined && passes(value);
    },
  };
}

function compareText(read: (record: MessageRecord) => readonly string[], comparison: Comparison): Test {
  const { operator } = comparison;
  if (operator === undefined) return { cost: 1, test: (record) => read(record).some((text) => text !== "") };
  const passes = textTest(comparison);
  if (operator.startsWith("!")) {
    return {
      cost: 1,
      test: (record) => {
        const texts = read(record);
        return texts.length > 0 && texts.every(passes);
      },
    };
  }
  return { cost: 1, test: (record) => read(record).some(passes) };
}

const YES = /^(?:1|true|yes|w)$/i;
const NO = /^(?:0|false|no)$/i;

function compareFlag(read: (record: MessageRecord) => boolean, comparison: Comparison): Test {
  const { operator, values: [value] } = comparison;
  if (operator === undefined) return { cost: 0, test: read };
  if (!/^!?=$/.test(operator) || !(YES.test(value.text) || NO.test(value.text))) {
    throw new BadValue(value, `expected 1 or 0, found '${value.text}'`);
  }
  const wanted = YES.test(value.text) === (operator === "=");
  return { cost: 0, test: (record) => read(record) === wanted };
}

function compareTime(comparison: Comparison, reading: Reading): Test {
  if (comparison.operator === undefined) {
    return {
      cost: 0,
      test: ({ message }) => !Number.isNaN(message.time),
    };
  }
  const { of, test } = timeTest(comparison);
  if (of === "beginning") return { cost: 0, test: ({ message }) => test(message.time) };
  if (of === "day") return { cost: 0, test: ({ message }) => test(timeOfDay(message.time, reading)) };
  const { origin, zone = 0 } = reading;
  const first = origin === undefined ? NaN : Number(origin) / 1e6 + zone * 60_000;
  return { cost: 0, test: ({ message }) => test(first + message.time / 1e6) };
}

const ARROW =
  /^(h|host|e|eq|equipment|c|client|s|server)(?:(?:-?>|→|2)(h|host|e|eq|equipment|c|client|s|server))?$/i;

function compareDirection(comparison: Comparison): Test {
  const { operator = "=", values } = comparison;
  const senders = values.map((value) => {
    const side = ARROW.exec(value.text)?.[1][0].toLowerCase();
    if (side === undefined) {
      throw new BadValue(value, `expected h>e, e>h, client or server, found '${value.text}'`);
    }
    return side;
  });
  if (!/^!?=$/.test(operator)) throw new BadValue(comparison, `expected =, found ${operator}`);
  const wanted = operator === "=";
  const isSender = ({ message, host }: MessageRecord) =>
    senders.some((side) => sends(side, message.direction, host));
  return { cost: 0, test: (record) => isSender(record) === wanted };
}

function sends(side: string, direction: Direction, host: Direction | undefined): boolean {
  if (side === "c") return direction === 0;
  if (side === "s") return direction === 1;
  return host !== undefined && (direction === host) === (side === "h");
}

function compareSeverity(comparison: Comparison): Test {
  const { operator, values } = comparison;
  if (operator === undefined) return { cost: 1, test: (record) => worst(record) > 0 };
  const numbers = values.map((value) => {
    const rank = SEVERITIES[value.text.toLowerCase() as Severity];
    if (rank === undefined) {
      throw new BadValue(value, `expected error, warning or note, found '${value.text}'`);
    }
    return { ...value, text: String(rank) };
  });
  const passes = numberTest({ ...comparison, values: numbers }, "number");
  return {
    cost: 1,
    test: (record) => {
      const most = worst(record);
      return most > 0 && passes(most);
    },
  };
}

/** A variable of any kind, by an id in the message or by a value of it. */
function compareVariable(comparison: Comparison, reading: Reading): Test {
  const passes = comparison.operator === undefined ? () => true : itemTest(comparison);
  const negative = comparison.operator?.startsWith("!") ?? false;
  return {
    cost: 2,
    test: (record) => {
      const found = variablesOf(record, reading);
      const pass = ({ id, name }: typeof found[number]) => passes(id, name);
      return negative ? found.length > 0 && found.every(pass) : found.some(pass);
    },
  };
}

function compareItem(
  item: string,
  places: ReadonlySet<number>,
  comparison: Comparison,
  reading: Reading,
): Test {
  const passes = comparison.operator === undefined ? () => true : itemTest(comparison);
  const negative = comparison.operator?.startsWith("!") ?? false;
  return {
    cost: 2,
    test: (record) => {
      const { header } = record.message;
      if (header === undefined || header.sType !== 0) return false;
      if (!places.has((header.byte2 & 0x7f) * 256 + header.byte3)) return false;
      return messageFields(record, item, passes, negative, reading);
    },
  };
}

function compareValue(type: "value" | "variable", comparison: Comparison, reading: Reading): Test {
  const { argument = "", operator } = comparison;
  if (comparison.argument === undefined) throw new BadValue(comparison, `expected ${type}("…")`);
  const read = type === "value" ? valuesAt(argument, comparison) : variableValues(argument, reading);
  const passes = operator === undefined ? () => true : itemTest(comparison);
  const negative = operator?.startsWith("!") ?? false;
  return {
    cost: 2,
    test: (record) => {
      const values = read(record);
      const pass = (value: typeof values[number]) => passes(value, undefined);
      return negative ? values.length > 0 && values.every(pass) : values.some(pass);
    },
  };
}
