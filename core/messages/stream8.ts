// Stream 8: control programs.
import { BPD, EPD } from "./data_items_material.ts";
import { abort, type Message, message } from "./message.ts";

/** Abort Transaction of stream 8. */
export const S8F0: Message<void> = /* @__PURE__ */ abort(8);

/** Boot Program Request. */
export const S8F1: Message<void> = /* @__PURE__ */ message("S8F1 H↔E W", "Boot Program Request");

/** Boot Program Data. */
export const S8F2: Message<Uint8Array> = /* @__PURE__ */ message("S8F2 H↔E -", "Boot Program Data", BPD);

/** Executive Program Request. */
export const S8F3: Message<void> = /* @__PURE__ */ message("S8F3 H↔E W", "Executive Program Request");

/** Executive Program Data. */
export const S8F4: Message<Uint8Array> = /* @__PURE__ */ message("S8F4 H↔E -", "Executive Program Data", EPD);
