// What the host and the equipment of the soak test agree on: timers, and texts that cannot be mistaken for each other.
import type { Timers } from "../adapters/deno.ts";

/** Short ones, in seconds, but T3: a reply that does not come within it is lost. */
export const TIMERS: Partial<Timers> = { T3: 30, T5: 0.1, T6: 2, T7: 2, T8: 2, linktest: 1 };

/** When the equipment answers S1F3, in milliseconds, and the T3 of the host for it, in seconds. */
export const LATE = 300;
export const SHORT_T3 = 0.2;

const LONGEST = 65_536;
const NOISE = crypto.getRandomValues(new Uint8Array(LONGEST));
let count = 0;

/** 0 to 64 KiB of noise that begins with a number of its own, as far as it is long enough. */
export function randomText(): Uint8Array<ArrayBuffer> {
  const length = Math.floor(Math.random() * (LONGEST + 1));
  const text = NOISE.slice(0, length);
  if (length >= 4) new DataView(text.buffer).setUint32(0, count++);
  return text;
}

/** Whether two texts are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Waits. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
