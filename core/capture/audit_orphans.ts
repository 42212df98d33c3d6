// Replies for which no primary was seen. They wait a little: the primary may be delivered later, because its segments
// came out of order, or turn out to lie in a gap, which a capture shows only when bytes behind it come.
import { NO_BYTES } from "../hsms/bytes.ts";
import {} from "./audit_endings.ts";
import { placeOf, type Teller } from "./audit_teller.ts";
import type { Line } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import { duration, opposite, SECOND, titled } from "./audit_words.ts";
import type { CapturedMessage, Direction, Time } from "./model.ts";
import { transactionKey } from "./transactions.ts";

/** How much later a primary may have been captured than its reply. */
const SLACK: Time = 0.05 * SECOND;
/** Replies wait no longer than this. */
const LONGEST_WAIT: Time = 5 * SECOND;
const MOST_WAITING = 1024;

/** The replies of a connection that belong to nothing. */
export class OrphanAudit {
  readonly #teller: Teller;
  readonly #news: AuditNews;
  readonly #line: Line;
  /** By direction of the reply, the oldest first. */
  readonly #waiting: readonly [CapturedMessage[], CapturedMessage[]] = [[], []];

  constructor(teller: Teller) {
    this.#teller = teller;
    this.#news = teller.news;
    this.#line = teller.line;
  }

  /** When the first has waited long enough. */
  get deadline(): Time {
    const [first, second] = this.#waiting;
    const oldest = Math.min(first[0]?.deliveredTime ?? Infinity, second[0]?.deliveredTime ?? Infinity);
    return oldest + LONGEST_WAIT;
  }

  /** A reply came for which nothing is open. Its bytes are not kept. */
  hold(message: CapturedMessage): void {
    const { pieces: _, ...rest } = message;
    const waiting = this.#waiting[message.direction];
    waiting.push({ ...rest, bytes: NO_BYTES, text: NO_BYTES });
    this.#news.arm(message.deliveredTime + LONGEST_WAIT);
    if (waiting.length > MOST_WAITING) this.#say(waiting.shift()!);
  }

  /** The reply to a primary that was delivered after it. */
  takeReply(primary: CapturedMessage): CapturedMessage | undefined {
    const waiting = this.#waiting[opposite(primary.direction)];
    if (waiting.length === 0) return undefined;
    const key = transactionKey(primary), { byte2, byte3 } = primary.header!;
    const at = waiting.findIndex((reply) => {
      const { header } = reply;
      const fits = (header!.byte2 & 0x7f) === (byte2 & 0x7f) &&
        (header!.byte3 === byte3 + 1 || header!.byte3 === 0);
      return fits && transactionKey(reply) === key;
    });
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  }

  /** A message came: replies to its side that crossed the wire well before it have no primary. */
  passed({ direction, time }: CapturedMessage): void {
    const waiting = this.#waiting[opposite(direction)];
    if (waiting.length === 0) return;
    while (waiting.length > 0 && !(time <= waiting[0].time + SLACK)) this.#say(waiting.shift()!);
  }

  /** Bytes of a direction are missing: what waits for a primary from there has found it. */
  missing(direction: Direction): void {
    const waiting = this.#waiting[opposite(direction)];
    for (const reply of waiting.splice(0)) this.#say(reply);
  }

  /** Those that have waited long enough; all of them without a time. */
  release(now?: Time): void {
    for (const waiting of this.#waiting) {
      while (waiting.length > 0 && !(now !== undefined && waiting[0].deliveredTime + LONGEST_WAIT > now)) {
        this.#say(waiting.shift()!);
      }
    }
  }

  #say(reply: CapturedMessage): void {
    const { connection, sides } = this.#line;
    const { T3 } = this.#news.settings.timers;
    const what = titled(reply.header!, this.#news.settings.catalogue);
    const who = this.#teller.who(reply);
    const asker = sides[opposite(reply.direction)];
    if (reply.time - asker.lost <= T3 * SECOND || (asker.hasLost && Number.isNaN(reply.time))) {
      return this.#news.say(
        "request-not-captured",
        placeOf(reply),
        `the primary that ${what} of ${who} answers is among the bytes missing from the capture`,
      );
    }
    const age = reply.deliveredTime - connection.start;
    if (connection.synFrame === undefined && !(age > T3 * SECOND)) {
      return this.#news.say(
        "request-not-captured",
        placeOf(reply),
        `the primary that ${what} of ${who} answers was sent before the capture began`,
      );
    }
    const late = connection.synFrame === undefined ? `, ${duration(age)} into the capture` : "";
    this.#news.say(
      "orphan-reply",
      placeOf(reply),
      `${who} sent ${what}${late}, but no such transaction is open`,
    );
  }
}
