// Handlers of events. One that throws stops neither the others nor whoever tells the event.

/**
 * A function called with an event and with whoever tells it. What it returns is of no interest, except that a promise
 * is watched for rejection.
 */
export type Handler<Event, Source> = (event: Event, source: Source) => unknown;

type Lists<Events, Source> = { [K in keyof Events]?: readonly Handler<Events[K], Source>[] };

/** The handlers of one source of events. */
export class Emitter<Events extends { error: unknown }, Source> {
  readonly #source: Source;
  readonly #lists: Lists<Events, Source> = {};

  constructor(source: Source, handlers: { readonly [K in keyof Events]?: Handler<Events[K], Source> } = {}) {
    this.#source = source;
    for (const event of Object.keys(handlers) as (keyof Events)[]) {
      if (handlers[event] !== undefined) this.add(event, handlers[event]);
    }
  }

  has(event: keyof Events): boolean {
    return this.#lists[event] !== undefined;
  }

  /** Throws `TypeError` for what is no function. */
  add<K extends keyof Events>(event: K, handler: Handler<Events[K], Source>): void {
    if (typeof handler !== "function") {
      throw new TypeError(`Cannot handle "${String(event)}": no function is given`);
    }
    this.#lists[event] = [...(this.#lists[event] ?? []), handler];
  }

  remove<K extends keyof Events>(event: K, handler: Handler<Events[K], Source>): void {
    const left = (this.#lists[event] ?? []).filter((other) => other !== handler);
    this.#lists[event] = left.length === 0 ? undefined : left;
  }

  emit<K extends keyof Events>(event: K, value: Events[K]): void {
    const handlers = this.#lists[event];
    if (handlers === undefined) return;
    for (const handler of handlers) this.#call(handler, value);
  }

  #call<E>(handler: Handler<E, Source>, value: E): void {
    try {
      const returned = handler(value, this.#source);
      if (returned instanceof Promise) returned.catch((error) => this.report(error));
    } catch (error) {
      this.report(error);
    }
  }

  /** Tells an error; where nobody wants to hear of it, as an uncaught exception. */
  report(error: unknown): void {
    const handlers = this.#lists.error;
    if (handlers === undefined) return rethrow(error);
    for (const handler of handlers) {
      try {
        const returned = handler(error as Events["error"], this.#source);
        if (returned instanceof Promise) returned.catch(rethrow);
      } catch (thrown) {
        rethrow(thrown);
      }
    }
  }
}

function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
