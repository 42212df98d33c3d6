// Event reports: definition, linking, enabling, and what is sent and answered.
import { assertEquals } from "@std/assert";
import { type BuiltMessage, S2F33, S2F34, S2F35, S2F36, S2F37, S2F38 } from "../core/messages/mod.ts";
import {
  S6F11,
  S6F13,
  S6F15,
  S6F16,
  S6F17,
  S6F18,
  S6F19,
  S6F20,
  S6F21,
  S6F22,
} from "../core/messages/mod.ts";
import {
  S1F23,
  S1F24,
  S2F51,
  S2F52,
  S2F53,
  S2F54,
  S2F55,
  S2F56,
  S2F57,
  S2F58,
} from "../core/messages/mod.ts";
import { MemoryStore } from "../core/gem/store.ts";
import { A, F4, L, U1, U2 } from "../core/secs2/build.ts";
import type { DataMessage } from "../core/link.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { test } from "./harness.ts";

function rig(options = {}): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
  made.clear();
  return made;
}

/** The code that a request is answered with. */
function code(rig: GemRig, request: BuiltMessage, read: { read(message: DataMessage): unknown }): unknown {
  return read.read(rig.ask(request) as DataMessage);
}

function define(
  rig: GemRig,
  ...reports: { RPTID: number | string; variables: (number | string)[] }[]
): unknown {
  return code(rig, S2F33.build({ DATAID: 0, reports }), S2F34);
}

function link(rig: GemRig, ...events: { CEID: number | string; reports: (number | string)[] }[]): unknown {
  return code(rig, S2F35.build({ DATAID: 0, events }), S2F36);
}

function enable(rig: GemRig, CEED: boolean, ...events: (number | string)[]): unknown {
  return code(rig, S2F37.build({ CEED, events }), S2F38);
}

function setUp(options = {}): GemRig {
  const made = rig(options);
  assertEquals(define(made, { RPTID: 1, variables: [3, 107] }, { RPTID: 2, variables: ["STATE"] }), 0);
  assertEquals(link(made, { CEID: 10, reports: [2, 1] }), 0);
  assertEquals(enable(made, true, 10), 0);
  return made;
}

test("GEM fundamental: event notification: an enabled event is sent with its reports in the order of the link", () => {
  const host = setUp();
  host.do((equipment, now) => equipment.triggerEvent(10, now, [[107, "LOT-7"]]));
  const [report] = host.got("S6F11").map((message) => S6F11.read(message));
  assertEquals(report.CEID, { format: "U4", value: 10 });
  assertEquals(report.reports.map(({ RPTID, values }) => [RPTID.value, values]), [
    [2, [U1(0)]],
    [1, [F4(1.5), A("LOT-7")]],
  ]);
});

test("GEM additional: dynamic event report configuration: define, link and enable answer with every code of their tables", () => {
  const host = setUp();
  assertEquals(define(host, { RPTID: 1, variables: [3] }), 3);
  assertEquals(define(host, { RPTID: 9, variables: [3] }, { RPTID: 8, variables: [999] }), 4);
  assertEquals(link(host, { CEID: 10, reports: [1] }), 3);
  assertEquals(link(host, { CEID: 999, reports: [1] }), 4);
  assertEquals(link(host, { CEID: 11, reports: [999] }), 5);
  assertEquals(enable(host, true, 10, 999), 1);
  assertEquals(S2F52.read(host.ask(S2F51.build()) as DataMessage).map(({ value }) => value), [1, 2]);
  const few = rig({ maxReports: 1 });
  assertEquals(define(few, { RPTID: 1, variables: [3] }, { RPTID: 2, variables: [3] }), 1);
  assertEquals(define(few, { RPTID: 1, variables: [3] }), 0);
});

test("GEM additional: dynamic event report configuration: a list without entries deletes, unlinks, or means all", () => {
  const host = setUp();
  assertEquals(define(host, { RPTID: 2, variables: [] }), 0);
  host.do((equipment, now) => equipment.triggerEvent(10, now));
  assertEquals(S6F11.read(host.got("S6F11")[0]).reports.map(({ RPTID }) => RPTID.value), [1]);
  assertEquals(link(host, { CEID: 10, reports: [] }), 0);
  host.do((equipment, now) => equipment.triggerEvent(10, now));
  assertEquals(S6F11.read(host.got("S6F11")[1]).reports, []);
  assertEquals(enable(host, false), 0);
  host.do((equipment, now) => equipment.triggerEvent(10, now));
  assertEquals(host.got("S6F11").length, 2);
  assertEquals(enable(host, true), 0);
  host.do((equipment, now) => equipment.triggerEvent("LOT", now));
  assertEquals(S6F11.read(host.got("S6F11")[2]).CEID, { format: "A", value: "LOT" });
  assertEquals(define(host), 0);
  assertEquals(S2F54.read(host.ask(S2F53.build([])) as DataMessage), []);
});

test("gem reports: linking disables an event that was not linked, and replaces where the options say so", () => {
  const host = rig({ relink: "replace" });
  enable(host, true, 11);
  define(host, { RPTID: 1, variables: [3] }, { RPTID: 2, variables: ["STATE"] });
  assertEquals(link(host, { CEID: 11, reports: [1] }), 0);
  assertEquals(S2F58.read(host.ask(S2F57.build()) as DataMessage), []);
  enable(host, true, 11);
  assertEquals(link(host, { CEID: 11, reports: [2] }), 0);
  assertEquals(S2F58.read(host.ask(S2F57.build()) as DataMessage), [{ format: "U2", value: 11 }]);
  const [links] = S2F56.read(host.ask(S2F55.build([11])) as DataMessage);
  assertEquals([links.CENAME, links.reports.map(({ value }) => value)], ["Stopped", [2]]);
});

test("GEM additional: variable data collection: reports on request: of an event, of a report, annotated or not", () => {
  const host = setUp();
  enable(host, false);
  const event = S6F16.read(host.ask(S6F15.build(U2(10) as never)) as DataMessage);
  assertEquals(event.CEID, { format: "U2", value: 10 });
  assertEquals(event.reports.length, 2);
  const annotated = S6F18.read(host.ask(S6F17.build(10)) as DataMessage);
  assertEquals(annotated.reports[1].values.map(({ VID, V }) => [VID.value, V]), [[3, F4(1.5)], [107, A("")]]);
  assertEquals(S6F20.read(host.ask(S6F19.build(1)) as DataMessage), [F4(1.5), A("")]);
  assertEquals(S6F20.read(host.ask(S6F19.build(999)) as DataMessage), []);
  assertEquals(S6F22.read(host.ask(S6F21.build(2)) as DataMessage).map(({ VID }) => VID.value), ["STATE"]);
});

test("gem reports: annotated reports and the W-bit are options, and a constant of the model decides first", () => {
  const host = setUp({ eventReply: false });
  host.do((equipment, now) => equipment.setConstant(206, true, now));
  host.do((equipment, now) => equipment.triggerEvent(10, now));
  const [message] = host.got("S6F13");
  assertEquals(message.replyExpected, false);
  assertEquals(S6F13.read(message).reports[1].values.map(({ VID }) => VID.value), [3, 107]);
});

test("GEM additional: variable data collection: values are sampled when the event fires, not when it is sent", () => {
  const host = setUp();
  host.equipment.triggerEvent(10, host.now, [[107, "FIRST"]]);
  host.equipment.triggerEvent(10, host.now, [[107, "SECOND"]]);
  host.do(() => {});
  const lots = host.got("S6F11").map((message) => S6F11.read(message).reports[1].values[1]);
  assertEquals(lots, [A("FIRST"), A("SECOND")]);
});

test("gem reports: definitions, links and enabled events outlive a power cycle", () => {
  const store = new MemoryStore();
  setUp({ store });
  const again = rig({ store });
  again.do((equipment, now) => equipment.triggerEvent(10, now));
  assertEquals(S6F11.read(again.got("S6F11")[0]).reports.length, 2);
});

test("gem reports: predefined reports are there at first, and the host may delete them", () => {
  const model = {
    ...MODEL,
    reports: [{ RPTID: 5, variables: [3] }],
    events: [{ CEID: 10, CENAME: "Started", reports: [5], enabled: true }, ...MODEL.events!.slice(1)],
  };
  const host = new GemRig(model, { control: { initial: "ON-LINE" } }).start();
  host.do((equipment, now) => equipment.triggerEvent(10, now));
  assertEquals(S6F11.read(host.got("S6F11")[0]).reports.map(({ RPTID }) => RPTID.value), [5]);
  assertEquals(define(host), 0);
  host.do((equipment, now) => equipment.triggerEvent(10, now));
  assertEquals(S6F11.read(host.got("S6F11")[1]).reports, []);
});

test("GEM additional: dynamic event report configuration: namelist: events and the variables valid with them", () => {
  const host = rig();
  const events = S1F24.read(host.ask(S1F23.build([10, 999])) as DataMessage);
  assertEquals(events.map(({ CENAME, variables }) => [CENAME, variables.map(({ value }) => value)]), [
    ["Started", [107]],
    ["", []],
  ]);
  assertEquals(S1F24.read(host.ask(S1F23.build([])) as DataMessage).length, MODEL.events!.length);
});

test("gem reports: a report that is longer than a block is asked for first, and dropped when it is not granted", () => {
  const host = setUp({ inquireAbove: 20 });
  host.do((equipment, now) => equipment.triggerEvent(10, now, [[107, "X".repeat(50)]]));
  assertEquals(host.primaries.map(({ function: fn }) => fn), [5, 11]);
  host.answers.S6F5 = { stream: 6, function: 6, replyExpected: false, text: Uint8Array.of(0x21, 1, 2) };
  host.do((equipment, now) => equipment.triggerEvent(10, now, [[107, "X".repeat(50)]]));
  assertEquals(host.primaries.map(({ function: fn }) => fn), [5, 11, 5]);
  assertEquals(host.told("not sent").map(({ reason }) => reason), ["the host does not grant it"]);
});

test("gem reports: a list in place of a value, when the callback of a variable throws", () => {
  const host = setUp();
  host.do((equipment, now) =>
    equipment.setVariable(3, () => {
      throw new Error("the sensor is broken");
    }, now)
  );
  host.do((equipment, now) => equipment.triggerEvent(10, now));
  assertEquals(S6F11.read(host.got("S6F11")[0]).reports[1].values[0], L());
  assertEquals(host.told("value failed").map(({ VID }) => VID.value).at(-1), 3);
});
