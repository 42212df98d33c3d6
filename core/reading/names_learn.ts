// Learning names from a capture: what the equipment says of its variables, events and alarms, and which reports the host
// has defined and linked, in force from the moment that they were accepted.
import { STYPE } from "../hsms/header.ts";
import { definition, type Step, valueAt, visitFields } from "./fields.ts";
import type { CapturedMessage, Connection, Transaction } from "../framing/model.ts";
import type { IdValue, NameData, NameKind, Names } from "./names.ts";
import { LearntNames, LoadedNames, NamesOfBoth } from "./names_tables.ts";

/** What was asked for and waits for its answer. */
interface Pending {
  readonly names: LearntNames;
  readonly changes: readonly Change[];
  readonly index: number;
}

/** Something that a message would change. */
type Change =
  | { readonly type: "clear reports" }
  | { readonly type: "report" | "link" | "trace"; readonly id: IdValue; readonly ids: readonly IdValue[] };

const MOST_PENDING = 1000;

/** Equipments beyond this many share their names. */
const MOST_EQUIPMENTS = 1000;

/**
 * A stage that learns names: give it every message in order, and ask for the names of any of them. What was loaded comes
 * before what is learnt. Equipments that share a capture are kept apart.
 */
export class NameLearner {
  readonly #loaded: LoadedNames;
  readonly #learnt: Map<string, LearntNames> = new Map();
  readonly #both: Map<string, Names> = new Map();
  readonly #pending: Map<string, Pending> = new Map();
  /** What was asked for last: messages of one connection often follow each other. */
  #last: { readonly connection: Connection; readonly session: number; readonly names: Names } | undefined;

  /** `loaded` is what a profile or a CSV file says. */
  constructor(loaded: NameData = {}) {
    this.#loaded = new LoadedNames(loaded);
  }

  /** The names that hold for a message. */
  of(message: CapturedMessage): Names {
    const { connection, header } = message;
    const session = header?.sType === STYPE.DATA ? header.session : -1;
    const last = this.#last;
    if (last?.connection === connection && last.session === session) return last.names;
    const names = this.#find(this.#scopeOf(message));
    this.#last = { connection, session, names };
    return names;
  }

  #find(scope: string): Names {
    let names = this.#both.get(scope);
    if (names === undefined) {
      names = new NamesOfBoth(this.#loaded, this.#learntOf(scope));
      this.#both.set(scope, names);
    }
    return names;
  }

  /** All names, by equipment; what was loaded is in each. Empty while nothing was learnt or asked for. */
  get all(): ReadonlyMap<string, Names> {
    return this.#both;
  }

  /** Learns from a message. */
  message(message: CapturedMessage): void {
    const { header } = message;
    if (header === undefined || header.sType !== STYPE.DATA) return;
    const key = (header.byte2 & 0x7f) * 256 + header.byte3;
    const list = LISTS[key];
    if (list !== undefined) return this.#list(message, list);
    const definition = DEFINITIONS[key];
    if (definition !== undefined) return this.#ask(message, definition);
    const answer = ANSWERS[key];
    if (answer !== undefined) this.#answer(message);
  }

  /** A transaction that has ended without its reply changes nothing. */
  transaction({ primary, outcome }: Transaction): void {
    if (outcome === "reply") return;
    for (const [key, pending] of this.#pending) if (pending.index === primary) this.#pending.delete(key);
  }

  #scopeOf(message: CapturedMessage): string {
    const scope = scopeOf(message);
    return this.#both.size < MOST_EQUIPMENTS || this.#both.has(scope) ? scope : "others";
  }

  #learntOf(scope: string): LearntNames {
    let names = this.#learnt.get(scope);
    if (names === undefined) this.#learnt.set(scope, names = new LearntNames());
    return names;
  }

  /** A list of ids with their names: each id begins an entry, what follows belongs to it. */
  #list(message: CapturedMessage, { id, name, kind }: NameListShape): void {
    this.of(message);
    const names = this.#learntOf(this.#scopeOf(message));
    let current: IdValue | undefined;
    let called = "";
    readFields(message, (item, value) => {
      if (item === id) current = value, called = "";
      else if (current === undefined) return;
      else if (item === name) names.name(kind, current, { name: called = String(value).trim() });
      else if (item === "UNITS" && value !== "" && called !== "") {
        names.name(kind, current, { name: called, units: String(value) });
      }
    });
  }

  /** What a request defines holds once it is accepted. */
  #ask(message: CapturedMessage, type: "report" | "link" | "trace"): void {
    this.of(message);
    const changes = changesOf(message, type);
    const pending = { names: this.#learntOf(this.#scopeOf(message)), changes, index: message.index };
    if (message.header!.byte2 < 0x80) return apply(pending, message.index);
    const { size } = this.#pending;
    if (size >= MOST_PENDING) this.#pending.delete(this.#pending.keys().next().value!);
    this.#pending.set(pendingKey(message, message.direction), pending);
  }

  #answer(message: CapturedMessage): void {
    const key = pendingKey(message, 1 - message.direction);
    const pending = this.#pending.get(key);
    if (pending === undefined) return;
    this.#pending.delete(key);
    let code: IdValue | undefined;
    readFields(message, (_, value) => code ??= value);
    if (code === 0) apply(pending, message.index);
  }
}

/** Which messages list names: the data items of id and name, and what kind of name it is. */
interface NameListShape {
  readonly id: string;
  readonly name: string;
  readonly kind: NameKind;
}

const LISTS: Readonly<Record<number, NameListShape>> = {
  [1 * 256 + 12]: { id: "SVID", name: "SVNAME", kind: "SVID" },
  [1 * 256 + 22]: { id: "VID", name: "DVVALNAME", kind: "DVID" },
  [1 * 256 + 24]: { id: "CEID", name: "CENAME", kind: "CEID" },
  [2 * 256 + 30]: { id: "ECID", name: "ECNAME", kind: "ECID" },
  [2 * 256 + 56]: { id: "CEID", name: "CENAME", kind: "CEID" },
  [5 * 256 + 1]: { id: "ALID", name: "ALTX", kind: "ALID" },
  [5 * 256 + 6]: { id: "ALID", name: "ALTX", kind: "ALID" },
  [5 * 256 + 8]: { id: "ALID", name: "ALTX", kind: "ALID" },
};

const DEFINITIONS: Readonly<Record<number, "report" | "link" | "trace">> = {
  [2 * 256 + 33]: "report",
  [2 * 256 + 35]: "link",
  [2 * 256 + 23]: "trace",
};

const ANSWERS: Readonly<Record<number, true>> = {
  [2 * 256 + 34]: true,
  [2 * 256 + 36]: true,
  [2 * 256 + 24]: true,
};

/** The data items of a body whose value is one id, text or code. */
function readFields(
  { header, text }: CapturedMessage,
  take: (item: string, value: IdValue, steps: readonly Step[]) => void,
): void {
  const shape = definition(header!.byte2 & 0x7f, header!.byte3)?.shape;
  visitFields(text, shape, (data, reader, steps) => {
    const value = valueAt(reader) ?? "";
    if (typeof value !== "boolean") take(data.item, value, steps);
    return true;
  });
}

const HEADS = { report: "RPTID", link: "CEID", trace: "TRID" } as const;
const PARTS = { report: "VID", link: "RPTID", trace: "SVID" } as const;

/** What a message would define: each head id with the ids behind it. */
function changesOf(message: CapturedMessage, type: "report" | "link" | "trace"): Change[] {
  const changes: Change[] = [];
  let ids: IdValue[] = [];
  readFields(message, (item, value) => {
    if (item === HEADS[type]) changes.push({ type, id: value, ids: ids = [] });
    else if (item === PARTS[type]) ids.push(value);
  });
  return changes.length === 0 && type === "report" ? [{ type: "clear reports" }] : changes;
}

/** A report without variables is deleted, and with it every link to it. */
function apply({ names, changes }: Pending, since: number): void {
  for (const change of changes) {
    if (change.type === "clear reports") names.clearReports(since);
    else if (change.type === "link") names.link(change.id, change.ids, since);
    else if (change.type === "trace") names.setTrace(change.id, change.ids, since);
    else if (change.ids.length === 0) names.deleteReport(change.id, since);
    else names.report(change.id, change.ids, since);
  }
}

function pendingKey({ connection, header }: CapturedMessage, direction: number): string {
  return `${connection.index} ${direction} ${header!.session} ${header!.systemBytes}`;
}

/**
 * What stands for the equipment: the two addresses, the port that stays the same when they connect again, and the
 * session. Control messages have that of their connection.
 */
function scopeOf({ connection: { client, server }, header }: CapturedMessage): string {
  const address = client.slice(0, client.lastIndexOf(":"));
  return `${address} ${server} ${header === undefined || header.sType !== STYPE.DATA ? "" : header.session}`;
}
