// A message as text to take along.
import { capture, decode, hex, SML } from "../../mod.ts";
import type { TextForm } from "../protocol.ts";

/** The message in this form; what is no SECS-II message is hexadecimal in all of them. */
export function textOf(message: capture.CapturedMessage, form: TextForm): string {
  const { header, bytes, text } = message;
  if (form === "hex" || header === undefined || header.sType !== 0) return hex(bytes, " ");
  const head = { stream: header.byte2 & 0x7f, function: header.byte3, replyExpected: header.byte2 > 0x7f };
  switch (form) {
    case "sml":
      return SML.print({ ...head, text });
    case "json": {
      const item = text.length === 0 ? undefined : SML.toJSON(decode(text));
      const { session, systemBytes } = header;
      return JSON.stringify({ ...head, session, systemBytes, item }, null, 2);
    }
    case "typescript":
      return capture.toTypeScript(message);
  }
}
