// Spooling: what cannot be sent is kept until the host asks for it. S2F43, S6F23 and S2F59.
import type { NoReplyReason } from "../link.ts";
import type { BuiltMessage } from "../messages/message.ts";
import { S6F23, S6F24 } from "../messages/stream6.ts";
import { A, BOOLEAN, L, U4 } from "../secs2/build.ts";
import { boolean, number, text } from "../secs2/access.ts";
import { decode } from "../secs2/decode.ts";
import { encode } from "../secs2/encode.ts";
import { type Answer, type Capability, type Context, type Handlers, on } from "./capability.ts";
import type { Posted } from "./equipment_news.ts";
import { SpooledStreams } from "./equipment_spool_streams.ts";
import { MemorySpool, type SpoolStore } from "./store.ts";

const BUSY = 1, NO_DATA = 2; // RSDA
const TRANSMIT = 0, PURGE = 1; // RSDC

const MOST_UNANSWERED = 10_000;
/** What ends a transaction with the communication. */
const LOST: ReadonlySet<NoReplyReason | undefined> = /* @__PURE__ */ new Set(
  ["disconnected", "deselected", "send failure"] as const,
);

/** What spooling needs of the equipment beside what every capability has. */
export interface Transmitter extends Context {
  /** Sends past the spool. */
  transmit(message: BuiltMessage, ended: (reply: unknown, reason: NoReplyReason | undefined) => void): Posted;
}

/** The spool: ACTIVE or not, FULL or not, and whether it is transmitting. */
export class Spool implements Capability {
  readonly name = "spooling";
  readonly handlers: Handlers;
  readonly #context: Transmitter;
  readonly #store: SpoolStore;
  readonly #streams: SpooledStreams;
  #active = false;
  #full = false;
  /** Messages that may still be sent by this S6F23; 0 in NO SPOOL OUTPUT. */
  #left = 0;
  /** The message that was sent and has not been answered yet. */
  #inTransit: BuiltMessage | undefined;
  #advancing = false;
  #unannounced = false;
  /** Messages that got no reply within T3, and after which nothing was heard of the host. */
  #unanswered: BuiltMessage[] = [];
  #failed = false;
  #total = 0;
  #startTime = "";
  #fullTime = "";

  constructor(context: Transmitter) {
    this.#context = context;
    this.#store = context.options.spool ?? new MemorySpool();
    this.#streams = new SpooledStreams(context);
    this.#restore();
    this.handlers = {
      ...this.#streams.handlers,
      S6F23: on(S6F23, (RSDC) => this.#request(RSDC)),
    };
  }

  /** SpoolCountActual: messages stored now. */
  get actual(): number {
    return this.#store.length;
  }

  /** SpoolCountTotal: messages directed to the spool since it became active. */
  get total(): number {
    return this.#total;
  }

  /** SpoolStartTime; `""` before the first time. */
  get startTime(): string {
    return this.#startTime;
  }

  /** SpoolFullTime; `""` before the first time. */
  get fullTime(): string {
    return this.#fullTime;
  }

  /** Whether it is SPOOL ACTIVE. */
  get active(): boolean {
    return this.#active;
  }

  /** Whether a message goes to the spool. One that cannot be sent makes the spool active. */
  takes(message: BuiltMessage): boolean {
    if (!this.spools(message)) return false;
    if (!this.#active && !this.#context.communication.communicating) {
      this.#begin();
      this.#announce();
    }
    return this.#active;
  }

  /** Adds a message at the end; when it is full, the oldest or this one is lost, as OverWriteSpool says. */
  add(message: BuiltMessage): Posted {
    this.#total++;
    let added = this.#store.push(message);
    if (!added) this.#becomeFull();
    const overwrite = this.#context.constant("OverWriteSpool", 0) !== 0;
    // No more goes than makes room: on a full disk nothing would.
    for (let freed = 0; !added && overwrite && freed <= message.text.length && this.#store.length > 0;) {
      freed += this.#removeFirst();
      added = this.#store.push(message);
    }
    this.#keep();
    if (added) return "spooled";
    this.#context.tell({ type: "not sent", message, reason: "the spool is full" });
    return "discarded";
  }

  /** A message got no reply within T3: either the host is slow, or the link is dead and nobody has noticed yet. */
  unanswered(message: BuiltMessage): void {
    if (message === this.#inTransit || !this.spools(message)) return;
    if (this.#unanswered.length < MOST_UNANSWERED) this.#unanswered.push(message);
  }

  /** The host was heard: the link was alive, and what it has not answered it has got. */
  heard(): void {
    if (this.#unanswered.length > 0) this.#unanswered = [];
  }

  /** The link is lost, and nothing was heard since those messages: they may not have arrived. */
  linkLost(): void {
    const unanswered = this.#unanswered;
    this.#unanswered = [];
    for (const message of unanswered) this.interrupted(message);
  }

  /** A message could not be sent, or the link has gone before its reply: it is spooled first, unless it is so already. */
  interrupted(message: BuiltMessage): void {
    if (this.#unanswered.length > 0) this.linkLost();
    const spooled = message === this.#inTransit;
    if (spooled) this.#failed = this.#context.communication.state !== "DISABLED";
    if (spooled || !this.spools(message)) return;
    if (!this.#active) this.#begin();
    this.add(message);
  }

  /** COMMUNICATING was left because communication is disabled. */
  communicationEnded(): void {
    this.#left = 0;
    this.#failed = false;
  }

  /** COMMUNICATING was left by a failure. */
  communicationLost(): void {
    this.#left = 0;
    if (this.#streams.any && !this.#active) this.#begin();
    this.#announce();
    if (this.#failed) this.#context.raiseRole("spool transmit failure");
    this.#failed = false;
  }

  /** Whether the host wants this message to be spooled. */
  spools(message: BuiltMessage): boolean {
    return this.#streams.include(message);
  }

  // ── ACTIVE and INACTIVE ──────────────────────────────────────────────────────────────────────────────────────

  #begin(): void {
    this.#active = true;
    this.#full = false;
    this.#total = 0;
    this.#startTime = this.#context.time();
    this.#unannounced = true;
    this.#keep();
    this.#context.tell({ type: "spool", state: "ACTIVE" });
  }

  /** The event belongs after the message that could not be sent. */
  #announce(): void {
    if (!this.#unannounced) return;
    this.#unannounced = false;
    this.#context.raiseRole("spooling activated");
  }

  #becomeFull(): void {
    if (this.#full) return;
    this.#full = true;
    this.#fullTime = this.#context.time();
    this.#context.tell({ type: "spool", state: "FULL" });
  }

  /** The last message has left the spool. */
  #end(): void {
    this.#active = this.#full = false;
    this.#left = 0;
    this.#keep();
    this.#context.tell({ type: "spool", state: "INACTIVE" });
    this.#context.raiseRole("spooling deactivated");
  }

  // ── Output ───────────────────────────────────────────────────────────────────────────────────────────────────

  #request(RSDC: number): Answer {
    if (RSDC !== TRANSMIT && RSDC !== PURGE) return "illegal data";
    if (!this.#active) return S6F24.build(NO_DATA);
    if (this.#left > 0) return S6F24.build(BUSY);
    this.#left = this.#context.constant("MaxSpoolTransmit", 0) || Infinity;
    this.#context.defer(() => RSDC === PURGE ? this.#purge() : this.#transmit());
    return S6F24.build(0);
  }

  #purge(): void {
    this.#context.tell({ type: "spool", state: "PURGE" });
    this.#store.clear();
    this.#end();
  }

  #transmit(): void {
    this.#context.tell({ type: "spool", state: "TRANSMIT" });
    this.#advance();
  }

  /** Sends one message after the other; each waits for the end of the one before. */
  #advance(): void {
    if (this.#advancing) return;
    this.#advancing = true;
    while (this.#left > 0 && this.#inTransit === undefined) {
      const message = this.#store.first();
      if (message === undefined) {
        this.#end();
        break;
      }
      this.#sendFirst(message);
    }
    this.#advancing = false;
  }

  /** OFF-LINE the equipment sends none of its messages: the rest waits for the next S6F23. */
  #sendFirst(message: BuiltMessage): void {
    if (!this.#context.control.onLine) return this.#pause();
    this.#inTransit = message;
    const posted = this.#context.transmit(message, (_, reason) => this.#done(message, reason));
    if (posted === "sent") return;
    this.#inTransit = undefined;
    this.#pause();
  }

  /** A message that the host has not got stays; one that it refused is gone. */
  #done(message: BuiltMessage, reason: NoReplyReason | undefined): void {
    const overwritten = this.#inTransit !== message;
    this.#inTransit = undefined;
    if (LOST.has(reason)) return this.#pause();
    if (reason === "T3") {
      this.#pause();
      return this.#context.raiseRole("spool transmit failure");
    }
    if (!overwritten) this.#removeFirst();
    if (--this.#left === 0 && this.#store.length > 0) this.#pause();
    else this.#finishOrGoOn();
  }

  #finishOrGoOn(): void {
    if (this.#store.length === 0) this.#end();
    else this.#advance();
  }

  #pause(): void {
    this.#left = 0;
    this.#context.tell({ type: "spool", state: "NO OUTPUT" });
  }

  /** Bytes of the text that has gone. */
  #removeFirst(): number {
    const first = this.#store.first();
    if (first === this.#inTransit) this.#inTransit = undefined;
    this.#store.shift();
    return first?.text.length ?? 0;
  }

  // ── What outlives a power cycle ──────────────────────────────────────────────────────────────────────────────

  #keep(): void {
    const status = L(
      BOOLEAN(this.#active),
      BOOLEAN(this.#full),
      U4(this.#total),
      A(this.#startTime),
      A(this.#fullTime),
    );
    this.#context.store.write("spool", encode(status));
  }

  #restore(): void {
    const status = this.#context.store.read("spool");
    this.#active = this.#store.length > 0;
    if (status === undefined) return;
    const item = decode(status);
    this.#active ||= boolean(item, 0);
    this.#full = boolean(item, 1);
    this.#total = number(item, 2);
    this.#startTime = text(item, 3);
    this.#fullTime = text(item, 4);
  }
}
