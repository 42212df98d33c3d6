// A process of a simulated equipment: the states of a profile's machine, and what leads from one to another.
import type { ProfileValue, StateMachine, StateTransition } from "./profile.ts";

/** Values of a command's parameters, by name. */
export type ParameterValues = Readonly<Record<string, ProfileValue>>;

/** A transition that has come about. */
export interface Step {
  readonly process: Process;
  readonly from: string;
  readonly to: string;
  readonly transition: StateTransition;
  /** The values of the transition, with those of the parameters in them. */
  readonly values: Readonly<Record<string, ProfileValue>>;
}

/** A process, told the time in milliseconds. */
export class Process {
  /** The variable that holds the number of its state. */
  readonly variable: string | undefined;
  readonly #machine: StateMachine;
  #state: string;
  #since = 0;
  #parameters: ParameterValues = {};

  /** In its first state. */
  constructor(machine: StateMachine) {
    this.#machine = machine;
    this.variable = machine.variable;
    this.#state = Object.keys(machine.states)[0];
  }

  /** The state that it is in. */
  get state(): string {
    return this.#state;
  }

  /** Its number. */
  get number(): number {
    return this.#machine.states[this.#state];
  }

  /** Begins: times in the first state count from now. */
  begin(now: number): void {
    this.#since = now;
  }

  /** Whether a command has a meaning for it, in whatever state. */
  knows(command: string): boolean {
    return this.#machine.transitions.some((transition) => transition.command === command);
  }

  /** The transition that a command brings about in the present state. */
  transitionOf(command: string): StateTransition | undefined {
    return this.#open().find((transition) => transition.command === command);
  }

  /** Whether a transition raises an event of these ids. */
  raises(isWanted: (event: string | number) => boolean): boolean {
    return this.#machine.transitions.some(({ event }) => event !== undefined && isWanted(event));
  }

  /** Carries out a command. Its parameters are remembered for the transitions that follow. */
  command(transition: StateTransition, parameters: ParameterValues, now: number): Step {
    this.#parameters = parameters;
    return this.#go(transition, now);
  }

  /** The values that a transition would set with these parameters. */
  valuesOf({ values = {} }: StateTransition, parameters: ParameterValues): Record<string, ProfileValue> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, filled(value, parameters)]),
    );
  }

  /** When it moves by itself; `Infinity` when it does not. */
  get deadline(): number {
    return this.#timed()?.at ?? Infinity;
  }

  /** Moves by itself, once, when it is time. */
  elapsed(now: number): Step | undefined {
    const timed = this.#timed();
    return timed === undefined || now < timed.at ? undefined : this.#go(timed.transition, now);
  }

  #go(transition: StateTransition, now: number): Step {
    const from = this.#state, { to } = transition;
    this.#state = to;
    this.#since = now;
    return { process: this, from, to, transition, values: this.valuesOf(transition, this.#parameters) };
  }

  #open(): StateTransition[] {
    return this.#machine.transitions.filter(({ from }) =>
      from === undefined || [from].flat().includes(this.#state)
    );
  }

  /** The first of those that need no command; a millisecond is the least, so that time moves on. */
  #timed(): { at: number; transition: StateTransition } | undefined {
    let first: { at: number; transition: StateTransition } | undefined;
    for (const transition of this.#open()) {
      if (transition.command !== undefined || transition.after === undefined) continue;
      const at = this.#since + Math.max(1000 * transition.after, 1);
      if (first === undefined || at < first.at) first = { at, transition };
    }
    return first;
  }
}

const HOLE = /\$\{([^}]*)\}/g;

/** The names of the parameters in a value. */
export function namesIn(value: ProfileValue): string[] {
  return typeof value === "string" ? [...value.matchAll(HOLE)].map(([, name]) => name.trim()) : [];
}

/** A value with the parameters in it: one that is nothing else keeps its type. */
function filled(value: ProfileValue, parameters: ParameterValues): ProfileValue {
  if (typeof value !== "string") return value;
  const [name] = namesIn(value);
  if (name !== undefined && value.trim() === value.match(HOLE)![0]) return parameters[name] ?? "";
  return value.replace(HOLE, (_, name: string) => String(parameters[name.trim()] ?? ""));
}
