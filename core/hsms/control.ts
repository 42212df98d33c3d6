// Open control transactions and their T6: all share it, so in order of opening they are in order of expiry. E37.
import { begin, type Handover, suspend } from "./handover.ts";
import { STYPE } from "./header.ts";
import type { ControlRequest } from "./news.ts";

/** A control request that waits for its response. */
export interface ControlTransaction extends Handover {
  readonly request: ControlRequest;
  readonly session: number;
  readonly systemBytes: number;
  readonly sent: number;
}

/** The SType of each request. */
export const REQUEST_STYPE: Readonly<Record<ControlRequest, number>> = {
  "Select.req": STYPE.SELECT_REQ,
  "Deselect.req": STYPE.DESELECT_REQ,
  "Linktest.req": STYPE.LINKTEST_REQ,
};

/** The open control transactions of an entity: hardly ever more than one. */
export class ControlTransactions {
  readonly #T6: number;
  #open: ControlTransaction[] = [];

  /** `T6` in milliseconds. */
  constructor(T6: number) {
    this.#T6 = T6;
  }

  /** When the next T6 runs out. */
  get deadline(): number {
    return this.#open.length === 0 ? Infinity : this.#open[0].expires;
  }

  get(systemBytes: number): ControlTransaction | undefined {
    return this.#open.find((open) => open.systemBytes === systemBytes);
  }

  /** The open request of this kind, for this session where one is given. */
  find(request: ControlRequest, session?: number): ControlTransaction | undefined {
    return this.#open.find((open) => open.request === request && (session ?? open.session) === open.session);
  }

  /** Opens a transaction; T6 begins at `from`, which is `Infinity` while the socket is blocked. */
  open(request: ControlRequest, session: number, systemBytes: number, now: number, from: number): void {
    const timeout = this.#T6, expires = from + timeout;
    this.#open.push({ request, session, systemBytes, sent: now, timeout, expires, wasBlocked: false });
  }

  /** Takes the transaction with these system bytes, if it is of this request and, where given, this session. */
  take(systemBytes: number, request?: ControlRequest, session?: number): ControlTransaction | undefined {
    const open = this.get(systemBytes);
    if (open === undefined || (request ?? open.request) !== open.request) return undefined;
    if ((session ?? open.session) !== open.session) return undefined;
    this.#open = this.#open.filter((other) => other !== open);
    return open;
  }

  /** Takes those whose T6 has run out by `now`. */
  expired(now: number): ControlTransaction[] {
    const expired = this.#open.filter((open) => open.expires <= now);
    this.#open = this.#open.filter((open) => open.expires > now);
    return expired;
  }

  takeAll(): ControlTransaction[] {
    const all = this.#open;
    this.#open = [];
    return all;
  }

  /** The socket did not take all of the last write: T6 of the requests in it has not begun after all. */
  suspend(since: number): void {
    suspend(this.#open, since);
  }

  /** Everything has been handed to the socket: T6 begins for all that waited. */
  begin(now: number): void {
    begin(this.#open, now);
  }

  /** Reading goes on after a pause, in which no response could be seen: T6 begins anew for all that it ran for. */
  restart(now: number): void {
    for (const open of this.#open) if (open.expires < Infinity) open.expires = now + this.#T6;
  }
}
