// What a profile says of a tool as the model of a GEM equipment, and how that is set up.
import { type DataMessage, encode, type Format, gem, type Item, L, messages, type Native } from "../mod.ts";
import type {
  AlarmProfile,
  BodyProfile,
  CommandProfile,
  ConstantProfile,
  EventProfile,
  ParameterProfile,
  Profile,
  ProfileId,
  VariableProfile,
} from "./profile.ts";
import { eventId, reportId, variableId } from "./profile_facts.ts";
import { itemOf, type PlainValue } from "./profile_values.ts";

/** Where the value of a variable comes from; undefined: what its format has for nothing. */
export type Supply = (variable: VariableProfile) => gem.Supplied | undefined;

/** The equipment of a profile. Ids are in the formats of its deviations. */
export function equipmentModelOf(profile: Profile, supply: Supply = () => undefined): gem.EquipmentModel {
  const { equipment, variables = [], dataVariables = [], constants = [], recipes = {} } = profile;
  const { id, model = id.slice(0, 20), softwareRevision = "1.0" } = equipment;
  const fixed = profile.deviations?.reports === "fixed";
  const facts = (variable: VariableProfile) => variableFacts(profile, variable, supply);
  return {
    MDLN: model,
    SOFTREV: softwareRevision,
    statusVariables: variables.map((variable) => ({
      SVID: inFormat(profile, "SVID", variable.id),
      SVNAME: variable.name,
      ...facts(variable),
      ...(variable.role === undefined ? {} : { role: variable.role as gem.StatusRole }),
    })),
    dataVariables: dataVariables.map((variable) => ({
      VID: inFormat(profile, "VID", variable.id),
      DVVALNAME: variable.name,
      ...facts(variable),
      ...(variable.role === undefined ? {} : { role: variable.role as gem.DataRole }),
    })),
    constants: constants.map((constant) => constantOf(profile, constant)),
    events: (profile.events ?? []).map((event) => eventOf(profile, event, fixed)),
    reports: fixed ? reportsOf(profile) : [],
    alarms: (profile.alarms ?? []).map((alarm) => alarmOf(profile, alarm)),
    commands: Object.entries(profile.commands ?? {}).map(([RCMD, command]) => commandOf(RCMD, command)),
    programs: Object.entries(recipes.items ?? {}).map(([PPID, text]) => ({
      PPID,
      PPBODY: recipeBody(profile, text),
    })),
  };
}

/** How the equipment of a profile is set up. */
export function equipmentOptionsOf(profile: Profile): gem.EquipmentOptions {
  const { communications = {}, deviations = {} } = profile;
  return {
    ...(communications.timeout === undefined ? {} : { establishTimeout: communications.timeout }),
    control: controlOf(communications.initialState ?? "ON-LINE REMOTE"),
    programs: { inquireFirst: deviations.inquire ?? false },
    handlers: handlersOf(profile),
  };
}

/** A process program of this tool, from its text: one character for each byte. */
function recipeBody({ recipes = {} }: Profile, text: string): Native {
  return recipes.format === "B" ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : text;
}

function inFormat(profile: Profile, item: gem.IdItem, id: ProfileId): ReturnType<typeof gem.withFormat> {
  const formats = profile.deviations?.formats ?? {};
  const own = formats[item] ?? (item === "SVID" || item === "ECID" ? formats.VID : undefined);
  return gem.withFormat(id, own);
}

// ── Variables and constants ──────────────────────────────────────────────────────────────────────────────────────

function variableFacts(
  profile: Profile,
  variable: VariableProfile,
  supply: Supply,
): gem.VariableFacts & { readonly value?: gem.Supplied } {
  const { format, units, limits, role } = variable;
  const value = supply(variable) ?? (role === undefined ? nothingOf(format) : undefined);
  return {
    format,
    ...(units === undefined ? {} : { UNITS: units }),
    ...(limits === undefined ? {} : { limits: { ...limits, event: eventOfName(profile, limits.event) } }),
    ...(value === undefined ? {} : { value }),
  };
}

/** What a format has for nothing: an empty text, zero, false, an empty list. */
function nothingOf(format: Format): Item {
  if (format === "L") return L();
  return itemOf(format, format === "A" || format === "J" || format === "W" ? "" : 0);
}

function constantOf(profile: Profile, constant: ConstantProfile): gem.EquipmentConstantModel {
  const { id, name, format, units, min, max, role } = constant;
  const value = (given: PlainValue): Native => itemOf(format, given);
  return {
    ECID: inFormat(profile, "ECID", id),
    ECNAME: name,
    format,
    ECDEF: value(constant.default),
    ...(units === undefined ? {} : { UNITS: units }),
    ...(min === undefined ? {} : { ECMIN: value(min) }),
    ...(max === undefined ? {} : { ECMAX: value(max) }),
    ...(role === undefined ? {} : { role }),
  };
}

// ── Events, reports, alarms ──────────────────────────────────────────────────────────────────────────────────────

function eventOfName(profile: Profile, event: ProfileId): ReturnType<typeof inFormat> {
  return inFormat(profile, "CEID", eventId(profile, event));
}

/** Predefined reports only where the host cannot define them: otherwise it would find its ids taken. */
function eventOf(profile: Profile, event: EventProfile, fixed: boolean): gem.CollectionEvent {
  const reports = (event.reports ?? []).map((id) => reportId(profile, id));
  const data = new Set((profile.dataVariables ?? []).map(({ id }) => id));
  const reported = (profile.reports ?? []).filter(({ id }) => reports.includes(id))
    .flatMap(({ variables }) => variables.map((id) => variableId(profile, id)));
  return {
    CEID: inFormat(profile, "CEID", event.id),
    CENAME: event.name,
    variables: [...new Set(reported.filter((id) => data.has(id)))],
    ...(fixed ? { reports } : {}),
    ...(event.role === undefined ? {} : { role: event.role }),
  };
}

function reportsOf(profile: Profile): gem.ReportModel[] {
  return (profile.reports ?? []).map(({ id, variables }) => ({
    RPTID: inFormat(profile, "RPTID", id),
    variables: variables.map((variable) => variableId(profile, variable)),
  }));
}

function alarmOf(profile: Profile, { id, text, category, set, clear }: AlarmProfile): gem.AlarmModel {
  return {
    ALID: inFormat(profile, "ALID", id),
    ALTX: text,
    ...(category === undefined ? {} : { category }),
    ...(set === undefined ? {} : { setEvent: eventOfName(profile, set) }),
    ...(clear === undefined ? {} : { clearEvent: eventOfName(profile, clear) }),
  };
}

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────────

function commandOf(RCMD: string, { parameters = [], local }: CommandProfile): gem.RemoteCommandModel {
  return {
    RCMD,
    parameters: parameters.map(parameterOf),
    ...(local === undefined ? {} : { inLocal: local }),
  };
}

const INTEGERS: readonly Format[] = ["U1", "U2", "U4", "U8", "I1", "I2", "I4", "I8"];

function parameterOf({ name, format, required, values, range }: ParameterProfile): gem.CommandParameter {
  const numeric = /^[UIF]\d$/.test(format);
  return {
    CPNAME: name,
    formats: INTEGERS.includes(format) ? INTEGERS : [format],
    ...(required === undefined ? {} : { required }),
    ...(values === undefined ? {} : { allowed: values }),
    ...(range === undefined || !numeric ? {} : { min: range[0], max: range[1] }),
  };
}

// ── Communication and control ────────────────────────────────────────────────────────────────────────────────────

type InitialState = NonNullable<NonNullable<Profile["communications"]>["initialState"]>;

function controlOf(state: InitialState): gem.ControlOptions {
  if (state === "EQUIPMENT OFF-LINE" || state === "HOST OFF-LINE") return { initial: state };
  return { initial: "ON-LINE", onLine: state === "ON-LINE LOCAL" ? "LOCAL" : "REMOTE" };
}

/** Messages that only this tool has are answered with their reply, each field with its value or nothing. */
function handlersOf(profile: Profile): gem.EquipmentOptions["handlers"] {
  const handlers: Record<`S${number}F${number}`, gem.Handler> = {};
  for (const [name, message] of Object.entries(profile.messages ?? {})) {
    const numbers = /^S(\d+)F(\d+)$/.exec(name) ?? [];
    const stream = message.stream ?? Number(numbers[1]), fn = message.function ?? Number(numbers[2]);
    if (messages.catalogue.get(stream, fn, "H→E") !== undefined) continue;
    const text = message.reply === undefined ? new Uint8Array(0) : encode(bodyOf(message.reply));
    handlers[`S${stream}F${fn}`] = ({ replyExpected }: DataMessage) =>
      replyExpected ? { stream, function: fn + 1, replyExpected: false, text } : undefined;
  }
  return handlers;
}

function bodyOf(body: BodyProfile): Item {
  if ("fields" in body) return L(...Object.values(body.fields).map(bodyOf));
  if ("list" in body) return L();
  return body.value === undefined ? nothingOf(body.format) : itemOf(body.format, body.value);
}
