// The pause between a connection and the next attempt to connect: T5, or longer each time that nothing comes of it.

/** How the pauses between attempts to connect grow while the peer is not there. */
export interface BackOff {
  /** By what each pause is longer than the one before: 1 to 10. */
  readonly factor: number;
  /** The longest pause, in seconds. */
  readonly most: number;
}

/** Counts the attempts in a row of which nothing came. */
export class Separation {
  readonly #T5: number;
  readonly #backOff: BackOff;
  #failures = 0;

  /** `T5` in milliseconds. Throws `RangeError` for a back-off that cannot be. */
  constructor(T5: number, backOff: BackOff = { factor: 1, most: Infinity }) {
    const { factor, most } = backOff;
    if (!(factor >= 1 && factor <= 10)) {
      throw new RangeError(`Cannot set backOff.factor: ${factor} is not in 1 to 10`);
    }
    if (!(most > 0)) {
      throw new RangeError(`Cannot set backOff.most: ${most} is not a time in seconds above 0`);
    }
    this.#T5 = T5;
    this.#backOff = backOff;
  }

  /** The pause in milliseconds, after a connection of which something came or not: T5, never less. E37. */
  after(useful: boolean): number {
    const { factor, most } = this.#backOff;
    this.#failures = useful ? 0 : this.#failures + 1;
    const longer = this.#T5 * factor ** Math.max(0, this.#failures - 1);
    return Math.max(this.#T5, Math.min(longer, most * 1000));
  }
}
