// What leaves an equipment: primaries with their transactions, replies, and what became of them.
import { decode } from "../secs2/decode.ts";
import type { Item } from "../secs2/item.ts";
import type { DataMessage, Link, LinkNews, Primary } from "../link.ts";
import { abort, type BuiltMessage } from "../messages/message.ts";
import { S6F5, S6F6 } from "../messages/stream6.ts";
import type { Context, Ended } from "./capability.ts";
import type { Posted } from "./equipment_news.ts";
import type { Spool } from "./equipment_spool.ts";
import { timeoutReport } from "./equipment_stream9.ts";
import { readable } from "./value.ts";

const GRANTED = 0; // GRANT6

/** Messages without W that are remembered, in case SECS-I could not send them. */
const MOST_UNCONFIRMED = 1000;

/** A primary of the equipment that waits for its reply. */
interface Open {
  readonly systemBytes: number;
  /** What it is sent for: itself, or what an inquiry announces. */
  readonly message: BuiltMessage;
  readonly ended: Ended | undefined;
}

type NoReply = Extract<LinkNews, { type: "noReply" }>;

/** What sending needs of the equipment beside what every capability has. */
export interface SendingOwner extends Context {
  /** The session of the equipment, once there is one. */
  readonly session: number | undefined;
  readonly spool: Spool;
  /** Whether the link can carry messages. */
  readonly selected: boolean;
}

/** Sends for an equipment, and hears how it ends. */
export class Sending {
  readonly #owner: SendingOwner;
  readonly #link: Link<unknown>;
  readonly #open = new Map<Primary, Open>();
  /** Primaries without W by their system bytes, the oldest first. */
  readonly #unconfirmed = new Map<number, BuiltMessage>();

  constructor(owner: SendingOwner, link: Link<unknown>) {
    this.#owner = owner;
    this.#link = link;
  }

  /** Sends a primary, spools it, or gives it up. */
  post(message: BuiltMessage, ended?: Ended, options?: { readonly offLine?: boolean }): Posted {
    if (!this.#mayLeave(message, options?.offLine ?? false)) return this.giveUp(message, this.#state());
    const { spool } = this.#owner;
    if (spool.takes(message)) return spool.add(message);
    return this.transmit(message, ended);
  }

  /** Sends a primary now, after asking by S6F5 where that is due. It goes past the spool. */
  transmit(message: BuiltMessage, ended?: Ended): Posted {
    if (!this.#mayGo(message)) return this.giveUp(message, this.#owner.communication.state);
    const { inquireAbove = Infinity } = this.#owner.options;
    const inquire = message.stream === 6 && message.function !== 5 && message.text.length > inquireAbove;
    return inquire ? this.#inquire(message, ended) : this.#send(message, ended);
  }

  #inquire(message: BuiltMessage, ended?: Ended): Posted {
    const inquiry = S6F5.build({ DATAID: dataIdOf(message), DATALENGTH: message.text.length });
    const granted: Ended = (reply, reason) => {
      if (reply === undefined) return ended?.(undefined, reason);
      if (readable(() => S6F6.read(reply)) === GRANTED && this.#send(message, ended) === "sent") return;
      this.giveUp(message, "the host does not grant it");
      ended?.(undefined, "aborted");
    };
    return this.#send(inquiry, granted, message);
  }

  #send(message: BuiltMessage, ended?: Ended, sentFor: BuiltMessage = message): Posted {
    const { session, now } = this.#owner;
    const primary: Primary = { ...message, ...(session !== undefined && { session }) };
    try {
      const systemBytes = this.#link.send(primary, now);
      if (primary.replyExpected) this.#open.set(primary, { systemBytes, message: sentFor, ended });
      else {
        this.#remember(systemBytes, message);
        ended?.(undefined, undefined);
      }
      return "sent";
    } catch (error) {
      return this.giveUp(message, (error as Error).message);
    }
  }

  #remember(systemBytes: number, message: BuiltMessage): void {
    if (!this.#owner.spool.spools(message)) return;
    this.#unconfirmed.set(systemBytes, message);
    if (this.#unconfirmed.size > MOST_UNCONFIRMED) {
      this.#unconfirmed.delete(this.#unconfirmed.keys().next().value!);
    }
  }

  /** Answers a primary; SxF0 without an answer, or when the link does not take it. */
  reply(message: DataMessage, answer: BuiltMessage | undefined): void {
    if (!message.replyExpected || !this.#owner.selected) return;
    const aborts = answer === undefined || answer.function === 0;
    try {
      this.#link.reply(message, answer?.text, this.#owner.now, aborts ? 0 : message.function + 1);
    } catch (error) {
      this.giveUp(answer ?? abort(message.stream).build(), (error as Error).message);
      if (!aborts) this.reply(message, undefined);
    }
  }

  /** Tells that a message is not sent. */
  giveUp(message: BuiltMessage, reason: string): Posted {
    this.#owner.tell({ type: "not sent", message, reason });
    return "discarded";
  }

  /** OFF-LINE the equipment sends S1F13, stream 9, and S1F1 while it attempts to go on-line. */
  #mayLeave({ stream, function: fn }: BuiltMessage, offLine: boolean): boolean {
    const { communication, control } = this.#owner;
    if (communication.state === "DISABLED") return false;
    if (control.onLine || offLine || stream === 9) return true;
    return stream === 1 && (fn === 13 || (fn === 1 && control.state === "ATTEMPT ON-LINE"));
  }

  #mayGo({ stream, function: fn }: BuiltMessage): boolean {
    return this.#owner.communication.communicating || stream === 9 || (stream === 1 && fn === 13);
  }

  #state(): string {
    const { communication, control } = this.#owner;
    return communication.state === "DISABLED" ? "DISABLED" : control.state;
  }

  // ── What came of it ──────────────────────────────────────────────────────────────────────────────────────────

  /** A primary was answered; false when it was the application's. */
  replied(primary: Primary, reply: DataMessage): boolean {
    const open = this.#close(primary);
    open?.ended?.(reply, undefined);
    return open !== undefined;
  }

  /** A primary will get no reply; false when it was the application's. T3 is reported by S9F9. */
  failed(news: NoReply): boolean {
    const { primary, reason } = news, { spool, communication, session = 0 } = this.#owner;
    if (reason === "T3") this.post(timeoutReport(news, session), undefined, { offLine: true });
    const open = this.#close(primary);
    if (open === undefined) return false;
    if (reason === "disconnected" || reason === "deselected") spool.interrupted(open.message);
    else if (reason === "T3" && communication.communicating) spool.unanswered(open.message);
    else if (reason === "T3") spool.interrupted(open.message);
    open.ended?.(undefined, reason);
    return true;
  }

  #close(primary: Primary): Open | undefined {
    const open = this.#open.get(primary);
    this.#open.delete(primary);
    return open;
  }

  /**
   * SECS-I's retries were in vain: the message goes to the spool before communication is said to have failed. Those that
   * the link still has go their own ways: what is spooled here would be doubled there.
   */
  undelivered(systemBytes: number): void {
    const message = this.#unconfirmed.get(systemBytes) ??
      [...this.#open.values()].find((open) => open.systemBytes === systemBytes)?.message;
    this.#unconfirmed.delete(systemBytes);
    if (message !== undefined) this.#owner.spool.interrupted(message);
  }

  /** The link has gone: of what needed no reply nothing more will be heard. */
  forget(): void {
    this.#unconfirmed.clear();
  }

  /** Gives up every open transaction of the equipment: communication was disabled. */
  abandon(): void {
    for (const [primary, { systemBytes, ended }] of [...this.#open]) {
      if (!this.#link.cancel(systemBytes)) continue; // the link has ended it, and will say so
      this.#open.delete(primary);
      ended?.(undefined, "disconnected");
    }
  }
}

function dataIdOf(message: BuiltMessage): Item & { format: "U4" } {
  const item = decode(message.text);
  return (item.format === "L" ? item.value[0] : item) as Item & { format: "U4" };
}
