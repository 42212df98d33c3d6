// What a profile says of a simulated equipment: how its values move, what happens by itself, what goes wrong.
import type { ProfileId, ProfileValue } from "./profile.ts";

/** What a simulated equipment does by itself. */
export interface SimulationProfile {
  /** What happens without being asked for. */
  readonly schedule?: readonly Occurrence[];
  /** What a process does, as states. */
  readonly machines?: readonly StateMachine[];
  /** What goes wrong. */
  readonly faults?: readonly FaultProfile[];
  /** Makes the course of random things repeatable; 1 when absent. */
  readonly seed?: number;
}

/** How a value moves. Times in seconds. */
export type Motion =
  | { readonly constant: ProfileValue }
  /** From one value to another in so many seconds, then again, back, or not any more. */
  | {
    readonly ramp: {
      readonly from: number;
      readonly to: number;
      readonly seconds: number;
      readonly then?: "repeat" | "reverse" | "hold";
    };
  }
  | { readonly sine: { readonly middle: number; readonly amplitude: number; readonly seconds: number } }
  /** A random step each so many seconds (1 when absent), within bounds. */
  | {
    readonly walk: {
      readonly start: number;
      readonly step: number;
      readonly min: number;
      readonly max: number;
      readonly seconds?: number;
    };
  }
  /** One more each time that it is read, or that the named event fires. */
  | { readonly count: { readonly start?: number; readonly event?: string } }
  /** One of these each time that it is read. */
  | { readonly choice: readonly (number | string | boolean)[] };

/** Something that happens at its time. Seconds count from when the host is COMMUNICATING. */
export interface Occurrence {
  /** First, or once, after so many seconds; `every` when absent. */
  readonly after?: number;
  /** Again each so many seconds. */
  readonly every?: number;
  /** An event, by name or id. */
  readonly event?: ProfileId;
  /** An alarm that is set, by name or id. */
  readonly alarm?: ProfileId;
  /** After how many seconds the alarm is cleared; it stays when absent. */
  readonly clearAfter?: number;
  /** Values that variables, by name, are given first. */
  readonly values?: Readonly<Record<string, ProfileValue>>;
}

/** A process as states, one of which it is in. */
export interface StateMachine {
  /** Name of the variable that holds the number of the state; none when absent. */
  readonly variable?: string;
  /** State by name, with its number. The first is the one at the beginning. */
  readonly states: Readonly<Record<string, number>>;
  /** What leads from state to state. */
  readonly transitions: readonly StateTransition[];
}

/** A transition, on a command or after a time in its first state. */
export interface StateTransition {
  /** States from which it leads; any when absent. */
  readonly from?: string | readonly string[];
  /** State to which it leads. */
  readonly to: string;
  /** The remote command that brings it about. In other states the command is refused with HCACK 2. */
  readonly command?: string;
  /** Seconds in the first state after which it comes about. */
  readonly after?: number;
  /** The event that it raises, by name or id. */
  readonly event?: ProfileId;
  /** Values that variables, by name, are given before; `${NAME}` is a parameter of the command. */
  readonly values?: Readonly<Record<string, ProfileValue>>;
}

/** Something that goes wrong on demand, to try a host against. */
export interface FaultProfile {
  /** The message received that brings it about: `S1F3`, `S2F41`; any primary when absent. */
  readonly on?: string;
  /**
   * `delay` and `drop` the reply, answer by Reject.req (`reject`), by SxF0 (`abort`), with another function (`wrong reply`)
   * or an ill-formed body (`bad body`), `disconnect`, or send byte by byte (`slow`).
   */
  readonly fault: "delay" | "drop" | "reject" | "abort" | "wrong reply" | "bad body" | "disconnect" | "slow";
  /** How long a delay is, or the pause between bytes; 1 when absent. */
  readonly seconds?: number;
  /** How probable it is each time, 0 to 1; 1 when absent. */
  readonly probability?: number;
  /** How many times at most; always when absent. */
  readonly times?: number;
}
