// What stands over a link and passes on whatever it does not look at itself.
import type { ConnectionFacts, DataMessage, Link, Primary } from "../mod.ts";

/** A machine over a link: facts and commands are passed on, and the time of the last one is kept. */
export abstract class OverLink<News> implements ConnectionFacts {
  /** The time that was told last. */
  protected now = 0;

  /** The link beneath, which it owns and drains. */
  protected abstract get below(): Link<News>;

  /** The link beneath, at this time. */
  protected at(now: number): Link<News> {
    this.now = now;
    return this.below;
  }

  /** That of the link beneath. */
  get deadline(): number {
    return this.below.deadline;
  }

  elapsed(now: number): void {
    this.at(now).elapsed(now);
  }

  start(now: number): void {
    this.at(now).start(now);
  }

  stop(now: number): void {
    this.at(now).stop(now);
  }

  connected(now: number): void {
    this.at(now).connected(now);
  }

  received(chunk: Uint8Array, now: number): void {
    this.at(now).received(chunk, now);
  }

  blocked(now: number): void {
    this.at(now).blocked(now);
  }

  drained(now: number): void {
    this.at(now).drained(now);
  }

  paused(now: number): void {
    this.at(now).paused(now);
  }

  resumed(now: number): void {
    this.at(now).resumed(now);
  }

  disconnected(now: number): void {
    this.at(now).disconnected(now);
  }

  send(primary: Primary, now: number): number {
    return this.at(now).send(primary, now);
  }

  reply(message: DataMessage, text: Uint8Array | undefined, now: number, fn?: number): void {
    this.at(now).reply(message, text, now, fn);
  }

  cancel(systemBytes: number): boolean {
    return this.below.cancel(systemBytes);
  }
}
