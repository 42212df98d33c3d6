// Stream 1: equipment status.
import type { Item } from "../secs2/item.ts";
import { COMMACK, OFLACK, ONLACK, SFCD, TSIP, TSOP } from "./codes_status_control.ts";
import type { Id, Name } from "./data_item.ts";
import { ATTRID, CEID, OBJID, OBJTYPE, SVID, VID } from "./data_items_names.ts";
import { CENAME, DVVALNAME, ERRTEXT, MDLN, SOFTREV, SVNAME, UNITS } from "./data_items_texts.ts";
import { ATTRDATA, SFDATA, SV } from "./data_items_values.ts";
import { ERRCODE } from "./error_code.ts";
import { abort, type Message, message } from "./message.ts";
import { optional, packed } from "./schema.ts";

/** Model and software of an equipment. */
export interface Equipment {
  /** Equipment model. */
  MDLN: string;
  /** Software revision. */
  SOFTREV: string;
}

/** An error, told in several streams. */
export interface ErrorReport {
  /** Error code; see {@linkcode ERRCODE}. */
  ERRCODE: number;
  /** Error text. */
  ERRTEXT: string;
}

/** Abort Transaction of stream 1. */
export const S1F0: Message<void> = /* @__PURE__ */ abort(1);

/** Are You There. */
export const S1F1: Message<void> = /* @__PURE__ */ message("S1F1 H↔E W S", "Are You There (R)");

/** On Line Data: the equipment tells what it is, the host nothing (`L,0`). */
export const S1F2: Message<Equipment | undefined> = /* @__PURE__ */ message(
  "S1F2 H↔E - S",
  "On Line Data (D)",
  /* @__PURE__ */ optional({ MDLN, SOFTREV }),
);

/** Selected Equipment Status Request: the variables wanted, none for all. */
export const S1F3: Message<Id[]> = /* @__PURE__ */ message(
  "S1F3 H→E W S",
  "Selected Equipment Status Request (SSR)",
  /* @__PURE__ */ packed(SVID),
);

/** Selected Equipment Status Data: values in the order of the request, `L,0` for an unknown variable. */
export const S1F4: Message<Item[]> = /* @__PURE__ */ message(
  "S1F4 E→H - M",
  "Selected Equipment Status Data (SSD)",
  [SV],
);

/** Formatted Status Request. */
export const S1F5: Message<number> = /* @__PURE__ */ message(
  "S1F5 H→E W S",
  "Formatted Status Request (FSR)",
  SFCD,
);

/** Formatted Status Data: depends on the form; a zero-length item when there is none. */
export const S1F6: Message<Item> = /* @__PURE__ */ message(
  "S1F6 E→H - M",
  "Formatted Status Data (FSD)",
  SFDATA,
);

/** Fixed Form Request. */
export const S1F7: Message<number> = /* @__PURE__ */ message(
  "S1F7 H→E W S",
  "Fixed Form Request (FFR)",
  SFCD,
);

/** Fixed Form Data: depends on the form; a zero-length item when there is none. */
export const S1F8: Message<Item> = /* @__PURE__ */ message("S1F8 E→H - M", "Fixed Form Data (FFD)", SFDATA);

/** Material Transfer Status Request. */
export const S1F9: Message<void> = /* @__PURE__ */ message(
  "S1F9 H→E W S",
  "Material Transfer Status Request (TSR)",
);

/** Material Transfer Status Data: a byte for each port. */
export const S1F10: Message<{ TSIP: Uint8Array; TSOP: Uint8Array }> = /* @__PURE__ */ message(
  "S1F10 E→H - M",
  "Material Transfer Status Data (TSD)",
  { TSIP, TSOP },
);

/** Status Variable Namelist Request: the variables wanted, none for all. */
export const S1F11: Message<Id[]> = /* @__PURE__ */ message(
  "S1F11 H→E W S",
  "Status Variable Namelist Request (SVNR)",
  /* @__PURE__ */ packed(SVID),
);

/** Status Variable Namelist Reply: zero-length texts for an unknown variable. */
export const S1F12: Message<{ SVID: Id; SVNAME: string; UNITS: string }[]> = /* @__PURE__ */ message(
  "S1F12 E→H - M",
  "Status Variable Namelist Reply (SVNRR)",
  [{ SVID, SVNAME, UNITS }],
);

/** Establish Communications Request: the equipment tells what it is, the host nothing (`L,0`). */
export const S1F13: Message<Equipment | undefined> = /* @__PURE__ */ message(
  "S1F13 H↔E W S",
  "Establish Communications Request (CR)",
  /* @__PURE__ */ optional({ MDLN, SOFTREV }),
);

/** Establish Communications Acknowledge: the equipment tells what it is, the host leaves `equipment` out. */
export const S1F14: Message<{ COMMACK: number; equipment?: Equipment }> = /* @__PURE__ */ message(
  "S1F14 H↔E - S",
  "Establish Communications Acknowledge (CRA)",
  { COMMACK, equipment: /* @__PURE__ */ optional({ MDLN, SOFTREV }) },
);

/** Request OFF-LINE. */
export const S1F15: Message<void> = /* @__PURE__ */ message("S1F15 H→E W S", "Request OFF-LINE (ROFL)");

/** OFF-LINE Acknowledge. */
export const S1F16: Message<number> = /* @__PURE__ */ message(
  "S1F16 E→H - S",
  "OFF-LINE Acknowledge (OFLA)",
  OFLACK,
);

/** Request ON-LINE. */
export const S1F17: Message<void> = /* @__PURE__ */ message("S1F17 H→E W S", "Request ON-LINE (RONL)");

/** ON-LINE Acknowledge. */
export const S1F18: Message<number> = /* @__PURE__ */ message(
  "S1F18 E→H - S",
  "ON-LINE Acknowledge (ONLA)",
  ONLACK,
);

/** Get Attribute: no objects for all, no attributes for all. */
export const S1F19: Message<{ OBJTYPE: Name; objects: Name[]; attributes: Name[] }> = /* @__PURE__ */ message(
  "S1F19 H↔E W S",
  "Get Attribute (GA)",
  { OBJTYPE, objects: [OBJID], attributes: [ATTRID] },
);

/** Attribute Data: for each object its values in the order of the request. */
export const S1F20: Message<{ objects: Item[][]; errors: ErrorReport[] }> = /* @__PURE__ */ message(
  "S1F20 H↔E - M",
  "Attribute Data (AD)",
  { objects: [[ATTRDATA]], errors: [{ ERRCODE, ERRTEXT }] },
);

/** Data Variable Namelist Request: the data values wanted, none for all. */
export const S1F21: Message<Id[]> = /* @__PURE__ */ message(
  "S1F21 H→E W S",
  "Data Variable Namelist Request (DVNR)",
  [VID],
);

/** Data Variable Namelist. */
export const S1F22: Message<{ VID: Id; DVVALNAME: string; UNITS: string }[]> = /* @__PURE__ */ message(
  "S1F22 E→H - M",
  "Data Variable Namelist (DVN)",
  [{ VID, DVVALNAME, UNITS }],
);

/** Collection Event Namelist Request: the events wanted, none for all. */
export const S1F23: Message<Id[]> = /* @__PURE__ */ message(
  "S1F23 H→E W S",
  "Collection Event Namelist Request (CENR)",
  [CEID],
);

/** Collection Event Namelist. */
export const S1F24: Message<{ CEID: Id; CENAME: string; variables: Id[] }[]> = /* @__PURE__ */ message(
  "S1F24 E→H - M",
  "Collection Event Namelist (CEN)",
  [{ CEID, CENAME, variables: [VID] }],
);
