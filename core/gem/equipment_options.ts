// How an equipment is set up: what it does by itself, what it asks the application, where it keeps things.
import type { Name } from "../messages/data_item.ts";
import type { FormattedProgram } from "../messages/stream7_formatted.ts";
import type { Item } from "../secs2/item.ts";
import type { Capability, Context, Handler } from "./capability.ts";
import type { ControlOptions } from "./control.ts";
import type { RemoteCommand } from "./equipment_news.ts";
import type { SpoolStore, Store } from "./store.ts";

/** The answer to a remote command. */
export interface CommandResult {
  /** HCACK: 0 done, 2 cannot now, 3 a parameter is invalid, 4 completion is signalled by an event, 5 already so, 6. */
  readonly HCACK: number;
  /** The parameters at fault, with CPACK: 2 illegal value, 3 illegal format. */
  readonly parameters?: readonly { readonly CPNAME: string; readonly CPACK: number }[];
}

/** An error that verification has found in a formatted process program. */
export interface ProgramError {
  /** ACKC7A: 1 MDLN, 2 SOFTREV, 3 CCODE, 4 PPARM, 5 other. */
  readonly ACKC7A: number;
  /** Number of the command at fault, from 1; 0 for the program as a whole. */
  readonly SEQNUM: number;
  /** What is wrong. */
  readonly ERRW7: string;
}

/** What is asked before a process program is changed or given away. */
export interface ProgramPolicy {
  /** PPGNT for an inquiry S7F1, S7F29; 0 when absent. */
  readonly grant?: (PPID: string, length: number) => number;
  /** ACKC7 for a program received; 0 takes it, 6 takes it and says that the outcome is signalled later. */
  readonly accept?: (PPID: string, body: Item) => number;
  /** The errors of a formatted program, beside a wrong MDLN or SOFTREV; none when absent. */
  readonly verify?: (program: FormattedProgram) => readonly ProgramError[];
  /** Whether the host must send S7F1 before S7F3; false when absent. */
  readonly inquireFirst?: boolean;
  /** Most bytes of a program. */
  readonly maxLength?: number;
}

/** How an equipment is set up. Everything may be absent. */
export interface EquipmentOptions {
  /** Session (device) id; that of the link when absent. */
  readonly session?: number;
  /** Whether communication is enabled at first; true when absent. */
  readonly enabled?: boolean;
  /** Whether the equipment sends S1F13; true when absent. */
  readonly asks?: boolean;
  /** EstablishCommunicationsTimeout in seconds, where the model has no such constant; 10 when absent. */
  readonly establishTimeout?: number;
  /** Whether an S1F13 of the host is accepted; always when absent. False answers COMMACK 1. */
  readonly acceptCommunication?: () => boolean;
  /** The control model: where it begins, and what is allowed. */
  readonly control?: ControlOptions;
  /** The time in milliseconds since 1970, UTC. Without it the time is known from S2F31 on. */
  readonly clock?: () => number;
  /** Minutes east of UTC of the texts of time; 0 when absent. */
  readonly zone?: number;
  /** Sets the clock to milliseconds since 1970, UTC: false refuses. The difference is kept here when absent. */
  readonly setClock?: (milliseconds: number) => boolean;
  /** Keeps definitions over a power cycle; in memory when absent. */
  readonly store?: Store;
  /** Keeps spooled messages over a power cycle; in memory when absent. */
  readonly spool?: SpoolStore;
  /** Handlers of the application, before those of the equipment; `"message"` hands the message to the application. */
  readonly handlers?: { readonly [name in `S${number}F${number}`]?: Handler | "message" };
  /** Capabilities of the application. */
  readonly capabilities?: (context: Context) => readonly Capability[];
  /** Executes a remote command and answers it; `"later"` when `respond` does. Told as news when absent. */
  readonly execute?: (command: RemoteCommand) => CommandResult | "later";
  /** Shows text of the host: the ACKC10 to answer with. Told as news in any case; 0 when absent. */
  readonly display?: (TID: number, lines: readonly Name[]) => number;
  /** Whether terminals take several lines (S10F5); S10F7 is sent when false, true when absent. */
  readonly multiBlockText?: boolean;
  /** Process programs. */
  readonly programs?: ProgramPolicy;
  /** Tells every message that is answered here as news. */
  readonly trace?: boolean;
  /** The W-bit of S6F11 and S6F13; true when absent. */
  readonly eventReply?: boolean;
  /** The W-bit of S5F1; true when absent. */
  readonly alarmReply?: boolean;
  /** The W-bit of S6F1; true when absent. */
  readonly traceReply?: boolean;
  /** S6F13 in place of S6F11, where the model has no constant AnnotatedReports; false when absent. */
  readonly annotatedReports?: boolean;
  /** What S2F35 does with a CEID that is linked already; `"refuse"` with LRACK 3 when absent. */
  readonly relink?: "refuse" | "replace";
  /** Most reports that may be defined; 1000 when absent. */
  readonly maxReports?: number;
  /** Most variables of a report; 1000 when absent. */
  readonly maxReportVariables?: number;
  /** Most traces at a time; 16 when absent. */
  readonly maxTraces?: number;
  /** Most variables of a trace; 1000 when absent. */
  readonly maxTraceVariables?: number;
  /** How often variables with limits are looked at, in seconds; 1 when absent. */
  readonly limitsPeriod?: number;
  /** Longest text that is processed, in bytes; longer ones are answered by S9F11. No limit when absent. */
  readonly maxLength?: number;
  /** Asks by S6F5 before sending a stream 6 text of more bytes: over SECS-I 244. Never when absent. */
  readonly inquireAbove?: number;
  /** How long an announced message may take to come, in seconds, before S9F13; 45 when absent. */
  readonly conversationTimeout?: number;
  /** What a message gets while not COMMUNICATING: nothing, or SxF0; `"discard"` when absent. */
  readonly notCommunicating?: "discard" | "abort";
}
