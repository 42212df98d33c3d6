// How often a property is tried and from which seed: in the gate as it says itself, in `deno task fuzz` as the
// environment says.
import process from "node:process";

/** The parameters of fast-check that repeat a run. */
export interface Runs {
  readonly seed: number;
  readonly numRuns: number;
}

/** `numRuns` times FABWIRE_FUZZ_FACTOR from the seed FABWIRE_FUZZ_SEED, where the environment has them. */
export function runs(numRuns: number, seed: number): Runs {
  return { seed: setting("FABWIRE_FUZZ_SEED", seed), numRuns: numRuns * setting("FABWIRE_FUZZ_FACTOR", 1) };
}

function setting(name: string, usual: number): number {
  const given = process.env[name];
  if (given === undefined) return usual;
  if (!/^\d{1,9}$/.test(given)) throw new RangeError(`Cannot fuzz: ${name} is ${given}, not a whole number`);
  return Number(given);
}
