// Waiting for what a tool may tell, bounded by signals, by time, and by the end of its connection.

/** Why a wait was in vain: the tool was closed, its connection was lost, or the time has passed. */
export type WaitFailure = "closed" | "disconnected" | "timeout";

const IN_WORDS: Readonly<Record<WaitFailure, string>> = {
  closed: "the tool is closed",
  disconnected: "the connection was lost",
  timeout: "it took too long",
};

/** What was waited for did not come. */
export class WaitError extends Error {
  /** `"WaitError"`. */
  override readonly name = "WaitError";
  /** Why it did not. */
  readonly reason: WaitFailure;

  /** `cause` is what went wrong meanwhile, where something did. */
  constructor(what: string, reason: WaitFailure, cause?: unknown) {
    const why = cause instanceof Error ? ` (${cause.message})` : "";
    super(`Cannot wait for ${what}: ${IN_WORDS[reason]}${why}`, { cause });
    this.reason = reason;
  }
}

/** Bounds of a wait. */
export interface WaitBounds {
  /** Ends the wait; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the wait after so many seconds. */
  readonly timeout?: number | undefined;
  /** Whether the end of the connection ends the wait; false when absent. */
  readonly connected?: boolean;
  /** Ends the wait when it is rejected, with the same error. */
  readonly unless?: Promise<unknown>;
}

interface Wait {
  readonly bounds: WaitBounds;
  fail(reason: WaitFailure): void;
}

/** Begins to listen for what is waited for, and returns what ends that. */
type Begin<T> = (resolve: (value: T) => void) => () => void;

/** The waits of one tool. */
export class Waits {
  readonly #open: Set<Wait> = new Set();
  #closed = false;
  /** What went wrong last: the cause of waits that fail. */
  cause: unknown;

  /** Waits for something. Rejects with {@linkcode WaitError}, or with the reason of the signal. */
  for<T>(what: string, bounds: WaitBounds, begin: Begin<T>): Promise<T> {
    const { signal, timeout } = bounds;
    return new Promise((resolve, reject) => {
      const fail = (reason: WaitFailure) => finish(() => reject(new WaitError(what, reason, this.cause)));
      const abort = () => finish(() => reject(signal!.reason));
      if (signal?.aborted) return reject(signal.reason);
      if (this.#closed) return reject(new WaitError(what, "closed", this.cause));
      const wait: Wait = { bounds, fail };
      const timer = timeout === undefined ? undefined : setTimeout(() => fail("timeout"), timeout * 1000);
      const end = begin((value) => finish(() => resolve(value)));
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        this.#open.delete(wait);
        end();
        settle();
      };
      signal?.addEventListener("abort", abort);
      bounds.unless?.catch((error) => finish(() => reject(error)));
      this.#open.add(wait);
    });
  }

  /** The connection was lost. */
  disconnected(): void {
    for (const wait of this.#open) if (wait.bounds.connected === true) wait.fail("disconnected");
  }

  /** The tool is closed for good. */
  closed(): void {
    this.#closed = true;
    for (const wait of this.#open) wait.fail("closed");
  }
}
