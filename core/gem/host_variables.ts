// Variables and constants of an equipment: reading, writing, and what there are.
import type { Native } from "../secs2/from.ts";
import type { Format } from "../secs2/format.ts";
import { count, type Item } from "../secs2/item.ts";
import { EAC } from "../messages/codes_status_control.ts";
import type { Id, IdInput } from "../messages/data_item.ts";
import type { Message } from "../messages/message.ts";
import { S1F12, S1F21, S1F22, S1F4 } from "../messages/stream1.ts";
import {
  type EquipmentConstant,
  S2F14,
  S2F15,
  S2F16,
  S2F30,
} from "../messages/stream2_programs_constants.ts";
import { accept } from "./acknowledge.ts";
import { requestFor } from "./host_lists.ts";
import { toId } from "./id.ts";
import { ask, type Procedure, ReplyError } from "./procedure.ts";
import { idOf, idsOf, nameOf, type ToolFacts, valueFormat } from "./tool.ts";
import { convert } from "./value.ts";

/** A variable or constant and its value. */
export interface Reading {
  /** Id. */
  readonly id: Id;
  /** Name, where it is known. */
  readonly name?: string;
  /** Value; `L,0` when the equipment does not know the id. */
  readonly value: Item;
}

/** A variable, as the equipment lists it. */
export interface ListedVariable {
  /** SVID or VID. */
  readonly id: Id;
  /** Name; `""` when the equipment does not know the id. */
  readonly name: string;
  /** Units. */
  readonly units: string;
}

/** A constant to write. */
export interface ConstantSetting {
  /** ECID, or name. */
  readonly id: IdInput;
  /** Its new value; a plain one is written in the format that the constant has. */
  readonly value: Native;
}

/**
 * Reads status variables (S1F3), by id or by name, in their order; without ids all that the equipment lists (S1F11).
 * Throws `ReplyError` when it answers another number of values.
 */
export function* readVariables(ids: readonly IdInput[], tool: ToolFacts = {}): Procedure<Reading[]> {
  const wanted = ids.length > 0 ? ids : (yield* listVariables([], tool)).map(({ id }) => id);
  if (wanted.length === 0) return [];
  const values = yield* ask(requestFor("S1F3", wanted, tool), S1F4);
  return readings(idsOf(tool, "SVID", wanted), values, "SVID", S1F4, tool);
}

/** Reads constants (S2F13), by id or by name, in their order; without ids all that the equipment lists (S2F29). */
export function* readConstants(ids: readonly IdInput[], tool: ToolFacts = {}): Procedure<Reading[]> {
  const wanted = ids.length > 0 ? ids : (yield* listConstants([], tool)).map(({ ECID }) => ECID);
  if (wanted.length === 0) return [];
  const values = yield* ask(requestFor("S2F13", wanted, tool), S2F14);
  return readings(idsOf(tool, "ECID", wanted), values, "ECID", S2F14, tool);
}

function readings(
  ids: readonly IdInput[],
  values: readonly Item[],
  item: "SVID" | "ECID",
  reply: Message<Item[]>,
  tool: ToolFacts,
): Reading[] {
  if (values.length !== ids.length) {
    throw new ReplyError(`Cannot read ${reply.id}: expected ${ids.length} values, found ${values.length}`);
  }
  return ids.map((id, i) => ({ id: toId(id), name: nameOf(tool, item, id), value: values[i] }));
}

/**
 * Writes constants (S2F15): all, or none. Numbers are written in the format that the constant is known to have; where it
 * is not known, the equipment is asked for the present value first. Throws `AcknowledgeError` when refused.
 */
export function* writeConstants(settings: readonly ConstantSetting[], tool: ToolFacts = {}): Procedure<void> {
  const formats = yield* formatsOf(settings, tool);
  const entries = settings.map(({ id, value }, i) => ({
    ECID: idOf(tool, "ECID", id),
    ECV: convert(value, formats[i]),
  }));
  accept("write constants", EAC, yield* ask(S2F15.build(entries), S2F16));
}

/** The format that each constant has, as far as it matters. */
function* formatsOf(
  settings: readonly ConstantSetting[],
  tool: ToolFacts,
): Procedure<(Format | undefined)[]> {
  const formats = settings.map(({ id }) => valueFormat(tool, "ECID", idOf(tool, "ECID", id)));
  const unknown = settings.filter(({ value }, i) => isNumber(value) && formats[i] === undefined);
  if (unknown.length === 0) return formats;
  const present = yield* readConstants(unknown.map(({ id }) => id), tool);
  return settings.map((setting, i) => formats[i] ?? formatOf(present[unknown.indexOf(setting)]?.value));
}

/** An empty list says that the constant is unknown. */
function formatOf(value: Item | undefined): Format | undefined {
  return value === undefined || (value.format === "L" && count(value) === 0) ? undefined : value.format;
}

function isNumber(value: Native): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

/** Asks for names and units of status variables (S1F11), none for all. */
export function* listVariables(ids: readonly IdInput[], tool: ToolFacts = {}): Procedure<ListedVariable[]> {
  const listed = yield* ask(requestFor("S1F11", ids, tool), S1F12);
  return listed.map(({ SVID, SVNAME, UNITS }) => ({ id: SVID, name: SVNAME, units: UNITS }));
}

/** Asks for names and units of data values (S1F21), none for all. */
export function* listDataVariables(
  ids: readonly IdInput[],
  tool: ToolFacts = {},
): Procedure<ListedVariable[]> {
  const listed = yield* ask(S1F21.build(idsOf(tool, "VID", ids)), S1F22);
  return listed.map(({ VID, DVVALNAME, UNITS }) => ({ id: VID, name: DVVALNAME, units: UNITS }));
}

/** Asks for names, ranges, defaults and units of constants (S2F29), none for all. */
export function* listConstants(
  ids: readonly IdInput[],
  tool: ToolFacts = {},
): Procedure<EquipmentConstant[]> {
  return yield* ask(requestFor("S2F29", ids, tool), S2F30);
}
