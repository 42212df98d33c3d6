// Spooling: what cannot be sent is kept, in order, and given away when the host asks. Nothing is lost or doubled.
import { assertEquals } from "@std/assert";
import { S1F3, S1F4, S2F15, S2F33, S2F35, S2F37, S2F43, S2F44, S2F59, S2F60 } from "../core/messages/mod.ts";
import { S6F11, S6F23, S6F24 } from "../core/messages/mod.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import { MemorySpool, MemoryStore } from "../core/gem/store.ts";
import type { DataMessage } from "../core/link.ts";
import { BOOLEAN, U4 } from "../core/secs2/build.ts";
import type { Item } from "../core/secs2/item.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, nameOf } from "./gem_rig.ts";
import { test } from "./harness.ts";

const STREAM_6 = [{ STRID: 6, functions: [] }];

/** A rig whose S6F11 are spooled and carry the LotId. */
function rig(options: EquipmentOptions = {}): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
  made.ask(S2F33.build({ DATAID: 0, reports: [{ RPTID: 1, variables: [107] }] }));
  made.ask(S2F35.build({ DATAID: 0, events: [{ CEID: 10, reports: [1] }] }));
  made.ask(S2F37.build({ CEED: true, events: [10, 24, 25, 26] }));
  assertEquals(S2F44.read(made.ask(S2F43.build(STREAM_6)) as DataMessage).RSPACK, 0);
  made.clear();
  return made;
}

function lot(host: GemRig, name: string): void {
  host.do((equipment, now) => equipment.triggerEvent(10, now, [[107, name]]), 5);
}

/** The reports received: the lot of event 10, the number of any other. */
function reports(host: GemRig): unknown[] {
  return host.got("S6F11").map((message) => {
    const { CEID, reports } = S6F11.read(message);
    return CEID.value === 10 ? reports[0].values[0].value : CEID.value;
  });
}

/** Breaks the connection, raises events meanwhile, and lets it come back. */
function outage(host: GemRig, ...lots: string[]): void {
  host.cut = true;
  host.breakWire();
  for (const name of lots) lot(host, name);
  host.cut = false;
  host.run(3000);
  assertEquals(host.equipment.communicationState, "COMMUNICATING");
}

function request(host: GemRig, RSDC: number): number {
  return S6F24.read(host.ask(S6F23.build(RSDC), 500) as DataMessage);
}

function counts(host: GemRig): Item[] {
  return S1F4.read(host.ask(S1F3.build([7, 8])) as DataMessage);
}

test("GEM additional: spooling: what could not be sent waits in order, behind it what comes later, until the host asks", () => {
  const host = rig({ clock: () => Date.UTC(2024, 0, 1) });
  outage(host, "A", "B");
  assertEquals([reports(host), counts(host)], [[], [U4(3), U4(3)]]);
  lot(host, "C");
  assertEquals([reports(host), host.equipment.spoolCount], [[], 4]);
  assertEquals(request(host, 0), 0);
  assertEquals(reports(host), [24, "A", "B", "C", 25]);
  assertEquals(counts(host), [U4(0), U4(4)]);
  lot(host, "D");
  assertEquals(reports(host).at(-1), "D");
  assertEquals(host.told("spool").map(({ state }) => state), ["ACTIVE", "TRANSMIT", "INACTIVE"]);
});

test("GEM additional: spooling: a report whose reply was cut off with the link is spooled first", () => {
  const host = rig();
  host.answers.S6F11 = undefined;
  lot(host, "LOST");
  delete host.answers.S6F11;
  host.clear();
  outage(host, "A");
  request(host, 0);
  assertEquals(reports(host), ["LOST", 24, "A", 25]);
});

test("GEM additional: spooling: reports that T3 ended are spooled when the link proves to have been dead since", () => {
  const host = rig();
  host.cut = true;
  for (const name of ["A", "B"]) lot(host, name);
  host.run(10_500);
  assertEquals(host.equipment.communicationState, "COMMUNICATING");
  lot(host, "C");
  outage(host);
  request(host, 0);
  assertEquals(reports(host), ["A", "B", "C", 24, 25]);
  host.clear();
  host.answers.S6F11 = undefined;
  lot(host, "SLOW");
  host.run(10_500);
  delete host.answers.S6F11;
  lot(host, "HEARD");
  outage(host);
  request(host, 0);
  assertEquals(reports(host), ["SLOW", "HEARD", 24, 25]);
});

test("GEM additional: spooling: the host may purge, and is told when there is nothing or when it is being sent", () => {
  const host = rig();
  assertEquals(request(host, 0), 2);
  outage(host, "A", "B");
  assertEquals(request(host, 1), 0);
  assertEquals([reports(host), host.equipment.spoolCount], [[25], 0]);
  assertEquals(request(host, 1), 2);
  host.clear();
  outage(host, "C");
  host.answers.S6F11 = undefined;
  assertEquals([request(host, 0), request(host, 0), request(host, 1)], [0, 1, 1]);
});

test("GEM additional: spooling: MaxSpoolTransmit is how many messages one S6F23 brings", () => {
  const host = rig();
  host.ask(S2F15.build([{ ECID: 204, ECV: U4(2) }]));
  outage(host, "A", "B", "C");
  assertEquals([request(host, 0), reports(host)], [0, [24, "A"]]);
  assertEquals([request(host, 0), reports(host)], [0, [24, "A", "B", "C", 25]]);
});

test("GEM additional: spooling: a full spool loses the newest, or with OverWriteSpool the oldest", () => {
  const newest = rig({ spool: new MemorySpool(3) });
  outage(newest, "A", "B", "C", "D");
  assertEquals(counts(newest), [U4(3), U4(5)]);
  assertEquals(newest.told("not sent").map(({ reason }) => reason), [
    "the spool is full",
    "the spool is full",
  ]);
  request(newest, 0);
  assertEquals(reports(newest), [24, "A", "B", 25]);
  const oldest = rig({ spool: new MemorySpool(3) });
  oldest.ask(S2F15.build([{ ECID: 205, ECV: BOOLEAN(true) }]));
  outage(oldest, "A", "B", "C", "D");
  request(oldest, 0);
  assertEquals(reports(oldest), ["B", "C", "D", 25]);
});

test("GEM additional: spooling: a failure while transmitting keeps what the host has not acknowledged", () => {
  const host = rig();
  outage(host, "A", "B");
  host.answers.S6F11 = undefined;
  request(host, 0);
  assertEquals(reports(host), [24]);
  delete host.answers.S6F11;
  host.clear();
  outage(host);
  request(host, 0);
  assertEquals(reports(host), [24, "A", "B", 26, 25]);
});

test("gem spool: T3 while transmitting pauses it, a refusal by the host does not", () => {
  const host = rig();
  outage(host, "A", "B");
  host.answers.S6F11 = undefined;
  request(host, 0);
  host.run(11_000);
  assertEquals([host.got("S9F9").length, host.equipment.spoolCount], [1, 4]);
  host.answers.S6F11 = { stream: 6, function: 0, replyExpected: false, text: new Uint8Array(0) };
  host.clear();
  request(host, 0);
  assertEquals([reports(host), host.equipment.spoolCount], [[24, "A", "B", 26, 25], 0]);
});

test("GEM additional: spooling: S2F43 replaces the whole set or, with an error, nothing", () => {
  const host = rig();
  const reset = (...streams: [number, ...number[]][]) => {
    const body = streams.map(([STRID, ...functions]) => ({ STRID, functions }));
    const reply = S2F44.read(host.ask(S2F43.build(body)) as DataMessage);
    return [reply.RSPACK, reply.streams.map(({ STRID, STRACK, functions }) => [STRID, STRACK, functions])];
  };
  const set = () =>
    S2F60.read(host.ask(S2F59.build()) as DataMessage).map(({ STRID, functions }) => [STRID, functions]);
  assertEquals(reset([5, 1], [1], [99], [2], [6, 11, 12, 15]), [1, [
    [1, 1, []],
    [99, 2, []],
    [2, 1, []],
    [6, 4, [12]],
    [6, 3, [15]],
  ]]);
  assertEquals(set(), [[6, []]]);
  assertEquals([reset([5, 1], [6, 1]), set()], [[0, []], [[5, [1]], [6, [1]]]]);
  outage(host, "NOT SPOOLED");
  assertEquals(host.equipment.spoolCount, 0);
  assertEquals([reset(), set()], [[0, []], []]);
});

test("gem spool: going off-line stops the output, and the next S6F23 goes on with it", () => {
  const host = rig();
  outage(host, "A", "B");
  host.answers.S6F11 = undefined;
  request(host, 0);
  host.do((equipment, now) => equipment.goOffLine(now));
  host.answer(host.got("S6F11")[0], Uint8Array.of(0x21, 1, 0));
  assertEquals([reports(host), host.equipment.spoolCount], [[24], 2]);
  assertEquals(host.told("spool").at(-1)!.state, "NO OUTPUT");
});

test("gem spool: a long message is asked for first, and a denial discards it", () => {
  const host = rig({ inquireAbove: 60 });
  outage(host, "SHORT", "L".repeat(50), "END");
  host.answers.S6F5 = { stream: 6, function: 6, replyExpected: false, text: Uint8Array.of(0x21, 1, 2) };
  request(host, 0);
  assertEquals([host.primaries.map(nameOf).filter((name) => name !== "S1F13"), host.equipment.spoolCount], [
    ["S6F11", "S6F11", "S6F5", "S6F11", "S6F11"],
    0,
  ]);
  assertEquals(reports(host), [24, "SHORT", "END", 25]);
});

test("gem spool: nothing is spooled off-line, nor while communication is disabled", () => {
  const host = rig();
  host.do((equipment, now) => equipment.goOffLine(now));
  outage(host, "OFF-LINE");
  host.do((equipment, now) => equipment.disable(now));
  lot(host, "DISABLED");
  assertEquals(host.equipment.spoolCount, 0);
});

test("gem spool: messages without W are sent one after the other, however many they are", () => {
  const host = rig({ eventReply: false });
  outage(host, ...Array.from({ length: 3000 }, (_, i) => `${i}`));
  request(host, 0);
  assertEquals(reports(host).length, 3002);
  assertEquals(reports(host).slice(0, 3), [24, "0", "1"]);
});

test("gem spool: the spool outlives a power cycle, and what comes before the first S1F13 goes into it", () => {
  const store = new MemoryStore(), spool = new MemorySpool();
  const host = rig({ store, spool });
  host.cut = true;
  host.breakWire();
  lot(host, "A");
  const again = new GemRig(MODEL, { control: { initial: "ON-LINE" }, store, spool });
  again.cut = true;
  again.start();
  lot(again, "B");
  again.cut = false;
  again.run(5000);
  lot(again, "C");
  request(again, 0);
  assertEquals(reports(again), [24, "A", "B", "C", 25]);
  assertEquals(again.primaries.map(nameOf).filter((name) => name === "S9F9"), []);
});

test("gem spool: an equipment that is started late spools what is raised while it is enabled", () => {
  const store = new MemoryStore();
  rig({ store });
  const again = new GemRig(MODEL, { control: { initial: "ON-LINE" }, store });
  again.cut = true;
  again.start();
  lot(again, "EARLY");
  again.cut = false;
  again.run(5000);
  request(again, 0);
  assertEquals(reports(again), [24, "EARLY", 25]);
});

test("gem spool: disabling communication while the spool is sent loses nothing of it", () => {
  const host = rig();
  outage(host, "A", "B");
  host.answers.S6F11 = undefined;
  request(host, 0);
  host.do((equipment, now) => equipment.disable(now));
  delete host.answers.S6F11;
  host.clear();
  host.do((equipment, now) => equipment.enable(now), 100);
  assertEquals(request(host, 0), 0);
  assertEquals(reports(host), [24, "A", "B", 25]);
});

test("gem spool: a report whose inquiry was cut off with the link is spooled", () => {
  const host = rig({ inquireAbove: 60 });
  host.answers.S6F5 = undefined;
  lot(host, "L".repeat(50));
  delete host.answers.S6F5;
  outage(host, "NEXT");
  request(host, 0);
  assertEquals(reports(host), ["L".repeat(50), 24, "NEXT", 25]);
});

test("gem spool: functions of a stream may come in several entries of S2F43", () => {
  const host = rig();
  host.ask(S2F43.build([{ STRID: 6, functions: [1] }, { STRID: 6, functions: [11] }]));
  outage(host, "A");
  request(host, 0);
  assertEquals(reports(host), [24, "A", 25]);
});

test("gem spool: on a full disk OverWriteSpool gives up no more than would make room", () => {
  const spool = new MemorySpool();
  const host = rig({ spool });
  host.ask(S2F15.build([{ ECID: 205, ECV: BOOLEAN(true) }]));
  outage(host, "A", "B", "C");
  spool.push = () => false;
  outage(host, "D");
  assertEquals(host.equipment.spoolCount, 2);
});
