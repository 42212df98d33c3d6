/**
 * HSMS over node:net and node:tls, for Node. It works on Deno and Bun too.
 *
 * ```ts
 * import { connect } from "@fabwire/hsms/node";
 *
 * await using equipment = await connect({ host: "10.0.0.1", port: 5000, session: 1 });
 * const reply = await equipment.request({ stream: 1, function: 1 });
 * ```
 *
 * @module
 */
import { connectOn, openOn } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { type Listener, listenOn } from "./listener.ts";
import { NODE } from "./node_net.ts";
import type { ConnectOptions, ListenOptions } from "./options.ts";
import type { StateWaitOptions } from "./waits.ts";

export * from "./public.ts";

/**
 * Connects, or listens with `mode: "passive"`, and resolves with the connection when it is SELECTED. Tries as long as it
 * takes, unless bounded by `timeout`, `signal` or `reconnect: false`. Each failure is told as `connect-failed`.
 */
export function connect(options: ConnectOptions & StateWaitOptions): Promise<Connection> {
  return connectOn(NODE, options);
}

/** As `connect`, but returns the connection at once: wait with `whenSelected`. */
export function open(options: ConnectOptions): Connection {
  return openOn(NODE, options);
}

/** Listens at a port for many peers, each with a connection of its own. */
export function listen(options: ListenOptions): Promise<Listener> {
  return listenOn(NODE, options);
}
