// Which findings are shown.
import { type Signal, signal } from "@preact/signals";
import type { capture } from "../../mod.ts";

/** The severities that are shown. */
export const severities: Signal<ReadonlySet<capture.Severity>> = signal(
  new Set<capture.Severity>(["error", "warning", "note"]),
);
