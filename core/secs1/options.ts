// What a SECS-I entity can be told: its role, timers and limits, with E4's defaults and ranges.
import type { BackOff } from "../separation.ts";
import { BLOCK_DATA_LENGTH, MOST_BLOCKS } from "./block.ts";

/** Who one is: it decides the R-bit, and who is master. */
export type Role = "host" | "equipment";

/** Timers in seconds; fractions are allowed. E4. */
export interface Timers {
  /** Inter-character timeout, 0.1 to 10 s. */
  T1: number;
  /** Protocol timeout: for EOT, the length byte, ACK or NAK; 0.2 to 25 s. */
  T2: number;
  /** Reply timeout, 1 to 120 s. */
  T3: number;
  /** Inter-block timeout, 1 to 120 s. */
  T4: number;
  /** Pause before a connection that failed or ended is opened again. Not of E4: named after that of HSMS. */
  T5: number;
  /** Time a blocked socket may take to accept what is queued, before the connection is given up. */
  write: number;
}

/** Defaults of the timers. */
export const DEFAULT_TIMERS: Readonly<Timers> = { T1: 0.5, T2: 10, T3: 45, T4: 45, T5: 10, write: 120 };

/** Bounds of what an entity holds in memory. */
export interface Limits {
  /** Largest message accepted and sent, in bytes: ten for the header, and the text. */
  messageLength: number;
  /** Most messages that may have begun and not ended; the first block of one more is discarded. */
  partialMessages: number;
  /** Most bytes of text that those hold together; the message that exceeds it is discarded. */
  partialBytes: number;
  /** Most primaries that may wait for a reply at once; `send` throws beyond. */
  openTransactions: number;
  /** Most bytes that may wait to be sent; `send` and `reply` throw beyond. */
  queuedBytes: number;
}

/** Most bytes of text that E4's blocks can carry: 7,995,148. */
export const MOST_TEXT: number = MOST_BLOCKS * BLOCK_DATA_LENGTH;

/** Defaults of the limits: all that blocks can carry, 64 partial messages of 16 MiB, and otherwise those of HSMS. */
export const DEFAULT_LIMITS: Readonly<Limits> = {
  messageLength: 10 + MOST_TEXT,
  partialMessages: 64,
  partialBytes: 16 * 1024 * 1024,
  openTransactions: 65_536,
  queuedBytes: 64 * 1024 * 1024,
};

/** One side of a SECS-I line. */
export interface EntityOptions {
  /** The host or the equipment. */
  role: Role;
  /** The side that connects again, after T5, when the line is carried by TCP; `active` when absent. */
  mode?: "active" | "passive";
  /** Device id, 0 to 32767; 0 when absent. Blocks of other devices are discarded. */
  session?: number;
  /** Whether to insist when both sides want to send; true for the equipment, false for the host when absent. E4. */
  master?: boolean;
  /** How T5 grows while no connection can be opened; it does not when absent. */
  backOff?: BackOff;
  /** How often a block is sent again, 0 to 31; 3 when absent. E4. */
  RTY?: number;
  /**
   * Whether a block with the header of the one before is taken for its repetition; true when absent. False is for
   * peers whose system bytes never change: a lost ACK then doubles a message. E4.
   */
  duplicateDetection?: boolean;
  /** Seconds; see {@linkcode DEFAULT_TIMERS}. */
  timers?: Partial<Timers>;
  /** See {@linkcode DEFAULT_LIMITS}. */
  limits?: Partial<Limits>;
  /** First system bytes handed out; 1 when absent. */
  systemBytes?: number;
  /** Whether `sent` and `received` news are given for every message. */
  trace?: boolean;
}

/** Options with every default filled in. */
export interface Settings extends Readonly<Required<Omit<EntityOptions, "timers" | "limits" | "backOff">>> {
  /** In milliseconds. */
  readonly timers: Readonly<Timers>;
  /** As they were given, or the defaults. */
  readonly limits: Readonly<Limits>;
}

/** Fills in the defaults. Throws `RangeError` or `TypeError` for a value that cannot be. */
export function settle(options: EntityOptions): Settings {
  const { role, mode = "active", session = 0 } = options;
  check("role", role, ["host", "equipment"]);
  check("mode", mode, ["active", "passive"]);
  return {
    role,
    mode,
    session: whole("session", session, 0, 0x7fff),
    master: options.master ?? role === "equipment",
    RTY: whole("RTY", options.RTY ?? 3, 0),
    duplicateDetection: options.duplicateDetection ?? true,
    timers: settleTimers(options.timers),
    limits: settleLimits(options.limits),
    systemBytes: whole("systemBytes", options.systemBytes ?? 1, 0, 0xffffffff),
    trace: options.trace ?? false,
  };
}

function check(name: string, value: string, known: readonly string[]): void {
  if (known.includes(value)) return;
  const [one, other] = known.map((text) => JSON.stringify(text));
  throw new TypeError(`Cannot create an entity: ${name} is ${JSON.stringify(value)}, not ${one} or ${other}`);
}

function settleTimers(given: Partial<Timers> = {}): Timers {
  const timers = { ...DEFAULT_TIMERS };
  for (const name of Object.keys(timers) as (keyof Timers)[]) {
    const seconds = given[name] ?? timers[name];
    if (!(seconds > 0)) {
      throw new RangeError(`Cannot set ${name}: ${seconds} is not a time in seconds above 0`);
    }
    timers[name] = seconds * 1000;
  }
  return timers;
}

const LEAST: Readonly<Limits> = {
  messageLength: 10,
  partialMessages: 1,
  partialBytes: BLOCK_DATA_LENGTH,
  openTransactions: 1,
  queuedBytes: 10,
};

function settleLimits(given: Partial<Limits> = {}): Limits {
  const limits = { ...DEFAULT_LIMITS };
  for (const name of Object.keys(limits) as (keyof Limits)[]) {
    const most = name === "messageLength" ? DEFAULT_LIMITS.messageLength : Number.MAX_SAFE_INTEGER;
    limits[name] = whole(`limits.${name}`, given[name] ?? limits[name], LEAST[name], most);
  }
  return limits;
}

function whole(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`Cannot set ${name}: ${value} is not a whole number from ${least} to ${most}`);
}

/** Ranges of the timers in seconds, and of RTY. E4. */
export const RANGES: Readonly<Record<"T1" | "T2" | "T3" | "T4" | "RTY", readonly [number, number]>> = {
  T1: [0.1, 10],
  T2: [0.2, 25],
  T3: [1, 120],
  T4: [1, 120],
  RTY: [0, 31],
};

/** A parameter that is outside the standard's range: seconds, for RTY a count. */
export interface Unusual {
  /** Its name: "T1". */
  readonly timer: string;
  /** Its value. */
  readonly seconds: number;
  /** What E4 allows: "0.1 to 10 s". */
  readonly range: string;
}

/** The parameters that are outside the standard's ranges. */
export function unusualParameters({ timers, RTY }: Settings): Unusual[] {
  return Object.entries(RANGES).flatMap(([timer, [least, most]]) => {
    const seconds = timer === "RTY" ? RTY : timers[timer as keyof Timers] / 1000;
    const range = timer === "RTY" ? `${least} to ${most}` : `${least} to ${most} s`;
    return seconds >= least && seconds <= most ? [] : [{ timer, seconds, range }];
  });
}
