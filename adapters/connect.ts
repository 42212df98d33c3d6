// `open` and `connect` on any runtime: the active side dials, the passive one waits at a door of its own.
import type { Entity } from "../core/hsms/entity.ts";
import type { Entity as Secs1Entity } from "../core/secs1/entity.ts";
import type { AnyLink, Carrier } from "./carrier.ts";
import { type Connection, hubOf, makeConnection } from "./connection.ts";
import {
  admission,
  type AnyConnectionOptions,
  type AnyConnectOptions,
  type ConnectionOptions,
  endpointOf,
  milliseconds,
  type OpeningOptions,
  type Secs1ConnectionOptions,
} from "./options.ts";
import { Refusals } from "./refusals.ts";
import {
  type Address,
  type Dial,
  type Gate,
  type Platform,
  type Server,
  textOf,
  toError,
  type Wire,
} from "./socket.ts";
import type { StateWaitOptions } from "./waits.ts";

/** Opens a connection that lasts until it is closed, and returns at once. Throws for options that cannot be. */
export function openOn<M extends AnyLink>(platform: Platform, options: AnyConnectOptions): Connection<M> {
  return modeOf(options) === "active" ? openActive(platform, options) : openPassive(platform, options);
}

function modeOf({ mode = "active" }: OpeningOptions): "active" | "passive" {
  if (mode === "active" || mode === "passive") return mode;
  throw new TypeError(`Cannot connect: mode is ${JSON.stringify(mode)}, not "active" or "passive"`);
}

/**
 * As `open`, over whatever carries the bytes: a serial port, a pipe, a tunnel. `dial` opens it for a `Wire`, each time
 * a connection is to be had; both sides dial, a passive one too.
 */
export function openOver<M extends AnyLink = Entity>(
  dial: Dial,
  options: ConnectionOptions<M> & OpeningOptions,
): Connection<M>;
/** The same for SECS-I. */
export function openOver<M extends AnyLink = Secs1Entity>(
  dial: Dial,
  options: Secs1ConnectionOptions<M> & OpeningOptions,
): Connection<M>;
/** The same where the options say which of the two it is. */
export function openOver<M extends AnyLink = Carrier>(
  dial: Dial,
  options: AnyConnectionOptions<M> & OpeningOptions,
): Connection<M>;
export function openOver<M extends AnyLink>(dial: Dial, options: OverOptions): Connection<M> {
  return openDialled(dial, options);
}

type OverOptions = AnyConnectionOptions & OpeningOptions & StateWaitOptions;

function openDialled<M extends AnyLink>(dial: Dial, options: OverOptions): Connection<M> {
  const seconds = milliseconds("connectTimeout", options.connectTimeout ?? 10);
  const mode = modeOf(options);
  return makeConnection(options, {
    mode,
    dial,
    connectTimeout: mode === "active" ? seconds : Infinity,
    reconnect: options.reconnect ?? true,
    learnSession: false,
    purpose: "connect",
  });
}

/**
 * Opens a connection and resolves when it is SELECTED; with `autoSelect: false`, when TCP is connected. Tries as long as
 * it takes: closes it and rejects when the signal or the timeout says so, or, with `reconnect: false`, on the first
 * failure.
 */
export function connectOn<M extends AnyLink>(
  platform: Platform,
  options: AnyConnectOptions & StateWaitOptions,
): Promise<Connection<M>> {
  return connected(options, () => openOn(platform, options));
}

/** As `connect`, over whatever carries the bytes: see {@linkcode openOver}. */
export function connectOver<M extends AnyLink = Entity>(
  dial: Dial,
  options: ConnectionOptions<M> & OpeningOptions & StateWaitOptions,
): Promise<Connection<M>>;
/** The same for SECS-I. */
export function connectOver<M extends AnyLink = Secs1Entity>(
  dial: Dial,
  options: Secs1ConnectionOptions<M> & OpeningOptions & StateWaitOptions,
): Promise<Connection<M>>;
/** The same where the options say which of the two it is. */
export function connectOver<M extends AnyLink = Carrier>(
  dial: Dial,
  options: AnyConnectionOptions<M> & OpeningOptions & StateWaitOptions,
): Promise<Connection<M>>;
export function connectOver<M extends AnyLink>(dial: Dial, options: OverOptions): Promise<Connection<M>> {
  return connected(options, () => openDialled(dial, options));
}

async function connected<M extends AnyLink>(
  options: AnyConnectionOptions & StateWaitOptions,
  open: () => Connection<M>,
): Promise<Connection<M>> {
  options.signal?.throwIfAborted();
  if (options.timeout !== undefined) milliseconds("timeout", options.timeout);
  const connection = open();
  try {
    if (options.protocol !== "secs1" && options.autoSelect === false) await connection.whenConnected(options);
    else await connection.whenSelected(options);
    return connection;
  } catch (error) {
    hubOf(connection).runner.abandon();
    await connection.close();
    throw error;
  }
}

function openActive<M extends AnyLink>(platform: Platform, options: AnyConnectOptions): Connection<M> {
  const endpoint = endpointOf(options, "active");
  platform.check?.(endpoint, "active");
  return makeConnection(options, {
    mode: "active",
    dial: (wire) => platform.dial(endpoint, wire),
    connectTimeout: endpoint.timeout,
    reconnect: options.reconnect ?? true,
    learnSession: false,
    purpose: `connect to ${textOf(endpoint)}`,
  });
}

function openPassive<M extends AnyLink>(platform: Platform, options: AnyConnectOptions): Connection<M> {
  const endpoint = endpointOf(options, "passive");
  platform.check?.(endpoint, "passive");
  const told = (address: Address): void => hubOf(connection).life.listening(address);
  const door = new Door(options, (gate) => platform.listen(endpoint, gate), told);
  const connection = makeConnection<M>(options, {
    mode: "passive",
    dial: door.dial,
    connectTimeout: Infinity,
    reconnect: options.reconnect ?? true,
    learnSession: false,
    purpose: `listen at ${textOf(endpoint)}`,
    release: () => door.close(),
  });
  return connection;
}

/** A port that lets in one allowed peer at a time; others are refused or closed. */
class Door implements Gate {
  readonly admits: (remote: Address) => boolean;
  readonly #refusals: Refusals | undefined;
  readonly #listen: (gate: Gate) => Promise<Server>;
  readonly #told: (address: Address) => void;
  #waiting: Wire | undefined;
  /** The port, opening or open; undefined while it is not to be had. */
  #server: Promise<Server | undefined> | undefined;

  constructor(
    options: AnyConnectOptions,
    listen: (gate: Gate) => Promise<Server>,
    told: (address: Address) => void,
  ) {
    const refuses = options.protocol !== "secs1" && options.whenBusy !== "close";
    this.admits = admission(options.allow);
    this.#refusals = refuses ? new Refusals(options) : undefined;
    this.#listen = listen;
    this.#told = told;
  }

  /** Waits for the next peer, at a port that stays open from the first wait that could open it. */
  readonly dial: Dial = (wire) => {
    this.#waiting = wire;
    this.#server ??= this.#open();
    return () => this.#giveUp(wire);
  };

  async #open(): Promise<Server | undefined> {
    try {
      const server = await this.#listen(this);
      this.#told(server.address);
      return server;
    } catch (thrown) {
      this.#server = undefined;
      this.#giveUp(this.#waiting, toError(thrown));
      return undefined;
    }
  }

  #giveUp(wire: Wire | undefined, error?: Error): void {
    if (wire === undefined || this.#waiting !== wire) return;
    this.#waiting = undefined;
    wire.closed(error);
  }

  accept(): Wire | undefined {
    const wire = this.#waiting;
    this.#waiting = undefined;
    return wire ?? this.#refusals?.wire();
  }

  /** Resolves when the port is free. */
  async close(): Promise<void> {
    const server = await this.#server;
    await Promise.all([server?.close(), this.#refusals?.close()]);
  }
}
