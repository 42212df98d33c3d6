// The messages of the list as a file: written in slices, so that the page is answered in between.
import { capture } from "../../mod.ts";
import type { ExportForm } from "../protocol.ts";
import { breath } from "./breath.ts";
import { HAPPENING } from "./recording.ts";
import { StoredRecord } from "./records.ts";
import type { Session } from "./session.ts";

const SLICE = 30; // milliseconds
const PART = 1 << 20; // characters that are kept before they become part of the file

const TYPES: Readonly<Record<ExportForm, string>> = {
  log: "text/plain",
  ndjson: "application/x-ndjson",
  csv: "text/csv",
  pcapng: "application/octet-stream",
  report: "text/html",
};

/** The file; `redacted` replaces texts. */
export async function exportList(session: Session, form: ExportForm, redacted: boolean): Promise<Blob> {
  const file = new GrowingBlob(TYPES[form]);
  let pause = performance.now() + SLICE;
  for (const part of partsOf(session, form, redactorOf(redacted))) {
    file.add(part);
    if (performance.now() < pause) continue;
    await breath();
    pause = performance.now() + SLICE;
  }
  return file.blob();
}

type Redaction = (record: capture.MessageRecord) => capture.MessageRecord;

const asIs: Redaction = (record) => record;

function redactorOf(redacted: boolean): Redaction {
  if (!redacted) return asIs;
  const redactor = new capture.Redactor({ secret: crypto.randomUUID() });
  return (record) => redactor.record(record);
}

function partsOf(
  session: Session,
  form: ExportForm,
  redact: Redaction,
): Iterable<string | Uint8Array<ArrayBuffer>> {
  const reading = readingOf(session, redact);
  switch (form) {
    case "log":
      return mapped(records(session, redact), (record) => capture.toSmlLog(record, reading));
    case "ndjson":
      return mapped(records(session, redact), (record) => `${capture.toNdjson(record, reading).trimEnd()}\n`);
    case "csv":
      return csv(session, redact, reading);
    case "pcapng":
      return capture.pcapngSlice(mapped(records(session, redact), ({ message }) => message), reading);
    case "report":
      return report(session, redact, reading);
  }
}

/** Names are texts too: what is redacted goes without them. */
function readingOf({ reading }: Session, redact: Redaction): capture.Reading {
  if (redact === asIs) return reading;
  const { names: _, ...rest } = reading;
  return rest;
}

function* csv(session: Session, redact: Redaction, reading: capture.Reading): Generator<string> {
  yield capture.csvHeadings();
  for (const record of records(session, redact)) yield capture.toCsv(record, reading);
}

function report(session: Session, redact: Redaction, reading: capture.Reading): Iterable<string> {
  const { recording, list } = session;
  const isFiltered = list.status.messages < recording.messages.count;
  return capture.htmlReport({
    title: session.name,
    format: recording.format,
    reading,
    statistics: session.statistics.summary,
    findings: recording.findings.map((finding) => redactedFinding(session, redact, finding)),
    record: (index) => redact(new StoredRecord(recording, index)),
    ...(isFiltered ? { messages: [...indexes(session)] } : {}),
  });
}

/** A finding as the record of its first message has it: its sentence may quote that message, or its answer. */
function redactedFinding(
  { recording }: Session,
  redact: Redaction,
  finding: capture.Finding,
): capture.Finding {
  const [first] = finding.messages;
  if (redact === asIs || first === undefined) return finding;
  const { findings = [] } = redact(new StoredRecord(recording, first));
  return findings.find(({ index }) => index === finding.index) ?? finding;
}

function* indexes({ list }: Session): Generator<number> {
  for (let place = 0; place < list.length; place++) {
    const id = list.at(place);
    if (id < HAPPENING) yield id;
  }
}

function* records(session: Session, redact: Redaction): Generator<capture.MessageRecord> {
  for (const index of indexes(session)) yield redact(new StoredRecord(session.recording, index));
}

function* mapped<A, B>(source: Iterable<A>, change: (value: A) => B): Generator<B> {
  for (const value of source) yield change(value);
}

/** A file that grows; what is written already need not stay in memory. */
class GrowingBlob {
  readonly #type: string;
  readonly #parts: Blob[] = [];
  #waiting: (string | Uint8Array<ArrayBuffer>)[] = [];
  #size = 0;

  constructor(type: string) {
    this.#type = type;
  }

  add(part: string | Uint8Array<ArrayBuffer>): void {
    this.#waiting.push(part);
    this.#size += part.length;
    if (this.#size > PART) this.#flush();
  }

  blob(): Blob {
    this.#flush();
    return new Blob(this.#parts, { type: this.#type });
  }

  #flush(): void {
    this.#parts.push(new Blob(this.#waiting));
    this.#waiting = [];
    this.#size = 0;
  }
}
