// Data messages as transactions: primaries open them, secondaries end them, and whatever fits neither is told with the
// reason. E5, E37.
import { CONTROL_SESSION, type Header } from "../hsms/header.ts";
import { checkLate, endTransaction, placeOf } from "./audit_endings.ts";
import { type Line, type Side, sideName } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import { brief, opposite, SECOND, titled, typeText } from "./audit_words.ts";
import { BodyAudit } from "./audit_body.ts";
import { GemAudit } from "./audit_gem.ts";
import type { KnownMessage, KnownMessages } from "./audit_known.ts";
import type { RecentMessage } from "./audit_recent.ts";
import { Stream9Audit } from "./audit_stream9.ts";
import { visitFields } from "./fields.ts";
import { OrphanAudit } from "./audit_orphans.ts";
import type { FindingKind } from "./findings.ts";
import type { CapturedMessage } from "./model.ts";
import { type OpenTransaction, transactionKey } from "./transactions.ts";

/** The data messages of a connection. */
export class DataAudit {
  readonly #news: AuditNews;
  readonly #line: Line;

  readonly #known: KnownMessages;
  readonly #body: BodyAudit;
  readonly #stream9: Stream9Audit;
  readonly #gem: GemAudit;
  readonly #orphans: OrphanAudit;
  /** Streams and functions of which was said, once for each side, that they are out of the ordinary. */
  readonly #told: Set<number> = new Set();

  constructor(news: AuditNews, line: Line, known: KnownMessages) {
    this.#news = news;
    this.#line = line;
    this.#known = known;
    this.#body = new BodyAudit(news, line);
    this.#stream9 = new Stream9Audit(news, line);
    this.#gem = new GemAudit(news, line);
    this.#orphans = new OrphanAudit(news, line);
  }

  /** Replies without a primary of which nothing was said yet. */
  get orphans(): OrphanAudit {
    return this.#orphans;
  }

  /** A message with its header. */
  message(message: CapturedMessage): void {
    const header = message.header!;
    this.#orphans.passed(message);
    const faulty = this.#checkState(message, header) || header.pType !== 0;
    if ((header.byte2 & 0x7f) === 0) {
      this.#say("stream-0", message, `${this.#who(message)} sent ${brief(header)}: there is no stream 0`);
    }
    const known = this.#lookUp(message, header);
    if (header.byte3 % 2 === 1) this.#primary(message, header, faulty, known);
    else this.#secondary(message, header, known);
  }

  /** What the catalogue has of it; whatever is odd about that is said once for each stream and function. */
  #lookUp(message: CapturedMessage, header: Header): KnownMessage | undefined {
    const { host } = this.#line.roles;
    const { direction } = message;
    const stream = header.byte2 & 0x7f, fn = header.byte3;
    const fromHost = host === undefined ? undefined : host === direction;
    const known = this.#known.get(stream, fn, fromHost);
    const other = known ?? this.#known.get(stream, fn);
    const asExpected = known !== undefined && hasRightW(known, header);
    if (asExpected || header.pType !== 0) return other;
    const key = ((stream << 8 | fn) << 1 | direction) << 1 | (header.byte2 >> 7);
    if (this.#told.has(key)) return other;
    this.#told.add(key);
    if (other === undefined) {
      this.#say(
        "unknown-message",
        message,
        `${this.#who(message)} sent ${brief(header)}, which is not in the catalogue`,
      );
    } else if (known === undefined && stream !== 9) {
      this.#say(
        "wrong-direction",
        message,
        `${this.#who(message)} sent ${this.#title(header)}, which it should only receive`,
      );
    } else if (known !== undefined) this.#wrongW(message, header);
    return other;
  }

  #wrongW(message: CapturedMessage, header: Header): void {
    const has = (header.byte2 & 0x80) !== 0;
    if (has && header.byte3 % 2 === 0) return;
    this.#say(
      "w-bit",
      message,
      `${this.#who(message)} sent ${this.#title(header)} ${
        has ? "with the W-bit, though no reply is defined" : "without the W-bit, though a reply is due"
      }`,
    );
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

  #primary(
    message: CapturedMessage,
    header: Header,
    faulty: boolean,
    known: KnownMessage | undefined,
  ): void {
    const { index, time, direction } = message;
    this.#line.sides[direction].recent.add({ index, header, faulty, answered: false });
    this.#gem.primary(message);
    if (header.pType === 0) this.#body.check(message, known, undefined);
    if ((header.byte2 & 0x7f) === 9) this.#stream9.message(message);
    if ((header.byte2 & 0x80) === 0) return;
    const twin = this.#line.sides[opposite(direction)].data.get(header.systemBytes)?.header;
    this.#open(message, {
      index,
      header,
      time,
      overdue: false,
      faulty,
      twin,
      subject: subjectOf(message, known),
    });
    this.#news.arm(time + this.#news.settings.timers.T3 * SECOND);
    const reply = this.#orphans.takeReply(message);
    if (reply !== undefined) {
      this.#matched(reply, reply.header!, this.#line.sides[direction].data.take(transactionKey(message))!);
    }
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

  #secondary(message: CapturedMessage, header: Header, known: KnownMessage | undefined): void {
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
    const request = open ?? recentRequest(header, asker);
    const codes = header.pType === 0 ? this.#body.check(message, known, request) : [];
    if (open === undefined) return this.#unmatched(message, header, asker);
    this.#gem.reply(message, codes);
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
    if (recent === undefined || !answers(header, recent.header)) return this.#orphans.hold(message);
    if (recent.reported && header.byte3 === 0) return; // some equipments send both
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

/** A primary without W that this is the reply to all the same. */
function recentRequest(header: Header, asker: Side): RecentMessage | undefined {
  const recent = asker.recent.get(header.systemBytes);
  return recent !== undefined && answers(header, recent.header) ? recent : undefined;
}

function answers(reply: Header, request: Header): boolean {
  const sameStream = (reply.byte2 & 0x7f) === (request.byte2 & 0x7f);
  return sameStream && (reply.byte3 === 0 || reply.byte3 === request.byte3 + 1);
}

function expected({ byte2, byte3 }: Header): string {
  return `S${byte2 & 0x7f}F${byte3 + 1}`;
}

/** Whether the W-bit is as the catalogue has it. */
function hasRightW({ definition: { reply, function: fn } }: KnownMessage, { byte2 }: Header): boolean {
  const has = (byte2 & 0x80) !== 0;
  return fn % 2 === 0 ? !has : reply === "[W]" || has === (reply === "W");
}

/** Messages that are about a thing with a name. */
const SUBJECTS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "S2F21",
  "S2F41",
  "S2F49",
  "S7F1",
  "S7F3",
  "S7F5",
]);
const MOST_SUBJECT = 40;

function subjectOf({ text }: CapturedMessage, known: KnownMessage | undefined): string | undefined {
  if (known === undefined || !SUBJECTS.has(known.definition.id)) return undefined;
  let subject: string | undefined;
  visitFields(text, known.definition.shape, ({ item }, reader) => {
    if ((item === "RCMD" || item === "PPID") && reader.format === "A") {
      subject = reader.string().slice(0, MOST_SUBJECT);
    }
    return subject === undefined;
  });
  return subject;
}
