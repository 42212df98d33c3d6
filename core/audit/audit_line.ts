// What the audit knows of one connection and its two directions. Plain data: the rules are in the files around it.
import { NO_BYTES } from "../hsms/bytes.ts";
import type { Header } from "../hsms/header.ts";
import type { AuditSettings } from "./audit_options.ts";
import { RecentMessages } from "./audit_recent.ts";
import { SECOND } from "./audit_words.ts";
import type { Carrier, Connection, Direction, Time } from "../framing/model.ts";
import { RoleFinder } from "./roles.ts";
import { OpenTransactions } from "./transactions.ts";

/** A close so much earlier than a timer is still the timer's: clocks differ. */
export const EARLY = 0.98;

/** Timers that close a connection are taken to have run out only so long after, so that the close can be told with them. */
export const GRACE: Time = 0.5 * SECOND;

/** What one side has sent and waits for. */
export interface Side {
  /** Its open data transactions. */
  readonly data: OpenTransactions;
  /** Its open control transactions. */
  readonly control: OpenTransactions;
  readonly recent: RecentMessages;
  /** Offset behind the last byte that came, and behind the last message cut. */
  bytesEnd: number;
  framedEnd: number;
  /** Whether the boundaries of messages are known: bytes behind the last message are the beginning of another. */
  inStep: boolean;
  /** When the message begun now began, when its last byte came, and the longest time without one. */
  begun: Time;
  lastByte: Time;
  silence: Time;
  /** The silence inside the message begun now was told. */
  silenceTold: boolean;
  /** Whether it was said that its frames were cut short when they were captured. */
  cutShortTold: boolean;
  /** The segment that came last, and the offset of its first byte: the message begun may begin in it. */
  tail: Uint8Array;
  tailOffset: number;
  /** How the message begun now begins, when its last segment is another than its first. */
  head: MessageHead | undefined;
  /** Headers of messages that seem to lie in the message begun now. */
  swallowed: string[];
  /** When bytes were last found missing. */
  lost: Time;
  /** Where bytes were ever found missing. */
  hasLost: boolean;
}

/** The beginning of a message. */
export interface MessageHead {
  /** The length field. */
  readonly length: number;
  readonly header: Header | undefined;
}

/** What the audit knows of a connection. */
export interface Line {
  readonly connection: Connection;
  readonly roles: RoleFinder;
  /** What it carries: states and T6 to T8 are those of HSMS. */
  carrier: Carrier;
  readonly sides: readonly [Side, Side];
  /** Selected sessions; 65535 is the one of HSMS-SS. */
  readonly selected: Set<number>;
  /** Whether the state is known or assumed: not before the first message when the beginning was not captured. */
  stateKnown: boolean;
  /** When it last became NOT SELECTED, for T7. */
  unselectedSince: Time;
  t7Told: boolean;
  /** The connection was opened, and its state not told yet: it may be refused. */
  pending: boolean;
  /** A finding says why the connection is going to be closed. */
  explained: boolean;
  /** Whose Select.req is open. */
  selecting: Direction | undefined;
  /** It was said that nothing of a side is in the capture. */
  oneSidedTold: boolean;
  /** Who separated last, while nothing was selected since. */
  separatedBy: Direction | undefined;
  /** Who closed first. */
  closedBy: Direction | undefined;
  /** Communications by E30: unknown when the capture began too late. */
  communicating: "no" | "yes" | "unknown";
  notCommunicatingTold: boolean;
}

/** A connection of which nothing is known yet. */
export function newLine(connection: Connection, settings: AuditSettings): Line {
  const fromStart = connection.synFrame !== undefined;
  return {
    connection,
    roles: new RoleFinder(connection, settings),
    carrier: "HSMS",
    sides: [newSide(settings, fromStart), newSide(settings, fromStart)],
    selected: new Set(),
    stateKnown: fromStart,
    unselectedSince: connection.start,
    t7Told: false,
    pending: false,
    explained: false,
    selecting: undefined,
    oneSidedTold: false,
    separatedBy: undefined,
    closedBy: undefined,
    communicating: fromStart ? "no" : "unknown",
    notCommunicatingTold: false,
  };
}

function newSide({ timers }: AuditSettings, inStep: boolean): Side {
  return {
    data: new OpenTransactions(timers.T3 * SECOND),
    control: new OpenTransactions(timers.T6 * SECOND),
    recent: new RecentMessages(),
    bytesEnd: 0,
    framedEnd: 0,
    inStep,
    begun: NaN,
    lastByte: NaN,
    silence: 0,
    silenceTold: false,
    cutShortTold: false,
    tail: NO_BYTES,
    tailOffset: 0,
    head: undefined,
    swallowed: [],
    lost: NaN,
    hasLost: !inStep,
  };
}

/** Whether the capture has nothing at all of a side, nor the beginning of the connection: it saw one side only. */
export function isUnseen({ connection, sides }: Line, direction: Direction): boolean {
  return connection.synFrame === undefined && sides[direction].framedEnd === 0;
}

/** The side of a direction in a sentence: `host`, `equipment`, or its address while that is not known. */
export function sideName({ connection, roles }: Line, direction: Direction): string {
  if (roles.host !== undefined) return direction === roles.host ? "host" : "equipment";
  return direction === 0 ? connection.client : connection.server;
}
