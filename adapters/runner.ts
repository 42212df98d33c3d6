// Joins a machine to a socket and a clock: drains it, holds its one timer, joins its writes. All that a runtime adds is
// a `Dial`.
import type { ConnectionFacts, Order } from "../core/link.ts";
import type { Machine } from "../core/machine.ts";
import { joined, WRITE_AT_ONCE } from "./joined.ts";
import type { Dial, Socket, Wire } from "./socket.ts";

const LONGEST_TIMER = 2 ** 31 - 1; // `setTimeout` takes no more

/** Whoever a runner works for. What it is told may give the machine commands, and must not throw. */
export interface Owner<Output> {
  /** An order that is about to be carried out (`connect`, `disconnect`), or news. */
  output(output: Output): void;
  /** The socket is open; the machine is told next. */
  opened?(socket: Socket): void;
  /** The socket has closed, or could not be opened; the machine is told next. */
  socketClosed?(error: Error | undefined): void;
  /** The machine was drained and has said all. True when it was given commands again. */
  settled?(): boolean;
  /** A deadline of the owner's own, in the runner's time. */
  readonly deadline?: number;
  /** The deadline may have passed. */
  elapsed?(now: number): void;
}

/** Bounds of what a runner waits for, in milliseconds. */
export interface RunnerOptions {
  /** How long an attempt to connect may take; `Infinity` for a side that listens. */
  connectTimeout: number;
  /** How long the last bytes and the peer's end may take after `disconnect`. */
  closeTimeout: number;
}

/** Where commands get their time from. */
export interface Clock {
  now(): number;
}

type Phase = "idle" | "opening" | "open" | "closing";

type Connected<Output> = Machine<Output> & ConnectionFacts;

/**
 * Runs a machine. Give it commands with the time that {@linkcode Runner.now} tells: all commands of one turn, and the
 * answers to what one chunk brought, leave in one write.
 */
export class Runner<Output extends { readonly type: string }> implements Wire, Clock {
  readonly #machine: Connected<Output | Order>;
  readonly #owner: Owner<Output | Order>;
  readonly #dial: Dial;
  readonly #options: RunnerOptions;
  readonly #turn: () => void = () => this.#endTurn();

  #phase: Phase = "idle";
  #socket: Socket | undefined;
  #giveUp: (() => void) | undefined;
  /** When the attempt to open, or to close, has taken too long. */
  #bound = Infinity;
  #late: Error | undefined;
  #abandoned = false;

  /** A turn begins with a fact or a command, has one time, and ends in a microtask. */
  #inTurn = false;
  #now = 0;
  #scheduled = false;
  #draining = false;
  #held: Uint8Array | undefined;

  #blocked = false;
  #toldBlocked = false;
  #paused = false;
  #toldPaused = false;
  #ended: { error: Error | undefined } | undefined;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #armed = Infinity;

  constructor(
    machine: Connected<Output | Order>,
    owner: Owner<Output | Order>,
    dial: Dial,
    options: RunnerOptions,
  ) {
    this.#machine = machine;
    this.#owner = owner;
    this.#dial = dial;
    this.#options = options;
  }

  /** Whether reading has been stopped. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Whether the socket has not yet taken everything. */
  get blocked(): boolean {
    return this.#blocked;
  }

  /** The time for a command, read once in a turn; after the command, the turn's end drains the machine. */
  now(): number {
    const now = this.#begin();
    if (!this.#draining) this.#schedule();
    return now;
  }

  /** Drains the machine at once; what it writes still waits for the end of the turn. */
  settle(): void {
    if (!this.#draining) this.#settle(this.#begin());
    this.#schedule();
  }

  /** Stops reading. */
  pause(): void {
    if (this.#paused || this.#phase !== "open") return;
    this.#paused = true;
    this.#socket!.pause();
    this.now();
  }

  /** Reads on. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#socket!.resume();
    this.now();
  }

  /** `disconnect` does not wait for this peer, and what was not written is lost. */
  abandon(): void {
    this.#abandoned = true;
    if (this.#phase === "closing") this.#socket!.destroy();
  }

  /** Ends the timer. The machine has stopped for good. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#armed = -Infinity;
  }

  // What the socket tells.

  opened(socket: Socket): void {
    if (this.#draining) return queueMicrotask(() => this.opened(socket));
    const now = this.#settled();
    if (this.#phase !== "opening") return socket.destroy();
    this.#phase = "open";
    this.#socket = socket;
    this.#abandoned = false;
    this.#giveUp = undefined;
    this.#bound = Infinity;
    this.#owner.opened?.(socket);
    this.#drain(now); // of what the owner has just commanded, perhaps to close
    if (this.#phase === "open") this.#machine.connected(now);
    this.settle();
  }

  received(chunk: Uint8Array): void {
    if (this.#draining) return queueMicrotask(() => this.received(chunk));
    if (this.#phase !== "open") return;
    this.#machine.received(chunk, this.#settled());
    this.settle();
  }

  drained(): void {
    if (this.#phase !== "open") return;
    this.#blocked = false;
    this.settle();
  }

  closed(error?: Error): void {
    if (this.#phase === "idle") return;
    this.#ended = { error: this.#late ?? error };
    this.settle();
  }

  // The turn.

  #begin(): number {
    if (!this.#inTurn) {
      this.#inTurn = true;
      this.#now = performance.now();
    }
    return this.#now;
  }

  /** Ends the turn after the microtasks that wait now: those the news of this turn has woken. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(this.#turn);
  }

  /** The time of a fact, before which the machine is drained of the commands it was given in the same turn. */
  #settled(): number {
    const now = this.#begin();
    if (this.#scheduled) this.#settle(now);
    return now;
  }

  #endTurn(): void {
    try {
      do {
        this.#settle(this.#now);
        this.#flush();
      } while (this.#held !== undefined || this.#untold);
    } finally {
      this.#scheduled = this.#inTurn = false;
    }
  }

  /** Drains the machine and tells it what happened meanwhile, until nothing is left of either. */
  #settle(now: number): void {
    do this.#drain(now); while (this.#tell(now) || this.#owner.settled?.());
    this.#arm(now);
  }

  #drain(now: number): void {
    this.#draining = true;
    try {
      for (let output = this.#machine.poll(); output !== undefined; output = this.#machine.poll()) {
        this.#take(output, now);
      }
    } finally {
      this.#draining = false;
    }
  }

  #take(output: Output | Order, now: number): void {
    if (output.type === "write") return this.#hold((output as Order & { type: "write" }).bytes);
    this.#owner.output(output);
    if (output.type === "connect") this.#open(now);
    else if (output.type === "disconnect") this.#close(now);
  }

  /** Whether the machine does not know yet that its socket is full, or is not any more. */
  get #untold(): boolean {
    return this.#phase === "open" && this.#blocked !== this.#toldBlocked;
  }

  /** Tells one fact that came up while the machine was being drained. */
  #tell(now: number): boolean {
    if (this.#ended !== undefined) return this.#end(this.#ended.error, now);
    if (this.#phase !== "open") return false;
    if (this.#untold) {
      this.#toldBlocked = this.#blocked;
      if (this.#blocked) this.#machine.blocked(now);
      else this.#machine.drained(now);
      return true;
    }
    if (this.#paused !== this.#toldPaused) {
      this.#toldPaused = this.#paused;
      if (this.#paused) this.#machine.paused(now);
      else this.#machine.resumed(now);
      return true;
    }
    return false;
  }

  // Orders.

  #open(now: number): void {
    this.#phase = "opening";
    this.#late = undefined;
    this.#bound = now + this.#options.connectTimeout;
    this.#giveUp = this.#dial(this);
  }

  #close(now: number): void {
    if (this.#phase === "opening") return this.#cancel();
    if (this.#phase !== "open") return;
    this.#flush();
    this.#phase = "closing";
    this.#bound = now + this.#options.closeTimeout;
    if (this.#paused) this.#socket!.resume();
    if (this.#abandoned) this.#socket!.destroy();
    else this.#socket!.end();
  }

  #cancel(): void {
    const giveUp = this.#giveUp;
    this.#giveUp = undefined;
    giveUp?.();
  }

  #end(error: Error | undefined, now: number): boolean {
    this.#phase = "idle";
    this.#socket = this.#giveUp = undefined;
    this.#ended = this.#held = undefined;
    this.#blocked = this.#toldBlocked = false;
    this.#paused = this.#toldPaused = false;
    this.#bound = Infinity;
    this.#owner.socketClosed?.(error);
    this.#drain(now); // of what the owner has just commanded
    this.#machine.disconnected(now);
    return true;
  }

  #hold(bytes: Uint8Array): void {
    const held = this.#held === undefined ? bytes : joined(this.#held, bytes);
    if (held === undefined) this.#flush();
    this.#held = held ?? bytes;
    if (this.#held.length >= WRITE_AT_ONCE) this.#flush();
  }

  #flush(): void {
    const bytes = this.#held;
    if (bytes === undefined) return;
    this.#held = undefined;
    if (this.#phase === "open" && !this.#socket!.write(bytes)) this.#blocked = true;
  }

  #due(): number {
    return Math.min(this.#machine.deadline, this.#bound, this.#owner.deadline ?? Infinity);
  }

  /** Arms the timer when the deadline is before the one armed; when it has moved on, the old one finds that out. */
  #arm(now: number): void {
    const due = this.#due();
    if (due >= this.#armed) return;
    clearTimeout(this.#timer);
    const delay = Math.min(Math.max(Math.ceil(due - now), 1), LONGEST_TIMER);
    this.#armed = now + delay;
    this.#timer = setTimeout(() => this.#timerFired(), delay);
  }

  #timerFired(): void {
    this.#armed = Infinity;
    const now = this.#settled();
    if (now >= this.#bound) this.#overdue();
    if (now >= (this.#owner.deadline ?? Infinity)) this.#owner.elapsed!(now);
    this.#settle(now);
    if (now >= this.#machine.deadline) this.#machine.elapsed(now);
    this.settle();
  }

  #overdue(): void {
    this.#bound = Infinity;
    if (this.#phase === "closing") return this.#socket!.destroy();
    this.#late = new Error(`no answer within ${this.#options.connectTimeout / 1000} s`);
    this.#cancel();
  }
}
