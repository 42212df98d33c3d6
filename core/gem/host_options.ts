// How a host is set up: what it does by itself, what it asks the application, what it knows of its tool.
import type { DataMessage } from "../link.ts";
import type { BuiltMessage } from "../messages/message.ts";
import type { Id } from "../messages/data_item.ts";
import type { Equipment } from "../messages/stream1.ts";
import type { Item } from "../secs2/item.ts";
import type { TimeForm } from "./clock.ts";
import type { AlarmNews, EventNews, TerminalNews, TraceNews } from "./host_news.ts";
import type { ToolFacts } from "./tool.ts";

/** What a handler of the application answers to a primary. */
export type HostAnswer =
  /** This message: the reply, of which only the text counts. */
  | BuiltMessage
  /** SxF0: it is not processed. */
  | "abort"
  /** Nothing now: the reply comes later, by `reply` of the host. */
  | "later"
  /** Hand it on as `message` news, for the application to answer. */
  | "message"
  /** What the host would answer without this handler. */
  | "default"
  /** Nothing at all: no reply is due. */
  | undefined;

/** Answers a primary of the equipment. What it throws becomes SxF0 and the news `handler failed`. */
export type HostHandler = (message: DataMessage) => HostAnswer;

/**
 * What the application says to the reports of the equipment: the acknowledge code of the reply, 0 when absent. The news
 * is told in any case.
 */
export interface Acknowledgements {
  /** ACKC6 of S6F12 and S6F14. */
  readonly event?: (event: EventNews) => number;
  /** ACKC5 of S5F2. */
  readonly alarm?: (alarm: AlarmNews) => number;
  /** ACKC6 of S6F2. */
  readonly trace?: (trace: TraceNews) => number;
  /** ACKC10 of S10F2. */
  readonly terminal?: (terminal: TerminalNews) => number;
  /** GRANT6 of S6F6, for a report that is announced. */
  readonly inquiry?: (DATAID: Id, length: number | bigint) => number;
}

/** What the application says to process programs that the equipment sends and asks for. Without it they are refused. */
export interface HostPrograms {
  /** PPGNT of S7F2; 0 when absent. */
  readonly grant?: (PPID: string, length: number | bigint) => number;
  /** Takes a process program: ACKC7 of S7F4. */
  readonly receive?: (PPID: string, body: Item) => number;
  /** Gives a process program for S7F6; `undefined` when there is none. */
  readonly give?: (PPID: string) => Item | undefined;
}

/** How a host is set up. Everything may be absent. */
export interface HostOptions {
  /**
   * Session id, in HSMS-GS: messages of other sessions are passed on. That of the link, and any that is received, when
   * absent: so that a tool which names another device id is answered all the same.
   */
  readonly session?: number;
  /** Whether communication is enabled at first; true when absent. */
  readonly enabled?: boolean;
  /** Whether the host sends S1F13; true when absent. */
  readonly asks?: boolean;
  /** EstablishCommunicationsTimeout: how long to wait after an S1F13 that failed, in seconds; 10 when absent. */
  readonly establishTimeout?: number;
  /** Whether an S1F13 of the equipment is accepted; always when absent. False answers COMMACK 1. */
  readonly acceptCommunication?: (equipment: Equipment | undefined) => boolean;
  /** Names for ids, and how the tool deviates. */
  readonly tool?: ToolFacts;
  /** The time in milliseconds since 1970, UTC, for S2F18; without it there is no time available. */
  readonly clock?: () => number;
  /** Minutes east of UTC of the time in S2F18; 0 when absent. */
  readonly zone?: number;
  /** Form of the time in S2F18; 16 digits when absent. */
  readonly time?: TimeForm;
  /** What the application says to reports. */
  readonly acknowledge?: Acknowledgements;
  /** Process programs that the equipment sends and asks for. */
  readonly programs?: HostPrograms;
  /** Handlers of the application, before those of the host; `"message"` hands the message to the application. */
  readonly handlers?: { readonly [name in `S${number}F${number}`]?: HostHandler | "message" };
  /**
   * What becomes of a primary that nobody knows: SxF0 where it expects a reply and the news `unhandled`, or the news
   * `message` for the application to answer. `"abort"` when absent. A host sends no stream 9.
   */
  readonly unhandled?: "abort" | "message";
}
