// Procedures of a host as promises. A connection tells nothing before whoever gave a command has had its turn, so no
// end of a procedure comes before its promise.
import type { Connection } from "../adapters/node.ts";
import type { gem } from "../mod.ts";

/** A host over an entity of either protocol. */
export type AnyHost = gem.Host<{ readonly type: string }>;

/** What of a host's news concerns procedures. */
type Ending = Extract<gem.HostNews, { readonly type: "done" | "failed" }>;

/** Bounds a single call. */
export interface CallOptions {
  /** Ends the call, which rejects with the signal's reason. A reply that comes later is of no effect. */
  readonly signal?: AbortSignal | undefined;
  /** How long each of its messages may wait for the reply, in seconds; T3 of the connection when absent. */
  readonly T3?: number | undefined;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Runs procedures in the host of a connection; tell it the host's `done` and `failed` news. */
export class Procedures {
  readonly #connection: Connection<AnyHost>;
  readonly #waiting: Map<number, Waiting> = new Map();

  /** For this connection. */
  constructor(connection: Connection<AnyHost>) {
    this.#connection = connection;
  }

  /** Runs a procedure; rejects with what it throws, or with the reason of the signal. */
  run<T>(procedure: gem.Procedure<T>, { signal, T3 }: CallOptions = {}): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const options = T3 === undefined ? {} : { T3 };
    const id = this.#connection.perform((host, now) => host.run(procedure, now, options));
    return new Promise<T>((resolve, reject) => {
      const abandon = () => this.#connection.perform((host, now) => host.abandon(id, signal!.reason, now));
      const settled = () => signal?.removeEventListener("abort", abandon);
      signal?.addEventListener("abort", abandon, { once: true });
      this.#waiting.set(id, {
        resolve: (value) => (settled(), resolve(value as T)),
        reject: (error) => (settled(), reject(error)),
      });
    });
  }

  /** A procedure has ended. */
  ended(news: Ending): void {
    const waiting = this.#waiting.get(news.id);
    if (waiting === undefined) return;
    this.#waiting.delete(news.id);
    if (news.type === "done") waiting.resolve(news.value);
    else waiting.reject(news.error);
  }
}
