// Whether bytes at some place of a stream are the beginning of an HSMS message: what a recogniser stands on. Nothing
// that is decided here hides a message of a connection that has been recognised.
import { readU32 } from "../hsms/bytes.ts";
import { HEADER_LENGTH, STYPE } from "../hsms/header.ts";
import { formatOf } from "../secs2/format.ts";
import { validate } from "../secs2/validate.ts";

/** `more`: not to be said before more bytes are there. */
export type Verdict = "yes" | "no" | "more";

/** Lengths above are taken for something else than HSMS. */
const LONGEST = 64 * 1024 * 1024;
const WHOLE_HEADER = 4 + HEADER_LENGTH;
/** A text of more items is not looked through: what follows it must tell. */
const MOST_ITEMS = 4096;

/** Whether the bytes from `at` to `end` begin as an HSMS message does. E37. */
export function headerVerdict(bytes: Uint8Array, at: number, end: number): Verdict {
  if (end - at < 4) return end > at && bytes[at] > 4 ? "no" : "more";
  const length = readU32(bytes, at);
  if (length < HEADER_LENGTH || length > LONGEST) return "no";
  if (end - at < WHOLE_HEADER) return "more";
  if (bytes[at + 8] !== 0) return "no"; // PType
  const passes = bytes[at + 9] === STYPE.DATA
    ? isDataHeader(bytes, at + 4, length)
    : length === HEADER_LENGTH && isControlHeader(bytes, at + 4);
  return passes ? "yes" : "no";
}

/**
 * Whether a message from `at` on is so likely that a recogniser may stand on it: a control message, a data message
 * whose text is one item, or one with another message behind it. `onBoundary` says that a segment begins there.
 */
export function messageVerdict(bytes: Uint8Array, at: number, end: number, onBoundary: boolean): Verdict {
  const verdict = headerVerdict(bytes, at, end);
  if (verdict !== "yes") return verdict;
  if (bytes[at + 9] !== STYPE.DATA) return "yes";
  const behind = at + 4 + readU32(bytes, at);
  if (!mayBeItem(bytes, at + WHOLE_HEADER, Math.min(behind, end), behind)) return "no";
  if (behind > end) return "more";
  if (behind > at + WHOLE_HEADER && isItem(bytes, at + WHOLE_HEADER, behind)) return "yes";
  if (behind === at + WHOLE_HEADER && behind === end && onBoundary) return "yes";
  return headerVerdict(bytes, behind, end);
}

function isDataHeader(bytes: Uint8Array, at: number, length: number): boolean {
  const wBit = bytes[at + 2] > 0x7f, odd = (bytes[at + 3] & 1) === 1;
  return bytes[at] < 0x80 && (bytes[at + 2] & 0x7f) > 0 && (!wBit || odd) && length !== HEADER_LENGTH + 1;
}

function isControlHeader(bytes: Uint8Array, at: number): boolean {
  const byte2 = bytes[at + 2], byte3 = bytes[at + 3];
  switch (bytes[at + 5]) {
    case STYPE.SELECT_REQ:
    case STYPE.DESELECT_REQ:
    case STYPE.SEPARATE_REQ:
    case STYPE.LINKTEST_REQ:
    case STYPE.LINKTEST_RSP:
      return byte2 === 0 && byte3 === 0;
    case STYPE.SELECT_RSP:
    case STYPE.DESELECT_RSP:
      return byte2 === 0;
    case STYPE.REJECT_REQ:
      return byte3 > 0;
    default:
      return false;
  }
}

/** Whether the first item of a text that ends at `behind` can be one, as far as its header is there. E5. */
function mayBeItem(bytes: Uint8Array, at: number, end: number, behind: number): boolean {
  if (at >= end) return true;
  const lengthBytes = bytes[at] & 3;
  if (formatOf(bytes[at] >> 2) === undefined || lengthBytes === 0) return false;
  if (at + 1 + lengthBytes > end) return at + 1 + lengthBytes <= behind;
  let length = 0;
  for (let i = 1; i <= lengthBytes; i++) length = length << 8 | bytes[at + i];
  return bytes[at] >> 2 === 0 ? 2 * length <= behind - at : at + 1 + lengthBytes + length <= behind;
}

function isItem(bytes: Uint8Array, at: number, end: number): boolean {
  try {
    validate(bytes.subarray(at, end), { items: MOST_ITEMS });
    return true;
  } catch {
    return false;
  }
}
