// Bodies of data messages, held against the catalogue: no item, another shape, codes that say no. E5.
import type { Header } from "../hsms/header.ts";
import { DecodeError, type DecodeFault } from "../secs2/decode_error.ts";
import { validate } from "../secs2/validate.ts";
import type { KnownMessage } from "./audit_known.ts";
import type { AuditNews } from "./audit_news.ts";
import { type BodyFacts, examineBody, type FoundCode } from "./audit_shape.ts";
import { placeOf, type Teller } from "./audit_teller.ts";
import { brief, typeText } from "./audit_words.ts";
import type { FindingKind } from "./findings.ts";
import type { CapturedMessage } from "../framing/model.ts";
import { codeMeaning } from "../reading/telling.ts";

/** Limits of ours are no fault of the sender. */
const LIMITS: ReadonlySet<DecodeFault> = /* @__PURE__ */ new Set<DecodeFault>([
  "nested too deep",
  "too many items",
  "text too long",
]);
const NO_LIMITS = { items: Infinity, bytes: Infinity };

/** Codes other than 0 by which nothing is refused. */
const MILD: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "LATER",
  "PENDING",
  "ALREADY",
  "ALREADY_ON_LINE",
  "ALREADY_HAVE",
  "NO_SPOOLED_DATA",
  "END_OF_DATA",
]);

/** The message that another answers. */
interface Request {
  readonly index: number;
  readonly header: Header;
  readonly subject?: string | undefined;
}

/** The bodies on a connection. */
export class BodyAudit {
  readonly #teller: Teller;
  readonly #news: AuditNews;

  constructor(teller: Teller) {
    this.#teller = teller;
    this.#news = teller.news;
  }

  /** Checks the text of a message; gives its codes other than 0. `request` is what it answers. */
  check(
    message: CapturedMessage,
    known: KnownMessage | undefined,
    request: Request | undefined,
  ): readonly FoundCode[] {
    const { text } = message;
    const shape = known?.definition.shape;
    if (shape === undefined && text.length === 0) return [];
    if (message.carrier === "log" && text.length === 0) return [];
    try {
      if (shape === undefined || text.length === 0) return this.#slow(message, known, text.length);
      const facts = examineBody(text, shape, known!.acknowledges);
      if (!facts.fits) return this.#slow(message, known, facts.offset);
      if (facts.codes.length > 0) this.#codes(message, facts, request);
      else if (isEmptyProgram(message)) this.#noProgram(message, request);
      return facts.codes;
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#undecodable(message, error);
      return [];
    }
  }

  /** Reads the body as a program would. `offset` is where it may be at fault. */
  #slow(message: CapturedMessage, known: KnownMessage | undefined, offset: number): readonly FoundCode[] {
    const { text } = message;
    if (text.length > 0) validate(text, NO_LIMITS);
    if (known === undefined) return [];
    try {
      known.definition.read(text, NO_LIMITS);
    } catch (error) {
      if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error;
      this.#illShaped(message, error.message, offset);
    }
    return [];
  }

  #undecodable(message: CapturedMessage, { fault, offset }: DecodeError): void {
    if (LIMITS.has(fault)) return;
    this.#news.say(
      "undecodable",
      { ...placeOf(message), offset },
      `the text of ${this.#teller.title(message.header!)} of ${
        this.#teller.who(message)
      } is no SECS-II item: ${fault} at byte ${offset} of ${message.text.length}`,
    );
  }

  #illShaped(message: CapturedMessage, why: string, offset: number): void {
    const what = why.replace(/^Cannot read /, "");
    this.#news.say(
      "ill-shaped",
      { ...placeOf(message), offset },
      `the body of ${this.#teller.title(message.header!)} of ${
        this.#teller.who(message)
      } does not fit the catalogue: ${what}, at byte ${offset}`,
    );
  }

  #codes(message: CapturedMessage, { codes }: BodyFacts, request: Request | undefined): void {
    const denied = codes[0].data.item === "COMMACK";
    const isMild = isMildCode(codes[0]);
    const kind: FindingKind = denied ? "communications-denied" : isMild ? "deferred" : "refused";
    const verb = denied ? "denied" : isMild ? "answered" : "refused";
    const what = request === undefined ? `a request by ${brief(message.header!)}` : this.#request(request);
    this.#teller.say(
      kind,
      message,
      `${this.#teller.who(message)} ${verb} ${what} with ${codes.map(codeText).join(", ")}`,
      request,
    );
  }

  #noProgram(message: CapturedMessage, request: Request | undefined): void {
    const what = request === undefined ? "a request" : this.#request(request);
    const how = message.text.length === 2 ? "an empty list" : "two empty items, where an empty list is due";
    this.#teller.say(
      "refused",
      message,
      `${this.#teller.who(message)} has no process program for ${what}: its ${
        typeText(message.header!)
      } holds ${how}`,
      request,
    );
  }

  #request({ header, subject }: Request): string {
    return `${this.#teller.title(header)}${subject === undefined ? "" : ` of ${subject}`}`;
  }
}

function isMildCode({ data, code }: FoundCode): boolean {
  return Object.entries(data).some(([name, value]) => value === code && MILD.has(name));
}

/** `HCACK 3 (invalid parameter)`, `CPACK 2 (illegal value) for LOTID`. */
function codeText({ data, code, of }: FoundCode): string {
  if (data.kind === "flag") return `${data.item} false`;
  const meaning = codeMeaning(data, code);
  return `${data.item} ${code}${meaning === undefined ? "" : ` (${meaning})`}${
    of === undefined ? "" : ` for ${of}`
  }`;
}

/** S7F6 without a process program: `L,0`, or by some stacks two empty items. */
function isEmptyProgram({ header, text }: CapturedMessage): boolean {
  if ((header!.byte2 & 0x7f) !== 7 || header!.byte3 !== 6 || text[0] !== 1) return false;
  return text[1] === 0 || (text.length === 6 && text[3] === 0 && text[5] === 0);
}
