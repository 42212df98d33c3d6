// What every text codec is.

/** Turns bytes into text and back. `encode` throws a `RangeError` for a character that has no bytes. */
export interface TextCodec {
  /** Bytes to text. */
  decode(bytes: Uint8Array): string;
  /** Text to bytes. */
  encode(text: string): Uint8Array;
}
