// Stream 9: which error is due for a message, and the header that it reports.
import { type DataMessage, type DiscardReason, headerOf, type LinkNews } from "../link.ts";
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

/** The message of stream 9 that reports a received one. */
export function reportOf(fault: MessageFault, message: DataMessage): BuiltMessage {
  return REPORTS[fault].build(headerOf(message));
}

/** The message of stream 9 for blocks that the link has discarded, by their header; `undefined` when none is due. */
export function reportOfBlock(reason: DiscardReason, header: Uint8Array): BuiltMessage | undefined {
  if (reason === "device id") return S9F1.build(header);
  if (reason === "block number") return S9F7.build(header);
  return reason === "length" ? S9F11.build(header) : undefined;
}

/** S9F9 for a primary of ours, sent in this session, that got no reply within T3. */
export function timeoutReport(
  { primary, systemBytes, sent }: Extract<LinkNews, { type: "noReply" }>,
  session: number,
): BuiltMessage {
  const { stream, function: fn, text = new Uint8Array(0) } = primary;
  const named = { session: primary.session ?? session, stream, function: fn, replyExpected: true };
  return S9F9.build(sent ?? headerOf({ ...named, systemBytes, text }));
}
