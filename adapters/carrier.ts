// What carries the messages of a connection: an HSMS or a SECS-I entity, and perhaps a machine over it.
import { Entity } from "../core/hsms/entity.ts";
import type { EntityOutput } from "../core/hsms/news.ts";
import type { Link, LinkNews, Order } from "../core/link.ts";
import { Entity as Secs1Entity } from "../core/secs1/entity.ts";
import type { EntityOutput as Secs1Output } from "../core/secs1/news.ts";

/** Any link, whatever its own news are: an entity, or a machine that owns one and is a link itself. */
export type AnyLink = Link<{ readonly type: string }>;

/** The news of a link. */
export type NewsOf<M extends AnyLink> = Exclude<NonNullable<ReturnType<M["poll"]>>, Order>;

/** The entity of a connection. */
export type Carrier = Entity | Secs1Entity;

/** What a connection looks at among the news of its link. */
export type CarrierNews = Exclude<EntityOutput | Secs1Output, Order>;

/** Whatever a link puts out. */
export type AnyOutput = Order | LinkNews | { readonly type: string };

/** The entity, if it speaks HSMS. Throws `TypeError` for what SECS-I does not have. */
export function hsmsOf(carrier: Carrier, what: string): Entity {
  if (carrier instanceof Entity) return carrier;
  throw new TypeError(`Cannot ${what}: SECS-I has no sessions and no control messages`);
}

/** Whether each session of a connection has an id of its own: in HSMS-GS. */
export function isPerSession(carrier: Carrier): boolean {
  return carrier instanceof Entity && carrier.settings.profile.perSession;
}

/** Whether messages wait for the line: in SECS-I they leave block by block, as the peer takes them. */
export function isSending(carrier: Carrier): boolean {
  return carrier instanceof Secs1Entity && carrier.queuedBytes > 0;
}
