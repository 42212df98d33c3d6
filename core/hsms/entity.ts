// Declarations only, to be replaced.
import type { DataMessage, Link, Primary } from "../link.ts";
import type { EntityNews, EntityOutput, State } from "./news.ts";
import type { EntityOptions } from "./options.ts";

export declare class Entity implements Link<EntityNews> {
  constructor(options: EntityOptions);
  readonly deadline: number;
  readonly state: State;
  /** Bytes waiting for a blocked socket. */
  readonly queuedBytes: number;
  /** Number of primaries that wait for their reply. */
  readonly openTransactions: number;
  stateOf(session: number): State;
  start(now: number): void;
  stop(now: number): void;
  connected(now: number): void;
  received(chunk: Uint8Array, now: number): void;
  blocked(now: number): void;
  drained(now: number): void;
  paused(now: number): void;
  resumed(now: number): void;
  disconnected(now: number): void;
  elapsed(now: number): void;
  poll(): EntityOutput | undefined;
  send(primary: Primary, now: number): number;
  reply(primary: DataMessage, text: Uint8Array | undefined, now: number, fn?: number): void;
  cancel(systemBytes: number): boolean;
  select(now: number, session?: number): number;
  deselect(now: number, session?: number): number;
  separate(now: number, session?: number): void;
  linktest(now: number): number;
  reject(
    header: { session: number; sType: number; pType: number; systemBytes: number },
    reason: number,
    now: number,
  ): void;
}

export declare class NotSelectedError extends Error {}
