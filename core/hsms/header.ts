// The ten header bytes of an HSMS message, read and written; and the messages by name. E37.
import { readU32, writeU32 } from "./bytes.ts";

/** An HSMS message header as it stands on the wire; all numbers unsigned. */
export interface Header {
  /** Session id, 16 bits. */
  readonly session: number;
  /** Header byte 2: W-bit and stream of a data message; the rejected type in a Reject.req; otherwise 0. */
  readonly byte2: number;
  /** Header byte 3: function of a data message; status or reason of a control message. */
  readonly byte3: number;
  /** Presentation type; 0 is SECS-II. */
  readonly pType: number;
  /** Session type. */
  readonly sType: number;
  /** System bytes, 32 bits. */
  readonly systemBytes: number;
}

/** Length of a header in bytes. */
export const HEADER_LENGTH = 10;

/** Session id of control messages, except those that name a session in HSMS-GS. */
export const CONTROL_SESSION = 0xffff;

/** Session types by name. E37 table 3. */
export const STYPE = {
  DATA: 0,
  SELECT_REQ: 1,
  SELECT_RSP: 2,
  DESELECT_REQ: 3,
  DESELECT_RSP: 4,
  LINKTEST_REQ: 5,
  LINKTEST_RSP: 6,
  REJECT_REQ: 7,
  SEPARATE_REQ: 9,
} as const;

/** Reads the header that begins at `offset`. Throws `RangeError` when fewer than ten bytes are there. */
export function readHeader(bytes: Uint8Array, offset: number = 0): Header {
  if (bytes.length - offset < HEADER_LENGTH) {
    throw new RangeError(`Cannot read a header: ${Math.max(0, bytes.length - offset)} of 10 bytes`);
  }
  return {
    session: (bytes[offset] << 8) | bytes[offset + 1],
    byte2: bytes[offset + 2],
    byte3: bytes[offset + 3],
    pType: bytes[offset + 4],
    sType: bytes[offset + 5],
    systemBytes: readSystemBytes(bytes, offset),
  };
}

/** Reads the system bytes of the header that begins at `offset`. */
export function readSystemBytes(bytes: Uint8Array, offset: number): number {
  return readU32(bytes, offset + 6);
}

/** Writes a header at `offset`. Numbers are taken modulo their width: check them with {@linkcode encodeHeader}. */
export function writeHeader(header: Header, bytes: Uint8Array, offset: number): void {
  const { session, systemBytes } = header;
  bytes[offset] = session >>> 8;
  bytes[offset + 1] = session;
  bytes[offset + 2] = header.byte2;
  bytes[offset + 3] = header.byte3;
  bytes[offset + 4] = header.pType;
  bytes[offset + 5] = header.sType;
  writeU32(systemBytes, bytes, offset + 6);
}

/** The ten bytes of a header. Throws `RangeError` when a number does not fit its field. */
export function encodeHeader(header: Header): Uint8Array<ArrayBuffer> {
  for (const field of FIELDS) checkField(field, header[field]);
  const bytes = new Uint8Array(HEADER_LENGTH);
  writeHeader(header, bytes, 0);
  return bytes;
}

/** A whole message, length bytes included: what goes on the wire. Throws `RangeError` as {@linkcode encodeHeader}. */
export function encodeMessage(header: Header, text?: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = encodeHeader(header);
  const length = HEADER_LENGTH + (text?.length ?? 0);
  const bytes = new Uint8Array(4 + length);
  writeU32(length, bytes, 0);
  bytes.set(head, 4);
  if (text !== undefined) bytes.set(text, 4 + HEADER_LENGTH);
  return bytes;
}

const FIELDS = ["session", "byte2", "byte3", "pType", "sType", "systemBytes"] as const;
const BITS = { session: 16, byte2: 8, byte3: 8, pType: 8, sType: 8, systemBytes: 32 } as const;

function checkField(field: typeof FIELDS[number], value: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** BITS[field]) {
    throw new RangeError(`Cannot encode a header: ${field} ${value} is not a ${BITS[field]}-bit number`);
  }
}

/** The header of a data message. Throws `RangeError` for a stream over 127 or a function over 255. */
export function dataHeader(
  message: { session: number; stream: number; function: number; replyExpected: boolean; systemBytes: number },
): Header {
  const { session, stream, replyExpected, systemBytes } = message;
  checkRange("stream", stream, 127);
  checkRange("function", message.function, 255);
  return {
    session,
    byte2: stream | (replyExpected ? 0x80 : 0),
    byte3: message.function,
    pType: 0,
    sType: STYPE.DATA,
    systemBytes,
  };
}

function checkRange(what: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new RangeError(`Cannot encode a header: ${what} ${value} is not in 0 to ${most}`);
  }
}

/** The header of a control message; `status` is byte 3. */
export function controlHeader(
  sType: number,
  systemBytes: number,
  session: number = CONTROL_SESSION,
  status = 0,
): Header {
  return { session, byte2: 0, byte3: status, pType: 0, sType, systemBytes };
}

/**
 * The header of the Reject.req that answers `rejected`: byte 2 is its SType, or its PType when the reason is 2.
 * E37.
 */
export function rejectHeader(rejected: Header, reason: number): Header {
  const { session, systemBytes } = rejected;
  const byte2 = reason === 2 ? rejected.pType : rejected.sType;
  return { session, byte2, byte3: reason, pType: 0, sType: STYPE.REJECT_REQ, systemBytes };
}
