// Random numbers that are the same again from the same seed.

/** Gives a number from 0 up to, but not, 1 each time. */
export type Random = () => number;

/** Random numbers from a seed: the 32-bit generator known as mulberry32, good enough for noise and for odds. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
