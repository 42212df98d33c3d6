// Collection events and their reports: S2F33, F35, F37, S6F11 to F22, S1F23, S2F39 and S2F51 to F58.
import type { Id, IdInput } from "../messages/data_item.ts";
import { S1F23, S1F24 } from "../messages/stream1.ts";
import { S2F51, S2F52, S2F53, S2F54, S2F55, S2F56, S2F57, S2F58 } from "../messages/stream2_definitions.ts";
import { S2F33, S2F34, S2F35, S2F36, S2F37, S2F38 } from "../messages/stream2_reports_commands.ts";
import { S6F11, S6F13, S6F15, S6F16, S6F17, S6F18, S6F19, S6F20, S6F21, S6F22 } from "../messages/stream6.ts";
import type { Item } from "../secs2/item.ts";
import { type Capability, type Context, type Handlers, on } from "./capability.ts";
import type { Posted } from "./equipment_news.ts";
import { type IdValue, toId } from "./id.ts";
import type { CollectionEvent } from "./model.ts";
import { NOTHING } from "./value.ts";

const OK = 0, NO_SPACE = 1, BAD_FORMAT = 2, RPTID_DEFINED = 3, UNKNOWN_VID = 4; // DRACK
const CEID_LINKED = 3, UNKNOWN_CEID = 4, UNKNOWN_RPTID = 5; // LRACK
const UNKNOWN_EVENT = 1; // ERACK

/** A report: what the host defined, or the model. */
interface Report {
  readonly RPTID: Id;
  readonly variables: readonly Id[];
}

/** Events, the reports linked to them, and which of them are enabled. */
export class Reports implements Capability {
  readonly name = "event reports";
  readonly handlers: Handlers;
  readonly #context: Context;
  #reports = new Map<IdValue, Report>();
  #links = new Map<IdValue, readonly Id[]>();
  #enabled = new Set<IdValue>();
  #dataId = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#restore();
    this.handlers = {
      S1F23: on(S1F23, (ids) => S1F24.build(this.#selected(ids).map((id) => this.#describe(id)))),
      S2F33: on(S2F33, ({ reports }) => S2F34.build(this.#define(reports))),
      S2F35: on(S2F35, ({ events }) => S2F36.build(this.#link(events))),
      S2F37: on(S2F37, ({ CEED, events }) => S2F38.build(this.#enable(CEED, events))),
      S2F51: on(S2F51, () => S2F52.build([...this.#reports.values()].map(({ RPTID }) => RPTID))),
      S2F53: on(S2F53, (ids) => S2F54.build(this.#definitions(ids))),
      S2F55: on(S2F55, (ids) => S2F56.build(this.#selected(ids).map((id) => this.#linked(id)))),
      S2F57: on(S2F57, () => S2F58.build(this.enabled())),
      S6F15: on(S6F15, (CEID) => S6F16.build(this.#report(CEID))),
      S6F17: on(S6F17, (CEID) => S6F18.build(this.#annotated(CEID))),
      S6F19: on(S6F19, (RPTID) => S6F20.build(this.#values(this.#reports.get(RPTID.value)))),
      S6F21: on(S6F21, (RPTID) => S6F22.build(this.#pairs(this.#reports.get(RPTID.value)))),
    };
  }

  /** The events that are enabled. */
  enabled(): Id[] {
    return [...this.#context.index.events.values()].map(({ CEID }) => toId(CEID))
      .filter(({ value }) => this.#enabled.has(value));
  }

  /** Sends the report of an event, sampled now, if it is enabled. */
  raise(ceid: IdInput, options?: { readonly offLine?: boolean }): Posted | "disabled" {
    const CEID = this.#modelId(ceid);
    if (!this.#enabled.has(CEID.value)) return "disabled";
    const { options: { eventReply: replyExpected = true, annotatedReports = false } } = this.#context;
    const annotated = this.#context.constant("AnnotatedReports", Number(annotatedReports)) !== 0;
    const DATAID = ++this.#dataId % 0x1_0000_0000;
    const message = annotated
      ? S6F13.build({ ...this.#annotated(CEID), DATAID }, { replyExpected })
      : S6F11.build({ ...this.#report(CEID), DATAID }, { replyExpected });
    return this.#context.post(message, undefined, options);
  }

  // ── Definitions ──────────────────────────────────────────────────────────────────────────────────────────────

  #define(definitions: readonly Report[]): number {
    if (definitions.length === 0) {
      this.#reports.clear();
      this.#links.clear();
      return this.#keep();
    }
    const reports = new Map(this.#reports), deleted = new Set<IdValue>();
    for (const report of definitions) {
      const { RPTID: { value }, variables } = report;
      const refusal = variables.length === 0 ? OK : this.#refusalOf(report, reports);
      if (refusal !== OK) return refusal;
      if (variables.length > 0) reports.set(value, report);
      else {
        reports.delete(value);
        deleted.add(value);
      }
    }
    this.#reports = reports;
    this.#unlink(deleted);
    return this.#keep();
  }

  #refusalOf({ RPTID: { value: id }, variables }: Report, reports: ReadonlyMap<IdValue, Report>): number {
    const { options: { maxReports = 1000, maxReportVariables = 1000 }, index } = this.#context;
    if (id === "") return BAD_FORMAT;
    if (reports.has(id)) return RPTID_DEFINED;
    if (variables.some(({ value }) => !index.variables.has(value))) return UNKNOWN_VID;
    return reports.size >= maxReports || variables.length > maxReportVariables ? NO_SPACE : OK;
  }

  #unlink(deleted: ReadonlySet<IdValue>): void {
    for (const [event, reports] of this.#links) {
      const left = reports.filter(({ value }) => !deleted.has(value));
      if (left.length === 0) this.#links.delete(event);
      else this.#links.set(event, left);
    }
  }

  #link(definitions: readonly { readonly CEID: Id; readonly reports: readonly Id[] }[]): number {
    const links = new Map(this.#links), fresh = new Set<IdValue>();
    const { relink = "refuse" } = this.#context.options;
    for (const { CEID, reports } of definitions) {
      if (!this.#context.index.events.has(CEID.value)) return UNKNOWN_CEID;
      if (reports.some(({ value }) => !this.#reports.has(value))) return UNKNOWN_RPTID;
      if (new Set(reports.map(({ value }) => value)).size < reports.length) return CEID_LINKED;
      const had = links.get(CEID.value);
      if (reports.length === 0) links.delete(CEID.value);
      else if (had !== undefined && relink === "refuse") return CEID_LINKED;
      else {
        links.set(CEID.value, reports);
        if (had === undefined) fresh.add(CEID.value);
      }
    }
    this.#links = links;
    for (const event of fresh) this.#enabled.delete(event);
    return this.#keep();
  }

  #enable(enable: boolean, ids: readonly Id[]): number {
    const { events } = this.#context.index;
    if (ids.some(({ value }) => !events.has(value))) return UNKNOWN_EVENT;
    for (const value of ids.length === 0 ? events.keys() : ids.map((id) => id.value)) {
      if (enable) this.#enabled.add(value);
      else this.#enabled.delete(value);
    }
    return this.#keep();
  }

  // ── Reports ──────────────────────────────────────────────────────────────────────────────────────────────────

  #report(CEID: Id): { DATAID: number; CEID: Id; reports: { RPTID: Id; values: Item[] }[] } {
    const reports = this.#linkedReports(CEID).map((report) => ({
      RPTID: report.RPTID,
      values: this.#values(report),
    }));
    return { DATAID: 0, CEID, reports };
  }

  #annotated(
    CEID: Id,
  ): { DATAID: number; CEID: Id; reports: { RPTID: Id; values: { VID: Id; V: Item }[] }[] } {
    const reports = this.#linkedReports(CEID).map((report) => ({
      RPTID: report.RPTID,
      values: this.#pairs(report),
    }));
    return { DATAID: 0, CEID, reports };
  }

  #linkedReports({ value }: Id): Report[] {
    return (this.#links.get(value) ?? []).map((id) => this.#reports.get(id.value)!);
  }

  #values(report: Report | undefined): Item[] {
    return (report?.variables ?? []).map((vid) => this.#context.value(vid) ?? NOTHING);
  }

  #pairs(report: Report | undefined): { VID: Id; V: Item }[] {
    return (report?.variables ?? []).map((VID) => ({ VID, V: this.#context.value(VID) ?? NOTHING }));
  }

  // ── What there is ────────────────────────────────────────────────────────────────────────────────────────────

  #modelId(ceid: IdInput): Id {
    const event = this.#context.index.events.get(toId(ceid).value);
    if (event === undefined) throw new RangeError(`Cannot raise event ${toId(ceid).value}: it is unknown`);
    return toId(event.CEID);
  }

  #selected(ids: readonly Id[]): readonly Id[] {
    return ids.length > 0 ? ids : [...this.#context.index.events.values()].map(({ CEID }) => toId(CEID));
  }

  #event(id: Id): CollectionEvent | undefined {
    return this.#context.index.events.get(id.value);
  }

  #describe(CEID: Id): { CEID: Id; CENAME: string; variables: Id[] } {
    const { CENAME = "", variables = [] } = this.#event(CEID) ?? {};
    return { CEID, CENAME, variables: variables.map((id) => toId(id)) };
  }

  #linked(CEID: Id): { CEID: Id; CENAME: string; reports: readonly Id[] } {
    return { CEID, CENAME: this.#event(CEID)?.CENAME ?? "", reports: this.#links.get(CEID.value) ?? [] };
  }

  #definitions(ids: readonly Id[]): { RPTID: Id; variables: readonly Id[] }[] {
    if (ids.length === 0) return [...this.#reports.values()];
    return ids.map((RPTID) => ({ RPTID, variables: this.#reports.get(RPTID.value)?.variables ?? [] }));
  }

  // ── What outlives a power cycle ──────────────────────────────────────────────────────────────────────────────

  #keep(): number {
    const { store } = this.#context;
    store.write("reports", S2F54.text([...this.#reports.values()]));
    const links = [...this.#links].map(([key, reports]) => ({ CEID: toId(key), CENAME: "", reports }));
    store.write("links", S2F56.text(links));
    store.write("enabled events", S2F58.text([...this.#enabled].map((key) => toId(key))));
    return OK;
  }

  #restore(): void {
    const { store, index } = this.#context, reports = store.read("reports"), links = store.read("links");
    const enabled = store.read("enabled events");
    if (reports === undefined || links === undefined || enabled === undefined) return this.#predefine();
    const known = S2F54.read(reports).filter((report) =>
      report.variables.every(({ value }) => index.variables.has(value))
    );
    this.#reports = new Map(known.map((report) => [report.RPTID.value, report]));
    this.#links = new Map(
      S2F56.read(links).filter(({ CEID }) => index.events.has(CEID.value))
        .map(({ CEID, reports }) =>
          [CEID.value, reports.filter(({ value }) => this.#reports.has(value))] as const
        )
        .filter(([, reports]) => reports.length > 0),
    );
    this.#enabled = new Set(S2F58.read(enabled).map(({ value }) => value));
  }

  #predefine(): void {
    const { model } = this.#context.index;
    for (const { RPTID, variables } of model.reports ?? []) {
      const id = toId(RPTID);
      this.#reports.set(id.value, { RPTID: id, variables: variables.map((vid) => toId(vid)) });
    }
    for (const { CEID, reports = [], enabled = false } of model.events ?? []) {
      const { value } = toId(CEID);
      if (reports.length > 0) this.#links.set(value, reports.map((id) => toId(id)));
      if (enabled) this.#enabled.add(value);
    }
  }
}
