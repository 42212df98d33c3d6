// Bytes as hexadecimal text, in a row or as a dump, and back.

/** Bytes in hexadecimal: `00:00:00:0a`. */
export function hex(bytes: Uint8Array, separator = ":"): string {
  return Array.from(bytes, twoDigits).join(separator);
}

/**
 * Bytes as a dump of 16 to a line, with offsets and printable characters:
 *
 * ```text
 * 00000000  00 00 00 0a ff ff 00 00  00 01 00 00 00 01        |..............|
 * ```
 */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) lines.push(dumpLine(bytes.subarray(at, at + 16), at));
  return lines.join("\n");
}

/**
 * Reads what {@linkcode hex} and {@linkcode hexDump} write, and any row of bytes: digits in pairs, with or without
 * spaces, colons, commas, hyphens and `0x` between them. Throws a `SyntaxError` for anything else.
 */
export function parseHex(text: string): Uint8Array<ArrayBuffer> {
  const lines = text.split(/\r?\n/);
  const digits = lines.map((line) => DUMP_LINE.exec(line)?.[1] ?? line).join(" ");
  const bytes: number[] = [];
  for (const token of digits.split(/[\s:,-]+/)) {
    if (token === "") continue;
    const pairs = token.replace(/^0x/i, "");
    if (!/^(?:[0-9a-f]{2})+$/i.test(pairs)) throw new SyntaxError(`Cannot read hex: "${token}" is no bytes`);
    for (let i = 0; i < pairs.length; i += 2) bytes.push(parseInt(pairs.slice(i, i + 2), 16));
  }
  return Uint8Array.from(bytes);
}

const DUMP_LINE = /^[0-9a-f]{8} {2}([0-9a-f ]*?) *\|.{1,16}\|$/i;

function dumpLine(bytes: Uint8Array, at: number): string {
  const left = hex(bytes.subarray(0, 8), " ");
  const right = hex(bytes.subarray(8), " ");
  const printable = Array.from(bytes, printableCharacter).join("");
  return `${at.toString(16).padStart(8, "0")}  ${left.padEnd(23)}  ${right.padEnd(23)}  |${printable}|`;
}

function twoDigits(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function printableCharacter(byte: number): string {
  return byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : ".";
}
