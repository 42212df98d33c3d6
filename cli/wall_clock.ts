// The time of day in nanoseconds, by the clock that only goes forward.
import process from "node:process";

/** Set again when it is so far off, in nanoseconds: the machine slept, or its time was set. */
const FAR_OFF = 500_000_000n;

let offset: bigint | undefined;

/** Nanoseconds since 1970. */
export function wallClock(): bigint {
  const steady = process.hrtime.bigint();
  const coarse = BigInt(Date.now()) * 1_000_000n;
  const off = offset === undefined ? FAR_OFF + 1n : coarse - steady - offset;
  if (off > FAR_OFF || off < -FAR_OFF) offset = coarse - steady;
  return steady + offset!;
}
