// A host and an equipment, two processes, under load for a long time: `deno task soak [minutes, 10 when absent]`. Their
// connection is cut and held up, and the equipment is killed, at random; each request must end once and rightly, and
// the heap of the host stay as it is.
import { collect } from "../bench/memory.ts";
import { root } from "./setup.mjs";
import { type End, Host } from "./soak_host.ts";
import { Relay } from "./soak_relay.ts";
import { sleep } from "./soak_traffic.ts";

const WARM_UP = 10_000; // milliseconds before the heap is first measured
const MINUTE = 60_000;
const GROWTH = 4; // MiB by which the heap may grow, over all the time
const HANGING = 60_000; // milliseconds after which a request that has not ended never will

const disturbances = { cut: 0, held: 0, killed: 0 };
const minutes = Number(Deno.args[0] ?? 10);
if (!(Number.isInteger(minutes) && minutes > 0)) {
  throw new RangeError(`Cannot soak for ${Deno.args[0]} minutes`);
}

const relay = new Relay();
const host = new Host(relay.port);
let equipment = startEquipment();
try {
  await soak();
} finally {
  await host.connection.close();
  relay.close();
  kill();
  await equipment.status;
}

async function soak(): Promise<void> {
  await round(WARM_UP);
  const before = await heap();
  for (let minute = 1; minute <= minutes; minute++) {
    await round(MINUTE);
    const now = await heap();
    if (now > before + GROWTH) host.faults.push(`the heap has grown from ${mib(before)} to ${mib(now)}`);
    console.log(`minute ${minute}: ${describe(host.ends)}; ${describe(disturbances)}; heap ${mib(now)}`);
    if (host.faults.length > 0) break;
  }
  for (const fault of new Set(host.faults)) console.log(`FAILED: ${fault}`);
  console.log(`${host.begun} requests, ${host.linktests} linktests: ${host.faults.length} faults`);
  if (host.faults.length > 0) Deno.exitCode = 1;
}

/** Load and disturbances for so many milliseconds, until every request has ended. */
async function round(milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  let timer;
  const hanging = new Promise<void>((resolve) => {
    timer = setTimeout(() => resolve(void host.faults.push("requests do not end")), milliseconds + HANGING);
  });
  await Promise.race([Promise.all([host.work(until), disturb(until)]), hanging]);
  clearTimeout(timer);
}

async function disturb(until: number): Promise<void> {
  for (let dice = Math.random(); performance.now() < until; dice = Math.random()) {
    await sleep(2000 * Math.random());
    if (dice < 0.6) {
      disturbances.cut++;
      relay.cut();
    } else if (dice < 0.9) {
      disturbances.held++;
      relay.hold(4000 * Math.random() ** 2);
    } else {
      disturbances.killed++;
      kill();
      equipment = startEquipment();
    }
  }
}

/** Starts the equipment; the relay follows it to its port. */
function startEquipment(): Deno.ChildProcess {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", "testing/soak_equipment.ts"],
    cwd: root,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  void follow(child);
  void child.status.then(({ code, signal }) => {
    if (signal === null) host.faults.push(`the equipment has ended with code ${code}`);
  });
  return child;
}

function kill(): void {
  try {
    equipment.kill("SIGKILL");
  } catch {
    // It has ended by itself, which is a fault of its own.
  }
}

async function follow(child: Deno.ChildProcess): Promise<void> {
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    relay.target = Number(text.trim().split("\n").at(-1));
  }
}

/** MiB in use, of the heap and of the buffers beside it, without what nobody holds. */
async function heap(): Promise<number> {
  await collect();
  const { heapUsed, external } = Deno.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function mib(size: number): string {
  return `${size.toFixed(1)} MiB`;
}

function describe(counts: Record<End, number> | typeof disturbances): string {
  return Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(", ");
}
