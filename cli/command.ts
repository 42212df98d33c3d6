// What a command of the program is: plain data with one function. Help, parsing of arguments and completion in shells
// are made from the data.
import { parseArgs, type ParseArgsConfig } from "node:util";
import { nearest } from "../driver/nearest.ts";
import type { Terminal } from "./terminal.ts";

/** 0: done, and nothing wrong found. 1: something is wrong, or failed. 2: the program was called wrongly. */
export type ExitCode = 0 | 1 | 2;

/** An option of a command; its long name is its key. */
export interface Option {
  readonly type: "boolean" | "string";
  /** One letter. */
  readonly short?: string;
  /** May be given more than once. */
  readonly multiple?: true;
  /** What stands for its value in the help: `FILE`, `SECONDS`. */
  readonly value?: string;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
  /** What it does, in a few words; a default as `(45)`. */
  readonly help: string;
}

/** Values of the options given, by long name. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command was called with. */
export interface Call {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly terminal: Terminal;
}

/** A command. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What follows the name, one line for each way to call it: `FILE|- [options]`. */
  readonly usage: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Fewest and most positional arguments. */
  readonly positionals: readonly [number, number];
  /** The words that its first positional argument may be, for completion: `check`, `schema`. */
  readonly words?: readonly string[];
  /** Calls worth copying, each with a line that says what it does. */
  readonly examples?: readonly (readonly [call: string, what: string])[];
  run(call: Call): ExitCode | Promise<ExitCode>;
}

/** The program was called wrongly; told with a hint at the help, exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Something that cannot be had, told in one line without a stack: exit code 1. */
export class Failure extends Error {
  override name = "Failure";
}

/** Options that every command has. */
export const COMMON: Readonly<Record<string, Option>> = {
  help: { type: "boolean", short: "h", help: "show this help" },
};

/** Reads the arguments of a command. Throws {@linkcode UsageError}. */
export function parse(command: Command, args: readonly string[], terminal: Terminal): Call {
  const options = { ...command.options, ...COMMON } as ParseArgsConfig["options"];
  const { values, positionals } = strictly(
    () => parseArgs({ args: [...args], options, allowPositionals: true, strict: true }),
    Object.keys(options!),
  );
  const call: Call = { values: values as Values, positionals, terminal };
  if (call.values.help !== true) check(command, call);
  return call;
}

function strictly<T>(read: () => T, names: readonly string[]): T {
  try {
    return read();
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\. |\.$/);
    const [, unknown] = /^Unknown option '(-[^' ]*)/.exec(sentence) ?? [];
    if (unknown === undefined) throw new UsageError(sentence);
    const word = nearest(unknown.replace(/^-+/, ""), names);
    const hint = word === undefined ? "" : ` (did you mean --${word}?)`;
    throw new UsageError(`Cannot take ${unknown}: there is no such option${hint}`);
  }
}

function check(command: Command, { values, positionals }: Call): void {
  const [least, most] = command.positionals;
  if (positionals.length < least) throw new UsageError("Cannot run: an argument is missing");
  if (positionals.length > most) {
    throw new UsageError(`Cannot run: ${positionals[most]} is one argument too many`);
  }
  for (const [name, { choices }] of Object.entries(command.options)) {
    const odd = [values[name] ?? []].flat().find((value) => choices?.includes(String(value)) === false);
    if (odd !== undefined) {
      throw new UsageError(`Cannot take --${name} ${odd}: it is one of ${choices!.join(", ")}`);
    }
  }
}

/** The value of an option that is a number from `least` to `most`. Throws {@linkcode UsageError}. */
export function numberOf(
  values: Values,
  name: string,
  least: number,
  most: number = Infinity,
): number | undefined {
  const given = values[name];
  if (given === undefined) return undefined;
  const number = Number(given);
  if (typeof given === "string" && given.trim() !== "" && number >= least && number <= most) return number;
  const range = most === Infinity ? `from ${least} up` : `from ${least} to ${most}`;
  throw new UsageError(`Cannot take --${name} ${given}: it is a number ${range}`);
}

/** The help of a command. */
export function helpOf(command: Command, { style }: Terminal["stdout"]): string {
  const usage = command.usage.map((line) => `  hsms ${command.name} ${line}`.trimEnd());
  const options = Object.entries({ ...command.options, ...COMMON }).map(describeOption);
  const width = Math.max(...options.map(([left]) => left.length));
  const rows = options.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`);
  const examples = (command.examples ?? []).flatMap((
    [call, what],
  ) => [`  ${style("dim", `# ${what}`)}`, `  ${call}`]);
  const parts = [[command.summary], [style("bold", "Usage"), ...usage], [style("bold", "Options"), ...rows]];
  if (examples.length > 0) parts.push([style("bold", "Examples"), ...examples]);
  return parts.map((lines) => lines.join("\n")).join("\n\n") + "\n";
}

function describeOption([name, option]: [string, Option]): [string, string] {
  const short = option.short === undefined ? "    " : `-${option.short}, `;
  const value = option.type === "boolean" ? "" : ` ${option.value ?? option.choices?.join("|") ?? "VALUE"}`;
  return [`${short}--${name}${value}`, option.help];
}
