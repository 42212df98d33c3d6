// The text of every captured data message through decoder and encoder: the values that a plain second reading finds,
// and the same bytes again.
import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { decode } from "../core/secs2/decode.ts";
import { DecodeError } from "../core/secs2/decode_error.ts";
import { encode } from "../core/secs2/encode.ts";
import type { Item } from "../core/secs2/item.ts";
import { bytesOf } from "./capture_reader.ts";
import {
  capturedMessages,
  type CaptureName,
  CAPTURES,
  fromHex,
  loadCapture,
  toHex,
} from "./captures_truth.ts";
import { test } from "./harness.ts";

/** Captured texts that are no item: sent on purpose in connection 14 of secs4js-faults. */
const UNDECODABLE: Readonly<Record<string, { readonly fault: string; readonly offset: number }>> = {
  // A list of five elements, of which only the first is there, itself without its four bytes.
  "0105b10400": { fault: "list too long", offset: 0 },
  // U4 with three bytes.
  "b103000001": { fault: "length not a multiple of the element size", offset: 0 },
};

for (const name of CAPTURES) {
  test(`${name}: every text decodes to its values and encodes to its bytes`, () => {
    for (const text of textsOf(name)) {
      if (toHex(text.subarray(0, 8)) in UNDECODABLE) continue;
      const item = decode(text, { lengthBytes: true });
      const read = new Reading(text);
      assertEquals(plain(item), read.item());
      assertEquals(read.at, text.length);
      assertEquals(encode(item), read.canonical as Uint8Array<ArrayBuffer>);
    }
  });
}

test("secs4js-faults.pcapng: the texts made to be no item are refused, each for its reason", () => {
  const refused = textsOf("secs4js-faults.pcapng").map(toHex).filter((hex) => hex in UNDECODABLE);
  assertEquals(refused, Object.keys(UNDECODABLE));
  for (const hex of refused) {
    const error = assertThrows(() => decode(fromHex(hex)), DecodeError);
    assertInstanceOf(error, DecodeError);
    assertEquals({ fault: error.fault as string, offset: error.offset }, UNDECODABLE[hex]);
  }
});

test("only secs4js writes true as FF and more length bytes than needed; encoding makes them 01 and the fewest", () => {
  for (const name of CAPTURES) {
    const texts = textsOf(name).filter((text) => !(toHex(text.subarray(0, 8)) in UNDECODABLE));
    const encoded = texts.map((text) => encode(decode(text)));
    const shorter = texts.filter((text, i) => encoded[i].length < text.length).length;
    const other = texts.some((text, i) => encoded[i].some((byte, at) => byte !== text[at]));
    assertEquals([shorter, other], name === "secs4js-session.pcapng" ? [1, true] : [0, false], name);
  }
});

test("secs4js-session.pcapng: every format is there, with its extremes", () => {
  const found = new Set<string>();
  const values: unknown[] = [];
  for (const text of textsOf("secs4js-session.pcapng")) collect(plain(decode(text)), found, values);
  assertEquals([...found].sort(), [
    ...["A", "B", "BOOLEAN", "F4", "F8", "I1", "I2", "I4", "I8", "J", "L"],
    ...["U1", "U2", "U4", "U8", "W"],
  ]);
  for (
    const extreme of [NaN, Infinity, -Infinity, -0, 2n ** 64n - 1n, -(2n ** 63n), 2 ** 32 - 1, -(2 ** 31)]
  ) {
    assertEquals(values.some((value) => Object.is(value, extreme)), true, String(extreme));
  }
});

function textsOf(name: CaptureName): Uint8Array[] {
  const { connections, truth } = loadCapture(name);
  return connections.flatMap(({ streams }, i) =>
    streams.flatMap((stream, side) => {
      const bytes = bytesOf(stream);
      return capturedMessages(truth.connections[i].directions[side])
        .filter(({ message }) => message.sType === 0 && message.bodyLength > 0)
        .map(({ message, at }) => bytes.subarray(at + 14, at + 4 + message.length));
    })
  );
}

/** An item without the shapes of its values: a format, and its elements or its text. */
type Plain = readonly [format: string, value: unknown];

function plain(item: Item): Plain {
  switch (item.format) {
    case "L":
      return ["L", item.value.map(plain)];
    case "A":
    case "J":
      return [item.format, item.value];
    case "W":
      return ["W", [item.encoding, item.value]];
    default:
      return [item.format, typeof item.value === "object" ? Array.from<unknown>(item.value) : [item.value]];
  }
}

function collect([format, value]: Plain, formats: Set<string>, values: unknown[]): void {
  formats.add(format);
  if (format === "L") { for (const element of value as Plain[]) collect(element, formats, values); }
  else if (Array.isArray(value)) values.push(...value);
}

type Elements = readonly [format: string, size: number, read: (view: DataView, at: number) => unknown];

const ELEMENTS: Readonly<Record<number, Elements>> = {
  0o10: ["B", 1, (view, at) => view.getUint8(at)],
  0o11: ["BOOLEAN", 1, (view, at) => view.getUint8(at) !== 0],
  0o30: ["I8", 8, (view, at) => view.getBigInt64(at)],
  0o31: ["I1", 1, (view, at) => view.getInt8(at)],
  0o32: ["I2", 2, (view, at) => view.getInt16(at)],
  0o34: ["I4", 4, (view, at) => view.getInt32(at)],
  0o40: ["F8", 8, (view, at) => view.getFloat64(at)],
  0o44: ["F4", 4, (view, at) => view.getFloat32(at)],
  0o50: ["U8", 8, (view, at) => view.getBigUint64(at)],
  0o51: ["U1", 1, (view, at) => view.getUint8(at)],
  0o52: ["U2", 2, (view, at) => view.getUint16(at)],
  0o54: ["U4", 4, (view, at) => view.getUint32(at)],
};

/** A second reading of a text, made plain rather than fast, which knows nothing of the decoder. */
class Reading {
  at = 0;
  /** The text with true as 01. */
  readonly canonical: Uint8Array;
  readonly #view: DataView;

  constructor(text: Uint8Array) {
    this.canonical = text.slice();
    this.#view = new DataView(text.buffer, text.byteOffset, text.byteLength);
  }

  item(): Plain {
    const code = this.#view.getUint8(this.at) >> 2;
    let length = 0;
    for (let more = this.#view.getUint8(this.at++) & 3; more > 0; more--) {
      length = length * 256 + this.#view.getUint8(this.at++);
    }
    if (code === 0) return ["L", Array.from({ length }, () => this.item())];
    const start = this.at;
    this.at += length;
    if (code === 0o20 || code === 0o21) return [code === 0o20 ? "A" : "J", this.#text(start)];
    if (code === 0o22) return ["W", [this.#view.getUint16(start), this.#text(start + 2)]];
    return this.#elements(ELEMENTS[code], start);
  }

  #text(from: number): string {
    let text = "";
    for (let at = from; at < this.at; at++) text += String.fromCharCode(this.#view.getUint8(at));
    return text;
  }

  #elements([format, size, read]: Elements, start: number): Plain {
    const elements: unknown[] = [];
    for (let at = start; at < this.at; at += size) elements.push(read(this.#view, at));
    if (format === "BOOLEAN") elements.forEach((element, i) => this.canonical[start + i] = element ? 1 : 0);
    return [format, elements];
  }
}
