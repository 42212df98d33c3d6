// Our host and our equipment, each over its link, through a whole GEM session: over HSMS, and over SECS-I.
import { assert, assertEquals } from "@std/assert";
import * as gem from "../core/gem/mod.ts";
import { Entity } from "../core/hsms/mod.ts";
import type { Link } from "../core/link.ts";
import { Entity as Secs1Entity } from "../core/secs1/mod.ts";
import { A, B, F4, U1, U2 } from "../core/secs2/mod.ts";
import { MODEL } from "./gem_model.ts";
import { Wire } from "./gem_wire.ts";
import { test } from "./harness.ts";

type AnyLink = Link<{ readonly type: string }>;
type Session = Wire<gem.Host<{ readonly type: string }>, gem.Equipment<{ readonly type: string }>>;

const LINKS: Readonly<Record<string, () => [AnyLink, AnyLink]>> = {
  HSMS: () => [
    new Entity({ mode: "active", session: 3, timers: { T3: 10, T5: 1 } }),
    new Entity({ mode: "passive", session: 3, timers: { T3: 10, T5: 1 } }),
  ],
  "SECS-I": () => [
    new Secs1Entity({ mode: "active", role: "host", session: 3 }) as AnyLink,
    new Secs1Entity({ mode: "passive", role: "equipment", session: 3 }) as AnyLink,
  ],
};

/** Each over each link; the equipment is ON-LINE REMOTE. */
function each(
  name: string,
  body: (session: Session) => void,
  options: { host?: gem.HostOptions; equipment?: gem.EquipmentOptions } = {},
): void {
  for (const [protocol, links] of Object.entries(LINKS)) {
    test(`gem: ${name}, over ${protocol}`, () => {
      const [active, passive] = links();
      const control = { initial: "ON-LINE", onLine: "REMOTE" } as const;
      const equipment = new gem.Equipment(passive, MODEL, { control, session: 3, ...options.equipment });
      const session = new Wire(new gem.Host(active, { session: 3, ...options.host }), equipment);
      session.begin(500);
      assertEquals(session.active.entity.communicating, true);
      body(session);
    });
  }
}

/** Runs a procedure to its end: what it returned, or the message of what it threw. */
function run<T>(session: Session, procedure: gem.Procedure<T>): T | string {
  const { active } = session;
  const id = session.do((now) => active.entity.run(procedure, now), 2000);
  const done = active.news("done").find((news) => news.id === id);
  if (done !== undefined) return done.value as T;
  return `${(active.news("failed").find((news) => news.id === id)?.error as Error).message}`;
}

/** The same, for what must succeed. */
function must<T>(session: Session, procedure: gem.Procedure<T>): T {
  const value = run(session, procedure);
  assert(typeof value !== "string" || !value.startsWith("Cannot"), `${value}`);
  return value as T;
}

/** Discovers the equipment, and lets the host know it. */
function discover(session: Session): gem.ToolModel {
  const names = must(session, gem.discover());
  session.active.entity.tool = { names };
  return names;
}

each("identity, on-line and off-line", (session) => {
  assertEquals(session.active.entity.equipment, { MDLN: "ETCH-1", SOFTREV: "2.0" });
  assertEquals(run(session, gem.areYouThere()), { MDLN: "ETCH-1", SOFTREV: "2.0" });
  assertEquals(run(session, gem.goOnLine()), "already on-line");
  assertEquals(run(session, gem.goOffLine()), "off-line");
  assertEquals(session.passive.entity.controlState, "HOST OFF-LINE");
  assertEquals(run(session, gem.goOffLine()), "already off-line");
  assertEquals(
    run(session, gem.areYouThere()),
    "Cannot complete S1F1: the peer aborted the transaction (function 0)",
  );
  assertEquals(session.active.entity.control, "off-line");
  assertEquals(run(session, gem.goOnLine()), "on-line");
  session.do((now) => session.passive.entity.goOffLine(now));
  assertEquals(run(session, gem.goOnLine()), "Cannot go on-line: refused with ONLACK 1 (NOT_ALLOWED)");
});

each("a terminal that takes one block only ends the display of several lines", (session) => {
  assertEquals(
    run(session, gem.display(["one", "two"])),
    "Cannot complete S10F5: the peer aborted the transaction (function 0)",
  );
  assertEquals(run(session, gem.display("one")), undefined);
  assertEquals(session.active.news("unhandled"), []);
}, { equipment: { multiBlockText: false } });

each("an equipment that may not go off-line stays on-line, and the host knows", (session) => {
  const refused = "Cannot complete S1F15: the peer aborted the transaction (function 0)";
  assertEquals([run(session, gem.goOffLine()), session.active.entity.control], [refused, "on-line"]);
}, { equipment: { control: { initial: "ON-LINE", allow: ({ on }) => on !== "S1F15 received" } } });

each("discovery finds all of the model", (session) => {
  const found = discover(session);
  assertEquals([found.MDLN, found.SOFTREV], [MODEL.MDLN, MODEL.SOFTREV]);
  const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);
  assertEquals(
    names(found.variables),
    [
      ...MODEL.statusVariables!.map(({ SVNAME }) => SVNAME),
      ...MODEL.dataVariables!.map(({ DVVALNAME }) => DVVALNAME),
    ],
  );
  assertEquals(names(found.constants), MODEL.constants!.map(({ ECNAME }) => ECNAME));
  assertEquals(names(found.events), MODEL.events!.map(({ CENAME }) => CENAME));
  assertEquals(names(found.alarms), MODEL.alarms!.map(({ ALTX }) => ALTX));
  assertEquals(found.programs, ["RECIPE-1", "RECIPE-2"]);
  assertEquals(new Set(Object.values(found.messages)), new Set(["answered"]));
  assertEquals(found.variables.find(({ name }) => name === "Pressure")?.format, "F4");
  assertEquals(found.constants[0], {
    id: { format: "U4", value: 200 },
    name: "Speed",
    units: "rpm",
    format: "U2",
    min: 10,
    max: 1000,
    default: 100,
  });
});

each("subscribe by names, and events with names", (session) => {
  discover(session);
  const { entity } = session.active;
  const subscribed = must(
    session,
    gem.subscribe({
      events: [{ id: "Started", variables: ["LotId", "Pressure"] }, { id: "LotDone", variables: ["LotId"] }],
    }, entity.tool),
  );
  assertEquals(subscribed.verified, true);
  entity.learn({ reports: subscribed.reports });
  session.do((now) => session.passive.entity.triggerEvent(10, now, [[107, "LOT-7"]]), 500);
  session.do((now) => session.passive.entity.triggerEvent(11, now), 500);
  session.do((now) => session.passive.entity.triggerEvent("LOT", now, [[107, "LOT-8"]]), 500);
  const told = session.active.news("event").map(({ name, reports }) => [
    name,
    reports.flatMap(({ values }) => values.map(({ name, value }) => [name, value])),
  ]);
  assertEquals(told, [
    ["Started", [["LotId", A("LOT-7")], ["Pressure", F4(1.5)]]],
    ["LotDone", [["LotId", A("LOT-8")]]],
  ]);
  must(session, gem.unsubscribe([]));
  session.active.outputs.length = 0;
  session.do((now) => session.passive.entity.triggerEvent(10, now), 500);
  assertEquals(session.active.news("event"), []);
});

each("subscribe again without deleting: reports and links are replaced", (session) => {
  const steps = ["define", "link", "enable", "verify"] as const;
  const events = [{ id: 10, reports: [1] }];
  must(session, gem.subscribe({ events, reports: [{ id: 1, variables: [3] }] }));
  const reports = [{ id: 1, variables: [3, 107] }];
  assertEquals(must(session, gem.subscribe({ events, reports }, {}, { steps })).verified, true);
  const report = must(session, gem.requestEvent(10));
  assertEquals(report.reports.map(({ values }) => values.length), [2]);
});

each("subscribe to what the equipment does not have", (session) => {
  const subscribe = (subscription: gem.Subscription): unknown => run(session, gem.subscribe(subscription));
  assertEquals(
    subscribe({ events: [{ id: 10, variables: [999] }] }),
    "Cannot define reports: refused with DRACK 4 (UNKNOWN_VID)",
  );
  assertEquals(
    subscribe({ events: [{ id: 999, variables: [3] }] }),
    "Cannot link reports: refused with LRACK 4 (UNKNOWN_CEID)",
  );
  assertEquals(
    subscribe({ events: [{ id: 10, reports: [5] }] }),
    "Cannot link reports: refused with LRACK 5 (UNKNOWN_RPTID)",
  );
  assertEquals(
    subscribe({ events: [{ id: 999 }] }),
    "Cannot enable events: refused with ERACK 1 (UNKNOWN_CEID)",
  );
});

each("annotated reports", (session) => {
  discover(session);
  must(session, gem.writeConstants([{ id: "AnnotatedReports", value: true }], session.active.entity.tool));
  must(session, gem.subscribe({ events: [{ id: 10, variables: [3] }] }));
  session.do((now) => session.passive.entity.triggerEvent(10, now), 500);
  const [{ reports }] = session.active.news("event");
  assertEquals(reports[0].values, [{ VID: { format: "U4", value: 3 }, name: "Pressure", value: F4(1.5) }]);
});

each("variables and constants", (session) => {
  discover(session);
  const { tool } = session.active.entity;
  const readings = must(session, gem.readVariables(["Pressure", "STATE", 10, 999], tool));
  assertEquals(readings.map(({ name, value }) => [name, value.format]), [
    ["Pressure", "F4"],
    ["ProcessState", "U1"],
    ["Wide", "U8"],
    [undefined, "L"],
  ]);
  assertEquals(must(session, gem.readVariables([])).length, MODEL.statusVariables!.length);
  must(session, gem.writeConstants([{ id: "Speed", value: 250 }, { id: "Recipe", value: "R9" }], tool));
  assertEquals(must(session, gem.readConstants([200, 201])).map(({ value }) => value), [U2(250), A("R9")]);
  const write = (settings: gem.ConstantSetting[]): unknown => run(session, gem.writeConstants(settings));
  const refused = "Cannot write constants: refused with EAC";
  assertEquals(write([{ id: 200, value: 20 }, { id: 999, value: 1 }]), `${refused} 1 (UNKNOWN_CONSTANT)`);
  assertEquals(write([{ id: 200, value: 5 }]), `${refused} 3 (OUT_OF_RANGE)`);
  assertEquals(must(session, gem.readConstants([200]))[0].value, U2(250));
});

each("commands that the equipment answers", (session) => {
  const command = (name: string, parameters = {}): unknown => run(session, gem.command(name, parameters));
  assertEquals(command("STOP"), { outcome: "done", code: 0 });
  assertEquals(command("GO"), "Cannot command GO: refused with HCACK 1 (UNKNOWN_COMMAND)");
  assertEquals(
    command("START", { PPID: "R1", SPEED: 1 }),
    "Cannot command START: refused with HCACK 3 (INVALID_PARAMETER), CPNAME SPEED: 1 (UNKNOWN_CPNAME)",
  );
  const { entity } = session.passive;
  const enhanced = { deviations: { command: "S2F49" } } as const,
    old = { deviations: { command: "S2F21" } } as const;
  assertEquals(run(session, gem.command("STOP", {}, enhanced)), { outcome: "done", code: 0 });
  assertEquals(run(session, gem.command("STOP", {}, old)), { outcome: "done", code: 0 });
  session.do((now) => entity.setLocal(now));
  assertEquals(command("STOP"), "Cannot command STOP: refused with HCACK 2 (CANNOT_NOW)");
}, { equipment: { execute: () => ({ HCACK: 0 }) } });

each("a command that is done later, signalled by an event", (session) => {
  must(session, gem.subscribe({ events: [{ id: 11 }] }));
  assertEquals(run(session, gem.command("STOP")), { outcome: "later", code: 4 });
  session.do((now) => session.passive.entity.triggerEvent(11, now), 500);
  assertEquals(session.active.news("event").map(({ CEID }) => CEID.value), [11]);
}, { equipment: { execute: () => ({ HCACK: 4 }) } });

each("alarms", (session) => {
  must(session, gem.enableAlarms([1]));
  assertEquals(run(session, gem.enableAlarms([9])), "Cannot enable alarm 9: refused with ACKC5 1 (ERROR)");
  session.do((now) => session.passive.entity.setAlarm(1, now), 500);
  session.do((now) => session.passive.entity.setAlarm(2, now), 500);
  session.do((now) => session.passive.entity.clearAlarm(1, now), 500);
  const told = session.active.news("alarm").map((
    { ALID, set, category, text },
  ) => [ALID.value, set, category, text]);
  assertEquals(told, [[1, true, 1, "Door open"], [1, false, 1, "Door open"]]);
  const state = ({ id, set }: gem.ListedAlarm): unknown[] => [id.value, set];
  assertEquals(must(session, gem.listAlarms([])).map(state), [[1, false], [2, true]]);
  assertEquals(must(session, gem.listAlarms([2], { deviations: { alarmIds: "list" } })).map(state), [[
    2,
    true,
  ]]);
  assertEquals(must(session, gem.listEnabledAlarms()).map(state), [[1, false]]);
  must(session, gem.enableAllAlarms());
  assertEquals(must(session, gem.listEnabledAlarms()).length, 2);
  must(session, gem.disableAllAlarms());
  assertEquals(must(session, gem.listEnabledAlarms()), []);
});

each("process programs, both ways", (session) => {
  const body = B(Uint8Array.from({ length: 3000 }, (_, i) => i & 0xff));
  assertEquals(run(session, gem.downloadProgram("BIG", body, {}, { inquire: true })), "accepted");
  assertEquals(must(session, gem.uploadProgram("BIG")), body);
  assertEquals(run(session, gem.uploadProgram("NONE")), undefined);
  assertEquals(must(session, gem.listPrograms()), ["RECIPE-1", "RECIPE-2", "BIG"]);
  assertEquals(run(session, gem.deletePrograms(["RECIPE-1"])), "accepted");
  assertEquals(
    run(session, gem.deletePrograms(["RECIPE-1"])),
    "Cannot delete RECIPE-1: refused with ACKC7 4 (PPID_NOT_FOUND)",
  );
  session.do((now) => session.passive.entity.uploadProgram("RECIPE-2", now), 1000);
  assertEquals(session.active.news("process program").map(({ PPID, ACKC7 }) => [PPID, ACKC7]), [[
    "RECIPE-2",
    0,
  ]]);
  session.do((now) => session.passive.entity.requestProgram("FROM-HOST", now), 1000);
  assertEquals(session.passive.entity.program("FROM-HOST"), A("host's"));
  assertEquals(run(session, gem.deleteAllPrograms()), "accepted");
  assertEquals(must(session, gem.listPrograms()), []);
}, { host: { programs: { receive: () => 0, give: () => A("host's") } } });

each("terminals, both ways", (session) => {
  must(session, gem.display("HELLO"));
  must(session, gem.display(["TWO", "LINES"], 1));
  must(session, gem.broadcast("ALL"));
  const shown = session.passive.news("terminal").map(({ TID, lines }) => [TID, lines]);
  assertEquals(shown.slice(0, 2), [[0, ["HELLO"]], [1, ["TWO", "LINES"]]]);
  assertEquals(
    run(session, gem.display("HELLO", 9)),
    "Cannot display a text at terminal 9: refused with ACKC10 2 (NO_TERMINAL)",
  );
  session.do((now) => session.passive.entity.sendText("HELP", now), 500);
  assertEquals(session.active.news("terminal").map(({ TID, text }) => [TID, text]), [[0, "HELP"]]);
});

each("the clock, in each form", (session) => {
  const time = { year: 2026, month: 2, day: 3, hour: 4, minute: 5, second: 6, millisecond: 0 };
  for (const format of [0, 1, 2]) {
    must(session, gem.writeConstants([{ id: 202, value: U1(format) }]));
    must(session, gem.setClock(time));
    const { text, time: read } = must(session, gem.readClock());
    assertEquals(text.length, [12, 16, text.length][format]);
    assertEquals([read?.year, read?.day, read?.hour, read?.minute], [2026, 3, 4, 5]);
  }
  session.do((now) => session.passive.entity.requestTime(now), 500);
  assertEquals(must(session, gem.readClock()).time?.year, 2025);
}, { host: { clock: () => Date.UTC(2025, 5, 6) }, equipment: { clock: () => Date.UTC(2024, 0, 1) } });

each("a trace", (session) => {
  must(session, gem.startTrace({ id: 5, variables: [3], period: 1, samples: 4, group: 2 }));
  session.run(6000);
  const told = session.active.news("trace").map(({ sample, values }) => [sample, values]);
  assertEquals(told, [[2, [F4(1.5), F4(1.5)]], [4, [F4(1.5), F4(1.5)]]]);
  assertEquals(
    run(session, gem.startTrace({ id: 5, variables: [999], period: 1, samples: 4 })),
    "Cannot start trace 5: refused with TIAACK 4 (UNKNOWN_SVID)",
  );
  must(session, gem.startTrace({ id: 6, variables: [3], period: 1, samples: 100 }));
  must(session, gem.stopTrace(6));
  session.active.outputs.length = 0;
  session.run(3000);
  assertEquals(session.active.news("trace"), []);
});

each("limits", (session) => {
  discover(session);
  const { tool } = session.active.entity;
  must(session, gem.subscribe({ events: [{ id: "PressureLimit", variables: [102, 103] }] }, tool));
  must(session, gem.defineLimits([{ id: "Pressure", limits: [{ id: 1, upper: 80, lower: 70 }] }], tool));
  session.do((now) => session.passive.entity.setVariable(3, 90, now), 500);
  assertEquals(session.active.news("event").map(({ CEID }) => CEID.value).at(-1), 30);
  const [{ attributes }] = must(session, gem.readLimits(["Pressure"], tool));
  assertEquals(attributes?.limits, [{ LIMITID: 1, UPPERDB: F4(80), LOWERDB: F4(70) }]);
  const refused = run(
    session,
    gem.defineLimits([{ id: 3, limits: [{ id: 1, upper: F4(500), lower: F4(1) }] }]),
  );
  assertEquals(
    refused,
    "Cannot define limits: refused with VLAACK 1 (DEFINITION_ERROR), VID 3, LIMITID 1: 2 (ABOVE_LIMITMAX)",
  );
  must(session, gem.clearLimits(["Pressure"], tool));
  assertEquals(must(session, gem.readLimits([3]))[0].attributes?.limits, []);
  must(session, gem.clearAllLimits());
});

each("definitions of several blocks, announced by S2F39", (session) => {
  const tool = { deviations: { inquireAbove: 244 } };
  const events = [10, 11, 20, 21, 22, 23, 24, 25, 26, 27].map((id) => ({ id, variables: [1, 2, 3, 4, 5] }));
  assertEquals(must(session, gem.subscribe({ events }, tool)).verified, true);
  const body = B(new Uint8Array(600));
  assertEquals(run(session, gem.downloadProgram("LONG", body, tool)), "accepted");
});

each("the spool outlives a lost connection", (session) => {
  must(session, gem.subscribe({ events: [{ id: 10, variables: [107] }] }));
  must(session, gem.setSpooling({ 6: [11] }));
  assertEquals(
    run(session, gem.setSpooling({ 1: [] })),
    "Cannot set spooling: refused with RSPACK 1 (REJECTED), S1: 1 (NOT_ALLOWED)",
  );
  assertEquals(run(session, gem.unloadSpool()), false);
  session.cut = true;
  session.breakWire();
  session.run(100);
  for (const lot of ["A", "B", "C"]) {
    session.do((now) => session.passive.entity.triggerEvent(10, now, [[107, lot]]), 100);
  }
  session.cut = false;
  session.run(30_000);
  assertEquals([session.active.entity.communicating, session.active.news("event")], [true, []]);
  assertEquals(run(session, gem.unloadSpool()), true);
  session.run(2000);
  const lots = session.active.news("event").map(({ reports }) => reports[0].values[0].value);
  assertEquals(lots, [A("A"), A("B"), A("C")]);
  assertEquals(run(session, gem.purgeSpool()), false);
});

each("a procedure ends with the connection, and communication comes back", (session) => {
  const { active } = session;
  const id = session.do((now) => active.entity.run(gem.discover(), now), 3);
  session.breakWire();
  session.run(10);
  const [failed] = active.news("failed");
  assertEquals([failed.id, `${failed.error}`.includes("the connection has ended")], [id, true]);
  assertEquals(active.entity.communicating, false);
  session.run(30_000);
  assertEquals(active.entity.communicating, true);
});

test("gem: over SECS-I a message that cannot be sent ends communication, which comes back with the line", () => {
  const [active, passive] = LINKS["SECS-I"]();
  const host = new gem.Host(active, { session: 3, establishTimeout: 5 });
  const equipment = new gem.Equipment(passive, MODEL, {
    control: { initial: "ON-LINE" },
    session: 3,
    asks: false,
  });
  let dead = false;
  const session: Session = new Wire(host, equipment, { noise: (bytes) => dead ? new Uint8Array(0) : bytes });
  session.begin(500);
  assertEquals(host.communicating, true);
  dead = true;
  session.do((now) => host.run(gem.areYouThere(), now), 60_000);
  const [{ error }] = session.active.news("failed");
  assertEquals(`${error}`, "TransactionError: Cannot complete S1F1: the peer did not take the message (RTY)");
  assertEquals(session.active.news("not communicating").length, 1);
  assertEquals(host.communicating, false);
  dead = false;
  session.run(120_000);
  assertEquals(host.communicating, true);
  assertEquals(run(session, gem.areYouThere()), { MDLN: "ETCH-1", SOFTREV: "2.0" });
});
