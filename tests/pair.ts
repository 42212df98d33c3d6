// Two entities, a simulated clock and a simulated wire: latency, segment size, cut. No sockets, no real time.
import { Entity, type EntityOptions, type EntityOutput } from "../core/hsms/mod.ts";

/** How the wire behaves. */
export interface WireOptions {
  /** Milliseconds from write to receipt. */
  latency?: number;
  /** Bytes arrive in segments of this size; whole when absent. */
  segment?: number;
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

/** An active and a passive station on one wire. */
export class Pair {
  now = 0;
  readonly active: Station;
  readonly passive: Station;
  /** While true, connection attempts fail and bytes are lost. */
  cut = false;
  readonly #wire: Required<WireOptions>;
  #events: Event[] = [];
  #generation = 0;
  #listening = false;

  constructor(active: Partial<EntityOptions> = {}, passive: Partial<EntityOptions> = {}, wire: WireOptions = {}) {
    this.active = new Station({ mode: "active", ...active });
    this.passive = new Station({ mode: "passive", ...passive });
    this.#wire = { latency: 1, segment: Infinity, ...wire };
  }

  /** Starts both and runs until the session is selected. */
  selected(): this {
    this.start();
    this.run(20);
    return this;
  }

  start(): void {
    this.passive.entity.start(this.now);
    this.drain(this.passive);
    this.active.entity.start(this.now);
    this.drain(this.active);
  }

  /** Drains a station and carries out its orders. */
  drain(station: Station): void {
    for (let output = station.entity.poll(); output !== undefined; output = station.entity.poll()) {
      station.outputs.push(output);
      if (output.type === "connect") this.#connect(station);
      else if (output.type === "write") this.#write(station, output.bytes);
      else if (output.type === "disconnect") this.disconnect(station);
      else station.onNews(output, this.now);
    }
  }

  /** Ends the connection as a broken wire does: both sides are told. */
  breakWire(): void {
    this.#generation++;
    for (const station of [this.active, this.passive]) if (station.entity.state !== "NOT CONNECTED") this.#tell(station);
  }

  /** Runs for this many milliseconds, jumping from event to event. */
  run(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const next = this.#next();
      if (next === undefined || next.at > end) break;
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = end;
  }

  #next(): Event | undefined {
    const timers = [this.active, this.passive].map((station) => ({
      at: station.entity.deadline,
      run: () => {
        station.entity.elapsed(this.now);
        this.drain(station);
      },
    }));
    const due = [...this.#events, ...timers].filter(({ at }) => at < Infinity).sort((a, b) => a.at - b.at)[0];
    this.#events = this.#events.filter((event) => event !== due);
    return due;
  }

  #later(run: () => void, generation: number | undefined = this.#generation): void {
    const guarded = () => (generation === this.#generation ? run() : undefined);
    this.#events.push({ at: this.now + this.#wire.latency, run: guarded });
  }

  #connect(station: Station): void {
    if (station === this.passive) {
      this.#listening = true;
      return;
    }
    this.#later(() => {
      if (this.cut || !this.#listening) return this.#tell(station);
      this.#listening = false;
      this.#generation++;
      for (const end of [this.passive, this.active]) {
        end.entity.connected(this.now);
        this.drain(end);
      }
    });
  }

  #write(from: Station, bytes: Uint8Array): void {
    const to = from === this.active ? this.passive : this.active;
    for (let at = 0; at < bytes.length; at += this.#wire.segment) {
      const segment = bytes.slice(at, at + this.#wire.segment);
      this.#later(() => {
        if (this.cut || to.entity.state === "NOT CONNECTED") return;
        to.entity.received(segment, this.now);
        this.drain(to);
      });
    }
  }

  /** What was written before still arrives, then the peer sees the end. */
  disconnect(from: Station): void {
    const to = from === this.active ? this.passive : this.active;
    if (to.entity.state !== "NOT CONNECTED") {
      this.#later(() => {
        this.#generation++;
        if (to.entity.state !== "NOT CONNECTED") this.#tell(to);
      });
    }
    if (from === this.passive) this.#listening = false;
    this.#tell(from);
  }

  #tell(station: Station): void {
    station.entity.disconnected(this.now);
    this.drain(station);
  }
}
