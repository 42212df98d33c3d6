// Pieces of bytes put together, at once or one after the other, and none at all.

/** No bytes. */
export const NO_BYTES: Uint8Array<ArrayBuffer> = /* @__PURE__ */ new Uint8Array(0);

/** The pieces as one; a single one is not copied. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The first `length` bytes of a buffer with a piece behind them: in place, or in a larger buffer where need be. */
export function appended(buffer: Uint8Array, length: number, piece: Uint8Array): Uint8Array {
  const needed = length + piece.length;
  const bytes = needed > buffer.length ? new Uint8Array(Math.max(1024, 2 * needed)) : buffer;
  if (bytes !== buffer) bytes.set(buffer.subarray(0, length));
  bytes.set(piece, length);
  return bytes;
}
