// `hsms decode`: a capture as lines, SML, hexadecimal dumps or NDJSON.
import { toNdjson } from "../core/capture/export_json.ts";
import { compileFilter, type Filter } from "../core/capture/filter.ts";
import { FilterSyntaxError } from "../core/capture/filter_syntax.ts";
import type { CaptureOutput, Finding } from "../core/capture/model.ts";
import { NameLearner } from "../core/capture/names_learn.ts";
import type { MessageRecord, Reading } from "../core/capture/reading.ts";
import { RecordWindow } from "../core/capture/record_window.ts";
import { DecodeError } from "../core/secs2/decode_error.ts";
import { hexDump } from "../core/secs2/hex.ts";
import { print } from "../core/sml/print.ts";
import { type CaptureReader, readCapture } from "./capture_file.ts";
import { CAPTURE_OPTIONS, captureOptions, loadNames, TIME_OPTIONS, zoneOf } from "./capture_options.ts";
import { type Call, type Command, type ExitCode, UsageError, type Values } from "./command.ts";
import { findingText, messageText, troubleText } from "./message_text.ts";
import { Paper } from "./paper.ts";
import type { Terminal } from "./terminal.ts";

const FORMS = ["sml", "json", "hex"] as const;

/** What is printed of a message. */
type Form = "line" | typeof FORMS[number];

/** The command. */
export const DECODE: Command = {
  name: "decode",
  summary: "print the messages of a capture",
  usage: ["FILE|- [--sml|--json|--hex] [--filter EXPR] [--names FILE] [--follow]"],
  positionals: [1, 1],
  options: {
    "sml": { type: "boolean", help: "with the body of each message as SML" },
    "json": { type: "boolean", help: "as NDJSON, one message a line (docs/capture.schema.json)" },
    "hex": { type: "boolean", help: "with the bytes of each message" },
    "filter": {
      type: "string",
      short: "f",
      value: "EXPR",
      help: "only messages that pass: 'S6F11 & ceid=300' (docs/filter.md)",
    },
    "follow": { type: "boolean", help: "go on with a file that grows; a line does not wait for the reply" },
    "time": {
      type: "string",
      choices: ["clock", "full", "delta", "none"],
      help: "how times are printed (clock)",
    },
    ...TIME_OPTIONS,
    ...CAPTURE_OPTIONS,
  },
  examples: [
    [
      "hsms decode session.pcapng --filter 'S6F11 & latency>1s' --sml",
      "slow event reports with their bodies",
    ],
    ["tcpdump -i eth0 -w - port 5000 | hsms decode - --follow", "what happens now"],
  ],
  run: decode,
};

/** Runs `hsms decode`. */
async function decode({ values, positionals: [file], terminal }: Call): Promise<ExitCode> {
  const form = formOf(values);
  const printer = new Printer(form, values, new NameLearner(await loadNames(values)), terminal);
  const follow = values.follow === true;
  await readCapture(file, { ...captureOptions(values), follow }, terminal, printer);
  await printer.end();
  return 0;
}

function formOf(values: Values): Form {
  const given = FORMS.filter((form) => values[form] === true);
  if (given.length > 1) throw new UsageError(`Cannot print as --${given.join(" and --")} at once`);
  return given[0] ?? "line";
}

/** Compiles `--filter`. Throws {@linkcode UsageError} with the place. */
export function filterOf({ filter = "" }: Values, reading: Reading): Filter {
  try {
    return compileFilter(String(filter), reading);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw new UsageError(error.message);
    throw error;
  }
}

/** Prints records as they settle, and between them what concerns no message. */
class Printer implements CaptureReader {
  readonly #form: Form;
  readonly #reading: { origin?: bigint; zone: number; names: NameLearner };
  readonly #values: Values;
  #filter: Filter;
  readonly #time: "clock" | "full" | "delta" | "none";
  readonly #terminal: Terminal;
  readonly #window: RecordWindow;
  readonly #paper: Paper;
  readonly #asides: Paper;

  constructor(form: Form, values: Values, names: NameLearner, terminal: Terminal) {
    this.#form = form;
    this.#values = values;
    this.#reading = { zone: zoneOf(values), names };
    this.#filter = filterOf(values, this.#reading);
    this.#time = (values.time as "clock" | undefined) ?? "clock";
    this.#terminal = terminal;
    this.#window = new RecordWindow(values.follow === true ? 0 : undefined);
    this.#paper = new Paper(terminal.stdout);
    this.#asides = new Paper(terminal.stderr);
  }

  output(output: CaptureOutput): void {
    this.#window.output(output);
    switch (output.type) {
      case "origin":
        return this.#begin(output.origin);
      case "message":
        this.#reading.names.message(output.message);
        return this.#printSettled();
      case "transaction":
        return this.#reading.names.transaction(output);
      case "finding":
        return this.#finding(output);
      case "trouble":
        return this.#aside(troubleText(output, this.#terminal.stdout));
    }
  }

  /** Filters of times are of the zone and the day on which the capture begins. */
  #begin(origin: bigint | undefined): void {
    if (origin === undefined) return;
    this.#reading.origin = origin;
    this.#filter = filterOf(this.#values, this.#reading);
  }

  async settled(): Promise<void> {
    await this.#paper.flush();
    await this.#asides.flush();
  }

  async end(): Promise<void> {
    this.#window.end();
    this.#printSettled();
    await this.settled();
  }

  /** A finding that stands on no message's line. */
  #finding(finding: Finding): void {
    if (finding.messages.length > 0 || this.#values.filter !== undefined) return;
    this.#aside(findingText(finding, this.#terminal.stdout));
  }

  /** What is no message has its place between the lines, but not in NDJSON. */
  #aside(text: string): void {
    (this.#form === "json" ? this.#asides : this.#paper).line(text);
  }

  #printSettled(): void {
    for (let record = this.#window.next(); record !== undefined; record = this.#window.next()) {
      if (this.#filter.matches(record)) this.#print(record);
    }
  }

  #print(record: MessageRecord): void {
    if (this.#form === "json") return this.#paper.line(toNdjson(record, this.#reading));
    this.#paper.line(messageText(record, this.#reading, { time: this.#time }, this.#terminal.stdout));
    const { text, bytes } = record.message;
    if (this.#form === "sml" && text.length > 0) this.#paper.line(indented(bodyOf(text)));
    if (this.#form === "hex") this.#paper.line(indented(hexDump(bytes)));
  }
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
