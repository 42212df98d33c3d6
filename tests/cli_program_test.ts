// The program as a whole: help, versions, what it says when it is called wrongly, exit codes, colours.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readFileSync } from "node:fs";
import { COMMANDS } from "../cli/commands.ts";
import type { Command } from "../cli/command.ts";
import { VERSION } from "../cli/version.ts";
import { captured, hsms } from "./cli_rig.ts";
import { root, test } from "./harness.ts";

const SESSION = captured("secsgem-gem-session.pcapng");

function commands(): Promise<[string, Command][]> {
  return Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) => [name, await load()] as const),
  ) as never;
}

test("cli: the overview lists every command", async () => {
  for (const args of [[], ["help"], ["--help"], ["-h"]]) {
    const { code, out, err } = await hsms(args);
    assertEquals([code, err], [0, ""]);
    for (const [name, { summary }] of await commands()) {
      assert(out.includes(`  ${name.padEnd(4)}`) && out.includes(summary), name);
    }
  }
});

test("cli: every command has its help, by both ways to ask for it", async () => {
  for (const [name, command] of await commands()) {
    assertEquals(command.name, name);
    const { code, out, err } = await hsms([name, "--help"]);
    assertEquals([code, err], [0, ""]);
    assertEquals((await hsms(["help", name])).out, out);
    for (const line of command.usage) assertStringIncludes(out, `hsms ${name} ${line}`.trimEnd());
    for (const option of Object.keys(command.options)) assertStringIncludes(out, `--${option}`);
    for (const [call] of command.examples ?? []) assertStringIncludes(out, call);
  }
});

test("cli: short options of a command are its own", async () => {
  for (const [name, { options }] of await commands()) {
    const short = Object.values(options).flatMap(({ short }) => short ?? []);
    assertEquals([...new Set([...short, "h"])].length, short.length + 1, name);
  }
});

test("cli: the version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  assertEquals(VERSION, version);
  for (const flag of ["--version", "-V"]) assertEquals((await hsms([flag])).out, `${version}\n`);
});

const WRONG: [args: string[], says: string][] = [
  [["dekode"], "hsms: Cannot run dekode: there is no such command (did you mean decode?)"],
  [["frobnicate"], "hsms: Cannot run frobnicate: there is no such command (hsms help lists them)"],
  [["help", "constructor"], "hsms: Cannot run constructor: there is no such command"],
  [["decode"], "hsms decode: Cannot run: an argument is missing\nTry hsms decode --help"],
  [["decode", "a", "b"], "Cannot run: b is one argument too many"],
  [["decode", "a", "--nonsense"], "Cannot take --nonsense: there is no such option"],
  [["decode", SESSION, "--sml", "--hex"], "Cannot print as --sml and --hex at once"],
  [["decode", SESSION, "--time", "noon"], "Cannot take --time noon: it is one of clock, full, delta, none"],
  [["decode", SESSION, "--zone", "Mars"], "Cannot take --zone Mars: it is utc, local, or as +02:00"],
  [["decode", SESSION, "--port", "70000"], "Cannot take --port 70000: it is a number from 1 to 65535"],
  [["decode", SESSION, "-f", "S6F11 & ceid=="], "  S6F11 & ceid==\n                ^\nTry"],
  [["check", SESSION, "--t3", "soon"], "Cannot take --t3 soon: it is a number from 0.001 up"],
  [["check", SESSION, "--fail-on", "doom"], "Cannot take --fail-on doom: it is one of note, warning, error"],
  [["proxy", "5000"], "Cannot run: an argument is missing"],
  [["proxy", "here", "tool:5000"], "Cannot take here for LISTEN: it is [ADDRESS:]PORT"],
  [["proxy", "5000", "tool"], "Cannot take tool for TARGET: it is HOST:PORT"],
  [["proxy", "5000", "6000"], "Cannot take 6000 for TARGET: it is HOST:PORT"],
];

test("cli: called wrongly it says why and ends with 2", async () => {
  for (const [args, says] of WRONG) {
    const { code, out, err } = await hsms(args);
    assertEquals([code, out], [2, ""], args.join(" "));
    assertStringIncludes(err, says);
  }
});

const FAILING: [args: string[], says: string][] = [
  [["decode", "no/such.pcap"], "hsms decode: Cannot read no/such.pcap: there is no such file\n"],
  [["check", "no/such.pcap"], "hsms check: Cannot read no/such.pcap: there is no such file\n"],
  [["stats", "."], "hsms stats: Cannot read .: it is a folder\n"],
  [["diff", SESSION, "no/such.pcap"], "hsms diff: Cannot read no/such.pcap: there is no such file\n"],
  [["view", "no/such.pcap"], "hsms view: Cannot read no/such.pcap: there is no such file\n"],
  [["view", "."], "hsms view: Cannot show .: it is no file\n"],
  [["view", SESSION, "--page", "no/such.html"], "Cannot read the page no/such.html: there is no such file\n"],
  [
    ["decode", SESSION, "--names", "no/such.csv"],
    "Cannot read the names in no/such.csv: there is no such file\n",
  ],
  [["encode", "S1F1 W <L"], "hsms encode: "],
  [["encode"], "hsms encode: Cannot encode: no SML is given\n"],
];

test("cli: what cannot be had is told in one line, and it ends with 1", async () => {
  for (const [args, says] of FAILING) {
    const { code, out, err } = await hsms(args);
    assertEquals([code, out], [1, ""], args.join(" "));
    assertStringIncludes(err, says);
    assertEquals(err.includes("    at "), false, err);
  }
});

test("cli: colours are for people only", async () => {
  const escape = String.fromCharCode(27);
  const plain = await hsms(["decode", SESSION, "--zone", "utc"]);
  const coloured = await hsms(["decode", SESSION, "--zone", "utc"], { isTerminal: true });
  assertEquals(plain.out.includes(escape), false);
  assertEquals(coloured.out.includes(escape), true);
  assertEquals(coloured.out.replaceAll(new RegExp(`${escape}\\[\\d+m`, "g"), ""), plain.out);
});
