// What an HSMS entity can be told: its profile, timers and limits, with the standards' defaults and ranges.
import type { BackOff } from "../separation.ts";

/** How E37's subsidiary standards differ, as data. */
export interface Profile {
  /** Name of the standard. */
  readonly name: "HSMS" | "HSMS-SS" | "HSMS-GS";
  /** E37.2: control messages name the session they act on. Otherwise their session id is FFFF. */
  readonly perSession: boolean;
  /**
   * E37.1: a connection has one session and ends with it, only the active side selects, Deselect is not used, and a
   * Linktest is sent only when SELECTED.
   */
  readonly single: boolean;
}

/** HSMS-SS (E37.1): one session on a connection, ended with it. */
export const SINGLE_SESSION: Profile = { name: "HSMS-SS", perSession: false, single: true };

/** HSMS-GS (E37.2): several sessions on a connection, each selected and ended by its session-entity id. */
export const GENERAL_SESSION: Profile = { name: "HSMS-GS", perSession: true, single: false };

/** Generic services of E37 alone: one session, selected and deselected by either side. */
export const GENERIC: Profile = { name: "HSMS", perSession: false, single: false };

/** Timers in seconds; fractions are allowed. E37. */
export interface Timers {
  /** Reply timeout, 1 to 120 s. */
  T3: number;
  /** Connect separation time, 1 to 240 s. */
  T5: number;
  /** Control transaction timeout, 1 to 240 s. */
  T6: number;
  /** NOT SELECTED timeout, 1 to 240 s. */
  T7: number;
  /** Network intercharacter timeout, 1 to 120 s. */
  T8: number;
  /** Time without received bytes after which a Linktest.req is sent while SELECTED; `Infinity`: never. */
  linktest: number;
  /** Time a blocked socket may take to accept what is queued, before the connection is given up. */
  write: number;
}

/** Defaults of the timers; the linktest interval is that of an active entity, a passive one sends none. */
export const DEFAULT_TIMERS: Readonly<Timers> = {
  T3: 45,
  T5: 10,
  T6: 5,
  T7: 10,
  T8: 5,
  linktest: 30,
  write: 120,
};

/** Bounds of what an entity holds in memory. */
export interface Limits {
  /** Largest message length accepted and sent (header and text), in bytes. */
  messageLength: number;
  /** Most primaries that may wait for a reply at once; `send` throws beyond. */
  openTransactions: number;
  /** Most bytes that may wait for a blocked socket; `send` and `reply` throw beyond. */
  queuedBytes: number;
}

/** Defaults of the limits: 16 MiB + 10, 65,536 transactions, 64 MiB. */
export const DEFAULT_LIMITS: Readonly<Limits> = {
  messageLength: 16 * 1024 * 1024 + 10,
  openTransactions: 65_536,
  queuedBytes: 64 * 1024 * 1024,
};

/** One side of an HSMS connection. */
export interface EntityOptions {
  /** Who opens the TCP connection: the active side connects, the passive side listens. */
  mode: "active" | "passive";
  /** {@linkcode SINGLE_SESSION} when absent. */
  profile?: Profile;
  /** Session id of data messages that name none: the device id (0 to 32767) in HSMS-SS; 0 when absent. */
  session?: number;
  /** HSMS-GS: the session-entity ids known here; `[session]` when absent. */
  sessions?: readonly number[];
  /** Seconds; see {@linkcode DEFAULT_TIMERS}. */
  timers?: Partial<Timers>;
  /** See {@linkcode DEFAULT_LIMITS}. */
  limits?: Partial<Limits>;
  /** How T5 grows while no session comes to be selected; it does not when absent. */
  backOff?: BackOff;
  /** How many linktests in a row may go unanswered before the connection is given up; 1 when absent (E37). */
  linktestFailures?: number;
  /** Whether the active side selects as soon as it is connected; true when absent. */
  autoSelect?: boolean;
  /** Takes every liberty of a peer as a communication failure, as E37.1 does. */
  strict?: boolean;
  /** Whether unacceptable messages are answered with Reject.req; when false they close the connection. */
  reject?: boolean;
  /** Whether a secondary without an open transaction is answered with Reject.req, reason 3. */
  rejectUnsolicitedReplies?: boolean;
  /** Decides a Select.req that the entity itself would accept: the Select.rsp status, 0 to accept. */
  onSelect?: (session: number) => number;
  /** Decides a Deselect.req for a selected session: the Deselect.rsp status, 0 to accept. */
  onDeselect?: (session: number) => number;
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
  const { mode, profile = SINGLE_SESSION, session = 0 } = options;
  if (mode !== "active" && mode !== "passive") {
    throw new TypeError(
      `Cannot create an entity: mode is ${JSON.stringify(mode)}, not "active" or "passive"`,
    );
  }
  const sessions = options.sessions ?? [session];
  for (const id of [session, ...sessions]) checkSession(profile, id);
  return {
    mode,
    profile,
    session,
    sessions,
    timers: settleTimers(mode, options.timers),
    limits: settleLimits(options.limits),
    linktestFailures: whole("linktestFailures", options.linktestFailures ?? 1, 1),
    autoSelect: options.autoSelect ?? true,
    strict: options.strict ?? false,
    reject: options.reject ?? true,
    rejectUnsolicitedReplies: options.rejectUnsolicitedReplies ?? false,
    onSelect: options.onSelect ?? accept,
    onDeselect: options.onDeselect ?? accept,
    systemBytes: whole("systemBytes", options.systemBytes ?? 1, 0, 0xffffffff),
    trace: options.trace ?? false,
  };
}

const accept = (): number => 0;

/** Throws `RangeError` unless the profile can have data in this session: 15 bits, in HSMS-GS 16. E37.1. */
export function checkSession(profile: Profile, session: number): void {
  const most = profile.perSession ? 0xfffe : 0x7fff;
  if (!Number.isInteger(session) || session < 0 || session > most) {
    throw new RangeError(`Cannot use session id ${session}: ${profile.name} has 0 to ${most}`);
  }
}

function settleTimers(mode: "active" | "passive", given: Partial<Timers> = {}): Timers {
  const timers = { ...DEFAULT_TIMERS };
  if (mode === "passive") timers.linktest = Infinity;
  for (const name of Object.keys(timers) as (keyof Timers)[]) {
    const seconds = given[name] ?? timers[name];
    if (!(seconds > 0)) {
      throw new RangeError(`Cannot set ${name}: ${seconds} is not a time in seconds above 0`);
    }
    timers[name] = seconds * 1000;
  }
  return timers;
}

function settleLimits(given: Partial<Limits> = {}): Limits {
  const {
    messageLength = DEFAULT_LIMITS.messageLength,
    openTransactions = DEFAULT_LIMITS.openTransactions,
    queuedBytes = DEFAULT_LIMITS.queuedBytes,
  } = given;
  const limits = { messageLength, openTransactions, queuedBytes };
  whole("limits.messageLength", limits.messageLength, 10, 0xffffffff);
  whole("limits.openTransactions", limits.openTransactions, 1);
  whole("limits.queuedBytes", limits.queuedBytes, 14);
  return limits;
}

function whole(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`Cannot set ${name}: ${value} is not a whole number from ${least} to ${most}`);
}

/** Ranges of the timers in seconds. E37. */
export const TIMER_RANGES: Readonly<Record<"T3" | "T5" | "T6" | "T7" | "T8", readonly [number, number]>> = {
  T3: [1, 120],
  T5: [1, 240],
  T6: [1, 240],
  T7: [1, 240],
  T8: [1, 120],
};

/** The timers that are outside the standard's ranges, in seconds. */
export function unusualTimers({ timers }: Settings): { timer: string; seconds: number; range: string }[] {
  return Object.entries(TIMER_RANGES).flatMap(([timer, [least, most]]) => {
    const seconds = timers[timer as keyof typeof TIMER_RANGES] / 1000;
    return seconds >= least && seconds <= most ? [] : [{ timer, seconds, range: `${least} to ${most} s` }];
  });
}
