// Completion in bash.
import type { Completed, CompletedOption } from "./completion_data.ts";

/** The script. */
export function bashScript(commands: readonly Completed[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# hsms: completion for bash
_hsms() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    _hsms_words "${names} help --help --version"
    return
  fi
  case "\${COMP_WORDS[1]} $before" in
${commands.flatMap(values).join("\n")}
    "help help") _hsms_words "${names}"; return ;;
  esac
  case "\${COMP_WORDS[1]}" in
${commands.map(rest).join("\n")}
  esac
}
_hsms_words() {
  local IFS=$' \\n'
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}
_hsms_files() {
  local IFS=$'\\n'
  compopt -o filenames 2> /dev/null
  COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F _hsms hsms
`;
}

/** What stands behind an option with a value. */
function values({ name, options }: Completed): string[] {
  return options.filter(({ value }) => value !== undefined).map((option) => {
    const patterns = option.names.map((option) => `"${name} ${option}"`).join(" | ");
    return `    ${patterns}) ${valueOf(option)}return ;;`;
  });
}

function valueOf({ choices, takesFile }: CompletedOption): string {
  if (choices.length > 0) return `_hsms_words "${choices.join(" ")}"; `;
  return takesFile ? "_hsms_files; " : "";
}

/** Options, words and files of a command. */
function rest({ name, options, words, takesFiles }: Completed): string {
  const names = options.flatMap(({ names }) => names.filter((name) => name.startsWith("--"))).join(" ");
  const first = words.length === 0 ? "" : `
      elif [ "$COMP_CWORD" -eq 2 ]; then _hsms_words "${words.join(" ")}"`;
  const files = takesFiles
    ? `
      else _hsms_files`
    : "";
  return `    ${name})
      if [[ "$cur" == -* ]]; then _hsms_words "${names}"${first}${files}
      fi ;;`;
}
