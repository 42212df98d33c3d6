// Our host and our equipment beside the other side of Python's secsgem over SECS-I, a process of its own, on real TCP.
// `npm test` installs secsgem and says in FABWIRE_SECSGEM which Python has it; where it says nothing there are no tests.
import { assertEquals } from "@std/assert";
import process from "node:process";
import type { AnyLink } from "../adapters/carrier.ts";
import type { Connection } from "../adapters/connection.ts";
import { A, B, decode, encode, type Item, L } from "../mod.ts";
import { ADAPTERS, HOST } from "./adapters_loopback.ts";
import { test } from "./harness.ts";
import { Peer } from "./interop_peer.ts";

const PYTHON = process.env.FABWIRE_SECSGEM;
const [ADAPTER] = ADAPTERS as unknown as (typeof import("../adapters/node.ts"))[]; // the runtime's own
const OWN = { protocol: "secs1", session: 7, host: HOST, timers: { T2: 2, T3: 10, T5: 0.5 } } as const;
const MDLN = L(A("EQ-100"), A("1.2.0"));

/** Answers what secsgem asks; a process program of any length is taken. */
function serve(connection: Connection<AnyLink>, mdln: Item): string[] {
  const primaries: string[] = [];
  const replies: { [primary: string]: Item } = { S1F1: mdln, S1F13: L(B(0), mdln), S7F3: B(0) };
  connection.on("message", async (message) => {
    const name = `S${message.stream}F${message.function}`;
    primaries.push(message.text.length > 244 ? `${name}, ${message.text.length} bytes` : name);
    if (name in replies) await connection.reply(message, encode(replies[name]));
  });
  return primaries;
}

async function answerTo(
  connection: Connection<AnyLink>,
  stream: number,
  fn: number,
  item?: Item,
): Promise<Item> {
  const text = item && encode(item);
  return decode((await connection.request({ stream, function: fn, text })).text);
}

async function hostAndEquipment(): Promise<void> {
  const peer = new Peer(PYTHON!, "tests/interop_secsgem_secs1_peer.py", "passive", "0");
  const port = Number((await peer.told("port")).split(" ")[1]);
  const host = ADAPTER.open({ ...OWN, role: "host", port });
  const primaries = serve(host, L());
  try {
    await host.whenSelected({ timeout: 15 });
    await peer.told("communicating");
    assertEquals(await answerTo(host, 1, 1), L(A("secsgem"), A("0.3.0")));
    assertEquals(await peer.ask("are-you-there", "S1F2"), "S1F2 []");
    assertEquals(await peer.ask("program [600]", "S7F4"), "S7F4 0");
    assertEquals(primaries, ["S1F13", "S1F1", "S7F3, 613 bytes"]);
  } finally {
    await peer.kill();
    await host.close();
  }
}

async function equipmentAndHost(): Promise<void> {
  const equipment = ADAPTER.open({ ...OWN, role: "equipment", mode: "passive", port: 0 });
  await new Promise((resolve) => equipment.on("listening", resolve));
  const primaries = serve(equipment, MDLN);
  const peer = new Peer(PYTHON!, "tests/interop_secsgem_secs1_peer.py", "active", `${equipment.local!.port}`);
  try {
    await peer.told("communicating");
    assertEquals(await peer.ask("are-you-there", "S1F2"), 'S1F2 ["EQ-100", "1.2.0"]');
    assertEquals(await answerTo(equipment, 1, 1), L());
    assertEquals(await peer.ask("program [600]", "S7F4"), "S7F4 0");
    assertEquals(primaries, ["S1F13", "S1F1", "S7F3, 613 bytes"]);
  } finally {
    await peer.kill();
    await equipment.close();
  }
}

if (PYTHON !== undefined) {
  test("interop: our SECS-I host and a secsgem equipment", { timeout: 60_000 }, hostAndEquipment);
  test("interop: our SECS-I equipment and a secsgem host", { timeout: 60_000 }, equipmentAndHost);
}
