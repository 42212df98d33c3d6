// Messages as a log of SML that can be read back: times, addresses and headers are all in it.
import { encodeHeader } from "../hsms/header.ts";
import { DecodeError } from "../secs2/decode_error.ts";
import { hex } from "../secs2/hex.ts";
import { print } from "../sml/print.ts";
import { fullTime } from "../framing/clock.ts";
import { addresses } from "./export_json.ts";
import { kindOf } from "./line.ts";
import type { CapturedMessage } from "../framing/model.ts";
import type { MessageRecord, Reading } from "./reading.ts";

/**
 * A message with a line break at its end: a line of time, addresses, header and kind, then the item as SML.
 *
 * ```text
 * 2026-05-04T12:00:01.234567890Z 10.0.0.2:5000 -> 10.0.0.1:50000 [00 00|86 0b|00 00|00 00 00 64] S6F11 W
 * <L [3]
 *   …
 * >.
 * ```
 */
export function toSmlLog({ message }: MessageRecord, reading: Reading = {}): string {
  const { from, to } = addresses(message);
  const { header } = message;
  const time = Number.isNaN(message.time) ? "" : `${fullTime(message.time, reading)} `;
  const fields = header === undefined ? "" : ` [${groups(encodeHeader(header))}]`;
  const expected = header !== undefined && header.sType === 0 && header.byte2 > 0x7f ? " W" : "";
  return `${time}${from} -> ${to}${fields} ${kindOf(message)}${expected}${body(message)}\n`;
}

/** Session, bytes 2 and 3, the types, and the system bytes. */
function groups(header: Uint8Array): string {
  return [[0, 2], [2, 4], [4, 6], [6, 10]].map(([from, to]) => hex(header.subarray(from, to), " ")).join("|");
}

/** A header-only message has a period; what is no item is given in hexadecimal, as a comment. */
function body({ header, text, bytes }: CapturedMessage): string {
  if (header === undefined) return ` // ${hex(bytes, " ")}`;
  if (header.sType !== 0) return "";
  if (text.length === 0) return " .";
  try {
    return `\n${print(text)}.`;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return ` .\n// ${error.message}: ${hex(text, " ")}`;
  }
}
