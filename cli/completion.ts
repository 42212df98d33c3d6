// `hsms completion`: scripts for shells, made from what the commands say of themselves.
import type { Call, Command, ExitCode } from "./command.ts";
import { UsageError } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { bashScript } from "./completion_bash.ts";
import { type Completed, completedOf } from "./completion_data.ts";
import { fishScript } from "./completion_fish.ts";
import { zshScript } from "./completion_zsh.ts";

const SCRIPTS: Readonly<Record<string, (commands: readonly Completed[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** The command. */
export const COMPLETION: Command = {
  name: "completion",
  summary: "print a script that completes commands, options and files in a shell",
  usage: Object.keys(SCRIPTS),
  positionals: [1, 1],
  words: Object.keys(SCRIPTS),
  options: {},
  examples: [
    [
      "hsms completion bash > ~/.local/share/bash-completion/completions/hsms",
      "in bash, from the next shell on",
    ],
    ["hsms completion zsh > ~/.zfunc/_hsms", "in zsh, where ~/.zfunc is in fpath"],
    ["hsms completion fish > ~/.config/fish/completions/hsms.fish", "in fish"],
  ],
  run: completion,
};

/** Runs `hsms completion`. */
async function completion({ positionals: [shell], terminal }: Call): Promise<ExitCode> {
  if (!Object.hasOwn(SCRIPTS, shell)) {
    throw new UsageError(`Cannot complete in ${shell}: known are ${Object.keys(SCRIPTS).join(", ")}`);
  }
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  await terminal.stdout.write(SCRIPTS[shell](commands.map(completedOf)));
  return 0;
}
