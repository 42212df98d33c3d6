// Stream 9: system errors. Equipment sends them, nobody answers them.
import type { Item } from "../secs2/item.ts";
import { MHEAD, SHEAD } from "./data_items_numbers.ts";
import { MEXP } from "./data_items_texts.ts";
import { EDID } from "./data_items_values.ts";
import { abort, type Message, message } from "./message.ts";

/** Abort Transaction of stream 9. */
export const S9F0: Message<void> = /* @__PURE__ */ abort(9);

/** Unrecognized Device ID: the header of the message at fault. */
export const S9F1: Message<Uint8Array> = /* @__PURE__ */ message(
  "S9F1 E→H - S",
  "Unrecognized Device ID (UDN)",
  MHEAD,
);

/** Unrecognized Stream Type: the header of the message at fault. */
export const S9F3: Message<Uint8Array> = /* @__PURE__ */ message(
  "S9F3 E→H - S",
  "Unrecognized Stream Type (USN)",
  MHEAD,
);

/** Unrecognized Function Type: the header of the message at fault. */
export const S9F5: Message<Uint8Array> = /* @__PURE__ */ message(
  "S9F5 E→H - S",
  "Unrecognized Function Type (UFN)",
  MHEAD,
);

/** Illegal Data: the header of the message at fault. */
export const S9F7: Message<Uint8Array> = /* @__PURE__ */ message("S9F7 E→H - S", "Illegal Data (IDN)", MHEAD);

/** Transaction Timer Timeout: the header of the primary that got no reply. */
export const S9F9: Message<Uint8Array> = /* @__PURE__ */ message(
  "S9F9 E→H - S",
  "Transaction Timer Timeout (TTN)",
  SHEAD,
);

/** Data Too Long: the header of the message at fault. */
export const S9F11: Message<Uint8Array> = /* @__PURE__ */ message(
  "S9F11 E→H - S",
  "Data Too Long (DLN)",
  MHEAD,
);

/** Conversation Timeout: the message expected, and the id it should have had. */
export const S9F13: Message<{ MEXP: string; EDID: Item }> = /* @__PURE__ */ message(
  "S9F13 E→H - S",
  "Conversation Timeout (CTN)",
  { MEXP, EDID },
);
