// The pair of tests/pair.ts with the few words that the tests of GEM have for it.
import type { DataMessage } from "../core/link.ts";
import { type AnyLink, PairOf } from "./pair.ts";

/** An active and a passive machine, a millisecond from each other. */
export class Wire<A extends AnyLink, P extends AnyLink> extends PairOf<A, P> {
  /** Starts both and runs for a while. */
  begin(milliseconds = 50): this {
    this.start();
    this.run(milliseconds);
    return this;
  }

  /** Does something with a machine and lets the consequences happen. */
  do<T>(work: (now: number) => T, milliseconds = 50): T {
    const result = work(this.now);
    this.drain(this.active);
    this.drain(this.passive);
    this.run(milliseconds);
    return result;
  }
}

/** `S6F11` */
export function nameOf({ stream, function: fn }: Pick<DataMessage, "stream" | "function">): string {
  return `S${stream}F${fn}`;
}
