// From a profile's connection to the options of an adapter, for either side; and sessions over SECS-I and TLS.
import { assertEquals, assertRejects } from "@std/assert";
import { writeFileSync } from "node:fs";
import { type ConnectOptions, NoReplyError } from "../adapters/node.ts";
import type { ConnectionProfile, Profile } from "../driver/profile.ts";
import { Simulator } from "../driver/simulator.ts";
import { connectionOptions, type Side } from "../driver/tool_connection.ts";
import { Tool } from "../driver/tool.ts";
import { withFolder } from "./cli_rig.ts";
import { ETCHER } from "./driver_rig.ts";
import { test } from "./harness.ts";

const HOST = "127.0.0.1";

test("driver connection: each side of a profile gets the options of its adapter", async () => {
  const of = (connection: ConnectionProfile, side: Side) => connectionOptions(connection, side, ".");
  const active = {
    address: "10.0.0.7",
    port: 5000,
    session: 3,
    timers: { T3: 20, T5: 4, linktest: 60 },
  } as const;
  const timers = { T3: 20, linktest: 60, T5: 4 };
  const common = { port: 5000, session: 3, reconnect: true, timers };
  assertEquals(await of(active, "host"), { mode: "active", host: "10.0.0.7", ...common });
  assertEquals(await of(active, "equipment"), { mode: "passive", ...common });
  const passive = { ...active, mode: "passive", allow: ["10.0.0.0/8"] } as const;
  assertEquals(await of(passive, "host"), {
    mode: "passive",
    host: "10.0.0.7",
    allow: ["10.0.0.0/8"],
    ...common,
  });
  assertEquals(await of(passive, "equipment"), { mode: "active", host: "10.0.0.7", ...common });
  const grows = { port: 1, reconnect: { delay: 1, factor: 2, most: 30 } };
  assertEquals(await of(grows, "host"), {
    mode: "active",
    host: HOST,
    port: 1,
    session: 0,
    reconnect: true,
    backOff: { factor: 2, most: 30 },
    timers: { T5: 1 },
  });
  const line = {
    protocol: "secs1",
    port: 1,
    timers: { T1: 1, T2: 5, RTY: 2, T6: 3 },
    reconnect: false,
  } as const;
  assertEquals(await of(line, "equipment"), {
    mode: "passive",
    port: 1,
    session: 0,
    reconnect: false,
    protocol: "secs1",
    role: "equipment",
    timers: { T1: 1, T2: 5 },
    RTY: 2,
  });
});

test("driver connection: sessions are HSMS-GS, and GEM is in one of them", async () => {
  const of = (connection: ConnectionProfile) => connectionOptions(connection, "host", ".");
  const options = await of({ port: 1, sessions: [3, 7000] }) as ConnectOptions;
  assertEquals([options.profile?.name, options.session, options.sessions], ["HSMS-GS", 3, [3, 7000]]);
  assertEquals((await of({ port: 1, sessions: [3, 4], session: 4 })).session, 4);
  const wrong = () => of({ port: 1, sessions: [3, 4], session: 5 });
  await assertRejects(wrong, TypeError, "Cannot open a connection: session 5 is none of the sessions 3, 4");
  const line = () => of({ port: 1, protocol: "secs1", sessions: [3] });
  await assertRejects(line, TypeError, "SECS-I has one device id");
});

test("driver connection: a tool in a session of HSMS-GS, beside another session of the connection", async () => {
  await session({ sessions: [3, 4], session: 4 });
  const profile: Profile = { ...ETCHER, connection: { port: 1, sessions: [3, 4], session: 4 } };
  await using simulator = await Simulator.start(profile, { host: HOST, connection: { port: 0 } });
  const { port } = simulator.address!;
  await using tool = await Tool.connect(profile, { connection: { port }, timeout: 20 });
  assertEquals([3, 4].map((id) => tool.connection.stateOf(id)), ["SELECTED", "SELECTED"]);
  const others: unknown[] = [];
  tool.on("message", (message) => {
    others.push([message.message.session, message.name]);
    tool.abort(message);
  });
  const other = { session: 3, stream: 64, function: 5 };
  assertEquals(
    (await assertRejects(() => simulator.connection.request(other), NoReplyError)).reason,
    "aborted",
  );
  assertEquals(others, [[3, "S64F5"]]);
  assertEquals((await tool.send("S1F1"))?.body, tool.equipment);
});

/** A simulated etcher and its host, with this connection on both sides. */
async function session(connection: Partial<ConnectionProfile>): Promise<void> {
  const profile: Profile = { ...ETCHER, connection: { ...ETCHER.connection, ...connection } };
  await using simulator = await Simulator.start(profile, { host: HOST, connection: { port: 0 } });
  const { port } = simulator.address!;
  await using tool = await Tool.connect(profile, { connection: { port }, timeout: 20 });
  const event = tool.once("event", "PROCESS_START", { timeout: 10 });
  simulator.trigger("PROCESS_START", { WaferId: "W-3" });
  assertEquals((await event).values.WaferId, "W-3");
  await tool.writeConstants({ MaxPower: 700 });
  assertEquals(await tool.readConstants("MaxPower"), 700);
}

test(
  "driver connection: the same over SECS-I",
  { timeout: 40_000 },
  () => session({ protocol: "secs1", session: 5, timers: { T2: 2, T3: 10, T5: 0.02 } }),
);

test("driver connection: PEM files are found beside the profile that names them", async () => {
  const pem = {
    ca: "-----BEGIN CERTIFICATE-----\n",
    cert: "-----BEGIN CERTIFICATE-----\n",
    key: "-----BEGIN PRIVATE KEY-----\n",
  };
  await withFolder(async (path) => {
    for (const [name, text] of Object.entries(pem)) writeFileSync(path(`${name}.pem`), text);
    const tls = { ca: "ca.pem", cert: "cert.pem", key: "key.pem" };
    const { tls: read } = await connectionOptions({ port: 1, tls }, "host", path("")) as { tls: unknown };
    assertEquals(read, pem);
    await assertRejects(
      () => connectionOptions({ port: 1, tls: { ca: "none.pem" } }, "host", path("")),
      Error,
      "none.pem",
    );
  });
  assertEquals((await connectionOptions({ port: 1, tls: true }, "host", ".")).tls, true);
});
