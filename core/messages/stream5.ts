// Stream 5: alarms and exceptions.
import { ACKC5, ALCD, ALED } from "./codes_reports_programs.ts";
import type { Id } from "./data_item.ts";
import { ALID } from "./data_items_names.ts";
import { ACKA } from "./data_items_numbers.ts";
import { ALTX, ERRTEXT, EXID, EXMESSAGE, EXRECVRA, EXTYPE, TIMESTAMP } from "./data_items_texts.ts";
import { ERRCODE } from "./error_code.ts";
import { abort, type Message, message } from "./message.ts";
import { optional, vector } from "./schema.ts";
import type { ErrorReport } from "./stream1.ts";

/** An alarm. */
export interface Alarm {
  /** Alarm code: bit 8 when set, and a category; see {@linkcode ALCD}. */
  ALCD: number;
  /** Alarm id. */
  ALID: Id;
  /** Alarm text. */
  ALTX: string;
}

/** Whether an exception was recovered, and what went wrong. */
export interface RecoveryResult {
  /** Success. */
  ACKA: boolean;
  /** What went wrong. */
  error?: ErrorReport;
}

/** Abort Transaction of stream 5. */
export const S5F0: Message<void> = /* @__PURE__ */ abort(5);

const RECOVERY_RESULT = { ACKA, error: /* @__PURE__ */ optional({ ERRCODE, ERRTEXT }) } as const;

/** Alarm Report Send: an alarm was set or cleared. */
export const S5F1: Message<Alarm> = /* @__PURE__ */ message("S5F1 E→H [W] S", "Alarm Report Send (ARS)", {
  ALCD,
  ALID,
  ALTX,
});

/** Alarm Report Acknowledge. */
export const S5F2: Message<number> = /* @__PURE__ */ message(
  "S5F2 H→E - S",
  "Alarm Report Acknowledge (ARA)",
  ACKC5,
);

/** Enable/Disable Alarm Send: an ALID of `""` is all alarms. */
export const S5F3: Message<{ ALED: number; ALID: Id }> = /* @__PURE__ */ message(
  "S5F3 H→E [W] S",
  "Enable/Disable Alarm Send (EAS)",
  { ALED, ALID },
);

/** Enable/Disable Alarm Acknowledge. */
export const S5F4: Message<number> = /* @__PURE__ */ message(
  "S5F4 E→H - S",
  "Enable/Disable Alarm Acknowledge (EAA)",
  ACKC5,
);

/** List Alarms Request: the alarms wanted, none for all. */
export const S5F5: Message<Id[]> = /* @__PURE__ */ message(
  "S5F5 H→E W S",
  "List Alarms Request (LAR)",
  /* @__PURE__ */ vector(ALID),
);

/** List Alarm Data: no ALCD for an unknown alarm. */
export const S5F6: Message<{ ALCD?: number; ALID: Id; ALTX: string }[]> = /* @__PURE__ */ message(
  "S5F6 E→H - M",
  "List Alarm Data (LAD)",
  [{ ALCD: /* @__PURE__ */ optional(ALCD), ALID, ALTX }],
);

/** List Enabled Alarm Request. */
export const S5F7: Message<void> = /* @__PURE__ */ message(
  "S5F7 H→E W S",
  "List Enabled Alarm Request (LEAR)",
);

/** List Enabled Alarm Data. */
export const S5F8: Message<Alarm[]> = /* @__PURE__ */ message(
  "S5F8 E→H - M",
  "List Enabled Alarm Data (LEAD)",
  [{ ALCD, ALID, ALTX }],
);

/** Exception Post Notify. */
export const S5F9: Message<
  { TIMESTAMP: string; EXID: string; EXTYPE: string; EXMESSAGE: string; recoveries: string[] }
> = /* @__PURE__ */ message("S5F9 E→H [W] S", "Exception Post Notify (EXPN)", {
  TIMESTAMP,
  EXID,
  EXTYPE,
  EXMESSAGE,
  recoveries: [EXRECVRA],
});

/** Exception Post Confirm. */
export const S5F10: Message<void> = /* @__PURE__ */ message("S5F10 H→E - S", "Exception Post Confirm (EXPC)");

/** Exception Clear Notify. */
export const S5F11: Message<{ TIMESTAMP: string; EXID: string; EXTYPE: string; EXMESSAGE: string }> =
  /* @__PURE__ */ message("S5F11 E→H [W] S", "Exception Clear Notify (EXCN)", {
    TIMESTAMP,
    EXID,
    EXTYPE,
    EXMESSAGE,
  });

/** Exception Clear Confirm. */
export const S5F12: Message<void> = /* @__PURE__ */ message(
  "S5F12 H→E - S",
  "Exception Clear Confirm (EXCC)",
);

/** Exception Recover Request. */
export const S5F13: Message<{ EXID: string; EXRECVRA: string }> = /* @__PURE__ */ message(
  "S5F13 H→E W S",
  "Exception Recover Request (EXRR)",
  { EXID, EXRECVRA },
);

/** Exception Recover Acknowledge. */
export const S5F14: Message<{ EXID: string; result: RecoveryResult }> = /* @__PURE__ */ message(
  "S5F14 E→H - S",
  "Exception Recover Acknowledge (EXRA)",
  { EXID, result: RECOVERY_RESULT },
);

/** Exception Recovery Complete Notify. */
export const S5F15: Message<{ TIMESTAMP: string; EXID: string; result: RecoveryResult }> =
  /* @__PURE__ */ message("S5F15 E→H [W] S", "Exception Recovery Complete Notify (EXRCN)", {
    TIMESTAMP,
    EXID,
    result: RECOVERY_RESULT,
  });

/** Exception Recovery Complete Confirm. */
export const S5F16: Message<void> = /* @__PURE__ */ message(
  "S5F16 H→E - S",
  "Exception Recovery Complete Confirm (EXRCC)",
);

/** Exception Recovery Abort Request. */
export const S5F17: Message<string> = /* @__PURE__ */ message(
  "S5F17 H→E W S",
  "Exception Recovery Abort Request (EXRAR)",
  EXID,
);

/** Exception Recovery Abort Acknowledge. */
export const S5F18: Message<{ EXID: string; result: RecoveryResult }> = /* @__PURE__ */ message(
  "S5F18 E→H - S",
  "Exception Recovery Abort Acknowledge (EXRAA)",
  { EXID, result: RECOVERY_RESULT },
);
