// Two entities, a simulated clock and a simulated wire: latency, segment size, cut. No sockets, no real time.
import { Entity, type EntityOptions, type EntityOutput } from "../core/hsms/mod.ts";

/** How the wire behaves. A function is asked each time, for a wire that is never the same. */
export interface WireOptions {
  /** Milliseconds from write to receipt; bytes stay in order. 1 when absent. */
  latency?: number | (() => number);
  /** Bytes arrive in segments of this size; whole when absent. */
  segment?: number | (() => number);
}

/** An entity with everything it has put out. */
export class Station {
  readonly entity: Entity;
  /** All outputs, in order. */
  readonly outputs: EntityOutput[] = [];
  /** Called for each news, for stations that answer. */
  onNews: (news: EntityOutput, now: number) => void = () => {};

  constructor(options: EntityOptions) {
    this.entity = new Entity(options);
  }

  /** The outputs of one type. */
  news<T extends EntityOutput["type"]>(type: T): Extract<EntityOutput, { type: T }>[] {
    return this.outputs.filter((output) => output.type === type) as Extract<EntityOutput, { type: T }>[];
  }
}

interface Event {
  at: number;
  run: () => void;
}

/** A TCP connection: each end learns of its end on its own. */
interface Connection {
  readonly open: Set<Station>;
  /** When the last bytes sent towards a station, or the end, arrive there. */
  readonly last: Map<Station, number>;
  /** Set once something was lost: as TCP would, it delivers nothing more after the gap. */
  lost: boolean;
}

/** An active and a passive station on one wire. */
export class Pair {
  now = 0;
  readonly active: Station;
  readonly passive: Station;
  readonly #latency: () => number;
  readonly #segment: () => number;
  #events: Event[] = [];
  #connection: Connection = connection();
  #cut = false;
  #listening = false;
  /** Counts connection attempts: one that was given up is not heard of again. */
  #attempt = 0;
  #draining = new Set<Station>();

  constructor(
    active: Partial<EntityOptions> = {},
    passive: Partial<EntityOptions> = {},
    wire: WireOptions = {},
  ) {
    this.active = new Station({ mode: "active", ...active });
    this.passive = new Station({ mode: "passive", ...passive });
    this.#latency = asked(wire.latency ?? 1);
    this.#segment = asked(wire.segment ?? Infinity);
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
  drain(station: Station): void {
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

  #carryOut(station: Station, output: EntityOutput): void {
    if (output.type === "connect") this.#connect(station);
    else if (output.type === "write") this.#write(station, output.bytes);
    else if (output.type === "disconnect") this.#disconnect(station);
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

  #connect(station: Station): void {
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

  #write(from: Station, bytes: Uint8Array): void {
    for (let at = 0, size = 0; at < bytes.length; at += size) {
      size = this.#segment();
      const segment = bytes.slice(at, at + size);
      this.#send(from, (to) => {
        to.entity.received(segment, this.now);
        this.drain(to);
      });
    }
  }

  /** What was written before still arrives, then the peer sees the end. */
  #disconnect(from: Station): void {
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
  #send(from: Station, arrive: (to: Station) => void): void {
    const to = from === this.active ? this.passive : this.active;
    const wire = this.#connection, { open, last } = wire;
    const at = Math.max(this.now + this.#latency(), last.get(to) ?? 0);
    last.set(to, at);
    this.#later(at, () => {
      wire.lost ||= this.#cut;
      if (open.has(to) && !wire.lost) arrive(to);
    });
  }

  #tell(station: Station): void {
    station.entity.disconnected(this.now);
    this.drain(station);
  }
}

function connection(...open: Station[]): Connection {
  return { open: new Set(open), last: new Map(), lost: false };
}

function asked(value: number | (() => number)): () => number {
  return typeof value === "function" ? value : () => value;
}
