// The host driver: a tool, from its profile, as an object with promises. It connects, establishes communication, goes
// on-line, subscribes, and does so again after each reconnection.
import type { Connection } from "../adapters/node.ts";
import { Emitter, type Handler } from "../adapters/emitter.ts";
import { Queue } from "../adapters/queue.ts";
import { type DataMessage, from, gem, type Item, type Primary } from "../mod.ts";
import { Procedures } from "./procedures.ts";
import type { Profile, ProfileId } from "./profile.ts";
import { factsOf } from "./profile_facts.ts";
import { commandItems } from "./tool_commands.ts";
import { type Body, outgoing, replyOf, type ToolReply } from "./tool_messages.ts";
import type { CommandName, CommandValues, ConstantName, EventName, VariableName } from "./tool_names.ts";
import { alarmOf, eventOf, isFor, plainValue, type ToolAlarm, type ToolEvent } from "./tool_news.ts";
import { openTool } from "./tool_open.ts";
import type { ToolEvents, ToolOptions, ToolState } from "./tool_options.ts";
import { Preparation } from "./tool_preparation.ts";
import type { PlainValue } from "./profile_values.ts";

/** Bounds a single call. */
export interface CallOptions {
  /** Ends the wait; the call rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** How a command is waited for. */
export interface CommandCallOptions extends CallOptions {
  /** Resolve only when the event of the profile's `completes` has come; false when absent. */
  readonly completed?: boolean;
}

/** What a command came to. */
export interface CommandResult extends gem.CommandOutcome {
  /** The event that told of the completion, when it was waited for. */
  readonly event?: ToolEvent;
}

/** What an iteration over a tool gives. */
export type ToolNews = ToolEvent | ToolAlarm;

type AnyHost = gem.Host<{ readonly type: string }>;
type Keyed = "event" | "alarm";

/**
 * A tool, as its host sees it. Made by `connect` and `open` from a profile, which is a file or data.
 *
 * ```ts
 * import { Tool } from "@fabwire/hsms/driver";
 *
 * await using tool = await Tool.connect("profiles/etcher.yaml");
 * tool.on("event", "PROCESS_END", ({ values }) => console.log(values));
 * await tool.command("START", { RECIPE_ID: "ALU_001" });
 * ```
 */
export class Tool<P extends Profile = Profile> implements AsyncIterable<ToolNews>, AsyncDisposable {
  /** What is known of the tool. */
  readonly profile: P;
  readonly #emitter: Emitter<ToolEvents, Tool<P>>;
  readonly #queue: Queue<ToolNews> = new Queue();
  readonly #facts: gem.ToolFacts;
  readonly #connection: Connection<AnyHost>;
  readonly #procedures: Procedures;
  readonly #preparation: Preparation;
  #state: ToolState = "disconnected";

  /** Of a connection that was opened by {@linkcode Tool.open}. */
  private constructor(profile: P, options: ToolOptions, connection: Connection<AnyHost>) {
    this.profile = profile;
    this.#facts = factsOf(profile);
    this.#connection = connection;
    this.#emitter = new Emitter<ToolEvents, Tool<P>>(this);
    this.#procedures = new Procedures(connection);
    this.#preparation = new Preparation(profile, options, this.#facts, this.#procedures, {
      ready: () => this.#reach("ready"),
      failed: (error) => this.#emitter.report(error),
      learn: (names) => connection.machine.learn(names),
    });
    this.#listen();
  }

  /**
   * Opens a tool and resolves when it is ready. Tries as long as it takes, unless bounded by `timeout`, `signal`, or by
   * `reconnect: false` in the profile. Rejects with `ProfileError` for a profile that cannot be.
   */
  static async connect<const P extends Profile = Profile>(
    profile: string | P,
    options: ToolOptions = {},
  ): Promise<Tool<P>> {
    const tool = await Tool.open<P>(profile, options);
    try {
      await tool.whenReady(options);
      return tool;
    } catch (error) {
      await tool.close();
      throw error;
    }
  }

  /** Opens a tool, and resolves as soon as its profile is read: wait with `whenReady`. */
  static async open<const P extends Profile = Profile>(
    profile: string | P,
    options: ToolOptions = {},
  ): Promise<Tool<P>> {
    const { profile: loaded, connection } = await openTool<P>(profile, options);
    return new Tool<P>(loaded, options, connection);
  }

  // ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────

  /** How far it has come. */
  get state(): ToolState {
    return this.#state;
  }

  /** What the control state of the equipment is taken for. */
  get control(): gem.ControlGuess {
    return this.#connection.machine.control;
  }

  /** What the equipment said it is, when it last did. */
  get equipment(): AnyHost["equipment"] {
    return this.#connection.machine.equipment;
  }

  /** The connection beneath, for whoever needs HSMS itself. */
  get connection(): Connection<AnyHost> {
    return this.#connection;
  }

  /** Resolves when the tool has been closed. */
  get closed(): Promise<void> {
    return this.#connection.closed;
  }

  /** Resolves when the tool is ready, now or after a reconnection. Rejects when it is closed, with a signal or a timeout. */
  whenReady({ signal, timeout }: Pick<ToolOptions, "signal" | "timeout"> = {}): Promise<void> {
    if (this.#state === "ready") return Promise.resolve();
    return this.#preparation.wait(this.#connection.closed, signal, timeout);
  }

  // ── What the application wants ───────────────────────────────────────────────────────────────────────────────

  /**
   * Sends a message by name, one of the profile or of the catalogue, and resolves with its reply; with `undefined` when
   * none is expected. Rejects with `TransactionError` when there is none.
   */
  async send(name: string, body?: Body, { signal }: CallOptions = {}): Promise<ToolReply | undefined> {
    const { primary, read } = outgoing(this.profile, name, body);
    const reply = await this.run(exchange(primary), { signal });
    return reply === undefined ? undefined : replyOf(reply, read);
  }

  /** Gives a remote command. Its parameters are checked first; rejects with `AcknowledgeError` when it is refused. */
  async command<N extends CommandName<P>>(
    name: N,
    values: CommandValues<P, N> = {} as CommandValues<P, N>,
    { signal, completed = false }: CommandCallOptions = {},
  ): Promise<CommandResult> {
    const given = values as Readonly<Record<string, PlainValue>>;
    const items = commandItems(this.profile, name, given);
    const event = completed ? this.#completion(name, signal) : undefined;
    event?.catch(() => {}); // told by the command itself
    const outcome = await this.run(gem.command(name, items, this.#facts), { signal });
    return event === undefined ? outcome : { ...outcome, event: await event };
  }

  #completion(name: string, signal: AbortSignal | undefined): Promise<ToolEvent> {
    const completes = this.profile.commands?.[name]?.completes;
    if (completes === undefined) {
      throw new TypeError(`Cannot wait for the command ${name}: the profile has no event that completes it`);
    }
    return this.once("event", completes, { signal });
  }

  /** Reads status variables by name or id: their values in that order. */
  async read(...ids: (VariableName<P> | number)[]): Promise<unknown[]> {
    const readings = await this.run(gem.readVariables(ids, this.#facts));
    return readings.map(({ value }) => plainValue(value));
  }

  /** Reads equipment constants by name or id: their values in that order. */
  async readConstants(...ids: (ConstantName<P> | number)[]): Promise<unknown[]> {
    const readings = await this.run(gem.readConstants(ids, this.#facts));
    return readings.map(({ value }) => plainValue(value));
  }

  /** Writes equipment constants by name. Rejects with `AcknowledgeError` when one is refused: then none is written. */
  writeConstants(values: Readonly<Partial<Record<ConstantName<P>, PlainValue>>>): Promise<void> {
    const settings = Object.entries(values).map(([id, value]) => ({ id, value: value as PlainValue }));
    return this.run(gem.writeConstants(settings, this.#facts));
  }

  /** The process programs that the tool has. */
  async recipes(): Promise<string[]> {
    const names = await this.run(gem.listPrograms());
    return names.map((name) => typeof name === "string" ? name : String(plainValue(name as Item)));
  }

  /** Fetches a process program; undefined when the tool does not have it. */
  async upload(PPID: string): Promise<string | Uint8Array | undefined> {
    const body = await this.run(gem.uploadProgram(PPID));
    return body === undefined ? undefined : plainValue(body) as string | Uint8Array;
  }

  /** Gives the tool a process program. Rejects with `AcknowledgeError` when it does not take it. */
  download(PPID: string, body: string | Uint8Array): Promise<gem.ProgramOutcome> {
    return this.run(gem.downloadProgram(PPID, from(body), this.#facts));
  }

  /** Deletes process programs. */
  deleteRecipes(...PPIDs: string[]): Promise<gem.ProgramOutcome> {
    return this.run(gem.deletePrograms(PPIDs));
  }

  /** Answers a primary that came as `message`. */
  reply(message: DataMessage, text?: Uint8Array, fn?: number): Promise<void> {
    return this.#connection.reply(message, text, fn);
  }

  /** Runs any procedure of GEM, with what the profile knows. */
  run<T>(procedure: gem.Procedure<T>, { signal }: CallOptions = {}): Promise<T> {
    return this.#procedures.run(procedure, signal);
  }

  /** Closes for good, in order. */
  close(): Promise<void> {
    this.#preparation.stop();
    return this.#connection.close();
  }

  /** Closes, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // ── Events ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Adds a handler, for one event or alarm by name or id, or for all that is told of a kind. */
  on(kind: "event", wanted: EventName<P> | number, handler: Handler<ToolEvent, Tool<P>>): this;
  on(kind: "alarm", wanted: ProfileId, handler: Handler<ToolAlarm, Tool<P>>): this;
  on<K extends keyof ToolEvents>(kind: K, handler: Handler<ToolEvents[K], Tool<P>>): this;
  on(kind: keyof ToolEvents, wanted: unknown, handler?: unknown): this {
    if (handler === undefined) this.#emitter.add(kind, wanted as Handler<unknown, Tool<P>>);
    else this.#emitter.add(kind as Keyed, keyed(wanted as ProfileId, handler as Handler<ToolNews, Tool<P>>));
    return this;
  }

  /** Removes a handler that was added for all of a kind. */
  off<K extends keyof ToolEvents>(kind: K, handler: Handler<ToolEvents[K], Tool<P>>): this {
    this.#emitter.remove(kind, handler);
    return this;
  }

  /** Resolves with the next event or alarm of a name or id. */
  once(kind: "event", wanted: ProfileId, options?: CallOptions): Promise<ToolEvent>;
  once(kind: "alarm", wanted: ProfileId, options?: CallOptions): Promise<ToolAlarm>;
  once(kind: Keyed, wanted: ProfileId, { signal }: CallOptions = {}): Promise<ToolNews> {
    return new Promise((resolve, reject) => {
      const finish = () => {
        this.#emitter.remove(kind, handler);
        signal?.removeEventListener("abort", aborted);
      };
      const handler = keyed<P>(wanted, (news) => (finish(), resolve(news)));
      const aborted = () => (finish(), reject(signal!.reason));
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener("abort", aborted);
      this.#emitter.add(kind, handler);
      void this.closed.then(
        () => (finish(), reject(new Error(`Cannot wait for ${wanted}: the tool is closed`))),
      );
    });
  }

  /** Iterates over events and alarms, until the tool is closed. Iterators share: each gets some of them. */
  [Symbol.asyncIterator](): AsyncIterableIterator<ToolNews, undefined> {
    return this.#queue.iterate();
  }

  // ── What the connection tells ────────────────────────────────────────────────────────────────────────────────

  #listen(): void {
    const connection = this.#connection, emitter = this.#emitter;
    connection.on("connected", (address) => (this.#reach("connected"), emitter.emit("connected", address)))
      .on("selected", () => this.#reach("selected"))
      .on("news", (news) => this.#news(news as gem.HostNews))
      .on("before-closed", () => emitter.emit("before-closed", undefined))
      .on("closed", (end) => (this.#reach("disconnected"), emitter.emit("disconnected", end)))
      .on("connect-failed", (error) => emitter.emit("connect-failed", error))
      .on("error", (error) => emitter.report(error));
    void connection.closed.then(() => (this.#reach("closed"), this.#queue.end()));
  }

  #news(news: gem.HostNews): void {
    this.#emitter.emit("news", news);
    switch (news.type) {
      case "communicating":
        this.#reach("communicating");
        return this.#preparation.begin();
      case "not communicating":
        if (this.#state === "ready" || this.#state === "communicating") this.#reach("selected");
        return;
      case "done":
      case "failed":
        return this.#procedures.ended(news);
      case "event":
        return this.#tell("event", eventOf(news));
      case "alarm":
        return this.#tell("alarm", alarmOf(this.profile, news));
      case "terminal":
        return this.#emitter.emit("terminal", news);
      case "trace":
        return this.#emitter.emit("trace", news);
    }
  }

  #tell(kind: Keyed, news: ToolNews): void {
    if (this.#queue.iterators > 0) this.#queue.push(news);
    this.#emitter.emit(kind, news as ToolEvent & ToolAlarm);
  }

  #reach(to: ToolState): void {
    const from = this.#state;
    if (from === to || from === "closed") return;
    this.#state = to;
    if (to !== "ready" && to !== "communicating") this.#preparation.stop();
    this.#emitter.emit("state", { from, to });
  }
}

/** A primary and its reply. */
function* exchange(primary: Primary): gem.Procedure<DataMessage | undefined> {
  return yield primary;
}

/** A handler for the events or alarms of one name or id. */
function keyed<P extends Profile>(
  wanted: ProfileId,
  handler: Handler<ToolNews, Tool<P>>,
): Handler<ToolNews, Tool<P>> {
  return (news, tool) => isFor(wanted, news.id, news.name) ? handler(news, tool) : undefined;
}
