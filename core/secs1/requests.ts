// What an application may ask of an entity is checked first: it throws before anything has changed.
import { type DataMessage, NotSelectedError, type Primary } from "../link.ts";
import { BLOCK_HEADER_LENGTH } from "./block.ts";
import type { State } from "./news.ts";
import type { Limits } from "./options.ts";

/** What the checks look at. */
export interface Asked {
  readonly state: State;
  readonly openTransactions: number;
  readonly queuedBytes: number;
  readonly settings: { readonly limits: Readonly<Limits> };
  isOpen(systemBytes: number): boolean;
}

/** Throws unless the primary can be sent. */
export function checkPrimary(asked: Asked, primary: Primary, session: number): void {
  const { stream, function: fn, systemBytes, T3 } = primary, { openTransactions } = asked.settings.limits;
  const what = `send S${stream}F${fn}`;
  requireConnected(asked, what);
  checkRange(what, "stream", stream, 0x7f);
  checkRange(what, "function", fn, 0xff);
  if ((fn & 1) === 0) throw new RangeError(`Cannot ${what}: a primary has an odd function`);
  if (T3 !== undefined && !(T3 > 0)) {
    throw new RangeError(`Cannot ${what}: T3 ${T3} is not a time in seconds above 0`);
  }
  if (primary.replyExpected && asked.openTransactions >= openTransactions) {
    throw new RangeError(`Cannot ${what}: ${openTransactions} transactions are open`);
  }
  if (systemBytes !== undefined) checkSystemBytes(asked, what, systemBytes);
  checkRange(what, "session", session, 0x7fff);
  checkText(asked, what, primary.text);
}

function checkSystemBytes(asked: Asked, what: string, systemBytes: number): void {
  checkRange(what, "system bytes", systemBytes, 0xffffffff);
  if (!asked.isOpen(systemBytes)) return;
  throw new RangeError(`Cannot ${what}: system bytes ${systemBytes} are those of an open transaction`);
}

/** Throws unless the primary can be answered by this function. */
export function checkReply(
  asked: Asked,
  primary: DataMessage,
  text: Uint8Array | undefined,
  fn: number,
): void {
  const { stream, function: asking } = primary, name = `S${stream}F${asking}`;
  const what = `reply S${stream}F${fn}`;
  requireConnected(asked, what);
  if (!primary.replyExpected) throw new Error(`Cannot ${what}: ${name} expects no reply`);
  if ((asking & 1) === 0) throw new RangeError(`Cannot ${what}: F${asking} is no primary`);
  if (fn !== 0 && fn !== asking + 1) {
    throw new RangeError(`Cannot ${what}: the reply to ${name} is F${asking + 1} or F0`);
  }
  checkRange(what, "function", fn, 0xff);
  checkRange(what, "session", primary.session, 0x7fff);
  checkRange(what, "system bytes", primary.systemBytes, 0xffffffff);
  checkText(asked, what, text);
}

function requireConnected(asked: Asked, what: string): void {
  if (asked.state === "NOT CONNECTED") throw new NotSelectedError(`Cannot ${what}: not connected`);
}

function checkRange(what: string, name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new RangeError(`Cannot ${what}: ${name} ${value} is not in 0 to ${most}`);
}

function checkText(asked: Asked, what: string, text: Uint8Array | undefined): void {
  if (text !== undefined && !(text instanceof Uint8Array)) {
    throw new TypeError(`Cannot ${what}: the text is no Uint8Array, which encode makes of an item`);
  }
  const { messageLength, queuedBytes } = asked.settings.limits;
  const length = BLOCK_HEADER_LENGTH + (text?.length ?? 0), waiting = asked.queuedBytes;
  if (length > messageLength) {
    throw new RangeError(`Cannot ${what}: length ${length} exceeds the limit ${messageLength}`);
  }
  if (waiting > 0 && waiting + length > queuedBytes) {
    throw new RangeError(`Cannot ${what}: ${waiting} bytes wait to be sent, the limit is ${queuedBytes}`);
  }
}
