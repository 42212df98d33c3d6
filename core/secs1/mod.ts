// SECS-I (E4) without I/O: blocks, the line protocol, the entity.
export { NotSelectedError } from "../link.ts";
export * from "./block.ts";
export { Entity } from "./entity.ts";
export { ACK, ENQ, EOT, type LineState, NAK, type RefusalCause, type RetryCause } from "./line.ts";
export * from "./news.ts";
export {
  DEFAULT_LIMITS,
  DEFAULT_TIMERS,
  type EntityOptions,
  type Limits,
  MOST_TEXT,
  RANGES,
  type Role,
  type Settings,
  type Timers,
  type Unusual,
} from "./options.ts";
