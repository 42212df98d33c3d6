// Control messages of HSMS, held against the states of both sides: select, deselect, linktest, separate, reject. E37.
import { CONTROL_SESSION, type Header, STYPE } from "../hsms/header.ts";
import { deselectStatusName, selectStatusName } from "../hsms/names.ts";
import { ControlAudit } from "./audit_control.ts";
import { checkLate, endAll, endTransaction } from "./audit_endings.ts";
import { isUnseen, type Line, sideName } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import { placeOf, type Teller } from "./audit_teller.ts";
import { brief, opposite, SECOND } from "./audit_words.ts";
import type { CapturedMessage, SessionState, Time } from "../framing/model.ts";
import type { OpenTransaction } from "./transactions.ts";

/** The control messages of a connection. */
export class SessionAudit {
  readonly #teller: Teller;
  readonly #forms: ControlAudit;
  readonly #news: AuditNews;
  readonly #line: Line;

  constructor(teller: Teller) {
    this.#teller = teller;
    this.#forms = new ControlAudit(teller);
    this.#news = teller.news;
    this.#line = teller.line;
  }

  /** Somebody connects: what comes of it shows in what follows. */
  opened(time: Time): void {
    this.#line.unselectedSince = time;
    this.#line.pending = true;
    this.#armT7();
  }

  /** The connection is there, as what follows shows. */
  connected(): void {
    const line = this.#line;
    if (!line.pending) return;
    line.pending = false;
    this.#tell("NOT SELECTED", CONTROL_SESSION, line.connection.start);
  }

  /** A connection that was there before the capture is taken to be selected, unless the first message says otherwise. */
  assume(message: CapturedMessage): void {
    const line = this.#line;
    this.connected();
    if (line.stateKnown) return;
    line.stateKnown = true;
    const unselected = message.header?.sType === STYPE.SELECT_REQ;
    if (unselected) this.#setUnselected(message.deliveredTime); // nothing was said before
    else {
      this.#sayMidStream();
      line.selected.add(CONTROL_SESSION);
    }
    this.#tell(unselected ? "NOT SELECTED" : "SELECTED", CONTROL_SESSION, message.time, undefined, true);
  }

  /** Data on a connection whose select may lie in bytes that are missing: it is taken to be selected. */
  assumeAfterLoss({ time, direction }: CapturedMessage): void {
    const line = this.#line;
    if (line.selected.size > 0 || line.closedBy !== undefined || line.separatedBy !== undefined) return;
    const isLost = line.sides.some(({ lost }) => lost >= line.unselectedSince);
    if (!isLost && !isUnseen(line, opposite(direction))) return;
    line.selected.add(CONTROL_SESSION);
    this.#tell("SELECTED", CONTROL_SESSION, time, undefined, true);
  }

  #sayMidStream(): void {
    const { connection, carrier } = this.#line;
    const { client, server, firstFrame, start } = connection;
    if (firstFrame === 0 || carrier === "log") return; // no packets: nothing tells where it begins
    this.#news.say(
      "mid-stream",
      { connection, time: start },
      `the capture begins inside the connection of ${client} and ${server}: it is taken to be SELECTED`,
    );
  }

  /** A control message of a known or unknown type. */
  message(message: CapturedMessage): void {
    const header = message.header!;
    this.#forms.check(message, header);
    switch (header.sType) {
      case STYPE.SELECT_REQ:
      case STYPE.DESELECT_REQ:
      case STYPE.LINKTEST_REQ:
        return this.#request(message, header);
      case STYPE.SELECT_RSP:
      case STYPE.DESELECT_RSP:
      case STYPE.LINKTEST_RSP:
        return this.#response(message, header);
      case STYPE.REJECT_REQ:
        return this.#forms.reject(message, header);
      case STYPE.SEPARATE_REQ:
        return this.#separate(message, header);
    }
    this.#teller.say(
      "unknown-stype",
      message,
      `${this.#teller.who(message)} sent a message with SType ${header.sType}, which is not defined`,
    );
    this.#remember(message, header, true);
  }

  /** Says what the end of the connection means for the state. */
  closed(time: Time): void {
    const { selected, pending } = this.#line;
    this.#line.pending = false;
    if (pending) return;
    for (const session of selected.size > 0 ? [...selected] : [CONTROL_SESSION]) {
      this.#tell("NOT CONNECTED", session, time);
    }
    selected.clear();
  }

  #request(message: CapturedMessage, header: Header): void {
    const side = this.#line.sides[message.direction];
    const faulty = header.pType !== 0;
    const before = side.control.take(header.systemBytes);
    if (before !== undefined) {
      endTransaction(this.#news, this.#line, before, "no reply");
      this.#duplicate(message, header, before);
    }
    const { index, time } = message;
    const whileSelected = this.#line.selected.has(keyOfSession(header.session));
    const open = { index, header, time, overdue: false, faulty, twin: undefined, whileSelected };
    const over = side.control.add(header.systemBytes, open);
    if (over !== undefined) endTransaction(this.#news, this.#line, over, "no reply");
    this.#news.arm(time + this.#news.settings.timers.T6 * SECOND);
    this.#remember(message, header, faulty);
    if (header.sType === STYPE.SELECT_REQ) this.#selectRequest(message, header);
    else if (header.sType === STYPE.DESELECT_REQ) this.#deselectRequest(message, header);
    else this.#linktestRequest(message, header);
  }

  #duplicate(message: CapturedMessage, header: Header, before: OpenTransaction): void {
    this.#news.say(
      "duplicate-system-bytes",
      { ...placeOf(message), messages: [message.index, before.index] },
      `${this.#teller.who(message)} sent ${brief(header)} while its ${brief(before.header)} was open`,
    );
  }

  #selectRequest(message: CapturedMessage, header: Header): void {
    const { roles } = this.#line;
    this.#line.selecting = message.direction;
    if (roles.active !== undefined && message.direction !== roles.active && isSingle(header)) {
      this.#teller.say(
        "select-by-passive",
        message,
        `${this.#teller.who(message)} sent ${brief(header)}, though it did not open the connection`,
      );
    }
  }

  #deselectRequest(message: CapturedMessage, header: Header): void {
    if (!isSingle(header)) return;
    this.#teller.say(
      "deselect",
      message,
      `${this.#teller.who(message)} sent ${brief(header)}; HSMS-SS ends a session by Separate.req`,
    );
  }

  #linktestRequest(message: CapturedMessage, header: Header): void {
    if (this.#line.selected.size > 0 || this.#crossing(message)) return;
    this.#teller.say(
      "linktest-not-selected",
      message,
      `${this.#teller.who(message)} sent ${brief(header)} while NOT SELECTED`,
    );
  }

  #response(message: CapturedMessage, header: Header): void {
    const asker = this.#line.sides[opposite(message.direction)];
    const open = asker.control.get(header.systemBytes);
    if (open === undefined || open.header.sType !== header.sType - 1) {
      return this.#unsolicited(message, header);
    }
    asker.control.take(header.systemBytes);
    endTransaction(this.#news, this.#line, open, "reply", message);
    checkLate(this.#news, this.#line, open, message);
    if (open.header.pType !== 0) this.#acceptedPType(message, open.header);
    if (header.sType === STYPE.SELECT_RSP) this.#selectResponse(message, header, open);
    if (header.sType === STYPE.DESELECT_RSP) this.#deselectResponse(message, header, open);
  }

  #unsolicited(message: CapturedMessage, header: Header): void {
    this.#remember(message, header, true);
    const other = this.#line.sides[opposite(message.direction)];
    if (isUnseen(this.#line, opposite(message.direction))) return;
    if (other.hasLost) {
      return this.#teller.say(
        "request-not-captured",
        message,
        `the request that ${brief(header)} answers is not in the capture`,
      );
    }
    this.#teller.say(
      "unsolicited-answer",
      message,
      `${this.#teller.who(message)} sent ${brief(header)}, but no such request is open`,
    );
  }

  #acceptedPType(message: CapturedMessage, request: Header): void {
    this.#teller.say(
      "ptype-accepted",
      message,
      `${this.#teller.who(message)} answered ${
        brief(request)
      } though its PType ${request.pType} is not SECS-II`,
    );
  }

  #selectResponse(message: CapturedMessage, { byte3, session }: Header, open: OpenTransaction): void {
    this.#line.selecting = undefined;
    const was = this.#line.selected.has(keyOfSession(session));
    if (byte3 === 0) {
      const { carrier, sides } = this.#line; // a log does not tell of connections lost
      if (open.whileSelected && carrier !== "log" && !sides.some(({ hasLost }) => hasLost)) {
        this.#duplicateSelect(message, byte3, open);
      }
      return this.#setSelected(message, keyOfSession(session));
    }
    if (was && (byte3 === 1 || byte3 === 6)) return this.#duplicateSelect(message, byte3, open);
    this.#teller.say(
      "select-refused",
      message,
      `${this.#teller.who(message)} refused ${brief(open.header)} with status ${byte3} (${
        selectStatusName(byte3)
      })`,
      open,
    );
  }

  #duplicateSelect(message: CapturedMessage, status: number, open: OpenTransaction): void {
    this.#teller.say(
      "duplicate-select",
      message,
      `${sideName(this.#line, opposite(message.direction))} sent ${
        brief(open.header)
      } while selected; it was ` +
        `answered with status ${status} (${selectStatusName(status)})`,
      open,
    );
  }

  #deselectResponse(message: CapturedMessage, { byte3, session }: Header, open: OpenTransaction): void {
    this.#line.separatedBy = undefined;
    if (byte3 === 0) return this.#setDeselected(message, keyOfSession(session));
    this.#teller.say(
      "deselect-refused",
      message,
      `${this.#teller.who(message)} answered ${brief(open.header)} with status ${byte3} (${
        deselectStatusName(byte3)
      })`,
      open,
    );
  }

  #separate(message: CapturedMessage, header: Header): void {
    const line = this.#line;
    const session = keyOfSession(header.session);
    if (line.selected.size === 0) {
      const crossed = this.#crossing(message);
      const kind = crossed ? "crossed-separate" : "separate-not-selected";
      const when = crossed ? "after the other side had sent one" : "while NOT SELECTED";
      return this.#teller.say(kind, message, `${this.#teller.who(message)} sent ${brief(header)} ${when}`);
    }
    line.separatedBy = message.direction;
    this.#setDeselected(message, line.selected.has(session) ? session : [...line.selected][0]);
  }

  /** Whether it comes from the side that did not separate, which may not have known yet. */
  #crossing(message: CapturedMessage): boolean {
    const { separatedBy } = this.#line;
    return separatedBy !== undefined && separatedBy !== message.direction;
  }

  #setSelected(message: CapturedMessage, session: number): void {
    const line = this.#line;
    line.separatedBy = undefined;
    if (line.selected.has(session)) return;
    line.selected.add(session);
    this.#tell("SELECTED", session, message.time, message.index);
  }

  #setDeselected(message: CapturedMessage, session: number): void {
    const line = this.#line;
    if (!line.selected.delete(session)) return;
    this.#tell("NOT SELECTED", session, message.time, message.index);
    if (line.selected.size > 0) return;
    endAll(this.#news, line, "deselected", { control: false });
    this.#setUnselected(message.deliveredTime);
  }

  #setUnselected(time: Time): void {
    this.#line.unselectedSince = time;
    this.#line.t7Told = false;
    this.#armT7();
  }

  #armT7(): void {
    this.#news.arm(this.#line.unselectedSince + this.#news.settings.timers.T7 * SECOND);
  }

  #remember({ index, direction }: CapturedMessage, header: Header, faulty: boolean): void {
    this.#line.sides[direction].recent.add({ index, header, faulty, answered: false });
  }

  #tell(state: SessionState["state"], session: number, time: Time, message?: number, assumed?: true): void {
    const { connection } = this.#line;
    this.#news.put({
      type: "state",
      connection,
      session,
      time,
      state,
      ...(message !== undefined && { message }),
      ...(assumed !== undefined && { assumed }),
    });
  }
}

/** Whether a control message is one of HSMS-SS; some stacks mask its session id to 15 bits. */
function isSingle({ session }: Header): boolean {
  return keyOfSession(session) === CONTROL_SESSION;
}

function keyOfSession(session: number): number {
  return session === 0x7fff ? CONTROL_SESSION : session;
}
