// Data items of streams 3, 4 and 8: carriers, ports, material, control programs.
import { A_OR_B, type DataItem } from "./data_item.ts";

/** Action for a carrier. */
export const CARRIERACTION: DataItem<"text"> = {
  item: "CARRIERACTION",
  kind: "text",
  doc: "Action for a carrier",
};

/** Carrier id. */
export const CARRIERID: DataItem<"text"> = { item: "CARRIERID", kind: "text", doc: "Carrier id" };

/** Carrier specifier. */
export const CARRIERSPEC: DataItem<"text"> = { item: "CARRIERSPEC", kind: "text", doc: "Carrier specifier" };

/** Carrier attribute id. */
export const CATTRID: DataItem<"text"> = { item: "CATTRID", kind: "text", doc: "Carrier attribute id" };

/** Carrier attribute value. */
export const CATTRDATA: DataItem<"value"> = {
  item: "CATTRDATA",
  kind: "value",
  doc: "Carrier attribute value",
};

/** Data of a tag. */
export const DATA: DataItem<"name"> = { item: "DATA", kind: "name", doc: "Data of a tag", formats: A_OR_B };

/** Part of the data of a tag. */
export const DATASEG: DataItem<"text"> = { item: "DATASEG", kind: "text", doc: "Part of the data of a tag" };

/** Equivalent material id. */
export const EMID: DataItem<"name"> = {
  item: "EMID",
  kind: "name",
  doc: "Equivalent material id",
  formats: A_OR_B,
  length: 16,
};

/** Action for a reticle transfer job. */
export const JOBACTION: DataItem<"text"> = {
  item: "JOBACTION",
  kind: "text",
  doc: "Action for a reticle transfer job",
};

/** Material location id. */
export const LOCID: DataItem<"text"> = { item: "LOCID", kind: "text", doc: "Material location id" };

/** Format of material: a unit, or a code in B. */
export const MF: DataItem<"name"> = {
  item: "MF",
  kind: "name",
  doc: "Format of material: a unit, or a code in B",
  formats: A_OR_B,
};

/** Parameter name. */
export const PARAMNAME: DataItem<"text"> = { item: "PARAMNAME", kind: "text", doc: "Parameter name" };

/** Parameter value. */
export const PARAMVAL: DataItem<"value"> = { item: "PARAMVAL", kind: "value", doc: "Parameter value" };

/** Action for a port group. */
export const PGRPACTION: DataItem<"text"> = {
  item: "PGRPACTION",
  kind: "text",
  doc: "Action for a port group",
};

/** Pod id. */
export const PODID: DataItem<"text"> = { item: "PODID", kind: "text", doc: "Pod id" };

/** Action for a port. */
export const PORTACTION: DataItem<"text"> = { item: "PORTACTION", kind: "text", doc: "Action for a port" };

/** Port group name. */
export const PORTGRPNAME: DataItem<"text"> = { item: "PORTGRPNAME", kind: "text", doc: "Port group name" };

/** Quantity. */
export const QUA: DataItem<"integer"> = { item: "QUA", kind: "integer", doc: "Quantity", formats: ["U1"] };

/** Reticle id. */
export const RETICLEID: DataItem<"text"> = { item: "RETICLEID", kind: "text", doc: "Reticle id" };

/** Reticle id at the output. */
export const RETICLEID2: DataItem<"text"> = {
  item: "RETICLEID2",
  kind: "text",
  doc: "Reticle id at the output",
};

/** Time to completion. */
export const TTC: DataItem<"integer"> = { item: "TTC", kind: "integer", doc: "Time to completion" };

/** Boot program. */
export const BPD: DataItem<"bytes"> = { item: "BPD", kind: "bytes", doc: "Boot program" };

/** Executive program. */
export const EPD: DataItem<"bytes"> = { item: "EPD", kind: "bytes", doc: "Executive program" };
