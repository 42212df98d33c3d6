// What the page can ask of the open capture: each call goes to the part that knows.
import { capture, messages } from "../../mod.ts";
import type * as protocol from "../protocol.ts";
import { nextProblem, problemGroups, problems } from "./problems.ts";
import { messageRow } from "./rows.ts";
import { ladderRows } from "./ladder.ts";
import { overviewOf } from "./overview.ts";
import { Session } from "./session.ts";
import { happeningDetail } from "./happening.ts";
import { compareMessages } from "./compare.ts";
import { exportList } from "./exporting.ts";
import { seenVariables, seriesOf } from "./values.ts";
import { StoredRecord } from "./records.ts";
import { textOf } from "./text.ts";

/** One open capture at a time, and what may be asked of it. */
export class Analysis implements protocol.Calls {
  readonly #report: (status: protocol.Status) => void;
  #session: Session | undefined;
  #settings: protocol.WorkerSettings = { zone: 0, timers: { T3: 45, T6: 5 } };
  #series = 0;

  constructor(report: (status: protocol.Status) => void) {
    this.#report = report;
  }

  open(source: protocol.OpenSource, options: protocol.OpenOptions): void {
    this.#session?.close();
    this.#session = new Session(source, options, this.#report);
    this.#session.zone = this.#settings.zone;
    void this.#session.load();
  }

  settings(settings: protocol.WorkerSettings): void {
    this.#settings = settings;
    if (this.#session !== undefined) this.#session.zone = settings.zone;
  }

  rows(from: number, count: number): ReturnType<protocol.Calls["rows"]> {
    const { list, reading } = this.#open;
    return list.rows(from, count, reading);
  }

  place(id: number): number {
    return this.#open.list.place(id);
  }

  rowAt(place: number): number | undefined {
    const { list } = this.#open;
    return place >= 0 && place < list.length ? list.at(place) : undefined;
  }

  filter(text: string, connection: number | undefined): protocol.FilterFault | undefined {
    const { list, reading } = this.#open;
    try {
      list.filter(text.trim() === "" ? undefined : capture.compileFilter(text, reading), connection);
    } catch (error) {
      if (!(error instanceof capture.FilterSyntaxError)) throw error;
      return { sentence: error.message, start: error.offset, end: error.offset + 1 };
    }
  }

  completions(text: string, caret: number): capture.Completions {
    return capture.completions(text, caret, this.#session?.anyNames);
  }

  detail(index: number): protocol.Detail {
    const { recording, reading } = this.#open;
    const record = new StoredRecord(recording, index);
    const { message } = record;
    const { connection, direction } = message;
    const ends = [connection.client, connection.server];
    return {
      row: messageRow(recording, index, record.previous, reading),
      header: message.header,
      carrier: message.carrier,
      absent: message.absent ?? [],
      from: ends[direction],
      to: ends[1 - direction],
      fullTime: capture.fullTime(message.time, reading),
      frame: message.frame,
      firstFrame: message.firstFrame,
      bytes: message.bytes.slice(),
      findings: record.findings,
      annotations: capture.annotate(record, reading),
      description: describe(record),
    };
  }

  happening(row: number): protocol.HappeningDetail {
    return happeningDetail(this.#open, row);
  }

  text(index: number, form: protocol.TextForm): string {
    return textOf(this.#open.recording.messages.message(index), form);
  }

  connections(): protocol.ConnectionSummary[] {
    const { recording } = this.#open;
    return recording.connections.map(({ index, client, server, start }) => {
      const roles = recording.roles.get(index);
      return {
        index,
        client,
        server,
        messages: recording.counts[index] ?? 0,
        host: roles?.host === undefined ? undefined : roles.host === 0 ? "client" : "server",
        evidence: roles?.evidence ?? [],
        findings: recording.findings.filter(({ connection }) => connection?.index === index).length,
        start,
      };
    });
  }

  problemGroups(): protocol.ProblemGroup[] {
    return problemGroups(this.#open.recording);
  }

  problems(kind: string | undefined, from: number, count: number): protocol.Problem[] {
    const { recording, reading } = this.#open;
    return problems(recording, kind, from, count, reading);
  }

  nextProblem(row: number | undefined, step: 1 | -1): protocol.Problem | undefined {
    const { recording, reading } = this.#open;
    return nextProblem(recording, row, step, reading);
  }

  ladder(from: number, count: number): ReturnType<protocol.Calls["ladder"]> {
    const { recording, list, reading } = this.#open;
    const rows = ladderRows(recording, list, from, count, reading, this.#settings.timers);
    return { revision: list.status.revision, rows };
  }

  overview(slices: number): protocol.Overview {
    const { recording, list } = this.#open;
    return overviewOf(recording, list, slices);
  }

  kinds(): readonly capture.KindStatistics[] {
    return this.#open.statistics.summary.kinds;
  }

  variables(): Promise<protocol.SeenVariables> {
    const { recording, reading } = this.#open;
    return seenVariables(recording, reading);
  }

  series(source: capture.ValueSource): Promise<protocol.ValueSeries | undefined> {
    const { recording, reading } = this.#open;
    const number = ++this.#series;
    return seriesOf(recording, source, reading, () => number === this.#series);
  }

  compare(a: number, b: number): protocol.Comparison {
    return compareMessages(this.#open, a, b);
  }

  alike(message: number): number | undefined {
    return this.#open.recording.messages.alikeBefore(message);
  }

  export(form: protocol.ExportForm, redacted: boolean): Promise<Blob> {
    return exportList(this.#open, form, redacted);
  }

  get #open(): Session {
    if (this.#session === undefined) throw new Error("Cannot answer: no capture is open");
    return this.#session;
  }
}

function describe(record: StoredRecord): string {
  const { header } = record.message;
  if (header === undefined || header.sType !== 0) return "";
  const { direction } = record.message;
  const sender = record.host === undefined ? "H↔E" : record.host === direction ? "H→E" : "E→H";
  const definition = messages.catalogue.get(header.byte2 & 0x7f, header.byte3, sender);
  return definition === undefined ? "" : messages.describeMessage(definition);
}
