// `hsms host` by scripts, and its parts: statements, completion, history, values.
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { readFileSync, writeFileSync } from "node:fs";
import { complete } from "../cli/host_complete.ts";
import { HOST_COMMANDS } from "../cli/host_commands.ts";
import { History, historyFile } from "../cli/host_history.ts";
import { tellNews } from "../cli/host_news.ts";
import type { Output } from "../cli/host_session.ts";
import { StatementReader, wordsOf } from "../cli/host_statement.ts";
import { assignmentOf, valueOf, valueText } from "../cli/host_values.ts";
import type { Tool } from "../driver/tool.ts";
import { shippedProfile } from "../driver/profile_shipped.ts";
import { loadProfile } from "../driver/profile_file.ts";
import { hsms, withFolder } from "./cli_rig.ts";
import { freePort, typed, withTool } from "./cli_tool.ts";
import { test } from "./harness.ts";

const LIMIT = { timeout: 30_000 };

/** What lines make. */
function read(...lines: string[]): unknown[] {
  const reader = new StatementReader();
  const statements = [...lines.flatMap((line) => reader.push(line)), ...reader.end()];
  return statements.map((statement) => statement.type === "words" ? statement.words : statement.source);
}

test("cli host: a line is a message or words; a message may take several lines", () => {
  assertEquals(read("S1F1 W"), ["S1F1 W."]);
  assertEquals(read("S1F1 W.", "s1f3 w <L <U4 1>>"), ["S1F1 W.", "s1f3 w <L <U4 1>>."]);
  assertEquals(read("S1F3 W", "<L", "  <A '> . <'> // > >", ">."), ["S1F3 W\n<L\n  <A '> . <'> // > >\n>."]);
  assertEquals(read("S1F3 W", "read X"), ["S1F3 W.", ["read", "X"]]);
  assertEquals(read("S1F3 W", ""), ["S1F3 W."]);
  assertEquals(read("AreYouThere: 'S1F1' W"), ["AreYouThere: 'S1F1' W."]);
  assertEquals(read("", "# no", "// no", "  START A=1  "), [["START", "A=1"]]);
  assertEquals(read("S2F41 W <L <A 'x'>"), ["S2F41 W <L <A 'x'>."]);
});

test("cli host: quotes keep words together", () => {
  assertEquals(wordsOf(`a B="two words" 'c d'e`), ["a", "B=two words", "c de"]);
  assertEquals(wordsOf(`x ""`), ["x", ""]);
  assertThrows(() => wordsOf(`a "b`), Error, "a quote is not closed");
});

test("cli host: values are those of their format, and shown as they are typed", () => {
  assertEquals(valueOf("5", "U2"), 5);
  assertEquals(valueOf("5", "A"), "5");
  assertEquals(valueOf("1,2,3", "F4"), [1, 2, 3]);
  assertEquals(valueOf("18446744073709551615", "U8"), 2n ** 64n - 1n);
  assertEquals([valueOf("yes", "BOOLEAN"), valueOf("F", "BOOLEAN")], [true, false]);
  assertEquals([valueOf("7", undefined), valueOf("x", undefined)], [7, "x"]);
  assertEquals(assignmentOf("A=b=c"), ["A", "b=c"]);
  assertThrows(() => assignmentOf("=x"), Error, "it is NAME=VALUE");
  const shown = [1.5, "LOT-7", "two words", Uint8Array.of(1, 255), [1, "x"], undefined, true, 5n];
  assertEquals(shown.map(valueText), ["1.5", "LOT-7", '"two words"', "01 ff", "[1, x]", "-", "true", "5"]);
});

test("cli host: completion knows commands, parameters, values, names and messages", async () => {
  const { profile } = await loadProfile(shippedProfile("etcher")!);
  const known = { profile, recipes: ["ALU_001", "two words"] };
  const words = (line: string) => complete(line, known)[0];
  assertEquals(words("STA"), ["START "]);
  assertEquals(words("sta"), ["state "]);
  assertEquals(words("START WA"), ["WAFER_ID="]);
  assertEquals(words("START RECIPE_ID=A"), ["RECIPE_ID=ALU_001 "]);
  assertEquals(words("START RECIPE_ID=t"), []);
  assertEquals(words("START RECIPE_ID=ALU_001 RECIPE").length, 0);
  assertEquals(words("read ChamberP"), ["ChamberPressure "]);
  assertEquals(words("wait PROCESS_E"), ["PROCESS_END "]);
  assertEquals(words("upload tw"), []);
  assertEquals(words("upload A"), ["ALU_001 "]);
  assertEquals(words("help qu"), ["quit "]);
  assertEquals(words("S1F13"), ["S1F13 W "]);
  assert(words("S1F1").every((word) => word.startsWith("S1F1 ")), "a whole name means itself");
  assertStringIncludes(words("S2F4").join("\n"), "S2F41  Host Command Send");
  assert(!words("S6").some((word) => word.startsWith("S6F11 ")), "only what a host sends");
  assertEquals(complete("write ", known)[0].every((word) => word.endsWith("=")), true);
});

test("cli host: the history is kept across runs, once for each line, and never in the way", async () => {
  await withFolder(async (path) => {
    const first = new History(path("state/hsms/history"));
    assertEquals(await first.load(), []);
    for (const line of ["a", "a", " ", "b"]) first.add(line);
    await first.flush();
    assertEquals(readFileSync(path("state/hsms/history"), "utf8"), "a\nb\n");
    assertEquals(await new History(path("state/hsms/history")).load(), ["b", "a"]);
    writeFileSync(path("long"), Array.from({ length: 3000 }, (_, i) => `${i}\n`).join(""));
    assertEquals((await new History(path("long")).load()).length, 1000);
    assertEquals(readFileSync(path("long"), "utf8").split("\n").length, 1001);
    const nowhere = new History(path("long/below"));
    nowhere.add("x");
    await nowhere.flush();
  });
  assertEquals(historyFile({ XDG_STATE_HOME: "/s" })?.replaceAll("\\", "/"), "/s/hsms/host_history");
  assertEquals(historyFile({ HOME: "/h" })?.replaceAll("\\", "/"), "/h/.local/state/hsms/host_history");
  assertEquals(historyFile({}), undefined);
});

test("cli host: a script of messages, names, commands and recipes", LIMIT, async () => {
  await withTool(({ at }) =>
    withFolder(async (path) => {
      const script = typed(
        "# the state first",
        "state",
        "S1F1 W",
        "read ChamberDoor 1006",
        "recipes",
        `upload ALU_001 ${path("alu")}`,
        `download COPY ${path("alu")}`,
        "delete COPY",
        "alarms",
        "clock",
        "events",
        "commands",
        "START RECIPE_ID=ALU_001 RF_POWER=600 --completed",
        "read ProcessState",
        "help S1F3",
        "help START",
        "help read",
        "offline",
        "online",
        "quit",
        "never",
      );
      const { code, out, err } = await hsms(["host", "etcher", "--at", at], { stdin: script });
      assertEquals([code, err], [0, ""]);
      for (
        const says of [
          "tool     ETCH-01, ETCHER-300 2.1",
          "S1F2\n<L [2]",
          "ChamberDoor = false\n1006 = false",
          "ALU_001\nOXIDE_014",
          "COPY: accepted",
          "START: ",
          "event PROCESS_END",
          "EtchDepth=412.5",
          "ProcessState = 0",
          "S1F3 W Selected Equipment Status Request (SSR)",
          "RECIPE_ID=A, required",
          "RF_POWER=U2, 800 when absent, 0 to 1500",
        ]
      ) assertStringIncludes(out, says);
      assert(!out.includes("never"));
      assertStringIncludes(readFileSync(path("alu"), "utf8"), "Aluminium");
    })
  );
});

test(
  "cli host: a line that fails ends the script with 1 and its number, unless told to go on",
  LIMIT,
  async () => {
    await withTool(async ({ at }) => {
      const lines = ["read ChamberDoor", "START RF_POWER=1", "read ChamberDoor"];
      const stopped = await hsms(["host", "etcher", "--at", at], { stdin: typed(...lines) });
      assertEquals(stopped.code, 1);
      assertEquals(
        stopped.err,
        "line 2: Cannot give the command START: the parameter RECIPE_ID is missing\n",
      );
      assertEquals(stopped.out.match(/ChamberDoor = /g)?.length, 1);
      const going = await hsms(["host", "etcher", "--at", at, "--keep-going"], { stdin: typed(...lines) });
      assertEquals([going.code, going.out.match(/ChamberDoor = /g)?.length], [1, 2]);
      const odd = [
        "STRAT",
        "read NoSuchName",
        "S1F2",
        "S1F1 W <U1 256>.",
        "write X",
        "wait",
        "upload Nothing",
        "help me",
      ];
      for (const line of odd) {
        const { code, err } = await hsms(["host", "etcher", "--at", at, "-x", line]);
        assertEquals(code, 1, line);
        assertStringIncludes(err, "line 1: ");
        if (line === "STRAT") assertStringIncludes(err, "did you mean START?");
      }
    });
  },
);

test("cli host: without a profile, and with what the tool tells", LIMIT, async () => {
  await withTool(async ({ at }) => {
    const bare = await hsms(["host", at, "-x", "read 1006", "-x", "subscribe 1002"]);
    assertEquals([bare.code, bare.out.split("\n")[0]], [0, "1006 = false"]);
    const told = await hsms(["host", at, "--discover", "-x", "read ChamberDoor ChamberPressure"]);
    assertEquals(told.code, 0, told.err);
    assertStringIncludes(told.out, "ChamberDoor = false\nChamberPressure = ");
  });
});

test("cli host: records what passes", LIMIT, async () => {
  await withTool(({ at }) =>
    withFolder(async (path) => {
      const args = ["host", "etcher", "--at", at, "--record", path("x.pcapng"), "-x", "S1F1 W"];
      assertEquals((await hsms(args)).code, 0);
      const { out } = await hsms(["decode", path("x.pcapng"), "--time", "none"]);
      assert(/H→E #\d+ S1F1 W .*→ S1F2/.test(out), out);
    })
  );
});

test("cli host: a tool that is not there, and profiles that are none", LIMIT, async () => {
  const port = await freePort();
  const gone = await hsms(["host", `127.0.0.1:${port}`, "--timeout", "0.3", "-x", "S1F1 W"]);
  assertEquals(gone.code, 1);
  assertStringIncludes(gone.err, "hsms host: ");
  const none = await hsms(["host", "nothing.yaml", "-x", "S1F1 W"]);
  assertEquals(none.code, 1);
  assertStringIncludes(none.err, "there is no such file");
  await withFolder(async (path) => {
    writeFileSync(path("x.yaml"), "equipment: { id: X }\n");
    const { code, err } = await hsms(["host", path("x.yaml"), "-x", "state"]);
    assertEquals(code, 1);
    assertStringIncludes(err, "--at HOST:PORT says where the tool is");
  });
});

test("cli host: the way down of a tool reads otherwise than its way up", () => {
  const handlers = new Map<string, (news: unknown) => void>(), lines: string[] = [];
  const tool = {
    on: (kind: string, handler: (news: unknown) => void) => handlers.set(kind, handler),
    control: "on-line",
  };
  const output = {
    say: (line: string) => lines.push(line.replace(/^\S+ /, "")),
    style: (_: string, text: string) => text,
  };
  tellNews(tool as unknown as Tool, output as unknown as Output, false);
  const states = [
    "disconnected",
    "connected",
    "selected",
    "communicating",
    "ready",
    "connected",
    "disconnected",
  ];
  states.slice(1).forEach((to, i) => handlers.get("state")!({ from: states[i], to }));
  handlers.get("disconnected")!({ cause: "TCP disconnected" });
  assertEquals(lines, [
    "connected",
    "selected",
    "communicating",
    "ready: on-line",
    "no longer selected",
    "disconnected: TCP disconnected",
  ]);
});

test("cli host: every command has a usage and a help", () => {
  for (const { usage, help } of Object.values(HOST_COMMANDS)) {
    assert(typeof usage === "string" && help.length > 5);
  }
});
