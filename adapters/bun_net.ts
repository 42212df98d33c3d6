// Connecting and listening with Bun's API, TLS included.
import { type BunConn, type BunHandlers, type Peer, PLAIN, remoteOf, SECURE } from "./bun_socket.ts";
import { type Address, type Endpoint, type Gate, type Platform, toError, type Wire } from "./socket.ts";

/** The members of `Bun` that are used here. */
export interface BunNet {
  connect(options: BunOptions & { data: Peer }): Promise<unknown>;
  listen(options: BunOptions): { readonly hostname: string; readonly port: number; stop(): void };
}

/** The options used here, of connecting and of listening. */
export interface BunOptions {
  hostname: string;
  port: number;
  tls?: object;
  allowHalfOpen: true;
  socket: BunHandlers;
}

const bun = (): BunNet => (globalThis as unknown as { Bun: BunNet }).Bun;

/** What Bun provides. */
export const BUN: Platform = {
  dial(endpoint, wire) {
    const attempt = new Attempt(wire);
    bun().connect({ ...optionsOf(endpoint, "active"), data: attempt }).catch((error) =>
      attempt.failed(toError(error))
    );
    return () => attempt.failed();
  },

  listen: (endpoint, gate) =>
    new Promise((resolve) => {
      const options = optionsOf(endpoint, "passive");
      const server = bun().listen({
        ...options,
        socket: guarded(options.socket, gate, endpoint.timeout / 1000),
      });
      const address: Address = { host: server.hostname, port: server.port };
      resolve({ address, close: () => Promise.resolve(server.stop()) });
    }),
};

function optionsOf({ host: hostname, port, tls }: Endpoint, side: "active" | "passive"): BunOptions {
  const plain = { hostname, port, allowHalfOpen: true, socket: PLAIN } as const;
  if (tls === undefined) return plain;
  const { ca, cert, key, serverName, verify = true } = tls, mutual = ca !== undefined;
  const own = side === "active"
    ? { serverName: serverName ?? hostname, rejectUnauthorized: verify }
    : { requestCert: mutual, rejectUnauthorized: mutual };
  return { ...plain, socket: SECURE, tls: { ca, cert, key, ...own } };
}

/** An attempt to connect. Bun's cannot be stopped before TCP is connected: what comes too late is closed. */
class Attempt implements Peer {
  #wire: Wire | undefined;
  #conn: BunConn | undefined;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  securing(conn: BunConn): void {
    this.#conn = conn;
    if (this.#wire === undefined) conn.end();
  }

  accept(): Wire | undefined {
    const wire = this.#wire;
    this.#wire = undefined;
    return wire;
  }

  failed(error?: Error): void {
    const wire = this.accept();
    this.#conn?.end();
    wire?.closed(error);
  }
}

/** Handlers that ask the gate before anything else. */
function guarded(handlers: BunHandlers, gate: Gate, timeout: number): BunHandlers {
  return {
    ...handlers,
    open(conn) {
      conn.data = { securing: () => conn.timeout(timeout), accept: () => admitted(conn, gate) };
      if (gate.admits(remoteOf(conn))) handlers.open(conn);
      else conn.end();
    },
  };
}

function admitted(conn: BunConn, gate: Gate): Wire | undefined {
  conn.timeout(0);
  return gate.accept(remoteOf(conn));
}
