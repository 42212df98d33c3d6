// The works of a connection: a link and its runner, what is sent and received for the application, and who is told.
import { Entity } from "../core/hsms/entity.ts";
import { DESELECT_STATUS, SELECT_STATUS } from "../core/hsms/names.ts";
import type { State } from "../core/hsms/news.ts";
import type { DataMessage, LinkNews, Order, Primary } from "../core/link.ts";
import { Entity as Secs1Entity } from "../core/secs1/entity.ts";
import { settleBuffers } from "./buffers.ts";
import {
  type AnyLink,
  type AnyOutput,
  type Carrier,
  type CarrierNews,
  isPerSession,
  isSending,
} from "./carrier.ts";
import type { Connection } from "./connection.ts";
import { Emitter } from "./emitter.ts";
import type { EndCause, Events } from "./events.ts";
import { type Heir, Inbox } from "./inbox.ts";
import { Life } from "./life.ts";
import { type AnyConnectionOptions, checkProtocol, type ConnectionOptions, milliseconds } from "./options.ts";
import { NoReplyError, Request } from "./request.ts";
import { type Owner, Runner } from "./runner.ts";
import { Sender } from "./sender.ts";
import type { Dial, Socket } from "./socket.ts";
import { Controls } from "./waits.ts";

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
  readonly release?: () => void | Promise<void>;
}

/** What the application decides over sessions. */
type Decisions = Pick<ConnectionOptions, "onSelect" | "onDeselect">;

/** Why there is nobody to wait for. */
const UNRESPONSIVE: ReadonlySet<EndCause> = /* @__PURE__ */ new Set<EndCause>(["T6", "T8", "write timeout"]);

/** What a connection consists of. */
export class Hub implements Owner<AnyOutput>, Heir {
  /** The entity. */
  readonly carrier: Carrier;
  /** What runs: the machine over the entity, or the entity itself. */
  readonly link: AnyLink;
  readonly runner: Runner<AnyOutput>;
  readonly emitter: Emitter<Events<AnyLink>, Connection<AnyLink>>;
  readonly life: Life;
  readonly sender: Sender;
  readonly inbox: Inbox;
  readonly controls: Controls;
  readonly #joint: Joint;
  readonly #closeTimeout: number;
  /** When a close no longer waits for a peer that has not read everything. */
  #closeBy = Infinity;
  #closed: Promise<void> | undefined;
  #resolveClosed: (() => void) | undefined;
  #released = false;
  /** Primaries that wait for an iterator, but handlers have heard. */
  #heard: WeakSet<DataMessage> | undefined;

  constructor(connection: Connection<AnyLink>, options: AnyConnectionOptions, joint: Joint) {
    const buffers = settleBuffers(options.buffers);
    const sendTimeout = milliseconds("sendTimeout", options.sendTimeout ?? 45);
    const closeTimeout = milliseconds("closeTimeout", options.closeTimeout ?? 2);
    const { connectTimeout } = joint;
    this.#joint = joint;
    this.#closeTimeout = closeTimeout;
    [this.carrier, this.link] = this.#links(options);
    this.runner = new Runner<AnyOutput>(this.link, this, joint.dial, { connectTimeout, closeTimeout });
    this.emitter = new Emitter<Events<AnyLink>, Connection<AnyLink>>(connection, options.on);
    this.life = new Life(this.emitter, joint.purpose);
    this.sender = new Sender(this.link, this.carrier, this.runner, buffers, sendTimeout, options.session);
    this.inbox = new Inbox(buffers, this.runner, this.carrier, this);
    this.controls = new Controls(this.carrier, this.runner);
    this.link.start(this.runner.now());
  }

  #links(options: AnyConnectionOptions): [Carrier, AnyLink] {
    const { mode } = this.#joint;
    if (options.protocol === "secs1") {
      const entity = new Secs1Entity({ ...options, mode });
      return [entity, options.over?.(entity) ?? entity];
    }
    checkProtocol(options.protocol);
    const entity = new Entity({ ...options, ...this.#guarded(options), mode });
    return [entity, options.over?.(entity) ?? entity];
  }

  /** Resolves when the connection has stopped for good. */
  get closed(): Promise<void> {
    this.#closed ??= new Promise((resolve) => this.#released ? resolve() : this.#resolveClosed = resolve);
    return this.#closed;
  }

  /** Stops for good, in an orderly way: what has been sent is still written, if the peer reads it in time. */
  close(): void {
    if (this.life.closing) return;
    this.life.closing = true;
    this.life.beforeClosed();
    const now = this.runner.now();
    if (this.#allSent) this.link.stop(now);
    else this.#closeBy = now + this.#closeTimeout;
  }

  get #allSent(): boolean {
    return !this.runner.blocked && this.sender.outbox.empty && !isSending(this.carrier);
  }

  /** What decides over sessions is the application's: it must not break the entity when it throws. E37. */
  #guarded({ onSelect, onDeselect }: Decisions): Decisions {
    return {
      onSelect: onSelect &&
        ((session) => this.#decided(onSelect, session, SELECT_STATUS.CONNECTION_NOT_READY)),
      onDeselect: onDeselect &&
        ((session) => this.#decided(onDeselect, session, DESELECT_STATUS.COMMUNICATION_BUSY)),
    };
  }

  #decided(decide: (session: number) => number, session: number, otherwise: number): number {
    try {
      return decide(session);
    } catch (error) {
      this.emitter.report(error);
      return otherwise;
    }
  }

  // ── What the runner tells ──────────────────────────────────────────────────────────────────────────────────────

  opened(socket: Socket): void {
    this.life.opened(socket);
  }

  socketClosed(error: Error | undefined): void {
    this.life.socketClosed(error);
  }

  settled(): boolean {
    if (this.#closeBy < Infinity && this.#allSent) return this.#stop();
    return this.sender.outbox.sendWaiting();
  }

  get deadline(): number {
    return Math.min(this.sender.outbox.deadline, this.#closeBy);
  }

  elapsed(now: number): void {
    this.sender.outbox.expire(now);
    if (now >= this.#closeBy) this.#stop();
  }

  #stop(): true {
    this.#closeBy = Infinity;
    this.link.stop(this.runner.now());
    return true;
  }

  output(given: AnyOutput): void {
    // A machine over the entity has news of its own, of other types.
    const output = given as Order | CarrierNews;
    if (output.type === "connect" || output.type === "disconnect" || output.type === "write") return;
    this.emitter.emit("news", output);
    switch (output.type) {
      case "reply":
        return this.#replied(output.primary, output.message);
      case "message":
        return this.#received(output.message);
      case "noReply":
        return this.#noReply(output);
      case "selected":
        return this.#selected(output.session);
      case "deselected":
        return this.emitter.emit("deselected", output.session);
      case "state":
        return this.#stateChanged(output.from, output.to, output.cause);
      case "connect failed":
        return this.#connectFailed();
      case "control":
        return this.controls.ended(output);
      case "stopped":
        return this.#stopped();
    }
  }

  // ── Messages ───────────────────────────────────────────────────────────────────────────────────────────────────

  #received(message: DataMessage): void {
    if (this.#joint.learnSession) this.sender.session ??= message.session;
    this.sender.received(message);
    const handled = this.emitter.has("message");
    this.emitter.emit("message", message);
    if (handled && this.inbox.queue.iterators === 0) return;
    if (handled) (this.#heard ??= new WeakSet()).add(message);
    this.inbox.push(message);
  }

  /** Handlers get what waits and they have not heard, when no iterator is in use. */
  inherit(): void {
    const { queue } = this.inbox;
    if (queue.iterators > 0 || !this.emitter.has("message")) return;
    for (let message = queue.take(); message !== undefined; message = queue.take()) {
      if (this.#heard?.has(message) !== true) this.emitter.emit("message", message);
    }
  }

  /** A machine over the entity may tell of primaries of its own. */
  #replied(primary: Primary, message: DataMessage): void {
    if (primary instanceof Request) primary.resolve(message);
    this.#requestEnded();
  }

  #noReply({ primary, reason, header }: LinkNews & { type: "noReply" }): void {
    const hint = reason === "T3" && this.runner.paused
      ? `; reading has stopped, as ${this.inbox.queue.count} received primaries wait to be taken`
      : "";
    if (primary instanceof Request) primary.fail(new NoReplyError(primary.given, reason, header, hint));
    this.#requestEnded();
  }

  #requestEnded(): void {
    if (this.inbox.queue.count > 0) this.inbox.regulate();
  }

  // ── States ─────────────────────────────────────────────────────────────────────────────────────────────────────

  #selected(session: number): void {
    if (this.#joint.learnSession && isPerSession(this.carrier)) this.sender.session ??= session;
    this.life.selected(session);
  }

  #stateChanged(from: State, to: State, cause: EndCause): void {
    if (to === "NOT CONNECTED") this.#disconnected(cause);
    else if (from === "NOT CONNECTED") this.life.connected();
  }

  #disconnected(cause: EndCause): void {
    if (UNRESPONSIVE.has(cause)) this.runner.abandon();
    this.sender.lose();
    this.life.disconnected(cause);
    if (!this.#joint.reconnect || this.life.closing) this.#stop();
  }

  #connectFailed(): void {
    this.life.connectFailed();
    if (!this.#joint.reconnect) this.#stop();
  }

  #stopped(): void {
    this.runner.dispose();
    this.life.stopped();
    this.sender.lose();
    this.inbox.queue.end();
    void this.#release();
  }

  async #release(): Promise<void> {
    try {
      await this.#joint.release?.();
    } finally {
      this.#released = true;
      this.#resolveClosed?.();
    }
  }
}
