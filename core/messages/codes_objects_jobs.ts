// Codes of streams 13 to 16, with the names of their values.
import { type CodeName, codeName } from "./data_item.ts";

/** Stream 13 acknowledge. */
export const ACKC13 = {
  item: "ACKC13",
  kind: "code",
  doc: "Stream 13 acknowledge",
  OK: 0,
  TRY_LATER: 1,
  UNKNOWN_DATA_SET: 2,
  ILLEGAL_CHECKPOINT: 3,
  TOO_MANY_OPEN: 4,
  OPENED_TOO_OFTEN: 5,
  NONE_OPEN: 6,
  CANNOT_CONTINUE: 7,
  END_OF_DATA: 8,
  HANDLE_IN_USE: 9,
  PENDING: 10,
  name: codeName as CodeName,
} as const;

/** Stream 15 acknowledge. */
export const ACKC15 = {
  item: "ACKC15",
  kind: "code",
  doc: "Stream 15 acknowledge",
  name: codeName as CodeName,
} as const;

/** How an attribute compares. */
export const ATTRRELN = {
  item: "ATTRRELN",
  kind: "code",
  doc: "How an attribute compares",
  formats: ["U1"],
  EQUAL: 0,
  NOT_EQUAL: 1,
  LESS: 2,
  LESS_OR_EQUAL: 3,
  GREATER: 4,
  GREATER_OR_EQUAL: 5,
  PRESENT: 6,
  ABSENT: 7,
  name: codeName as CodeName,
} as const;

/** Control job command. */
export const CTLJOBCMD = {
  item: "CTLJOBCMD",
  kind: "code",
  doc: "Control job command",
  formats: ["U1"],
  START: 1,
  PAUSE: 2,
  RESUME: 3,
  CANCEL: 4,
  DESELECT: 5,
  STOP: 6,
  ABORT: 7,
  HEAD_OF_QUEUE: 8,
  name: codeName as CodeName,
} as const;

/** Data acknowledge. */
export const DATAACK = {
  item: "DATAACK",
  kind: "code",
  doc: "Data acknowledge",
  OK: 0,
  UNKNOWN_DATAID: 1,
  INVALID_PARAMETER: 2,
  name: codeName as CodeName,
} as const;

/** Object acknowledge. */
export const OBJACK = {
  item: "OBJACK",
  kind: "code",
  doc: "Object acknowledge",
  formats: ["U1"],
  OK: 0,
  ERROR: 1,
  name: codeName as CodeName,
} as const;

/** Command to an object. */
export const OBJCMD = {
  item: "OBJCMD",
  kind: "code",
  doc: "Command to an object",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Process job event. */
export const PREVENTID = {
  item: "PREVENTID",
  kind: "code",
  doc: "Process job event",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Process job milestone. */
export const PRJOBMILESTONE = {
  item: "PRJOBMILESTONE",
  kind: "code",
  doc: "Process job milestone",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Order of material. */
export const PRMTRLORDER = {
  item: "PRMTRLORDER",
  kind: "code",
  doc: "Order of material",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** How a recipe is given. */
export const PRRECIPEMETHOD = {
  item: "PRRECIPEMETHOD",
  kind: "code",
  doc: "How a recipe is given",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Process job state. */
export const PRSTATE = {
  item: "PRSTATE",
  kind: "code",
  doc: "Process job state",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Type of records. */
export const RTYPE = {
  item: "RTYPE",
  kind: "code",
  doc: "Type of records",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Slot of a carrier. */
export const SLOTID = {
  item: "SLOTID",
  kind: "code",
  doc: "Slot of a carrier",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Service acknowledge. */
export const SVCACK = {
  item: "SVCACK",
  kind: "code",
  doc: "Service acknowledge",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Table acknowledge. */
export const TBLACK = {
  item: "TBLACK",
  kind: "code",
  doc: "Table acknowledge",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;

/** Table command. */
export const TBLCMD = {
  item: "TBLCMD",
  kind: "code",
  doc: "Table command",
  formats: ["U1"],
  name: codeName as CodeName,
} as const;
