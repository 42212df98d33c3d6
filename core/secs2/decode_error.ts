// Why bytes are not an item, and where.
import { formatOf, SIZE_MASKS } from "./format.ts";

/** Why bytes are not an item. */
export type DecodeFault =
  /** There are no bytes at all: a header-only message has no item. */
  | "no item"
  /** A format code that E5 does not define. */
  | "unknown format code"
  /** A format byte that announces no length bytes. */
  | "no length bytes"
  /** The bytes end inside an item, or where an element of a list is due. */
  | "truncated item"
  /** A list that claims more elements than the bytes left can hold. */
  | "list too long"
  /** A length that is no multiple of the element size. */
  | "length not a multiple of the element size"
  /** Something follows the item. */
  | "bytes after the item"
  /** Lists are nested deeper than the limit. */
  | "nested too deep"
  /** More items than the limit. */
  | "too many items"
  /** More bytes than the limit. */
  | "text too long";

/** Thrown for bytes that are no item. */
export class DecodeError extends Error {
  /** `"DecodeError"`. */
  override readonly name = "DecodeError";
  /** What is wrong. */
  readonly fault: DecodeFault;
  /** Where: offset of the header of the item at fault, or of the first byte too many. */
  readonly offset: number;

  /** Says what is wrong and where. */
  constructor(fault: DecodeFault, offset: number) {
    super(`Cannot decode the item at offset ${offset}: ${fault}`);
    this.fault = fault;
    this.offset = offset;
  }
}

/** Finds out what is wrong with the item header at `offset`, which a fast path has refused. */
export function headerError(bytes: Uint8Array, offset: number): DecodeError {
  return new DecodeError(headerFault(bytes, offset), offset);
}

function headerFault(bytes: Uint8Array, offset: number): DecodeFault {
  if (bytes.length === 0) return "no item";
  if (offset >= bytes.length) return "truncated item";
  const code = bytes[offset] >> 2;
  const lengthBytes = bytes[offset] & 3;
  if (formatOf(code) === undefined) return "unknown format code";
  if (lengthBytes === 0) return "no length bytes";
  const body = offset + 1 + lengthBytes;
  if (body > bytes.length) return "truncated item";
  const length = readLength(bytes, offset);
  if (code === 0) return "list too long";
  if (length > bytes.length - body) return "truncated item";
  if ((length & SIZE_MASKS[code]) !== 0) return "length not a multiple of the element size";
  throw new Error(`Cannot explain the item at offset ${offset}: its header is right`);
}

/** The length in the header at `offset`: elements of a list, bytes of anything else. */
export function readLength(bytes: Uint8Array, offset: number): number {
  let length = 0;
  for (let i = 1; i <= (bytes[offset] & 3); i++) length = (length << 8) | bytes[offset + i];
  return length;
}
