// Reads the lines of a log: what stands before a message in them, SML, and control messages by name. A line that is
// neither is the log's own business; a message that cannot be read is trouble.
import { encode } from "../secs2/encode.ts";
import { parseItem } from "../sml/parse.ts";
import { SmlSyntaxError } from "../sml/syntax_error.ts";
import { controlOf, headerFieldsOf, sidesOf, timeOf } from "./log_fields.ts";
import { saysReplyExpected, SmlGatherer, type SmlHeader, smlHeaderOf } from "./log_sml.ts";
import { controlLogHeader, logHeader, type TextContext, type TextOutput } from "./text_output.ts";

/** A message whose item is still to come. */
interface Gathering {
  readonly header: SmlHeader;
  readonly line: number;
  readonly context: TextContext;
  readonly sml: SmlGatherer;
}

const NOTHING: TextContext = { fields: {} };
const NO_TEXT: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/** Lines that begin so have no time stamp before them. */
const IS_ITEM = /^\s*[<>]/;

/** The lines of a log. */
export class LogReader {
  /** What the last lines said of the message to come. */
  context: TextContext = NOTHING;
  /** Messages so far. */
  count: number = 0;
  readonly #output: TextOutput;
  #gathering: Gathering | undefined;

  constructor(output: TextOutput) {
    this.#output = output;
  }

  /** Takes a line if it belongs to the message being read. */
  continues(line: string, number: number): boolean {
    const gathering = this.#gathering;
    if (gathering === undefined) return false;
    const { sml } = gathering;
    if (sml.state === "header") return this.#mayBegin(gathering, line, number);
    if (this.#breaksOff(sml, line)) return false;
    sml.add(withoutStamp(line), number);
    if (sml.state === "end") this.#finish();
    return true;
  }

  /** Takes a line that belongs to no message begun. */
  line(line: string, number: number): void {
    this.#note(line);
    const header = smlHeaderOf(line);
    if (header !== undefined) this.#begin(header, line, number);
    else this.#control(line, number);
  }

  /** What the next message has been given away to: bytes in hexadecimal. */
  forget(): void {
    this.context = { ...NOTHING, ...(this.context.time && { time: this.context.time }) };
  }

  /** No line follows. */
  end(): void {
    const gathering = this.#gathering;
    if (gathering?.sml.state === "item") this.#broken(gathering, "the text ends before its item does");
    else if (gathering !== undefined) this.#finish();
  }

  /** A line with a time stamp begins an entry; others add to it. */
  #note(line: string): void {
    const time = timeOf(line), sides = sidesOf(line), fields = headerFieldsOf(line);
    const before = time === undefined ? this.context : NOTHING;
    this.context = {
      ...before,
      ...(time && { time }),
      ...(sides && { sides }),
      fields: { ...before.fields, ...fields },
      ...(saysReplyExpected(line) && { replyExpected: true }),
    };
  }

  #begin(header: SmlHeader, line: string, number: number): void {
    const sml = new SmlGatherer();
    sml.add(header.rest, number);
    this.#gathering = { header, line: number, context: this.context, sml };
    if (sml.state === "end" || sml.state === "period") this.#finish();
    else if (sml.state === "header" && isProse(line, header)) this.#gathering = undefined;
  }

  /** The line behind a header: the beginning of its item, a period, or something else. */
  #mayBegin({ sml }: Gathering, line: string, number: number): boolean {
    const trimmed = line.trim();
    if (trimmed === "" || /^(?:\*|\/\/|\/\*)/.test(trimmed)) return true;
    const bare = withoutStamp(line);
    if (/^\s*[<.]/.test(bare)) sml.add(bare, number);
    const begun = sml.state !== "header";
    if (sml.state !== "item") this.#finish();
    return begun;
  }

  /** Whether a new entry begins inside an item, or the item has no end. */
  #breaksOff(sml: SmlGatherer, line: string): boolean {
    const isEntry = !IS_ITEM.test(line) && timeOf(line) !== undefined && smlHeaderOf(line) !== undefined;
    if (!isEntry && !sml.tooLong) return false;
    this.#broken(this.#gathering!, isEntry ? "another entry begins inside its item" : "its item has no end");
    return true;
  }

  #broken({ header, line }: Gathering, why: string): void {
    this.#output.trouble(line, `Cannot read S${header.stream}F${header.function} of line ${line}: ${why}`);
    this.#gathering = undefined;
    this.forget();
  }

  #finish(): void {
    const gathering = this.#gathering!;
    const text = this.#textOf(gathering);
    this.#gathering = undefined;
    if (text !== undefined) this.#put(gathering, text);
    this.forget();
  }

  #put({ header, context, line, sml }: Gathering, text: Uint8Array): void {
    if (sml.state === "header" && !isKnown(context) && !header.replyExpected) return; // a name in a sentence
    const replyExpected = header.replyExpected || context.replyExpected === true;
    const { header: whole, absent } = logHeader({ ...header, replyExpected }, context.fields);
    this.#output.message(context, whole, absent, text, line);
    this.count++;
  }

  #textOf(gathering: Gathering): Uint8Array | undefined {
    const { sml } = gathering;
    if (sml.text === "") return NO_TEXT;
    try {
      return encode(parseItem(sml.text));
    } catch (error) {
      if (!(error instanceof SmlSyntaxError)) throw error;
      const { stream, function: fn } = gathering.header, line = sml.firstLine + error.line - 1;
      this.#output.trouble(line, `Cannot read S${stream}F${fn} of line ${gathering.line}: ${error.message}`);
      return undefined;
    }
  }

  /** A control message has no SML: its name, or the session type in its header, in a line that says more. */
  #control(line: string, number: number): void {
    const { context } = this;
    const fields = headerFieldsOf(line);
    const sType = fields.sType || controlOf(line);
    const isMessage = fields.systemBytes !== undefined || sidesOf(line) !== undefined;
    if (!sType || !isMessage) return;
    const { header, absent } = controlLogHeader(sType, context.fields);
    this.#output.message(context, header, absent, NO_TEXT, number);
    this.count++;
    this.forget();
  }
}

/** Whether enough is known of a message to believe in it. */
function isKnown({ sides, fields }: TextContext): boolean {
  return sides !== undefined || fields.systemBytes !== undefined;
}

/** Whether a header stands in the middle of a sentence. */
function isProse(line: string, { rest }: SmlHeader): boolean {
  return /^[\s,;]*[a-z]{2,}/.test(rest) && !/[|[{:=]/.test(line);
}

/** A line of an item without the time stamp that some logs put before every line. */
function withoutStamp(line: string): string {
  if (IS_ITEM.test(line) || timeOf(line) === undefined) return line;
  const from = line.search(/[<>]|\s\.\s*$/);
  return from < 0 ? line : line.slice(from);
}
