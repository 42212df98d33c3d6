// Names of HSMS's numbers. Unknown numbers stay readable: no function here throws. E37.
import { type Header, STYPE } from "./header.ts";

/** Select.rsp status. Values 4 to 6 are of HSMS-GS (E37.2). */
export const SELECT_STATUS = {
  COMMUNICATION_ESTABLISHED: 0,
  COMMUNICATION_ALREADY_ACTIVE: 1,
  CONNECTION_NOT_READY: 2,
  CONNECT_EXHAUST: 3,
  NO_SUCH_ENTITY: 4,
  ENTITY_IN_USE: 5,
  ENTITY_ALREADY_SELECTED: 6,
} as const;

/** Deselect.rsp status. */
export const DESELECT_STATUS = {
  COMMUNICATION_ENDED: 0,
  COMMUNICATION_NOT_ESTABLISHED: 1,
  COMMUNICATION_BUSY: 2,
} as const;

/** Reject.req reason. */
export const REJECT_REASON = {
  STYPE_NOT_SUPPORTED: 1,
  PTYPE_NOT_SUPPORTED: 2,
  TRANSACTION_NOT_OPEN: 3,
  ENTITY_NOT_SELECTED: 4,
} as const;

const STYPES = [
  "Data",
  "Select.req",
  "Select.rsp",
  "Deselect.req",
  "Deselect.rsp",
  "Linktest.req",
  "Linktest.rsp",
  "Reject.req",
  undefined,
  "Separate.req",
];

const SELECT_STATUSES = [
  "Communication Established",
  "Communication Already Active",
  "Connection Not Ready",
  "Connect Exhaust",
  "No Such Entity",
  "Entity In Use",
  "Entity Already Selected",
];

const DESELECT_STATUSES = ["Communication Ended", "Communication Not Established", "Communication Busy"];

const REJECT_REASONS = [
  undefined,
  "SType Not Supported",
  "PType Not Supported",
  "Transaction Not Open",
  "Entity Not Selected",
];

/** Name of an SType: `"Select.req"`, or `"SType 11"` where it has none. */
export function sTypeName(sType: number): string {
  return STYPES[sType] ?? `SType ${sType}`;
}

/** Name of a PType: `"SECS-II"`, or `"PType 5"` where it has none. */
export function pTypeName(pType: number): string {
  return pType === 0 ? "SECS-II" : `PType ${pType}`;
}

/** Name of a Select.rsp status. */
export function selectStatusName(status: number): string {
  return SELECT_STATUSES[status] ?? reserved("Status", status);
}

/** Name of a Deselect.rsp status. */
export function deselectStatusName(status: number): string {
  return DESELECT_STATUSES[status] ?? reserved("Status", status);
}

/** Name of a Reject.req reason. */
export function rejectReasonName(reason: number): string {
  return REJECT_REASONS[reason] ?? reserved("Reason", reason);
}

/** 0 has no name only as a reject reason, where some stacks use it for their own ends. */
function reserved(what: string, value: number): string {
  return `${what} ${value} (${value === 0 || value > 127 ? "local" : "subsidiary standard"})`;
}

/**
 * One line for a header: `S1F1 W session 0 system bytes 0x00000010`, `Select.rsp status 0 (Communication
 * Established) session 65535 system bytes 0x00000001`.
 */
export function describeHeader(header: Header): string {
  const where = `session ${header.session} system bytes 0x${
    header.systemBytes.toString(16).padStart(8, "0")
  }`;
  const pType = header.pType === 0 ? "" : ` ${pTypeName(header.pType)}`;
  return `${describeType(header)}${pType} ${where}`;
}

/**
 * Every field by its name: `session 100, stream 1, function 1, reply expected true, PType 0 (SECS-II), SType 0 (Data),
 * system bytes 0x00000016`. A control message has `byte 2` and `byte 3` in place of stream, function and W-bit.
 */
export function headerFields(header: Header): string {
  const { session, byte2, byte3, pType, sType, systemBytes } = header;
  const middle = sType === STYPE.DATA
    ? `stream ${byte2 & 0x7f}, function ${byte3}, reply expected ${byte2 > 0x7f}`
    : `byte 2 ${byte2}, byte 3 ${byte3}`;
  const types = `PType ${pType} (${pTypeName(pType)}), SType ${sType} (${sTypeName(sType)})`;
  return `session ${session}, ${middle}, ${types}, system bytes 0x${
    systemBytes.toString(16).padStart(8, "0")
  }`;
}

function describeType(header: Header): string {
  const { sType, byte2, byte3 } = header;
  switch (sType) {
    case STYPE.DATA:
      return `S${byte2 & 0x7f}F${byte3}${byte2 & 0x80 ? " W" : ""}`;
    case STYPE.SELECT_RSP:
      return `Select.rsp ${numbered("status", byte3, selectStatusName(byte3))}`;
    case STYPE.DESELECT_RSP:
      return `Deselect.rsp ${numbered("status", byte3, deselectStatusName(byte3))}`;
    case STYPE.REJECT_REQ: {
      const rejected = byte3 === 2 ? pTypeName(byte2) : sTypeName(byte2);
      return `Reject.req of ${rejected}, ${numbered("reason", byte3, rejectReasonName(byte3))}`;
    }
    default:
      return sTypeName(sType);
  }
}

/** Number and name; a number without a name has one that repeats it. */
function numbered(what: string, value: number, name: string): string {
  return name.toLowerCase().startsWith(`${what} `) ? name.toLowerCase() : `${what} ${value} (${name})`;
}
