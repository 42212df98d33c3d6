// Event reports: subscribing to events in one call, ending that, and asking for reports without an event.
import { DRACK, ERACK, LRACK } from "../messages/codes_status_control.ts";
import type { Id, IdInput } from "../messages/data_item.ts";
import { CEID } from "../messages/data_items_names.ts";
import { type BuiltMessage, type Message, message } from "../messages/message.ts";
import { S2F33, S2F34, S2F35, S2F36, S2F37, S2F38 } from "../messages/stream2_reports_commands.ts";
import { type EventReport, S6F15, S6F16, S6F19, S6F20 } from "../messages/stream6.ts";
import type { Item } from "../secs2/item.ts";
import { accept, AcknowledgeError } from "./acknowledge.ts";
import { askGranted } from "./host_inquire.ts";
import { idValue, sameId } from "./id.ts";
import { ask, type Procedure, TransactionError } from "./procedure.ts";
import { idOf, idsOf, type ToolFacts } from "./tool.ts";

/** A report to define. */
export interface ReportDefinition {
  /** RPTID, or name. */
  readonly id: IdInput;
  /** Its variables, in order, by id or name. */
  readonly variables: readonly IdInput[];
}

/** An event to subscribe to. */
export interface EventSubscription {
  /** CEID, or name. */
  readonly id: IdInput;
  /** The reports to link to it, in order. */
  readonly reports?: readonly IdInput[];
  /** Variables wanted with it: a report of its own is defined for them, and linked after the others. */
  readonly variables?: readonly IdInput[];
}

/** What to subscribe to. */
export interface Subscription {
  /** The events. */
  readonly events: readonly EventSubscription[];
  /** Reports to define for them. */
  readonly reports?: readonly ReportDefinition[];
}

/** The steps of a subscription, in their order. */
export type SubscribeStep = "disable" | "delete" | "define" | "link" | "enable" | "verify";

/** How to subscribe. */
export interface SubscribeOptions {
  /**
   * The steps to take, all when absent. Without `delete` what is defined and linked besides stays as it is; reports and
   * links of the same ids are replaced.
   */
  readonly steps?: readonly SubscribeStep[];
  /** DATAID of the messages; 0 when absent. */
  readonly DATAID?: IdInput;
  /** RPTID of the first report that is defined for an event's own variables; the first from 1 that is not used when absent. */
  readonly firstReport?: number;
}

/** What a subscription came to. Its reports make the values in events known: give them to a host as names. */
export interface Subscribed {
  /** The reports that were defined, or were to be. */
  readonly reports: readonly { readonly id: IdInput; readonly variables: readonly IdInput[] }[];
  /** The events, with the reports linked to each. */
  readonly events: readonly { readonly id: IdInput; readonly reports: readonly IdInput[] }[];
  /** Whether the equipment was asked for each event's reports, and gave those that were linked. */
  readonly verified: boolean;
}

/** The equipment said yes, but its reports are not as they were defined. */
export class VerificationError extends Error {
  /** `"VerificationError"`. */
  override readonly name = "VerificationError";
  /** The event. */
  readonly event: IdInput;

  /** `state` says what is different. */
  constructor(event: IdInput, state: string) {
    super(`Cannot verify the reports of event ${idValue(event)}: ${state}`);
    this.event = event;
  }
}

const STEPS: readonly SubscribeStep[] = ["disable", "delete", "define", "link", "enable", "verify"];

/**
 * Subscribes to events: disables all, deletes all reports, defines, links, enables, and verifies by asking for each
 * event's reports (S6F15; skipped where the equipment does not know it). Throws `AcknowledgeError`, which names the step.
 * Reports that the tool has fixed are neither defined nor linked.
 */
export function* subscribe(
  subscription: Subscription,
  tool: ToolFacts = {},
  options: SubscribeOptions = {},
): Procedure<Subscribed> {
  const { deviations = {} } = tool;
  const { steps = STEPS } = options;
  const { reports, events } = planned(subscription, tool, options);
  const DATAID = idOf(tool, "DATAID", options.DATAID ?? 0);
  const clean = steps.includes("delete");
  // No events in S2F37 would be all.
  if (steps.includes("disable") && (clean || events.length > 0)) {
    yield* enable(false, clean ? [] : events, tool);
  }
  if (deviations.reports !== "fixed") {
    const to: Target = { DATAID, tool };
    if (clean) yield* define("delete all reports", [], to);
    if (steps.includes("define")) yield* defineAnew(reports, to, clean);
    if (steps.includes("link")) yield* linkAnew(events, to, clean);
  }
  if (steps.includes("enable") && events.length > 0) yield* enable(true, events, tool);
  const verified = steps.includes("verify") &&
    (yield* verify(events, reports, deviations.reports !== "fixed"));
  return { reports, events, verified };
}

interface Plan {
  readonly reports: { readonly id: IdInput; readonly variables: readonly IdInput[] }[];
  readonly events: { readonly id: IdInput; readonly reports: readonly IdInput[] }[];
}

/** The subscription with ids for names, and a report for the variables of each event that has some. */
function planned({ events, reports = [] }: Subscription, tool: ToolFacts, options: SubscribeOptions): Plan {
  const defined = reports.map(({ id, variables }) => ({
    id: idOf(tool, "RPTID", id),
    variables: idsOf(tool, "VID", variables),
  }));
  let next = options.firstReport ?? 1;
  const linked = events.map(({ id, reports = [], variables = [] }) => {
    const ids = idsOf(tool, "RPTID", reports);
    if (variables.length === 0) return { id: idOf(tool, "CEID", id), reports: ids };
    while (defined.some((report) => sameId(report.id, next))) next++;
    const own = idOf(tool, "RPTID", next++);
    defined.push({ id: own, variables: idsOf(tool, "VID", variables) });
    return { id: idOf(tool, "CEID", id), reports: [...ids, own] };
  });
  return { reports: defined, events: linked };
}

// ── Defining and linking ─────────────────────────────────────────────────────────────────────────────────────────

/** What all definitions have in common. */
interface Target {
  readonly DATAID: IdInput;
  readonly tool: ToolFacts;
}

/** DRACK 3: a report of that id is there already. Where nothing was deleted it is replaced. */
function* defineAnew(reports: Plan["reports"], to: Target, clean: boolean): Procedure<void> {
  if (reports.length === 0) return;
  try {
    yield* define("define reports", reports, to);
  } catch (error) {
    if (clean || !refusedWith(error, "DRACK", DRACK.RPTID_DEFINED)) throw error;
    yield* define("delete reports", reports.map(({ id }) => ({ id, variables: [] })), to);
    yield* define("define reports", reports, to);
  }
}

/** LRACK 3: the event has links already (D25). Where nothing was deleted they are replaced. */
function* linkAnew(events: Plan["events"], to: Target, clean: boolean): Procedure<void> {
  const linked = events.filter(({ reports }) => reports.length > 0);
  if (linked.length === 0) return;
  try {
    yield* link("link reports", linked, to);
  } catch (error) {
    if (clean || !refusedWith(error, "LRACK", LRACK.CEID_LINKED)) throw error;
    yield* link("unlink reports", linked.map(({ id }) => ({ id, reports: [] })), to);
    yield* link("link reports", linked, to);
  }
}

function refusedWith(error: unknown, item: string, code: number): boolean {
  return error instanceof AcknowledgeError && error.item === item && error.code === code;
}

function* define(what: string, reports: Plan["reports"], { DATAID, tool }: Target): Procedure<void> {
  const entries = reports.map(({ id, variables }) => ({ RPTID: id, variables }));
  const request = S2F33.build({ DATAID, reports: entries });
  accept(what, DRACK, yield* askGranted(what, request, S2F34, DATAID, tool));
}

function* link(what: string, events: Plan["events"], { DATAID, tool }: Target): Procedure<void> {
  const entries = events.map(({ id, reports }) => ({ CEID: id, reports }));
  const request = S2F35.build({ DATAID, events: entries });
  accept(what, LRACK, yield* askGranted(what, request, S2F36, DATAID, tool));
}

// ── Enabling ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** S2F37 of tools that want CEED as a number. */
const S2F37_CODED: Readonly<Record<"B" | "U1", Message<{ CEED: number; events: Id[] }>>> = {
  B: /* @__PURE__ */ coded("B"),
  U1: /* @__PURE__ */ coded("U1"),
};

function coded(format: "B" | "U1"): Message<{ CEED: number; events: Id[] }> {
  return message("S2F37 H→E W S", "Enable/Disable Event Report (EDER)", {
    CEED: { item: "CEED", kind: "code", doc: "Enable or disable", formats: [format] },
    events: [CEID],
  });
}

/** Enables events, by id or name. Throws `AcknowledgeError` when one is unknown. */
export function* enableEvents(ids: readonly IdInput[], tool: ToolFacts = {}): Procedure<void> {
  if (ids.length > 0) yield* enable(true, ids.map((id) => ({ id: idOf(tool, "CEID", id) })), tool);
}

/** Enables all events. */
export function* enableAllEvents(tool: ToolFacts = {}): Procedure<void> {
  yield* enable(true, [], tool);
}

/** Disables events, by id or name. */
export function* disableEvents(ids: readonly IdInput[], tool: ToolFacts = {}): Procedure<void> {
  if (ids.length > 0) yield* enable(false, ids.map((id) => ({ id: idOf(tool, "CEID", id) })), tool);
}

function* enable(on: boolean, events: readonly { readonly id: IdInput }[], tool: ToolFacts): Procedure<void> {
  const request = enableRequest(on, events.map(({ id }) => id), tool);
  accept(on ? "enable events" : "disable events", ERACK, yield* ask(request, S2F38));
}

function enableRequest(on: boolean, events: readonly IdInput[], { deviations }: ToolFacts): BuiltMessage {
  const format = deviations?.CEED ?? "BOOLEAN";
  return format === "BOOLEAN"
    ? S2F37.build({ CEED: on, events })
    : S2F37_CODED[format].build({ CEED: Number(on), events });
}

/** Disables and unlinks events; without ids disables all events and deletes all reports. */
export function* unsubscribe(
  ids: readonly IdInput[],
  tool: ToolFacts = {},
  options: Pick<SubscribeOptions, "DATAID"> = {},
): Procedure<void> {
  const events = ids.map((id) => ({ id: idOf(tool, "CEID", id), reports: [] }));
  const to: Target = { DATAID: idOf(tool, "DATAID", options.DATAID ?? 0), tool };
  yield* enable(false, events, tool);
  if (tool.deviations?.reports === "fixed") return;
  if (events.length > 0) yield* link("unlink reports", events, to);
  else yield* define("delete all reports", [], to);
}

// ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Asks for the reports of an event (S6F15), enabled or not. */
export function* requestEvent(id: IdInput, tool: ToolFacts = {}): Procedure<EventReport> {
  return yield* ask(S6F15.build(idOf(tool, "CEID", id)), S6F16);
}

/** Asks for a report (S6F19): its values in order, none when it is unknown. */
export function* requestReport(id: IdInput, tool: ToolFacts = {}): Procedure<Item[]> {
  return yield* ask(S6F19.build(idOf(tool, "RPTID", id)), S6F20);
}

/** Whether the equipment gives for each event what was linked; false when it does not know S6F15. */
function* verify(events: Plan["events"], reports: Plan["reports"], defined: boolean): Procedure<boolean> {
  for (const event of events) {
    try {
      const given = yield* requestEvent(event.id);
      if (defined) compare(event, given, reports);
    } catch (error) {
      if (error instanceof TransactionError && TOLERATED.has(error.reason)) return false;
      throw error;
    }
  }
  return true;
}

/** How an equipment says that it does not know a message, or will not answer it now. */
const TOLERATED: ReadonlySet<string> = /* @__PURE__ */ new Set(["aborted", "stream 9", "T3"]);

function compare(event: Plan["events"][number], given: EventReport, reports: Plan["reports"]): void {
  const found = given.reports.map((report) => idValue(report.RPTID));
  const linked = event.reports.map(idValue);
  if (found.join() !== linked.join()) {
    throw new VerificationError(
      event.id,
      `expected the reports ${linked.join(", ")}, found ${found.join(", ") || "none"}`,
    );
  }
  for (const { RPTID, values } of given.reports) {
    const wanted = reports.find(({ id }) => sameId(id, RPTID))?.variables.length ?? values.length;
    if (values.length === wanted) continue;
    throw new VerificationError(
      event.id,
      `expected ${wanted} values in report ${idValue(RPTID)}, found ${values.length}`,
    );
  }
}
