// What is done each time that communication is established, until the tool is ready: on-line, subscribed, alarms on.
// What fails is tried again, as long as communication lasts.
import { gem } from "../mod.ts";
import type { Procedures } from "./procedures.ts";
import type { Profile, ProfileId } from "./profile.ts";
import { eventId } from "./profile_facts.ts";
import type { ToolOptions } from "./tool_options.ts";
import { mustBeKnown } from "./tool_teller.ts";

/** Who is prepared. */
export interface Prepared {
  /** Everything is done. */
  ready(): void;
  /** It was refused; it is tried again. */
  failed(error: unknown): void;
  /** What the reports consist of is known now. */
  learn(names: gem.Names): void;
}

/** The preparation of a tool. */
export class Preparation {
  readonly #profile: Profile;
  readonly #options: ToolOptions;
  readonly #facts: gem.ToolFacts;
  readonly #procedures: Procedures;
  readonly #owner: Prepared;
  #attempt: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** For a tool. */
  constructor(
    profile: Profile,
    options: ToolOptions,
    facts: gem.ToolFacts,
    procedures: Procedures,
    owner: Prepared,
  ) {
    this.#profile = profile;
    this.#options = options;
    this.#facts = facts;
    this.#procedures = procedures;
    this.#owner = owner;
  }

  /** Begins, anew if need be: the equipment may have lost what it was told. */
  begin(): void {
    this.stop();
    const attempt = this.#attempt = new AbortController();
    this.#procedures.run(this.#work(), { signal: attempt.signal }).then(
      () => this.#succeeded(attempt),
      (error) => this.#failed(attempt, error),
    );
  }

  /** Whether an attempt is under way. */
  get running(): boolean {
    return this.#attempt !== undefined;
  }

  /** Ends an attempt, and does not begin another. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#attempt?.abort();
    this.#attempt = undefined;
  }

  *#work(): gem.Procedure<void> {
    const { communications = {} } = this.#profile;
    if (communications.online ?? true) yield* gem.goOnLine();
    yield* this.#subscribe();
    if (this.#options.alarms ?? true) yield* tolerant(gem.enableAllAlarms());
  }

  *#subscribe(): gem.Procedure<void> {
    const events = this.#wanted();
    if (events.length === 0) return;
    const reports = this.#profile.reports ?? [];
    const used = new Set(events.flatMap(({ reports }) => reports.map(String)));
    const defined = reports.filter(({ id, name }) =>
      used.has(String(id)) || (name !== undefined && used.has(name))
    );
    const subscribed = yield* gem.subscribe({ events, reports: defined }, this.#facts);
    if (subscribed.reports.length > 0) this.#owner.learn({ reports: subscribed.reports });
  }

  #wanted(): { id: ProfileId; reports: readonly ProfileId[] }[] {
    const { events = [] } = this.#profile;
    return wantedEvents(this.#profile, this.#options).map((id) => ({
      id,
      reports: events.find((event) => event.id === id)?.reports ?? [],
    }));
  }

  #succeeded(attempt: AbortController): void {
    if (attempt !== this.#attempt) return;
    this.#attempt = undefined;
    this.#owner.ready();
  }

  #failed(attempt: AbortController, error: unknown): void {
    if (attempt !== this.#attempt) return;
    this.#attempt = undefined;
    this.#timer = setTimeout(() => this.begin(), (this.#options.retry ?? 10) * 1000);
    this.#owner.failed(error);
  }
}

/** The ids of the events to subscribe to. Throws `TypeError` for a name that the profile does not have. */
export function wantedEvents(profile: Profile, { events: wanted }: ToolOptions): ProfileId[] {
  if (wanted === false) return [];
  if (wanted === undefined) return (profile.events ?? []).map(({ id }) => id);
  for (const id of wanted) mustBeKnown(profile, "event", id);
  return wanted.map((id) => eventId(profile, id));
}

/** A step that a tool may not have. */
function* tolerant(procedure: gem.Procedure<void>): gem.Procedure<void> {
  try {
    yield* procedure;
  } catch (error) {
    const unknown = error instanceof gem.TransactionError && /^(?:stream 9|aborted)$/.test(error.reason);
    if (!unknown && !(error instanceof gem.AcknowledgeError)) throw error;
  }
}
