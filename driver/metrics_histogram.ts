// Times in buckets, as Prometheus has them: how many took no longer than each bound.

/** Upper bounds of the buckets, in seconds; the last bucket, without a bound, is not among them. */
export const LATENCY_BOUNDS: readonly number[] = [
  0.001,
  0.0025,
  0.005,
  0.01,
  0.025,
  0.05,
  0.1,
  0.25,
  0.5,
  1,
  2.5,
  5,
  10,
  45,
];

/** Times as plain data. */
export interface HistogramData {
  /** How many there are. */
  readonly count: number;
  /** Their sum, in seconds. */
  readonly sum: number;
  /** How many took no longer than each of {@linkcode LATENCY_BOUNDS}. */
  readonly buckets: readonly number[];
}

/** Counts times. */
export class Histogram {
  readonly #counts: number[] = new Array<number>(LATENCY_BOUNDS.length + 1).fill(0);
  #sum = 0;

  /** Takes a time in seconds. */
  add(seconds: number): void {
    let i = 0;
    while (i < LATENCY_BOUNDS.length && seconds > LATENCY_BOUNDS[i]) i++;
    this.#counts[i]++;
    this.#sum += seconds;
  }

  /** What was counted. */
  get data(): HistogramData {
    let count = 0;
    const buckets = this.#counts.map((each) => count += each);
    return { count, sum: this.#sum, buckets: buckets.slice(0, -1) };
  }
}
