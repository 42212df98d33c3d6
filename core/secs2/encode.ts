// Items to bytes: fresh ones, a caller's, or those of a writer that is used again and again.
import type { Item } from "./item.ts";
import { FixedSink, FULL, GrowingSink, type Sink } from "./sink.ts";
import { explain, measureItem, writeItems } from "./write.ts";

/** How to encode. */
export interface EncodeOptions {
  /** Refuses characters above U+007F in `A`. */
  readonly ascii?: boolean;
}

const NO_OPTIONS: EncodeOptions = {};

/** Above this size an item is measured first, and its bytes are allocated exactly. */
const MEASURED = 64 * 1024;

const scratch = /* @__PURE__ */ new GrowingSink(1024, MEASURED);

/**
 * Encodes an item with the fewest length bytes, into bytes that are nobody else's. Throws a `RangeError` or a
 * `TypeError` that names the place.
 *
 * ```ts
 * import { A, encode, hex, L, U1 } from "@fabwire/hsms";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * assertEquals(hex(encode(L(A("ABC"), U1(7)))), "01:02:41:03:41:42:43:a5:01:07");
 * const wrong = L({ format: "U1", value: 256 });
 * assertThrows(() => encode(wrong), RangeError, "Cannot encode L[0].U1: 256 is outside 0 to 255");
 * ```
 */
export function encode(item: Item, options: EncodeOptions = NO_OPTIONS): Uint8Array<ArrayBuffer> {
  const length = write(scratch, item, 0, options);
  if (length >= 0) return scratch.bytes.slice(0, length);
  const bytes = new Uint8Array(byteLength(item));
  write(new FixedSink(bytes), item, 0, options);
  return bytes;
}

/**
 * Encodes an item into a target from an offset on, and returns how many bytes it took. Throws a `RangeError` when it
 * does not fit, and then the target holds part of it.
 */
export function encodeInto(
  item: Item,
  target: Uint8Array,
  offset = 0,
  options: EncodeOptions = NO_OPTIONS,
): number {
  if (!(offset >= 0 && offset <= target.length) || !Number.isInteger(offset)) {
    throw new RangeError(`Cannot encode at ${offset}: the target has ${target.length} bytes`);
  }
  const end = write(new FixedSink(target), item, offset, options);
  if (end >= 0) return end - offset;
  throw new RangeError(
    `Cannot encode ${byteLength(item)} bytes: the target has ${target.length - offset} left`,
  );
}

/** How many bytes an item takes when encoded. */
export function byteLength(item: Item): number {
  try {
    return measureItem(item, 0);
  } catch {
    throw explain(item, false);
  }
}

/** Encodes one item after the other into the same memory, which grows to the largest of them and is kept. */
export class ItemWriter {
  readonly #sink: GrowingSink;
  readonly #options: EncodeOptions;

  /** Begins with `size` bytes of memory; 1024 when absent. */
  constructor(size = 1024, options: EncodeOptions = NO_OPTIONS) {
    this.#sink = new GrowingSink(size, Infinity);
    this.#options = options;
  }

  /** Encodes an item; the result is a view that is good until the next call. Throws as {@linkcode encode} does. */
  encode(item: Item): Uint8Array<ArrayBuffer> {
    const length = write(this.#sink, item, 0, this.#options);
    return new Uint8Array(this.#sink.bytes.buffer, 0, length);
  }
}

/** Where the item ends; −1 when the sink is full. */
function write(sink: Sink, item: Item, at: number, options: EncodeOptions): number {
  sink.ascii = options.ascii ?? false;
  try {
    return writeItems(sink, [item], at, 0);
  } catch (error) {
    if (error === FULL) return -1;
    throw explain(item, sink.ascii);
  }
}
