// Names of events, variables, alarms and reports, and what the reports consist of: from a file, from an equipment
// profile, and from what the equipment itself has said.

/** What an id may be, as read: text, a number where that is exact, a bigint beyond. */
export type IdValue = number | bigint | string;

/** What may have a name. `DVID` are data variables; a `VID` is any of SVID, DVID and ECID. */
export type NameKind = "CEID" | "SVID" | "DVID" | "ECID" | "ALID" | "RPTID" | "TRID";

/** What there is to say of an id. */
export interface NameEntry {
  /** The name: SVNAME, DVVALNAME, ECNAME, CENAME or ALTX. */
  readonly name: string;
  /** Units of a variable. */
  readonly units?: string;
}

/** Names as plain data: what an equipment profile gives. Ids of the object form are text that may be a number. */
export interface NameData {
  /** By kind: id to name, or to entry. */
  readonly names?: Readonly<Partial<Record<NameKind | "VID", NameList>>>;
  /** RPTID to the VIDs of the report. */
  readonly reports?: Readonly<Record<string, readonly IdValue[]>>;
  /** CEID to its RPTIDs. */
  readonly links?: Readonly<Record<string, readonly IdValue[]>>;
}

/** Names by id. */
export type NameList = Readonly<Record<string, string | NameEntry>>;

/** Names to look up; what was loaded comes before what was learnt. */
export interface Names {
  /** Of an id. A `VID` is looked for among SVID, DVID and ECID. */
  entry(kind: NameKind | "VID", id: IdValue): NameEntry | undefined;
  /** VIDs of a report, as defined when the message of this index was sent; at last when absent. */
  variables(rptid: IdValue, at?: number): readonly IdValue[] | undefined;
  /** SVIDs of a trace, likewise. */
  trace(trid: IdValue, at?: number): readonly IdValue[] | undefined;
  /** RPTIDs of an event, likewise. */
  reports(ceid: IdValue, at?: number): readonly IdValue[] | undefined;
  /** The kind of variable, where it is known. */
  kindOf(vid: IdValue): "SVID" | "DVID" | "ECID" | undefined;
  /** All names of a kind, by id. */
  list(kind: NameKind): Iterable<readonly [string, NameEntry]>;
}

/** An id under which equal ones are found, whatever format they had. */
export function keyOfId(id: IdValue): string {
  return typeof id === "string" ? id.trim() : String(id);
}
