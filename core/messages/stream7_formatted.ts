// Stream 7, functions 21 to 32: formatted process programs, capabilities and verification.
import type { Item } from "../secs2/item.ts";
import { ACKC7, ACKC7A, BLKDEF, PPGNT, RESC } from "./codes_reports_programs.ts";
import type { Id, Name } from "./data_item.ts";
import { CCODE, PPID } from "./data_items_names.ts";
import { BYTMAX, CMDMAX, LENGTH, PMAX, RQCMD, RQPAR, SEQNUM } from "./data_items_numbers.ts";
import { CNAME, ERRW7, MDLN, PNAME, SOFTREV, UNITS } from "./data_items_texts.ts";
import {
  ACDS,
  BCDS,
  IACDS,
  IBCDS,
  LLIM,
  NACDS,
  NBCDS,
  PDFLT,
  PPARM,
  RESV,
  ULIM,
} from "./data_items_values.ts";
import { type Message, message } from "./message.ts";
import { either, optional } from "./schema.ts";

/** A process program as commands and parameters. */
export interface FormattedProgram {
  /** Process program. */
  PPID: Name;
  /** Equipment model it is for. */
  MDLN: string;
  /** Software revision it is for. */
  SOFTREV: string;
  /** Its commands. */
  commands: { CCODE: Id; parameters: Item[] }[];
}

/** What process programs an equipment understands. */
export interface ProcessCapabilities {
  /** Equipment model. */
  MDLN: string;
  /** Software revision. */
  SOFTREV: string;
  /** Most commands of a process program. */
  CMDMAX: number | bigint;
  /** Most bytes of a process program. */
  BYTMAX: number | bigint;
  /** Its commands. */
  commands: CommandCapabilities[];
}

/** A command of process programs. */
export interface CommandCapabilities {
  /** Command code. */
  CCODE: Id;
  /** Command name. */
  CNAME: string;
  /** Whether it is required. */
  RQCMD: boolean;
  /** How it opens or closes a block. */
  BLKDEF: number;
  /** Commands it must come before. */
  BCDS: Item;
  /** Commands it must come right before. */
  IBCDS: Item;
  /** Commands it must not come before. */
  NBCDS: Item;
  /** Commands it must come after. */
  ACDS: Item;
  /** Commands it must come right after. */
  IACDS: Item;
  /** Commands it must not come after. */
  NACDS: Item;
  /** Its parameters. */
  parameters: (NumericParameter | Parameter)[];
}

/** A parameter of a command. */
export interface Parameter {
  /** Its name. */
  PNAME: string;
  /** Whether it is required. */
  RQPAR: boolean;
  /** Its default. */
  PDFLT: Item;
  /** Most characters it may have. */
  PMAX: number | bigint;
}

/** A parameter that is a number. */
export interface NumericParameter extends Parameter {
  /** Lower limit. */
  LLIM: Item;
  /** Upper limit. */
  ULIM: Item;
  /** Units. */
  UNITS: string;
  /** What the resolution means. */
  RESC: number;
  /** Resolution. */
  RESV: Item;
}

const FORMATTED_PROGRAM = { PPID, MDLN, SOFTREV, commands: [{ CCODE, parameters: [PPARM] }] } as const;

/** Equipment Process Capabilities Request. */
export const S7F21: Message<void> = /* @__PURE__ */ message(
  "S7F21 H→E W S",
  "Equipment Process Capabilities Request (PCR)",
);

/** Equipment Process Capabilities Data. */
export const S7F22: Message<ProcessCapabilities> = /* @__PURE__ */ message(
  "S7F22 E→H - M",
  "Equipment Process Capabilities Data (PCD)",
  {
    MDLN,
    SOFTREV,
    CMDMAX,
    BYTMAX,
    commands: [{
      CCODE,
      CNAME,
      RQCMD,
      BLKDEF,
      BCDS,
      IBCDS,
      NBCDS,
      ACDS,
      IACDS,
      NACDS,
      parameters: [
        /* @__PURE__ */ either({ PNAME, RQPAR, PDFLT, PMAX, LLIM, ULIM, UNITS, RESC, RESV }, {
          PNAME,
          RQPAR,
          PDFLT,
          PMAX,
        }),
      ],
    }],
  },
);

/** Formatted Process Program Send. */
export const S7F23: Message<FormattedProgram> = /* @__PURE__ */ message(
  "S7F23 H↔E W M",
  "Formatted Process Program Send (FPS)",
  FORMATTED_PROGRAM,
);

/** Formatted Process Program Acknowledge. */
export const S7F24: Message<number> = /* @__PURE__ */ message(
  "S7F24 H↔E - S",
  "Formatted Process Program Acknowledge (FPA)",
  ACKC7,
);

/** Formatted Process Program Request. */
export const S7F25: Message<Name> = /* @__PURE__ */ message(
  "S7F25 H↔E W S",
  "Formatted Process Program Request (FPR)",
  PPID,
);

/** Formatted Process Program Data: nothing when it is refused. */
export const S7F26: Message<FormattedProgram | undefined> = /* @__PURE__ */ message(
  "S7F26 H↔E - M",
  "Formatted Process Program Data (FPD)",
  /* @__PURE__ */ optional(FORMATTED_PROGRAM),
);

/** Process Program Verification Send: no errors, or one with ACKC7A 0, when it is right. */
export const S7F27: Message<
  { PPID: Name; errors: { ACKC7A: number; SEQNUM: number | bigint; ERRW7: string }[] }
> = /* @__PURE__ */ message("S7F27 E→H W M", "Process Program Verification Send (PVS)", {
  PPID,
  errors: [{ ACKC7A, SEQNUM, ERRW7 }],
});

/** Process Program Verification Acknowledge. */
export const S7F28: Message<void> = /* @__PURE__ */ message(
  "S7F28 H→E - S",
  "Process Program Verification Acknowledge (PVA)",
);

/** Process Program Verification Inquire. */
export const S7F29: Message<number | bigint> = /* @__PURE__ */ message(
  "S7F29 E→H W S",
  "Process Program Verification Inquire (PVI)",
  LENGTH,
);

/** Process Program Verification Grant. */
export const S7F30: Message<number> = /* @__PURE__ */ message(
  "S7F30 H→E - S",
  "Process Program Verification Grant (PVG)",
  PPGNT,
);

/** Verification Request Send. */
export const S7F31: Message<FormattedProgram> = /* @__PURE__ */ message(
  "S7F31 H→E W M",
  "Verification Request Send (VRS)",
  FORMATTED_PROGRAM,
);

/** Verification Request Acknowledge. */
export const S7F32: Message<number> = /* @__PURE__ */ message(
  "S7F32 E→H - S",
  "Verification Request Acknowledge (VRA)",
  ACKC7,
);
