// What a tool tells, to whom: handlers for all of a kind or for one name, iterators, and those who wait for one thing.
import { Emitter, type Handler } from "../adapters/emitter.ts";
import { Queue } from "../adapters/queue.ts";
import type { Profile, ProfileId } from "./profile.ts";
import { nearest } from "./nearest.ts";
import { isFor, type ToolAlarm, type ToolEvent } from "./tool_news.ts";
import type { ToolEvents } from "./tool_options.ts";
import type { WaitBounds, Waits } from "./tool_waits.ts";

/** What is told by name or id. */
export type Keyed = "event" | "alarm";

/** What an iteration over a tool gives. */
export type ToolNews = ToolEvent | ToolAlarm;

/** A handler of anything: the faces of the tool see to it that it is of the right kind. */
export type AnyHandler<Source> = Handler<unknown, Source>;

interface KeyedHandler<Source> {
  readonly kind: Keyed;
  readonly wanted: ProfileId;
  readonly handler: AnyHandler<Source>;
  readonly inner: Handler<ToolNews, Source>;
}

/** How many events and alarms an iteration may leave waiting. */
export const MOST_WAITING = 16_384;

/** Tells the events of one tool. */
export class Teller<Source> {
  readonly emitter: Emitter<ToolEvents, Source>;
  readonly #profile: Profile;
  readonly #waits: Waits;
  readonly #queues: Set<Queue<ToolNews>> = new Set();
  #keyed: KeyedHandler<Source>[] = [];
  #ended = false;

  constructor(source: Source, profile: Profile, waits: Waits) {
    this.emitter = new Emitter<ToolEvents, Source>(source);
    this.#profile = profile;
    this.#waits = waits;
  }

  /** Adds a handler for all of a kind. */
  add(kind: keyof ToolEvents, handler: AnyHandler<Source>): void {
    this.emitter.add(kind, handler);
  }

  /** Adds a handler for one name or id. Throws `TypeError` for a name that the profile does not have. */
  addFor(kind: Keyed, wanted: ProfileId, handler: AnyHandler<Source>): void {
    mustBeKnown(this.#profile, kind, wanted);
    const inner: Handler<ToolNews, Source> = (news, source) =>
      isFor(wanted, news.id, news.name) ? handler(news, source) : undefined;
    this.emitter.add(kind, inner);
    this.#keyed.push({ kind, wanted, handler, inner });
  }

  /** Removes a handler, as it was added. */
  remove(kind: keyof ToolEvents, handler: AnyHandler<Source>): void {
    this.emitter.remove(kind, handler);
  }

  /** Removes a handler for one name or id, as it was added. */
  removeFor(kind: Keyed, wanted: ProfileId, handler: AnyHandler<Source>): void {
    const found = this.#keyed.find((one) =>
      one.kind === kind && one.wanted === wanted && one.handler === handler
    );
    if (found === undefined) return;
    this.#keyed = this.#keyed.filter((one) => one !== found);
    this.emitter.remove(kind, found.inner);
  }

  /** Waits for the next of a name or id. */
  next(kind: Keyed, wanted: ProfileId, bounds: WaitBounds): Promise<ToolNews> {
    mustBeKnown(this.#profile, kind, wanted);
    return this.#waits.for<ToolNews>(`${kind} ${wanted}`, bounds, (resolve) => {
      const handler: Handler<ToolNews, Source> = (news) => {
        if (isFor(wanted, news.id, news.name)) resolve(news);
      };
      this.emitter.add(kind, handler);
      return () => this.emitter.remove(kind, handler);
    });
  }

  /** Tells handlers, iterators and whoever waits. */
  tell(kind: Keyed, news: ToolNews): void {
    for (const queue of this.#queues) this.#offer(queue, news);
    this.emitter.emit(kind, news as ToolEvent & ToolAlarm);
  }

  /** An iteration that falls too far behind ends: it gets what waits, and then knows that it has missed something. */
  #offer(queue: Queue<ToolNews>, news: ToolNews): void {
    if (queue.count < MOST_WAITING) return void queue.push(news);
    this.#queues.delete(queue);
    queue.end(
      new Error(`Cannot go on: ${MOST_WAITING} events and alarms wait that the iteration did not take`),
    );
  }

  /** Iterates over what is told from now on; each iteration gets all of it, or throws where it falls too far behind. */
  iterate(): AsyncIterableIterator<ToolNews, undefined> {
    const queue: Queue<ToolNews> = new Queue({ taken: () => {}, left: () => this.#queues.delete(queue) });
    if (this.#ended) queue.end();
    else this.#queues.add(queue);
    return queue.iterate();
  }

  /** Nothing will be told any more. */
  end(): void {
    this.#ended = true;
    for (const queue of this.#queues) queue.end();
    this.#queues.clear();
  }
}

/** Throws `TypeError` for a name that the profile does not have; an id may be unknown to it. */
export function mustBeKnown(profile: Profile, kind: Keyed, wanted: ProfileId): void {
  const known: readonly { readonly id: ProfileId; readonly name?: string; readonly text?: string }[] =
    (kind === "event" ? profile.events : profile.alarms) ?? [];
  if (typeof wanted === "number" || known.length === 0) return;
  if (known.some(({ id, name, text }) => String(id) === wanted || name === wanted || text === wanted)) return;
  const near = nearest(wanted, known.flatMap(({ name, text }) => name ?? text ?? []));
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  throw new TypeError(
    `Cannot find the ${kind} ${JSON.stringify(wanted)}: the profile has none of that name${hint}`,
  );
}
