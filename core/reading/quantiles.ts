// Quantiles of many numbers in bounded memory: exact while they are few, then by a histogram of narrow bins.

/** So many numbers are kept as they are. */
const EXACT = 1024;

/** A bin ends this much above where it begins: no quantile is further off than half of that. */
const WIDTH = 1.02;

/**
 * Quantiles of numbers that are not negative. Up to 1,024 numbers they are exact; from there on each is within 1 % of
 * the number at its rank. Least and greatest are always exact.
 */
export class Quantiles {
  #exact: number[] | undefined = [];
  /** By bin: how many numbers it has. Bin b ≥ 1 holds those from WIDTH^(b−1) on; bin 0 those below 1. */
  readonly #bins: Map<number, number> = new Map();
  #isSorted = true;
  /** How many numbers there are. */
  count = 0;
  /** Their sum. */
  sum = 0;
  /** The least; Infinity of none. */
  least: number = Infinity;
  /** The greatest; −Infinity of none. */
  greatest: number = -Infinity;

  /** Takes a number. */
  add(value: number): void {
    this.count++;
    this.sum += value;
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
    if (this.#exact === undefined) return this.#toBin(value);
    this.#exact.push(value);
    this.#isSorted = false;
    if (this.#exact.length <= EXACT) return;
    for (const each of this.#exact) this.#toBin(each);
    this.#exact = undefined;
  }

  /** The number at a share of the ranks, 0 to 1: 0.5 is the median. `NaN` of none. */
  at(share: number): number {
    if (this.count === 0) return NaN;
    const rank = Math.max(1, Math.ceil(share * this.count));
    if (this.#exact === undefined) return this.#fromBins(rank);
    if (!this.#isSorted) this.#exact.sort((a, b) => a - b);
    this.#isSorted = true;
    return this.#exact[rank - 1];
  }

  #toBin(value: number): void {
    const bin = value < 1 ? 0 : 1 + Math.floor(Math.log(value) / Math.log(WIDTH));
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + 1);
  }

  #fromBins(rank: number): number {
    if (rank === 1) return this.least;
    if (rank === this.count) return this.greatest;
    let passed = 0;
    for (const bin of [...this.#bins.keys()].sort((a, b) => a - b)) {
      passed += this.#bins.get(bin)!;
      if (passed < rank) continue;
      const middle = bin === 0 ? 0 : WIDTH ** (bin - 0.5);
      return Math.min(Math.max(middle, this.least), this.greatest);
    }
    return this.greatest;
  }
}
