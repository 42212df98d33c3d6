// What the compiler knows of a tool whose profile is data: every `@ts-expect-error` here is a mistake that it finds.
import { assertEquals } from "@std/assert";
import { defineProfile, type Profile } from "../driver/profile.ts";
import { Tool } from "../driver/tool.ts";
import type * as names from "../driver/tool_names.ts";
import { ETCHER } from "./driver_rig.ts";
import { test } from "./harness.ts";

type Etcher = typeof ETCHER;

/** Compiles only when both types are the same. */
function same<A, B>(_: [A] extends [B] ? [B] extends [A] ? true : false : false): void {}

/** Code that is compiled and never run. */
function unrun(_code: () => unknown): void {}

declare const tool: Tool<Etcher>;
declare const any: Tool;

test("driver types: names of a profile that is data are types", () => {
  same<
    names.EventName<Etcher>,
    "PROCESS_START" | "PROCESS_END" | "EQUIPMENT_OFF_LINE" | "CONTROL_STATE_LOCAL" | "CONTROL_STATE_REMOTE"
  >(true);
  same<names.AlarmName<Etcher>, "CHAMBER_HOT" | "Door open">(true);
  same<names.ConstantName<Etcher>, "MaxPower">(true);
  same<names.CommandName<Etcher>, "START" | "STOP">(true);
  same<names.CommandValues<Etcher, "STOP">, Record<never, never>>(true);
  same<names.EventName<Profile>, string>(true);
  same<names.CommandName<Profile>, string>(true);
  assertEquals(ETCHER.equipment.id, "ETCH-01");
});

test("driver types: a name or a parameter that is misspelt does not compile", () => {
  unrun(() => tool.on("event", "PROCESS_END", ({ values }) => values).once("alarm", "CHAMBER_HOT"));
  unrun(() => tool.command("START", { RECIPE_ID: "R", WAFERS: 5, MODE: "FAST" }));
  unrun(() => tool.read("Pressure").then(() => tool.read(["Lot", 7])));
  // @ts-expect-error: no such event
  unrun(() => tool.on("event", "PROCES_END", () => {}));
  // @ts-expect-error: no such alarm
  unrun(() => tool.once("alarm", "HOT"));
  // @ts-expect-error: no such command
  unrun(() => tool.command("GO"));
  // @ts-expect-error: a parameter is missing
  unrun(() => tool.command("START", { WAFERS: 5 }));
  // @ts-expect-error: no such parameter
  unrun(() => tool.command("START", { RECIPE_ID: "R", WAFER: 5 }));
  // @ts-expect-error: a number is wanted
  unrun(() => tool.command("START", { RECIPE_ID: "R", WAFERS: "5" }));
  // @ts-expect-error: no such variable
  unrun(() => tool.read("Presure"));
  // @ts-expect-error: no such constant
  unrun(() => tool.writeConstants({ Power: 1 }));
  // @ts-expect-error: no such event
  unrun(() => Tool.connect(ETCHER, { events: ["PROCES_END"] }));
  // @ts-expect-error: a profile has no such entry, and needs an id
  unrun(() => defineProfile({ equipment: { name: "T1" } }));
  unrun(() => any.command("ANY", { P: 1 }).then(() => any.on("event", "ANY", () => {})));
});
