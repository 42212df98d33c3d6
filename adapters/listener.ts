// One port for many peers, each with a connection and an entity of its own.
import type { Entity } from "../core/hsms/entity.ts";
import type { AnyLink } from "./carrier.ts";
import { type Connection, hubOf, makeConnection } from "./connection.ts";
import { Emitter, type Handler } from "./emitter.ts";
import {
  admission,
  type AnyConnectionOptions,
  type AnyListenOptions,
  checkListener,
  endpointOf,
} from "./options.ts";
import { Queue } from "./queue.ts";
import { Refusals, WAIT } from "./refusals.ts";
import {
  type Address,
  type Gate,
  type Platform,
  reasonOf,
  type Server,
  textOf,
  toError,
  type Wire,
} from "./socket.ts";

/** What a listener tells. */
export interface ListenerEvents<M extends AnyLink = Entity> {
  /** A peer has connected. Handlers may be added to its connection before anything else happens to it. */
  "connection": Connection<M>;
  /** `peer` or a handler has thrown. Without a handler it is an uncaught exception. */
  "error": unknown;
}

/** Listens at a port. Rejects when that is not possible, and for options that cannot be. */
export async function listenOn<M extends AnyLink>(
  platform: Platform,
  options: AnyListenOptions,
): Promise<Listener<M>> {
  const endpoint = endpointOf(options, "passive");
  checkListener(options);
  platform.check?.(endpoint, "passive");
  let listener: Listener<M> | undefined;
  const gate: Gate = {
    admits: admission(options.allow),
    accept: (remote) => listener && accept(listener, remote),
  };
  const server = await platform.listen(endpoint, gate).catch((thrown) => {
    const error = toError(thrown);
    throw new Error(`Cannot listen at ${textOf(endpoint)}: ${reasonOf(error)}`, { cause: error });
  });
  return listener = makeListener(options, server);
}

let makeListener: <M extends AnyLink>(options: AnyListenOptions, server: Server) => Listener<M>;
let accept: <M extends AnyLink>(listener: Listener<M>, remote: Address) => Wire | undefined;

/**
 * A listening port, made by `listen`. Each peer gets a connection of its own, which ends with its TCP connection. Its
 * session id, where the options name none, is that of the first message it receives; in HSMS-GS, of the first Select.
 * In SECS-I the options name it.
 *
 * ```ts
 * import { listen } from "@fabwire/hsms/deno";
 *
 * await using tools = await listen({ port: 5000, allow: ["10.0.0.0/24"] });
 * for await (const tool of tools) tool.on("message", (message) => console.log(tool.remote, message));
 * ```
 */
export class Listener<M extends AnyLink = Entity> implements AsyncIterable<Connection<M>>, AsyncDisposable {
  readonly #options: AnyListenOptions;
  readonly #server: Server;
  readonly #connections = new Set<Connection<M>>();
  readonly #refusals: Refusals | undefined;
  readonly #emitter: Emitter<ListenerEvents<M>, Listener<M>>;
  readonly #queue = new Queue<Connection<M>>();
  #closing: Promise<unknown> | undefined;

  static {
    makeListener = (options, server) => new Listener(options, server);
    accept = (listener, remote) => listener.#accept(remote);
  }

  private constructor(options: AnyListenOptions, server: Server) {
    this.#options = options;
    this.#server = server;
    const refuses = options.protocol !== "secs1" && options.whenFull !== "close";
    this.#refusals = refuses ? new Refusals(options) : undefined;
    this.#emitter = new Emitter<ListenerEvents<M>, Listener<M>>(this);
  }

  /** Where it listens. */
  get address(): Address {
    return this.#server.address;
  }

  /** The connections that are open. */
  get connections(): ReadonlySet<Connection<M>> {
    return this.#connections;
  }

  /** Adds a handler. */
  on<K extends keyof ListenerEvents<M>>(event: K, handler: Handler<ListenerEvents<M>[K], Listener<M>>): this {
    this.#emitter.add(event, handler);
    return this;
  }

  /** Removes a handler. */
  off<K extends keyof ListenerEvents<M>>(
    event: K,
    handler: Handler<ListenerEvents<M>[K], Listener<M>>,
  ): this {
    this.#emitter.remove(event, handler);
    return this;
  }

  /** Iterates over the peers that connect, until the listener is closed. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Connection<M>, undefined> {
    return this.#queue.iterate();
  }

  /** Stops listening and closes the connections, unless told to leave them. May be called again. */
  async close({ connections = true }: { connections?: boolean } = {}): Promise<void> {
    this.#closing ??= Promise.all([this.#server.close(), this.#refusals?.close()]);
    this.#queue.end();
    await this.#closing;
    if (connections) await Promise.all([...this.#connections].map((connection) => connection.close()));
  }

  /** Closes everything, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #accept(remote: Address): Wire | undefined {
    if (this.#closing !== undefined) return undefined;
    if (this.#connections.size >= (this.#options.maxConnections ?? 1024)) return this.#refusals?.wire();
    try {
      const connection = this.#connection(remote);
      return connection && hubOf(connection).runner;
    } catch (error) {
      this.#emitter.report(error);
      return undefined;
    }
  }

  #connection(remote: Address): Connection<M> | undefined {
    const options = this.#optionsFor(remote);
    if (options === undefined) return undefined;
    const connection: Connection<M> = makeConnection<M>(options, {
      mode: "passive",
      dial: WAIT,
      connectTimeout: Infinity,
      reconnect: false,
      learnSession: true,
      purpose: `serve ${textOf(remote)}`,
      release: () => this.#forget(connection),
    });
    this.#connections.add(connection);
    this.#emitter.emit("connection", connection);
    if (!this.#emitter.has("connection") || this.#queue.iterators > 0) this.#queue.push(connection);
    return connection;
  }

  /** The peer's own options are of the protocol of all. */
  #optionsFor(remote: Address): AnyConnectionOptions | undefined {
    const { peer, on } = this.#options;
    if (peer === undefined) return this.#options;
    const options = peer(remote);
    return options && { ...this.#options, ...options, on: { ...on, ...options.on } } as AnyConnectionOptions;
  }

  #forget(connection: Connection<M>): void {
    this.#connections.delete(connection);
    this.#queue.remove(connection);
  }
}
