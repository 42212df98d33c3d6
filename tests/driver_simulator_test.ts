// The simulated tool over real sockets: what a host sees of it, and what it tells of the host.
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Profile } from "../driver/profile.ts";
import { Simulator } from "../driver/simulator.ts";
import { fileOf } from "../driver/simulator_recipes.ts";
import type { SimulatorEvents, SimulatorOptions } from "../driver/simulator_options.ts";
import { Tool } from "../driver/tool.ts";
import { until } from "./adapters_loopback.ts";
import { withFolder } from "./cli_rig.ts";
import { root, test } from "./harness.ts";

const HOST = "127.0.0.1";
const ETCHER = fileURLToPath(new URL("profiles/etcher.yaml", root));
const TRACK = fileURLToPath(new URL("profiles/litho_track.yaml", root));

const SMALL: Profile = {
  equipment: { id: "SMALL" },
  connection: { port: 5000, address: HOST, timers: { T3: 5, T5: 0.02 }, reconnect: { delay: 0.02 } },
  communications: { timeout: 1 },
  variables: [{ id: 1, name: "Pressure", format: "F4" }, { id: 2, name: "Lot", format: "A" }],
  constants: [{ id: 3, name: "Power", format: "U2", min: 0, max: 100, default: 50 }],
  reports: [{ id: 1, name: "all", variables: ["Pressure", "Lot"] }],
  events: [{ id: 10, name: "DONE", reports: ["all"] }],
  alarms: [{ id: 20, name: "HOT", text: "Too hot" }],
  commands: { RUN: { parameters: [{ name: "LOT", format: "A" }], completes: "DONE" }, BEEP: {} },
};

/** A simulated tool and its host, closed when `work` has ended. */
async function session(
  work: (simulator: Simulator, tool: Tool) => Promise<void>,
  profile: string | Profile = SMALL,
  options: SimulatorOptions = {},
): Promise<void> {
  await using simulator = await Simulator.start(profile, {
    host: HOST,
    connection: { port: 0 },
    ...options,
  });
  const { port } = simulator.address!;
  await using tool = await Tool.connect(profile as string, {
    connection: { address: HOST, port },
    timeout: 15,
  });
  await work(simulator, tool as Tool);
}

/** Keeps what a simulator tells of a kind. */
function kept<K extends keyof SimulatorEvents>(simulator: Simulator, kind: K): SimulatorEvents[K][] {
  const events: SimulatorEvents[K][] = [];
  simulator.on(kind, (event) => void events.push(event));
  return events;
}

test("simulator: values, events and alarms reach the host", () =>
  session(async (simulator, tool) => {
    simulator.set("Pressure", 2.5);
    assertEquals(await tool.read("Pressure"), 2.5);
    const event = tool.once("event", "DONE");
    simulator.trigger("DONE", { Lot: "L-1" });
    assertEquals((await event).values, { Pressure: 2.5, Lot: "L-1" });
    const alarm = tool.once("alarm", "HOT");
    assertEquals([simulator.alarm("HOT", true), simulator.alarm(20, true)], [true, false]);
    assertEquals([(await alarm).set, (await alarm).text], [true, "Too hot"]);
    assertEquals(simulator.get("Lot"), "L-1");
    assertEquals(simulator.state.communication, "COMMUNICATING");
  }));

test("simulator: tells what the host does", () =>
  session(async (simulator, tool) => {
    const commands = kept(simulator, "command"), constants = kept(simulator, "constants");
    const recipes = kept(simulator, "recipe"), states = kept(simulator, "state");
    await tool.command("BEEP");
    await tool.writeConstants({ Power: 70 });
    await tool.download("R-1", "step 1");
    await tool.deleteRecipes(["R-1"]);
    assertEquals(commands.map(({ name, HCACK }) => [name, HCACK]), [["BEEP", 0]]);
    assertEquals([constants, simulator.get("Power")], [[{ Power: 70 }], 70]);
    assertEquals(recipes.map(({ PPID, change }) => `${PPID} ${change}`), ["R-1 received", "R-1 deleted"]);
    simulator.operate((equipment, now) => equipment.setLocal(now));
    await until(() => states.some(({ control }) => control === "LOCAL"), "the state is told");
  }));

test("simulator: a command that completes later is told by its event, without a process too", () =>
  session(async (_, tool) => {
    const ended = tool.once("event", "DONE");
    assertEquals((await tool.command("RUN", { LOT: "L-2" })).code, 4);
    assertEquals((await ended).name, "DONE");
  }));

test("simulator: the application may decide commands itself", () =>
  session(
    async (simulator, tool) => {
      const commands = kept(simulator, "command");
      await assertRejects(() => tool.command("BEEP"), Error, "HCACK 5");
      assertEquals((await tool.command("RUN")).code, 4);
      assertEquals(commands.map(({ HCACK }) => HCACK), [5, 4]);
    },
    SMALL,
    { execute: ({ RCMD }) => RCMD === "BEEP" ? { HCACK: 5 } : undefined },
  ));

test(
  "simulator: an etcher etches a wafer for its host",
  { timeout: 20_000 },
  () =>
    session(async (simulator, tool) => {
      const process = kept(simulator, "process");
      const started = tool.once("event", "PROCESS_START"), ended = tool.once("event", "PROCESS_END");
      await tool.command("START", { RECIPE_ID: "ALU_001", LOT_ID: "LOT-7" });
      assertEquals((await started).values.PPExecName, "ALU_001");
      assertEquals((await ended).values.LotId, "LOT-7");
      assertEquals(process.map(({ to }) => to), ["SETUP", "PROCESSING", "IDLE"]);
      await assertRejects(() => tool.command("RESUME"), Error, "HCACK 2");
    }, ETCHER),
);

test(
  "simulator: the active side connects to a host that listens, with fixed reports and messages of its own",
  {
    timeout: 20_000,
  },
  async () => {
    const port = await freePort();
    const connection = { port, timers: { T5: 0.05 }, reconnect: { delay: 0.05 } };
    const host = Tool.connect(TRACK, { connection, timeout: 15 });
    await using _simulator = await Simulator.start(TRACK, { connection });
    await using tool = await host;
    const flushed = await tool.send("CupFlush", { cup: 2 });
    assertEquals([flushed?.message.stream, flushed?.message.function], [65, 2]);
    const started = tool.once("event", "LOT_START");
    await tool.command("PP-SELECT", { PPID: "COAT-A" });
    await tool.command("START", { LOTID: "LOT-9" });
    assertEquals((await started).values.LotId, "LOT-9");
  },
);

async function freePort(): Promise<number> {
  const simulator = await Simulator.start(SMALL, { host: HOST, connection: { port: 0 } });
  const { port } = simulator.address!;
  await simulator.close();
  return port;
}

test("simulator: over SECS-I too", { timeout: 20_000 }, () => {
  const connection = {
    ...SMALL.connection!,
    protocol: "secs1",
    session: 7,
    timers: { T3: 5, T5: 0.02 },
  } as const;
  return session(async (simulator, tool) => {
    simulator.set("Lot", "L-1");
    assertEquals(await tool.read("Lot"), "L-1");
    const alarm = tool.once("alarm", "HOT");
    simulator.alarm("HOT", true);
    assertEquals((await alarm).set, true);
    simulator.fault({ on: "S1F3", fault: "wrong reply" });
    await assertRejects(() => tool.read("Lot"), Error, "another stream, function or session");
  }, { ...SMALL, connection });
});

test("simulator: faults are made once when asked for, and the host comes back", () =>
  session(async (simulator, tool) => {
    const faults = kept(simulator, "fault");
    simulator.fault({ on: "S1F3", fault: "abort" });
    await assertRejects(() => tool.read("Lot"), Error, "S1F3");
    assertEquals(await tool.read("Lot"), "");
    simulator.fault({ on: "S1F3", fault: "disconnect" });
    await assertRejects(() => tool.read("Lot"));
    await tool.whenReady({ timeout: 10 });
    simulator.fault({ on: "S1F3", fault: "slow", seconds: 0.002, times: 5 });
    simulator.noFaults();
    assertEquals(await tool.read("Lot"), "");
    assertEquals(faults.map(({ fault, message }) => `${fault.fault} ${message}`), [
      "abort S1F3",
      "disconnect S1F3",
    ]);
    simulator.disconnect();
    await until(() => tool.state !== "ready", "the host has seen it");
    await tool.whenReady({ timeout: 10 });
  }));

test("simulator: keeps recipes in a folder", () =>
  withFolder(async (path) => {
    const profile = { ...SMALL, recipes: { folder: path("recipes"), items: { "R-0": "of the profile" } } };
    await session(async (simulator, tool) => {
      await tool.download("ALU/1", "step \xe9");
      await tool.download("R-2", "step 2");
      assertEquals(simulator.recipes, ["R-0", "ALU/1", "R-2"]);
    }, profile);
    assertEquals(readFileSync(path("recipes/ALU%2F1"), "latin1"), "step \xe9");
    await session(async (_, tool) => {
      assertEquals(await tool.upload("ALU/1"), "step \xe9");
      await tool.deleteRecipes(["R-2"]);
    }, profile);
    assertEquals(existsSync(path("recipes/R-2")), false);
  }));

test("simulator: names of recipes are no paths", () => {
  assertEquals(fileOf("../../etc/passwd"), "%2E.%2F..%2Fetc%2Fpasswd");
  assertEquals(fileOf(".."), "%2E.");
  assertEquals(fileOf("ALU_001-b"), "ALU_001-b");
});

test("simulator: what cannot be is refused with its name", () =>
  session((simulator) => {
    assertThrows(() => simulator.set("NoSuch", 1), RangeError, "Cannot set NoSuch");
    assertThrows(() => simulator.set("Presure", 1), RangeError, "no such variable (did you mean Pressure?)");
    assertThrows(() => simulator.set("Pressure", "much"), TypeError, "F4");
    assertThrows(() => simulator.set("Power", 101), RangeError, "outside its limits");
    assertThrows(() => simulator.trigger("NoSuch"), RangeError, "Cannot raise NoSuch");
    assertThrows(() => simulator.alarm("NoSuch", true), RangeError, "Cannot change NoSuch");
    return Promise.resolve();
  }));

test("simulator: a port in use is told, and a profile that cannot be", async () => {
  await using simulator = await Simulator.start(SMALL, { host: HOST, connection: { port: 0 } });
  const { port } = simulator.address!;
  await assertRejects(
    () => Simulator.start(SMALL, { host: HOST, connection: { port } }),
    Error,
    String(port),
  );
  await assertRejects(() => Simulator.start({ ...SMALL, events: [{ id: 1, name: "X", reports: ["none"] }] }));
  await assertRejects(() => Simulator.start({ equipment: { id: "NO-PORT" } }), TypeError, "port");
});

test("simulator: many tools in one process", { timeout: 20_000 }, async () => {
  const simulators = await Promise.all(
    Array.from({ length: 50 }, () => Simulator.start(SMALL, { host: HOST, connection: { port: 0 } })),
  );
  const tools = await Promise.all(
    simulators.map(({ address }) =>
      Tool.connect(SMALL, { connection: { address: HOST, port: address!.port }, timeout: 15 })
    ),
  );
  simulators.forEach((simulator, i) => simulator.set("Lot", `L-${i}`));
  assertEquals(await Promise.all(tools.map((tool) => tool.read("Lot"))), tools.map((_, i) => `L-${i}`));
  await Promise.all(tools.map((tool) => tool.close()));
  await Promise.all(simulators.map((simulator) => simulator.close()));
});
