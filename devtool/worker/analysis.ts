// What the page can ask of an open capture.
import { capture, messages as catalogueModule } from "../hsms.ts";
import type {
  Calls,
  ConnectionSummary,
  Detail,
  FilterFault,
  OpenSource,
  Row,
  Status,
  WorkerSettings,
} from "../protocol.ts";
import { List } from "./list.ts";
import { loadExample } from "./loader.ts";
import { Recording } from "./recording.ts";
import { messageRow } from "./rows.ts";
import { StoredRecord } from "./records.ts";
import { LiveSource } from "./source.ts";

/** One open capture at a time, and what may be asked of it. */
export class Analysis implements Calls {
  readonly #report: (status: Status) => void;
  #recording: Recording = new Recording(new LiveSource());
  #list: List = new List(this.#recording);
  #zone = 0;
  #phase: Status["phase"] = "ready";
  #name = "";

  constructor(report: (status: Status) => void) {
    this.#report = report;
  }

  open(source: OpenSource): void {
    this.#recording = new Recording(new LiveSource());
    this.#list = new List(this.#recording);
    this.#name = source.type === "file" ? source.name : source.type;
    loadExample(this.#recording);
    this.#list.grow();
    this.#report(this.#status());
  }

  settings({ zone }: WorkerSettings): void {
    this.#zone = zone;
    this.#list.touch();
    if (this.#name !== "") this.#report(this.#status());
  }

  rows(from: number, count: number): { revision: number; rows: Row[] } {
    return this.#list.rows(from, count, this.#reading);
  }

  place(id: number): number {
    return this.#list.place(id);
  }

  filter(_text: string, _connection: number | undefined): FilterFault | undefined {
    return undefined;
  }

  detail(index: number): Detail {
    const record = new StoredRecord(this.#recording, index);
    const { message } = record;
    const { connection, direction } = message;
    const ends = [connection.client, connection.server];
    return {
      row: messageRow(this.#recording, index, record.previous, this.#reading),
      header: message.header,
      carrier: message.carrier,
      absent: message.absent ?? [],
      from: ends[direction],
      to: ends[1 - direction],
      fullTime: capture.fullTime(message.time, this.#reading),
      frame: message.frame,
      firstFrame: message.firstFrame,
      bytes: message.bytes.slice(),
      findings: record.findings,
      description: describe(record),
    };
  }

  get #reading(): capture.Reading {
    const { origin } = this.#recording;
    return origin === undefined ? { zone: this.#zone } : { origin, zone: this.#zone };
  }

  #status(): Status {
    const recording = this.#recording;
    const findings = { error: 0, warning: 0, note: 0 };
    for (const { severity } of recording.findings) findings[severity]++;
    return {
      phase: this.#phase,
      name: this.#name,
      format: recording.format,
      bytes: recording.bytes,
      total: recording.bytes,
      messages: recording.messages.count,
      rows: recording.rows.length,
      transactions: recording.transactions,
      findings,
      connections: recording.connections.map((connection) => this.#summary(connection)),
      begin: recording.begin,
      end: recording.end,
      origin: recording.origin,
      milliseconds: 0,
      memory: recording.memory,
      list: this.#list.status,
    };
  }

  #summary({ index, client, server, start }: capture.Connection): ConnectionSummary {
    const roles = this.#recording.roles.get(index);
    return {
      index,
      client,
      server,
      messages: this.#recording.counts[index],
      host: roles?.host === undefined ? undefined : roles.host === 0 ? "client" : "server",
      evidence: roles?.evidence ?? [],
      findings: 0,
      start,
    };
  }
}

function describe({ message }: StoredRecord): string {
  const { header } = message;
  if (header === undefined || header.sType !== 0) return "";
  const definition = catalogueModule.catalogue.get(header.byte2 & 0x7f, header.byte3);
  return definition === undefined ? "" : catalogueModule.describeMessage(definition);
}
