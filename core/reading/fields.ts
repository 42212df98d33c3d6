// Which data item of the catalogue each item of a body is: a walk over shape and text together, for bodies of any kind.
import type { Direction as Senders } from "../messages/head.ts";
import type { AnyMessage } from "../messages/message.ts";
import type { DataItem } from "../messages/data_item.ts";
import { formatsOf } from "../messages/data_item.ts";
import type { Field, Shape } from "../messages/schema.ts";
import { catalogue } from "../messages/standard.ts";
import { DecodeError } from "../secs2/decode_error.ts";
import { ItemReader } from "../secs2/reader.ts";
import type { IdValue } from "./names.ts";
import type { MessageRecord } from "./reading.ts";

/** What is found in a body: the reader stands on the item. Answering false ends the walk. */
export type FieldVisitor = (data: DataItem, reader: ItemReader, steps: readonly Step[]) => boolean;

/** A step down: the name of a field and its place in the list, or the place alone. */
export interface Step {
  /** Name of the field; absent for the elements of a list of one thing. */
  readonly name?: string;
  /** Place in the list, from 0. */
  readonly index: number;
}

const known: Map<number, AnyMessage | null> = /* @__PURE__ */ new Map();

/**
 * What the catalogue knows of a message; undefined for control messages and unknown ones. One that only the other side
 * should send is known all the same: who is who may have been misjudged.
 */
export function definitionOf(
  { message, host }: Pick<MessageRecord, "message" | "host">,
): AnyMessage | undefined {
  const { header, direction } = message;
  if (header === undefined || header.sType !== 0) return undefined;
  const stream = header.byte2 & 0x7f;
  return definition(stream, header.byte3, senders(host, direction)) ?? definition(stream, header.byte3);
}

/** The definition of a stream and function, remembered. */
export function definition(stream: number, fn: number, direction: Senders = "H↔E"): AnyMessage | undefined {
  const key = (stream * 256 + fn) * 4 + DIRECTIONS.indexOf(direction);
  let found = known.get(key);
  if (found === undefined) known.set(key, found = catalogue.get(stream, fn, direction) ?? null);
  return found ?? undefined;
}

const DIRECTIONS: readonly Senders[] = ["H→E", "E→H", "H↔E"];

function senders(host: number | undefined, direction: number): Senders {
  return host === undefined ? "H↔E" : host === direction ? "H→E" : "E→H";
}

/** Visits the data items of a body in order, as far as it can be read and fits its shape. */
export function visitFields(text: Uint8Array, shape: Shape | undefined, visit: FieldVisitor): void {
  if (shape === undefined || text.length === 0) return;
  try {
    const reader = new ItemReader(text, { prefix: true });
    if (reader.next()) new Walk(reader, visit).walk(shape);
  } catch (error) {
    // What is no item is another's to report; what came before it has been visited.
    if (!(error instanceof DecodeError)) throw error;
  }
}

/** A walk under way: `walk` begins on an item and ends behind it. */
class Walk {
  readonly #reader: ItemReader;
  readonly #visit: FieldVisitor;
  readonly #steps: Step[] = [];

  constructor(reader: ItemReader, visit: FieldVisitor) {
    this.#reader = reader;
    this.#visit = visit;
  }

  /** False when the visitor has had enough. */
  walk(shape: Shape): boolean {
    switch (shape.kind) {
      case "list":
        return this.#list(shape.fields);
      case "listOf":
        return this.#listOf(shape.of);
      case "optional":
        return this.#optional(shape.of);
      case "either":
        return this.walk(shape.of.find((of) => fits(of, this.#reader)) ?? NOTHING);
      case "packed":
      case "vector":
        return this.#reader.format === "L" ? this.#listOf(shape.of) : this.#data(shape.of);
      case "unspecified":
        return this.#pass();
    }
    return this.#data(shape);
  }

  #list(fields: readonly Field[]): boolean {
    const reader = this.#reader;
    const count = reader.count;
    if (reader.format !== "L" || count < fields.length) return this.#pass();
    const steps = this.#steps;
    reader.next();
    for (let index = 0; index < count; index++) {
      const field = fields[index];
      if (field !== undefined) steps.push({ name: field.name, index });
      const goesOn = field === undefined ? this.#pass() : this.walk(field.shape);
      if (field !== undefined) steps.pop();
      if (!goesOn) return false;
    }
    return true;
  }

  #listOf(of: Shape): boolean {
    const reader = this.#reader;
    if (reader.format !== "L") return this.#pass();
    const count = reader.count;
    reader.next();
    for (let index = 0; index < count; index++) {
      this.#steps.push({ index });
      const goesOn = this.walk(of);
      this.#steps.pop();
      if (!goesOn) return false;
    }
    return true;
  }

  #optional(of: Shape): boolean {
    const empty = this.#reader.format === "L" && this.#reader.length === 0;
    return empty && of.kind !== "value" ? this.#pass() : this.walk(of);
  }

  #data(data: DataItem): boolean {
    const isList = this.#reader.format === "L";
    if (isList && data.kind !== "value") return this.#pass();
    return this.#visit(data, this.#reader, this.#steps) && this.#pass();
  }

  /** Passes over an item. */
  #pass(): true {
    this.#reader.skip();
    return true;
  }
}

const NOTHING: Shape = { kind: "unspecified" };

/** Whether an item may be what a shape says, as far as its first level tells. */
function fits(shape: Shape, reader: ItemReader): boolean {
  switch (shape.kind) {
    case "list":
      return reader.format === "L" && reader.count === shape.fields.length;
    case "listOf":
    case "packed":
      return reader.format === "L";
    case "vector":
      return reader.format !== "L";
    case "optional":
      return reader.length === 0 || fits(shape.of, reader);
    case "either":
      return shape.of.some((of) => fits(of, reader));
    case "unspecified":
      return true;
  }
  return formatsOf(shape)?.includes(reader.format) ?? true;
}

/** The value of the item that a reader stands on: text, a number, or undefined where it has not exactly one. */
export function valueAt(reader: ItemReader, index = 0): IdValue | boolean | undefined {
  const { format } = reader;
  if (format === "A" || format === "J" || format === "W") return reader.string();
  if (format === "L" || index >= reader.count) return undefined;
  if (format === "BOOLEAN") return reader.boolean(index);
  if (format !== "I8" && format !== "U8") return reader.number(index);
  const big = reader.bigint(index);
  const number = Number(big);
  return Number.isSafeInteger(number) ? number : big;
}
