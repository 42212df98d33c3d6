// How the values of a simulated equipment move: each motion of a profile as a value by the time.
import type { Motion, ProfileValue } from "./profile.ts";
import type { Random } from "./simulate_random.ts";

/** A value that moves. */
export interface Moving {
  /** The value at a time, in seconds since the beginning; times do not go back. Reading may be what moves it. */
  value(seconds: number): ProfileValue;
  /** An event was raised, by its name. */
  raised?(event: string): void;
}

type Kind<K extends string> = Motion extends infer M ? M extends Record<K, infer V> ? V : never : never;

/** A motion from its beginning. */
export function moving(motion: Motion, random: Random): Moving {
  if ("constant" in motion) return { value: () => motion.constant };
  if ("ramp" in motion) return { value: (seconds) => rampAt(motion.ramp, seconds) };
  if ("sine" in motion) return { value: (seconds) => sineAt(motion.sine, seconds) };
  if ("walk" in motion) return walking(motion.walk, random);
  if ("count" in motion) return counting(motion.count);
  return { value: () => motion.choice[Math.floor(random() * motion.choice.length)] };
}

function rampAt({ from, to, seconds: period, then = "repeat" }: Kind<"ramp">, seconds: number): number {
  const passed = seconds / period;
  return from + (to - from) * PARTS[then](passed);
}

/** What part of a ramp is done after so many periods. */
const PARTS: Readonly<Record<"repeat" | "reverse" | "hold", (passed: number) => number>> = {
  repeat: (passed) => passed % 1,
  reverse: (passed) => 1 - Math.abs(1 - (passed % 2)),
  hold: (passed) => Math.min(passed, 1),
};

function sineAt({ middle, amplitude, seconds: period }: Kind<"sine">, seconds: number): number {
  return middle + amplitude * Math.sin(2 * Math.PI * seconds / period);
}

/** Most steps that are made up for when nobody has looked for long: the course is lost, the bounds are not. */
const MOST_STEPS = 10_000;

function walking({ start, step, min, max, seconds: pause = 1 }: Kind<"walk">, random: Random): Moving {
  let at = start, done = 0;
  return {
    value: (seconds) => {
      const due = Math.floor(seconds / pause);
      for (done = Math.max(done, due - MOST_STEPS); done < due; done++) {
        at = Math.min(Math.max(at + (2 * random() - 1) * step, min), max);
      }
      return at;
    },
  };
}

function counting({ start = 0, event }: Kind<"count">): Moving {
  let count = start;
  if (event === undefined) return { value: () => count++ };
  return {
    value: () => count,
    raised: (name) => {
      if (name === event) count++;
    },
  };
}
