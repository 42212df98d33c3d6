// Says things about the messages of one connection, in the names of its sides.
import type { Header } from "../hsms/header.ts";
import { type Line, sideName } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import { titled } from "./audit_words.ts";
import type { FindingKind } from "./findings.ts";
import type { CapturedMessage, Connection, Direction, Time } from "../framing/model.ts";

/** Where a finding about a message belongs. */
export interface MessagePlace {
  readonly connection: Connection;
  readonly direction: Direction;
  readonly time: Time;
  readonly messages: readonly number[];
}

/** Where a finding about a message belongs. */
export function placeOf({ connection, direction, time, index }: CapturedMessage): MessagePlace {
  return { connection, direction, time, messages: [index] };
}

/** A connection and where its findings go. */
export class Teller {
  readonly news: AuditNews;
  readonly line: Line;

  constructor(news: AuditNews, line: Line) {
    this.news = news;
    this.line = line;
  }

  /** The side that sends in a direction: `host`, `equipment`, or an address. */
  side(direction: Direction): string {
    return sideName(this.line, direction);
  }

  /** The sender of a message. */
  who({ direction }: CapturedMessage): string {
    return sideName(this.line, direction);
  }

  /** `S2F33 Define Report sys=276`. */
  title(header: Header): string {
    return titled(header, this.news.settings.catalogue);
  }

  /** Says something of a message, and of the one that it is about. */
  say(
    kind: FindingKind,
    message: CapturedMessage,
    sentence: string,
    about?: { readonly index: number },
  ): void {
    const place = placeOf(message);
    const messages = about === undefined ? place.messages : [message.index, about.index];
    this.news.say(kind, { ...place, messages }, sentence);
  }
}
