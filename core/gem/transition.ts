// What a row of E30's state models is, and how the row that applies is found.

/** A transition: by its name, never by a number, because the numbers of tools and manuals differ. */
export interface Transition<State extends string, Event extends string> {
  /** Name. */
  readonly name: string;
  /** The states it leaves. */
  readonly from: readonly State[];
  /** What triggers it. */
  readonly on: Event;
  /** What must hold beside; always when absent. */
  readonly when?: string;
  /** The state it enters; one of those it leaves where only its action matters. */
  readonly to: State;
  /** What is done, if anything. */
  readonly action?: string;
}

/** The first row that leaves a state on an event while its condition, if it has one, holds. */
export function applicable<T extends Transition<string, string>>(
  table: readonly T[],
  state: string,
  event: string,
  holds: (condition: NonNullable<T["when"]>) => boolean,
): T | undefined {
  return table.find(({ from, on, when }) =>
    on === event && from.includes(state) && (when === undefined || holds(when))
  );
}
