// The sixteen item formats of E5: their names in SML, their codes and the width of an element.

/** Item format, by its SML name. E5. */
export type Format =
  | "L"
  | "B"
  | "BOOLEAN"
  | "A"
  | "J"
  | "W"
  | "I8"
  | "I1"
  | "I2"
  | "I4"
  | "F8"
  | "F4"
  | "U8"
  | "U1"
  | "U2"
  | "U4";

/** Formats whose elements are `number`. */
export type NumberFormat = "I1" | "I2" | "I4" | "F8" | "F4" | "U1" | "U2" | "U4";

/** Formats whose elements are `bigint`. */
export type BigIntFormat = "I8" | "U8";

/** What E5 assigns to a format. */
export interface FormatFacts {
  /** The 6-bit format code, customarily written in octal. */
  readonly code: number;
  /** Bytes of one element; 0 for a list, whose length counts elements. */
  readonly size: number;
}

/** Code and element size of each format. E5. */
export const FORMATS: Readonly<Record<Format, FormatFacts>> = /* @__PURE__ */ Object.freeze({
  L: { code: 0o00, size: 0 },
  B: { code: 0o10, size: 1 },
  BOOLEAN: { code: 0o11, size: 1 },
  A: { code: 0o20, size: 1 },
  J: { code: 0o21, size: 1 },
  W: { code: 0o22, size: 1 },
  I8: { code: 0o30, size: 8 },
  I1: { code: 0o31, size: 1 },
  I2: { code: 0o32, size: 2 },
  I4: { code: 0o34, size: 4 },
  F8: { code: 0o40, size: 8 },
  F4: { code: 0o44, size: 4 },
  U8: { code: 0o50, size: 8 },
  U1: { code: 0o51, size: 1 },
  U2: { code: 0o52, size: 2 },
  U4: { code: 0o54, size: 4 },
});

/** Largest length an item header can hold: elements of a list, bytes of anything else. */
export const MAX_LENGTH = 0xff_ffff;

const NAMES: readonly (Format | undefined)[] = /* @__PURE__ */ namesByCode();

/**
 * By format code: element size − 1, which is the mask of the bits a length must not have; −1 where E5 defines nothing.
 */
export const SIZE_MASKS: Int8Array = /* @__PURE__ */ masksByCode();

/** The format with this 6-bit code, or `undefined` where E5 defines none. */
export function formatOf(code: number): Format | undefined {
  return NAMES[code];
}

function namesByCode(): (Format | undefined)[] {
  const names = new Array<Format | undefined>(64).fill(undefined);
  for (const [name, { code }] of Object.entries(FORMATS)) names[code] = name as Format;
  return names;
}

function masksByCode(): Int8Array {
  const masks = new Int8Array(64).fill(-1);
  for (const { code, size } of Object.values(FORMATS)) masks[code] = Math.max(size - 1, 0);
  return masks;
}
