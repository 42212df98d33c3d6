// SECS-I blocks as they stand on the line: length byte, ten header bytes, up to 244 bytes of text, checksum. E4.

/** The header of a block; all numbers unsigned. */
export interface BlockHeader {
  /** The R-bit: true from equipment to host, false from host to equipment. */
  readonly reverse: boolean;
  /** Device id, 15 bits. */
  readonly device: number;
  /** The W-bit. */
  readonly replyExpected: boolean;
  /** Stream, 7 bits. */
  readonly stream: number;
  /** Function, 8 bits. */
  readonly function: number;
  /** The E-bit: the last block of its message. */
  readonly end: boolean;
  /** Block number, 15 bits: from 1 within a message; a message of one block may have 0 instead. */
  readonly number: number;
  /** System bytes, 32 bits. */
  readonly systemBytes: number;
}

/** A block: its header and its part of the message text. */
export interface Block {
  /** The header, read. */
  readonly header: BlockHeader;
  /** Part of the text, 0 to 244 bytes; a view of what was decoded. */
  readonly data: Uint8Array;
}

/** Why bytes are no block. */
export type BlockFault =
  /** The length byte counts less than a header. */
  | "length below 10"
  /** The length byte is 255. */
  | "length above 254"
  /** Fewer bytes than the length byte announces, and the checksum. */
  | "incomplete"
  /** The checksum is not that of the bytes. */
  | "wrong checksum";

/** Length of a block header in bytes. */
export const BLOCK_HEADER_LENGTH = 10;
/** Most bytes of text in a block. */
export const BLOCK_DATA_LENGTH = 244;
/** Most blocks in a message. */
export const MOST_BLOCKS = 32_767;
/** What a block has beside header and data: the length byte before them and two checksum bytes after. */
export const BLOCK_FRAMING = 3;

/** Whether a length byte can be one: header and data, 10 to 254 bytes. E4. */
export function isBlockLength(length: number): boolean {
  return length >= BLOCK_HEADER_LENGTH && length <= BLOCK_HEADER_LENGTH + BLOCK_DATA_LENGTH;
}

/** The 16-bit sum of the bytes from `start` to `end`: of header and data, without the length byte. E4. */
export function checksumOf(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum += bytes[at];
  return sum & 0xffff;
}

/**
 * Decodes the block whose length byte stands at `offset`, or says why there is none. What follows the checksum is
 * not looked at. E4.
 */
export function decodeBlock(bytes: Uint8Array, offset: number = 0): Block | BlockFault {
  if (offset >= bytes.length) return "incomplete";
  const length = bytes[offset], start = offset + 1, end = start + length;
  if (!isBlockLength(length)) return length < BLOCK_HEADER_LENGTH ? "length below 10" : "length above 254";
  if (end + 2 > bytes.length) return "incomplete";
  if (checksumOf(bytes, start, end) !== ((bytes[end] << 8) | bytes[end + 1])) return "wrong checksum";
  // Not `subarray`: that of a Node Buffer is a Buffer.
  const data = new Uint8Array(
    bytes.buffer,
    bytes.byteOffset + start + BLOCK_HEADER_LENGTH,
    length - BLOCK_HEADER_LENGTH,
  );
  return { header: readBlockHeader(bytes, start), data };
}

/** A whole block, as it goes on the line. Throws `RangeError` when a number does not fit its field, or the data. */
export function encodeBlock(header: BlockHeader, data?: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = data?.length ?? 0, length = BLOCK_HEADER_LENGTH + count;
  if (count > BLOCK_DATA_LENGTH) {
    throw new RangeError(`Cannot encode a block: ${count} bytes of text are more than ${BLOCK_DATA_LENGTH}`);
  }
  const bytes = new Uint8Array(BLOCK_FRAMING + length);
  bytes[0] = length;
  bytes.set(encodeBlockHeader(header), 1);
  if (data !== undefined) bytes.set(data, 1 + BLOCK_HEADER_LENGTH);
  const sum = checksumOf(bytes, 1, 1 + length);
  bytes[1 + length] = sum >>> 8;
  bytes[2 + length] = sum;
  return bytes;
}

/** Reads the ten header bytes that begin at `offset`. Throws `RangeError` when fewer are there. */
export function readBlockHeader(bytes: Uint8Array, offset: number = 0): BlockHeader {
  if (bytes.length - offset < BLOCK_HEADER_LENGTH) {
    const there = Math.max(0, bytes.length - offset);
    throw new RangeError(`Cannot read a block header: ${there} of ${BLOCK_HEADER_LENGTH} bytes`);
  }
  const at = (index: number): number => bytes[offset + index];
  return {
    reverse: at(0) > 0x7f,
    device: ((at(0) & 0x7f) << 8) | at(1),
    replyExpected: at(2) > 0x7f,
    stream: at(2) & 0x7f,
    function: at(3),
    end: at(4) > 0x7f,
    number: ((at(4) & 0x7f) << 8) | at(5),
    systemBytes: ((at(6) << 24) | (at(7) << 16) | (at(8) << 8) | at(9)) >>> 0,
  };
}

/** The ten bytes of a block header. Throws `RangeError` when a number does not fit its field. */
export function encodeBlockHeader(header: BlockHeader): Uint8Array<ArrayBuffer> {
  for (const field of FIELDS) checkField(field, header[field]);
  const { reverse, device, replyExpected, stream, end, number, systemBytes } = header;
  return Uint8Array.of(
    bit(reverse) | (device >>> 8),
    device & 0xff,
    bit(replyExpected) | stream,
    header.function,
    bit(end) | (number >>> 8),
    number & 0xff,
    systemBytes >>> 24,
    (systemBytes >>> 16) & 0xff,
    (systemBytes >>> 8) & 0xff,
    systemBytes & 0xff,
  );
}

const bit = (set: boolean): number => set ? 0x80 : 0;

const FIELDS = ["device", "stream", "function", "number", "systemBytes"] as const;
const BITS = { device: 15, stream: 7, function: 8, number: 15, systemBytes: 32 } as const;

function checkField(field: typeof FIELDS[number], value: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** BITS[field]) {
    throw new RangeError(
      `Cannot encode a block header: ${field} ${value} is not a ${BITS[field]}-bit number`,
    );
  }
}
