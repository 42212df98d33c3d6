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
