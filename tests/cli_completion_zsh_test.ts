// What a zsh makes of `hsms completion zsh`. `npm test` finds or installs it and says in FABWIRE_ZSH which.
import { assertEquals } from "@std/assert";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import process from "node:process";
import { hsms, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";

const ZSH = process.env.FABWIRE_ZSH!;

const CASES: readonly (readonly [line: string, expected: string[]])[] = [
  ["hsms disc", ["discover"]],
  ["hsms decode --fo", ["--follow", "--force", "--format"]],
  ["hsms decode --format pc", ["pcap", "pcapng"]],
  ["hsms listen 5000 --as ", ["equipment", "host", "nobody"]],
  ["hsms ping so", []],
  ["hsms decode so", ["some.txt"]],
];

/** A zsh in a terminal of its own, that says what it would complete a line by. */
const SCRIPT = `
zmodload zsh/zpty
zpty z ${ZSH} -f -i
zpty -w z 'PS1=; autoload -Uz compinit; compinit -u -D; . ./hsms.zsh; bindkey "^I" complete-word'
zpty -w z 'compadd() { builtin compadd -O found "$@"; print -r -- "<$found>"; builtin compadd "$@" }'
zpty -w z 'print rea''dy'
zpty -r z line '*ready*'
zpty -w -n z "$1"$'\\t'
sleep 0.3
zpty -w -n z $'\\x15'
zpty -w z 'print do''ne'
zpty -r z line '*done*'
print -r -- "$line"
zpty -d z
`;

test("cli completion: a zsh completes by it", { timeout: 60_000 }, async () => {
  const { out } = await hsms(["completion", "zsh"]);
  await withFolder((path) => {
    writeFileSync(path("hsms.zsh"), out);
    writeFileSync(path("some.txt"), "");
    writeFileSync(path("complete.zsh"), SCRIPT);
    for (const [line, expected] of CASES) {
      const { stdout } = spawnSync(ZSH, ["-f", path("complete.zsh"), line], {
        encoding: "utf8",
        cwd: path(""),
      });
      const words = new Set(
        [...stdout.matchAll(/<([^<>\r\n]+)>/g)].flatMap(([, words]) => words.split(" ")).filter((word) =>
          word !== "$found"
        ),
      );
      assertEquals([...words].sort(), expected, stdout);
    }
    return Promise.resolve();
  });
});
