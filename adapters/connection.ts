// The promise face of a link: what the application wants becomes commands, news become promises and events.
import type { Entity } from "../core/hsms/entity.ts";
import { dataHeader } from "../core/hsms/header.ts";
import type { State } from "../core/hsms/news.ts";
import type { DataMessage, Primary } from "../core/link.ts";
import { type AnyLink, hsmsOf } from "./carrier.ts";
import type { Handler } from "./emitter.ts";
import type { Events } from "./events.ts";
import { Hub, type Joint } from "./hub.ts";
import type { AnyConnectionOptions } from "./options.ts";
import type { WaitOptions } from "./request.ts";
import type { Address } from "./socket.ts";
import type { LinktestResponse, StateWaitOptions } from "./waits.ts";

/** A connection tells its handlers the news of its own machine. */
type AnyHandler = Handler<unknown, Connection<AnyLink>>;

/** Makes a connection, for `open`, `connect` and `listen`. Throws `RangeError` or `TypeError` for impossible options. */
export let makeConnection: <M extends AnyLink>(options: AnyConnectionOptions, joint: Joint) => Connection<M>;
/** What is behind a connection. */
export let hubOf: (connection: Connection<AnyLink>) => Hub;

/**
 * A connection to one peer, made by `connect`, `open` and `listen`. It lasts until it is closed: when the peer or the
 * network ends the TCP connection, the active side connects again after T5, and the passive side listens again. `M` is
 * what its messages go through: an HSMS or a SECS-I entity, or a machine over one.
 *
 * ```ts
 * import { connect } from "@fabwire/hsms/deno";
 *
 * await using host = await connect({ mode: "passive", port: 5000, session: 1 });
 * host.on("closed", ({ cause }) => console.log(cause));
 * for await (const message of host) {
 *   if (message.replyExpected) await host.reply(message, Uint8Array.of(1, 0));
 * }
 * ```
 *
 * Received primaries go to the `message` handlers and to the iterators; while there is neither, they wait. When more
 * wait than `buffers` allows, reading stops until half of them are taken. While own requests are open it goes on to a
 * second, higher bound, so that an application may make requests inside its `for await` loop.
 */
export class Connection<M extends AnyLink = Entity> implements AsyncIterable<DataMessage>, AsyncDisposable {
  readonly #hub: Hub;

  static {
    makeConnection = (options, joint) => new Connection(options, joint);
    hubOf = (connection) => connection.#hub;
  }

  private constructor(options: AnyConnectionOptions, joint: Joint) {
    this.#hub = new Hub(this, options, joint);
  }

  // ── What it is ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** State of the connection; SELECTED when any session is. A SECS-I line is SELECTED while it is connected. */
  get state(): State {
    return this.#hub.carrier.state;
  }

  /** State of one session. */
  stateOf(session: number): State {
    return this.#hub.carrier.stateOf(session);
  }

  /** Session id of primaries that name none: the device id in HSMS-SS and SECS-I. */
  get session(): number {
    return this.#hub.sender.session ?? this.#hub.carrier.settings.session;
  }

  /** The peer, while TCP is connected. */
  get remote(): Address | undefined {
    return this.#hub.life.socket?.remote;
  }

  /** Our own end while TCP is connected; otherwise the address a passive connection listens at. */
  get local(): Address | undefined {
    return this.#hub.life.socket?.local ?? this.#hub.life.address;
  }

  /** Resolves when the connection has been closed for good, by `close` or by a failure without `reconnect`. */
  get closed(): Promise<void> {
    return this.#hub.closed;
  }

  /** Resolves when SELECTED, now or after a reconnection. Rejects when the connection is closed for good. */
  whenSelected(options: StateWaitOptions = {}): Promise<void> {
    return this.#hub.life.reach("SELECTED", this.state === "SELECTED", options);
  }

  /** Resolves when TCP is connected. Rejects when the connection is closed for good. */
  whenConnected(options: StateWaitOptions = {}): Promise<void> {
    return this.#hub.life.reach("NOT SELECTED", this.state !== "NOT CONNECTED", options);
  }

  /** The machine that `over` has made, or the entity itself. Give it commands through `perform`. */
  get machine(): M {
    return this.#hub.link as M;
  }

  // ── What the application wants ─────────────────────────────────────────────────────────────────────────────────

  /** Gives the machine a command, with the time it asks for, and sees that what comes of it is done. */
  perform<T>(command: (machine: M, now: number) => T): T {
    return command(this.machine, this.#hub.runner.now());
  }

  /**
   * Sends a primary with the W-bit and resolves with its reply. Rejects with {@linkcode NoReplyError} when there is
   * none, `NotSelectedError` when the session is not selected, `RangeError` for impossible values, or the reason of
   * the signal; a reply that comes after that is `unmatched` news.
   */
  request(primary: Primary, options?: WaitOptions): Promise<DataMessage> {
    const reply = this.#hub.sender.request(primary, options?.signal);
    if (this.#hub.runner.paused) this.#hub.inbox.regulate();
    return reply;
  }

  /** Sends a primary without the W-bit and resolves with its system bytes once it is on its way. */
  send(primary: Primary): Promise<number> {
    return this.#hub.sender.send(primary);
  }

  /**
   * Answers a received primary: with function + 1, or with function 0 to abort. Resolves once the reply is on its way.
   * Rejects when the message expects no reply, was answered before, its connection has ended, or the peer does not
   * read: all of which may be ignored without harm.
   */
  reply(message: DataMessage, text?: Uint8Array, fn: number = message.function + 1): Promise<void> {
    return this.#hub.sender.reply(message, text, fn);
  }

  /** HSMS: sends Linktest.req and resolves with its response. Rejects with {@linkcode ControlError}. */
  linktest(): Promise<LinktestResponse> {
    return this.#hub.controls.linktest();
  }

  /** HSMS: selects a session and resolves when it is SELECTED. Rejects with {@linkcode ControlError} when refused. */
  select(session: number = this.session): Promise<void> {
    return this.#hub.controls.select(session);
  }

  /** HSMS: ends a session by agreement; not in HSMS-SS. Rejects with {@linkcode ControlError} when refused. */
  deselect(session: number = this.session): Promise<void> {
    return this.#hub.controls.deselect(session);
  }

  /** HSMS: ends a session at once by Separate.req; in HSMS-SS the TCP connection ends with it. Throws when not selected. */
  separate(session: number = this.session): void {
    hsmsOf(this.#hub.carrier, "separate").separate(this.#hub.runner.now(), session);
  }

  /**
   * HSMS: refuses a received message by Reject.req, with a reason of E37 (1 to 4), of a subsidiary standard (5 to 127) or
   * of one's own (128 to 255). Throws when not connected. E37.
   */
  reject(message: DataMessage, reason: number): void {
    hsmsOf(this.#hub.carrier, "reject").reject(dataHeader(message), reason, this.#hub.runner.now());
  }

  /** Closes for good: in HSMS Separate.req when SELECTED, then TCP. Open requests are rejected. May be called again. */
  close(): Promise<void> {
    this.#hub.close();
    return this.#hub.closed;
  }

  /** Closes, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // ── Events and messages ────────────────────────────────────────────────────────────────────────────────────────

  /** Adds a handler. The first one for `message` is given at once what has been waiting. */
  on<K extends keyof Events<M>>(event: K, handler: Handler<Events<M>[K], Connection<M>>): this {
    this.#hub.emitter.add(event, handler as unknown as AnyHandler);
    if (event === "message") this.#hub.inherit();
    return this;
  }

  /** Removes a handler. */
  off<K extends keyof Events<M>>(event: K, handler: Handler<Events<M>[K], Connection<M>>): this {
    this.#hub.emitter.remove(event, handler as unknown as AnyHandler);
    return this;
  }

  /**
   * Iterates over the received primaries, across reconnections, until the connection is closed for good. Iterators
   * share: each message goes to one of them.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<DataMessage, undefined> {
    return this.#hub.inbox.queue.iterate();
  }
}
