// Two links of any kind, whatever machines are over them, on a simulated wire: a millisecond from write to receipt.
import type { DataMessage, Link, LinkOutput } from "../core/link.ts";

type AnyLink = Link<{ readonly type: string }>;
type OutputOf<M extends AnyLink> = NonNullable<ReturnType<M["poll"]>>;
type Typed<O, T> = O extends { readonly type: T } ? O : never;

/** A machine on the wire, with everything it has told. */
export class Side<M extends AnyLink> {
  readonly machine: M;
  /** All outputs but orders, in order. */
  news: OutputOf<M>[] = [];
  /** Called for each of them, for machines that answer. */
  onNews: (news: OutputOf<M>, now: number) => void = () => {};

  constructor(machine: M) {
    this.machine = machine;
  }

  /** The news of one type. */
  told<T extends OutputOf<M>["type"]>(type: T): Typed<OutputOf<M>, T>[] {
    return this.news.filter((news) => news.type === type) as Typed<OutputOf<M>, T>[];
  }
}

/** An active and a passive machine, and the time. */
export class Wire<A extends AnyLink, P extends AnyLink> {
  now = 0;
  readonly active: Side<A>;
  readonly passive: Side<P>;
  /** While true, connecting fails and bytes are lost. */
  cut = false;
  #connected = false;
  #listening = false;
  #events: { at: number; run: () => void }[] = [];
  readonly #draining = new Set<unknown>();

  constructor(active: A, passive: P) {
    this.active = new Side(active);
    this.passive = new Side(passive);
  }

  /** Starts both and runs for a while. */
  start(milliseconds = 50): this {
    for (const { machine } of [this.passive, this.active]) machine.start(this.now);
    return this.run(milliseconds);
  }

  /** Does something with a machine and lets the consequences happen. */
  do<T>(work: (now: number) => T, milliseconds = 50): T {
    const result = work(this.now);
    this.run(milliseconds);
    return result;
  }

  /** Runs for this many milliseconds, from event to event. */
  run(milliseconds: number): this {
    this.#drainBoth();
    const end = this.now + milliseconds;
    for (let next = this.#next(); next.at <= end; next = this.#next()) {
      this.now = Math.max(this.now, next.at);
      next.run();
      this.#drainBoth();
    }
    this.now = end;
    return this;
  }

  #next(): { at: number; run: () => void } {
    const [first] = this.#events;
    const timer = Math.min(this.active.machine.deadline, this.passive.machine.deadline);
    if (first === undefined || timer < first.at) return { at: timer, run: () => this.#elapse() };
    return { at: first.at, run: () => this.#events.shift()!.run() };
  }

  #elapse(): void {
    for (const { machine } of [this.active, this.passive]) machine.elapsed(this.now);
  }

  #drainBoth(): void {
    this.#drain(this.active, this.passive);
    this.#drain(this.passive, this.active);
  }

  #drain(side: Side<AnyLink>, other: Side<AnyLink>): void {
    if (this.#draining.has(side)) return;
    this.#draining.add(side);
    for (let output = side.machine.poll(); output !== undefined; output = side.machine.poll()) {
      if (!this.#carryOut(side, other, output as LinkOutput)) {
        side.news.push(output as never);
        side.onNews(output as never, this.now);
      }
    }
    this.#draining.delete(side);
  }

  #carryOut(side: Side<AnyLink>, other: Side<AnyLink>, output: LinkOutput): boolean {
    if (output.type === "write") {
      this.#later(() =>
        this.#connected && !this.cut ? other.machine.received(output.bytes, this.now) : undefined
      );
    } else if (output.type === "disconnect") this.#later(() => this.breakWire());
    else if (output.type !== "connect") return false;
    else if (side === this.passive) this.#listening = true;
    else this.#later(() => this.#connect());
    return true;
  }

  #connect(): void {
    if (this.cut || !this.#listening) return this.active.machine.disconnected(this.now);
    this.#connected = true;
    this.passive.machine.connected(this.now);
    this.active.machine.connected(this.now);
  }

  /** Ends the connection as a broken wire does: both sides find out, and bytes under way are lost. */
  breakWire(): void {
    if (!this.#connected) return;
    this.#connected = false;
    this.#events = [];
    for (const { machine } of [this.passive, this.active]) machine.disconnected(this.now);
  }

  #later(run: () => void): void {
    this.#events.push({ at: this.now + 1, run });
  }
}

/** `S6F11` */
export function nameOf({ stream, function: fn }: Pick<DataMessage, "stream" | "function">): string {
  return `S${stream}F${fn}`;
}
