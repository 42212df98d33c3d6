// 10 MB in 2.6 million items: as a tree, and through the reader into typed columns. Time, and memory at the peak.
import { decode, encode, ItemReader } from "../core/secs2/mod.ts";
import { manyItems } from "./corpus.ts";
import { CORE, inProcess } from "./launch.ts";
import { calls, FULL, type Pace, race } from "./measure.ts";
import { collect, peakOf } from "./memory.ts";
import type { Figure } from "./report.ts";

const WAYS: Record<string, (text: Uint8Array) => unknown> = {
  "tree": (text) => decode(text, { items: Infinity }),
  "reader into columns": readColumns,
};

/** Milliseconds and megabytes of both ways. */
export async function many(pace: Pace): Promise<Figure[]> {
  const text = encode(manyItems());
  const contenders = Object.entries(WAYS).map(([name, way]) => calls(name, () => way(text)));
  const times = await race(contenders, pace === FULL ? { ...pace, rounds: 7 } : { ...pace, rounds: 1 });
  const figures: Figure[] = [...times].map(([name, value]) => ({
    group: "many",
    name,
    unit: "ms",
    value: value / 1e6,
  }));
  for (const way of Object.keys(WAYS)) {
    const peak = await inProcess<number | null>("many memory", way, { core: CORE, v8: ["--expose-gc"] });
    if (peak === null) continue;
    figures.push({ group: "many", name: `${way}: peak memory`, unit: "MB", value: peak / 1e6 });
  }
  return figures;
}

/** What one way takes at most beyond the text, in a process of its own. */
export async function manyMemory(way: string): Promise<number | null> {
  const text = encode(manyItems());
  await collect();
  let kept: unknown;
  const peak = await peakOf(() => kept = WAYS[way](text));
  if (kept === undefined) throw new Error(`Cannot measure ${way}: it gave nothing`);
  return peak ?? null;
}

/** The seven numbers of each row, one typed array a column. */
function readColumns(text: Uint8Array): Uint32Array[] {
  const reader = new ItemReader(text);
  reader.next();
  const rows = reader.count, columns = Array.from({ length: 7 }, () => new Uint32Array(rows));
  reader.enter();
  for (let row = 0; row < rows; row++) {
    reader.enter(12);
    for (let column = 0; column < 6; column++) {
      columns[column][row] = reader.number();
      reader.next();
    }
    reader.next();
    columns[6][row] = reader.number();
    for (let i = 0; i < 5; i++) reader.next();
  }
  return columns;
}
