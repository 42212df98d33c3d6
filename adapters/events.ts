// What a connection tells its application.
import type { Entity } from "../core/hsms/entity.ts";
import type { Cause } from "../core/hsms/news.ts";
import type { DataMessage } from "../core/link.ts";
import type { Cause as Secs1Cause } from "../core/secs1/news.ts";
import type { AnyLink, NewsOf } from "./carrier.ts";
import type { Address } from "./socket.ts";

/** Why a connection has ended. */
export type EndCause = Cause | Secs1Cause;

/** What a connection tells, and with what. `M` is what its messages go through. */
export interface Events<M extends AnyLink = Entity> {
  /** A passive connection listens at this address. */
  "listening": Address;
  /** TCP is connected with this peer. */
  "connected": Address;
  /** Data may be sent in this session. */
  "selected": number;
  /** Data may no longer be sent in this session. */
  "deselected": number;
  /** A primary was received. */
  "message": DataMessage;
  /** The connection is about to end. When it is closed from here, the session can still send. */
  "before-closed": undefined;
  /** The connection has ended: why, and the error of the socket where there was one. */
  "closed": { readonly cause: EndCause; readonly error?: Error };
  /**
   * An attempt to connect has failed, or the port of a passive connection is not to be had. The next attempt follows
   * after T5, unless `reconnect` is false.
   */
  "connect-failed": Error;
  /** Everything the entity tells, or the machine over it, before the events above. */
  "news": NewsOf<M>;
  /** A handler has thrown, or the promise it returned was rejected. Without a handler it is an uncaught exception. */
  "error": unknown;
}
