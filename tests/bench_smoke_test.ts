// The benchmark keeps working: a quick run of codec, SML and framer gives every row, as JSON.
import { assert, assertEquals } from "@std/assert";
import { codec } from "../bench/codec.ts";
import { framer } from "../bench/framer.ts";
import { GOALS } from "../bench/goals.ts";
import { QUICK } from "../bench/measure.ts";
import { type Row, rowsOf } from "../bench/report.ts";
import { sml } from "../bench/sml.ts";
import { test } from "./harness.ts";

const MEASURED = ["codec", "sml", "framer"];

test("a quick run of codec, SML and framer gives every row as JSON", async () => {
  const figures = [...await codec(QUICK), ...await sml(QUICK), ...await framer(QUICK)];
  for (const { name, value } of figures) assert(value > 0 && value < Infinity, `${name}: ${value}`);
  const rows: Row[] = JSON.parse(JSON.stringify(rowsOf(figures, "deno")));
  const wanted = GOALS.filter(({ group }) => MEASURED.includes(group));
  assertEquals(rows.map(({ name }) => name), wanted.map(({ name }) => name));
  for (const { name, value } of rows) assert(value > 0, `${name}: ${value}`);
});

test("a ratio reaches its stretch, its goal or neither", () => {
  const reached = (name: string, [a, b]: [number, number], of: [string, string]) => {
    const group = GOALS.find((goal) => goal.name === name)!.group;
    const figures = [a, b].map((value, i) => ({ group, name: of[i], unit: "ns", value }) as const);
    return rowsOf(figures, "bun").map((row) => [row.name, row.value, row.reached]);
  };
  const decode: [string, string] = ["S6F11 decode: JSON untagged", "S6F11 decode: fabwire"];
  const json = "S6F11 decode vs JSON.parse untagged";
  assertEquals(reached(json, [200, 100], decode), [[json, 2, "stretch"]]);
  assertEquals(reached(json, [130, 100], decode), [[json, 1.3, "goal"]]);
  assertEquals(reached(json, [124, 100], decode), [[json, 1.24, "no"]]);
  const validate: [string, string] = ["S6F11 decode: fabwire validate", "S6F11 decode: memcpy"];
  const memcpy = "S6F11 validate vs memcpy, time";
  assertEquals(reached(memcpy, [50, 10], validate), [[memcpy, 5, "stretch"]]);
  assertEquals(reached(memcpy, [60, 10], validate), [[memcpy, 6, "goal"]]);
  assertEquals(reached(memcpy, [71, 10], validate), [[memcpy, 7.1, "no"]]);
});
