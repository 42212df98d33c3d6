// A simulated equipment: a GEM equipment whose values move, to which things happen, and which carries commands out as its
// profile says. A machine, told the time.
import { gem, type Link, type LinkOutput, toNative } from "../mod.ts";
import { meant } from "./nearest.ts";
import { OverLink } from "./over_link.ts";
import type { FaultProfile, Profile, ProfileId, ProfileValue, VariableProfile } from "./profile.ts";
import { equipmentModelOf, equipmentOptionsOf } from "./profile_equipment.ts";
import { alarmId, eventId } from "./profile_facts.ts";
import { ALARMS, EVENTS, namesOf, type Space, VARIABLES } from "./profile_problems.ts";
import { itemOf, type PlainValue } from "./profile_values.ts";
import {
  decide,
  type Decision,
  LATER,
  parametersOf,
  type Tool,
  untoldCompletion,
} from "./simulate_commands.ts";
import { type FaultNews, Faults, FaultyLink } from "./simulate_faults.ts";
import { type Moving, moving } from "./simulate_motion.ts";
import { type ParameterValues, Process, type Step } from "./simulate_process.ts";
import { type Random, randomFrom } from "./simulate_random.ts";
import { type Due, Schedule } from "./simulate_schedule.ts";

/** How a simulated equipment is made. */
export interface SimulatedOptions {
  /** Makes the course of random things repeatable; that of the profile, or 1, when absent. */
  readonly seed?: number;
  /** Decides a remote command before the profile does; undefined leaves it to that. */
  readonly execute?: (command: gem.RemoteCommand) => gem.CommandResult | undefined;
  /** Over what the profile says: the clock, stores, handlers of one's own. */
  readonly equipment?: gem.EquipmentOptions;
}

/** What a simulated equipment tells, beside the news of GEM and of its link. */
export type SimulationNews =
  /** A remote command was answered; `why` says in words what stands against it. */
  | {
    readonly type: "command done";
    readonly name: string;
    readonly parameters: ParameterValues;
    readonly HCACK: number;
    readonly why?: string;
  }
  /** A process has gone from one state to another. */
  | {
    readonly type: "process state";
    readonly variable: string | undefined;
    readonly from: string;
    readonly to: string;
  }
  /** An alarm was set or cleared. */
  | { readonly type: "alarm changed"; readonly id: ProfileId; readonly text: string; readonly set: boolean }
  /** Something that the profile says could not be done. */
  | { readonly type: "simulation failed"; readonly error: unknown }
  | FaultNews;

/** How long a command takes whose end is told by an event, where no process says so, in milliseconds. */
const COMPLETION = 1000;

/** A simulated equipment over a link, which it owns and drains. */
export class SimulatedEquipment<More = never> extends OverLink<gem.GemNews | More | FaultNews>
  implements Link<gem.GemNews | SimulationNews | More> {
  /** The GEM equipment. */
  readonly equipment: gem.Equipment<More | FaultNews>;
  readonly #profile: Profile;
  readonly #options: SimulatedOptions;
  readonly #faults: Faults;
  readonly #link: FaultyLink<More>;
  readonly #schedule: Schedule;
  readonly #processes: readonly Process[];
  readonly #moving: Map<string, Moving> = new Map();
  readonly #random: Random;
  readonly #news: SimulationNews[] = [];
  /** Events raised here whose news is still to come. */
  readonly #counted: string[] = [];
  #completions: { readonly at: number; readonly event: ProfileId }[] = [];
  #began: number | undefined;

  /** Throws what a model that cannot be throws. */
  constructor(link: Link<More>, profile: Profile, options: SimulatedOptions = {}) {
    super();
    const { schedule = [], machines = [], faults = [], seed = 1 } = profile.simulation ?? {};
    this.#profile = profile;
    this.#options = options;
    this.#random = randomFrom(options.seed ?? seed);
    this.#faults = new Faults(faults, this.#random);
    this.#schedule = new Schedule(schedule);
    this.#processes = machines.map((machine) => new Process(machine));
    const model = equipmentModelOf(profile, (variable) => this.#supply(variable));
    const all = { ...equipmentOptionsOf(profile), ...options.equipment };
    this.#link = new FaultyLink(link, this.#faults);
    this.equipment = new gem.Equipment(this.#link, model, all);
    for (const process of this.#processes) this.#show(process);
  }

  protected override get below(): gem.Equipment<More | FaultNews> {
    return this.equipment;
  }

  // ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────

  /** The state of each process, in the order of the profile. */
  get processes(): readonly string[] {
    return this.#processes.map(({ state }) => state);
  }

  /** The value of a variable or constant by name or id; undefined when there is none. */
  value(wanted: ProfileId): unknown {
    const id = this.#variable(wanted)?.id;
    const item = id === undefined ? undefined : this.equipment.value(id);
    return item === undefined ? undefined : toNative(item);
  }

  override get deadline(): number {
    const times = [this.equipment.deadline, this.#schedule.deadline];
    for (const { deadline } of this.#processes) times.push(deadline);
    for (const { at } of this.#completions) times.push(at);
    return Math.min(...times);
  }

  override start(now: number): void {
    this.#began = now;
    for (const process of this.#processes) process.begin(now);
    super.start(now);
  }

  // ── What is done to it ───────────────────────────────────────────────────────────────────────────────────────

  /** Gives a variable or constant, by name or id, a value in place of its motion. Throws when it cannot have it. */
  set(wanted: ProfileId, value: PlainValue, now: number): void {
    const variable = this.#variable(wanted);
    if (variable === undefined) {
      throw new RangeError(
        `Cannot set ${wanted}: the profile has no such variable${this.#meant(wanted, VARIABLES)}`,
      );
    }
    const { id, format } = variable, { equipment } = this;
    this.now = now;
    if ("default" in variable) equipment.setConstant(id, itemOf(format as "A", value), now);
    else if (variable.role === "PPExecName") equipment.selectProgram(String(value), now);
    else equipment.setVariable(id, itemOf(format, value), now);
  }

  /** Raises an event, by name or id, with values for variables by name. Throws when it is unknown. */
  trigger(event: ProfileId, values: Readonly<Record<string, PlainValue>>, now: number): void {
    const known = this.#profile.events?.some(({ id, name }) => id === event || name === event);
    if (!known) {
      throw new RangeError(
        `Cannot raise ${event}: the profile has no such event${this.#meant(event, EVENTS)}`,
      );
    }
    for (const [name, value] of Object.entries(values)) this.set(name, value, now);
    const id = eventId(this.#profile, event);
    this.#count(id); // its own report has the count with it
    this.#counted.push(String(id));
    this.now = now;
    this.equipment.triggerEvent(id, now);
  }

  /** Sets or clears an alarm, by name or id; false when it is so already. Throws when it is unknown. */
  alarm(wanted: ProfileId, set: boolean, now: number): boolean {
    const id = alarmId(this.#profile, wanted);
    const alarm = this.#profile.alarms?.find((alarm) => alarm.id === id);
    if (alarm === undefined) {
      const hint = this.#meant(wanted, ALARMS);
      throw new RangeError(`Cannot change ${wanted}: the profile has no such alarm${hint}`);
    }
    const { equipment } = this;
    this.now = now;
    const changed = set ? equipment.setAlarm(id, now) : equipment.clearAlarm(id, now);
    if (changed) this.#news.push({ type: "alarm changed", id, text: alarm.text, set });
    return changed;
  }

  /** One more fault, before those of the profile. */
  fault(fault: FaultProfile): void {
    this.#faults.add(fault);
  }

  /** Ends the connection at once, as a crash does. */
  disconnect(): void {
    this.#link.disconnect();
  }

  /** No fault any more. */
  noFaults(): void {
    this.#faults.clear();
  }

  // ── What it does by itself ───────────────────────────────────────────────────────────────────────────────────

  override elapsed(now: number): void {
    this.at(now).elapsed(now);
    for (const due of this.#schedule.take(now)) this.#happens(due);
    for (const process of this.#processes) {
      const step = process.elapsed(now);
      if (step !== undefined) this.#stepped(step);
    }
    const complete = this.#completions.filter(({ at }) => at <= now);
    this.#completions = this.#completions.filter(({ at }) => at > now);
    for (const { event } of complete) this.#attempt(() => this.trigger(event, {}, now));
  }

  /** What a profile, or an application, has wrong must not stop the rest. */
  #attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#news.push({ type: "simulation failed", error });
      return undefined;
    }
  }

  #happens(due: Due): void {
    if (due.type === "clear") return void this.#attempt(() => this.alarm(due.alarm, false, this.now));
    const { values, event, alarm } = due.occurrence;
    this.#give(values);
    if (event !== undefined) this.#attempt(() => this.trigger(event, {}, this.now));
    if (alarm !== undefined) this.#attempt(() => this.alarm(alarm, true, this.now));
  }

  #stepped({ process, from, to, transition: { event }, values }: Step): void {
    this.#news.push({ type: "process state", variable: process.variable, from, to });
    this.#show(process);
    this.#give(values);
    if (event !== undefined) this.#attempt(() => this.trigger(event, {}, this.now));
  }

  #give(values: Readonly<Record<string, ProfileValue>> = {}): void {
    for (const [name, value] of Object.entries(values)) {
      this.#attempt(() => this.set(name, value as PlainValue, this.now));
    }
  }

  #show(process: Process): void {
    if (process.variable !== undefined) this.set(process.variable, process.number, this.now);
  }

  #supply(variable: VariableProfile): gem.Supplied | undefined {
    const { simulate, format, name } = variable;
    if (simulate === undefined) return undefined;
    const mover = moving(simulate, this.#random);
    this.#moving.set(name, mover);
    return () => itemOf(format, inFormat(format, mover.value(this.#seconds)) as PlainValue);
  }

  get #seconds(): number {
    return this.#began === undefined ? 0 : (this.now - this.#began) / 1000;
  }

  #meant(wanted: ProfileId, lists: Space): string {
    return meant(String(wanted), namesOf(this.#profile, lists));
  }

  #variable(wanted: ProfileId) {
    const { variables = [], dataVariables = [], constants = [] } = this.#profile;
    const all = [...variables, ...dataVariables, ...constants];
    return all.find(({ id }) => id === wanted) ?? all.find(({ name }) => name === wanted);
  }

  // ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────

  #command(command: gem.RemoteCommand): void {
    const name = command.RCMD, parameters = parametersOf(this.#profile, command);
    const own = this.#attempt(() => this.#options.execute?.(command));
    const { why, ...result }: Decision = own ?? decide(this.#tool, name, parameters);
    const { HCACK } = result;
    this.equipment.respond(command, result, this.now);
    this.#news.push({ type: "command done", name, parameters, HCACK, ...(why === undefined ? {} : { why }) });
    if (own === undefined && (HCACK === 0 || HCACK === LATER)) this.#carryOut(name, parameters);
  }

  get #tool(): Tool {
    return { profile: this.#profile, processes: this.#processes, programs: this.equipment.programs };
  }

  #carryOut(name: string, parameters: ParameterValues): void {
    for (const process of this.#processes) {
      const transition = process.transitionOf(name);
      if (transition !== undefined) this.#stepped(process.command(transition, parameters, this.now));
    }
    const event = untoldCompletion(this.#tool, name);
    if (event !== undefined) this.#completions.push({ at: this.now + COMPLETION, event });
  }

  // ── What to do next ──────────────────────────────────────────────────────────────────────────────────────────

  poll(): LinkOutput | gem.GemNews | SimulationNews | More | undefined {
    for (;;) {
      const news = this.#news.shift();
      if (news !== undefined) return news;
      const output = this.equipment.poll();
      if (output === undefined && this.#news.length === 0) return undefined;
      if (output !== undefined && this.#passes(output as gem.GemNews)) return output;
    }
  }

  /** Looks at what the equipment tells; false for what is dealt with here. */
  #passes(news: gem.GemNews): boolean {
    switch (news.type) {
      case "communication":
        if (news.to === "COMMUNICATING") this.#schedule.begin(this.now);
        else this.#schedule.end();
        return true;
      case "event":
        this.#raised(news.CEID.value);
        return true;
      case "remote command":
        this.#command(news.command);
        return false;
    }
    return true;
  }

  /** An event of E30 that the equipment has raised by itself, or one that was counted when it was raised here. */
  #raised(ceid: number | bigint | string): void {
    const at = this.#counted.indexOf(String(ceid));
    if (at < 0) this.#count(ceid);
    else this.#counted.splice(at, 1);
  }

  #count(ceid: number | bigint | string): void {
    const name = this.#profile.events?.find(({ id }) => String(id) === String(ceid))?.name;
    if (name === undefined) return;
    for (const mover of this.#moving.values()) mover.raised?.(name);
  }
}

/** Whole numbers where the format has no others. */
function inFormat(format: string, value: ProfileValue): ProfileValue {
  return typeof value === "number" && /^[UI]\d$/.test(format) ? Math.round(value) : value;
}
