// Two entities on a wire with any latency, any segments and any cuts: they end in states that agree.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Primary } from "../core/link.ts";
import { GENERAL_SESSION, GENERIC, SINGLE_SESSION } from "../core/hsms/mod.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";
import { Pair, type Station, type WireOptions } from "./pair.ts";

/** Numbers that repeat for a seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Plan {
  readonly seed: number;
  readonly latency: number;
  readonly segment: number;
  readonly profile: typeof SINGLE_SESSION;
  readonly acts: readonly { what: string; wait: number }[];
}

const plan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer(),
  latency: fc.constantFrom(1, 50, 1500),
  segment: fc.constantFrom(1, 7, 100),
  profile: fc.constantFrom(SINGLE_SESSION, GENERIC, GENERAL_SESSION),
  acts: fc.array(
    fc.record({
      what: fc.constantFrom(
        "send",
        "send",
        "send",
        "flood",
        "linktest",
        "break",
        "cut",
        "mend",
        "separate",
        "select",
      ),
      wait: fc.oneof(fc.nat(100), fc.nat(20_000)),
    }),
    { minLength: 5, maxLength: 25 },
  ),
});

/** Everything that was sent with W by each station, and how often it has ended. */
class Ledger {
  readonly sent: Map<Station, Primary[]> = new Map();
  #count = 0;

  send(station: Station, now: number): void {
    const primary: Primary = {
      stream: 1,
      function: 1,
      replyExpected: true,
      text: Uint8Array.of(0x21, 1, this.#count++),
    };
    if (station.entity.state !== "SELECTED") return;
    station.entity.send(primary, now);
    this.sent.set(station, [...this.sent.get(station) ?? [], primary]);
  }

  check(station: Station): void {
    const ends = [...station.news("reply"), ...station.news("noReply")].map(({ primary }) => primary);
    const sent = this.sent.get(station) ?? [];
    assertEquals(ends.length, sent.length, "each transaction ends once");
    assertEquals(new Set(ends).size, sent.length);
    for (const { primary, message } of station.news("reply")) {
      assertEquals(message.text.join(), primary.text!.join(), "a reply is that of its primary");
    }
  }
}

function wire({ seed, latency, segment }: Plan): WireOptions {
  const random = numbers(seed);
  return { latency: () => 1 + random(latency), segment: () => 1 + random(segment) };
}

function begin(plan: Plan): Pair {
  const { profile } = plan;
  const pair = new Pair({ profile }, { profile }, wire(plan));
  for (const station of [pair.active, pair.passive]) {
    station.onNews = (news, now) => {
      if (news.type === "message") station.entity.reply(news.message, news.message.text, now);
    };
  }
  pair.start();
  pair.run(20_000);
  return pair;
}

function act(pair: Pair, ledger: Ledger, what: string, station: Station): void {
  const { entity } = station, { now } = pair;
  if (what === "send") ledger.send(station, now);
  else if (what === "flood") { for (let i = 0; i < 20; i++) ledger.send(station, now); }
  else if (what === "break") pair.breakWire();
  else if (what === "cut") pair.cut = true;
  else if (what === "mend") pair.cut = false;
  else if (what === "linktest" && entity.state === "SELECTED") entity.linktest(now);
  else if (what === "separate" && entity.state === "SELECTED") entity.separate(now);
  else if (what === "select" && entity.state === "NOT SELECTED" && entity.settings.profile === GENERIC) {
    try {
      entity.select(now);
    } catch (error) {
      assertEquals((error as Error).message, "Cannot select: a Select.req is open");
    }
  }
  pair.drain(station);
}

test("two entities on any wire: transactions end once and rightly, and both come back to SELECTED, then to rest", () => {
  fc.assert(
    fc.property(plan, (given) => {
      const pair = begin(given), ledger = new Ledger(), random = numbers(given.seed + 1);
      assertEquals([pair.active.entity.state, pair.passive.entity.state], ["SELECTED", "SELECTED"]);
      for (const { what, wait } of given.acts) {
        act(pair, ledger, what, random(2) === 0 ? pair.active : pair.passive);
        pair.run(wait);
      }
      pair.cut = false;
      pair.run(200_000);
      assertEquals([pair.active.entity.state, pair.passive.entity.state], ["SELECTED", "SELECTED"]);
      rest(pair, ledger);
    }),
    runs(300, 20_240_607),
  );
});

/** Stops both, and checks what they have told. */
function rest(pair: Pair, ledger: Ledger): void {
  const stations = [pair.active, pair.passive];
  for (const station of stations) ledger.check(station);
  pair.active.entity.stop(pair.now);
  pair.drain(pair.active);
  pair.run(10_000);
  pair.passive.entity.stop(pair.now);
  pair.drain(pair.passive);
  pair.run(10_000);
  for (const station of stations) {
    assertEquals([station.entity.state, station.news("stopped").length], ["NOT CONNECTED", 1]);
    assertEquals([station.entity.deadline, station.entity.openTransactions], [Infinity, 0]);
    assertEquals(station.news("unmatched").filter(({ reason }) => reason === "no transaction"), []);
    assert(
      station.news("fault").every(({ fault }) => TOLERABLE.has(fault)),
      JSON.stringify(station.news("fault")),
    );
  }
}

/** What may cross on the wire when one side ends the session. */
const TOLERABLE: ReadonlySet<string> = new Set([
  "entity not selected",
  "unexpected Separate.req",
  "unexpected Reject.req",
]);

test("the same wire with the same seed gives the same news", () => {
  const given: Plan = { seed: 7, latency: 50, segment: 7, profile: SINGLE_SESSION, acts: [] };
  const told = () => {
    const pair = begin(given), ledger = new Ledger();
    act(pair, ledger, "flood", pair.active);
    act(pair, ledger, "flood", pair.passive);
    pair.run(5_000);
    for (const station of [pair.active, pair.passive]) ledger.check(station);
    return [pair.active.outputs.length, pair.passive.outputs.length];
  };
  assertEquals(told(), told());
});
