// The framer: messages that lie whole in a chunk, messages in pieces, and the same done by concatenation.
import { Framer, readHeader } from "../core/hsms/mod.ts";
import { calls, type Contender, type Pace, race } from "./measure.ts";
import type { Figure, Unit } from "./report.ts";

/** Nanoseconds a message, or a byte, of each way in which bytes arrive. */
export async function framer(pace: Pace): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { bytes, unit, contenders } of cases()) {
    for (const [name, value] of await race(contenders, pace)) {
      figures.push({ group: "framer", name, unit, value: value / bytes });
    }
  }
  return figures;
}

/** Contenders of one race, and what their times are divided by. */
interface Case {
  readonly bytes: number;
  readonly unit: Unit;
  readonly contenders: Contender[];
}

function cases(): Case[] {
  const batch = frames(1000, 0), header = frames(1, 0).subarray(4, 14);
  const small = pieces(frames(1, 10_000), 1), medium = pieces(frames(1, 100_000), 1);
  const large = pieces(frames(1, 10_000_000), 65_536);
  return [
    {
      bytes: 1000,
      unit: "ns",
      contenders: [
        calls("a whole message of 14 bytes, of 1,000 in a chunk", () => take(new Framer(), batch)),
        calls("a whole message of 14 bytes and its header", () => takeHeaders(new Framer(), batch)),
      ],
    },
    { bytes: 1, unit: "ns", contenders: [calls("header", () => readHeader(header))] },
    {
      bytes: 10_014,
      unit: "ns/B",
      contenders: [
        calls("10 KB byte by byte", () => inPieces(new Framer(), small)),
        calls("10 KB byte by byte: concat", () => inPieces(new Concatenating(), small)),
      ],
    },
    {
      bytes: 100_014,
      unit: "ns/B",
      contenders: [calls("100 KB byte by byte", () => inPieces(new Framer(), medium))],
    },
    {
      bytes: 10_000_014,
      unit: "ns/B",
      contenders: [
        calls("10 MB in 64 KiB chunks", () => inPieces(new Framer(), large)),
        calls("10 MB in 64 KiB chunks: concat", () => inPieces(new Concatenating(), large)),
      ],
    },
  ];
}

/** What both framers can do. */
interface Reassembly {
  push(chunk: Uint8Array): void;
  next(): boolean;
}

/** How it is done most often: what has arrived and what arrives are made one. */
class Concatenating implements Reassembly {
  #bytes = new Uint8Array(0);

  push(chunk: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + chunk.length);
    joined.set(this.#bytes);
    joined.set(chunk, this.#bytes.length);
    this.#bytes = joined;
  }

  next(): boolean {
    const bytes = this.#bytes;
    if (bytes.length < 4) return false;
    const length = ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]) >>> 0;
    if (bytes.length < 4 + length) return false;
    this.#bytes = bytes.subarray(4 + length);
    return true;
  }
}

function take(framer: Framer, chunk: Uint8Array): number {
  let count = 0;
  framer.push(chunk);
  while (framer.next()) count++;
  return count;
}

function takeHeaders(framer: Framer, chunk: Uint8Array): number {
  let sum = 0;
  framer.push(chunk);
  while (framer.next()) sum += readHeader(framer.bytes, framer.start).systemBytes;
  return sum;
}

function inPieces(framer: Reassembly, chunks: readonly Uint8Array[]): number {
  let count = 0;
  for (let i = 0; i < chunks.length; i++) {
    framer.push(chunks[i]);
    while (framer.next()) count++;
  }
  return count;
}

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from(
    { length: Math.ceil(bytes.length / size) },
    (_, i) => bytes.subarray(i * size, (i + 1) * size),
  );
}

/** S1F1 messages with texts of this many bytes. */
function frames(count: number, textLength: number): Uint8Array {
  const length = 14 + textLength, bytes = new Uint8Array(count * length), view = new DataView(bytes.buffer);
  for (let i = 0; i < count; i++) {
    view.setUint32(i * length, 10 + textLength);
    bytes.set([0, 1, 0x81, 1, 0, 0], i * length + 4);
    view.setUint32(i * length + 10, i + 1);
  }
  return bytes;
}
