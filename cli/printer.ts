// Prints the messages of a capture as they settle, in one of several forms, and between them what concerns no message.
import { randomBytes } from "node:crypto";
import { duration } from "../core/framing/clock.ts";
import { csvHeadings, toCsv } from "../core/reading/export_csv.ts";
import { toNdjson } from "../core/reading/export_json.ts";
import { toSmlLog } from "../core/reading/export_log.ts";
import { compileFilter, type Filter } from "../core/reading/filter.ts";
import { FilterSyntaxError } from "../core/reading/filter_syntax.ts";
import type { CapturedMessage, CaptureOutput, Finding } from "../core/framing/model.ts";
import type { NameData } from "../core/reading/names.ts";
import { NameLearner } from "../core/reading/names_learn.ts";
import { began, type MessageRecord, type Reading } from "../core/reading/reading.ts";
import { RecordWindow } from "../core/capture/record_window.ts";
import { Redactor } from "../core/reading/redact.ts";
import { DecodeError } from "../core/secs2/decode_error.ts";
import { hexDump } from "../core/secs2/hex.ts";
import { print } from "../core/sml/print.ts";
import type { CaptureReader } from "./capture_file.ts";
import { zoneOf } from "./capture_options.ts";
import { type Option, UsageError, type Values } from "./command.ts";
import { findingText, messageText, troubleText } from "./message_text.ts";
import { Paper } from "./paper.ts";
import type { Terminal } from "./terminal.ts";

const FORMS = ["sml", "hex", "json", "csv", "log"] as const;

/** What is printed of a message. */
type Form = "line" | typeof FORMS[number];

/** Options of what is printed. */
export const PRINT_OPTIONS: Readonly<Record<string, Option>> = {
  "sml": { type: "boolean", help: "with the body of each message as SML" },
  "hex": { type: "boolean", help: "with the bytes of each message" },
  "json": { type: "boolean", help: "as NDJSON, one message a line (docs/capture.schema.json)" },
  "csv": { type: "boolean", help: "as a table for spreadsheets" },
  "log": { type: "boolean", help: "as a log of SML with headers, which decode reads again" },
  "filter": {
    type: "string",
    short: "f",
    value: "EXPR",
    help: "only messages that pass: 'S6F11 & ceid=300' (docs/filter.md)",
  },
  "time": {
    type: "string",
    choices: ["clock", "full", "delta", "none"],
    help: "how times are printed in lines (clock)",
  },
};

/** Options that take texts out of messages. */
export const REDACT_OPTIONS: Readonly<Record<string, Option>> = {
  "redact": { type: "boolean", help: "replace texts and recipes by others of the same length" },
  "redact-only": {
    type: "string",
    multiple: true,
    value: "WHAT",
    help: "only these: a message (S7F3), an item (PPID), or a place; implies --redact",
  },
  "redact-keep": { type: "string", multiple: true, value: "WHAT", help: "but not these; implies --redact" },
  "redact-secret": {
    type: "string",
    value: "TEXT",
    help: "what replacements depend on, the same gives the same again (random)",
  },
};

/** Compiles `--filter`. Throws {@linkcode UsageError} with the place. */
export function filterOf({ filter = "" }: Values, reading: Reading): Filter {
  try {
    return compileFilter(String(filter), reading);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    throw new UsageError(`${error.message}\n${error.excerpt.replace(/^/gm, "  ")}`);
  }
}

/** What replaces texts, if the options ask for it. */
export function redactorOf(values: Values): Redactor | undefined {
  const { redact, "redact-only": only, "redact-keep": keep } = values as {
    redact?: boolean;
    "redact-only"?: string[];
    "redact-keep"?: string[];
  };
  if (redact !== true && only === undefined && keep === undefined) return undefined;
  const secret = String(values["redact-secret"] ?? randomBytes(16).toString("hex"));
  return new Redactor({
    secret,
    ...(only === undefined ? {} : { only }),
    ...(keep === undefined ? {} : { keep }),
  });
}

/** Where records go that pass the filter, besides being printed or in place of it. */
export type Taker = (record: MessageRecord, reading: Reading) => void;

/** Characters that may wait for a terminal that stands still, while what is followed goes on. */
const MOST_BEHIND = 32 << 20;

/** Prints records as they settle. With `follow` none waits for what belongs to it. */
export class Printer implements CaptureReader {
  readonly #form: Form;
  readonly #reading: { origin?: bigint; zone: number; names: NameLearner };
  /** Messages heard of, whether they passed the filter or not. */
  heard: number = 0;
  readonly #values: Values;
  readonly #follow: boolean;
  readonly #terminal: Terminal;
  readonly #window: RecordWindow;
  readonly #redactor: Redactor | undefined;
  readonly #take: Taker;
  readonly #paper: Paper;
  readonly #asides: Paper;
  readonly #troubles: Paper;
  #filter: Filter;

  /** Throws {@linkcode UsageError}. `take` gets the records in place of the output, when it is given. */
  constructor(values: Values, names: NameData, terminal: Terminal, take?: Taker) {
    this.#values = values;
    this.#form = formOf(values);
    this.#follow = values.follow === true;
    this.#reading = { zone: zoneOf(values), names: new NameLearner(names) };
    this.#filter = filterOf(values, this.#reading);
    this.#redactor = redactorOf(values);
    this.#terminal = terminal;
    this.#take = take ?? ((record) => this.#print(record));
    this.#window = new RecordWindow(this.#follow ? 0 : undefined);
    this.#paper = new Paper(terminal.stdout, this.#follow ? MOST_BEHIND : undefined);
    this.#asides = this.#form === "line" || this.#form === "sml" || this.#form === "hex"
      ? this.#paper
      : new Paper(terminal.stderr);
    this.#troubles = new Paper(terminal.stderr);
    if (this.#form === "csv") this.#paper.text(csvHeadings());
  }

  output(output: CaptureOutput): void {
    this.#window.output(output);
    switch (output.type) {
      case "origin":
        return this.#begin(output.origin);
      case "message":
        this.heard += 1;
        this.#reading.names.message(this.#shown(output.message));
        return this.#follow ? undefined : this.#printSettled();
      case "transaction":
        return this.#reading.names.transaction(output);
      case "finding":
        return this.#finding(output);
      case "trouble":
        return this.#troubles.line(troubleText(output, this.#terminal.stderr));
    }
  }

  async settled(): Promise<void> {
    if (this.#follow) this.#printSettled();
    await this.#paper.flush();
    if (this.#asides !== this.#paper) await this.#asides.flush();
    await this.#troubles.flush();
  }

  /** Nothing more comes. */
  async end(): Promise<void> {
    this.#window.end();
    this.#printSettled();
    await this.settled();
  }

  /** A line that is no message. */
  aside(text: string): void {
    this.#asides.line(text);
  }

  /** Filters of times are of the zone and the day on which the capture begins. */
  #begin(origin: bigint | undefined): void {
    if (origin === undefined) return;
    this.#reading.origin = origin;
    this.#filter = filterOf(this.#values, this.#reading);
  }

  #shown(message: CapturedMessage): CapturedMessage {
    return this.#redactor?.message({ message }) ?? message;
  }

  /** A finding that stands on no message's line: there is no message, or it was printed before. */
  #finding(finding: Finding): void {
    const isOnLine = finding.messages.length > 0 && !this.#follow;
    if (isOnLine || this.#values.filter !== undefined) return;
    this.#asides.line(findingText(finding, this.#terminal.stdout));
  }

  #printSettled(): void {
    for (let record = this.#window.next(); record !== undefined; record = this.#window.next()) {
      if (this.#filter.matches(record)) this.#take(this.#redactor?.record(record) ?? record, this.#reading);
    }
  }

  #print(record: MessageRecord): void {
    switch (this.#form) {
      case "json":
        return this.#paper.line(toNdjson(record, this.#reading));
      case "csv":
        return this.#paper.text(toCsv(record, this.#reading));
      case "log":
        return this.#paper.text(toSmlLog(record, this.#reading));
    }
    const { text, bytes } = record.message;
    this.#paper.line(this.#line(record));
    if (this.#form === "sml" && text.length > 0) this.#paper.line(indented(bodyOf(text)));
    if (this.#form === "hex") this.#paper.line(indented(hexDump(bytes)));
  }

  /** Who follows has seen the request without its reply: its latency stands with the reply. */
  #line(record: MessageRecord): string {
    const { time = "clock" } = this.#values as { time?: "clock" };
    const { stdout } = this.#terminal;
    const line = messageText(record, this.#reading, { time }, stdout);
    const latency = this.#follow && !began(record) ? record.transaction?.latency : undefined;
    return latency === undefined ? line : `${line} ${stdout.style("green", `after ${duration(latency)}`)}`;
  }
}

function formOf(values: Values): Form {
  const given = FORMS.filter((form) => values[form] === true);
  if (given.length > 1) throw new UsageError(`Cannot print as --${given.join(" and --")} at once`);
  return given[0] ?? "line";
}

/** A body as SML; what is no item as its bytes, with the reason. */
function bodyOf(text: Uint8Array): string {
  try {
    return print(text);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return `/* ${error.message} */\n${hexDump(text)}`;
  }
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
