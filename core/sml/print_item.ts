// One item with all it contains, straight from a reader: a line for every item, in chunks.
import type { ItemReader } from "../secs2/reader.ts";
import type { Ink } from "./ink.ts";
import { elided, putLeaf, putOpening } from "./print_leaf.ts";
import type { Style } from "./print_style.ts";

/** Prints the item that the reader stands before; yields whenever a chunk is full. */
export function* itemChunks(ink: Ink, reader: ItemReader, style: Style): Generator<string, void, void> {
  const { elements } = style;
  const shown: number[] = []; // by level: elements shown of the list that is open there
  const counts: number[] = []; // by level: how many elements that list has
  let level = 0;
  let first = true;
  for (let more = reader.next(); more;) {
    for (; level > reader.depth; level--) {
      if (ink.full) yield ink.take();
      closeList(ink, level - 1, style);
    }
    if (ink.full) yield ink.take();
    if (level > 0 && ++shown[level - 1] > elements) {
      if (shown[level - 1] === elements + 1) elidedLine(ink, level, counts[level - 1] - elements, style);
      more = reader.skip();
      continue;
    }
    if (!first) newLine(ink, level, style);
    first = false;
    const code = reader.text[reader.offset] >> 2;
    if (code !== 0) {
      for (let i = 0; (i = putLeaf(ink, reader, code, i, style)) >= 0;) yield ink.take();
    } else if (openList(ink, reader, level, style)) {
      shown[level] = 0;
      counts[level++] = reader.length;
    }
    more = reader.next();
  }
  while (level > 0) {
    if (ink.full) yield ink.take();
    closeList(ink, --level, style);
  }
}

function newLine(ink: Ink, level: number, { oneLine, indent }: Style): void {
  ink.code(oneLine ? 0x20 : 0x0a);
  if (!oneLine) ink.spaces(level * indent);
}

function elidedLine(ink: Ink, level: number, count: number, style: Style): void {
  newLine(ink, level, style);
  ink.string(elided(count));
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
