// What a simulated equipment answers to a remote command, by the processes of its profile and where they stand.
import { type gem, toNative } from "../mod.ts";
import type { Profile, ProfileId, ProfileValue } from "./profile.ts";
import { eventId } from "./profile_facts.ts";
import { namesIn, type ParameterValues, type Process } from "./simulate_process.ts";

/** HCACK: accepted, its completion is told by an event. */
export const LATER = 4;
const DONE = 0, CANNOT_NOW = 2, INVALID_PARAMETER = 3; // HCACK
const ILLEGAL_VALUE = 2; // CPACK

/** An answer, and in words what stands against the command. */
export interface Decision extends gem.CommandResult {
  readonly why?: string;
}

/** What decisions are made by. */
export interface Tool {
  readonly profile: Profile;
  readonly processes: readonly Process[];
  /** The process programs that there are. */
  readonly programs: readonly string[];
}

/** The values of a command's parameters: those given over those of the profile. */
export function parametersOf(
  { commands }: Profile,
  { RCMD, parameters }: gem.RemoteCommand,
): ParameterValues {
  const known = commands?.[RCMD]?.parameters ?? [];
  const defaults = known.flatMap((one) => one.default === undefined ? [] : [[one.name, one.default]]);
  const given = Object.entries(parameters).map(([name, item]) => [name, toNative(item) as ProfileValue]);
  return Object.fromEntries([...defaults, ...given]);
}

/** Whether a command can be carried out: some process has to be in a state for it, if one knows it at all. */
export function decide(tool: Tool, name: string, parameters: ParameterValues): Decision {
  const involved = tool.processes.filter((process) => process.knows(name));
  const able = involved.filter((process) => process.transitionOf(name) !== undefined);
  if (involved.length > 0 && able.length === 0) {
    return { HCACK: CANNOT_NOW, why: `${name} is not possible in ${involved[0].state}` };
  }
  const missing = able.map((process) => missingProgram(tool, process, name, parameters)).find(Boolean);
  if (missing !== undefined) return missing;
  return { HCACK: tool.profile.commands?.[name]?.completes === undefined ? DONE : LATER };
}

/** A command that selects a process program which is not there names the parameter at fault. */
function missingProgram(
  { profile, programs }: Tool,
  process: Process,
  name: string,
  parameters: ParameterValues,
): Decision | undefined {
  const transition = process.transitionOf(name)!;
  for (const [variable, value] of Object.entries(process.valuesOf(transition, parameters))) {
    const selects = profile.variables?.find((one) => one.name === variable)?.role === "PPExecName";
    if (!selects || value === "" || programs.includes(String(value))) continue;
    const faulty = namesIn(transition.values![variable]).map((CPNAME) => ({ CPNAME, CPACK: ILLEGAL_VALUE }));
    return { HCACK: INVALID_PARAMETER, parameters: faulty, why: `there is no process program ${value}` };
  }
  return undefined;
}

/** The event that completes a command, where no process raises it in its course. */
export function untoldCompletion({ profile, processes }: Tool, name: string): ProfileId | undefined {
  const completes = profile.commands?.[name]?.completes;
  if (completes === undefined) return undefined;
  const wanted = eventId(profile, completes);
  const isTold = processes.some((process) => process.raises((event) => eventId(profile, event) === wanted));
  return isTold ? undefined : completes;
}
