// Stands in a link and tells observers what passes: messages, bytes, and what becomes of transactions. Nothing is
// allocated for it, and with no observers there need not be one.
import type { DataMessage, Link, LinkOutput, Primary } from "../mod.ts";

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
export class Tap<More extends { readonly type: string }> implements Link<More> {
  readonly #link: Link<More>;
  readonly #observers: readonly LinkObserver[];
  #now = 0;

  /** Stands on a link. */
  constructor(link: Link<More>, observers: readonly LinkObserver[]) {
    this.#link = link;
    this.#observers = observers;
  }

  /** That of the link. */
  get deadline(): number {
    return this.#link.deadline;
  }

  /** The next output of the link. */
  poll(): LinkOutput | More | undefined {
    const output = this.#link.poll() as LinkOutput | undefined;
    if (output === undefined || output.type === "connect" || output.type === "disconnect") return output;
    for (const observer of this.#observers) {
      if (output.type === "write") observer.bytesWritten?.(output.bytes, this.#now);
      else observer.news?.(output, this.#now);
    }
    return output;
  }

  /** Sends a primary. */
  send(primary: Primary, now: number): number {
    const systemBytes = this.#at(now).send(primary, now);
    for (const observer of this.#observers) observer.sent?.(primary, systemBytes, now);
    return systemBytes;
  }

  /** Answers a received primary. */
  reply(primary: DataMessage, text: Uint8Array | undefined, now: number, fn?: number): void {
    this.#at(now).reply(primary, text, now, fn);
    const answer = fn ?? primary.function + 1, length = text?.length ?? 0;
    for (const observer of this.#observers) observer.answered?.(primary, answer, length, now);
  }

  /** Forgets an open transaction. */
  cancel(systemBytes: number): boolean {
    const open = this.#link.cancel(systemBytes);
    if (open) { for (const observer of this.#observers) observer.cancelled?.(systemBytes, this.#now); }
    return open;
  }

  /** Bytes arrived. */
  received(chunk: Uint8Array, now: number): void {
    for (const observer of this.#observers) observer.bytesReceived?.(chunk, now);
    this.#at(now).received(chunk, now);
  }

  #at(now: number): Link<More> {
    this.#now = now;
    return this.#link;
  }

  /** Begins. */
  start(now: number): void {
    this.#at(now).start(now);
  }

  /** Ends for good. */
  stop(now: number): void {
    this.#at(now).stop(now);
  }

  /** The connection is open. */
  connected(now: number): void {
    this.#at(now).connected(now);
  }

  /** The socket is full. */
  blocked(now: number): void {
    this.#at(now).blocked(now);
  }

  /** The socket takes bytes again. */
  drained(now: number): void {
    this.#at(now).drained(now);
  }

  /** Reading has stopped. */
  paused(now: number): void {
    this.#at(now).paused(now);
  }

  /** Reading goes on. */
  resumed(now: number): void {
    this.#at(now).resumed(now);
  }

  /** The connection has ended. */
  disconnected(now: number): void {
    this.#at(now).disconnected(now);
  }

  /** Time has passed. */
  elapsed(now: number): void {
    this.#at(now).elapsed(now);
  }
}
