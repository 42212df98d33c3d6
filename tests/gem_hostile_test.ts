// Hosts that send what no host should: the equipment refuses with the code that is due, keeps what it has, and goes on.
import { assertEquals } from "@std/assert";
import { S1F1, S1F14, S1F2, S2F23, S2F39, S2F45, S2F51, S2F52 } from "../core/messages/mod.ts";
import { S6F15, S6F16, S7F1 } from "../core/messages/mod.ts";
import { Equipment } from "../core/gem/equipment.ts";
import { Entity, GENERAL_SESSION } from "../core/hsms/mod.ts";
import type { DataMessage } from "../core/link.ts";
import { A, B, BOOLEAN, decode, encode, F4, I4, type Item, L, U1, U4 } from "../core/secs2/mod.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, nameOf } from "./gem_rig.ts";
import { Wire } from "./gem_wire.ts";
import { test } from "./harness.ts";

function rig(): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" } }).start();
  made.clear();
  return made;
}

/** Sends a primary of any text; returns the code in the reply, or how it ended: "S9F7", "aborted". */
function send(host: GemRig, name: string, text: Item | Uint8Array): unknown {
  const [, stream, fn] = /S(\d+)F(\d+)/.exec(name)!.map(Number);
  host.clear();
  const bytes = text instanceof Uint8Array ? text : encode(text);
  const outcome = host.ask({ stream, function: fn, replyExpected: true, text: bytes } as never);
  if (typeof outcome !== "object") {
    return host.primaries.map(nameOf).find((one) => one.startsWith("S9")) ?? outcome;
  }
  const item = decode(outcome.text);
  const code = item.format === "L" ? item.value[0] : item;
  return code?.format === "B" ? code.value[0] : code;
}

const report = (RPTID: Item, ...VIDs: Item[]) => L(RPTID, L(...VIDs));
const define = (...reports: Item[]) => L(U4(0), L(...reports));
const limit = (...entries: Item[]) => L(U4(0), L(L(U4(3), L(...entries))));
const deadband = (upper: Item, lower: Item) => L(B(1), L(upper, lower));
const trace = (DSPER: string, TOTSMP: Item, REPGSZ: Item) => L(U4(1), A(DSPER), TOTSMP, REPGSZ, L(U4(3)));

const CASES: readonly (readonly [string, string, Item, unknown])[] = [
  ["a report twice in one message", "S2F33", define(report(U4(1), U4(3)), report(U4(1), U4(3))), 3],
  ["a report without an id", "S2F33", define(report(U4(), U4(3))), 2],
  ["one known and one unknown variable", "S2F33", define(report(U4(1), U4(3)), report(U4(2), U4(999))), 4],
  ["two ids in one", "S2F33", define(report(U4(1, 2), U4(3))), "S9F7"],
  ["a report twice with an event", "S2F35", L(U4(0), L(L(U4(10), L(U4(7), U4(7))))), 3],
  ["an event twice", "S2F35", L(U4(0), L(L(U4(10), L(U4(7))), L(U4(10), L(U4(7))))), 3],
  [
    "an event that is right and one that is not",
    "S2F35",
    L(U4(0), L(L(U4(10), L(U4(7))), L(U4(11), L(U4(8))))),
    5,
  ],
  ["CEED without a value", "S2F37", L(BOOLEAN(), L()), "S9F7"],
  ["alarms as a vector", "S5F3", L(B(0x80), U4(1, 2)), "S9F7"],
  ["an alarm that is unknown", "S5F3", L(B(0x80), U4(999)), 1],
  ["ALED of two bytes", "S5F3", L(B(0x80, 0), U4(1)), "S9F7"],
  ["a constant as a list", "S2F15", L(L(U4(204), L())), "S9F7"],
  ["a constant as text", "S2F15", L(L(U4(204), A("3"))), 3],
  ["a limit that is no number", "S2F45", limit(deadband(F4(NaN), F4(2))), 1],
  ["a limit above LIMITMAX, as text", "S2F45", limit(deadband(A("1e3"), A("2"))), 1],
  ["a trace that would fill the memory", "S2F23", trace("000001", U4(4_000_000_000), U4(4_000_000_000)), 5],
  ["less than no samples", "S2F23", trace("000001", I4(-1), U4(1)), 5],
  ["no group", "S2F23", trace("000001", U4(5), U4(0)), 5],
  ["RSDC that does not exist", "S6F23", U1(2), "S9F7"],
  ["a checkpoint before the beginning", "S13F3", L(U4(1), A("RECIPE-1"), I4(-5)), U4(1)],
];

for (const [what, name, text, outcome] of CASES) {
  test(`gem hostile: ${name}: ${what}`, () => {
    const host = rig();
    send(host, "S2F33", define(report(U4(7), U4(3))));
    assertEquals(send(host, name, text), outcome);
    assertEquals(host.told("handler failed"), []);
    const reports = S2F52.read(host.ask(S2F51.build()) as DataMessage);
    assertEquals(reports.map(({ value }) => value), [7]);
    const event = S6F16.read(host.ask(S6F15.build(10)) as DataMessage);
    assertEquals(event.reports, []);
  });
}

test("gem hostile: reading before the beginning or backwards gives nothing, and the data set stays where it is", () => {
  const host = rig();
  const asked = host.ask({
    stream: 13,
    function: 3,
    replyExpected: true,
    text: encode(L(U4(1), A("RECIPE-1"), I4(-5))),
  } as never) as DataMessage;
  assertEquals(decode(asked.text).value[2 as never], B(3));
  send(host, "S13F3", L(U4(1), A("RECIPE-1"), U4(0)));
  for (const [length, records] of [[-5, L()], [100, L(A("step 1"))]] as const) {
    const request = { stream: 13, function: 5, replyExpected: true, text: encode(L(U4(1), I4(length))) };
    assertEquals(decode((host.ask(request as never) as DataMessage).text).value[3 as never], records);
  }
});

test("gem hostile: reports are bounded in number and in length", () => {
  const host = rig();
  const VIDs = Array.from({ length: 1001 }, () => U4(3));
  assertEquals(send(host, "S2F33", define(report(U4(1), ...VIDs))), 1);
  assertEquals(send(host, "S2F33", define(report(U4(1), ...VIDs.slice(1)))), 0);
  const many = Array.from({ length: 1000 }, (_, i) => report(U4(10 + i), U4(3)));
  assertEquals([send(host, "S2F33", define(...many)), send(host, "S2F33", define(...many.slice(1)))], [1, 0]);
});

test("gem hostile: what is announced and never sent is bounded; what comes is that of its id", () => {
  const host = rig();
  const inquire = (DATAID: number) => send(host, "S2F39", S2F39.build({ DATAID, DATALENGTH: 9 }).text);
  const codes = Array.from({ length: 101 }, (_, i) => inquire(i));
  assertEquals([codes.filter((code) => code === 0).length, codes.at(-1)], [100, 1]);
  assertEquals(send(host, "S7F1", S7F1.build({ PPID: "P", LENGTH: 9 }).text), 4);
  host.breakWire();
  host.run(3000);
  inquire(1);
  inquire(2);
  send(host, "S2F33", L(U4(2), L()));
  host.run(50_000);
  const [late, ...more] = host.got("S9F13");
  assertEquals([decode(late.text), more], [L(A("S02F33"), U4(1)), []]);
});

test("gem hostile: bodies that are too deep, too wide or cut off are illegal data, whatever they are for", () => {
  const host = rig();
  const deep = new Uint8Array(400_000).fill(1);
  const texts = [deep, Uint8Array.of(3, 0xff, 0xff, 0xff), Uint8Array.of(1, 2, 0x41, 5), Uint8Array.of(0x40)];
  for (const name of ["S1F3", "S2F15", "S2F33", "S2F41", "S7F3", "S2F45", "S10F3"]) {
    for (const text of texts) assertEquals(send(host, name, text), "S9F7");
  }
  assertEquals(S1F2.read(host.ask(S1F1.build()) as DataMessage)?.MDLN, "ETCH-1");
  assertEquals(host.told("handler failed"), []);
});

test("gem hostile: a limit defined twice, or after an error, leaves the limits that there were", () => {
  const host = rig();
  const build = (upper: number) =>
    S2F45.build({
      DATAID: 0,
      variables: [{ VID: 3, limits: [{ LIMITID: 1, deadband: { UPPERDB: F4(upper), LOWERDB: F4(2) } }] }],
    });
  assertEquals(send(host, "S2F45", build(5).text), 0);
  assertEquals(send(host, "S2F45", build(1).text), 1);
  const [[, attributes]] = (decode(
    (host.ask({
      stream: 2,
      function: 47,
      replyExpected: true,
      text: encode(L()),
    } as never) as DataMessage).text,
  ) as Item & { format: "L" }).value.map(({ value }) => value as Item[]);
  assertEquals((attributes.value as Item[])[3], L(L(B(1), F4(5), F4(2))));
  assertEquals(
    send(host, "S2F23", S2F23.build({ TRID: 1, DSPER: "000001", TOTSMP: 3, REPGSZ: 1, variables: [3] }).text),
    0,
  );
});

test("gem hostile: in HSMS-GS the equipment answers in its own session, and reports others by S9F1", () => {
  const sessions = [1, 2];
  const host = new Entity({ mode: "active", profile: GENERAL_SESSION, sessions });
  const link = new Entity({ mode: "passive", profile: GENERAL_SESSION, sessions });
  const equipment = new Equipment(link, MODEL, { session: 2, control: { initial: "ON-LINE" } });
  const wire = new Wire(host, equipment);
  wire.active.onNews = (news, now) => {
    if (news.type !== "message" || news.message.function !== 13) return;
    host.reply(news.message, S1F14.text({ COMMACK: 0 }), now);
  };
  wire.begin();
  assertEquals(equipment.communicationState, "COMMUNICATING");
  for (const session of sessions) wire.do((now) => host.send({ ...S1F1.build(), session }, now));
  const received = wire.active.news("message").map(({ message }) => [nameOf(message), message.session]);
  assertEquals(received, [["S1F13", 2], ["S9F1", 2]]);
  assertEquals(wire.active.news("reply").map(({ message }) => message.session), [2]);
  wire.do((now) => host.deselect(now, 2));
  assertEquals(equipment.communicationState, "WAIT DELAY");
});
