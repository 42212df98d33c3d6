// Peers for whom there is no room: their Select.req is answered with status 3 and the connection closed. E37.
import { SELECT_STATUS } from "../core/hsms/names.ts";
import type { AnyLink } from "./carrier.ts";
import { type Connection, hubOf, makeConnection } from "./connection.ts";
import type { AnyConnectionOptions, ConnectionOptions } from "./options.ts";
import type { Dial, Wire } from "./socket.ts";

/** How many are refused at a time in the polite way; more are closed at once. */
const MOST = 16;

/** For a connection that is there already: the socket comes by itself. */
export const WAIT: Dial = (wire) => () => wire.closed();

/** Connections that exist to be refused. T7 bounds those that never ask. */
export class Refusals {
  readonly #options: AnyConnectionOptions;
  readonly #connections = new Set<Connection<AnyLink>>();

  constructor({ timers }: Pick<ConnectionOptions, "timers">) {
    this.#options = { timers, onSelect: () => SELECT_STATUS.CONNECT_EXHAUST };
  }

  /** The wire of a peer to refuse; `undefined` to close it at once. */
  wire(): Wire | undefined {
    if (this.#connections.size >= MOST) return undefined;
    const connection = makeConnection<AnyLink>(this.#options, {
      mode: "passive",
      dial: WAIT,
      connectTimeout: Infinity,
      reconnect: false,
      learnSession: false,
      purpose: "refuse a peer",
      release: () => void this.#connections.delete(connection),
    });
    this.#connections.add(connection);
    return hubOf(connection).runner;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => connection.close()));
  }
}
