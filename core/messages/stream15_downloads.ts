// Stream 15, functions 27 to 54: recipe management. Public lists describe few of the bodies.
import type { Item } from "../secs2/item.ts";
import { ACKC15 } from "./codes_objects_jobs.ts";
import { RMACK } from "./codes_reports_programs.ts";
import { RCPID, RCPOWCODE } from "./data_items_objects_jobs.ts";
import { DSNAME, ERRTEXT, RCPSPEC } from "./data_items_texts.ts";
import { ERRCODE } from "./error_code.ts";
import { type Message, message } from "./message.ts";
import { UNSPECIFIED } from "./schema.ts";
import type { ErrorReport } from "./stream1.ts";

/** Recipe Download Request. */
export const S15F27: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F27 H→E W",
  "Recipe Download Request",
  UNSPECIFIED,
);

/** Recipe Download Acknowledge. */
export const S15F28: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F28 E→H -",
  "Recipe Download Acknowledge",
  UNSPECIFIED,
);

/** Recipe Verify Request. */
export const S15F29: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F29 H→E W",
  "Recipe Verify Request",
  UNSPECIFIED,
);

/** Recipe Verify Acknowledge. */
export const S15F30: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F30 E→H -",
  "Recipe Verify Acknowledge",
  UNSPECIFIED,
);

/** Recipe Unload Request. */
export const S15F31: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F31 H→E W",
  "Recipe Unload Request",
  UNSPECIFIED,
);

/** Recipe Unload Acknowledge. */
export const S15F32: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F32 E→H -",
  "Recipe Unload Acknowledge",
  UNSPECIFIED,
);

/** Recipe Select Request. */
export const S15F33: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F33 H→E W",
  "Recipe Select Request",
  UNSPECIFIED,
);

/** Recipe Select Acknowledge. */
export const S15F34: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F34 E→H -",
  "Recipe Select Acknowledge",
  UNSPECIFIED,
);

/** Recipe Delete Request. */
export const S15F35: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F35 H→E W",
  "Recipe Delete Request",
  UNSPECIFIED,
);

/** Recipe Delete Acknowledge. */
export const S15F36: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F36 E→H -",
  "Recipe Delete Acknowledge",
  UNSPECIFIED,
);

/** DRNS Segment Approve Action Request. */
export const S15F37: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F37 H↔E W",
  "DRNS Segment Approve Action Request",
  UNSPECIFIED,
);

/** DRNS Segment Approve Action Acknowledge. */
export const S15F38: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F38 H↔E -",
  "DRNS Segment Approve Action Acknowledge",
  UNSPECIFIED,
);

/** DRNS Recorder Segment Request. */
export const S15F39: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F39 H↔E W",
  "DRNS Recorder Segment Request",
  UNSPECIFIED,
);

/** DRNS Recorder Segment Acknowledge. */
export const S15F40: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F40 H↔E -",
  "DRNS Recorder Segment Acknowledge",
  UNSPECIFIED,
);

/** DRNS Recorder Modify Request. */
export const S15F41: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F41 H↔E W",
  "DRNS Recorder Modify Request",
  UNSPECIFIED,
);

/** DRNS Recorder Modify Acknowledge. */
export const S15F42: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F42 H↔E -",
  "DRNS Recorder Modify Acknowledge",
  UNSPECIFIED,
);

/** DRNS Get Change Request. */
export const S15F43: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F43 H↔E W",
  "DRNS Get Change Request",
  UNSPECIFIED,
);

/** DRNS Get Change Acknowledge. */
export const S15F44: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F44 H↔E -",
  "DRNS Get Change Acknowledge",
  UNSPECIFIED,
);

/** DRNS Manager Segment Change Approval Request. */
export const S15F45: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F45 H↔E W",
  "DRNS Manager Segment Change Approval Request",
  UNSPECIFIED,
);

/** DRNS Manager Segment Change Approval Acknowledge. */
export const S15F46: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F46 H↔E -",
  "DRNS Manager Segment Change Approval Acknowledge",
  UNSPECIFIED,
);

/** DRNS Manager Rebuild Request. */
export const S15F47: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F47 H↔E W",
  "DRNS Manager Rebuild Request",
  UNSPECIFIED,
);

/** DRNS Manager Rebuild Acknowledge. */
export const S15F48: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F48 H↔E -",
  "DRNS Manager Rebuild Acknowledge",
  UNSPECIFIED,
);

/** Large Recipe Download Request: stream 13 transfers it. */
export const S15F49: Message<{ DSNAME: string; RCPOWCODE: boolean }> = /* @__PURE__ */ message(
  "S15F49 H→E W",
  "Large Recipe Download Request",
  { DSNAME, RCPOWCODE },
);

/** Large Recipe Download Acknowledge. */
export const S15F50: Message<number> = /* @__PURE__ */ message(
  "S15F50 E→H -",
  "Large Recipe Download Acknowledge",
  ACKC15,
);

/** Large Recipe Upload Request: stream 13 transfers it. */
export const S15F51: Message<string> = /* @__PURE__ */ message(
  "S15F51 H→E W",
  "Large Recipe Upload Request",
  DSNAME,
);

/** Large Recipe Upload Acknowledge. */
export const S15F52: Message<number> = /* @__PURE__ */ message(
  "S15F52 E→H -",
  "Large Recipe Upload Acknowledge",
  ACKC15,
);

/** Recipe Verification Send. */
export const S15F53: Message<
  { RCPSPEC: string; RCPID: string; result: { RMACK: number; errors: ErrorReport[] } }
> = /* @__PURE__ */ message("S15F53 E→H W", "Recipe Verification Send", {
  RCPSPEC,
  RCPID,
  result: { RMACK, errors: [{ ERRCODE, ERRTEXT }] },
});

/** Recipe Verification Acknowledge. */
export const S15F54: Message<void> = /* @__PURE__ */ message(
  "S15F54 H→E -",
  "Recipe Verification Acknowledge",
);
