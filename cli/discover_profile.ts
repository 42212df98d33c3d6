// What a tool has told of itself as an equipment profile: everything that a profile has to have, and no more.
import type { Id } from "../core/messages/data_item.ts";
import type { Deviations, IdFormat, ToolConstant, ToolModel, ToolVariable } from "../core/gem/mod.ts";
import type {
  AlarmProfile,
  ConnectionProfile,
  ConstantProfile,
  EventProfile,
  Profile,
  ProfileId,
  ReportProfile,
  VariableProfile,
} from "../driver/profile.ts";

/** The profile of a tool that was discovered over this connection. */
export function profileOf(model: ToolModel, connection: ConnectionProfile, id: string): Profile {
  const names = new UniqueNames();
  const variables = model.variables.filter(({ kind }) => kind === "status");
  const dataVariables = [...model.variables.filter(({ kind }) => kind === "data"), ...untold(model)];
  const unread = model.messages.S1F3 === "answered" ? "L" : "A"; // of a list the tool tells no format
  const parts = {
    variables: variables.map((variable) => variableOf(variable, unread, names)),
    dataVariables: dataVariables.map((variable) => variableOf(variable, "A", names)),
    constants: model.constants.map((constant) => constantOf(constant, names)),
  };
  const profile = {
    equipment: identityOf(model, id),
    connection,
    ...parts,
    ...reportsAndEvents(model, namesOf(Object.values(parts).flat())),
    alarms: model.alarms.map(alarmOf),
    deviations: deviationsOf(model),
  };
  return Object.fromEntries(
    Object.entries(profile).filter(([, part]) => !isEmpty(part)),
  ) as unknown as Profile;
}

function isEmpty(part: object): boolean {
  return Object.keys(part).length === 0;
}

function identityOf({ MDLN, SOFTREV }: ToolModel, id: string): Profile["equipment"] {
  return {
    id,
    ...(MDLN === "" ? {} : { model: MDLN }),
    ...(SOFTREV === "" ? {} : { softwareRevision: SOFTREV }),
  };
}

/** An id as a profile has it. */
function plain({ value }: Id): ProfileId {
  return typeof value === "bigint" ? String(value) : value;
}

/** Variables of reports that the tool has not listed: their ids are all that is known. */
function untold({ variables, constants, reports }: ToolModel): ToolVariable[] {
  const known = new Set([...variables, ...constants].map(({ id }) => String(id.value)));
  const ids = new Map(reports.flatMap(({ variables }) => variables).map((id) => [String(id.value), id]));
  return [...ids.values()].filter(({ value }) => !known.has(String(value)))
    .map((id) => ({ id, name: "", units: "", kind: "data" }));
}

function variableOf(
  { id, name, units, format }: ToolVariable,
  unread: "A" | "L",
  names: UniqueNames,
): VariableProfile {
  return {
    id: plain(id),
    name: names.of(name, `VARIABLE_${id.value}`),
    format: format ?? unread,
    ...(units === "" ? {} : { units }),
  };
}

function constantOf(constant: ToolConstant, names: UniqueNames): ConstantProfile {
  const { id, name, units, min, max } = constant;
  const format = constant.format === undefined || constant.format === "L" ? "A" : constant.format;
  const range = Object.entries({ min, max }).filter(([, limit]) =>
    typeof limit === "number" || typeof limit === "bigint"
  );
  return {
    id: plain(id),
    name: names.of(name, `CONSTANT_${id.value}`),
    format,
    ...(units === "" ? {} : { units }),
    ...Object.fromEntries(range.map(([limit, value]) => [limit, Number(value)])),
    default: defaultOf(format, constant.default),
  };
}

/** A profile has to have a default. */
function defaultOf(format: string, given: ToolConstant["default"]): number | string | boolean {
  const isText = /^[AJW]$/.test(format);
  if (given === undefined) return format === "BOOLEAN" ? false : isText ? "" : 0;
  if (isText) return String(given);
  return typeof given === "bigint" ? Number(given) : given;
}

/** Names by id. */
function namesOf(things: readonly { id: ProfileId; name: string }[]): (id: Id) => ProfileId {
  const names = new Map(things.map(({ id, name }) => [String(id), name]));
  return (id) => names.get(String(id.value)) ?? plain(id);
}

/** The reports that are defined; for events without any, one of the variables that the tool names for them. */
function reportsAndEvents(
  { events, reports: defined }: ToolModel,
  nameOf: (id: Id) => ProfileId,
): { reports: ReportProfile[]; events: EventProfile[] } {
  const names = new UniqueNames();
  const reports = defined.map(({ id, variables }): ReportProfile => ({
    id: plain(id),
    variables: variables.map(nameOf),
  }));
  const reportFor = new ReportsByVariables(reports);
  const told = events.map(({ id, name, variables, reports: linked = [] }): EventProfile => {
    const unique = names.of(name, `EVENT_${id.value}`);
    const known = linked.map(plain).filter((id) => reports.some((report) => report.id === id));
    const wanted = known.length > 0 || variables.length === 0
      ? known
      : [reportFor.named(unique, variables.map(nameOf))];
    return { id: plain(id), name: unique, ...(wanted.length === 0 ? {} : { reports: wanted }) };
  });
  return { reports, events: told };
}

/** Reports that are made where they are missing: one for each list of variables. */
class ReportsByVariables {
  readonly #reports: ReportProfile[];
  readonly #made: Map<string, string> = new Map();

  constructor(reports: ReportProfile[]) {
    this.#reports = reports;
  }

  /** The name of the report with these variables. */
  named(name: string, variables: readonly ProfileId[]): string {
    const key = JSON.stringify(variables);
    const made = this.#made.get(key);
    if (made !== undefined) return made;
    this.#made.set(key, name);
    const numbers = this.#reports.map(({ id }) => Number(id)).filter((id) => !Number.isNaN(id));
    this.#reports.push({ id: Math.max(0, ...numbers) + 1, name, variables });
    return name;
  }
}

function alarmOf({ id, name, category }: ToolModel["alarms"][number]): AlarmProfile {
  return {
    id: plain(id),
    text: name.slice(0, 120),
    ...(category > 0 && category <= 63 ? { category } : {}),
  };
}

/** Where the ids of the tool are not those that a profile's plain values would become, their formats. */
function deviationsOf(model: ToolModel): Deviations {
  const { variables, constants, events, reports, alarms } = model;
  const lists = { SVID: variables, ECID: constants, CEID: events, RPTID: reports, ALID: alarms };
  const found = Object.entries(lists).map(([item, list]) => [item, formatOf(list.map(({ id }) => id))]);
  const formats = Object.fromEntries(found.filter(([, format]) => format !== undefined));
  if (formats.SVID !== undefined) formats.VID = formats.SVID;
  return {
    ...model.deviations,
    ...(isEmpty(formats) ? {} : { formats: { ...formats, ...model.deviations.formats } }),
  };
}

/** The one format of all these ids; undefined where it is the usual one, or there are several. */
function formatOf(ids: readonly Id[]): IdFormat | undefined {
  const formats = new Set(ids.map(({ format }) => format));
  const [format] = formats;
  return formats.size !== 1 || format === "U4" || format === "A" ? undefined : format;
}

/** Names that occur once, as a profile wants them. */
class UniqueNames {
  readonly #taken: Set<string> = new Set();

  of(told: string, otherwise: string): string {
    // deno-lint-ignore no-control-regex -- tools pad names with anything
    const name = told.replace(/[\0-\x1f\x7f-\x9f]+/g, " ").trim() || otherwise;
    const unique = this.#taken.has(name) ? `${name} (${otherwise})` : name;
    this.#taken.add(unique);
    return unique;
  }
}
