// Our host and our equipment beside the other side of Python's secsgem, a process of its own, over real TCP.
// `npm test` installs secsgem and says in FABWIRE_SECSGEM which Python has it; where it says nothing there are no tests.
import { assert, assertEquals } from "@std/assert";
import process from "node:process";
import type { Connection } from "../adapters/connection.ts";
import type { ConnectOptions } from "../adapters/options.ts";
import { GENERIC } from "../core/hsms/options.ts";
import { A, B, decode, encode, equals, type Item, L, U4 } from "../mod.ts";
import { ADAPTERS, HOST, passive, until } from "./adapters_loopback.ts";
import { test } from "./harness.ts";
import { Peer } from "./interop_peer.ts";

const PYTHON = process.env.FABWIRE_SECSGEM;
const [ADAPTER] = ADAPTERS; // the runtime's own
const OWN = { session: 7, timers: { T3: 10, T5: 0.5 } };
const SECONDS = 15;
const MDLN = L(A("EQ-100"), A("1.2.0"));
const THEIRS = L(A("secsgem"), A("0.3.0"));
const NOTHING = L();

function start(mode: "active" | "passive", port: number): Peer {
  return new Peer(PYTHON!, "tests/interop_secsgem_peer.py", mode, `${port}`);
}

/** What one side is asked, and why its connections end, as it comes. */
interface Log {
  readonly primaries: string[];
  readonly causes: string[];
}

/** Answers what the other side asks for; `mdln` is what our side tells of itself. */
function serve(connection: Connection, mdln: Item): Log {
  const log: Log = { primaries: [], causes: [] };
  const replies: { [primary: string]: Item } = {
    S1F1: mdln,
    S1F3: L(U4(42)),
    S1F13: L(B(0), mdln),
    S6F11: B(0),
  };
  connection.on("closed", ({ cause }) => log.causes.push(cause));
  connection.on("message", async (message) => {
    const name = `S${message.stream}F${message.function}`;
    log.primaries.push(name);
    if (name in replies) await connection.reply(message, encode(replies[name]));
  });
  return log;
}

/** Asks, and compares the answer with what should come back. */
async function mustAnswer(
  ours: Connection,
  stream: number,
  fn: number,
  text: Item | undefined,
  reply: Item,
): Promise<void> {
  const primary = { stream, function: fn, text: text === undefined ? undefined : encode(text) };
  const answer = await ours.request(primary);
  assertEquals([answer.session, answer.stream, answer.function], [7, stream, fn + 1]);
  assert(equals(decode(answer.text), reply), `S${stream}F${fn + 1} is not as expected`);
}

/** What either side does on the first connection; `theirs` is what secsgem tells of itself. */
async function converse(ours: Connection, peer: Peer, theirs: Item): Promise<void> {
  await peer.told("communicating"); // it has sent S1F13 and has read our S1F14
  await mustAnswer(ours, 1, 13, NOTHING, L(B(0), theirs));
  await mustAnswer(ours, 1, 1, undefined, theirs);
  assert((await ours.linktest()).milliseconds >= 0);
  assertEquals(await peer.ask("linktest", "linktest"), "linktest LINKTEST_RSP");
}

/** Our host, which selects only when secsgem has told that it can: it loses what is quicker than its own threads. */
function openHost(port: number, options: Partial<ConnectOptions> = {}): Connection {
  return ADAPTER.open({ host: HOST, port, autoSelect: false, ...OWN, ...options });
}

async function select(host: Connection, peer: Peer): Promise<void> {
  await peer.told("connected");
  await host.whenConnected({ timeout: SECONDS });
  await host.select();
  await peer.ask("selected", "reached");
}

/** Our equipment has been selected, and secsgem has read our Select.rsp. */
async function selected(equipment: Connection, peer: Peer): Promise<void> {
  await peer.told("connected");
  await equipment.whenSelected({ timeout: SECONDS });
  await peer.ask("selected", "reached");
}

/** The connection has ended on both sides. */
async function ended({ causes }: Log, count: number, peer?: Peer): Promise<void> {
  await until(() => causes.length === count, `end ${count}`, SECONDS);
  await peer?.told("disconnected");
}

function mustBeWithoutErrors(peer: Peer): void {
  assertEquals(peer.lines.filter((line) => line.startsWith("error")), []);
}

async function hostAndEquipment(): Promise<void> {
  let peer = start("passive", 0);
  const port = Number((await peer.told("port")).split(" ")[1]);
  const host = openHost(port);
  const log = serve(host, NOTHING);
  const establish = (): Promise<void> => mustAnswer(host, 1, 13, NOTHING, L(B(0), THEIRS));
  try {
    await select(host, peer);
    await converse(host, peer, THEIRS);
    await mustAnswer(host, 1, 3, L(U4(10)), L(U4(42)));
    assertEquals(await peer.ask("are-you-there", "S1F2"), "S1F2 []");
    assertEquals(await peer.ask("event", "S6F12"), "S6F12 0");
    assertEquals(log.primaries, ["S1F13", "S1F1", "S6F11"]);
    host.separate();
    await ended(log, 1, peer);
    await select(host, peer);
    await establish();
    peer.do("separate");
    await ended(log, 2, peer);
    await select(host, peer);
    await establish();
    await peer.ask("disable", "disabled");
    await ended(log, 3, peer);
    await peer.ask("enable", "enabled");
    await select(host, peer);
    await peer.told("communicating");
    await establish();
    mustBeWithoutErrors(peer);
    await peer.kill();
    await ended(log, 4);
    peer = start("passive", port);
    await select(host, peer);
    await converse(host, peer, THEIRS);
    await host.close();
    await ended(log, 5, peer);
    const [ours, theirs] = ["Separate.req sent", "Separate.req received"];
    assertEquals(log.causes, [ours, theirs, theirs, "TCP disconnected", ours]);
    mustBeWithoutErrors(peer);
  } finally {
    await peer.kill();
    await host.close();
  }
}

async function equipmentAndHost(): Promise<void> {
  const { equipment, port } = await passive(ADAPTER, OWN);
  const log = serve(equipment, MDLN);
  let peer = start("active", port);
  const establish = (): Promise<void> => mustAnswer(equipment, 1, 13, NOTHING, L(B(0), NOTHING));
  try {
    await selected(equipment, peer);
    await converse(equipment, peer, NOTHING);
    await mustAnswer(equipment, 6, 11, L(U4(1), U4(2001), NOTHING), B(0));
    assertEquals(await peer.ask("are-you-there", "S1F2"), 'S1F2 ["EQ-100", "1.2.0"]');
    assertEquals(await peer.ask("status", "S1F4"), "S1F4 [42]");
    assertEquals(log.primaries, ["S1F13", "S1F1", "S1F3"]);
    equipment.separate();
    await ended(log, 1, peer);
    await selected(equipment, peer);
    await establish();
    await peer.ask("disable", "disabled");
    await ended(log, 2, peer);
    await peer.ask("enable", "enabled");
    await selected(equipment, peer);
    await peer.told("communicating");
    await establish();
    mustBeWithoutErrors(peer);
    await peer.kill();
    await ended(log, 3);
    peer = start("active", port);
    await selected(equipment, peer);
    await converse(equipment, peer, NOTHING);
    assertEquals(log.causes, ["Separate.req sent", "Separate.req received", "TCP disconnected"]);
    mustBeWithoutErrors(peer);
  } finally {
    await peer.kill();
    await equipment.close();
  }
}

async function deselectBothWays(): Promise<void> {
  const peer = start("passive", 0);
  const port = Number((await peer.told("port")).split(" ")[1]);
  const host = openHost(port, { profile: GENERIC });
  serve(host, NOTHING);
  try {
    await select(host, peer);
    await converse(host, peer, THEIRS);
    await host.deselect();
    assertEquals(host.state, "NOT SELECTED");
    await peer.ask("not-selected", "reached");
    await host.select();
    await peer.ask("selected", "reached");
    await mustAnswer(host, 1, 1, undefined, THEIRS);
    assertEquals(await peer.ask("deselect", "deselect"), "deselect DESELECT_RSP");
    assertEquals(host.state, "NOT SELECTED");
    await host.select();
    await peer.ask("selected", "reached");
    await mustAnswer(host, 1, 1, undefined, THEIRS);
    mustBeWithoutErrors(peer);
  } finally {
    await peer.kill();
    await host.close();
  }
}

if (PYTHON !== undefined) {
  test("interop: our host and a secsgem equipment", { timeout: 60_000 }, hostAndEquipment);
  test("interop: our equipment and a secsgem host", { timeout: 60_000 }, equipmentAndHost);
  test("interop: Deselect.req both ways with a secsgem equipment", { timeout: 60_000 }, deselectBothWays);
}
