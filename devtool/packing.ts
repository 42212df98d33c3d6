// Bytes as characters of an HTML file, seven bits to each: nothing that a parser of HTML would change, and a seventh
// more than the bytes, where base64 has a third.

/** What does not survive in the text of a script, or is best kept out of a text: two places of seven bits in two bytes. */
const AVOIDED = [0x00, 0x0a, 0x0c, 0x0d, 0x1a, 0x26, 0x3c, 0x7f];
const TWO_BYTES = 0x400;

/** The characters for these bytes. */
export function pack(bytes: Uint8Array): string {
  const places: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 7;) places.push((held >> (bits -= 7)) & 0x7f);
    held &= 0x7f;
  }
  if (bits > 0) places.push((held << (7 - bits)) & 0x7f);
  let text = "";
  for (let at = 0; at < places.length; at++) {
    const avoided = AVOIDED.indexOf(places[at]);
    const code = avoided < 0 ? places[at] : TWO_BYTES | (avoided << 7) | (places[++at] ?? 0);
    text += String.fromCharCode(code);
  }
  return text;
}

/** The bytes behind these characters, `length` of them. */
export function unpack(text: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let done = 0;
  let held = 0;
  let bits = 0;
  const take = (place: number) => {
    held = (held << 7) | place;
    bits += 7;
    if (bits >= 8 && done < length) bytes[done++] = held >> (bits -= 8);
    held &= 0xff;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= TWO_BYTES) take(AVOIDED[(code >> 7) & 7]);
    take(code & 0x7f);
  }
  return bytes;
}
