// Stream 17: reports, traces and links by their source. Bodies as public lists have them.
import type { Item } from "../secs2/item.ts";
import type { Id } from "./data_item.ts";
import { CEID, DATAID, RPTID, TRID, VID } from "./data_items_names.ts";
import { ACKA } from "./data_items_numbers.ts";
import { DATASRC, EVNTSRC } from "./data_items_objects_jobs.ts";
import { ERRTEXT } from "./data_items_texts.ts";
import { ERRCODE } from "./error_code.ts";
import { abort, type Message, message } from "./message.ts";
import { UNSPECIFIED } from "./schema.ts";

/** Abort Transaction of stream 17. */
export const S17F0: Message<void> = /* @__PURE__ */ abort(17);

/** Data Report Create Request. */
export const S17F1: Message<{ DATAID: Id; RPTID: Id; DATASRC: string; variables: Id[] }> =
  /* @__PURE__ */ message("S17F1 H→E W", "Data Report Create Request", {
    DATAID,
    RPTID,
    DATASRC,
    variables: [VID],
  });

/** Data Report Create Acknowledge. */
export const S17F2: Message<{ RPTID: Id; ERRCODE: number }> = /* @__PURE__ */ message(
  "S17F2 E→H -",
  "Data Report Create Acknowledge",
  { RPTID, ERRCODE },
);

/** Data Report Delete Request. */
export const S17F3: Message<Id[]> = /* @__PURE__ */ message("S17F3 H→E W", "Data Report Delete Request", [
  RPTID,
]);

/** Data Report Delete Acknowledge. */
export const S17F4: Message<{ ACKA: boolean; reports: { RPTID: Id; ERRCODE: number; ERRTEXT: string }[] }> =
  /* @__PURE__ */ message("S17F4 E→H -", "Data Report Delete Acknowledge", {
    ACKA,
    reports: [{ RPTID, ERRCODE, ERRTEXT }],
  });

/** Trace Create Request. */
export const S17F5: Message<Item | undefined> = /* @__PURE__ */ message(
  "S17F5 H→E W",
  "Trace Create Request",
  UNSPECIFIED,
);

/** Trace Create Acknowledge. */
export const S17F6: Message<{ TRID: Id; ERRCODE: number }> = /* @__PURE__ */ message(
  "S17F6 E→H -",
  "Trace Create Acknowledge",
  { TRID, ERRCODE },
);

/** Trace Delete Request. */
export const S17F7: Message<Item | undefined> = /* @__PURE__ */ message(
  "S17F7 H→E W",
  "Trace Delete Request",
  UNSPECIFIED,
);

/** Trace Delete Acknowledge. */
export const S17F8: Message<Item | undefined> = /* @__PURE__ */ message(
  "S17F8 E→H -",
  "Trace Delete Acknowledge",
  UNSPECIFIED,
);

/** Collection Event Link Request. */
export const S17F9: Message<{ DATAID: Id; EVNTSRC: string; CEID: Id; reports: Id[] }> =
  /* @__PURE__ */ message("S17F9 H→E W", "Collection Event Link Request", {
    DATAID,
    EVNTSRC,
    CEID,
    reports: [RPTID],
  });

/** Collection Event Link Acknowledge. */
export const S17F10: Message<{ EVNTSRC: string; CEID: Id; ERRCODE: number }> = /* @__PURE__ */ message(
  "S17F10 E→H -",
  "Collection Event Link Acknowledge",
  { EVNTSRC, CEID, ERRCODE },
);

/** Collection Event Unlink Request. */
export const S17F11: Message<{ EVNTSRC: string; CEID: Id; RPTID: Id }> = /* @__PURE__ */ message(
  "S17F11 H→E W",
  "Collection Event Unlink Request",
  { EVNTSRC, CEID, RPTID },
);

/** Collection Event Unlink Acknowledge. */
export const S17F12: Message<{ EVNTSRC: string; CEID: Id; RPTID: Id; ERRCODE: number }> =
  /* @__PURE__ */ message("S17F12 E→H -", "Collection Event Unlink Acknowledge", {
    EVNTSRC,
    CEID,
    RPTID,
    ERRCODE,
  });

/** Trace Reset Request. */
export const S17F13: Message<Item | undefined> = /* @__PURE__ */ message(
  "S17F13 H→E W",
  "Trace Reset Request",
  UNSPECIFIED,
);

/** Trace Reset Acknowledge. */
export const S17F14: Message<Item | undefined> = /* @__PURE__ */ message(
  "S17F14 E→H -",
  "Trace Reset Acknowledge",
  UNSPECIFIED,
);
