// How a connection begins and ends, again and again: its events in their order, and who waits for a state.
import type { State } from "../core/hsms/news.ts";
import type { EndCause, Events } from "./events.ts";
import { type Address, reasonOf, type Socket } from "./socket.ts";
import { type StateWaitOptions, StateWaits } from "./waits.ts";

/** Causes that say too little by their name. */
const IN_WORDS: { readonly [C in EndCause]?: string } = {
  T6: "no response to a control message within T6",
  T7: "not selected within T7",
  T8: "a message stopped in its middle for T8",
  "write timeout": "the peer did not read in time",
};

/** Who is told of events. */
interface Teller {
  emit<K extends keyof Events>(event: K, value: Events[K]): void;
}

/** The life of a connection. */
export class Life {
  /** The open socket. */
  socket: Socket | undefined;
  /** Where a passive connection listens. */
  address: Address | undefined;
  /** Whether it has been, or is being, closed for good. */
  closing = false;
  /** What went wrong last. */
  error: Error | undefined;

  readonly #teller: Teller;
  readonly #purpose: string;
  readonly #states = new StateWaits();
  /** What has been told of this TCP connection last. */
  #told: "closed" | "connected" | "before-closed" = "closed";
  /** Why the entity has no connection any more; `undefined` while it has one. */
  #cause: EndCause | undefined;

  /** `purpose` says what the connection does, for error messages. */
  constructor(teller: Teller, purpose: string) {
    this.#teller = teller;
    this.#purpose = purpose;
  }

  /** The port that a passive connection waits at is open. */
  listening(address: Address): void {
    this.address = address;
    if (!this.closing) this.#teller.emit("listening", address);
  }

  /** The socket is open. */
  opened(socket: Socket): void {
    this.socket = socket;
    this.#cause = this.error = undefined;
  }

  /** The entity has its connection. */
  connected(): void {
    this.#told = "connected";
    this.#teller.emit("connected", this.socket!.remote);
    this.#states.reached("NOT SELECTED");
  }

  selected(session: number): void {
    this.#teller.emit("selected", session);
    this.#states.reached("SELECTED");
  }

  /** The connection is about to end, as we wish or as has happened. */
  beforeClosed(): void {
    if (this.#told !== "connected") return;
    this.#told = "before-closed";
    this.#teller.emit("before-closed", undefined);
  }

  /** The entity has no connection any more; that of the socket may still be closing. */
  disconnected(cause: EndCause): void {
    this.#cause = cause;
    this.beforeClosed();
    if (this.socket === undefined) this.#closed(cause);
  }

  /** The socket has closed, or could not be opened; the entity may not know yet. */
  socketClosed(error: Error | undefined): void {
    this.socket = undefined;
    this.error = error;
    if (this.#cause !== undefined && this.#told === "before-closed") this.#closed(this.#cause);
  }

  #closed(cause: EndCause): void {
    this.#told = "closed";
    this.#teller.emit("closed", { cause, error: this.error });
  }

  connectFailed(): void {
    this.#teller.emit("connect-failed", this.failure(this.#reason ?? "not reached"));
  }

  /** It will not live again. */
  stopped(): void {
    this.closing = true;
    this.#states.fail(() => this.failure());
  }

  /** Resolves when a state is reached. */
  reach(state: State, reached: boolean, options: StateWaitOptions): Promise<void> {
    if (options.signal?.aborted) return Promise.reject(options.signal.reason);
    if (reached) return Promise.resolve();
    if (this.closing) return Promise.reject(this.failure());
    return this.#states.wait(state, options, (seconds) => this.#late(state, seconds));
  }

  #late(state: State, seconds: number): Error {
    const reason = this.#reason;
    return this.failure(`not ${state} within ${seconds} s${reason === undefined ? "" : `, ${reason}`}`);
  }

  /** Why the connection cannot be had. */
  failure(state: string = this.#reason ?? IN_WORDS[this.#cause!] ?? this.#cause ?? "closed"): Error {
    return new Error(`Cannot ${this.#purpose}: ${state}`, { cause: this.error });
  }

  get #reason(): string | undefined {
    return this.error && reasonOf(this.error);
  }
}
