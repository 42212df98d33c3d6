// What is worth a place in one line of a message: its ids, commands, codes and texts, with their names.
import type { DataItem } from "../messages/data_item.ts";
import type { AnyMessage } from "../messages/message.ts";
import { describeHeader } from "../hsms/names.ts";
import { readHeader } from "../hsms/header.ts";
import type { ItemReader } from "../secs2/reader.ts";
import { definitionOf, valueAt, visitFields } from "./fields.ts";
import type { IdValue, NameKind, Names } from "./names.ts";
import type { MessageRecord, Reading } from "./reading.ts";

/** A data item with its value. */
export interface TellingField {
  /** Name of the data item: `CEID`. */
  readonly item: string;
  /** Its value as read, where it is one. */
  readonly value: IdValue | boolean | undefined;
  /** Its value in words: `300`, `START`, `0x84`. Cut to about 40 characters. */
  readonly text: string;
  /** What the value means: the name of the event, of the code. */
  readonly name?: string;
  /** Where it stands in the text: offset of its format byte. */
  readonly offset: number;
  /** Offset of the first byte behind it. */
  readonly end: number;
}

/** The items that tell what a message is about, where the first few would not do. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  S1F12: ["SVID"],
  S1F22: ["VID"],
  S1F24: ["CEID"],
  S2F15: ["ECID", "ECV"],
  S2F30: ["ECID"],
  S2F33: ["RPTID"],
  S2F35: ["CEID"],
  S2F41: ["RCMD", "CPNAME", "CPVAL"],
  S2F49: ["RCMD", "OBJSPEC", "CPNAME", "CEPVAL"],
  S5F6: ["ALID"],
  S5F8: ["ALID"],
  S6F1: ["TRID", "SMPLN"],
  S6F3: ["CEID"],
  S6F9: ["CEID"],
  S6F11: ["CEID"],
  S6F13: ["CEID"],
  S6F16: ["CEID"],
  S6F18: ["CEID"],
  S7F3: ["PPID"],
  S7F6: ["PPID"],
  S7F23: ["PPID"],
  S7F26: ["PPID"],
};

/** Items that join messages to each other or measure them, and tell nobody anything. */
const SILENT: ReadonlySet<string> = /* @__PURE__ */ new Set(["DATAID", "DATALENGTH", "UNITS"]);

/** Kinds of items that stand for something to people. */
const SPEAKING: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "id",
  "name",
  "text",
  "code",
  "flag",
  "integer",
]);

const MOST_FIELDS = 4;
const MOST_VISITS = 12;
const MOST_CHARACTERS = 40;

/** The telling fields of a message, four at most; none of a control message or of an unknown one. */
export function tellingFields(record: MessageRecord, reading: Reading = {}): TellingField[] {
  const definition = definitionOf(record);
  const found: TellingField[] = [];
  if (definition === undefined) return found;
  const { message } = record;
  const wanted = TELLING[definition.id];
  let visits = 0;
  visitFields(message.text, definition.shape, (data, reader) => {
    if (isTelling(definition, wanted, data)) found.push(fieldAt(data, reader, reading.names?.of(message)));
    return found.length < MOST_FIELDS && ++visits < MOST_VISITS;
  });
  return withoutEchoes(found);
}

/** Leaves out names that stand on the line anyway, as the text of an alarm. */
function withoutEchoes(fields: TellingField[]): TellingField[] {
  if (fields.length < 2) return fields;
  return fields.map((field) => {
    const { name, ...rest } = field;
    return name !== undefined && fields.some((other) => other !== field && other.text === name)
      ? rest
      : field;
  });
}

function isTelling({ stream }: AnyMessage, wanted: readonly string[] | undefined, data: DataItem): boolean {
  if (wanted !== undefined) return wanted.includes(data.item);
  return !SILENT.has(data.item) && (SPEAKING.has(data.kind) || stream === 9);
}

/** The data item that a reader stands on. */
function fieldAt(data: DataItem, reader: ItemReader, names: Names | undefined): TellingField {
  const { item } = data;
  const value = valueAt(reader);
  const end = reader.format === "L" ? reader.bodyOffset : reader.bodyOffset + reader.length;
  const name = nameOfValue(data, value, names);
  const field = { item, value, text: valueText(data, reader), offset: reader.offset, end };
  return name === undefined ? field : { ...field, name };
}

/** The kind of name that the ids of a data item have. */
export const NAME_KINDS: Readonly<Record<string, NameKind | "VID">> = /* @__PURE__ */ Object.freeze<
  Record<string, NameKind | "VID">
>({
  CEID: "CEID",
  SVID: "SVID",
  ECID: "ECID",
  VID: "VID",
  ALID: "ALID",
  RPTID: "RPTID",
  TRID: "TRID",
});

function nameOfValue(
  data: DataItem,
  value: IdValue | boolean | undefined,
  names: Names | undefined,
): string | undefined {
  if (value === undefined || typeof value === "boolean") return undefined;
  const kind = NAME_KINDS[data.item];
  if (kind !== undefined) return names?.entry(kind, value)?.name;
  return data.kind === "code" && typeof value === "number" ? codeMeaning(data, value) : undefined;
}

/** Data items in the names of codes: they keep their capitals. E5. */
const ITEMS_IN_WORDS =
  /\b(ccode|ceid|cpname|dataid|limitid|limitmax|limitmin|lowerdb|mdln|ppid|pparm|repgsz|rptid|softrev|spid|svid|upperdb|vid)(s?)\b/g;

/** What a code means in words: `later`, `unknown VID`; undefined where it has no name. */
export function codeMeaning(data: DataItem, code: number): string | undefined {
  const { name } = data as { name?: unknown };
  if (typeof name !== "function") return undefined;
  if (data.item === "ALCD") return alarmMeaning(name.call(data, code & 0x7f), code);
  const meaning: string = name.call(data, code);
  if (meaning.startsWith("error ")) return undefined;
  const words = meaning.toLowerCase().replaceAll("_", " ");
  return words.replace(ITEMS_IN_WORDS, (_, item: string, s: string) => item.toUpperCase() + s);
}

/** An alarm is set or cleared, and of a category. */
function alarmMeaning(category: string, code: number): string {
  const named = category === "NOT_USED" || category.startsWith("error ")
    ? ""
    : `, ${category.toLowerCase().replaceAll("_", " ")}`;
  return `${code > 0x7f ? "set" : "cleared"}${named}`;
}

function valueText(data: DataItem, reader: ItemReader): string {
  const { format, count } = reader;
  if (format === "L") return `L [${count}]`;
  if (format === "B" && count === 10 && /^[MS]HEAD$/.test(data.item)) {
    return describeHeader(readHeader(reader.bytes()));
  }
  if (format === "A" || format === "J" || format === "W") return cut(reader.string());
  if (count === 1) return oneValue(data, reader, 0);
  const most = Math.min(count, 8);
  const values = Array.from({ length: most }, (_, i) => oneValue(data, reader, i));
  return `${values.join(" ")}${most < count ? " …" : ""}`;
}

function oneValue({ kind, item }: DataItem, reader: ItemReader, index: number): string {
  const value = valueAt(reader, index);
  const isBits = item === "ALCD" || item === "ALED" || (reader.format === "B" && kind !== "code");
  return isBits && typeof value === "number"
    ? `0x${value.toString(16).padStart(2, "0").toUpperCase()}`
    : String(value);
}

/** One line of a text, cut where it is long. */
export function cut(text: string, most: number = MOST_CHARACTERS): string {
  const shown = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  // deno-lint-ignore no-control-regex
  return shown.replace(/[\0-\x1f\x7f-\x9f]/g, "·");
}
