// What connections and listeners are told, checked before anything is done with it.
import type { Entity } from "../core/hsms/entity.ts";
import { type EntityOptions, settle } from "../core/hsms/options.ts";
import type { Entity as Secs1Entity } from "../core/secs1/entity.ts";
import { type EntityOptions as Secs1EntityOptions, settle as settleSecs1 } from "../core/secs1/options.ts";
import { allowList } from "./addresses.ts";
import { type Buffers, settleBuffers } from "./buffers.ts";
import type { AnyLink } from "./carrier.ts";
import type { Connection } from "./connection.ts";
import type { Handler } from "./emitter.ts";
import type { Events } from "./events.ts";
import type { Address, Endpoint, TlsOptions } from "./socket.ts";

/** Handlers by event, called with the event and its connection. */
export type Handlers<M extends AnyLink = Entity> = {
  readonly [K in keyof Events<M>]?: Handler<Events<M>[K], Connection<M>>;
};

/** How a connection behaves towards the application. */
export interface BehaviourOptions<M extends AnyLink> {
  /** Handlers; more can be added with `on`. */
  on?: Handlers<M>;
  /** See {@linkcode DEFAULT_BUFFERS}. */
  buffers?: Partial<Buffers>;
  /** How long `send`, `request` and `reply` wait for a peer that does not read, in seconds; 45 when absent. */
  sendTimeout?: number;
  /** How long a close waits for the peer to read everything, and then for its end, in seconds; 2 when absent. */
  closeTimeout?: number;
}

/** Options of every HSMS connection: those of its entity, and how it behaves towards the application. */
export interface ConnectionOptions<M extends AnyLink = Entity>
  extends Omit<EntityOptions, "mode">, BehaviourOptions<M> {
  /** HSMS when absent. */
  protocol?: "hsms";
  /**
   * Makes a machine that owns and drains the entity, and is what the connection runs instead: it passes on what it does
   * not handle itself. Its own news have other types than those of the entity.
   */
  over?: (entity: Entity) => M;
}

/** Options of every SECS-I connection: those of its entity, and how it behaves towards the application. */
export interface Secs1ConnectionOptions<M extends AnyLink = Secs1Entity>
  extends Omit<Secs1EntityOptions, "mode">, BehaviourOptions<M> {
  /** SECS-I (E4), over TCP or whatever else carries its bytes. */
  protocol: "secs1";
  /** As in {@linkcode ConnectionOptions}. */
  over?: (entity: Secs1Entity) => M;
}

/** Options of a connection of either protocol. */
export type AnyConnectionOptions<M extends AnyLink = AnyLink> =
  | ConnectionOptions<M>
  | Secs1ConnectionOptions<M>;

/** Which side opens a connection, and what it does after a failure. */
export interface OpeningOptions {
  /** `active` connects, `passive` listens and serves one peer at a time; `active` when absent. */
  mode?: "active" | "passive";
  /**
   * Whether to connect, or to listen and wait for a peer, again after a failure; true when absent. False: a failure
   * closes for good.
   */
  reconnect?: boolean;
  /** Active: how long one attempt to connect may take, in seconds; 10 when absent. */
  connectTimeout?: number;
}

/** Where a TCP connection leads. */
export interface TcpOptions extends OpeningOptions {
  /** Host name or IP address: of the peer, or to listen at. Passive: all IPv4 addresses (0.0.0.0) when absent. */
  host?: string;
  /** TCP port: 1 to 65535; passive also 0, for any free one. */
  port: number;
  /** TLS, with options or those of the runtime. */
  tls?: TlsOptions | boolean;
  /** Passive: IP addresses and CIDR blocks that may connect; all when absent. Others are closed at once. */
  allow?: readonly string[];
}

/** Options of `connect` and `open`. */
export interface ConnectOptions<M extends AnyLink = Entity> extends ConnectionOptions<M>, TcpOptions {
  /** Passive: whether a second peer is answered with Select status 3 (`refuse`, when absent) or closed at once. */
  whenBusy?: "refuse" | "close";
}

/** Options of `connect` and `open` for SECS-I. A second peer of a passive connection is closed at once. */
export interface Secs1ConnectOptions<M extends AnyLink = Secs1Entity>
  extends Secs1ConnectionOptions<M>, TcpOptions {}

/** Options of `connect` and `open` for either protocol. */
export type AnyConnectOptions<M extends AnyLink = AnyLink> = ConnectOptions<M> | Secs1ConnectOptions<M>;

/** Where to listen, and for whom. */
export interface PortOptions {
  /** IP address to listen at; all IPv4 addresses (0.0.0.0) when absent. */
  host?: string;
  /** TCP port, 0 to 65535; 0 for any free one. */
  port: number;
  /** TLS; needs `cert` and `key`. */
  tls?: TlsOptions;
  /** IP addresses and CIDR blocks that may connect; all when absent. Others are closed at once. */
  allow?: readonly string[];
  /** Most connections at a time; 1,024 when absent. */
  maxConnections?: number;
}

/** Options of `listen`. */
export interface ListenOptions<M extends AnyLink = Entity> extends ConnectionOptions<M>, PortOptions {
  /** Options of one peer, chosen by its address, over those given here; `undefined` closes it at once. */
  peer?: (remote: Address) => ConnectionOptions<M> | undefined;
  /** Whether a peer beyond that is answered with Select status 3 (`refuse`, when absent) or closed at once. */
  whenFull?: "refuse" | "close";
}

/** Options of `listen` for SECS-I. Name the device id by `session` or `peer`: it is not learnt from the peer. */
export interface Secs1ListenOptions<M extends AnyLink = Secs1Entity>
  extends Secs1ConnectionOptions<M>, PortOptions {
  /** Options of one peer, chosen by its address, over those given here; `undefined` closes it at once. */
  peer?: (remote: Address) => Partial<Secs1ConnectionOptions<NoInfer<M>>> | undefined;
}

/** Options of `listen` for either protocol. */
export type AnyListenOptions<M extends AnyLink = AnyLink> = ListenOptions<M> | Secs1ListenOptions<M>;

/** Throws `TypeError` for a protocol that is none, which types do not keep out of configurations. */
export function checkProtocol(protocol: "hsms" | undefined): void {
  if (protocol === undefined || protocol === "hsms") return;
  throw new TypeError(`Cannot connect: protocol is ${JSON.stringify(protocol)}, not "hsms" or "secs1"`);
}

/** Where to connect to, or to listen. Throws `TypeError` or `RangeError`. */
export function endpointOf(
  options: AnyConnectOptions | AnyListenOptions,
  side: "active" | "passive",
): Endpoint {
  const host = options.host ?? (side === "passive" ? "0.0.0.0" : undefined);
  const what = side === "passive" ? "listen" : "connect";
  if (typeof host !== "string" || host.trim() === "") throw new TypeError(`Cannot ${what}: no host is given`);
  checkPort(what, options.port, side === "passive" ? 0 : 1);
  const tls = options.tls === true ? {} : options.tls || undefined;
  if (tls !== undefined) checkTls(what, tls, side);
  const { connectTimeout = 10 } = options as AnyConnectOptions;
  const address = host.replace(/^\[(.*)\]$/, "$1"); // IPv6 as it stands in a URL
  return { host: address, port: options.port, tls, timeout: milliseconds("connectTimeout", connectTimeout) };
}

function checkPort(what: string, port: number, least: number): void {
  if (Number.isInteger(port) && port >= least && port <= 65_535) return;
  const given = typeof port === "string" ? JSON.stringify(port) : port;
  throw new RangeError(`Cannot ${what}: port ${given} is not a whole number from ${least} to 65535`);
}

function checkTls(what: string, tls: TlsOptions, side: "active" | "passive"): void {
  if (side === "passive" && (tls.cert === undefined || tls.key === undefined)) {
    throw new TypeError(`Cannot ${what} with TLS: cert and key are needed`);
  }
  if ((tls.cert === undefined) !== (tls.key === undefined)) {
    throw new TypeError(`Cannot ${what} with TLS: cert and key are only of use together`);
  }
  for (const name of ["ca", "cert", "key"] as const) {
    const texts = [tls[name] ?? []].flat();
    if (texts.every((text) => /-----BEGIN [A-Z ]+-----/.test(text))) continue;
    throw new TypeError(`Cannot ${what} with TLS: ${name} is no PEM text`);
  }
}

/** Throws `RangeError` or `TypeError` for options of a listener that cannot be, before there is a connection. */
export function checkListener(options: AnyListenOptions): void {
  const { buffers, sendTimeout = 1, closeTimeout = 1, maxConnections = 1 } = options;
  if (options.protocol === "secs1") settleSecs1({ ...options, mode: "passive" });
  else settle({ ...options, mode: "passive" });
  settleBuffers(buffers);
  milliseconds("sendTimeout", sendTimeout);
  milliseconds("closeTimeout", closeTimeout);
  if (Number.isInteger(maxConnections) && maxConnections >= 1) return;
  throw new RangeError(`Cannot set maxConnections: ${maxConnections} is not a whole number from 1 up`);
}

/** A time in seconds as milliseconds. Throws `RangeError`. */
export function milliseconds(name: string, seconds: number): number {
  if (seconds > 0) return seconds * 1000;
  throw new RangeError(`Cannot set ${name}: ${seconds} is not a time in seconds above 0`);
}

/** A predicate on the addresses of peers. Throws `TypeError`. */
export function admission(allow: readonly string[] | undefined): (remote: Address) => boolean {
  if (allow === undefined) return () => true;
  const allowed = allowList(allow);
  return ({ host }) => allowed(host);
}
