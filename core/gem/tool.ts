// What a host knows of a tool, as plain data: names and formats, what discover() found, and where the tool deviates.
import type { Format } from "../secs2/format.ts";
import type { Id, IdInput } from "../messages/data_item.ts";
import { type IdFormat, sameId, withFormat } from "./id.ts";
import type { TimeForm } from "./clock.ts";

/** What a host knows of a tool. Every procedure takes it; without it a tool is taken to follow E30, and ids are given. */
export interface ToolFacts {
  /** Names for ids, and formats of values. A {@linkcode ToolModel} is one. */
  readonly names?: Names;
  /** Where the tool deviates. */
  readonly deviations?: Deviations;
}

/** Names for the ids of a tool. Where a procedure takes an id it also takes one of these. */
export interface Names {
  /** Status variables and data values. */
  readonly variables?: readonly NamedVariable[];
  /** Equipment constants. */
  readonly constants?: readonly NamedVariable[];
  /** Collection events. */
  readonly events?: readonly Named[];
  /** Reports, with the variables of each: what makes values in events known by name. */
  readonly reports?: readonly NamedReport[];
  /** Alarms. */
  readonly alarms?: readonly Named[];
  /** Remote commands, with the formats of their parameters. */
  readonly commands?: readonly NamedCommand[];
}

/** An id and its name. */
export interface Named {
  /** Id. */
  readonly id: IdInput;
  /** Name. */
  readonly name: string;
}

/** A variable or constant. */
export interface NamedVariable extends Named {
  /** Units. */
  readonly units?: string;
  /** Format of its value: in it a plain number is written. */
  readonly format?: Format;
}

/** A report. */
export interface NamedReport {
  /** RPTID. */
  readonly id: IdInput;
  /** Name. */
  readonly name?: string;
  /** Its variables, in order. */
  readonly variables: readonly IdInput[];
}

/** A remote command. */
export interface NamedCommand {
  /** RCMD. */
  readonly name: string;
  /** Its parameters. */
  readonly parameters?: readonly { readonly name: string; readonly format?: Format }[];
}

/** The items whose formats a tool may want otherwise. */
export type IdItem = "ALID" | "CEID" | "DATAID" | "ECID" | "RPTID" | "SVID" | "TRID" | "VID";

/** Where a tool deviates from what most do. Absent means: as E5 and E30 have it. */
export interface Deviations {
  /** Formats of ids given as plain values; those of SVID and ECID are that of VID when absent. */
  readonly formats?: Readonly<Partial<Record<IdItem, IdFormat>>>;
  /** Ids in S1F3, S1F11, S2F13 and S2F29: a list of items, or one item with all of them (D15). */
  readonly ids?: "list" | "packed";
  /** Ids in S5F5: one item with all of them, or a list (D16). */
  readonly alarmIds?: "vector" | "list";
  /** The message that carries remote commands. */
  readonly command?: "S2F41" | "S2F49" | "S2F21";
  /** Whether remote commands are answered; S2F49 and S2F21 of some tools are not (D17). */
  readonly commandReply?: boolean;
  /** Reports that the tool has fixed: S2F33 and S2F35 are never sent. */
  readonly reports?: "defined" | "fixed";
  /** Format of CEED in S2F37. */
  readonly CEED?: "BOOLEAN" | "B" | "U1";
  /** Body of S1F13: an empty list, or two empty texts. */
  readonly S1F13?: "L,0" | "L,2";
  /** Whether S7F1 has to come before each S7F3. */
  readonly inquire?: boolean;
  /**
   * Texts of more bytes are announced: by S2F39 before S2F33, F35, F45 and F49, by S7F1 before S7F3 and F23. Over SECS-I
   * 244 bytes are one block, and some equipment insists on it. Never when absent.
   */
  readonly inquireAbove?: number;
  /** Form of the time in S2F31, whatever TimeFormat says (D18). */
  readonly time?: TimeForm;
}

/** A variable, as discovered. */
export interface ToolVariable extends NamedVariable {
  /** Id. */
  readonly id: Id;
  /** Units; `""` when the tool names none. */
  readonly units: string;
  /** Always valid, or only when its event fires. */
  readonly kind: "status" | "data";
}

/** An equipment constant, as discovered. Texts of its least, greatest and default value, where there is one. */
export interface ToolConstant extends NamedVariable {
  /** ECID. */
  readonly id: Id;
  /** Units; `""` when the tool names none. */
  readonly units: string;
  /** Least value; absent when there is none. */
  readonly min?: number | bigint | string | boolean;
  /** Greatest value; absent when there is none. */
  readonly max?: number | bigint | string | boolean;
  /** Value where nobody has set it. */
  readonly default?: number | bigint | string | boolean;
}

/** A collection event, as discovered. */
export interface ToolEvent extends Named {
  /** CEID. */
  readonly id: Id;
  /** The variables that are valid with it, as far as the tool tells. */
  readonly variables: readonly Id[];
  /** The reports linked to it; absent when the tool did not tell. */
  readonly reports?: readonly Id[];
  /** Whether it is enabled; absent when the tool did not tell. */
  readonly enabled?: boolean;
}

/** An alarm, as discovered. Its name is its text. */
export interface ToolAlarm extends Named {
  /** ALID. */
  readonly id: Id;
  /** Category, 0 to 127; see `ALCD`. */
  readonly category: number;
  /** Whether it is set. */
  readonly set: boolean;
  /** Whether it is enabled; absent when the tool did not tell. */
  readonly enabled?: boolean;
}

/** A tool, as it describes itself. Plain data: it can be stored, compared, and given back as {@linkcode Names}. */
export interface ToolModel extends Names {
  /** Equipment model. */
  readonly MDLN: string;
  /** Software revision. */
  readonly SOFTREV: string;
  /** Status variables and data values. */
  readonly variables: readonly ToolVariable[];
  /** Equipment constants. */
  readonly constants: readonly ToolConstant[];
  /** Collection events. */
  readonly events: readonly ToolEvent[];
  /** Reports, as far as the tool tells. */
  readonly reports: readonly (NamedReport & { readonly id: Id; readonly variables: readonly Id[] })[];
  /** Alarms. */
  readonly alarms: readonly ToolAlarm[];
  /** Names of the process programs. */
  readonly programs: readonly string[];
  /** The messages that were answered, and why others were not: `{ S1F3: "answered", S2F53: "stream 9" }`. */
  readonly messages: Readonly<Record<string, string>>;
  /** Deviations that were found: give them on with the names. */
  readonly deviations: Deviations;
}

/** Where the names of each kind of id stand. */
const LISTS: Readonly<Record<IdItem, readonly (keyof Names)[]>> = {
  ALID: ["alarms"],
  CEID: ["events"],
  DATAID: [],
  ECID: ["constants"],
  RPTID: ["reports"],
  SVID: ["variables"],
  TRID: [],
  VID: ["variables", "constants"],
};

/**
 * The id that a caller means: itself, or that of a name, in the format that the tool is known to use. Throws a
 * `RangeError` for a text that is no name, where the tool's ids are no texts.
 */
export function idOf(tool: ToolFacts, item: IdItem, given: IdInput): IdInput {
  const format = formatOfId(tool, item);
  const known = typeof given === "object" ? undefined : entryFor(tool, item, given);
  if (known !== undefined) return withFormat(known.id, format);
  if (typeof given === "string" && format !== undefined && format !== "A" && given !== "") {
    throw new RangeError(`Cannot find the ${item} ${JSON.stringify(given)}: no such name is known`);
  }
  return withFormat(given, format);
}

/** The ids that a caller means. */
export function idsOf(tool: ToolFacts, item: IdItem, given: readonly IdInput[]): IdInput[] {
  return given.map((id) => idOf(tool, item, id));
}

/** The name of an id, where one is known. */
export function nameOf(tool: ToolFacts, item: IdItem, id: IdInput): string | undefined {
  return entryOf(tool, item, id)?.name;
}

/** The format of a variable's or a constant's value, where it is known. */
export function valueFormat(tool: ToolFacts, item: "VID" | "SVID" | "ECID", id: IdInput): Format | undefined {
  return (entryOf(tool, item, id) as NamedVariable | undefined)?.format;
}

function entryFor(tool: ToolFacts, item: IdItem, given: IdInput): Entry | undefined {
  const named = typeof given === "string" && entriesOf(tool, item).find(({ name }) => name === given);
  return named || entryOf(tool, item, given);
}

function entryOf(tool: ToolFacts, item: IdItem, id: IdInput): Entry | undefined {
  return entriesOf(tool, item).find((entry) => sameId(entry.id, id));
}

interface Entry {
  readonly id: IdInput;
  readonly name?: string;
}

function entriesOf({ names = {} }: ToolFacts, item: IdItem): readonly Entry[] {
  return LISTS[item].flatMap((list) => (names[list] ?? []) as readonly Entry[]);
}

function formatOfId({ deviations }: ToolFacts, item: IdItem): IdFormat | undefined {
  const formats = deviations?.formats;
  return formats?.[item] ?? (item === "SVID" || item === "ECID" ? formats?.VID : undefined);
}
