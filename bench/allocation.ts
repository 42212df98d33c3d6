// How many bytes one decode of the event report takes from the heap.
import { Packr } from "msgpackr";
import { decode, encode } from "../core/secs2/mod.ts";
import { eventReport, untagged } from "./corpus.ts";
import { RUNTIME } from "./launch.ts";
import type { Pace } from "./measure.ts";
import { collect, heap } from "./memory.ts";
import type { Figure } from "./report.ts";

const TIMES = 4000;

/** Bytes of one decode, and of the same in msgpackr and JSON. */
export async function allocation(_pace: Pace): Promise<Figure[]> {
  const item = eventReport(), text = encode(item), values = untagged(item);
  const packr = new Packr({ useRecords: false }), packed = packr.pack(values), json = JSON.stringify(values);
  const ways: [string, () => unknown][] = [
    ["S6F11 decode", () => decode(text)],
    ["S6F11 decode: msgpackr untagged", () => packr.unpack(packed)],
    ["S6F11 decode: JSON untagged", () => JSON.parse(json)],
  ];
  const figures: Figure[] = [];
  for (const [name, way] of ways) {
    const value = await bytesOf(way);
    figures.push({ group: "allocation", name, unit: "B", value, note: NOTE });
  }
  return figures;
}

const NOTE = RUNTIME === "bun" ? "kept after collection" : "allocated, garbage included";

/**
 * On V8 the young generation is made so large that nothing is collected meanwhile. JavaScriptCore does not tell what was
 * allocated, only what is there: the results are kept, and what is not part of them is not counted.
 */
async function bytesOf(way: () => unknown): Promise<number> {
  for (let i = 0; i < 20_000; i++) way();
  const results = new Array<unknown>(TIMES);
  await collect();
  const before = heap();
  for (let i = 0; i < TIMES; i++) results[i] = way();
  if (RUNTIME === "bun") await collect();
  return (heap() - before) / results.length;
}
