// Stream 4: material control. Sender and receiver may be either party; F37 and F41 are primaries.
import type { Item } from "../secs2/item.ts";
import { PTN, RRACK, RSACK } from "./codes_material_maps.ts";
import { GRANT } from "./codes_status_control.ts";
import type { Id, Name } from "./data_item.ts";
import { DATAID, MID } from "./data_items_names.ts";
import { DATALENGTH } from "./data_items_numbers.ts";
import { abort, type Message, message } from "./message.ts";
import { UNSPECIFIED } from "./schema.ts";

/** Abort Transaction of stream 4. */
export const S4F0: Message<void> = /* @__PURE__ */ abort(4);

/** Ready to Send Materials. */
export const S4F1: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S4F1 H↔E W",
  "Ready to Send Materials",
  { PTN, MID },
);

/** Ready to Send Acknowledge. */
export const S4F2: Message<number> = /* @__PURE__ */ message(
  "S4F2 H↔E -",
  "Ready to Send Acknowledge",
  RSACK,
);

/** Send Material. */
export const S4F3: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S4F3 H↔E -",
  "Send Material",
  { PTN, MID },
);

/** Handshake Complete. */
export const S4F5: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S4F5 H↔E -",
  "Handshake Complete",
  { PTN, MID },
);

/** Not Ready to Send. */
export const S4F7: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S4F7 H↔E -",
  "Not Ready to Send",
  { PTN, MID },
);

/** Stuck in Sender. */
export const S4F9: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S4F9 H↔E -",
  "Stuck in Sender",
  { PTN, MID },
);

/** Stuck in Receiver. */
export const S4F11: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S4F11 H↔E -",
  "Stuck in Receiver",
  { PTN, MID },
);

/** Send Incomplete Timeout. */
export const S4F13: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S4F13 H↔E -",
  "Send Incomplete Timeout",
  { PTN, MID },
);

/** Material Received. */
export const S4F15: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S4F15 H↔E -",
  "Material Received",
  { PTN, MID },
);

/** Request to Receive. */
export const S4F17: Message<{ PTN: number; MID: Name }> = /* @__PURE__ */ message(
  "S4F17 H↔E W",
  "Request to Receive",
  { PTN, MID },
);

/** Request to Receive Acknowledge. */
export const S4F18: Message<number> = /* @__PURE__ */ message(
  "S4F18 H↔E -",
  "Request to Receive Acknowledge",
  RRACK,
);

/** Transfer Job Create. */
export const S4F19: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F19 H↔E W",
  "Transfer Job Create",
  UNSPECIFIED,
);

/** Transfer Job Create Acknowledge. */
export const S4F20: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F20 H↔E -",
  "Transfer Job Create Acknowledge",
  UNSPECIFIED,
);

/** Transfer Job Command. */
export const S4F21: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F21 H↔E W",
  "Transfer Job Command",
  UNSPECIFIED,
);

/** Transfer Job Command Acknowledge. */
export const S4F22: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F22 H↔E -",
  "Transfer Job Command Acknowledge",
  UNSPECIFIED,
);

/** Transfer Job Alert. */
export const S4F23: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F23 H↔E W",
  "Transfer Job Alert",
  UNSPECIFIED,
);

/** Transfer Job Alert Acknowledge. */
export const S4F24: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F24 H↔E -",
  "Transfer Job Alert Acknowledge",
  UNSPECIFIED,
);

/** Multi-block Inquire. */
export const S4F25: Message<{ DATAID: Id; DATALENGTH: number | bigint }> = /* @__PURE__ */ message(
  "S4F25 H↔E W",
  "Multi-block Inquire",
  { DATAID, DATALENGTH },
);

/** Multi-block Grant. */
export const S4F26: Message<number> = /* @__PURE__ */ message("S4F26 H↔E -", "Multi-block Grant", GRANT);

/** Handoff Ready. */
export const S4F27: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F27 H↔E -",
  "Handoff Ready",
  UNSPECIFIED,
);

/** Handoff Command. */
export const S4F29: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F29 H↔E -",
  "Handoff Command",
  UNSPECIFIED,
);

/** Handoff Command Complete. */
export const S4F31: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F31 H↔E -",
  "Handoff Command Complete",
  UNSPECIFIED,
);

/** Handoff Verified. */
export const S4F33: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F33 H↔E -",
  "Handoff Verified",
  UNSPECIFIED,
);

/** Handoff Cancel Ready. */
export const S4F35: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F35 H↔E -",
  "Handoff Cancel Ready",
  UNSPECIFIED,
);

/** Handoff Cancel Ready Acknowledge. */
export const S4F37: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F37 H↔E -",
  "Handoff Cancel Ready Acknowledge",
  UNSPECIFIED,
);

/** Handoff Halt. */
export const S4F39: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F39 H↔E -",
  "Handoff Halt",
  UNSPECIFIED,
);

/** Handoff Halt Acknowledge. */
export const S4F41: Message<Item | undefined> = /* @__PURE__ */ message(
  "S4F41 H↔E -",
  "Handoff Halt Acknowledge",
  UNSPECIFIED,
);
