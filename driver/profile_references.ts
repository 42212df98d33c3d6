// What the parts of a profile say of each other: ids and names that must be there, and must not be there twice.
import type { CommandProfile, Profile, ProfileId, StateMachine } from "./profile.ts";
import { fits } from "./profile_values.ts";
import { smlProblem } from "./tool_fields.ts";
import { type Place, placeOf, type ProfileProblem, type Tree } from "./profile_tree.ts";

type Path = readonly (string | number)[];

/** Collects problems by the path of the part concerned. */
class Problems {
  readonly found: ProfileProblem[] = [];
  readonly #tree: Tree;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  add(path: Path, message: string): void {
    const place: Place = placeOf(this.#tree, path);
    this.found.push({ ...place, message: `${path.join(".")}: ${message}` });
  }
}

/** Everything that is wrong between the parts of a profile that is right in each. */
export function referenceProblems(profile: Profile, tree: Tree): ProfileProblem[] {
  const problems = new Problems(tree);
  checkUnique(profile, problems);
  checkReferences(profile, problems);
  checkValues(profile, problems);
  checkMessages(profile, problems);
  checkSimulation(profile, problems);
  return problems.found;
}

interface Thing {
  readonly id: ProfileId;
  readonly name?: string;
}

/** Lists that share ids and names: a VID may be any variable or constant. */
const SPACES = [
  ["variables", "dataVariables", "constants"],
  ["reports"],
  ["events"],
  ["alarms"],
] as const;

type Space = typeof SPACES[number];

function checkUnique(profile: Profile, problems: Problems): void {
  for (const space of SPACES) {
    const ids = new Map<string, string>();
    const names = new Map<string, string>();
    for (const list of space) {
      (profile[list] ?? []).forEach(({ id, name }: Thing, i: number) => {
        once(
          ids,
          String(id),
          `${list}.${i}`,
          (other) => problems.add([list, i, "id"], `${id} is also that of ${other}`),
        );
        if (name === undefined) return;
        once(
          names,
          name,
          `${list}.${i}`,
          (other) => problems.add([list, i, "name"], `${name} is also that of ${other}`),
        );
      });
    }
  }
}

function once(seen: Map<string, string>, key: string, where: string, twice: (other: string) => void): void {
  const other = seen.get(key);
  if (other === undefined) seen.set(key, where);
  else twice(other);
}

/** Whether something of this id or name is in one of the lists. */
function has(profile: Profile, lists: Space, wanted: ProfileId): boolean {
  return lists.some((list) =>
    ((profile[list] ?? []) as readonly Thing[]).some(({ id, name }) => id === wanted || name === wanted)
  );
}

const [VARIABLES, REPORTS, EVENTS, ALARMS] = SPACES;

function checkReferences(profile: Profile, problems: Problems): void {
  const need = (path: Path, lists: Space, wanted: ProfileId | undefined, what: string) => {
    if (wanted === undefined || has(profile, lists, wanted)) return;
    problems.add(path, `there is no ${what} ${JSON.stringify(wanted)}`);
  };
  profile.reports?.forEach(({ variables }, i) =>
    variables.forEach((id, j) => need(["reports", i, "variables", j], VARIABLES, id, "variable or constant"))
  );
  profile.events?.forEach(({ reports = [] }, i) =>
    reports.forEach((id, j) => need(["events", i, "reports", j], REPORTS, id, "report"))
  );
  profile.alarms?.forEach(({ set, clear }, i) => {
    need(["alarms", i, "set"], EVENTS, set, "event");
    need(["alarms", i, "clear"], EVENTS, clear, "event");
  });
  for (const list of ["variables", "dataVariables"] as const) {
    profile[list]?.forEach(({ limits }, i) =>
      need([list, i, "limits", "event"], EVENTS, limits?.event, "event")
    );
  }
  for (const [name, { completes }] of Object.entries(profile.commands ?? {})) {
    need(["commands", name, "completes"], EVENTS, completes, "event");
  }
  const { schedule = [], machines = [] } = profile.simulation ?? {};
  schedule.forEach(({ event, alarm }, i) => {
    need(["simulation", "schedule", i, "event"], EVENTS, event, "event");
    need(["simulation", "schedule", i, "alarm"], ALARMS, alarm, "alarm");
  });
  machines.forEach(({ variable, transitions }, i) => {
    need(["simulation", "machines", i, "variable"], VARIABLES, variable, "variable");
    transitions.forEach(({ event }, j) =>
      need(["simulation", "machines", i, "transitions", j, "event"], EVENTS, event, "event")
    );
  });
}

function checkValues(profile: Profile, problems: Problems): void {
  profile.constants?.forEach(({ format, default: value, min, max }, i) => {
    if (!fits(format, value)) {
      problems.add(["constants", i, "default"], `${JSON.stringify(value)} is no ${format}`);
    }
    if (typeof min === "number" && typeof max === "number" && min > max) {
      problems.add(["constants", i, "min"], `${min} is above max, ${max}`);
    }
  });
  for (const [name, command] of Object.entries(profile.commands ?? {})) {
    checkParameters(name, command, problems);
  }
}

function checkParameters(name: string, { parameters = [] }: CommandProfile, problems: Problems): void {
  const names = new Map<string, string>();
  parameters.forEach((parameter, i) => {
    const { format, range, values = [] } = parameter;
    const path = ["commands", name, "parameters", i];
    once(
      names,
      parameter.name,
      String(i),
      (other) => problems.add([...path, "name"], `${parameter.name} is also that of parameter ${other}`),
    );
    if (range !== undefined && range[0] > range[1]) {
      problems.add([...path, "range"], `${range[0]} is above ${range[1]}`);
    }
    values.forEach((value, j) => {
      if (!fits(format, value)) {
        problems.add([...path, "values", j], `${JSON.stringify(value)} is no ${format}`);
      }
    });
    if (parameter.default !== undefined && !fits(format, parameter.default)) {
      problems.add([...path, "default"], `${JSON.stringify(parameter.default)} is no ${format}`);
    }
  });
}

function checkMessages({ messages = {} }: Profile, problems: Problems): void {
  for (const [name, message] of Object.entries(messages)) {
    const known = /^S\d+F\d+$/.test(name) || (message.stream !== undefined && message.function !== undefined);
    if (!known) problems.add(["messages", name], "needs stream and function, or a name such as S2F41");
    const wrong = typeof message.body === "string" ? smlProblem(message.body) : undefined;
    if (wrong !== undefined) problems.add(["messages", name, "body"], wrong);
  }
}

function checkSimulation(profile: Profile, problems: Problems): void {
  const { schedule = [], machines = [] } = profile.simulation ?? {};
  schedule.forEach((occurrence, i) => {
    const path = ["simulation", "schedule", i];
    if (occurrence.after === undefined && occurrence.every === undefined) {
      problems.add(path, "needs after or every");
    }
    if (occurrence.event === undefined && occurrence.alarm === undefined && occurrence.values === undefined) {
      problems.add(path, "needs an event, an alarm or values");
    }
  });
  machines.forEach((machine, i) => checkMachine(profile, machine, ["simulation", "machines", i], problems));
}

function checkMachine(
  profile: Profile,
  { states, transitions }: StateMachine,
  path: Path,
  problems: Problems,
): void {
  if (Object.keys(states).length === 0) problems.add([...path, "states"], "needs a state");
  const need = (path: Path, state: string) => {
    if (!Object.hasOwn(states, state)) problems.add(path, `there is no state ${JSON.stringify(state)}`);
  };
  transitions.forEach(({ from, to, command, after }, j) => {
    const at = [...path, "transitions", j];
    need([...at, "to"], to);
    for (const state of [from ?? []].flat()) need([...at, "from"], state);
    if (command === undefined && after === undefined) problems.add(at, "needs a command or after");
    if (command !== undefined && !Object.hasOwn(profile.commands ?? {}, command)) {
      problems.add([...at, "command"], `there is no command ${JSON.stringify(command)}`);
    }
  });
}
