// What the page and its worker say to each other. All analysis is the worker's; the page holds windows of rows.
import type { capture, hsms } from "./hsms.ts";

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
  readonly connections: readonly ConnectionSummary[];
  readonly begin: number;
  readonly end: number;
  readonly origin: bigint | undefined;
  /** Milliseconds that loading has taken. */
  readonly milliseconds: number;
  /** Bytes that the columns take. */
  readonly memory: number;
  /** What went wrong, of a failed load. */
  readonly trouble?: string;
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
  readonly description: string;
}

/** What the page may ask, and what it gets. */
export interface Calls {
  open(source: OpenSource, options: OpenOptions): void;
  rows(from: number, count: number): { readonly revision: number; readonly rows: readonly Row[] };
  /** Place of a row in the list, or of the next one that is in it; -1 in an empty list. */
  place(id: number): number;
  /** Filters the list; gives back what is wrong with the text, if anything. */
  filter(text: string, connection: number | undefined): FilterFault | undefined;
  detail(message: number): Detail;
  settings(settings: WorkerSettings): void;
}

/** What the worker must know of the settings. */
export interface WorkerSettings {
  /** Minutes that the clock to show is ahead of UTC. */
  readonly zone: number;
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
