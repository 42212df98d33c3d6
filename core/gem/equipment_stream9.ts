// Stream 9: which error is due for a message, and the header that it reports.
import type { DataMessage, DiscardReason } from "../link.ts";
import type { BuiltMessage } from "../messages/message.ts";
import { S9F1, S9F11, S9F3, S9F5, S9F7, S9F9 } from "../messages/stream9.ts";

/** Why a message is reported by stream 9. */
export type MessageFault =
  | "unrecognized device"
  | "unrecognized stream"
  | "unrecognized function"
  | "data too long"
  | "illegal data";

const REPORTS = {
  "unrecognized device": S9F1,
  "unrecognized stream": S9F3,
  "unrecognized function": S9F5,
  "data too long": S9F11,
  "illegal data": S9F7,
} as const;

/** What of a message is in its header. */
type Headed = Pick<DataMessage, "session" | "stream" | "function" | "replyExpected" | "systemBytes">;

/** The message of stream 9 that reports a received one. */
export function reportOf(fault: MessageFault, message: DataMessage, form: "HSMS" | "SECS-I"): BuiltMessage {
  return REPORTS[fault].build(headerOf(message, message.text.length, form));
}

/** The message of stream 9 for blocks that the link has discarded, by their header; `undefined` when none is due. */
export function reportOfBlock(reason: DiscardReason, header: Uint8Array): BuiltMessage | undefined {
  if (reason === "device id") return S9F1.build(header);
  if (reason === "block number") return S9F7.build(header);
  return reason === "length" ? S9F11.build(header) : undefined;
}

/** S9F9 for a primary of ours that got no reply within T3. */
export function timeoutReport(sent: Headed, length: number, form: "HSMS" | "SECS-I"): BuiltMessage {
  return S9F9.build(headerOf(sent, length, form, 0x80));
}

const BLOCK = 244; // bytes of text in a block of SECS-I

/** The ten bytes of a header: that of HSMS, or of the first block of SECS-I, whose R-bit is set from the equipment. */
function headerOf(message: Headed, length: number, form: "HSMS" | "SECS-I", rBit = 0): Uint8Array {
  const { session, stream, systemBytes } = message, single = length <= BLOCK;
  const header = new Uint8Array(10), view = new DataView(header.buffer);
  view.setUint16(0, session);
  header[2] = stream | (message.replyExpected ? 0x80 : 0);
  header[3] = message.function;
  view.setUint32(6, systemBytes);
  if (form === "SECS-I") {
    header[0] |= rBit;
    view.setUint16(4, single ? 0x8001 : 0x0001);
  }
  return header;
}
