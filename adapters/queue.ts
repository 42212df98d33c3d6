// A queue with asynchronous iterators that share what comes: each value goes to one of them.

type Taker<T> = (result: IteratorResult<T, undefined>) => void;

/** Who is told what becomes of the values. */
export interface Taking<T> {
  /** A value that was queued is taken. */
  taken(value: T): void;
  /** The last iterator in use has ended. */
  left(): void;
}

/** Values in order of arrival. */
export class Queue<T> {
  /** Iterators in use. */
  iterators = 0;

  readonly #owner: Taking<T> | undefined;
  #values: T[] = [];
  #head = 0;
  #takers: Taker<T>[] = [];
  #ended = false;
  #error: Error | undefined;

  constructor(owner?: Taking<T>) {
    this.#owner = owner;
  }

  /** Values that wait. */
  get count(): number {
    return this.#values.length - this.#head;
  }

  /** Hands a value to the iterator that waits longest, or queues it: true then. */
  push(value: T): boolean {
    const taker = this.#takers.shift();
    if (taker === undefined) this.#values.push(value);
    else taker({ done: false, value });
    return taker === undefined;
  }

  /** Takes the value that waits longest. */
  take(): T | undefined {
    if (this.count === 0) return undefined;
    const value = this.#values[this.#head]!;
    this.#values[this.#head++] = undefined!;
    if (this.#head > 64 && 2 * this.#head > this.#values.length) {
      this.#values.splice(0, this.#head);
      this.#head = 0;
    }
    this.#owner?.taken(value);
    return value;
  }

  /** Takes a value out, wherever it waits. */
  remove(value: T): void {
    const at = this.#values.indexOf(value, this.#head);
    if (at >= 0) this.#values.splice(at, 1);
  }

  /** No more will come: what waits can still be taken, and then the error, once. */
  end(error?: Error): void {
    this.#ended = true;
    this.#error = error;
    for (const taker of this.#takers.splice(0)) taker({ done: true, value: undefined });
  }

  /** A new iterator. */
  iterate(): AsyncIterableIterator<T, undefined> {
    const mine = new Set<Taker<T>>();
    let open = true;
    this.iterators++;
    const finish = (): Promise<IteratorResult<T, undefined>> => {
      const last = open && --this.iterators === 0;
      open = false;
      this.#takers = this.#takers.filter((taker) => !mine.has(taker));
      for (const taker of mine) taker({ done: true, value: undefined });
      if (last) this.#owner?.left();
      return done();
    };
    return {
      next: () => open ? this.#next(mine) : done(),
      return: finish,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  #next(mine: Set<Taker<T>>): Promise<IteratorResult<T, undefined>> {
    if (this.count > 0) return Promise.resolve({ done: false, value: this.take()! });
    if (this.#ended) return this.#end();
    return new Promise((resolve) => {
      const taker: Taker<T> = (result) => {
        mine.delete(taker);
        resolve(result);
      };
      mine.add(taker);
      this.#takers.push(taker);
    });
  }

  #end(): Promise<IteratorResult<T, undefined>> {
    const error = this.#error;
    this.#error = undefined;
    return error === undefined ? done() : Promise.reject(error);
  }
}

const done = (): Promise<IteratorReturnResult<undefined>> =>
  Promise.resolve({ done: true, value: undefined });
