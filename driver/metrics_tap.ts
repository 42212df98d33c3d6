// Stands in a link and tells observers what passes: messages, bytes, and what becomes of transactions. Nothing is
// allocated for it, and with no observers there need not be one.
import type { DataMessage, Link, LinkOutput, Primary } from "../mod.ts";
import { OverLink } from "./over_link.ts";

/** Told what passes through a link; each method is optional, must be quick, and must not throw. `now` in milliseconds. */
export interface LinkObserver {
  /** Bytes came from the socket. */
  bytesReceived?(bytes: Uint8Array, now: number): void;
  /** Bytes were ordered to be written. */
  bytesWritten?(bytes: Uint8Array, now: number): void;
  /** A primary was sent. */
  sent?(primary: Primary, systemBytes: number, now: number): void;
  /** A received primary was answered. */
  answered?(primary: DataMessage, fn: number, length: number, now: number): void;
  /** Nobody waits any more for the reply to a primary. */
  cancelled?(systemBytes: number, now: number): void;
  /** The link tells news. */
  news?(news: { readonly type: string }, now: number): void;
}

/** A link whose traffic is observed. It adds nothing and keeps nothing back. */
export class Tap<More extends { readonly type: string }> extends OverLink<More> implements Link<More> {
  protected override readonly below: Link<More>;
  readonly #observers: readonly LinkObserver[];

  /** Stands on a link. */
  constructor(link: Link<More>, observers: readonly LinkObserver[]) {
    super();
    this.below = link;
    this.#observers = observers;
  }

  /** The next output of the link. */
  poll(): LinkOutput | More | undefined {
    const output = this.below.poll() as LinkOutput | undefined;
    if (output === undefined || output.type === "connect" || output.type === "disconnect") return output;
    for (const observer of this.#observers) {
      if (output.type === "write") observer.bytesWritten?.(output.bytes, this.now);
      else observer.news?.(output, this.now);
    }
    return output;
  }

  /** Bytes arrived. */
  override received(chunk: Uint8Array, now: number): void {
    for (const observer of this.#observers) observer.bytesReceived?.(chunk, now);
    super.received(chunk, now);
  }

  /** Sends a primary. */
  override send(primary: Primary, now: number): number {
    const systemBytes = super.send(primary, now);
    for (const observer of this.#observers) observer.sent?.(primary, systemBytes, now);
    return systemBytes;
  }

  /** Answers a received primary. */
  override reply(primary: DataMessage, text: Uint8Array | undefined, now: number, fn?: number): void {
    super.reply(primary, text, now, fn);
    const answer = fn ?? primary.function + 1, length = text?.length ?? 0;
    for (const observer of this.#observers) observer.answered?.(primary, answer, length, now);
  }

  /** Forgets an open transaction. */
  override cancel(systemBytes: number): boolean {
    const open = super.cancel(systemBytes);
    if (open) { for (const observer of this.#observers) observer.cancelled?.(systemBytes, this.now); }
    return open;
  }
}
