// Stream 16: process and control jobs. Bodies as public lists have them.
import type { Item } from "../secs2/item.ts";
import {
  CTLJOBCMD,
  PREVENTID,
  PRJOBMILESTONE,
  PRMTRLORDER,
  PRRECIPEMETHOD,
  PRSTATE,
  SLOTID,
} from "./codes_objects_jobs.ts";
import { GRANT } from "./codes_status_control.ts";
import type { Id, Name } from "./data_item.ts";
import { CARRIERID, MF } from "./data_items_material.ts";
import { CPNAME, DATAID, MID, VID } from "./data_items_names.ts";
import { ACKA, DATALENGTH } from "./data_items_numbers.ts";
import {
  CTLJOBID,
  PRCMDNAME,
  PRJOBID,
  PRJOBSPACE,
  PRPAUSEEVENT,
  PRPROCESSSTART,
  RCPPARNM,
  RCPPARVAL,
} from "./data_items_objects_jobs.ts";
import { ERRTEXT, RCPSPEC, TIMESTAMP } from "./data_items_texts.ts";
import { CPVAL, V } from "./data_items_values.ts";
import { ERRCODE } from "./error_code.ts";
import { abort, type Message, message } from "./message.ts";
import { either, optional, UNSPECIFIED } from "./schema.ts";
import type { ErrorReport } from "./stream1.ts";

/** What came of a request about jobs. */
export interface JobResult {
  /** Success. */
  ACKA: boolean;
  /** What went wrong. */
  errors: ErrorReport[];
}

/** A recipe, and what to set in it. */
export interface JobRecipe {
  /** How the recipe is given. */
  PRRECIPEMETHOD: number;
  /** Recipe. */
  RCPSPEC: string;
  /** Variables to set. */
  parameters: { RCPPARNM: string; RCPPARVAL: Item }[];
}

/** Material of a job: carriers with their slots (none for all), or substrates. */
export type JobMaterials = { CARRIERID: string; slots: number[] }[] | Name[];

/** A process job by material id. */
export interface ProcessJobRequest {
  /** Joins the messages of one exchange. */
  DATAID: Id;
  /** Format of the material. */
  MF: Name;
  /** Material. */
  materials: Name[];
  /** Recipe. */
  recipe: JobRecipe;
  /** Whether processing starts by itself. */
  PRPROCESSSTART: boolean;
}

/** A process job. */
export interface ProcessJob {
  /** Process job. */
  PRJOBID: string;
  /** Format of the material. */
  MF: Name;
  /** Material. */
  materials: JobMaterials;
  /** Recipe. */
  recipe: JobRecipe;
  /** Whether processing starts by itself. */
  PRPROCESSSTART: boolean;
  /** Events that pause it. */
  PRPAUSEEVENT: Item;
}

/** A process job to create. */
export interface ProcessJobCreate extends ProcessJob {
  /** Joins the messages of one exchange. */
  DATAID: Id;
}

/** Abort Transaction of stream 16. */
export const S16F0: Message<void> = /* @__PURE__ */ abort(16);

const JOB_RESULT = { ACKA, errors: [{ ERRCODE, ERRTEXT }] } as const;

const RECIPE = { PRRECIPEMETHOD, RCPSPEC, parameters: [{ RCPPARNM, RCPPARVAL }] } as const;

const MATERIALS = /* @__PURE__ */ either([{ CARRIERID, slots: [SLOTID] }], [MID]);

/** Multi-block Process Job Data Inquire. */
export const S16F1: Message<{ DATAID: Id; DATALENGTH: number | bigint }> = /* @__PURE__ */ message(
  "S16F1 H→E W",
  "Multi-block Process Job Data Inquire",
  { DATAID, DATALENGTH },
);

/** Multi-block Process Job Data Grant. */
export const S16F2: Message<number> = /* @__PURE__ */ message(
  "S16F2 E→H -",
  "Multi-block Process Job Data Grant",
  GRANT,
);

/** Process Job Create Request. */
export const S16F3: Message<ProcessJobRequest> = /* @__PURE__ */ message(
  "S16F3 H→E W",
  "Process Job Create Request",
  { DATAID, MF, materials: [MID], recipe: RECIPE, PRPROCESSSTART },
);

/** Process Job Create Acknowledge. */
export const S16F4: Message<{ PRJOBID: string; result: JobResult }> = /* @__PURE__ */ message(
  "S16F4 E→H -",
  "Process Job Create Acknowledge",
  { PRJOBID, result: JOB_RESULT },
);

/** Process Job Command Request: some lists have no DATAID. */
export const S16F5: Message<
  { DATAID: Id; PRJOBID: string; PRCMDNAME: string; parameters: { CPNAME: Name; CPVAL: Item }[] } | {
    PRJOBID: string;
    PRCMDNAME: string;
    parameters: { CPNAME: Name; CPVAL: Item }[];
  }
> = /* @__PURE__ */ message(
  "S16F5 H→E W",
  "Process Job Command Request",
  /* @__PURE__ */ either({ DATAID, PRJOBID, PRCMDNAME, parameters: [{ CPNAME, CPVAL }] }, {
    PRJOBID,
    PRCMDNAME,
    parameters: [{ CPNAME, CPVAL }],
  }),
);

/** Process Job Command Acknowledge. */
export const S16F6: Message<{ PRJOBID: string; result: JobResult }> = /* @__PURE__ */ message(
  "S16F6 E→H -",
  "Process Job Command Acknowledge",
  { PRJOBID, result: JOB_RESULT },
);

/** Process Job Alert Notify. */
export const S16F7: Message<
  { TIMESTAMP: string; PRJOBID: string; PRJOBMILESTONE: number; result: JobResult }
> = /* @__PURE__ */ message("S16F7 E→H W", "Process Job Alert Notify", {
  TIMESTAMP,
  PRJOBID,
  PRJOBMILESTONE,
  result: JOB_RESULT,
});

/** Process Job Alert Confirm. */
export const S16F8: Message<void> = /* @__PURE__ */ message("S16F8 H→E -", "Process Job Alert Confirm");

/** Process Job Event Notify. */
export const S16F9: Message<
  { PREVENTID: number; TIMESTAMP: string; PRJOBID: string; values: { VID: Id; V: Item }[] }
> = /* @__PURE__ */ message("S16F9 E→H W", "Process Job Event Notify", {
  PREVENTID,
  TIMESTAMP,
  PRJOBID,
  values: [{ VID, V }],
});

/** Process Job Event Confirm. */
export const S16F10: Message<void> = /* @__PURE__ */ message("S16F10 H→E -", "Process Job Event Confirm");

/** PRJobCreateEnh. */
export const S16F11: Message<ProcessJobCreate> = /* @__PURE__ */ message("S16F11 H→E W", "PRJobCreateEnh", {
  DATAID,
  PRJOBID,
  MF,
  materials: MATERIALS,
  recipe: RECIPE,
  PRPROCESSSTART,
  PRPAUSEEVENT,
});

/** PRJobCreateEnh Acknowledge. */
export const S16F12: Message<{ PRJOBID: string; result: JobResult }> = /* @__PURE__ */ message(
  "S16F12 E→H -",
  "PRJobCreateEnh Acknowledge",
  { PRJOBID, result: JOB_RESULT },
);

/** PRJobDuplicateCreate: not used. */
export const S16F13: Message<Item | undefined> = /* @__PURE__ */ message(
  "S16F13 H→E W",
  "PRJobDuplicateCreate",
  UNSPECIFIED,
);

/** PRJobDuplicateCreate Acknowledge: not used. */
export const S16F14: Message<Item | undefined> = /* @__PURE__ */ message(
  "S16F14 E→H -",
  "PRJobDuplicateCreate Acknowledge",
  UNSPECIFIED,
);

/** PRJobMultiCreate. */
export const S16F15: Message<{ DATAID: Id; jobs: ProcessJob[] }> = /* @__PURE__ */ message(
  "S16F15 H→E W",
  "PRJobMultiCreate",
  { DATAID, jobs: [{ PRJOBID, MF, materials: MATERIALS, recipe: RECIPE, PRPROCESSSTART, PRPAUSEEVENT }] },
);

/** PRJobMultiCreate Acknowledge. */
export const S16F16: Message<{ jobs: string[]; result: JobResult }> = /* @__PURE__ */ message(
  "S16F16 E→H -",
  "PRJobMultiCreate Acknowledge",
  { jobs: [PRJOBID], result: JOB_RESULT },
);

/** PRJobDequeue: no jobs for all that have not started. */
export const S16F17: Message<string[]> = /* @__PURE__ */ message("S16F17 H→E W", "PRJobDequeue", [PRJOBID]);

/** PRJobDequeue Acknowledge. */
export const S16F18: Message<{ jobs: string[]; result: JobResult }> = /* @__PURE__ */ message(
  "S16F18 E→H -",
  "PRJobDequeue Acknowledge",
  { jobs: [PRJOBID], result: JOB_RESULT },
);

/** PRGetAllJobs. */
export const S16F19: Message<void> = /* @__PURE__ */ message("S16F19 H→E W", "PRGetAllJobs");

/** PRGetAllJobs Data. */
export const S16F20: Message<{ PRJOBID: string; PRSTATE: number }[]> = /* @__PURE__ */ message(
  "S16F20 E→H -",
  "PRGetAllJobs Data",
  [{ PRJOBID, PRSTATE }],
);

/** PRGetSpace. */
export const S16F21: Message<void> = /* @__PURE__ */ message("S16F21 H→E W", "PRGetSpace");

/** PRGetSpace Data. */
export const S16F22: Message<number | bigint> = /* @__PURE__ */ message(
  "S16F22 E→H -",
  "PRGetSpace Data",
  PRJOBSPACE,
);

/** PRJobSetRecipeVariable. */
export const S16F23: Message<{ PRJOBID: string; parameters: { RCPPARNM: string; RCPPARVAL: Item }[] }> =
  /* @__PURE__ */ message("S16F23 H→E W", "PRJobSetRecipeVariable", {
    PRJOBID,
    parameters: [{ RCPPARNM, RCPPARVAL }],
  });

/** PRJobSetRecipeVariable Acknowledge. */
export const S16F24: Message<JobResult> = /* @__PURE__ */ message(
  "S16F24 E→H -",
  "PRJobSetRecipeVariable Acknowledge",
  JOB_RESULT,
);

/** PRJobSetStartMethod. */
export const S16F25: Message<{ jobs: string[]; PRPROCESSSTART: boolean }> = /* @__PURE__ */ message(
  "S16F25 H→E W",
  "PRJobSetStartMethod",
  { jobs: [PRJOBID], PRPROCESSSTART },
);

/** PRJobSetStartMethod Acknowledge. */
export const S16F26: Message<{ jobs: string[]; result: JobResult }> = /* @__PURE__ */ message(
  "S16F26 E→H -",
  "PRJobSetStartMethod Acknowledge",
  { jobs: [PRJOBID], result: JOB_RESULT },
);

/** Control Job Command. */
export const S16F27: Message<
  { CTLJOBID: string; CTLJOBCMD: number; parameter?: { CPNAME: Name; CPVAL: Item } }
> = /* @__PURE__ */ message("S16F27 H→E W", "Control Job Command", {
  CTLJOBID,
  CTLJOBCMD,
  parameter: /* @__PURE__ */ optional({ CPNAME, CPVAL }),
});

/** Control Job Command Acknowledge. */
export const S16F28: Message<{ ACKA: boolean; error?: ErrorReport }> = /* @__PURE__ */ message(
  "S16F28 E→H -",
  "Control Job Command Acknowledge",
  { ACKA, error: /* @__PURE__ */ optional({ ERRCODE, ERRTEXT }) },
);

/** PRSetMtrlOrder. */
export const S16F29: Message<number> = /* @__PURE__ */ message("S16F29 H→E W", "PRSetMtrlOrder", PRMTRLORDER);

/** PRSetMtrlOrder Acknowledge. */
export const S16F30: Message<boolean> = /* @__PURE__ */ message(
  "S16F30 E→H -",
  "PRSetMtrlOrder Acknowledge",
  ACKA,
);
