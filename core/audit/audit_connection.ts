// What happens to a connection beneath its messages: opened and closed, bytes missing, silence, and the timers that
// run on them. E37.
import { readU32 } from "../hsms/bytes.ts";
import { type Header, readHeader, STYPE } from "../hsms/header.ts";
import { closingWords, endAll, endTransaction, sayT3, sayT6 } from "./audit_endings.ts";
import { DisruptionAudit } from "./audit_disruptions.ts";
import { EARLY, GRACE, type Line, type MessageHead, type Side, sideName } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import { counted, numberText, SECOND, systemBytesText, timerText, titled, typeText } from "./audit_words.ts";
import type {
  CapturedMessage,
  Direction,
  Disruption,
  StreamBytes,
  StreamFact,
  StreamGap,
  Time,
} from "../framing/model.ts";
import type { SessionAudit } from "./session.ts";

type Ended = Extract<StreamFact, { type: "ended" }>;

/** The life of a connection. */
export class ConnectionAudit {
  readonly #news: AuditNews;
  readonly #line: Line;
  readonly #session: SessionAudit;
  readonly #disruptions: DisruptionAudit;

  constructor(news: AuditNews, line: Line, session: SessionAudit) {
    this.#news = news;
    this.#line = line;
    this.#session = session;
    this.#disruptions = new DisruptionAudit(news, line);
  }

  /** Bytes came: before the messages that they complete are told. */
  bytes({ direction, offset, bytes, time, deliveredTime }: StreamBytes): void {
    const side = this.#line.sides[direction];
    const inside = isInside(side);
    if (inside) {
      side.head ??= headOf(side);
      const silence = deliveredTime - side.lastByte;
      if (silence > side.silence) side.silence = silence;
      if (silence > this.#T8) this.#lookForMessages(side, bytes);
    } else side.begun = time;
    side.tail = bytes;
    side.tailOffset = offset;
    side.bytesEnd = offset + bytes.length;
    side.lastByte = deliveredTime;
    if (side.inStep) this.#news.arm(deliveredTime + this.#T8 + GRACE);
  }

  /** A message is complete: what follows in its segment belongs to another. */
  framed({ direction, offset, length, carrier }: CapturedMessage): void {
    const side = this.#line.sides[direction];
    side.framedEnd = Math.max(side.framedEnd, offset + 4 + length);
    side.inStep = carrier === "HSMS";
    side.begun = side.lastByte;
    side.head = undefined;
    side.silence = 0;
    side.silenceTold = false;
    if (side.swallowed.length > 0) side.swallowed = [];
  }

  /** Bytes are missing. */
  gap(gap: StreamGap): void {
    const { direction, length, cause, time } = gap;
    const side = this.#line.sides[direction];
    this.#lose(side, time);
    side.bytesEnd = side.framedEnd = Math.max(side.bytesEnd, gap.offset + length);
    if (cause === "truncated" && side.cutShortTold) return; // once is enough: it holds for all long frames
    side.cutShortTold ||= cause === "truncated";
    this.#sayGap(gap);
  }

  #sayGap({ connection, direction, length, cause, time, offset }: StreamGap): void {
    const why = {
      lost: "",
      truncated: ": its frames were cut short when they were captured, and so may be others that are longer",
      memory: " (a limit of memory was reached)",
    }[cause];
    this.#news.say(
      "gap",
      { connection, direction, time },
      `${counted(length, "byte")} of ${this.#who(direction)} at offset ${numberText(offset)} of its stream ${
        length === 1 ? "is" : "are"
      } missing from the capture${why}`,
    );
  }

  /** Framing failed. */
  disruption(disruption: Disruption): void {
    const { direction, time, cause, offset, length } = disruption;
    const side = this.#line.sides[direction];
    this.#disruptions.tell(disruption, side);
    if (cause !== "noise") this.#lose(side, time);
    side.framedEnd = Math.max(side.framedEnd, offset + length);
  }

  /** A side has ended its stream. */
  ended({ direction, how, time }: Ended): void {
    const line = this.#line;
    if (line.closedBy !== undefined) return;
    if (how === "refused") this.#refused(direction, time);
    else {
      this.#session.connected();
      this.#close(direction, how, time);
    }
    line.closedBy = direction;
    endAll(this.#news, line, "disconnected", { control: true });
    if (line.carrier === "HSMS") this.#session.closed(time);
  }

  /** Timers that have run out by now. */
  elapsed(now: Time): void {
    const line = this.#line;
    if (line.closedBy !== undefined) return;
    for (const direction of [0, 1] as const) this.#expire(direction, now);
    if (this.#t7Deadline + GRACE <= now) this.#sayT7(undefined);
  }

  /** No timer runs out before. */
  get deadline(): Time {
    if (this.#line.closedBy !== undefined) return Infinity;
    const { sides } = this.#line;
    const ofMessages = sides.map((side) => this.#t8Deadline(side) + GRACE);
    const ofRequests = sides.flatMap(({ data, control }) => [data.deadline, control.deadline + GRACE]);
    const running = [this.#t7Deadline + GRACE, ...ofMessages, ...ofRequests];
    return Math.min(...running.filter((time) => !Number.isNaN(time)));
  }

  #expire(direction: Direction, now: Time): void {
    const line = this.#line, news = this.#news;
    const side = line.sides[direction];
    for (const open of side.data.expire(now)) sayT3(news, line, direction, open);
    for (const open of side.control.expire(now - GRACE)) sayT6(news, line, direction, open);
    for (const open of [...side.data.giveUp(now), ...side.control.giveUp(now - GRACE)]) {
      endTransaction(news, line, open, "no reply");
    }
    if (this.#t8Deadline(side) + GRACE <= now) this.#sayT8(direction, undefined);
  }

  #close(direction: Direction, how: "FIN" | "RST", time: Time): void {
    const line = this.#line, news = this.#news;
    const { T6 } = news.settings.timers;
    for (const asker of [0, 1] as const) {
      for (const open of line.sides[asker].control.expire(time + (1 - EARLY) * T6 * SECOND)) {
        sayT6(news, line, asker, open, direction);
        line.explained = true;
      }
    }
    if (this.#t7Deadline - time <= (1 - EARLY) * news.settings.timers.T7 * SECOND) this.#sayT7(direction);
    for (const silent of [0, 1] as const) {
      if (this.#t8Deadline(line.sides[silent]) - time <= (1 - EARLY) * this.#T8) {
        this.#sayT8(silent, direction);
      }
    }
    if (line.selected.size > 0 && !line.explained) this.#unannounced(direction, how);
  }

  #unannounced(direction: Direction, how: "FIN" | "RST"): void {
    const { connection } = this.#line;
    const who = this.#who(direction);
    if (how === "RST") {
      return this.#news.say("reset", { connection, direction }, `${who} reset the connection while SELECTED`);
    }
    this.#news.say(
      "no-separate",
      { connection, direction },
      `${who} closed the connection while SELECTED, without Separate.req`,
    );
  }

  #refused(direction: Direction, time: Time): void {
    const { connection } = this.#line;
    const server = direction === 0 ? connection.client : connection.server;
    this.#news.say(
      "connection-refused",
      { connection, direction, time },
      `${server} refused the connection of ${
        direction === 0 ? connection.server : connection.client
      }: nobody listens on that port`,
    );
  }

  get #T8(): Time {
    return this.#news.settings.timers.T8 * SECOND;
  }

  get #t7Deadline(): Time {
    const { carrier, selected, t7Told, stateKnown, unselectedSince, sides } = this.#line;
    if (carrier !== "HSMS" || selected.size > 0 || t7Told || !stateKnown) return Infinity;
    if (sides.some(({ lost }) => lost >= unselectedSince)) return Infinity; // select may have been in those bytes
    return unselectedSince + this.#news.settings.timers.T7 * SECOND;
  }

  #t8Deadline(side: Side): Time {
    return this.#line.carrier === "HSMS" && isInside(side) && !side.silenceTold
      ? side.lastByte + this.#T8
      : Infinity;
  }

  #sayT7(closer: Direction | undefined): void {
    const line = this.#line;
    line.t7Told = true;
    const { T7 } = this.#news.settings.timers;
    this.#news.say(
      "t7-not-selected",
      { connection: line.connection, time: line.unselectedSince + T7 * SECOND },
      `T7 of ${timerText(T7)} ran out: nobody selected on the connection of ${line.connection.client}` +
        closingWords(line, closer),
    );
  }

  #sayT8(direction: Direction, closer: Direction | undefined): void {
    const line = this.#line;
    const side = line.sides[direction];
    side.silenceTold = true;
    const { T8 } = this.#news.settings.timers;
    const had = side.bytesEnd - side.framedEnd;
    line.explained ||= closer !== undefined;
    this.#news.say(
      "t8-silence",
      { connection: line.connection, direction, time: side.lastByte + T8 * SECOND },
      `T8 of ${timerText(T8)} ran out inside ${this.#begunText(side)}: ${this.#who(direction)} sent ${
        counted(had, "byte")
      }, length field included, and then nothing` +
        closingWords(line, closer),
    );
  }

  /** `S1F13 Establish Communications Request sys=513, a message of 26 bytes`. */
  #begunText(side: Side): string {
    const head = side.head ?? headOf(side);
    if (head === undefined) return "a message";
    const size = `a message of ${counted(head.length, "byte")}`;
    return head.header === undefined
      ? size
      : `${titled(head.header, this.#news.settings.catalogue)}, ${size}`;
  }

  /** Bytes after a silence that are whole messages by themselves. */
  #lookForMessages(side: Side, bytes: Uint8Array): void {
    for (let at = 0; bytes.length - at >= 14 && side.swallowed.length < 8;) {
      const length = readU32(bytes, at);
      if (length < 10 || at + 4 + length > bytes.length) return;
      const header = readHeader(bytes, at + 4);
      if (header.pType !== 0 || header.sType > STYPE.SEPARATE_REQ) return;
      side.swallowed.push(withW(header));
      at += 4 + length;
    }
  }

  #lose(side: Side, time: Time): void {
    side.lost = time;
    side.hasLost = true;
    side.inStep = false;
  }

  #who(direction: Direction): string {
    return sideName(this.#line, direction);
  }
}

function withW(header: Header): string {
  const hasW = header.sType === STYPE.DATA && (header.byte2 & 0x80) !== 0;
  return `${typeText(header)}${hasW ? " W" : ""} ${systemBytesText(header.systemBytes)}`;
}

/** How the message begun now begins, where its first segment came last. */
function headOf({ tail, tailOffset, framedEnd }: Side): MessageHead | undefined {
  const at = framedEnd - tailOffset;
  if (at < 0 || tail.length - at < 4) return undefined;
  return { length: readU32(tail, at), header: tail.length - at < 14 ? undefined : readHeader(tail, at + 4) };
}

/** Whether a message has begun whose end has not come. */
function isInside(side: Side): boolean {
  return side.inStep && side.bytesEnd > side.framedEnd;
}
