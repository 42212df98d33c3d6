// The host of E30, as a machine on top of a link: it establishes communication, answers what an equipment asks and
// reports, and runs procedures. It owns the link and passes everything on, so whoever runs links runs a host.
import type { DataMessage, Link, LinkNews, LinkOutput, Primary } from "../link.ts";
import type { Equipment } from "../messages/stream1.ts";
import type { CommunicationState } from "./communication.ts";
import { ANSWERS, errorName } from "./host_answers.ts";
import { controlAfterAbort, controlAfterEvent, controlAfterReply } from "./host_control.ts";
import { Directory } from "./host_directory.ts";
import { Establishing, type EstablishingOwner } from "./host_establishing.ts";
import type { ControlGuess, HostNews } from "./host_news.ts";
import type { HostAnswer, HostOptions } from "./host_options.ts";
import { type RunOptions, type RunOwner, Runs } from "./host_runs.ts";
import { type Procedure, TransactionError } from "./procedure.ts";
import type { Names, ToolFacts } from "./tool.ts";

type ReplyNews = Extract<LinkNews, { type: "reply" | "noReply" }>;

/**
 * A host of E30 on any link. Drain it in place of the link: it gives the link's orders, the link's news that it does not
 * deal with itself, and its own.
 *
 * - What it is: `communicating`, `communicationState`, `control`, `equipment`, `tool`, `running`, `deadline`.
 * - What happened: the facts of the link.
 * - What the application wants: `run` and `abandon`, `enable` and `disable`, `learn`, and what every link does.
 *
 * Messages of the equipment are processed whether or not communication is established: many tools never ask for it.
 */
export class Host<More = never> implements Link<HostNews | More> {
  readonly #link: Link<More>;
  readonly #options: HostOptions;
  readonly #establishing: Establishing;
  readonly #runs: Runs;
  readonly #news: (HostNews | LinkNews)[] = [];
  #tool: ToolFacts;
  #directory: Directory;
  #now = 0;
  #control: ControlGuess = "unknown";
  /** The primary that a message of stream 9, which comes next, has ended. */
  #reported: Primary | undefined;

  /** Throws a `RangeError` for a timeout that is none. */
  constructor(link: Link<More>, options: HostOptions = {}) {
    this.#link = link;
    this.#options = options;
    this.#tool = options.tool ?? {};
    this.#directory = new Directory(this.#tool);
    const owner = this.#owner();
    this.#runs = new Runs(owner);
    this.#establishing = new Establishing(options, owner);
  }

  /** What its parts see of it. */
  #owner(): RunOwner & EstablishingOwner {
    return {
      session: this.#options.session,
      now: () => this.#now,
      tool: () => this.#tool,
      send: (primary) => this.#link.send(primary, this.#now),
      cancel: (systemBytes) => this.#link.cancel(systemBytes),
      reply: (message, text) => this.#reply(message, text),
      tell: (news) => this.#tell(news),
    };
  }

  // ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Whether communication is established. */
  get communicating(): boolean {
    return this.#establishing.model.communicating;
  }

  /** State of the communication model. */
  get communicationState(): CommunicationState {
    return this.#establishing.model.state;
  }

  /** What the control state of the equipment is taken for. */
  get control(): ControlGuess {
    return this.#control;
  }

  /** What the equipment said it is, when it last did. */
  get equipment(): Equipment | undefined {
    return this.#establishing.equipment;
  }

  /** How many procedures have not ended. */
  get running(): number {
    return this.#runs.size;
  }

  /** What is known of the tool: by it the values of events get their names. */
  get tool(): ToolFacts {
    return this.#tool;
  }

  set tool(tool: ToolFacts) {
    this.#tool = tool;
    this.#directory = new Directory(tool);
  }

  /** Adds names to those known; lists that are given take the place of those there are. */
  learn(names: Names): void {
    this.tool = { ...this.#tool, names: { ...this.#tool.names, ...names } };
  }

  /** When to call `elapsed`; `Infinity` while no timer runs. */
  get deadline(): number {
    return Math.min(this.#link.deadline, this.#establishing.model.deadline);
  }

  // ── What happened ────────────────────────────────────────────────────────────────────────────────────────────

  /** The connection is open. */
  connected(now: number): void {
    this.#link.connected(this.#at(now));
  }

  /** Bytes arrived. */
  received(chunk: Uint8Array, now: number): void {
    this.#link.received(chunk, this.#at(now));
  }

  /** The socket did not take everything. */
  blocked(now: number): void {
    this.#link.blocked(this.#at(now));
  }

  /** The socket has taken everything. */
  drained(now: number): void {
    this.#link.drained(this.#at(now));
  }

  /** Reading has stopped. */
  paused(now: number): void {
    this.#link.paused(this.#at(now));
  }

  /** Reading goes on. */
  resumed(now: number): void {
    this.#link.resumed(this.#at(now));
  }

  /** The connection has ended, or could not be opened. */
  disconnected(now: number): void {
    this.#link.disconnected(this.#at(now));
  }

  /** Tells the time. Early or repeated calls have no effect. */
  elapsed(now: number): void {
    this.#link.elapsed(this.#at(now));
    this.#establishing.do((model) => model.elapsed(now));
  }

  #at(now: number): number {
    return this.#now = now;
  }

  // ── What the application wants ───────────────────────────────────────────────────────────────────────────────

  /** Begins to connect or to listen, and enables communication unless it is disabled at first. */
  start(now: number): void {
    this.#link.start(this.#at(now));
    if (this.#options.enabled ?? true) this.enable(now);
  }

  /** Ends the connection in an orderly way, and for good. */
  stop(now: number): void {
    this.#link.stop(this.#at(now));
  }

  /** Sends a primary of the application and returns its system bytes. Throws when the session is not selected. */
  send(primary: Primary, now: number): number {
    return this.#link.send(primary, this.#at(now));
  }

  /** Answers a primary that was left to the application. */
  reply(primary: DataMessage, text: Uint8Array | undefined, now: number, fn?: number): void {
    this.#link.reply(primary, text, this.#at(now), fn);
  }

  /** Forgets an open transaction of the application. */
  cancel(systemBytes: number): boolean {
    return this.#link.cancel(systemBytes);
  }

  /**
   * Runs a procedure and returns its id. It ends in exactly one news: `done` with what it returned, or `failed` with what
   * it threw. Nothing that happens inside throws from here.
   */
  run<T>(procedure: Procedure<T>, now: number, options: RunOptions = {}): number {
    this.#at(now);
    return this.#runs.begin(procedure, options);
  }

  /** Ends a procedure: the news `failed` has the reason as its error. False when it has ended. */
  abandon(id: number, reason: unknown, now: number): boolean {
    this.#at(now);
    return this.#runs.abandon(id, reason);
  }

  /** Establishes communication, or lets it be established. No effect when enabled. */
  enable(now: number): void {
    this.#at(now);
    this.#establishing.do((model) => model.enable(now));
  }

  /** Ends communication: an S1F13 of the equipment is not answered any more. The link stays as it is. */
  disable(now: number): void {
    this.#at(now);
    this.#establishing.do((model) => model.disable(now));
    this.#guess("unknown");
  }

  // ── What to do next ──────────────────────────────────────────────────────────────────────────────────────────

  /** The next output, or `undefined` when there is nothing left to do. */
  poll(): LinkOutput | HostNews | More | undefined {
    for (;;) {
      const news = this.#news.shift();
      if (news !== undefined) return news;
      const output = this.#link.poll();
      if (output === undefined || !this.#handle(output as LinkOutput)) return output;
    }
  }

  /** Whether an output of the link goes no further. */
  #handle(output: LinkOutput): boolean {
    switch (output.type) {
      case "message":
        return this.#mine(output.message.session) && this.#received(output.message);
      case "reply":
      case "noReply":
        return this.#ended(output);
      case "selected":
        if (this.#mine(output.session)) this.#establishing.do((model) => model.linkUp(this.#now));
        return false;
      case "deselected":
        if (this.#mine(output.session)) this.#lost();
        return false;
      case "send failed":
        // SECS-I's retries were in vain: a communication failure. An S1F13 of ours ends by itself. E30.
        if (this.communicating) this.#lost().#establishing.do((model) => model.linkUp(this.#now));
    }
    return false;
  }

  #lost(): this {
    this.#establishing.do((model) => model.linkDown(this.#now));
    this.#guess("unknown");
    return this;
  }

  #mine(session: number): boolean {
    return (this.#options.session ?? session) === session;
  }

  // ── Transactions ─────────────────────────────────────────────────────────────────────────────────────────────

  #ended(news: ReplyNews): boolean {
    const { primary } = news;
    if (primary.session !== undefined && !this.#mine(primary.session)) return false;
    if (this.#establishing.ended(news, this.#now)) return true;
    if (news.type === "reply") {
      this.#guess(controlAfterReply(this.#control, primary, news.message));
      return this.#runs.replied(primary, news.message);
    }
    if (news.reason === "stream 9") this.#reported = primary;
    if (news.reason === "aborted") this.#guess(controlAfterAbort(this.#control, primary));
    return this.#runs.failed(new TransactionError(news));
  }

  #guess(to: ControlGuess): void {
    const from = this.#control;
    if (from === to) return;
    this.#control = to;
    this.#tell({ type: "control state", from, to });
  }

  /** Tells news; what has no message has the session in it, where there is one. */
  #tell(news: HostNews): void {
    const { session } = this.#options;
    this.#news.push(session === undefined || "message" in news ? news : { ...news, session });
  }

  // ── Primaries ────────────────────────────────────────────────────────────────────────────────────────────────

  #received(message: DataMessage): true {
    const name = `S${message.stream}F${message.function}` as const;
    const handler = this.#options.handlers?.[name];
    if (name !== "S1F13" && message.stream !== 9 && !this.communicating) {
      this.#establishing.do((model) => model.messageReceived(this.#now));
    }
    try {
      const answer = typeof handler === "function" ? handler(message) : handler ?? "default";
      this.#answer(message, name, answer);
    } catch (error) {
      this.#abort(message);
      this.#news.push({ type: "handler failed", message, error });
    }
    this.#reported = undefined;
    return true;
  }

  #answer(message: DataMessage, name: string, answer: HostAnswer): void {
    if (answer === "default") return this.#answerByDefault(message, name);
    if (answer === "message") return void this.#news.push({ type: "message", message });
    if (answer === "abort") this.#abort(message);
    else if (typeof answer === "object") this.#reply(message, answer.text);
    this.#news.push({ type: "answered", message });
  }

  #answerByDefault(message: DataMessage, name: string): void {
    if (name === "S1F13") return this.#establishing.requested(message, this.#now);
    if (message.stream === 9) {
      const name = errorName(message.function);
      return void this.#news.push({ type: "stream 9", name, primary: this.#reported, message });
    }
    if (name === "S10F7" && this.#runs.displayRefused(message)) {
      return void this.#news.push({ type: "answered", message });
    }
    const row = ANSWERS[name];
    if (row === undefined) return this.#unknown(message);
    const { text, news } = row(message, { options: this.#options, directory: this.#directory });
    if (text === undefined) this.#abort(message);
    else this.#reply(message, text);
    this.#news.push(news);
    if (news.type === "event") this.#guess(controlAfterEvent(this.#control, news.name));
  }

  #unknown(message: DataMessage): void {
    if (this.#options.unhandled === "message") return void this.#news.push({ type: "message", message });
    this.#abort(message);
    this.#news.push({ type: "unhandled", message });
  }

  #abort(message: DataMessage): void {
    this.#reply(message, undefined, 0);
  }

  /** A reply that the link does not take any more has no effect. */
  #reply(message: DataMessage, text: Uint8Array | undefined, fn?: number): void {
    if (!message.replyExpected) return;
    try {
      this.#link.reply(message, text, this.#now, fn);
    } catch (error) {
      this.#news.push({ type: "not answered", message, error });
    }
  }
}
