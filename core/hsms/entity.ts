// One side of an HSMS connection, as a machine. Facts and commands go in, orders and news come out.
//
// How it works:
//  1. `received` only stores. Each `poll` parses one message, so state changes before the next one is looked at.
//  2. The state is what the entity consists of: a framer or none, a set of selected sessions, open transactions.
//  3. News come first, then one `write` with everything appended meanwhile, then `disconnect` when one is due.
//  4. Every timer is an entry in one of a few places, and `deadline` is the earliest. T8 and the linktest interval
//     are derived from the time of the last receipt.
//  5. Each `connect` ordered is answered by the fact `connected`, later `disconnected`, or by `disconnected` alone.
import type { DataMessage, Link, Primary } from "../link.ts";
import { Separation } from "../separation.ts";
import { Association } from "./association.ts";
import type { Header } from "./header.ts";
import type { EntityNews, EntityOutput, State } from "./news.ts";
import { type EntityOptions, type Settings, settle, unusualTimers } from "./options.ts";
import { receive } from "./procedures.ts";
import * as requests from "./requests.ts";
import { deadlineOf, expireTimers, suspendTimers } from "./timers.ts";

/** From so many bytes on, what waits is written before the next message is parsed. */
const MUCH = 64 * 1024;

/** Where the TCP connection stands, seen from its owner. */
type Phase =
  | "stopped"
  /** T5 runs. */
  | "separated"
  /** `connect` is ordered. */
  | "connecting"
  | "connected"
  /** `disconnect` is ordered, or will be after the last `write`. */
  | "disconnecting";

/**
 * One side of an HSMS connection (E37, E37.1, E37.2).
 *
 * - What it is: `state`, `stateOf`, `deadline`, `queuedBytes`, `openTransactions`.
 * - What happened: `connected`, `received`, `blocked`, `drained`, `paused`, `resumed`, `disconnected`, `elapsed`.
 * - What the application wants: `start`, `send`, `reply`, `cancel`, `select`, `deselect`, `separate`, `linktest`,
 *   `reject`, `stop`.
 * - What to do next: `poll` until it gives `undefined`.
 */
export class Entity implements Link<EntityNews> {
  readonly #settings: Settings;
  readonly #a: Association;
  readonly #separation: Separation;
  #phase: Phase = "stopped";
  #stopping = false;
  #idle = true;
  #reconnectAt = Infinity;
  #order: "connect" | "disconnect" | undefined;

  /** Throws `RangeError` or `TypeError` for options that cannot be. */
  constructor(options: EntityOptions) {
    this.#settings = settle(options);
    this.#a = new Association(this.#settings);
    this.#separation = new Separation(this.#settings.timers.T5, options.backOff);
  }

  // ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────

  /** State of the connection; SELECTED when any session is. */
  get state(): State {
    return this.#a.state;
  }

  /** State of one session. */
  stateOf(session: number): State {
    return this.#a.state === "SELECTED" && !this.#a.isSelected(session) ? "NOT SELECTED" : this.#a.state;
  }

  /** Bytes not yet ordered to be written. */
  get queuedBytes(): number {
    return this.#a.outgoing.size;
  }

  /** Number of primaries that wait for a reply. */
  get openTransactions(): number {
    return this.#a.transactions.size;
  }

  /** The options with every default filled in, timers in milliseconds. */
  get settings(): Settings {
    return this.#settings;
  }

  /** When the next timer runs out; `Infinity` while none runs. */
  get deadline(): number {
    return this.#a.connected ? deadlineOf(this.#a) : this.#reconnectAt;
  }

  // ── What happened ────────────────────────────────────────────────────────────────────────────────────────────

  /** The TCP connection is established: NOT SELECTED, T7 runs, the active side selects. E37. */
  connected(now: number): void {
    const impossible = this.#phase !== "connecting";
    this.#fact("connected", now, impossible && "Cannot be connected: no connection was ordered");
    this.#phase = "connected";
    this.#a.begin();
    const { mode, autoSelect, profile, session, sessions } = this.#settings;
    if (mode === "passive" || !autoSelect) return;
    for (const id of profile.perSession ? sessions : [session]) this.#a.request("Select.req", id);
  }

  /** Stores a chunk, which belongs to the entity from now on. Nothing is read once the connection is being closed. */
  received(chunk: Uint8Array, now: number): void {
    const { framer } = this.#a, closing = this.#phase === "disconnecting";
    this.#fact("received", now, framer === undefined && !closing && "Cannot receive: not connected");
    if (framer === undefined) return;
    if (chunk.length > 0) this.#a.lastReceipt = now;
    framer.push(chunk);
  }

  /** The socket did not take all of the last write. T3 and T6 of what was in it have not begun after all. */
  blocked(now: number): void {
    this.#fact("blocked", now);
    if (this.#a.connected && this.#a.blockedSince === Infinity) suspendTimers(this.#a);
  }

  /** The socket has taken everything: writing goes on, and T3 and T6 of what waited begin. */
  drained(now: number): void {
    this.#fact("drained", now);
    this.#a.unblock();
    this.#a.transactions.begin(now);
    this.#a.control.begin(now);
  }

  /** Reading has stopped: silence and missing control responses are not the peer's fault. T3 runs on. */
  paused(now: number): void {
    this.#fact("paused", now);
    this.#a.paused = this.#a.connected;
  }

  /** Reading goes on: T6, T8 and the linktest interval begin anew. */
  resumed(now: number): void {
    this.#fact("resumed", now);
    this.#a.paused = false;
    this.#a.lastReceipt = now;
    this.#a.control.restart(now);
  }

  /** The TCP connection has ended, or could not be established. All but a passive side that was connected wait T5. */
  disconnected(now: number): void {
    const phase = this.#phase, impossible = phase === "stopped" || phase === "separated";
    this.#fact("disconnected", now, impossible && "Cannot be disconnected: not connected");
    if (this.#a.connected) this.#a.end("TCP disconnected");
    else if (phase === "connecting" && !this.#stopping) this.#a.tell({ type: "connect failed" });
    this.#a.forget();
    this.#order = undefined;
    if (this.#stopping) return this.#stopped();
    if (this.#settings.mode === "passive" && phase !== "connecting") return this.#connect();
    this.#phase = "separated";
    this.#reconnectAt = now + this.#separation.after(phase !== "connecting" && this.#a.wasSelected);
  }

  /** Tells the time. Early or repeated calls have no effect. */
  elapsed(now: number): void {
    this.#fact("elapsed", now);
    if (this.deadline > now) this.#idle = true;
    else if (this.#a.connected) expireTimers(this.#a);
    else this.#elapsedT5();
  }

  #elapsedT5(): void {
    this.#a.tell({ type: "timeout", timer: "T5" });
    this.#connect();
  }

  /** A fact that throws has changed nothing. */
  #fact(name: string, now: number, obstacle: string | false = false): void {
    if (!this.#idle) throw new Error(`Cannot tell ${name}: poll until it gives undefined first`);
    if (obstacle) throw new Error(obstacle);
    this.#idle = false;
    this.#a.now = now;
  }

  // ── What the application wants ───────────────────────────────────────────────────────────────────────────────

  /** Begins to connect (active) or to listen (passive). Throws when started already. */
  start(now: number): void {
    if (this.#phase !== "stopped") throw new Error("Cannot start: already started");
    this.#at(now);
    for (const unusual of unusualTimers(this.#settings)) this.#a.tell({ type: "unusual timer", ...unusual });
    this.#connect();
    this.#idle = false;
  }

  /** Ends for good: Separate.req when SELECTED, then disconnect. `stopped` is told at the end. No effect if stopped. */
  stop(now: number): void {
    if (this.#phase === "stopped" || this.#stopping) return;
    const a = this.#at(now);
    this.#idle = false;
    this.#stopping = true;
    for (const session of [...a.selected]) requests.separate(a, session);
    a.close("stopped");
    if (this.#phase === "separated" || this.#order === "connect") this.#stopped();
    else if (this.#phase === "connecting") this.#disconnect();
  }

  /**
   * Sends a primary and returns its system bytes. With `replyExpected` it opens a transaction that ends in exactly
   * one `reply` or `noReply`. Throws `NotSelectedError`, or `RangeError` for impossible values and full limits.
   */
  send(primary: Primary, now: number): number {
    const systemBytes = requests.send(this.#at(now), primary);
    this.#idle = false;
    return systemBytes;
  }

  /** Answers a received primary, with function + 1 or, to abort, function 0. Throws as `send`. */
  reply(
    primary: DataMessage,
    text: Uint8Array | undefined,
    now: number,
    fn: number = primary.function + 1,
  ): void {
    requests.reply(this.#at(now), primary, text, fn);
    this.#idle = false;
  }

  /** Forgets an open transaction without a word to the peer; its reply will be `unmatched`. False when not open. */
  cancel(systemBytes: number): boolean {
    const open = this.#a.transactions.has(systemBytes);
    if (open) this.#a.abandon(systemBytes);
    return open;
  }

  /** Sends Select.req and returns its system bytes; the outcome is `control` news. E37. */
  select(now: number, session: number = this.#settings.session): number {
    const systemBytes = requests.select(this.#at(now), session);
    this.#idle = false;
    return systemBytes;
  }

  /** Sends Deselect.req and returns its system bytes; the outcome is `control` news. Not in HSMS-SS. E37. */
  deselect(now: number, session: number = this.#settings.session): number {
    const systemBytes = requests.deselect(this.#at(now), session);
    this.#idle = false;
    return systemBytes;
  }

  /** Sends Separate.req: the session has ended, in HSMS-SS with its connection. E37. */
  separate(now: number, session: number = this.#settings.session): void {
    requests.separate(this.#at(now), session);
    this.#idle = false;
  }

  /** Sends Linktest.req, unless one is open, and returns its system bytes; the outcome is `control` news. E37. */
  linktest(now: number): number {
    const systemBytes = requests.linktest(this.#at(now));
    this.#idle = false;
    return systemBytes;
  }

  /** Sends Reject.req for a received message that an application refuses for reasons of its own. E37. */
  reject(rejected: Header, reason: number, now: number): void {
    requests.reject(this.#at(now), rejected, reason);
    this.#idle = false;
  }

  /** A request that throws has changed nothing but the time. */
  #at(now: number): Association {
    this.#a.now = now;
    return this.#a;
  }

  // ── What to do next ──────────────────────────────────────────────────────────────────────────────────────────

  /** The next output: news first, then one `write` with everything appended (once it is much, at once), then orders. */
  poll(): EntityOutput | undefined {
    const a = this.#a;
    do {
      const output = a.takeNews() ?? (a.outgoing.size < MUCH ? undefined : this.#takeWrite());
      if (output !== undefined) return output;
    } while (this.#parse());
    if (a.closing !== undefined) this.#disconnect();
    return this.#takeWrite() ?? this.#takeOrder();
  }

  #takeWrite(): EntityOutput | undefined {
    const bytes = this.#a.blockedSince === Infinity ? this.#a.outgoing.take() : undefined;
    return bytes && { type: "write", bytes };
  }

  /** An order is the last output there is, so that it may be answered at once. */
  #takeOrder(): EntityOutput | undefined {
    const type = this.#order;
    this.#order = undefined;
    this.#idle = true;
    return type && { type };
  }

  /** Parses one message; false when there is none. */
  #parse(): boolean {
    const a = this.#a, { framer } = a;
    if (framer === undefined) return false;
    if (framer.next()) receive(a, framer.bytes, framer.start, framer.end);
    else if (framer.fault === undefined) return false;
    else {
      a.tell({ type: "fault", fault: framer.fault, length: framer.length });
      a.close("bad length");
    }
    return true;
  }

  // ── The connection ───────────────────────────────────────────────────────────────────────────────────────────

  #connect(): void {
    this.#phase = "connecting";
    this.#reconnectAt = Infinity;
    this.#order = "connect";
  }

  /** A blocked socket will not take what waits: that is given up with the connection. */
  #disconnect(): void {
    this.#a.closing = undefined;
    if (this.#a.blockedSince !== Infinity) this.#a.forget();
    this.#phase = "disconnecting";
    this.#order = "disconnect";
  }

  #stopped(): void {
    this.#phase = "stopped";
    this.#stopping = false;
    this.#order = undefined;
    this.#reconnectAt = Infinity;
    this.#a.tell({ type: "stopped" });
  }
}
