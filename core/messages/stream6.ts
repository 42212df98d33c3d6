// Stream 6: data collection.
import type { Item } from "../secs2/item.ts";
import { ACKC6, GRANT6, PFCD, RMACK, RSDA, RSDC } from "./codes_reports_programs.ts";
import type { Id, Name } from "./data_item.ts";
import { CEID, DATAID, DSID, DVNAME, OPID, RPTID, TRID, VID } from "./data_items_names.ts";
import { DATALENGTH, LINKID, RMCHGSTAT, SMPLN } from "./data_items_numbers.ts";
import { ERRTEXT, RCPATTRID, RCPSPEC, STIME } from "./data_items_texts.ts";
import { DVVAL, RCPATTRDATA, SV, V } from "./data_items_values.ts";
import { ERRCODE } from "./error_code.ts";
import { abort, type Message, message } from "./message.ts";
import { optional } from "./schema.ts";
import type { ErrorReport } from "./stream1.ts";

/** A report: its variables in the order of its definition. */
export interface Report {
  /** Report id. */
  RPTID: Id;
  /** Values of its variables. */
  values: Item[];
}

/** An event and its reports, in the order of its links. */
export interface EventReport {
  /** Joins the messages of one exchange. */
  DATAID: Id;
  /** Collection event. */
  CEID: Id;
  /** Its reports. */
  reports: Report[];
}

/** An event and its reports, with the id beside each value. */
export interface AnnotatedEventReport {
  /** Joins the messages of one exchange. */
  DATAID: Id;
  /** Collection event. */
  CEID: Id;
  /** Its reports. */
  reports: { RPTID: Id; values: { VID: Id; V: Item }[] }[];
}

/** Data sets of named values. */
export interface DiscreteData {
  /** Joins the messages of one exchange. */
  DATAID: Id;
  /** Collection event. */
  CEID: Id;
  /** The data sets. */
  sets: { DSID: Id; values: { DVNAME: Name; DVVAL: Item }[] }[];
}

/** A change of a recipe, and what came of it. */
export interface RecipeNotification {
  /** Joins the messages of one exchange. */
  DATAID: Id;
  /** Operation. */
  OPID: Id;
  /** Joins a completion to its request. */
  LINKID: number | bigint;
  /** Recipe. */
  RCPSPEC: string;
  /** Change of the recipe. */
  RMCHGSTAT: number | bigint;
  /** Its attributes. */
  attributes: { RCPATTRID: string; RCPATTRDATA: Item }[];
  /** What came of it. */
  result: { RMACK: number; errors: ErrorReport[] };
}

/** Abort Transaction of stream 6. */
export const S6F0: Message<void> = /* @__PURE__ */ abort(6);

const EVENT_REPORT = { DATAID, CEID, reports: [{ RPTID, values: [V] }] } as const;

const ANNOTATED_REPORT = { DATAID, CEID, reports: [{ RPTID, values: [{ VID, V }] }] } as const;

const DISCRETE_DATA = { DATAID, CEID, sets: [{ DSID, values: [{ DVNAME, DVVAL }] }] } as const;

/** Trace Data Send: values sample by sample. */
export const S6F1: Message<{ TRID: Id; SMPLN: number | bigint; STIME: string; values: Item[] }> =
  /* @__PURE__ */ message("S6F1 E→H [W] M", "Trace Data Send (TDS)", { TRID, SMPLN, STIME, values: [SV] });

/** Trace Data Acknowledge. */
export const S6F2: Message<number> = /* @__PURE__ */ message(
  "S6F2 H→E - S",
  "Trace Data Acknowledge (TDA)",
  ACKC6,
);

/** Discrete Variable Data Send. */
export const S6F3: Message<DiscreteData> = /* @__PURE__ */ message(
  "S6F3 E→H [W] M",
  "Discrete Variable Data Send (DVS)",
  DISCRETE_DATA,
);

/** Discrete Variable Data Acknowledge. */
export const S6F4: Message<number> = /* @__PURE__ */ message(
  "S6F4 H→E - S",
  "Discrete Variable Data Acknowledge (DVA)",
  ACKC6,
);

/** Multi-block Data Send Inquire. */
export const S6F5: Message<{ DATAID: Id; DATALENGTH: number | bigint }> = /* @__PURE__ */ message(
  "S6F5 E→H W S",
  "Multi-block Data Send Inquire (MBI)",
  { DATAID, DATALENGTH },
);

/** Multi-block Grant. */
export const S6F6: Message<number> = /* @__PURE__ */ message(
  "S6F6 H→E - S",
  "Multi-block Grant (MBG)",
  GRANT6,
);

/** Data Transfer Request. */
export const S6F7: Message<Id> = /* @__PURE__ */ message(
  "S6F7 H→E W S",
  "Data Transfer Request (DDR)",
  DATAID,
);

/** Data Transfer Data: nothing when it cannot be sent. */
export const S6F8: Message<DiscreteData | undefined> = /* @__PURE__ */ message(
  "S6F8 E→H - M",
  "Data Transfer Data (DDD)",
  /* @__PURE__ */ optional(DISCRETE_DATA),
);

/** Formatted Variable Send. */
export const S6F9: Message<{ PFCD: number; DATAID: Id; CEID: Id; sets: { DSID: Id; values: Item[] }[] }> =
  /* @__PURE__ */ message("S6F9 E→H [W] M", "Formatted Variable Send (FVS)", {
    PFCD,
    DATAID,
    CEID,
    sets: [{ DSID, values: [DVVAL] }],
  });

/** Formatted Variable Acknowledge. */
export const S6F10: Message<number> = /* @__PURE__ */ message(
  "S6F10 H→E - S",
  "Formatted Variable Acknowledge (FVA)",
  ACKC6,
);

/** Event Report Send. */
export const S6F11: Message<EventReport> = /* @__PURE__ */ message(
  "S6F11 E→H W M",
  "Event Report Send (ERS)",
  EVENT_REPORT,
);

/** Event Report Acknowledge. */
export const S6F12: Message<number> = /* @__PURE__ */ message(
  "S6F12 H→E - S",
  "Event Report Acknowledge (ERA)",
  ACKC6,
);

/** Annotated Event Report Send. */
export const S6F13: Message<AnnotatedEventReport> = /* @__PURE__ */ message(
  "S6F13 E→H W M",
  "Annotated Event Report Send (AERS)",
  ANNOTATED_REPORT,
);

/** Annotated Event Report Acknowledge. */
export const S6F14: Message<number> = /* @__PURE__ */ message(
  "S6F14 H→E - S",
  "Annotated Event Report Acknowledge (AERA)",
  ACKC6,
);

/** Event Report Request. */
export const S6F15: Message<Id> = /* @__PURE__ */ message(
  "S6F15 H→E W S",
  "Event Report Request (ERR)",
  CEID,
);

/** Event Report Data. */
export const S6F16: Message<EventReport> = /* @__PURE__ */ message(
  "S6F16 E→H - M",
  "Event Report Data (ERD)",
  EVENT_REPORT,
);

/** Annotated Event Report Request. */
export const S6F17: Message<Id> = /* @__PURE__ */ message(
  "S6F17 H→E W S",
  "Annotated Event Report Request (AERR)",
  CEID,
);

/** Annotated Event Report Data. */
export const S6F18: Message<AnnotatedEventReport> = /* @__PURE__ */ message(
  "S6F18 E→H - M",
  "Annotated Event Report Data (AERD)",
  ANNOTATED_REPORT,
);

/** Individual Report Request. */
export const S6F19: Message<Id> = /* @__PURE__ */ message(
  "S6F19 H→E W S",
  "Individual Report Request (IRR)",
  RPTID,
);

/** Individual Report Data: no values when the report is unknown. */
export const S6F20: Message<Item[]> = /* @__PURE__ */ message(
  "S6F20 E→H - M",
  "Individual Report Data (IRD)",
  [V],
);

/** Annotated Individual Report Request. */
export const S6F21: Message<Id> = /* @__PURE__ */ message(
  "S6F21 H→E W S",
  "Annotated Individual Report Request (AIRR)",
  RPTID,
);

/** Annotated Individual Report Data. */
export const S6F22: Message<{ VID: Id; V: Item }[]> = /* @__PURE__ */ message(
  "S6F22 E→H - M",
  "Annotated Individual Report Data (AIRD)",
  [{ VID, V }],
);

/** Request Spooled Data. */
export const S6F23: Message<number> = /* @__PURE__ */ message(
  "S6F23 H→E W S",
  "Request Spooled Data (RSD)",
  RSDC,
);

/** Request Spooled Data Acknowledge. */
export const S6F24: Message<number> = /* @__PURE__ */ message(
  "S6F24 E→H - S",
  "Request Spooled Data Acknowledge (RSDAS)",
  RSDA,
);

/** Notification Report Send. */
export const S6F25: Message<RecipeNotification> = /* @__PURE__ */ message(
  "S6F25 H↔E [W] M",
  "Notification Report Send (NRS)",
  {
    DATAID,
    OPID,
    LINKID,
    RCPSPEC,
    RMCHGSTAT,
    attributes: [{ RCPATTRID, RCPATTRDATA }],
    result: { RMACK, errors: [{ ERRCODE, ERRTEXT }] },
  },
);

/** Notification Report Acknowledge. */
export const S6F26: Message<number> = /* @__PURE__ */ message(
  "S6F26 H↔E - S",
  "Notification Report Acknowledge (NRA)",
  ACKC6,
);

/** Trace Report Send. */
export const S6F27: Message<{ DATAID: Id; TRID: Id; samples: Report[][] }> = /* @__PURE__ */ message(
  "S6F27 E→H [W] M",
  "Trace Report Send (TRS)",
  { DATAID, TRID, samples: [[{ RPTID, values: [V] }]] },
);

/** Trace Report Acknowledge. */
export const S6F28: Message<Id> = /* @__PURE__ */ message(
  "S6F28 H→E - S",
  "Trace Report Acknowledge (TRSA)",
  TRID,
);

/** Trace Report Request. */
export const S6F29: Message<Id> = /* @__PURE__ */ message(
  "S6F29 H→E W S",
  "Trace Report Request (TRR)",
  TRID,
);

/** Trace Report Data. */
export const S6F30: Message<{ TRID: Id; reports: Report[]; ERRCODE: number }> = /* @__PURE__ */ message(
  "S6F30 E→H - M",
  "Trace Report Data (TRD)",
  { TRID, reports: [{ RPTID, values: [V] }], ERRCODE },
);
