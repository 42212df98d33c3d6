// HSMS messages written down byte by byte, without the code under test: what peers send and what must be written.

/** The bytes of hexadecimal text; spaces and colons are for the reader. */
export function hex(text: string): Uint8Array {
  const digits = text.replaceAll(/[\s:]/g, "");
  return Uint8Array.from(
    { length: digits.length / 2 },
    (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

/** Hexadecimal text of bytes, in capitals without spaces. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
}

export function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A whole message from its fields. */
export function frame(
  session: number,
  byte2: number,
  byte3: number,
  pType: number,
  sType: number,
  systemBytes: number,
  text: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const length = 10 + text.length;
  const head = [...wide(length, 4), ...wide(session, 2), byte2, byte3, pType, sType, ...wide(systemBytes, 4)];
  return Uint8Array.from([...head, ...text]);
}

function wide(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);
}

/** The messages of a byte string, each as `length session byte2 byte3 PType SType system-bytes text`, to be read. */
export function messagesIn(bytes: Uint8Array): string[] {
  const messages: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.slice(at, at + 4).reduce((sum, byte) => 256 * sum + byte, 0);
    messages.push(spaced(bytes.slice(at, at + 4 + length)));
    at += 4 + length;
  }
  return messages;
}

function spaced(message: Uint8Array): string {
  const ends = [4, 6, 7, 8, 9, 10, 14, Infinity];
  return ends.map((end, i) => toHex(message.slice(ends[i - 1] ?? 0, end))).join(" ").trim();
}

const FFFF = 0xffff;

export const selectReq = (sys: number, session: number = FFFF): Uint8Array => frame(session, 0, 0, 0, 1, sys);
export const selectRsp = (sys: number, status: number, session: number = FFFF): Uint8Array =>
  frame(session, 0, status, 0, 2, sys);
export const deselectReq = (sys: number, session: number = FFFF): Uint8Array =>
  frame(session, 0, 0, 0, 3, sys);
export const deselectRsp = (sys: number, status: number, session: number = FFFF): Uint8Array =>
  frame(session, 0, status, 0, 4, sys);
export const linktestReq = (sys: number): Uint8Array => frame(FFFF, 0, 0, 0, 5, sys);
export const linktestRsp = (sys: number): Uint8Array => frame(FFFF, 0, 0, 0, 6, sys);
export const rejectReq = (sys: number, byte2: number, reason: number, session: number = FFFF): Uint8Array =>
  frame(session, byte2, reason, 0, 7, sys);
export const separateReq = (sys: number, session: number = FFFF): Uint8Array =>
  frame(session, 0, 0, 0, 9, sys);

/** A data message; `"S1F13 W"` says what it is. */
export function data(what: string, sys: number, session: number = 0, text?: Uint8Array): Uint8Array {
  const [, stream, fn, w] = /^S(\d+)F(\d+)( W)?$/.exec(what)!;
  return frame(session, Number(stream) + (w ? 128 : 0), Number(fn), 0, 0, sys, text);
}
