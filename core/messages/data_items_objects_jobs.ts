// Data items of streams 14 to 17: objects, services, recipes, jobs, reports per source.
import { type DataItem, UNSIGNED } from "./data_item.ts";

/** Control job id. */
export const CTLJOBID: DataItem<"text"> = { item: "CTLJOBID", kind: "text", doc: "Control job id" };

/** Source of data. */
export const DATASRC: DataItem<"text"> = { item: "DATASRC", kind: "text", doc: "Source of data" };

/** Source of events. */
export const EVNTSRC: DataItem<"text"> = { item: "EVNTSRC", kind: "text", doc: "Source of events" };

/** Token of an attached object. */
export const OBJTOKEN: DataItem<"id"> = {
  item: "OBJTOKEN",
  kind: "id",
  doc: "Token of an attached object",
  formats: UNSIGNED,
};

/** Process job command. */
export const PRCMDNAME: DataItem<"text"> = { item: "PRCMDNAME", kind: "text", doc: "Process job command" };

/** Process job id. */
export const PRJOBID: DataItem<"text"> = { item: "PRJOBID", kind: "text", doc: "Process job id" };

/** Process jobs that may still be created. */
export const PRJOBSPACE: DataItem<"integer"> = {
  item: "PRJOBSPACE",
  kind: "integer",
  doc: "Process jobs that may still be created",
  formats: ["U2", "U4", "U1", "U8"],
};

/** Events that pause a process job. */
export const PRPAUSEEVENT: DataItem<"value"> = {
  item: "PRPAUSEEVENT",
  kind: "value",
  doc: "Events that pause a process job",
};

/** Whether processing starts by itself. */
export const PRPROCESSSTART: DataItem<"flag"> = {
  item: "PRPROCESSSTART",
  kind: "flag",
  doc: "Whether processing starts by itself",
};

/** Recipe id. */
export const RCPID: DataItem<"text"> = { item: "RCPID", kind: "text", doc: "Recipe id" };

/** Whether a recipe is overwritten. */
export const RCPOWCODE: DataItem<"flag"> = {
  item: "RCPOWCODE",
  kind: "flag",
  doc: "Whether a recipe is overwritten",
};

/** Recipe variable. */
export const RCPPARNM: DataItem<"text"> = { item: "RCPPARNM", kind: "text", doc: "Recipe variable" };

/** Recipe variable value. */
export const RCPPARVAL: DataItem<"value"> = {
  item: "RCPPARVAL",
  kind: "value",
  doc: "Recipe variable value",
};

/** Service parameter name. */
export const SPNAME: DataItem<"text"> = { item: "SPNAME", kind: "text", doc: "Service parameter name" };

/** Service parameter value. */
export const SPVAL: DataItem<"value"> = { item: "SPVAL", kind: "value", doc: "Service parameter value" };

/** Service name. */
export const SVCNAME: DataItem<"text"> = { item: "SVCNAME", kind: "text", doc: "Service name" };

/** Target object specifier. */
export const TARGETSPEC: DataItem<"text"> = {
  item: "TARGETSPEC",
  kind: "text",
  doc: "Target object specifier",
};
