// Small writes become one.

/** From this many bytes on, written bytes do not wait for the end of the turn, and are not copied. */
export const WRITE_AT_ONCE: number = 64 * 1024;

/** Both as one, or `undefined` when that would be too long to copy. Adjoining regions of one buffer are not copied. */
export function joined(a: Uint8Array, b: Uint8Array): Uint8Array | undefined {
  const length = a.length + b.length;
  if (a.buffer === b.buffer && a.byteOffset + a.length === b.byteOffset) {
    return new Uint8Array(a.buffer, a.byteOffset, length);
  }
  if (length >= WRITE_AT_ONCE) return undefined;
  const bytes = new Uint8Array(length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
