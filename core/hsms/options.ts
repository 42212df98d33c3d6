// What an HSMS entity can be told: its profile, timers and limits, with the standards' defaults and ranges.

/** How E37's subsidiary standards differ, as data. */
export interface Profile {
  readonly name: "HSMS" | "HSMS-SS" | "HSMS-GS";
  /** Control messages name the session they act on (E37.2); otherwise their session id is FFFF. */
  readonly perSession: boolean;
  /** The Deselect procedure may be started locally. */
  readonly deselect: boolean;
  /** The connection ends with its session: a failed Select, a Separate or a Deselect closes it (E37.1). */
  readonly closesWithSession: boolean;
  /** Only the active side selects; it may be told otherwise by a tolerant peer (E37.1). */
  readonly activeSelects: boolean;
}

/** HSMS-SS (E37.1): one session on a connection, ended with it. */
export const SINGLE_SESSION: Profile = /* @__PURE__ */ Object.freeze({
  name: "HSMS-SS",
  perSession: false,
  deselect: false,
  closesWithSession: true,
  activeSelects: true,
});

/** HSMS-GS (E37.2): several sessions on a connection, each selected and ended by its session-entity id. */
export const GENERAL_SESSION: Profile = /* @__PURE__ */ Object.freeze({
  name: "HSMS-GS",
  perSession: true,
  deselect: true,
  closesWithSession: false,
  activeSelects: false,
});

/** Generic services of E37 alone: one session, selected and deselected by either side. */
export const GENERIC: Profile = /* @__PURE__ */ Object.freeze({
  name: "HSMS",
  perSession: false,
  deselect: true,
  closesWithSession: false,
  activeSelects: false,
});

/** Timers in seconds; fractions are allowed. E37 §9. */
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
}

/** Defaults of the timers; the linktest interval is that of an active entity, a passive one sends none. */
export const DEFAULT_TIMERS: Readonly<Timers> = /* @__PURE__ */ Object.freeze({
  T3: 45,
  T5: 10,
  T6: 5,
  T7: 10,
  T8: 5,
  linktest: 30,
});

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
export const DEFAULT_LIMITS: Readonly<Limits> = /* @__PURE__ */ Object.freeze({
  messageLength: 16 * 1024 * 1024 + 10,
  openTransactions: 65_536,
  queuedBytes: 64 * 1024 * 1024,
});

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
  /** How many linktests in a row may go unanswered before the connection is given up; 1 when absent (E37 §7.8). */
  linktestFailures?: number;
  /** Whether the active side selects as soon as it is connected; true when absent. */
  autoSelect?: boolean;
  /** Takes every liberty of a peer as a communication failure, as E37.1 §8 does. */
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
