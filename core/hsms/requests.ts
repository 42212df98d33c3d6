// What an application may ask of an entity: each request is checked first, and throws before anything has changed.
import { type DataMessage, NotSelectedError, type Primary } from "../link.ts";
import type { Association } from "./association.ts";
import { controlHeader, dataHeader, encodeHeader, type Header, rejectHeader, STYPE } from "./header.ts";
import { checkSession } from "./options.ts";

/** Sends a primary and returns its system bytes. */
export function send(a: Association, primary: Primary): number {
  const { session = a.settings.session, stream, function: fn, replyExpected = false, text } = primary;
  const what = `send S${stream}F${fn}`;
  requireSelected(a, what, session);
  checkPrimary(a, what, primary, session);
  const systemBytes = primary.systemBytes ?? a.nextSystemBytes();
  a.write(dataHeader({ session, stream, function: fn, replyExpected, systemBytes }), text);
  if (replyExpected) a.transactions.open(primary, session, systemBytes, a.timersFrom);
  return systemBytes;
}

/** Answers a received primary. */
export function reply(a: Association, primary: DataMessage, text: Uint8Array | undefined, fn: number): void {
  const { session, stream, systemBytes } = primary;
  const what = `reply S${stream}F${fn}`;
  requireSelected(a, what, session);
  if (!primary.replyExpected) refuse(what, `S${stream}F${primary.function} expects no reply`);
  if ((primary.function & 1) === 0) {
    throw new RangeError(`Cannot ${what}: F${primary.function} is no primary`);
  }
  if (fn !== 0 && fn !== primary.function + 1) {
    throw new RangeError(
      `Cannot ${what}: the reply to S${stream}F${primary.function} is F${primary.function + 1} or F0`,
    );
  }
  checkRange(what, "function", fn, 0xff);
  checkRange(what, "session", session, 0xffff);
  checkRange(what, "system bytes", systemBytes, 0xffffffff);
  checkText(a, what, text);
  a.write(dataHeader({ session, stream, function: fn, replyExpected: false, systemBytes }), text);
}

/** Sends Select.req and returns its system bytes. E37. */
export function select(a: Association, session: number): number {
  const { profile, mode, sessions } = a.settings;
  requireConnected(a, "select");
  if (profile.single && mode === "passive") refuse("select", "in HSMS-SS only the active entity selects");
  const known = profile.perSession ? sessions.includes(session) : session === a.settings.session;
  if (!known) refuse("select", `session ${session} is unknown here`);
  if (a.selected.has(session)) refuse("select", "already selected");
  if (a.control.find("Select.req", session)) refuse("select", "a Select.req is open");
  return a.request("Select.req", session);
}

/** Sends Deselect.req and returns its system bytes. E37. */
export function deselect(a: Association, session: number): number {
  requireConnected(a, "deselect");
  if (a.settings.profile.single) refuse("deselect", "not available in HSMS-SS, use separate");
  if (!a.selected.has(session)) refuse("deselect", "not selected");
  if (a.control.find("Deselect.req", session)) refuse("deselect", "a Deselect.req is open");
  return a.request("Deselect.req", session);
}

/** Sends Separate.req: the session has ended, in HSMS-SS with its connection. E37. */
export function separate(a: Association, session: number): void {
  requireConnected(a, "separate");
  if (!a.selected.has(session)) refuse("separate", "not selected");
  a.write(
    controlHeader(
      STYPE.SEPARATE_REQ,
      a.nextSystemBytes(),
      a.settings.profile.perSession ? session : undefined,
    ),
  );
  a.leave(session, "Separate.req sent");
  if (a.settings.profile.single) a.close("Separate.req sent");
}

/** Sends Linktest.req, unless one is open, and returns its system bytes. E37. */
export function linktest(a: Association): number {
  requireConnected(a, "send Linktest.req");
  if (a.settings.profile.single && a.selected.size === 0) refuse("send Linktest.req", "not selected");
  const open = a.control.find("Linktest.req");
  if (open !== undefined) return open.systemBytes;
  a.lastLinktest = a.now;
  return a.request("Linktest.req", a.settings.session);
}

/** Sends Reject.req for a received message. E37. */
export function reject(a: Association, rejected: Header, reason: number): void {
  requireConnected(a, "reject");
  if (rejected.sType === STYPE.REJECT_REQ) refuse("reject", "a Reject.req is never answered");
  if (reason === 0) throw new RangeError("Cannot reject: reason 0 is never sent");
  checkRange("reject", "reason", reason, 0xff);
  const header = rejectHeader(rejected, reason);
  encodeHeader(header);
  a.write(header);
}

// ── Checks ─────────────────────────────────────────────────────────────────────────────────────────────────────

function refuse(what: string, why: string): never {
  throw new Error(`Cannot ${what}: ${why}`);
}

function requireConnected(a: Association, what: string): void {
  if (!a.connected) refuse(what, "not connected");
}

function requireSelected(a: Association, what: string, session: number): void {
  if (a.isSelected(session)) return;
  const state = a.connected ? `session ${session} is not selected` : "not connected";
  throw new NotSelectedError(`Cannot ${what}: ${state}`);
}

function checkPrimary(a: Association, what: string, primary: Primary, session: number): void {
  const { systemBytes, T3 } = primary, { openTransactions } = a.settings.limits;
  checkRange(what, "stream", primary.stream, 0x7f);
  checkRange(what, "function", primary.function, 0xff);
  if ((primary.function & 1) === 0) throw new RangeError(`Cannot ${what}: a primary has an odd function`);
  if (T3 !== undefined && !(T3 > 0)) {
    throw new RangeError(`Cannot ${what}: T3 ${T3} is not a time in seconds above 0`);
  }
  if (primary.replyExpected && a.transactions.size >= openTransactions) {
    throw new RangeError(`Cannot ${what}: ${openTransactions} transactions are open`);
  }
  if (systemBytes !== undefined) checkRange(what, "system bytes", systemBytes, 0xffffffff);
  if (systemBytes !== undefined && a.isOpen(systemBytes)) {
    throw new RangeError(`Cannot ${what}: system bytes ${systemBytes} are those of an open transaction`);
  }
  checkSession(a.settings.profile, session);
  checkText(a, what, primary.text);
}

function checkRange(what: string, name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new RangeError(`Cannot ${what}: ${name} ${value} is not in 0 to ${most}`);
}

function checkText(a: Association, what: string, text: Uint8Array | undefined): void {
  if (text !== undefined && !(text instanceof Uint8Array)) {
    throw new TypeError(`Cannot ${what}: the text is no Uint8Array, which encode makes of an item`);
  }
  const { messageLength, queuedBytes } = a.settings.limits;
  const length = 10 + (text?.length ?? 0), waiting = a.outgoing.size;
  if (length > messageLength) {
    throw new RangeError(`Cannot ${what}: length ${length} exceeds the limit ${messageLength}`);
  }
  if (waiting > 0 && waiting + 4 + length > queuedBytes) {
    throw new RangeError(`Cannot ${what}: ${waiting} bytes wait for the socket, the limit is ${queuedBytes}`);
  }
}
