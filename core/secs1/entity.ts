// One side of a SECS-I line, as a machine. Facts and commands go in, orders and news come out.
//
// How it works:
//  1. `received` only stores. Each `poll` handles at most one event of the line, so state changes before the next.
//  2. There is a conversation while the line is connected: a line, partial messages, messages to send. Otherwise none.
//  3. News come first, then one `write` with everything appended meanwhile, then `disconnect` when one is due.
//  4. Every timer is derived from its place, and `deadline` is the earliest.
import type { DataMessage, Link, Primary } from "../link.ts";
import { Separation } from "../separation.ts";
import { joined } from "./bytes.ts";
import { Conversation, type MessageHeader } from "./conversation.ts";
import type { Cause, EntityNews, EntityOutput, State } from "./news.ts";
import { type EntityOptions, type Settings, settle, unusualParameters } from "./options.ts";
import { checkPrimary, checkReply } from "./requests.ts";
import { Transactions } from "./transactions.ts";

/** Where the connection stands, seen from its owner. */
type Phase =
  | "stopped"
  /** T5 runs. */
  | "separated"
  /** `connect` is ordered. */
  | "connecting"
  | "connected"
  /** `disconnect` is ordered, or will be after the last `write`. */
  | "disconnecting";

type News = Exclude<EntityOutput, { type: "connect" | "write" | "disconnect" }>;

/**
 * One side of a SECS-I line (E4), over a serial port or over TCP. There are no sessions: `selected` is told when the
 * line is connected, `deselected` when it is lost.
 *
 * - What it is: `state`, `stateOf`, `deadline`, `queuedBytes`, `openTransactions`.
 * - What happened: `connected`, `received`, `blocked`, `drained`, `paused`, `resumed`, `disconnected`, `elapsed`.
 * - What the application wants: `start`, `send`, `reply`, `cancel`, `stop`.
 * - What to do next: `poll` until it gives `undefined`.
 */
export class Entity implements Link<EntityNews> {
  readonly #settings: Settings;
  readonly #transactions: Transactions;
  readonly #separation: Separation;
  #phase: Phase = "stopped";
  #stopping = false;
  #idle = true;
  #now = 0;
  #conversation: Conversation | undefined;
  #reconnectAt = Infinity;
  #blockedSince = Infinity;
  #paused = false;
  /** What is still written before `disconnect`: an ACK that the peer waits for. */
  #farewell: Uint8Array<ArrayBuffer>[] = [];
  #order: "connect" | "disconnect" | undefined;
  #news: News[] = [];

  /** Throws `RangeError` or `TypeError` for options that cannot be. */
  constructor(options: EntityOptions) {
    this.#settings = settle(options);
    this.#transactions = new Transactions(this.#settings.timers.T3, this.#settings.systemBytes);
    this.#separation = new Separation(this.#settings.timers.T5, options.backOff);
  }

  // ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────

  /** State of the line. */
  get state(): State {
    return this.#conversation === undefined ? "NOT CONNECTED" : "SELECTED";
  }

  /** State of the line, whatever the session. */
  stateOf(_session: number): State {
    return this.state;
  }

  /** Bytes of the messages that are not yet sent whole. */
  get queuedBytes(): number {
    return this.#conversation?.outgoing.size ?? 0;
  }

  /** Number of primaries that wait for a reply. */
  get openTransactions(): number {
    return this.#transactions.size;
  }

  /** Whether a primary with these system bytes waits for a reply. */
  isOpen(systemBytes: number): boolean {
    return this.#transactions.get(systemBytes) !== undefined;
  }

  /** The options with every default filled in, timers in milliseconds. */
  get settings(): Settings {
    return this.#settings;
  }

  /** When the next timer runs out; `Infinity` while none runs. */
  get deadline(): number {
    if (this.#conversation === undefined) return this.#reconnectAt;
    return Math.min(this.#conversation.deadline(this.#silent), this.#writeDeadline);
  }

  get #writeDeadline(): number {
    return this.#blockedSince + this.#settings.timers.write;
  }

  /** Whether silence is not the peer's fault: it may be ours. */
  get #silent(): boolean {
    return this.#paused || this.#blockedSince !== Infinity;
  }

  // ── What happened ────────────────────────────────────────────────────────────────────────────────────────────

  /** The line is there, and can be used. */
  connected(now: number): void {
    const impossible = this.#phase !== "connecting";
    this.#fact("connected", now, impossible && "Cannot be connected: no connection was ordered");
    this.#phase = "connected";
    this.#conversation = new Conversation(this.#settings, this.#transactions, (news) => this.#tell(news));
    this.#tell({ type: "state", from: "NOT CONNECTED", to: "SELECTED", cause: "connected" });
    this.#tell({ type: "selected", session: this.#settings.session });
  }

  /** Stores a chunk, which belongs to the entity from now on. */
  received(chunk: Uint8Array, now: number): void {
    const none = this.#conversation === undefined && this.#phase !== "disconnecting";
    this.#fact("received", now, none && "Cannot receive: not connected");
    const line = this.#conversation?.line;
    line?.push(this.#blockedSince === Infinity || line.state !== "wait ACK" ? chunk : line.overtaking(chunk));
  }

  /** The socket, or the line, has not taken all of the last write: T1, T2 and T4 wait. */
  blocked(now: number): void {
    this.#fact("blocked", now);
    if (this.#conversation !== undefined && this.#blockedSince === Infinity) this.#blockedSince = now;
  }

  /** Everything is out: T1, T2 and T4 begin anew. */
  drained(now: number): void {
    this.#fact("drained", now);
    this.#blockedSince = Infinity;
    this.#conversation?.restart(now);
  }

  /** Reading has stopped: silence is not the peer's fault. T3 runs on. */
  paused(now: number): void {
    this.#fact("paused", now);
    this.#paused = this.#conversation !== undefined;
  }

  /** Reading goes on: T1, T2 and T4 begin anew. */
  resumed(now: number): void {
    this.#fact("resumed", now);
    this.#paused = false;
    this.#conversation?.restart(now);
  }

  /** The connection has ended, or could not be opened. All but a passive side that was connected wait T5. */
  disconnected(now: number): void {
    const phase = this.#phase, impossible = phase === "stopped" || phase === "separated";
    this.#fact("disconnected", now, impossible && "Cannot be disconnected: not connected");
    if (phase === "connecting" && !this.#stopping) this.#tell({ type: "connect failed" });
    this.#end("disconnected");
    this.#farewell = [];
    this.#blockedSince = Infinity;
    this.#order = undefined;
    if (this.#stopping) return this.#stopped();
    if (this.#settings.mode === "passive" && phase !== "connecting") return this.#connect();
    this.#phase = "separated";
    this.#reconnectAt = now + this.#separation.after(phase !== "connecting");
  }

  /** Tells the time. Early or repeated calls have no effect. */
  elapsed(now: number): void {
    this.#fact("elapsed", now);
    if (this.deadline > now) this.#idle = true;
    else if (this.#conversation === undefined) this.#connectAgain();
    else if (this.#writeDeadline <= now) this.#writeTimeout();
    else this.#conversation.elapsed(now, this.#silent);
  }

  #writeTimeout(): void {
    this.#tell({ type: "timeout", timer: "write" });
    this.#end("write timeout");
    this.#disconnect();
  }

  /** A fact that throws has changed nothing. */
  #fact(name: string, now: number, obstacle: string | false = false): void {
    if (!this.#idle) throw new Error(`Cannot tell ${name}: poll until it gives undefined first`);
    if (obstacle) throw new Error(obstacle);
    this.#idle = false;
    this.#now = now;
  }

  // ── What the application wants ───────────────────────────────────────────────────────────────────────────────

  /** Begins to connect (active) or to listen (passive). Throws when started already. */
  start(now: number): void {
    if (this.#phase !== "stopped") throw new Error("Cannot start: already started");
    this.#now = now;
    for (const unusual of unusualParameters(this.#settings)) {
      this.#tell({ type: "unusual timer", ...unusual });
    }
    this.#connect();
    this.#idle = false;
  }

  /** Ends for good, at once: what is not sent is lost. `stopped` is told at the end. No effect if stopped. */
  stop(now: number): void {
    if (this.#phase === "stopped" || this.#stopping) return;
    this.#now = now;
    this.#idle = false;
    this.#stopping = true;
    this.#end("stopped");
    if (this.#phase === "separated" || this.#order === "connect") this.#stopped();
    else if (this.#phase !== "disconnecting") this.#disconnect();
  }

  /**
   * Queues a primary and returns its system bytes. With `replyExpected` it opens a transaction that ends in exactly one
   * `reply` or `noReply`. Throws `NotSelectedError`, or `RangeError` for impossible values and full limits.
   */
  send(primary: Primary, now: number): number {
    const { session: device = this.#settings.session, stream, function: fn, replyExpected = false } = primary;
    checkPrimary(this, primary, device);
    const systemBytes = primary.systemBytes ?? this.#transactions.freeSystemBytes();
    if (replyExpected) this.#transactions.open(primary, systemBytes);
    const header = { device, stream, function: fn, replyExpected, systemBytes };
    this.#append(header, primary.text, now, replyExpected ? primary : undefined);
    return systemBytes;
  }

  /** Answers a received primary, with function + 1 or, to abort, function 0. Throws as `send`. */
  reply(
    primary: DataMessage,
    text: Uint8Array | undefined,
    now: number,
    fn: number = primary.function + 1,
  ): void {
    checkReply(this, primary, text, fn);
    const { session: device, stream, systemBytes } = primary;
    const header = {
      device,
      stream,
      function: fn,
      replyExpected: false,
      systemBytes,
    };
    this.#append(header, text, now);
  }

  /** Forgets an open transaction without a word to the peer; its reply will be `unmatched`. False when not open. */
  cancel(systemBytes: number): boolean {
    const open = this.#transactions.get(systemBytes);
    if (open !== undefined) this.#transactions.abandon(open);
    return open !== undefined;
  }

  #append(header: MessageHeader, text: Uint8Array | undefined, now: number, primary?: Primary): void {
    this.#conversation!.append(header, text, primary);
    this.#now = now;
    this.#idle = false;
  }

  // ── What to do next ──────────────────────────────────────────────────────────────────────────────────────────

  /** The next output: news first, then one `write` with everything appended, then orders. */
  poll(): EntityOutput | undefined {
    do {
      const news = this.#takeNews();
      if (news !== undefined) return news;
    } while (this.#conversation?.step(this.#now) === true);
    return this.#takeWrite() ?? this.#takeOrder();
  }

  #tell(news: News): void {
    this.#news.push(news);
  }

  #takeNews(): News | undefined {
    return this.#news.shift();
  }

  #takeWrite(): EntityOutput | undefined {
    const written = this.#conversation?.line.written ?? this.#farewell;
    if (written.length === 0 || this.#blockedSince !== Infinity) return undefined;
    const bytes = joined(written);
    written.length = 0;
    return { type: "write", bytes };
  }

  /** An order is the last output there is, so that it may be answered at once. */
  #takeOrder(): EntityOutput | undefined {
    const type = this.#order;
    this.#order = undefined;
    this.#idle = true;
    return type && { type };
  }

  // ── The connection ───────────────────────────────────────────────────────────────────────────────────────────

  #connectAgain(): void {
    this.#tell({ type: "timeout", timer: "T5" });
    this.#connect();
  }

  #connect(): void {
    this.#phase = "connecting";
    this.#reconnectAt = Infinity;
    this.#order = "connect";
  }

  /** A blocked socket will not take what waits: that is given up with the connection. */
  #disconnect(): void {
    if (this.#blockedSince !== Infinity) this.#farewell = [];
    this.#blockedSince = Infinity;
    this.#phase = "disconnecting";
    this.#order = "disconnect";
  }

  /** The line is no more: every transaction ends, every timer stops. */
  #end(cause: Cause): void {
    const conversation = this.#conversation;
    if (conversation === undefined) return;
    for (const open of this.#transactions.takeAll()) conversation.fail(open, "disconnected");
    this.#farewell = conversation.line.written;
    this.#conversation = undefined;
    this.#paused = false;
    this.#tell({ type: "deselected", session: this.#settings.session });
    this.#tell({ type: "state", from: "SELECTED", to: "NOT CONNECTED", cause });
  }

  #stopped(): void {
    this.#phase = "stopped";
    this.#stopping = false;
    this.#order = undefined;
    this.#reconnectAt = Infinity;
    this.#tell({ type: "stopped" });
  }
}
