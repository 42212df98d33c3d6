// Small parts that several panes draw.
import type { JSX } from "preact";
import type { capture } from "../../mod.ts";
import type { MessageRow } from "../protocol.ts";
import { duration } from "./text.ts";
import { settings } from "./settings.ts";

export function Severity({ severity, title }: { severity: capture.Severity; title?: string }): JSX.Element {
  return <span class={`dot ${severity}`} role="img" aria-label={severity} title={title} />;
}

/** The class that gives a side its colour. */
export function sideOf(direction: capture.Arrow): string {
  return direction === "H→E" || direction === "C→S" ? "host" : "equipment";
}

/** What became of the transaction that a message began. */
export function latencyText({ began, latency, outcome }: MessageRow): string {
  if (!began || outcome === undefined) return "";
  if (outcome === "reply" && latency !== undefined) return duration(latency);
  return outcome === "reply" ? "" : outcome;
}

export function latencyClass({ began, latency, outcome, sType }: MessageRow): string {
  if (!began || outcome === undefined) return "";
  if (outcome !== "reply") return outcome === "open" ? "" : "none";
  return speedOf(latency, settings.value.timers[sType === 0 ? "T3" : "T6"]);
}

/** `late` beyond the timer, `slow` beyond a second or a tenth of it, whichever is less. */
export function speedOf(latency: number | undefined, timer: number): "" | "slow" | "late" {
  if (latency === undefined) return "";
  if (latency > timer * 1e9) return "late";
  return latency > Math.min(1, timer / 10) * 1e9 ? "slow" : "";
}

const ICONS = {
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14",
  open: "M2 12.5V4a1 1 0 0 1 1-1h3.2l1.6 2H13a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1Z",
  export: "M8 10V2.5m0 0L5.2 5.3M8 2.5l2.8 2.8M3 9.5V13a.8.8 0 0 0 .8.8h8.4a.8.8 0 0 0 .8-.8V9.5",
  settings:
    "M2 4.5h7m3 0h2M2 11.5h2m3 0h7M10.5 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Zm-5 7a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z",
  help:
    "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6.3 6.4c.1-1 .8-1.6 1.8-1.6 1 0 1.700.6 1.700 1.500 0 1.300-1.800 1.400-1.800 2.600M8 11.200v.1",
  down: "m4.500 6.500 3.500 3.500 3.500-3.500",
  close: "m4 4 8 8m0-8-8 8",
  paste: "M5.500 3H4a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1h-1.500M6 2h4v2.500H6V2Z",
  swap: "M3 5.500h9.500M10 3l2.500 2.500L10 8M13 10.500H3.500M6 8l-2.500 2.500L6 13",
  right: "m6.500 4.500 3.500 3.500-3.500 3.500",
  plot: "M2.500 13.500h11M3 10l3-3.500 2.500 2L13 3.500",
} as const;

export function Icon({ name }: { name: keyof typeof ICONS }): JSX.Element {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
      <path d={ICONS[name]} stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
