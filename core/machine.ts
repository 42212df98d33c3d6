// What every machine of this library is: it lives on facts and on a clock it is told, and is drained by polling.

/**
 * A part of a protocol without I/O and without a clock. Facts and commands go in by the methods of each machine,
 * orders and news come out of {@linkcode Machine.poll}. Times are milliseconds of any monotonic clock.
 */
export interface Machine<Output> {
  /** When to call {@linkcode Machine.elapsed}; `Infinity` while no timer runs. Read it after draining. */
  readonly deadline: number;
  /** Tells the machine the time. Early or repeated calls have no effect. */
  elapsed(now: number): void;
  /** The next output, or `undefined` when there is nothing left to do. Parses at most one received message. */
  poll(): Output | undefined;
}
