// Alarms: which there are, and which the equipment reports.
import { ACKC5, ALED } from "../messages/codes_reports_programs.ts";
import type { Id, IdInput } from "../messages/data_item.ts";
import { S5F3, S5F4, S5F6, S5F7, S5F8 } from "../messages/stream5.ts";
import { accept } from "./acknowledge.ts";
import { requestFor } from "./host_lists.ts";
import { idValue } from "./id.ts";
import { ask, type Procedure } from "./procedure.ts";
import { idOf, type ToolFacts } from "./tool.ts";

/** An alarm, as the equipment lists it. */
export interface ListedAlarm {
  /** ALID. */
  readonly id: Id;
  /** ALTX; `""` when the equipment does not know the id. */
  readonly text: string;
  /** Category, 0 to 127; see `ALCD`. Absent for an unknown alarm. */
  readonly category?: number;
  /** Whether it is set. */
  readonly set: boolean;
}

/** Has alarms reported (S5F3, one for each), by id or name. Throws `AcknowledgeError` at the first that is refused. */
export function* enableAlarms(ids: readonly IdInput[], tool: ToolFacts = {}): Procedure<void> {
  for (const id of ids) yield* enable(ALED.ENABLE, idOf(tool, "ALID", id));
}

/** Has all alarms reported. */
export function* enableAllAlarms(): Procedure<void> {
  yield* enable(ALED.ENABLE, "");
}

/** Has alarms no longer reported, by id or name. */
export function* disableAlarms(ids: readonly IdInput[], tool: ToolFacts = {}): Procedure<void> {
  for (const id of ids) yield* enable(ALED.DISABLE, idOf(tool, "ALID", id));
}

/** Has no alarm reported any more. */
export function* disableAllAlarms(): Procedure<void> {
  yield* enable(ALED.DISABLE, "");
}

function* enable(code: number, id: IdInput): Procedure<void> {
  const which = idValue(id) === "" ? "all alarms" : `alarm ${idValue(id)}`;
  const what = `${code === ALED.ENABLE ? "enable" : "disable"} ${which}`;
  accept(what, ACKC5, yield* ask(S5F3.build({ ALED: code, ALID: id }), S5F4));
}

/** Lists alarms with their state (S5F5), enabled or not; without ids all. */
export function* listAlarms(ids: readonly IdInput[], tool: ToolFacts = {}): Procedure<ListedAlarm[]> {
  return (yield* ask(requestFor("S5F5", ids, tool), S5F6)).map(listed);
}

/** Lists the alarms that are reported (S5F7). */
export function* listEnabledAlarms(): Procedure<ListedAlarm[]> {
  return (yield* ask(S5F7.build(), S5F8)).map(listed);
}

function listed({ ALCD, ALID, ALTX }: { ALCD?: number; ALID: Id; ALTX: string }): ListedAlarm {
  if (ALCD === undefined) return { id: ALID, text: ALTX, set: false };
  return { id: ALID, text: ALTX, category: ALCD & 0x7f, set: ALCD >= 0x80 };
}
