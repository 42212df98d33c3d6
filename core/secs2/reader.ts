// A cursor over the items of a text: no copy, no object per item. For one field of many, and for texts too big for a tree.
import { DecodeError, headerError, readLength } from "./decode_error.ts";
import { decodeAt } from "./decode.ts";
import { type Format, formatOf, SIZE_MASKS } from "./format.ts";
import type { Item, LengthBytes } from "./item.ts";
import { latin1, view } from "./latin1.ts";
import { depthLimit } from "./limits.ts";
import * as n from "./numbers.ts";
import { skipItems } from "./validate.ts";

/** How to read. */
export interface ReaderOptions {
  /** Most lists around an item, itself included when it is one: 1 to 1024; 64 when absent. */
  readonly depth?: number;
  /** Leaves alone what follows the item; otherwise it is an error at the end. */
  readonly prefix?: boolean;
}

const NO_OPTIONS: ReaderOptions = {};
const NO_LIMIT = 0x7fff_ffff;

/**
 * Walks the items of a text in the order they stand in it, a list before its elements. Standing on an item, its
 * properties tell what it is and where, and the reading methods give its values without moving.
 *
 * ```ts
 * import { encode, ItemReader, L, U4 } from "@fabwire/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const text = encode(L(U4(0), U4(1001), L())); // S6F11: L,3 { DATAID, CEID, reports }
 * const reader = new ItemReader(text);
 * reader.next();
 * reader.enter();
 * reader.skip();
 * assertEquals(reader.number(), 1001); // CEID
 * ```
 *
 * What is no item throws the `DecodeError` of `decode` as soon as it is come upon; the reader is of no use after that.
 */
export class ItemReader {
  /** The bytes read. */
  readonly text: Uint8Array;
  readonly #maxDepth: number;
  readonly #prefix: boolean;
  readonly #pending: number[] = [];
  #left = 1;
  #depth = 0;
  #code = -1;
  #offset = 0;
  #body = 0;
  #length = 0;

  /** Stands before the item; call {@linkcode ItemReader.next} first. */
  constructor(text: Uint8Array, options: ReaderOptions = NO_OPTIONS) {
    this.text = text;
    this.#maxDepth = depthLimit(options);
    this.#prefix = options.prefix ?? false;
  }

  /** Format of the item. */
  get format(): Format {
    return formatOf(this.#code) ?? notOnItem();
  }

  /** Number of elements: of a list, of an array, bytes of `B` and of texts (without the LSH of `W`). */
  get count(): number {
    const code = this.#code;
    if (code < 0) notOnItem();
    if (code === 0o22) return this.#length < 2 ? this.#length : this.#length - 2;
    return this.#length / (SIZE_MASKS[code] + 1);
  }

  /** Offset of the item's format byte; at the end, that of the first byte behind the item. */
  get offset(): number {
    return this.#offset;
  }

  /** Offset of the first byte after the item's header. */
  get bodyOffset(): number {
    return this.#body;
  }

  /** The length in the item's header: elements of a list, bytes of anything else. */
  get length(): number {
    return this.#length;
  }

  /** How many length bytes the item's header has. */
  get lengthBytes(): LengthBytes {
    return (this.#body - this.#offset - 1) as LengthBytes;
  }

  /** Number of lists around the item. */
  get depth(): number {
    return this.#depth;
  }

  /** Moves on: into the list it stands on, otherwise behind the item. False at the end. */
  next(): boolean {
    if (this.#code !== 0 || this.#length === 0) return this.#after(this.#behindLeaf());
    this.#pending.push(this.#left);
    this.#left = this.#length;
    this.#depth++;
    return this.#after(this.#body);
  }

  /** Moves on behind the item, with all it contains. False at the end. */
  skip(): boolean {
    if (this.#code !== 0 || this.#length === 0) return this.#after(this.#behindLeaf());
    const levels = this.#maxDepth - this.#depth - 1;
    return this.#after(skipItems(this.text, this.#body, this.#length, levels, NO_LIMIT));
  }

  /**
   * Moves to the first element of the list it stands on; false, without moving, when there is none. Throws a
   * `TypeError` when the item is no list, or has not `count` elements where that is given.
   */
  enter(count?: number): boolean {
    if (this.#code !== 0 || (count !== undefined && count !== this.#length)) {
      throw this.#mismatch(count === undefined ? "L" : `L [${count}]`);
    }
    return this.#length > 0 && this.next();
  }

  /**
   * An element of a number, `B` or `BOOLEAN` (0 or 1). Throws a `TypeError` for other formats and for 64-bit integers
   * beyond ±(2⁵³ − 1), a `RangeError` where there is no such element.
   */
  number(index = 0): number {
    const { text } = this;
    switch (this.#code) {
      case 0o10:
      case 0o51:
        return text[this.#element(index, 1)];
      case 0o11:
        return text[this.#element(index, 1)] === 0 ? 0 : 1;
      case 0o31:
        return n.i1At(text, this.#element(index, 1));
      case 0o32:
        return n.i2At(text, this.#element(index, 2));
      case 0o34:
        return n.i4At(text, this.#element(index, 4));
      case 0o40:
        return n.f8At(text, this.#element(index, 8));
      case 0o44:
        return n.f4At(text, this.#element(index, 4));
      case 0o52:
        return n.u2At(text, this.#element(index, 2));
      case 0o54:
        return n.u4At(text, this.#element(index, 4));
      case 0o30:
      case 0o50:
        return this.#safe(this.bigint(index));
    }
    throw this.#mismatch("a number");
  }

  /** An element of an integer format. Throws as {@linkcode ItemReader.number} does. */
  bigint(index = 0): bigint {
    if (this.#code === 0o30) return n.i8At(this.text, this.#element(index, 8));
    if (this.#code === 0o50) return n.u8At(this.text, this.#element(index, 8));
    if (this.#code === 0o40 || this.#code === 0o44) throw this.#mismatch("an integer");
    return BigInt(this.number(index));
  }

  /** An element of `BOOLEAN`. */
  boolean(index = 0): boolean {
    if (this.#code !== 0o11) throw this.#mismatch("BOOLEAN");
    return this.text[this.#element(index, 1)] !== 0;
  }

  /** The text of `A`, `J` or `W` (without its LSH), one character per byte. */
  string(): string {
    const code = this.#code;
    if (code !== 0o20 && code !== 0o21 && code !== 0o22) throw this.#mismatch("A, J or W");
    const skipped = code === 0o22 && this.#length >= 2 ? 2 : 0;
    return latin1(this.text, this.#body + skipped, this.#length - skipped);
  }

  /** The LSH of `W`, or `undefined` when it is too short to have one. */
  encoding(): number | undefined {
    if (this.#code !== 0o22) throw this.#mismatch("W");
    return this.#length < 2 ? undefined : n.u2At(this.text, this.#body);
  }

  /** The bytes after the header of any item but a list, as a view. */
  bytes(): Uint8Array {
    if (this.#code === 0) throw this.#mismatch("anything but a list");
    return view(this.text, this.#body, this.#length);
  }

  /** Builds the item, with all it contains. */
  item(): Item {
    if (this.#code < 0) notOnItem();
    return decodeAt(this.text, this.#offset, { depth: this.#maxDepth, bytes: Infinity }, this.#depth).item;
  }

  #behindLeaf(): number {
    return this.#code === 0 ? this.#body : this.#body + this.#length;
  }

  /** Stands on the item at `position`, which is the next of the innermost list that has any left. */
  #after(position: number): boolean {
    while (this.#left === 0) {
      if (this.#depth === 0) return this.#finish(position);
      this.#depth--;
      this.#left = this.#pending.pop()!;
    }
    this.#left--;
    this.#readHeader(position);
    return true;
  }

  #finish(position: number): false {
    this.#offset = this.#body = position;
    this.#length = 0;
    this.#code = -1;
    if (!this.#prefix && position !== this.text.length) {
      throw new DecodeError("bytes after the item", position);
    }
    return false;
  }

  #readHeader(position: number): void {
    const { text } = this;
    if (position >= text.length) throw headerError(text, position);
    const code = text[position] >> 2;
    const lengthBytes = text[position] & 3;
    const body = position + 1 + lengthBytes;
    if (lengthBytes === 0 || body > text.length) throw headerError(text, position);
    const length = lengthBytes === 1 ? text[position + 1] : readLength(text, position);
    const mask = SIZE_MASKS[code];
    const room = code === 0 ? (text.length - body) >> 1 : text.length - body;
    if (length > room || (length & mask) !== 0 || mask < 0) throw headerError(text, position);
    if (code === 0 && this.#depth === this.#maxDepth) throw new DecodeError("nested too deep", position);
    this.#code = code;
    this.#offset = position;
    this.#body = body;
    this.#length = length;
  }

  /** Where an element begins. */
  #element(index: number, size: number): number {
    const at = index * size;
    if (!(at >= 0 && at + size <= this.#length) || !Number.isInteger(index)) {
      throw new RangeError(`Cannot read element ${index} of ${this.#found()}: there is none`);
    }
    return this.#body + at;
  }

  #safe(value: bigint): number {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw new TypeError(`Cannot read ${this.#found()} as a number: ${value} needs bigint`);
  }

  #mismatch(expected: string): TypeError {
    return new TypeError(`Cannot read the item: expected ${expected}, found ${this.#found()}`);
  }

  #found(): string {
    return `${this.format} [${this.count}] at offset ${this.#offset}`;
  }
}

function notOnItem(): never {
  throw new Error("Cannot read an item: the reader stands before the first or behind the last");
}
