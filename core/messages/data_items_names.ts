// Data items that name things, in streams 1, 2, 5, 6, 7, 9 and 10.
import { A_ONLY, A_OR_B, A_OR_UNSIGNED, type DataItem, INTEGERS, UNSIGNED } from "./data_item.ts";

/** Alarm id. */
export const ALID: DataItem<"id"> = {
  item: "ALID",
  kind: "id",
  doc: "Alarm id",
  formats: INTEGERS,
  gem: UNSIGNED,
};

/** Collection event id. */
export const CEID: DataItem<"id"> = { item: "CEID", kind: "id", doc: "Collection event id", gem: UNSIGNED };

/** Joins the messages of one exchange. */
export const DATAID: DataItem<"id"> = {
  item: "DATAID",
  kind: "id",
  doc: "Joins the messages of one exchange",
  gem: UNSIGNED,
};

/** Data set id. */
export const DSID: DataItem<"id"> = { item: "DSID", kind: "id", doc: "Data set id" };

/** Equipment constant id. */
export const ECID: DataItem<"id"> = { item: "ECID", kind: "id", doc: "Equipment constant id", gem: UNSIGNED };

/** Operation id. */
export const OPID: DataItem<"id"> = { item: "OPID", kind: "id", doc: "Operation id", formats: UNSIGNED };

/** Report id. */
export const RPTID: DataItem<"id"> = { item: "RPTID", kind: "id", doc: "Report id", gem: UNSIGNED };

/** Status variable id. */
export const SVID: DataItem<"id"> = { item: "SVID", kind: "id", doc: "Status variable id", gem: UNSIGNED };

/** Trace id. */
export const TRID: DataItem<"id"> = { item: "TRID", kind: "id", doc: "Trace id", gem: UNSIGNED };

/** Id of a status variable, data value or constant. */
export const VID: DataItem<"id"> = {
  item: "VID",
  kind: "id",
  doc: "Id of a status variable, data value or constant",
  gem: UNSIGNED,
};

/** Command code of a process program. */
export const CCODE: DataItem<"id"> = {
  item: "CCODE",
  kind: "id",
  doc: "Command code of a process program",
  formats: ["U2", "A", "U4", "I2", "I4"],
};

/** Attribute name. */
export const ATTRID: DataItem<"name"> = {
  item: "ATTRID",
  kind: "name",
  doc: "Attribute name",
  formats: A_OR_UNSIGNED,
};

/** Command parameter name. */
export const CPNAME: DataItem<"name"> = {
  item: "CPNAME",
  kind: "name",
  doc: "Command parameter name",
  gem: A_ONLY,
};

/** Data value name. */
export const DVNAME: DataItem<"name"> = { item: "DVNAME", kind: "name", doc: "Data value name" };

/** Material id. */
export const MID: DataItem<"name"> = {
  item: "MID",
  kind: "name",
  doc: "Material id",
  formats: A_OR_B,
  length: 80,
};

/** Object id. */
export const OBJID: DataItem<"name"> = {
  item: "OBJID",
  kind: "name",
  doc: "Object id",
  formats: A_OR_UNSIGNED,
};

/** Object type. */
export const OBJTYPE: DataItem<"name"> = {
  item: "OBJTYPE",
  kind: "name",
  doc: "Object type",
  formats: A_OR_UNSIGNED,
};

/** Process program id. */
export const PPID: DataItem<"name"> = {
  item: "PPID",
  kind: "name",
  doc: "Process program id",
  formats: A_OR_B,
  gem: A_ONLY,
  length: 120,
};

/** Remote command. */
export const RCMD: DataItem<"name"> = {
  item: "RCMD",
  kind: "name",
  doc: "Remote command",
  formats: ["A", "U1", "I1"],
  gem: A_ONLY,
};

/** Text for an operator. */
export const TEXT: DataItem<"name"> = {
  item: "TEXT",
  kind: "name",
  doc: "Text for an operator",
  formats: ["A", "W", "B", "U4", "U8", "I4", "I8", "U1", "U2", "I1", "I2"],
  gem: A_ONLY,
};
