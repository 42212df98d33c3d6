// The manager of many peers: levels, events and their order, enabling and disabling, ports that are shared.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GENERAL_SESSION, NoReplyError } from "../adapters/node.ts";
import { A, hsms, L, U4 } from "../mod.ts";
import { Peers } from "../driver/peers.ts";
import type { LinkPeerOptions } from "../driver/peers_options.ts";
import type { Peer } from "../driver/peers_peer.ts";
import type { Refusal } from "../driver/peers_port.ts";
import { AUTHORITY, SERVER } from "./adapters_certificates.ts";
import { HOST, RawPeer, RawServer, sleep, until } from "./adapters_loopback.ts";
import {
  answerBy,
  bytes,
  dialFrom,
  dialIn,
  equipment,
  heard,
  portOf,
  QUICK,
  withPeers,
  words,
} from "./driver_peers_rig.ts";

const PASSIVE = { level: "hsms", mode: "passive", address: HOST, port: 0, timers: QUICK } as const;

withPeers("peers: they are added, looked up by name, used and removed while others run", async (peers) => {
  const one = await equipment("one"), two = await equipment("two");
  const active = { level: "hsms", timers: QUICK } as const;
  const first = await peers.add("one", { ...active, port: one.port, address: HOST });
  await first.whenEstablished();
  await peers.add("two", { ...active, port: two.port });
  await peers.get("two")!.whenEstablished();
  assertEquals([...peers].map(({ name }) => name), ["one", "two"]);
  assertEquals(words((await first.request({ stream: 1, function: 1 })).text), "one");
  assertEquals(await peers.remove("one"), true);
  assertEquals([await peers.remove("one"), peers.get("one"), first.state], [false, undefined, "removed"]);
  const reply = await (peers.get("two") as Peer<"hsms">).request({ stream: 1, function: 1 });
  assertEquals(words(reply.text), "two");
  await peers.add("one", { ...active, port: one.port });
  await peers.get("one")!.whenEstablished();
  await Promise.all([one.connection.close(), two.connection.close()]);
});

withPeers("peers: a name is given once, and options that cannot be are refused", async (peers) => {
  await peers.add("a", { ...PASSIVE, enabled: false });
  await assertRejects(() => peers.add("a", PASSIVE), Error, "there is a peer of this name");
  await assertRejects(() => peers.add("b", { ...PASSIVE, session: 40_000 }), RangeError, "session id 40000");
  await assertRejects(() => peers.add("b", { ...PASSIVE, allow: "nowhere" }), TypeError, "nowhere");
  await assertRejects(
    () => peers.add("b", { level: "gem", profile: { equipment: { id: "b" } } }),
    TypeError,
    "neither its profile nor the options have a port",
  );
  assertEquals(peers.size, 1);
});

withPeers(
  "peers: established, message, before-closed and closed are told in this order, here and at the manager",
  async (peers) => {
    const { connection, port } = await equipment("tool");
    const all = heard(peers);
    const peer = await peers.add("tool", { level: "hsms", port, timers: QUICK });
    const own = heard(peer);
    await peer.whenEstablished();
    await connection.send({ stream: 6, function: 11 });
    await until(() => all.includes("tool message"), "the message");
    peer.on("before-closed", () => void peer.send({ stream: 10, function: 3, text: bytes("bye") }));
    let last = "";
    connection.on("message", ({ text }) => last = words(text));
    await peer.disable();
    const order = ["tool established", "tool message", "tool before-closed", "tool closed"];
    assertEquals(all, order);
    assertEquals(own, order);
    await until(() => last === "bye", "what was said before the end");
    await connection.close();
  },
);

withPeers("peers: each event is optional", async (peers) => {
  const { connection, port } = await equipment("quiet");
  const peer = await peers.add("quiet", { level: "hsms", port, timers: QUICK });
  await peer.whenEstablished();
  await peer.disable();
  assertEquals([peer.state, peer.enabled], ["disabled", false]);
  await connection.close();
});

withPeers(
  "peers: a disabled one is not connected, and makes no attempt; enabled, it is there again",
  async (peers) => {
    const server = await RawServer.listen();
    const peer = await peers.add("tool", { level: "hsms", port: server.port, timers: QUICK, enabled: false });
    await sleep(200);
    assertEquals([server.peers.length, peer.state], [0, "disabled"]);
    peer.enable();
    await server.peer(0);
    await until(() => peer.state === "connected", "the connection");
    await peer.disable();
    const attempts = server.peers.length;
    await sleep(200);
    assertEquals([server.peers.length, peer.state], [attempts, "disabled"]);
    peer.enable();
    await server.peer(attempts);
    await server.close();
  },
);

withPeers("peers: disabling ends the attempts to connect to who is not there", async (peers) => {
  const gone = await RawServer.listen();
  await gone.close();
  const told = heard(peers);
  const peer = await peers.add("gone", { level: "hsms", port: gone.port, timers: QUICK });
  await until(() => told.length >= 2, "two attempts");
  await peer.disable();
  const before = told.length;
  await sleep(200);
  assertEquals([told.length, new Set(told).size], [before, 1]);
  const back = await RawServer.listen(gone.port);
  peer.enable();
  await back.peer(0);
  await back.close();
});

withPeers(
  "peers: without reconnect it is disabled when its connection ends, and can be enabled again",
  async (peers) => {
    const { connection, port } = await equipment("once");
    const peer = await peers.add("once", { level: "hsms", port, timers: QUICK, reconnect: false });
    await peer.whenEstablished();
    connection.separate();
    await until(() => peer.state === "disabled", "the end");
    peer.enable();
    await peer.whenEstablished();
    await connection.close();
  },
);

// ── Shared ports ─────────────────────────────────────────────────────────────────────────────────────────────────

const refusals: Refusal[] = [];

withPeers("peers: several on one port are told apart by their addresses", async (peers) => {
  refusals.length = 0;
  for (const digit of [2, 3]) {
    const peer = await peers.add(`tool ${digit}`, {
      ...PASSIVE,
      address: "0.0.0.0",
      allow: `127.0.0.${digit}`,
    });
    peer.on("message", (message) => void peer.reply(message, bytes(peer.name)));
  }
  const port = await portOf(peers);
  const tools = [2, 3].map((digit) => dialFrom(`127.0.0.${digit}`, port));
  await Promise.all(tools.map((tool) => tool.whenSelected()));
  const names = await Promise.all(tools.map((tool) => tool.request({ stream: 1, function: 1 })));
  assertEquals(names.map(({ text }) => words(text)), ["tool 2", "tool 3"]);
  assertEquals(peers.listening.length, 1);

  const stranger = await RawPeer.connect(port);
  await stranger.closed;
  assertEquals(refusals.map(({ reason, remote }) => [reason, remote.host]), [["unknown address", HOST]]);

  await peers.get("tool 3")!.disable();
  await until(() => tools[1].state === "NOT CONNECTED", "the end of tool 3");
  await sleep(150);
  assertEquals(tools.map(({ state }) => state), ["SELECTED", "NOT CONNECTED"]);
  await Promise.all(tools.map((tool) => tool.close()));
}, { refused: (refusal) => refusals.push(refusal) });

withPeers("peers: a passive one may fix the address of its peer", async (peers) => {
  const peer = await peers.add("tool", {
    ...PASSIVE,
    address: "0.0.0.0",
    allow: ["127.0.0.9", "10.0.0.0/8"],
  });
  const port = await portOf(peers);
  const stranger = await RawPeer.connect(port);
  await stranger.closed;
  assertEquals(peer.state, "disconnected");
  const tool = dialFrom("127.0.0.9", port);
  await peer.whenEstablished();
  await tool.close();
});

withPeers(
  "peers: several of one address are told apart by the session of the first message",
  async (peers) => {
    for (const session of [11, 12]) {
      const peer = await peers.add(`tool ${session}`, { ...PASSIVE, session });
      peer.on("message", (message) => void peer.reply(message, bytes(peer.name)));
    }
    const port = await portOf(peers);
    const tools = [11, 12].map((session) => dialIn(port, { session }));
    await Promise.all(tools.map((tool) => tool.whenSelected()));
    assertEquals([...peers].map(({ state }) => state), ["disconnected", "disconnected"]);
    await tools[0].linktest(); // before anybody knows who it is
    const names = await Promise.all(tools.map((tool) => tool.request({ stream: 1, function: 1 })));
    assertEquals(names.map(({ text }) => words(text)), ["tool 11", "tool 12"]);
    assertEquals([...peers].map(({ state }) => state), ["selected", "selected"]);
    await (peers.get("tool 12") as Peer).linktest();
    await Promise.all(tools.map((tool) => tool.close()));
  },
);

withPeers("peers: sessions that nobody has, and those who do not say theirs, are closed", async (peers) => {
  refusals.length = 0;
  for (const session of [11, 12]) await peers.add(`tool ${session}`, { ...PASSIVE, session });
  const port = await portOf(peers);
  const unknown = dialIn(port, { session: 13 }), silent = dialIn(port, { session: 11, reconnect: false });
  await Promise.all([unknown.whenSelected(), silent.whenSelected()]);
  const error = await assertRejects(() => unknown.request({ stream: 1, function: 1 }), NoReplyError);
  assertEquals((error as NoReplyError).reason, "disconnected");
  await unknown.close();
  await silent.closed;
  const garbage = await RawPeer.connect(port);
  garbage.write(bytes("GET / HTTP/1.1\r\n\r\n"));
  await until(() => garbage.ended, "the end of the garbage");
  await garbage.close();
  assertEquals(refusals.map(({ reason }) => reason).sort(), [
    "not identified",
    "protocol violation",
    "unknown session",
  ]);
}, { refused: (refusal) => refusals.push(refusal), identify: 0.3 });

withPeers("peers: a second connection of a connected peer is refused", async (peers) => {
  refusals.length = 0;
  const peer = await peers.add("tool", PASSIVE);
  const port = await portOf(peers);
  const tool = dialIn(port);
  await peer.whenEstablished();
  const second = await RawPeer.connect(port);
  second.write(hsms.encodeMessage(hsms.controlHeader(hsms.STYPE.SELECT_REQ, 1)));
  assertEquals(await second.messages(1), ["0000000A FFFF 00 03 00 02 00000001"]); // Select.rsp, status 3
  await second.close();
  assertEquals([refusals.map(({ reason }) => reason), peer.state], [["busy"], "selected"]);
  await tool.close();
}, { refused: (refusal) => refusals.push(refusal) });

withPeers(
  "peers: HSMS-GS tells them apart by the session of the Select, several on one connection",
  async (peers) => {
    const general = { ...PASSIVE, timers: { ...QUICK, linktest: 30 } };
    const first = await peers.add("first", { ...general, sessions: [1, 2] });
    const second = await peers.add("second", { ...general, sessions: [7] });
    for (const peer of [first, second]) {
      peer.on("message", (message) => void peer.reply(message, bytes(peer.name)));
    }
    const port = await portOf(peers);
    const tools = [[7], [1, 2]].map((sessions) =>
      dialIn(port, { profile: GENERAL_SESSION, session: sessions[0], sessions })
    );
    await Promise.all(tools.map((tool) => tool.whenSelected()));
    await until(() => first.connection.stateOf(2) === "SELECTED", "the second session");
    const ask = (tool: number, session: number) => tools[tool].request({ stream: 1, function: 1, session });
    const replies = [await ask(0, 7), await ask(1, 1), await ask(1, 2)];
    assertEquals(replies.map(({ text, session }) => `${words(text)} ${session}`), [
      "second 7",
      "first 1",
      "first 2",
    ]);
    const stranger = dialIn(port, { profile: GENERAL_SESSION, session: 9, sessions: [9], reconnect: false });
    await stranger.closed;
    answerBy(tools[1], "tool");
    assertEquals((await first.request({ stream: 1, function: 1, session: 2 })).session, 2);
    await Promise.all(tools.map((tool) => tool.close()));
  },
);

withPeers("peers: ports are opened for the first peer and closed behind the last", async (peers) => {
  const free = await RawServer.listen();
  await free.close();
  const options = { ...PASSIVE, port: free.port } as const;
  const one = await peers.add("one", { ...options, session: 1 });
  await portOf(peers);
  await peers.add("two", { ...options, session: 2 });
  assertEquals(peers.listening.map(({ port }) => port), [free.port]);
  await one.disable();
  assertEquals(peers.listening.length, 1);
  await peers.remove("two");
  assertEquals(peers.listening, []);
  await (await RawServer.listen(free.port)).close();
  one.enable();
  await portOf(peers);
});

withPeers("peers: a port in use is told, and tried again until it is free", async (peers) => {
  const taken = await RawServer.listen();
  const told: string[] = [];
  peers.on("connect-failed", ({ message }, { name }) => told.push(`${name}: ${message}`));
  const peer = await peers.add("tool", {
    ...PASSIVE,
    port: taken.port,
    reconnect: { delay: 0.05, factor: 2, most: 0.2 },
  });
  await until(() => told.length >= 3, "three attempts");
  assert(
    told.every((line) => line.startsWith(`tool: Cannot connect: Cannot listen at ${HOST}:${taken.port}: `)),
    told[0],
  );
  await taken.close();
  const port = await portOf(peers);
  const tool = dialIn(port);
  await peer.whenEstablished();
  await tool.close();
});

withPeers(
  "peers: stop ends all connections, or keeps those there are; start lets them come again",
  async (peers) => {
    const one = await equipment("one");
    const active = await peers.add("active", { level: "hsms", port: one.port, timers: QUICK });
    const passive = await peers.add("passive", PASSIVE);
    const tool = dialIn(await portOf(peers));
    answerBy(tool, "two");
    await Promise.all([active.whenEstablished(), passive.whenEstablished()]);
    await peers.stop({ keepConnections: true });
    assertEquals([peers.listening, active.state, passive.state], [[], "selected", "selected"]);
    assertEquals(words((await passive.request({ stream: 1, function: 1 })).text), "two");
    tool.separate();
    await until(() => passive.state === "disabled", "the end of the one that was kept");
    await peers.stop();
    assertEquals([active.state, passive.state], ["disabled", "disabled"]);
    await tool.close();
    peers.start();
    await active.whenEstablished();
    await portOf(peers);
    await one.connection.close();
  },
);

// ── Kinds ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a peer can be, and what its other side is then; both with one manager each. */
const KINDS: Record<string, readonly [here: KindOptions, there: KindOptions]> = {
  "HSMS active": [{ mode: "active" }, { mode: "passive" }],
  "HSMS passive": [{ mode: "passive" }, { mode: "active" }],
  "HSMS-GS": [{ mode: "active", sessions: [3] }, { mode: "passive", sessions: [3] }],
  "SECS-I active": [
    { mode: "active", protocol: "secs1", role: "host", session: 3 },
    { mode: "passive", protocol: "secs1", role: "equipment", session: 3 },
  ],
  "SECS-I passive": [
    { mode: "passive", protocol: "secs1", role: "host", session: 3 },
    { mode: "active", protocol: "secs1", role: "equipment", session: 3 },
  ],
};

type KindOptions = Partial<LinkPeerOptions>;

for (const [kind, sides] of Object.entries(KINDS)) {
  withPeers(`peers: ${kind} has the same API as all others`, async (peers) => {
    await using others = new Peers();
    const passive = sides.findIndex(({ mode }) => mode === "passive");
    const managers = [peers, others], made: Peer<"secs">[] = [];
    for (const i of [passive, 1 - passive]) {
      const port = i === passive ? 0 : await portOf(managers[passive]);
      const common = { address: HOST, port, timers: { T3: 5, T5: 0.05 } };
      made[i] = await managers[i].add("peer", { ...common, ...sides[i], level: "secs" });
    }
    await Promise.all(made.map((peer) => peer.whenEstablished({ timeout: 10 })));
    made[1].on("message", (message) => void made[1].reply(message, L(message.item!, U4(message.session))));
    const reply = await made[0].request({ stream: 1, function: 1, item: A("who") });
    assertEquals(reply.item, L(A("who"), U4(sides[0].session ?? sides[0].sessions?.[0] ?? 0)));
    const active = made[1 - passive];
    await active.disable();
    await until(() => made[passive].state === "disconnected", "the end at the other side");
    active.enable();
    await active.whenEstablished({ timeout: 10 });
    assertEquals(active.metrics.connections, 2);
  });
}

withPeers("peers: TLS on a shared port, with the files of a profile", async (peers) => {
  const folder = await mkdtemp(join(tmpdir(), "peers-"));
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  await using others = new Peers();
  try {
    const [ca, cert, key] = [
      await file("ca", AUTHORITY),
      await file("cert", SERVER.cert),
      await file("key", SERVER.key),
    ];
    for (const session of [1, 2]) {
      const peer = await peers.add(`tool ${session}`, { ...PASSIVE, session, tls: { cert, key } });
      peer.on("message", (message) => void peer.reply(message, bytes(peer.name)));
    }
    const port = await portOf(peers);
    const active = { level: "hsms", address: "localhost", port, session: 2, timers: QUICK } as const;
    const tool = await others.add("tool", { ...active, tls: { ca } });
    await tool.whenEstablished({ timeout: 10 });
    assertEquals(words((await tool.request({ stream: 1, function: 1 })).text), "tool 2");
  } finally {
    await rm(folder, { recursive: true });
  }
});

withPeers("peers: each has a session id of its own, which its messages carry", async (peers) => {
  const tools = await Promise.all([7, 8].map(() => equipment("tool")));
  for (const [i, { port }] of tools.entries()) {
    await peers.add(`tool ${i}`, { level: "hsms", port, session: 7 + i, timers: QUICK });
  }
  const sessions: number[] = [];
  for (const [i, { connection }] of tools.entries()) {
    connection.on("message", ({ session }) => sessions[i] = session);
    const peer = peers.get(`tool ${i}`)!;
    await peer.whenEstablished();
    assertEquals((await (peer as Peer<"hsms">).request({ stream: 1, function: 1 })).session, 7 + i);
  }
  assertEquals(sessions, [7, 8]);
  await Promise.all(tools.map(({ connection }) => connection.close()));
});

withPeers("peers: SECS-I does not say who speaks, so its peers on one port need addresses", async (peers) => {
  const line = { ...PASSIVE, protocol: "secs1", timers: { T3: 5, T5: 0.05 }, address: "0.0.0.0" } as const;
  await peers.add("one", { ...line, allow: "127.0.0.2" });
  await peers.add("two", { ...line, allow: "127.0.0.3" });
  await assertRejects(
    () => peers.add("three", line).then(() => peers.add("four", line)),
    TypeError,
    "SECS-I",
  );
  await assertRejects(() => peers.add("five", { ...line, protocol: "hsms" }), TypeError, "SECS-I");
});

// ── Levels ───────────────────────────────────────────────────────────────────────────────────────────────────────

withPeers("peers: the level chosen for each says what a message is", async (peers) => {
  const { connection, port } = await equipment("tool");
  const low = await peers.add("low", { level: "hsms", port, timers: QUICK });
  await low.whenEstablished();
  const raw: unknown[] = [];
  low.on("message", ({ text }) => raw.push([...text]));
  await connection.send({ stream: 6, function: 11, text: Uint8Array.of(0x21, 1, 5) });
  await until(() => raw.length === 1, "the bytes");
  assertEquals(raw, [[0x21, 1, 5]]);
  await peers.remove("low");

  const high = await peers.add("high", { level: "secs", port, timers: QUICK });
  await high.whenEstablished();
  const items: unknown[] = [];
  high.on("message", (message) => {
    items.push(message.item ?? message.error?.name);
    if (message.replyExpected) void high.reply(message, U4(7));
  });
  const reply = await connection.request({ stream: 6, function: 11, text: Uint8Array.of(0x41, 1, 65) });
  assertEquals([...reply.text], [0xb1, 4, 0, 0, 0, 7]);
  await connection.send({ stream: 6, function: 11, text: Uint8Array.of(0x41, 9, 65) });
  await until(() => items.length === 2, "the items");
  assertEquals(items, [A("A"), "DecodeError"]);
  const answered = await high.request({ stream: 1, function: 1, item: L(U4(1)) });
  assertEquals([answered.item, answered.error?.name], [undefined, "DecodeError"]); // "tool" is no item
  await connection.close();
});
