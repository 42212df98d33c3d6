// What filters ask of a body: fields by name, values by place or variable, and its SML.
import { DecodeError } from "../secs2/decode_error.ts";
import { ItemReader } from "../secs2/reader.ts";
import { latin1 } from "../secs2/latin1.ts";
import { printChunks } from "../sml/print.ts";
import { annotate, idsOf } from "./annotate.ts";
import { definitionOf, valueAt, visitFields } from "./fields.ts";
import { BadValue, glob, type ItemValue } from "./filter_values.ts";
import { kindOf, nameOf } from "./line.ts";
import { type IdValue, keyOfId } from "./names.ts";
import type { MessageRecord, Reading } from "./reading.ts";
import { codeMeaning, NAME_KINDS, tellingFields } from "./telling.ts";

/** Whether a value passes, with its name where it has one. */
export type ItemTest = (value: ItemValue, name: string | undefined) => boolean;

/** Whether one of the data items of this name passes; with `all`, whether there is one, and all of them pass. */
export function messageFields(
  record: MessageRecord,
  item: string,
  passes: ItemTest,
  all: boolean,
  reading: Reading,
): boolean {
  const { message } = record;
  let found = false, answer = false;
  visitFields(message.text, definitionOf(record)?.shape, (data, reader) => {
    if (data.item.toLowerCase() !== item) return true;
    const count = reader.format === "A" || reader.format === "J" || reader.format === "W" ? 1 : reader.count;
    for (let i = 0; i < count && (all || !answer); i++) {
      const value = valueAt(reader, i);
      if (value === undefined) continue;
      const kind = NAME_KINDS[data.item];
      const name = typeof value === "boolean"
        ? undefined
        : kind !== undefined
        ? reading.names?.of(message).entry(kind, value)?.name
        : data.kind === "code"
        ? codeMeaning(data, Number(value))
        : undefined;
      const pass = passes(value, name);
      answer = all && found ? answer && pass : pass;
      found = true;
    }
    return all ? answer || !found : !answer;
  });
  return answer;
}

/** Reads what stands at a place: `2.0.1` by indices, `reports[0].RPTID` by names; `*` stands for any index. */
export function valuesAt(path: string, at: { offset: number }): (record: MessageRecord) => ItemValue[] {
  const plain = path.replaceAll(/L\[(\d+|\*)\]/g, "$1").replaceAll(/[\s,/]+/g, ".");
  if (/^(?:(?:\d+|\*)(?:\.(?:\d+|\*))*)?$/.test(plain)) {
    const steps = plain === "" ? [] : plain.split(".").map((step) => step === "*" ? -1 : Number(step));
    return ({ message }) => atIndices(message.text, steps);
  }
  if (!/^[\w.[\]*]+$/.test(path)) throw new BadValue(at, `expected a place such as 2.0.1, found '${path}'`);
  const expression = new RegExp(`^${glob(path).replaceAll("\\[.*\\]", "\\[\\d+\\]")}$`, "i");
  return (record) => {
    const found: ItemValue[] = [];
    for (const { place, value } of annotate(record)) {
      if (value !== undefined && expression.test(place)) found.push(value);
    }
    return found;
  };
}

/** Every element of the items at a path of indices, −1 for any. */
export function atIndices(text: Uint8Array, path: readonly number[]): ItemValue[] {
  const found: ItemValue[] = [];
  if (text.length === 0) return found;
  try {
    const reader = new ItemReader(text, { prefix: true });
    if (reader.next()) collect(reader, path, 0, found);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
  }
  return found;
}

/** Begins on an item and ends behind it. */
function collect(reader: ItemReader, path: readonly number[], level: number, found: ItemValue[]): void {
  if (level < path.length && reader.format === "L") {
    const { count } = reader;
    reader.next();
    for (let i = 0; i < count; i++) {
      if (path[level] < 0 || path[level] === i) collect(reader, path, level + 1, found);
      else reader.skip();
    }
    return;
  }
  if (level === path.length && reader.format !== "L") {
    const isText = reader.format === "A" || reader.format === "J" || reader.format === "W";
    const count = isText ? 1 : reader.count;
    for (let i = 0; i < count; i++) found.push(valueAt(reader, i)!);
  }
  reader.skip();
}

/** Reads the values of a variable, by id or name. */
export function variableValues(wanted: string, reading: Reading): (record: MessageRecord) => ItemValue[] {
  const id = wanted.trim(), lower = id.toLowerCase();
  return (record) => {
    const found: ItemValue[] = [];
    for (const { variable, name, value } of annotate(record, reading)) {
      if (variable === undefined || value === undefined) continue;
      if (keyOfId(variable) === id || name?.toLowerCase() === lower) found.push(value);
    }
    return found;
  };
}

const VARIABLE_IDS: ReadonlySet<string> = /* @__PURE__ */ new Set(["VID", "SVID", "ECID"]);

/** The variables that a message names, or has values of. */
export function variablesOf(
  record: MessageRecord,
  reading: Reading,
): { readonly id: IdValue; readonly name: string | undefined }[] {
  const { message } = record;
  if (!mayHaveVariables(message)) return [];
  const found: { id: IdValue; name: string | undefined }[] = [];
  for (const { item, variable, value, name, offset } of annotate(record, reading)) {
    if (variable !== undefined) found.push({ id: variable, name });
    else if (!VARIABLE_IDS.has(item)) continue;
    else if (value !== undefined && typeof value !== "boolean") found.push({ id: value, name });
    else for (const id of idsOf(message.text.subarray(offset))) found.push({ id, name: undefined });
  }
  return found;
}

/** Streams 1, 2 and 6 have all of them. */
function mayHaveVariables({ header, text }: MessageRecord["message"]): boolean {
  if (header === undefined || header.sType !== 0 || text.length === 0) return false;
  const stream = header.byte2 & 0x7f;
  return stream === 1 || stream === 2 || stream === 6;
}

/** Whether a text is in the SML of a message or in the names on its line; `wanted` is in lower case. */
export function smlHas(record: MessageRecord, wanted: string, reading: Reading): boolean {
  if (headText(record, reading).toLowerCase().includes(wanted)) return true;
  let before = "";
  for (const chunk of smlChunks(record)) {
    const text = before + chunk.toLowerCase();
    if (text.includes(wanted)) return true;
    before = wanted.length > 1 ? text.slice(1 - wanted.length) : "";
  }
  return false;
}

/** The SML of a message, with its name and the names on its line before it. */
export function messageSml(record: MessageRecord, reading: Reading): string {
  return `${headText(record, reading)}\n${[...smlChunks(record)].join("")}`;
}

function headText(record: MessageRecord, reading: Reading): string {
  const names = tellingFields(record, reading).map(({ item, text, name }) => `${item}=${text} ${name ?? ""}`);
  return [kindOf(record.message), nameOf(record), ...names].join(" ");
}

/** SML piece by piece; of what is no item, its bytes as Latin-1. */
function* smlChunks({ message: { text } }: MessageRecord): Generator<string, void, void> {
  if (text.length === 0) return;
  try {
    yield* printChunks(text);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    yield latin1(text, 0, text.length);
  }
}
