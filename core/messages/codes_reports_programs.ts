// Codes of streams 5, 6, 7 and 10, with the names of their values. Those from 64 on are free for the equipment.
import { type CodeName, codeName } from "./data_item.ts";

/** Alarm code: bit 8 when set, and a category. */
export const ALCD = {
  item: "ALCD",
  kind: "code",
  doc: "Alarm code: bit 8 when set, and a category",
  SET: 0x80,
  NOT_USED: 0,
  PERSONAL_SAFETY: 1,
  EQUIPMENT_SAFETY: 2,
  PARAMETER_CONTROL_WARNING: 3,
  PARAMETER_CONTROL_ERROR: 4,
  IRRECOVERABLE_ERROR: 5,
  EQUIPMENT_STATUS_WARNING: 6,
  ATTENTION_FLAG: 7,
  DATA_INTEGRITY: 8,
  name: codeName as CodeName,
} as const;

/** Alarm enable or disable. */
export const ALED = {
  item: "ALED",
  kind: "code",
  doc: "Alarm enable or disable",
  ENABLE: 0x80,
  DISABLE: 0,
  name: codeName as CodeName,
} as const;

/** Stream 5 acknowledge. */
export const ACKC5 = {
  item: "ACKC5",
  kind: "code",
  doc: "Stream 5 acknowledge",
  ACCEPTED: 0,
  ERROR: 1,
  name: codeName as CodeName,
} as const;

/** Stream 6 acknowledge. */
export const ACKC6 = {
  item: "ACKC6",
  kind: "code",
  doc: "Stream 6 acknowledge",
  ACCEPTED: 0,
  ERROR: 1,
  name: codeName as CodeName,
} as const;

/** Multi-block grant of stream 6. */
export const GRANT6 = {
  item: "GRANT6",
  kind: "code",
  doc: "Multi-block grant of stream 6",
  GRANTED: 0,
  BUSY: 1,
  NOT_INTERESTED: 2,
  name: codeName as CodeName,
} as const;

/** Predefined form. */
export const PFCD = {
  item: "PFCD",
  kind: "code",
  doc: "Predefined form",
  name: codeName as CodeName,
} as const;

/** Request of spooled data. */
export const RSDC = {
  item: "RSDC",
  kind: "code",
  doc: "Request of spooled data",
  formats: ["U1"],
  TRANSMIT: 0,
  PURGE: 1,
  name: codeName as CodeName,
} as const;

/** Request of spooled data acknowledge. */
export const RSDA = {
  item: "RSDA",
  kind: "code",
  doc: "Request of spooled data acknowledge",
  OK: 0,
  BUSY: 1,
  NO_SPOOLED_DATA: 2,
  name: codeName as CodeName,
} as const;

/** Recipe management acknowledge. */
export const RMACK = {
  item: "RMACK",
  kind: "code",
  doc: "Recipe management acknowledge",
  formats: ["U1"],
  DONE: 0,
  CANNOT: 1,
  DONE_WITH_ERRORS: 2,
  LATER: 3,
  NO_SUCH_REQUEST: 4,
  name: codeName as CodeName,
} as const;

/** Stream 7 acknowledge. */
export const ACKC7 = {
  item: "ACKC7",
  kind: "code",
  doc: "Stream 7 acknowledge",
  ACCEPTED: 0,
  NOT_PERMITTED: 1,
  LENGTH_ERROR: 2,
  MATRIX_OVERFLOW: 3,
  PPID_NOT_FOUND: 4,
  MODE_UNSUPPORTED: 5,
  LATER: 6,
  name: codeName as CodeName,
} as const;

/** Process program verification. */
export const ACKC7A = {
  item: "ACKC7A",
  kind: "code",
  doc: "Process program verification",
  formats: ["U1", "I1"],
  ACCEPTED: 0,
  MDLN_INCONSISTENT: 1,
  SOFTREV_INCONSISTENT: 2,
  INVALID_CCODE: 3,
  INVALID_PPARM: 4,
  OTHER: 5,
  name: codeName as CodeName,
} as const;

/** Process program grant. */
export const PPGNT = {
  item: "PPGNT",
  kind: "code",
  doc: "Process program grant",
  OK: 0,
  ALREADY_HAVE: 1,
  NO_SPACE: 2,
  INVALID_PPID: 3,
  BUSY: 4,
  WILL_NOT_ACCEPT: 5,
  name: codeName as CodeName,
} as const;

/** Matrix mode. */
export const MMODE = {
  item: "MMODE",
  kind: "code",
  doc: "Matrix mode",
  name: codeName as CodeName,
} as const;

/** Block definition of a command. */
export const BLKDEF = {
  item: "BLKDEF",
  kind: "code",
  doc: "Block definition of a command",
  formats: ["I1", "U1"],
  TERMINATE: -1,
  WITHIN: 0,
  START: 1,
  name: codeName as CodeName,
} as const;

/** Resolution code of a parameter. */
export const RESC = {
  item: "RESC",
  kind: "code",
  doc: "Resolution code of a parameter",
  formats: ["U1", "I1"],
  name: codeName as CodeName,
} as const;

/** Stream 10 acknowledge. */
export const ACKC10 = {
  item: "ACKC10",
  kind: "code",
  doc: "Stream 10 acknowledge",
  DISPLAYED: 0,
  NOT_DISPLAYED: 1,
  NO_TERMINAL: 2,
  name: codeName as CodeName,
} as const;

/** Terminal. */
export const TID = {
  item: "TID",
  kind: "code",
  doc: "Terminal",
  MAIN: 0,
  name: codeName as CodeName,
} as const;
