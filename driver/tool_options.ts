// How a tool is opened, and what it tells.
import type { Address, Dial } from "../adapters/node.ts";
import type { gem } from "../mod.ts";
import type { InstrumentOptions } from "./metrics_instruments.ts";
import type { ConnectionProfile, Profile } from "./profile.ts";
import type { ToolMessage } from "./tool_messages.ts";
import type { EventName } from "./tool_names.ts";
import type { ToolAlarm, ToolEvent } from "./tool_news.ts";

/** How a tool is opened. `P` is its profile. */
export interface ToolOptions<P extends Profile = Profile> extends InstrumentOptions {
  /** Over the profile's connection. */
  readonly connection?: Partial<ConnectionProfile>;
  /** Events to subscribe to, by name or id; all of the profile when absent, none with `false`. */
  readonly events?: readonly (EventName<P> | number)[] | false;
  /** Whether alarms are enabled; true when absent. */
  readonly alarms?: boolean;
  /** Seconds after which preparing the tool is tried again when it was refused; 10 when absent. */
  readonly retry?: number;
  /** How long a request may wait for a peer that does not read, in seconds; 45 when absent. */
  readonly sendTimeout?: number;
  /** Takes process programs that the tool sends, and gives those that it asks for; refused when absent. */
  readonly programs?: gem.HostPrograms;
  /** Carries the bytes, in place of TCP to the profile's address: a serial port, a tunnel, a port that is shared. */
  readonly dial?: Dial;
  /** How long one attempt to connect may take, in seconds; 10 when absent. */
  readonly connectTimeout?: number;
  /** Bounds the wait of `connect`, and nothing after it. */
  readonly signal?: AbortSignal;
  /** How long `connect` waits, in seconds; as long as it takes when absent. */
  readonly timeout?: number;
}

/**
 * How far a tool has come. `communicating`: being prepared, or off-line. `ready`: on-line, and subscribed to the events
 * that are wanted.
 */
export type ToolState = "disconnected" | "connected" | "selected" | "communicating" | "ready" | "closed";

/** What a tool tells, by event. */
export interface ToolEvents {
  /** Its state has changed. */
  state: { readonly from: ToolState; readonly to: ToolState };
  /** A collection event. */
  event: ToolEvent;
  /** An alarm was set or cleared. */
  alarm: ToolAlarm;
  /** An operator has written to the host. */
  terminal: gem.TerminalNews;
  /** Data of a trace. */
  trace: gem.TraceNews;
  /** A primary that the host does not answer by itself; answer it by `reply`. Without a handler it is answered by SxF0. */
  message: ToolMessage;
  /** Communication is established, but the tool refused to go on-line or to be subscribed to; it is tried again. */
  "prepare-failed": unknown;
  /** TCP is connected with this peer. */
  connected: Address;
  /** The connection is about to be closed; it can still send. */
  "before-closed": undefined;
  /** The connection has ended. */
  disconnected: { readonly cause: string; readonly error?: Error };
  /** An attempt to connect has failed. */
  "connect-failed": Error;
  /** A handler has thrown. Without a handler for it, it is an uncaught exception. */
  error: unknown;
  /** Everything that the host and its link tell, for logs. */
  news: { readonly type: string };
}
