// What happens in a simulated equipment by itself, at its time.
import type { Occurrence, ProfileId } from "./profile.ts";

/** What is due: an occurrence, or an alarm that is to be cleared. */
export type Due =
  | { readonly type: "occurrence"; readonly occurrence: Occurrence }
  | { readonly type: "clear"; readonly alarm: ProfileId };

interface Entry {
  at: number;
  readonly occurrence: Occurrence;
}

/** A schedule, told the time in milliseconds. It stands still until it is begun. */
export class Schedule {
  readonly #occurrences: readonly Occurrence[];
  #entries: Entry[] = [];
  #clearances: { readonly at: number; readonly alarm: ProfileId }[] = [];

  /** Of a profile. */
  constructor(occurrences: readonly Occurrence[]) {
    this.#occurrences = occurrences;
  }

  /** Begins, or begins anew: seconds count from now. */
  begin(now: number): void {
    this.#entries = this.#occurrences.map((occurrence) => ({
      at: now + 1000 * (occurrence.after ?? occurrence.every!),
      occurrence,
    }));
  }

  /** Nothing happens by itself any more; alarms are still cleared. */
  end(): void {
    this.#entries = [];
  }

  /** When something is due; `Infinity` when nothing is. */
  get deadline(): number {
    return [...this.#entries, ...this.#clearances].reduce((least, { at }) => Math.min(least, at), Infinity);
  }

  /** What has become due, in the order of the profile; what was missed more than once happens once. */
  take(now: number): Due[] {
    if (now < this.deadline) return [];
    const cleared = this.#clearances.filter(({ at }) => at <= now);
    this.#clearances = this.#clearances.filter(({ at }) => at > now);
    const due = this.#entries.filter(({ at }) => at <= now);
    for (const { occurrence: { alarm, clearAfter } } of due) {
      if (alarm !== undefined && clearAfter !== undefined) {
        this.#clearances.push({ at: now + 1000 * clearAfter, alarm });
      }
    }
    for (const entry of due) entry.at = nextAfter(entry, now);
    this.#entries = this.#entries.filter(({ at }) => at < Infinity);
    return [
      ...cleared.map(({ alarm }): Due => ({ type: "clear", alarm })),
      ...due.map(({ occurrence }): Due => ({ type: "occurrence", occurrence })),
    ];
  }
}

function nextAfter({ at, occurrence: { every } }: Entry, now: number): number {
  if (every === undefined) return Infinity;
  const next = at + 1000 * every;
  return next > now ? next : now + 1000 * every;
}
