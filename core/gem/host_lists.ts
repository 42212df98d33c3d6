// The messages that carry a list of ids, in the form that the tool wants.
import { type DataItem, type Id, type IdInput, INTEGERS } from "../messages/data_item.ts";
import { ALID } from "../messages/data_items_names.ts";
import { type BuiltMessage, type Message, message } from "../messages/message.ts";
import { vector } from "../messages/schema.ts";
import { S1F11, S1F3 } from "../messages/stream1.ts";
import { S2F13, S2F29 } from "../messages/stream2_programs_constants.ts";
import { S5F5 } from "../messages/stream5.ts";
import { type IdItem, idsOf, type ToolFacts } from "./tool.ts";

type Ids = Message<Id[]>;

interface Forms {
  readonly item: IdItem;
  readonly list: Ids;
  readonly packed: Ids;
}

/** Only integers can be packed; none of them are a zero-length U4. */
const PACKED_SVID: DataItem<"id"> = {
  item: "SVID",
  kind: "id",
  doc: "Status variable id",
  formats: INTEGERS,
};
const PACKED_ECID: DataItem<"id"> = {
  item: "ECID",
  kind: "id",
  doc: "Equipment constant id",
  formats: INTEGERS,
};

/** D15: a list of ids, or one item with all of them. D16 is the other way round. */
const FORMS: Readonly<Record<"S1F3" | "S1F11" | "S2F13" | "S2F29" | "S5F5", Forms>> = {
  S1F3: {
    item: "SVID",
    list: S1F3,
    packed: /* @__PURE__ */ message(
      "S1F3 H→E W S",
      "Selected Equipment Status Request (SSR)",
      /* @__PURE__ */ vector(PACKED_SVID),
    ),
  },
  S1F11: {
    item: "SVID",
    list: S1F11,
    packed: /* @__PURE__ */ message(
      "S1F11 H→E W S",
      "Status Variable Namelist Request (SVNR)",
      /* @__PURE__ */ vector(PACKED_SVID),
    ),
  },
  S2F13: {
    item: "ECID",
    list: S2F13,
    packed: /* @__PURE__ */ message(
      "S2F13 H→E W S",
      "Equipment Constant Request (ECR)",
      /* @__PURE__ */ vector(PACKED_ECID),
    ),
  },
  S2F29: {
    item: "ECID",
    list: S2F29,
    packed: /* @__PURE__ */ message(
      "S2F29 H→E W S",
      "Equipment Constant Namelist Request (ECNR)",
      /* @__PURE__ */ vector(PACKED_ECID),
    ),
  },
  S5F5: {
    item: "ALID",
    list: /* @__PURE__ */ message("S5F5 H→E W S", "List Alarms Request (LAR)", [ALID]),
    packed: S5F5,
  },
};

/** The request for these ids, none for all, in the form that the tool wants. */
export function requestFor(name: keyof typeof FORMS, ids: readonly IdInput[], tool: ToolFacts): BuiltMessage {
  const { item, list, packed } = FORMS[name];
  const { deviations = {} } = tool;
  const isPacked = name === "S5F5" ? deviations.alarmIds !== "list" : deviations.ids === "packed";
  return (isPacked ? packed : list).build(idsOf(tool, item, ids));
}
