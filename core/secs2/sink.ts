// Where items are written to: bytes that grow as needed, or a fixed number of them.
import { formatOf, MAX_LENGTH } from "./format.ts";
import { Misfit } from "./ranges.ts";

/** The target of a write. `bytes` may be replaced whenever room is asked for. */
export interface Sink {
  bytes: Uint8Array;
  /** Whether `A` must be 7-bit. */
  ascii: boolean;
  /** Whether misfits get the path to their place, which costs time. */
  explains: boolean;
  /** Makes `bytes` at least `size` long, or throws. */
  grow(size: number): void;
}

/** The bytes to write to, with room for `size` of them at `at`. */
export function room(sink: Sink, at: number, size: number): Uint8Array {
  if (at + size > sink.bytes.length) sink.grow(at + size);
  return sink.bytes;
}

/** Writes an item header with the fewest length bytes, makes room for a body of `size` bytes, returns where it begins. */
export function writeHeader(sink: Sink, code: number, length: number, at: number, size: number): number {
  if (length < 0x100) {
    const bytes = room(sink, at, 2 + size);
    bytes[at] = (code << 2) | 1;
    bytes[at + 1] = length;
    return at + 2;
  }
  return writeLongHeader(sink, code, length, at, size);
}

function writeLongHeader(sink: Sink, code: number, length: number, at: number, size: number): number {
  if (length > MAX_LENGTH) throw tooLong(code, length);
  const lengthBytes = length < 0x1_0000 ? 2 : 3;
  const bytes = room(sink, at, 1 + lengthBytes + size);
  bytes[at++] = (code << 2) | lengthBytes;
  if (lengthBytes === 3) bytes[at++] = length >> 16;
  bytes[at++] = length >> 8;
  bytes[at++] = length;
  return at;
}

function tooLong(code: number, length: number): Misfit {
  const unit = code === 0 ? "elements" : "bytes";
  return new Misfit("range", formatOf(code)!, `${length} ${unit} are more than ${MAX_LENGTH}`);
}

/** Thrown by a {@linkcode GrowingSink} that must not grow any more. */
export const FULL: unique symbol = Symbol("full");

/** Bytes that grow geometrically. */
export class GrowingSink implements Sink {
  bytes: Uint8Array<ArrayBuffer>;
  ascii = false;
  explains = false;
  readonly #most: number;

  constructor(size: number, most: number) {
    this.bytes = new Uint8Array(size);
    this.#most = most;
  }

  grow(size: number): void {
    if (size > this.#most) throw FULL;
    const bytes = new Uint8Array(Math.max(size, 2 * this.bytes.length));
    bytes.set(this.bytes);
    this.bytes = bytes;
  }
}

/** Bytes that are as many as they are. */
export class FixedSink implements Sink {
  bytes: Uint8Array;
  ascii = false;
  explains = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  grow(): void {
    throw FULL;
  }
}
