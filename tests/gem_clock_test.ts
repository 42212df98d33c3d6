// The texts of a time: every form, both ways, and what is none.
import { assertEquals, assertThrows } from "@std/assert";
import { type ClockTime, formatTime, parseTime, type TimeForm } from "../core/gem/mod.ts";
import { test } from "./harness.ts";

const TIME: ClockTime = { year: 2026, month: 2, day: 3, hour: 4, minute: 5, second: 6, millisecond: 0 };

const TEXTS: readonly [TimeForm, string, ClockTime][] = [
  [12, "260203040506", TIME],
  [12, "991231235959", { ...TIME, year: 1999, month: 12, day: 31, hour: 23, minute: 59, second: 59 }],
  [14, "20260203040506", TIME],
  [16, "2026020304050678", { ...TIME, millisecond: 780 }],
  ["extended", "2026-02-03T04:05:06.000", TIME],
  ["extended", "2026-02-03T04:05:06.789Z", { ...TIME, millisecond: 789, zone: 0 }],
  ["extended", "2026-02-03T04:05:06.000+05:30", { ...TIME, zone: 330 }],
  ["extended", "2026-02-03T04:05:06.000-01:15", { ...TIME, zone: -75 }],
];

test("clock: the forms of a time, both ways", () => {
  for (const [form, text, time] of TEXTS) {
    assertEquals(parseTime(text), time, text);
    assertEquals(formatTime(time, form), text);
  }
});

test("clock: other ways to write the extended form", () => {
  const others = ["2026-02-03T04:05:06", "2026-02-03 04:05:06", "20260203T040506", "2026-02-03T04:05:06,0"];
  for (const text of others) assertEquals(parseTime(text), TIME, text);
  assertEquals(parseTime("2026-02-03T04:05:06.1239+0100"), { ...TIME, millisecond: 123, zone: 60 });
});

test("clock: two digits of a year are of 1970 to 2069", () => {
  assertEquals([parseTime("690101000000")?.year, parseTime("700101000000")?.year], [2069, 1970]);
});

test("clock: what is no time", () => {
  const none = [
    "",
    " ",
    "noon",
    "20260203",
    "261303040506",
    "260230040506",
    "260203240506",
    "2026020304056106",
  ];
  for (const text of none) assertEquals(parseTime(text), undefined, text);
  assertEquals(parseTime("240229000000")?.day, 29);
  assertEquals(parseTime("19000229000000"), undefined);
  assertThrows(() => formatTime({ ...TIME, month: 13 }), RangeError, "Cannot write a time");
});
