// Encodings of text in A, J and W: codecs between bytes and text. Nothing here is global; a codec is given where it is used.
import { latin1, latin1Bytes } from "./latin1.ts";
import type { TextCodec } from "./codec.ts";
import { legacyCodec } from "./legacy_codec.ts";
import { codePointName, strayCharacter } from "./ranges.ts";
import { decodeUcs2, decodeUtf8, encodeUcs2, encodeUtf8 } from "./unicode.ts";

/** One character per byte, U+0000 to U+00FF: ISO 8859-1 with all its control characters. What `A` has by default. */
export const LATIN1: TextCodec = /* @__PURE__ */ Object.freeze({
  decode: (bytes: Uint8Array) => latin1(bytes, 0, bytes.length),
  encode: (text: string) => narrow(text, 0xff),
});

/** Seven bits, ISO 646; decodes every byte. */
export const ASCII: TextCodec = /* @__PURE__ */ Object.freeze({
  decode: LATIN1.decode,
  encode: (text: string) => narrow(text, 0x7f),
});

/**
 * JIS-8 (JIS X 0201): ASCII with ¥ and ‾, and half-width katakana. Bytes it leaves undefined stay what they are in
 * Latin-1, and `\` and `~` encode to the bytes of ¥ and ‾.
 */
export const JIS8: TextCodec = /* @__PURE__ */ Object.freeze({
  decode: (bytes: Uint8Array) => Array.from(bytes, fromJis8).join(""),
  encode: (text: string) => Uint8Array.from(Array.from(text, toJis8)),
});

/** UTF-8; what is not decodes to U+FFFD. */
export const UTF8: TextCodec = /* @__PURE__ */ Object.freeze({ decode: decodeUtf8, encode: encodeUtf8 });

/** UCS-2, big-endian; surrogate pairs pass as they are, an odd last byte decodes to U+FFFD. */
export const UCS2: TextCodec = /* @__PURE__ */ Object.freeze({ decode: decodeUcs2, encode: encodeUcs2 });

const PORTABLE: Readonly<Record<string, TextCodec>> = /* @__PURE__ */ Object.freeze({
  "utf-8": UTF8,
  "utf-16be": UCS2,
  "iso-8859-1": LATIN1,
  "latin1": LATIN1,
  "us-ascii": ASCII,
  "jis-8": JIS8,
});

/** Encodings by localized string header; E5, those that have a codec. */
const BY_LSH: readonly (string | undefined)[] = /* @__PURE__ */ Object.freeze([
  undefined,
  "utf-16be",
  "utf-8",
  "us-ascii",
  "iso-8859-1",
  "windows-874",
  "windows-874",
  undefined,
  "shift_jis",
  "euc-jp",
  "euc-kr",
  "gb18030",
  "euc-cn",
  "big5",
]);

/**
 * The codec of an encoding by its label: `"utf-8"`, `"shift_jis"`, `"gbk"`, `"euc-kr"`, `"big5"` … Beyond Unicode,
 * Latin-1, ASCII and JIS-8 the platform must have a `TextDecoder` for it. Throws a `RangeError` where there is none.
 */
export function textCodec(label: string): TextCodec {
  const name = label.toLowerCase();
  const codec = PORTABLE[name] ?? legacyCodec(name);
  if (codec === undefined) throw new RangeError(`Cannot find a text codec: "${label}" is not known here`);
  return codec;
}

/** The codec of a localized string by its LSH (E5). Throws a `RangeError` where there is none. */
export function localizedCodec(encoding: number): TextCodec {
  const label = BY_LSH[encoding];
  if (label === undefined) {
    throw new RangeError(`Cannot find a text codec: localized encoding ${encoding} has none`);
  }
  return textCodec(label);
}

/** Text without the NULs and spaces that some equipment pads it with. */
export function trimPadding(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 0 || text.charCodeAt(end - 1) === 0x20)) end--;
  return text.slice(0, end);
}

function narrow(text: string, most: number): Uint8Array<ArrayBuffer> {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > most) throw new RangeError(`Cannot encode text: ${strayCharacter(text, most)}`);
  }
  return latin1Bytes(text);
}

function fromJis8(byte: number): string {
  if (byte === 0x5c) return "\u00a5";
  if (byte === 0x7e) return "\u203e";
  return String.fromCharCode(byte >= 0xa1 && byte <= 0xdf ? byte + 0xfec0 : byte);
}

function toJis8(character: string): number {
  const point = character.codePointAt(0)!;
  if (point === 0xa5) return 0x5c;
  if (point === 0x203e) return 0x7e;
  if (point >= 0xff61 && point <= 0xff9f) return point - 0xfec0;
  if (point <= 0xa0 || (point >= 0xe0 && point <= 0xff)) return point;
  throw new RangeError(`Cannot encode text: JIS-8 has no ${codePointName(point)}`);
}
