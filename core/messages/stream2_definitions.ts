// Stream 2, functions 51 to 64: what is defined, linked, enabled, spooled and traced. Later editions of E5.
import { FCNID, STRID } from "./codes_status_control.ts";
import type { Id } from "./data_item.ts";
import { CEID, RPTID, SVID, TRID, VID } from "./data_items_names.ts";
import { REPGSZ, TOTSMP } from "./data_items_numbers.ts";
import { CENAME, DSPER } from "./data_items_texts.ts";
import { type Message, message } from "./message.ts";
import type { Trace } from "./stream2_programs_constants.ts";

/** Request Report Identifiers. */
export const S2F51: Message<void> = /* @__PURE__ */ message("S2F51 H→E W S", "Request Report Identifiers");

/** Return Report Identifiers. */
export const S2F52: Message<Id[]> = /* @__PURE__ */ message("S2F52 E→H - M", "Return Report Identifiers", [
  RPTID,
]);

/** Request Report Definitions. */
export const S2F53: Message<Id[]> = /* @__PURE__ */ message("S2F53 H→E W M", "Request Report Definitions", [
  RPTID,
]);

/** Return Report Definitions. */
export const S2F54: Message<{ RPTID: Id; variables: Id[] }[]> = /* @__PURE__ */ message(
  "S2F54 E→H - M",
  "Return Report Definitions",
  [{ RPTID, variables: [VID] }],
);

/** Request Event Report Links. */
export const S2F55: Message<Id[]> = /* @__PURE__ */ message("S2F55 H→E W M", "Request Event Report Links", [
  CEID,
]);

/** Return Event Report Links. */
export const S2F56: Message<{ CEID: Id; CENAME: string; reports: Id[] }[]> = /* @__PURE__ */ message(
  "S2F56 E→H - M",
  "Return Event Report Links",
  [{ CEID, CENAME, reports: [RPTID] }],
);

/** Request Enabled Events. */
export const S2F57: Message<void> = /* @__PURE__ */ message("S2F57 H→E W S", "Request Enabled Events");

/** Return Enabled Events. */
export const S2F58: Message<Id[]> = /* @__PURE__ */ message("S2F58 E→H - M", "Return Enabled Events", [CEID]);

/** Request Spool Streams and Functions. */
export const S2F59: Message<void> = /* @__PURE__ */ message(
  "S2F59 H→E W S",
  "Request Spool Streams and Functions",
);

/** Return Spool Streams and Functions. */
export const S2F60: Message<{ STRID: number; functions: number[] }[]> = /* @__PURE__ */ message(
  "S2F60 E→H - M",
  "Return Spool Streams and Functions",
  [{ STRID, functions: [FCNID] }],
);

/** Request Trace Identifiers. */
export const S2F61: Message<void> = /* @__PURE__ */ message("S2F61 H→E W S", "Request Trace Identifiers");

/** Return Trace Identifiers. */
export const S2F62: Message<Id[]> = /* @__PURE__ */ message("S2F62 E→H - M", "Return Trace Identifiers", [
  TRID,
]);

/** Request Trace Definitions. */
export const S2F63: Message<Id[]> = /* @__PURE__ */ message("S2F63 H→E W M", "Request Trace Definitions", [
  TRID,
]);

/** Return Trace Definitions. */
export const S2F64: Message<Trace[]> = /* @__PURE__ */ message("S2F64 E→H - M", "Return Trace Definitions", [{
  TRID,
  DSPER,
  TOTSMP,
  REPGSZ,
  variables: [SVID],
}]);
