// `hsms sim` from within: a tool that a host finds, that does what is typed, and ends in order.
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { fileURLToPath } from "node:url";
import { faultOf } from "../cli/sim_lines.ts";
import { Tool } from "../driver/tool.ts";
import { hsms, Run, withFolder } from "./cli_rig.ts";
import { root, test } from "./harness.ts";

const ETCHER = fileURLToPath(new URL("profiles/etcher.yaml", root));

/** What is typed, line by line. */
class Keyboard implements AsyncIterable<Uint8Array> {
  #lines: string[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  type(line: string): void {
    this.#lines.push(line);
    this.#wake?.();
  }

  /** As a terminal's input, which is closed from the other side. */
  destroy(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    while (!this.#closed) {
      for (let line = this.#lines.shift(); line !== undefined; line = this.#lines.shift()) {
        yield new TextEncoder().encode(`${line}\n`);
      }
      await new Promise<void>((resolve) => this.#closed ? resolve() : this.#wake = resolve);
    }
  }
}

/** A simulated etcher, what is typed to it, and a host that is ready. */
async function session(
  args: readonly string[],
  work: (run: Run, keyboard: Keyboard, tool: Tool) => Promise<void>,
): Promise<Run> {
  const keyboard = new Keyboard();
  const run = new Run(["sim", "etcher", "--port", "0", "--address", "127.0.0.1", ...args], {
    stdin: keyboard,
  });
  try {
    const [, port] = await run.until(/listens at 127\.0\.0\.1:(\d+)/, "err");
    const connection = { address: "127.0.0.1", port: Number(port) };
    await using tool = await Tool.connect(ETCHER, { connection, timeout: 15 });
    await work(run, keyboard, tool as Tool);
  } finally {
    assertEquals((await run.interrupt()).code, 0);
  }
  return run;
}

test("cli sim: a host finds the tool, and what passes is printed", { timeout: 30_000 }, async () => {
  const run = await session([], async (run, _, tool) => {
    await tool.read("ChamberPressure");
    await run.until(/S1F4/);
    await tool.command("PAUSE").catch(() => {});
    await run.until(/PAUSE: HCACK 2, PAUSE is not possible in IDLE/);
  });
  assertStringIncludes(run.err, "ETCH-01, Plasma etcher, 300 mm, one chamber listens at 127.0.0.1:");
  assertStringIncludes(run.out, "S1F3 W");
  assertStringIncludes(run.out, "SVID=1001 ChamberPressure");
  assertStringIncludes(run.out, "COMMUNICATING, REMOTE");
});

test("cli sim: does what is typed", { timeout: 30_000 }, async () => {
  await session(["--quiet"], async (run, keyboard, tool) => {
    const event = tool.once("event", "PROCESS_START"), alarm = tool.once("alarm", "DOOR_OPEN");
    keyboard.type('event PROCESS_START WaferId=W-9 LotId="LOT 9"');
    const { values } = await event;
    assertEquals([values.WaferId, values.LotId], ["W-9", "LOT 9"]);
    keyboard.type("alarm DOOR_OPEN on");
    assertEquals((await alarm).set, true);
    keyboard.type("set ChamberPressure 3.5");
    keyboard.type("get ChamberPressure");
    await run.until(/^3\.5$/m, "err");
    assertEquals(await tool.read("ChamberPressure"), 3.5);
    keyboard.type("local");
    keyboard.type("state");
    await run.until(/COMMUNICATING, LOCAL, IDLE/, "err");
    keyboard.type("fault S1F3 abort");
    keyboard.type("frobnicate");
    await run.until(/Cannot frobnicate: it is one of event, alarm/, "err");
    assertEquals(await tool.read("ChamberPressure").catch(() => "failed"), "failed");
    keyboard.type("help");
    await run.until(/Events: .*PROCESS_START/, "err");
    keyboard.type("event NO_SUCH");
    await run.until(/Cannot raise NO_SUCH/, "err");
    keyboard.type("alarm DOOR_OPEN on");
    await run.until(/It is on already/, "err");
    const text = new Promise((resolve) => tool.on("terminal", resolve));
    keyboard.type("say hello there");
    await text;
    assertEquals(run.out, "");
  });
});

test(
  "cli sim: faults from the beginning, and a recording",
  { timeout: 30_000 },
  () =>
    withFolder(async (path) => {
      const file = path("sim.pcapng");
      await session(["--fault", "S1F3 abort", "--record", file], async (run, _, tool) => {
        for (let i = 0; i < 2; i++) {
          assertEquals(await tool.read("ChamberPressure").catch(() => "failed"), "failed");
        }
        await run.until(/fault: abort for S1F3/);
      });
      const { out } = await hsms(["decode", file]);
      assertEquals(out.match(/#\d+ S1F0 /g)?.length, 2);
    }),
);

test("cli sim: says what is wrong with a profile, a port, a fault", async () => {
  const missing = await hsms(["sim", "no_such.yaml"]);
  assertEquals(missing.code, 1);
  assertStringIncludes(missing.err, "there is no such file");
  const fault = await hsms(["sim", "etcher", "--fault", "explode"]);
  assertEquals(fault.code, 2);
  assertStringIncludes(fault.err, "Cannot make the fault explode: it is one of delay, drop");
  assertEquals((await hsms(["sim", "etcher", "--port", "70000"])).code, 2);
  assertEquals((await hsms(["sim"])).code, 2);
});

test("cli sim: faults in words", () => {
  assertEquals(faultOf("S1F3 delay 60"), { on: "S1F3", fault: "delay", seconds: 60 });
  assertEquals(faultOf("wrong reply x3 10%"), { fault: "wrong reply", times: 3, probability: 0.1 });
  assertEquals(faultOf("s2f41 bad body"), { on: "S2F41", fault: "bad body" });
  assertThrows(() => faultOf("drop it"), Error, "it is no message, time or count");
});
