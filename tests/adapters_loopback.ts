// What the tests of the adapters share: every adapter that works on this runtime, pairs over loopback, and raw peers.
import { connect as connectTcp, createServer, type Server, type Socket } from "node:net";
import type { AnyLink } from "../adapters/carrier.ts";
import type { Connection } from "../adapters/connection.ts";
import type { Listener } from "../adapters/listener.ts";
import type { ConnectionOptions, ConnectOptions, ListenOptions } from "../adapters/options.ts";
import type { StateWaitOptions } from "../adapters/waits.ts";
import { test } from "./harness.ts";
import { messagesIn } from "./hsms_frames.ts";

export const HOST = "127.0.0.1";

export interface Adapter {
  readonly name: "deno" | "bun" | "node";
  connect(options: ConnectOptions & StateWaitOptions): Promise<Connection>;
  open(options: ConnectOptions): Connection;
  listen(options: ListenOptions): Promise<Listener>;
}

/** The runtime's own adapter first, then the node adapter. */
export const ADAPTERS: readonly Adapter[] = await loadAdapters();

async function loadAdapters(): Promise<Adapter[]> {
  const node: Adapter = { name: "node", ...await import("../adapters/node.ts") };
  if ("Deno" in globalThis) return [{ name: "deno", ...await import("../adapters/deno.ts") }, node];
  if ("Bun" in globalThis) return [{ name: "bun", ...await import("../adapters/bun.ts") }, node];
  return [node];
}

/** Registers a test that runs with each adapter in turn. */
export function eachAdapter(name: string, body: (adapter: Adapter) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    for (const adapter of ADAPTERS) {
      try {
        await body(adapter);
      } catch (error) {
        throw new Error(`with the ${adapter.name} adapter: ${error}`, { cause: error });
      }
    }
  });
}

/** A passive connection that listens, and its port. */
export async function passive(
  adapter: Adapter,
  options: Partial<ConnectOptions> = {},
): Promise<{ equipment: Connection; port: number }> {
  const equipment = adapter.open({ mode: "passive", host: HOST, port: 0, ...options });
  await new Promise((resolve) => equipment.on("listening", resolve));
  return { equipment, port: equipment.local!.port };
}

/** A host and an equipment, SELECTED; closed when `body` has ended. */
export async function pair(
  adapter: Adapter,
  body: (host: Connection, equipment: Connection) => Promise<void>,
  options: { host?: ConnectionOptions; equipment?: ConnectionOptions } = {},
): Promise<void> {
  const { equipment, port } = await passive(adapter, options.equipment);
  try {
    const host = await adapter.connect({ host: HOST, port, ...options.host });
    try {
      await equipment.whenSelected();
      await body(host, equipment);
    } finally {
      await host.close();
    }
  } finally {
    await equipment.close();
  }
}

/** Answers every primary that expects it with its own text. */
export function echo(connection: Connection<AnyLink>): void {
  connection.on("message", (message) => {
    if (message.replyExpected) void connection.reply(message, message.text);
  });
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until something is so, at most five seconds when not told otherwise. */
export async function until(so: () => boolean, what: string, seconds = 5): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!so()) {
    if (performance.now() > end) throw new Error(`Never came: ${what}`);
    await sleep(2);
  }
}

/** A peer that does nothing by itself: what arrives is collected, what is sent is written down by the test. */
export class RawPeer {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  received: Uint8Array = new Uint8Array(0);
  ended = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    this.closed = new Promise((resolve) => socket.on("close", () => resolve()));
    socket.on("data", (chunk) => this.received = concat(this.received, chunk));
    socket.on("end", () => this.ended = true);
    socket.on("error", () => {});
  }

  static async connect(port: number): Promise<RawPeer> {
    const socket = connectTcp({ port, host: HOST });
    await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return new RawPeer(socket);
  }

  write(...frames: Uint8Array[]): void {
    for (const frame of frames) this.socket.write(frame);
  }

  /** The messages received so far, in hexadecimal, once there are as many as this. */
  async messages(count: number): Promise<string[]> {
    await until(() => messagesIn(this.received).length >= count, `message ${count} at the raw peer`);
    return messagesIn(this.received);
  }

  async close(): Promise<void> {
    this.socket.destroy();
    await this.closed;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** A listening port at which nothing happens but what the test does with its peers. */
export class RawServer {
  readonly port: number;
  readonly peers: RawPeer[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as { port: number }).port;
    server.on("connection", (socket) => this.peers.push(new RawPeer(socket)));
  }

  static async listen(port = 0): Promise<RawServer> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, HOST, resolve);
    });
    return new RawServer(server);
  }

  /** The peer that connected as number `index`. */
  async peer(index = 0): Promise<RawPeer> {
    await until(() => this.peers.length > index, `peer ${index}`);
    return this.peers[index];
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    await Promise.all(this.peers.map((peer) => peer.close()));
    await closed;
  }
}

/** Runs a test with a raw server, closed in the end. */
export async function withRawServer(body: (server: RawServer) => Promise<void>): Promise<void> {
  const server = await RawServer.listen();
  try {
    await body(server);
  } finally {
    await server.close();
  }
}

/** A port at which nobody listens. */
export async function freePort(): Promise<number> {
  const server = await RawServer.listen();
  await server.close();
  return server.port;
}
