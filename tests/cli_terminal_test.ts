// `hsms host` in a real terminal: typing, completion, history, what comes while a line is typed, Ctrl-C and Ctrl-D.
import { assert, assertEquals } from "@std/assert";
import { readFileSync } from "node:fs";
import { commandLine } from "./cli_process.ts";
import { withFolder } from "./cli_rig.ts";
import { Tmux } from "./cli_tmux.ts";
import { withTool } from "./cli_tool.ts";
import { test } from "./harness.ts";

const LIMIT = { timeout: 60_000 };

/** A prompt on a simulated etcher, ready. */
async function atPrompt(
  history: string,
  work: (terminal: Tmux) => Promise<void>,
): Promise<void> {
  await withTool(async ({ at }) => {
    const command = commandLine(["host", "etcher", "--at", at, "--history", history]);
    const terminal = new Tmux(command, { NO_COLOR: "1" });
    try {
      await terminal.until(/ready: ETCHER-300 2\.1[^]*ETCH-01> ?$/);
      await work(terminal);
    } finally {
      terminal.close();
    }
  }, ["--quiet"]);
}

test("terminal: messages, a body on the next lines, Tab, and history across runs", LIMIT, async () => {
  await withFolder(async (path) => {
    await atPrompt(path("history"), async (terminal) => {
      terminal.type("S1F1 W");
      terminal.press("Enter");
      await terminal.until(/S1F2\n<L \[2\]\n {2}<A \[10\] "ETCHER-300">/);
      terminal.type("S1F3 W");
      terminal.press("Enter");
      await terminal.until(/ETCH-01> S1F3 W\n… ?$/);
      terminal.type("<L <U4 1006>>");
      terminal.press("Enter");
      await terminal.until(/S1F4\n<L \[1\]\n {2}<BOOLEAN \[1\] FALSE>/);
      await terminal.complete("read ChamberD", /ETCH-01> read ChamberDoor ?$/);
      terminal.press("Enter");
      await terminal.until(/\nChamberDoor = false\nETCH-01> ?$/);
      await terminal.complete("S2F4", /S2F41 {2}Host Command Send/);
      terminal.press("C-c");
      await terminal.until(/\^C\nETCH-01> ?$/);
      terminal.press("Up");
      await terminal.until(/ETCH-01> read ChamberDoor ?$/);
      terminal.press("Enter");
      await terminal.until(/ChamberDoor = false\n[^]*ChamberDoor = false\nETCH-01> ?$/);
      terminal.press("C-d");
      await terminal.until(/EXIT 0/);
    });
    assertEquals(readFileSync(path("history"), "utf8"), "S1F1 W\nS1F3 W\n<L <U4 1006>>\nread ChamberDoor \n");
    await atPrompt(path("history"), async (terminal) => {
      terminal.press("Up");
      await terminal.until(/ETCH-01> read ChamberDoor ?$/);
      terminal.press("C-c");
      await terminal.until(/\^C\nETCH-01> ?$/);
      terminal.type("quit");
      terminal.press("Enter");
      await terminal.until(/EXIT 0/);
    });
  });
});

test(
  "terminal: events come above the line that is being typed; Ctrl-C gives up what waits",
  LIMIT,
  async () => {
    await atPrompt("none", async (terminal) => {
      terminal.type("START RECIPE_ID=ALU");
      terminal.press("Tab");
      await terminal.until(/RECIPE_ID=ALU_001 ?$/);
      terminal.press("Enter");
      await terminal.until(/START: \S+ \(HCACK 4\)/);
      terminal.type("read Cham");
      await terminal.until(/event PROCESS_START[^]*event PROCESS_END[^]*\nETCH-01> read Cham$/);
      assertEquals(terminal.screen.match(/read Cham/g)?.length, 1, "the line is drawn once");
      terminal.type("berDoor");
      terminal.press("Enter");
      await terminal.until(/ChamberDoor = false\nETCH-01> ?$/);
      terminal.type("wait PROCESS_END 600");
      terminal.press("Enter");
      terminal.press("C-c");
      await terminal.until(/wait PROCESS_END 600\n(?:\^C\n?)?Given up\nETCH-01> ?$/);
      terminal.type("STRAT");
      terminal.press("Enter");
      await terminal.until(/did you mean START\?/);
      terminal.press("C-c");
      await terminal.until(/EXIT 0/);
      assert(!terminal.screen.includes("Error"), terminal.screen);
    });
  },
);
