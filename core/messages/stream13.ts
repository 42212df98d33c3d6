// Stream 13: data sets and tables. Bodies as public lists have them.
import type { Item } from "../secs2/item.ts";
import { ACKC13, RTYPE, TBLACK, TBLCMD } from "./codes_objects_jobs.ts";
import { GRANT } from "./codes_status_control.ts";
import type { Id, Name } from "./data_item.ts";
import {
  CKPNT,
  COLHDR,
  FILDAT,
  HANDLE,
  READLN,
  RECLEN,
  TBLELT,
  TBLID,
  TBLTYP,
} from "./data_items_maps_data_sets.ts";
import { ATTRID, DATAID } from "./data_items_names.ts";
import { DATALENGTH } from "./data_items_numbers.ts";
import { DSNAME, ERRTEXT, OBJSPEC } from "./data_items_texts.ts";
import { ATTRDATA } from "./data_items_values.ts";
import { ERRCODE } from "./error_code.ts";
import { abort, type Message, message } from "./message.ts";
import type { ErrorReport } from "./stream1.ts";

/** A table, and what to do with it. */
export interface TableSend {
  /** Joins the messages of one exchange. */
  DATAID: Id;
  /** Object the table belongs to. */
  OBJSPEC: string;
  /** Type of the table. */
  TBLTYP: Name;
  /** Table. */
  TBLID: string;
  /** What to do. */
  TBLCMD: number;
  /** Attributes of the table. */
  attributes: { ATTRID: Name; ATTRDATA: Item }[];
  /** Columns. */
  columns: string[];
  /** Rows. */
  rows: Item[][];
}

/** A part of a table that is wanted. */
export interface TableRequest {
  /** Joins the messages of one exchange. */
  DATAID: Id;
  /** Object the table belongs to. */
  OBJSPEC: string;
  /** Type of the table. */
  TBLTYP: Name;
  /** Table. */
  TBLID: string;
  /** What to do. */
  TBLCMD: number;
  /** Columns wanted. */
  columns: string[];
  /** First elements of the rows wanted. */
  elements: Item[];
}

/** A table. */
export interface TableData {
  /** Type of the table. */
  TBLTYP: Name;
  /** Table. */
  TBLID: string;
  /** Attributes of the table. */
  attributes: { ATTRID: Name; ATTRDATA: Item }[];
  /** Columns. */
  columns: string[];
  /** Rows. */
  rows: Item[][];
  /** What went wrong. */
  result: { TBLACK: number; errors: ErrorReport[] };
}

/** Abort Transaction of stream 13. */
export const S13F0: Message<void> = /* @__PURE__ */ abort(13);

/** Send Data Set Send. */
export const S13F1: Message<{ DSNAME: string }> = /* @__PURE__ */ message(
  "S13F1 H↔E W",
  "Send Data Set Send",
  { DSNAME },
);

/** Send Data Set Acknowledge. */
export const S13F2: Message<{ DSNAME: string; ACKC13: number }> = /* @__PURE__ */ message(
  "S13F2 H↔E -",
  "Send Data Set Acknowledge",
  { DSNAME, ACKC13 },
);

/** Open Data Set Request. */
export const S13F3: Message<{ HANDLE: Id; DSNAME: string; CKPNT: number | bigint }> = /* @__PURE__ */ message(
  "S13F3 H↔E W",
  "Open Data Set Request",
  { HANDLE, DSNAME, CKPNT },
);

/** Open Data Set Data. */
export const S13F4: Message<
  { HANDLE: Id; DSNAME: string; ACKC13: number; RTYPE: number; RECLEN: number | bigint }
> = /* @__PURE__ */ message("S13F4 H↔E -", "Open Data Set Data", { HANDLE, DSNAME, ACKC13, RTYPE, RECLEN });

/** Read Data Set Request. */
export const S13F5: Message<{ HANDLE: Id; READLN: number | bigint }> = /* @__PURE__ */ message(
  "S13F5 H↔E W",
  "Read Data Set Request",
  { HANDLE, READLN },
);

/** Read Data Set Data. */
export const S13F6: Message<{ HANDLE: Id; ACKC13: number; CKPNT: number | bigint; records: Item[] }> =
  /* @__PURE__ */ message("S13F6 H↔E -", "Read Data Set Data", { HANDLE, ACKC13, CKPNT, records: [FILDAT] });

/** Close Data Set Send. */
export const S13F7: Message<{ HANDLE: Id }> = /* @__PURE__ */ message("S13F7 H↔E W", "Close Data Set Send", {
  HANDLE,
});

/** Close Data Set Acknowledge. */
export const S13F8: Message<{ HANDLE: Id; ACKC13: number }> = /* @__PURE__ */ message(
  "S13F8 H↔E -",
  "Close Data Set Acknowledge",
  { HANDLE, ACKC13 },
);

/** Reset Data Set Send. */
export const S13F9: Message<void> = /* @__PURE__ */ message("S13F9 H↔E W", "Reset Data Set Send");

/** Reset Data Set Acknowledge. */
export const S13F10: Message<void> = /* @__PURE__ */ message("S13F10 H↔E -", "Reset Data Set Acknowledge");

/** Data Set Object Multi-block Inquire. */
export const S13F11: Message<{ DATAID: Id; OBJSPEC: string; DATALENGTH: number | bigint }> =
  /* @__PURE__ */ message("S13F11 H↔E W", "Data Set Object Multi-block Inquire", {
    DATAID,
    OBJSPEC,
    DATALENGTH,
  });

/** Data Set Object Multi-block Grant. */
export const S13F12: Message<number> = /* @__PURE__ */ message(
  "S13F12 H↔E -",
  "Data Set Object Multi-block Grant",
  GRANT,
);

/** Table Data Send. */
export const S13F13: Message<TableSend> = /* @__PURE__ */ message("S13F13 H↔E W", "Table Data Send", {
  DATAID,
  OBJSPEC,
  TBLTYP,
  TBLID,
  TBLCMD,
  attributes: [{ ATTRID, ATTRDATA }],
  columns: [COLHDR],
  rows: [[TBLELT]],
});

/** Table Data Acknowledge. */
export const S13F14: Message<{ TBLACK: number; errors: ErrorReport[] }> = /* @__PURE__ */ message(
  "S13F14 H↔E -",
  "Table Data Acknowledge",
  { TBLACK, errors: [{ ERRCODE, ERRTEXT }] },
);

/** Table Data Request. */
export const S13F15: Message<TableRequest> = /* @__PURE__ */ message("S13F15 H↔E W", "Table Data Request", {
  DATAID,
  OBJSPEC,
  TBLTYP,
  TBLID,
  TBLCMD,
  columns: [COLHDR],
  elements: [TBLELT],
});

/** Table Data. */
export const S13F16: Message<TableData> = /* @__PURE__ */ message("S13F16 H↔E -", "Table Data", {
  TBLTYP,
  TBLID,
  attributes: [{ ATTRID, ATTRDATA }],
  columns: [COLHDR],
  rows: [[TBLELT]],
  result: { TBLACK, errors: [{ ERRCODE, ERRTEXT }] },
});
