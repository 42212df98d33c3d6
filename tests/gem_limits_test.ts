// Limits monitoring: deadbands, the events of zone changes, and every code of its answer.
import { assertEquals } from "@std/assert";
import { S2F33, S2F35, S2F37, S2F45, S2F46, S2F47, S2F48, S6F11 } from "../core/messages/mod.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import { MemoryStore } from "../core/gem/store.ts";
import type { DataMessage } from "../core/link.ts";
import { A, B, F4, L, U4 } from "../core/secs2/build.ts";
import type { Item } from "../core/secs2/item.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { test } from "./harness.ts";

function rig(options: EquipmentOptions = {}): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
  made.ask(S2F33.build({ DATAID: 0, reports: [{ RPTID: 1, variables: [102, 103, 104] }] }));
  made.ask(S2F35.build({ DATAID: 0, events: [{ CEID: 30, reports: [1] }] }));
  made.ask(S2F37.build({ CEED: true, events: [30] }));
  made.clear();
  return made;
}

type Edge = number | Item;

/** Defines limits of one variable: `[LIMITID, UPPERDB, LOWERDB]`, or `[LIMITID]` to clear it. */
function define(host: GemRig, VID: number, ...limits: [number, Edge?, Edge?][]): [number, unknown[]] {
  const variables = [{ VID, limits: limits.map(limitOf) }];
  const reply = S2F46.read(host.ask(S2F45.build({ DATAID: 0, variables })) as DataMessage);
  return [
    reply.VLAACK,
    reply.variables.map(({ LVACK, limit }) => limit ? [LVACK, limit.LIMITID, limit.LIMITACK] : [LVACK]),
  ];
}

function limitOf([LIMITID, upper, lower]: [number, Edge?, Edge?]) {
  if (upper === undefined || lower === undefined) return { LIMITID };
  return { LIMITID, deadband: { UPPERDB: itemOf(upper), LOWERDB: itemOf(lower) } };
}

function itemOf(edge: Edge): Item {
  return typeof edge === "number" ? F4(edge) : edge;
}

function events(host: GemRig): Item[][] {
  return host.got("S6F11").map((message) => S6F11.read(message).reports[0].values as Item[]);
}

function pressure(host: GemRig, value: number): void {
  host.do((equipment, now) => equipment.setVariable(3, value, now));
}

test("GEM additional: limits monitoring: a zone changes at the opposite edge of its deadband, with its event", () => {
  const host = rig();
  pressure(host, 50);
  assertEquals(define(host, 3, [1, 60, 55], [2, 80, 75]), [0, []]);
  host.run(1100);
  const BELOW = B(1), ABOVE = B(0);
  assertEquals(events(host), [[U4(3), L(B(1), B(2)), BELOW]]);
  for (const value of [59, 60, 58, 85, 76, 75, 40]) pressure(host, value);
  assertEquals(events(host).slice(1).map(([, limits, type]) => [limits, type]), [
    [L(B(1)), ABOVE],
    [L(B(2)), ABOVE],
    [L(B(2)), BELOW],
    [L(B(1)), BELOW],
  ]);
});

test("GEM additional: limits monitoring: a value that comes from a callback is looked at every period", () => {
  const host = rig({ limitsPeriod: 2 });
  let value = 0;
  host.do((equipment, now) => equipment.setVariable(3, () => value, now));
  assertEquals(define(host, 3, [1, 60, 60]), [0, []]);
  host.run(100);
  assertEquals(events(host).length, 1);
  value = 60;
  host.run(1000);
  assertEquals(events(host).length, 1);
  value = 61;
  host.run(1000);
  assertEquals(events(host).length, 2);
});

test("GEM additional: limits monitoring: every fault has its code, and one fault refuses all", () => {
  const host = rig();
  assertEquals(define(host, 999, [1, 2, 1]), [1, [[1]]]);
  assertEquals(define(host, 1, [1, 2, 1]), [1, [[2]]]);
  assertEquals(define(host, 3, [8, 2, 1], [0, 2, 1]), [1, [[4, 8, 1], [4, 0, 1]]]);
  assertEquals(define(host, 3, [1, 101, 1], [2, 2, -1], [3, 1, 2]), [1, [[4, 1, 2], [4, 2, 3], [4, 3, 4]]]);
  assertEquals(define(host, 3, [1, F4(1, 2), 1], [2, A("x"), 1], [3, 2, 1], [3, 2, 1]), [
    1,
    [[4, 1, 5], [4, 2, 6], [4, 3, 7]],
  ]);
  const one = { VID: 3, limits: [] };
  const twice = S2F46.read(host.ask(S2F45.build({ DATAID: 0, variables: [one, one] })) as DataMessage);
  assertEquals(twice.variables.map(({ LVACK }) => LVACK), [3]);
  assertEquals(S2F48.read(host.ask(S2F47.build([3])) as DataMessage)[0].attributes!.limits, []);
});

test("GEM additional: limits monitoring: one limit, one variable or all are cleared, and what is defined can be asked", () => {
  const host = rig();
  const defined = () =>
    S2F48.read(host.ask(S2F47.build([])) as DataMessage).map(({ VID, attributes }) => [
      VID.value,
      attributes!.limits.map(({ LIMITID }) => LIMITID),
    ]);
  define(host, 3, [1, 20, 10], [2, A("40"), A("30")], [7, 60, 50]);
  assertEquals(defined(), [[3, [1, 2, 7]]]);
  define(host, 3, [2]);
  assertEquals(defined(), [[3, [1, 7]]]);
  define(host, 3);
  assertEquals(defined(), [[3, []]]);
  define(host, 3, [1, 20, 10]);
  host.ask(S2F45.build({ DATAID: 0, variables: [] }));
  assertEquals(defined(), [[3, []]]);
  const [known, without, unknown] = S2F48.read(host.ask(S2F47.build([3, 1, 999])) as DataMessage);
  assertEquals([known.attributes?.UNITS, known.attributes?.LIMITMIN, known.attributes?.LIMITMAX], [
    "Pa",
    F4(0),
    F4(100),
  ]);
  assertEquals([without.attributes, unknown.attributes], [undefined, undefined]);
});

test("gem limits: limits outlive a power cycle", () => {
  const store = new MemoryStore();
  define(rig({ store }), 3, [4, 20, 10]);
  const again = rig({ store });
  const [{ attributes }] = S2F48.read(again.ask(S2F47.build([3])) as DataMessage);
  assertEquals(attributes!.limits, [{ LIMITID: 4, UPPERDB: F4(20), LOWERDB: F4(10) }]);
});
