// What an entity does on each message it receives: one handler for each SType, in the order of the checks of E37.
import type { Association } from "./association.ts";
import { receiveData } from "./data.ts";
import { REQUEST_STYPE } from "./control.ts";
import { encodeHeader, type Header, HEADER_LENGTH, readHeader, STYPE } from "./header.ts";
import { DESELECT_STATUS, REJECT_REASON, SELECT_STATUS } from "./names.ts";

const { STYPE_NOT_SUPPORTED, PTYPE_NOT_SUPPORTED, TRANSACTION_NOT_OPEN } = REJECT_REASON;

/** Handles the message whose header begins at `start` and whose text ends at `end`. */
export function receive(a: Association, bytes: Uint8Array, start: number, end: number): void {
  if (a.settings.trace) trace(a, bytes, start, end);
  if (bytes[start + 4] === 0 && bytes[start + 5] === STYPE.DATA) receiveData(a, bytes, start, end);
  else receiveControl(a, readHeader(bytes, start), end - start - HEADER_LENGTH);
}

function trace(a: Association, bytes: Uint8Array, start: number, end: number): void {
  const text = start + HEADER_LENGTH;
  a.tell({ type: "received", header: bytes.subarray(start, text), text: bytes.subarray(text, end) });
}

function receiveControl(a: Association, header: Header, textLength: number): void {
  if (header.pType !== 0) return refusePType(a, header);
  if (isOutOfForm(a, header, textLength)) return;
  if (isTooEarly(a, header)) return a.close("protocol violation");
  switch (header.sType) {
    case STYPE.SELECT_REQ:
      return receiveSelectReq(a, header);
    case STYPE.SELECT_RSP:
      return receiveSelectRsp(a, header);
    case STYPE.DESELECT_REQ:
      return receiveDeselectReq(a, header);
    case STYPE.DESELECT_RSP:
      return receiveDeselectRsp(a, header);
    case STYPE.LINKTEST_REQ:
      return a.respond(header, STYPE.LINKTEST_RSP);
    case STYPE.LINKTEST_RSP:
      return receiveLinktestRsp(a, header);
    case STYPE.REJECT_REQ:
      return receiveReject(a, header);
    case STYPE.SEPARATE_REQ:
      return receiveSeparate(a, header);
    default:
      a.fault("SType not supported", header);
      return a.refuse(header, STYPE_NOT_SUPPORTED);
  }
}

// ── Checks ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A Reject.req is never answered, not even for its PType. */
function refusePType(a: Association, header: Header): void {
  a.fault("PType not supported", header);
  if (awaitsSelect(a)) a.close("protocol violation");
  else if (header.sType !== STYPE.REJECT_REQ) a.refuse(header, PTYPE_NOT_SUPPORTED);
}

/** Whether a message without its due form ends the connection, which it does in strict mode. E37.1. */
function isOutOfForm(a: Association, header: Header, textLength: number): boolean {
  if (!KNOWN.has(header.sType)) return false;
  const withText = textLength > 0, reserved = hasReservedBytes(header);
  if (withText) a.fault("control message with text", header);
  if (reserved) a.fault("reserved byte not zero", header);
  if (!a.settings.strict || !(withText || reserved)) return false;
  a.close("protocol violation");
  return true;
}

const KNOWN: ReadonlySet<number> = /* @__PURE__ */ new Set([1, 2, 3, 4, 5, 6, 7, 9]);

function hasReservedBytes({ sType, byte2, byte3 }: Header): boolean {
  if (sType === STYPE.REJECT_REQ) return false;
  const hasStatus = sType === STYPE.SELECT_RSP || sType === STYPE.DESELECT_RSP;
  return byte2 !== 0 || (byte3 !== 0 && !hasStatus);
}

/** Strict HSMS-SS allows nothing but the Select procedure before SELECTED. E37.1. */
function isTooEarly(a: Association, header: Header): boolean {
  if (!isStrictlyUnselected(a)) return false;
  const { sType } = header;
  if (sType === STYPE.LINKTEST_REQ) a.fault("unexpected Linktest.req", header);
  else if (sType === STYPE.SEPARATE_REQ) a.fault("unexpected Separate.req", header);
  else if (awaitsSelect(a) && sType !== STYPE.SELECT_REQ) a.fault("message before Select.req", header);
  else return false;
  return true;
}

/** The passive side of strict HSMS-SS, to which nothing but Select.req may come. */
function awaitsSelect(a: Association): boolean {
  return isStrictlyUnselected(a) && a.settings.mode === "passive";
}

function isStrictlyUnselected({ settings: { strict, profile }, selected }: Association): boolean {
  return strict && profile.single && selected.size === 0;
}

// ── Select and Deselect ────────────────────────────────────────────────────────────────────────────────────────

function receiveSelectReq(a: Association, header: Header): void {
  const { profile, mode, strict } = a.settings;
  if (profile.single && mode === "active") {
    a.fault("Select.req to active entity", header);
    if (strict) return a.refuse(header, STYPE_NOT_SUPPORTED);
  }
  const session = a.sessionOf(header);
  const status = selectStatus(a, session);
  if (status === SELECT_STATUS.COMMUNICATION_ESTABLISHED) a.enter(session, "Select.req received");
  a.respond(header, STYPE.SELECT_RSP, status);
  // E37.1: a refused Select leaves nothing to wait for.
  const refused = status !== 0 && a.selected.size === 0;
  if (refused && (profile.single || status === SELECT_STATUS.CONNECT_EXHAUST)) a.close("Select refused");
}

function selectStatus(a: Association, session: number): number {
  const { profile, sessions, onSelect } = a.settings;
  if (profile.perSession && !sessions.includes(session)) return SELECT_STATUS.NO_SUCH_ENTITY;
  if (!a.selected.has(session)) return decided("onSelect", onSelect(session));
  return profile.perSession
    ? SELECT_STATUS.ENTITY_ALREADY_SELECTED
    : SELECT_STATUS.COMMUNICATION_ALREADY_ACTIVE;
}

/** The status an application decided on. Throws out of `poll` when that is none: nothing has changed. */
function decided(by: "onSelect" | "onDeselect", status: number): number {
  if (Number.isInteger(status) && status >= 0 && status <= 0xff) return status;
  throw new RangeError(`Cannot answer: ${by} gave ${status}, not a status from 0 to 255`);
}

function receiveSelectRsp(a: Association, header: Header): void {
  const open = takeControl(a, header, "Select.req");
  if (open === undefined) return refuseResponse(a, header);
  const { session } = open, status = header.byte3;
  const already = a.selected.has(session);
  if (status === 0 && !already) a.enter(session, "Select.rsp received");
  a.endControl(open, "answered", status);
  if (already && status > 1 && status !== SELECT_STATUS.ENTITY_ALREADY_SELECTED) {
    a.fault("Select refused while selected", header);
  }
  if (status !== 0 && !already && a.settings.profile.single) a.close("Select refused");
}

function receiveDeselectReq(a: Association, header: Header): void {
  const { profile, strict, onDeselect } = a.settings;
  if (profile.single) {
    a.fault("Deselect.req in HSMS-SS", header);
    if (strict) return a.refuse(header, STYPE_NOT_SUPPORTED);
  }
  const session = a.sessionOf(header);
  const status = a.selected.has(session)
    ? decided("onDeselect", onDeselect(session))
    : DESELECT_STATUS.COMMUNICATION_NOT_ESTABLISHED;
  a.respond(header, STYPE.DESELECT_RSP, status);
  if (status === DESELECT_STATUS.COMMUNICATION_ENDED) a.leave(session, "Deselect.req received");
}

function receiveDeselectRsp(a: Association, header: Header): void {
  const open = takeControl(a, header, "Deselect.req");
  if (open === undefined) return refuseResponse(a, header);
  a.endControl(open, "answered", header.byte3);
  const ended = header.byte3 === DESELECT_STATUS.COMMUNICATION_ENDED;
  if (ended && a.selected.has(open.session)) a.leave(open.session, "Deselect.rsp received");
}

/** In HSMS-GS a response must name the session of its request; elsewhere peers put anything there. */
function takeControl(a: Association, header: Header, request: "Select.req" | "Deselect.req") {
  return a.control.take(
    header.systemBytes,
    request,
    a.settings.profile.perSession ? header.session : undefined,
  );
}

function refuseResponse(a: Association, header: Header): void {
  a.fault("transaction not open", header);
  a.refuse(header, TRANSACTION_NOT_OPEN);
}

// ── Linktest, Separate, Reject ─────────────────────────────────────────────────────────────────────────────────

function receiveLinktestRsp(a: Association, header: Header): void {
  const open = a.control.take(header.systemBytes, "Linktest.req");
  if (open === undefined) return refuseResponse(a, header);
  a.linktestsLost = 0;
  a.endControl(open, "answered", 0);
}

function receiveSeparate(a: Association, header: Header): void {
  const session = a.sessionOf(header);
  if (a.selected.has(session)) a.leave(session, "Separate.req received");
  else a.fault("unexpected Separate.req", header);
  if (a.settings.profile.single) a.close("Separate.req received");
}

function receiveReject(a: Association, header: Header): void {
  a.tell({ type: "rejected", header });
  const data = a.transactions.get(header.systemBytes);
  if (data !== undefined && rejects(header, STYPE.DATA)) {
    return a.fail(data, "rejected", encodeHeader(header));
  }
  const control = a.control.get(header.systemBytes);
  if (control === undefined || !rejects(header, REQUEST_STYPE[control.request])) {
    return a.fault("unexpected Reject.req", header);
  }
  a.control.take(header.systemBytes);
  a.endControl(control, "rejected", header.byte3);
  const failed = control.request === "Select.req" && a.selected.size === 0;
  if (failed && a.settings.profile.single) a.close("Select rejected");
}

/**
 * Whether a request of this SType was rejected, and not an answer of ours: that has the peer's system bytes, which may
 * be those of a request of our own.
 */
function rejects({ byte2, byte3: reason }: Header, sType: number): boolean {
  return reason === PTYPE_NOT_SUPPORTED || (reason !== TRANSACTION_NOT_OPEN && byte2 === sType);
}
