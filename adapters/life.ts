// How a connection begins and ends, again and again: its events in their order, and who waits for a state.
import type { Cause, State } from "../core/hsms/news.ts";
import type { Connection } from "./connection.ts";
import type { Emitter } from "./emitter.ts";
import type { Events } from "./options.ts";
import { type Address, reasonOf, type Socket } from "./socket.ts";
import { type StateWaitOptions, StateWaits } from "./waits.ts";

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

  readonly #emitter: Emitter<Events, Connection>;
  readonly #purpose: string;
  readonly #states = new StateWaits();
  /** What has been told of this TCP connection: everything, `connected`, `before-closed`. */
  #told: "closed" | "connected" | "before-closed" = "closed";
  /** Why the entity has no connection any more; `undefined` while it has one. */
  #cause: Cause | undefined;

  /** `purpose` says what the connection does, for error messages. */
  constructor(emitter: Emitter<Events, Connection>, purpose: string) {
    this.#emitter = emitter;
    this.#purpose = purpose;
  }

  /** The port that a passive connection waits at is open. */
  listening(address: Address): void {
    this.address = address;
    if (!this.closing) this.#emitter.emit("listening", address);
  }

  /** The socket is open. */
  opened(socket: Socket): void {
    this.socket = socket;
    this.#cause = this.error = undefined;
  }

  /** The entity has its connection. */
  connected(): void {
    this.#told = "connected";
    this.#emitter.emit("connected", this.socket!.remote);
    this.#states.reached("NOT SELECTED");
  }

  selected(session: number): void {
    this.#emitter.emit("selected", session);
    this.#states.reached("SELECTED");
  }

  /** The connection is about to end, as we wish or as has happened. */
  beforeClosed(): void {
    if (this.#told !== "connected") return;
    this.#told = "before-closed";
    this.#emitter.emit("before-closed", undefined);
  }

  /** The entity has no connection any more; that of the socket may still be closing. */
  disconnected(cause: Cause): void {
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

  #closed(cause: Cause): void {
    this.#told = "closed";
    this.#emitter.emit("closed", { cause, error: this.error });
  }

  connectFailed(): void {
    this.#emitter.emit("connect-failed", this.failure(this.#reason ?? "not reached"));
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
  failure(state: string = this.#reason ?? this.#cause ?? "closed"): Error {
    return new Error(`Cannot ${this.#purpose}: ${state}`, { cause: this.error });
  }

  get #reason(): string | undefined {
    return this.error && reasonOf(this.error);
  }
}
