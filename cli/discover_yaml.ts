// A discovered profile as YAML with comments: what it is, what to add, and what the tool did not tell.
import { Document, isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import type { ToolModel } from "../core/gem/mod.ts";
import type { Profile } from "../driver/profile.ts";

/** What stands in front of each part. */
const COMMENTS: Readonly<Record<string, string>> = {
  connection: "How the host reaches the tool.",
  variables: "Status variables: the formats are those of the values that were read.",
  dataVariables:
    "Valid when their event fires. The tool does not tell their formats: correct them where it matters.",
  constants: "Equipment constants.",
  reports: "Reports: those that were defined, and one for each event whose variables the tool names.",
  events: "Collection events, with the reports that are to come with each.",
  alarms: "Alarms. A `name` is easier to use than the text.",
  deviations: "Where the tool deviates from what most do.",
};

const COMMANDS = [
  "Remote commands cannot be asked for: take them from the tool's manual.",
  "commands:",
  "  START:",
  "    parameters:",
  "      - { name: PPID, format: A, required: true }",
  "    completes: EVENT_NAME",
].join("\n");

/** The text of a profile file. `where` says what was asked, and when. */
export function yamlOf(profile: Profile, model: ToolModel, where: string): string {
  const document = new Document(profile);
  const root = document.contents as unknown as YAMLMap;
  for (const { key, value } of root.items) {
    if (!isScalar(key)) continue;
    key.spaceBefore = key.value !== "equipment";
    const comment = COMMENTS[String(key.value)];
    if (comment !== undefined) key.commentBefore = ` ${comment}`;
    if (isSeq(value)) { for (const item of value.items) if (isMap(item)) item.flow = true; }
  }
  document.commentBefore = commented(headOf(where, model));
  document.comment = commented(tailOf(model));
  return document.toString({ lineWidth: 0 });
}

function commented(text: string): string {
  return text.replace(/^(?=.)/gm, " ");
}

function headOf(where: string, { messages }: ToolModel): string {
  const silent = Object.entries(messages).filter(([, outcome]) => outcome !== "answered");
  const lines = [
    `What ${where} told of itself. A starting point: check it, name things, add what is missing.`,
  ];
  if (silent.length > 0) {
    lines.push(`Not answered: ${silent.map(([name, outcome]) => `${name} (${outcome})`).join(", ")}.`);
  }
  return lines.join("\n");
}

function tailOf({ programs }: ToolModel): string {
  const names = programs.length === 0
    ? ""
    : `\n\nProcess programs on the tool: ${programs.map(oneLine).join(", ")}`;
  return `${COMMANDS}${names}`;
}

function oneLine(text: string): string {
  return JSON.stringify(text);
}
