// The host driver: a tool, from its profile, as an object with promises. It connects, establishes communication, goes
// on-line, subscribes, and does so again after each reconnection.
import type { Connection } from "../adapters/node.ts";
import type { Handler } from "../adapters/emitter.ts";
import { type DataMessage, from, gem, type Item, type Primary, toNative } from "../mod.ts";
import type { LinkMetrics } from "./metrics.ts";
import { instrumentsOf } from "./metrics_instruments.ts";
import type { AnyHost, CallOptions } from "./procedures.ts";
import type { Profile, ProfileId } from "./profile.ts";
import type { PlainValue } from "./profile_values.ts";
import { commandItems, completionOf } from "./tool_commands.ts";
import { Life } from "./tool_life.ts";
import { answer, type Body, outgoing, received, type ToolMessage } from "./tool_messages.ts";
import type * as names from "./tool_names.ts";
import type { ToolAlarm, ToolEvent } from "./tool_news.ts";
import { openTool } from "./tool_open.ts";
import type { ToolEvents, ToolOptions, ToolState } from "./tool_options.ts";
import type { AnyHandler, Keyed, ToolNews } from "./tool_teller.ts";
import type { WaitBounds } from "./tool_waits.ts";

/** Bounds of a wait for the tool. */
export type WaitOptions = Pick<WaitBounds, "signal" | "timeout">;

/** How a command is waited for. */
export interface CommandCallOptions extends CallOptions {
  /** Resolve only when the event of the profile's `completes` has come; false when absent. */
  readonly completed?: boolean;
  /** How long that event may take, in seconds; as long as it takes when absent. */
  readonly timeout?: number;
}

/** What a command came to. */
export interface CommandResult extends gem.CommandOutcome {
  /** The event that told of the completion, when it was waited for. */
  readonly event?: ToolEvent;
}

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
 *
 * Each call ends in exactly one of two ways: with what the tool answered, or with an error. `NotSelectedError` when there
 * is no session, `TransactionError` when no reply came (its `reason` says why), `AcknowledgeError` when the tool refused,
 * `ReplyError` for a reply that is none, `WaitError` for an event that did not come, or the reason of the signal.
 */
export class Tool<P extends Profile = Profile> implements AsyncIterable<ToolNews>, AsyncDisposable {
  /** What is known of the tool. */
  readonly profile: P;
  readonly #life: Life<Tool<P>>;

  /** Of a connection that was opened by {@linkcode Tool.open}. */
  private constructor(profile: P, options: ToolOptions<P>, connection: Connection<AnyHost>) {
    this.profile = profile;
    this.#life = new Life<Tool<P>>(this, profile, options as ToolOptions, connection);
  }

  /**
   * Opens a tool and resolves when it is ready. Tries as long as it takes, unless bounded by `timeout`, `signal`, or by
   * `reconnect: false` in the profile. Rejects with `ProfileError` for a profile that cannot be, with `WaitError` when the
   * tool did not get ready.
   */
  static async connect<const P extends Profile = Profile>(
    profile: string | P,
    options: ToolOptions<NoInfer<P>> = {},
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
    options: ToolOptions<NoInfer<P>> = {},
  ): Promise<Tool<P>> {
    const { profile: loaded, connection } = await openTool<P>(profile, options);
    return new Tool<P>(loaded, options, connection);
  }

  // ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────

  /** How far it has come. */
  get state(): ToolState {
    return this.#life.state;
  }

  /** What the control state of the equipment is taken for. */
  get control(): gem.ControlGuess {
    return this.#life.connection.machine.control;
  }

  /** What the equipment said it is, when it last did. */
  get equipment(): AnyHost["equipment"] {
    return this.#life.connection.machine.equipment;
  }

  /** The connection beneath, for whoever needs HSMS itself. */
  get connection(): Connection<AnyHost> {
    return this.#life.connection;
  }

  /** What it has done so far: messages, latencies, reconnections and the rest, as plain data. */
  get metrics(): LinkMetrics {
    return instrumentsOf(this.connection).meter.data;
  }

  /** Resolves when the tool has been closed. */
  get closed(): Promise<void> {
    return this.#life.connection.closed;
  }

  /** Resolves when the tool is ready, now or after a reconnection. Rejects with `WaitError`, or the signal's reason. */
  whenReady(bounds: WaitOptions = {}): Promise<void> {
    return this.#life.whenReady(bounds);
  }

  // ── What the application wants ───────────────────────────────────────────────────────────────────────────────

  /**
   * Sends a message by name, one of the profile or of the catalogue, and resolves with its reply; with `undefined` when
   * none is expected. Rejects with `TransactionError` when none came.
   */
  async send(name: string, body?: Body, options?: CallOptions): Promise<ToolMessage | undefined> {
    const { primary, read } = outgoing(this.#life.known, name, body);
    const reply = await this.run(exchange(primary), options);
    return reply === undefined ? undefined : received(reply, read);
  }

  /**
   * Gives a remote command. Its parameters are checked first: `TypeError` or `RangeError`. Rejects with `AcknowledgeError`
   * when it is refused; with `WaitError` when the connection is lost before the event that completes it.
   */
  async command<N extends names.CommandName<P>>(
    name: N,
    values: names.CommandValues<P, N> = {} as names.CommandValues<P, N>,
    options: CommandCallOptions = {},
  ): Promise<CommandResult> {
    const items = commandItems(this.profile, name, values as Readonly<Record<string, PlainValue>>);
    const { inSpan } = instrumentsOf(this.connection);
    return await inSpan(`command ${name}`, () => this.#command(name, items, options));
  }

  async #command(
    name: string,
    items: ReturnType<typeof commandItems>,
    options: CommandCallOptions,
  ): Promise<CommandResult> {
    const command = gem.command(name, items, this.#life.known.facts);
    if (options.completed !== true) return await this.run(command, options);
    const completes = completionOf(this.profile, name);
    const outcome = this.run(command, options);
    // The event may come before the reply: it is waited for before anything is sent.
    const event = this.#life.teller.next("event", completes, {
      ...options,
      connected: true,
      unless: outcome,
    });
    const [result, completion] = await Promise.all([outcome, event]);
    return { ...result, event: completion as ToolEvent };
  }

  /** Reads a status variable by name or id. */
  read(id: names.VariableName<P> | number, options?: CallOptions): Promise<unknown>;
  /** Reads status variables: their values in the order of the list. */
  read(ids: readonly (names.VariableName<P> | number)[], options?: CallOptions): Promise<unknown[]>;
  async read(wanted: ProfileId | readonly ProfileId[], options?: CallOptions): Promise<unknown> {
    const ids = [wanted].flat() as ProfileId[];
    const readings = await this.run(gem.readVariables(ids, this.#life.known.facts), options);
    return valuesOf(wanted, readings);
  }

  /** Reads an equipment constant by name or id. */
  readConstants(id: names.ConstantName<P> | number, options?: CallOptions): Promise<unknown>;
  /** Reads equipment constants: their values in the order of the list. */
  readConstants(ids: readonly (names.ConstantName<P> | number)[], options?: CallOptions): Promise<unknown[]>;
  async readConstants(wanted: ProfileId | readonly ProfileId[], options?: CallOptions): Promise<unknown> {
    const ids = [wanted].flat() as ProfileId[];
    const readings = await this.run(gem.readConstants(ids, this.#life.known.facts), options);
    return valuesOf(wanted, readings);
  }

  /** Writes equipment constants by name. Rejects with `AcknowledgeError` when one is refused: then none is written. */
  writeConstants(
    values: Readonly<Partial<Record<names.ConstantName<P>, PlainValue>>>,
    options?: CallOptions,
  ): Promise<void> {
    const settings = Object.entries(values).map(([id, value]) => ({ id, value: value as PlainValue }));
    return this.run(gem.writeConstants(settings, this.#life.known.facts), options);
  }

  /** The process programs that the tool has. */
  async recipes(options?: CallOptions): Promise<string[]> {
    const names = await this.run(gem.listPrograms(), options);
    return names.map((name) => typeof name === "string" ? name : String(toNative(name as Item)));
  }

  /** Fetches a process program; undefined when the tool does not have it. */
  async upload(PPID: string, options?: CallOptions): Promise<string | Uint8Array | undefined> {
    const body = await this.run(gem.uploadProgram(PPID), options);
    return body === undefined ? undefined : toNative(body) as string | Uint8Array;
  }

  /** Gives the tool a process program. Rejects with `AcknowledgeError` when it does not take it. */
  download(PPID: string, body: string | Uint8Array, options?: CallOptions): Promise<gem.ProgramOutcome> {
    return this.run(gem.downloadProgram(PPID, from(body), this.#life.known.facts), options);
  }

  /** Deletes process programs; none when the list is empty. */
  deleteRecipes(PPIDs: readonly string[], options?: CallOptions): Promise<gem.ProgramOutcome> {
    return this.run(gem.deletePrograms(PPIDs), options);
  }

  /** Answers a primary that came as `message`, with the body that the profile or the catalogue has for it. */
  reply({ message }: ToolMessage, body?: Body): Promise<void> {
    return this.#life.connection.reply(message, answer(this.#life.known, message, body));
  }

  /** Answers a primary that came as `message` by SxF0: it is not processed. */
  abort({ message }: ToolMessage): Promise<void> {
    return this.#life.connection.reply(message, undefined, 0);
  }

  /** Runs any procedure of GEM: give it `tool.facts`, so that it knows what the profile does. */
  run<T>(procedure: gem.Procedure<T>, options?: CallOptions): Promise<T> {
    return this.#life.procedures.run(procedure, options);
  }

  /** What the procedures of GEM want to know of the tool: names, formats and deviations of the profile. */
  get facts(): gem.ToolFacts {
    return this.#life.known.facts;
  }

  /** Closes for good, in order. */
  close(): Promise<void> {
    return this.#life.close();
  }

  /** Closes, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // ── Events ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Adds a handler for one event, by name or id. Throws `TypeError` for a name that the profile does not have. */
  on(kind: "event", wanted: names.EventName<P> | number, handler: Handler<ToolEvent, Tool<P>>): this;
  /** Adds a handler for one alarm, by name or id. */
  on(kind: "alarm", wanted: names.AlarmName<P> | number, handler: Handler<ToolAlarm, Tool<P>>): this;
  /** Adds a handler for all that is told of a kind. */
  on<K extends keyof ToolEvents>(kind: K, handler: Handler<ToolEvents[K], Tool<P>>): this;
  on(kind: keyof ToolEvents, wanted: unknown, handler?: unknown): this {
    if (handler === undefined) this.#life.teller.add(kind, wanted as AnyHandler<Tool<P>>);
    else this.#life.teller.addFor(kind as Keyed, wanted as ProfileId, handler as AnyHandler<Tool<P>>);
    return this;
  }

  /** Removes a handler of one event, given as it was added. */
  off(kind: "event", wanted: names.EventName<P> | number, handler: Handler<ToolEvent, Tool<P>>): this;
  /** Removes a handler of one alarm, given as it was added. */
  off(kind: "alarm", wanted: names.AlarmName<P> | number, handler: Handler<ToolAlarm, Tool<P>>): this;
  /** Removes a handler of all that is told of a kind. */
  off<K extends keyof ToolEvents>(kind: K, handler: Handler<ToolEvents[K], Tool<P>>): this;
  off(kind: keyof ToolEvents, wanted: unknown, handler?: unknown): this {
    if (handler === undefined) this.#life.teller.remove(kind, wanted as AnyHandler<Tool<P>>);
    else this.#life.teller.removeFor(kind as Keyed, wanted as ProfileId, handler as AnyHandler<Tool<P>>);
    return this;
  }

  /** Resolves with the next event of a name or id, also after a reconnection. Rejects with `WaitError`. */
  once(kind: "event", wanted: names.EventName<P> | number, options?: WaitOptions): Promise<ToolEvent>;
  /** Resolves with the next alarm of a name or id. */
  once(kind: "alarm", wanted: names.AlarmName<P> | number, options?: WaitOptions): Promise<ToolAlarm>;
  async once(kind: Keyed, wanted: ProfileId, options: WaitOptions = {}): Promise<ToolNews> {
    return await this.#life.teller.next(kind, wanted, options);
  }

  /**
   * Iterates over events and alarms from now on, until the tool is closed. Each iteration gets all of them. One that
   * leaves more than 16,384 waiting gets these, and then throws: what came after them is lost to it.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<ToolNews, undefined> {
    return this.#life.teller.iterate();
  }
}

/** A primary and its reply. */
function* exchange(primary: Primary): gem.Procedure<DataMessage | undefined> {
  return yield primary;
}

/** One value for one id, a list for a list. */
function valuesOf(wanted: ProfileId | readonly ProfileId[], readings: readonly gem.Reading[]): unknown {
  const values = readings.map(({ value }) => toNative(value));
  return typeof wanted === "object" ? values : values[0];
}
