// Data items that are text, in streams 1, 2, 5, 6, 7, 9 and 10.
import type { DataItem } from "./data_item.ts";

/** Alarm text. */
export const ALTX: DataItem<"text"> = { item: "ALTX", kind: "text", doc: "Alarm text", length: 120 };

/** Collection event name. */
export const CENAME: DataItem<"text"> = { item: "CENAME", kind: "text", doc: "Collection event name" };

/** Command name in a process program. */
export const CNAME: DataItem<"text"> = {
  item: "CNAME",
  kind: "text",
  doc: "Command name in a process program",
  length: 16,
};

/** Data set name. */
export const DSNAME: DataItem<"text"> = { item: "DSNAME", kind: "text", doc: "Data set name" };

/** Sample period, hhmmss or hhmmsscc. */
export const DSPER: DataItem<"text"> = {
  item: "DSPER",
  kind: "text",
  doc: "Sample period, hhmmss or hhmmsscc",
};

/** Data value name. */
export const DVVALNAME: DataItem<"text"> = { item: "DVVALNAME", kind: "text", doc: "Data value name" };

/** Equipment constant name. */
export const ECNAME: DataItem<"text"> = { item: "ECNAME", kind: "text", doc: "Equipment constant name" };

/** Error text. */
export const ERRTEXT: DataItem<"text"> = { item: "ERRTEXT", kind: "text", doc: "Error text", length: 120 };

/** Error in a process program. */
export const ERRW7: DataItem<"text"> = { item: "ERRW7", kind: "text", doc: "Error in a process program" };

/** Exception id. */
export const EXID: DataItem<"text"> = { item: "EXID", kind: "text", doc: "Exception id", length: 20 };

/** Exception message. */
export const EXMESSAGE: DataItem<"text"> = { item: "EXMESSAGE", kind: "text", doc: "Exception message" };

/** Exception recovery action. */
export const EXRECVRA: DataItem<"text"> = {
  item: "EXRECVRA",
  kind: "text",
  doc: "Exception recovery action",
  length: 40,
};

/** Exception type. */
export const EXTYPE: DataItem<"text"> = { item: "EXTYPE", kind: "text", doc: "Exception type" };

/** Equipment model. */
export const MDLN: DataItem<"text"> = { item: "MDLN", kind: "text", doc: "Equipment model", length: 20 };

/** Message expected, SxxFyy. */
export const MEXP: DataItem<"text"> = {
  item: "MEXP",
  kind: "text",
  doc: "Message expected, SxxFyy",
  length: 6,
};

/** Object specifier. */
export const OBJSPEC: DataItem<"text"> = { item: "OBJSPEC", kind: "text", doc: "Object specifier" };

/** Parameter name in a process program. */
export const PNAME: DataItem<"text"> = {
  item: "PNAME",
  kind: "text",
  doc: "Parameter name in a process program",
};

/** Recipe attribute id. */
export const RCPATTRID: DataItem<"text"> = { item: "RCPATTRID", kind: "text", doc: "Recipe attribute id" };

/** Recipe specifier. */
export const RCPSPEC: DataItem<"text"> = { item: "RCPSPEC", kind: "text", doc: "Recipe specifier" };

/** Software revision. */
export const SOFTREV: DataItem<"text"> = {
  item: "SOFTREV",
  kind: "text",
  doc: "Software revision",
  length: 20,
};

/** Service program id. */
export const SPID: DataItem<"text"> = { item: "SPID", kind: "text", doc: "Service program id", length: 6 };

/** Time of a sample. */
export const STIME: DataItem<"text"> = { item: "STIME", kind: "text", doc: "Time of a sample" };

/** Status variable name. */
export const SVNAME: DataItem<"text"> = { item: "SVNAME", kind: "text", doc: "Status variable name" };

/** Date and time. */
export const TIME: DataItem<"text"> = { item: "TIME", kind: "text", doc: "Date and time" };

/** Date and time. */
export const TIMESTAMP: DataItem<"text"> = { item: "TIMESTAMP", kind: "text", doc: "Date and time" };

/** Units. */
export const UNITS: DataItem<"text"> = { item: "UNITS", kind: "text", doc: "Units" };
