// Data messages as transactions: primaries open them, secondaries end them, and whatever fits neither is told with the
// reason. E5, E37.
import { CONTROL_SESSION, type Header } from "../hsms/header.ts";
import { checkLate, endTransaction, placeOf } from "./audit_endings.ts";
import { type Line, type Side, sideName } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import { brief, duration, opposite, SECOND, titled, typeText } from "./audit_words.ts";
import type { FindingKind } from "./findings.ts";
import type { CapturedMessage } from "./model.ts";
import { type OpenTransaction, transactionKey } from "./transactions.ts";

/** The data messages of a connection. */
export class DataAudit {
  readonly #news: AuditNews;
  readonly #line: Line;

  constructor(news: AuditNews, line: Line) {
    this.#news = news;
    this.#line = line;
  }

  /** A message with its header. */
  message(message: CapturedMessage): void {
    const header = message.header!;
    const faulty = this.#checkState(message, header) || header.pType !== 0;
    if ((header.byte2 & 0x7f) === 0) {
      this.#say("stream-0", message, `${this.#who(message)} sent ${brief(header)}: there is no stream 0`);
    }
    if (header.byte3 % 2 === 1) this.#primary(message, header, faulty);
    else this.#secondary(message, header);
  }

  /** Whether it was sent in a state in which it must not be. */
  #checkState(message: CapturedMessage, header: Header): boolean {
    const line = this.#line;
    const { selected, separatedBy } = line;
    if (message.carrier !== "HSMS") return false;
    if (selected.size > 0) return this.#checkSession(message, header);
    if (separatedBy !== undefined && separatedBy !== message.direction) {
      this.#say(
        "crossed-separate",
        message,
        `${this.#who(message)} sent ${brief(header)} after the other side had sent Separate.req`,
      );
      return true;
    }
    const isAhead = line.sides[message.direction].control.size > 0 && separatedBy === undefined;
    if (isAhead) {
      this.#say(
        "data-ahead-of-select",
        message,
        `${this.#who(message)} sent ${brief(header)} before its Select.req was answered`,
      );
    } else {this.#say(
        "data-not-selected",
        message,
        `${this.#who(message)} sent ${this.#title(header)} while NOT SELECTED`,
      );}
    return !isAhead;
  }

  #checkSession(message: CapturedMessage, { session }: Header): boolean {
    const { selected } = this.#line;
    if (selected.has(CONTROL_SESSION) || selected.has(session)) return false;
    this.#say(
      "data-unselected-session",
      message,
      `${this.#who(message)} sent ${brief(message.header!)} for session ${session}, but selected ${
        selected.size === 1 ? "is" : "are"
      } ${[...selected].join(", ")}`,
    );
    return true;
  }

  #primary(message: CapturedMessage, header: Header, faulty: boolean): void {
    const { index, time, direction } = message;
    this.#line.sides[direction].recent.add({ index, header, faulty, answered: false });
    if ((header.byte2 & 0x80) === 0) return;
    const twin = this.#line.sides[opposite(direction)].data.get(header.systemBytes)?.header;
    const open = { index, header, time, overdue: false, faulty, twin };
    this.#open(message, open);
    this.#news.arm(time + this.#news.settings.timers.T3 * SECOND);
  }

  #open(message: CapturedMessage, open: OpenTransaction): void {
    const { data } = this.#line.sides[message.direction];
    const key = transactionKey(message);
    const before = data.get(key);
    if (before === undefined) return data.add(key, open);
    if (key < 0) {
      (before.waiting ??= []).push(open);
      return;
    }
    data.take(key);
    endTransaction(this.#news, this.#line, before, "no reply");
    data.add(key, open);
    if (before.overdue) return;
    this.#say(
      "duplicate-system-bytes",
      message,
      `${this.#who(message)} sent ${this.#title(open.header)} while its ${
        brief(before.header)
      } was open with the same system bytes`,
      before,
    );
  }

  #secondary(message: CapturedMessage, header: Header): void {
    if ((header.byte2 & 0x80) !== 0) {
      this.#say(
        "even-with-w",
        message,
        `${this.#who(message)} sent ${brief(header)} with the W-bit, though it is a secondary`,
      );
    }
    const asker = this.#line.sides[opposite(message.direction)];
    const key = transactionKey(message);
    const open = asker.data.take(key);
    if (open === undefined) return this.#unmatched(message, header, asker);
    const recent = asker.recent.get(header.systemBytes);
    if (recent !== undefined && recent.index === open.index) recent.answered = true;
    this.#matched(message, header, open);
  }

  #matched(message: CapturedMessage, header: Header, open: OpenTransaction): void {
    const stream = header.byte2 & 0x7f, asked = open.header.byte2 & 0x7f;
    const fits = stream === asked && (header.byte3 === 0 || header.byte3 === open.header.byte3 + 1);
    const outcome = !fits ? "mismatch" : header.byte3 === 0 ? "aborted" : "reply";
    endTransaction(this.#news, this.#line, open, outcome, message);
    checkLate(this.#news, this.#line, open, message);
    if (!fits) return this.#wrong(message, header, open);
    if (outcome === "aborted") {
      this.#say(
        "aborted",
        message,
        `${this.#who(message)} aborted ${this.#title(open.header)} by ${typeText(header)}`,
        open,
      );
    }
    if (header.session !== open.header.session) this.#wrongSession(message, header, open);
    if (open.header.pType !== 0) {
      this.#say(
        "ptype-accepted",
        message,
        `${this.#who(message)} answered ${
          brief(open.header)
        } though its PType ${open.header.pType} is not SECS-II`,
        open,
      );
    }
  }

  #wrong(message: CapturedMessage, header: Header, open: OpenTransaction): void {
    this.#say(
      "wrong-reply",
      message,
      `${this.#who(message)} answered ${this.#title(open.header)} with ${typeText(header)}, where ${
        expected(open.header)
      } is due`,
      open,
    );
  }

  #wrongSession(message: CapturedMessage, header: Header, open: OpenTransaction): void {
    this.#say(
      "session-mismatch",
      message,
      `${this.#who(message)} answered ${
        brief(open.header)
      } with reply session id ${header.session} for request ` +
        `session id ${open.header.session}`,
      open,
    );
  }

  /** A secondary for which nothing is open: what it may be about tells why. */
  #unmatched(message: CapturedMessage, header: Header, asker: Side): void {
    const recent = asker.recent.get(header.systemBytes);
    const what = this.#title(header);
    const who = this.#who(message);
    if (recent === undefined || !answers(header, recent.header)) return this.#orphan(message, header, asker);
    const isSecond = (recent.header.byte2 & 0x80) !== 0 || recent.answered;
    recent.answered = true;
    if (isSecond) {
      return this.#say(
        "second-reply",
        message,
        `${who} sent ${what} for ${brief(recent.header)}, which is not open any more`,
        recent,
      );
    }
    this.#say(
      "reply-without-w",
      message,
      `${who} answered ${brief(recent.header)}, which has no W-bit, with ${what}`,
      recent,
    );
  }

  #orphan(message: CapturedMessage, header: Header, asker: Side): void {
    const { T3 } = this.#news.settings.timers;
    const { connection } = this.#line;
    const what = `the primary that ${this.#title(header)} of ${this.#who(message)} answers`;
    if (message.deliveredTime - asker.lost <= T3 * SECOND || (asker.hasLost && Number.isNaN(message.time))) {
      return this.#say(
        "request-not-captured",
        message,
        `${what} is among the bytes missing from the capture`,
      );
    }
    const age = message.deliveredTime - connection.start;
    if (connection.synFrame === undefined && !(age > T3 * SECOND)) {
      return this.#say("request-not-captured", message, `${what} was sent before the capture began`);
    }
    const late = connection.synFrame === undefined ? `, ${duration(age)} into the capture` : "";
    this.#say(
      "orphan-reply",
      message,
      `${this.#who(message)} sent ${this.#title(header)}${late}, but no such transaction is open`,
    );
  }

  #title(header: Header): string {
    return titled(header, this.#news.settings.catalogue);
  }

  #who({ direction }: CapturedMessage): string {
    return sideName(this.#line, direction);
  }

  #say(
    kind: FindingKind,
    message: CapturedMessage,
    sentence: string,
    about?: { readonly index: number },
  ): void {
    const place = placeOf(message);
    const messages = about === undefined ? place.messages : [message.index, about.index];
    this.#news.say(kind, { ...place, messages }, sentence);
  }
}

function answers(reply: Header, request: Header): boolean {
  const sameStream = (reply.byte2 & 0x7f) === (request.byte2 & 0x7f);
  return sameStream && (reply.byte3 === 0 || reply.byte3 === request.byte3 + 1);
}

function expected({ byte2, byte3 }: Header): string {
  return `S${byte2 & 0x7f}F${byte3 + 1}`;
}
