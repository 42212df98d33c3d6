// The simulated tool: a profile's equipment over real sockets, to try hosts against.
import type { Address, Connection } from "../adapters/node.ts";
import { Emitter, type Handler } from "../adapters/emitter.ts";
import { type gem, type Item, type Link, toNative } from "../mod.ts";
import { socketsOf } from "./platform.ts";
import type { ConnectionProfile, FaultProfile, Profile, ProfileId } from "./profile.ts";
import { checkProfile, loadProfile } from "./profile_file.ts";
import type { PlainValue } from "./profile_values.ts";
import { SimulatedEquipment, type SimulationNews } from "./simulate_equipment.ts";
import type { SimulatorEvents, SimulatorOptions, SimulatorState } from "./simulator_options.ts";
import { RecipeFolder } from "./simulator_recipes.ts";
import { connectionOptions, ownSession } from "./tool_connection.ts";
import { resolve } from "node:path";

type Any = { readonly type: string };
type Machine = Link<Any>;

/** Profiles that were found right: several tools of one profile check it once. */
const CHECKED: WeakSet<Profile> = new WeakSet();

/**
 * A simulated tool: it answers a host, its values move, it raises events and alarms and carries commands out as its
 * profile says. It takes the other side of the profile's connection.
 *
 * ```ts
 * import { Simulator } from "@fabwire/hsms/driver";
 *
 * await using tool = await Simulator.start("profiles/etcher.yaml", { connection: { port: 0 } });
 * tool.on("command", ({ name, HCACK }) => console.log(name, HCACK));
 * tool.set("ChamberPressure", 2.5);
 * tool.trigger("PROCESS_START", { WaferId: "W-01" });
 * tool.fault({ on: "S1F3", fault: "delay", seconds: 60 });
 * ```
 */
export class Simulator implements AsyncDisposable {
  /** What the tool is. */
  readonly profile: Profile;
  readonly #connection: Connection<Machine>;
  readonly #machine: SimulatedEquipment<Any>;
  readonly #emitter: Emitter<SimulatorEvents, Simulator>;
  readonly #recipes: RecipeFolder | undefined;
  #address: Address | undefined;

  private constructor(
    profile: Profile,
    emitter: (simulator: Simulator) => Emitter<SimulatorEvents, Simulator>,
    { connection, machine }: Opened,
    recipes: RecipeFolder | undefined,
  ) {
    this.profile = profile;
    this.#connection = connection;
    this.#machine = machine;
    this.#recipes = recipes;
    this.#emitter = emitter(this);
    this.#listen();
  }

  /**
   * Starts a tool from its profile, a file or data. Resolves when it listens or, where the tool is the active side, has
   * begun to connect. Rejects with `ProfileError`, or when its port is not to be had.
   */
  static async start(source: string | Profile, options: SimulatorOptions = {}): Promise<Simulator> {
    const { profile: read, folder } = await load(source);
    const failed = (error: unknown) => simulator.#emitter.report(error);
    const recipes = read.recipes?.folder === undefined
      ? undefined
      : new RecipeFolder(resolve(folder, read.recipes.folder), failed);
    const profile = recipes === undefined ? read : withRecipes(read, await recipes.read());
    const opened = await open(profile, folder, options);
    const simulator = new Simulator(profile, (self) => new Emitter(self), opened, recipes);
    simulator.#address = await opened.listening.catch(async (error) => {
      await simulator.close();
      throw error;
    });
    return simulator;
  }

  // ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Where it listens; undefined where it is the active side. */
  get address(): Address | undefined {
    return this.#address;
  }

  /** Where it stands. */
  get state(): SimulatorState {
    const { equipment, processes } = this.#machine;
    return { communication: equipment.communicationState, control: equipment.controlState, processes };
  }

  /** The process programs that it has. */
  get recipes(): readonly string[] {
    return this.#machine.equipment.programs;
  }

  /** The connection beneath. */
  get connection(): Connection<Link<{ readonly type: string }>> {
    return this.#connection;
  }

  /** The value of a variable or constant, by name or id; undefined when there is none. */
  get(name: ProfileId): unknown {
    return this.#perform(() => this.#machine.value(name));
  }

  // ── What happens to it ───────────────────────────────────────────────────────────────────────────────────────

  /** Gives a variable or constant a value, in place of its motion. Throws when it cannot have it. */
  set(name: ProfileId, value: PlainValue): void {
    this.#perform((now) => this.#machine.set(name, value, now));
  }

  /** Raises an event, by name or id, after variables were given values. Throws when it is unknown. */
  trigger(event: ProfileId, values: Readonly<Record<string, PlainValue>> = {}): void {
    this.#perform((now) => this.#machine.trigger(event, values, now));
  }

  /** Sets or clears an alarm, by name or id; false when it is so already. Throws when it is unknown. */
  alarm(name: ProfileId, set: boolean): boolean {
    return this.#perform((now) => this.#machine.alarm(name, set, now));
  }

  /** Makes something go wrong: once, unless `times` says otherwise. */
  fault(fault: FaultProfile): void {
    this.#perform(() => this.#machine.fault({ times: 1, ...fault }));
  }

  /** Nothing goes wrong any more. */
  noFaults(): void {
    this.#perform(() => this.#machine.noFaults());
  }

  /** Does what an operator does: `simulator.operate((equipment, now) => equipment.setLocal(now))`. */
  operate<T>(work: (equipment: gem.Equipment<{ readonly type: string }>, now: number) => T): T {
    return this.#perform((now) => work(this.#machine.equipment as gem.Equipment<Any>, now));
  }

  /** Ends the connection at once, as a crash does. A passive tool then waits for the host again. */
  disconnect(): void {
    this.#perform(() => this.#machine.disconnect());
  }

  #perform<T>(work: (now: number) => T): T {
    return this.#connection.perform((_, now) => work(now));
  }

  /** Ends it, in order. */
  async close(): Promise<void> {
    await this.#connection.close();
    await this.#recipes?.settled();
  }

  /** Ends it, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // ── What it tells ────────────────────────────────────────────────────────────────────────────────────────────

  /** Adds a handler. */
  on<K extends keyof SimulatorEvents>(event: K, handler: Handler<SimulatorEvents[K], Simulator>): this {
    this.#emitter.add(event, handler);
    return this;
  }

  /** Removes a handler. */
  off<K extends keyof SimulatorEvents>(event: K, handler: Handler<SimulatorEvents[K], Simulator>): this {
    this.#emitter.remove(event, handler);
    return this;
  }

  #listen(): void {
    const emitter = this.#emitter;
    this.#connection.on("connected", (address) => emitter.emit("connected", address))
      .on("closed", (end) => emitter.emit("disconnected", end))
      .on("connect-failed", (error) => emitter.emit("connect-failed", error))
      .on("error", (error) => emitter.report(error))
      .on("news", (news) => this.#news(news as gem.GemNews | SimulationNews));
  }

  #news(news: gem.GemNews | SimulationNews): void {
    const emitter = this.#emitter;
    emitter.emit("news", news);
    switch (news.type) {
      case "communication":
      case "control state":
        return emitter.emit("state", this.state);
      case "command done":
        return emitter.emit("command", news);
      case "process state":
        return emitter.emit("process", news);
      case "event":
        return emitter.emit("event", {
          id: news.CEID.value,
          name: nameIn(this.profile.events, news.CEID.value),
          posted: news.posted,
        });
      case "alarm changed":
        return emitter.emit("alarm", news);
      case "constants changed":
        return emitter.emit("constants", this.#constants(news.constants));
      case "process program":
        return this.#recipe(news.PPID, news.change);
      case "terminal":
        return emitter.emit("terminal", { TID: news.TID, lines: news.lines.map(textOf) });
      case "fault made":
        return emitter.emit("fault", news);
      case "simulation failed":
      case "value failed":
      case "handler failed":
        return emitter.report(news.error);
    }
  }

  #constants(changed: readonly { readonly ECID: { readonly value: unknown }; readonly ECV: Item }[]) {
    return Object.fromEntries(changed.map(({ ECID: { value: id }, ECV }) => {
      const name = nameIn(this.profile.constants, id);
      return [name ?? String(id), toNative(ECV)];
    }));
  }

  #recipe(PPID: string, change: "received" | "deleted" | "refused"): void {
    if (change !== "refused") {
      const body = this.#machine.equipment.program(PPID);
      this.#recipes?.keep(PPID, body === undefined ? undefined : bytesOf(body));
    }
    this.#emitter.emit("recipe", { PPID, change });
  }
}

async function load(source: string | Profile): Promise<{ profile: Profile; folder: string }> {
  if (typeof source === "string") return await loadProfile(source);
  if (!CHECKED.has(source)) checkProfile(source);
  CHECKED.add(source);
  return { profile: source, folder: "." };
}

/** Programs of the folder over those of the profile. */
function withRecipes(profile: Profile, items: Record<string, string>): Profile {
  return { ...profile, recipes: { ...profile.recipes, items: { ...profile.recipes?.items, ...items } } };
}

/** A connection that has begun, and what is simulated over it. */
interface Opened {
  readonly connection: Connection<Machine>;
  readonly machine: SimulatedEquipment<Any>;
  /** The address where it listens; undefined where it is the active side. */
  readonly listening: Promise<Address | undefined>;
}

async function open(
  profile: Profile,
  folder: string,
  options: SimulatorOptions,
): Promise<Opened> {
  const given = { ...profile.connection, ...options.connection };
  if (given.port === undefined) {
    throw new TypeError("Cannot start the simulated tool: neither its profile nor the options have a port");
  }
  const side = await connectionOptions(given as ConnectionProfile, "equipment", folder);
  const tls = typeof given.tls === "object" && given.tls.cert !== undefined;
  const sockets = await socketsOf({ clientCertificate: tls && side.mode === "active" });
  let machine!: SimulatedEquipment<Any>;
  const over = (link: Link<Any>): Machine => {
    const { equipment, ...rest } = withClock(options);
    const own = { ...ownSession(given as ConnectionProfile), ...equipment };
    machine = new SimulatedEquipment<Any>(link, profile, { ...rest, equipment: own });
    return options.over?.(machine) ?? machine;
  };
  const { host, trace = false } = options;
  const { promise, on } = firstNews(side.mode);
  const all = { ...side, trace, ...(host === undefined ? {} : { host }), over, on };
  const connection = sockets.open(all);
  return { connection, machine, listening: promise };
}

/** Resolves when the passive side listens, and for the active side at once; rejects when it cannot listen. */
function firstNews(mode: "active" | "passive" | undefined) {
  if (mode !== "passive") return { promise: Promise.resolve(undefined), on: {} };
  let resolve!: (address: Address) => void, reject!: (error: Error) => void;
  const promise = new Promise<Address>((yes, no) => [resolve, reject] = [yes, no]);
  const failed = (error: Error) => reject(error);
  return { promise, on: { "listening": (address: Address) => resolve(address), "connect-failed": failed } };
}

function withClock(options: SimulatorOptions): SimulatorOptions {
  const zone = -new Date().getTimezoneOffset();
  return { ...options, equipment: { clock: Date.now, zone, ...options.equipment } };
}

function nameIn(
  things: readonly { readonly id: ProfileId; readonly name: string }[] = [],
  wanted: unknown,
): string | undefined {
  return things.find(({ id }) => String(id) === String(wanted))?.name;
}

function textOf(name: string | Item): string {
  return typeof name === "string" ? name : String(toNative(name));
}

function bytesOf(body: Item): string | Uint8Array {
  const native = toNative(body);
  return typeof native === "string" || native instanceof Uint8Array ? native : String(native);
}
