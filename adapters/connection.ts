// The promise face of an HSMS entity: what the application wants becomes commands, news become promises and events.
import { Entity } from "../core/hsms/entity.ts";
import { dataHeader } from "../core/hsms/header.ts";
import type { Cause, EntityOutput, State } from "../core/hsms/news.ts";
import type { DataMessage, Primary } from "../core/link.ts";
import { Emitter, type Handler } from "./emitter.ts";
import { Inbox } from "./inbox.ts";
import { Life } from "./life.ts";
import { type ConnectionOptions, type Events, milliseconds, settleBuffers } from "./options.ts";
import { NoReplyError, type Request, type WaitOptions } from "./request.ts";
import { type Owner, Runner } from "./runner.ts";
import { Sender } from "./sender.ts";
import type { Address, Dial, Wire } from "./socket.ts";
import { Controls, type LinktestResponse, type StateWaitOptions } from "./waits.ts";

export type { Events };

/** How a connection is joined to its runtime. */
export interface Joint {
  readonly mode: "active" | "passive";
  readonly dial: Dial;
  /** In milliseconds. */
  readonly connectTimeout: number;
  /** Whether to connect or listen again after a connection has ended, or could not be opened. */
  readonly reconnect: boolean;
  /** Whether the session id is taken from the peer where the options name none. */
  readonly learnSession: boolean;
  /** What the connection does, for error messages: `connect to 10.0.0.1:5000`. */
  readonly purpose: string;
  /** Called when the connection has stopped for good; `closed` waits for it. */
  readonly release?: () => Promise<void>;
}

/** What `open`, `connect` and `listen` do with a connection beyond what the application may. */
export let internals: {
  /** Where its socket tells what happens. */
  wire(connection: Connection): Wire;
  /** The port it waits at is open. */
  listening(connection: Connection, address: Address): void;
  /** Closes it for good because of an error. */
  fail(connection: Connection, error: Error): void;
  /** Closes it for good without waiting for the peer. */
  abandon(connection: Connection): Promise<void>;
};

/**
 * A connection to one HSMS peer, made by `connect`, `open` and `listen`. It lasts until it is closed: when the peer or
 * the network ends the TCP connection, the active side connects again after T5, and the passive side listens again.
 *
 * ```ts
 * await using equipment = await connect({ host: "10.0.0.1", port: 5000, session: 1 });
 * const reply = await equipment.request({ stream: 1, function: 1 });
 * for await (const message of equipment) await equipment.reply(message, text);
 * ```
 *
 * Received primaries go to the `message` handlers and to the iterators; while there is neither, they wait. When more
 * wait than `buffers` allows, reading stops until half of them are taken. While own requests are open it
 * goes on to a second, higher bound, so that an application may make requests inside its `for await` loop.
 */
export class Connection implements AsyncIterable<DataMessage>, AsyncDisposable {
  /** Resolves when the connection has been closed for good, by `close` or by a failure without `reconnect`. */
  readonly closed: Promise<void>;

  readonly #entity: Entity;
  readonly #runner: Runner<EntityOutput>;
  readonly #joint: Joint;
  readonly #emitter: Emitter<Events, Connection>;
  readonly #inbox: Inbox;
  readonly #sender: Sender;
  readonly #controls: Controls;
  readonly #life: Life;
  #resolveClosed!: () => void;

  static {
    internals = {
      wire: (connection) => connection.#runner,
      listening: (connection, address) => connection.#life.listening(address),
      fail: (connection, error) => connection.#fail(error),
      abandon: (connection) => connection.#abandon(),
    };
  }

  /** Throws `RangeError` or `TypeError` for options that cannot be. */
  constructor(options: ConnectionOptions, joint: Joint) {
    const entity = new Entity({ ...options, mode: joint.mode });
    const buffers = settleBuffers(options.buffers);
    const limits = {
      unsent: buffers.unsent,
      timeout: milliseconds("sendTimeout", options.sendTimeout ?? 45),
      bytes: entity.settings.limits.queuedBytes,
    };
    this.#entity = entity;
    this.#joint = joint;
    this.#emitter = new Emitter<Events, Connection>(this, options.on);
    this.#life = new Life(this.#emitter, joint.purpose);
    const now = (): number => this.#runner.now();
    this.#sender = new Sender(entity, now, limits, options.session);
    this.#controls = new Controls(entity, now);
    this.#runner = new Runner<EntityOutput>(entity, this.#owner(), joint.dial, {
      connectTimeout: joint.connectTimeout,
      closeTimeout: milliseconds("closeTimeout", options.closeTimeout ?? 2),
    });
    this.#inbox = new Inbox(buffers, this.#runner, () => entity.openTransactions);
    this.closed = new Promise((resolve) => this.#resolveClosed = resolve);
    entity.start(this.#runner.now());
  }

  // ── What it is ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** State of the connection; SELECTED when any session is. */
  get state(): State {
    return this.#entity.state;
  }

  /** State of one session. */
  stateOf(session: number): State {
    return this.#entity.stateOf(session);
  }

  /** Session id of primaries that name none: the device id in HSMS-SS. */
  get session(): number {
    return this.#sender.session ?? this.#entity.settings.session;
  }

  /** The peer, while TCP is connected. */
  get remote(): Address | undefined {
    return this.#life.socket?.remote;
  }

  /** Our own end while TCP is connected; otherwise the address a passive connection listens at. */
  get local(): Address | undefined {
    return this.#life.socket?.local ?? this.#life.address;
  }

  /** Resolves when SELECTED, now or after a reconnection. Rejects when the connection is closed for good. */
  whenSelected(options: StateWaitOptions = {}): Promise<void> {
    return this.#life.reach("SELECTED", this.state === "SELECTED", options);
  }

  /** Resolves when TCP is connected. Rejects when the connection is closed for good. */
  whenConnected(options: StateWaitOptions = {}): Promise<void> {
    return this.#life.reach("NOT SELECTED", this.state !== "NOT CONNECTED", options);
  }

  // ── What the application wants ─────────────────────────────────────────────────────────────────────────────────

  /**
   * Sends a primary with the W-bit and resolves with its reply. Rejects with {@linkcode NoReplyError} when there is
   * none, `NotSelectedError` when the session is not selected, `RangeError` for impossible values, or the reason of
   * the signal; a reply that comes after that is `unmatched` news.
   */
  request(primary: Primary, options?: WaitOptions): Promise<DataMessage> {
    const reply = this.#sender.request(primary, options?.signal);
    if (this.#runner.paused) this.#inbox.regulate();
    return reply;
  }

  /** Sends a primary without the W-bit and resolves with its system bytes once it is on its way. */
  send(primary: Primary): Promise<number> {
    return this.#sender.send(primary);
  }

  /**
   * Answers a received primary: with function + 1, or with function 0 to abort. Resolves once the reply is on its way.
   * Rejects when the message was answered before or its connection has ended, which may be ignored without harm.
   */
  reply(message: DataMessage, text?: Uint8Array, fn: number = message.function + 1): Promise<void> {
    return this.#sender.reply(message, text, fn);
  }

  /** Sends Linktest.req and resolves with its response. Rejects with {@linkcode ControlError}. */
  linktest(): Promise<LinktestResponse> {
    return this.#controls.linktest();
  }

  /** Selects a session and resolves when it is SELECTED. Rejects with {@linkcode ControlError} when refused. */
  select(session: number = this.session): Promise<void> {
    return this.#controls.select(session);
  }

  /** Ends a session by agreement; not in HSMS-SS. Rejects with {@linkcode ControlError} when refused. */
  deselect(session: number = this.session): Promise<void> {
    return this.#controls.deselect(session);
  }

  /** Ends a session at once by Separate.req; in HSMS-SS the TCP connection ends with it. Throws when not selected. */
  separate(session: number = this.session): void {
    this.#entity.separate(this.#runner.now(), session);
  }

  /**
   * Refuses a received message by Reject.req, with a reason of E37 (1 to 4), of a subsidiary standard (5 to 127) or
   * of one's own (128 to 255). Throws when not connected. E37 §7.10.
   */
  reject(message: DataMessage, reason: number): void {
    this.#entity.reject(dataHeader(message), reason, this.#runner.now());
  }

  /** Closes for good: Separate.req when SELECTED, then TCP. Open requests are rejected. May be called again. */
  close(): Promise<void> {
    if (!this.#life.closing) {
      this.#life.closing = true;
      this.#life.beforeClosed();
      this.#entity.stop(this.#runner.now());
    }
    return this.closed;
  }

  /** Closes, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // ── Events and messages ────────────────────────────────────────────────────────────────────────────────────────

  /** Adds a handler. The first one for `message` is given at once what has been waiting. */
  on<K extends keyof Events>(event: K, handler: Handler<Events[K], Connection>): this {
    this.#emitter.add(event, handler);
    const { queue } = this.#inbox;
    if (event === "message" && queue.iterators === 0) {
      for (let message = queue.take(); message !== undefined; message = queue.take()) {
        this.#emitter.emit("message", message);
      }
    }
    return this;
  }

  /** Removes a handler. */
  off<K extends keyof Events>(event: K, handler: Handler<Events[K], Connection>): this {
    this.#emitter.remove(event, handler);
    return this;
  }

  /**
   * Iterates over the received primaries, across reconnections, until the connection is closed for good. Iterators
   * share: each message goes to one of them.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<DataMessage, undefined> {
    return this.#inbox.queue.iterate();
  }

  // ── What the entity tells ──────────────────────────────────────────────────────────────────────────────────────

  #owner(): Owner<EntityOutput> {
    const { outbox } = this.#sender;
    return {
      output: (output) => this.#output(output),
      opened: (socket) => this.#life.opened(socket),
      closed: (error) => this.#life.socketClosed(error),
      settled: () => outbox.sendWaiting(),
      elapsed: (now) => outbox.expire(now),
      get deadline() {
        return outbox.deadline;
      },
    };
  }

  #output(output: EntityOutput): void {
    if (output.type === "connect" || output.type === "disconnect" || output.type === "write") return;
    this.#emitter.emit("news", output);
    switch (output.type) {
      case "reply":
        (output.primary as Request).resolve(output.message);
        return this.#requestEnded();
      case "message":
        return this.#received(output.message);
      case "noReply":
        return this.#noReply(output);
      case "selected":
        return this.#selected(output.session);
      case "deselected":
        return this.#emitter.emit("deselected", output.session);
      case "state":
        return this.#stateChanged(output.to, output.cause);
      case "connect failed":
        return this.#connectFailed();
      case "control":
        return this.#controls.ended(output);
      case "stopped":
        return this.#stopped();
    }
  }

  #received(message: DataMessage): void {
    if (this.#joint.learnSession) this.#sender.session ??= message.session;
    this.#sender.received(message);
    this.#emitter.emit("message", message);
    if (this.#emitter.has("message") && this.#inbox.queue.iterators === 0) return;
    this.#inbox.push(message);
  }

  #noReply({ primary, reason, header }: EntityOutput & { type: "noReply" }): void {
    const hint = reason === "T3" && this.#runner.paused
      ? `; reading has stopped, as ${this.#inbox.queue.count} received primaries wait to be taken`
      : "";
    const request = primary as Request;
    request.fail(new NoReplyError(request.given, reason, header, hint));
    this.#requestEnded();
  }

  #requestEnded(): void {
    if (this.#inbox.queue.count > 0) this.#inbox.regulate();
  }

  #selected(session: number): void {
    if (this.#joint.learnSession && this.#entity.settings.profile.perSession) {
      this.#sender.session ??= session;
    }
    this.#life.selected(session);
  }

  #stateChanged(to: State, cause: Cause): void {
    if (to === "NOT CONNECTED") this.#disconnected(cause);
    else if (cause === "TCP connected") this.#life.connected();
  }

  #disconnected(cause: Cause): void {
    this.#sender.lose();
    this.#life.disconnected(cause);
    if (!this.#joint.reconnect) this.#entity.stop(this.#runner.now());
  }

  #connectFailed(): void {
    this.#life.connectFailed();
    if (!this.#joint.reconnect) this.#entity.stop(this.#runner.now());
  }

  #stopped(): void {
    this.#runner.dispose();
    this.#life.stopped();
    this.#sender.lose();
    this.#inbox.queue.end();
    if (this.#joint.release === undefined) this.#resolveClosed();
    else void this.#joint.release().finally(this.#resolveClosed);
  }

  #fail(error: Error): void {
    this.#life.error = error;
    void this.close();
  }

  #abandon(): Promise<void> {
    this.#runner.abandon();
    return this.close();
  }
}
