// Our host and our equipment beside the other side of npm's secs4js, a process of its own, over real TCP.
import { assert, assertEquals, assertRejects } from "@std/assert";
import process from "node:process";
import type { Connection } from "../adapters/connection.ts";
import { NoReplyError } from "../adapters/request.ts";
import {
  A,
  B,
  BOOLEAN,
  decode,
  encode,
  equals,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  L,
  U1,
  U2,
  U4,
  U8,
} from "../mod.ts";
import { ADAPTERS, HOST, passive, until } from "./adapters_loopback.ts";
import { root, test } from "./harness.ts";
import { Peer } from "./interop_peer.ts";

const [ADAPTER] = ADAPTERS; // the runtime's own
const OWN = { session: 7, timers: { T3: 5, T5: 0.05 } };
const MDLN = L(A("EQ-100"), A("1.2.0"));

/** One item of each format that secs4js has, some empty, some of several elements. */
const ITEMS: Item = L(
  A("LOT-7"),
  A(""),
  B(0, 127, 255),
  BOOLEAN(true),
  BOOLEAN(true, false),
  L(),
  L(L(U1(255), U1(1, 2)), U2(65_535)),
  U4(4_294_967_295, 0),
  U8(2n ** 64n - 1n),
  I1(-128),
  I2(-32_768, 32_767),
  I4(-2_147_483_648),
  I8(-(2n ** 63n)),
  F4(2.5),
  F8(3.14, -1e300),
);

/** A Node to run secs4js: this one, or the one that the tests run on. */
async function nodeFile(): Promise<string> {
  if (!("Deno" in globalThis) && !("Bun" in globalThis)) return process.execPath;
  const setup = await import(new URL("testing/setup.mjs", root).href) as {
    nodeBinary(major: number): string;
  };
  return setup.nodeBinary(20);
}

async function start(mode: "active" | "passive", port: number): Promise<Peer> {
  return new Peer(await nodeFile(), "tests/interop_secs4js_peer.mjs", mode, `${port}`);
}

/** Answers what the other side asks for. */
function serve(connection: Connection): void {
  connection.on("message", (message) => {
    const { stream, function: fn } = message;
    if (stream === 1 && fn === 13) return connection.reply(message, encode(L(B(0), MDLN)));
    if (stream === 6 && fn === 11) return connection.reply(message, encode(B(0)));
  });
}

/** What ends the connections of one side: their causes, as they come. */
function causes(connection: Connection): string[] {
  const list: string[] = [];
  connection.on("closed", ({ cause }) => list.push(cause));
  return list;
}

/** What either side does on a connection that is SELECTED. */
async function converse(ours: Connection, peer: Peer): Promise<void> {
  const established = await ours.request({ stream: 1, function: 13, text: encode(L()) });
  assert(equals(decode(established.text), L(B(0), MDLN)));
  assertEquals(await peer.told("S1F13"), "S1F13 <L [0] >");
  const looped = await ours.request({ stream: 2, function: 25, text: encode(ITEMS) });
  assertEquals([looped.session, looped.stream, looped.function], [7, 2, 26]);
  assert(equals(decode(looped.text), ITEMS), "what came back is not what was sent");
  const aborted = await assertRejects(() => ours.request({ stream: 1, function: 3 }), NoReplyError);
  assertEquals(aborted.reason, "aborted");
  assert((await ours.linktest()).milliseconds >= 0);
  assertEquals(await peer.ask("linktest", "linktest"), "linktest answered");
  assertEquals(await peer.ask("event", "S6F12"), "S6F12 <B [1] 0x00>");
  const many = Array.from({ length: 100 }, (_, i) => ({ stream: 2, function: 25, text: encode(U4(i)) }));
  const replies = await Promise.all(many.map((primary) => ours.request(primary)));
  assertEquals(replies.map(({ text }) => text), many.map(({ text }) => text));
}

test("interop: our host and a secs4js equipment", { timeout: 30_000 }, async () => {
  const peer = await start("passive", 0);
  try {
    const port = Number((await peer.told("listening")).split(" ")[1]);
    await using host = await ADAPTER.connect({ host: HOST, port, ...OWN, timeout: 10 });
    serve(host);
    const ended = causes(host);
    await converse(host, peer);
    peer.do("separate");
    await until(() => ended.length === 1, "the end of the first connection");
    await host.whenSelected({ timeout: 10 });
    await host.request({ stream: 1, function: 13, text: encode(L()) });
    await host.close();
    assertEquals(ended, ["Separate.req received", "Separate.req sent"]);
    assertEquals(peer.lines.filter((line) => line.startsWith("error")), []);
  } finally {
    await peer.kill();
  }
});

test("interop: our equipment and a secs4js host", { timeout: 30_000 }, async () => {
  const { equipment, port } = await passive(ADAPTER, OWN);
  serve(equipment);
  const ended = causes(equipment);
  const peer = await start("active", port);
  try {
    await peer.told("selected");
    const established = await peer.ask("establish", "S1F14");
    assertEquals(established, 'S1F14 <L [2] <B [1] 0x00> <L [2] <A [6] "EQ-100"> <A [5] "1.2.0"> > >');
    await converse(equipment, peer);
    equipment.separate();
    await peer.told("selected");
    assertEquals(await peer.ask("establish", "S1F14"), established);
    peer.do("separate");
    await peer.told("selected");
    await peer.kill();
    await until(() => equipment.state === "NOT CONNECTED" && ended.length === 3, "the end of the process");
    assertEquals(ended, ["Separate.req sent", "Separate.req received", "TCP disconnected"]);
    assertEquals(peer.lines.filter((line) => line.startsWith("error")), []);
  } finally {
    await peer.kill();
    await equipment.close();
  }
});
