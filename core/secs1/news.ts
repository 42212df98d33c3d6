// What a SECS-I entity tells beyond what every link tells: its line, retries and refusals, a trace.
import type { LinkNews, Order } from "../link.ts";
import type { RefusalCause, RetryCause } from "./line.ts";
import type { Unusual } from "./options.ts";

/** State of the line: there is no session in SECS-I, so a line that is connected is SELECTED. */
export type State = "NOT CONNECTED" | "SELECTED";

/** What moved an entity from one state to another. */
export type Cause = "connected" | "disconnected" | "write timeout" | "stopped";

/** News of a SECS-I entity alone. */
export type EntityNews =
  /** The line can be used, or no longer. */
  | { readonly type: "state"; readonly from: State; readonly to: State; readonly cause: Cause }
  /** A block of ours is sent again: for the how-manieth time, and why. */
  | { readonly type: "retry"; readonly cause: RetryCause; readonly retries: number }
  /** What was received was no block, and was answered with NAK. */
  | { readonly type: "block refused"; readonly cause: RefusalCause }
  /** A block came again, because our ACK was lost; it has no further effect. `header` is its ten bytes. */
  | { readonly type: "duplicate"; readonly header: Uint8Array }
  /** A timer ran out. T1 and T2 are told by `retry` and `block refused`, T3 by `noReply`, T4 by `discarded`. */
  | { readonly type: "timeout"; readonly timer: "T5" | "write" }
  /** A connection could not be opened. It is tried again after T5. */
  | { readonly type: "connect failed" }
  /** A secondary came with the W-bit; it is taken all the same. */
  | { readonly type: "fault"; readonly fault: "W-bit on secondary"; readonly header: Uint8Array }
  /** A timer, or RTY, is outside the standard's range. Told at `start`. */
  | ({ readonly type: "unusual timer" } & Unusual)
  /** A message was sent: its last block was acknowledged (`trace`). `header` is that of its first block. */
  | { readonly type: "sent"; readonly header: Uint8Array; readonly text: Uint8Array }
  /** A message was received whole (`trace`). `header` is that of its first block. */
  | { readonly type: "received"; readonly header: Uint8Array; readonly text: Uint8Array }
  /** The entity has stopped for good, after `stop`. */
  | { readonly type: "stopped" };

/** Everything an entity puts out. */
export type EntityOutput = Order | LinkNews | EntityNews;
