// Whether bytes are an item, without building it.
import { DecodeError, headerError, readLength } from "./decode_error.ts";
import { SIZE_MASKS } from "./format.ts";
import { DEFAULT_LIMITS, depthLimit, type Limits, MAX_DEPTH } from "./limits.ts";

/** Elements still to come of each open list; only in use while `skipItems` runs. */
const pending = /* @__PURE__ */ new Int32Array(MAX_DEPTH + 1);

/** Checks that a text is exactly one item, and throws the {@linkcode DecodeError} of `decode` when it is not. */
export function validate(text: Uint8Array, limits: Limits = DEFAULT_LIMITS): void {
  const depth = limits === DEFAULT_LIMITS ? DEFAULT_LIMITS.depth : depthLimit(limits);
  const { items = DEFAULT_LIMITS.items, bytes: most = DEFAULT_LIMITS.bytes } = limits;
  if (text.length > most) throw new DecodeError("text too long", most);
  const end = skipItems(text, 0, 1, depth, items);
  if (end !== text.length) throw new DecodeError("bytes after the item", end);
}

/** Where `count` items from `position` end. At most `depth` levels of lists and `items` items are passed over. */
export function skipItems(
  bytes: Uint8Array,
  position: number,
  count: number,
  depth: number,
  items: number,
): number {
  if (items < count) throw new DecodeError("too many items", position);
  const end = bytes.length;
  let level = 0;
  let left = count;
  let budget = items - count;
  for (;;) {
    while (left === 0) {
      if (level === 0) return position;
      left = pending[--level];
    }
    left--;
    if (position >= end) throw headerError(bytes, position);
    const code = bytes[position] >> 2;
    const lengthBytes = bytes[position] & 3;
    const body = position + 1 + lengthBytes;
    if (lengthBytes === 0 || body > end) throw headerError(bytes, position);
    const length = lengthBytes === 1 ? bytes[position + 1] : readLength(bytes, position);
    if (code === 0) {
      if (length > (end - body) >> 1) throw headerError(bytes, position);
      if (level === depth) throw new DecodeError("nested too deep", position);
      if ((budget -= length) < 0) throw new DecodeError("too many items", position);
      pending[level++] = left;
      left = length;
      position = body;
    } else {
      const mask = SIZE_MASKS[code];
      if (length > end - body || (length & mask) !== 0 || mask < 0) throw headerError(bytes, position);
      position = body + length;
    }
  }
}
