// Names from a table of text: comma, semicolon or tab between the columns, with or without a row of headings.
import { type IdValue, keyOfId, type NameData, type NameEntry, type NameKind } from "./names.ts";

/** What a table of names contained, and which of its lines nobody understood. */
export interface NamesOfCsv extends NameData {
  /** Lines that were left out, from 1, and why. */
  readonly skipped: readonly { readonly line: number; readonly why: string }[];
}

/** What may head each column; others are left out. */
const HEADINGS: Readonly<Record<string, Column>> = {
  kind: "kind",
  type: "kind",
  category: "kind",
  class: "kind",
  id: "id",
  number: "id",
  no: "id",
  vid: "id",
  name: "name",
  text: "name",
  label: "name",
  symbol: "name",
  svname: "name",
  cename: "name",
  ecname: "name",
  altx: "name",
  unit: "units",
  units: "units",
  members: "members",
  vids: "members",
  variables: "members",
  rptids: "members",
  reports: "members",
};

type Column = "kind" | "id" | "name" | "units" | "members";

/** Columns where there is no row of headings. */
const USUAL: readonly Column[] = ["kind", "id", "name", "units", "members"];

/** What people call the kinds. */
const KINDS: Readonly<Record<string, NameKind | "VID">> = {
  ceid: "CEID",
  ce: "CEID",
  event: "CEID",
  events: "CEID",
  svid: "SVID",
  sv: "SVID",
  status: "SVID",
  dvid: "DVID",
  dv: "DVID",
  dvval: "DVID",
  data: "DVID",
  ecid: "ECID",
  ec: "ECID",
  constant: "ECID",
  vid: "VID",
  variable: "VID",
  alid: "ALID",
  alarm: "ALID",
  alarms: "ALID",
  rptid: "RPTID",
  report: "RPTID",
  trid: "TRID",
  trace: "TRID",
};

/**
 * Reads names from a table with the columns kind, id, name, units and members, in this order or as a row of headings
 * has them. `kind` is CEID, SVID, DVID, ECID, VID, ALID, RPTID or TRID, or a word such as event or alarm; where a
 * heading names a kind (`SVID`, `CEID` …) that column has its ids. `members` are the VIDs of a report, or the RPTIDs of
 * an event, with spaces between them. Never throws: what it does not understand it says in `skipped`.
 */
export function namesFromCsv(text: string): NamesOfCsv {
  const rows = rowsOf(text);
  const table = new Table();
  const head = headOf(rows[0]?.cells ?? []);
  for (const { cells, line } of head === undefined ? rows : rows.slice(1)) {
    table.row(cells, head ?? { columns: USUAL, kind: undefined }, line);
  }
  return table.names();
}

interface Head {
  readonly columns: readonly (Column | undefined)[];
  /** The kind of all rows, where the heading of the ids names it. */
  readonly kind: NameKind | "VID" | undefined;
}

/** The columns as a row of headings has them; undefined for a row of data. */
function headOf(cells: readonly string[]): Head | undefined {
  const words = cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ""));
  const hasId = words.some((word) => word === "id" || HEADINGS[word] === "id" || KINDS[word] !== undefined);
  const hasName = words.some((word) => HEADINGS[word] === "name" || HEADINGS[word] === "members");
  if (!hasId || !hasName) return undefined;
  const hasKind = words.some((word) => HEADINGS[word] === "kind");
  const at = hasKind ? -1 : words.findIndex((word) => KINDS[word] !== undefined);
  const columns = words.map((word, i) => i === at ? "id" : HEADINGS[word]);
  return { columns, kind: at < 0 ? undefined : KINDS[words[at]] };
}

/** What has been read so far. */
class Table {
  readonly #names: Partial<Record<NameKind | "VID", Record<string, NameEntry>>> = {};
  readonly #reports: Record<string, IdValue[]> = {};
  readonly #links: Record<string, IdValue[]> = {};
  readonly #skipped: { line: number; why: string }[] = [];

  row(cells: readonly string[], head: Head, line: number): void {
    const cell = (column: Column) => cells[head.columns.indexOf(column)]?.trim() ?? "";
    const kind = head.kind ?? KINDS[cell("kind").toLowerCase()];
    const id = plainId(cell("id"));
    if (kind === undefined) return this.#skip(line, `'${cell("kind")}' is no kind of name`);
    if (id === "") return this.#skip(line, "there is no id");
    const members = cell("members").split(/[\s,;|]+/).filter((each) => each !== "").map(plainId);
    if (cell("name") === "" && members.length === 0) return this.#skip(line, "there is no name");
    this.#entry(kind, id, cell("name"), cell("units"));
    if (members.length > 0 && kind === "RPTID") this.#reports[keyOfId(id)] = members;
    if (members.length > 0 && kind === "CEID") this.#links[keyOfId(id)] = members;
  }

  names(): NamesOfCsv {
    return { names: this.#names, reports: this.#reports, links: this.#links, skipped: this.#skipped };
  }

  #entry(kind: NameKind | "VID", id: IdValue, name: string, units: string): void {
    if (name === "") return;
    const list = this.#names[kind] ??= Object.create(null) as Record<string, NameEntry>;
    list[keyOfId(id)] = units === "" ? { name } : { name, units };
  }

  #skip(line: number, why: string): void {
    this.#skipped.push({ line, why });
  }
}

/** A number in decimal where it is one, also from hexadecimal; text otherwise. */
function plainId(text: string): IdValue {
  if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(text)) return text;
  const big = BigInt(text);
  return big <= Number.MAX_SAFE_INTEGER ? Number(big) : big;
}

interface Row {
  readonly cells: readonly string[];
  /** Line on which it begins, from 1. */
  readonly line: number;
}

/** Rows of cells; empty lines and those that begin with # are left out. */
function rowsOf(text: string): Row[] {
  const source = text.replace(/^\ufeff/, "");
  const separator = separatorOf(source);
  const cell = new RegExp(
    String.raw`(?:"((?:[^"]|"")*)"[^\S\r\n]*|([^${separator}\r\n]*))(${separator}|\r\n?|\n|$)`,
    "y",
  );
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1, first = 1;
  while (cell.lastIndex < source.length) {
    const match = cell.exec(source);
    if (match === null) break;
    const [whole, quoted, plain, end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n?|\n/g)?.length ?? 0;
    if (end === separator || (end === "\t" && separator === "\\t")) continue;
    if (cells.some((each) => each.trim() !== "") && !cells[0].trimStart().startsWith("#")) {
      rows.push({ cells, line: first });
    }
    cells = [];
    first = line;
  }
  return rows;
}

/** What stands most often between the cells of the first lines. */
function separatorOf(text: string): string {
  const sample = text.slice(0, 4096);
  const count = (separator: string) => sample.split(separator).length;
  return [";", "\t"].reduce((best, each) => count(each) > count(best) ? each : best, ",").replace(
    "\t",
    "\\t",
  );
}
