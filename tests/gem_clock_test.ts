// The clock: read and set in three forms, with an application's clock or without one.
import { assertEquals } from "@std/assert";
import { S1F3, S1F4, S2F15, S2F17, S2F18, S2F31, S2F32 } from "../core/messages/mod.ts";
import { millisecondsOf, timeAt } from "../core/gem/clock.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import type { DataMessage } from "../core/link.ts";
import { A, U1 } from "../core/secs2/build.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { test } from "./harness.ts";

const NOON = Date.UTC(2024, 1, 29, 12, 34, 56, 780);

function rig(options: EquipmentOptions = {}): GemRig {
  return new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
}

function read(host: GemRig): string {
  return S2F18.read(host.ask(S2F17.build()) as DataMessage);
}

function set(host: GemRig, TIME: string): number {
  return S2F32.read(host.ask(S2F31.build(TIME)) as DataMessage);
}

test("GEM additional: clock: the time is read in the form of TimeFormat", () => {
  const host = rig({ clock: () => NOON, zone: 120 });
  const forms = [1, 0, 2].map((format) => {
    host.ask(S2F15.build([{ ECID: 202, ECV: U1(format) }]));
    return read(host);
  });
  assertEquals(forms, ["2024022914345678", "240229143456", "2024-02-29T14:34:56.780+02:00"]);
  assertEquals(S1F4.read(host.ask(S1F3.build([2])) as DataMessage), [A(forms[2])]);
});

test("GEM additional: clock: the time is set in any form, and goes on from there", () => {
  const host = rig({ clock: () => NOON });
  for (
    const TIME of ["991231235959", "1999123123595900", "1999-12-31T23:59:59.00Z", "1999-12-31T18:59:59-05:00"]
  ) {
    assertEquals([set(host, TIME), read(host)], [0, "1999123123595900"]);
  }
  assertEquals(set(host, "20300101000000"), 0);
  assertEquals(read(host), "2030010100000000");
  assertEquals(host.told("clock set").length, 5);
});

test("gem clock: a text that is no time is refused, and so is what the application does not want", () => {
  const set1: number[] = [];
  const host = rig({ clock: () => NOON, setClock: (milliseconds) => (set1.push(milliseconds), false) });
  assertEquals([set(host, "noon"), set(host, "20240230120000"), set(host, "")], [1, 1, 1]);
  assertEquals([set(host, "2024030112000000"), set1], [1, [Date.UTC(2024, 2, 1, 12)]]);
  assertEquals(read(host), "2024022912345678");
});

test("gem clock: without an application's clock there is no time until the host tells it", () => {
  const host = rig();
  assertEquals(read(host), "");
  assertEquals(set(host, "2024022912000000"), 0);
  host.run(5000);
  assertEquals(read(host).slice(0, 14), "20240229120005");
});

test("gem clock: the equipment asks the host for the time", () => {
  const host = rig();
  host.answers.S2F17 = S2F18.build("2024022912000000");
  assertEquals(host.do((equipment, now) => equipment.requestTime(now)), true);
  assertEquals(read(host).slice(0, 12), "202402291200");
  host.answers.S2F17 = S2F18.build("no time");
  host.do((equipment, now) => equipment.requestTime(now));
  assertEquals(read(host).slice(0, 12), "202402291200");
});

test("gem clock: days are counted as the calendar does, from 1600 to 2400", () => {
  for (let day = Date.UTC(1600, 0, 1); day < Date.UTC(2400, 0, 1); day += 86_400_000 * 29 + 12_345) {
    const date = new Date(day), time = timeAt(day);
    assertEquals([time.year, time.month, time.day, time.hour], [
      date.getUTCFullYear(),
      date.getUTCMonth() + 1,
      date.getUTCDate(),
      date.getUTCHours(),
    ]);
    assertEquals(millisecondsOf(time), day);
  }
  assertEquals(millisecondsOf(timeAt(NOON, -330)), NOON);
});
