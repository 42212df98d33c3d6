// What one TCP connection of an entity consists of while it lasts, and the few acts every procedure is made of:
// tell news, write a message, enter and leave a session, refuse a message, end the connection.
import type { LinkNews, NoReplyReason } from "../link.ts";
import { NO_BYTES } from "./bytes.ts";
import { type ControlTransaction, ControlTransactions, REQUEST_STYPE } from "./control.ts";
import { CONTROL_SESSION, controlHeader, encodeHeader, type Header, rejectHeader } from "./header.ts";
import { Framer } from "./framer.ts";
import type { Cause, ControlOutcome, ControlRequest, EntityNews, Fault, State } from "./news.ts";
import type { Settings } from "./options.ts";
import { Outgoing } from "./outgoing.ts";
import type { Transaction } from "./transaction_table.ts";
import { Transactions } from "./transactions.ts";

type News = LinkNews | EntityNews;

/** The state of an entity: a connection or none, a set of selected sessions, open transactions, what is to be told. */
export class Association {
  readonly settings: Settings;
  /** Time of the fact or command being handled. */
  now = 0;
  /** What cuts the received bytes into messages; there is one while CONNECTED. */
  framer: Framer | undefined;
  /** Why the connection is to be closed, once what was written before has been ordered. */
  closing: Cause | undefined;
  /** The sessions selected; in HSMS-SS and plain HSMS at most the one. */
  readonly selected: Set<number> = new Set();
  /** Whether a session has been selected on this connection. */
  wasSelected = false;
  readonly transactions: Transactions;
  readonly control: ControlTransactions;
  readonly outgoing: Outgoing = new Outgoing();
  /** When bytes were last received, or reading was resumed: T8 and the linktest interval follow from it. */
  lastReceipt: number = 0;
  /** Whether reading has stopped. */
  paused = false;
  /** When T7 runs out. */
  T7: number = Infinity;
  /** Linktests in a row that T6 has ended. */
  linktestsLost = 0;
  /** When the last Linktest.req was sent. */
  lastLinktest: number = 0;
  /** Responses and rejects that wait for a blocked socket. */
  answersWaiting = 0;
  /** Since when the socket has been blocked; `Infinity` while it is not. */
  blockedSince: number = Infinity;
  /** When the first of the messages that wait was appended. */
  waitingSince: number = 0;

  #news: News[] = [];
  #taken = 0;
  #nextSystemBytes: number;
  #lastClosed: number = -1;

  constructor(settings: Settings) {
    this.settings = settings;
    this.transactions = new Transactions(settings.timers.T3);
    this.control = new ControlTransactions(settings.timers.T6);
    this.#nextSystemBytes = settings.systemBytes;
  }

  get connected(): boolean {
    return this.framer !== undefined;
  }

  get state(): State {
    if (this.framer === undefined) return "NOT CONNECTED";
    return this.selected.size > 0 ? "SELECTED" : "NOT SELECTED";
  }

  /** Whether data may flow in this session. */
  isSelected(session: number): boolean {
    return this.settings.profile.perSession ? this.selected.has(session) : this.selected.size > 0;
  }

  /** The session a control message is about: the one it names in HSMS-GS, otherwise the only one. */
  sessionOf(header: Header): number {
    return this.settings.profile.perSession ? header.session : this.settings.session;
  }

  tell(news: News): void {
    this.#news.push(news);
  }

  takeNews(): News | undefined {
    if (this.#taken < this.#news.length) return this.#news[this.#taken++];
    if (this.#taken > 0) {
      this.#news = [];
      this.#taken = 0;
    }
    return undefined;
  }

  fault(fault: Fault, header?: Header): void {
    this.tell({ type: "fault", fault, header });
  }

  // ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Appends a message to what will be written. */
  write(header: Header, text?: Uint8Array): void {
    if (this.outgoing.size === 0) this.waitingSince = this.now;
    this.outgoing.append(header, text);
    if (this.settings.trace) {
      this.tell({ type: "sent", header: encodeHeader(header), text: text ?? NO_BYTES });
    }
  }

  /** Writes an answer of the protocol's own. A peer that asks on but does not read would fill the memory. */
  #answer(header: Header): void {
    this.write(header);
    if (this.blockedSince === Infinity) return;
    if (++this.answersWaiting > MOST_ANSWERS_WAITING) this.close("queue overflow");
  }

  /** Since when the timers of a message written now run: at once, or from `drained` on. */
  get timersFrom(): number {
    return this.blockedSince === Infinity ? this.now : Infinity;
  }

  /** Sends a control request and starts T6. */
  request(request: ControlRequest, session: number): number {
    const systemBytes = this.nextSystemBytes();
    const named = this.settings.profile.perSession && request !== "Linktest.req" ? session : CONTROL_SESSION;
    this.write(controlHeader(REQUEST_STYPE[request], systemBytes, named));
    this.control.open(request, session, systemBytes, this.now, this.timersFrom);
    return systemBytes;
  }

  /** Answers a control request: session id and system bytes are those of the request. */
  respond(to: Header, sType: number, status = 0): void {
    this.#answer(controlHeader(sType, to.systemBytes, to.session, status));
  }

  /** System bytes that differ from those of every open transaction and of the one ended last. E37. */
  nextSystemBytes(): number {
    let next = this.#nextSystemBytes;
    while (this.isOpen(next) || next === this.#lastClosed) next = (next + 1) >>> 0;
    this.#nextSystemBytes = (next + 1) >>> 0;
    return next;
  }

  isOpen(systemBytes: number): boolean {
    return this.transactions.has(systemBytes) || this.control.get(systemBytes) !== undefined;
  }

  // ── Sessions ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** The session is selected from here on, before anything else is read or written. E37. */
  enter(session: number, cause: Cause): void {
    const from = this.state;
    this.selected.add(session);
    this.wasSelected = true;
    this.T7 = Infinity;
    if (from === "NOT SELECTED") this.tell({ type: "state", from, to: "SELECTED", cause });
    this.tell({ type: "selected", session });
  }

  /** The session has ended; the last one to go starts T7. */
  leave(session: number, cause: Cause): void {
    if (!this.selected.delete(session)) return;
    this.#endTransactions(this.settings.profile.perSession ? session : undefined, "deselected");
    this.tell({ type: "deselected", session });
    if (this.selected.size > 0) return;
    this.T7 = this.now + this.settings.timers.T7;
    this.tell({ type: "state", from: "SELECTED", to: "NOT SELECTED", cause });
  }

  // ── Beginning and end ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A connection is there: NOT SELECTED, T7 runs. */
  begin(): void {
    this.framer = new Framer(this.settings.limits.messageLength);
    this.wasSelected = false;
    this.lastReceipt = this.lastLinktest = this.now;
    this.T7 = this.now + this.settings.timers.T7;
    this.tell({ type: "state", from: "NOT CONNECTED", to: "NOT SELECTED", cause: "TCP connected" });
  }

  /** The reply has come. */
  complete({ systemBytes }: Transaction): void {
    this.#lastClosed = systemBytes;
    this.transactions.close(systemBytes);
  }

  /** No reply will come. */
  fail({ primary, systemBytes }: Transaction, reason: NoReplyReason, header?: Uint8Array): void {
    this.abandon(systemBytes);
    this.tell({ type: "noReply", primary, systemBytes, reason, header });
  }

  /** Nobody waits for the reply any more: when it comes, it is late. */
  abandon(systemBytes: number): void {
    this.#lastClosed = systemBytes;
    this.transactions.abandon(systemBytes);
  }

  /** A control transaction has ended. */
  endControl(
    { request, session, systemBytes, sent }: ControlTransaction,
    outcome: ControlOutcome,
    status?: number,
  ): void {
    this.#lastClosed = systemBytes;
    const milliseconds = this.now - sent;
    this.tell({ type: "control", request, session, systemBytes, outcome, status, milliseconds });
  }

  /** Answers an unacceptable message with Reject.req, or ends the connection where Reject is not used. E37. */
  refuse(header: Header, reason: number): void {
    if (this.settings.reject) this.#answer(rejectHeader(header, reason));
    else this.close("protocol violation");
  }

  /** Ends the connection: what waits is still written, unless the socket is blocked. Nothing more is read. */
  close(cause: Cause): void {
    if (this.framer === undefined) return;
    this.end(cause);
    this.closing = cause;
  }

  /** Nothing is left of the connection; what waited to be written is lost. */
  forget(): void {
    this.closing = undefined;
    this.unblock();
    this.outgoing.clear();
  }

  /** The socket takes bytes again. */
  unblock(): void {
    this.blockedSince = Infinity;
    this.answersWaiting = 0;
  }

  /** The connection is no more: every transaction and session ends, every timer stops. */
  end(cause: Cause): void {
    const from = this.state;
    this.#endTransactions(undefined, "disconnected");
    for (const open of this.control.takeAll()) this.endControl(open, "disconnected");
    for (const session of this.selected) this.tell({ type: "deselected", session });
    this.selected.clear();
    this.framer = undefined;
    this.T7 = Infinity;
    this.paused = false;
    this.linktestsLost = 0;
    this.tell({ type: "state", from, to: "NOT CONNECTED", cause });
  }

  #endTransactions(session: number | undefined, reason: NoReplyReason): void {
    for (const transaction of this.transactions.takeAll(session)) this.fail(transaction, reason);
  }
}

/** How many answers of the protocol's own may wait for a blocked socket. */
const MOST_ANSWERS_WAITING = 4096;
