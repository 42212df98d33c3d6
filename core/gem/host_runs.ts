// Procedures that run in a host: each waits for one reply at a time, and ends in exactly one news.
import { type DataMessage, headerOf, type Primary } from "../link.ts";
import { decode } from "../secs2/decode.ts";
import type { HostNews } from "./host_news.ts";
import { type Procedure, TransactionError } from "./procedure.ts";
import { numberOf, readable } from "./value.ts";

/** What the primaries of a procedure have in common, where they say nothing else. */
export interface RunOptions {
  /** Session id. */
  readonly session?: number;
  /** T3 of each primary, in seconds. */
  readonly T3?: number;
}

/** What sends for the procedures, and hears how they end. */
export interface RunOwner {
  /** Session id of primaries that name none; that of the link when undefined. */
  readonly session: number | undefined;
  /** Sends a primary and returns its system bytes; may throw. */
  send(primary: Primary): number;
  /** Forgets an open transaction. */
  cancel(systemBytes: number): boolean;
  /** Tells news. */
  tell(news: HostNews): void;
}

interface Run {
  readonly id: number;
  readonly procedure: Procedure<unknown>;
  readonly options: RunOptions;
  /** What it waits for. */
  waitsFor: Primary | undefined;
  systemBytes: number;
}

type Resume = (procedure: Procedure<unknown>) => IteratorResult<Primary, unknown>;

/** The procedures that run. */
export class Runs {
  readonly #owner: RunOwner;
  readonly #runs = new Map<number, Run>();
  /** Those that wait, by the primary as it was given to the link. */
  readonly #waiting = new Map<Primary, Run>();
  #lastId = 0;

  constructor(owner: RunOwner) {
    this.#owner = owner;
  }

  /** How many have not ended. */
  get size(): number {
    return this.#runs.size;
  }

  /** Begins a procedure and returns its id. */
  begin(procedure: Procedure<unknown>, options: RunOptions): number {
    const run: Run = { id: ++this.#lastId, procedure, options, waitsFor: undefined, systemBytes: 0 };
    this.#runs.set(run.id, run);
    this.#advance(run, (procedure) => procedure.next());
    return run.id;
  }

  /** A reply has come: true when a procedure was waiting for it. */
  replied(primary: Primary, message: DataMessage): boolean {
    return this.#resume(primary, (procedure) => procedure.next(message));
  }

  /** No reply will come: true when a procedure was waiting for it. */
  failed(error: TransactionError): boolean {
    return this.#resume(error.primary, (procedure) => procedure.throw(error));
  }

  /** S10F7 comes in place of the reply to S10F5, from a terminal that takes one block. False when none was sent to it. */
  displayRefused(message: DataMessage): boolean {
    const terminal = terminalOf(message.text);
    const [primary, run] =
      [...this.#waiting].find(([{ stream, function: fn, text }]) =>
        stream === 10 && fn === 5 && terminalOf(text!) === terminal
      ) ?? [];
    if (primary === undefined) return false;
    this.#owner.cancel(run!.systemBytes);
    return this.failed(new TransactionError({ reason: "aborted", primary, header: headerOf(message) }));
  }

  /** Ends a procedure; the news `failed` names the reason. False when it has ended. */
  abandon(id: number, reason: unknown): boolean {
    const run = this.#runs.get(id);
    if (run === undefined) return false;
    if (run.waitsFor !== undefined) {
      this.#waiting.delete(run.waitsFor);
      this.#owner.cancel(run.systemBytes);
    }
    this.#end(run, { type: "failed", id, error: reason });
    this.#finish(run);
    return true;
  }

  /** Lets its `finally` run; what that yields or throws has no effect any more. */
  #finish({ procedure }: Run): void {
    try {
      procedure.return(undefined);
    } catch {
      // The reason of its end has been told.
    }
  }

  #resume(primary: Primary, resume: Resume): boolean {
    const run = this.#waiting.get(primary);
    if (run === undefined) return false;
    this.#waiting.delete(primary);
    run.waitsFor = undefined;
    this.#advance(run, resume);
    return true;
  }

  /** Goes on until the procedure waits for a reply, or has ended. */
  #advance(run: Run, resume: Resume): void {
    let next: Resume | undefined = resume;
    while (next !== undefined) {
      try {
        const step: IteratorResult<Primary, unknown> = next(run.procedure);
        if (step.done) return this.#end(run, { type: "done", id: run.id, value: step.value });
        next = this.#send(run, step.value);
      } catch (error) {
        return this.#end(run, { type: "failed", id: run.id, error });
      }
    }
  }

  /** Sends a primary; what to do next, unless a reply must be waited for. */
  #send(run: Run, primary: Primary): Resume | undefined {
    const sent: Primary = { session: this.#owner.session, ...run.options, ...primary };
    try {
      run.systemBytes = this.#owner.send(sent);
    } catch (error) {
      return (procedure) => procedure.throw(error);
    }
    if (!sent.replyExpected) return (procedure) => procedure.next(undefined);
    run.waitsFor = sent;
    this.#waiting.set(sent, run);
    return undefined;
  }

  #end(run: Run, news: HostNews): void {
    this.#runs.delete(run.id);
    this.#owner.tell(news);
  }
}

/** TID: the item, or the first of the list; `undefined` when there is none. */
function terminalOf(text: Uint8Array): unknown {
  const item = readable(() => decode(text)), TID = item?.format === "L" ? item.value[0] : item;
  return TID && numberOf(TID);
}
