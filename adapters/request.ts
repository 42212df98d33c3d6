// Promises that are kept by news: a primary that waits for its reply, and a control request that waits for its response.
import type { ControlOutcome, ControlRequest } from "../core/hsms/news.ts";
import { type DataMessage, noReplyInWords, type NoReplyReason, type Primary } from "../core/link.ts";
import type { Sending } from "./outbox.ts";

/** A primary got no reply: why, and the header of the message that said so. */
export class NoReplyError extends Error {
  /** "NoReplyError". */
  override readonly name = "NoReplyError";
  /** Why there is no reply. */
  readonly reason: NoReplyReason;
  /** Header of the message that ended the transaction, ten bytes; absent for T3 and for a lost connection. */
  readonly header: Uint8Array | undefined;
  /** The primary as it was given to `request`. */
  readonly primary: Primary;

  /** `hint` is added to the message. */
  constructor(primary: Primary, reason: NoReplyReason, header?: Uint8Array, hint = "") {
    super(`Cannot complete ${nameOf(primary)}: ${noReplyInWords(reason, header)}${hint}`);
    this.primary = primary;
    this.reason = reason;
    this.header = header;
  }
}

/** A Select, Deselect or Linktest did not succeed. */
export class ControlError extends Error {
  /** "ControlError". */
  override readonly name = "ControlError";
  /** What was asked. */
  readonly request: ControlRequest;
  /** How it ended; `answered` with a `status` other than 0 when the peer refused. */
  readonly outcome: ControlOutcome;
  /** Status of the response, or reason of the Reject.req. */
  readonly status: number | undefined;

  /** `status` as far as there is one. */
  constructor(request: ControlRequest, outcome: ControlOutcome, status?: number) {
    super(`Cannot complete ${request}: ${describe(outcome, status)}`);
    this.request = request;
    this.outcome = outcome;
    this.status = status;
  }
}

function describe(outcome: ControlOutcome, status: number | undefined): string {
  switch (outcome) {
    case "answered":
      return `refused with status ${status}`;
    case "rejected":
      return `rejected with reason ${status}`;
    case "T6":
      return "no response within T6";
    case "disconnected":
      return "the connection has ended";
  }
}

/** What bounds a wait. */
export interface WaitOptions {
  /** Gives up, and rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** What opens a request when there is room. */
export interface Opener {
  open(request: Request): void;
}

/** A primary that waits for its reply. The entity hands it back by identity, so no table of requests is needed. */
export class Request implements Primary, Sending {
  readonly stream: number;
  readonly function: number;
  readonly replyExpected = true;
  readonly text: Uint8Array | undefined;
  readonly session: number | undefined;
  readonly systemBytes: number | undefined;
  readonly T3: number | undefined;
  /** What the application gave. */
  readonly given: Primary;
  readonly promise: Promise<DataMessage>;
  /** The system bytes it was sent with. */
  sentAs: number | undefined;

  readonly #opener: Opener;
  #resolve!: (message: DataMessage) => void;
  #reject!: (reason: unknown) => void;
  #unlisten: (() => void) | undefined;

  /** `session` is that of a primary which names none; `opener` sends the request. */
  constructor(primary: Primary, session: number | undefined, opener: Opener) {
    this.stream = primary.stream;
    this.function = primary.function;
    this.text = primary.text;
    this.session = primary.session ?? session;
    this.systemBytes = primary.systemBytes;
    this.T3 = primary.T3;
    this.given = primary;
    this.#opener = opener;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get name(): string {
    return nameOf(this);
  }

  get bytes(): number {
    return this.text?.length ?? 0;
  }

  /** Calls `cancel` and rejects when the signal says so before the reply is there. */
  listen(signal: AbortSignal, cancel: () => void): void {
    const abort = (): void => {
      cancel();
      this.fail(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    this.#unlisten = () => signal.removeEventListener("abort", abort);
  }

  send(): void {
    this.#opener.open(this);
  }

  resolve(message: DataMessage): void {
    this.#unlisten?.();
    this.#resolve(message);
  }

  fail(reason: unknown): void {
    this.#unlisten?.();
    this.#reject(reason);
  }

  lose(): void {
    this.fail(new NoReplyError(this.given, "disconnected"));
  }
}

/** Stream and function of a message, as `S1F13`. */
export function nameOf(message: { readonly stream: number; readonly function: number }): string {
  return `S${message.stream}F${message.function}`;
}
