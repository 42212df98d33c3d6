// An open capture from beginning to end: where it comes from, how far it is, and what is known of it.
import { capture } from "../../mod.ts";
import type { OpenOptions, OpenSource, Status } from "../protocol.ts";
import { exampleFile } from "./example.ts";
import { List } from "./list.ts";
import { loadBlob, loadLive } from "./loader.ts";
import { Pipeline } from "./pipeline.ts";
import { Recording } from "./recording.ts";
import { BlobSource, LiveSource, type Source } from "./source.ts";

const PAUSE = 120; // milliseconds between two reports
const SECOND = 1000;

/** What is open. */
export class Session {
  readonly recording: Recording;
  readonly list: List;
  readonly learner: capture.NameLearner;
  readonly source: Source;
  readonly statistics: capture.Statistics = new capture.Statistics();
  readonly #pipeline: Pipeline;
  readonly #from: OpenSource;
  readonly #report: (status: Status) => void;
  readonly #aborted: AbortController = new AbortController();
  readonly #started: number = performance.now();
  #zone = 0;
  #bytes = 0;
  #phase: Status["phase"];
  #trouble: string | undefined;
  #milliseconds = 0;
  #reported = 0;
  #filtered = 0;
  #known = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Throws a `RangeError` for options that are none. */
  constructor(from: OpenSource, options: OpenOptions, report: (status: Status) => void) {
    this.#from = from;
    this.#report = report;
    this.source = from.type === "live" ? new LiveSource() : new BlobSource(blobOf(from));
    this.#phase = from.type === "live" ? "live" : "loading";
    this.learner = new capture.NameLearner(options.names);
    this.recording = new Recording(this.source);
    this.list = new List(this.recording, () => this.#soon());
    this.#pipeline = new Pipeline(this.recording, this.learner, this.statistics, options);
  }

  /** Reads all there is. */
  async load(): Promise<void> {
    this.#now();
    const loading = { signal: this.#aborted.signal, progress: (bytes: number) => this.#progress(bytes) };
    try {
      if (this.source instanceof BlobSource) await loadBlob(this.source.blob, this.#pipeline, loading);
      else if (this.source instanceof LiveSource && this.#from.type === "live") {
        await loadLive(this.#from.url, this.source, this.#pipeline, loading);
      }
      this.#phase = "ready";
    } catch (error) {
      this.#phase = "failed";
      this.#trouble = error instanceof Error ? error.message : String(error);
    }
    if (loading.signal.aborted) return;
    this.#milliseconds = performance.now() - this.#started;
    this.list.grow();
    void this.list.again();
    this.#now();
  }

  close(): void {
    this.#aborted.abort();
    clearTimeout(this.#timer);
  }

  set zone(zone: number) {
    this.#zone = zone;
    this.list.touch();
    this.#soon();
  }

  /** What filters and lines must know. */
  get reading(): capture.Reading {
    const { origin } = this.recording;
    return { zone: this.#zone, names: this.learner, ...(origin === undefined ? {} : { origin }) };
  }

  get name(): string {
    return nameOf(this.#from);
  }

  /** Names of the equipment of the first message, for completion. */
  get anyNames(): capture.Names | undefined {
    return this.learner.all.values().next().value;
  }

  #progress(bytes: number): void {
    this.#bytes = bytes;
    this.#milliseconds = performance.now() - this.#started;
    this.list.grow();
    if (this.#phase === "live") this.#filterAgain();
    this.#soon();
  }

  /** What is known of messages that were filtered already grows with every answer: once a second is often enough. */
  #filterAgain(): void {
    const { transactions, findings } = this.recording;
    const known = transactions + findings.length;
    if (known === this.#known || performance.now() < this.#filtered + SECOND) return;
    this.#known = known;
    this.#filtered = performance.now();
    void this.list.again();
  }

  #soon(): void {
    const wait = this.#reported + PAUSE - performance.now();
    if (wait <= 0) return this.#now();
    this.#timer ??= setTimeout(() => this.#now(), wait);
  }

  #now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#reported = performance.now();
    if (!this.#aborted.signal.aborted) this.#report(this.#status());
  }

  #status(): Status {
    const { recording } = this;
    const { format, transactions, severities, begin, end, origin, memory } = recording;
    return {
      phase: this.#phase,
      name: this.name,
      format,
      bytes: this.#bytes,
      total: this.source.length,
      messages: recording.messages.count,
      rows: recording.rows.length,
      transactions,
      findings: { ...severities },
      connections: recording.connections.length,
      others: this.#pipeline.others,
      begin,
      end,
      origin,
      memory,
      milliseconds: this.#milliseconds,
      list: this.list.status,
      ...(this.#trouble === undefined ? {} : { trouble: this.#trouble }),
      ...remarkOf(recording),
    };
  }
}

/** What was in the way, where there is no message at all. */
function remarkOf({ messages, happenings }: Recording): Pick<Status, "remark"> {
  const trouble = messages.count > 0 ? undefined : happenings.find(({ type }) => type === "trouble");
  return trouble?.type === "trouble" ? { remark: trouble.sentence } : {};
}

function blobOf(from: Exclude<OpenSource, { type: "live" }>): Blob {
  return from.type === "file" ? from.blob : exampleFile();
}

function nameOf(from: OpenSource): string {
  return from.type === "file" ? from.name : from.type === "example" ? "Example session" : from.url;
}
