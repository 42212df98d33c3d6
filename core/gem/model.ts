// What an equipment has, as plain data: variables, constants, events, reports, alarms, commands, process programs.
import type { IdInput } from "../messages/data_item.ts";
import type { Format } from "../secs2/format.ts";
import type { Native } from "../secs2/from.ts";

/** A value, or what gives it each time it is asked for. */
export type Supplied = Native | (() => Native);

/** The status variables that E30 names, and whose values the equipment knows by itself. */
export type StatusRole =
  | "AlarmsEnabled"
  | "AlarmsSet"
  | "Clock"
  | "ControlState"
  | "EventsEnabled"
  | "PPExecName"
  | "SpoolCountActual"
  | "SpoolCountTotal"
  | "SpoolFullTime"
  | "SpoolStartTime";

/** The data variables that E30 names, and which the equipment sets by itself when their event fires. */
export type DataRole =
  | "AlarmID"
  | "ECChangeName"
  | "EventLimit"
  | "LimitVariable"
  | "OperatorCommand"
  | "PPChangeName"
  | "PPChangeStatus"
  | "PPError"
  | "TransitionType";

/** The constants that E30 names, and which the equipment follows by itself. */
export type ConstantRole =
  | "AnnotatedReports"
  | "ConfigSpool"
  | "EstablishCommunicationsTimeout"
  | "MaxSpoolTransmit"
  | "OverWriteSpool"
  | "TimeFormat";

/** The collection events that E30 names, and which the equipment raises by itself. */
export type EventRole =
  | "constant changed by operator"
  | "control state local"
  | "control state remote"
  | "equipment off-line"
  | "operator command"
  | "process program changed"
  | "process program selected"
  | "spool transmit failure"
  | "spooling activated"
  | "spooling deactivated"
  | "terminal message recognised";

/** What variables of any kind have. */
export interface VariableFacts {
  /** Units; none when absent. */
  readonly UNITS?: string;
  /** Format of its value; inferred from each value when absent. */
  readonly format?: Format;
  /** LIMITMIN and LIMITMAX, where limits can be monitored. */
  readonly limits?: { readonly min: number; readonly max: number; readonly event: IdInput };
}

/** A status variable: its value is valid at any time. */
export interface StatusVariable extends VariableFacts {
  /** Its id; no other variable or constant has it. */
  readonly SVID: IdInput;
  /** Its name. */
  readonly SVNAME: string;
  /** Its value, or what gives it; not needed with a role. */
  readonly value?: Supplied;
  /** Which of E30's variables it is. */
  readonly role?: StatusRole;
}

/** A data variable: its value is valid when its event fires. */
export interface DataVariable extends VariableFacts {
  /** Its id; no other variable or constant has it. */
  readonly VID: IdInput;
  /** Its name. */
  readonly DVVALNAME: string;
  /** Its value, or what gives it; until it is set an empty list when absent. */
  readonly value?: Supplied;
  /** Which of E30's variables it is. */
  readonly role?: DataRole;
}

/** An equipment constant: the host, or the operator, may change it. */
export interface EquipmentConstantModel extends VariableFacts {
  /** Its id; no other variable has it. */
  readonly ECID: IdInput;
  /** Its name. */
  readonly ECNAME: string;
  /** Format of its value, which new values must have, or be integers that fit it. */
  readonly format: Exclude<Format, "L">;
  /** Its value where nobody has set it. */
  readonly ECDEF: Native;
  /** Its smallest value, of numbers. */
  readonly ECMIN?: Native;
  /** Its largest value, of numbers. */
  readonly ECMAX?: Native;
  /** Whether the host may not change it while LOCAL, because it affects processing. */
  readonly remoteOnly?: boolean;
  /** Which of E30's constants it is. */
  readonly role?: ConstantRole;
}

/** A collection event. */
export interface CollectionEvent {
  /** Its id. */
  readonly CEID: IdInput;
  /** Its name. */
  readonly CENAME: string;
  /** The data variables that are valid with it, for S1F24. */
  readonly variables?: readonly IdInput[];
  /** The predefined reports linked to it at first. */
  readonly reports?: readonly IdInput[];
  /** Whether it is reported at first; false when absent. */
  readonly enabled?: boolean;
  /** Which of E30's events it is. */
  readonly role?: EventRole;
}

/** A report that is defined at first. */
export interface ReportModel {
  /** Its id. */
  readonly RPTID: IdInput;
  /** Its variables, in order. */
  readonly variables: readonly IdInput[];
}

/** An alarm. */
export interface AlarmModel {
  /** Its id. */
  readonly ALID: IdInput;
  /** Its text, at most 120 characters. */
  readonly ALTX: string;
  /** Its category, 0 to 63: bits 7 to 1 of ALCD; 0 when absent. */
  readonly category?: number;
  /** The event raised when it is set. */
  readonly setEvent?: IdInput;
  /** The event raised when it is cleared. */
  readonly clearEvent?: IdInput;
  /** Whether it is reported at first; false when absent. */
  readonly enabled?: boolean;
}

/** A parameter of a remote command. */
export interface CommandParameter {
  /** Its name, compared exactly. */
  readonly CPNAME: string;
  /** Formats its value may have; any when absent. */
  readonly formats?: readonly Format[];
  /** Whether the command needs it; false when absent. */
  readonly required?: boolean;
  /** The values it may have; any when absent. */
  readonly allowed?: readonly (string | number | boolean)[];
  /** Its smallest value, of numbers. */
  readonly min?: number;
  /** Its largest value, of numbers. */
  readonly max?: number;
}

/** A remote command. */
export interface RemoteCommandModel {
  /** Its name, compared exactly. */
  readonly RCMD: string;
  /** Its parameters. */
  readonly parameters?: readonly CommandParameter[];
  /** The event that says that it is done, for commands answered with HCACK 4; see `completeCommand`. */
  readonly completionEvent?: IdInput;
  /** Whether the host may give it while LOCAL; false when absent. */
  readonly inLocal?: boolean;
  /** Objects it may be for (OBJSPEC of S2F49); any when absent. */
  readonly objects?: readonly string[];
}

/** A process program that is there at first. */
export interface ProgramModel {
  /** Its id. */
  readonly PPID: string;
  /** What it consists of: bytes, text or integers. */
  readonly PPBODY: Native;
}

/** An equipment as plain data. Ids are plain, or carry their format: `U2(7)`, `{ format: "A", value: "LOTID" }`. */
export interface EquipmentModel {
  /** Equipment model, at most 20 characters. */
  readonly MDLN: string;
  /** Software revision, at most 20 characters. */
  readonly SOFTREV: string;
  /** Status variables. */
  readonly statusVariables?: readonly StatusVariable[];
  /** Data variables. */
  readonly dataVariables?: readonly DataVariable[];
  /** Equipment constants. */
  readonly constants?: readonly EquipmentConstantModel[];
  /** Collection events. */
  readonly events?: readonly CollectionEvent[];
  /** Reports defined at first. */
  readonly reports?: readonly ReportModel[];
  /** Alarms. */
  readonly alarms?: readonly AlarmModel[];
  /** Remote commands. */
  readonly commands?: readonly RemoteCommandModel[];
  /** Process programs that are there at first. */
  readonly programs?: readonly ProgramModel[];
  /** The primaries of the equipment that may be spooled; those it sends by itself when absent. */
  readonly spoolable?: readonly `S${number}F${number}`[];
  /** Terminals, by TID; terminal 0 when absent. */
  readonly terminals?: readonly number[];
}
