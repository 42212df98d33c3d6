// Which part of the ladder can be seen, and where the minimap wants to go.
import { type Signal, signal } from "@preact/signals";

export const visible: Signal<{ readonly first: number; readonly last: number }> = signal({
  first: 0,
  last: 0,
});
export const jumped: Signal<{ readonly place: number } | undefined> = signal(undefined);
