// Replies for which no primary was seen. They wait a little: the primary may be delivered later, because its segments
// came out of order, or turn out to lie in a gap, which a capture shows only when bytes behind it come.
import { NO_BYTES } from "../hsms/bytes.ts";
import type { Header } from "../hsms/header.ts";
import type { BodyAudit } from "./audit_body.ts";
import type { KnownMessage } from "./audit_known.ts";
import { isUnseen } from "./audit_line.ts";
import type { Teller } from "./audit_teller.ts";
import { opposite, SECOND } from "./audit_words.ts";
import type { CapturedMessage, Time } from "../framing/model.ts";
import { transactionKey } from "./transactions.ts";

/** How much later a primary may have been captured than its reply. */
const SLACK: Time = 0.05 * SECOND;
/** Replies wait no longer than this. */
const LONGEST_WAIT: Time = 5 * SECOND;
const MOST_WAITING = 1024;

/** Texts up to this many bytes are kept. */
const KEPT_TEXT = 256;

/** A reply that waits. */
interface Waiting {
  readonly message: CapturedMessage;
  readonly known: KnownMessage | undefined;
  /** Its body was not looked at yet: who answers what is not known. */
  readonly unread: boolean;
}

/** The replies of a connection that belong to nothing. */
export class OrphanAudit {
  readonly #teller: Teller;
  readonly #body: BodyAudit;
  /** By direction of the reply, the oldest first. */
  readonly #waiting: readonly [Waiting[], Waiting[]] = [[], []];

  constructor(teller: Teller, body: BodyAudit) {
    this.#teller = teller;
    this.#body = body;
  }

  /** When the first has waited long enough. */
  get deadline(): Time {
    const [first, second] = this.#waiting;
    const oldest = Math.min(
      first[0]?.message.deliveredTime ?? Infinity,
      second[0]?.message.deliveredTime ?? Infinity,
    );
    return oldest + LONGEST_WAIT;
  }

  /** A reply came for which nothing is open. Of its bytes a short text is kept, and a long one looked at now. */
  hold(message: CapturedMessage, known: KnownMessage | undefined): void {
    const { pieces: _, ...rest } = message;
    const unread = message.text.length <= KEPT_TEXT;
    if (!unread) this.#body.check(message, known, undefined);
    const text = unread ? message.text.slice() : NO_BYTES;
    const waiting = this.#waiting[message.direction];
    waiting.push({ message: { ...rest, bytes: NO_BYTES, text }, known, unread });
    this.#teller.news.arm(message.deliveredTime + LONGEST_WAIT);
    if (waiting.length > MOST_WAITING) this.#giveUp(waiting.shift()!);
  }

  /** The reply to a primary that was delivered after it. */
  takeReply(primary: CapturedMessage): Waiting | undefined {
    const waiting = this.#waiting[opposite(primary.direction)];
    if (waiting.length === 0) return undefined;
    const key = transactionKey(primary);
    const at = waiting.findIndex(({ message }) => {
      return answers(message.header!, primary.header!) && transactionKey(message) === key;
    });
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  }

  /** A message came: replies to its side that crossed the wire well before it have no primary. */
  passed({ direction, time }: CapturedMessage): void {
    const waiting = this.#waiting[opposite(direction)];
    while (waiting.length > 0 && !(time <= waiting[0].message.time + SLACK)) this.#giveUp(waiting.shift()!);
  }

  /** Those that have waited long enough; all of them without a time. */
  release(now?: Time): void {
    for (const waiting of this.#waiting) {
      while (
        waiting.length > 0 && !(now !== undefined && waiting[0].message.deliveredTime + LONGEST_WAIT > now)
      ) {
        this.#giveUp(waiting.shift()!);
      }
    }
  }

  #giveUp({ message, known, unread }: Waiting): void {
    if (unread) this.#body.check(message, known, undefined);
    this.#say(message);
  }

  #say(reply: CapturedMessage): void {
    const teller = this.#teller;
    const { connection, sides } = teller.line;
    const T3 = teller.news.settings.timers.T3 * SECOND;
    const what = `${teller.title(reply.header!)} of ${teller.who(reply)}`;
    const asker = sides[opposite(reply.direction)];
    if (isUnseen(teller.line, opposite(reply.direction))) return this.#sayOneSided(reply);
    if (reply.time - asker.lost <= T3) {
      return teller.say(
        "request-not-captured",
        reply,
        `the primary that ${what} answers is among the bytes missing from the capture`,
      );
    }
    const age = reply.deliveredTime - connection.start;
    if (connection.synFrame === undefined && !(age > T3)) {
      return teller.say(
        "request-not-captured",
        reply,
        `the primary that ${what} answers was sent before the capture began`,
      );
    }
    teller.say(
      "orphan-reply",
      reply,
      `${teller.who(reply)} sent ${teller.title(reply.header!)}, but no such transaction is open`,
    );
  }

  /** The same holds for all replies of that side: once is enough. */
  #sayOneSided(reply: CapturedMessage): void {
    const { line } = this.#teller;
    if (line.oneSidedTold) return;
    line.oneSidedTold = true;
    this.#teller.say(
      "request-not-captured",
      reply,
      `nothing of ${this.#teller.side(opposite(reply.direction))} is in the capture: what ${
        this.#teller.title(reply.header!)
      } and other replies answer is not known`,
    );
  }
}

/** Whether a secondary is one that a primary may have. */
export function answers(reply: Header, request: Header): boolean {
  const sameStream = (reply.byte2 & 0x7f) === (request.byte2 & 0x7f);
  return sameStream && (reply.byte3 === 0 || reply.byte3 === request.byte3 + 1);
}
