// A connection of Bun's as a socket: what the kernel did not take is queued until `drain`.
import { type Address, type Socket, toError, type Wire } from "./socket.ts";

/** The members of `Bun.Socket` that are used here. */
export interface BunConn {
  data: Peer;
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** How many bytes were taken; negative once closed. */
  write(bytes: Uint8Array): number;
  /** Closes at once. */
  end(): void;
  /** Closes our direction. */
  shutdown(): void;
  pause(): void;
  resume(): void;
  setNoDelay(noDelay: boolean): boolean;
  /** Calls the `timeout` handler after so many seconds of silence, roughly; 0: never. */
  timeout(seconds: number): void;
}

/** Bun's event handlers; one object serves all connections. */
export interface BunHandlers {
  binaryType: "uint8array";
  open(conn: BunConn): void;
  handshake?(conn: BunConn, success: boolean, error: Error | null): void;
  data(conn: BunConn, chunk: Uint8Array): void;
  drain(conn: BunConn): void;
  end(conn: BunConn): void;
  close(conn: BunConn, error?: Error): void;
  error(conn: BunConn, error: Error): void;
  timeout?(conn: BunConn): void;
}

/** What belongs to one connection: who wants it, and the socket once it is ready. */
export interface Peer {
  /** TCP is connected, and TLS begins. */
  securing?(conn: BunConn): void;
  /** Names the wire when the connection is ready; `undefined` to close it. */
  accept(conn: BunConn): Wire | undefined;
  /** It ended before it was ready. */
  failed?(error: Error | undefined): void;
  socket?: BunSocket;
  error?: Error;
}

/** The handlers of connections without TLS. */
export const PLAIN: BunHandlers = {
  binaryType: "uint8array",
  open: ready,
  data: (conn, chunk) => conn.data.socket?.wire.received(chunk),
  drain: (conn) => conn.data.socket?.drained(),
  end: (conn) => conn.end(),
  error: (conn, error) => void (conn.data.error = toError(error)),
  close(conn, error) {
    const { data: peer } = conn;
    peer.error ??= error ?? undefined;
    if (peer.socket === undefined) peer.failed?.(peer.error);
    else peer.socket.wire.closed(peer.error);
  },
};

/** The handlers of connections with TLS, which are ready after the handshake. */
export const SECURE: BunHandlers = {
  ...PLAIN,
  open: (conn) => conn.data.securing?.(conn),
  timeout: (conn) => conn.end(),
  handshake(conn, success, error) {
    if (success) return ready(conn);
    conn.data.error = error ?? undefined;
    conn.end();
  },
};

function ready(conn: BunConn): void {
  const wire = conn.data.accept(conn);
  if (wire === undefined) return conn.end();
  conn.data.socket = new BunSocket(conn, wire);
  wire.opened(conn.data.socket);
}

/** The peer's end of a connection. */
export function remoteOf({ remoteAddress, remotePort }: BunConn): Address {
  return { host: remoteAddress, port: remotePort };
}

/** An open connection. */
export class BunSocket implements Socket {
  readonly wire: Wire;
  readonly #conn: BunConn;
  #queue: Uint8Array[] = [];
  #ending = false;

  constructor(conn: BunConn, wire: Wire) {
    this.wire = wire;
    this.#conn = conn;
    conn.setNoDelay(true);
  }

  get local(): Address {
    return { host: this.#conn.localAddress, port: this.#conn.localPort };
  }

  get remote(): Address {
    return remoteOf(this.#conn);
  }

  write(bytes: Uint8Array): boolean {
    this.#queue.push(bytes);
    return this.#queue.length > 1 ? false : this.#writeQueued();
  }

  /** Whether all was taken. A negative count says that the connection has closed: `close` tells the rest. */
  #writeQueued(): boolean {
    for (let bytes = this.#queue[0]; bytes !== undefined; bytes = this.#queue[0]) {
      const count = this.#conn.write(bytes);
      if (count >= 0 && count < bytes.length) {
        this.#queue[0] = bytes.subarray(count);
        return false;
      }
      this.#queue.shift();
    }
    return true;
  }

  drained(): void {
    if (!this.#writeQueued()) return;
    if (this.#ending) this.#conn.shutdown();
    else this.wire.drained();
  }

  end(): void {
    this.#ending = true;
    if (this.#queue.length === 0) this.#conn.shutdown();
  }

  destroy(): void {
    this.#conn.end();
  }

  pause(): void {
    this.#conn.pause();
  }

  resume(): void {
    this.#conn.resume();
  }
}
