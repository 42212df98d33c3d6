// Stream 3: material status, carriers and ports. Bodies as public lists have them.
import type { Item } from "../secs2/item.ts";
import {
  ACCESSMODE,
  ACKC3,
  CAACK,
  INPTN,
  MIDAC,
  MIDRA,
  OUTPTN,
  PTN,
  RETPLACEINSTR,
  RETREMOVEINSTR,
  RPMACK,
} from "./codes_material_maps.ts";
import { GRANT, LOC } from "./codes_status_control.ts";
import type { Id, Name } from "./data_item.ts";
import {
  CARRIERACTION,
  CARRIERID,
  CARRIERSPEC,
  CATTRDATA,
  CATTRID,
  DATA,
  DATASEG,
  EMID,
  JOBACTION,
  LOCID,
  MF,
  PARAMNAME,
  PARAMVAL,
  PGRPACTION,
  PODID,
  PORTACTION,
  PORTGRPNAME,
  QUA,
  RETICLEID,
  RETICLEID2,
  TTC,
} from "./data_items_material.ts";
import { ATTRID, DATAID, MID } from "./data_items_names.ts";
import { DATALENGTH } from "./data_items_numbers.ts";
import { ERRTEXT } from "./data_items_texts.ts";
import { ATTRDATA } from "./data_items_values.ts";
import { ERRCODE } from "./error_code.ts";
import { abort, type Message, message } from "./message.ts";
import { either, optional } from "./schema.ts";
import type { ErrorReport } from "./stream1.ts";

/** What came of a carrier or port action. */
export interface CarrierResult {
  /** Carrier action acknowledge; see {@linkcode CAACK}. */
  CAACK: number;
  /** What went wrong. */
  errors: ErrorReport[];
}

/** A transfer of reticles out of and into a pod. */
export interface ReticleTransferJob {
  /** What to do with the job. */
  JOBACTION: string;
  /** Pod. */
  PODID: string;
  /** Input port. */
  INPTN: number;
  /** Output port. */
  OUTPTN: number;
  /** Attributes of the pod. */
  attributes: { ATTRID: Name; ATTRDATA: Item }[];
  /** Reticles to remove, by slot. */
  removals: { RETICLEID: string; RETREMOVEINSTR: number; attributes: { ATTRID: Name; ATTRDATA: Item }[] }[];
  /** Reticles to place, by slot. */
  placements: { RETICLEID2: string; RETPLACEINSTR: number }[];
}

/** Abort Transaction of stream 3. */
export const S3F0: Message<void> = /* @__PURE__ */ abort(3);

const CARRIER_RESULT = { CAACK, errors: [{ ERRCODE, ERRTEXT }] } as const;

/** Material Status Request. */
export const S3F1: Message<void> = /* @__PURE__ */ message("S3F1 H→E W", "Material Status Request");

/** Material Status Data. */
export const S3F2: Message<{ MF: Name; materials: { LOC: number; QUA: number | bigint; MID: Name }[] }> =
  /* @__PURE__ */ message("S3F2 E→H -", "Material Status Data", { MF, materials: [{ LOC, QUA, MID }] });

/** Time to Completion Request. */
export const S3F3: Message<void> = /* @__PURE__ */ message("S3F3 H→E W", "Time to Completion Request");

/** Time to Completion Data. */
export const S3F4: Message<
  { MF: Name; materials: { TTC: number | bigint; QUA: number | bigint; MID: Name }[] }
> = /* @__PURE__ */ message("S3F4 E→H -", "Time to Completion Data", { MF, materials: [{ TTC, QUA, MID }] });

/** Material Found Send. */
export const S3F5: Message<{ MF: Name; QUA: number | bigint }> = /* @__PURE__ */ message(
  "S3F5 E→H [W]",
  "Material Found Send",
  { MF, QUA },
);

/** Material Found Acknowledge. */
export const S3F6: Message<number> = /* @__PURE__ */ message(
  "S3F6 H→E -",
  "Material Found Acknowledge",
  ACKC3,
);

/** Material Lost Send. */
export const S3F7: Message<{ MF: Name; QUA: number | bigint; MID: Name }> = /* @__PURE__ */ message(
  "S3F7 E→H [W]",
  "Material Lost Send",
  { MF, QUA, MID },
);

/** Material Lost Acknowledge. */
export const S3F8: Message<number> = /* @__PURE__ */ message(
  "S3F8 H→E -",
  "Material Lost Acknowledge",
  ACKC3,
);

/** Material ID Equate Send. */
export const S3F9: Message<{ MID: Name; EMID: Name }> = /* @__PURE__ */ message(
  "S3F9 E→H [W]",
  "Material ID Equate Send",
  { MID, EMID },
);

/** Material ID Equate Acknowledge. */
export const S3F10: Message<number> = /* @__PURE__ */ message(
  "S3F10 H→E -",
  "Material ID Equate Acknowledge",
  ACKC3,
);

/** Material ID Request. */
export const S3F11: Message<number> = /* @__PURE__ */ message("S3F11 E→H W", "Material ID Request", PTN);

/** Material ID Request Acknowledge. */
export const S3F12: Message<{ PTN: number; MIDRA: number; MID: Name }> = /* @__PURE__ */ message(
  "S3F12 H→E -",
  "Material ID Request Acknowledge",
  { PTN, MIDRA, MID },
);

/** Material ID Send. */
export const S3F13: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S3F13 H→E W",
  "Material ID Send",
  { PTN, MID },
);

/** Material ID Acknowledge. */
export const S3F14: Message<number> = /* @__PURE__ */ message(
  "S3F14 E→H -",
  "Material ID Acknowledge",
  MIDAC,
);

/** Materials Multi-block Inquire. */
export const S3F15: Message<{ DATAID: Id; DATALENGTH: number | bigint }> = /* @__PURE__ */ message(
  "S3F15 H→E W",
  "Materials Multi-block Inquire",
  { DATAID, DATALENGTH },
);

/** Materials Multi-block Grant. */
export const S3F16: Message<number> = /* @__PURE__ */ message(
  "S3F16 E→H -",
  "Materials Multi-block Grant",
  GRANT,
);

/** Carrier Action Request: the carrier is told by its id, by its port, or by both. */
export const S3F17: Message<
  {
    DATAID: Id;
    CARRIERACTION: string;
    CARRIERID?: string;
    PTN?: number;
    attributes: { CATTRID: string; CATTRDATA: Item }[];
  }
> = /* @__PURE__ */ message("S3F17 H→E W", "Carrier Action Request", {
  DATAID,
  CARRIERACTION,
  CARRIERID: /* @__PURE__ */ optional(CARRIERID),
  PTN: /* @__PURE__ */ optional(PTN),
  attributes: [{ CATTRID, CATTRDATA }],
});

/** Carrier Action Acknowledge. */
export const S3F18: Message<CarrierResult> = /* @__PURE__ */ message(
  "S3F18 E→H -",
  "Carrier Action Acknowledge",
  CARRIER_RESULT,
);

/** Cancel All Carrier Out Request. */
export const S3F19: Message<void> = /* @__PURE__ */ message("S3F19 H→E W", "Cancel All Carrier Out Request");

/** Cancel All Carrier Out Acknowledge. */
export const S3F20: Message<CarrierResult> = /* @__PURE__ */ message(
  "S3F20 E→H -",
  "Cancel All Carrier Out Acknowledge",
  CARRIER_RESULT,
);

/** Port Group Definition. */
export const S3F21: Message<{ PORTGRPNAME: string; ACCESSMODE: number; ports: number[] }> =
  /* @__PURE__ */ message("S3F21 H→E W", "Port Group Definition", { PORTGRPNAME, ACCESSMODE, ports: [PTN] });

/** Port Group Definition Acknowledge. */
export const S3F22: Message<CarrierResult> = /* @__PURE__ */ message(
  "S3F22 E→H -",
  "Port Group Definition Acknowledge",
  CARRIER_RESULT,
);

/** Port Group Action Request. */
export const S3F23: Message<
  { PGRPACTION: string; PORTGRPNAME: string; parameters: { PARAMNAME: string; PARAMVAL: Item }[] }
> = /* @__PURE__ */ message("S3F23 H→E W", "Port Group Action Request", {
  PGRPACTION,
  PORTGRPNAME,
  parameters: [{ PARAMNAME, PARAMVAL }],
});

/** Port Group Action Acknowledge. */
export const S3F24: Message<CarrierResult> = /* @__PURE__ */ message(
  "S3F24 E→H -",
  "Port Group Action Acknowledge",
  CARRIER_RESULT,
);

/** Port Action Request. */
export const S3F25: Message<
  { PORTACTION: string; PTN: number; parameters: { PARAMNAME: string; PARAMVAL: Item }[] }
> = /* @__PURE__ */ message("S3F25 H→E W", "Port Action Request", {
  PORTACTION,
  PTN,
  parameters: [{ PARAMNAME, PARAMVAL }],
});

/** Port Action Acknowledge. */
export const S3F26: Message<CarrierResult> = /* @__PURE__ */ message(
  "S3F26 E→H -",
  "Port Action Acknowledge",
  CARRIER_RESULT,
);

/** Change Access: one mode for all ports, or a mode for each. */
export const S3F27: Message<{ ACCESSMODE: number; ports: number[] } | { PTN: number; ACCESSMODE: number }[]> =
  /* @__PURE__ */ message(
    "S3F27 H→E W",
    "Change Access",
    /* @__PURE__ */ either({ ACCESSMODE, ports: [PTN] }, [{ PTN, ACCESSMODE }]),
  );

/** Change Access Acknowledge. */
export const S3F28: Message<{ CAACK: number; errors: { PTN: number; ERRCODE: number; ERRTEXT: string }[] }> =
  /* @__PURE__ */ message("S3F28 E→H -", "Change Access Acknowledge", {
    CAACK,
    errors: [{ PTN, ERRCODE, ERRTEXT }],
  });

/** Carrier Tag Read Request. */
export const S3F29: Message<
  { LOCID: string; CARRIERSPEC: string; DATASEG: string; DATALENGTH: number | bigint }
> = /* @__PURE__ */ message("S3F29 H→E W", "Carrier Tag Read Request", {
  LOCID,
  CARRIERSPEC,
  DATASEG,
  DATALENGTH,
});

/** Carrier Tag Read Data. */
export const S3F30: Message<{ DATA: Name; result: CarrierResult }> = /* @__PURE__ */ message(
  "S3F30 E→H -",
  "Carrier Tag Read Data",
  { DATA, result: CARRIER_RESULT },
);

/** Carrier Tag Write Request. */
export const S3F31: Message<
  { LOCID: string; CARRIERSPEC: string; DATASEG: string; DATALENGTH: number | bigint; DATA: Name }
> = /* @__PURE__ */ message("S3F31 H→E W", "Carrier Tag Write Request", {
  LOCID,
  CARRIERSPEC,
  DATASEG,
  DATALENGTH,
  DATA,
});

/** Carrier Tag Write Acknowledge. */
export const S3F32: Message<CarrierResult> = /* @__PURE__ */ message(
  "S3F32 E→H -",
  "Carrier Tag Write Acknowledge",
  CARRIER_RESULT,
);

/** Cancel All Pod Out Request. */
export const S3F33: Message<void> = /* @__PURE__ */ message("S3F33 H→E W", "Cancel All Pod Out Request");

/** Cancel All Pod Out Acknowledge. */
export const S3F34: Message<CarrierResult> = /* @__PURE__ */ message(
  "S3F34 E→H -",
  "Cancel All Pod Out Acknowledge",
  CARRIER_RESULT,
);

/** Reticle Transfer Job Request. */
export const S3F35: Message<ReticleTransferJob> = /* @__PURE__ */ message(
  "S3F35 H→E W",
  "Reticle Transfer Job Request",
  {
    JOBACTION,
    PODID,
    INPTN,
    OUTPTN,
    attributes: [{ ATTRID, ATTRDATA }],
    removals: [{ RETICLEID, RETREMOVEINSTR, attributes: [{ ATTRID, ATTRDATA }] }],
    placements: [{ RETICLEID2, RETPLACEINSTR }],
  },
);

/** Reticle Transfer Job Acknowledge. */
export const S3F36: Message<{ RPMACK: number; errors: ErrorReport[] }> = /* @__PURE__ */ message(
  "S3F36 E→H -",
  "Reticle Transfer Job Acknowledge",
  { RPMACK, errors: [{ ERRCODE, ERRTEXT }] },
);
