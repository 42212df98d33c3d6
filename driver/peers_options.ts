// How a peer is described to the manager, and what it tells.
import type { Address, ConnectOptions, EndCause } from "../adapters/node.ts";
import type { DataMessage, Item, Primary } from "../mod.ts";
import type { InstrumentOptions } from "./metrics_instruments.ts";
import type { ConnectionProfile, Profile } from "./profile.ts";
import type { Tool } from "./tool.ts";
import type { ToolMessage } from "./tool_messages.ts";
import type { ToolAlarm, ToolEvent } from "./tool_news.ts";
import type { ToolOptions } from "./tool_options.ts";

/** How much of the protocol is dealt with for the application. */
export type PeerLevel = keyof PeerKinds;

/** A SECS-II message, as a peer of the level `secs` gets and gives it. */
export interface SecsMessage {
  /** Session id. */
  readonly session: number;
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 0 to 255. */
  readonly function: number;
  /** The W-bit. */
  readonly replyExpected: boolean;
  /** Its item; undefined in a header-only message, and where its text is no item. */
  readonly item: Item | undefined;
  /** Why its text is no item. */
  readonly error?: Error;
  /** As it was received. */
  readonly message: DataMessage;
}

/** A primary with its item, to send. */
export interface SecsPrimary extends Omit<Primary, "text" | "replyExpected"> {
  /** Header only when absent. */
  readonly item?: Item;
}

/** What the levels differ in. */
export interface PeerKinds {
  /** Data messages with their bytes. */
  hsms: {
    message: DataMessage;
    primary: Omit<Primary, "replyExpected">;
    reply: DataMessage;
    body: Uint8Array;
    tool: undefined;
  };
  /** Messages with their items. */
  secs: { message: SecsMessage; primary: SecsPrimary; reply: SecsMessage; body: Item; tool: undefined };
  /** GEM, by a profile: `tool` does it. */
  gem: {
    message: ToolMessage;
    primary: Omit<Primary, "replyExpected">;
    reply: DataMessage;
    body: Uint8Array;
    tool: Tool;
  };
}

/** Where a peer is, in the words of a profile's connection. */
export interface PeerConnection extends Partial<Omit<ConnectionProfile, "allow">> {
  /** Passive: where the peer may come from, IP addresses and CIDR blocks; from anywhere when absent. */
  readonly allow?: string | readonly string[];
}

/** What every peer may be told. */
export interface PeerCommonOptions extends PeerConnection, InstrumentOptions {
  /** Whether it is enabled at once; true when absent. */
  readonly enabled?: boolean;
  /** How long one attempt to connect may take, in seconds; 10 when absent. */
  readonly connectTimeout?: number;
}

/** What an adapter may be told beside where the peer is. */
export type MoreOptions = Omit<
  ConnectOptions,
  "on" | "over" | "mode" | "host" | "port" | "tls" | "allow" | "whenBusy" | "reconnect" | "connectTimeout"
>;

/** A peer without GEM. */
export interface LinkPeerOptions extends PeerCommonOptions {
  /** `hsms`: messages with their bytes; `secs`: with their items. */
  readonly level: "hsms" | "secs";
  /** TCP port of the passive side; passive also 0, for any free one. */
  readonly port: number;
  /** SECS-I: which side this is; `host` when absent. */
  readonly role?: "host" | "equipment";
  /** Further options of the connection: limits, buffers, `strict` and the like. */
  readonly connection?: MoreOptions;
}

/** A peer with GEM: a tool, from its profile. What is said here of its connection goes over the profile's. */
export interface GemPeerOptions<P extends Profile = Profile>
  extends PeerCommonOptions, Omit<ToolOptions<P>, "connection" | "dial" | "signal" | "timeout"> {
  /** GEM. */
  readonly level: "gem";
  /** A file, or data. */
  readonly profile: string | P;
}

/** A peer of any level. */
export type PeerOptions = LinkPeerOptions | GemPeerOptions;

/** How far a peer has come. `communicating` and `ready` are those of a tool. */
export type PeerState =
  | "disabled"
  | "disconnected"
  | "connected"
  | "selected"
  | "communicating"
  | "ready"
  | "removed";

/** What a peer tells, and the manager for all of them: `established`, `message`, `before-closed`, `closed`, in this order. */
export interface PeerEvents<L extends PeerLevel = PeerLevel> {
  /** The port that it comes to is open. */
  listening: Address;
  /** TCP is connected. */
  connected: Address;
  /** Data may be sent in this session. */
  established: number;
  /** A primary was received; at the level `gem`, one that the host does not answer by itself. */
  message: PeerKinds[L]["message"];
  /** The connection is about to be closed. From here a disabled or removed peer can still be sent to. */
  "before-closed": undefined;
  /** The connection has ended. */
  closed: { readonly cause: EndCause; readonly error?: Error };
  /** An attempt to connect, or to listen, has failed; the next follows after T5. */
  "connect-failed": Error;
  /** Its state has changed. */
  state: { readonly from: PeerState; readonly to: PeerState };
  /** GEM: a collection event. */
  event: ToolEvent;
  /** GEM: an alarm was set or cleared. */
  alarm: ToolAlarm;
  /** A handler has thrown. Without a handler for it, it is an uncaught exception. */
  error: unknown;
}
