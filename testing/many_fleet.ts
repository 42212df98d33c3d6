// Many simulated tools, and many hosts for them: what both processes of the run do, and what they take.
import { readFileSync } from "node:fs";
import process from "node:process";
import { Peers } from "../driver/peers.ts";
import type { Peer } from "../driver/peers_peer.ts";
import type { Profile } from "../driver/profile.ts";
import { Simulator } from "../driver/simulator.ts";

/** Seconds between two events of a tool, and between two S1F3 of its host. */
const EVERY = 1;
const HOST = "127.0.0.1";
const AT_A_TIME = 50;

/** A small tool whose values move, and which tells them. */
const PROFILE: Profile = {
  equipment: { id: "MANY", model: "MANY", softwareRevision: "1" },
  connection: { address: HOST, port: 5000, timers: { T3: 10, T5: 1, T6: 5, T7: 10 } },
  variables: [
    {
      id: 1001,
      name: "Pressure",
      format: "F4",
      units: "Pa",
      simulate: { sine: { middle: 2, amplitude: 1, seconds: 9 } },
    },
    {
      id: 1002,
      name: "Power",
      format: "U2",
      units: "W",
      simulate: { ramp: { from: 0, to: 1500, seconds: 20 } },
    },
    {
      id: 1003,
      name: "Temperature",
      format: "F4",
      units: "Cel",
      simulate: { walk: { start: 60, step: 1, min: 20, max: 120 } },
    },
    { id: 1004, name: "Wafers", format: "U4", simulate: { count: {} } },
  ],
  reports: [{ id: 1, name: "chamber", variables: ["Pressure", "Power", "Temperature"] }],
  events: [{ id: 100, name: "TICK", reports: ["chamber"] }],
  simulation: { schedule: [{ every: EVERY, event: "TICK" }] },
};

/** What a process has taken: seconds of CPU, and megabytes of physical memory now and at most. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
  readonly peak: number;
}

/** What this process has taken so far. */
export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const memory = process.memoryUsage().rss / 1e6;
  return { cpu: (user + system) / 1e6, memory, peak: Math.max(memory, peak()) };
}

function peak(): number {
  if (process.platform !== "linux") return 0;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) * 1024 / 1e6;
}

/** Simulated tools at ports of their own. */
export async function startTools(count: number): Promise<Simulator[]> {
  const tools: Simulator[] = [];
  while (tools.length < count) {
    const some = Array.from(
      { length: Math.min(AT_A_TIME, count - tools.length) },
      () => Simulator.start(PROFILE, { host: HOST, connection: { port: 0 } }),
    );
    tools.push(...await Promise.all(some));
  }
  return tools;
}

/** What the hosts saw. */
export interface Seen {
  readonly tools: number;
  /** Seconds until all of them were communicating, on-line and subscribed. */
  readonly ready: number;
  readonly replies: number;
  /** Requests that had no reply. */
  readonly failures: number;
  readonly events: number;
  readonly reconnects: number;
  /** Milliseconds from S1F3 to S1F4. */
  readonly median: number;
  readonly slowest: number;
}

/** A host for each port, all with one manager, for so many seconds. */
export async function runHosts(ports: readonly number[], seconds: number): Promise<Seen> {
  const peers = new Peers();
  try {
    const begun = performance.now();
    const hosts = await Promise.all(
      ports.map((port, i) => peers.add(`tool ${i}`, { level: "gem", profile: PROFILE, port })),
    );
    await Promise.all(hosts.map(({ tool }) => tool.whenReady({ timeout: 60 })));
    const ready = (performance.now() - begun) / 1000;
    const times: number[] = [];
    let failures = 0;
    const ask = async (peer: Peer<"gem">): Promise<void> => {
      const asked = performance.now();
      const values = await peer.tool.read([1001, 1002, 1003, 1004]).catch(() => undefined);
      if (values?.length === 4) times.push(performance.now() - asked);
      else failures++;
    };
    await Promise.all(hosts.map((peer, i) => repeat(() => ask(peer), seconds, i / hosts.length)));
    const counted = hosts.map(({ metrics }) => metrics);
    times.sort((a, b) => a - b);
    return {
      tools: hosts.length,
      ready,
      replies: times.length,
      failures,
      events: counted.reduce((sum, { events }) => sum + (events.TICK ?? 0), 0),
      reconnects: counted.reduce((sum, { reconnects }) => sum + reconnects, 0),
      median: times[times.length >> 1],
      slowest: times[times.length - 1],
    };
  } finally {
    await peers.close();
  }
}

/** Does something each period for so long, beginning at a share of the first, so that not all do it at once. */
async function repeat(work: () => Promise<void>, seconds: number, share: number): Promise<void> {
  const begun = performance.now();
  const rounds = Math.floor(seconds / EVERY);
  for (let round = 0; round < rounds; round++) {
    const due = begun + (round + share) * EVERY * 1000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await work();
  }
}
