// What every kind of input is to the capture that reads it.
import type { Framing } from "./framing.ts";

/** A kind of input. */
export interface Source {
  /** Takes bytes, which are its own from then on; what it had must have been worked off. */
  push(bytes: Uint8Array): void;
  /** The input has ended. */
  end(): void;
  /** Works off a little; false when there is nothing to do. */
  step(framing: Framing): boolean;
}
