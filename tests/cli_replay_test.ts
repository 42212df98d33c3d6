// `hsms replay`: both sides of each capture against each other, and what it reports when somebody does otherwise.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { differences } from "../cli/replay_compare.ts";
import { parseMessage } from "../core/sml/mod.ts";
import { captured, hsms, type Ran, Run } from "./cli_rig.ts";
import { withTool } from "./cli_tool.ts";
import { test } from "./harness.ts";

const LIMIT = { timeout: 60_000 };
const SESSION = captured("secsgem-gem-session.pcapng");

/** The equipment of a capture, waiting for a host. */
async function equipmentOf(file: string, ...args: string[]): Promise<{ run: Run; at: string }> {
  const run = new Run(["replay", file, "--as", "equipment", "--listen", "127.0.0.1:0", ...args]);
  const [, at] = await run.until(/Listening at (\S+)/, "err");
  return { run, at };
}

for (const name of ["secsgem-gem-session.pcapng", "secs4js-session.pcapng", "imp-reorder.pcap"]) {
  test(`cli replay: ${name}, both sides against each other, without a difference`, LIMIT, async () => {
    const fast = ["--fast", "--patience", "5"];
    const { run, at } = await equipmentOf(captured(name), ...fast);
    const host = await hsms(["replay", captured(name), "--as", "host", "--connect", at, ...fast]);
    const sides: Ran[] = [host, await run.done];
    for (const { code, out, err } of sides) {
      assertEquals([code, out], [0, ""]);
      assert(/^\d{2,} as captured, 0 differences\n$/m.test(err), err);
    }
  });
}

test("cli replay: at the times of the capture, faster by a factor", LIMIT, async () => {
  const { run, at } = await equipmentOf(SESSION, "--speed", "20", "--patience", "5");
  const host = await hsms(["replay", SESSION, "--as", "host", "--connect", at, "--speed", "20", "--verbose"]);
  assertEquals([host.code, (await run.done).code], [0, 0]);
  assert(/^#\d+ S1F13 → S1F14: as captured$/m.test(host.out), host.out);
});

test("cli replay: a host that asks otherwise is told of, and the exit code is 1", LIMIT, async () => {
  const { run, at } = await equipmentOf(SESSION, "--fast", "--patience", "0.3");
  await run.until(/Listening/, "err");
  await hsms(["send", at, "--raw", "S1F13 W <L>.", "S64F7 W."]);
  const { code, out, err } = await run.done;
  assertEquals(code, 1);
  assertStringIncludes(out, "differs: S64F7 came, which is not in the capture");
  assertStringIncludes(out, "did not come");
  assertStringIncludes(out, "differs: the session ended early: ");
  assert(/ [1-9]\d* differences\n$/.test(err), err);
});

test("cli replay: a tool that answers otherwise is told of, as NDJSON, too", LIMIT, async () => {
  await withTool(async ({ at }) => {
    const args = [
      "replay",
      SESSION,
      "--as",
      "host",
      "--connect",
      at,
      "--fast",
      "--patience",
      "0.1",
      "--t3",
      "1",
    ];
    const { code, out } = await hsms(args);
    assertEquals(code, 1);
    assert(
      /#\d+ differs: the reply to S1F13: S1F14: item 2\.1 is <A \[10\] "ETCHER-300">, expected <A /.test(out),
      out,
    );
    const json = await hsms([...args, "--json"]);
    assert(json.out.trim().split("\n").every((line) => typeof JSON.parse(line).difference === "string"));
  }, ["--quiet"]);
});

test("cli replay: a port that is taken ends it", LIMIT, async () => {
  const { run, at } = await equipmentOf(SESSION, "--patience", "0.1");
  const { code, err } = await hsms(["replay", SESSION, "--as", "equipment", "--listen", at]);
  assertEquals(code, 1);
  assertStringIncludes(err, `hsms replay: Cannot listen at ${at}: `);
  await run.interrupt();
});

test("cli replay: called wrongly", async () => {
  const cases: readonly (readonly [args: string[], code: number, says: string])[] = [
    [[SESSION, "--listen", "0"], 2, "--as equipment or --as host is missing"],
    [[SESSION, "--as", "host"], 2, "one of --connect and --listen"],
    [[SESSION, "--as", "tool", "--listen", "0"], 2, "it is one of equipment, host"],
    [[SESSION, "--as", "host", "--listen", "0", "--fast", "--speed", "2"], 2, "--fast and --speed"],
    [[SESSION, "--as", "host", "--listen", "0", "--connection", "9"], 1, "has 1 connection with data"],
    [["nothing.pcap", "--as", "host", "--listen", "0"], 1, "there is no such file"],
  ];
  for (const [args, code, says] of cases) {
    const run = await hsms(["replay", ...args]);
    assertEquals(run.code, code, args.join(" "));
    assertStringIncludes(run.err, says);
  }
});

test("cli replay: what differs, and what may", () => {
  const compare = (a: string, b: string, strict = false) =>
    differences(parseMessage(a), parseMessage(b), strict);
  assertEquals(compare("S1F4 <L <U4 1>>.", "S1F4 <L <U4 1>>."), []);
  assertEquals(compare("S1F4 <L <U4 1>>.", "S1F0."), ["expected S1F4, found S1F0"]);
  assertEquals(compare("S1F4 <L <U4 1>>.", "S1F4 <L <U4 2>>."), [
    "S1F4: item 1 is <U4 [1] 2>, expected <U4 [1] 1>",
  ]);
  assertEquals(compare("S1F4 <L <U4 1>>.", "S1F4."), ["S1F4: the body is missing: <L [1] <U4 [1] 1>>"]);
  assertEquals(compare("S1F3 W <L>.", "S1F3 <L>."), ["S1F3: the W-bit is not set"]);
  assertEquals(compare("S2F18 <A '20260101120000'>.", "S2F18 <A '20270101120000'>."), []);
  assertEquals(compare("S2F18 <A '20260101120000'>.", "S2F18 <A '20270101120000'>.", true).length, 1);
  assertEquals(compare("S6F11 W <L <U4 7> <U4 1> <L>>.", "S6F11 W <L <U4 8> <U4 1> <L>>."), []);
  assertEquals(compare("S6F11 W <L <U4 7> <U4 1> <L>>.", "S6F11 W <L <U4 7> <U4 2> <L>>.").length, 1);
});
