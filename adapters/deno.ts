// HSMS over Deno's own sockets. Deno asks for no client certificates at a listening port: use the node adapter there.
import { connectOn, openOn } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { dial, serve } from "./deno_net.ts";
import { DenoSocket } from "./deno_socket.ts";
import { type Listener, listenOn } from "./listener.ts";
import type { ConnectOptions, ListenOptions } from "./options.ts";
import { type Platform, toError } from "./socket.ts";
import type { StateWaitOptions } from "./waits.ts";

export * from "./public.ts";

/** Connects, or listens with `mode: "passive"`, and resolves with the connection when it is SELECTED. */
export function connect(options: ConnectOptions & StateWaitOptions): Promise<Connection> {
  return connectOn(DENO, options);
}

/** As `connect`, but returns the connection at once: wait with `whenSelected`. */
export function open(options: ConnectOptions): Connection {
  return openOn(DENO, options);
}

/** Listens at a port for many peers, each with a connection of its own. */
export function listen(options: ListenOptions): Promise<Listener> {
  return listenOn(DENO, options);
}

const DENO: Platform = {
  check({ tls }, side) {
    const what = side === "active" ? "connect" : "listen";
    if (side === "passive" && tls?.ca !== undefined) {
      throw new TypeError(`Cannot ${what} with client certificates: not in Deno, use the node adapter`);
    }
    if (tls?.verify === false || (tls?.serverName !== undefined && tls.cert !== undefined)) {
      throw new TypeError(`Cannot ${what} with these TLS options: not in Deno, use the node adapter`);
    }
  },

  dial(endpoint, wire) {
    const giveUp = new AbortController();
    dial(endpoint, giveUp.signal).then(
      (conn) => void new DenoSocket(conn, wire).run(),
      (error) => wire.closed(toError(error)),
    );
    return () => giveUp.abort();
  },

  listen: (endpoint, gate) => new Promise((resolve) => resolve(serve(endpoint, gate))),
};
