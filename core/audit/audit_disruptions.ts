// What the auditor says where framing failed: messages that never came whole, lengths that cannot be, noise. E37, E4.
import { STYPE } from "../hsms/header.ts";
import { EARLY, type Line, type Side, sideName } from "./audit_line.ts";
import type { AuditNews, Place } from "./audit_news.ts";
import { counted, duration, numberText, opposite, SECOND, timerText, titled } from "./audit_words.ts";
import type { Direction, Disruption, Time } from "../framing/model.ts";

/** The disruptions of a connection. */
export class DisruptionAudit {
  readonly #news: AuditNews;
  readonly #line: Line;

  constructor(news: AuditNews, line: Line) {
    this.#news = news;
    this.#line = line;
  }

  /** Says what there is to say of one. */
  tell(disruption: Disruption, side: Side): void {
    switch (disruption.cause) {
      case "truncated":
        return this.#unfinished(disruption, side);
      case "length":
        return this.#badLength(disruption);
      case "noise":
        return this.#noise(disruption);
    }
  }

  #unfinished({ connection, direction, time, length, declaredLength, header }: Disruption, side: Side): void {
    const what = header === undefined ? "a message" : titled(header, this.#news.settings.catalogue);
    if (this.#line.carrier === "SECS-I") return this.#blocksMissing({ connection, direction, time }, what);
    const of = declaredLength === undefined ? "" : ` of ${numberText(declaredLength + 4)}`;
    const silence = side.silence > (this.#news.settings.timers.T8 * SECOND)
      ? `, with a silence of ${duration(side.silence)} among them`
      : "";
    if (this.#line.explained && this.#line.closedBy === opposite(direction) && side.silenceTold) return;
    this.#news.say(
      "unfinished-message",
      { connection, direction, time },
      `${this.#who(direction)} ended its stream inside ${what}: ${
        numberText(length)
      }${of} bytes came${silence}`,
    );
    if (header !== undefined && (header.byte2 & 0x80) !== 0 && header.sType === STYPE.DATA) {
      this.#unfinishedT3(direction, side, time, what);
    }
    if (side.swallowed.length > 0) this.#sayHidden({ connection, direction, time }, side, what);
  }

  #blocksMissing(place: Place, what: string): void {
    this.#news.say(
      "blocks-missing",
      place,
      `${this.#who(place.direction!)} sent blocks of ${what}, but not all of them`,
    );
  }

  /** Its sender may have thought it sent, and have waited for the reply. */
  #unfinishedT3(direction: Direction, side: Side, time: Time, what: string): void {
    const { T3 } = this.#news.settings.timers;
    if (!(time - side.begun >= EARLY * T3 * SECOND)) return;
    this.#news.say(
      "t3-no-reply",
      { connection: this.#line.connection, direction, time },
      `${this.#who(opposite(direction))} could not answer ${what} within T3 of ${
        timerText(T3)
      }: it never came complete`,
    );
  }

  #sayHidden(
    place: { connection: Line["connection"]; direction: Direction; time: Time },
    side: Side,
    what: string,
  ): void {
    this.#news.say(
      "swallowed-messages",
      place,
      `bytes taken for part of ${what} look like messages of their own: ${side.swallowed.join(" and ")}; ${
        this.#who(place.direction)
      } lost bytes before it sent them`,
    );
  }

  #badLength({ connection, direction, time, declaredLength = 0, offset }: Disruption): void {
    this.#news.say(
      "bad-length",
      { connection, direction, time },
      `${this.#who(direction)} sent a message length of ${numberText(declaredLength)} at offset ${
        numberText(offset)
      } of its stream: nothing behind it can be read`,
    );
  }

  #noise({ connection, direction, time, length }: Disruption): void {
    this.#news.say(
      "noise",
      { connection, direction, time },
      `${counted(length, "byte")} of ${this.#who(direction)} belong${
        length === 1 ? "s" : ""
      } to no block, or to one with a wrong checksum`,
    );
  }

  #who(direction: Direction): string {
    return sideName(this.#line, direction);
  }
}
