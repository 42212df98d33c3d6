// Procedures of a host as promises.
import type { Connection } from "../adapters/node.ts";
import type { gem } from "../mod.ts";

/** What of a host's news concerns procedures. */
type Ending = Extract<gem.HostNews, { readonly type: "done" | "failed" }>;

type AnyHost = gem.Host<{ readonly type: string }>;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Runs procedures in the host of a connection; tell it the host's `done` and `failed` news. */
export class Procedures {
  readonly #connection: Connection<AnyHost>;
  readonly #waiting: Map<number, Waiting> = new Map();
  /** Those that ended while they began. */
  readonly #early: Map<number, Ending> = new Map();

  /** For this connection. */
  constructor(connection: Connection<AnyHost>) {
    this.#connection = connection;
  }

  /** Runs a procedure; rejects with what it throws, or with the reason of the signal. */
  run<T>(procedure: gem.Procedure<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const id = this.#connection.perform((host, now) => host.run(procedure, now));
    return new Promise<T>((resolve, reject) => {
      const abandon = () => this.#connection.perform((host, now) => host.abandon(id, signal!.reason, now));
      const settled = () => signal?.removeEventListener("abort", abandon);
      signal?.addEventListener("abort", abandon, { once: true });
      this.#waiting.set(id, {
        resolve: (value) => (settled(), resolve(value as T)),
        reject: (error) => (settled(), reject(error)),
      });
      const early = this.#early.get(id);
      if (early !== undefined) this.ended(early);
    });
  }

  /** A procedure has ended. */
  ended(news: Ending): void {
    const waiting = this.#waiting.get(news.id);
    if (waiting === undefined) return void this.#early.set(news.id, news);
    this.#waiting.delete(news.id);
    this.#early.delete(news.id);
    if (news.type === "done") waiting.resolve(news.value);
    else waiting.reject(news.error);
  }
}
