// Codes of streams 1 and 2, with the names of their values. Those from 64 on are free for the equipment.
import { type CodeName, codeName } from "./data_item.ts";

/** Establish communications acknowledge. */
export const COMMACK = {
  item: "COMMACK",
  kind: "code",
  doc: "Establish communications acknowledge",
  ACCEPTED: 0,
  DENIED: 1,
  name: codeName as CodeName,
} as const;

/** OFF-LINE acknowledge. */
export const OFLACK = {
  item: "OFLACK",
  kind: "code",
  doc: "OFF-LINE acknowledge",
  ACKNOWLEDGED: 0,
  name: codeName as CodeName,
} as const;

/** ON-LINE acknowledge. */
export const ONLACK = {
  item: "ONLACK",
  kind: "code",
  doc: "ON-LINE acknowledge",
  ACCEPTED: 0,
  NOT_ALLOWED: 1,
  ALREADY_ON_LINE: 2,
  name: codeName as CodeName,
} as const;

/** Status form. */
export const SFCD = {
  item: "SFCD",
  kind: "code",
  doc: "Status form",
  name: codeName as CodeName,
} as const;

/** Transfer status of input ports, a byte each. */
export const TSIP = {
  item: "TSIP",
  kind: "bytes",
  doc: "Transfer status of input ports, a byte each",
  IDLE: 1,
  PREP: 2,
  TRACK_ON: 3,
  STUCK_IN_RECEIVER: 4,
  name: codeName as CodeName,
} as const;

/** Transfer status of output ports, a byte each. */
export const TSOP = {
  item: "TSOP",
  kind: "bytes",
  doc: "Transfer status of output ports, a byte each",
  IDLE: 1,
  PREP: 2,
  TRACK_ON: 3,
  STUCK_IN_SENDER: 4,
  COMPLETED: 5,
  name: codeName as CodeName,
} as const;

/** Equipment constant acknowledge. */
export const EAC = {
  item: "EAC",
  kind: "code",
  doc: "Equipment constant acknowledge",
  OK: 0,
  UNKNOWN_CONSTANT: 1,
  BUSY: 2,
  OUT_OF_RANGE: 3,
  name: codeName as CodeName,
} as const;

/** Reset. */
export const RIC = {
  item: "RIC",
  kind: "code",
  doc: "Reset",
  formats: ["U1", "I1"],
  NOT_USED: 0,
  POWER_UP_RESET: 1,
  name: codeName as CodeName,
} as const;

/** Reset acknowledge. */
export const RAC = {
  item: "RAC",
  kind: "code",
  doc: "Reset acknowledge",
  formats: ["U1", "I1"],
  WILL_BE_DONE: 0,
  DENIED: 1,
  name: codeName as CodeName,
} as const;

/** Command acknowledge. */
export const CMDA = {
  item: "CMDA",
  kind: "code",
  doc: "Command acknowledge",
  formats: ["U1", "I1"],
  DONE: 0,
  UNKNOWN_COMMAND: 1,
  CANNOT_NOW: 2,
  name: codeName as CodeName,
} as const;

/** Trace acknowledge. */
export const TIAACK = {
  item: "TIAACK",
  kind: "code",
  doc: "Trace acknowledge",
  OK: 0,
  TOO_MANY_SVIDS: 1,
  NO_MORE_TRACES: 2,
  BAD_PERIOD: 3,
  UNKNOWN_SVID: 4,
  BAD_REPGSZ: 5,
  name: codeName as CodeName,
} as const;

/** Service program acknowledge. */
export const SPAACK = {
  item: "SPAACK",
  kind: "code",
  doc: "Service program acknowledge",
  OK: 0,
  INVALID_DATA: 1,
  name: codeName as CodeName,
} as const;

/** Service program run acknowledge. */
export const CSAACK = {
  item: "CSAACK",
  kind: "code",
  doc: "Service program run acknowledge",
  OK: 0,
  BUSY: 1,
  INVALID_SPID: 2,
  INVALID_DATA: 3,
  name: codeName as CodeName,
} as const;

/** Time acknowledge. */
export const TIACK = {
  item: "TIACK",
  kind: "code",
  doc: "Time acknowledge",
  OK: 0,
  NOT_DONE: 1,
  name: codeName as CodeName,
} as const;

/** Define report acknowledge. */
export const DRACK = {
  item: "DRACK",
  kind: "code",
  doc: "Define report acknowledge",
  OK: 0,
  NO_SPACE: 1,
  BAD_FORMAT: 2,
  RPTID_DEFINED: 3,
  UNKNOWN_VID: 4,
  name: codeName as CodeName,
} as const;

/** Link report acknowledge. */
export const LRACK = {
  item: "LRACK",
  kind: "code",
  doc: "Link report acknowledge",
  OK: 0,
  NO_SPACE: 1,
  BAD_FORMAT: 2,
  CEID_LINKED: 3,
  UNKNOWN_CEID: 4,
  UNKNOWN_RPTID: 5,
  name: codeName as CodeName,
} as const;

/** Enable event acknowledge. */
export const ERACK = {
  item: "ERACK",
  kind: "code",
  doc: "Enable event acknowledge",
  OK: 0,
  UNKNOWN_CEID: 1,
  name: codeName as CodeName,
} as const;

/** Multi-block grant. */
export const GRANT = {
  item: "GRANT",
  kind: "code",
  doc: "Multi-block grant",
  GRANTED: 0,
  BUSY: 1,
  NO_SPACE: 2,
  DUPLICATE_DATAID: 3,
  name: codeName as CodeName,
} as const;

/** Host command acknowledge. */
export const HCACK = {
  item: "HCACK",
  kind: "code",
  doc: "Host command acknowledge",
  DONE: 0,
  UNKNOWN_COMMAND: 1,
  CANNOT_NOW: 2,
  INVALID_PARAMETER: 3,
  LATER: 4,
  ALREADY: 5,
  UNKNOWN_OBJECT: 6,
  name: codeName as CodeName,
} as const;

/** Command parameter acknowledge. */
export const CPACK = {
  item: "CPACK",
  kind: "code",
  doc: "Command parameter acknowledge",
  UNKNOWN_CPNAME: 1,
  ILLEGAL_VALUE: 2,
  ILLEGAL_FORMAT: 3,
  name: codeName as CodeName,
} as const;

/** Enhanced command parameter acknowledge. */
export const CEPACK = {
  item: "CEPACK",
  kind: "code",
  doc: "Enhanced command parameter acknowledge",
  formats: ["U1"],
  NO_ERROR: 0,
  UNKNOWN_CPNAME: 1,
  ILLEGAL_VALUE: 2,
  ILLEGAL_FORMAT: 3,
  CPNAME_NOT_VALID: 4,
  name: codeName as CodeName,
} as const;

/** Reset spooling acknowledge. */
export const RSPACK = {
  item: "RSPACK",
  kind: "code",
  doc: "Reset spooling acknowledge",
  OK: 0,
  REJECTED: 1,
  name: codeName as CodeName,
} as const;

/** Spool stream acknowledge. */
export const STRACK = {
  item: "STRACK",
  kind: "code",
  doc: "Spool stream acknowledge",
  NOT_ALLOWED: 1,
  UNKNOWN_STREAM: 2,
  UNKNOWN_FUNCTION: 3,
  SECONDARY_FUNCTION: 4,
  name: codeName as CodeName,
} as const;

/** Limit attributes acknowledge. */
export const VLAACK = {
  item: "VLAACK",
  kind: "code",
  doc: "Limit attributes acknowledge",
  OK: 0,
  DEFINITION_ERROR: 1,
  CANNOT_NOW: 2,
  name: codeName as CodeName,
} as const;

/** Variable of limits acknowledge. */
export const LVACK = {
  item: "LVACK",
  kind: "code",
  doc: "Variable of limits acknowledge",
  UNKNOWN_VARIABLE: 1,
  NO_LIMITS: 2,
  REPEATED: 3,
  LIMIT_ERROR: 4,
  name: codeName as CodeName,
} as const;

/** Limit acknowledge. */
export const LIMITACK = {
  item: "LIMITACK",
  kind: "code",
  doc: "Limit acknowledge",
  UNKNOWN_LIMITID: 1,
  ABOVE_LIMITMAX: 2,
  BELOW_LIMITMIN: 3,
  UPPERDB_BELOW_LOWERDB: 4,
  ILLEGAL_FORMAT: 5,
  NOT_CONVERTIBLE: 6,
  DUPLICATE: 7,
  name: codeName as CodeName,
} as const;

/** Limit, 1 to 7. */
export const LIMITID = {
  item: "LIMITID",
  kind: "code",
  doc: "Limit, 1 to 7",
  name: codeName as CodeName,
} as const;

/** Location of material. */
export const LOC = {
  item: "LOC",
  kind: "code",
  doc: "Location of material",
  name: codeName as CodeName,
} as const;

/** Stream. */
export const STRID = {
  item: "STRID",
  kind: "code",
  doc: "Stream",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Function. */
export const FCNID = {
  item: "FCNID",
  kind: "code",
  doc: "Function",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;
