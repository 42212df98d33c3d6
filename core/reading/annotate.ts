// What the items of a message are: the data item of each, the names of ids, and which variable each value belongs to.
import type { DataItem } from "../messages/data_item.ts";
import { skipItems } from "../secs2/validate.ts";
import type { ItemReader } from "../secs2/reader.ts";
import { definitionOf, type Step, valueAt, visitFields } from "./fields.ts";
import type { IdValue, NameEntry, NameKind, Names } from "./names.ts";
import { began, type MessageRecord, type Reading } from "./reading.ts";
import { codeMeaning, NAME_KINDS } from "./telling.ts";

/** An item of a body with what it is. */
export interface Annotation {
  /** Name of the data item: `CEID`, `V`. */
  readonly item: string;
  /** Indices from the root down to it. */
  readonly path: readonly number[];
  /** The same by the names of the catalogue: `reports[0].values[1]`; `""` for the root. */
  readonly place: string;
  /** Offset of its format byte. */
  readonly offset: number;
  /** Offset of the first byte behind it. */
  readonly end: number;
  /** Its value, where it is a single one. */
  readonly value?: IdValue | boolean;
  /** Name of the id, of the variable whose value this is, or meaning of the code. */
  readonly name?: string;
  /** Units of the variable. */
  readonly units?: string;
  /** Id of the variable whose value this is. */
  readonly variable?: IdValue;
}

/** Annotations of a message, in order; at most `most` of them. */
export function annotate(record: MessageRecord, reading: Reading = {}, most = 10_000): Annotation[] {
  const found: Annotation[] = [];
  const { message } = record;
  const shape = definitionOf(record)?.shape;
  const context = new Context(record, reading.names?.of(message));
  visitFields(message.text, shape, (data, reader, steps) => {
    found.push(annotation(data, reader, steps, context));
    return found.length < most;
  });
  return found;
}

function annotation(
  data: DataItem,
  reader: ItemReader,
  steps: readonly Step[],
  context: Context,
): Annotation {
  const value = valueAt(reader);
  const isSingle = value !== undefined && (typeof value === "string" || reader.count === 1);
  const said = data.kind === "value" ? context.ofValue(reader, steps) : context.ofId(data, reader, value);
  return {
    item: data.item,
    path: steps.map(({ index }) => index),
    place: placeOf(steps),
    offset: reader.offset,
    end: endOf(reader),
    ...(isSingle ? { value } : {}),
    ...said,
  };
}

/** `reports[0].values[1]` */
function placeOf(steps: readonly Step[]): string {
  let place = "";
  for (const { name, index } of steps) {
    if (name === undefined) place += `[${index}]`;
    else place += place === "" ? name : `.${name}`;
  }
  return place;
}

/** Where the item ends that a reader stands on, with all it contains. Throws a `DecodeError` where it does not. */
export function endOf(reader: ItemReader): number {
  if (reader.format !== "L") return reader.bodyOffset + reader.length;
  return skipItems(reader.text, reader.offset, 1, 1024, 0x7fff_ffff);
}

/** What is said of an item beside its place. */
type Said = Pick<Annotation, "name" | "units" | "variable">;

const NOTHING: Said = {};

/** What was read of a message so far, as far as the meaning of what follows depends on it. */
class Context {
  readonly #names: Names | undefined;
  readonly #message: MessageRecord["message"];
  /** Variables of the values that are the elements of the list being read. */
  #variables: readonly IdValue[] | undefined;
  #kind: NameKind | "VID" = "VID";
  /** The id or name that stands before a value in the same list. */
  #before:
    | { readonly id: IdValue; readonly kind: NameKind | "VID" | undefined; readonly depth: number }
    | undefined;
  /** A trace goes through its variables again and again. */
  #isTrace = false;
  #values = 0;

  constructor(record: MessageRecord, names: Names | undefined) {
    this.#names = names;
    this.#message = record.message;
    const { counterpart } = record;
    if (counterpart !== undefined && !began(record)) this.#asked(counterpart);
  }

  /** An id, a code or anything else that is no value of a variable. */
  ofId(data: DataItem, reader: ItemReader, value: IdValue | boolean | undefined): Said {
    const { item } = data;
    const kind = NAME_KINDS[item];
    if (value === undefined || typeof value === "boolean") return NOTHING;
    if (data.kind === "id" || data.kind === "name") this.#before = { id: value, kind, depth: reader.depth };
    if (item === "RPTID") this.#definition(this.#names?.variables(value, this.#message.index), false);
    if (item === "TRID") this.#definition(this.#names?.trace(value, this.#message.index), true);
    if (kind !== undefined) return this.#entries(kind, reader);
    const meaning = data.kind === "code" && typeof value === "number" ? codeMeaning(data, value) : undefined;
    return meaning === undefined ? NOTHING : { name: meaning };
  }

  /** A value: of the id before it, or of the variable whose turn it is. */
  ofValue(reader: ItemReader, steps: readonly Step[]): Said {
    const before = this.#before;
    const last = steps.at(-1);
    if (last?.name !== undefined && before?.depth === reader.depth && last.index > 0) {
      if (before.kind === undefined) return { name: String(before.id) };
      return this.#variable(before.id, before.kind);
    }
    const variables = this.#variables;
    if (variables === undefined || last === undefined || variables.length === 0) return NOTHING;
    const id = variables[this.#isTrace ? this.#values++ % variables.length : last.index];
    return id === undefined ? NOTHING : this.#variable(id, this.#kind);
  }

  #definition(variables: readonly IdValue[] | undefined, isTrace: boolean): void {
    this.#variables = variables;
    this.#isTrace = isTrace;
    this.#kind = "VID";
    this.#values = 0;
  }

  /** The request tells what the elements of its reply are. */
  #asked({ header, text, index }: MessageRecord["message"]): void {
    if (header === undefined || header.sType !== 0) return;
    const asked = ASKING[(header.byte2 & 0x7f) * 256 + header.byte3];
    if (asked === undefined) return;
    const ids = idsOf(text, asked.packed);
    const isReport = asked.kind === "RPTID";
    this.#variables = isReport && ids.length > 0 ? this.#names?.variables(ids[0], index) : ids;
    this.#kind = isReport ? "VID" : asked.kind;
  }

  #entries(kind: NameKind | "VID", reader: ItemReader): Said {
    const names: string[] = [];
    let entry: NameEntry | undefined;
    const count = reader.format === "A" ? 1 : Math.min(reader.count, 16);
    for (let i = 0; i < count; i++) {
      entry = this.#names?.entry(kind, valueAt(reader, i) as IdValue);
      if (entry !== undefined) names.push(entry.name);
    }
    if (names.length === 0) return NOTHING;
    return {
      name: names.join(", "),
      ...(entry?.units === undefined || count > 1 ? {} : { units: entry.units }),
    };
  }

  #variable(id: IdValue, kind: NameKind | "VID"): Said {
    const entry = this.#names?.entry(kind, id);
    if (entry === undefined) return { variable: id };
    return { variable: id, name: entry.name, ...(entry.units === undefined ? {} : { units: entry.units }) };
  }
}

/** Requests by stream × 256 + function: what ids they have. */
const ASKING: Readonly<Record<number, { readonly kind: NameKind; readonly packed: boolean }>> = {
  [1 * 256 + 3]: { kind: "SVID", packed: true },
  [2 * 256 + 13]: { kind: "ECID", packed: true },
  [6 * 256 + 19]: { kind: "RPTID", packed: false },
};

const ANY_ID: DataItem<"id"> = { item: "ID", kind: "id", doc: "Any id" };

/** The ids of a body that is a list of them, or one item. */
export function idsOf(text: Uint8Array, packed = true): IdValue[] {
  const ids: IdValue[] = [];
  visitFields(text, packed ? { kind: "packed", of: ANY_ID } : ANY_ID, (_, reader) => {
    const count = reader.format === "A" ? 1 : reader.count;
    for (let i = 0; i < count; i++) {
      const value = valueAt(reader, i);
      if (value !== undefined && typeof value !== "boolean") ids.push(value);
    }
    return true;
  });
  return ids;
}
