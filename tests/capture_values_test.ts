// Values over time: of a variable wherever it comes, and of a place in one kind of message.
import { assertEquals, assertThrows } from "@std/assert";
import { NameLearner } from "../core/reading/names_learn.ts";
import { valuesIn, valuesOver, VariablesSeen } from "../core/reading/values.ts";
import { A, F4, L, U4 } from "../core/secs2/mod.ts";
import { bookOf, made, record } from "./capture_reading.ts";
import { test } from "./harness.ts";

const names = new NameLearner({
  names: { VID: { 10: { name: "Pressure", units: "Pa" } } },
  reports: { 1: [10, 11], 2: [11, 10] },
});
const event = (index: number, report: number, a: number, b: string) =>
  record(made(index, [6, 11, true], L(U4(0), U4(5), L(L(U4(report), L(F4(a), A(b))))), { direction: 1 }));
const records = [event(0, 1, 1.5, "x"), record(made(1, [1, 1])), event(2, 1, 2.5, "y"), event(3, 2, 7, "z")];

test("values of a variable come from every report that has it", () => {
  assertEquals(valuesOver(records, { type: "variable", id: 10 }, { names }), [
    { time: 0, message: 0, value: 1.5 },
    { time: 2e6, message: 2, value: 2.5 },
    { time: 3e6, message: 3, value: "z" },
  ]);
  assertEquals(valuesOver(records, { type: "variable", id: "11" }, { names }).map(({ value }) => value), [
    "x",
    "y",
    7,
  ]);
});

test("values of a place come from messages of its kind alone", () => {
  const path = [2, -1, 1, 0];
  assertEquals(valuesOver(records, { type: "place", message: "S6F11", path }).map(({ value }) => value), [
    1.5,
    2.5,
    7,
  ]);
  assertEquals(valuesOver(records, { type: "place", message: "S1F1", path }), []);
  assertEquals(valuesIn(records[0], { type: "place", message: "S6", path: [1] }).map(({ value }) => value), [
    5,
  ]);
  assertEquals(
    valuesOver(records, { type: "place", message: "S6F11", path }, {}, 2).map(({ value }) => value),
    [2.5, 7],
  );
  assertThrows(
    () => valuesIn(records[0], { type: "place", message: "x", path }),
    RangeError,
    "Cannot follow values of x",
  );
});

test("the variables seen are told with names, units and whether they can be plotted", () => {
  const seen = new VariablesSeen();
  for (const each of records) seen.record(each, { names });
  assertEquals(seen.all, [
    { id: 10, count: 3, isNumeric: false, name: "Pressure", units: "Pa" },
    { id: 11, count: 3, isNumeric: false },
  ]);
});

test("a session shows the values that its host asked for, by the ids of the request", () => {
  const book = bookOf("secsgem-gem-session.pcapng");
  const learner = new NameLearner();
  for (const { message } of book.records) learner.message(message);
  const clocks = valuesOver(book.records, { type: "variable", id: 1001 }, { names: learner });
  assertEquals(clocks.length > 3, true);
  assertEquals(clocks.every(({ value }) => typeof value === "string" && /^\d{12,16}$/.test(value)), true);
  const temperatures = valuesOver(book.records, { type: "variable", id: 3001 }, { names: learner });
  assertEquals(temperatures.length > 0 && temperatures.every(({ value }) => typeof value === "number"), true);
});
