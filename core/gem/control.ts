// E30's control model of an equipment: who is in charge, the host or the operator.
//
// The table below is the model. Its owner tells the machine what the operator does and what the host asks, sends the S1F1
// that it orders, and answers S1F15 and S1F17 with what it returns. It needs no clock: T3 is the link's.
import { applicable, type Transition } from "./transition.ts";

/** State of the control model: LOCAL and REMOTE are ON-LINE, the others OFF-LINE. */
export type ControlState = "EQUIPMENT OFF-LINE" | "ATTEMPT ON-LINE" | "HOST OFF-LINE" | "LOCAL" | "REMOTE";

/** Values of the status variable ControlState, 1 to 5. */
export const CONTROL_STATE_CODES: Readonly<Record<ControlState, number>> = {
  "EQUIPMENT OFF-LINE": 1,
  "ATTEMPT ON-LINE": 2,
  "HOST OFF-LINE": 3,
  LOCAL: 4,
  REMOTE: 5,
};

/** What triggers a transition of the control model. */
export type ControlEvent =
  | "operator on-line"
  | "operator off-line"
  | "operator local"
  | "operator remote"
  | "S1F2 received"
  | "attempt failed"
  | "S1F15 received"
  | "S1F17 received";

/** What else must hold for a transition of the control model: how the equipment is configured, how its switch stands. */
export type ControlCondition =
  | "switch at LOCAL"
  | "switch at REMOTE"
  | "failure leads to EQUIPMENT OFF-LINE"
  | "failure leads to HOST OFF-LINE";

/** The collection events that E30 has for the control model. */
export type ControlNews = "equipment off-line" | "control state local" | "control state remote";

/** A row of the control model. */
export interface ControlTransition extends Transition<ControlState, ControlEvent> {
  /** What must hold beside; always when absent. */
  readonly when?: ControlCondition;
  /** What is done, if anything. */
  readonly action?: "send S1F1";
  /** The collection event it raises. */
  readonly raises?: ControlNews;
}

/** The control model of E30, a row for each transition. */
export const CONTROL: readonly ControlTransition[] = [
  {
    name: "operator requests on-line",
    from: ["EQUIPMENT OFF-LINE"],
    on: "operator on-line",
    to: "ATTEMPT ON-LINE",
    action: "send S1F1",
  },
  {
    name: "attempt failed",
    from: ["ATTEMPT ON-LINE"],
    on: "attempt failed",
    when: "failure leads to EQUIPMENT OFF-LINE",
    to: "EQUIPMENT OFF-LINE",
  },
  {
    name: "attempt failed, left to the host",
    from: ["ATTEMPT ON-LINE"],
    on: "attempt failed",
    when: "failure leads to HOST OFF-LINE",
    to: "HOST OFF-LINE",
  },
  {
    name: "host answered, local",
    from: ["ATTEMPT ON-LINE"],
    on: "S1F2 received",
    when: "switch at LOCAL",
    to: "LOCAL",
    raises: "control state local",
  },
  {
    name: "host answered, remote",
    from: ["ATTEMPT ON-LINE"],
    on: "S1F2 received",
    when: "switch at REMOTE",
    to: "REMOTE",
    raises: "control state remote",
  },
  {
    name: "operator requests off-line",
    from: ["LOCAL", "REMOTE"],
    on: "operator off-line",
    to: "EQUIPMENT OFF-LINE",
    raises: "equipment off-line",
  },
  {
    name: "operator selects remote",
    from: ["LOCAL"],
    on: "operator remote",
    to: "REMOTE",
    raises: "control state remote",
  },
  {
    name: "operator selects local",
    from: ["REMOTE"],
    on: "operator local",
    to: "LOCAL",
    raises: "control state local",
  },
  {
    name: "host requests off-line",
    from: ["LOCAL", "REMOTE"],
    on: "S1F15 received",
    to: "HOST OFF-LINE",
    raises: "equipment off-line",
  },
  {
    name: "host requests on-line, local",
    from: ["HOST OFF-LINE"],
    on: "S1F17 received",
    when: "switch at LOCAL",
    to: "LOCAL",
    raises: "control state local",
  },
  {
    name: "host requests on-line, remote",
    from: ["HOST OFF-LINE"],
    on: "S1F17 received",
    when: "switch at REMOTE",
    to: "REMOTE",
    raises: "control state remote",
  },
  {
    name: "operator takes it from the host",
    from: ["HOST OFF-LINE"],
    on: "operator off-line",
    to: "EQUIPMENT OFF-LINE",
  },
];

/** How the control model of an equipment begins and behaves. */
export interface ControlOptions {
  /** Where it begins; `ATTEMPT ON-LINE` when absent. The first attempt waits for COMMUNICATING. */
  readonly initial?: "EQUIPMENT OFF-LINE" | "ATTEMPT ON-LINE" | "HOST OFF-LINE" | "ON-LINE";
  /** How the operator's switch stands at first, which decides what ON-LINE is; `REMOTE` when absent. */
  readonly onLine?: "LOCAL" | "REMOTE";
  /** Where a failed attempt to go on-line leads; `EQUIPMENT OFF-LINE` when absent. */
  readonly attemptFailed?: "EQUIPMENT OFF-LINE" | "HOST OFF-LINE";
  /** Asked before each transition: false prevents it. The end of an attempt cannot be prevented. */
  readonly allow?: (transition: ControlTransition) => boolean;
}

/** What the control model orders and tells. */
export type ControlOutput =
  /** Send S1F1 with the W-bit, and tell `answered` or `attemptFailed`. */
  | { readonly type: "send S1F1" }
  /** The state has changed. `cause` is the name of the transition, `raises` the collection event that belongs to it. */
  | {
    readonly type: "control state";
    readonly from: ControlState;
    readonly to: ControlState;
    readonly cause: string;
    readonly raises?: ControlNews;
  };

const ACCEPTED = 0, NOT_ALLOWED = 1, ALREADY_ON_LINE = 2; // ONLACK

/** The control model of E30. Tell it what happened, then `poll` for what to do. */
export class Control {
  readonly #options: ControlOptions;
  #state: ControlState;
  #switch: "LOCAL" | "REMOTE";
  #communicating = false;
  #outputs: ControlOutput[] = [];

  /** Begins where the options say. */
  constructor(options: ControlOptions = {}) {
    const { initial = "ATTEMPT ON-LINE", onLine = "REMOTE" } = options;
    this.#options = options;
    this.#switch = onLine;
    this.#state = initial === "ON-LINE" ? onLine : initial;
  }

  /** The state. */
  get state(): ControlState {
    return this.#state;
  }

  /** Value of the status variable ControlState, 1 to 5. */
  get code(): number {
    return CONTROL_STATE_CODES[this.#state];
  }

  /** Whether the host's messages are processed. */
  get onLine(): boolean {
    return this.#state === "LOCAL" || this.#state === "REMOTE";
  }

  /** How the operator's switch between LOCAL and REMOTE stands, on-line or not. */
  get switch(): "LOCAL" | "REMOTE" {
    return this.#switch;
  }

  /** COMMUNICATING was entered: an attempt that waited for it begins. */
  communicationBegan(): void {
    this.#communicating = true;
    if (this.#state === "ATTEMPT ON-LINE") this.#outputs.push({ type: "send S1F1" });
  }

  /** COMMUNICATING was left: an attempt has failed, any other state stays. */
  communicationEnded(): void {
    this.#communicating = false;
    this.#on("attempt failed");
  }

  /** The operator wants to go on-line. False when that is not possible in this state, or not allowed. */
  requestOnLine(): boolean {
    const begun = this.#on("operator on-line");
    if (begun && !this.#communicating) this.#on("attempt failed");
    return begun;
  }

  /** The operator goes off-line. False when it is off-line already, or not allowed. */
  requestOffLine(): boolean {
    return this.#on("operator off-line");
  }

  /** The operator turns the switch to LOCAL. False when it is not allowed; off-line it counts from the next on-line. */
  setLocal(): boolean {
    return this.#turn("LOCAL", "operator local");
  }

  /** The operator turns the switch to REMOTE. False when it is not allowed. */
  setRemote(): boolean {
    return this.#turn("REMOTE", "operator remote");
  }

  /** Our S1F1 was answered by S1F2; where going on-line is not allowed, the attempt has failed. */
  answered(): void {
    if (!this.#on("S1F2 received")) this.#on("attempt failed");
  }

  /** Our S1F1 failed: S1F0, T3, or it could not be sent. */
  attemptFailed(): void {
    this.#on("attempt failed");
  }

  /** S1F15 was received: the OFLACK to answer with; `undefined` stands for S1F0, off-line or when it is not allowed. */
  hostRequestsOffLine(): number | undefined {
    return this.#on("S1F15 received") ? ACCEPTED : undefined;
  }

  /** S1F17 was received: the ONLACK to answer with. */
  hostRequestsOnLine(): number {
    if (this.onLine) return ALREADY_ON_LINE;
    return this.#on("S1F17 received") ? ACCEPTED : NOT_ALLOWED;
  }

  /** The next thing to do or to tell. */
  poll(): ControlOutput | undefined {
    return this.#outputs.shift();
  }

  #turn(to: "LOCAL" | "REMOTE", event: ControlEvent): boolean {
    if (this.onLine && this.#state !== to && !this.#on(event)) return false;
    this.#switch = to;
    return true;
  }

  #on(event: ControlEvent): boolean {
    const row = applicable(CONTROL, this.#state, event, (condition) => this.#holds(condition));
    const forced = event === "attempt failed";
    if (row === undefined || (!forced && this.#options.allow?.(row) === false)) return false;
    const { to, name: cause, raises, action } = row, from = this.#state;
    this.#state = to;
    this.#outputs.push({ type: "control state", from, to, cause, ...(raises && { raises }) });
    if (action === "send S1F1" && this.#communicating) this.#outputs.push({ type: "send S1F1" });
    return true;
  }

  #holds(condition: ControlCondition): boolean {
    if (condition.startsWith("switch")) return condition.endsWith(this.#switch);
    return condition.endsWith(this.#options.attemptFailed ?? "EQUIPMENT OFF-LINE");
  }
}
