// What an HSMS entity tells beyond what every link tells: states, control transactions, timeouts, faults, a trace.
import type { LinkNews, Order } from "../link.ts";
import type { Header } from "./header.ts";

/** Connection state of E37. */
export type State = "NOT CONNECTED" | "NOT SELECTED" | "SELECTED";

/** What moved an entity from one state to another. */
export type Cause =
  | "TCP connected"
  | "TCP disconnected"
  | "Select.req received"
  | "Select.rsp received"
  | "Select refused"
  | "Select rejected"
  | "Deselect.req received"
  | "Deselect.rsp received"
  | "Separate.req received"
  | "Separate.req sent"
  | "T6"
  | "T7"
  | "T8"
  | "write timeout"
  | "bad length"
  | "protocol violation"
  | "queue overflow"
  | "stopped";

/** The control requests that open a transaction. */
export type ControlRequest = "Select.req" | "Deselect.req" | "Linktest.req";

/** How a control transaction ended. `status` is given when it was answered. */
export type ControlOutcome = "answered" | "rejected" | "T6" | "disconnected";

/** What a peer did against the rules. None of these throws; the entity goes on unless a `state` news says otherwise. */
export type Fault =
  /** A message length below 10: the stream is lost and the connection closed. E37. */
  | "length below 10"
  /** A message longer than the limit: the connection is closed. */
  | "length above limit"
  /** A PType other than 0, answered with Reject 2. */
  | "PType not supported"
  /** An SType without meaning here, answered with Reject 1. */
  | "SType not supported"
  /** A Select.rsp, Deselect.rsp or Linktest.rsp that nobody asked for, answered with Reject 3. */
  | "transaction not open"
  /** A data message for a session not selected, answered with Reject 4; in strict mode it closes the connection. */
  | "entity not selected"
  /** A control message with text; the text is ignored. */
  | "control message with text"
  /** A header byte defined as 0 that is not; it is ignored. */
  | "reserved byte not zero"
  /** A secondary with the W-bit set. */
  | "W-bit on secondary"
  /** A reply whose session id is not that of its primary; accepted in HSMS-SS. */
  | "session of reply differs"
  /** A Reject.req that fits no open transaction. */
  | "unexpected Reject.req"
  /** A Separate.req outside SELECTED. */
  | "unexpected Separate.req"
  /** A Select.req sent to the active side of HSMS-SS. */
  | "Select.req to active entity"
  /** A Deselect.req in HSMS-SS, where it is not used. */
  | "Deselect.req in HSMS-SS"
  /** A Linktest.req outside SELECTED, told in strict mode. */
  | "unexpected Linktest.req"
  /** Anything else that a passive entity receives before Select.req, told in strict mode. */
  | "message before Select.req"
  /** Our Select.req was refused although the peer's own has selected the session. */
  | "Select refused while selected";

/** News of an HSMS entity alone. */
export type EntityNews =
  /** A transition of E37. */
  | { readonly type: "state"; readonly from: State; readonly to: State; readonly cause: Cause }
  /** A control transaction of ours ended. `milliseconds` is the time since the request. */
  | {
    readonly type: "control";
    readonly request: ControlRequest;
    readonly session: number;
    readonly systemBytes: number;
    readonly outcome: ControlOutcome;
    /** Status of the .rsp, or reason of the Reject.req. */
    readonly status?: number;
    readonly milliseconds: number;
  }
  /** A timer ran out. T3 is told by `noReply`. */
  | { readonly type: "timeout"; readonly timer: "T5" | "T6" | "T7" | "T8" | "write" }
  /** A connection could not be opened. The active side tries again after T5. */
  | { readonly type: "connect failed" }
  /** The peer broke a rule. */
  | { readonly type: "fault"; readonly fault: Fault; readonly header?: Header; readonly length?: number }
  /** A Reject.req was received; when it fits an open transaction, that has ended. */
  | { readonly type: "rejected"; readonly header: Header }
  /** A timer is outside the standard's range, in seconds. Told at `start`. */
  | {
    readonly type: "unusual timer";
    readonly timer: string;
    readonly seconds: number;
    readonly range: string;
  }
  /** A message was ordered to be written (`trace`). `header` is its ten bytes. */
  | { readonly type: "sent"; readonly header: Uint8Array; readonly text: Uint8Array }
  /** A message was received (`trace`), whatever becomes of it. */
  | { readonly type: "received"; readonly header: Uint8Array; readonly text: Uint8Array }
  /** The entity has stopped for good, after `stop`. */
  | { readonly type: "stopped" };

/** Everything an entity puts out. */
export type EntityOutput = Order | LinkNews | EntityNews;
