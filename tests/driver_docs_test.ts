// docs/profiles.md and docs/driver.md: their examples are right, and nothing is left out.
import { assert, assertEquals } from "@std/assert";
import { readFileSync, writeFileSync } from "node:fs";
import { loadProfile } from "../driver/profile_file.ts";
import { profileSchema } from "../driver/profile_schema.ts";
import type { ToolEvents, ToolOptions, ToolState } from "../driver/tool_options.ts";
import { withFolder } from "./cli_rig.ts";
import { root, test } from "./harness.ts";

const page = (name: string): string => readFileSync(new URL(`docs/${name}.md`, root), "utf8");

test("driver docs: every example of a profile is right", async () => {
  const examples = [...page("profiles").matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text]) => text);
  assert(examples.length >= 5);
  await withFolder(async (path) => {
    for (const text of examples) {
      const whole = text.startsWith("equipment:") ? text : `equipment: { id: EXAMPLE }\n${text}`;
      writeFileSync(path("example.yaml"), whole);
      await loadProfile(path("example.yaml"));
    }
  });
});

/** Names and words in a schema, of all depths. */
function* words(schema: unknown): Generator<string> {
  if (typeof schema !== "object" || schema === null) return;
  const { properties, enum: values, const: value } = schema as Record<string, unknown>;
  if (typeof properties === "object") yield* Object.keys(properties as object);
  if (Array.isArray(values)) yield* values.map(String);
  if (typeof value === "string") yield value;
  for (const part of Object.values(schema)) yield* words(part);
}

test("driver docs: every entry of a profile, every deviation and every role is told", () => {
  const text = page("profiles").replaceAll(/\s+/g, " ");
  const missing = [...new Set(words(profileSchema()))].filter((word) => !text.includes(word));
  assertEquals(missing, []);
});

const STATES: Readonly<Record<ToolState, true>> = {
  disconnected: true,
  connected: true,
  selected: true,
  communicating: true,
  ready: true,
  closed: true,
};

const TOLD: Readonly<Record<keyof ToolEvents, true>> = {
  state: true,
  event: true,
  alarm: true,
  terminal: true,
  trace: true,
  message: true,
  "prepare-failed": true,
  connected: true,
  "before-closed": true,
  disconnected: true,
  "connect-failed": true,
  error: true,
  news: true,
};

test("driver docs: every state, and all that a tool tells, is told", () => {
  const text = page("driver");
  const missing = [...Object.keys(STATES), ...Object.keys(TOLD)].filter((word) =>
    !text.includes(`\`${word}\``)
  );
  assertEquals(missing, []);
});

const OPTIONS: Readonly<Record<keyof ToolOptions, true>> = {
  connection: true,
  events: true,
  alarms: true,
  retry: true,
  sendTimeout: true,
  programs: true,
  signal: true,
  timeout: true,
  connectTimeout: true,
  dial: true,
  logger: true,
  log: true,
  tracer: true,
};

test("driver docs: every option of a tool is told", () => {
  const text = page("driver");
  assertEquals(Object.keys(OPTIONS).filter((word) => !text.includes(`\`${word}\``)), []);
});
