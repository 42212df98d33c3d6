// What a fish makes of `hsms completion fish`. `npm test` finds or installs it and says in FABWIRE_FISH which.
import { assertEquals } from "@std/assert";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import process from "node:process";
import { hsms, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";

const FISH = process.env.FABWIRE_FISH!;

const CASES: readonly (readonly [line: string, expected: string[]])[] = [
  ["hsms disc", ["discover"]],
  ["hsms decode --fo", ["--follow", "--force", "--format"]],
  ["hsms decode --format pc", ["pcap", "pcapng"]],
  ["hsms completion ", ["bash", "fish", "zsh"]],
  ["hsms listen 5000 --as ", ["equipment", "host", "nobody"]],
  ["hsms help repl", ["replay"]],
  ["hsms ping so", []],
  ["hsms decode so", ["some.txt"]],
  ["hsms send x:1 --file so", ["some.txt"]],
];

test("cli completion: a fish completes by it", { timeout: 60_000 }, async () => {
  const { out } = await hsms(["completion", "fish"]);
  await withFolder((path) => {
    writeFileSync(path("hsms.fish"), out);
    writeFileSync(path("some.txt"), "");
    for (const [line, expected] of CASES) {
      const script = `cd '${path("")}'; source hsms.fish; complete -C '${line}'`;
      const { stdout, stderr } = spawnSync(FISH, ["--no-config", "-c", script], {
        encoding: "utf8",
        env: { ...process.env, HOME: path("") },
      });
      assertEquals(stderr, "", line);
      const words = stdout.split("\n").filter((line) => line !== "").map((line) => line.split("\t")[0]);
      assertEquals(words, expected, line);
    }
    return Promise.resolve();
  });
});
