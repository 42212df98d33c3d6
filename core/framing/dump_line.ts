// A line of a hex dump: what Wireshark, xxd, hexdump and od write, and rows of bytes of any kind.

/** The bytes of a line. */
export interface DumpLine {
  /** The offset at its beginning, where there is one. */
  readonly offset: number | undefined;
  /** Spaces before it: Wireshark indents the bytes of the server's side. */
  readonly indent: number;
  /** Whether it begins with a tab. */
  readonly isTabbed: boolean;
  readonly bytes: Uint8Array;
}

const OFFSET = /^(\s*)(?:0x)?([0-9a-f]{4,16})(?::\s*|\s{2,}|\t| (?=[0-9a-f]{2}(?: |$)))/i;
const OFFSET_ALONE = /^\s*(?:0x)?[0-9a-f]{6,16}:?\s*$/i;
/** Two digits, or as many pairs as xxd puts together. */
const TOKEN = /(?:0x)?((?:[0-9a-f]{2})+)/iy;
const MOST_IN_ROW = 16;

/** The bytes that a line consists of; undefined when it consists of something else. */
export function dumpLine(line: string): DumpLine | undefined {
  if (!/^\s*(?:\[?0x)?[0-9a-f]{2}/i.test(line)) return undefined;
  const row = rowWithOffset(line);
  if (row !== undefined) return row;
  const bytes = bytesOf(line) ?? beforeCharacters(line);
  return bytes === undefined ? undefined : { offset: undefined, ...indentOf(line), bytes };
}

/** The offset behind the last byte, which hexdump and od write in a line of its own. */
export function offsetAlone(line: string): number | undefined {
  return OFFSET_ALONE.test(line) ? parseInt(line, 16) : undefined;
}

/** A row of bytes and nothing else: pairs of digits with or without spaces, colons, commas, hyphens, bars and `0x`. */
export function bytesOf(text: string): Uint8Array | undefined {
  const trimmed = text.trim().replace(/^\[|\]$|\s*\};?$/g, "");
  if (!ROW.test(trimmed)) return undefined;
  const digits = trimmed.replace(/0x|[^0-9a-f]/gi, "");
  return digits.length % 2 === 0 ? fromDigits(digits) : undefined;
}

const ROW = /^(?:(?:0x)?(?:[0-9a-f]{2})+(?:[\s:,|-]+|$))+$/i;

function rowWithOffset(line: string): DumpLine | undefined {
  const match = OFFSET.exec(line);
  if (match === null) return undefined;
  const digits = rowDigits(line, match[0].length);
  if (digits === "") return undefined;
  return { offset: parseInt(match[2], 16), ...indentOf(line), bytes: fromDigits(digits) };
}

/** The bytes of a row without an offset, but with the printed characters behind it. */
function beforeCharacters(line: string): Uint8Array | undefined {
  if (!/^\s*(?:[0-9a-f]{2} {1,2})+ +\S/i.test(line)) return undefined;
  const digits = rowDigits(line, line.length - line.trimStart().length);
  return fromDigits(digits);
}

/** The digits of a row, up to the printed characters: behind three spaces, a bar, or the sixteenth byte. */
function rowDigits(line: string, from: number): string {
  let digits = "";
  for (let at = from; at < line.length;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(line);
    if (token === null) break;
    digits += token[1];
    at = TOKEN.lastIndex;
    const space = spaceAt(line, at);
    const isMiddle = digits.length % 16 === 0 && digits.length < 2 * MOST_IN_ROW;
    if (space === 0 || space > (isMiddle ? 2 : 1)) break;
    at += space;
  }
  return digits;
}

function spaceAt(line: string, at: number): number {
  let end = at;
  while (line[end] === " " || line[end] === "\t" || line[end] === "-") end++;
  return end - at;
}

/** A tab counts as four spaces. */
function indentOf(line: string): Pick<DumpLine, "indent" | "isTabbed"> {
  const space = line.slice(0, line.length - line.trimStart().length);
  return { indent: space.replaceAll("\t", "    ").length, isTabbed: space.startsWith("\t") };
}

function fromDigits(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
