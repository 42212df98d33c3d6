// Codes of streams 3, 4 and 12, with the names of their values.
import { type CodeName, codeName } from "./data_item.ts";

/** Access mode of a load port. */
export const ACCESSMODE = {
  item: "ACCESSMODE",
  kind: "code",
  doc: "Access mode of a load port",
  formats: ["U1"],
  MANUAL: 0,
  AUTO: 1,
  name: codeName as CodeName,
} as const;

/** Stream 3 acknowledge. */
export const ACKC3 = {
  item: "ACKC3",
  kind: "code",
  doc: "Stream 3 acknowledge",
  ACCEPTED: 0,
  name: codeName as CodeName,
} as const;

/** Carrier action acknowledge. */
export const CAACK = {
  item: "CAACK",
  kind: "code",
  doc: "Carrier action acknowledge",
  formats: ["U1"],
  DONE: 0,
  INVALID_COMMAND: 1,
  CANNOT_NOW: 2,
  INVALID_DATA: 3,
  LATER: 4,
  INVALID_STATE: 5,
  DONE_WITH_ERRORS: 6,
  name: codeName as CodeName,
} as const;

/** Input port. */
export const INPTN = {
  item: "INPTN",
  kind: "code",
  doc: "Input port",
  formats: ["U1", "B"],
  name: codeName as CodeName,
} as const;

/** Material id acknowledge. */
export const MIDAC = {
  item: "MIDAC",
  kind: "code",
  doc: "Material id acknowledge",
  ACCEPTED: 0,
  INVALID_PORT: 1,
  NO_MATERIAL: 2,
  name: codeName as CodeName,
} as const;

/** Material id request acknowledge. */
export const MIDRA = {
  item: "MIDRA",
  kind: "code",
  doc: "Material id request acknowledge",
  FOLLOWS: 0,
  DENIED: 1,
  LATER: 2,
  name: codeName as CodeName,
} as const;

/** Output port. */
export const OUTPTN = {
  item: "OUTPTN",
  kind: "code",
  doc: "Output port",
  formats: ["U1", "B"],
  name: codeName as CodeName,
} as const;

/** Port. */
export const PTN = {
  item: "PTN",
  kind: "code",
  doc: "Port",
  formats: ["U1", "B"],
  name: codeName as CodeName,
} as const;

/** What to place in a pod slot. */
export const RETPLACEINSTR = {
  item: "RETPLACEINSTR",
  kind: "code",
  doc: "What to place in a pod slot",
  formats: ["U1"],
  PLACE: 0,
  PASS: 1,
  OCCUPIED: 2,
  name: codeName as CodeName,
} as const;

/** What to remove from a pod slot. */
export const RETREMOVEINSTR = {
  item: "RETREMOVEINSTR",
  kind: "code",
  doc: "What to remove from a pod slot",
  formats: ["U1"],
  REMOVE: 0,
  PASS: 1,
  name: codeName as CodeName,
} as const;

/** Reticle pod acknowledge. */
export const RPMACK = {
  item: "RPMACK",
  kind: "code",
  doc: "Reticle pod acknowledge",
  formats: ["U1"],
  DONE: 0,
  UNKNOWN_SERVICE: 1,
  CANNOT_NOW: 2,
  UNKNOWN_PARAMETER: 3,
  LATER: 4,
  FAILED: 5,
  UNKNOWN_OBJECT: 6,
  name: codeName as CodeName,
} as const;

/** Request to receive acknowledge. */
export const RRACK = {
  item: "RRACK",
  kind: "code",
  doc: "Request to receive acknowledge",
  name: codeName as CodeName,
} as const;

/** Ready to send acknowledge. */
export const RSACK = {
  item: "RSACK",
  kind: "code",
  doc: "Ready to send acknowledge",
  name: codeName as CodeName,
} as const;

/** Map transmit grant. */
export const GRNT1 = {
  item: "GRNT1",
  kind: "code",
  doc: "Map transmit grant",
  OK: 0,
  BUSY: 1,
  NO_SPACE: 2,
  TOO_LARGE: 3,
  DUPLICATE_ID: 4,
  UNKNOWN_MATERIAL: 5,
  UNKNOWN_FORMAT: 6,
  name: codeName as CodeName,
} as const;

/** Type of a material id. */
export const IDTYP = {
  item: "IDTYP",
  kind: "code",
  doc: "Type of a material id",
  WAFER: 0,
  CASSETTE: 1,
  FILM_FRAME: 2,
  name: codeName as CodeName,
} as const;

/** Map error. */
export const MAPER = {
  item: "MAPER",
  kind: "code",
  doc: "Map error",
  ID_NOT_FOUND: 0,
  INVALID_DATA: 1,
  FORMAT_ERROR: 2,
  name: codeName as CodeName,
} as const;

/** Map format. */
export const MAPFT = {
  item: "MAPFT",
  kind: "code",
  doc: "Map format",
  ROW: 0,
  ARRAY: 1,
  COORDINATE: 2,
  name: codeName as CodeName,
} as const;

/** Map data acknowledge. */
export const MDACK = {
  item: "MDACK",
  kind: "code",
  doc: "Map data acknowledge",
  RECEIVED: 0,
  FORMAT_ERROR: 1,
  ID_MISMATCH: 2,
  ABORT: 3,
  name: codeName as CodeName,
} as const;

/** Origin of the map. */
export const ORLOC = {
  item: "ORLOC",
  kind: "code",
  doc: "Origin of the map",
  CENTRE: 0,
  UPPER_RIGHT: 1,
  UPPER_LEFT: 2,
  LOWER_LEFT: 3,
  LOWER_RIGHT: 4,
  name: codeName as CodeName,
} as const;

/** Axis of processing. */
export const PRAXI = {
  item: "PRAXI",
  kind: "code",
  doc: "Axis of processing",
  ROWS_TOP_INCREASING: 0,
  ROWS_TOP_DECREASING: 1,
  ROWS_BOTTOM_INCREASING: 2,
  ROWS_BOTTOM_DECREASING: 3,
  COLUMNS_LEFT_INCREASING: 4,
  COLUMNS_LEFT_DECREASING: 5,
  COLUMNS_RIGHT_INCREASING: 6,
  COLUMNS_RIGHT_DECREASING: 7,
  name: codeName as CodeName,
} as const;

/** Map set-up acknowledge. */
export const SDACK = {
  item: "SDACK",
  kind: "code",
  doc: "Map set-up acknowledge",
  RECEIVED: 0,
  name: codeName as CodeName,
} as const;

/** Whether to send bin information. */
export const SDBIN = {
  item: "SDBIN",
  kind: "code",
  doc: "Whether to send bin information",
  name: codeName as CodeName,
} as const;
