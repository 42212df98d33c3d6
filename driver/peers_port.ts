// Listening ports that several passive peers share: opened for the first, closed behind the last. Who comes in is told
// apart by address, and where that is not enough by session.
import { Refusals } from "../adapters/refusals.ts";
import {
  type Address,
  type Endpoint,
  type Gate,
  type Platform,
  reasonOf,
  type Server,
  textOf,
  toError,
  type Wire,
} from "../adapters/socket.ts";
import { Sorter } from "./peers_sorter.ts";

/** What a port knows of a peer that waits at it. */
export interface Door {
  /** Whether a peer at this address is the one; undefined where any address is right. */
  readonly allows: ((host: string) => boolean) | undefined;
  /** The sessions of the peer. */
  readonly sessions: readonly number[];
  /** Whether control messages name their session (HSMS-GS). */
  readonly general: boolean;
  /** SECS-I says nothing of who speaks. */
  readonly protocol: "hsms" | "secs1";
  /** Who waits for the peer to come; undefined while it is connected. */
  wire: Wire | undefined;
  /** The port is open. */
  listening(address: Address): void;
}

/** Why nobody was there for a connection. */
export type RefusalReason =
  /** No enabled peer has this address. */
  | "unknown address"
  /** No peer with this address has this session. */
  | "unknown session"
  /** The peer is connected already. */
  | "busy"
  /** It did not say its session in time. */
  | "not identified"
  /** What came first is no HSMS. */
  | "protocol violation";

/** A connection that was closed because it is no peer's. */
export interface Refusal {
  /** Where it came from. */
  readonly remote: Address;
  /** Why. */
  readonly reason: RefusalReason;
}

/** What ports do with those who come. */
export interface PortOptions {
  /** How long a peer may take to say its session once selected, in milliseconds. */
  readonly identify: number;
  /** Told of each connection that is refused. */
  readonly refused: (refusal: Refusal) => void;
}

/** A listening port and the doors in it. */
export class Port implements Gate {
  readonly #platform: Platform;
  readonly #endpoint: Endpoint;
  readonly #options: PortOptions;
  readonly #doors: Set<Door> = new Set();
  readonly #sorting: Set<Sorter> = new Set();
  #refusals: Refusals = new Refusals({});
  #server: Server | undefined;
  #opening: Promise<void> | undefined;
  #closing: Promise<unknown> | undefined;

  constructor(platform: Platform, endpoint: Endpoint, options: PortOptions) {
    this.#platform = platform;
    this.#endpoint = endpoint;
    this.#options = options;
  }

  /** Where it listens; undefined while it does not. */
  get address(): Address | undefined {
    return this.#server?.address;
  }

  /** How many peers it is for. */
  get size(): number {
    return this.#doors.size;
  }

  /** A peer may come from now on, once somebody waits for it. */
  join(door: Door): void {
    this.#doors.add(door);
    if (this.#server !== undefined) door.listening(this.#server.address);
  }

  /** It may not any more. Resolves when the port is free, if it was the last. */
  async leave(door: Door): Promise<void> {
    this.#doors.delete(door);
    if (this.#doors.size > 0) return;
    await this.#opening;
    if (this.#doors.size === 0) await this.#close();
  }

  /** Waits for a peer to come: the port is opened. The function returned gives up. */
  wait(door: Door, wire: Wire): () => void {
    door.wire = wire;
    this.#opening ??= this.#open();
    return () => {
      if (door.wire !== wire) return;
      door.wire = undefined;
      wire.closed();
    };
  }

  async #open(): Promise<void> {
    try {
      await this.#closing;
      if (this.#server !== undefined) return;
      this.#server = await this.#platform.listen(this.#endpoint, this);
      for (const door of this.#doors) door.listening(this.#server.address);
    } catch (thrown) {
      this.#failed(toError(thrown));
    } finally {
      this.#opening = undefined;
    }
  }

  /** Those who wait hear of it, and wait again after T5. */
  #failed(cause: Error): void {
    const error = new Error(`Cannot listen at ${textOf(this.#endpoint)}: ${reasonOf(cause)}`, { cause });
    for (const door of this.#doors) {
      const { wire } = door;
      door.wire = undefined;
      wire?.closed(error);
    }
  }

  async #close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const sorter of this.#sorting) sorter.end();
    this.#closing = Promise.all([server?.close(), this.#refusals.close()]);
    await this.#closing;
  }

  // ── Who comes ────────────────────────────────────────────────────────────────────────────────────────────────

  admits(remote: Address): boolean {
    if (this.#candidates(remote).length > 0) return true;
    this.#options.refused({ remote, reason: "unknown address" });
    return false;
  }

  accept(remote: Address): Wire | undefined {
    const candidates = this.#candidates(remote);
    if (candidates.length > 1) return this.#sort(candidates, remote);
    const [door] = candidates;
    const wire = door && taken(door);
    if (wire !== undefined || door === undefined) return wire;
    this.#options.refused({ remote, reason: "busy" });
    return door.protocol === "hsms" ? this.#refusals.wire() : undefined;
  }

  /** Those whose address it is; where it is nobody's in particular, those of any address. */
  #candidates({ host }: Address): Door[] {
    const doors = [...this.#doors];
    const named = doors.filter(({ allows }) => allows?.(host));
    return named.length > 0 ? named : doors.filter(({ allows }) => allows === undefined);
  }

  #sort(doors: readonly Door[], remote: Address): Wire | undefined {
    if (this.#sorting.size >= MOST_SORTING) return void this.#options.refused({ remote, reason: "busy" });
    const sorter: Sorter = new Sorter(doors, this.#options.identify, {
      refused: (reason) => this.#options.refused({ remote, reason }),
      done: () => this.#sorting.delete(sorter),
    });
    this.#sorting.add(sorter);
    return sorter;
  }
}

/** So many connections may be told apart at a time. */
const MOST_SORTING = 256;

/** Who waits for the peer, and waits no longer. */
export function taken(door: Door): Wire | undefined {
  const { wire } = door;
  door.wire = undefined;
  return wire;
}
