// `open` and `connect` on any runtime: the active side dials, the passive one waits at a door of its own.
import { type Connection, hubOf, makeConnection } from "./connection.ts";
import { admission, type ConnectOptions, endpointOf, milliseconds } from "./options.ts";
import { Refusals } from "./refusals.ts";
import { type Address, type Dial, type Platform, textOf, toError, type Wire } from "./socket.ts";
import type { StateWaitOptions } from "./waits.ts";

/** Opens a connection that lasts until it is closed, and returns at once. Throws for options that cannot be. */
export function openOn(platform: Platform, options: ConnectOptions): Connection {
  const mode = options.mode ?? "active";
  if (mode !== "active" && mode !== "passive") {
    throw new TypeError(`Cannot connect: mode is ${JSON.stringify(mode)}, not "active" or "passive"`);
  }
  return mode === "active" ? openActive(platform, options) : openPassive(platform, options);
}

/**
 * Opens a connection and resolves when it is SELECTED; with `autoSelect: false`, when TCP is connected. Tries as long as
 * it takes: closes it and rejects when the signal or the timeout says so, or, with `reconnect: false`, on the first
 * failure.
 */
export async function connectOn(
  platform: Platform,
  options: ConnectOptions & StateWaitOptions,
): Promise<Connection> {
  options.signal?.throwIfAborted();
  if (options.timeout !== undefined) milliseconds("timeout", options.timeout);
  const connection = openOn(platform, options);
  try {
    if (options.autoSelect === false) await connection.whenConnected(options);
    else await connection.whenSelected(options);
    return connection;
  } catch (error) {
    hubOf(connection).runner.abandon();
    await connection.close();
    throw error;
  }
}

function openActive(platform: Platform, options: ConnectOptions): Connection {
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

function openPassive(platform: Platform, options: ConnectOptions): Connection {
  const endpoint = endpointOf(options, "passive");
  platform.check?.(endpoint, "passive");
  const door = new Door(options);
  const connection = makeConnection(options, {
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

  constructor(options: ConnectOptions) {
    this.admits = admission(options.allow);
    this.#refusals = options.whenBusy === "close" ? undefined : new Refusals(options);
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
