// Prints what passes over a connection as a ladder: time, direction, message, hex and item.
import { hex, hsms, messages, SML } from "../mod.ts";

const LANE = 58;

/** A ladder with two rails. `left` is the side that prints. */
export class Ladder {
  readonly #started = performance.now();
  readonly #left: string;
  readonly #right: string;

  constructor(left: string, right: string) {
    this.#left = left;
    this.#right = right;
  }

  /** Names the rails. */
  head(): void {
    console.log(`${" ".repeat(10)}${this.#left.padStart(10)}${" ".repeat(LANE + 4)}${this.#right}`);
  }

  /** What is about to be shown. */
  step(title: string): void {
    console.log(`\n── ${title} ${"─".repeat(Math.max(0, 88 - title.length))}`);
  }

  /** The steps that have happened. */
  summary(steps: readonly string[]): void {
    this.step("Done: every step has happened");
    for (const step of steps) console.log(`   ✓ ${step}`);
  }

  /** Something that happened at one end. */
  note(text: string): void {
    console.log(`${this.#time()} ${" ".repeat(10)}· ${text}`);
  }

  /** A message on the wire, from its ten header bytes and its text. */
  message(direction: "sent" | "received", header: Uint8Array, text: Uint8Array): void {
    const name = ` ${titleOf(hsms.readHeader(header))} `;
    const line = name.padStart((LANE + name.length) >> 1, "─").padEnd(LANE, "─");
    const arrow = direction === "sent" ? `│─${line}▶│` : `│◀${line}─│`;
    console.log(`${this.#time()} ${this.#left.padStart(9)} ${arrow} ${this.#right}`);
    for (const detail of details(header, text)) console.log(`${" ".repeat(21)}${detail}`);
  }

  #time(): string {
    return `${((performance.now() - this.#started) / 1000).toFixed(3).padStart(8)} s`;
  }
}

/** The bytes as they are on the wire: length and header, then the text; and the item in it as SML. */
function details(header: Uint8Array, text: Uint8Array): string[] {
  const length = hsms.encodeMessage(hsms.readHeader(header), text).subarray(0, 4);
  const lines = [`${hex(length, " ")}  ${hex(header, " ")}`];
  for (let at = 0; at < text.length; at += 24) lines.push(hex(text.subarray(at, at + 24), " "));
  return text.length === 0 ? lines : [...lines, ...SML.print(text).split("\n")];
}

/** `S1F13 W Establish Communications Request`, `Select.rsp status 0 (Communication Established)`. */
function titleOf(header: hsms.Header): string {
  const [title] = hsms.describeHeader(header).split(" session ");
  if (header.sType !== hsms.STYPE.DATA) return title;
  const message = messages.catalogue.get(header.byte2 & 0x7f, header.byte3);
  return message === undefined ? title : `${title} ${message.name}`;
}
