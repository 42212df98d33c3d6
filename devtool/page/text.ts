// Numbers in words.
import { capture } from "../../mod.ts";

export function duration(nanoseconds: number): string {
  return capture.duration(nanoseconds);
}

export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  const [unit, size] = count < 1e6 ? ["kB", 1e3] : count < 1e9 ? ["MB", 1e6] : ["GB", 1e9];
  return `${(count / (size as number)).toFixed(count / (size as number) < 10 ? 1 : 0)} ${unit}`;
}

export function grouped(count: number): string {
  return count.toLocaleString("en");
}
