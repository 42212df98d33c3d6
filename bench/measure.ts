// How everything here is timed: all contenders in one process, in interleaved rounds, the median of each.

/** Something to be timed. `run` does it so many times; a promise is awaited. */
export interface Contender {
  readonly name: string;
  run(times: number): unknown;
}

/** How long to measure. */
export interface Pace {
  /** Rounds, each of which gives every contender one slice of time. */
  readonly rounds: number;
  /** Milliseconds of a slice. */
  readonly slice: number;
  /** Milliseconds before the first round, for each contender. */
  readonly warmUp: number;
}

export const FULL: Pace = { rounds: 21, slice: 6, warmUp: 150 };
export const QUICK: Pace = { rounds: 3, slice: 1, warmUp: 8 };

/** Results are kept here, so that no engine can leave out the work. */
export let kept: unknown;

/** A contender that calls a function. Each gets a loop of its own: a shared one would never be inlined. */
export function calls(name: string, fn: () => unknown): Contender {
  const loop = new Function(
    "fn",
    "keep",
    "return (times) => { let last; for (let i = 0; i < times; i++) last = fn(); keep(last); }",
  );
  return { name, run: loop(fn, (value: unknown) => kept = value) as Contender["run"] };
}

/** Nanoseconds that each contender takes once: the median over the rounds. */
export async function race(contenders: readonly Contender[], pace: Pace): Promise<Map<string, number>> {
  const times: number[] = [];
  for (const contender of contenders) times.push(await calibrate(contender, pace));
  const taken: number[][] = contenders.map(() => []);
  for (let round = 0; round < pace.rounds; round++) {
    for (let i = 0; i < contenders.length; i++) {
      const at = (i + round) % contenders.length;
      taken[at].push(await time(contenders[at], times[at]) / times[at]);
    }
  }
  return new Map(contenders.map(({ name }, i) => [name, 1e6 * median(taken[i])]));
}

/** How many times a contender is to run in a slice, found while it warms up. */
async function calibrate(contender: Contender, { slice, warmUp }: Pace): Promise<number> {
  const started = performance.now();
  let times = 1;
  for (;;) {
    const taken = await time(contender, times);
    const fitting = Math.max(1, Math.round(times * Math.min(slice / Math.max(taken, 0.001), 4)));
    if (performance.now() - started >= warmUp) return fitting;
    times = fitting;
  }
}

async function time(contender: Contender, times: number): Promise<number> {
  const started = performance.now();
  const done = contender.run(times);
  if (done instanceof Promise) await done;
  return performance.now() - started;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
