// What an equipment profile says, as plain data: the same in a YAML file and in TypeScript. profile_definition.ts holds
// the rules by which it is checked.
import type { Format, gem } from "../mod.ts";
import type { Motion, SimulationProfile } from "./profile_simulation.ts";

export type * from "./profile_simulation.ts";

/** An id of a variable, event, report or alarm: a number, or a text for tools that use those. */
export type ProfileId = number | string;

/** A value of an item in a profile. */
export type ProfileValue = number | string | boolean | readonly (number | boolean)[];

/** An equipment profile: everything that a host, or a simulated equipment, has to know of a tool. */
export interface Profile {
  /** Who the tool is. */
  readonly equipment: EquipmentIdentity;
  /** How it is reached; only needed to connect. */
  readonly connection?: ConnectionProfile;
  /** E30's communications and control. */
  readonly communications?: CommunicationsProfile;
  /** Messages besides those of the catalogue, or in their place, by name: `S2F41`, or any name with stream and function. */
  readonly messages?: Readonly<Record<string, MessageProfile>>;
  /** Status variables. */
  readonly variables?: readonly VariableProfile[];
  /** Data variables: valid when their event fires. */
  readonly dataVariables?: readonly VariableProfile[];
  /** Equipment constants. */
  readonly constants?: readonly ConstantProfile[];
  /** Reports. */
  readonly reports?: readonly ReportProfile[];
  /** Collection events. */
  readonly events?: readonly EventProfile[];
  /** Alarms. */
  readonly alarms?: readonly AlarmProfile[];
  /** Remote commands by RCMD. */
  readonly commands?: Readonly<Record<string, CommandProfile>>;
  /** Process programs. */
  readonly recipes?: RecipesProfile;
  /** Where the tool deviates from E5 and E30. */
  readonly deviations?: gem.Deviations;
  /** What a simulated equipment does by itself. */
  readonly simulation?: SimulationProfile;
}

/** Who a tool is. */
export interface EquipmentIdentity {
  /** Name of this tool: unique in the plant. */
  readonly id: string;
  /** Kind of tool: `etcher`. */
  readonly type?: string;
  /** Who makes it. */
  readonly vendor?: string;
  /** MDLN, at most 20 characters. */
  readonly model?: string;
  /** SOFTREV, at most 20 characters. */
  readonly softwareRevision?: string;
  /** For people. */
  readonly description?: string;
}

/** How a tool is reached, as its host sees it; a simulated equipment takes the other side. */
export interface ConnectionProfile {
  /** `hsms` when absent. */
  readonly protocol?: "hsms" | "secs1";
  /** `active` (when absent): the host connects; `passive`: the tool does. */
  readonly mode?: "active" | "passive";
  /** Host name or IP address of the passive side; passive: where to listen, all addresses when absent. */
  readonly address?: string;
  /** TCP port of the passive side, 1 to 65535. */
  readonly port: number;
  /** Session id of HSMS, device id of SECS-I: 0 to 32767; 0 when absent. In HSMS-GS that of GEM; the first when absent. */
  readonly session?: number;
  /** HSMS-GS (E37.2): the sessions on the connection, 0 to 65535; HSMS-SS, with one, when absent. */
  readonly sessions?: readonly number[];
  /** Timers in seconds; SECS-I has T1, T2, T3, T4 and RTY, a number of attempts. */
  readonly timers?: Readonly<
    Partial<
      Record<"T1" | "T2" | "T3" | "T4" | "T5" | "T6" | "T7" | "T8" | "RTY" | "linktest", number>
    >
  >;
  /** TLS, with PEM files relative to the profile. */
  readonly tls?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** How attempts to connect follow each other; `false`: one attempt only. */
  readonly reconnect?: false | ReconnectProfile;
  /** Passive: IP addresses and CIDR blocks from which the tool may connect. */
  readonly allow?: readonly string[];
}

/** A growing pause between attempts to connect, in seconds. */
export interface ReconnectProfile {
  /** The first pause; T5 when absent. */
  readonly delay?: number;
  /** By what each pause is longer than the one before; 1 when absent. */
  readonly factor?: number;
  /** The longest pause; 60 when absent. */
  readonly most?: number;
}

/** E30's communications and control. */
export interface CommunicationsProfile {
  /** Whether the host sends S1F13 once SELECTED; true when absent. */
  readonly initiate?: boolean;
  /** EstablishCommunicationsTimeout in seconds; 10 when absent. */
  readonly timeout?: number;
  /** Whether the host asks to go on-line (S1F17) once COMMUNICATING; true when absent. */
  readonly online?: boolean;
  /** State of the control model in which the equipment starts; `ON-LINE REMOTE` when absent. */
  readonly initialState?: "EQUIPMENT OFF-LINE" | "HOST OFF-LINE" | "ON-LINE LOCAL" | "ON-LINE REMOTE";
}

/** A message. */
export interface MessageProfile {
  /** Stream, 1 to 127; that of the name when it is like `S2F41`. */
  readonly stream?: number;
  /** Function, 1 to 255, odd; likewise. */
  readonly function?: number;
  /** The W-bit; true when absent. */
  readonly wait?: boolean;
  /** For people. */
  readonly description?: string;
  /** The body as SML, with `${name}` where a value is to be given; or as fields. No body when absent. */
  readonly body?: string | BodyProfile;
  /** The body of the reply, as fields; it is given as it is when absent. */
  readonly reply?: BodyProfile;
}

/** A body as fields: a value, a structure of named fields in order, or a list of likes. */
export type BodyProfile =
  | { readonly format: Exclude<Format, "L">; readonly value?: ProfileValue; readonly optional?: boolean }
  | { readonly fields: Readonly<Record<string, BodyProfile>> }
  | { readonly list: BodyProfile };

/** A status or data variable. */
export interface VariableProfile {
  /** SVID, or VID. */
  readonly id: ProfileId;
  /** Name. */
  readonly name: string;
  /** Format of its value. */
  readonly format: Format;
  /** Units. */
  readonly units?: string;
  /** For people. */
  readonly description?: string;
  /** Which of E30's variables it is: `Clock`, `ControlState`, `AlarmID` …. */
  readonly role?: gem.StatusRole | gem.DataRole;
  /** LIMITMIN, LIMITMAX, and the event of a limit crossed. */
  readonly limits?: { readonly min: number; readonly max: number; readonly event: string };
  /** What its value does in a simulated equipment. */
  readonly simulate?: Motion;
}

/** An equipment constant. */
export interface ConstantProfile {
  /** ECID. */
  readonly id: ProfileId;
  /** Name. */
  readonly name: string;
  /** Format of its value. */
  readonly format: Exclude<Format, "L">;
  /** Units. */
  readonly units?: string;
  /** ECMIN. */
  readonly min?: number | string;
  /** ECMAX. */
  readonly max?: number | string;
  /** ECDEF: its value where nobody has set it. */
  readonly default: ProfileValue;
  /** For people. */
  readonly description?: string;
  /** Which of E30's constants it is. */
  readonly role?: gem.ConstantRole;
}

/** A report. */
export interface ReportProfile {
  /** RPTID. */
  readonly id: ProfileId;
  /** Name. */
  readonly name?: string;
  /** Names or ids of its variables, in order. */
  readonly variables: readonly ProfileId[];
}

/** A collection event. */
export interface EventProfile {
  /** CEID. */
  readonly id: ProfileId;
  /** Name. */
  readonly name: string;
  /** Names or ids of the reports that a host links to it. */
  readonly reports?: readonly ProfileId[];
  /** For people. */
  readonly description?: string;
  /** Which of E30's events it is. */
  readonly role?: gem.EventRole;
}

/** An alarm. */
export interface AlarmProfile {
  /** ALID. */
  readonly id: ProfileId;
  /** Name; `text` when absent. */
  readonly name?: string;
  /** ALTX, at most 120 characters. */
  readonly text: string;
  /** Category of ALCD, 0 to 63; 0 when absent. */
  readonly category?: number;
  /** Name or id of the event when it is set. */
  readonly set?: ProfileId;
  /** Name or id of the event when it is cleared. */
  readonly clear?: ProfileId;
}

/** A remote command. */
export interface CommandProfile {
  /** For people. */
  readonly description?: string;
  /** Its parameters, in the order in which they are sent. */
  readonly parameters?: readonly ParameterProfile[];
  /** Name or id of the event that tells of its completion: HCACK 4. */
  readonly completes?: ProfileId;
  /** Whether it may be given while LOCAL; false when absent. */
  readonly local?: boolean;
}

/** A parameter of a remote command. */
export interface ParameterProfile {
  /** CPNAME. */
  readonly name: string;
  /** Format of CPVAL. */
  readonly format: Exclude<Format, "L">;
  /** Whether it must be given; false when absent. */
  readonly required?: boolean;
  /** The value sent when none is given. */
  readonly default?: ProfileValue;
  /** The only values allowed. */
  readonly values?: readonly (number | string | boolean)[];
  /** Least and greatest number allowed; of a text, its least and greatest length. */
  readonly range?: readonly [number, number];
  /** For people. */
  readonly description?: string;
}

/** Process programs. */
export interface RecipesProfile {
  /** Format of PPBODY; `A` when absent. */
  readonly format?: "A" | "B";
  /** A folder with one file for each, relative to the profile: a simulated equipment keeps them there. */
  readonly folder?: string;
  /** PPID and PPBODY of those that a simulated equipment has at first. */
  readonly items?: Readonly<Record<string, string>>;
}

/** A profile as data, with its names as types: `tool.command("START", …)` knows the commands of this tool. */
export function defineProfile<const P extends Profile>(profile: P): P {
  return profile;
}
