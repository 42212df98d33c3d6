// What docs/cli.md has from the commands themselves: how they are called, their options, their examples.
import type { Command, Option } from "../cli/command.ts";
import { COMMANDS } from "../cli/commands.ts";

/** The generated part of each command, by its name. */
export async function generated(): Promise<Record<string, string>> {
  const parts = Object.entries(COMMANDS).map(async ([name, load]) => [name, describe(await load())] as const);
  return Object.fromEntries(await Promise.all(parts));
}

/** The page with a section for each of these commands, in this order; prose of sections that were there stays. */
export function arranged(page: string, names: readonly string[]): string {
  const [head, ...sections] = page.split(/^(?=## hsms )/m);
  const known = new Map(sections.map((text) => [/^## hsms (\S+)/.exec(text)![1], text.trim()]));
  const fresh = (name: string) => `## hsms ${name}\n\n<!-- begin ${name} -->\n<!-- end ${name} -->`;
  return [head.trim(), ...names.map((name) => known.get(name) ?? fresh(name))].join("\n\n") + "\n";
}

function describe(command: Command): string {
  const { name, summary, usage, options, examples = [] } = command;
  const rows = Object.entries(options).map(([option, about]) =>
    `| ${nameOf(option, about)} | ${cell(about.help)} |`
  );
  return [
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    "```text",
    ...usage.map((line) => `hsms ${name} ${line}`.trimEnd()),
    "```",
    ...(rows.length === 0 ? [] : ["| option | does |", "| --- | --- |", ...rows]),
    ...(examples.length === 0 ? [] : ["```sh"]),
    ...examples.flatMap(([call, what]) => [`# ${what}`, call]),
    ...(examples.length === 0 ? [] : ["```"]),
  ].join("\n").replace(/^```(?:text|sh)$/gm, "\n$&").replace(/\n(\| option )/, "\n\n$1");
}

function nameOf(name: string, { short, type, value, choices }: Option): string {
  const argument = type === "boolean" ? "" : ` ${value ?? choices?.join("|") ?? "VALUE"}`;
  return [short === undefined ? [] : `\`-${short}\``, `\`--${name}${cell(argument)}\``].flat().join(", ");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
