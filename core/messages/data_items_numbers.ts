// Data items that are quantities, flags and bytes, in streams 1, 2, 5, 6, 7, 9 and 10.
import { A_OR_INTEGERS, type DataItem, UNSIGNED } from "./data_item.ts";

/** Most bytes of a process program. */
export const BYTMAX: DataItem<"integer"> = {
  item: "BYTMAX",
  kind: "integer",
  doc: "Most bytes of a process program",
};

/** Most commands of a process program. */
export const CMDMAX: DataItem<"integer"> = {
  item: "CMDMAX",
  kind: "integer",
  doc: "Most commands of a process program",
};

/** Bytes of the message to come. */
export const DATALENGTH: DataItem<"integer"> = {
  item: "DATALENGTH",
  kind: "integer",
  doc: "Bytes of the message to come",
  gem: UNSIGNED,
};

/** Bytes of the formatted process program. */
export const FRMLEN: DataItem<"integer"> = {
  item: "FRMLEN",
  kind: "integer",
  doc: "Bytes of the formatted process program",
};

/** Bytes of the program to come. */
export const LENGTH: DataItem<"integer"> = {
  item: "LENGTH",
  kind: "integer",
  doc: "Bytes of the program to come",
  gem: UNSIGNED,
};

/** Joins a completion to its request. */
export const LINKID: DataItem<"integer"> = {
  item: "LINKID",
  kind: "integer",
  doc: "Joins a completion to its request",
  formats: ["U4"],
};

/** Most characters of a parameter. */
export const PMAX: DataItem<"integer"> = {
  item: "PMAX",
  kind: "integer",
  doc: "Most characters of a parameter",
};

/** Samples in one report of a trace. */
export const REPGSZ: DataItem<"integer"> = {
  item: "REPGSZ",
  kind: "integer",
  doc: "Samples in one report of a trace",
  formats: A_OR_INTEGERS,
  gem: UNSIGNED,
};

/** Change of a recipe. */
export const RMCHGSTAT: DataItem<"integer"> = {
  item: "RMCHGSTAT",
  kind: "integer",
  doc: "Change of a recipe",
  formats: UNSIGNED,
};

/** Place of a command in a process program. */
export const SEQNUM: DataItem<"integer"> = {
  item: "SEQNUM",
  kind: "integer",
  doc: "Place of a command in a process program",
  formats: ["U2", "U4", "U8", "I4", "I8", "U1", "I1", "I2"],
  gem: ["U2"],
};

/** Number of the last sample. */
export const SMPLN: DataItem<"integer"> = {
  item: "SMPLN",
  kind: "integer",
  doc: "Number of the last sample",
  gem: UNSIGNED,
};

/** Samples in all. */
export const TOTSMP: DataItem<"integer"> = {
  item: "TOTSMP",
  kind: "integer",
  doc: "Samples in all",
  formats: A_OR_INTEGERS,
  gem: UNSIGNED,
};

/** Bytes of the unformatted process program. */
export const UNFLEN: DataItem<"integer"> = {
  item: "UNFLEN",
  kind: "integer",
  doc: "Bytes of the unformatted process program",
};

/** Success. */
export const ACKA: DataItem<"flag"> = { item: "ACKA", kind: "flag", doc: "Success" };

/** Enable or disable. */
export const CEED: DataItem<"flag"> = { item: "CEED", kind: "flag", doc: "Enable or disable" };

/** Whether a command is required. */
export const RQCMD: DataItem<"flag"> = { item: "RQCMD", kind: "flag", doc: "Whether a command is required" };

/** Whether a parameter is required. */
export const RQPAR: DataItem<"flag"> = {
  item: "RQPAR",
  kind: "flag",
  doc: "Whether a parameter is required",
};

/** Any bytes. */
export const ABS: DataItem<"bytes"> = { item: "ABS", kind: "bytes", doc: "Any bytes" };

/** Header of the message at fault. */
export const MHEAD: DataItem<"bytes"> = {
  item: "MHEAD",
  kind: "bytes",
  doc: "Header of the message at fault",
  length: 10,
};

/** Header of the message sent. */
export const SHEAD: DataItem<"bytes"> = {
  item: "SHEAD",
  kind: "bytes",
  doc: "Header of the message sent",
  length: 10,
};

/** Service program. */
export const SPD: DataItem<"bytes"> = { item: "SPD", kind: "bytes", doc: "Service program" };
