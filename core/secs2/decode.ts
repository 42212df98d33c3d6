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
  readonly item: Item;
  /** Bytes consumed. */
  readonly length: number;
}

/** What a decoder has left, and where it stands after a list. */
interface Progress {
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
  const progress: Progress = { position: offset, items, lengthBytes };
  const [item] = readItems(progress, bytes, offset, 1, depth - above);
  return { item, length: progress.position - offset };
}

/** Decodes `count` items from `position`, with `depth` more levels of lists allowed. */
function readItems(
  progress: Progress,
  bytes: Uint8Array,
  position: number,
  count: number,
  depth: number,
): Item[] {
  if ((progress.items -= count) < 0) throw new DecodeError("too many items", position);
  const items = new Array<Item>(count);
  const end = bytes.length;
  for (let i = 0; i < count; i++) {
    if (position >= end) throw headerError(bytes, position);
    const code = bytes[position] >> 2;
    const lengthBytes = bytes[position] & 3;
    const body = position + 1 + lengthBytes;
    if (lengthBytes === 0 || body > end) throw headerError(bytes, position);
    const length = lengthBytes === 1 ? bytes[position + 1] : readLength(bytes, position);
    let item: Item | undefined;
    if (code === 0) {
      if (length > (end - body) >> 1) throw headerError(bytes, position);
      if (depth === 0) throw new DecodeError("nested too deep", position);
      progress.position = body;
      item = { format: "L", value: readItems(progress, bytes, body, length, depth - 1) };
      position = progress.position;
    } else {
      if (length > end - body || (length & SIZE_MASKS[code]) !== 0) throw headerError(bytes, position);
      switch (code) {
        case 0o10:
          item = { format: "B", value: n.binary(bytes, body, length) };
          break;
        case 0o11:
          item = {
            format: "BOOLEAN",
            value: length === 1 ? bytes[body] !== 0 : n.booleans(bytes, body, length),
          };
          break;
        case 0o20:
          item = { format: "A", value: latin1(bytes, body, length) };
          break;
        case 0o21:
          item = { format: "J", value: latin1(bytes, body, length) };
          break;
        case 0o22:
          item = localized(bytes, body, length);
          break;
        case 0o30:
          item = { format: "I8", value: length === 8 ? n.i8(bytes, body) : n.i8s(bytes, body, length) };
          break;
        case 0o31:
          item = { format: "I1", value: length === 1 ? n.i1(bytes, body) : n.i1s(bytes, body, length) };
          break;
        case 0o32:
          item = { format: "I2", value: length === 2 ? n.i2(bytes, body) : n.i2s(bytes, body, length) };
          break;
        case 0o34:
          item = { format: "I4", value: length === 4 ? n.i4(bytes, body) : n.i4s(bytes, body, length) };
          break;
        case 0o40:
          item = { format: "F8", value: length === 8 ? n.f8(bytes, body) : n.f8s(bytes, body, length) };
          break;
        case 0o44:
          item = { format: "F4", value: length === 4 ? n.f4(bytes, body) : n.f4s(bytes, body, length) };
          break;
        case 0o50:
          item = { format: "U8", value: length === 8 ? n.u8(bytes, body) : n.u8s(bytes, body, length) };
          break;
        case 0o51:
          item = { format: "U1", value: length === 1 ? bytes[body] : n.u1s(bytes, body, length) };
          break;
        case 0o52:
          item = { format: "U2", value: length === 2 ? n.u2(bytes, body) : n.u2s(bytes, body, length) };
          break;
        case 0o54:
          item = { format: "U4", value: length === 4 ? n.u4(bytes, body) : n.u4s(bytes, body, length) };
          break;
      }

      if (item === undefined) throw headerError(bytes, position);
      position = body + length;
    }
    const keep = lengthBytes > 1 && progress.lengthBytes && length >> (8 * (lengthBytes - 1)) === 0;
    items[i] = keep ? { ...item, lengthBytes: lengthBytes as LengthBytes } : item;
  }
  progress.position = position;
  return items;
}

function localized(bytes: Uint8Array, at: number, length: number): Item {
  if (length < 2) return { format: "W", value: latin1(bytes, at, length) };
  return { format: "W", encoding: n.u2(bytes, at), value: latin1(bytes, at + 2, length - 2) };
}
