// `hsms send`, `hsms ping` and `hsms listen` against tools, against each other, and against what is in the way.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parse } from "../core/sml/mod.ts";
import { Listening } from "./cli_net.ts";
import { hsms, Run, withFolder } from "./cli_rig.ts";
import { freePort, typed, withTool } from "./cli_tool.ts";
import { test } from "./harness.ts";

const LIMIT = { timeout: 30_000 };

test("cli send: replies are SML with their names and latencies", LIMIT, async () => {
  await withTool(async ({ at }) => {
    const { code, out, err } = await hsms([
      "send",
      at,
      "--gem",
      "S1F3 W <L <U4 1006> <U4 1003>>.",
      "S1F1 W.",
    ]);
    assertEquals([code, err], [0, ""]);
    const { messages } = parse(out);
    assertEquals(messages.map(({ stream, function: fn }) => `S${stream}F${fn}`), ["S1F4", "S1F2"]);
    assertEquals(out.match(/^\/\/ (.*), after [\d.]+ (?:µs|ms)$/gm)?.length, 2);
    assertStringIncludes(out, "// Selected Equipment Status Data, after");
  });
});

test(
  "cli send: messages from a file and from the standard input, several times, as JSON",
  LIMIT,
  async () => {
    await withTool(async ({ at }) => {
      const args = ["send", at, "--establish", "--file", "-", "--repeat", "3", "--json"];
      const { code, out } = await hsms(args, { stdin: typed("S1F1 W.", "S2F17 W.") });
      const lines = out.trim().split("\n").map((line) => JSON.parse(line));
      assertEquals([code, lines.map(({ reply }) => reply)], [0, [
        "S1F2",
        "S2F18",
        "S1F2",
        "S2F18",
        "S1F2",
        "S2F18",
      ]]);
      assertEquals(lines[0].item.value[0], { format: "A", value: "ETCHER-300" });
    });
  },
);

test("cli send: without a reply it says why, and ends with 1", LIMIT, async () => {
  await withTool(async ({ at }) => {
    const unknown = await hsms(["send", at, "--establish", "S99F1 W.", "S1F1 W."]);
    assertEquals(unknown.code, 1);
    assertStringIncludes(
      unknown.err,
      "Cannot complete S99F1: the peer reported the message in stream 9 (S9F3: it does not know the stream)",
    );
    assertStringIncludes(unknown.out, "S1F2");
    const json = await hsms(["send", at, "--establish", "--json", "S99F1 W."]);
    assertEquals([json.code, JSON.parse(json.out).reason], [1, "stream 9"]);
  }, ["--quiet"]);
  await withTool(async ({ at }) => {
    const { code, err } = await hsms(["send", at, "--establish", "--t3", "0.2", "S1F3 W <L>."]);
    assertEquals(code, 1);
    assertStringIncludes(err, "no reply within T3");
  }, ["--fault", "S1F3 drop"]);
});

test("cli send: what cannot be sent is told before anything is", LIMIT, async () => {
  const cases: readonly (readonly [args: string[], code: number, says: string])[] = [
    [["send", "127.0.0.1:1"], 2, "no message is given"],
    [["send", "5000", "S1F1 W."], 2, "it is HOST:PORT"],
    [["send", "127.0.0.1:1", "S1F2."], 1, "Cannot send S1F2: it is a reply"],
    [["send", "127.0.0.1:1", "S1F1 W <U1 256>."], 1, "256"],
    [["send", "127.0.0.1:1", "<U1 1>"], 1, "an item stands without a message"],
    [["send", "127.0.0.1:1", "S1F1 W.", "--session", "40000"], 2, "it is a number from 0 to 32767"],
    [["send", "127.0.0.1:1", "S1F1 W.", "--sesion", "4"], 2, "did you mean --session?"],
    [["send", "127.0.0.1:1", "S1F1 W.", "--cert", "x"], 2, "--cert and --key"],
    [["host", "etcher", "--port", "4"], 2, "Cannot take --port: there is no such option\n"],
    [["sned"], 2, "did you mean send?"],
  ];
  for (const [args, code, says] of cases) {
    const run = await hsms(args);
    assertEquals(run.code, code, args.join(" "));
    assertStringIncludes(run.err, says);
  }
});

test("cli ping: TCP, Select and linktests of a tool", LIMIT, async () => {
  await withTool(async ({ at }) => {
    const { code, out } = await hsms(["ping", at, "--count", "3", "--interval", "0.01"]);
    assertEquals(code, 0);
    assert(
      /TCP connected in [\d.]+ ms, SELECTED in [\d.]+ ms\n(?:linktest \d: [\d.]+ ms\n){3}/.test(out),
      out,
    );
    assert(/3 sent, 3 answered; min\/avg\/p95\/max (?:[\d.]+\/){3}[\d.]+ ms\n$/.test(out), out);
    const json = JSON.parse((await hsms(["ping", at, "--count", "2", "--interval", "0", "--json"])).out);
    assertEquals([json.sent, json.answered, json.min <= json.p95, json.p95 <= json.max], [2, 2, true, true]);
  });
});

test("cli ping: says what is in the way", LIMIT, async () => {
  const refused = await hsms(["ping", `127.0.0.1:${await freePort()}`]);
  assertEquals(refused.code, 1);
  assertStringIncludes(refused.err, "nothing listens there");
  const silent = await Listening.open();
  const late = await hsms(["ping", `127.0.0.1:${silent.port}`, "--t6", "0.2"]);
  assertStringIncludes(late.err, "Select.req was not answered within T6");
  await (await silent.next()).close();
  const closing = hsms(["ping", `127.0.0.1:${silent.port}`]);
  await (await silent.next()).close();
  assertStringIncludes((await closing).err, "the peer closed it before the session was selected");
  await silent.close();
});

test("cli ping: names the status of a Select that is refused", LIMIT, async () => {
  await withTool(async ({ at }) => {
    const first = new Run(["ping", at, "--count", "0", "--interval", "60"]);
    await first.until(/linktest 1/);
    const { code, err } = await hsms(["ping", at]);
    assertEquals(code, 1);
    assertStringIncludes(err, "refused with status 3 (Connect Exhaust): another host is connected");
    assertEquals((await first.interrupt()).code, 0);
  });
});

/** `hsms listen` at a port of its own. */
async function listening(args: readonly string[]): Promise<{ run: Run; at: string }> {
  const run = new Run(["listen", "127.0.0.1:0", ...args]);
  const [, at] = await run.until(/Listening at (\S+)/, "err");
  return { run, at };
}

test("cli listen: an equipment that shows what comes and answers by rules", LIMIT, async () => {
  const { run, at } = await listening([
    "--sml",
    "--answer",
    "S1F3 W <L <U4 1>>. S1F4 <L <A 'one'>>.",
    "--answer",
    "S1F4 <L <A 'any'>>.",
  ]);
  const one = await hsms(["send", at, "--establish", "S1F3 W <L <U4 1>>."]);
  assertStringIncludes(one.out, '<A [3] "one">');
  const any = await hsms(["send", at, "--establish", "S1F3 W <L <U4 2>>.", "S1F3 W <L>."]);
  assertEquals(any.out.match(/"any"/g)?.length, 2);
  const { code, out } = await run.interrupt();
  assertEquals(code, 0);
  assert(/H→E #\d+ S1F3 W sys=\d+ Selected Equipment Status Request SVID=1/.test(out), out);
  assertStringIncludes(out, '        <A [3] "one">'.slice(2));
  assertEquals(/^ *note/m.test(out), false); // of T5, that the second has come so soon
});

test(
  "cli listen: a host for a tool that connects by itself; rules that are none are refused",
  LIMIT,
  async () => {
    const { run, at } = await listening(["--as", "host", "--json"]);
    const { code, out } = await hsms([
      "send",
      at,
      "--raw",
      "S1F13 W <L <A 'T'> <A '1'>>.",
      "S6F11 W <L <U4 0> <U4 1> <L>>.",
    ]);
    assertEquals(code, 0);
    assertStringIncludes(out, "S6F12");
    const left = await run.interrupt();
    assertEquals(left.out.trim().split("\n").every((line) => JSON.parse(line).index >= 0), true);
    for (const rule of ["S1F3 W <L>.", "S1F0."]) {
      assertEquals((await hsms(["listen", "127.0.0.1:0", "--answer", rule])).code, 1);
    }
  },
);

test("cli listen: what it records can be decoded", LIMIT, async () => {
  await withFolder(async (path) => {
    const { run, at } = await listening(["--quiet", "--record", path("x.pcapng")]);
    await hsms(["send", at, "--establish", "S2F17 W."]);
    await run.interrupt();
    const { out } = await hsms(["decode", path("x.pcapng"), "--time", "none"]);
    assert(/H→E #\d+ S2F17 W .*→ S2F18/.test(out), out);
    assertEquals((await hsms(["listen", at.replace(/:\d+/, ":x")])).code, 2);
  });
});

test("cli listen: a port that is taken", LIMIT, async () => {
  const taken = await Listening.open();
  const { code, err } = await hsms(["listen", `127.0.0.1:${taken.port}`]);
  assertEquals(code, 1);
  assertStringIncludes(err, "Cannot listen at");
  await taken.close();
});
