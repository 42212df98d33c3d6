// Data messages as transactions: primaries open them, secondaries end them, and whatever fits neither is told with the
// reason. E5, E37.
import { CONTROL_SESSION, type Header } from "../hsms/header.ts";
import { BodyAudit } from "./audit_body.ts";
import { checkLate, endTransaction } from "./audit_endings.ts";
import { GemAudit } from "./audit_gem.ts";
import type { KnownMessage, KnownMessages } from "./audit_known.ts";
import type { Line } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import { OddityAudit } from "./audit_oddities.ts";
import { answers, OrphanAudit } from "./audit_orphans.ts";
import { Stream9Audit } from "./audit_stream9.ts";
import type { Teller } from "./audit_teller.ts";
import { brief, opposite, SECOND, typeText } from "./audit_words.ts";
import { visitFields } from "../reading/fields.ts";
import type { CapturedMessage } from "../framing/model.ts";
import { type OpenTransaction, transactionKey } from "./transactions.ts";

/** The data messages of a connection. */
export class DataAudit {
  readonly #teller: Teller;
  readonly #news: AuditNews;
  readonly #line: Line;

  readonly #body: BodyAudit;
  readonly #stream9: Stream9Audit;
  readonly #gem: GemAudit;
  readonly #orphans: OrphanAudit;
  readonly #oddities: OddityAudit;

  constructor(teller: Teller, known: KnownMessages) {
    this.#teller = teller;
    this.#news = teller.news;
    this.#line = teller.line;
    this.#oddities = new OddityAudit(teller, known);
    this.#body = new BodyAudit(teller);
    this.#stream9 = new Stream9Audit(teller);
    this.#gem = new GemAudit(teller);
    this.#orphans = new OrphanAudit(teller, this.#body);
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
      this.#teller.say(
        "stream-0",
        message,
        `${this.#teller.who(message)} sent ${brief(header)}: there is no stream 0`,
      );
    }
    const known = this.#oddities.lookUp(message, header);
    if (header.byte3 % 2 === 1) this.#primary(message, header, faulty, known);
    else this.#secondary(message, header, known);
  }

  /** Whether it was sent in a state in which it must not be. */
  #checkState(message: CapturedMessage, header: Header): boolean {
    const line = this.#line;
    const { selected, separatedBy } = line;
    if (message.carrier !== "HSMS") return false;
    if (selected.size > 0) return this.#checkSession(message, header);
    if (separatedBy !== undefined && separatedBy !== message.direction) {
      this.#teller.say(
        "crossed-separate",
        message,
        `${this.#teller.who(message)} sent ${brief(header)} after the other side had sent Separate.req`,
      );
      return true;
    }
    const isAhead = line.selecting === message.direction;
    if (isAhead) {
      this.#teller.say(
        "data-ahead-of-select",
        message,
        `${this.#teller.who(message)} sent ${brief(header)} before its Select.req was answered`,
      );
    } else {
      this.#teller.say(
        "data-not-selected",
        message,
        `${this.#teller.who(message)} sent ${this.#teller.title(header)} while NOT SELECTED`,
      );
    }
    return !isAhead;
  }

  #checkSession(message: CapturedMessage, { session }: Header): boolean {
    const { selected } = this.#line;
    if (selected.has(CONTROL_SESSION) || selected.has(session)) return false;
    this.#teller.say(
      "data-unselected-session",
      message,
      `${this.#teller.who(message)} sent ${brief(message.header!)} for session ${session}, but selected ${
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
    const reply = this.#orphans.takeReply(message);
    if ((header.byte2 & 0x80) === 0) {
      if (reply !== undefined) this.#unmatched(reply.message, reply.known);
      return;
    }
    const { sides } = this.#line;
    const twin = sides[opposite(direction)].data.get(header.systemBytes)?.header;
    const subject = subjectOf(message, known);
    this.#open(message, { index, header, time, overdue: false, faulty, twin, subject });
    this.#news.arm(time + this.#news.settings.timers.T3 * SECOND);
    if (reply !== undefined) this.#answer(reply.message, reply.known, reply.unread);
  }

  #open(message: CapturedMessage, open: OpenTransaction): void {
    const { data } = this.#line.sides[message.direction];
    const key = transactionKey(message);
    const before = key < 0 ? undefined : data.take(key);
    const over = data.add(key, open);
    for (const ended of [before, over]) {
      if (ended !== undefined) endTransaction(this.#news, this.#line, ended, "no reply");
    }
    if (before === undefined || before.overdue) return;
    this.#teller.say(
      "duplicate-system-bytes",
      message,
      `${this.#teller.who(message)} sent ${this.#teller.title(open.header)} while its ${
        brief(before.header)
      } ` +
        "was open with the same system bytes",
      before,
    );
  }

  #secondary(message: CapturedMessage, header: Header, known: KnownMessage | undefined): void {
    if ((header.byte2 & 0x80) !== 0) {
      this.#teller.say(
        "even-with-w",
        message,
        `${this.#teller.who(message)} sent ${brief(header)} with the W-bit, though it is a secondary`,
      );
    }
    this.#answer(message, known, true);
  }

  /** Gives a secondary to the primary that it answers. */
  #answer(message: CapturedMessage, known: KnownMessage | undefined, unread: boolean): void {
    const header = message.header!;
    const asker = this.#line.sides[opposite(message.direction)];
    const open = asker.data.take(transactionKey(message));
    if (open === undefined) return this.#unmatched(message, known);
    const codes = unread && header.pType === 0 ? this.#body.check(message, known, open) : [];
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
      this.#teller.say(
        "aborted",
        message,
        `${this.#teller.who(message)} aborted ${this.#teller.title(open.header)} by ${typeText(header)}`,
        open,
      );
    }
    if (header.session !== open.header.session) this.#wrongSession(message, header, open);
    if (open.header.pType !== 0) {
      this.#teller.say(
        "ptype-accepted",
        message,
        `${this.#teller.who(message)} answered ${
          brief(open.header)
        } though its PType ${open.header.pType} is not SECS-II`,
        open,
      );
    }
  }

  #wrong(message: CapturedMessage, header: Header, open: OpenTransaction): void {
    this.#teller.say(
      "wrong-reply",
      message,
      `${this.#teller.who(message)} answered ${this.#teller.title(open.header)} with ${
        typeText(header)
      }, where ${expected(open.header)} is due`,
      open,
    );
  }

  #wrongSession(message: CapturedMessage, header: Header, open: OpenTransaction): void {
    this.#teller.say(
      "session-mismatch",
      message,
      `${this.#teller.who(message)} answered ${
        brief(open.header)
      } with reply session id ${header.session} for request ` +
        `session id ${open.header.session}`,
      open,
    );
  }

  /** A secondary for which nothing is open: what it may be about tells why. */
  #unmatched(message: CapturedMessage, known: KnownMessage | undefined): void {
    const header = message.header!;
    const asker = this.#line.sides[opposite(message.direction)];
    const recent = asker.recent.get(header.systemBytes);
    const what = this.#teller.title(header), who = this.#teller.who(message);
    if (recent === undefined || !answers(header, recent.header)) return this.#orphans.hold(message, known);
    if (header.pType === 0) this.#body.check(message, known, recent);
    if (recent.reported && header.byte3 === 0) return; // some equipments send both
    const isSecond = (recent.header.byte2 & 0x80) !== 0 || recent.answered;
    recent.answered = true;
    if (isSecond) {
      return this.#teller.say(
        "second-reply",
        message,
        `${who} sent ${what} for ${brief(recent.header)}, which is not open any more`,
        recent,
      );
    }
    this.#teller.say(
      "reply-without-w",
      message,
      `${who} answered ${brief(recent.header)}, which has no W-bit, with ${what}`,
      recent,
    );
  }
}

function expected({ byte2, byte3 }: Header): string {
  return `S${byte2 & 0x7f}F${byte3 + 1}`;
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
