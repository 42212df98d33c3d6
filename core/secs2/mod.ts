// SECS-II items (E5): building, encoding, decoding and reading them.
export * from "./access.ts";
export * from "./build.ts";
export type { TextCodec } from "./codec.ts";
export { decode, type Decoded, type DecodeOptions, decodePrefix } from "./decode.ts";
export { DecodeError, type DecodeFault } from "./decode_error.ts";
export { byteLength, encode, encodeInto, type EncodeOptions, ItemWriter } from "./encode.ts";
export { equals } from "./equals.ts";
export {
  type BigIntFormat,
  type Format,
  type FormatFacts,
  formatOf,
  FORMATS,
  MAX_LENGTH,
  type NumberFormat,
} from "./format.ts";
export { from, type Native, toNative } from "./from.ts";
export { hex, hexDump, parseHex } from "./hex.ts";
export * from "./item.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export { ItemReader, type ReaderOptions } from "./reader.ts";
export { ASCII, JIS8, LATIN1, localizedCodec, textCodec, trimPadding, UCS2, UTF8 } from "./text_codec.ts";
export { validate } from "./validate.ts";
export { type TextFunctions, withCodecs } from "./with_codecs.ts";
