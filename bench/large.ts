// A request and a reply of 16 MiB each, beside the same bytes over bare sockets. Time, and memory at the peak.
import type { Connection } from "../adapters/connection.ts";
import { CORE, Helper, inProcess } from "./launch.ts";
import { type Contender, FULL, type Pace, race } from "./measure.ts";
import { peakOf } from "./memory.ts";
import { raw, type RawSocket } from "./raw.ts";
import type { Figure } from "./report.ts";
import { adapter } from "./stacks.ts";

const SIZE = 16 * 1024 * 1024;
const HOST = "127.0.0.1";
const V8 = ["--expose-gc"];

/** The ports of a peer that answers 16 MiB with 16 MiB. */
export interface LargePorts {
  readonly raw: number;
  readonly fabwire: number;
}

/** Milliseconds of both ways, and megabytes of ours. */
export async function large(pace: Pace): Promise<Figure[]> {
  const peer = new Helper("large peer", {}, { core: CORE });
  const ports = await peer.next<LargePorts>();
  const text = payload();
  const connection = await connectTo(ports.fabwire);
  const contenders = [
    repeated("16 MiB there and back: raw", await rawExchange(ports.raw, text)),
    repeated("16 MiB there and back: fabwire", () => exchange(connection, text)),
  ];
  const times = await race(contenders, { ...pace, slice: 1, rounds: pace === FULL ? 15 : 1 });
  const figures = [...times].map(([name, ns]): Figure => ({
    group: "large",
    name,
    unit: "ms",
    value: ns / 1e6,
  }));
  for (const exchanges of [1, 10]) {
    const peak = await inProcess<number | null>("large memory", { ports, exchanges }, { core: CORE, v8: V8 });
    const name = exchanges === 1 ? "16 MiB there and back: peak memory" : "10 times in a row: peak memory";
    if (peak !== null) figures.push({ group: "large", name, unit: "MB", value: peak / 1e6 });
  }
  await peer.end();
  return figures;
}

/** Answers 16 MiB with 16 MiB, over bare sockets and over a connection. */
export async function largePeer(): Promise<LargePorts> {
  const text = payload(), { listen } = await adapter();
  const received = new WeakMap<RawSocket, number>();
  const server = await raw.listen((socket, chunk) => {
    const count = (received.get(socket) ?? 0) + chunk.length;
    received.set(socket, count % SIZE);
    if (count >= SIZE) socket.write(text);
  });
  const listener = await listen({
    host: HOST,
    port: 0,
    on: {
      message: (message, connection) =>
        connection.reply(message, message.text.length === SIZE ? text : undefined),
    },
  });
  return { raw: server.port, fabwire: listener.address.port };
}

/** By how much one side grows at most, in a process of its own: the text it sends was there before. */
export async function largeMemory(
  { ports, exchanges }: { ports: LargePorts; exchanges: number },
): Promise<number | null> {
  const text = payload(), connection = await connectTo(ports.fabwire);
  for (let i = 0; i < 1000; i++) await connection.request({ stream: 1, function: 1 });
  const peak = await peakOf(async () => {
    for (let i = 0; i < exchanges; i++) await exchange(connection, text);
  });
  return peak ?? null;
}

async function connectTo(port: number): Promise<Connection> {
  const { connect } = await adapter();
  return connect({ host: HOST, port });
}

async function exchange(connection: Connection, text: Uint8Array): Promise<void> {
  const reply = await connection.request({ stream: 7, function: 3, text });
  if (reply.text.length !== SIZE) throw new Error(`Cannot measure: the reply has ${reply.text.length} bytes`);
}

async function rawExchange(port: number, text: Uint8Array): Promise<() => Promise<void>> {
  let received = 0, done = (): void => {};
  const socket = await raw.connect(port, (_, chunk) => {
    received += chunk.length;
    if (received === SIZE) done();
  });
  return () =>
    new Promise((resolve) => {
      received = 0;
      done = resolve;
      socket.write(text);
    });
}

function repeated(name: string, once: () => Promise<void>): Contender {
  return {
    name,
    async run(times) {
      for (let i = 0; i < times; i++) await once();
    },
  };
}

function payload(): Uint8Array {
  return new Uint8Array(SIZE).fill(0x55);
}
