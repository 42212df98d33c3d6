// Whether a text is the body that the catalogue has for it, found out without building the items, and the acknowledge
// codes met on the way. What does not fit at once is left to the catalogue's own reading, which forgives more.
import type { DataItem } from "../messages/data_item.ts";
import { formatsOf, isIntegerFormat } from "../messages/data_item.ts";
import type { Field, Shape } from "../messages/schema.ts";
import { latin1 } from "../secs2/latin1.ts";
import { ItemReader } from "../secs2/reader.ts";

/** An acknowledge code that is not 0. */
export interface FoundCode {
  readonly data: DataItem;
  readonly code: number;
  /** The name that stood before it: CPNAME of a CPACK. */
  readonly of: string | undefined;
}

/** What there is to say of a body. */
export interface BodyFacts {
  /** It has the shape, as far as can be told at once. */
  readonly fits: boolean;
  /** Offset of the item that does not fit. */
  readonly offset: number;
  readonly codes: readonly FoundCode[];
}

/** Looks at the body in a text. Throws a `DecodeError` where the text is no item. */
export function examineBody(text: Uint8Array, shape: Shape, wantsCodes: boolean): BodyFacts {
  const walk = new BodyWalk(text, wantsCodes);
  const fits = walk.whole(shape);
  return { fits, offset: walk.offset, codes: walk.codes };
}

/** Whether a data item says how a request went: 0 is well. */
export function isAcknowledge({ kind, doc, item }: DataItem): boolean {
  if (item === "ACKA") return true;
  return kind === "code" && (item === "ERRCODE" || /acknowledge$|grant/i.test(doc));
}

/** Whether an acknowledge stands anywhere in a shape. */
export function hasAcknowledge(shape: Shape | undefined): boolean {
  if (shape === undefined) return false;
  switch (shape.kind) {
    case "list":
      return shape.fields.some((field) => hasAcknowledge(field.shape));
    case "either":
      return shape.of.some(hasAcknowledge);
    case "listOf":
    case "optional":
      return hasAcknowledge(shape.of);
    case "packed":
    case "vector":
    case "unspecified":
      return false;
  }
  return isAcknowledge(shape);
}

const NO_CODES: readonly FoundCode[] = [];
const MOST_CODES = 16;
const MOST_NAME = 40;

/** A walk under way: every step begins on an item, and ends behind it when it fits. */
class BodyWalk {
  codes: readonly FoundCode[] = NO_CODES;
  readonly #reader: ItemReader;
  readonly #wantsCodes: boolean;
  #nameAt = 0;
  #nameLength = -1;

  constructor(text: Uint8Array, wantsCodes: boolean) {
    this.#reader = new ItemReader(text);
    this.#wantsCodes = wantsCodes;
  }

  /** Where the walk stands. */
  get offset(): number {
    return this.#reader.offset;
  }

  whole(shape: Shape): boolean {
    return this.#reader.next() && this.#fits(shape);
  }

  #fits(shape: Shape): boolean {
    switch (shape.kind) {
      case "list":
        return this.#list(shape.fields);
      case "listOf":
        return this.#listOf(shape.of);
      case "optional":
        return this.#reader.length === 0 ? this.#pass() : this.#fits(shape.of);
      case "either":
        return this.#either(shape.of);
      case "packed":
      case "vector":
        return this.#reader.format === "L" ? this.#listOf(shape.of) : this.#ids();
      case "unspecified":
        return this.#pass();
    }
    if (!isData(shape, this.#reader)) return false;
    if (this.#wantsCodes) this.#note(shape);
    return this.#pass();
  }

  #list(fields: readonly Field[]): boolean {
    const reader = this.#reader;
    if (reader.format !== "L" || reader.length !== fields.length) return false;
    reader.next();
    for (let i = 0; i < fields.length; i++) if (!this.#fits(fields[i].shape)) return false;
    return true;
  }

  #listOf(of: Shape): boolean {
    const reader = this.#reader;
    if (reader.format !== "L") return false;
    const count = reader.length;
    reader.next();
    for (let i = 0; i < count; i++) if (!this.#fits(of)) return false;
    return true;
  }

  /** The first that begins alike: a reader cannot go back to try another. */
  #either(ways: readonly Shape[]): boolean {
    const way = ways.find((way) => beginsAs(way, this.#reader));
    return way !== undefined && this.#fits(way);
  }

  #ids(): boolean {
    const { format } = this.#reader;
    return (format === "A" || isIntegerFormat(format)) && this.#pass();
  }

  #note(data: DataItem): void {
    const reader = this.#reader;
    if (data.kind === "name" && reader.format === "A") {
      this.#nameAt = reader.bodyOffset;
      this.#nameLength = reader.length;
    } else if (isAcknowledge(data)) this.#acknowledge(data, reader);
  }

  #acknowledge(data: DataItem, reader: ItemReader): void {
    if (reader.count !== 1) return;
    const value = Number(reader.format === "BOOLEAN" ? reader.boolean() : reader.bigint());
    const code = data.kind === "flag" ? 1 - value : value;
    if (code === 0 || this.codes.length === MOST_CODES) return;
    const of = this.#nameLength < 0
      ? undefined
      : latin1(reader.text, this.#nameAt, Math.min(this.#nameLength, MOST_NAME));
    this.codes = [...this.codes, { data, code, of }];
  }

  #pass(): true {
    this.#reader.skip();
    return true;
  }
}

/** Whether the item may be what a shape says, as far as its header tells. */
function beginsAs(shape: Shape, reader: ItemReader): boolean {
  switch (shape.kind) {
    case "list":
      return reader.format === "L" && reader.length === shape.fields.length;
    case "listOf":
      return reader.format === "L";
    case "either":
      return shape.of.some((of) => beginsAs(of, reader));
    case "optional":
      return reader.length === 0 || beginsAs(shape.of, reader);
    case "packed":
    case "vector":
    case "unspecified":
      return true;
  }
  return isData(shape, reader);
}

/** Whether an item is a data item without any doubt. */
function isData(data: DataItem, reader: ItemReader): boolean {
  const { format } = reader;
  switch (data.kind) {
    case "id":
      return format === "A" || (isIntegerFormat(format) && reader.count < 2);
    case "text":
      return format === "A";
    case "code":
      return (format === "B" || isIntegerFormat(format)) && reader.count === 1;
    case "flag":
      return format === "BOOLEAN" && reader.count === 1;
    case "bytes":
      return format === "B" && (data.length === undefined || data.length === reader.length);
    case "integer":
      return isIntegerFormat(format) && reader.count === 1;
    case "name":
    case "value":
      return formatsOf(data)?.includes(format) ?? true;
  }
}
