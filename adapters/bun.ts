/**
 * HSMS and SECS-I over Bun's own sockets.
 *
 * ```ts
 * import { connect } from "@fabwire/hsms/bun";
 *
 * await using equipment = await connect({ host: "10.0.0.1", port: 5000, session: 1 });
 * const reply = await equipment.request({ stream: 1, function: 1 });
 * ```
 *
 * @module
 */
import { BUN } from "./bun_net.ts";
import type { Entity } from "../core/hsms/entity.ts";
import type { Entity as Secs1Entity } from "../core/secs1/entity.ts";
import type { AnyLink, Carrier } from "./carrier.ts";
import { connectOn, openOn } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { type Listener, listenOn } from "./listener.ts";
import type {
  AnyConnectOptions,
  AnyListenOptions,
  ConnectOptions,
  ListenOptions,
  Secs1ConnectOptions,
  Secs1ListenOptions,
} from "./options.ts";
import type { StateWaitOptions } from "./waits.ts";

export * from "./public.ts";

/**
 * Connects, or listens with `mode: "passive"`, and resolves with the connection when it is SELECTED. Tries as long as it
 * takes, unless bounded by `timeout`, `signal` or `reconnect: false`. Each failure is told as `connect-failed`.
 */
export function connect<M extends AnyLink = Entity>(
  options: ConnectOptions<M> & StateWaitOptions,
): Promise<Connection<M>>;
/** The same over SECS-I: resolves when the line is connected. */
export function connect<M extends AnyLink = Secs1Entity>(
  options: Secs1ConnectOptions<M> & StateWaitOptions,
): Promise<Connection<M>>;
/** The same where the options say which of the two it is. */
export function connect<M extends AnyLink = Carrier>(
  options: AnyConnectOptions<M> & StateWaitOptions,
): Promise<Connection<M>>;
export function connect<M extends AnyLink>(
  options: AnyConnectOptions & StateWaitOptions,
): Promise<Connection<M>> {
  return connectOn(BUN, options);
}

/** As `connect`, but returns the connection at once: wait with `whenSelected`. */
export function open<M extends AnyLink = Entity>(options: ConnectOptions<M>): Connection<M>;
/** The same over SECS-I. */
export function open<M extends AnyLink = Secs1Entity>(options: Secs1ConnectOptions<M>): Connection<M>;
/** The same where the options say which of the two it is. */
export function open<M extends AnyLink = Carrier>(options: AnyConnectOptions<M>): Connection<M>;
export function open<M extends AnyLink>(options: AnyConnectOptions): Connection<M> {
  return openOn(BUN, options);
}

/** Listens at a port for many peers, each with a connection of its own. */
export function listen<M extends AnyLink = Entity>(options: ListenOptions<M>): Promise<Listener<M>>;
/** The same over SECS-I. */
export function listen<M extends AnyLink = Secs1Entity>(options: Secs1ListenOptions<M>): Promise<Listener<M>>;
/** The same where the options say which of the two it is. */
export function listen<M extends AnyLink = Carrier>(options: AnyListenOptions<M>): Promise<Listener<M>>;
export function listen<M extends AnyLink>(options: AnyListenOptions): Promise<Listener<M>> {
  return listenOn(BUN, options);
}
