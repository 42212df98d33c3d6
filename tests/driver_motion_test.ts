// What moves in a simulated equipment: values, the schedule, processes. Told the time.
import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import type { StateMachine } from "../driver/profile.ts";
import { moving } from "../driver/simulate_motion.ts";
import { Process } from "../driver/simulate_process.ts";
import { randomFrom } from "../driver/simulate_random.ts";
import { Schedule } from "../driver/simulate_schedule.ts";
import { test } from "./harness.ts";

const random = () => 0.5;

test("motion: a constant stays", () => {
  const value = moving({ constant: "OPEN" }, random);
  assertEquals([value.value(0), value.value(9)], ["OPEN", "OPEN"]);
});

test("motion: a ramp repeats, reverses or holds", () => {
  const at = (then: "repeat" | "reverse" | "hold", seconds: number) =>
    moving({ ramp: { from: 10, to: 20, seconds: 4, then } }, random).value(seconds);
  assertEquals([at("repeat", 0), at("repeat", 2), at("repeat", 5)], [10, 15, 12.5]);
  assertEquals([at("reverse", 2), at("reverse", 4), at("reverse", 6), at("reverse", 8)], [15, 20, 15, 10]);
  assertEquals([at("hold", 2), at("hold", 4), at("hold", 400)], [15, 20, 20]);
  assertEquals(
    moving({ ramp: { from: 0, to: 1, seconds: 2 } }, random).value(3),
    0.5,
    "repeats when not told",
  );
});

test("motion: a sine goes round its middle", () => {
  const { value } = moving({ sine: { middle: 60, amplitude: 2, seconds: 8 } }, random);
  [60, 62, 60, 58, 60].forEach((expected, i) => assertAlmostEquals(value(2 * i) as number, expected, 1e-9));
});

test("motion: a walk makes a step each so many seconds, within its bounds, and the same from the same seed", () => {
  const walk = { start: 5, step: 1, min: 4, max: 6, seconds: 2 };
  const course = (seed: number) => {
    const { value } = moving({ walk }, randomFrom(seed));
    return Array.from({ length: 200 }, (_, second) => value(second) as number);
  };
  const values = course(1);
  assertEquals(values[0], 5);
  assertEquals(values[1], values[0], "no step before its time");
  assertNotEquals(values[2], values[1]);
  assertEquals(values.every((value) => value >= 4 && value <= 6), true);
  assertEquals(Math.max(...values) - Math.min(...values) > 1, true, "it gets about");
  assertEquals(course(1), values);
  assertNotEquals(course(2), values);
});

test("motion: a walk that nobody has looked at for a year is still within its bounds", () => {
  const { value } = moving({ walk: { start: 0, step: 1, min: -3, max: 3 } }, randomFrom(3));
  const late = value(365 * 86_400) as number;
  assertEquals(late >= -3 && late <= 3, true);
});

test("motion: a count goes up by reading, or by its event", () => {
  const reads = moving({ count: { start: 7 } }, random);
  assertEquals([reads.value(0), reads.value(0), reads.value(0)], [7, 8, 9]);
  const counts = moving({ count: { event: "END" } }, random);
  counts.raised!("START");
  counts.raised!("END");
  assertEquals([counts.value(0), counts.value(1)], [1, 1]);
});

test("motion: a choice takes each of its values in time", () => {
  const { value } = moving({ choice: ["A", "B", "C"] }, randomFrom(5));
  assertEquals([...new Set(Array.from({ length: 50 }, () => value(0)))].sort(), ["A", "B", "C"]);
});

test("random: numbers from 0 up to 1, evenly, the same again from the same seed", () => {
  const draw = (seed: number) => {
    const next = randomFrom(seed);
    return Array.from({ length: 1000 }, () => next());
  };
  const numbers = draw(42);
  assertEquals(numbers.every((number) => number >= 0 && number < 1), true);
  assertAlmostEquals(numbers.reduce((sum, number) => sum + number) / 1000, 0.5, 0.05);
  assertEquals(draw(42), numbers);
  assertNotEquals(draw(43), numbers);
});

test("schedule: once, again and again, and an alarm that is cleared", () => {
  const schedule = new Schedule([
    { after: 2, event: "ONCE" },
    { every: 3, event: "OFTEN" },
    { after: 1, every: 4, alarm: "HOT", clearAfter: 0.5 },
  ]);
  assertEquals(schedule.deadline, Infinity, "it has not begun");
  schedule.begin(1000);
  const happened: string[] = [];
  for (let now = 0; schedule.deadline <= 10_000; now = schedule.deadline) {
    for (const due of schedule.take(now)) {
      const what = due.type === "clear"
        ? `clear ${due.alarm}`
        : due.occurrence.event ?? `set ${due.occurrence.alarm}`;
      happened.push(`${(now - 1000) / 1000} ${what}`);
    }
  }
  assertEquals(
    happened,
    [
      "1 set HOT",
      "1.5 clear HOT",
      "2 ONCE",
      "3 OFTEN",
      "5 set HOT",
      "5.5 clear HOT",
      "6 OFTEN",
      "9 OFTEN",
      "9 set HOT",
    ],
  );
});

test("schedule: what was slept through happens once; once ended nothing but a clearing does", () => {
  const schedule = new Schedule([{ every: 1, alarm: 5, clearAfter: 10 }]);
  schedule.begin(0);
  assertEquals(schedule.take(500), []);
  assertEquals(schedule.take(60_000).length, 1);
  assertEquals(schedule.deadline, 61_000);
  schedule.end();
  assertEquals(schedule.deadline, 70_000);
  assertEquals(schedule.take(70_000), [{ type: "clear", alarm: 5 }]);
  assertEquals(schedule.deadline, Infinity);
});

const MACHINE: StateMachine = {
  variable: "State",
  states: { IDLE: 0, RUN: 4, DONE: 9 },
  transitions: [
    { from: "IDLE", to: "RUN", command: "START", values: { Lot: "${LOT}", Text: "lot ${ LOT } of ${N}" } },
    { from: ["RUN", "DONE"], to: "IDLE", command: "STOP" },
    { from: "RUN", to: "DONE", after: 2, event: "END", values: { Count: "${N}", Lot: "" } },
    { from: "RUN", to: "IDLE", after: 5 },
    { to: "DONE", command: "ABORT" },
  ],
};

test("process: commands lead from state to state, where they may", () => {
  const process = new Process(MACHINE);
  process.begin(0);
  assertEquals([process.state, process.number, process.deadline], ["IDLE", 0, Infinity]);
  assertEquals(process.transitionOf("STOP"), undefined);
  assertEquals([process.knows("STOP"), process.knows("PAUSE")], [true, false]);
  const step = process.command(process.transitionOf("START")!, { LOT: "L-1", N: 3 }, 100);
  assertEquals([step.from, step.to, step.values], ["IDLE", "RUN", { Lot: "L-1", Text: "lot L-1 of 3" }]);
  assertEquals(process.number, 4);
  assertEquals(process.transitionOf("ABORT")?.to, "DONE", "from any state");
});

test("process: time leads on, and remembers the parameters of the command", () => {
  const process = new Process(MACHINE);
  process.begin(0);
  process.command(process.transitionOf("START")!, { LOT: "L-1", N: 3 }, 100);
  assertEquals(process.deadline, 2100);
  assertEquals(process.elapsed(2099), undefined);
  const step = process.elapsed(2100)!;
  assertEquals([step.to, step.values], ["DONE", { Count: 3, Lot: "" }]);
  assertEquals(process.deadline, Infinity);
});

test("process: a transition that takes no time does not stop the time", () => {
  const process = new Process({
    states: { A: 0 },
    transitions: [{ from: "A", to: "A", after: 0 }],
  });
  process.begin(10);
  for (let now = 10, steps = 0; steps < 5; steps++) {
    assertEquals(process.deadline > now, true);
    now = process.deadline;
    assertEquals(process.elapsed(now)?.to, "A");
  }
});
