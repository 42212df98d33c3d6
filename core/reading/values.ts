// The values of one thing over time: of a variable, by its id or name, or of what stands at a place in one kind of message.
import { annotate } from "./annotate.ts";
import { atIndices } from "./filter_body.ts";
import type { ItemValue } from "./filter_values.ts";
import { messageWord } from "./filter_words.ts";
import type { Time } from "../framing/model.ts";
import { type IdValue, keyOfId } from "./names.ts";
import type { MessageRecord, Reading } from "./reading.ts";

/** What to follow: a variable wherever its values come, or a place in the messages of a kind. */
export type ValueSource =
  | { readonly type: "variable"; readonly id: IdValue }
  /** `message` as filters have it (`S6F11`); `path` are indices, −1 for any. */
  | { readonly type: "place"; readonly message: string; readonly path: readonly number[] };

/** A value and when it was sent. */
export interface TimedValue {
  /** When. */
  readonly time: Time;
  /** Index of the message. */
  readonly message: number;
  /** A number, a truth value or text; of a list nothing is told. */
  readonly value: ItemValue;
}

/** A variable that values came of. */
export interface SeenVariable {
  /** Its id. */
  readonly id: IdValue;
  /** Its name, where it is known. */
  readonly name?: string;
  /** Its units. */
  readonly units?: string;
  /** How many values. */
  readonly count: number;
  /** Whether all were numbers, which can be plotted. */
  readonly isNumeric: boolean;
}

/** The values in a message, in order. Throws a `RangeError` for a source whose `message` is none. */
export function valuesIn(record: MessageRecord, source: ValueSource, reading: Reading = {}): TimedValue[] {
  const { time, index: message } = record.message;
  const values = source.type === "variable"
    ? valuesOfVariable(record, source.id, reading)
    : valuesOfPlace(record, source.message, source.path);
  return values.map((value) => ({ time, message, value }));
}

/** The values in many messages; at most `most` of them, the last ones. */
export function valuesOver(
  records: Iterable<MessageRecord>,
  source: ValueSource,
  reading: Reading = {},
  most = 1_000_000,
): TimedValue[] {
  let values: TimedValue[] = [];
  for (const record of records) {
    for (const value of valuesIn(record, source, reading)) values.push(value);
    if (values.length > 2 * most) values = values.slice(-most);
  }
  return values.length > most ? values.slice(-most) : values;
}

/** The variables that values came of, the most frequent first; ids of at most 10,000. */
export class VariablesSeen {
  readonly #seen: Map<
    string,
    { id: IdValue; name?: string; units?: string; count: number; isNumeric: boolean }
  > = new Map();

  /** Takes a message. */
  record(record: MessageRecord, reading: Reading = {}): void {
    for (const { variable, name, units, item, value } of annotate(record, reading)) {
      if (variable === undefined || value === undefined || LIMITS.includes(item)) continue;
      const key = keyOfId(variable);
      const seen = this.#seen.get(key) ?? { id: variable, count: 0, isNumeric: true };
      seen.count++;
      if (typeof value === "string") seen.isNumeric = false;
      if (name !== undefined) seen.name = name;
      if (units !== undefined) seen.units = units;
      if (this.#seen.size < MOST_VARIABLES) this.#seen.set(key, seen);
    }
  }

  /** All of them. */
  get all(): SeenVariable[] {
    return [...this.#seen.values()].sort((a, b) => b.count - a.count).map((seen) => ({ ...seen }));
  }
}

const MOST_VARIABLES = 10_000;
/** What a list of names says of a constant without being its value. */
const LIMITS: readonly string[] = ["ECMIN", "ECMAX", "ECDEF"];

function valuesOfVariable(record: MessageRecord, id: IdValue, reading: Reading): ItemValue[] {
  const key = keyOfId(id);
  const values: ItemValue[] = [];
  for (const { variable, item, value } of annotate(record, reading)) {
    if (variable === undefined || value === undefined || LIMITS.includes(item)) continue;
    if (keyOfId(variable) === key) values.push(value);
  }
  return values;
}

function valuesOfPlace(record: MessageRecord, message: string, path: readonly number[]): ItemValue[] {
  return testOf(message)(record) ? atIndices(record.message.text, path) : [];
}

const tests: Map<string, (record: MessageRecord) => boolean> = /* @__PURE__ */ new Map();

/** The test of a kind of message; the last few are remembered. */
function testOf(message: string): (record: MessageRecord) => boolean {
  let test = tests.get(message);
  if (test !== undefined) return test;
  test = messageWord(message);
  if (test === undefined) throw new RangeError(`Cannot follow values of ${message}: it is no message`);
  if (tests.size > 100) tests.clear();
  tests.set(message, test);
  return test;
}
