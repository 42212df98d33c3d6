// Looks for the beginning of a message in a stream that was come upon in its middle: after a gap, in a capture that
// began too late, and to find out whether a connection carries HSMS at all. Holds a bounded window.
import { NO_BYTES } from "../hsms/bytes.ts";
import type { StreamBytes } from "./model.ts";
import { headerVerdict, messageVerdict } from "./plausible.ts";

/** Bytes that a search holds at most. A message that is longer is believed by its beginning. */
export const WINDOW: number = 256 * 1024;
/** Places that more bytes must decide, at most. */
const MOST_OPEN = 32;

/** Where to look. */
export interface SearchPlace {
  /** Only the very first byte may begin a message. */
  readonly onlyFirst?: boolean;
  /** Where a message should begin, if all is well; what comes before is passed over. */
  readonly expected?: number;
}

/** A search in one direction of a connection. Its bytes have no gap. */
export class HsmsSearch {
  /** The bytes held, as they came; a segment may begin before the window does. */
  readonly facts: StreamBytes[] = [];
  /** No place so far can begin a message, and none will: only with `onlyFirst`. */
  hopeless: boolean = false;
  readonly #onlyFirst: boolean;
  readonly #expected: number | undefined;
  #window: Uint8Array = NO_BYTES;
  #held = 0;
  /** Offset in the stream of the first byte held. */
  #base = -1;
  /** Offset of the first place not looked at. */
  #next = -1;
  /** Offsets that may be the beginning. */
  #open: number[] = [];
  readonly #boundaries = new Set<number>();

  constructor(place: SearchPlace = {}) {
    this.#onlyFirst = place.onlyFirst ?? false;
    this.#expected = place.expected;
  }

  /** The bytes held, joined. */
  get window(): Uint8Array {
    return this.#window.subarray(0, this.#held);
  }

  /** Takes the next bytes; gives the offset of the first message once it is found. */
  add(fact: StreamBytes): number | undefined {
    const from = Math.max(fact.offset, this.#expected ?? 0);
    if (from >= fact.offset + fact.bytes.length || this.hopeless) return undefined;
    if (this.#base < 0) this.#base = this.#next = from;
    this.facts.push(fact);
    this.#boundaries.add(from);
    this.#hold(fact.bytes, from - fact.offset);
    return this.#look() ?? this.#shrink();
  }

  /** Nothing more comes: the likeliest beginning, where there is one. */
  finish(): number | undefined {
    const end = this.#held;
    const isHeader = (offset: number): boolean =>
      headerVerdict(this.#window, offset - this.#base, end) === "yes" && end - (offset - this.#base) >= 14;
    return this.#open.find((offset) => this.#boundaries.has(offset) && isHeader(offset));
  }

  #hold(bytes: Uint8Array, from: number): void {
    const count = bytes.length - from;
    if (this.#held + count > this.#window.length) {
      const grown = new Uint8Array(Math.max(2 * (this.#held + count), 256));
      grown.set(this.window);
      this.#window = grown;
    }
    this.#window.set(from === 0 ? bytes : bytes.subarray(from), this.#held);
    this.#held += count;
  }

  #look(): number | undefined {
    const open = this.#open;
    this.#open = [];
    for (let i = 0; i < open.length; i++) {
      if (!this.#try(open[i])) continue;
      return open[i];
    }
    const end = this.#onlyFirst ? this.#base + 1 : this.#base + this.#held;
    for (; this.#next < end; this.#next++) {
      const offset = this.#next;
      if (this.#window[offset - this.#base] > 4 && !this.#onlyFirst) continue; // no length begins so
      if (this.#try(offset)) return offset;
    }
    this.hopeless = this.#onlyFirst && this.#open.length === 0;
    return undefined;
  }

  /** Whether a message begins at an offset that nothing before it stands in the way of. */
  #try(offset: number): boolean {
    const onBoundary = this.#boundaries.has(offset);
    const verdict = messageVerdict(this.#window, offset - this.#base, this.#held, onBoundary);
    if (verdict === "more") this.#keepOpen(offset);
    return verdict === "yes" && !this.#open.some((before) => before < offset && this.#boundaries.has(before));
  }

  #keepOpen(offset: number): void {
    if (this.#open.length >= MOST_OPEN) {
      const least = this.#open.findIndex((other) => !this.#boundaries.has(other));
      this.#open.splice(Math.max(least, 0), 1);
    }
    this.#open.push(offset);
  }

  /** Keeps the window bounded: believes a beginning that has been open for long, or forgets the older half. */
  #shrink(): number | undefined {
    if (this.#held < WINDOW) return undefined;
    const likely = this.finish();
    if (likely !== undefined) return likely;
    this.#open = [];
    if (this.#onlyFirst) this.hopeless = true;
    this.#forget(this.#held - (WINDOW >> 2));
    return undefined;
  }

  #forget(count: number): void {
    this.#window = this.#window.slice(count, this.#held);
    this.#held -= count;
    this.#base += count;
    this.#next = Math.max(this.#next, this.#base);
    while (this.facts.length > 0 && this.facts[0].offset + this.facts[0].bytes.length <= this.#base) {
      this.facts.shift();
    }
    for (const offset of this.#boundaries) if (offset < this.#base) this.#boundaries.delete(offset);
  }
}
