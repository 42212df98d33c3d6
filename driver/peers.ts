// One manager for many tools: they are added and removed while it runs, dial or wait at shared ports, and are told apart.
import type { Handler } from "../adapters/emitter.ts";
import type { Address } from "../adapters/node.ts";
import { openPeer } from "./peers_open.ts";
import { Ports } from "./peers_joint.ts";
import type { GemPeerOptions, LinkPeerOptions, PeerEvents, PeerOptions } from "./peers_options.ts";
import { managed, type Peer } from "./peers_peer.ts";
import type { Refusal } from "./peers_port.ts";
import type { InstrumentOptions } from "./metrics_instruments.ts";
import type { Profile } from "./profile.ts";

/** How a manager is set up. What it logs and traces is that of each peer which says nothing else. */
export interface PeersOptions extends InstrumentOptions {
  /** How long a peer that shares port and address may take to say its session once selected, in seconds; 45 when absent. */
  readonly identify?: number;
  /** Told of each connection that was closed because it is no peer's. */
  readonly refused?: (refusal: Refusal) => void;
}

type Handlers = { readonly [K in keyof PeerEvents]?: readonly Handler<PeerEvents[K], Peer>[] };

/**
 * A manager of many peers.
 *
 * ```ts
 * import { Peers } from "@fabwire/hsms/driver";
 *
 * await using peers = new Peers();
 * peers.on("established", (_session, { name }) => console.log(`${name} is there`));
 * const etcher = await peers.add("ETCH-01", { level: "gem", profile: "profiles/etcher.yaml", address: "10.0.0.17" });
 * etcher.tool.on("event", "PROCESS_END", ({ values }) => console.log(values));
 * ```
 */
export class Peers implements Iterable<Peer>, AsyncDisposable {
  readonly #options: PeersOptions;
  readonly #ports: Ports;
  readonly #peers: Map<string, Peer> = new Map();
  /** Names of those that are being made, and of those that are not gone yet. */
  readonly #taken: Set<string> = new Set();
  #handlers: Handlers = {};
  #isRunning = true;
  #isClosed = false;

  /** A manager without peers, which runs. Throws `RangeError` for a time that is none. */
  constructor(options: PeersOptions = {}) {
    const { identify = 45, refused = () => {} } = options;
    if (!(identify > 0)) {
      throw new RangeError(`Cannot set identify: ${identify} is not a time in seconds above 0`);
    }
    this.#options = options;
    // What it throws is an uncaught exception, and not the port's to suffer.
    const tell = (refusal: Refusal): void => queueMicrotask(() => refused(refusal));
    this.#ports = new Ports({ identify: identify * 1000, refused: tell });
  }

  // ── Who is there ─────────────────────────────────────────────────────────────────────────────────────────────

  /** How many peers there are. */
  get size(): number {
    return this.#peers.size;
  }

  /** Whether peers may connect. */
  get running(): boolean {
    return this.#isRunning;
  }

  /** Where it listens now. */
  get listening(): Address[] {
    return this.#ports.open.map(({ address }) => address!);
  }

  /** The peer of this name. */
  get(name: string): Peer | undefined {
    return this.#peers.get(name);
  }

  /** The peers, in the order in which they were added. */
  [Symbol.iterator](): IterableIterator<Peer> {
    return this.#peers.values();
  }

  /**
   * Adds a peer and enables it, unless told otherwise. Rejects for options that cannot be, `ProfileError` among them, and
   * for a name that is taken.
   */
  add<const P extends Profile>(name: string, options: GemPeerOptions<P>): Promise<Peer<"gem">>;
  /** The same without GEM. */
  add<L extends "hsms" | "secs">(
    name: string,
    options: LinkPeerOptions & { readonly level: L },
  ): Promise<Peer<L>>;
  async add(name: string, given: object): Promise<unknown> {
    const options = given as PeerOptions;
    if (this.#isClosed) throw new Error(`Cannot add ${name}: the manager is closed`);
    if (this.#taken.has(name)) throw new Error(`Cannot add ${name}: there is a peer of this name`);
    this.#taken.add(name);
    try {
      const { logger, log, tracer } = this.#options;
      const home = { ports: this.#ports, running: () => this.#isRunning };
      const peer = await openPeer(name, { logger, log, tracer, ...options }, home);
      if (this.#isClosed) await managed(peer).remove();
      if (this.#isClosed) throw new Error(`Cannot add ${name}: the manager is closed`);
      this.#welcome(peer, options.enabled ?? true);
      return peer;
    } catch (error) {
      this.#taken.delete(name);
      throw error;
    }
  }

  #welcome(peer: Peer, enabled: boolean): void {
    this.#peers.set(peer.name, peer);
    for (const [event, handlers] of Object.entries(this.#handlers)) {
      for (const handler of handlers) peer.on(event as "error", handler as Handler<unknown, Peer>);
    }
    if (enabled) peer.enable();
  }

  /** Removes a peer and resolves when its connection has ended; false when there is none of this name. */
  async remove(name: string): Promise<boolean> {
    const peer = this.#peers.get(name);
    if (peer === undefined) return false;
    this.#peers.delete(name);
    await managed(peer).remove();
    this.#taken.delete(name);
    return true;
  }

  // ── All of them ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Lets the enabled peers connect again after `stop`. */
  start(): void {
    if (this.#isClosed) throw new Error("Cannot start: the manager is closed");
    this.#isRunning = true;
    for (const peer of this) managed(peer).resume();
  }

  /** Stops listening and connecting, and ends the connections unless told to keep those that there are. */
  async stop({ keepConnections = false }: { keepConnections?: boolean } = {}): Promise<void> {
    this.#isRunning = false;
    await Promise.all([...this].map((peer) => managed(peer).suspend({ keepConnection: keepConnections })));
  }

  /** Removes all peers, for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#isRunning = false;
    await Promise.all([...this.#peers.keys()].map((name) => this.remove(name)));
  }

  /** Closes, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // ── Events ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Adds a handler to every peer, now and later. It gets the event and its peer. */
  on<K extends keyof PeerEvents>(event: K, handler: Handler<PeerEvents[K], Peer>): this {
    this.#handlers = { ...this.#handlers, [event]: [...this.#handlers[event] ?? [], handler] };
    for (const peer of this) peer.on(event, handler);
    return this;
  }

  /** Removes a handler from every peer. */
  off<K extends keyof PeerEvents>(event: K, handler: Handler<PeerEvents[K], Peer>): this {
    const left = (this.#handlers[event] ?? []).filter((other) => other !== handler);
    this.#handlers = { ...this.#handlers, [event]: left };
    for (const peer of this) peer.off(event, handler);
    return this;
  }
}
