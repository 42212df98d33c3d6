// What the page and its worker say to each other. All analysis is the worker's; the page holds windows of rows.
import type { capture, hsms } from "../mod.ts";

/** Where a capture comes from. */
export type OpenSource =
  | { readonly type: "file"; readonly name: string; readonly blob: Blob }
  | { readonly type: "example" }
  /** An address on this machine that streams the bytes of a growing capture file. */
  | { readonly type: "live"; readonly url: string };

/** How to read it. */
export interface OpenOptions {
  /** `address:port` or `address` of the host, where forced. */
  readonly host?: string;
  /** Only this TCP port. */
  readonly port?: number;
  /** Seconds. */
  readonly timers?: Readonly<Record<string, number>>;
  /** Names from a profile or a table. */
  readonly names?: capture.NameData;
}

/** One connection, for choosing among them. */
export interface ConnectionSummary {
  readonly index: number;
  readonly client: string;
  readonly server: string;
  readonly messages: number;
  /** Who is the host: `client`, `server` or unknown. */
  readonly host: "client" | "server" | undefined;
  readonly evidence: readonly string[];
  readonly findings: number;
  readonly start: number;
}

/** How far things are. Comes unasked for, a few times a second while something changes. */
export interface Status {
  readonly phase: "loading" | "ready" | "failed" | "live";
  readonly name: string;
  readonly format: string;
  readonly bytes: number;
  readonly total: number;
  readonly messages: number;
  readonly rows: number;
  readonly transactions: number;
  readonly findings: Readonly<Record<capture.Severity, number>>;
  readonly connections: number;
  /** Connections that carry something else. */
  readonly others: number;
  readonly begin: number;
  readonly end: number;
  readonly origin: bigint | undefined;
  /** Milliseconds that loading has taken. */
  readonly milliseconds: number;
  /** Bytes that the columns take. */
  readonly memory: number;
  /** What went wrong, of a failed load. */
  readonly trouble?: string;
  /** Why nothing was found in the file, as far as that is known. */
  readonly remark?: string;
  readonly list: ListStatus;
}

/** The list as filtered. */
export interface ListStatus {
  /** Changes whenever rows that were handed out may have changed. */
  readonly revision: number;
  readonly rows: number;
  readonly messages: number;
  /** 0 to 1; below 1 while the filter is at work. */
  readonly progress: number;
}

/** A row of the list. */
export type Row = MessageRow | HappeningRow;

/** A message in the list. */
export interface MessageRow {
  readonly type: "message";
  readonly id: number;
  readonly line: capture.MessageLine;
  readonly time: number;
  readonly delta: string;
  readonly connection: number;
  readonly direction: capture.Direction;
  readonly session: number | undefined;
  readonly sType: number;
  readonly severity: capture.Severity | undefined;
  readonly length: number;
  /** The other end of its transaction, and which end it is. */
  readonly counterpart: number | undefined;
  readonly counterpartKind: string;
  readonly began: boolean;
  readonly latency: number | undefined;
  readonly outcome: capture.TransactionOutcome | undefined;
}

/** Something that happened between messages. */
export interface HappeningRow {
  readonly type: "happening";
  readonly id: number;
  readonly kind: "opened" | "ended" | "gap" | "disruption" | "state" | "trouble";
  readonly text: string;
  readonly clock: string;
  readonly delta: string;
  readonly time: number;
  readonly connection: number;
  readonly direction: capture.Direction | undefined;
  readonly severity: capture.Severity | undefined;
}

/** A place in the text of a filter that is wrong. */
export interface FilterFault {
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
}

/** One message in full, without its tree and bytes. */
export interface Detail {
  readonly row: MessageRow;
  readonly header: hsms.Header | undefined;
  readonly carrier: capture.Carrier;
  readonly absent: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly fullTime: string;
  readonly frame: number;
  readonly firstFrame: number;
  readonly bytes: Uint8Array;
  readonly findings: readonly capture.Finding[];
  /** What its items are, by E5 and the names that are known. */
  readonly annotations: readonly capture.Annotation[];
  readonly description: string;
}

/** What happened between messages, in full. */
export interface HappeningDetail {
  readonly row: HappeningRow;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly findings: readonly capture.Finding[];
  /** The first bytes left out. */
  readonly sample: Uint8Array | undefined;
}

/** What a message may be copied as. */
export type TextForm = "sml" | "json" | "typescript" | "hex";

/** A kind of finding, and where it was found. */
export interface ProblemGroup {
  readonly kind: string;
  readonly severity: capture.Severity;
  readonly clause: string;
  readonly meaning: string;
  readonly count: number;
}

/** A finding of a group. */
export interface Problem {
  readonly index: number;
  readonly severity: capture.Severity;
  readonly sentence: string;
  readonly clock: string;
  readonly time: number;
  readonly connection: number | undefined;
  /** The row to look at: a message, or what happened; undefined when it is about the file. */
  readonly row: number | undefined;
  /** Byte offset in the text of that message. */
  readonly offset: number | undefined;
}

/** A row as the ladder draws it. */
export interface LadderRow {
  readonly row: Row;
  /** Transactions that are open beside this row. */
  readonly spans: readonly LadderSpan[];
  /** State of the session at this row. */
  readonly state: capture.SessionState["state"];
}

/** A piece of the line from a primary to its answer, beside one row. */
export interface LadderSpan {
  /** Beside the host or client (0), or the other (1): the side that waits. */
  readonly side: 0 | 1;
  /** Place beside others, from 0. */
  readonly slot: number;
  readonly part: "begin" | "through" | "end";
  /** How long it has been waited by then. */
  readonly tone: "" | "slow" | "late";
  /** The timer that has run out at this row. */
  readonly mark?: string;
}

/** The whole list in as many slices as are wanted: how much is where. */
export interface Overview {
  readonly messages: Uint32Array;
  /** 0 none, 1 note, 2 warning, 3 error: the worst in the slice. */
  readonly severity: Uint8Array;
  /** Place in the list where each slice begins. */
  readonly places: Uint32Array;
}

/** The variables that values came of. */
export interface SeenVariables {
  readonly variables: readonly capture.SeenVariable[];
  /** Whether all messages were looked through. */
  readonly isComplete: boolean;
}

/** Values over time, side by side. */
export interface ValueSeries {
  readonly times: Float64Array;
  readonly messages: Uint32Array;
  /** `NaN` where a value is no number. */
  readonly numbers: Float64Array;
  readonly texts: readonly string[];
  readonly clocks: readonly string[];
}

/** A line of a comparison. */
export interface DiffLine {
  readonly type: capture.ItemDiff["type"];
  readonly depth: number;
  /** The data item, and its name. */
  readonly label: string;
  readonly a: string | undefined;
  readonly b: string | undefined;
}

/** Two messages side by side. */
export interface Comparison {
  readonly a: MessageRow;
  readonly b: MessageRow;
  readonly lines: readonly DiffLine[];
}

/** What the list may be saved as. */
export type ExportForm = "log" | "ndjson" | "csv" | "pcapng" | "report";

/** What the page may ask, and what it gets. */
export interface Calls {
  open(source: OpenSource, options: OpenOptions): void;
  rows(from: number, count: number): { readonly revision: number; readonly rows: readonly Row[] };
  /** Place of a row in the list, or of the next one that is in it; -1 in an empty list. */
  place(id: number): number;
  /** The row at a place; undefined behind the end. */
  rowAt(place: number): number | undefined;
  /** Filters the list; gives back what is wrong with the text, if anything. */
  filter(text: string, connection: number | undefined): FilterFault | undefined;
  completions(text: string, caret: number): capture.Completions;
  detail(message: number): Detail;
  happening(row: number): HappeningDetail;
  text(message: number, form: TextForm): string;
  settings(settings: WorkerSettings): void;
  connections(): readonly ConnectionSummary[];
  problemGroups(): readonly ProblemGroup[];
  /** Findings of a kind, or of all kinds, in order of time. */
  problems(kind: string | undefined, from: number, count: number): readonly Problem[];
  /** The row of the finding before or after a row; undefined when there is none. */
  nextProblem(row: number | undefined, step: 1 | -1): Problem | undefined;
  ladder(from: number, count: number): { readonly revision: number; readonly rows: readonly LadderRow[] };
  overview(slices: number): Overview;
  /** Messages by kind: how many, how they were answered, and how fast. */
  kinds(): readonly capture.KindStatistics[];
  variables(): Promise<SeenVariables>;
  /** Values over time; undefined when another series was asked for meanwhile. */
  series(source: capture.ValueSource): Promise<ValueSeries | undefined>;
  compare(a: number, b: number): Comparison;
  /** The message before this one of the same kind, sender and connection, if there is one. */
  alike(message: number): number | undefined;
  /** The messages of the list as a file. */
  export(form: ExportForm, redacted: boolean): Promise<Blob>;
}

/** What the worker must know of the settings. */
export interface WorkerSettings {
  /** Minutes that the clock to show is ahead of UTC. */
  readonly zone: number;
  /** Seconds by name. */
  readonly timers: Readonly<Record<string, number>>;
}

/** A question, an answer, and news. */
export type ToWorker = {
  [K in keyof Calls]: {
    readonly id: number;
    readonly name: K;
    readonly args: Parameters<Calls[K]>;
  };
}[keyof Calls];
export type FromWorker =
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "fault"; readonly id: number; readonly sentence: string }
  | { readonly type: "status"; readonly status: Status };
