// Traces and limits: what the equipment watches by itself.
import { LIMITACK, LVACK, TIAACK, VLAACK } from "../messages/codes_status_control.ts";
import type { Id, IdInput } from "../messages/data_item.ts";
import { S2F23, S2F24 } from "../messages/stream2_programs_constants.ts";
import { type LimitAttributes, S2F45, S2F46, S2F47, S2F48 } from "../messages/stream2_reports_commands.ts";
import type { Native } from "../secs2/from.ts";
import { accept, AcknowledgeError, type RefusedPart, refusedPart } from "./acknowledge.ts";
import { askGranted } from "./host_inquire.ts";
import { idValue } from "./id.ts";
import { ask, type Procedure } from "./procedure.ts";
import { idOf, idsOf, type ToolFacts, valueFormat } from "./tool.ts";
import { convert } from "./value.ts";

/** A trace to start. */
export interface TraceRequest {
  /** TRID: that of an active trace replaces it. */
  readonly id: IdInput;
  /** What to sample, by id or name. */
  readonly variables: readonly IdInput[];
  /** Time between samples in seconds, to hundredths where the equipment takes them; less than 100 hours. */
  readonly period: number;
  /** Samples in all, from 1. */
  readonly samples: number;
  /** Samples in each message; 1 when absent. */
  readonly group?: number;
}

/** Starts a trace (S2F23); its data come as `trace` news. Throws `AcknowledgeError` when refused. */
export function* startTrace(trace: TraceRequest, tool: ToolFacts = {}): Procedure<void> {
  const { id, period, samples, group = 1 } = trace;
  const request = S2F23.build({
    TRID: idOf(tool, "TRID", id),
    DSPER: periodText(period),
    TOTSMP: samples,
    REPGSZ: group,
    variables: idsOf(tool, "SVID", trace.variables),
  });
  const what = `start trace ${idValue(id)}`, DATAID = idOf(tool, "DATAID", 0);
  accept(what, TIAACK, yield* askGranted(what, request, S2F24, DATAID, tool));
}

/** Stops a trace (S2F23 with no samples). */
export function* stopTrace(id: IdInput, tool: ToolFacts = {}): Procedure<void> {
  const TRID = idOf(tool, "TRID", id);
  const request = S2F23.build({ TRID, DSPER: periodText(1), TOTSMP: 0, REPGSZ: 1, variables: [] });
  accept(`stop trace ${idValue(id)}`, TIAACK, yield* ask(request, S2F24));
}

/** DSPER: `hhmmss`, and hundredths only where there are some. */
function periodText(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  if (!(hundredths >= 1 && hundredths < 36_000_000)) {
    throw new RangeError(`Cannot trace: a period of ${seconds} s is outside 0.01 to 359999.99`);
  }
  const whole = Math.floor(hundredths / 100), cc = hundredths % 100;
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60, ...(cc > 0 ? [cc] : [])];
  return parts.map((part) => `${part}`.padStart(2, "0")).join("");
}

/** A limit of a variable: its event fires when the value leaves the deadband. */
export interface Limit {
  /** LIMITID, 1 to 7. */
  readonly id: number;
  /** UPPERDB, the upper edge of the deadband. */
  readonly upper: Native;
  /** LOWERDB, the lower edge. */
  readonly lower: Native;
}

/** The limits of a variable. */
export interface VariableLimits {
  /** VID, or name. */
  readonly id: IdInput;
  /** Limits to define, and by their number alone those to clear; none clear all of the variable. */
  readonly limits: readonly (Limit | number)[];
}

/** Defines limits (S2F45): all, or none. Throws `AcknowledgeError`, with the variables and limits at fault. */
export function* defineLimits(variables: readonly VariableLimits[], tool: ToolFacts = {}): Procedure<void> {
  if (variables.length > 0) yield* sendLimits("define limits", variables, tool);
}

/** Clears all limits of these variables (S2F45), by id or name. */
export function* clearLimits(ids: readonly IdInput[], tool: ToolFacts = {}): Procedure<void> {
  if (ids.length > 0) yield* sendLimits("clear limits", ids.map((id) => ({ id, limits: [] })), tool);
}

/** Clears all limits. */
export function* clearAllLimits(tool: ToolFacts = {}): Procedure<void> {
  yield* sendLimits("clear all limits", [], tool);
}

function* sendLimits(what: string, variables: readonly VariableLimits[], tool: ToolFacts): Procedure<void> {
  const entries = variables.map(({ id, limits }) => ({
    VID: idOf(tool, "VID", id),
    limits: limits.map((limit) => limitEntry(idOf(tool, "VID", id), limit, tool)),
  }));
  const DATAID = idOf(tool, "DATAID", 0);
  const request = S2F45.build({ DATAID, variables: entries });
  const answer = yield* askGranted(what, request, S2F46, DATAID, tool);
  if (answer.VLAACK !== VLAACK.OK) {
    throw new AcknowledgeError(what, VLAACK, answer.VLAACK, answer.variables.map(refusedLimit));
  }
}

type LimitEntry = ReturnType<typeof S2F45.read>["variables"][number]["limits"][number];

function limitEntry(VID: IdInput, limit: Limit | number, tool: ToolFacts): LimitEntry {
  if (typeof limit === "number") return { LIMITID: limit };
  const format = valueFormat(tool, "VID", VID);
  const deadband = { UPPERDB: convert(limit.upper, format), LOWERDB: convert(limit.lower, format) };
  return { LIMITID: limit.id, deadband };
}

function refusedLimit(
  { VID, LVACK: code, limit }: { VID: Id; LVACK: number; limit?: { LIMITID: number; LIMITACK: number } },
): RefusedPart {
  if (limit === undefined) return refusedPart(`VID ${VID.value}`, LVACK, code);
  return refusedPart(`VID ${VID.value}, LIMITID ${limit.LIMITID}`, LIMITACK, limit.LIMITACK);
}

/** Asks for limits (S2F47), of all variables when none are given; `attributes` is absent where there can be none. */
export function* readLimits(
  ids: readonly IdInput[],
  tool: ToolFacts = {},
): Procedure<{ VID: Id; attributes?: LimitAttributes }[]> {
  return yield* ask(S2F47.build(idsOf(tool, "VID", ids)), S2F48);
}
