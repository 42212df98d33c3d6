// However often the connection breaks: with spooling no report is lost, and none comes out of order.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { S2F33, S2F35, S2F37, S2F43, S6F11, S6F23 } from "../core/messages/mod.ts";
import { MemorySpool, MemoryStore } from "../core/gem/store.ts";
import { runs } from "./fuzz.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { test } from "./harness.ts";

type Step = "event" | "wait" | "cut" | "mend" | "break" | "request" | "power off" | "no answers" | "answers";

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>("event") },
  fc.constantFrom<Step>("wait", "cut", "mend", "break", "request", "power off", "no answers", "answers"),
);

/** A rig and what outlives its equipment. */
class Plant {
  readonly store = new MemoryStore();
  readonly spool = new MemorySpool();
  rig: GemRig = this.#make();
  /** The numbers of the reports that any host has received, in order. */
  readonly received: number[] = [];
  raised = 0;

  #make(): GemRig {
    const options = { control: { initial: "ON-LINE" as const }, store: this.store, spool: this.spool };
    return new GemRig(MODEL, options).start();
  }

  setUp(): this {
    const { rig } = this;
    rig.ask(S2F33.build({ DATAID: 0, reports: [{ RPTID: 1, variables: [107] }] }));
    rig.ask(S2F35.build({ DATAID: 0, events: [{ CEID: 10, reports: [1] }] }));
    rig.ask(S2F37.build({ CEED: true, events: [10] }));
    rig.ask(S2F43.build([{ STRID: 6, functions: [11] }]));
    rig.clear();
    return this;
  }

  take(what: Step): void {
    const { rig } = this;
    switch (what) {
      case "event":
        return rig.do((equipment, now) => equipment.triggerEvent(10, now, [[107, `${this.raised++}`]]), 0);
      case "wait":
        return rig.run(6000);
      case "cut":
      case "mend":
        rig.cut = what === "cut";
        return;
      case "break":
        return rig.breakWire();
      case "request":
        return this.request();
      case "no answers":
      case "answers":
        if (what === "answers") delete rig.answers.S6F11;
        else rig.answers.S6F11 = undefined;
        return;
      case "power off":
        return this.powerOff();
    }
  }

  request(): void {
    if (this.rig.host.state !== "SELECTED") return;
    this.rig.ask(S6F23.build(0), 200);
  }

  /** Power goes once what is under way has come or has not; then everything begins anew but what is kept. */
  powerOff(): void {
    this.rig.breakWire();
    this.#note();
    this.rig = this.#make();
  }

  /** In the end the wire is whole, the host answers, and asks until the spool is empty. */
  finish(): number[] {
    this.rig.cut = false;
    delete this.rig.answers.S6F11;
    this.rig.breakWire();
    this.rig.run(30_000);
    this.request();
    this.rig.run(1000);
    this.#note();
    return this.received;
  }

  #note(): void {
    for (const message of this.rig.got("S6F11")) {
      this.received.push(Number(S6F11.read(message).reports[0].values[0].value));
    }
  }
}

test("gem spool: property: through cuts, silence and power cycles every report arrives, and in order", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const plant = new Plant().setUp();
      for (const what of steps) plant.take(what);
      const received = plant.finish();
      assertEquals(plant.rig.equipment.spoolCount, 0);
      // A report that the host had, and could not acknowledge, comes again: the first time counts.
      const first = received.filter((number, i) => received.indexOf(number) === i);
      assertEquals(first, [...first].sort((a, b) => a - b));
      assertEquals(first.length, plant.raised);
      assert(received.length <= 2 * plant.raised + 40);
    }),
    runs(150, 9),
  );
});
