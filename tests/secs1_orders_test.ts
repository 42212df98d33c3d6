// Both sides of a SECS-I line want to send: every order in which that can happen, with something lost or late in it.
import { assert, assertEquals } from "@std/assert";
import type { DataMessage } from "../core/link.ts";
import { Entity, type EntityOutput } from "../core/secs1/mod.ts";
import { test } from "./harness.ts";
import { primary, text } from "./secs1_rig.ts";

/** What may go wrong in one run. */
interface Budget {
  /** Writes that are lost. */
  lost: number;
  /** Timers that run out although something is on its way. */
  late: number;
}

interface Side {
  readonly entity: Entity;
  readonly arriving: Uint8Array[];
  /** Names of the messages to send. */
  readonly unsent: string[];
  readonly told: string[];
}

/** One run: whenever there is a choice, `choose` takes it. */
class Run {
  readonly sides: readonly [Side, Side];
  readonly #choose: (count: number) => number;
  readonly #budget: Budget;
  #now = 0;

  constructor(
    choose: (count: number) => number,
    budget: Budget,
    length: number,
    master: "host" | "equipment",
  ) {
    this.#choose = choose;
    this.#budget = { ...budget };
    const side = (role: "host" | "equipment", unsent: string[]): Side => ({
      // What is lost costs up to two retries: the peer takes the next ENQ for a length byte, and refuses it.
      entity: new Entity({
        role,
        master: master === role,
        RTY: 2 * (budget.lost + budget.late),
        timers: { T4: 120 },
      }),
      arriving: [],
      unsent,
      told: [],
    });
    this.sides = [side("host", ["S7F3"]), side("equipment", ["S6F11"])];
    for (const one of this.sides) {
      one.entity.start(0);
      this.#drain(one);
      one.entity.connected(0);
      this.#drain(one);
    }
    while (this.#step(length)) { /* one thing after the other */ }
  }

  #drain(side: Side): void {
    const other = this.sides?.find((one) => one !== side);
    for (let output = side.entity.poll(); output !== undefined; output = side.entity.poll()) {
      if (output.type === "write") other!.arriving.push(output.bytes);
      else this.#hear(side, output);
    }
  }

  #hear({ told }: Side, output: EntityOutput): void {
    if (output.type === "message") told.push(nameOf(output.message));
    else if (output.type === "send failed" || output.type === "discarded") told.push(output.type);
  }

  /** Does one of the things that can happen now. False when there is none. */
  #step(length: number): boolean {
    const acts = this.sides.flatMap((side) => this.#actsOf(side, length));
    const due = this.sides.map(({ entity }) => entity.deadline);
    const first = due[0] <= due[1] ? 0 : 1;
    if (due[first] < Infinity && (acts.length === 0 || this.#budget.late > 0)) {
      acts.push(() => this.#expire(this.sides[first], acts.length > 1));
    }
    if (acts.length > 0) acts[acts.length === 1 ? 0 : this.#choose(acts.length)]();
    return acts.length > 0;
  }

  #actsOf(side: Side, length: number): (() => void)[] {
    const { entity, arriving, unsent } = side, acts: (() => void)[] = [];
    if (unsent.length > 0) {
      acts.push(() => entity.send(primary(unsent.pop()!, { text: text(length) }), this.#now));
    }
    if (arriving.length > 0) acts.push(() => entity.received(arriving.shift()!, this.#now));
    if (arriving.length > 0 && this.#budget.lost > 0) acts.push(() => this.#lose(side));
    return acts.map((act) => () => {
      act();
      this.#drain(side);
    });
  }

  #lose({ arriving }: Side): void {
    this.#budget.lost--;
    arriving.shift();
  }

  #expire(side: Side, early: boolean): void {
    if (early) this.#budget.late--;
    this.#now = side.entity.deadline;
    side.entity.elapsed(this.#now);
    this.#drain(side);
  }
}

const nameOf = ({ stream, function: fn, text }: DataMessage): string => `S${stream}F${fn} ${text.length}`;

/** Makes every run there is, by the choices in lexical order; how many there were. */
function everyRun(make: (choose: (count: number) => number) => void): number {
  let choices: number[] = [], runs = 0;
  for (;;) {
    const counts: number[] = [], taken: number[] = [];
    make((count) => {
      const choice = choices[counts.length] ?? 0;
      counts.push(count);
      taken.push(choice);
      return choice;
    });
    runs++;
    let last = taken.length - 1;
    while (last >= 0 && taken[last] + 1 === counts[last]) last--;
    if (last < 0) return runs;
    choices = [...taken.slice(0, last), taken[last] + 1];
  }
}

// T2 is meant to be longer than any answer takes: with two that are not, an old ACK may be taken for a new one.
const BUDGETS: [name: string, budget: Budget, length: number, least: number][] = [
  ["nothing goes wrong", { lost: 0, late: 0 }, 300, 20],
  ["two writes are lost", { lost: 2, late: 0 }, 300, 2000],
  ["one timer runs out early", { lost: 0, late: 1 }, 300, 200],
  ["one write is lost, one timer runs out early", { lost: 1, late: 1 }, 10, 1000],
];
for (const [name, budget, length, least] of BUDGETS) {
  for (const master of ["host", "equipment"] as const) {
    test(`orders: ${name}, ${master} is master: each message arrives once`, () => {
      const runs = everyRun((choose) => {
        const { sides: [host, equipment] } = new Run(choose, budget, length, master);
        assertEquals([host.told, equipment.told], [[`S6F11 ${length}`], [`S7F3 ${length}`]]);
        for (const { entity } of [host, equipment]) {
          assertEquals([entity.queuedBytes, entity.deadline], [0, Infinity]);
        }
      });
      assert(runs >= least, `${runs} runs`);
    });
  }
}
