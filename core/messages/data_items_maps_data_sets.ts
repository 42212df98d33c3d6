// Data items of streams 12 and 13: wafer maps, data sets, tables.
import { A_OR_UNSIGNED, type DataItem, NUMBERS, UNSIGNED } from "./data_item.ts";

/** Bin codes wanted. */
export const BCEQU: DataItem<"value"> = {
  item: "BCEQU",
  kind: "value",
  doc: "Bin codes wanted",
  formats: ["A", "U1"],
};

/** Bins. */
export const BINLT: DataItem<"value"> = { item: "BINLT", kind: "value", doc: "Bins", formats: ["A", "U1"] };

/** Columns of dies. */
export const COLCT: DataItem<"integer"> = {
  item: "COLCT",
  kind: "integer",
  doc: "Columns of dies",
  formats: UNSIGNED,
};

/** Place of an error in the data. */
export const DATLC: DataItem<"integer"> = {
  item: "DATLC",
  kind: "integer",
  doc: "Place of an error in the data",
  formats: ["U1"],
};

/** Units of a die. */
export const DUTMS: DataItem<"text"> = { item: "DUTMS", kind: "text", doc: "Units of a die" };

/** Rotation of the film frame in degrees. */
export const FFROT: DataItem<"integer"> = {
  item: "FFROT",
  kind: "integer",
  doc: "Rotation of the film frame in degrees",
  formats: ["U2"],
};

/** Place of flat or notch in degrees. */
export const FNLOC: DataItem<"integer"> = {
  item: "FNLOC",
  kind: "integer",
  doc: "Place of flat or notch in degrees",
  formats: ["U2"],
};

/** Bytes of the map. */
export const MLCL: DataItem<"integer"> = {
  item: "MLCL",
  kind: "integer",
  doc: "Bytes of the map",
  formats: UNSIGNED,
};

/** Bin code of no die. */
export const NULBC: DataItem<"value"> = {
  item: "NULBC",
  kind: "value",
  doc: "Bin code of no die",
  formats: ["A", "U1"],
};

/** Dies to process. */
export const PRDCT: DataItem<"integer"> = {
  item: "PRDCT",
  kind: "integer",
  doc: "Dies to process",
  formats: UNSIGNED,
};

/** Reference point, x and y. */
export const REFP: DataItem<"value"> = {
  item: "REFP",
  kind: "value",
  doc: "Reference point, x and y",
  formats: ["I2", "I4", "I1", "I8"],
};

/** Rows of dies. */
export const ROWCT: DataItem<"integer"> = {
  item: "ROWCT",
  kind: "integer",
  doc: "Rows of dies",
  formats: UNSIGNED,
};

/** Reference point selected. */
export const RPSEL: DataItem<"integer"> = {
  item: "RPSEL",
  kind: "integer",
  doc: "Reference point selected",
  formats: ["U1"],
};

/** Start and direction of a row. */
export const RSINF: DataItem<"value"> = {
  item: "RSINF",
  kind: "value",
  doc: "Start and direction of a row",
  formats: ["I2", "I4", "I1", "I8"],
};

/** Start of an array, x and y. */
export const STRP: DataItem<"value"> = {
  item: "STRP",
  kind: "value",
  doc: "Start of an array, x and y",
  formats: ["I2", "I4", "I1", "I8"],
};

/** Width of a die. */
export const XDIES: DataItem<"value"> = {
  item: "XDIES",
  kind: "value",
  doc: "Width of a die",
  formats: NUMBERS,
};

/** Place of a die, x and y. */
export const XYPOS: DataItem<"value"> = {
  item: "XYPOS",
  kind: "value",
  doc: "Place of a die, x and y",
  formats: ["I2", "I4", "I1", "I8"],
};

/** Height of a die. */
export const YDIES: DataItem<"value"> = {
  item: "YDIES",
  kind: "value",
  doc: "Height of a die",
  formats: NUMBERS,
};

/** Checkpoint. */
export const CKPNT: DataItem<"integer"> = {
  item: "CKPNT",
  kind: "integer",
  doc: "Checkpoint",
  formats: ["U4"],
};

/** Column of a table. */
export const COLHDR: DataItem<"text"> = { item: "COLHDR", kind: "text", doc: "Column of a table" };

/** Record of a data set. */
export const FILDAT: DataItem<"value"> = {
  item: "FILDAT",
  kind: "value",
  doc: "Record of a data set",
  formats: ["A", "B"],
};

/** Open data set. */
export const HANDLE: DataItem<"id"> = { item: "HANDLE", kind: "id", doc: "Open data set" };

/** Bytes to read. */
export const READLN: DataItem<"integer"> = {
  item: "READLN",
  kind: "integer",
  doc: "Bytes to read",
  formats: ["U4"],
};

/** Bytes of a record. */
export const RECLEN: DataItem<"integer"> = {
  item: "RECLEN",
  kind: "integer",
  doc: "Bytes of a record",
  formats: ["U4"],
};

/** Element of a table. */
export const TBLELT: DataItem<"value"> = { item: "TBLELT", kind: "value", doc: "Element of a table" };

/** Table id. */
export const TBLID: DataItem<"text"> = { item: "TBLID", kind: "text", doc: "Table id" };

/** Type of a table. */
export const TBLTYP: DataItem<"name"> = {
  item: "TBLTYP",
  kind: "name",
  doc: "Type of a table",
  formats: A_OR_UNSIGNED,
};
