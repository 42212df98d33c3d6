// Messages that wait to be sent because the peer does not read fast enough: in order, bounded in time and in bytes.

/** A message to send. */
export interface Sending {
  /** Its stream and function, for error messages. */
  readonly name: string;
  /** Length of its text. */
  readonly bytes: number;
  /** Sends it. Does not throw. */
  send(): void;
  /** It waited too long, or too much is waiting. */
  fail(error: Error): void;
  /** The connection has ended before it was sent. */
  lose(): void;
}

/** What an entry costs beside its text. */
const OVERHEAD = 256;

/** A queue of messages to send. */
export class Outbox {
  readonly #link: { readonly queuedBytes: number };
  readonly #unsent: number;
  readonly #timeout: number;
  readonly #limit: number;
  /** In order of arrival, which is the order in which they expire. */
  #waiting: Map<Sending, number> | undefined;
  #bytes = 0;

  /**
   * Messages wait here while more than `unsent` bytes wait in the link: so many milliseconds, and so many bytes, at
   * most.
   */
  constructor(link: { readonly queuedBytes: number }, unsent: number, timeout: number, limit: number) {
    this.#link = link;
    this.#unsent = unsent;
    this.#timeout = timeout;
    this.#limit = limit;
  }

  /** Whether a message can be sent at once. */
  get free(): boolean {
    return this.#waiting === undefined && this.#link.queuedBytes <= this.#unsent;
  }

  /** Whether no message waits here. */
  get empty(): boolean {
    return this.#waiting === undefined;
  }

  /** When the first has waited too long. */
  get deadline(): number {
    return this.#waiting === undefined ? Infinity : this.#waiting.values().next().value!;
  }

  /** Queues a message; fails it at once when too much is waiting. */
  push(sending: Sending, now: number): void {
    const size = sending.bytes + OVERHEAD;
    if (this.#bytes + size > this.#limit) {
      return fail(sending, `${this.#bytes} bytes wait for a peer that does not read`);
    }
    this.#bytes += size;
    this.#waiting ??= new Map();
    this.#waiting.set(sending, now + this.#timeout);
  }

  /** Takes a message out, if it is still here. */
  remove(sending: Sending): void {
    if (this.#waiting?.delete(sending) !== true) return;
    this.#bytes -= sending.bytes + OVERHEAD;
    if (this.#waiting.size === 0) this.#waiting = undefined;
  }

  /** Sends what the peer's reading has made room for. True when there was some. */
  sendWaiting(): boolean {
    let sent = false;
    while (this.#waiting !== undefined && this.#link.queuedBytes <= this.#unsent) {
      const sending = this.#waiting.keys().next().value!;
      this.remove(sending);
      sending.send();
      sent = true;
    }
    return sent;
  }

  /** Fails those that have waited too long. */
  expire(now: number): void {
    for (const [sending, deadline] of this.#waiting ?? []) {
      if (deadline > now) return;
      this.remove(sending);
      fail(sending, `the peer has not read for ${this.#timeout / 1000} s`);
    }
  }

  /** The connection has ended. */
  lose(): void {
    for (const sending of this.#waiting?.keys() ?? []) {
      this.remove(sending);
      sending.lose();
    }
  }
}

function fail(sending: Sending, state: string): void {
  sending.fail(new Error(`Cannot send ${sending.name}: ${state}`));
}
