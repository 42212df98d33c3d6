// What docs/gem.md has from elsewhere: the diagrams from the tables of transitions, the compliance from the tests.
import { readdirSync, readFileSync } from "node:fs";
import { COMMUNICATION } from "../core/gem/communication.ts";
import { CONTROL } from "../core/gem/control.ts";
import type { Transition } from "../core/gem/transition.ts";
import { root } from "./harness.ts";

/** What E30 wants of every equipment. */
export const FUNDAMENTAL: readonly string[] = [
  "state models",
  "equipment processing states",
  "host-initiated S1F13 and S1F14",
  "event notification",
  "on-line identification",
  "error messages",
  "documentation",
  "control (operator-initiated)",
];

/** What E30 describes for equipment that has it. */
export const ADDITIONAL: readonly string[] = [
  "establish communications",
  "dynamic event report configuration",
  "variable data collection",
  "trace",
  "status data",
  "alarm management",
  "remote control",
  "equipment constants",
  "process programs",
  "material movement",
  "terminal services",
  "clock",
  "limits monitoring",
  "spooling",
  "host-initiated control",
];

/** A test that proves a capability, by its title. */
export interface Proof {
  readonly kind: "fundamental" | "additional";
  readonly capability: string;
  readonly file: string;
}

const TITLE = /^\s*(?:test\(\s*)?"GEM (fundamental|additional): ([^:"]+): /gm;

/** The tests that prove a capability. */
export function proofs(): Proof[] {
  const files = readdirSync(new URL("tests", root)).filter((file) => /^gem_.*_test\.ts$/.test(file)).sort();
  return files.flatMap((file) =>
    [...readFileSync(new URL(`tests/${file}`, root), "utf8").matchAll(TITLE)]
      .map(([, kind, capability]) => ({ kind: kind as Proof["kind"], capability, file }))
  );
}

/** The table of compliance. */
export function compliance(all: readonly Proof[]): string {
  const rows = [["fundamental", FUNDAMENTAL], ["additional", ADDITIONAL]] as const;
  const lines = rows.flatMap(([kind, capabilities]) =>
    capabilities.map((capability) => {
      const own = all.filter((proof) => proof.kind === kind && proof.capability === capability);
      const files = [...new Set(own.map(({ file }) => `\`tests/${file}\``))].join(", ");
      return `| ${kind} | ${capability} | ${own.length} | ${files} |`;
    })
  );
  return ["| Kind | Capability | Tests | In |", "| --- | --- | --- | --- |", ...lines].join("\n");
}

/** A state diagram of a table. Parallel rows of several states are drawn for each. */
export function diagram(table: readonly Transition<string, string>[], begin: readonly string[]): string {
  const states = [...new Set(table.flatMap(({ from, to }) => [...from, to]))];
  const id = (state: string) => state.replaceAll(/[^A-Za-z0-9]/g, "_");
  const arrows = table.flatMap(({ from, to, on, when, action }) =>
    from.map((state) => {
      const condition = when === undefined ? "" : ` [${when}]`,
        does = action === undefined ? "" : ` / ${action}`;
      return `  ${id(state)} --> ${id(to)}: ${on}${condition}${does}`;
    })
  );
  return [
    "```mermaid",
    "stateDiagram-v2",
    ...states.map((state) => `  state "${state}" as ${id(state)}`),
    ...begin.map((state) => `  [*] --> ${id(state)}`),
    ...arrows,
    "```",
  ].join("\n");
}

/** The rows of a table, as a table. */
export function rows(table: readonly Transition<string, string>[]): string {
  const lines = table.map(({ name, from, on, when, to, action }) =>
    `| ${name} | ${from.join(", ")} | ${on} | ${when ?? ""} | ${to} | ${action ?? ""} |`
  );
  return [
    "| Transition | From | Trigger | If | To | Action |",
    "| --- | --- | --- | --- | --- | --- |",
    ...lines,
  ].join(
    "\n",
  );
}

/** What stands in docs/gem.md between `<!-- begin name -->` and `<!-- end name -->`, by name. */
export function generated(): Record<string, string> {
  const offLine = ["EQUIPMENT OFF-LINE", "ATTEMPT ON-LINE", "HOST OFF-LINE", "LOCAL", "REMOTE"];
  return {
    "communication diagram": diagram(COMMUNICATION, ["DISABLED"]),
    "communication table": rows(COMMUNICATION),
    "control diagram": diagram(CONTROL, offLine),
    "control table": rows(CONTROL),
    compliance: compliance(proofs()),
  };
}

/** A page with its generated parts made anew. Throws when a part has no place. */
export function withGenerated(page: string, parts: Record<string, string> = generated()): string {
  let result = page;
  for (const [name, text] of Object.entries(parts)) {
    const begin = `<!-- begin ${name} -->`, end = `<!-- end ${name} -->`;
    const from = result.indexOf(begin), to = result.indexOf(end);
    if (from < 0 || to < from) {
      throw new Error(`Cannot write the part "${name}": the page has no place for it`);
    }
    result = `${result.slice(0, from + begin.length)}\n\n${text}\n\n${result.slice(to)}`;
  }
  return result;
}
