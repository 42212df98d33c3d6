// What is done each time that communication is established, until the tool is ready: on-line, subscribed, alarms on.
import { gem } from "../mod.ts";
import type { Procedures } from "./procedures.ts";
import type { Profile, ProfileId } from "./profile.ts";
import { eventId } from "./profile_facts.ts";
import type { ToolOptions } from "./tool_options.ts";

/** Who is prepared. */
export interface Prepared {
  /** Everything is done. */
  ready(): void;
  /** It was refused; it is tried again. */
  failed(error: unknown): void;
  /** What the reports consist of is known now. */
  learn(names: gem.Names): void;
}

/** The preparation of a tool, and who waits for its end. */
export class Preparation {
  readonly #profile: Profile;
  readonly #options: ToolOptions;
  readonly #facts: gem.ToolFacts;
  readonly #procedures: Procedures;
  readonly #owner: Prepared;
  #attempt: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: { resolve(): void }[] = [];
  #lastError: unknown;

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
    this.#procedures.run(this.#work(), attempt.signal).then(
      () => this.#succeeded(attempt),
      (error) => this.#failed(attempt, error),
    );
  }

  /** Ends an attempt, and does not begin another. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#attempt?.abort(new Error("communication has ended"));
    this.#attempt = undefined;
  }

  /** Resolves with the end of the preparation. */
  wait(closed: Promise<void>, signal: AbortSignal | undefined, timeout: number | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = { resolve: () => (finish(), resolve()) };
      const fail = (error: unknown) => (finish(), reject(error));
      const aborted = () => fail(signal!.reason);
      const late = () =>
        fail(
          new Error(`Cannot prepare the tool within ${timeout} s${this.#why()}`, { cause: this.#lastError }),
        );
      const timer = timeout === undefined ? undefined : setTimeout(late, timeout * 1000);
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", aborted);
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
      };
      if (signal?.aborted) return aborted();
      signal?.addEventListener("abort", aborted);
      this.#waiting.push(waiting);
      void closed.then(() =>
        fail(new Error(`Cannot prepare the tool: it is closed${this.#why()}`, { cause: this.#lastError }))
      );
    });
  }

  #why(): string {
    return this.#lastError instanceof Error ? ` (${this.#lastError.message})` : "";
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
    const { events: wanted } = this.#options;
    const events = this.#profile.events ?? [];
    if (wanted === false) return [];
    const ids = wanted?.map((id) => eventId(this.#profile, id));
    return events.filter(({ id }) => ids?.includes(id) ?? true).map(({ id, reports = [] }) => ({
      id,
      reports,
    }));
  }

  #succeeded(attempt: AbortController): void {
    if (attempt !== this.#attempt) return;
    this.#attempt = undefined;
    this.#lastError = undefined;
    this.#owner.ready();
    for (const { resolve } of this.#waiting) resolve();
  }

  #failed(attempt: AbortController, error: unknown): void {
    if (attempt !== this.#attempt) return;
    this.#attempt = undefined;
    this.#lastError = error;
    this.#timer = setTimeout(() => this.begin(), (this.#options.retry ?? 10) * 1000);
    this.#owner.failed(error);
  }
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
