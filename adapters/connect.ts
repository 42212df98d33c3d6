// `open` and `connect` on any runtime: the active side dials, the passive one waits at a door of its own.
import type { Entity } from "../core/hsms/entity.ts";
import type { Entity as Secs1Entity } from "../core/secs1/entity.ts";
import type { AnyLink } from "./carrier.ts";
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
import { type Address, type Dial, type Platform, textOf, toError, type Wire } from "./socket.ts";
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
  const door = new Door(options);
  const connection = makeConnection<M>(options, {
    mode: "passive",
    dial: door.dial,
    connectTimeout: Infinity,
    reconnect: options.reconnect ?? true,
    learnSession: false,
    purpose: `listen at ${textOf(endpoint)}`,
    release: async () => {
      await Promise.allSettled([server.then((server) => server.close()), door.close()]);
    },
  });
  const server = platform.listen(endpoint, door);
  server.then(
    ({ address }) => hubOf(connection).life.listening(address),
    (error) => {
      door.fail(toError(error));
      void connection.close();
    },
  );
  return connection;
}

/** Lets in one allowed peer at a time; others are refused or closed. */
class Door {
  readonly admits: (remote: Address) => boolean;
  readonly #refusals: Refusals | undefined;
  #waiting: Wire | undefined;

  constructor(options: AnyConnectOptions) {
    const refuses = options.protocol !== "secs1" && options.whenBusy !== "close";
    this.admits = admission(options.allow);
    this.#refusals = refuses ? new Refusals(options) : undefined;
  }

  /** Waits for the next peer. */
  readonly dial: Dial = (wire) => {
    this.#waiting = wire;
    return () => {
      if (this.#waiting !== wire) return;
      this.#waiting = undefined;
      wire.closed();
    };
  };

  accept(): Wire | undefined {
    const wire = this.#waiting;
    this.#waiting = undefined;
    return wire ?? this.#refusals?.wire();
  }

  /** Nobody will come: the port is not to be had. */
  fail(error: Error): void {
    this.#waiting?.closed(error);
    this.#waiting = undefined;
  }

  async close(): Promise<void> {
    await this.#refusals?.close();
  }
}
