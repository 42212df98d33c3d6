// What measures and logs one connection, put together for whoever opens it: a tool, a peer.
import type { AnyLink, Connection } from "../adapters/node.ts";
import { type Logger, type LogOptions, logTo, needsTrace } from "./log.ts";
import { Meter } from "./metrics.ts";
import { type LinkObserver, Tap } from "./metrics_tap.ts";
import { inSpan, type Tracer, TransactionSpans } from "./metrics_tracer.ts";

/** Where logs and spans go. */
export interface InstrumentOptions {
  /** Takes what is to be logged; nothing is when absent. */
  readonly logger?: Logger;
  /** What is logged, and how. */
  readonly log?: LogOptions;
  /** Gets a span for each transaction and each command: a tracer of OpenTelemetry. */
  readonly tracer?: Tracer;
}

/** The instruments of a connection, once it is watched. */
const WATCHING: WeakMap<object, Instruments> = new WeakMap();

/** The instruments of a connection that is watched. */
export function instrumentsOf(connection: object): Instruments {
  return WATCHING.get(connection)!;
}

/** The instruments of one connection. */
export class Instruments {
  readonly meter: Meter = new Meter();
  readonly #options: InstrumentOptions;
  readonly #name: string;
  readonly #observers: LinkObserver[] = [this.meter];

  /** Throws `TypeError` for a detail of the log that is none. */
  constructor(name: string, options: InstrumentOptions) {
    this.#name = name;
    this.#options = options;
    needsTrace(options.log?.detail);
    if (options.tracer !== undefined) this.#observers.push(new TransactionSpans(options.tracer, name));
  }

  /** What the entity must be told. */
  get entityOptions(): { trace?: true } {
    const { logger, log } = this.#options;
    return logger !== undefined && needsTrace(log?.detail) ? { trace: true } : {};
  }

  /** The link, observed. */
  tap(link: AnyLink): AnyLink {
    return new Tap(link, this.#observers);
  }

  /** Runs work in a span of its own, where there is a tracer. */
  readonly inSpan: <T>(name: string, work: () => Promise<T>) => Promise<T> = (name, work) =>
    inSpan(this.#options.tracer, name, { "hsms.peer": this.#name }, work);

  /** Begins to hear what the connection tells; where there is no GEM, only for the log. */
  watch<M extends AnyLink>(connection: Connection<M>, { gem = true }: { gem?: boolean } = {}): void {
    const { logger, log } = this.#options;
    WATCHING.set(connection, this);
    if (gem) connection.on("news", (news) => this.meter.told(news as { readonly type: string }));
    if (logger !== undefined) logTo(connection, logger, { name: this.#name, ...log });
  }
}
