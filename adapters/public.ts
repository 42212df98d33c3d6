// What every adapter exports beside `connect`, `open` and `listen`: the types and errors an application needs.
export type { Header } from "../core/hsms/header.ts";
export type { Cause, ControlOutcome, ControlRequest, EntityNews, Fault, State } from "../core/hsms/news.ts";
export {
  type EntityOptions,
  GENERAL_SESSION,
  GENERIC,
  type Limits,
  type Profile,
  SINGLE_SESSION,
  type Timers,
} from "../core/hsms/options.ts";
export {
  type DataMessage,
  type DiscardReason,
  type LinkNews,
  type NoReplyReason,
  NotSelectedError,
  type Primary,
  type UnmatchedReason,
} from "../core/link.ts";
export { Connection } from "./connection.ts";
export type { Handler } from "./emitter.ts";
export { Listener, type ListenerEvents } from "./listener.ts";
export {
  type Buffers,
  type ConnectionOptions,
  type ConnectOptions,
  DEFAULT_BUFFERS,
  type Events,
  type Handlers,
  type ListenOptions,
} from "./options.ts";
export { ControlError, NoReplyError, type WaitOptions } from "./request.ts";
export type { Address, TlsOptions } from "./socket.ts";
export type { LinktestResponse, StateWaitOptions } from "./waits.ts";
