// What the simulation of a profile says of its other parts: events, alarms, variables, states, commands, parameters.
import type { Profile, ProfileValue, StateMachine, StateTransition } from "./profile.ts";
import { ALARMS, EVENTS, type Path, type Problems, VARIABLES } from "./profile_problems.ts";
import { fits, type PlainValue } from "./profile_values.ts";
import { namesIn } from "./simulate_process.ts";

/** Tells what is wrong with the simulation of a profile. */
export function checkSimulation(profile: Profile, problems: Problems): void {
  const { machines = [], faults = [] } = profile.simulation ?? {};
  checkMotions(profile, problems);
  checkSchedule(profile, problems);
  machines.forEach((machine, i) => checkMachine(profile, machine, ["simulation", "machines", i], problems));
  faults.forEach(({ on }, i) => {
    const wrong = on === undefined ? undefined : wrongPrimary(on);
    if (wrong !== undefined) problems.add(["simulation", "faults", i, "on"], wrong);
  });
}

function checkMotions(profile: Profile, problems: Problems): void {
  for (const list of ["variables", "dataVariables"] as const) {
    profile[list]?.forEach(({ simulate }, i) => {
      if (simulate === undefined || !("count" in simulate)) return;
      problems.need([list, i, "simulate", "count", "event"], EVENTS, simulate.count.event, "event");
    });
  }
}

function checkSchedule(profile: Profile, problems: Problems): void {
  profile.simulation?.schedule?.forEach(({ after, every, event, alarm, values }, i) => {
    const path = ["simulation", "schedule", i];
    if (after === undefined && every === undefined) problems.add(path, "needs after or every");
    if (event === undefined && alarm === undefined && values === undefined) {
      problems.add(path, "needs an event, an alarm or values");
    }
    problems.need([...path, "event"], EVENTS, event, "event");
    problems.need([...path, "alarm"], ALARMS, alarm, "alarm");
    checkValues(profile, values, [...path, "values"], problems);
  });
}

function checkMachine(profile: Profile, machine: StateMachine, path: Path, problems: Problems): void {
  const { variable, states, transitions } = machine;
  problems.need([...path, "variable"], VARIABLES, variable, "variable");
  if (Object.keys(states).length === 0) problems.add([...path, "states"], "needs a state");
  transitions.forEach((transition, j) => {
    const at = [...path, "transitions", j], { from = [], to, command, after, event, values } = transition;
    const need = (path: Path, state: string) => {
      if (!Object.hasOwn(states, state)) problems.add(path, `there is no state ${JSON.stringify(state)}`);
    };
    need([...at, "to"], to);
    for (const state of [from].flat()) need([...at, "from"], state);
    if (command === undefined && after === undefined) problems.add(at, "needs a command or after");
    if (command !== undefined && !Object.hasOwn(profile.commands ?? {}, command)) {
      problems.add([...at, "command"], `there is no command ${JSON.stringify(command)}`);
    }
    problems.need([...at, "event"], EVENTS, event, "event");
    checkValues(profile, values, [...at, "values"], problems);
    checkHoles(profile, machine, transition, at, problems);
  });
}

/** Variables by name, each with a value of its format; one with a parameter in it is not known before the command. */
function checkValues(
  { variables = [], dataVariables = [], constants = [] }: Profile,
  values: Readonly<Record<string, ProfileValue>> = {},
  path: Path,
  problems: Problems,
): void {
  const all = [...variables, ...dataVariables, ...constants];
  for (const [name, value] of Object.entries(values)) {
    const format = all.find((one) => one.name === name || one.id === name)?.format;
    if (format === undefined) {
      problems.add([...path, name], `there is no variable or constant ${JSON.stringify(name)}`);
    } else if (namesIn(value).length === 0 && !fits(format, value as PlainValue)) {
      problems.add([...path, name], `${JSON.stringify(value)} is no ${format}`);
    }
  }
}

/** `${NAME}` is a parameter of the command of the transition; of any of its machine where it comes about by itself. */
function checkHoles(
  { commands = {} }: Profile,
  { transitions }: StateMachine,
  { command, values = {} }: StateTransition,
  path: Path,
  problems: Problems,
): void {
  const possible = command === undefined ? transitions.flatMap((one) => one.command ?? []) : [command];
  if (possible.some((name) => !Object.hasOwn(commands, name))) return; // told as such
  const known = possible.flatMap((name) => commands[name].parameters ?? []).map(({ name }) => name);
  const whose = command === undefined ? "no command of these transitions" : `the command ${command}`;
  for (const [name, value] of Object.entries(values)) {
    for (const hole of namesIn(value).filter((hole) => !known.includes(hole))) {
      const has = command === undefined ? "has a" : "has no";
      problems.add([...path, "values", name], `${whose} ${has} parameter ${JSON.stringify(hole)}`);
    }
  }
}

/** What is wrong with the name of a primary; its form is right. */
function wrongPrimary(name: string): string | undefined {
  const [stream, fn] = name.slice(1).split("F").map(Number);
  if (stream > 127 || fn > 255) return `there is no message ${name}: streams go to 127, functions to 255`;
  return fn % 2 === 1 ? undefined : `${name} is a reply: a fault is brought about by its primary`;
}
