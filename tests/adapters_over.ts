// A machine over a link, for tests: it answers S1F1 by itself, counts what passes, and passes everything else on.
import type { AnyLink } from "../adapters/carrier.ts";
import type { DataMessage, Link, LinkOutput, Primary } from "../core/link.ts";

/** News of its own. */
export interface Counted {
  readonly type: "counted";
  readonly messages: number;
}

export class Counter implements Link<Counted> {
  readonly #link: AnyLink;
  readonly #own: Counted[] = [];
  #now = 0;
  messages = 0;

  constructor(link: AnyLink) {
    this.#link = link;
  }

  get deadline(): number {
    return this.#link.deadline;
  }

  poll(): LinkOutput | Counted | undefined {
    const own = this.#own.shift();
    if (own !== undefined) return own;
    const output = this.#link.poll() as LinkOutput | undefined;
    if (output?.type !== "message" || output.message.stream !== 1 || output.message.function !== 1) {
      return output;
    }
    this.#link.reply(output.message, Uint8Array.of(1, 0), this.#now);
    this.count();
    return this.poll();
  }

  /** A command of its own. */
  count(): number {
    this.#own.push({ type: "counted", messages: ++this.messages });
    return this.messages;
  }

  #at(now: number): AnyLink {
    this.#now = now;
    return this.#link;
  }

  start = (now: number): void => this.#at(now).start(now);
  stop = (now: number): void => this.#at(now).stop(now);
  connected = (now: number): void => this.#at(now).connected(now);
  received = (chunk: Uint8Array, now: number): void => this.#at(now).received(chunk, now);
  blocked = (now: number): void => this.#at(now).blocked(now);
  drained = (now: number): void => this.#at(now).drained(now);
  paused = (now: number): void => this.#at(now).paused(now);
  resumed = (now: number): void => this.#at(now).resumed(now);
  disconnected = (now: number): void => this.#at(now).disconnected(now);
  elapsed = (now: number): void => this.#at(now).elapsed(now);
  send = (primary: Primary, now: number): number => this.#at(now).send(primary, now);
  reply = (primary: DataMessage, text: Uint8Array | undefined, now: number, fn?: number): void =>
    this.#at(now).reply(primary, text, now, fn);
  cancel = (systemBytes: number): boolean => this.#link.cancel(systemBytes);
}
