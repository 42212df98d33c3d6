// A GEM session on a noisy SECS-I line: bytes are dropped, doubled and changed, and nobody above notices.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import * as gem from "../core/gem/mod.ts";
import { Entity, type EntityOptions } from "../core/secs1/mod.ts";
import { type Runs, runs as runsFrom } from "./fuzz.ts";
import { MODEL } from "./gem_model.ts";
import { test } from "./harness.ts";
import { type AnyLink, noise, PairOf } from "./pair.ts";

const runs = (numRuns: number): Runs => runsFrom(numRuns, 20_261_122);
const MINUTES = 60_000;

type Session = PairOf<gem.Host<{ readonly type: string }>, gem.Equipment<{ readonly type: string }>>;

/** A host and an equipment on one line, which has the retries it needs. */
function open(seed: number, rate: number): Session {
  const common = { session: 3, RTY: 31, timers: { T1: 0.1, T2: 0.5, T3: 3600, T4: 600 } };
  const link = (options: Partial<EntityOptions>): AnyLink =>
    new Entity({ role: "host", ...common, ...options });
  const control = { initial: "ON-LINE", switch: "REMOTE" } as const;
  const pair: Session = new PairOf(
    new gem.Host(link({ mode: "active" }), { session: 3 }),
    new gem.Equipment(link({ mode: "passive", role: "equipment" }), MODEL, { control, session: 3 }),
    { noise: noise(seed, rate) },
  );
  pair.start();
  pair.run(10 * MINUTES);
  return pair;
}

/** Runs a procedure of the host to its end, which noise may put off. */
function must<T>(pair: Session, procedure: gem.Procedure<T>): T {
  const { active } = pair;
  const id = active.entity.run(procedure, pair.now);
  pair.drain(active);
  pair.run(30 * MINUTES);
  const done = active.news("done").find((news) => news.id === id);
  assertEquals(active.news("failed").map(({ error }) => String(error)), []);
  return done!.value as T;
}

test("GEM on a noisy SECS-I line: procedures succeed, and each event arrives once and in order", () => {
  const lots = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 12 });
  let retries = 0;
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(8, 20, 100), lots, (seed, rate, pauses) => {
      const pair = open(seed, rate);
      assertEquals(pair.active.entity.communicating, true);
      assertEquals(must(pair, gem.discover()).programs, ["RECIPE-1", "RECIPE-2"]);
      const { verified } = must(pair, gem.subscribe({ events: [{ id: 10, variables: [107] }] }));
      assertEquals(verified, true);
      pauses.forEach((pause, index) => {
        pair.passive.entity.triggerEvent(10, pair.now, [[107, `LOT-${index}`]]);
        pair.drain(pair.passive);
        pair.run(pause);
      });
      pair.run(30 * MINUTES);
      const told = pair.active.news("event").map(({ reports }) => reports[0].values[0].value.value);
      assertEquals(told, pauses.map((_, index) => `LOT-${index}`));
      for (const { outputs } of [pair.active, pair.passive]) {
        retries += outputs.filter(({ type }) => type === "retry").length;
      }
    }),
    runs(40),
  );
  assert(retries > 40, `the line was noisy: ${retries} retries`);
});
