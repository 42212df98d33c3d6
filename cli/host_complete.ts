// Completion at the host's prompt: commands, parameters and their values, names, messages with their titles.
import { catalogue } from "../core/messages/standard.ts";
import type { Profile } from "../driver/profile.ts";
import { HOST_COMMANDS, type Words } from "./host_commands.ts";

/** What is known to complete by. */
export interface Known {
  readonly profile: Profile;
  readonly recipes: readonly string[];
}

/** What may stand in place of the last word of a line, and that word; as `node:readline` wants it. */
export function complete(line: string, known: Known): [string[], string] {
  const words = line.trimStart().split(/\s+/);
  const last = words.at(-1)!;
  if (words.length === 1) return [firstWords(last, known), last];
  const candidates = wordsBehind(words[0], words.slice(1, -1), last, known);
  return [candidates.filter((word) => word.startsWith(last)), last];
}

/** Commands, messages of the profile, and SxFy: each of those with its title while there are several. */
function firstWords(last: string, { profile }: Known): string[] {
  const names = [HOST_COMMANDS, profile.commands ?? {}, profile.messages ?? {}].flatMap(Object.keys)
    .filter((name) => name.startsWith(last))
    .map((name) => `${name} `);
  if (!/^S\d*(?:F\d*)?$/i.test(last)) return names;
  const messages = messagesLike(last);
  if (messages.length === 1) return [...names, `${messages[0].id} ${messages[0].reply === "-" ? "" : "W "}`];
  return [...names, ...messages.map(({ id, name }) => `${id}  ${name}`)];
}

/** Primaries of a host. A whole SxFy means itself, not also those that are longer. */
function messagesLike(typed: string) {
  const primaries = [...catalogue].filter(({ function: fn, direction }) =>
    fn % 2 === 1 && direction !== "E→H"
  );
  const text = typed.toUpperCase();
  const exact = primaries.filter(({ id }) => id === text);
  return exact.length > 0 ? exact.slice(0, 1) : primaries.filter(({ id }) => id.startsWith(text));
}

function wordsBehind(name: string, before: readonly string[], last: string, known: Known): string[] {
  const remote = Object.hasOwn(known.profile.commands ?? {}, name)
    ? known.profile.commands![name]
    : undefined;
  if (remote !== undefined) return parametersOf(remote, before, last, known);
  const command = Object.hasOwn(HOST_COMMANDS, name) ? HOST_COMMANDS[name] : undefined;
  if (command?.words === undefined) return [];
  return namesOf(command.words, known).filter((word) => !before.includes(word))
    .map((word) => command.assigns === true ? `${quoted(word)}=` : `${quoted(word)} `);
}

/** Parameters that are not given yet; behind `=` the values that one may have. */
function parametersOf(
  { parameters = [] }: NonNullable<Profile["commands"]>[string],
  before: readonly string[],
  last: string,
  { recipes }: Known,
): string[] {
  const [key] = last.split("=");
  const parameter = last.includes("=") ? parameters.find(({ name }) => name === key) : undefined;
  if (parameter === undefined) {
    const given = before.map((word) => word.split("=")[0]);
    return parameters.filter(({ name }) => !given.includes(name)).map(({ name }) => `${name}=`);
  }
  const values = parameter.values ?? (/^(?:PPID|RECIPE.*)$/i.test(key) ? recipes : []);
  const flags = parameter.format === "BOOLEAN" ? ["true", "false"] : [];
  return [...values, ...flags].map((value) => `${key}=${quoted(String(value))} `);
}

function quoted(word: string): string {
  return /[\s"']/.test(word) ? `"${word}"` : word;
}

function namesOf(words: Words, { profile, recipes }: Known): string[] {
  const { variables = [], constants = [], events = [], alarms = [] } = profile;
  const names = (things: readonly { readonly name?: string }[]) => things.flatMap(({ name }) => name ?? []);
  switch (words) {
    case "variables":
      return names(variables);
    case "constants":
      return names(constants);
    case "readable":
      return names([...variables, ...constants]);
    case "events":
      return names(events);
    case "news":
      return names([...events, ...alarms]);
    case "recipes":
      return [...recipes];
    case "commands":
      return Object.keys(profile.commands ?? {});
    case "everything":
      return [HOST_COMMANDS, profile.commands ?? {}].flatMap(Object.keys);
  }
}
