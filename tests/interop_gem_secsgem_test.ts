// Whole GEM sessions of our host with a secsgem equipment, and of our equipment with a secsgem host, over real TCP.
// As in interop_secsgem_test.ts, there are no tests where FABWIRE_SECSGEM names no Python that has secsgem.
import { assert, assertEquals, assertRejects } from "@std/assert";
import process from "node:process";
import * as gem from "../core/gem/mod.ts";
import { A, B, encode, I2, type Item, L, U4 } from "../core/secs2/mod.ts";
import { until } from "./adapters_loopback.ts";
import { EquipmentSession, HostSession } from "./gem_sockets.ts";
import { MODEL } from "./gem_model.ts";
import { test } from "./harness.ts";
import { Peer } from "./interop_peer.ts";

const PYTHON = process.env.FABWIRE_SECSGEM;
const OWN = { session: 7, timers: { T3: 10, T5: 0.5 } };
/** What secsgem has no messages to tell. */
const UNTOLD = {
  variables: [{ id: 10, name: "Wafers" }, { id: "NAME", name: "ToolName" }, { id: 30, name: "LotId" }],
  events: [
    { id: 100, name: "LotDone" },
    { id: 101, name: "DoorOpened" },
    { id: 102, name: "DoorClosed" },
    { id: 103, name: "Selected" },
  ],
};
const LONG = Uint8Array.from({ length: 20_000 }, (_, i) => i & 0xff);

function start(mode: "active" | "passive", port: number): Peer {
  return new Peer(PYTHON!, "tests/interop_gem_secsgem_peer.py", mode, `${port}`);
}

/** Tells the other side to do something; `words` are given on as JSON. */
function ask(peer: Peer, begin: string, command: string, ...words: unknown[]): Promise<string> {
  return peer.ask(`${command} ${JSON.stringify(words)}`, begin);
}

function mustBeWithoutErrors(peer: Peer): void {
  assertEquals(peer.lines.filter((line) => line.startsWith("error")), []);
}

/** Selects when secsgem has told that it can: it loses what is quicker than its own threads. */
async function select(session: HostSession, peer: Peer): Promise<void> {
  await peer.told("connected");
  await session.connection.whenConnected({ timeout: 15 });
  await session.connection.select();
}

async function refused(session: HostSession, procedure: gem.Procedure<unknown>, says: string): Promise<void> {
  await assertRejects(() => session.run(procedure), Error, says);
}

// ── Our host ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function hostSession(): Promise<void> {
  const peer = start("passive", 0);
  const port = Number((await peer.told("port")).split(" ")[1]);
  const session = new HostSession(port, { ...OWN, autoSelect: false }, { establishTimeout: 1 });
  try {
    await select(session, peer);
    await peer.told("communicating");
    await identify(session);
    await discover(session);
    await reports(session, peer);
    await constants(session);
    await commands(session, peer);
    await alarms(session, peer);
    await programs(session);
    await terminalAndClock(session, peer);
    await controlState(session, peer);
    await streamNine(session);
    await linktestsAndSeparate(session, peer);
    mustBeWithoutErrors(peer);
  } finally {
    await peer.kill();
    await session.connection.close();
  }
}

async function identify(session: HostSession): Promise<void> {
  const identity = { MDLN: "PY-TOOL", SOFTREV: "3.1" };
  const [news] = await session.heard("communicating");
  assertEquals([news.equipment, session.host.communicating], [identity, true]);
  assertEquals(await session.run(gem.areYouThere()), identity);
  assertEquals(await session.run(gem.goOnLine()), "on-line");
  assertEquals(await session.run(gem.goOnLine()), "already on-line");
}

async function discover(session: HostSession): Promise<void> {
  const found = await session.run(gem.discover(), { T3: 2 });
  const names = { ...found, ...UNTOLD };
  session.host.tool = { names, deviations: found.deviations };
  const named = (
    list: readonly { id: { value: unknown }; name: string }[],
    id: unknown,
  ): string | undefined => list.find((each) => each.id.value === id)?.name;
  const { variables, constants, alarms, messages } = found;
  assertEquals([named(variables, 10), named(variables, "NAME")], ["Wafers", "ToolName"]);
  assertEquals([found.MDLN, named(alarms, 25), found.programs], ["PY-TOOL", "DOOR OPEN", ["RECIPE-1"]]);
  const speed = constants.find(({ name }) => name === "Speed");
  assertEquals([speed?.format, speed?.min, speed?.max, speed?.default], ["I2", 10, 500, 100]);
  // It does not know these, and says so by S9F5; the request for alarms it takes as a list only, and else says nothing.
  assertEquals([messages.S1F21, messages.S1F23, messages.S5F5], ["stream 9", "stream 9", "answered"]);
  assertEquals(found.deviations, { alarmIds: "list" });
}

async function reports(session: HostSession, peer: Peer): Promise<void> {
  const { host } = session;
  const subscribed = await session.run(
    gem.subscribe({ events: [{ id: "LotDone", variables: ["LotId", "Wafers"] }] }, host.tool),
  );
  assertEquals(subscribed.verified, true);
  host.learn({ reports: subscribed.reports });
  for (const [i, lot] of ["LOT-1", "LOT-2"].entries()) {
    peer.do(`finish ["${lot}"]`);
    const event = (await session.heard("event", i + 1))[i];
    const values = event.reports[0].values.map(({ name, value }) => [name, value]);
    assertEquals([event.name, values], ["LotDone", [["LotId", A(lot)], ["Wafers", U4(42)]]]);
  }
  const asked = await session.run(gem.requestEvent(100, host.tool));
  assertEquals(asked.reports.map(({ values }) => values), [[A("LOT-2"), U4(42)]]);
  await refused(session, gem.subscribe({ events: [{ id: 100, variables: [99] }] }), "DRACK 4 (UNKNOWN_VID)");
  await refused(session, gem.subscribe({ events: [{ id: 99, variables: [10] }] }), "LRACK 4 (UNKNOWN_CEID)");
  await refused(session, gem.enableEvents([99]), "ERACK 1 (UNKNOWN_CEID)");
  const events = [100, 103, 101, 102].map((id) => ({ id, variables: [10] }));
  await session.run(gem.subscribe({ events }));
}

async function constants(session: HostSession): Promise<void> {
  const { tool } = session.host;
  const read = async (): Promise<Item[]> =>
    (await session.run(gem.readConstants(["Speed"], tool))).map(({ value }) => value);
  assertEquals(await read(), [I2(100)]);
  await session.run(gem.writeConstants([{ id: "Speed", value: 250 }], tool));
  assertEquals(await read(), [I2(250)]);
  await refused(session, gem.writeConstants([{ id: 50, value: 501 }], tool), "EAC 3 (OUT_OF_RANGE)");
  await refused(session, gem.writeConstants([{ id: 99, value: A("x") }]), "EAC 1 (UNKNOWN_CONSTANT)");
  const readings = await session.run(gem.readVariables(["Wafers", "NAME", 99], tool));
  assertEquals(readings.map(({ value }) => value), [U4(42), A("unit 7"), L()]);
}

async function commands(session: HostSession, peer: Peer): Promise<void> {
  const before = session.told("event").length;
  const outcome = await session.run(gem.command("PP-SELECT", { PPID: "RECIPE-1" }));
  assertEquals(outcome, { outcome: "later", code: 4 });
  assertEquals(await peer.told("select"), "select RECIPE-1");
  const event = (await session.heard("event", before + 1))[before];
  assertEquals([event.CEID.value, event.name], [103, "Selected"]);
  await refused(session, gem.command("GO"), "HCACK 1 (UNKNOWN_COMMAND)");
  await refused(session, gem.command("PP-SELECT", { LOT: "1" }), "HCACK 3 (INVALID_PARAMETER)");
  // secsgem does not know S2F49 and S2F21.
  for (const command of ["S2F49", "S2F21"] as const) {
    await refused(session, gem.command("START", {}, { deviations: { command } }), "in stream 9");
  }
}

async function alarms(session: HostSession, peer: Peer): Promise<void> {
  await session.run(gem.enableAlarms([25]));
  await refused(session, gem.enableAlarms([99]), "ACKC5 1 (ERROR)");
  peer.do("alarm-on");
  await session.heard("alarm", 1);
  const state = async (): Promise<unknown> =>
    (await session.run(gem.listAlarms([], session.host.tool))).map((
      { id, text, category, set },
    ) => [id.value, text, category, set]);
  await until(
    () => session.told("event").some(({ name }) => name === "DoorOpened"),
    "the event of the alarm",
  );
  assertEquals(await state(), [[25, "DOOR OPEN", 1, true]]);
  peer.do("alarm-off");
  const told = (await session.heard("alarm", 2)).map(({ ALID, set, text }) => [ALID.value, set, text]);
  assertEquals(told, [[25, true, "DOOR OPEN"], [25, false, "DOOR OPEN"]]);
  await until(() => session.told("event").some(({ name }) => name === "DoorClosed"), "the event of its end");
  assertEquals(await state(), [[25, "DOOR OPEN", 1, false]]);
  assertEquals((await session.run(gem.listEnabledAlarms())).length, 1);
  await session.run(gem.disableAlarms([25]));
  assertEquals(await session.run(gem.listEnabledAlarms()), []);
}

async function programs(session: HostSession): Promise<void> {
  assertEquals(await session.run(gem.uploadProgram("RECIPE-1")), B(1, 2, 3));
  assertEquals(await session.run(gem.downloadProgram("LONG", B(LONG))), "accepted");
  assertEquals(await session.run(gem.uploadProgram("LONG")), B(LONG));
  assertEquals(await session.run(gem.listPrograms()), ["RECIPE-1", "LONG"]);
  await session.run(gem.deletePrograms(["LONG"]));
  await refused(session, gem.deletePrograms(["LONG"]), "ACKC7 4 (PPID_NOT_FOUND)");
  await refused(session, gem.uploadProgram("LONG"), "aborted the transaction");
  await refused(session, gem.downloadProgram("R", B(1), {}, { inquire: true }), "in stream 9");
}

async function terminalAndClock(session: HostSession, peer: Peer): Promise<void> {
  await session.run(gem.display("HELLO", 1));
  assertEquals(await peer.told("displayed"), 'displayed [1, "HELLO"]');
  await ask(peer, "sent", "send", 10, 1, { TID: 0, TEXT: "HELP" });
  assertEquals((await session.heard("terminal")).map(({ TID, text }) => [TID, text]), [[0, "HELP"]]);
  await refused(session, gem.readClock(), "in stream 9"); // it has no S2F17
}

async function controlState(session: HostSession, peer: Peer): Promise<void> {
  await session.run(gem.enableAllEvents());
  assertEquals(await session.run(gem.goOffLine()), "off-line");
  assertEquals(session.host.control, "off-line");
  assertEquals(await session.run(gem.goOnLine()), "on-line");
  peer.do("off-line");
  await ask(peer, "control", "control", "EQUIPMENT_OFFLINE");
  await refused(session, gem.goOnLine(), "ONLACK 1 (NOT_ALLOWED)");
  peer.do("on-line"); // by S1F1, which the host answers
  await ask(peer, "control", "control", "ONLINE");
}

async function streamNine(session: HostSession): Promise<void> {
  const before = session.told("stream 9").length;
  const unknown = { stream: 1, function: 23, replyExpected: true, text: encode(L()) };
  const error = await session.connection.request(unknown).catch((error: Error) => error);
  assert(error instanceof Error && error.message.includes("stream 9"), `${error}`);
  const [news] = (await session.heard("stream 9", before + 1)).slice(-1);
  assertEquals([news.name, news.primary?.function], ["Unrecognized Function Type", 23]);
}

async function linktestsAndSeparate(session: HostSession, peer: Peer): Promise<void> {
  const { connection } = session;
  assert((await connection.linktest()).milliseconds >= 0);
  connection.separate();
  await peer.told("disconnected");
  await session.heard("not communicating");
  await select(session, peer); // secsgem still takes itself for COMMUNICATING, and answers S1F13
  await session.heard("communicating", 2);
  assertEquals(await session.run(gem.areYouThere()), { MDLN: "PY-TOOL", SOFTREV: "3.1" });
}

// ── Our equipment ────────────────────────────────────────────────────────────────────────────────────────────────

async function equipmentSession(): Promise<void> {
  const control = { initial: "ON-LINE", onLine: "REMOTE" } as const;
  const session = await EquipmentSession.listen(MODEL, OWN, {
    control,
    establishTimeout: 1,
    execute: ({ RCMD }) => ({ HCACK: RCMD === "STOP" ? 0 : 4 }),
  });
  const peer = start("active", session.port);
  try {
    await peer.told("communicating");
    await until(() => session.connection.machine.communicationState === "COMMUNICATING", "communication");
    await answersOfEquipment(session, peer);
    await reportsOfEquipment(session, peer);
    await alarmsOfEquipment(session, peer);
    await programsOfEquipment(session, peer);
    await restOfEquipment(session, peer);
    mustBeWithoutErrors(peer);
  } finally {
    await peer.kill();
    await session.connection.close();
  }
}

/** What the host asks, and what it should read from the answer. */
async function mustAnswer(
  peer: Peer,
  rows: readonly (readonly [number, number, unknown, unknown])[],
): Promise<void> {
  for (const [stream, fn, text, reply] of rows) {
    const name = `S${stream}F${fn + 1}`;
    const words = text === undefined ? [stream, fn] : [stream, fn, text];
    const [told] = (await ask(peer, name, "request", ...words)).split(name).slice(1);
    assertEquals(JSON.parse(told), reply, `${name} to ${JSON.stringify(text)}`);
  }
}

async function answersOfEquipment(session: EquipmentSession, peer: Peer): Promise<void> {
  await mustAnswer(peer, [
    [1, 1, undefined, ["ETCH-1", "2.0"]],
    [1, 3, [3, "STATE"], [1.5, 0]],
    [1, 11, [3], [{ SVID: 3, SVNAME: "Pressure", UNITS: "Pa" }]],
    [1, 17, undefined, 2],
    [2, 13, [200, 201], [100, "DEFAULT"]],
    [2, 15, [{ ECID: 200, ECV: 300 }], 0],
    [2, 15, [{ ECID: 200, ECV: 5000 }], 3],
    [2, 15, [{ ECID: 999, ECV: 1 }], 1],
    [2, 13, [200], [300]],
    [2, 33, { DATAID: 0, DATA: [{ RPTID: 1, VID: [999] }] }, 4],
    [2, 35, { DATAID: 0, DATA: [{ CEID: 10, RPTID: [77] }] }, 5],
    [2, 37, { CEED: true, CEID: [999] }, 1],
    [2, 41, { RCMD: "STOP", PARAMS: [] }, { HCACK: 0, PARAMS: [] }],
    [2, 41, { RCMD: "GO", PARAMS: [] }, { HCACK: 1, PARAMS: [] }],
  ]);
  const listed = await ask(peer, "S2F30", "request", 2, 29, [200]);
  assert(listed.includes('"ECNAME": "Speed"') && listed.includes('"UNITS": "rpm"'), listed);
  assertEquals(session.told("remote command"), []);
}

async function reportsOfEquipment(session: EquipmentSession, peer: Peer): Promise<void> {
  await ask(peer, "cleared", "clear");
  await ask(peer, "subscribed", "subscribe", 10, [107, 3]);
  session.do((equipment, now) => equipment.triggerEvent(10, now, [[107, "LOT-1"]]));
  assertEquals(await peer.told("event"), 'event [10, 1000, [[107, "LOT-1"], [3, 1.5]]]');
  session.do((equipment, now) => equipment.triggerEvent(11, now)); // not subscribed
  session.do((equipment, now) => equipment.triggerEvent(10, now, [[107, "LOT-2"]]));
  assertEquals(await peer.told("event"), 'event [10, 1000, [[107, "LOT-2"], [3, 1.5]]]');
  const asked = await ask(peer, "S6F16", "request", 6, 15, 10);
  assert(asked.includes('"V": ["LOT-2", 1.5]'), asked);
  await ask(peer, "cleared", "clear");
}

async function alarmsOfEquipment(session: EquipmentSession, peer: Peer): Promise<void> {
  await ask(peer, "sent", "send", 5, 3, { ALED: 0x80, ALID: 1 });
  await mustAnswer(peer, [[5, 7, undefined, [{ ALCD: 1, ALID: 1, ALTX: "Door open" }]]]);
  session.do((equipment, now) => equipment.setAlarm(1, now));
  assertEquals(await peer.told("alarm"), 'alarm [1, 129, "Door open"]');
  await mustAnswer(peer, [
    [5, 5, [1], [{ ALCD: 129, ALID: 1, ALTX: "Door open" }]],
    [5, 7, undefined, [{ ALCD: 129, ALID: 1, ALTX: "Door open" }]],
  ]);
  session.do((equipment, now) => equipment.clearAlarm(1, now));
  assertEquals(await peer.told("alarm"), 'alarm [1, 1, "Door open"]');
}

async function programsOfEquipment(session: EquipmentSession, peer: Peer): Promise<void> {
  assertEquals(await ask(peer, "S7F4", "binary", 7, 3, "LONG", LONG.length), "S7F4 0");
  assertEquals(session.connection.machine.program("LONG"), B(LONG));
  await mustAnswer(peer, [
    [7, 19, undefined, ["RECIPE-1", "RECIPE-2", "LONG"]],
    [7, 5, "RECIPE-1", { PPID: "RECIPE-1", PPBODY: "step 1" }],
    [7, 17, ["RECIPE-1"], 0],
    [7, 17, ["RECIPE-1"], 4],
  ]);
  session.do((equipment, now) => equipment.requestProgram("FROM-HOST", now));
  await until(() => session.connection.machine.program("FROM-HOST") !== undefined, "the host's program");
}

async function restOfEquipment(session: EquipmentSession, peer: Peer): Promise<void> {
  await ask(peer, "sent", "send", 10, 3, { TID: 0, TEXT: "HELLO" });
  await until(() => session.told("terminal").length > 0, "the text");
  assertEquals(session.told("terminal").map(({ lines }) => lines), [["HELLO"]]);
  session.do((equipment, now) => equipment.sendText("HELP", now));
  assertEquals(await peer.told("text"), 'text "HELP"');
  session.do((equipment, now) => equipment.requestTime(now));
  await until(() => session.told("clock set").length > 0, "the host's time");
  await mustAnswer(peer, [[1, 15, undefined, 0]]);
  assertEquals(session.connection.machine.controlState, "HOST OFF-LINE");
  await mustAnswer(peer, [[1, 17, undefined, 0]]);
  assertEquals(session.connection.machine.controlState, "REMOTE");
  await ask(peer, "disabled", "disable");
  await until(() => session.connection.machine.communicationState !== "COMMUNICATING", "the end");
  await ask(peer, "enabled", "enable");
  await peer.told("communicating");
  await mustAnswer(peer, [[1, 1, undefined, ["ETCH-1", "2.0"]]]);
}

if (PYTHON !== undefined) {
  test("interop: a GEM session of our host and a secsgem equipment", { timeout: 90_000 }, hostSession);
  test("interop: a GEM session of our equipment and a secsgem host", { timeout: 90_000 }, equipmentSession);
}
