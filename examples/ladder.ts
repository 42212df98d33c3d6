// Prints what passes over a connection as a ladder: time, direction, message, hex and item.
import { decode, hex, hsms, type Item } from "../mod.ts";

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
    const name = ` ${hsms.describeHeader(hsms.readHeader(header)).replace(/ session .*/, "")} `;
    const line = name.padStart((LANE + name.length) >> 1, "─").padEnd(LANE, "─");
    const arrow = direction === "sent" ? `│─${line}▶│` : `│◀${line}─│`;
    console.log(`${this.#time()} ${this.#left.padStart(9)} ${arrow} ${this.#right}`);
    for (const detail of details(header, text)) console.log(`${" ".repeat(21)}${detail}`);
  }

  #time(): string {
    return `${((performance.now() - this.#started) / 1000).toFixed(3).padStart(8)} s`;
  }
}

/** The bytes as they are on the wire: length, header, text; and the item in them. */
function details(header: Uint8Array, text: Uint8Array): string[] {
  const whole = hsms.encodeMessage(hsms.readHeader(header), text);
  const parts = [whole.subarray(0, 4), whole.subarray(4, 14), whole.subarray(14)].map((part) =>
    hex(part, " ")
  );
  return [parts.join("  ").trimEnd(), ...(text.length === 0 ? [] : show(decode(text)))];
}

/** An item as indented lines in the manner of SML. */
export function show(item: Item, indent = ""): string[] {
  if (item.format !== "L") return [`${indent}<${item.format} ${value(item)}>`];
  const inner = item.value.flatMap((element) => show(element, indent + "  "));
  return item.value.length === 0 ? [`${indent}<L>`] : [`${indent}<L`, ...inner, `${indent}>`];
}

function value(item: Exclude<Item, { format: "L" }>): string {
  if (typeof item.value === "string") return JSON.stringify(item.value);
  return typeof item.value === "object"
    ? Array.from(item.value as ArrayLike<unknown>).join(" ")
    : `${item.value}`;
}
