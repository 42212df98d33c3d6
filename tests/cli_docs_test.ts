// The page on the command line says what the commands say of themselves, and every example of theirs works.
import { assert, assertEquals } from "@std/assert";
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "../cli/command.ts";
import { COMMANDS } from "../cli/commands.ts";
import { captureFile } from "./captures_truth.ts";
import { arranged, generated } from "./cli_docs.ts";
import { captured, chunks, hsms, withFolder } from "./cli_rig.ts";
import { withGenerated } from "./gem_docs.ts";
import { root, test } from "./harness.ts";

test("cli docs: usage, options and examples are those of the commands", async () => {
  const page = readFileSync(new URL("docs/cli.md", root), "utf8");
  // The spaces that align the columns of a table, and its line of dashes, are the formatter's.
  const plain = (text: string) => text.replaceAll(/-{3,}/g, "---").replaceAll(/ +/g, " ");
  assertEquals(plain(page), plain(withGenerated(page, await generated())), "run testing/write_cli_docs.ts");
});

test("cli docs: there is a section for every command and for nothing else", () => {
  const page = readFileSync(new URL("docs/cli.md", root), "utf8");
  const sections = [...page.matchAll(/^## hsms (\w+)$/gm)].map(([, name]) => name);
  assertEquals(sections, Object.keys(COMMANDS));
});

test("cli docs: a new command gets a section in its place, and the prose of others stays", () => {
  const page =
    "# Page\n\n## hsms b\n\n<!-- begin b -->\n<!-- end b -->\n\nProse.\n\n## hsms gone\n\nProse.\n";
  assertEquals(
    withGenerated(arranged(page, ["a", "b"]), { a: "A", b: "B" }),
    "# Page\n\n## hsms a\n\n<!-- begin a -->\n\nA\n\n<!-- end a -->\n\n## hsms b\n\n<!-- begin b -->\n\nB\n\n<!-- end b -->\n\nProse.\n",
  );
});

/** What follows `hsms` in a line for a shell. */
function argumentsOf(call: string): string[] {
  const [, text] = /(?:^|\| )hsms (.*?)(?: [<>] \S+)?$/.exec(call)!;
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c);
}

test("cli docs: the arguments of every example are understood", async () => {
  for (const load of Object.values(COMMANDS)) {
    const command = await load();
    for (const [call] of command.examples ?? []) {
      const [name, ...args] = argumentsOf(call);
      const called = await COMMANDS[name]();
      assert(parse(called, args, {} as never).positionals.length >= called.positionals[0], call);
    }
  }
});

/** Commands whose examples need nothing but files. */
const ON_FILES = ["decode", "check", "stats", "diff", "encode", "view"];

const FILES: Readonly<Record<string, string>> = {
  "session.pcapng": captured("secsgem-gem-session.pcapng"),
  "good.pcapng": captured("secsgem-gem-session.pcapng"),
  "bad.pcapng": captured("imp-gap.pcap"),
};

test("cli docs: examples on files work", async () => {
  await withFolder(async (path) => {
    writeFileSync(path("page.html"), "<body></body>");
    for (const name of ON_FILES) {
      for (const [call] of (await COMMANDS[name]()).examples ?? []) {
        if (call === "hsms view session.pcapng") continue; // opens a browser
        const args = argumentsOf(call).map((arg) =>
          FILES[arg] ?? (/\.(pcapng|html)$/.test(arg) ? path(arg) : arg)
        );
        if (name === "view") args.push("--page", path("page.html"));
        const stdin = chunks(captureFile("secsgem-gem-session.pcapng"), 5000);
        const { code, err } = await hsms(args, { stdin });
        assert(
          code === 0 || (code === 1 && (name === "check" || name === "diff")),
          `${call}: ${code} ${err}`,
        );
      }
    }
  });
});
