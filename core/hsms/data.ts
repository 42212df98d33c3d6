// What an entity does on each data message it receives: hand up a primary, match a secondary. E37.
import type { DataMessage, UnmatchedReason } from "../link.ts";
import { headerOf, reportedHeader } from "../link.ts";
import type { Association } from "./association.ts";
import { NO_BYTES } from "./bytes.ts";
import { dataHeader, HEADER_LENGTH, readSystemBytes } from "./header.ts";
import { REJECT_REASON } from "./names.ts";
import type { Transaction } from "./transaction_table.ts";

const { TRANSACTION_NOT_OPEN, ENTITY_NOT_SELECTED } = REJECT_REASON;

/** Handles the data message whose header begins at `start` and whose text ends at `end`. */
export function receiveData(a: Association, bytes: Uint8Array, start: number, end: number): void {
  const message = readDataMessage(bytes, start, end);
  if (!a.isSelected(message.session)) return refuseData(a, message);
  if ((message.function & 1) === 1) return receivePrimary(a, message);
  if (message.replyExpected) a.fault("W-bit on secondary", dataHeader(message));
  receiveSecondary(a, message);
}

function readDataMessage(bytes: Uint8Array, start: number, end: number): DataMessage {
  const byte2 = bytes[start + 2], text = start + HEADER_LENGTH;
  return {
    session: (bytes[start] << 8) | bytes[start + 1],
    stream: byte2 & 0x7f,
    function: bytes[start + 3],
    replyExpected: byte2 > 0x7f,
    systemBytes: readSystemBytes(bytes, start),
    // Not `subarray`: that of a Node Buffer is a Buffer.
    text: text === end ? NO_BYTES : new Uint8Array(bytes.buffer, bytes.byteOffset + text, end - text),
  };
}

/** E37 answers data before Select with Reject 4; E37.1 takes it for a communication failure. */
function refuseData(a: Association, message: DataMessage): void {
  const header = dataHeader(message);
  a.fault("entity not selected", header);
  if (a.settings.strict && a.selected.size === 0) a.close("protocol violation");
  else a.refuse(header, ENTITY_NOT_SELECTED);
}

/** A message of stream 9 ends the transaction it reports, and is a primary all the same. E5. */
function receivePrimary(a: Association, message: DataMessage): void {
  const reported = message.stream === 9 ? reportedHeader(message) : undefined;
  if (reported !== undefined) endReported(a, reported, message);
  a.tell({ type: "message", message });
}

function endReported(a: Association, reported: Uint8Array, message: DataMessage): void {
  const transaction = a.transactions.get(readSystemBytes(reported, 0));
  if (transaction === undefined) return;
  const { stream, function: fn } = transaction.primary;
  if ((reported[2] & 0x7f) === stream && reported[3] === fn) {
    a.fail(transaction, "stream 9", headerOf(message));
  }
}

function receiveSecondary(a: Association, message: DataMessage): void {
  const match = a.transactions.match(message);
  if (match.type !== "open") return refuseSecondary(a, message, match.type);
  const { transaction } = match;
  if (match.sessionDiffers && !acceptsSession(a, message)) return refuseSecondary(a, message, "session");
  if (!match.fits) {
    a.fail(transaction, "mismatch", headerOf(message));
    return a.tell({ type: "unmatched", message, reason: "stream/function" });
  }
  if (message.function === 0) return a.fail(transaction, "aborted", headerOf(message));
  complete(a, transaction, message);
}

function complete(a: Association, transaction: Transaction, message: DataMessage): void {
  a.complete(transaction);
  a.tell({ type: "reply", primary: transaction.primary, message });
}

/** The session id of a reply must be right in HSMS-GS; in HSMS-SS a wrong one is told and forgiven. */
function acceptsSession(a: Association, message: DataMessage): boolean {
  a.fault("session of reply differs", dataHeader(message));
  return !a.settings.profile.perSession && !a.settings.strict;
}

function refuseSecondary(a: Association, message: DataMessage, reason: UnmatchedReason): void {
  a.tell({ type: "unmatched", message, reason });
  const open = reason === "session";
  if (a.settings.rejectUnsolicitedReplies && !open) a.refuse(dataHeader(message), TRANSACTION_NOT_OPEN);
}
