// Stream 14: objects and their services. Bodies as public lists have them.
import type { Item } from "../secs2/item.ts";
import { ATTRRELN, DATAACK, OBJACK, OBJCMD, SVCACK } from "./codes_objects_jobs.ts";
import { GRANT } from "./codes_status_control.ts";
import type { Id, Name } from "./data_item.ts";
import { ATTRID, DATAID, OBJID, OBJTYPE, OPID } from "./data_items_names.ts";
import { DATALENGTH, LINKID } from "./data_items_numbers.ts";
import { OBJTOKEN, SPNAME, SPVAL, SVCNAME, TARGETSPEC } from "./data_items_objects_jobs.ts";
import { ERRTEXT, OBJSPEC } from "./data_items_texts.ts";
import { ATTRDATA } from "./data_items_values.ts";
import { ERRCODE } from "./error_code.ts";
import { abort, type Message, message } from "./message.ts";
import type { ErrorReport } from "./stream1.ts";

/** An attribute and its value. */
export interface Attribute {
  /** Its name. */
  ATTRID: Name;
  /** Its value. */
  ATTRDATA: Item;
}

/** What came of a request to an object. */
export interface ObjectResult {
  /** Object acknowledge; see {@linkcode OBJACK}. */
  OBJACK: number;
  /** What went wrong. */
  errors: ErrorReport[];
}

/** A parameter of a service and its value. */
export interface ServiceParameter {
  /** Its name. */
  SPNAME: string;
  /** Its value. */
  SPVAL: Item;
}

/** Attributes wanted, of the objects that meet all conditions. */
export interface AttributeRequest {
  /** Object that owns them. */
  OBJSPEC: string;
  /** Type of the objects. */
  OBJTYPE: Name;
  /** Objects, none for all. */
  objects: Name[];
  /** What their attributes must be. */
  conditions: { ATTRID: Name; ATTRDATA: Item; ATTRRELN: number }[];
  /** Attributes wanted, none for all. */
  attributes: Name[];
}

/** What came of a service. */
export interface ServiceCompletion {
  /** Joins the messages of one exchange. */
  DATAID: Id;
  /** Operation. */
  OPID: Id;
  /** Joins a completion to its request. */
  LINKID: number | bigint;
  /** What it gives back. */
  parameters: ServiceParameter[];
  /** What went wrong. */
  result: { SVCACK: number; errors: ErrorReport[] };
}

/** Abort Transaction of stream 14. */
export const S14F0: Message<void> = /* @__PURE__ */ abort(14);

const OBJECT_RESULT = { OBJACK, errors: [{ ERRCODE, ERRTEXT }] } as const;

/** GetAttr Request. */
export const S14F1: Message<AttributeRequest> = /* @__PURE__ */ message("S14F1 H↔E W", "GetAttr Request", {
  OBJSPEC,
  OBJTYPE,
  objects: [OBJID],
  conditions: [{ ATTRID, ATTRDATA, ATTRRELN }],
  attributes: [ATTRID],
});

/** GetAttr Data. */
export const S14F2: Message<{ objects: { OBJID: Name; attributes: Attribute[] }[]; result: ObjectResult }> =
  /* @__PURE__ */ message("S14F2 H↔E -", "GetAttr Data", {
    objects: [{ OBJID, attributes: [{ ATTRID, ATTRDATA }] }],
    result: OBJECT_RESULT,
  });

/** SetAttr Request. */
export const S14F3: Message<{ OBJSPEC: string; OBJTYPE: Name; objects: Name[]; attributes: Attribute[] }> =
  /* @__PURE__ */ message("S14F3 H↔E W", "SetAttr Request", {
    OBJSPEC,
    OBJTYPE,
    objects: [OBJID],
    attributes: [{ ATTRID, ATTRDATA }],
  });

/** SetAttr Data. */
export const S14F4: Message<{ objects: { OBJID: Name; attributes: Attribute[] }[]; result: ObjectResult }> =
  /* @__PURE__ */ message("S14F4 H↔E -", "SetAttr Data", {
    objects: [{ OBJID, attributes: [{ ATTRID, ATTRDATA }] }],
    result: OBJECT_RESULT,
  });

/** GetType Request. */
export const S14F5: Message<string> = /* @__PURE__ */ message("S14F5 H↔E W", "GetType Request", OBJSPEC);

/** GetType Data. */
export const S14F6: Message<{ types: Name[]; result: ObjectResult }> = /* @__PURE__ */ message(
  "S14F6 H↔E -",
  "GetType Data",
  { types: [OBJTYPE], result: OBJECT_RESULT },
);

/** GetAttrName Request. */
export const S14F7: Message<{ OBJSPEC: string; types: Name[] }> = /* @__PURE__ */ message(
  "S14F7 H↔E W",
  "GetAttrName Request",
  { OBJSPEC, types: [OBJTYPE] },
);

/** GetAttrName Data. */
export const S14F8: Message<{ types: { OBJTYPE: Name; attributes: Name[] }[]; result: ObjectResult }> =
  /* @__PURE__ */ message("S14F8 H↔E -", "GetAttrName Data", {
    types: [{ OBJTYPE, attributes: [ATTRID] }],
    result: OBJECT_RESULT,
  });

/** Create Object Request. */
export const S14F9: Message<{ OBJSPEC: string; OBJTYPE: Name; attributes: Attribute[] }> =
  /* @__PURE__ */ message("S14F9 H↔E W", "Create Object Request", {
    OBJSPEC,
    OBJTYPE,
    attributes: [{ ATTRID, ATTRDATA }],
  });

/** Create Object Acknowledge. */
export const S14F10: Message<{ OBJSPEC: string; attributes: Attribute[]; result: ObjectResult }> =
  /* @__PURE__ */ message("S14F10 H↔E -", "Create Object Acknowledge", {
    OBJSPEC,
    attributes: [{ ATTRID, ATTRDATA }],
    result: OBJECT_RESULT,
  });

/** Delete Object Request. */
export const S14F11: Message<{ OBJSPEC: string; attributes: Attribute[] }> = /* @__PURE__ */ message(
  "S14F11 H↔E W",
  "Delete Object Request",
  { OBJSPEC, attributes: [{ ATTRID, ATTRDATA }] },
);

/** Delete Object Acknowledge. */
export const S14F12: Message<{ attributes: Attribute[]; result: ObjectResult }> = /* @__PURE__ */ message(
  "S14F12 H↔E -",
  "Delete Object Acknowledge",
  { attributes: [{ ATTRID, ATTRDATA }], result: OBJECT_RESULT },
);

/** Object Attach Request. */
export const S14F13: Message<{ OBJSPEC: string; attributes: Attribute[] }> = /* @__PURE__ */ message(
  "S14F13 H↔E W",
  "Object Attach Request",
  { OBJSPEC, attributes: [{ ATTRID, ATTRDATA }] },
);

/** Object Attach Acknowledge. */
export const S14F14: Message<{ OBJTOKEN: Id; attributes: Attribute[]; result: ObjectResult }> =
  /* @__PURE__ */ message("S14F14 H↔E -", "Object Attach Acknowledge", {
    OBJTOKEN,
    attributes: [{ ATTRID, ATTRDATA }],
    result: OBJECT_RESULT,
  });

/** Attached Object Action Request. */
export const S14F15: Message<{ OBJSPEC: string; OBJCMD: number; OBJTOKEN: Id; attributes: Attribute[] }> =
  /* @__PURE__ */ message("S14F15 H↔E W", "Attached Object Action Request", {
    OBJSPEC,
    OBJCMD,
    OBJTOKEN,
    attributes: [{ ATTRID, ATTRDATA }],
  });

/** Attached Object Action Acknowledge. */
export const S14F16: Message<{ attributes: Attribute[]; result: ObjectResult }> = /* @__PURE__ */ message(
  "S14F16 H↔E -",
  "Attached Object Action Acknowledge",
  { attributes: [{ ATTRID, ATTRDATA }], result: OBJECT_RESULT },
);

/** Supervised Object Action Request. */
export const S14F17: Message<
  { OBJSPEC: string; OBJCMD: number; TARGETSPEC: string; attributes: Attribute[] }
> = /* @__PURE__ */ message("S14F17 H↔E W", "Supervised Object Action Request", {
  OBJSPEC,
  OBJCMD,
  TARGETSPEC,
  attributes: [{ ATTRID, ATTRDATA }],
});

/** Supervised Object Action Acknowledge. */
export const S14F18: Message<{ attributes: Attribute[]; result: ObjectResult }> = /* @__PURE__ */ message(
  "S14F18 H↔E -",
  "Supervised Object Action Acknowledge",
  { attributes: [{ ATTRID, ATTRDATA }], result: OBJECT_RESULT },
);

/** Generic Service Request. */
export const S14F19: Message<
  { DATAID: Id; OPID: Id; OBJSPEC: string; SVCNAME: string; parameters: ServiceParameter[] }
> = /* @__PURE__ */ message("S14F19 H↔E W", "Generic Service Request", {
  DATAID,
  OPID,
  OBJSPEC,
  SVCNAME,
  parameters: [{ SPNAME, SPVAL }],
});

/** Generic Service Acknowledge. */
export const S14F20: Message<
  {
    SVCACK: number;
    LINKID: number | bigint;
    parameters: ServiceParameter[];
    result: { SVCACK: number; errors: ErrorReport[] };
  }
> = /* @__PURE__ */ message("S14F20 H↔E -", "Generic Service Acknowledge", {
  SVCACK,
  LINKID,
  parameters: [{ SPNAME, SPVAL }],
  result: { SVCACK, errors: [{ ERRCODE, ERRTEXT }] },
});

/** Generic Service Completion. */
export const S14F21: Message<ServiceCompletion> = /* @__PURE__ */ message(
  "S14F21 H↔E W",
  "Generic Service Completion",
  {
    DATAID,
    OPID,
    LINKID,
    parameters: [{ SPNAME, SPVAL }],
    result: { SVCACK, errors: [{ ERRCODE, ERRTEXT }] },
  },
);

/** Generic Service Completion Acknowledge. */
export const S14F22: Message<number> = /* @__PURE__ */ message(
  "S14F22 H↔E -",
  "Generic Service Completion Acknowledge",
  DATAACK,
);

/** Multi-block Generic Service Inquire. */
export const S14F23: Message<{ DATAID: Id; DATALENGTH: number | bigint }> = /* @__PURE__ */ message(
  "S14F23 H↔E W",
  "Multi-block Generic Service Inquire",
  { DATAID, DATALENGTH },
);

/** Multi-block Generic Service Grant. */
export const S14F24: Message<number> = /* @__PURE__ */ message(
  "S14F24 H↔E -",
  "Multi-block Generic Service Grant",
  GRANT,
);

/** Service Name Request. */
export const S14F25: Message<{ OBJSPEC: string; types: Name[] }> = /* @__PURE__ */ message(
  "S14F25 H↔E W",
  "Service Name Request",
  { OBJSPEC, types: [OBJTYPE] },
);

/** Service Name Data. */
export const S14F26: Message<{ types: { OBJTYPE: Name; services: string[] }[]; result: ObjectResult }> =
  /* @__PURE__ */ message("S14F26 H↔E -", "Service Name Data", {
    types: [{ OBJTYPE, services: [SVCNAME] }],
    result: OBJECT_RESULT,
  });

/** Service Parameter Name Request. */
export const S14F27: Message<{ OBJSPEC: string; OBJTYPE: Name; services: string[] }> =
  /* @__PURE__ */ message("S14F27 H↔E W", "Service Parameter Name Request", {
    OBJSPEC,
    OBJTYPE,
    services: [SVCNAME],
  });

/** Service Parameter Name Data. */
export const S14F28: Message<
  { services: { SVCNAME: string; parameters: string[] }[]; result: ObjectResult }
> = /* @__PURE__ */ message("S14F28 H↔E -", "Service Parameter Name Data", {
  services: [{ SVCNAME, parameters: [SPNAME] }],
  result: OBJECT_RESULT,
});
