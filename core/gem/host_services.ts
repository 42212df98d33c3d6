// The smaller services of an equipment: its terminals, its clock, and what it keeps for a host that was away.
import { ACKC10, RSDA, RSDC } from "../messages/codes_reports_programs.ts";
import { RSPACK, STRACK, TIACK } from "../messages/codes_status_control.ts";
import type { Name } from "../messages/data_item.ts";
import { S10F10, S10F3, S10F4, S10F5, S10F6, S10F9 } from "../messages/stream10.ts";
import { S2F17, S2F18, S2F31, S2F32 } from "../messages/stream2_programs_constants.ts";
import { S2F43, S2F44 } from "../messages/stream2_reports_commands.ts";
import { S6F23, S6F24 } from "../messages/stream6.ts";
import { accept, AcknowledgeError, refusedPart } from "./acknowledge.ts";
import { type ClockTime, formatTime, parseTime } from "./clock.ts";
import { ask, type Procedure } from "./procedure.ts";
import type { ToolFacts } from "./tool.ts";

// ── Terminals ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Shows a text, or several lines, at a terminal (S10F3, S10F5); `""` clears it. Terminal 0 when none is given. */
export function* display(text: Name | readonly Name[], TID = 0): Procedure<void> {
  const code = isLines(text)
    ? yield* ask(S10F5.build({ TID, lines: [...text] }), S10F6)
    : yield* ask(S10F3.build({ TID, TEXT: text }), S10F4);
  accept(`display a text at terminal ${TID}`, ACKC10, code);
}

/** Shows a text at all terminals (S10F9). */
export function* broadcast(text: Name): Procedure<void> {
  accept("broadcast a text", ACKC10, yield* ask(S10F9.build(text), S10F10));
}

function isLines(text: Name | readonly Name[]): text is readonly Name[] {
  return Array.isArray(text);
}

// ── Clock ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the clock of an equipment shows. */
export interface ClockReading {
  /** The text. */
  readonly text: string;
  /** What it says; absent when there is no time available, or the text is none of a known form. */
  readonly time?: ClockTime;
}

/** Reads the clock of the equipment (S2F17). */
export function* readClock(): Procedure<ClockReading> {
  const text = yield* ask(S2F17.build(), S2F18);
  const time = parseTime(text);
  return time === undefined ? { text } : { text, time };
}

/**
 * Sets the clock of the equipment (S2F31). The form is that of the tool's deviations; where there is none, that in which
 * the equipment tells its own time, and 16 digits where it does not. Throws `AcknowledgeError` when refused.
 */
export function* setClock(time: ClockTime, tool: ToolFacts = {}): Procedure<void> {
  const form = tool.deviations?.time ?? formOf((yield* readClock()).text);
  accept("set the clock", TIACK, yield* ask(S2F31.build(formatTime(time, form)), S2F32));
}

function formOf(text: string): 12 | 14 | 16 | "extended" {
  if (text.includes("T")) return "extended";
  const { length } = text.trim();
  return length === 12 || length === 14 ? length : 16;
}

// ── Spool ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Streams to be spooled, each with its functions, none for all: `{ 5: [], 6: [11] }`. */
export type SpoolSet = Readonly<Record<number, readonly number[]>>;

/** Sets what is spooled (S2F43), in place of what was; nothing turns spooling off. Throws `AcknowledgeError`. */
export function* setSpooling(streams: SpoolSet): Procedure<void> {
  const entries = Object.entries(streams).map(([stream, functions]) => ({
    STRID: Number(stream),
    functions: [...functions],
  }));
  const answer = yield* ask(S2F43.build(entries), S2F44);
  if (answer.RSPACK === RSPACK.OK) return;
  const parts = answer.streams.map(({ STRID, STRACK: code, functions }) =>
    refusedPart([`S${STRID}`, ...functions.map((fn) => `F${fn}`)].join(" "), STRACK, code)
  );
  throw new AcknowledgeError("set spooling", RSPACK, answer.RSPACK, parts);
}

/** Has the spool transmitted (S6F23); its messages come as news. False when there is nothing in it. */
export function* unloadSpool(): Procedure<boolean> {
  return yield* request("unload the spool", RSDC.TRANSMIT);
}

/** Has the spool deleted (S6F23). False when there is nothing in it. */
export function* purgeSpool(): Procedure<boolean> {
  return yield* request("purge the spool", RSDC.PURGE);
}

function* request(what: string, code: number): Procedure<boolean> {
  const answer = accept(what, RSDA, yield* ask(S6F23.build(code), S6F24), [RSDA.OK, RSDA.NO_SPOOLED_DATA]);
  return answer === RSDA.OK;
}
