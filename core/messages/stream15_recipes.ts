// Stream 15, functions 1 to 26: recipe management. Public lists do not describe the bodies.
import type { Item } from "../secs2/item.ts";
import { abort, type Message, message } from "./message.ts";
import { UNSPECIFIED } from "./schema.ts";

/** Abort Transaction of stream 15. */
export const S15F0: Message<void> = /* @__PURE__ */ abort(15);

/** Recipe Management Multi-block Inquire. */
export const S15F1: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F1 H↔E W",
  "Recipe Management Multi-block Inquire",
  UNSPECIFIED,
);

/** Recipe Management Multi-block Grant. */
export const S15F2: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F2 H↔E -",
  "Recipe Management Multi-block Grant",
  UNSPECIFIED,
);

/** Recipe Namespace Action Request. */
export const S15F3: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F3 H↔E W",
  "Recipe Namespace Action Request",
  UNSPECIFIED,
);

/** Recipe Namespace Action Acknowledge. */
export const S15F4: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F4 H↔E -",
  "Recipe Namespace Action Acknowledge",
  UNSPECIFIED,
);

/** Recipe Namespace Rename Request. */
export const S15F5: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F5 H↔E W",
  "Recipe Namespace Rename Request",
  UNSPECIFIED,
);

/** Recipe Namespace Rename Acknowledge. */
export const S15F6: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F6 H↔E -",
  "Recipe Namespace Rename Acknowledge",
  UNSPECIFIED,
);

/** Recipe Space Request. */
export const S15F7: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F7 H↔E W",
  "Recipe Space Request",
  UNSPECIFIED,
);

/** Recipe Space Acknowledge. */
export const S15F8: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F8 H↔E -",
  "Recipe Space Acknowledge",
  UNSPECIFIED,
);

/** Recipe Status Request. */
export const S15F9: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F9 H↔E W",
  "Recipe Status Request",
  UNSPECIFIED,
);

/** Recipe Status Acknowledge. */
export const S15F10: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F10 H↔E -",
  "Recipe Status Acknowledge",
  UNSPECIFIED,
);

/** Recipe Version Request. */
export const S15F11: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F11 H↔E W",
  "Recipe Version Request",
  UNSPECIFIED,
);

/** Recipe Version Acknowledge. */
export const S15F12: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F12 H↔E -",
  "Recipe Version Acknowledge",
  UNSPECIFIED,
);

/** Recipe Create Request. */
export const S15F13: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F13 H↔E W",
  "Recipe Create Request",
  UNSPECIFIED,
);

/** Recipe Create Acknowledge. */
export const S15F14: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F14 H↔E -",
  "Recipe Create Acknowledge",
  UNSPECIFIED,
);

/** Recipe Store Request. */
export const S15F15: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F15 H↔E W",
  "Recipe Store Request",
  UNSPECIFIED,
);

/** Recipe Store Acknowledge. */
export const S15F16: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F16 H↔E -",
  "Recipe Store Acknowledge",
  UNSPECIFIED,
);

/** Recipe Retrieve Request. */
export const S15F17: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F17 H↔E W",
  "Recipe Retrieve Request",
  UNSPECIFIED,
);

/** Recipe Retrieve Acknowledge. */
export const S15F18: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F18 H↔E -",
  "Recipe Retrieve Acknowledge",
  UNSPECIFIED,
);

/** Recipe Rename Request. */
export const S15F19: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F19 H↔E W",
  "Recipe Rename Request",
  UNSPECIFIED,
);

/** Recipe Rename Acknowledge. */
export const S15F20: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F20 H↔E -",
  "Recipe Rename Acknowledge",
  UNSPECIFIED,
);

/** Recipe Action Request. */
export const S15F21: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F21 H↔E W",
  "Recipe Action Request",
  UNSPECIFIED,
);

/** Recipe Action Acknowledge. */
export const S15F22: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F22 H↔E -",
  "Recipe Action Acknowledge",
  UNSPECIFIED,
);

/** Recipe Descriptor Request. */
export const S15F23: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F23 H↔E W",
  "Recipe Descriptor Request",
  UNSPECIFIED,
);

/** Recipe Descriptor Acknowledge. */
export const S15F24: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F24 H↔E -",
  "Recipe Descriptor Acknowledge",
  UNSPECIFIED,
);

/** Recipe Parameter Update Request. */
export const S15F25: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F25 H↔E W",
  "Recipe Parameter Update Request",
  UNSPECIFIED,
);

/** Recipe Parameter Update Acknowledge. */
export const S15F26: Message<Item | undefined> = /* @__PURE__ */ message(
  "S15F26 H↔E -",
  "Recipe Parameter Update Acknowledge",
  UNSPECIFIED,
);
