// Stream 2, functions 33 to 50: event reports, host commands, spooling, limits.
import type { Item } from "../secs2/item.ts";
import {
  CEPACK,
  CPACK,
  DRACK,
  ERACK,
  FCNID,
  GRANT,
  HCACK,
  LIMITACK,
  LIMITID,
  LRACK,
  LVACK,
  RSPACK,
  STRACK,
  STRID,
  VLAACK,
} from "./codes_status_control.ts";
import type { Id, Name } from "./data_item.ts";
import { CEID, CPNAME, DATAID, RCMD, RPTID, VID } from "./data_items_names.ts";
import { CEED, DATALENGTH } from "./data_items_numbers.ts";
import { OBJSPEC, UNITS } from "./data_items_texts.ts";
import { CEPACKS, CEPVAL, CPVAL, LIMITMAX, LIMITMIN, LOWERDB, UPPERDB } from "./data_items_values.ts";
import { type Message, message } from "./message.ts";
import { either, optional } from "./schema.ts";

/** Limits that a variable may have, and those it has. */
export interface LimitAttributes {
  /** Units of the variable. */
  UNITS: string;
  /** Smallest value a limit may have. */
  LIMITMIN: Item;
  /** Largest value a limit may have. */
  LIMITMAX: Item;
  /** The limits. */
  limits: { LIMITID: number; UPPERDB: Item; LOWERDB: Item }[];
}

/** A variable, and the limits to define for it. */
export interface VariableLimits {
  /** The variable. */
  VID: Id;
  /** Its limits. */
  limits: { LIMITID: number; deadband?: { UPPERDB: Item; LOWERDB: Item } }[];
}

/** Define Report: no reports delete all, no variables that report. */
export const S2F33: Message<{ DATAID: Id; reports: { RPTID: Id; variables: Id[] }[] }> =
  /* @__PURE__ */ message("S2F33 H→E W M", "Define Report (DR)", {
    DATAID,
    reports: [{ RPTID, variables: [VID] }],
  });

/** Define Report Acknowledge. */
export const S2F34: Message<number> = /* @__PURE__ */ message(
  "S2F34 E→H - S",
  "Define Report Acknowledge (DRA)",
  DRACK,
);

/** Link Event Report: no reports unlink that event. */
export const S2F35: Message<{ DATAID: Id; events: { CEID: Id; reports: Id[] }[] }> = /* @__PURE__ */ message(
  "S2F35 H→E W M",
  "Link Event Report (LER)",
  { DATAID, events: [{ CEID, reports: [RPTID] }] },
);

/** Link Event Report Acknowledge. */
export const S2F36: Message<number> = /* @__PURE__ */ message(
  "S2F36 E→H - S",
  "Link Event Report Acknowledge (LERA)",
  LRACK,
);

/** Enable/Disable Event Report: no events for all. */
export const S2F37: Message<{ CEED: boolean; events: Id[] }> = /* @__PURE__ */ message(
  "S2F37 H→E W S",
  "Enable/Disable Event Report (EDER)",
  { CEED, events: [CEID] },
);

/** Enable/Disable Event Report Acknowledge. */
export const S2F38: Message<number> = /* @__PURE__ */ message(
  "S2F38 E→H - S",
  "Enable/Disable Event Report Acknowledge (EERA)",
  ERACK,
);

/** Multi-block Inquire. */
export const S2F39: Message<{ DATAID: Id; DATALENGTH: number | bigint }> = /* @__PURE__ */ message(
  "S2F39 H→E W S",
  "Multi-block Inquire (DMBI)",
  { DATAID, DATALENGTH },
);

/** Multi-block Grant. */
export const S2F40: Message<number> = /* @__PURE__ */ message(
  "S2F40 E→H - S",
  "Multi-block Grant (DMBG)",
  GRANT,
);

/** Host Command Send. */
export const S2F41: Message<{ RCMD: Name; parameters: { CPNAME: Name; CPVAL: Item }[] }> =
  /* @__PURE__ */ message("S2F41 H→E W S", "Host Command Send (HCS)", {
    RCMD,
    parameters: [{ CPNAME, CPVAL }],
  });

/** Host Command Acknowledge: only the parameters in error. */
export const S2F42: Message<{ HCACK: number; parameters: { CPNAME: Name; CPACK: number }[] }> =
  /* @__PURE__ */ message("S2F42 E→H - S", "Host Command Acknowledge (HCA)", {
    HCACK,
    parameters: [{ CPNAME, CPACK }],
  });

/** Reset Spooling Streams and Functions: no streams turn spooling off, no functions are all of a stream. */
export const S2F43: Message<{ STRID: number; functions: number[] }[]> = /* @__PURE__ */ message(
  "S2F43 H→E W S",
  "Reset Spooling Streams and Functions (RSSF)",
  [{ STRID, functions: [FCNID] }],
);

/** Reset Spooling Acknowledge: only the streams in error. */
export const S2F44: Message<
  { RSPACK: number; streams: { STRID: number; STRACK: number; functions: number[] }[] }
> = /* @__PURE__ */ message("S2F44 E→H - M", "Reset Spooling Acknowledge (RSA)", {
  RSPACK,
  streams: [{ STRID, STRACK, functions: [FCNID] }],
});

/**
 * Define Variable Limit Attributes: no variables clear all limits, no limits a variable, no deadband a limit.
 */
export const S2F45: Message<{ DATAID: Id; variables: VariableLimits[] }> = /* @__PURE__ */ message(
  "S2F45 H→E W M",
  "Define Variable Limit Attributes (DVLA)",
  {
    DATAID,
    variables: [{ VID, limits: [{ LIMITID, deadband: /* @__PURE__ */ optional({ UPPERDB, LOWERDB }) }] }],
  },
);

/** Variable Limit Attribute Acknowledge: only the variables in error. */
export const S2F46: Message<
  { VLAACK: number; variables: { VID: Id; LVACK: number; limit?: { LIMITID: number; LIMITACK: number } }[] }
> = /* @__PURE__ */ message("S2F46 E→H - M", "Variable Limit Attribute Acknowledge (VLAA)", {
  VLAACK,
  variables: [{ VID, LVACK, limit: /* @__PURE__ */ optional({ LIMITID, LIMITACK }) }],
});

/** Variable Limit Attribute Request: no variables for all. */
export const S2F47: Message<Id[]> = /* @__PURE__ */ message(
  "S2F47 H→E W S",
  "Variable Limit Attribute Request (VLAR)",
  [VID],
);

/** Variable Limit Attributes Send: no attributes where there can be no limits. */
export const S2F48: Message<{ VID: Id; attributes?: LimitAttributes }[]> = /* @__PURE__ */ message(
  "S2F48 E→H - M",
  "Variable Limit Attributes Send (VLAS)",
  [{
    VID,
    attributes: /* @__PURE__ */ optional({
      UNITS,
      LIMITMIN,
      LIMITMAX,
      limits: [{ LIMITID, UPPERDB, LOWERDB }],
    }),
  }],
);

/** Enhanced Remote Command. */
export const S2F49: Message<
  { DATAID: Id; OBJSPEC: string; RCMD: Name; parameters: { CPNAME: Name; CEPVAL: Item }[] }
> = /* @__PURE__ */ message("S2F49 H→E W M", "Enhanced Remote Command", {
  DATAID,
  OBJSPEC,
  RCMD,
  parameters: [{ CPNAME, CEPVAL }],
});

/** Enhanced Remote Command Acknowledge: a list mirrors a list of values. */
export const S2F50: Message<{ HCACK: number; parameters: { CPNAME: Name; CEPACK: number | Item }[] }> =
  /* @__PURE__ */ message("S2F50 E→H - M", "Enhanced Remote Command Acknowledge", {
    HCACK,
    parameters: [{ CPNAME, CEPACK: /* @__PURE__ */ either(CEPACK, CEPACKS) }],
  });
