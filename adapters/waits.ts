// Promises of a connection that are kept by its news: to reach a state, and to have a control request answered.
import type { Entity } from "../core/hsms/entity.ts";
import type { EntityNews, State } from "../core/hsms/news.ts";
import { type Carrier, hsmsOf } from "./carrier.ts";
import { ControlError, type WaitOptions } from "./request.ts";
import type { Clock } from "./runner.ts";

type ControlNews = EntityNews & { type: "control" };

/** Bounds of a wait for a state. */
export interface StateWaitOptions extends WaitOptions {
  /** Gives up after so many seconds. */
  timeout?: number;
}

interface StateWait {
  readonly state: State;
  end(error?: unknown): void;
}

/** Waits for a state of the connection. */
export class StateWaits {
  #waits: StateWait[] = [];

  /** Resolves when the state is reached. `late` makes the error of a wait that took too long. */
  wait(state: State, { signal, timeout }: StateWaitOptions, late: (seconds: number) => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => wait.end(signal!.reason);
      const timer = timeout === undefined
        ? undefined
        : setTimeout(() => wait.end(late(timeout)), timeout * 1000);
      const wait: StateWait = {
        state,
        end: (error) => {
          this.#waits = this.#waits.filter((other) => other !== wait);
          clearTimeout(timer);
          signal?.removeEventListener("abort", abort);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#waits.push(wait);
    });
  }

  /** The state is reached. */
  reached(state: State): void {
    for (const wait of this.#waits) if (wait.state === state) wait.end();
  }

  /** No state will be reached any more. */
  fail(error: () => Error): void {
    for (const wait of this.#waits) wait.end(error());
  }
}

/** The answer to a Linktest.req. */
export interface LinktestResponse {
  /** System bytes of the request and its response. */
  readonly systemBytes: number;
  /** Time from the request to the response. */
  readonly milliseconds: number;
}

interface ControlWait {
  resolve(news: ControlNews): void;
  reject(error: Error): void;
}

/** The control procedures of an HSMS entity, with promises of their outcome. */
export class Controls {
  readonly #carrier: Carrier;
  readonly #clock: Clock;
  /** By system bytes; several callers may wait for one linktest. */
  #waits: Map<number, ControlWait[]> | undefined;

  constructor(carrier: Carrier, clock: Clock) {
    this.#carrier = carrier;
    this.#clock = clock;
  }

  async linktest(): Promise<LinktestResponse> {
    const { systemBytes, milliseconds } = await this.#outcome(
      this.#hsms("linktest").linktest(this.#clock.now()),
    );
    return { systemBytes, milliseconds };
  }

  async select(session: number): Promise<void> {
    const news = await this.#outcome(this.#hsms("select").select(this.#clock.now(), session));
    if (this.#carrier.stateOf(session) !== "SELECTED") throw refused(news);
  }

  async deselect(session: number): Promise<void> {
    const news = await this.#outcome(this.#hsms("deselect").deselect(this.#clock.now(), session));
    if (this.#carrier.stateOf(session) === "SELECTED") throw refused(news);
  }

  #hsms(what: string): Entity {
    return hsmsOf(this.#carrier, what);
  }

  /** Resolves when a request is answered, whatever the status. */
  #outcome(systemBytes: number): Promise<ControlNews> {
    const waits = this.#waits ??= new Map();
    return new Promise((resolve, reject) => {
      waits.set(systemBytes, [...waits.get(systemBytes) ?? [], { resolve, reject }]);
    });
  }

  /** A control request has ended. */
  ended(news: ControlNews): void {
    const waits = this.#waits?.get(news.systemBytes) ?? [];
    this.#waits?.delete(news.systemBytes);
    for (const wait of waits) {
      if (news.outcome === "answered") wait.resolve(news);
      else wait.reject(refused(news));
    }
  }
}

const refused = (news: ControlNews): ControlError =>
  new ControlError(news.request, news.outcome, news.status);
