// Connecting and listening with node:net and node:tls.
import {
  connect as connectTcp,
  createServer,
  type Server as TcpServer,
  type Socket as TcpSocket,
} from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import type { Address, Endpoint, Gate, Platform, Server, Socket, TlsOptions, Wire } from "./socket.ts";

/** What Node provides. */
export const NODE: Platform = {
  dial(endpoint, wire) {
    const { host, port, tls } = endpoint;
    const socket = tls === undefined
      ? connectTcp({ host, port })
      : connectTls({ host, port, ...tlsOptions(tls), rejectUnauthorized: tls.verify ?? true });
    follow(socket, wire);
    socket.on(tls === undefined ? "connect" : "secureConnect", () => wire.opened(new NodeSocket(socket)));
    return () => socket.destroy();
  },

  listen: (endpoint, gate) =>
    new Promise((resolve, reject) => {
      const server = endpoint.tls === undefined ? tcpServer(gate) : tlsServer(endpoint, endpoint.tls, gate);
      server.on("error", reject);
      server.listen(endpoint.port, endpoint.host, () => resolve(serverOf(server)));
    }),
};

function tlsOptions({ ca, cert, key, serverName }: TlsOptions): object {
  return { ca, cert, key, ...(serverName === undefined ? {} : { servername: serverName }) };
}

function tcpServer(gate: Gate): TcpServer {
  return createServer((socket) => accept(socket, gate));
}

function tlsServer({ timeout }: Endpoint, tls: TlsOptions, gate: Gate): TcpServer {
  const mutual = tls.ca !== undefined;
  const options = { ...tlsOptions(tls), requestCert: mutual, rejectUnauthorized: mutual };
  const server = createTlsServer({ ...options, handshakeTimeout: timeout }, (socket) => accept(socket, gate));
  server.prependListener("connection", (socket: TcpSocket) => {
    if (!gate.admits(remoteOf(socket))) socket.destroy();
  });
  return server;
}

function accept(socket: TcpSocket, gate: Gate): void {
  const remote = remoteOf(socket);
  const wire = gate.admits(remote) ? gate.accept(remote) : undefined;
  if (wire === undefined) return void socket.on("error", () => {}).destroy();
  follow(socket, wire);
  wire.opened(new NodeSocket(socket));
}

/** Tells a wire what happens to a socket. */
function follow(socket: TcpSocket, wire: Wire): void {
  let error: Error | undefined;
  socket.setNoDelay(true);
  socket.on("data", (data: Uint8Array) => {
    wire.received(new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.length));
  });
  socket.on("drain", () => wire.drained());
  socket.on("end", () => socket.destroy());
  socket.on("error", (thrown) => error = explain(thrown));
  socket.on("close", () => wire.closed(error));
}

/** The first error of several: connecting to a name tries all its addresses. */
function explain(error: Error): Error {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

function remoteOf({ remoteAddress = "", remotePort = 0 }: TcpSocket): Address {
  return { host: remoteAddress, port: remotePort };
}

function serverOf(server: TcpServer): Server {
  const { address, port } = server.address() as { address: string; port: number };
  return {
    address: { host: address, port },
    close: () => {
      server.close();
      return Promise.resolve();
    },
  };
}

class NodeSocket implements Socket {
  /** The ends: a socket that is closed has forgotten them, though its close is still to be told. */
  readonly local: Address;
  readonly remote: Address;
  readonly #socket: TcpSocket;

  constructor(socket: TcpSocket) {
    this.#socket = socket;
    this.local = { host: socket.localAddress ?? "", port: socket.localPort ?? 0 };
    this.remote = remoteOf(socket);
  }

  write(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes) || this.#socket.writableLength === 0;
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}
