// Sockets of each runtime as they are, without anything on top: what the adapters are measured against.
import * as net from "node:net";
import { RUNTIME } from "./launch.ts";

/** An open connection. */
export interface RawSocket {
  write(bytes: Uint8Array): void;
  close(): void;
}

/** Called with what arrives; the chunk is good until it returns. */
export type OnData = (socket: RawSocket, chunk: Uint8Array) => void;

/** TCP on loopback, by the runtime's own means. */
export interface Raw {
  /** Listens at a free port. Where the runtime reads into a buffer of ours, it has so many bytes. */
  listen(onData: OnData, buffer?: number): Promise<{ port: number; close(): void }>;
  connect(port: number, onData: OnData, buffer?: number): Promise<RawSocket>;
}

const HOST = "127.0.0.1";
const BUFFER = 65_536;

// Deno.

interface DenoConn {
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
  setNoDelay(on: boolean): void;
}

interface DenoListener extends AsyncIterable<DenoConn> {
  readonly addr: { port: number };
  close(): void;
}

interface DenoHost {
  listen(options: { hostname: string; port: number }): DenoListener;
  connect(options: { hostname: string; port: number }): Promise<DenoConn>;
}

function denoRaw(deno: DenoHost): Raw {
  return {
    listen(onData, buffer = BUFFER) {
      const listener = deno.listen({ hostname: HOST, port: 0 });
      void acceptAll(listener, onData, buffer);
      return Promise.resolve({ port: listener.addr.port, close: () => listener.close() });
    },
    connect: async (port, onData, buffer = BUFFER) =>
      denoSocket(await deno.connect({ hostname: HOST, port }), onData, buffer),
  };
}

async function acceptAll(listener: DenoListener, onData: OnData, buffer: number): Promise<void> {
  for await (const connection of listener) denoSocket(connection, onData, buffer);
}

function denoSocket(connection: DenoConn, onData: OnData, buffer: number): RawSocket {
  const waiting: Uint8Array[] = [];
  let writing = false;
  async function writeAll(): Promise<void> {
    writing = true;
    for (let bytes = waiting.shift(); bytes !== undefined; bytes = waiting.shift()) {
      for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    }
    writing = false;
  }
  const socket: RawSocket = {
    write(bytes) {
      waiting.push(bytes);
      if (!writing) writeAll().catch(() => {});
    },
    close: () => connection.close(),
  };
  connection.setNoDelay(true);
  readAll(connection, new Uint8Array(buffer), (chunk) => onData(socket, chunk)).catch(() => {});
  return socket;
}

async function readAll(
  connection: DenoConn,
  buffer: Uint8Array,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
    take(buffer.subarray(0, count));
  }
}

// Bun.

interface BunSocket {
  data: { waiting: Uint8Array[]; raw: RawSocket };
  write(bytes: Uint8Array): number;
  end(): void;
  setNoDelay(on: boolean): void;
}

interface BunHandlers {
  open(socket: BunSocket): void;
  data(socket: BunSocket, chunk: Uint8Array): void;
  drain(socket: BunSocket): void;
  error(socket: BunSocket, error: Error): void;
}

interface BunHost {
  listen(
    options: { hostname: string; port: number; socket: BunHandlers },
  ): { port: number; stop(all: boolean): void };
  connect(options: { hostname: string; port: number; socket: BunHandlers }): Promise<BunSocket>;
}

function bunRaw(bun: BunHost): Raw {
  return {
    listen(onData) {
      const listener = bun.listen({ hostname: HOST, port: 0, socket: bunHandlers(onData) });
      return Promise.resolve({ port: listener.port, close: () => listener.stop(true) });
    },
    connect: async (port, onData) =>
      (await bun.connect({ hostname: HOST, port, socket: bunHandlers(onData) })).data.raw,
  };
}

function bunHandlers(onData: OnData): BunHandlers {
  return {
    open(socket) {
      socket.setNoDelay(true);
      const waiting: Uint8Array[] = [];
      socket.data = {
        waiting,
        raw: {
          write(bytes) {
            const taken = waiting.length > 0 ? 0 : socket.write(bytes);
            if (taken < bytes.length) waiting.push(bytes.subarray(Math.max(taken, 0)));
          },
          close: () => socket.end(),
        },
      };
    },
    data: (socket, chunk) => onData(socket.data.raw, chunk),
    drain({ data: { waiting, raw } }) {
      for (const bytes of waiting.splice(0)) raw.write(bytes);
    },
    error() {},
  };
}

// Node.

const nodeRaw: Raw = {
  listen(onData) {
    const server = net.createServer({ noDelay: true }, (socket) => void nodeSocket(socket, onData));
    return new Promise((resolve) =>
      server.listen(0, HOST, () => {
        resolve({ port: (server.address() as net.AddressInfo).port, close: () => server.close() });
      })
    );
  },
  connect: (port, onData) =>
    new Promise((resolve, reject) => {
      const socket = net.connect({ host: HOST, port, noDelay: true });
      socket.once("connect", () => resolve(nodeSocket(socket, onData))).once("error", reject);
    }),
};

function nodeSocket(socket: net.Socket, onData: OnData): RawSocket {
  const raw: RawSocket = { write: (bytes) => void socket.write(bytes), close: () => socket.destroy() };
  socket.on("data", (chunk: Buffer) => onData(raw, chunk)).on("error", () => {});
  return raw;
}

const host = globalThis as unknown as { Deno: DenoHost; Bun: BunHost };

/** Sockets of the runtime that runs this. */
export const raw: Raw = RUNTIME === "deno"
  ? denoRaw(host.Deno)
  : RUNTIME === "bun"
  ? bunRaw(host.Bun)
  : nodeRaw;
