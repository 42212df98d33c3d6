// Tables of names: what was loaded, what was learnt and since when it holds, and both together.
import { type IdValue, keyOfId, type NameData, type NameEntry, type NameKind, type Names } from "./names.ts";

const VARIABLES = ["SVID", "DVID", "ECID"] as const;

/** Names from a file or a profile: they always hold. */
export class LoadedNames implements Names {
  readonly #entries: Map<string, NameEntry> = new Map();
  readonly #lists: Record<"reports" | "links" | "traces", Map<string, readonly IdValue[]>> = {
    reports: new Map(),
    links: new Map(),
    traces: new Map(),
  };

  constructor({ names = {}, reports = {}, links = {} }: NameData) {
    for (const [kind, list] of Object.entries(names)) {
      for (const [id, entry] of Object.entries(list)) {
        this.#entries.set(`${kind} ${keyOfId(id)}`, typeof entry === "string" ? { name: entry } : entry);
      }
    }
    for (const [id, ids] of Object.entries(reports)) this.#lists.reports.set(keyOfId(id), ids);
    for (const [id, ids] of Object.entries(links)) this.#lists.links.set(keyOfId(id), ids);
  }

  entry(kind: NameKind | "VID", id: IdValue): NameEntry | undefined {
    const key = keyOfId(id);
    const found = this.#entries.get(`${kind} ${key}`);
    if (found !== undefined) return found;
    if (kind !== "VID") return isVariable(kind) ? this.#entries.get(`VID ${key}`) : undefined;
    return first(VARIABLES, (kind) => this.#entries.get(`${kind} ${key}`));
  }

  variables(rptid: IdValue): readonly IdValue[] | undefined {
    return this.#lists.reports.get(keyOfId(rptid));
  }

  trace(trid: IdValue): readonly IdValue[] | undefined {
    return this.#lists.traces.get(keyOfId(trid));
  }

  reports(ceid: IdValue): readonly IdValue[] | undefined {
    return this.#lists.links.get(keyOfId(ceid));
  }

  kindOf(vid: IdValue): "SVID" | "DVID" | "ECID" | undefined {
    const key = keyOfId(vid);
    return VARIABLES.find((kind) => this.#entries.has(`${kind} ${key}`));
  }

  *list(kind: NameKind): Generator<[string, NameEntry], void, void> {
    for (const [key, entry] of this.#entries) {
      if (key.startsWith(`${kind} `)) yield [key.slice(kind.length + 1), entry];
    }
  }
}

/** Definitions in order, each in force from the message of this index on; none is one deleted. */
type History = { readonly since: number; readonly ids: readonly IdValue[] | undefined }[];

/** Of one report, event or trace. */
const MOST_DEFINITIONS = 100;

/** Of each kind: more names, reports or links than this are not learnt. */
const MOST_LEARNT = 100_000;

/** Names that a capture has told. */
export class LearntNames implements Names {
  readonly #entries: Record<NameKind, Map<string, NameEntry>> = {
    CEID: new Map(),
    SVID: new Map(),
    DVID: new Map(),
    ECID: new Map(),
    ALID: new Map(),
    RPTID: new Map(),
    TRID: new Map(),
  };
  readonly #reports: Map<string, History> = new Map();
  readonly #links: Map<string, History> = new Map();
  readonly #traces: Map<string, History> = new Map();

  /** An id without a name is one that the equipment does not know. */
  name(kind: NameKind, id: IdValue, entry: NameEntry): void {
    const entries = this.#entries[kind], key = keyOfId(id);
    if (entry.name !== "" && (entries.size < MOST_LEARNT || entries.has(key))) entries.set(key, entry);
  }

  report(id: IdValue, variables: readonly IdValue[], since: number): void {
    note(this.#reports, keyOfId(id), variables, since);
  }

  link(ceid: IdValue, reports: readonly IdValue[], since: number): void {
    note(this.#links, keyOfId(ceid), reports, since);
  }

  setTrace(trid: IdValue, variables: readonly IdValue[], since: number): void {
    note(this.#traces, keyOfId(trid), variables, since);
  }

  /** Deletes a report and every link to it. */
  deleteReport(id: IdValue, since: number): void {
    const key = keyOfId(id);
    note(this.#reports, key, undefined, since);
    for (const [ceid, history] of this.#links) {
      const linked = history.at(-1)!.ids;
      if (linked?.some((rptid) => keyOfId(rptid) === key)) {
        note(this.#links, ceid, linked.filter((rptid) => keyOfId(rptid) !== key), since);
      }
    }
  }

  /** Deletes all reports and all links. */
  clearReports(since: number): void {
    for (const key of this.#reports.keys()) note(this.#reports, key, undefined, since);
    for (const key of this.#links.keys()) note(this.#links, key, undefined, since);
  }

  entry(kind: NameKind | "VID", id: IdValue): NameEntry | undefined {
    const key = keyOfId(id);
    if (kind !== "VID") return this.#entries[kind].get(key);
    return first(VARIABLES, (kind) => this.#entries[kind].get(key));
  }

  variables(rptid: IdValue, at?: number): readonly IdValue[] | undefined {
    return inForce(this.#reports.get(keyOfId(rptid)), at);
  }

  trace(trid: IdValue, at?: number): readonly IdValue[] | undefined {
    return inForce(this.#traces.get(keyOfId(trid)), at);
  }

  reports(ceid: IdValue, at?: number): readonly IdValue[] | undefined {
    return inForce(this.#links.get(keyOfId(ceid)), at);
  }

  kindOf(vid: IdValue): "SVID" | "DVID" | "ECID" | undefined {
    const key = keyOfId(vid);
    return VARIABLES.find((kind) => this.#entries[kind].has(key));
  }

  list(kind: NameKind): Iterable<[string, NameEntry]> {
    return this.#entries[kind];
  }
}

/** What was loaded before what was learnt. */
export class NamesOfBoth implements Names {
  readonly #loaded: Names;
  readonly #learnt: Names;

  constructor(loaded: Names, learnt: Names) {
    this.#loaded = loaded;
    this.#learnt = learnt;
  }

  entry(kind: NameKind | "VID", id: IdValue): NameEntry | undefined {
    return this.#loaded.entry(kind, id) ?? this.#learnt.entry(kind, id);
  }

  variables(rptid: IdValue, at?: number): readonly IdValue[] | undefined {
    return this.#loaded.variables(rptid, at) ?? this.#learnt.variables(rptid, at);
  }

  trace(trid: IdValue, at?: number): readonly IdValue[] | undefined {
    return this.#loaded.trace(trid, at) ?? this.#learnt.trace(trid, at);
  }

  reports(ceid: IdValue, at?: number): readonly IdValue[] | undefined {
    return this.#loaded.reports(ceid, at) ?? this.#learnt.reports(ceid, at);
  }

  kindOf(vid: IdValue): "SVID" | "DVID" | "ECID" | undefined {
    return this.#loaded.kindOf(vid) ?? this.#learnt.kindOf(vid);
  }

  *list(kind: NameKind): Generator<[string, NameEntry], void, void> {
    const seen = new Set<string>();
    for (const names of [this.#loaded, this.#learnt]) {
      for (const [id, entry] of names.list(kind)) {
        if (!seen.has(id)) yield [id, entry];
        seen.add(id);
      }
    }
  }
}

function note(
  table: Map<string, History>,
  key: string,
  ids: readonly IdValue[] | undefined,
  since: number,
): void {
  const history = table.get(key) ?? [];
  if (table.size >= MOST_LEARNT && history.length === 0) return;
  history.push({ since, ids });
  if (history.length > MOST_DEFINITIONS) history.shift();
  table.set(key, history);
}

/** The definition that holds for the message of an index; the last one when none is given. */
function inForce(history: History | undefined, at = Infinity): readonly IdValue[] | undefined {
  return history?.findLast(({ since }) => since <= at)?.ids;
}

function isVariable(kind: NameKind): boolean {
  return kind === "SVID" || kind === "DVID" || kind === "ECID";
}

function first<T, R>(among: readonly T[], look: (each: T) => R | undefined): R | undefined {
  for (const each of among) {
    const found = look(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
