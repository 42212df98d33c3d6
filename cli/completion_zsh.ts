// Completion in zsh.
import type { Completed, CompletedOption } from "./completion_data.ts";

/** The script. */
export function zshScript(commands: readonly Completed[]): string {
  const named = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n");
  return `#compdef hsms
# hsms: completion for zsh
_hsms() {
  local -a commands
  commands=(
${named}
    'help:tell more about a command'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
    help) _describe command commands ;;
${commands.map(argumentsOf).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_hsms" ]; then
  _hsms "$@"
else
  compdef _hsms hsms
fi
`;
}

function argumentsOf({ name, options, words, takesFiles }: Completed): string {
  const first = words.length === 0 ? [] : [quoted(`1: :(${words.join(" ")})`)];
  const others = quoted(takesFiles ? "*:file:_files" : "*:argument: "); // without it options end at the first argument
  const all = [...options.flatMap(optionOf), ...first, others].map((line) => `      ${line}`);
  return `    ${name}) _arguments \\\n${all.join(" \\\n")} ;;`;
}

/** An option; its names exclude one another unless it may be given more than once. */
function optionOf({ names, help, value, choices, takesFile, isMultiple }: CompletedOption): string[] {
  const argument = value === undefined
    ? ""
    : `:${escaped(value)}:${choices.length > 0 ? `(${choices.join(" ")})` : takesFile ? "_files" : " "}`;
  const others = isMultiple ? "*" : `(${names.join(" ")})`;
  return names.map((name) => quoted(`${others}${name}[${escaped(help)}]${argument}`));
}

function escaped(text: string): string {
  return text.replace(/[\\\[\]:]/g, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
