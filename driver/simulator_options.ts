// How a simulated tool is started, and what it tells of what the host does.
import type { Address } from "../adapters/node.ts";
import type { gem, Link } from "../mod.ts";
import type { ConnectionProfile, FaultProfile } from "./profile.ts";
import type { SimulatedOptions } from "./simulate_equipment.ts";
import type { ParameterValues } from "./simulate_process.ts";

/** How a simulated tool is started. */
export interface SimulatorOptions extends SimulatedOptions {
  /** Over the profile's connection, which says how the host sees it: `{ port: 0 }` listens at any free port. */
  readonly connection?: Partial<ConnectionProfile>;
  /** Passive: the address to listen at; all IPv4 addresses when absent. */
  readonly host?: string;
  /** Whether every message is told as news (`sent`, `received`), for logs; false when absent. */
  readonly trace?: boolean;
  /** A machine over the simulated equipment, which it owns and drains and passes everything on: for logs and taps. */
  readonly over?: (equipment: Link<{ readonly type: string }>) => Link<{ readonly type: string }>;
}

/** Where a simulated tool stands. */
export interface SimulatorState {
  /** State of E30's communication model. */
  readonly communication: gem.CommunicationState;
  /** State of E30's control model. */
  readonly control: gem.ControlState;
  /** State of each process of the profile's simulation, in its order. */
  readonly processes: readonly string[];
}

/** What a simulated tool tells, by event. */
export interface SimulatorEvents {
  /** The host is connected. */
  connected: Address;
  /** The connection has ended. */
  disconnected: { readonly cause: string; readonly error?: Error };
  /** An attempt to connect has failed. */
  "connect-failed": Error;
  /** The communication or the control model has changed its state. */
  state: SimulatorState;
  /** The host gave a remote command, and what it was answered. */
  command: {
    readonly name: string;
    readonly parameters: ParameterValues;
    readonly HCACK: number;
    /** What stands against it, where it was refused. */
    readonly why?: string;
  };
  /** A process has gone from one state to another. */
  process: { readonly variable: string | undefined; readonly from: string; readonly to: string };
  /** An event was raised, and what became of its report. */
  event: {
    readonly id: number | bigint | string;
    readonly name: string | undefined;
    readonly posted: gem.Posted | "disabled";
  };
  /** An alarm was set or cleared. */
  alarm: { readonly id: number | string; readonly text: string; readonly set: boolean };
  /** The host has changed constants: their values by name. */
  constants: Readonly<Record<string, unknown>>;
  /** The host has sent or deleted a process program. */
  recipe: { readonly PPID: string; readonly change: "received" | "deleted" | "refused" };
  /** The host has sent text for a terminal. */
  terminal: { readonly TID: number; readonly lines: readonly string[] };
  /** A fault was made. */
  fault: { readonly fault: FaultProfile; readonly message: string };
  /** Everything that the equipment and its link tell, for logs. */
  news: { readonly type: string };
  /** A handler, a value or the recipe folder has failed. */
  error: unknown;
}
