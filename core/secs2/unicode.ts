// UTF-8 and UCS-2 without the platform's help.
import { codePointName } from "./ranges.ts";

/** Decodes UTF-8; each longest part of a sequence that is none becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at++];
    const more = continuationBytes(lead);
    let point = lead < 0x80 ? lead : more === 0 ? -1 : lead & (0x3f >> more);
    let [least, most] = firstContinuation(lead);
    for (let i = 0; i < more && point >= 0; i++) {
      const byte = bytes[at] ?? 0;
      point = byte < least || byte > most ? -1 : (point << 6) | (byte & 0x3f);
      if (point >= 0) at++;
      [least, most] = [0x80, 0xbf];
    }
    text += point < 0 ? "\ufffd" : String.fromCodePoint(point);
  }
  return text;
}

/** Encodes UTF-8. Throws a `RangeError` for half a surrogate pair. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (point >= 0xd800 && point <= 0xdfff) {
      throw new RangeError(`Cannot encode text: ${codePointName(point)} is half a surrogate pair`);
    }
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point, 0));
    else if (point < 0x1_0000) bytes.push(0xe0 | (point >> 12), tail(point, 6), tail(point, 0));
    else bytes.push(0xf0 | (point >> 18), tail(point, 12), tail(point, 6), tail(point, 0));
  }
  return Uint8Array.from(bytes);
}

/** Decodes big-endian UCS-2; an odd last byte becomes U+FFFD. */
export function decodeUcs2(bytes: Uint8Array): string {
  const units: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    units.push(String.fromCharCode((bytes[at] << 8) | bytes[at + 1]));
  }
  if (bytes.length % 2 === 1) units.push("\ufffd");
  return units.join("");
}

/** Encodes big-endian UCS-2. */
export function encodeUcs2(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit >> 8;
    bytes[2 * i + 1] = unit;
  }
  return bytes;
}

function continuationBytes(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
}

/** Range of the byte after the lead byte, without overlong forms, surrogates and what is above U+10FFFF. */
function firstContinuation(lead: number): [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  return lead === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}

function tail(point: number, shift: number): number {
  return 0x80 | ((point >> shift) & 0x3f);
}
