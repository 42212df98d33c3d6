// Stream 7: process programs, but for the formatted ones.
import type { Item } from "../secs2/item.ts";
import { ACKC7, MMODE, PPGNT } from "./codes_reports_programs.ts";
import type { Name } from "./data_item.ts";
import { MID, PPID } from "./data_items_names.ts";
import { FRMLEN, LENGTH, UNFLEN } from "./data_items_numbers.ts";
import { DSNAME } from "./data_items_texts.ts";
import { PPBODY } from "./data_items_values.ts";
import { abort, type Message, message } from "./message.ts";
import { optional } from "./schema.ts";

/** Abort Transaction of stream 7. */
export const S7F0: Message<void> = /* @__PURE__ */ abort(7);

/** Process Program Load Inquire. */
export const S7F1: Message<{ PPID: Name; LENGTH: number | bigint }> = /* @__PURE__ */ message(
  "S7F1 H↔E W S",
  "Process Program Load Inquire (PPI)",
  { PPID, LENGTH },
);

/** Process Program Load Grant. */
export const S7F2: Message<number> = /* @__PURE__ */ message(
  "S7F2 H↔E - S",
  "Process Program Load Grant (PPG)",
  PPGNT,
);

/** Process Program Send. */
export const S7F3: Message<{ PPID: Name; PPBODY: Item }> = /* @__PURE__ */ message(
  "S7F3 H↔E W M",
  "Process Program Send (PPS)",
  { PPID, PPBODY },
);

/** Process Program Acknowledge. */
export const S7F4: Message<number> = /* @__PURE__ */ message(
  "S7F4 H↔E - S",
  "Process Program Acknowledge (PPA)",
  ACKC7,
);

/** Process Program Request. */
export const S7F5: Message<Name> = /* @__PURE__ */ message(
  "S7F5 H↔E W S",
  "Process Program Request (PPR)",
  PPID,
);

/** Process Program Data: nothing when it is refused. */
export const S7F6: Message<{ PPID: Name; PPBODY: Item } | undefined> = /* @__PURE__ */ message(
  "S7F6 H↔E - M",
  "Process Program Data (PPD)",
  /* @__PURE__ */ optional({ PPID, PPBODY }),
);

/** Process Program ID Request. */
export const S7F7: Message<Name> = /* @__PURE__ */ message(
  "S7F7 E→H W S",
  "Process Program ID Request (PIR)",
  MID,
);

/** Process Program ID Data. */
export const S7F8: Message<{ PPID: Name; MID: Name }> = /* @__PURE__ */ message(
  "S7F8 H→E - S",
  "Process Program ID Data (PID)",
  { PPID, MID },
);

/** Material/Process Program Matrix Request. */
export const S7F9: Message<void> = /* @__PURE__ */ message(
  "S7F9 H↔E W S",
  "Material/Process Program Matrix Request (MMR)",
);

/** Material/Process Program Matrix Data. */
export const S7F10: Message<{ PPID: Name; materials: Name[] }[]> = /* @__PURE__ */ message(
  "S7F10 H↔E - M",
  "Material/Process Program Matrix Data (MMD)",
  [{ PPID, materials: [MID] }],
);

/** Material/Process Program Matrix Update Send. */
export const S7F11: Message<{ PPID: Name; materials: Name[] }[]> = /* @__PURE__ */ message(
  "S7F11 H→E [W] S",
  "Material/Process Program Matrix Update Send (MUS)",
  [{ PPID, materials: [MID] }],
);

/** Update Acknowledge. */
export const S7F12: Message<number> = /* @__PURE__ */ message(
  "S7F12 E→H - S",
  "Update Acknowledge (MUA)",
  ACKC7,
);

/** Delete Material/Process Program Matrix Entry Send. */
export const S7F13: Message<{ PPID: Name; materials: Name[] }[]> = /* @__PURE__ */ message(
  "S7F13 H→E [W] S",
  "Delete Material/Process Program Matrix Entry Send (DES)",
  [{ PPID, materials: [MID] }],
);

/** Delete Acknowledge. */
export const S7F14: Message<number> = /* @__PURE__ */ message(
  "S7F14 E→H - S",
  "Delete Acknowledge (DEA)",
  ACKC7,
);

/** Matrix Mode Select Send. */
export const S7F15: Message<number> = /* @__PURE__ */ message(
  "S7F15 H→E W S",
  "Matrix Mode Select Send (MMS)",
  MMODE,
);

/** Matrix Mode Select Acknowledge. */
export const S7F16: Message<number> = /* @__PURE__ */ message(
  "S7F16 E→H - S",
  "Matrix Mode Select Acknowledge (MMA)",
  ACKC7,
);

/** Delete Process Program Send: no programs for all. */
export const S7F17: Message<Name[]> = /* @__PURE__ */ message(
  "S7F17 H→E W S",
  "Delete Process Program Send (DPS)",
  [PPID],
);

/** Delete Process Program Acknowledge. */
export const S7F18: Message<number> = /* @__PURE__ */ message(
  "S7F18 E→H - S",
  "Delete Process Program Acknowledge (DPA)",
  ACKC7,
);

/** Current Process Program Directory Request. */
export const S7F19: Message<void> = /* @__PURE__ */ message(
  "S7F19 H→E W S",
  "Current Process Program Directory Request (RER)",
);

/** Current Process Program Directory Data. */
export const S7F20: Message<Name[]> = /* @__PURE__ */ message(
  "S7F20 E→H - M",
  "Current Process Program Directory Data (RED)",
  [PPID],
);

/** Process Program Available Request. */
export const S7F33: Message<Name> = /* @__PURE__ */ message(
  "S7F33 H↔E W S",
  "Process Program Available Request (PAR)",
  PPID,
);

/** Process Program Availability Data: a length of 0 when there is no such form. */
export const S7F34: Message<{ PPID: Name; UNFLEN: number | bigint; FRMLEN: number | bigint }> =
  /* @__PURE__ */ message("S7F34 H↔E - S", "Process Program Availability Data (PAD)", {
    PPID,
    UNFLEN,
    FRMLEN,
  });

/** Process Program for MID Request. */
export const S7F35: Message<Name> = /* @__PURE__ */ message(
  "S7F35 H↔E W S",
  "Process Program for MID Request (PPMR)",
  MID,
);

/** Process Program for MID Data. */
export const S7F36: Message<{ MID: Name; PPID: Name; PPBODY: Item }> = /* @__PURE__ */ message(
  "S7F36 H↔E - M",
  "Process Program for MID Data (PPMD)",
  { MID, PPID, PPBODY },
);

/** Large Process Program Send: stream 13 transfers it. */
export const S7F37: Message<string> = /* @__PURE__ */ message(
  "S7F37 H↔E W S",
  "Large Process Program Send",
  DSNAME,
);

/** Large Process Program Send Acknowledge. */
export const S7F38: Message<number> = /* @__PURE__ */ message(
  "S7F38 H↔E - S",
  "Large Process Program Send Acknowledge",
  ACKC7,
);

/** Large Formatted Process Program Send: stream 13 transfers it. */
export const S7F39: Message<string> = /* @__PURE__ */ message(
  "S7F39 H↔E W S",
  "Large Formatted Process Program Send",
  DSNAME,
);

/** Large Formatted Process Program Send Acknowledge. */
export const S7F40: Message<number> = /* @__PURE__ */ message(
  "S7F40 H↔E - S",
  "Large Formatted Process Program Send Acknowledge",
  ACKC7,
);

/** Large Process Program Request: stream 13 transfers it. */
export const S7F41: Message<string> = /* @__PURE__ */ message(
  "S7F41 H↔E W S",
  "Large Process Program Request",
  DSNAME,
);

/** Large Process Program Request Acknowledge. */
export const S7F42: Message<number> = /* @__PURE__ */ message(
  "S7F42 H↔E - S",
  "Large Process Program Request Acknowledge",
  ACKC7,
);

/** Large Formatted Process Program Request: stream 13 transfers it. */
export const S7F43: Message<string> = /* @__PURE__ */ message(
  "S7F43 H↔E W S",
  "Large Formatted Process Program Request",
  DSNAME,
);

/** Large Formatted Process Program Request Acknowledge. */
export const S7F44: Message<number> = /* @__PURE__ */ message(
  "S7F44 H↔E - S",
  "Large Formatted Process Program Request Acknowledge",
  ACKC7,
);
