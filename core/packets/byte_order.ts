// Numbers in either byte order: captures are written in that of the machine that made them.

/** Reads numbers of one byte order. */
export interface ByteOrder {
  readonly littleEndian: boolean;
  u16(bytes: Uint8Array, at: number): number;
  u32(bytes: Uint8Array, at: number): number;
}

/** Least significant byte first. */
export const LITTLE_ENDIAN: ByteOrder = {
  littleEndian: true,
  u16: (bytes, at) => bytes[at] | (bytes[at + 1] << 8),
  u32: (bytes, at) =>
    (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0,
};

/** Most significant byte first, as everything on the network. */
export const BIG_ENDIAN: ByteOrder = {
  littleEndian: false,
  u16: (bytes, at) => (bytes[at] << 8) | bytes[at + 1],
  u32: (bytes, at) =>
    ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0,
};
