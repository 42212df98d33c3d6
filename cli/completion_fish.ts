// Completion in fish.
import type { Completed, CompletedOption } from "./completion_data.ts";

/** The script. */
export function fishScript(commands: readonly Completed[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return [
    "# hsms: completion for fish",
    "complete -c hsms -f",
    ...commands.map(({ name, summary }) =>
      `complete -c hsms -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`
    ),
    `complete -c hsms -n __fish_use_subcommand -a help -d ${quoted("tell more about a command")}`,
    `complete -c hsms -n '__fish_seen_subcommand_from help' -a ${quoted(names)}`,
    ...commands.flatMap(linesOf),
    "",
  ].join("\n");
}

function linesOf({ name, options, words, takesFiles }: Completed): string[] {
  const here = `complete -c hsms -n '__fish_seen_subcommand_from ${name}'`;
  const first = words.length === 0 ? [] : [
    `complete -c hsms -n '__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${
      words.join(" ")
    }' -a ${quoted(words.join(" "))}`,
  ];
  return [
    ...first,
    ...(takesFiles ? [`${here} -F`] : []),
    ...options.map((option) => `${here} ${optionOf(option)}`),
  ];
}

function optionOf({ names, help, value, choices, takesFile }: CompletedOption): string {
  const flags = names.map((name) => name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`);
  const argument = value === undefined
    ? []
    : choices.length > 0
    ? [`-x -a ${quoted(choices.join(" "))}`]
    : takesFile
    ? ["-r -F"]
    : ["-x"];
  return [...flags, ...argument, `-d ${quoted(help)}`].join(" ");
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
