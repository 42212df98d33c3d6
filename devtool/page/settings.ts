// What the user has chosen, kept by the browser where it lets a page keep anything.
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { WorkerSettings } from "../protocol.ts";

export interface Settings {
  readonly theme: "system" | "light" | "dark";
  readonly zone: "local" | "UTC";
  readonly time: "clock" | "delta";
  readonly host?: string;
  readonly port?: number;
  /** Seconds by name: T3, T5, T6, T7, T8. */
  readonly timers: Readonly<Record<string, number>>;
  /** Width of the detail, and height of its hex dump, in pixels. */
  readonly detailWidth: number;
  readonly hexHeight: number;
}

const DEFAULTS: Settings = {
  theme: "system",
  zone: "local",
  time: "clock",
  timers: { T3: 45, T5: 10, T6: 5, T7: 10, T8: 5 },
  detailWidth: 0,
  hexHeight: 0,
};
const KEY = "hsms.settings";

export const settings: Signal<Settings> = signal({ ...DEFAULTS, ...stored() });

const systemIsDark: Signal<boolean> = signal(false);

/** What is drawn now. */
export const theme: ReadonlySignal<"light" | "dark"> = computed(() => {
  const { theme } = settings.value;
  return theme !== "system" ? theme : systemIsDark.value ? "dark" : "light";
});

/** Follows the system's theme, draws the chosen one, and keeps what is chosen. */
export function keepSettings(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  systemIsDark.value = dark.matches;
  dark.addEventListener("change", () => systemIsDark.value = dark.matches);
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
  effect(() => {
    const text = JSON.stringify(settings.value);
    try {
      localStorage.setItem(KEY, text);
    } catch {
      // A page of a file may not keep anything in some browsers; it works all the same.
    }
  });
}

export function change(part: Partial<Settings>): void {
  settings.value = { ...settings.value, ...part };
}

/** What the worker must know; the clock to show is that of the day of the capture, summer time and all. */
export function workerSettings(origin: bigint | undefined): WorkerSettings {
  const { zone, timers } = settings.value;
  const day = origin === undefined ? new Date() : new Date(Number(origin / 1_000_000n));
  return { zone: zone === "UTC" ? 0 : -day.getTimezoneOffset(), timers };
}

function stored(): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}
