// Stream 9: the equipment says which message it could not process, by its header. E5.
import { type Header, readHeader } from "../hsms/header.ts";
import { endTransaction } from "./audit_endings.ts";
import { isUnseen, type Line, type Side } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import { placeOf, type Teller } from "./audit_teller.ts";
import { brief, opposite, titled } from "./audit_words.ts";
import type { CapturedMessage } from "../framing/model.ts";

const TIMEOUT = 9;
const CONVERSATION = 13;
/** `B [10]`: format, length, header. */
const MHEAD_LENGTH = 12;

/** The stream 9 messages of a connection. */
export class Stream9Audit {
  readonly #teller: Teller;
  readonly #news: AuditNews;
  readonly #line: Line;

  constructor(teller: Teller) {
    this.#teller = teller;
    this.#news = teller.news;
    this.#line = teller.line;
  }

  /** A message of stream 9 that is a primary. */
  message(message: CapturedMessage): void {
    const { direction, header } = message;
    if (direction === this.#line.roles.host) {
      this.#news.say(
        "stream-9-from-host",
        placeOf(message),
        `host sent ${this.#teller.title(header!)}; only the equipment sends stream 9`,
      );
    }
    const fault = faultHeader(message);
    if (fault !== undefined) this.#about(message, fault);
    else if (header!.byte3 === CONVERSATION) {
      this.#news.say(
        "stream-9",
        placeOf(message),
        `${this.#teller.who(message)} waited in vain for the message that ${
          this.#teller.title(header!)
        } names`,
      );
    }
  }

  #about(message: CapturedMessage, fault: Header): void {
    const { direction } = message;
    const { sides } = this.#line;
    const isOwn = message.header!.byte3 === TIMEOUT;
    const sender = sides[isOwn ? direction : opposite(direction)];
    const index = this.#end(message, sender, fault);
    const isKnowable = !isUnseen(this.#teller.line, sender === sides[0] ? 0 : 1) &&
      !message.absent?.includes("systemBytes");
    if (index === undefined && isKnowable) return this.#unmatched(message, fault);
    const what = titled(fault, this.#news.settings.catalogue);
    this.#news.say(
      "stream-9",
      { ...placeOf(message), messages: index === undefined ? [message.index] : [message.index, index] },
      isOwn
        ? `${this.#teller.who(message)} got no reply to its ${what} and sent ${
          this.#teller.title(message.header!)
        }`
        : `${this.#teller.who(message)} answered ${what} with ${this.#teller.title(message.header!)}`,
    );
    if (fault.systemBytes === message.header!.systemBytes) this.#sameSystemBytes(message, fault);
  }

  /** Ends the transaction with this header; gives the index of its message, open or not. */
  #end(message: CapturedMessage, sender: Side, fault: Header): number | undefined {
    const open = sender.data.get(fault.systemBytes);
    const recent = sender.recent.get(fault.systemBytes);
    if (recent !== undefined && isSame(recent.header, fault)) recent.reported = true;
    if (open !== undefined && isSame(open.header, fault)) {
      sender.data.take(fault.systemBytes);
      endTransaction(this.#news, this.#line, open, "stream 9", message);
      return open.index;
    }
    return recent?.reported ? recent.index : undefined;
  }

  #unmatched(message: CapturedMessage, fault: Header): void {
    this.#news.say(
      "stream-9-unmatched",
      placeOf(message),
      `${this.#teller.who(message)} sent ${this.#teller.title(message.header!)} for ${
        titled(fault, this.#news.settings.catalogue)
      }, which is not in the capture`,
    );
  }

  #sameSystemBytes(message: CapturedMessage, fault: Header): void {
    this.#news.say(
      "stream-9-system-bytes",
      placeOf(message),
      `${this.#teller.who(message)} sent ${brief(message.header!)} with the system bytes of ${
        brief(fault)
      }, where new ones are due`,
    );
  }
}

/** The header that a stream 9 message names, where it does. */
function faultHeader({ text, header }: CapturedMessage): Header | undefined {
  if (header!.byte3 === CONVERSATION || text.length !== MHEAD_LENGTH) return undefined;
  return text[0] === 0x21 && text[1] === 10 ? readHeader(text, 2) : undefined;
}

/** The same message; session ids, and the W-bit in a block header, may be written otherwise. */
function isSame(a: Header, b: Header): boolean {
  return (a.byte2 & 0x7f) === (b.byte2 & 0x7f) && a.byte3 === b.byte3;
}
