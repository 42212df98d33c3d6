// `hsms completion`: what shells are told of the commands, and what a bash makes of it.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { COMMANDS } from "../cli/commands.ts";
import { completedOf } from "../cli/completion_data.ts";
import { nearest } from "../driver/nearest.ts";
import { hsms, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";
import { writeFileSync } from "node:fs";

test("cli completion: every command and option is in every script", async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, out } = await hsms(["completion", shell]);
    assertEquals(code, 0);
    for (const [name, load] of Object.entries(COMMANDS)) {
      assertStringIncludes(out, name);
      for (const { names } of completedOf(await load()).options) {
        const long = names.at(-1)!;
        assertStringIncludes(out, shell === "fish" ? `-l ${long.slice(2)} ` : long, `${shell} ${name}`);
      }
    }
  }
  assertEquals((await hsms(["completion", "tcsh"])).code, 2);
});

test("cli completion: files are where the usage has files", async () => {
  const takes = async (name: string) => completedOf(await COMMANDS[name]()).takesFiles;
  assertEquals(await Promise.all(["decode", "host", "replay", "diff"].map(takes)), [true, true, true, false]);
  assertEquals(await Promise.all(["ping", "send", "completion"].map(takes)), [false, false, false]);
  const record = completedOf(await COMMANDS.listen()).options.find(({ names }) =>
    names.includes("--record")
  )!;
  assertEquals([record.takesFile, record.names], [true, ["-r", "--record"]]);
});

const CASES: readonly (readonly [words: string[], expected: string])[] = [
  [["hsms", "disc"], "discover"],
  [["hsms", "decode", "--fo"], "--follow --force --format"],
  [["hsms", "decode", "--format", "pc"], "pcap pcapng"],
  [["hsms", "completion", ""], "bash zsh fish"],
  [["hsms", "listen", "5000", "--as", ""], "equipment host nobody"],
  [["hsms", "help", "repl"], "replay"],
  [["hsms", "ping", ""], ""],
];

if (process.platform !== "win32") {
  test("cli completion: a bash completes by it", { timeout: 30_000 }, async () => {
    const { out } = await hsms(["completion", "bash"]);
    await withFolder((path) => {
      writeFileSync(path("hsms.bash"), out);
      writeFileSync(path("some file.txt"), "");
      const complete = (words: readonly string[]) => {
        const script = `cd '${path("")}'; . ./hsms.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hsms; ` +
          `printf '%s\\n' "\${COMPREPLY[*]}"`;
        const { stdout, stderr } = spawnSync("bash", ["-c", script, "bash", ...words], { encoding: "utf8" });
        assertEquals(stderr, "");
        return stdout.trim();
      };
      for (const [words, expected] of CASES) assertEquals(complete(words), expected, words.join(" "));
      assertEquals(complete(["hsms", "decode", "some"]), "some file.txt");
      assertEquals(complete(["hsms", "send", "x:1", "--file", "some"]), "some file.txt");
      return Promise.resolve();
    });
  });
}

test("cli: what was meant is guessed when it is near, and not when it is far", () => {
  const words = ["decode", "discover", "diff", "--session"];
  const cases = [["decdoe", "decode"], ["dicsover", "discover"], ["dif", "diff"], ["disc", "discover"]];
  for (const [typed, meant] of cases) assertEquals(nearest(typed, words), meant);
  assertEquals(nearest("--sesion", words), "--session");
  assertEquals(nearest("frobnicate", words), undefined);
  assert(nearest("", words) === undefined);
});
