// Round trips over loopback with 14-byte messages: our connections beside bare sockets, in one process and in two.
import { CORE, Helper, OTHER_CORE } from "./launch.ts";
import { type Contender, type Pace, race } from "./measure.ts";
import type { Figure } from "./report.ts";
import { type Client, STACKS } from "./stacks.ts";

const OUTSTANDING = [1, 64];

/** Round trips a second of every way to do it. */
export async function loopback(pace: Pace): Promise<Figure[]> {
  const slower = { ...pace, slice: 4 * pace.slice, warmUp: 3 * pace.warmUp };
  const figures: Figure[] = [];
  for (
    const [title, core] of [["two processes", CORE], ["two processes, a core each", OTHER_CORE]] as const
  ) {
    const peer = new Helper("peer", {}, { core });
    figures.push(...await timed(title, await peer.next<Ports>(), slower));
    await peer.end();
  }
  figures.push(...await timed("one process", await serveAll(), slower));
  return figures;
}

/** The port of each stack. */
export type Ports = Record<string, number>;

/** Serves every stack. */
export async function serveAll(): Promise<Ports> {
  const ports: Ports = {};
  for (const [name, stack] of Object.entries(STACKS)) ports[name] = await stack.serve();
  return ports;
}

async function timed(title: string, ports: Ports, pace: Pace): Promise<Figure[]> {
  const clients: [string, Client][] = [];
  for (const [name, stack] of Object.entries(STACKS)) {
    clients.push([name, await stack.connect(ports[name])]);
  }
  const figures: Figure[] = [];
  for (const outstanding of OUTSTANDING) {
    const contenders = clients.map(([name, client]): Contender => ({
      name,
      run: (times) => client.exchange(times, outstanding),
    }));
    for (const [name, value] of await race(contenders, pace)) {
      const figure = `${title}, ${outstanding} outstanding: ${name}`;
      figures.push({ group: "loopback", name: figure, unit: "1/s", value: 1e9 / value });
    }
  }
  return figures;
}
