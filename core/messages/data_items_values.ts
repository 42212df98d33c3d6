// Data items that hold values of many formats, in streams 1, 2, 5, 6, 7, 9 and 10.
import { A_B_OR_INTEGERS, CONSTANTS, type DataItem, NUMBERS, SCALARS } from "./data_item.ts";

/** Commands that this one must come after. */
export const ACDS: DataItem<"value"> = {
  item: "ACDS",
  kind: "value",
  doc: "Commands that this one must come after",
  formats: ["U2", "I2"],
};

/** Commands that this one must come before. */
export const BCDS: DataItem<"value"> = {
  item: "BCDS",
  kind: "value",
  doc: "Commands that this one must come before",
  formats: ["U2", "I2"],
};

/** Commands that this one must come right after. */
export const IACDS: DataItem<"value"> = {
  item: "IACDS",
  kind: "value",
  doc: "Commands that this one must come right after",
  formats: ["U2", "I2"],
};

/** Commands that this one must come right before. */
export const IBCDS: DataItem<"value"> = {
  item: "IBCDS",
  kind: "value",
  doc: "Commands that this one must come right before",
  formats: ["U2", "I2"],
};

/** Commands that this one must not come after. */
export const NACDS: DataItem<"value"> = {
  item: "NACDS",
  kind: "value",
  doc: "Commands that this one must not come after",
  formats: ["U2", "I2"],
};

/** Commands that this one must not come before. */
export const NBCDS: DataItem<"value"> = {
  item: "NBCDS",
  kind: "value",
  doc: "Commands that this one must not come before",
  formats: ["U2", "I2"],
};

/** Attribute value. */
export const ATTRDATA: DataItem<"value"> = { item: "ATTRDATA", kind: "value", doc: "Attribute value" };

/** Enhanced command parameter value. */
export const CEPVAL: DataItem<"value"> = {
  item: "CEPVAL",
  kind: "value",
  doc: "Enhanced command parameter value",
};

/** Acknowledge of each of a list of values. */
export const CEPACKS: DataItem<"value"> = {
  item: "L,n{CEPACK}",
  kind: "value",
  doc: "Acknowledge of each of a list of values",
  formats: ["L"],
};

/** Command parameter value. */
export const CPVAL: DataItem<"value"> = {
  item: "CPVAL",
  kind: "value",
  doc: "Command parameter value",
  formats: ["A", "B", "J", "BOOLEAN", "U4", "U8", "I4", "I8", "U1", "U2", "I1", "I2"],
};

/** Data value. */
export const DVVAL: DataItem<"value"> = { item: "DVVAL", kind: "value", doc: "Data value" };

/** Default of an equipment constant. */
export const ECDEF: DataItem<"value"> = {
  item: "ECDEF",
  kind: "value",
  doc: "Default of an equipment constant",
  formats: CONSTANTS,
};

/** Maximum of an equipment constant. */
export const ECMAX: DataItem<"value"> = {
  item: "ECMAX",
  kind: "value",
  doc: "Maximum of an equipment constant",
  formats: CONSTANTS,
};

/** Minimum of an equipment constant. */
export const ECMIN: DataItem<"value"> = {
  item: "ECMIN",
  kind: "value",
  doc: "Minimum of an equipment constant",
  formats: CONSTANTS,
};

/** Equipment constant value. */
export const ECV: DataItem<"value"> = {
  item: "ECV",
  kind: "value",
  doc: "Equipment constant value",
  formats: CONSTANTS,
};

/** Id that was expected. */
export const EDID: DataItem<"value"> = {
  item: "EDID",
  kind: "value",
  doc: "Id that was expected",
  formats: A_B_OR_INTEGERS,
};

/** Maximum of the limits. */
export const LIMITMAX: DataItem<"value"> = {
  item: "LIMITMAX",
  kind: "value",
  doc: "Maximum of the limits",
  formats: SCALARS,
};

/** Minimum of the limits. */
export const LIMITMIN: DataItem<"value"> = {
  item: "LIMITMIN",
  kind: "value",
  doc: "Minimum of the limits",
  formats: SCALARS,
};

/** Lower limit of a parameter. */
export const LLIM: DataItem<"value"> = {
  item: "LLIM",
  kind: "value",
  doc: "Lower limit of a parameter",
  formats: NUMBERS,
};

/** Lower edge of a deadband. */
export const LOWERDB: DataItem<"value"> = {
  item: "LOWERDB",
  kind: "value",
  doc: "Lower edge of a deadband",
  formats: SCALARS,
};

/** Default of a parameter. */
export const PDFLT: DataItem<"value"> = {
  item: "PDFLT",
  kind: "value",
  doc: "Default of a parameter",
  formats: SCALARS,
};

/** Parameter of a process program. */
export const PPARM: DataItem<"value"> = {
  item: "PPARM",
  kind: "value",
  doc: "Parameter of a process program",
  formats: SCALARS,
};

/** Process program. */
export const PPBODY: DataItem<"value"> = {
  item: "PPBODY",
  kind: "value",
  doc: "Process program",
  formats: A_B_OR_INTEGERS,
};

/** Recipe attribute value. */
export const RCPATTRDATA: DataItem<"value"> = {
  item: "RCPATTRDATA",
  kind: "value",
  doc: "Recipe attribute value",
};

/** Resolution of a parameter. */
export const RESV: DataItem<"value"> = {
  item: "RESV",
  kind: "value",
  doc: "Resolution of a parameter",
  formats: NUMBERS,
};

/** Status in a form of the equipment. */
export const SFDATA: DataItem<"value"> = {
  item: "SFDATA",
  kind: "value",
  doc: "Status in a form of the equipment",
};

/** Results of a service program. */
export const SPR: DataItem<"value"> = { item: "SPR", kind: "value", doc: "Results of a service program" };

/** Status variable value. */
export const SV: DataItem<"value"> = { item: "SV", kind: "value", doc: "Status variable value" };

/** Upper limit of a parameter. */
export const ULIM: DataItem<"value"> = {
  item: "ULIM",
  kind: "value",
  doc: "Upper limit of a parameter",
  formats: NUMBERS,
};

/** In place of the value of what is unknown. */
export const UNKNOWN_VALUE: DataItem<"value"> = {
  item: "L,0",
  kind: "value",
  doc: "In place of the value of what is unknown",
  formats: ["L"],
};

/** Upper edge of a deadband. */
export const UPPERDB: DataItem<"value"> = {
  item: "UPPERDB",
  kind: "value",
  doc: "Upper edge of a deadband",
  formats: SCALARS,
};

/** Variable value. */
export const V: DataItem<"value"> = { item: "V", kind: "value", doc: "Variable value" };
