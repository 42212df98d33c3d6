// The audit of a capture: both directions of every connection replayed through the rules of the protocol. What it finds
// comes out as it is found, so a capture may be a live one.
import { STYPE } from "../hsms/header.ts";
import { ConnectionAudit } from "./audit_connection.ts";
import { DataAudit } from "./audit_data.ts";
import { endAll } from "./audit_endings.ts";
import { KnownMessages } from "./audit_known.ts";
import { type Line, newLine, sideName } from "./audit_line.ts";
import { AuditNews, type AuditOutput } from "./audit_news.ts";
import { type AuditOptions, auditSettings } from "./audit_options.ts";
import { Secs1Audit } from "./audit_secs1.ts";
import { placeOf, Teller } from "./audit_teller.ts";
import { brief, duration, SECOND, timerText } from "./audit_words.ts";
import type {
  CapturedMessage,
  CaptureOutput,
  Carrier,
  Connection,
  Direction,
  StreamBytes,
  Time,
} from "../framing/model.ts";
import { SessionAudit } from "./session.ts";

interface Watched {
  readonly line: Line;
  readonly session: SessionAudit;
  readonly data: DataAudit;
  readonly transport: ConnectionAudit;
  readonly handshake: Secs1Audit;
}

/** Who was the host on the last connection to a server, and which connection that was. */
interface EarlierHost {
  readonly host: Direction;
  readonly connection: number;
}

/** Ended connections by the client's host and the server, at most. */
const MOST_ENDS = 4096;

/** Replays what a capture tells, and reports roles, states, transactions and findings. */
export class Audit {
  readonly #news: AuditNews;
  readonly #known: KnownMessages;
  readonly #watched: Map<number, Watched> = new Map();
  /** When the last connection of a client to a server ended. */
  readonly #ends: Map<string, Time> = new Map();

  readonly #hosts: Map<string, EarlierHost> = new Map();

  /** Throws `RangeError` for timers that are none. */
  constructor(options: AuditOptions = {}) {
    this.#news = new AuditNews(auditSettings(options));
    this.#known = new KnownMessages(this.#news.settings.catalogue);
  }

  /**
   * Takes the next fact. `bytes` are for T8 alone, and come before the messages that they complete; what an audit puts
   * out itself is ignored.
   */
  fact(fact: CaptureOutput | StreamBytes): void {
    switch (fact.type) {
      case "message":
        this.elapsed(fact.message.deliveredTime);
        return this.#message(fact.message);
      case "bytes":
        this.elapsed(fact.deliveredTime);
        return this.#bytes(this.#watch(fact.connection), fact);
      case "opened":
        this.elapsed(fact.connection.start);
        return this.#opened(fact.connection, fact.carrier);
      case "gap":
        this.elapsed(fact.time);
        return this.#watch(fact.connection).transport.gap(fact);
      case "disruption":
        this.elapsed(fact.time);
        return this.#watch(fact.connection).transport.disruption(fact);
      case "ended":
        this.elapsed(fact.time);
        return this.#ended(fact);
      case "forgotten":
        this.elapsed(fact.time);
        return this.#forget(fact.connection);
    }
  }

  /** When the next timer may run out: a live capture calls `elapsed` then. `Infinity` while none runs. */
  get deadline(): Time {
    return this.#news.deadline;
  }

  /** The capture has come so far in time: timers run out even when nothing is captured. */
  elapsed(now: Time): void {
    this.#clock(now);
    const news = this.#news;
    if (!(news.now >= news.deadline)) return;
    news.deadline = Infinity;
    for (const { transport, data } of this.#watched.values()) {
      transport.elapsed(news.now);
      data.orphans.release(news.now);
      news.arm(transport.deadline);
      news.arm(data.orphans.deadline);
    }
  }

  /** The capture has ended, at `time` where it has one: what is open stays so. */
  end(time: Time = this.#news.now): void {
    this.elapsed(time);
    for (const { line } of [...this.#watched.values()]) this.#forget(line.connection);
  }

  /** The next thing found, or `undefined` when there is nothing more to say. */
  poll(): AuditOutput | undefined {
    return this.#news.poll();
  }

  #clock(time: Time): void {
    if (!(time <= this.#news.now) && !Number.isNaN(time)) this.#news.now = time;
  }

  #opened(connection: Connection, carrier: Carrier = "HSMS"): void {
    const watched = this.#watch(connection);
    watched.line.carrier = carrier;
    if (connection.synFrame === undefined) return;
    this.#checkT5(connection);
    if (carrier === "HSMS") watched.session.opened(connection.start);
  }

  #ended(ended: Extract<CaptureOutput, { type: "ended" }>): void {
    const { connection, time } = ended;
    const { line, transport, data } = this.#watch(connection);
    data.orphans.release();
    if (line.closedBy === undefined) this.#rememberEnd(connection, time);
    transport.ended(ended);
  }

  #bytes({ line, transport, handshake }: Watched, fact: StreamBytes): void {
    if (line.carrier === "SECS-I") handshake.bytes(fact);
    else transport.bytes(fact);
  }

  #checkT5(connection: Connection): void {
    const ended = this.#ends.get(endKey(connection));
    const { T5 } = this.#news.settings.timers;
    if (ended === undefined || !(connection.start - ended < T5 * SECOND)) return;
    this.#news.say(
      "t5-early",
      { connection, direction: 0, time: connection.start },
      `${connection.client} connected to ${connection.server} ${
        duration(connection.start - ended)
      } after its last connection had ended, before T5 of ${timerText(T5)} had passed`,
    );
  }

  #rememberEnd(connection: Connection, time: Time): void {
    const key = endKey(connection);
    this.#ends.delete(key);
    this.#ends.set(key, time);
    if (this.#ends.size > MOST_ENDS) this.#ends.delete(this.#ends.keys().next().value!);
  }

  #message(message: CapturedMessage): void {
    const { line, session, data, transport } = this.#watch(message.connection);
    transport.framed(message);
    line.carrier = message.carrier;
    line.roles.message(message);
    this.#tellRoles(line);
    const { header } = message;
    if (header === undefined) return this.#tooShort(line, message);
    if (message.carrier === "HSMS") {
      session.assume(message);
      if (header.sType === STYPE.DATA || header.sType === STYPE.LINKTEST_REQ) {
        session.assumeAfterLoss(message);
      }
      if (line.closedBy !== undefined) return this.#afterClose(line, message);
      if (header.pType !== 0) this.#unknownPType(line, message);
      if (header.sType !== STYPE.DATA) return session.message(message);
    } else if (header.sType !== STYPE.DATA) return logged(message, session);
    data.message(message);
  }

  #tellRoles({ roles, connection }: Line): void {
    const news = roles.news();
    if (news === undefined) return;
    this.#news.put(news);
    if (news.host !== undefined) this.#rememberHost(connection, news.host);
  }

  /** Who is the host will be so again on the next connection to the same server. */
  #rememberHost({ server, index }: Connection, host: Direction): void {
    if (this.#hosts.size < MOST_ENDS || this.#hosts.has(server)) {
      this.#hosts.set(server, { host, connection: index });
    }
  }

  #tooShort(line: Line, message: CapturedMessage): void {
    line.explained = true;
    this.#news.say(
      "short-length",
      placeOf(message),
      `${sideName(line, message.direction)} sent a message length of ${message.length}, which is below 10`,
    );
  }

  #unknownPType(line: Line, message: CapturedMessage): void {
    const { pType } = message.header!;
    this.#news.say(
      "unknown-ptype",
      placeOf(message),
      `${sideName(line, message.direction)} sent ${
        brief(message.header!)
      } with PType ${pType}, which is not SECS-II`,
    );
  }

  #afterClose(line: Line, message: CapturedMessage): void {
    this.#news.say(
      "after-close",
      placeOf(message),
      `${sideName(line, message.direction)} sent ${brief(message.header!)} after ${
        sideName(line, line.closedBy!)
      } had closed the connection`,
    );
  }

  #forget(connection: Connection): void {
    const watched = this.#watched.get(connection.index);
    if (watched === undefined) return;
    this.#watched.delete(connection.index);
    watched.data.orphans.release();
    endAll(this.#news, watched.line, "open", { control: true });
  }

  #watch(connection: Connection): Watched {
    const known = this.#watched.get(connection.index);
    if (known !== undefined) return known;
    const news = this.#news;
    const line = newLine(connection, news.settings);
    const teller = new Teller(news, line);
    const session = new SessionAudit(teller);
    const transport = new ConnectionAudit(news, line, session);
    const watched = {
      line,
      session,
      data: new DataAudit(teller, this.#known),
      transport,
      handshake: new Secs1Audit(teller),
    };
    const earlier = this.#hosts.get(connection.server);
    if (earlier !== undefined) line.roles.earlier(earlier.host, earlier.connection);
    this.#watched.set(connection.index, watched);
    this.#tellRoles(line);
    return watched;
  }
}

/** A control message of a log says something only with its whole header; without system bytes it pairs with nothing. */
function logged(message: CapturedMessage, session: SessionAudit): void {
  if (message.absent !== undefined) return;
  session.assume(message);
  session.message(message);
}

/** A client keeps its host and changes its port. */
function endKey({ client, server }: Connection): string {
  return `${client.slice(0, client.lastIndexOf(":"))} ${server}`;
}
