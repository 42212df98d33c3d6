// Stream 2, functions 1 to 32: service programs, constants, clock, old commands, trace.
import type { Item } from "../secs2/item.ts";
import { CMDA, CSAACK, EAC, GRANT, LOC, RAC, RIC, SPAACK, TIAACK, TIACK } from "./codes_status_control.ts";
import type { Id, Name } from "./data_item.ts";
import { ECID, MID, PPID, RCMD, SVID, TRID } from "./data_items_names.ts";
import { ABS, LENGTH, REPGSZ, SPD, TOTSMP } from "./data_items_numbers.ts";
import { DSPER, ECNAME, SPID, TIME, UNITS } from "./data_items_texts.ts";
import { ECDEF, ECMAX, ECMIN, ECV, SPR, UNKNOWN_VALUE } from "./data_items_values.ts";
import { abort, type Message, message } from "./message.ts";
import { either, packed } from "./schema.ts";

/** A constant of the equipment. */
export interface EquipmentConstant {
  /** Its id. */
  ECID: Id;
  /** Its name. */
  ECNAME: string;
  /** Its smallest value. */
  ECMIN: Item;
  /** Its largest value. */
  ECMAX: Item;
  /** Its value where nobody has set it. */
  ECDEF: Item;
  /** Its units. */
  UNITS: string;
}

/** A trace: variables sampled at a period. */
export interface Trace {
  /** Its id. */
  TRID: Id;
  /** Sample period, `hhmmss` or `hhmmsscc`. */
  DSPER: string;
  /** Samples in all; 0 ends the trace. */
  TOTSMP: number | bigint;
  /** Samples in one report. */
  REPGSZ: number | bigint;
  /** What to sample. */
  variables: Id[];
}

/** Abort Transaction of stream 2. */
export const S2F0: Message<void> = /* @__PURE__ */ abort(2);

/** Service Program Load Inquire. */
export const S2F1: Message<{ SPID: string; LENGTH: number | bigint }> = /* @__PURE__ */ message(
  "S2F1 H↔E W S",
  "Service Program Load Inquire (SPI)",
  { SPID, LENGTH },
);

/** Service Program Load Grant. */
export const S2F2: Message<number> = /* @__PURE__ */ message(
  "S2F2 H↔E - S",
  "Service Program Load Grant (SPG)",
  GRANT,
);

/** Service Program Send. */
export const S2F3: Message<Uint8Array> = /* @__PURE__ */ message(
  "S2F3 H↔E W M",
  "Service Program Send (SPS)",
  SPD,
);

/** Service Program Send Acknowledge. */
export const S2F4: Message<number> = /* @__PURE__ */ message(
  "S2F4 H↔E - S",
  "Service Program Send Acknowledge (SPA)",
  SPAACK,
);

/** Service Program Load Request. */
export const S2F5: Message<string> = /* @__PURE__ */ message(
  "S2F5 H↔E W S",
  "Service Program Load Request (SPR)",
  SPID,
);

/** Service Program Load Data: no bytes when it is refused. */
export const S2F6: Message<Uint8Array> = /* @__PURE__ */ message(
  "S2F6 H↔E - M",
  "Service Program Load Data (SPD)",
  SPD,
);

/** Service Program Run Send. */
export const S2F7: Message<string> = /* @__PURE__ */ message(
  "S2F7 H→E W S",
  "Service Program Run Send (CSS)",
  SPID,
);

/** Service Program Run Acknowledge. */
export const S2F8: Message<number> = /* @__PURE__ */ message(
  "S2F8 E→H - S",
  "Service Program Run Acknowledge (CSA)",
  CSAACK,
);

/** Service Program Results Request. */
export const S2F9: Message<string> = /* @__PURE__ */ message(
  "S2F9 H→E W S",
  "Service Program Results Request (SRR)",
  SPID,
);

/** Service Program Results Data: a zero-length item when there are none. */
export const S2F10: Message<Item> = /* @__PURE__ */ message(
  "S2F10 E→H - M",
  "Service Program Results Data (SRD)",
  SPR,
);

/** Service Program Directory Request. */
export const S2F11: Message<void> = /* @__PURE__ */ message(
  "S2F11 H↔E W S",
  "Service Program Directory Request (SDR)",
);

/** Service Program Directory Data. */
export const S2F12: Message<string[]> = /* @__PURE__ */ message(
  "S2F12 H↔E - S",
  "Service Program Directory Data (SDD)",
  [SPID],
);

/** Equipment Constant Request: the constants wanted, none for all. */
export const S2F13: Message<Id[]> = /* @__PURE__ */ message(
  "S2F13 H→E W S",
  "Equipment Constant Request (ECR)",
  /* @__PURE__ */ packed(ECID),
);

/** Equipment Constant Data: values in the order of the request, `L,0` for an unknown constant. */
export const S2F14: Message<Item[]> = /* @__PURE__ */ message(
  "S2F14 E→H - M",
  "Equipment Constant Data (ECD)",
  [/* @__PURE__ */ either(ECV, UNKNOWN_VALUE)],
);

/** New Equipment Constant Send: all are set, or none. */
export const S2F15: Message<{ ECID: Id; ECV: Item }[]> = /* @__PURE__ */ message(
  "S2F15 H→E W S",
  "New Equipment Constant Send (ECS)",
  [{ ECID, ECV }],
);

/** New Equipment Constant Acknowledge. */
export const S2F16: Message<number> = /* @__PURE__ */ message(
  "S2F16 E→H - S",
  "New Equipment Constant Acknowledge (ECA)",
  EAC,
);

/** Date and Time Request. */
export const S2F17: Message<void> = /* @__PURE__ */ message("S2F17 H↔E W S", "Date and Time Request (DTR)");

/** Date and Time Data: no characters when there is no time. */
export const S2F18: Message<string> = /* @__PURE__ */ message(
  "S2F18 H↔E - S",
  "Date and Time Data (DTD)",
  TIME,
);

/** Reset/Initialize Send. */
export const S2F19: Message<number> = /* @__PURE__ */ message(
  "S2F19 H→E W S",
  "Reset/Initialize Send (RIS)",
  RIC,
);

/** Reset Acknowledge. */
export const S2F20: Message<number> = /* @__PURE__ */ message(
  "S2F20 E→H - S",
  "Reset Acknowledge (RIA)",
  RAC,
);

/** Remote Command Send: the old form; see {@linkcode S2F41}. */
export const S2F21: Message<Name> = /* @__PURE__ */ message(
  "S2F21 H→E [W] S",
  "Remote Command Send (RCS)",
  RCMD,
);

/** Remote Command Acknowledge. */
export const S2F22: Message<number> = /* @__PURE__ */ message(
  "S2F22 E→H - S",
  "Remote Command Acknowledge (RCA)",
  CMDA,
);

/** Trace Initialize Send: no samples end the trace. */
export const S2F23: Message<Trace> = /* @__PURE__ */ message("S2F23 H→E W M", "Trace Initialize Send (TIS)", {
  TRID,
  DSPER,
  TOTSMP,
  REPGSZ,
  variables: [SVID],
});

/** Trace Initialize Acknowledge. */
export const S2F24: Message<number> = /* @__PURE__ */ message(
  "S2F24 E→H - S",
  "Trace Initialize Acknowledge (TIA)",
  TIAACK,
);

/** Loopback Diagnostic Request. */
export const S2F25: Message<Uint8Array> = /* @__PURE__ */ message(
  "S2F25 H↔E W S",
  "Loopback Diagnostic Request (LDR)",
  ABS,
);

/** Loopback Diagnostic Data: the same bytes. */
export const S2F26: Message<Uint8Array> = /* @__PURE__ */ message(
  "S2F26 H↔E - S",
  "Loopback Diagnostic Data (LDD)",
  ABS,
);

/** Initiate Processing Request. */
export const S2F27: Message<{ LOC: number; PPID: Name; materials: Name[] }> = /* @__PURE__ */ message(
  "S2F27 H→E W S",
  "Initiate Processing Request (IPR)",
  { LOC, PPID, materials: [MID] },
);

/** Initiate Processing Acknowledge. */
export const S2F28: Message<number> = /* @__PURE__ */ message(
  "S2F28 E→H - S",
  "Initiate Processing Acknowledge (IPA)",
  CMDA,
);

/** Equipment Constant Namelist Request: the constants wanted, none for all. */
export const S2F29: Message<Id[]> = /* @__PURE__ */ message(
  "S2F29 H→E W S",
  "Equipment Constant Namelist Request (ECNR)",
  /* @__PURE__ */ packed(ECID),
);

/** Equipment Constant Namelist: zero-length texts for an unknown constant. */
export const S2F30: Message<EquipmentConstant[]> = /* @__PURE__ */ message(
  "S2F30 E→H - M",
  "Equipment Constant Namelist (ECN)",
  [{ ECID, ECNAME, ECMIN, ECMAX, ECDEF, UNITS }],
);

/** Date and Time Set Request. */
export const S2F31: Message<string> = /* @__PURE__ */ message(
  "S2F31 H→E W S",
  "Date and Time Set Request (DTS)",
  TIME,
);

/** Date and Time Set Acknowledge. */
export const S2F32: Message<number> = /* @__PURE__ */ message(
  "S2F32 E→H - S",
  "Date and Time Set Acknowledge (DTA)",
  TIACK,
);
