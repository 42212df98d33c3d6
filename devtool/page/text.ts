// Numbers in words.
import { capture } from "../../mod.ts";

export function duration(nanoseconds: number): string {
  return capture.duration(nanoseconds);
}

export function bytes(count: number): string {
  return capture.size(Math.round(count));
}

export function grouped(count: number): string {
  return count.toLocaleString("en");
}

/** A count and what is counted: `1 message`, `2 messages`. */
export function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
}
