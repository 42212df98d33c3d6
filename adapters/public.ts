// What every adapter exports beside `connect`, `open` and `listen`: the types and errors an application needs.
export type { Entity } from "../core/hsms/entity.ts";
export type { Header } from "../core/hsms/header.ts";
export type {
  Cause,
  ControlOutcome,
  ControlRequest,
  EntityNews,
  EntityOutput,
  Fault,
  State,
} from "../core/hsms/news.ts";
export {
  type EntityOptions,
  GENERAL_SESSION,
  GENERIC,
  type Limits,
  type Profile,
  type Settings,
  SINGLE_SESSION,
  type Timers,
} from "../core/hsms/options.ts";
export {
  type ConnectionFacts,
  type DataMessage,
  type DiscardReason,
  type Link,
  type LinkNews,
  type LinkOutput,
  type NoReplyReason,
  NotSelectedError,
  type Order,
  type Primary,
  type UnmatchedReason,
} from "../core/link.ts";
export type { Machine } from "../core/machine.ts";
export type { Entity as Secs1Entity } from "../core/secs1/entity.ts";
export type { RefusalCause, RetryCause } from "../core/secs1/line.ts";
export type {
  Cause as Secs1Cause,
  EntityNews as Secs1News,
  EntityOutput as Secs1Output,
  State as Secs1State,
} from "../core/secs1/news.ts";
export type {
  EntityOptions as Secs1EntityOptions,
  Limits as Secs1Limits,
  Role,
  Settings as Secs1Settings,
  Timers as Secs1Timers,
  Unusual,
} from "../core/secs1/options.ts";
export { type Buffers, DEFAULT_BUFFERS } from "./buffers.ts";
export type { AnyLink, Carrier, NewsOf } from "./carrier.ts";
export { connectOver, openOver } from "./connect.ts";
export { Connection } from "./connection.ts";
export type { Handler } from "./emitter.ts";
export type { EndCause, Events } from "./events.ts";
export { FileSpool, type FileSpoolOptions, type SpooledMessage, type SpoolStore } from "./file_spool.ts";
export { FileStore, type Store } from "./file_store.ts";
export { Listener, type ListenerEvents } from "./listener.ts";
export type {
  AnyConnectionOptions,
  AnyConnectOptions,
  AnyListenOptions,
  BehaviourOptions,
  ConnectionOptions,
  ConnectOptions,
  Handlers,
  ListenOptions,
  OpeningOptions,
  PortOptions,
  Secs1ConnectionOptions,
  Secs1ConnectOptions,
  Secs1ListenOptions,
  TcpOptions,
} from "./options.ts";
export { ControlError, NoReplyError, type WaitOptions } from "./request.ts";
export { serial, type SerialPortLike } from "./serial.ts";
export type { Address, Dial, Socket, TlsOptions, Wire } from "./socket.ts";
export type { LinktestResponse, StateWaitOptions } from "./waits.ts";
