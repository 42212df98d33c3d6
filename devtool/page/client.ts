// Asks the worker, and hears from it.
import type { Calls, FromWorker, Status } from "../protocol.ts";

/** The worker's answers as promises. */
export class Client {
  readonly #worker: Worker;
  readonly #waiting: Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }> =
    new Map();
  #last = 0;

  constructor(worker: Worker, onStatus: (status: Status) => void) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === "status") return onStatus(data.status);
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.type === "answer") waiting?.resolve(data.value as never);
      else waiting?.reject(new Error(data.sentence));
    };
  }

  call<K extends keyof Calls>(
    name: K,
    ...args: Parameters<Calls[K]>
  ): Promise<Awaited<ReturnType<Calls[K]>>> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, name, args });
    });
  }
}
