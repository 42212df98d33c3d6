// Timers of requests begin when the socket has taken them. One that does not take all of a write suspends them.

/** A request with its timer. */
export interface Handover {
  /** T3 or T6, in milliseconds. */
  readonly timeout: number;
  /** When it runs out; `Infinity` until the request was handed to the socket. */
  expires: number;
  /** Whether the request was in a blocked write: once that has drained, the socket has it for good. */
  wasBlocked: boolean;
}

/** The socket did not take all of the last write: timers of what was written since then have not begun after all. */
export function suspend(requests: Iterable<Handover>, since: number): void {
  for (const request of requests) {
    if (request.wasBlocked || request.expires - request.timeout < since) continue;
    request.wasBlocked = true;
    request.expires = Infinity;
  }
}

/** Everything has been handed to the socket: the timers of all that waited begin. */
export function begin(requests: Iterable<Handover>, now: number): void {
  for (const request of requests) if (request.expires === Infinity) request.expires = now + request.timeout;
}
