// Process programs: to and from the equipment, deleting, and which there are.
import { ACKC7, PPGNT } from "../messages/codes_reports_programs.ts";
import type { Name } from "../messages/data_item.ts";
import {
  type FormattedProgram,
  type ProcessCapabilities,
  S7F21,
  S7F22,
  S7F23,
  S7F24,
  S7F25,
  S7F26,
} from "../messages/stream7_formatted.ts";
import {
  S7F1,
  S7F17,
  S7F18,
  S7F19,
  S7F2,
  S7F20,
  S7F3,
  S7F4,
  S7F5,
  S7F6,
} from "../messages/stream7_programs.ts";
import type { BuiltMessage } from "../messages/message.ts";
import type { Input } from "../messages/schema.ts";
import { byteLength } from "../secs2/encode.ts";
import { from, type Native } from "../secs2/from.ts";
import type { Item } from "../secs2/item.ts";
import { accept } from "./acknowledge.ts";
import { ask, type Procedure } from "./procedure.ts";
import type { ToolFacts } from "./tool.ts";

/** How to send a process program. */
export interface DownloadOptions {
  /** Asks for leave first (S7F1); as the tool's deviations say when absent. */
  readonly inquire?: boolean;
}

/** How a process program was accepted: `"pending"` when the outcome comes later (ACKC7 6; with some tools an error). */
export type ProgramOutcome = "accepted" | "pending";

/** Fetches a process program from the equipment (S7F5), its body as it is; `undefined` when it is not given. */
export function* uploadProgram(PPID: Name): Procedure<Item | undefined> {
  return (yield* ask(S7F5.build(PPID), S7F6))?.PPBODY;
}

/** Sends a process program to the equipment (S7F3): bytes, text, integers or an item. Throws `AcknowledgeError` when refused. */
export function* downloadProgram(
  PPID: Name,
  body: Native,
  tool: ToolFacts = {},
  options: DownloadOptions = {},
): Procedure<ProgramOutcome> {
  const PPBODY = from(body), request = S7F3.build({ PPID, PPBODY });
  yield* inquire(PPID, byteLength(PPBODY), request, tool, options);
  return outcome(`download ${nameText(PPID)}`, yield* ask(request, S7F4));
}

/** Fetches a formatted process program (S7F25); `undefined` when it is not given. */
export function* uploadFormattedProgram(PPID: Name): Procedure<FormattedProgram | undefined> {
  return yield* ask(S7F25.build(PPID), S7F26);
}

/** Sends a formatted process program (S7F23). What the equipment makes of it comes as `verification` news. */
export function* downloadFormattedProgram(
  program: Input<FormattedProgram>,
  tool: ToolFacts = {},
  options: DownloadOptions = {},
): Procedure<ProgramOutcome> {
  const request = S7F23.build(program), PPID = program.PPID as Name;
  yield* inquire(PPID, request.text.length, request, tool, options);
  return outcome(`download ${nameText(PPID)}`, yield* ask(request, S7F24));
}

function* inquire(
  PPID: Name,
  LENGTH: number,
  { text }: BuiltMessage,
  { deviations }: ToolFacts,
  options: DownloadOptions,
): Procedure<void> {
  const isLong = text.length > (deviations?.inquireAbove ?? Infinity);
  if (!(options.inquire ?? deviations?.inquire ?? isLong)) return;
  const granted = yield* ask(S7F1.build({ PPID, LENGTH }), S7F2);
  accept(`have ${nameText(PPID)} granted`, PPGNT, granted, [PPGNT.OK, PPGNT.ALREADY_HAVE]);
}

/** Deletes process programs (S7F17). Throws `AcknowledgeError` when refused. */
export function* deletePrograms(PPIDs: readonly Name[]): Procedure<ProgramOutcome> {
  if (PPIDs.length === 0) return "accepted";
  return outcome(`delete ${PPIDs.map(nameText).join(", ")}`, yield* ask(S7F17.build([...PPIDs]), S7F18));
}

/** Deletes all process programs. */
export function* deleteAllPrograms(): Procedure<ProgramOutcome> {
  return outcome("delete all process programs", yield* ask(S7F17.build([]), S7F18));
}

/** Lists the process programs (S7F19). */
export function* listPrograms(): Procedure<Name[]> {
  return yield* ask(S7F19.build(), S7F20);
}

/** Asks what formatted process programs the equipment understands (S7F21). */
export function* processCapabilities(): Procedure<ProcessCapabilities> {
  return yield* ask(S7F21.build(), S7F22);
}

function outcome(what: string, code: number): ProgramOutcome {
  accept(what, ACKC7, code, [ACKC7.ACCEPTED, ACKC7.LATER]);
  return code === ACKC7.LATER ? "pending" : "accepted";
}

function nameText(name: Name): string {
  return typeof name === "string" ? name : String(name.value);
}
