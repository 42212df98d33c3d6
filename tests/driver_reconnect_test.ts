// A tool that is killed at every step of a session: the host ends subscribed again, and every call ends, with a reply or
// with an error that has a name.
import { assert, assertEquals } from "@std/assert";
import { Tool } from "../driver/tool.ts";
import { until } from "./adapters_loopback.ts";
import { type Death, type Passed, Relay } from "./driver_relay.ts";
import { ETCHER, etcher } from "./driver_rig.ts";
import type { EquipmentSession } from "./gem_sockets.ts";
import { test } from "./harness.ts";

const TIMERS = { T3: 0.5, T5: 0.02, T6: 0.15, T7: 1, linktest: 0.1 };

/** How a call may end, beside with a reply. */
const ERRORS = ["NotSelectedError", "TransactionError", "WaitError"];

type Driver = Tool<typeof ETCHER>;

/** What a run came to. */
interface Ran {
  /** How each call has ended: a name of an error, or `reply`. */
  readonly ends: readonly string[];
  readonly relay: Relay;
  readonly passed: readonly Passed[];
}

/** Calls of every kind, at once, and how each ends. */
function calls(tool: Driver): Promise<string>[] {
  const all: Promise<unknown>[] = [
    tool.send("S1F1"),
    tool.read(["Pressure", "Lot"]),
    tool.command("START", { RECIPE_ID: "ALU_001" }, { completed: true, timeout: 2 }),
    tool.upload("ALU_001"),
  ];
  return all.map((call) => call.then(() => "reply", (error) => (error as Error).name));
}

/** A whole session in which the tool dies once, or not at all. */
async function session(deathAt: number, death: Death): Promise<Ran> {
  const equipment: EquipmentSession = await etcher({
    execute: () => {
      setTimeout(() => equipment.do((equipment, now) => equipment.triggerEvent(101, now)), 3);
      return { HCACK: 4 };
    },
  });
  const relay = await Relay.listen(equipment.port);
  Object.assign(relay, { deathAt, death });
  const tool = await Tool.open(ETCHER, { connection: { port: relay.port, timers: TIMERS }, retry: 0.1 });
  try {
    const all = calls(tool);
    tool.on("state", ({ to }) => to === "ready" && all.push(...calls(tool)));
    await until(() => tool.state === "ready" && (relay.deaths > 0 || deathAt === Infinity), "ready again", 5)
      .catch(() => {}); // it may die in the last calls
    const ends = await Promise.all(all);
    const passed = [...relay.passed];
    await tool.whenReady({ timeout: 5 });
    await subscribed(tool, equipment);
    return { ends, relay, passed };
  } finally {
    await tool.close();
    await relay.close();
    await equipment.connection.close();
  }
}

/** An event is reported with its values, and once. */
async function subscribed(tool: Driver, equipment: EquipmentSession): Promise<void> {
  const told: unknown[] = [];
  tool.on("event", "PROCESS_START", ({ values }) => void told.push(values));
  equipment.do((equipment, now) => equipment.triggerEvent(100, now, [[2001, "W-LAST"]]));
  await until(() => told.length > 0, "the event");
  assertEquals(told, [{ Pressure: 1.5, WaferId: "W-LAST" }]);
}

/** Before, within and behind each message that a whole session consists of. */
function steps(passed: readonly Passed[]): { at: number; step: string }[] {
  return passed.flatMap(({ name, from, to }, i) => [
    { at: from + 1 + (i * 7) % (to - from - 1), step: `in ${name}` },
    { at: to, step: `behind ${name}` },
  ]);
}

function killed(name: string, death: Death, wanted: (index: number) => boolean): void {
  test(`driver: killed at every step (${name}), a tool is subscribed to again and each call ends`, {
    timeout: 120_000,
  }, async () => {
    const whole = await session(Infinity, death);
    assertEquals(whole.ends.slice(-4), ["reply", "reply", "reply", "reply"]);
    const seen = new Set(whole.passed.map(({ name }) => name));
    for (
      const step of ["Select.req", "S1F13", "S1F17", "S2F33", "S2F35", "S2F37", "S5F3", "S2F41", "S6F11"]
    ) {
      assert(seen.has(step), `no ${step} in ${[...seen]}`);
    }
    for (const { at, step } of steps(whole.passed).filter((_, i) => wanted(i))) {
      const { ends, relay } = await session(at, death).catch((error) => {
        throw new Error(`killed ${step}, byte ${at}: ${error}`, { cause: error });
      });
      const odd = ends.filter((end) => end !== "reply" && !ERRORS.includes(end));
      assertEquals([odd, relay.deaths], [[], 1], `killed ${step}, byte ${at}: ${ends}`);
    }
  });
}

killed("closed", "close", (i) => i % 2 === 0);
killed("reset", "reset", (i) => i % 6 === 1);
killed("silent", "silence", (i) => i % 9 === 4);
