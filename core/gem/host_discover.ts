// Everything that can be asked of a tool, as a model of it: whatever it does not answer is left out.
import type { Format } from "../secs2/format.ts";
import { count, type Item } from "../secs2/item.ts";
import type { Id } from "../messages/data_item.ts";
import { S1F23, S1F24 } from "../messages/stream1.ts";
import { S2F53, S2F54, S2F55, S2F56, S2F57, S2F58 } from "../messages/stream2_definitions.ts";
import type { EquipmentConstant } from "../messages/stream2_programs_constants.ts";
import { type AnnotatedEventReport, S6F17, S6F18 } from "../messages/stream6.ts";
import { listAlarms, type ListedAlarm, listEnabledAlarms } from "./host_alarms.ts";
import { areYouThere } from "./host_identity.ts";
import { listPrograms } from "./host_programs.ts";
import { requestEvent } from "./host_reports.ts";
import {
  listConstants,
  listDataVariables,
  type ListedVariable,
  listVariables,
  readConstants,
  type Reading,
  readVariables,
} from "./host_variables.ts";
import { idValue, sameId } from "./id.ts";
import { ask, type Procedure, ReplyError, TransactionError } from "./procedure.ts";
import type {
  Deviations,
  ToolAlarm,
  ToolConstant,
  ToolEvent,
  ToolFacts,
  ToolModel,
  ToolVariable,
} from "./tool.ts";

/** What becomes of each message that is asked. */
type Outcomes = Record<string, string>;

/**
 * Asks a tool for all that it can tell: what it is, its variables, constants, events, reports, alarms and process
 * programs. What it answers by SxF0, by stream 9, in another form or not at all is asked in the other form of D15 and
 * D16, or left out; `messages` and `deviations` say so. Throws `TransactionError` when the connection ends.
 */
export function* discover(tool: ToolFacts = {}): Procedure<ToolModel> {
  const messages: Outcomes = {}, given: Known = { ...tool, deviations: { ...tool.deviations } };
  const identity = yield* attempt("S1F1", areYouThere(), messages, undefined);
  const status = yield* inEitherForm(given, "S1F11", { ids: "packed" }, listVariables, messages);
  const variables = yield* discoverVariables(status.value, status.tool, messages);
  const constants = yield* discoverConstants(status.tool, messages);
  const { events, reports } = yield* discoverEvents(status.tool, messages);
  const listed = yield* inEitherForm(status.tool, "S5F5", { alarmIds: "list" }, listAlarms, messages);
  const alarms = yield* discoverAlarms(listed.value, messages);
  const programs = yield* attempt("S7F19", listPrograms(), messages, []);
  return {
    MDLN: identity?.MDLN ?? "",
    SOFTREV: identity?.SOFTREV ?? "",
    variables,
    constants,
    events,
    reports,
    alarms,
    programs: programs.map((name) => typeof name === "string" ? name : String(name.value)),
    messages,
    deviations: listed.tool.deviations,
  };
}

/** A tool of which it is known how it deviates, as far as it is. */
type Known = ToolFacts & { readonly deviations: Deviations };

/** Asks for all in the usual form; where that is not answered and no form was given, in the other one. */
function* inEitherForm<T>(
  tool: Known,
  name: string,
  other: Deviations,
  request: (ids: readonly [], tool: ToolFacts) => Procedure<T[]>,
  messages: Outcomes,
): Procedure<{ readonly tool: Known; readonly value: T[] }> {
  const value = yield* attempt(name, request([], tool), messages, undefined);
  const isGiven = Object.keys(other).some((form) => form in tool.deviations);
  if (value !== undefined || isGiven) return { tool, value: value ?? [] };
  const changed = { ...tool, deviations: { ...tool.deviations, ...other } };
  const found = yield* attempt(name, request([], changed), messages, undefined);
  return found === undefined ? { tool, value: [] } : { tool: changed, value: found };
}

/** A part that may fail: then something else stands in its place. */
function* attempt<T>(
  name: string,
  procedure: Procedure<T>,
  outcomes: Outcomes,
  otherwise: T,
): Procedure<T> {
  try {
    const value = yield* procedure;
    outcomes[name] = "answered";
    return value;
  } catch (error) {
    outcomes[name] = reasonOf(error);
    return otherwise;
  }
}

/** Why a part is left out; what ends the whole is thrown on. */
function reasonOf(error: unknown): string {
  if (error instanceof ReplyError) return "malformed";
  const lasting = error instanceof TransactionError && error.reason !== "disconnected" &&
    error.reason !== "deselected";
  if (!lasting) throw error;
  return error.reason;
}

// ── Variables and constants ──────────────────────────────────────────────────────────────────────────────────────

function* discoverVariables(
  status: readonly ListedVariable[],
  tool: ToolFacts,
  messages: Outcomes,
): Procedure<ToolVariable[]> {
  const values = status.length === 0
    ? []
    : yield* attempt("S1F3", readVariables(status.map(({ id }) => id), tool), messages, []);
  const data = yield* attempt("S1F21", listDataVariables([], tool), messages, []);
  return [
    ...status.map((listed) => variable(listed, "status", formatIn(values, listed.id))),
    ...data.map((listed) => variable(listed, "data", undefined)),
  ];
}

function variable(
  listed: ListedVariable,
  kind: ToolVariable["kind"],
  format: Format | undefined,
): ToolVariable {
  return format === undefined ? { ...listed, kind } : { ...listed, kind, format };
}

/** The format of a value that was read; an empty list may also say that there is none. */
function formatIn(values: readonly Reading[], id: Id): Format | undefined {
  const value = values.find((reading) => sameId(reading.id, id))?.value;
  return value === undefined || (value.format === "L" && count(value) === 0) ? undefined : value.format;
}

function* discoverConstants(tool: ToolFacts, messages: Outcomes): Procedure<ToolConstant[]> {
  const listed = yield* attempt("S2F29", listConstants([], tool), messages, []);
  const values = listed.length === 0
    ? []
    : yield* attempt("S2F13", readConstants(listed.map(({ ECID }) => ECID), tool), messages, []);
  return listed.map((each) => constant(each, formatIn(values, each.ECID)));
}

function constant(
  { ECID, ECNAME, ECMIN, ECMAX, ECDEF, UNITS }: EquipmentConstant,
  read?: Format,
): ToolConstant {
  return {
    id: ECID,
    name: ECNAME,
    units: UNITS,
    format: read ?? ECDEF.format,
    ...present("min", ECMIN),
    ...present("max", ECMAX),
    ...present("default", ECDEF),
  };
}

function present(name: "min" | "max" | "default", item: Item): Partial<ToolConstant> {
  const { value } = item;
  if (typeof value === "bigint") return { [name]: idValue(value) };
  return typeof value === "object" || value === "" ? {} : { [name]: value };
}

// ── Events and reports ───────────────────────────────────────────────────────────────────────────────────────────

interface Links {
  readonly CEID: Id;
  readonly reports: readonly Id[];
}

type Definitions = Pick<ToolModel, "events" | "reports">;

/** Events by S1F23; their links and reports by S2F53 to F57, or by asking for the reports of each event. */
function* discoverEvents(tool: ToolFacts, messages: Outcomes): Procedure<Definitions> {
  const listed = yield* attempt("S1F23", ask(S1F23.build([]), S1F24), messages, []);
  if (listed.length === 0) return { events: [], reports: [] };
  const enabled = yield* attempt("S2F57", ask(S2F57.build(), S2F58), messages, undefined);
  const links = yield* attempt("S2F55", ask(S2F55.build([]), S2F56), messages, undefined);
  const defined = yield* attempt("S2F53", ask(S2F53.build([]), S2F54), messages, undefined);
  const found = links && defined
    ? { links, reports: defined.map(({ RPTID, variables }) => ({ id: RPTID, variables })) }
    : yield* askEach(listed.map(({ CEID }) => CEID), tool, messages);
  const events = listed.map(({ CEID, CENAME, variables }): ToolEvent => ({
    id: CEID,
    name: CENAME,
    variables,
    ...linksOf(CEID, found.links),
    ...enabled && { enabled: enabled.some((id) => sameId(id, CEID)) },
  }));
  return { events, reports: found.reports };
}

function linksOf(CEID: Id, links: readonly Links[] | undefined): Pick<ToolEvent, "reports"> {
  const reports = links?.find((link) => sameId(link.CEID, CEID))?.reports;
  return reports === undefined ? {} : { reports };
}

interface Found {
  readonly links: readonly Links[] | undefined;
  readonly reports: ToolModel["reports"];
}

/** Asks for the annotated reports of each event, until one is not answered; then which reports there are. */
function* askEach(events: readonly Id[], tool: ToolFacts, messages: Outcomes): Procedure<Found> {
  const given: AnnotatedEventReport[] = [];
  for (const CEID of events) {
    const report = yield* attempt("S6F17", ask(S6F17.build(CEID), S6F18), messages, undefined);
    if (report === undefined) return { links: yield* askLinks(events, tool, messages), reports: [] };
    given.push(report);
  }
  const links = given.map(({ CEID, reports }) => ({ CEID, reports: reports.map(({ RPTID }) => RPTID) }));
  const reports = given.flatMap((report) =>
    report.reports.map(({ RPTID, values }) => ({ id: RPTID, variables: values.map(({ VID }) => VID) }))
  );
  return {
    links,
    reports: reports.filter((report, i) => i === reports.findIndex(({ id }) => sameId(id, report.id))),
  };
}

function* askLinks(
  events: readonly Id[],
  tool: ToolFacts,
  messages: Outcomes,
): Procedure<readonly Links[] | undefined> {
  const links: Links[] = [];
  for (const CEID of events) {
    const report = yield* attempt("S6F15", requestEvent(CEID, tool), messages, undefined);
    if (report === undefined) return undefined;
    links.push({ CEID, reports: report.reports.map(({ RPTID }) => RPTID) });
  }
  return links;
}

// ── Alarms ───────────────────────────────────────────────────────────────────────────────────────────────────────

function* discoverAlarms(listed: readonly ListedAlarm[], messages: Outcomes): Procedure<ToolAlarm[]> {
  const enabled = yield* attempt<ListedAlarm[] | undefined>("S5F7", listEnabledAlarms(), messages, undefined);
  return listed.map(({ id, text, category = 0, set }) => ({
    id,
    name: text,
    category,
    set,
    ...enabled && { enabled: enabled.some((alarm) => sameId(alarm.id, id)) },
  }));
}
