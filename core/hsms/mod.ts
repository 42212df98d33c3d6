// HSMS (E37, E37.1, E37.2) without I/O: header, framer, entity.
export { NotSelectedError } from "../link.ts";
export { Entity } from "./entity.ts";
export * from "./framer.ts";
export * from "./header.ts";
export * from "./names.ts";
export * from "./news.ts";
export {
  DEFAULT_LIMITS,
  DEFAULT_TIMERS,
  type EntityOptions,
  GENERAL_SESSION,
  GENERIC,
  type Limits,
  type Profile,
  type Settings,
  SINGLE_SESSION,
  TIMER_RANGES,
  type Timers,
} from "./options.ts";
export * from "./primitive.ts";
