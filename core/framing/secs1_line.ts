// Listens to a SECS-I line that runs over TCP: ENQ, EOT, ACK, NAK and blocks of both sides, in the order they crossed.
// A listener knows no timers: what a receiver made of a block shows in the next thing said. E4.
import { BLOCK_FRAMING, decodeBlock, isBlockLength } from "../secs1/block.ts";
import { LeftOut } from "./left_out.ts";
import type { Connection, Direction, LineCounts, StreamBytes, StreamFact, Time } from "./model.ts";
import { Secs1Messages } from "./secs1_messages.ts";
import type { Sink } from "./sink.ts";

const ENQ = 0x05, EOT = 0x04, ACK = 0x06, NAK = 0x15;

/** One side of the line. */
interface Side {
  readonly direction: Direction;
  /** It has sent ENQ, and no block yet. */
  bid: boolean;
  /** The block it is sending; `held` bytes of it are there. */
  readonly block: Uint8Array;
  held: number;
  start: number;
  firstFrame: number;
  noise: LeftOut | undefined;
  /** Offset of the next byte. */
  offset: number;
}

/** A half-duplex line. */
export class Secs1Line {
  /** What happened on it so far. */
  readonly counts: { -readonly [name in keyof LineCounts]: number } = {
    blocks: 0,
    duplicates: 0,
    badChecksums: 0,
    naks: 0,
    contentions: 0,
  };
  readonly #sink: Sink;
  readonly #connection: Connection;
  readonly #messages: Secs1Messages;
  readonly #sides: readonly [Side, Side] = [newSide(0), newSide(1)];

  /** What both sides said comes as if one had said it. */
  readonly #joined: boolean;

  constructor(sink: Sink, connection: Connection, joined: boolean = false) {
    this.#joined = joined;
    this.#sink = sink;
    this.#connection = connection;
    this.#messages = new Secs1Messages(sink, connection, this.counts);
  }

  /** Tells what came. */
  fact(fact: StreamFact): void {
    switch (fact.type) {
      case "bytes":
        return this.#bytes(this.#sides[fact.direction], fact);
      case "gap":
        this.#interrupt(this.#sides[fact.direction], "gap", fact.time, fact.frame);
        this.#sides[fact.direction].offset = fact.offset + fact.length;
        return;
      case "ended":
        this.#end(this.#sides[fact.direction], fact.time, fact.frame);
        if (fact.how === "RST") this.#end(this.#sides[1 - fact.direction], fact.time, fact.frame);
        return;
      case "forgotten":
        for (const side of this.#sides) this.#end(side, fact.time, 0);
        this.#messages.end(fact.time);
    }
  }

  #bytes(side: Side, fact: StreamBytes): void {
    const { bytes } = fact;
    for (let at = 0; at < bytes.length;) {
      side.offset = fact.offset + at;
      if (side.held > 0) at = this.#takeBlock(side, fact, at);
      else this.#character(side, fact, bytes[at++]);
    }
    side.offset = fact.offset + bytes.length;
  }

  /** A byte between blocks. */
  #character(side: Side, fact: StreamBytes, byte: number): void {
    const mayBegin = side.bid || (this.#joined && byte !== NAK); // texts leave out the characters between blocks
    if (mayBegin && isBlockLength(byte)) return this.#beginBlock(side, fact, byte);
    switch (byte) {
      case ENQ:
        side.bid = true;
        break;
      case EOT:
        if (this.#joined) break;
        if (side.bid) this.counts.contentions++; // it gives way
        side.bid = false;
        break;
      case NAK:
        this.counts.naks++;
        this.#interrupt(this.#sides[1 - side.direction], "noise", fact.time, fact.frame);
        break;
      case ACK:
        break;
      default:
        side.noise ??= new LeftOut("noise", side.offset, fact.time, fact.frame);
        side.noise.add(Uint8Array.of(byte));
        return;
    }
    this.#tellNoise(side, side.offset);
  }

  #beginBlock(side: Side, fact: StreamBytes, length: number): void {
    this.#tellNoise(side, side.offset);
    side.bid = false;
    side.block[0] = length;
    side.held = 1;
    side.start = side.offset;
    side.firstFrame = fact.frame;
  }

  #takeBlock(side: Side, fact: StreamBytes, at: number): number {
    const total = side.block[0] + BLOCK_FRAMING;
    const count = Math.min(total - side.held, fact.bytes.length - at);
    side.block.set(fact.bytes.subarray(at, at + count), side.held);
    side.held += count;
    if (side.held === total) this.#endBlock(side, fact);
    return at + count;
  }

  #endBlock(side: Side, last: StreamBytes): void {
    const bytes = side.block.slice(0, side.held);
    const block = decodeBlock(bytes);
    if (typeof block === "string") {
      this.counts.badChecksums++;
      side.offset = side.start + side.held;
      this.#interrupt(side, "noise", last.time, last.frame);
      return;
    }
    side.held = 0;
    this.counts.blocks++;
    const { start: offset, firstFrame } = side;
    const direction = this.#joined && block.header.reverse ? 1 : side.direction;
    this.#messages.block(block, { bytes, offset, firstFrame, direction, last });
  }

  /** The block that a side is sending will not be completed. */
  #interrupt(side: Side, cause: "noise" | "gap" | "truncated", time: Time, frame: number): void {
    this.#tellNoise(side, side.offset);
    side.bid = false;
    if (side.held === 0) return;
    side.noise = new LeftOut(cause, side.start, time, frame);
    side.noise.add(side.block.subarray(0, side.held));
    this.#tellNoise(side, side.start + side.held);
    side.held = 0;
  }

  #end(side: Side, time: Time, frame: number): void {
    this.#interrupt(side, "truncated", time, frame);
  }

  #tellNoise(side: Side, end: number): void {
    const told = side.noise?.told(this.#connection, side.direction, end, 0);
    side.noise = undefined;
    if (told !== undefined) this.#sink.put(told);
  }
}

function newSide(direction: Direction): Side {
  return {
    direction,
    bid: false,
    block: new Uint8Array(255 + BLOCK_FRAMING),
    held: 0,
    start: 0,
    firstFrame: 0,
    noise: undefined,
    offset: 0,
  };
}
