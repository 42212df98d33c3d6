// Which two messages are compared.
import { effect, type Signal, signal } from "@preact/signals";
import type { Comparison } from "../protocol.ts";
import { notice, opened, pane } from "./state.ts";

/** The message that was remembered, and the other. */
export const marked: Signal<number | undefined> = signal(undefined);
export const other: Signal<number | undefined> = signal(undefined);
export const comparison: Signal<Comparison | undefined> = signal(undefined);
export const onlyChanges: Signal<boolean> = signal(false);

/** With another capture, no messages are compared any more. */
export function watchComparison(): void {
  effect(() => {
    void opened.value;
    marked.value = other.value = comparison.value = undefined;
  });
}

/** Remembers a message; with one remembered already, compares them. */
export function compareWith(id: number): void {
  if (marked.value === undefined || marked.value === id || other.value !== undefined) {
    marked.value = id;
    other.value = undefined;
    notice.value = `Remembered #${id}: press m on another to compare them`;
    return;
  }
  other.value = id;
  notice.value = undefined;
  pane.value = "compare";
}
