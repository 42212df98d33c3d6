// What one connected line consists of while it lasts: E4's message protocol on top of its block transfer protocol.
import {
  type DataMessage,
  type DiscardReason,
  headerOf,
  type LinkNews,
  type NoReplyReason,
  type Primary,
  reportedHeader,
} from "../link.ts";
import { type BlockHeader, readBlockHeader } from "./block.ts";
import { NO_BYTES } from "./bytes.ts";
import { type Arrival, Incoming } from "./incoming.ts";
import { Line, type LineEvent } from "./line.ts";
import type { EntityNews } from "./news.ts";
import type { Settings } from "./options.ts";
import { type BlocksHeader, firstHeader, Outgoing } from "./outgoing.ts";
import { answers, type Transaction, type Transactions } from "./transactions.ts";

type News = LinkNews | EntityNews;

/** What a message says of itself. */
export type MessageHeader = Omit<BlocksHeader, "reverse">;

/** Messages on one line, from its connection to its end. */
export class Conversation {
  readonly line: Line;
  readonly incoming: Incoming;
  readonly outgoing: Outgoing = new Outgoing();
  readonly #settings: Settings;
  readonly #transactions: Transactions;
  readonly #tell: (news: News) => void;

  constructor(settings: Settings, transactions: Transactions, tell: (news: News) => void) {
    const { timers: { T1, T2 }, master, RTY } = settings;
    this.line = new Line({ master, RTY, T1, T2 });
    this.incoming = new Incoming(settings);
    this.#settings = settings;
    this.#transactions = transactions;
    this.#tell = tell;
  }

  /** Reads up to the next event and handles it; gives the line its next block. False when there is nothing left to do. */
  step(now: number): boolean {
    if (this.line.free && this.outgoing.current !== undefined) this.line.send(this.outgoing.block());
    const event = this.line.next(now);
    if (event !== undefined) this.handle(event, now);
    return event !== undefined;
  }

  /** Does what a line's event calls for. */
  handle(event: LineEvent, now: number): void {
    switch (event.type) {
      case "block":
        for (const arrival of this.incoming.take(event.bytes, now)) this.arrived(arrival);
        return;
      case "acknowledged":
        return this.#acknowledged(now);
      case "given up":
        return this.#givenUp();
      default:
        return this.#tell(event);
    }
  }

  /** Queues a message. The R-bit is that of our role, and `primary` the one that waits for a reply to it. */
  append(header: MessageHeader, text: Uint8Array = NO_BYTES, primary?: Primary): void {
    this.outgoing.append({ ...header, reverse: this.#settings.role === "equipment" }, text, primary);
  }

  // ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────

  #acknowledged(now: number): void {
    const message = this.outgoing.acknowledged();
    if (message === undefined) return;
    const { header, text, primary } = message;
    if (primary !== undefined) this.#transactions.sent(primary, header.systemBytes, now);
    if (this.#settings.trace) this.#tell({ type: "sent", header: firstHeader(header, text), text });
  }

  /** The message ends with its block: a communication failure. E4. */
  #givenUp(): void {
    const header = this.outgoing.header();
    const { primary, header: { systemBytes } } = this.outgoing.drop();
    this.#tell({ type: "send failed", systemBytes, header });
    const transaction = this.#transactions.get(systemBytes);
    // A reply that has begun says that the primary has arrived.
    if (transaction === undefined || transaction.primary !== primary || transaction.begun) return;
    this.fail(transaction, "send failure");
  }

  // ── Receiving ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Does what received blocks have led to. */
  arrived(arrival: Arrival): void {
    switch (arrival.type) {
      case "message":
        return this.#received(arrival.message);
      case "begun":
        return this.#begun(arrival.header);
      case "duplicate":
        return this.#tell(arrival);
      case "discarded":
        return this.#discarded(arrival.reason, arrival.header);
    }
  }

  #received(message: DataMessage): void {
    const { text } = message;
    if (this.#settings.trace) this.#tell({ type: "received", header: headerOf(message), text });
    if ((message.function & 1) === 1) return this.#receivePrimary(message);
    if (message.replyExpected) {
      this.#tell({ type: "fault", fault: "W-bit on secondary", header: headerOf(message) });
    }
    this.#receiveSecondary(message);
  }

  /** A message of stream 9 ends the transaction it reports, and is a primary all the same. E5. */
  #receivePrimary(message: DataMessage): void {
    const reported = message.stream === 9 ? reportedHeader(message) : undefined;
    if (reported !== undefined) this.#endReported(readBlockHeader(reported), message);
    this.#tell({ type: "message", message });
  }

  #endReported({ systemBytes, stream, function: fn }: BlockHeader, message: DataMessage): void {
    const transaction = this.#transactions.get(systemBytes), primary = transaction?.primary;
    if (primary?.stream === stream && primary.function === fn) {
      this.fail(transaction!, "stream 9", headerOf(message));
    }
  }

  #receiveSecondary(message: DataMessage): void {
    const transaction = this.#transactions.get(message.systemBytes);
    if (transaction === undefined) {
      const reason = this.#transactions.hasEnded(message.systemBytes) ? "late" : "no transaction";
      return this.#tell({ type: "unmatched", message, reason });
    }
    if (!answers(message, transaction)) {
      this.fail(transaction, "mismatch", headerOf(message));
      return this.#tell({ type: "unmatched", message, reason: "stream/function" });
    }
    if (message.function === 0) return this.fail(transaction, "aborted", headerOf(message));
    this.#transactions.close(transaction);
    this.#tell({ type: "reply", primary: transaction.primary, message });
  }

  /** The first block of a reply ends T3; from here on T4 watches. E4. */
  #begun(header: BlockHeader): void {
    const transaction = this.#replyTo(header);
    if (transaction !== undefined) this.#transactions.begin(transaction);
  }

  #discarded(reason: DiscardReason, header: Uint8Array): void {
    this.#tell({ type: "discarded", reason, header });
    const transaction = ENDED.has(reason) ? this.#replyTo(readBlockHeader(header)) : undefined;
    if (transaction !== undefined) this.fail(transaction, "receive failure", header);
  }

  #replyTo(header: BlockHeader): Transaction | undefined {
    if ((header.function & 1) === 1) return undefined;
    const transaction = this.#transactions.get(header.systemBytes);
    return transaction !== undefined && answers(header, transaction) ? transaction : undefined;
  }

  /** No reply will come. */
  fail(transaction: Transaction, reason: NoReplyReason, header?: Uint8Array): void {
    const { primary, systemBytes } = transaction;
    this.#transactions.abandon(transaction);
    this.#tell({ type: "noReply", primary, systemBytes, reason, header });
  }

  #timeout(transaction: Transaction): void {
    const { primary, systemBytes } = transaction, { role, session } = this.#settings;
    const { session: device = session, stream, function: fn, text = NO_BYTES } = primary;
    const named = { device, stream, function: fn, replyExpected: true, systemBytes };
    const sent = firstHeader({ ...named, reverse: role === "equipment" }, text);
    this.#transactions.abandon(transaction);
    this.#tell({ type: "noReply", primary, systemBytes, reason: "T3", sent });
  }

  // ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The earliest time at which T1, T2, T3 or T4 runs out; `silent` while silence is not the peer's fault. */
  deadline(silent: boolean): number {
    const { deadline } = this.#transactions;
    return silent ? deadline : Math.min(deadline, this.line.expires, this.incoming.deadline);
  }

  /** Ends what has run out by `now`. */
  elapsed(now: number, silent: boolean): void {
    for (const transaction of this.#transactions.expired(now)) this.#timeout(transaction);
    if (silent) return;
    for (const arrival of this.incoming.expired(now)) this.arrived(arrival);
    const event = this.line.elapsed(now);
    if (event !== undefined) this.handle(event, now);
  }

  /** Silence is the peer's fault again: its timers begin anew. */
  restart(now: number): void {
    this.line.restart(now);
    this.incoming.restart(now);
  }
}

/** What ends a message that had begun, for good. */
const ENDED: ReadonlySet<DiscardReason> = /* @__PURE__ */ new Set(["length", "too many", "T4"] as const);
