// What a connection carries, told by its bytes and not by its port: HSMS, SECS-I over TCP, or something else. Holds what
// came until that is certain, and not much of it.
import { type Block, BLOCK_FRAMING, decodeBlock } from "../secs1/block.ts";
import { HsmsSearch } from "./hsms_search.ts";
import type { Connection, StreamBytes, StreamFact, StreamGap } from "./model.ts";

/** What a connection carries; `other` is of no interest. */
export type Protocol = "HSMS" | "SECS-I" | "other";

/** Bytes of a connection that are held before it is called by the likeliest name. */
const MOST_BYTES = 64 * 1024;
/** The same where one side has begun with something else. */
const MOST_DOUBTFUL = 2 * 1024;
const MOST_FACTS = 4096;

/** A connection of which it is not known what it carries. */
export class Recogniser {
  /** What came, in order. */
  readonly facts: StreamFact[] = [];
  /** Bytes in them. */
  held: number = 0;
  readonly #whole: boolean;
  readonly #sides: [Side, Side];

  constructor(connection: Connection) {
    this.#whole = connection.synFrame !== undefined;
    this.#sides = [new Side(this.#whole), new Side(this.#whole)];
  }

  /** Takes a fact; gives the protocol once it is certain. */
  add(fact: StreamFact): Protocol | undefined {
    if (fact.type === "gap") this.#sides[fact.direction].gap(fact);
    if (fact.type !== "bytes") {
      this.facts.push(fact);
      return undefined;
    }
    const own = { ...fact, bytes: new Uint8Array(fact.bytes) }; // a view would keep the whole chunk
    this.facts.push(own);
    this.held += own.bytes.length;
    return this.#sides[fact.direction].add(own) ?? this.#give();
  }

  /** The likeliest protocol, when nothing more comes; undefined when there was not a byte. */
  finish(): Protocol | undefined {
    if (this.held === 0) return undefined;
    return this.#sides.some((side) => side.seemsHsms()) ? "HSMS" : "other";
  }

  #give(): Protocol | undefined {
    const [one, two] = this.#sides;
    if (one.hopeless && two.hopeless) return "other";
    const most = one.hopeless || two.hopeless ? MOST_DOUBTFUL : MOST_BYTES;
    return this.held >= most || this.facts.length >= MOST_FACTS ? this.finish() : undefined;
  }
}

/** One direction: what it may be, by what came. */
class Side {
  #search: HsmsSearch | undefined;
  readonly #blocks = new BlockSearch();
  readonly #whole: boolean;
  #mayBeSecs1 = true;

  constructor(whole: boolean) {
    this.#whole = whole;
  }

  get hopeless(): boolean {
    return this.#search?.hopeless === true && !this.#mayBeSecs1;
  }

  gap(gap: StreamGap): void {
    this.#search = new HsmsSearch({ expected: gap.offset + gap.length });
    this.#blocks.clear();
  }

  add(fact: StreamBytes): Protocol | undefined {
    const isFirst = this.#whole && fact.offset === 0;
    if (isFirst) this.#mayBeSecs1 = isControlCharacter(fact.bytes[0]);
    this.#search ??= new HsmsSearch({ onlyFirst: isFirst });
    if (this.#search.add(fact) !== undefined) return "HSMS";
    return this.#mayBeSecs1 && this.#blocks.add(fact.bytes) ? "SECS-I" : undefined;
  }

  seemsHsms(): boolean {
    return this.#search?.finish() !== undefined;
  }
}

/** Looks for ENQ and a block whose checksum is right. E4. */
export class BlockSearch {
  #tail = new Uint8Array(0);

  /** Whether a block ends in these bytes or before. */
  add(bytes: Uint8Array): boolean {
    const window = new Uint8Array(this.#tail.length + bytes.length);
    window.set(this.#tail);
    window.set(bytes, this.#tail.length);
    this.#tail = window.slice(-LONGEST_BLOCK);
    for (let at = window.indexOf(ENQ); at >= 0; at = window.indexOf(ENQ, at + 1)) {
      if (isBlock(decodeBlock(window, at + 1))) return true;
    }
    return false;
  }

  /** Begins anew, behind a gap. */
  clear(): void {
    this.#tail = new Uint8Array(0);
  }
}

const ENQ = 0x05;
const LONGEST_BLOCK = 254 + BLOCK_FRAMING;

function isControlCharacter(byte: number): boolean {
  return byte === ENQ || byte === 0x04 || byte === 0x06 || byte === 0x15;
}

function isBlock(block: ReturnType<typeof decodeBlock>): block is Block {
  return typeof block !== "string" && block.header.stream > 0;
}
