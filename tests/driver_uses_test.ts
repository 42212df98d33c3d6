// What a driver is used for: alone, and under several masters at once; and what it costs to have it.
import { assert, assertEquals } from "@std/assert";
import { readdirSync, readFileSync } from "node:fs";
import { gem } from "../mod.ts";
import { from } from "../core/secs2/from.ts";
import { A, BOOLEAN, F8, L, U4 } from "../core/secs2/build.ts";
import type { Item } from "../core/secs2/item.ts";
import { together } from "./driver_rig.ts";
import { root, test } from "./harness.ts";

test("driver: serves an MES, run-to-run control and fault detection at once, each as if it were alone", async () => {
  const settings: unknown[] = [], samples: unknown[] = [], lots: unknown[] = [];
  const execute = () => ({ HCACK: 4 });
  await together(async (tool, equipment) => {
    // Run-to-run: after each run the next one is corrected.
    tool.on("event", "PROCESS_END", async ({ values }) => {
      await tool.writeConstants({ MaxPower: 1500 - 100 * Number(values.Pressure) });
      settings.push(await tool.readConstants("MaxPower"));
    });
    // Fault detection: a trace, and what alarms there are.
    tool.on("trace", ({ values }) => void samples.push(...values));
    await tool.run(gem.startTrace({ id: 1, period: 1, samples: 2, variables: ["Pressure"] }, tool.facts));
    // MES: lot by lot.
    for (const lot of ["L-1", "L-2"]) {
      const done = tool.command("START", { RECIPE_ID: lot }, { completed: true, timeout: 5 });
      setTimeout(() => equipment.do((equipment, now) => equipment.triggerEvent(101, now, [[2001, lot]])), 10);
      lots.push((await done).event?.values.WaferId);
    }
    const end = performance.now() + 5000;
    while ((settings.length < 2 || samples.length < 1) && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }, { equipment: { execute } });
  assertEquals([lots, settings, samples.length > 0], [["L-1", "L-2"], [1350, 1350], true]);
});

test("driver: plain values become items of inferred formats in a message that nothing describes", async () => {
  const seen: Item[] = [];
  const values = [1, "RECIPE_A", 3.14, true];
  await together(async (tool, { connection }) => {
    connection.on("message", (message) => connection.reply(message, message.text));
    const reply = await tool.send("S99F1", values);
    seen.push(reply!.item!);
    assertEquals(reply!.body, values);
  }, { equipment: { handlers: { S99F1: "message" } } });
  assertEquals(seen, [L(U4(1), A("RECIPE_A"), F8(3.14), BOOLEAN(true))]);
  assertEquals(seen[0], from(values));
});

test("driver: costs three dependencies, none of which has any, and the core none", () => {
  const read = (path: string) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
  const names = Object.keys(read("package.json").dependencies);
  assertEquals(names.sort(), ["@valibot/to-json-schema", "valibot", "yaml"]);
  for (const name of names) {
    assertEquals(read(`node_modules/${name}/package.json`).dependencies ?? {}, {}, name);
  }
  const files = readdirSync(new URL("core", root), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"));
  const imports = files.flatMap((file) =>
    [
      ...readFileSync(new URL(`core/${file.replaceAll("\\", "/")}`, root), "utf8").matchAll(
        /^(?:import|export) .* from "([^"]+)";$/gm,
      ),
    ]
      .map(([, from]) => from)
  );
  assert(imports.length > 100);
  assertEquals(imports.filter((from) => !from.startsWith(".")), []);
});
