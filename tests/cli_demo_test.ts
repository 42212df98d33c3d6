// `hsms demo` from within: every step happens, as a ladder of messages, and what it records can be looked at again.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { hsms, type Ran, Run, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";

interface Demos {
  /** Where nobody looks, recorded, and that looked at again. */
  readonly plain: Ran;
  readonly decoded: Ran;
  readonly again: Ran;
  /** On a terminal. */
  readonly coloured: Ran;
}

let demos: Promise<Demos> | undefined;

/** Two runs, side by side, for all that look at them. */
function shown(): Promise<Demos> {
  return demos ??= withFolder(async (path) => {
    const record = ["demo", "--record", path("demo.pcapng")];
    const [plain, coloured] = await Promise.all([
      hsms(record),
      hsms(["demo", "--fast"], { isTerminal: true }),
    ]);
    const decoded = await hsms(["decode", path("demo.pcapng"), "--time", "none"]);
    return { plain, decoded, again: await hsms(record), coloured };
  });
}

test("cli demo: every step has happened", { timeout: 30_000 }, async () => {
  const { code, out, err } = (await shown()).plain;
  assertEquals([code, err], [0, ""]);
  assertStringIncludes(out, "── Every step has happened ─");
  assertEquals(out.match(/^ {3}✓ /gm)?.length, out.match(/^── /gm)!.length - 1);
});

test("cli demo: tells a complete GEM session, in order", { timeout: 30_000 }, async () => {
  const { out } = (await shown()).plain;
  const session = [
    "── Select.req",
    "◀─ Select.rsp",
    "── S1F13 W",
    "◀─ S1F14",
    "── S1F17 W",
    "── S2F33 W Define Report",
    "── S2F35 W Link Event Report",
    "── S2F37 W Enable/Disable Event Report CEED=true",
    "── S5F3 W",
    "── S1F3 W",
    "── S7F3 W Process Program Send PPID=DEMO_001",
    "nothing is sent: Cannot give the command START: RF_POWER is 9000",
    "◀─ S2F42 Host Command Acknowledge HCACK=3",
    "◀─ S2F42 Host Command Acknowledge HCACK=4",
    "◀─ S6F11 W Event Report Send CEID=1001 PROCESS_START",
    "◀─ S5F1 W Alarm Report Send ALCD=0x82 set",
    "◀─ S5F1 W Alarm Report Send ALCD=0x02 cleared",
    "◀─ S6F11 W Event Report Send CEID=1002 PROCESS_END",
    "── S10F3 W",
    "◀─ S10F1 W",
    "◀─ S9F3",
    "no reply within T3",
    "── Separate.req",
  ];
  let at = 0;
  for (const part of session) {
    const found = out.indexOf(part, at);
    assert(found >= 0, `${part} is missing, or not in its place`);
    at = found + part.length;
  }
});

test(
  "cli demo: no line is wider than 100 columns, and both rails are straight",
  { timeout: 30_000 },
  async () => {
    const { out } = (await shown()).plain;
    for (const line of out.split("\n")) {
      assert(line.length <= 100, line);
      if (line[10] === "│") assertEquals(line[99], "│", line);
    }
  },
);

test("cli demo: has colours on a terminal, and none elsewhere", { timeout: 30_000 }, async () => {
  const { plain, coloured: { code, out } } = await shown();
  assertEquals(plain.out.includes("\x1b["), false);
  assertEquals(code, 0);
  assert(out.includes("\x1b[36m"));
  // deno-lint-ignore no-control-regex
  for (const line of out.replace(/\x1b\[\d+m/g, "").split("\n")) {
    if (line[10] === "│") assertEquals([line.length, line[79]], [80, "│"], line);
  }
});

test("cli demo: records a capture with the whole session", { timeout: 30_000 }, async () => {
  const { decoded: { out }, again } = await shown();
  assertEquals(out.match(/ Select\.req /g)?.length, 1);
  assertEquals(out.match(/ S6F11 /g)?.length, 3);
  assertStringIncludes(out, " Separate.req ");
  assertEquals(again.code, 1);
  assertStringIncludes(again.err, "there is such a file already");
});

test("cli demo: ends when the user wants it to", { timeout: 30_000 }, async () => {
  const run = new Run(["demo"]);
  await run.until(/Read variables/);
  assertEquals((await run.interrupt()).code, 1);
});
