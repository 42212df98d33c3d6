// Bytes to items. One loop per list with its cursor in local variables; recursion for lists alone, within the depth limit.
import { DecodeError, headerError, readLength } from "./decode_error.ts";
import { SIZE_MASKS } from "./format.ts";
import type { Item, LengthBytes } from "./item.ts";

import { latin1 } from "./latin1.ts";
import { DEFAULT_LIMITS, depthLimit, type Limits } from "./limits.ts";
import * as n from "./numbers.ts";

/** How to decode. */
export interface DecodeOptions extends Limits {
  /** Remembers the length bytes of items that have more than they need, so that they encode to the same bytes. */
  readonly lengthBytes?: boolean;
}

/** An item at the beginning of some bytes, and how many of them it takes. */
export interface Decoded {
  /** The item. */
  readonly item: Item;
  /** Bytes consumed. */
  readonly length: number;
}

/** What a decoder has left, and where it stands after a list. */
interface Progress {
  readonly bytes: Uint8Array;
  position: number;
  items: number;
  readonly lengthBytes: boolean;
}

/**
 * Decodes a text that is exactly one item; throws a {@linkcode DecodeError} when it is not. Large values of bytes
 * (`B`, `U1`, `I1` above 64) are views of `text`.
 *
 * ```ts
 * decode(new Uint8Array([0x41, 3, 0x41, 0x42, 0x43])); // { format: "A", value: "ABC" }
 * ```
 */
export function decode(text: Uint8Array, options: DecodeOptions = DEFAULT_LIMITS): Item {
  const { item, length } = decodePrefix(text, options);
  if (length !== text.length) throw new DecodeError("bytes after the item", length);
  return item;
}

/** Decodes the item that `bytes` begin with, whatever follows it, and says how many bytes it takes. */
export function decodePrefix(bytes: Uint8Array, options: DecodeOptions = DEFAULT_LIMITS): Decoded {
  return decodeAt(bytes, 0, options);
}

/** The same from an offset, `above` levels of lists down. */
export function decodeAt(bytes: Uint8Array, offset: number, options: DecodeOptions, above = 0): Decoded {
  const depth = options === DEFAULT_LIMITS ? DEFAULT_LIMITS.depth : depthLimit(options);
  const { items = DEFAULT_LIMITS.items, bytes: most = DEFAULT_LIMITS.bytes, lengthBytes = false } = options;
  if (bytes.length > most) throw new DecodeError("text too long", most);
  if (items < 1) throw new DecodeError("too many items", offset);
  const progress: Progress = { bytes, position: offset, items: items - 1, lengthBytes };
  const [item] = readItems(progress, offset, 1, depth - above);
  return { item, length: progress.position - offset };
}

/**
 * Decodes `count` items from `position`, with `depth` more levels of lists allowed. The formats are told apart within
 * the loop, the most frequent first, and its cursor is a local variable: the calls and fields this saves are a third.
 */
function readItems(progress: Progress, position: number, count: number, depth: number): Item[] {
  const items = new Array<Item>(count);
  const { bytes } = progress;
  const end = bytes.length;
  for (let i = 0; i < count; i++) {
    if (position >= end) throw headerError(bytes, position);
    const code = bytes[position] >> 2;
    const lengthBytes = bytes[position] & 3;
    const at = position + 1 + lengthBytes;
    if (lengthBytes === 0 || at > end) throw headerError(bytes, position);
    const length = lengthBytes === 1 ? bytes[position + 1] : readLength(bytes, position);
    const most = code === 0 ? (end - at) >> 1 : end - at;
    if (length > most || (length & SIZE_MASKS[code]) !== 0) throw headerError(bytes, position);
    let item: Item;
    if (code === 0o20) item = { format: "A", value: latin1(bytes, at, length) };
    else if (code === 0) {
      if (depth === 0) throw new DecodeError("nested too deep", position);
      if ((progress.items -= length) < 0) throw new DecodeError("too many items", position);
      item = { format: "L", value: readItems(progress, at, length, depth - 1) };
    } else if (code === 0o54) item = { format: "U4", value: n.u4(bytes, at, length) };
    else if (code === 0o44) item = { format: "F4", value: n.f4(bytes, at, length) };
    else if (code === 0o52) item = { format: "U2", value: n.u2(bytes, at, length) };
    else if (code === 0o51) item = { format: "U1", value: n.u1(bytes, at, length) };
    else if (code === 0o10) item = { format: "B", value: n.binary(bytes, at, length) };
    else if (code === 0o11) item = { format: "BOOLEAN", value: n.boolean(bytes, at, length) };
    else if (code === 0o34) item = { format: "I4", value: n.i4(bytes, at, length) };
    else if (code === 0o32) item = { format: "I2", value: n.i2(bytes, at, length) };
    else if (code === 0o40) item = { format: "F8", value: n.f8(bytes, at, length) };
    else if (code === 0o50) item = { format: "U8", value: n.u8(bytes, at, length) };
    else if (code === 0o30) item = { format: "I8", value: n.i8(bytes, at, length) };
    else if (code === 0o31) item = { format: "I1", value: n.i1(bytes, at, length) };
    else if (code === 0o21) item = { format: "J", value: latin1(bytes, at, length) };
    else if (code === 0o22) item = localized(bytes, at, length);
    else throw headerError(bytes, position);
    position = code === 0 ? progress.position : at + length;
    items[i] = lengthBytes === 1 ? item : kept(progress, item, lengthBytes, length);
  }
  progress.position = position;
  return items;
}

function kept(progress: Progress, item: Item, lengthBytes: number, length: number): Item {
  const needed = length >> (8 * (lengthBytes - 1)) !== 0;
  return needed || !progress.lengthBytes ? item : { ...item, lengthBytes: lengthBytes as LengthBytes };
}

function localized(bytes: Uint8Array, at: number, length: number): Item {
  if (length < 2) return { format: "W", value: latin1(bytes, at, length) };
  return { format: "W", encoding: n.u2At(bytes, at), value: latin1(bytes, at + 2, length - 2) };
}
