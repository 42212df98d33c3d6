// What no honest capture exceeds, and what is said of one that ends too early.
import type { Trouble } from "./trouble.ts";

/** The largest packet and the largest block believed, in bytes. */
export const LARGEST_PACKET: number = 16 * 1024 * 1024;

/** The trouble of a file that ends inside a header, packet or block. */
export function truncated(what: string, frame: number, fileOffset: number): Trouble {
  const sentence = `Cannot read the ${what} at byte ${fileOffset}: the file ends inside it`;
  return { type: "trouble", fault: "truncated", frame, fileOffset, sentence };
}
