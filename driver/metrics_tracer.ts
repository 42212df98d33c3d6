// Spans for OpenTelemetry: one for each transaction, and one for each command. The interfaces are what is used of
// `@opentelemetry/api`, so that its tracers fit and nobody has to install it.
import type { DataMessage, Primary } from "../mod.ts";
import type { LinkObserver } from "./metrics_tap.ts";

/** What a span is told. */
export interface Span {
  /** What is to be known of it. */
  setAttribute(name: string, value: string | number | boolean): unknown;
  /** How it went; code 2 is an error. */
  setStatus(status: { code: number; message?: string }): unknown;
  /** It is over. */
  end(): void;
}

/** How a span begins. */
export interface SpanOptions {
  /** 1 of a server, 2 of a client. */
  kind?: number;
  /** What is known of it from the beginning. */
  attributes?: Record<string, string | number | boolean>;
}

/** Begins spans: a `Tracer` of `@opentelemetry/api`, or anything of its shape. */
export interface Tracer {
  /** Begins a span. */
  startSpan(name: string, options?: SpanOptions): Span;
  /** Begins a span and calls a function with it: spans that begin inside are its children. */
  startActiveSpan<T>(name: string, options: SpanOptions, fn: (span: Span) => T): T;
}

/** SpanKind.SERVER and CLIENT, and SpanStatusCode.ERROR, as OpenTelemetry numbers them. */
const SERVER = 1;
const CLIENT = 2;
const ERROR = 2;

/** More than this many open spans are not begun: a mad peer must not fill the memory. */
const MOST_OPEN = 65_536;

/** Gives a tracer a span for each transaction of a link: of kind CLIENT for our own, SERVER for those of the peer. */
export class TransactionSpans implements LinkObserver {
  readonly #tracer: Tracer;
  readonly #name: string;
  readonly #own: Map<number, Span> = new Map();
  readonly #theirs: Map<number, Span> = new Map();

  /** `name` is that of the tool or peer, in the attribute `hsms.peer`. */
  constructor(tracer: Tracer, name: string) {
    this.#tracer = tracer;
    this.#name = name;
  }

  sent(primary: Primary, systemBytes: number): void {
    if (primary.replyExpected) this.#begin(this.#own, CLIENT, primary, systemBytes);
  }

  answered({ systemBytes }: DataMessage, fn: number): void {
    end(this.#theirs, systemBytes, fn === 0 ? "aborted" : undefined);
  }

  cancelled(systemBytes: number): void {
    end(this.#own, systemBytes, "cancelled");
  }

  news(news: { readonly type: string }): void {
    const told = news as { type: string } & Record<string, unknown>;
    switch (news.type) {
      case "message": {
        const message = told.message as DataMessage;
        if (message.replyExpected) this.#begin(this.#theirs, SERVER, message, message.systemBytes);
        return;
      }
      case "reply":
        return end(this.#own, (told.message as DataMessage).systemBytes, undefined);
      case "noReply":
        return end(this.#own, told.systemBytes as number, told.reason as string);
      case "state":
        if (told.to === "NOT CONNECTED") this.#lost();
    }
  }

  #begin(open: Map<number, Span>, kind: number, message: Primary, systemBytes: number): void {
    if (open.size >= MOST_OPEN) return;
    const name = `S${message.stream}F${message.function}`;
    const attributes = {
      "hsms.peer": this.#name,
      "hsms.stream": message.stream,
      "hsms.function": message.function,
      "hsms.system_bytes": systemBytes,
      ...(message.session === undefined ? {} : { "hsms.session": message.session }),
    };
    end(open, systemBytes, "not answered");
    open.set(systemBytes, this.#tracer.startSpan(name, { kind, attributes }));
  }

  #lost(): void {
    for (const open of [this.#own, this.#theirs]) {
      for (const systemBytes of [...open.keys()]) end(open, systemBytes, "disconnected");
    }
  }
}

function end(open: Map<number, Span>, systemBytes: number, failure: string | undefined): void {
  const span = open.get(systemBytes);
  if (span === undefined) return;
  open.delete(systemBytes);
  if (failure !== undefined) {
    span.setAttribute("hsms.outcome", failure);
    span.setStatus({ code: ERROR, message: failure });
  }
  span.end();
}

/** Runs work in a span of its own, which ends with it. */
export function inSpan<T>(
  tracer: Tracer | undefined,
  name: string,
  attributes: Record<string, string | number | boolean>,
  work: () => Promise<T>,
): Promise<T> {
  if (tracer === undefined) return work();
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: ERROR, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}
