// E30's communication model, for both sides: who sends S1F13 when, and when both are COMMUNICATING.
//
// The table below is the model. The machine looks up the row that applies, does what it says, and tells of it. It knows
// nothing of messages: its owner tells it what came of them, and sends what it orders.
import type { Machine } from "../machine.ts";
import { applicable, type Transition } from "./transition.ts";

/**
 * State of the communication model. WAIT DELAY, WAIT CRA and WAIT CR are NOT COMMUNICATING; in each of them an S1F13 of
 * the peer is welcome. WAIT CR (FROM HOST) stands alone where one's own side does not ask.
 */
export type CommunicationState = "DISABLED" | "WAIT DELAY" | "WAIT CRA" | "WAIT CR" | "COMMUNICATING";

/** What triggers a transition of the communication model. */
export type CommunicationEvent =
  | "enabled"
  | "disabled"
  | "link selected"
  | "link lost"
  | "S1F13 received"
  | "S1F14 accepted"
  | "attempt failed"
  | "CommDelay elapsed"
  | "message received";

/** What else must hold for a transition of the communication model. */
export type CommunicationCondition =
  | "asks, link selected"
  | "asks, link not selected"
  | "asks"
  | "does not ask";

/** What a transition of the communication model does. */
export type CommunicationAction = "send S1F13" | "start CommDelay" | "send S1F14";

/** A row of the communication model. */
export interface CommunicationTransition extends Transition<CommunicationState, CommunicationEvent> {
  /** What must hold beside; always when absent. */
  readonly when?: CommunicationCondition;
  /** What is done, if anything. */
  readonly action?: CommunicationAction;
}

const NOT_COMMUNICATING = ["WAIT DELAY", "WAIT CRA", "WAIT CR"] as const;

/** The communication model of E30, a row for each transition. The first row that applies is taken. */
export const COMMUNICATION: readonly CommunicationTransition[] = [
  {
    name: "enable and connect",
    from: ["DISABLED"],
    on: "enabled",
    when: "asks, link selected",
    to: "WAIT CRA",
    action: "send S1F13",
  },
  {
    name: "enable without a link",
    from: ["DISABLED"],
    on: "enabled",
    when: "asks, link not selected",
    to: "WAIT DELAY",
  },
  { name: "enable and wait", from: ["DISABLED"], on: "enabled", when: "does not ask", to: "WAIT CR" },
  { name: "disable", from: [...NOT_COMMUNICATING, "COMMUNICATING"], on: "disabled", to: "DISABLED" },
  { name: "connect", from: ["WAIT DELAY"], on: "link selected", to: "WAIT CRA", action: "send S1F13" },
  { name: "try again", from: ["WAIT DELAY"], on: "CommDelay elapsed", to: "WAIT CRA", action: "send S1F13" },
  {
    name: "try again because the peer is there",
    from: ["WAIT DELAY"],
    on: "message received",
    to: "WAIT CRA",
    action: "send S1F13",
  },
  { name: "acknowledged", from: ["WAIT CRA"], on: "S1F14 accepted", to: "COMMUNICATING" },
  {
    name: "attempt failed",
    from: ["WAIT CRA"],
    on: "attempt failed",
    to: "WAIT DELAY",
    action: "start CommDelay",
  },
  { name: "link lost while connecting", from: ["WAIT CRA"], on: "link lost", to: "WAIT DELAY" },
  {
    name: "communication failure",
    from: ["COMMUNICATING"],
    on: "link lost",
    when: "asks",
    to: "WAIT DELAY",
  },
  {
    name: "communication failure, wait",
    from: ["COMMUNICATING"],
    on: "link lost",
    when: "does not ask",
    to: "WAIT CR",
  },
  {
    name: "asked by the peer",
    from: NOT_COMMUNICATING,
    on: "S1F13 received",
    to: "COMMUNICATING",
    action: "send S1F14",
  },
  {
    name: "asked again",
    from: ["COMMUNICATING"],
    on: "S1F13 received",
    to: "COMMUNICATING",
    action: "send S1F14",
  },
];

/** How one side establishes communication. */
export interface CommunicationOptions {
  /** Whether this side sends S1F13; true when absent. A side that does not waits for the peer's. */
  readonly asks?: boolean;
  /** EstablishCommunicationsTimeout: how long to wait after an attempt that failed, in seconds; 10 when absent. */
  readonly establishTimeout?: number;
}

/** What the communication model orders and tells. */
export type CommunicationOutput =
  /** Send S1F13 with the W-bit, and tell `accepted` or `failed`. */
  | { readonly type: "send S1F13" }
  /** Answer the S1F13 that was told. */
  | { readonly type: "send S1F14"; readonly COMMACK: number }
  /** The state has changed. `cause` is the name of the transition. */
  | {
    readonly type: "communication";
    readonly from: CommunicationState;
    readonly to: CommunicationState;
    readonly cause: string;
  };

/** COMMACK: denied, try again. */
const DENIED = 1;

/**
 * The communication model of E30, of a host or of an equipment: DISABLED at first. Tell it what happened, then `poll` for
 * what to do.
 */
export class Communication implements Machine<CommunicationOutput> {
  readonly #asks: boolean;
  #delay: number;
  #state: CommunicationState = "DISABLED";
  #selected = false;
  #tryAt = Infinity;
  #outputs: CommunicationOutput[] = [];

  /** Throws a `RangeError` for a timeout that is none. */
  constructor(options: CommunicationOptions = {}) {
    this.#asks = options.asks ?? true;
    this.#delay = milliseconds(options.establishTimeout ?? 10);
  }

  /** The state. */
  get state(): CommunicationState {
    return this.#state;
  }

  /** Whether messages other than S1F13 and S1F14 may be exchanged. */
  get communicating(): boolean {
    return this.#state === "COMMUNICATING";
  }

  /** When the next attempt is due; `Infinity` while none is. */
  get deadline(): number {
    return this.#tryAt;
  }

  /** EstablishCommunicationsTimeout in seconds. */
  get establishTimeout(): number {
    return this.#delay / 1000;
  }

  set establishTimeout(seconds: number) {
    this.#delay = milliseconds(seconds);
  }

  /** The operator enables communication. */
  enable(now: number): void {
    this.#on("enabled", now);
  }

  /** The operator disables communication: open transactions are to be given up. */
  disable(now: number): void {
    this.#on("disabled", now);
  }

  /** Messages can be sent from now on: HSMS is SELECTED, SECS-I has its line. */
  linkUp(now: number): void {
    this.#selected = true;
    this.#on("link selected", now);
  }

  /** Messages cannot be sent any more. */
  linkDown(now: number): void {
    this.#selected = false;
    this.#tryAt = Infinity;
    this.#on("link lost", now);
  }

  /** S1F13 was received; COMMACK 1 is the answer when it is not acceptable. Ignored while DISABLED. */
  requested(now: number, acceptable = true): void {
    if (acceptable) this.#on("S1F13 received", now);
    else if (this.#state !== "DISABLED") this.#outputs.push({ type: "send S1F14", COMMACK: DENIED });
  }

  /** Our S1F13 was answered by an S1F14 with COMMACK 0. */
  accepted(now: number): void {
    this.#on("S1F14 accepted", now);
  }

  /** Our S1F13 failed: T3, S1F0, a malformed S1F14, another COMMACK, or it could not be sent. */
  failed(now: number): void {
    this.#on("attempt failed", now);
  }

  /** Another message was received while not COMMUNICATING: discard it. */
  messageReceived(now: number): void {
    this.#on("message received", now);
  }

  /** Tells the time. Early or repeated calls have no effect. */
  elapsed(now: number): void {
    if (now >= this.#tryAt) this.#on("CommDelay elapsed", now);
  }

  /** The next thing to do or to tell. */
  poll(): CommunicationOutput | undefined {
    return this.#outputs.shift();
  }

  #on(event: CommunicationEvent, now: number): void {
    const row = applicable(COMMUNICATION, this.#state, event, (condition) => this.#holds(condition));
    if (row === undefined) return;
    const { to, name: cause, action } = row, from = this.#state;
    this.#state = to;
    this.#tryAt = action === "start CommDelay" && this.#selected ? now + this.#delay : Infinity;
    if (from !== to) this.#outputs.push({ type: "communication", from, to, cause });
    if (action === "send S1F13") this.#outputs.push({ type: "send S1F13" });
    if (action === "send S1F14") this.#outputs.push({ type: "send S1F14", COMMACK: 0 });
  }

  #holds(condition: CommunicationCondition): boolean {
    if (condition === "does not ask") return !this.#asks;
    if (!this.#asks || condition === "asks") return this.#asks;
    return this.#selected === (condition === "asks, link selected");
  }
}

function milliseconds(seconds: number): number {
  if (seconds >= 0 && seconds < Infinity) return seconds * 1000;
  throw new RangeError(`Cannot establish communications: a timeout of ${seconds} s is none`);
}
