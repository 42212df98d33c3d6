// A text: hex dumps, and logs with SML or hexadecimal bytes in them. Frames are the numbers of its lines.
import { bytesOf, type DumpLine, dumpLine, offsetAlone } from "./dump_line.ts";
import { DumpReader } from "./dump_reader.ts";
import type { Framing } from "./framing.ts";
import { sidesOf, timeOf } from "./log_fields.ts";
import { LogReader } from "./log_reader.ts";
import type { Source } from "./source.ts";
import { TextLines } from "./text_lines.ts";
import { TextOutput } from "./text_output.ts";

/** Fewer bytes in a row without an offset are no dump. */
const LEAST_IN_ROW = 4;
/** A row that may as well be a time stamp has no more bytes. */
const MOST_IN_STAMP = 12;
const ROW_IN_LINE = /(?<![\w-])(?:0x)?[0-9a-f]{2}(?:[ :,]{0,2}(?:0x)?[0-9a-f]{2}){9,}(?!\w)/i;

/** A text that comes in chunks. */
export class TextSource implements Source {
  readonly #format: "hex" | "log";
  readonly #lines: TextLines = new TextLines();
  #readers: { output: TextOutput; log: LogReader; dump: DumpReader } | undefined;
  #state: "open" | "ended" | "over" = "open";
  #passedOver = false;

  /** `format` is what an empty text is said to be. */
  constructor(format: "hex" | "log") {
    this.#format = format;
  }

  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  end(): void {
    if (this.#state === "open") this.#state = "ended";
  }

  step(framing: Framing): boolean {
    const line = this.#lines.next(this.#state === "ended");
    if (line !== undefined) {
      this.#line(line, this.#lines.number, framing);
      return true;
    }
    if (this.#state !== "ended") return false;
    this.#finish(framing);
    return true;
  }

  #begin(framing: Framing): { output: TextOutput; log: LogReader; dump: DumpReader } {
    const output = new TextOutput(framing);
    return this.#readers ??= { output, log: new LogReader(output), dump: new DumpReader(output, framing) };
  }

  #line(line: string, number: number, framing: Framing): void {
    const { log, dump } = this.#readers ?? this.#begin(framing);
    if (log.continues(line, number)) return;
    if (dump.endsAt(offsetAlone(line))) return;
    const row = rowOf(line, (row) => dump.goesOn(row, log.context));
    if (row !== undefined) this.#row(row, number, framing);
    else if (line.trim() === "*") dump.repeat();
    else {
      dump.flush();
      log.line(line, number);
      this.#bytesIn(line, number, framing);
    }
  }

  #row(row: DumpLine, number: number, framing: Framing): void {
    const { output, log, dump } = this.#begin(framing);
    if (log.count > 0) return this.#passOver(number, output);
    if (row.offset !== undefined) dump.row(row, number, log.context);
    else if (!dump.plain(row, number, log.context)) {
      output.trouble(number, `Cannot read line ${number}: its ${row.bytes.length} bytes are no message`);
    }
  }

  /** Bytes behind a time stamp or a direction. */
  #bytesIn(line: string, number: number, framing: Framing): void {
    const { output, log, dump } = this.#begin(framing);
    const found = ROW_IN_LINE.exec(line);
    const bytes = found === null ? undefined : bytesOf(found[0]);
    if (bytes === undefined || (timeOf(line) === undefined && sidesOf(line) === undefined)) return;
    if (log.count > 0) this.#passOver(number, output);
    else if (dump.plain({ offset: undefined, indent: 0, isTabbed: false, bytes }, number, log.context)) {
      log.forget();
    }
  }

  /** A log that has its messages as SML and their bytes too has them only once. */
  #passOver(number: number, output: TextOutput): void {
    if (!this.#passedOver) {
      output.trouble(
        number,
        `Cannot take the bytes from line ${number} on: the text has its messages as SML`,
      );
    }
    this.#passedOver = true;
  }

  #finish(framing: Framing): void {
    const { output, log, dump } = this.#begin(framing);
    this.#state = "over";
    log.end();
    dump.end();
    if (log.count === 0 && !dump.used) output.trouble(0, "Cannot find a message in the text: there is none");
    output.end(log.count > 0 ? "log" : this.#format);
  }
}

function rowOf(line: string, goesOn: (row: DumpLine) => boolean): DumpLine | undefined {
  const row = dumpLine(line);
  if (row === undefined || row.offset !== undefined || goesOn(row)) return row;
  const { length } = row.bytes;
  return length < LEAST_IN_ROW || (length <= MOST_IN_STAMP && timeOf(line) !== undefined) ? undefined : row;
}
