// Peers with GEM: tools from their profiles, dialled and waited for, beside each other.
import { assertEquals } from "@std/assert";
import { Simulator } from "../driver/simulator.ts";
import type { Peers } from "../driver/peers.ts";
import type { Peer } from "../driver/peers_peer.ts";
import type { ConnectionProfile } from "../driver/profile.ts";
import { HOST, until } from "./adapters_loopback.ts";
import { portOf, withPeers } from "./driver_peers_rig.ts";
import { ETCHER } from "./driver_rig.ts";

const timers = { T3: 5, T5: 0.05, T6: 2, T7: 5 };

withPeers(
  "peers: tools of GEM subscribe, tell their events here and at the manager, and come back",
  async (peers) => {
    const simulated = await Simulator.start(ETCHER, { connection: { port: 0 }, host: HOST });
    const told: string[] = [];
    peers.on("event", ({ name }, peer) => told.push(`${peer.name} ${name}`));
    peers.on("alarm", ({ name, set }, peer) => told.push(`${peer.name} ${name} ${set}`));
    const peer = await peers.add("etcher", {
      level: "gem",
      profile: ETCHER,
      port: simulated.address!.port,
      events: ["PROCESS_START"],
    });
    await peer.tool.whenReady({ timeout: 10 });
    assertEquals([peer.state, peer.tool.equipment?.MDLN], ["ready", "E-300"]);
    simulated.trigger("PROCESS_START", { WaferId: "W-1" });
    simulated.alarm("CHAMBER_HOT", true);
    await until(() => told.length === 2, "the event and the alarm");
    assertEquals(told, ["etcher PROCESS_START", "etcher CHAMBER_HOT true"]);

    await peer.disable();
    assertEquals([peer.state, peer.tool.state], ["disabled", "disconnected"]);
    peer.enable();
    await peer.tool.whenReady({ timeout: 10 });
    simulated.trigger("PROCESS_START", { WaferId: "W-2" });
    await until(() => told.length === 3, "an event after it was enabled again");
    const { events, connections, alarms } = peer.metrics;
    assertEquals([events.PROCESS_START, connections, alarms.set], [2, 2, 1]);
    await simulated.close();
  },
);

/** Two tools dial one port, in sessions 1 and 2. */
async function twoTools(peers: Peers, sessionOf: (id: number) => Partial<ConnectionProfile>): Promise<void> {
  const passive = { ...ETCHER.connection, mode: "passive", address: HOST, port: 5000, timers } as const;
  const made: Peer<"gem">[] = [];
  for (const id of [1, 2]) {
    const profile = { ...ETCHER, connection: { ...passive, ...sessionOf(id) } };
    made.push(await peers.add(`tool ${id}`, { level: "gem", profile, port: 0 }));
  }
  const port = await portOf(peers);
  const tools = await Promise.all(
    [2, 1].map((id) =>
      Simulator.start({ ...ETCHER, equipment: { id: `S-${id}`, model: `M-${id}` } }, {
        connection: { ...passive, ...sessionOf(id), port },
      })
    ),
  );
  await Promise.all(made.map(({ tool }) => tool.whenReady({ timeout: 10 })));
  assertEquals(made.map(({ tool }) => tool.equipment?.MDLN), ["M-1", "M-2"]);
  await Promise.all(tools.map((tool) => tool.close()));
}

withPeers(
  "peers: two tools that dial one port are each served by their own profile",
  (peers) => twoTools(peers, (session) => ({ session })),
);

withPeers(
  "peers: two tools that dial one port with HSMS-GS are told apart by the sessions that they select",
  (peers) => twoTools(peers, (session) => ({ sessions: [session] })),
);

withPeers("peers: MES, run-to-run and fault detection share one tool, or stand alone", async (peers) => {
  const simulated = await Simulator.start(ETCHER, { connection: { port: 0 }, host: HOST });
  const port = simulated.address!.port;
  const { tool } = await peers.add("etcher", { level: "gem", profile: ETCHER, port });
  await tool.whenReady({ timeout: 10 });
  const pressures: unknown[] = [];
  tool.on("event", async ({ values }) => { // fault detection
    pressures.push(values.Pressure ?? await tool.read("Pressure"));
  });
  const written = new Promise<void>((resolve) => { // run-to-run
    tool.on("event", "PROCESS_END", () => tool.writeConstants({ MaxPower: 1400 }).then(resolve));
  });
  const done = tool.command("START", { RECIPE_ID: "ALU_001" }, { completed: true, timeout: 10 }); // MES
  await until(() => (tool.metrics.messages.S2F42?.received ?? 0) === 1, "the command");
  if (tool.metrics.events.PROCESS_END === undefined) simulated.trigger("PROCESS_END", { WaferId: "W-1" });
  assertEquals((await done).event?.name, "PROCESS_END");
  await written;
  assertEquals(simulated.get("MaxPower"), 1400);
  await until(() => pressures.length > 0, "a pressure");
  await simulated.close();
});
