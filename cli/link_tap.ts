// A link between an entity and what is over it: sees the bytes of both directions, and answers what it is told to.
import type { DataMessage, Link, LinkOutput } from "../core/link.ts";
import { OverLink } from "../driver/over_link.ts";

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
export class LinkTap<More> extends OverLink<More> implements Link<More> {
  protected override readonly below: Link<More>;
  readonly #work: TapWork;
  #open = false;

  constructor(link: Link<More>, work: TapWork) {
    super();
    this.below = link;
    this.#work = work;
  }

  poll(): LinkOutput | More | undefined {
    for (;;) {
      const output = this.below.poll() as LinkOutput | undefined;
      if (output?.type === "write") this.#tell({ type: "sent", bytes: output.bytes.slice() });
      if (output?.type === "disconnect") this.#ended("us");
      if (output?.type !== "message" || !this.#answered(output.message)) return output;
    }
  }

  #answered(message: DataMessage): boolean {
    const answer = this.#work.answer?.(message);
    if (answer === undefined) return false;
    if (message.replyExpected) this.below.reply(message, answer.text, this.now, answer.function);
    return true;
  }

  override connected(now: number): void {
    this.#open = true;
    this.#tell({ type: "opened" });
    super.connected(now);
  }

  override received(chunk: Uint8Array, now: number): void {
    this.#tell({ type: "received", bytes: chunk.slice() });
    super.received(chunk, now);
  }

  override disconnected(now: number): void {
    this.#ended("peer");
    super.disconnected(now);
  }

  #ended(by: "us" | "peer"): void {
    if (this.#open) this.#tell({ type: "ended", by });
    this.#open = false;
  }

  #tell(fact: WireFact): void {
    this.#work.tell?.(fact);
  }
}
