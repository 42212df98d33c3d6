// Taking texts and recipes out of messages before anybody else sees them: each becomes another of the same length, equal
// ones an equal one, so that whatever depends on lengths and on what equals what still holds.
import { DecodeError } from "../secs2/decode_error.ts";
import { latin1 } from "../secs2/latin1.ts";
import { ItemReader } from "../secs2/reader.ts";
import { annotate, type Annotation } from "./annotate.ts";
import { glob } from "./filter_values.ts";
import { messageWord } from "./filter_words.ts";
import type { CapturedMessage, Finding } from "../framing/model.ts";
import type { MessageRecord } from "./reading.ts";

/** What to take out. Each selector is a message (`S7F3`, `S10`), a data item (`PPID`) or a place (`parameters[*].CPVAL`). */
export interface RedactOptions {
  /** Only what one of these selects; all texts, and PPBODY of any format, when absent. */
  readonly only?: readonly string[];
  /** What stays as it is, whatever `only` says. */
  readonly keep?: readonly string[];
  /** Replaces `B` everywhere, not only in PPBODY. */
  readonly binary?: boolean;
  /**
   * What the replacements depend on: the same gives the same again. Keep it secret, for who knows it can try texts out;
   * this is no encryption.
   */
  readonly secret: string;
}

/** Whether a selector selects an item of a message. */
type Selector = (record: MessageRecord, annotation: Annotation | undefined) => boolean;

/** Longest texts that are remembered, and how many, to keep different ones different. */
const MOST_REMEMBERED = 100_000;
const LONGEST_REMEMBERED = 256;

/**
 * Redacts messages of one capture. Addresses stay, and so do names that were learnt before: learn them from the redacted
 * messages instead.
 */
export class Redactor {
  readonly #options: RedactOptions;
  readonly #only: readonly Selector[] | undefined;
  readonly #keep: readonly Selector[];
  readonly #replacements: Map<string, string> = new Map();
  readonly #taken: Set<string> = new Set();

  /** Redacts as `options` say. */
  constructor(options: RedactOptions) {
    this.#options = options;
    this.#only = options.only?.map(selectorOf);
    this.#keep = (options.keep ?? []).map(selectorOf);
  }

  /** The record as others may see it: message, counterpart, and the sentences of findings. */
  record(record: MessageRecord): MessageRecord {
    const { counterpart, findings } = record;
    const originals = new Map<string, string>();
    const message = this.message(record, originals);
    return {
      ...ownRecord(record),
      message,
      ...(counterpart === undefined
        ? {}
        : { counterpart: this.message({ message: counterpart, host: record.host }, originals) }),
      ...(findings === undefined
        ? {}
        : { findings: findings.map((finding) => reworded(finding, originals)) }),
    };
  }

  /** The message of a record with its texts replaced. What cannot be decoded is blanked. */
  message(record: MessageRecord, originals: Map<string, string> = new Map()): CapturedMessage {
    const { message } = record;
    if (message.header === undefined || message.text.length === 0) return message;
    const bytes = message.bytes.slice();
    const text = bytes.subarray(Math.max(0, bytes.length - message.text.length));
    const annotations = annotate(record, {}, Infinity);
    try {
      this.#replaceAll(record, text, annotations, originals);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      text.fill(0, Math.min(error.offset, text.length));
    }
    const rest = ownMessage(message);
    return { ...rest, bytes, text };
  }

  #replaceAll(
    record: MessageRecord,
    text: Uint8Array,
    annotations: readonly Annotation[],
    originals: Map<string, string>,
  ): void {
    const reader = new ItemReader(text);
    let at = 0;
    while (reader.next()) {
      while (annotations[at]?.end <= reader.offset) at++;
      const annotation = annotations[at]?.offset <= reader.offset ? annotations[at] : undefined;
      if (this.#selects(record, annotation, reader)) this.#replace(reader, text, originals);
    }
  }

  #selects(record: MessageRecord, annotation: Annotation | undefined, { format }: ItemReader): boolean {
    if (format === "L") return false;
    const isText = format === "A" || format === "J" || format === "W";
    const isProgram = annotation?.item === "PPBODY";
    if (!isText && !isProgram && !(format === "B" && this.#options.binary === true)) return false;
    const selected = this.#only?.some((selects) => selects(record, annotation)) ?? true;
    return selected && !this.#keep.some((selects) => selects(record, annotation));
  }

  #replace(reader: ItemReader, text: Uint8Array, originals: Map<string, string>): void {
    const { format, bodyOffset, length } = reader;
    const from = bodyOffset + (format === "W" ? Math.min(2, length) : 0), end = bodyOffset + length;
    if (from === end) return;
    const isText = format === "A" || format === "J" || format === "W";
    if (!isText) return fill(text.subarray(from, end), this.#random(latin1(text, from, end - from)), 256, 0);
    const original = latin1(text, from, end - from);
    const replacement = this.#pseudonym(original);
    originals.set(original, replacement);
    for (let i = 0; i < replacement.length; i++) text[from + i] = replacement.charCodeAt(i);
    if (format === "W" && reader.encoding() === 1) { for (let i = from; i < end; i += 2) text[i] = 0; }
  }

  /** Another text of the same length; a different one for each text, as far as there are enough. */
  #pseudonym(original: string): string {
    const known = this.#replacements.get(original);
    if (known !== undefined) return known;
    const remember = original.length <= LONGEST_REMEMBERED && this.#replacements.size < MOST_REMEMBERED;
    let replacement = "";
    for (let attempt = 0; attempt < 40; attempt++) {
      const bytes = new Uint8Array(original.length);
      fill(bytes, this.#random(attempt === 0 ? original : `${attempt} ${original}`), LETTERS.length, -1);
      replacement = latin1(bytes, 0, bytes.length);
      if (!remember || !this.#taken.has(replacement)) break;
    }
    if (remember) {
      this.#replacements.set(original, replacement);
      this.#taken.add(replacement);
    }
    return replacement;
  }

  #random(text: string): () => number {
    return randomBy(`${this.#options.secret}\0${text}`);
  }
}

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Fills bytes at random: letters, or any bytes from `offset` on. */
function fill(bytes: Uint8Array, random: () => number, count: number, offset: number): void {
  for (let i = 0; i < bytes.length; i++) {
    const drawn = Math.floor(random() * count);
    bytes[i] = offset < 0 ? LETTERS.charCodeAt(drawn) : drawn + offset;
  }
}

/** Numbers from 0 to below 1 that follow from a text: xorshift128 from four mixed hashes. */
function randomBy(text: string): () => number {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 0x85ebca6b);
    b = c ^ Math.imul(b ^ code, 0xc2b2ae35);
    c = d ^ Math.imul(c ^ code, 0x27d4eb2f);
    d = a ^ Math.imul(d ^ code, 0x165667b1);
  }
  const next = () => {
    const t = a ^ (a << 11);
    [a, b, c] = [b, c, d];
    d = (d ^ (d >>> 19) ^ t ^ (t >>> 8)) | 0;
    return (d >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}

function selectorOf(text: string): Selector {
  const message = messageWord(text);
  if (message !== undefined) return message;
  const expression = new RegExp(`^(?:${glob(text).replaceAll("\\[.*\\]", "\\[\\d+\\]")})$`, "i");
  return (_, annotation) =>
    annotation !== undefined && (expression.test(annotation.item) || expression.test(annotation.place));
}

/** Sentences may quote what was in a message. */
function reworded(finding: Finding, originals: ReadonlyMap<string, string>): Finding {
  let { sentence } = finding;
  const longest = [...originals].sort(([a], [b]) => b.length - a.length);
  for (const [original, replacement] of longest) {
    if (original.length > 2) sentence = sentence.replaceAll(original, replacement);
  }
  return { ...finding, sentence };
}

/** What holds of a record besides its messages and findings; its properties may be getters. */
function ownRecord({ message, host, previous, transaction }: MessageRecord): MessageRecord {
  return {
    message,
    ...(host === undefined ? {} : { host }),
    ...(previous === undefined ? {} : { previous }),
    ...(transaction === undefined ? {} : { transaction }),
  };
}

/** A message without the place in the file, which has the original. */
function ownMessage(message: CapturedMessage): CapturedMessage {
  const { index, connection, direction, carrier, time, frame, firstFrame, deliveredTime, offset } = message;
  const { length, header, absent, bytes, text } = message;
  const rest = { index, connection, direction, carrier, time, frame, firstFrame, deliveredTime, offset };
  return { ...rest, length, header, ...(absent === undefined ? {} : { absent }), bytes, text };
}
