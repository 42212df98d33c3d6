// One item with all it contains, straight from a reader: a line for every item, as far as a chunk has room.
import type { ItemReader } from "../secs2/reader.ts";
import type { Ink } from "./ink.ts";
import { elided, putLeaf, putOpening } from "./print_leaf.ts";
import type { Style } from "./print_style.ts";

/** Prints the item that a reader stands before, a chunk at a time. */
export class ItemPrinter {
  readonly #reader: ItemReader;
  readonly #style: Style;
  /** By level: how many elements the list that is open there has, and how many of them are printed. */
  readonly #counts: number[] = [];
  readonly #shown: number[] = [];
  #level = 0;
  #more: boolean;
  #begun = false;
  /** The element to go on with of an item that did not fit the chunk, or −1. */
  #element = -1;

  constructor(reader: ItemReader, style: Style) {
    this.#reader = reader;
    this.#style = style;
    this.#more = reader.next();
  }

  /** Prints until the chunk is full; true at the end of the item. */
  fill(ink: Ink): boolean {
    const reader = this.#reader;
    while (!ink.full) {
      if (this.#element >= 0) this.#printLeaf(ink);
      else if (this.#level > reader.depth) closeList(ink, --this.#level, this.#style);
      else if (!this.#more) return true;
      else this.#printItem(ink);
    }
    return false;
  }

  #printItem(ink: Ink): void {
    const reader = this.#reader;
    const style = this.#style;
    const level = this.#level;
    if (level > 0 && ++this.#shown[level - 1] > style.elements) return this.#skipItem(ink);
    if (this.#begun) newLine(ink, level, style);
    this.#begun = true;
    if (reader.text[reader.offset] >> 2 !== 0) {
      this.#element = 0;
      return this.#printLeaf(ink);
    }
    if (openList(ink, reader, level, style)) {
      this.#shown[level] = 0;
      this.#counts[level] = reader.length;
      this.#level++;
    }
    this.#more = reader.next();
  }

  #printLeaf(ink: Ink): void {
    const reader = this.#reader;
    this.#element = putLeaf(ink, reader, reader.text[reader.offset] >> 2, this.#element, this.#style);
    if (this.#element < 0) this.#more = reader.next();
  }

  /** Passes over an item beyond those to be shown; the first of them says how many there are. */
  #skipItem(ink: Ink): void {
    const level = this.#level;
    const { elements } = this.#style;
    if (this.#shown[level - 1] === elements + 1) {
      newLine(ink, level, this.#style);
      ink.string(elided(this.#counts[level - 1] - elements));
    }
    this.#more = this.#reader.skip();
  }
}

function newLine(ink: Ink, level: number, { oneLine, indent }: Style): void {
  ink.code(oneLine ? 0x20 : 0x0a);
  if (!oneLine) ink.spaces(level * indent);
}

/** Begins a list; false if it is empty and complete. */
function openList(ink: Ink, reader: ItemReader, level: number, style: Style): boolean {
  const { profile, oneLine } = style;
  putOpening(ink, reader, 0, reader.length, style);
  if (reader.length > 0) return true;
  if (profile.emptyListLines && !oneLine) newLine(ink, level, style);
  ink.ascii(profile.emptyListLines && !oneLine ? ">" : profile.close);
  return false;
}

function closeList(ink: Ink, level: number, style: Style): void {
  if (!style.oneLine) {
    newLine(ink, level, style);
    ink.code(0x3e);
  } else ink.ascii(style.profile.close);
}
