// The pause between attempts to connect: T5, or longer each time while the peer is not there.
import { assertEquals, assertThrows } from "@std/assert";
import { Separation } from "../core/separation.ts";
import { test } from "./harness.ts";
import { Pair } from "./pair.ts";

test("without a back-off every pause is T5", () => {
  const separation = new Separation(10_000);
  assertEquals([false, false, true, false].map((useful) => separation.after(useful)), [
    10_000,
    10_000,
    10_000,
    10_000,
  ]);
});

test("pauses grow while nothing comes of the attempts, up to the longest, and begin anew after something did", () => {
  const separation = new Separation(1000, { factor: 2, most: 5 });
  const pauses = [false, false, false, false, true, false, false].map((useful) => separation.after(useful));
  assertEquals(pauses, [1000, 2000, 4000, 5000, 1000, 1000, 2000]);
});

test("no pause is shorter than T5", () => {
  assertEquals(new Separation(10_000, { factor: 2, most: 1 }).after(false), 10_000);
});

test("a back-off that cannot be is refused", () => {
  assertThrows(() => new Separation(1, { factor: 0.5, most: 1 }), RangeError, "backOff.factor: 0.5");
  assertThrows(() => new Separation(1, { factor: 11, most: 1 }), RangeError, "backOff.factor: 11");
  assertThrows(() => new Separation(1, { factor: 2, most: NaN }), RangeError, "backOff.most: NaN");
});

test("an active entity tries less and less often while nobody listens, and begins anew once it was SELECTED", () => {
  const pair = new Pair({ timers: { T5: 1 }, backOff: { factor: 2, most: 8 } });
  const attempts = () => pair.active.news("connect").length;
  pair.cut = true;
  pair.start();
  pair.run(1500);
  assertEquals(attempts(), 2);
  pair.run(2000);
  assertEquals(attempts(), 3);
  pair.run(4000);
  assertEquals(attempts(), 4);
  pair.cut = false;
  pair.run(9000);
  assertEquals([attempts(), pair.active.entity.state], [5, "SELECTED"]);
  pair.breakWire();
  pair.run(1100);
  assertEquals([attempts(), pair.active.entity.state], [6, "SELECTED"]);
});
