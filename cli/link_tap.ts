// A link between an entity and what is over it: sees the bytes of both directions, and answers what it is told to.
import type { DataMessage, Link, LinkOutput, Primary } from "../core/link.ts";

/** What happens on the wire beneath a link. */
export type WireFact =
  | { readonly type: "opened" }
  | { readonly type: "received" | "sent"; readonly bytes: Uint8Array }
  /** `by` us, or by the peer. */
  | { readonly type: "ended"; readonly by: "us" | "peer" };

/** A reply: its function, and its text; none in a header-only one. */
export interface Answer {
  readonly function: number;
  readonly text?: Uint8Array;
}

/** What a tap does. */
export interface TapWork {
  /** Hears what happens on the wire; bytes do not change afterwards. */
  tell?(fact: WireFact): void;
  /** Answers a primary, which then goes no further; undefined leaves it to whoever is over the link. */
  answer?(message: DataMessage): Answer | undefined;
}

/** A link over another one that passes everything on, but what it answers. */
export class LinkTap<More> implements Link<More> {
  readonly #link: Link<More>;
  readonly #work: TapWork;
  #open = false;
  #now = 0;

  constructor(link: Link<More>, work: TapWork) {
    this.#link = link;
    this.#work = work;
  }

  get deadline(): number {
    return this.#link.deadline;
  }

  poll(): LinkOutput | More | undefined {
    for (;;) {
      const output = this.#link.poll() as LinkOutput | undefined;
      if (output?.type === "write") this.#tell({ type: "sent", bytes: output.bytes.slice() });
      if (output?.type === "disconnect") this.#ended("us");
      if (output?.type !== "message" || !this.#answered(output.message)) return output;
    }
  }

  #answered(message: DataMessage): boolean {
    const answer = this.#work.answer?.(message);
    if (answer === undefined) return false;
    if (message.replyExpected) this.#link.reply(message, answer.text, this.#now, answer.function);
    return true;
  }

  #tell(fact: WireFact): void {
    this.#work.tell?.(fact);
  }

  #ended(by: "us" | "peer"): void {
    if (this.#open) this.#tell({ type: "ended", by });
    this.#open = false;
  }

  #at(now: number): number {
    return this.#now = now;
  }

  connected(now: number): void {
    this.#open = true;
    this.#tell({ type: "opened" });
    this.#link.connected(this.#at(now));
  }

  received(chunk: Uint8Array, now: number): void {
    this.#tell({ type: "received", bytes: chunk.slice() });
    this.#link.received(chunk, this.#at(now));
  }

  blocked(now: number): void {
    this.#link.blocked(this.#at(now));
  }

  drained(now: number): void {
    this.#link.drained(this.#at(now));
  }

  paused(now: number): void {
    this.#link.paused(this.#at(now));
  }

  resumed(now: number): void {
    this.#link.resumed(this.#at(now));
  }

  disconnected(now: number): void {
    this.#ended("peer");
    this.#link.disconnected(this.#at(now));
  }

  elapsed(now: number): void {
    this.#link.elapsed(this.#at(now));
  }

  start(now: number): void {
    this.#link.start(this.#at(now));
  }

  stop(now: number): void {
    this.#link.stop(this.#at(now));
  }

  send(primary: Primary, now: number): number {
    return this.#link.send(primary, this.#at(now));
  }

  reply(primary: DataMessage, text: Uint8Array | undefined, now: number, fn?: number): void {
    this.#link.reply(primary, text, this.#at(now), fn);
  }

  cancel(systemBytes: number): boolean {
    return this.#link.cancel(systemBytes);
  }
}
