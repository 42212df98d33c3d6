// Spooling over SECS-I, whose line may be dead without ever being disconnected: its retries (RTY) tell.
import { assertEquals } from "@std/assert";
import * as gem from "../core/gem/mod.ts";
import { Entity } from "../core/secs1/mod.ts";
import { MODEL } from "./gem_model.ts";
import { type AnyLink, PairOf } from "./pair.ts";
import { test } from "./harness.ts";

type Named = { readonly type: string };

/** Our host and our equipment on a line that can be dead; event 10 is reported with its LotId, and spooled. */
class Line extends PairOf<gem.Host<Named>, gem.Equipment<Named>> {
  dead = false;

  constructor(options: gem.EquipmentOptions = {}) {
    const host = new Entity({ mode: "active", role: "host", session: 3 }) as AnyLink;
    const equipment = new Entity({ mode: "passive", role: "equipment", session: 3 }) as AnyLink;
    super(
      new gem.Host(host, { session: 3 }),
      new gem.Equipment(equipment, MODEL, { control: { initial: "ON-LINE" }, session: 3, ...options }),
      { noise: (bytes) => this.dead ? new Uint8Array(0) : bytes },
    );
    this.start();
    this.run(2000);
    this.ask(gem.subscribe({ events: [{ id: 10, variables: [107] }] }));
    this.ask(gem.enableEvents([24, 25, 26]));
    this.ask(gem.setSpooling({ 6: [] }));
  }

  ask(procedure: gem.Procedure<unknown>): unknown {
    const id = this.active.entity.run(procedure, this.now);
    this.drain(this.active);
    this.run(5000);
    return this.active.news("done").find((news) => news.id === id)?.value;
  }

  lot(...names: string[]): void {
    for (const name of names) this.passive.entity.triggerEvent(10, this.now, [[107, name]]);
    this.drain(this.passive);
    this.run(10);
  }

  /** The events received: the lot of event 10, the number of any other. */
  get events(): unknown[] {
    return this.active.news("event").map(({ CEID, reports }) =>
      CEID.value === 10 ? reports[0].values[0].value.value : CEID.value
    );
  }

  get told(): unknown[] {
    return this.passive.news("spool").map(({ state }) => state);
  }
}

for (const eventReply of [true, false]) {
  const what = `a report ${eventReply ? "with" : "without"} W that the line did not take`;
  test(`gem spool: over SECS-I ${what} ends communication and is spooled first`, () => {
    const line = new Line({ eventReply });
    line.dead = true;
    line.lot("A");
    line.run(60_000);
    assertEquals(line.passive.entity.communicationState === "COMMUNICATING", false);
    line.lot("B");
    assertEquals([line.told, line.passive.entity.spoolCount], [["ACTIVE"], 3]);
    line.dead = false;
    line.run(30_000);
    assertEquals([line.passive.entity.communicationState, line.events], ["COMMUNICATING", []]);
    assertEquals(line.ask(gem.unloadSpool()), true);
    line.run(10_000);
    assertEquals(line.events, ["A", 24, "B", 25]);
  });
}

test("gem spool: over SECS-I no report that was under way when the line died is lost", () => {
  const line = new Line();
  line.lot("A", "B", "C");
  line.dead = true;
  line.run(120_000);
  line.dead = false;
  line.run(60_000);
  line.ask(gem.unloadSpool());
  line.run(20_000);
  const lots = line.events.filter((event) => typeof event === "string");
  // What the host has, but could not say so, comes twice.
  assertEquals([...new Set(lots)].sort(), ["A", "B", "C"]);
});

test("gem spool: over SECS-I a line that dies while the spool is sent leaves the rest in it", () => {
  const line = new Line();
  line.dead = true;
  line.lot("A", "B");
  line.run(120_000);
  line.dead = false;
  line.run(30_000);
  line.active.entity.run(gem.unloadSpool(), line.now);
  line.drain(line.active);
  line.run(12);
  line.dead = true;
  line.run(120_000);
  assertEquals(line.told.slice(0, 3), ["ACTIVE", "TRANSMIT", "NO OUTPUT"]);
  line.dead = false;
  line.run(60_000);
  line.ask(gem.unloadSpool());
  line.run(20_000);
  assertEquals([...new Set(line.events)], ["A", 24, "B", 26, 25]);
  assertEquals(line.passive.entity.spoolCount, 0);
});
