// Stream 10: terminal services.
import { ACKC10, TID } from "./codes_reports_programs.ts";
import type { Name } from "./data_item.ts";
import { TEXT } from "./data_items_names.ts";
import { abort, type Message, message } from "./message.ts";

/** Abort Transaction of stream 10. */
export const S10F0: Message<void> = /* @__PURE__ */ abort(10);

/** Terminal Request. */
export const S10F1: Message<{ TID: number; TEXT: Name }> = /* @__PURE__ */ message(
  "S10F1 E→H [W] S",
  "Terminal Request (TRN)",
  { TID, TEXT },
);

/** Terminal Request Acknowledge. */
export const S10F2: Message<number> = /* @__PURE__ */ message(
  "S10F2 H→E - S",
  "Terminal Request Acknowledge (TRA)",
  ACKC10,
);

/** Terminal Display, Single. */
export const S10F3: Message<{ TID: number; TEXT: Name }> = /* @__PURE__ */ message(
  "S10F3 H→E [W] S",
  "Terminal Display, Single (VTN)",
  { TID, TEXT },
);

/** Terminal Display, Single Acknowledge. */
export const S10F4: Message<number> = /* @__PURE__ */ message(
  "S10F4 E→H - S",
  "Terminal Display, Single Acknowledge (VTA)",
  ACKC10,
);

/** Terminal Display, Multi-block. */
export const S10F5: Message<{ TID: number; lines: Name[] }> = /* @__PURE__ */ message(
  "S10F5 H→E [W] M",
  "Terminal Display, Multi-block (VTN)",
  { TID, lines: [TEXT] },
);

/** Terminal Display, Multi-block Acknowledge. */
export const S10F6: Message<number> = /* @__PURE__ */ message(
  "S10F6 E→H - S",
  "Terminal Display, Multi-block Acknowledge (VMA)",
  ACKC10,
);

/** Multi-block Not Allowed. */
export const S10F7: Message<number> = /* @__PURE__ */ message(
  "S10F7 E→H - S",
  "Multi-block Not Allowed (MNN)",
  TID,
);

/** Broadcast. */
export const S10F9: Message<Name> = /* @__PURE__ */ message("S10F9 H→E [W] S", "Broadcast (BCN)", TEXT);

/** Broadcast Acknowledge. */
export const S10F10: Message<number> = /* @__PURE__ */ message(
  "S10F10 E→H - S",
  "Broadcast Acknowledge (BCA)",
  ACKC10,
);
