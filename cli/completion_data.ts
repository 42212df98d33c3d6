// What a shell has to know of a command.
import { type Command, COMMON, type Option } from "./command.ts";

/** An option as shells complete it. */
export interface CompletedOption {
  /** With its dashes: `--json`, `-o`. */
  readonly names: readonly string[];
  readonly help: string;
  /** What stands for its value; undefined when it has none. */
  readonly value: string | undefined;
  readonly choices: readonly string[];
  readonly takesFile: boolean;
  readonly isMultiple: boolean;
}

/** A command as shells complete it. */
export interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What the first argument may be. */
  readonly words: readonly string[];
  /** Whether its arguments may be files. */
  readonly takesFiles: boolean;
}

const FILE = /\b(?:FILE|PROFILE|CAPTURE|FOLDER)\b/;

/** What a shell has to know of a command. */
export function completedOf({ name, summary, usage, options, words = [] }: Command): Completed {
  return {
    name,
    summary,
    words,
    options: Object.entries({ ...options, ...COMMON }).map(optionOf),
    takesFiles: usage.some((line) => FILE.test(line.replace(/\[[^\]]*\]/g, "").replace(/--\S+ \S+/g, ""))),
  };
}

function optionOf(
  [name, { short, type, value, choices = [], help, multiple }]: [string, Option],
): CompletedOption {
  return {
    names: [...(short === undefined ? [] : [`-${short}`]), `--${name}`],
    help,
    value: type === "boolean" ? undefined : value ?? "VALUE",
    choices,
    takesFile: value !== undefined && FILE.test(value),
    isMultiple: multiple === true,
  };
}
