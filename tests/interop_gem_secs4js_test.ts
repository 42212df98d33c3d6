// Whole GEM sessions of our host with an equipment by npm's secs4js, and of our equipment with a host by it, over real
// TCP. secs4js has GEM's first messages, its clock and stream 9; the rest it is told to say as SML, and encodes itself.
import { assertEquals, assertRejects } from "@std/assert";
import process from "node:process";
import * as gem from "../core/gem/mod.ts";
import { A, B, F4, U4 } from "../core/secs2/mod.ts";
import { until } from "./adapters_loopback.ts";
import { MODEL } from "./gem_model.ts";
import { EquipmentSession, HostSession } from "./gem_sockets.ts";
import { root, test } from "./harness.ts";
import { Peer } from "./interop_peer.ts";

const OWN = { session: 7, timers: { T3: 5, T5: 0.05 } };

/** A Node to run secs4js: this one, or the one that the tests run on. */
async function nodeFile(): Promise<string> {
  if (!("Deno" in globalThis) && !("Bun" in globalThis)) return process.execPath;
  const setup = await import(new URL("testing/setup.mjs", root).href) as {
    nodeBinary(major: number): string;
  };
  return setup.nodeBinary(20);
}

async function start(mode: "active" | "passive", port: number): Promise<Peer> {
  return new Peer(await nodeFile(), "tests/interop_gem_secs4js_peer.mjs", mode, `${port}`);
}

function mustBeWithoutErrors(peer: Peer): void {
  assertEquals(peer.lines.filter((line) => line.startsWith("error")), []);
}

// ── Our host ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the equipment answers beside what its own GEM does. */
const ANSWERS: readonly string[] = [
  'S1F3 <L <U4 42> <A "unit 7">>.',
  'S1F11 <L <L <U2 10> <A "Wafers"> <A "pieces">> <L <A "NAME"> <A "ToolName"> <A "">>>.',
  "S2F33 <B 0x00>.",
  "S2F35 <B 0x00>.",
  "S2F37 <B 0x00>.",
  "S6F15 <L <U4 1> <U4 100> <L <L <U4 1> <L <U4 42>>>>>.",
  'S2F41 <L <B 0x03> <L <L <A "PPID"> <B 0x02>>>>.',
  "S5F3 <B 0x00>.",
  'S5F5 <L <L <B 0x81> <U4 25> <A "DOOR">>>.',
  'S7F5 <L <A "R1"> <B 0x01 0x02>>.',
  "S7F3 <B 0x06>.",
  'S7F19 <L <A "R1"> <A "R2">>.',
  "S10F3 <B 0x02>.",
  "S2F23 <B 0x00>.",
];

test("interop: a GEM session of our host and a secs4js equipment", { timeout: 60_000 }, async () => {
  const peer = await start("passive", 0);
  const port = Number((await peer.told("listening")).split(" ")[1]);
  for (const each of ANSWERS) peer.do(`answer ${each}`);
  const session = new HostSession(port, OWN);
  try {
    const [{ equipment }] = await session.heard("communicating");
    assertEquals(equipment, { MDLN: "JS-TOOL", SOFTREV: "0.4" });
    await readings(session);
    await reports(session, peer);
    await refusals(session);
    assertEquals(await session.run(gem.goOffLine()), "off-line");
    assertEquals(await session.run(gem.goOnLine()), "on-line");
    peer.do("separate");
    await session.heard("not communicating");
    await session.heard("communicating", 2);
    assertEquals(await session.run(gem.areYouThere()), equipment);
    assertEquals(await peer.ask("linktest", "linktest"), "linktest answered");
    mustBeWithoutErrors(peer);
  } finally {
    await peer.kill();
    await session.connection.close();
  }
});

async function readings(session: HostSession): Promise<void> {
  const all = await session.run(gem.readVariables([]));
  assertEquals(all.map(({ id, value }) => [id, value]), [
    [{ format: "U2", value: 10 }, U4(42)],
    [{ format: "A", value: "NAME" }, A("unit 7")],
  ]);
  const { text, time } = await session.run(gem.readClock());
  assertEquals([text, time?.month, time?.second], ["2026020304050600", 2, 6]);
  await session.run(gem.setClock({ ...time!, year: 2027 }));
  assertEquals(await session.run(gem.listAlarms([])), [
    { id: { format: "U4", value: 25 }, text: "DOOR", category: 1, set: true },
  ]);
  assertEquals(await session.run(gem.uploadProgram("R1")), B(1, 2));
  assertEquals(await session.run(gem.downloadProgram("R1", B(1))), "pending");
  assertEquals(await session.run(gem.listPrograms()), ["R1", "R2"]);
  const found = await session.run(gem.discover());
  assertEquals([found.MDLN, found.variables.length, found.alarms.length], ["JS-TOOL", 2, 1]);
  assertEquals([found.messages.S1F23, found.programs], ["aborted", ["R1", "R2"]]);
}

async function reports(session: HostSession, peer: Peer): Promise<void> {
  const { verified, reports } = await session.run(gem.subscribe({ events: [{ id: 100, variables: [10] }] }));
  assertEquals(verified, true);
  session.host.tool = { names: { reports, events: [{ id: 100, name: "LotDone" }] } };
  const acknowledged = await peer.ask(
    "send S6F11 W <L <U4 1> <U2 100> <L <L <U4 1> <L <F4 2.5>>>>>.",
    "S6F12",
  );
  assertEquals(acknowledged, "S6F12 <B [1] 0x00>");
  const [event] = await session.heard("event");
  assertEquals([event.name, event.reports[0].values], [
    "LotDone",
    [{ VID: { format: "U4", value: 10 }, name: undefined, value: F4(2.5) }],
  ]);
  await session.run(gem.enableAlarms([25]));
  assertEquals(await peer.ask('send S5F1 W <L <B 0x84> <U4 25> <A "DOOR">>.', "S5F2"), "S5F2 <B [1] 0x00>");
  assertEquals((await session.heard("alarm")).map(({ set, category }) => [set, category]), [[true, 4]]);
  await session.run(gem.startTrace({ id: 1, variables: [10], period: 1, samples: 1 }));
  await peer.ask('send S6F1 W <L <U4 1> <U4 1> <A "260203040506"> <L <U4 42>>>.', "S6F2");
  assertEquals((await session.heard("trace")).map(({ values }) => values), [[U4(42)]]);
  assertEquals(await peer.ask('send S10F1 W <L <B 0x00> <A "HELP">>.', "S10F2"), "S10F2 <B [1] 0x00>");
}

async function refusals(session: HostSession): Promise<void> {
  const refused = (procedure: gem.Procedure<unknown>, says: string): Promise<unknown> =>
    assertRejects(() => session.run(procedure), Error, says);
  await refused(gem.command("START", { PPID: "R1" }), "INVALID_PARAMETER), CPNAME PPID: 2 (ILLEGAL_VALUE)");
  await refused(gem.command("START", {}, { deviations: { command: "S2F21" } }), "in stream 9");
  await refused(gem.command("START", {}, { deviations: { command: "S2F49" } }), "in stream 9");
  const errors = await session.heard("stream 9", 2);
  assertEquals(errors.map(({ name, primary }) => [name, primary?.function]), [
    ["Unrecognized Function Type", 21],
    ["Illegal Data", 49],
  ]);
  await refused(gem.display("HELLO"), "ACKC10 2 (NO_TERMINAL)");
  await refused(gem.listConstants([]), "aborted the transaction");
}

// ── Our equipment ────────────────────────────────────────────────────────────────────────────────────────────────

/** What the host asks, and what it reads from the answer. */
const ASKED: readonly (readonly [string, string])[] = [
  ["S1F1 W.", 'S1F2 <L [2] <A [6] "ETCH-1"> <A [3] "2.0"> >'],
  ["S1F3 W <L <U1 3> <U4 999>>.", "S1F4 <L [2] <F4 [1] 1.5> <L [0] > >"],
  ["S1F11 W <L <U2 3>>.", 'S1F12 <L [1] <L [3] <U2 [1] 3> <A [8] "Pressure"> <A [2] "Pa"> > >'],
  ["S2F13 W <U4 200>.", "S2F14 <L [1] <U2 [1] 100> >"],
  ["S2F15 W <L <L <U4 200> <U2 300>>>.", "S2F16 <B [1] 0x00>"],
  ["S2F15 W <L <L <U4 200> <U2 5000>>>.", "S2F16 <B [1] 0x03>"],
  ["S2F33 W <L <U4 0> <L <L <U2 1> <L <U4 107> <U4 3>>>>>.", "S2F34 <B [1] 0x00>"],
  ["S2F33 W <L <U4 0> <L <L <U2 1> <L <U4 3>>>>>.", "S2F34 <B [1] 0x03>"],
  ["S2F35 W <L <U4 0> <L <L <U4 10> <L <U2 1>>>>>.", "S2F36 <B [1] 0x00>"],
  ["S2F37 W <L <BOOLEAN T> <L <U4 10>>>.", "S2F38 <B [1] 0x00>"],
  ['S2F41 W <L <A "STOP"> <L>>.', "S2F42 <L [2] <B [1] 0x00> <L [0] > >"],
  ['S2F41 W <L <A "GO"> <L>>.', "S2F42 <L [2] <B [1] 0x01> <L [0] > >"],
  ["S5F3 W <L <B 0x80> <U4 1>>.", "S5F4 <B [1] 0x00>"],
  ["S5F5 W <U4 1>.", 'S5F6 <L [1] <L [3] <B [1] 0x01> <U4 [1] 1> <A [9] "Door open"> > >'],
  ['S7F3 W <L <A "NEW"> <B 0x01>>.', "S7F4 <B [1] 0x00>"],
  ['S7F17 W <L <A "NONE">>.', "S7F18 <B [1] 0x04>"],
  ['S10F3 W <L <B 0x00> <A "HELLO">>.', "S10F4 <B [1] 0x00>"],
];

test("interop: a GEM session of our equipment and a secs4js host", { timeout: 60_000 }, async () => {
  const session = await EquipmentSession.listen(MODEL, OWN, {
    control: { initial: "ON-LINE", onLine: "REMOTE" },
    clock: () => Date.UTC(2025, 5, 6),
    execute: () => ({ HCACK: 0 }),
  });
  const { connection } = session;
  const peer = await start("active", session.port);
  try {
    await peer.told("selected");
    assertEquals(await peer.ask("establish", "COMMACK"), "COMMACK 0");
    await until(() => connection.machine.communicationState === "COMMUNICATING", "communication");
    for (const [asks, reads] of ASKED) {
      assertEquals(await peer.ask(`send ${asks}`, reads.split(" ")[0]), reads, asks);
    }
    assertEquals(await peer.ask("time", "time"), "time 2025");
    assertEquals(await peer.ask("set-time", "TIACK"), "TIACK 0");
    await spontaneous(session, peer);
    assertEquals(await peer.ask("off-line", "OFLACK"), "OFLACK 0");
    assertEquals(connection.machine.controlState, "HOST OFF-LINE");
    assertEquals(await peer.ask("on-line", "ONLACK"), "ONLACK 0");
    peer.do("send S99F1.");
    assertEquals((await peer.told("S9F3")).startsWith("S9F3 <B [10] 0x00 0x07 0x63 0x01"), true);
    assertEquals(await peer.ask("linktest", "linktest"), "linktest answered");
    peer.do("separate");
    await peer.told("selected");
    assertEquals(await peer.ask("establish", "COMMACK"), "COMMACK 0");
    mustBeWithoutErrors(peer);
  } finally {
    await peer.kill();
    await connection.close();
  }
});

/** What the equipment says by itself. */
async function spontaneous(session: EquipmentSession, peer: Peer): Promise<void> {
  peer.do("answer S6F11 <B 0x00>.");
  peer.do("answer S5F1 <B 0x00>.");
  peer.do("answer S10F1 <B 0x00>.");
  session.do((equipment, now) => equipment.triggerEvent(10, now, [[107, "LOT-7"]]));
  const event = await peer.told("S6F11");
  const report = '<U4 [1] 10> <L [1] <L [2] <U2 [1] 1> <L [2] <A [5] "LOT-7"> <F4 [1] 1.5> > > > >';
  assertEquals(event.endsWith(report), true, event);
  session.do((equipment, now) => equipment.setAlarm(1, now));
  assertEquals(await peer.told("S5F1"), 'S5F1 <L [3] <B [1] 0x81> <U4 [1] 1> <A [9] "Door open"> >');
  session.do((equipment, now) => equipment.sendText("HELP", now));
  assertEquals(await peer.told("S10F1"), 'S10F1 <L [2] <B [1] 0x00> <A [4] "HELP"> >');
}
