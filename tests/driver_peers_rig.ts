// What the tests of the manager share: the other side of a peer, and the order in which things were told.
import { connect as connectTcp } from "node:net";
import { type Connection, type ConnectOptions, openOver, type Socket, type Wire } from "../adapters/node.ts";
import { Peers, type PeersOptions } from "../driver/peers.ts";
import type { Peer } from "../driver/peers_peer.ts";
import { ADAPTERS, HOST } from "./adapters_loopback.ts";
import { test } from "./harness.ts";

/** Timers that do not hold a test up. */
export const QUICK = { T3: 2, T5: 0.05, T6: 1, T7: 1, T8: 1 } as const;

/** Registers a test with a manager, which is closed in the end. */
export function withPeers(
  name: string,
  body: (peers: Peers) => Promise<void>,
  options: PeersOptions = {},
): void {
  test(name, { timeout: 30_000 }, async () => {
    const peers = new Peers(options);
    try {
      await body(peers);
    } finally {
      await peers.close();
    }
  });
}

/** The port that the first passive peer of a manager listens at. */
export async function portOf(peers: Peers): Promise<number> {
  for (let i = 0; peers.listening.length === 0; i++) {
    if (i > 1000) throw new Error("Nobody listens");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return peers.listening[0].port;
}

/** The active side of a peer that waits, with the adapter of this runtime. */
export function dialIn(port: number, options: Partial<ConnectOptions> = {}): Connection {
  return ADAPTERS[0].open({ host: HOST, port, timers: QUICK, ...options });
}

/** The same from another address of this machine. */
export function dialFrom(address: string, port: number, options: Partial<ConnectOptions> = {}): Connection {
  return openOver((wire) => dialledFrom(address, port, wire), { timers: QUICK, ...options });
}

function dialledFrom(localAddress: string, port: number, wire: Wire): () => void {
  const socket = connectTcp({ port, host: HOST, localAddress });
  socket.on("connect", () =>
    wire.opened(
      {
        local: { host: localAddress, port: 0 },
        remote: { host: HOST, port },
        write: (bytes) => socket.write(bytes) || socket.writableLength === 0,
        end: () => socket.end(),
        destroy: () => socket.destroy(),
        pause: () => socket.pause(),
        resume: () => socket.resume(),
      } satisfies Socket,
    ));
  socket.on("data", (data: Uint8Array) => wire.received(Uint8Array.from(data)));
  socket.on("drain", () => wire.drained());
  socket.on("end", () => socket.destroy());
  socket.on("error", () => {});
  socket.on("close", () => wire.closed());
  return () => socket.destroy();
}

/** A passive equipment that answers S1F1 with its name, and its port. */
export async function equipment(
  name: string,
  options: Partial<ConnectOptions> = {},
): Promise<{ connection: Connection; port: number }> {
  const connection = ADAPTERS[0].open({ mode: "passive", host: HOST, port: 0, timers: QUICK, ...options });
  await new Promise((resolve) => connection.on("listening", resolve));
  answerBy(connection, name);
  return { connection, port: connection.local!.port };
}

/** Answers what expects it with a text. */
export function answerBy(connection: Connection, name: string): void {
  connection.on("message", (message) => {
    if (message.replyExpected) void connection.reply(message, bytes(name)).catch(() => {});
  });
}

export const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
export const words = (text: Uint8Array): string => String.fromCharCode(...text);

/** What is told of a peer, in its order. */
export function heard(source: Peer | Peers): string[] {
  const told: string[] = [];
  const note = (what: string) => (_: unknown, peer: Peer): unknown => told.push(`${peer.name} ${what}`);
  (source as Peers)
    .on("established", note("established"))
    .on("message", note("message"))
    .on("before-closed", note("before-closed"))
    .on("closed", note("closed"))
    .on("connect-failed", note("connect-failed"));
  return told;
}
