// The program: finds the command, parses its arguments, runs it, and tells what went wrong.
import { type Command, type ExitCode, Failure, helpOf, parse, UsageError } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { meant } from "../driver/nearest.ts";
import type { Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** Runs `hsms` with these arguments. */
export async function program(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    return await help(rest[0], terminal);
  }
  if (name === "--version" || name === "-V") return await say(terminal, `${VERSION}\n`);
  const load = find(name);
  if (load === undefined) return await complain(terminal, "hsms", unknown(name), 2);
  return await run(await load(), rest, terminal);
}

function find(name: string) {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

async function run(command: Command, args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const call = parse(command, args, terminal);
    if (call.values.help === true) return await say(terminal, helpOf(command, terminal.stdout));
    return await command.run(call);
  } catch (error) {
    const who = `hsms ${command.name}`;
    if (error instanceof UsageError) return await complain(terminal, who, hint(error, who), 2);
    if (error instanceof Failure) return await complain(terminal, who, error.message, 1);
    throw error;
  }
}

async function help(name: string | undefined, terminal: Terminal): Promise<ExitCode> {
  const load = name === undefined ? undefined : find(name);
  if (name !== undefined && load === undefined) return await complain(terminal, "hsms", unknown(name), 2);
  return await say(
    terminal,
    load === undefined ? await overview(terminal) : helpOf(await load(), terminal.stdout),
  );
}

async function overview({ stdout: { style } }: Terminal): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `  ${style("bold", name.padEnd(width))}  ${summary}`);
  return [
    "hsms: SECS/GEM at the command line",
    "",
    `${style("bold", "Usage")}\n  hsms COMMAND [arguments]`,
    "",
    style("bold", "Commands"),
    ...rows,
    "",
    "hsms help COMMAND tells more about one. Exit codes: 0 done, 1 something is wrong or failed, 2 called wrongly.",
    "",
  ].join("\n");
}

function unknown(name: string): string {
  const hint = meant(name, Object.keys(COMMANDS)) || " (hsms help lists them)";
  return `Cannot run ${name}: there is no such command${hint}`;
}

function hint(error: UsageError, who: string): string {
  return `${error.message}\nTry ${who} --help`;
}

async function say({ stdout }: Terminal, text: string): Promise<ExitCode> {
  await stdout.write(text);
  return 0;
}

async function complain({ stderr }: Terminal, who: string, what: string, code: ExitCode): Promise<ExitCode> {
  await stderr.write(`${stderr.style("red", `${who}:`)} ${what}\n`);
  return code;
}
