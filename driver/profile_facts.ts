// What a host has to know of a tool, from its profile: names for ids, formats, and where it deviates.
import type { gem } from "../mod.ts";
import type { Profile, ProfileId } from "./profile.ts";

/** The facts of a profile, for the procedures of a host: names for ids, formats, and where the tool deviates. */
export function factsOf(profile: Profile): gem.ToolFacts {
  const variables = [...(profile.variables ?? []), ...(profile.dataVariables ?? [])];
  const commands = Object.entries(profile.commands ?? {});
  return {
    names: {
      variables,
      constants: profile.constants ?? [],
      events: profile.events ?? [],
      reports: (profile.reports ?? []).map((report) => ({
        ...report,
        variables: report.variables.map((id) => variableId(profile, id)),
      })),
      alarms: (profile.alarms ?? []).map(({ id, name, text }) => ({ id, name: name ?? text })),
      commands: commands.map(([name, { parameters = [] }]) => ({ name, parameters })),
    },
    deviations: { ...profile.deviations, formats: formatsOf(profile) },
  };
}

/** Formats of ids: those of the profile; U4 where all ids are such numbers, so that a name misspelt is no id. */
function formatsOf(profile: Profile): Readonly<Partial<Record<gem.IdItem, gem.IdFormat>>> {
  const { variables = [], dataVariables = [], constants = [], reports = [], events = [], alarms = [] } =
    profile;
  const kinds = {
    VID: [...variables, ...dataVariables, ...constants],
    RPTID: reports,
    CEID: events,
    ALID: alarms,
  };
  const numbered = Object.entries(kinds).filter(([, things]) =>
    things.length > 0 && things.every(isNumbered)
  );
  return { ...Object.fromEntries(numbered.map(([item]) => [item, "U4"])), ...profile.deviations?.formats };
}

function isNumbered({ id }: Thing): boolean {
  return typeof id === "number" && id <= 0xffff_ffff;
}

interface Thing {
  readonly id: ProfileId;
  readonly name?: string;
}

/** The id of a variable or constant, by its id or name. */
export function variableId(
  { variables = [], dataVariables = [], constants = [] }: Profile,
  wanted: ProfileId,
): ProfileId {
  return idIn([...variables, ...dataVariables, ...constants], wanted);
}

/** The id of a report, by its id or name. */
export function reportId({ reports = [] }: Profile, wanted: ProfileId): ProfileId {
  return idIn(reports, wanted);
}

/** The id of an event, by its id or name. */
export function eventId({ events = [] }: Profile, wanted: ProfileId): ProfileId {
  return idIn(events, wanted);
}

/** The id of an alarm, by its id, name or text. */
export function alarmId({ alarms = [] }: Profile, wanted: ProfileId): ProfileId {
  return idIn(alarms.map(({ id, name, text }) => ({ id, name: name ?? text })), wanted);
}

/** An id before a name: a name that is also somebody else's id means the id. */
function idIn(things: readonly Thing[], wanted: ProfileId): ProfileId {
  const found = things.find(({ id }) => id === wanted) ?? things.find(({ name }) => name === wanted);
  return found?.id ?? wanted;
}
