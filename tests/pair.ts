// Two machines, a simulated clock and a simulated wire: latency, segment size, noise, cut. No sockets, no real time.
//
//   new Pair(active, passive, wire)          two HSMS entities, from their options
//   new Secs1Pair(host, equipment, wire)     two SECS-I entities, from their options; the host is the active side
//   new PairOf(active, passive, wire)        any two machines that are a Link, such as GEM over either
//
//   pair.selected()                          starts both and runs until both are selected
//   pair.run(milliseconds)                   lets time pass: timers, arrivals
//   pair.drain(station)                      after a command given to `station.entity`
//   station.outputs, station.news("reply")   what it has put out; `station.onNews` is asked at each news
//   pair.cut = true, pair.breakWire()        bytes are lost; the connection ends
//   { noise: noise(seed, rate) }             of the wire: bytes are dropped, doubled and changed (SECS-I bears it)
import { Entity, type EntityOptions } from "../core/hsms/mod.ts";
import type { Link } from "../core/link.ts";
import { Entity as Secs1Entity, type EntityOptions as Secs1Options } from "../core/secs1/mod.ts";

/** How the wire behaves. A function is asked each time, for a wire that is never the same. */
export interface WireOptions {
  /** Milliseconds from write to receipt; bytes stay in order. 1 when absent. */
  latency?: number | (() => number);
  /** Bytes arrive in segments of this size; whole when absent. */
  segment?: number | (() => number);
  /** What becomes of the bytes of a segment; nothing when absent. */
  noise?: (bytes: Uint8Array) => Uint8Array;
}

/** Any link, whatever its own news are. */
export type AnyLink = Link<{ readonly type: string }>;
/** Everything a link puts out. */
export type OutputOf<L extends AnyLink> = NonNullable<ReturnType<L["poll"]>>;
type Named<Output, T> = Output extends { readonly type: T } ? Output : never;

/** A machine with everything it has put out. */
export class Station<L extends AnyLink = Entity> {
  readonly entity: L;
  /** All outputs, in order. */
  readonly outputs: OutputOf<L>[] = [];
  /** Called for each news, for stations that answer. */
  onNews: (news: OutputOf<L>, now: number) => void = () => {};

  constructor(entity: L) {
    this.entity = entity;
  }

  /** The outputs of one type. */
  news<T extends OutputOf<L>["type"]>(type: T): Named<OutputOf<L>, T>[] {
    return this.outputs.filter((output) => output.type === type) as Named<OutputOf<L>, T>[];
  }
}

interface Event {
  at: number;
  run: () => void;
}

/** Of a station, what the wire needs. */
interface Anyone {
  readonly entity: AnyLink;
  readonly outputs: { readonly type: string }[];
  onNews(news: { readonly type: string }, now: number): void;
}

/** A TCP connection: each end learns of its end on its own. */
interface Connection {
  readonly open: Set<Anyone>;
  /** When the last bytes sent towards a station, or the end, arrive there. */
  readonly last: Map<Anyone, number>;
  /** Set once something was lost: as TCP would, it delivers nothing more after the gap. */
  lost: boolean;
}

/** An active and a passive station on one wire. */
export class PairOf<A extends AnyLink, P extends AnyLink = A> {
  now = 0;
  readonly active: Station<A>;
  readonly passive: Station<P>;
  readonly #latency: () => number;
  readonly #segment: () => number;
  readonly #noise: (bytes: Uint8Array) => Uint8Array;
  #events: Event[] = [];
  #connection: Connection = connection();
  #cut = false;
  #listening = false;
  /** Counts connection attempts: one that was given up is not heard of again. */
  #attempt = 0;
  #draining = new Set<Anyone>();

  constructor(active: A, passive: P, wire: WireOptions = {}) {
    this.active = new Station(active);
    this.passive = new Station(passive);
    this.#latency = asked(wire.latency ?? 1);
    this.#segment = asked(wire.segment ?? Infinity);
    this.#noise = wire.noise ?? ((bytes) => bytes);
  }

  /** While true, connection attempts fail and bytes are lost. A connection that has lost some ends when it is mended. */
  get cut(): boolean {
    return this.#cut;
  }

  set cut(cut: boolean) {
    this.#cut = cut;
    if (!cut && this.#connection.lost) this.breakWire();
  }

  /** Starts both and runs until the session is selected. */
  selected(): this {
    this.start();
    this.run(20);
    return this;
  }

  start(): void {
    for (const station of [this.passive, this.active]) {
      station.entity.start(this.now);
      this.drain(station);
    }
  }

  /** Drains a station and carries out its orders. Commands given from inside are drained by the loop that runs. */
  drain(station: Anyone): void {
    if (this.#draining.has(station)) return;
    this.#draining.add(station);
    try {
      for (let output = station.entity.poll(); output !== undefined; output = station.entity.poll()) {
        station.outputs.push(output);
        this.#carryOut(station, output);
      }
    } finally {
      this.#draining.delete(station);
    }
  }

  #carryOut(station: Anyone, output: { readonly type: string }): void {
    if (output.type === "connect") this.#connect(station);
    else if (output.type === "write") {
      this.#write(station, (output as { bytes?: unknown }).bytes as Uint8Array);
    } else if (output.type === "disconnect") this.#disconnect(station);
    else station.onNews(output, this.now);
  }

  /** Ends the connection as a broken wire does: both sides are told, and bytes under way are lost. */
  breakWire(): void {
    const { open } = this.#connection;
    this.#connection = connection();
    for (const station of open) this.#tell(station);
    open.clear();
  }

  /** Runs for this many milliseconds, jumping from event to event. */
  run(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (let next = this.#next(); next.at <= end; next = this.#next()) {
      this.#events = this.#events.filter((event) => event !== next);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = end;
  }

  /** The next timer or arrival; those of one time in the order of their making. */
  #next(): Event {
    const timers = [this.active, this.passive].map((station) => ({
      at: station.entity.deadline,
      run: () => {
        station.entity.elapsed(this.now);
        this.drain(station);
      },
    }));
    const none: Event = { at: Infinity, run: () => {} };
    return [...this.#events, ...timers].reduce((first, event) => (event.at < first.at ? event : first), none);
  }

  #later(at: number, run: () => void): void {
    this.#events.push({ at, run });
  }

  #connect(station: Anyone): void {
    if (station === this.passive) {
      this.#listening = true;
      return;
    }
    const attempt = ++this.#attempt;
    this.#later(this.now + this.#latency(), () => attempt === this.#attempt ? this.#accept() : undefined);
  }

  /** The attempt of the active side reaches the passive one. */
  #accept(): void {
    if (this.cut || !this.#listening) return this.#tell(this.active);
    this.#listening = false;
    this.#connection = connection(this.passive, this.active);
    for (const end of [this.passive, this.active]) {
      end.entity.connected(this.now);
      this.drain(end);
    }
  }

  #write(from: Anyone, bytes: Uint8Array): void {
    for (let at = 0, size = 0; at < bytes.length; at += size) {
      size = this.#segment();
      const segment = this.#noise(bytes.slice(at, at + size));
      this.#send(from, (to) => {
        if (segment.length > 0) to.entity.received(segment, this.now);
        this.drain(to);
      });
    }
  }

  /** What was written before still arrives, then the peer sees the end. */
  #disconnect(from: Anyone): void {
    const { open } = this.#connection;
    if (open.has(from)) {
      this.#send(from, (to) => {
        open.delete(to);
        this.#tell(to);
      });
      open.delete(from);
    }
    if (from === this.passive) this.#listening = false;
    else this.#attempt++;
    this.#later(this.now, () => this.#tell(from));
  }

  /** Something travels to the other side, in order, and is lost if that has ended meanwhile. */
  #send(from: Anyone, arrive: (to: Anyone) => void): void {
    const to = from === this.active ? this.passive : this.active;
    const wire = this.#connection, { open, last } = wire;
    const at = Math.max(this.now + this.#latency(), last.get(to) ?? 0);
    last.set(to, at);
    this.#later(at, () => {
      wire.lost ||= this.#cut;
      if (open.has(to) && !wire.lost) arrive(to);
    });
  }

  #tell(station: Anyone): void {
    station.entity.disconnected(this.now);
    this.drain(station);
  }
}

/** Two HSMS entities. */
export class Pair extends PairOf<Entity> {
  constructor(
    active: Partial<EntityOptions> = {},
    passive: Partial<EntityOptions> = {},
    wire: WireOptions = {},
  ) {
    super(new Entity({ mode: "active", ...active }), new Entity({ mode: "passive", ...passive }), wire);
  }
}

/** Two SECS-I entities; the host is the active side. */
export class Secs1Pair extends PairOf<Secs1Entity> {
  constructor(
    host: Partial<Secs1Options> = {},
    equipment: Partial<Secs1Options> = {},
    wire: WireOptions = {},
  ) {
    const active = new Secs1Entity({ role: "host", mode: "active", ...host });
    super(active, new Secs1Entity({ role: "equipment", mode: "passive", ...equipment }), wire);
  }

  get host(): Station<Secs1Entity> {
    return this.active;
  }

  get equipment(): Station<Secs1Entity> {
    return this.passive;
  }
}

/**
 * Drops, doubles or changes a byte in one of `rate` segments of 100 bytes, in the same way for the same seed. Two
 * in a block might cancel each other in its checksum: so never two in a segment, and where a block is not a segment,
 * `quiet` bytes after each.
 */
export function noise(seed: number, rate: number, quiet = 0): (bytes: Uint8Array) => Uint8Array {
  let state = seed >>> 0, since = quiet;
  const chance = (of: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(state / 2 ** 32 * of);
  };
  return (bytes) => {
    since += bytes.length;
    if (since <= quiet || chance(rate * 100) >= bytes.length) return bytes;
    since = 0;
    const at = chance(bytes.length), byte = bytes[at];
    const spoilt = [[], [byte, byte], [byte ^ (1 + chance(255))]][chance(3)];
    return Uint8Array.of(...bytes.subarray(0, at), ...spoilt, ...bytes.subarray(at + 1));
  };
}

function connection(...open: Anyone[]): Connection {
  return { open: new Set(open), last: new Map(), lost: false };
}

function asked(value: number | (() => number)): () => number {
  return typeof value === "function" ? value : () => value;
}
