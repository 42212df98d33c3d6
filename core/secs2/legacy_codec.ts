// Codecs for the encodings of East Asia and others that only the platform's TextDecoder knows. There is no TextEncoder
// for them, so encoding inverts what the decoder says of every one- and two-byte sequence.
import { type PlatformDecoder, platformDecoder } from "./platform.ts";
import { codePointName } from "./ranges.ts";
import type { TextCodec } from "./codec.ts";

/** Two-byte sequences that may be encoded to. */
interface Sequences {
  readonly firstLead: number;
  readonly firstTrail: number;
  /** Lead bytes of rows that only repeat characters of other rows. */
  readonly skipped?: readonly number[];
}

const ALL: Sequences = { firstLead: 0x81, firstTrail: 0x40 };

/** What differs, by the platform's name of the encoding, or by ours for a part of one. */
const SEQUENCES: Readonly<Record<string, Sequences>> = /* @__PURE__ */ Object.freeze({
  "shift_jis": { firstLead: 0x81, firstTrail: 0x40, skipped: [0xed, 0xee] },
  "euc-jp": { firstLead: 0x8e, firstTrail: 0xa1 },
  "euc-kr": { firstLead: 0xa1, firstTrail: 0xa1 },
  "euc-cn": { firstLead: 0xa1, firstTrail: 0xa1 },
  "big5": { firstLead: 0xa1, firstTrail: 0x40 },
});

/** Those asked for so far: the table of one takes some 30 ms to make. */
const found = /* @__PURE__ */ new Map<string, TextCodec>();

/** The codec of an encoding by its label, or `undefined` where the platform has no decoder for it. */
export function legacyCodec(label: string): TextCodec | undefined {
  const codec = found.get(label) ?? createCodec(label);
  if (codec !== undefined) found.set(label, codec);
  return codec;
}

function createCodec(label: string): TextCodec | undefined {
  const decoder = platformDecoder(label === "euc-cn" ? "gb18030" : label);
  if (decoder === undefined) return undefined;
  const sequences = SEQUENCES[label] ?? SEQUENCES[decoder.encoding] ?? ALL;
  let table: ReadonlyMap<string, number> | undefined;
  return {
    decode: (bytes) => decoder.decode(bytes),
    encode: (text) => encode(text, table ??= invert(decoder, sequences), label),
  };
}

function encode(
  text: string,
  table: ReadonlyMap<string, number>,
  label: string,
): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const character of text) {
    const sequence = table.get(character);
    if (sequence === undefined) {
      throw new RangeError(`Cannot encode text: ${label} has no ${codePointName(character.codePointAt(0)!)}`);
    }
    if (sequence > 0xff) bytes.push(sequence >> 8);
    bytes.push(sequence & 0xff);
  }
  return Uint8Array.from(bytes);
}

function invert(
  decoder: PlatformDecoder,
  { firstLead, firstTrail, skipped }: Sequences,
): Map<string, number> {
  const table = new Map<string, number>();
  const add = (sequence: number, bytes: Uint8Array) => {
    const character = decoder.decode(bytes);
    const single = character !== "" && character.length === (character.codePointAt(0)! > 0xffff ? 2 : 1);
    if (single && character !== "\ufffd" && !table.has(character)) table.set(character, sequence);
  };
  for (let byte = 0; byte <= 0xff; byte++) add(byte, Uint8Array.of(byte));
  for (let lead = firstLead; lead <= 0xfe; lead++) {
    if (skipped?.includes(lead)) continue;
    for (let trail = firstTrail; trail <= 0xfe; trail++) add((lead << 8) | trail, Uint8Array.of(lead, trail));
  }
  return table;
}
