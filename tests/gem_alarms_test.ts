// Alarms: reported on set and on clear when enabled, listed at any time.
import { assertEquals, assertThrows } from "@std/assert";
import {
  S2F33,
  S2F35,
  S2F37,
  S5F1,
  S5F3,
  S5F4,
  S5F5,
  S5F6,
  S5F7,
  S5F8,
  S6F11,
} from "../core/messages/mod.ts";
import { MemoryStore } from "../core/gem/store.ts";
import type { DataMessage } from "../core/link.ts";
import { L, U2, U4 } from "../core/secs2/build.ts";
import { encode } from "../core/secs2/encode.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, nameOf } from "./gem_rig.ts";
import { test } from "./harness.ts";

function rig(options = {}): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
  made.clear();
  return made;
}

function enable(host: GemRig, on: boolean, ALID: number | string): number {
  return S5F4.read(host.ask(S5F3.build({ ALED: on ? 0x80 : 0, ALID })) as DataMessage);
}

function alarms(host: GemRig, ids: number[] = []): [number | undefined, unknown, string][] {
  return S5F6.read(host.ask(S5F5.build(ids)) as DataMessage)
    .map(({ ALCD, ALID, ALTX }) => [ALCD, ALID.value, ALTX]);
}

test("GEM additional: alarm management: an enabled alarm is reported when it is set and when it is cleared", () => {
  const host = rig();
  assertEquals(enable(host, true, 1), 0);
  assertEquals(host.do((equipment, now) => equipment.setAlarm(1, now)), true);
  assertEquals(host.do((equipment, now) => equipment.setAlarm(1, now)), false);
  assertEquals(host.do((equipment, now) => equipment.clearAlarm(1, now)), true);
  assertEquals(host.do((equipment, now) => equipment.clearAlarm(1, now)), false);
  host.do((equipment, now) => equipment.setAlarm(2, now));
  assertEquals(host.got("S5F1").map((message) => S5F1.read(message)), [
    { ALCD: 0x81, ALID: { format: "U4", value: 1 }, ALTX: "Door open" },
    { ALCD: 0x01, ALID: { format: "U4", value: 1 }, ALTX: "Door open" },
  ]);
  assertThrows(
    () => host.equipment.setAlarm(9, host.now),
    RangeError,
    "Cannot change alarm 9: it is unknown",
  );
});

test("GEM additional: alarm management: the events of an alarm do not depend on S5F3, and come after S5F1", () => {
  const host = rig();
  host.ask(S2F33.build({ DATAID: 0, reports: [{ RPTID: 1, variables: [100, 4] }] }));
  host.ask(S2F35.build({ DATAID: 0, events: [{ CEID: 40, reports: [1] }] }));
  host.ask(S2F37.build({ CEED: true, events: [40, 41] }));
  host.do((equipment, now) => equipment.setAlarm(1, now));
  assertEquals(S6F11.read(host.got("S6F11")[0]).reports[0].values, [U4(1), L(U4(1))]);
  enable(host, true, "");
  host.do((equipment, now) => equipment.clearAlarm(1, now));
  assertEquals(host.primaries.map(nameOf), ["S6F11", "S5F1", "S6F11"]);
});

test("GEM additional: alarm management: S5F5 lists those asked for with their state, enabled or not", () => {
  const host = rig();
  host.do((equipment, now) => equipment.setAlarm(2, now));
  assertEquals(alarms(host), [[0x01, 1, "Door open"], [0x82, 2, "Over temperature"]]);
  assertEquals(alarms(host, [2, 9]), [[0x82, 2, "Over temperature"], [undefined, 9, ""]]);
  for (const text of [encode(L(U2(2))), encode(U2(2))]) {
    const [alarm] = S5F6.read(host.ask({ ...S5F5.build([]), text }) as DataMessage);
    assertEquals(alarm.ALID, { format: "U2", value: 2 });
  }
  for (const text of [encode(L()), new Uint8Array(0)]) {
    assertEquals(S5F6.read(host.ask({ ...S5F5.build([]), text }) as DataMessage).length, 2);
  }
});

test("GEM additional: alarm management: S5F3 enables one or all, refuses an unknown one, and needs no reply", () => {
  const host = rig();
  const enabled = () => S5F8.read(host.ask(S5F7.build()) as DataMessage).map(({ ALID }) => ALID.value);
  assertEquals([enable(host, true, 9), enabled()], [1, []]);
  assertEquals([enable(host, true, ""), enabled()], [0, [1, 2]]);
  assertEquals([enable(host, false, 1), enabled()], [0, [2]]);
  assertEquals(host.ask({ ...S5F3.build({ ALED: 0, ALID: 2 }), replyExpected: false }), undefined);
  assertEquals(enabled(), []);
});

test("gem alarms: which alarms are enabled outlives a power cycle, and the W-bit is an option", () => {
  const store = new MemoryStore();
  enable(rig({ store }), true, 2);
  const again = rig({ store, alarmReply: false });
  again.do((equipment, now) => equipment.setAlarm(1, now));
  again.do((equipment, now) => equipment.setAlarm(2, now));
  assertEquals(again.got("S5F1").map((message) => [S5F1.read(message).ALCD, message.replyExpected]), [[
    0x82,
    false,
  ]]);
});

test("gem alarms: an alarm may be enabled at first", () => {
  const model = { ...MODEL, alarms: [{ ALID: 3, ALTX: "Leak", enabled: true }] };
  const host = new GemRig(model, { control: { initial: "ON-LINE" } }).start();
  host.do((equipment, now) => equipment.setAlarm(3, now));
  assertEquals(host.got("S5F1").length, 1);
});
