// What the parts of a profile say of each other: ids and names that must be there, and must not be there twice.
import type { CommandProfile, Profile } from "./profile.ts";
import { ALARMS, EVENTS, Problems, REPORTS, type Thing, VARIABLES } from "./profile_problems.ts";
import { checkSimulation } from "./profile_references_simulation.ts";
import type { ProfileProblem, Tree } from "./profile_tree.ts";
import { fits } from "./profile_values.ts";
import { sessionProblem } from "./tool_connection.ts";
import { smlProblem } from "./tool_fields.ts";

/** Everything that is wrong between the parts of a profile that is right in each. */
export function referenceProblems(profile: Profile, tree: Tree): ProfileProblem[] {
  const problems = new Problems(profile, tree);
  checkConnection(profile, problems);
  checkUnique(profile, problems);
  checkReferences(profile, problems);
  checkValues(profile, problems);
  checkMessages(profile, problems);
  checkSimulation(profile, problems);
  return problems.found;
}

function checkConnection({ connection }: Profile, problems: Problems): void {
  const wrong = connection === undefined ? undefined : sessionProblem(connection);
  if (wrong !== undefined) problems.add(["connection", "sessions"], wrong);
}

function checkUnique(profile: Profile, problems: Problems): void {
  for (const space of [VARIABLES, REPORTS, EVENTS, ALARMS]) {
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

function checkReferences(profile: Profile, problems: Problems): void {
  const need = problems.need.bind(problems);
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
