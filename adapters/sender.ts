// Sends for the application: at once, or when a slow peer has read enough; and sees that each primary is answered once.
import { type DataMessage, NotSelectedError, type Primary } from "../core/link.ts";
import type { AnyLink, Carrier } from "./carrier.ts";
import type { Buffers } from "./buffers.ts";
import { Outbox, type Sending } from "./outbox.ts";
import { nameOf, Request } from "./request.ts";
import type { Clock } from "./runner.ts";

/** The sending half of a connection. */
export class Sender {
  /** Session id of primaries that name none; that of the carrier when undefined. */
  session: number | undefined;
  /** What waits for a slow peer. */
  readonly outbox: Outbox;

  readonly #link: AnyLink;
  readonly #clock: Clock;
  /** Received primaries that wait for our reply, on the present connection. */
  #owed: WeakSet<DataMessage> | undefined;

  /** Messages go through `link`; `carrier` says how much waits. `sendTimeout` in milliseconds. */
  constructor(
    link: AnyLink,
    carrier: Carrier,
    clock: Clock,
    buffers: Buffers,
    sendTimeout: number,
    session: number | undefined,
  ) {
    this.#link = link;
    this.#clock = clock;
    this.outbox = new Outbox(carrier, buffers.unsent, sendTimeout, carrier.settings.limits.queuedBytes);
    this.session = session;
  }

  request(primary: Primary, signal: AbortSignal | undefined): Promise<DataMessage> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const request = new Request(primary, this.session, this);
    if (this.outbox.free) this.open(request);
    else this.outbox.push(request, this.#clock.now());
    if (signal !== undefined) request.listen(signal, () => this.#cancel(request));
    return request.promise;
  }

  /** Sends a request. */
  open(request: Request): void {
    try {
      request.sentAs = this.#link.send(request, this.#clock.now());
    } catch (error) {
      request.fail(error);
    }
  }

  #cancel(request: Request): void {
    this.outbox.remove(request);
    if (request.sentAs !== undefined) this.#link.cancel(request.sentAs);
  }

  send(primary: Primary): Promise<number> {
    if (primary.replyExpected) {
      return Promise.reject(new TypeError(`Cannot send ${nameOf(primary)} with the W-bit: use request`));
    }
    const session = primary.session ?? this.session;
    const sent = session === primary.session ? primary : { ...primary, session };
    const send = (): number => this.#link.send(sent, this.#clock.now());
    return this.outbox.free ? attempt(send) : this.#later(nameOf(sent), sent.text, send);
  }

  /** What the peer does may make an answer impossible, and must not end a process that does not look. */
  reply(message: DataMessage, text: Uint8Array | undefined, fn: number): Promise<void> {
    const send = (): void => this.#reply(message, text, fn);
    try {
      if (!this.outbox.free) return ignorable(this.#later(nameOf({ ...message, function: fn }), text, send));
      send();
      return SENT;
    } catch (error) {
      const rejected = Promise.reject(error);
      const mistaken = error instanceof RangeError || error instanceof TypeError;
      return mistaken ? rejected : ignorable(rejected);
    }
  }

  #reply(message: DataMessage, text: Uint8Array | undefined, fn: number): void {
    if (message.replyExpected && this.#owed?.has(message) !== true) {
      const state = "its connection has ended, or it was answered before";
      throw new NotSelectedError(`Cannot reply to ${nameOf(message)}: ${state}`);
    }
    this.#link.reply(message, text, this.#clock.now(), fn);
    this.#owed?.delete(message);
  }

  #later<T>(name: string, text: Uint8Array | undefined, send: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const sending: Sending = {
        name,
        bytes: text?.length ?? 0,
        send: () => void attempt(send).then(resolve, reject),
        fail: reject,
        lose: () => reject(new NotSelectedError(`Cannot send ${name}: the connection has ended`)),
      };
      this.outbox.push(sending, this.#clock.now());
    });
  }

  /** A primary was received. */
  received(message: DataMessage): void {
    if (!message.replyExpected) return;
    this.#owed ??= new WeakSet();
    this.#owed.add(message);
  }

  /** The connection has ended: nothing of it can be sent or answered any more. */
  lose(): void {
    this.#owed = undefined;
    this.outbox.lose();
  }
}

const SENT: Promise<void> = Promise.resolve();

/** A promise whose rejection is not unhandled when nobody handles it. */
function ignorable<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** Resolves with what `act` returns, rejects with what it throws. */
function attempt<T>(act: () => T): Promise<T> {
  try {
    return Promise.resolve(act());
  } catch (error) {
    return Promise.reject(error);
  }
}
