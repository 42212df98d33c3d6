// The holes of a template while it is parsed: each is noted at the item it stands in, and the item is built without it.
import type { Item } from "../secs2/item.ts";
import { Fault } from "./syntax_error.ts";

/** What stands in the text of a template where a value goes. */
export const HOLE = 0xfffc;

/** A hole, and before which element of its item the value goes. */
export interface Splice {
  readonly at: number;
  readonly hole: number;
}

/** The size that an item was given. */
export interface Size {
  readonly sizeAt: number;
  readonly least: number;
  readonly most: number;
  readonly lengthBytes: number;
}

/** The holes of a template. */
export class Holes {
  /** By item: the holes in it. */
  readonly of: Map<Item, readonly Splice[]> = new Map();
  /** By item with holes: the size that stands beside them, if one does. */
  readonly sizes: Map<Item, Size> = new Map();
  /** The hole that is the item of the message, if one is. */
  body: number | undefined;
  readonly #offsets: ReadonlyMap<number, number>;
  #open: Splice[] = [];

  constructor(offsets: readonly number[]) {
    this.#offsets = new Map(offsets.map((offset, i) => [offset, i]));
  }

  /** The number of the hole at a place of the text, from 0, or `undefined` if that is none. */
  at(offset: number): number | undefined {
    return this.#offsets.get(offset);
  }

  /** Notes a hole in the item that is being read, before its element `count`; false if there is none. */
  note(offset: number, count: number): boolean {
    const hole = this.at(offset);
    if (hole === undefined) return false;
    this.#open.push({ at: count, hole });
    return true;
  }

  /** Gives the holes noted since `begin` to the item that has now been read, and its size. */
  end(item: Item, outer: Splice[], size?: Size): void {
    if (this.any) {
      this.of.set(item, this.#open);
      if (size !== undefined) this.sizes.set(item, size);
    }
    this.#open = outer;
  }

  /** Begins an item; returns the holes of the one around it, for `end`. */
  begin(): Splice[] {
    const outer = this.#open;
    this.#open = [];
    return outer;
  }

  /** Whether the item being read has a hole. */
  get any(): boolean {
    return this.#open.length > 0;
  }

  /** Where a hole is that stands for nothing, or `undefined`. */
  stray(): number | undefined {
    const noted = new Set([...this.of.values()].flat().map(({ hole }) => hole)).add(this.body ?? -1);
    return [...this.#offsets].find(([, hole]) => !noted.has(hole))?.[0];
  }

  /** Throws if there is a hole in a part of the text where none can be. */
  refuse(from: number, to: number): void {
    for (const [offset, hole] of this.#offsets) {
      if (offset >= from && offset < to) {
        throw new Fault(offset, `hole ${hole + 1} stands inside of quotes, put it outside of them`);
      }
    }
  }
}
