// One direction of a TCP connection: puts its bytes in order, each byte once, and tells where some are missing.
import type { Connection, Direction, StreamFact, StreamGap, Time } from "./model.ts";

/** The packet that is being looked at. */
export interface Moment {
  time: Time;
  frame: number;
}

/** What has come ahead of its turn. Without bytes: bytes that the snap length cut off. */
interface Piece {
  readonly offset: number;
  readonly length: number;
  readonly bytes: Uint8Array | undefined;
  readonly fileOffset: number | undefined;
  readonly time: Time;
  readonly frame: number;
}

/** Bytes of a segment: captured from `start` to `end`, `length` of them on the wire. */
export interface Payload {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

const NEVER: Moment = { time: NaN, frame: 0 };

/** How bytes came: in their turn, with nothing new, or ahead of others. */
export type Arrival = "in order" | "again" | "ahead";

/** What a piece that waits takes besides its bytes, about. */
const PIECE_OVERHEAD = 128;
/** A keep-alive probe comes long after everything was acknowledged. Nanoseconds. */
const PROBE_SILENCE = 0.5e9;
/** No window is larger: acknowledgements that far ahead are of something else. */
const LARGEST_WINDOW = 2 ** 30;

/** A direction. Offsets count from the first byte after the SYN, or from the first byte seen. */
export class TcpHalf {
  /** Whether it is known which sequence number `next` has. */
  based = false;
  /** Initial sequence number, where a SYN was seen, or its acknowledgement. */
  initial: number | undefined;
  /** Offset of the next byte to deliver, and its sequence number, signed. */
  next = 0;
  nextSequence = 0;
  /** Up to where the other side has acknowledged. */
  acknowledged = 0;
  #acknowledgedTime: Time = NaN;
  #lastAcknowledgement: number | undefined;
  /** Offset behind the last byte, once a FIN was seen. */
  finAt: number = Infinity;
  finMoment: Moment = NEVER;
  /** Whether an end was told, and whether it was a RST. */
  ended = false;
  aborted = false;
  /** What waits takes this much memory, about. */
  heldBytes = 0;

  readonly #connection: Connection;
  readonly #direction: Direction;
  readonly #out: StreamFact[];
  #held: Piece[] = [];

  constructor(connection: Connection, direction: Direction, out: StreamFact[]) {
    this.#connection = connection;
    this.#direction = direction;
    this.#out = out;
  }

  /** Whether bytes wait for others before them. */
  get waiting(): boolean {
    return this.#held.length > 0;
  }

  /** Says which sequence number the byte at `next` has. */
  base(sequence: number): void {
    this.based = true;
    this.nextSequence = sequence | 0;
  }

  /** Offset of a sequence number, from a signed difference: they wrap. */
  offsetOf(sequence: number): number {
    return this.next + ((sequence - this.nextSequence) | 0);
  }

  /** The other side acknowledged everything before this sequence number. */
  acknowledge(sequence: number, { time }: Moment): void {
    this.#lastAcknowledgement = sequence;
    if (!this.based) return;
    const offset = this.offsetOf(sequence);
    if (offset <= this.acknowledged || offset - this.next > LARGEST_WINDOW) return;
    this.acknowledged = offset;
    this.#acknowledgedTime = time;
  }

  /** Whether a segment is a probe with a byte that is no data: the last one acknowledged, once more. */
  isProbe(sequence: number, length: number, { time }: Moment): boolean {
    if (length !== 1) return false;
    if (!this.based) return this.#lastAcknowledgement === ((sequence + 1) | 0);
    const offset = this.offsetOf(sequence);
    if (offset === this.next - 1) return true;
    return offset >= this.next && offset + 1 === this.acknowledged &&
      time - this.#acknowledgedTime >= PROBE_SILENCE;
  }

  /** A FIN came, behind a payload of this length. */
  finish(sequence: number, length: number, { time, frame }: Moment): void {
    if (!this.based) this.base(sequence + length);
    if (this.finAt !== Infinity) return;
    this.finAt = Math.max(this.next, this.offsetOf(sequence) + length);
    this.finMoment = { time, frame };
  }

  /** Takes the bytes of a segment; delivers those whose turn it is. */
  take(offset: number, payload: Payload, fileOffset: number | undefined, moment: Moment): Arrival {
    const { start, end, length } = payload;
    const isNext = offset === this.next && this.#held.length === 0 && offset + length <= this.finAt;
    if (isNext && end - start === length) {
      this.#deliver(payload.bytes.subarray(start, end), fileOffset, moment, moment);
      return "in order";
    }
    const isAhead = offset > this.next;
    if (!this.#cover(offset, payload, fileOffset, moment)) return "again";
    return isAhead ? "ahead" : "in order";
  }

  /** Keeps the first copy of each byte; false when nothing was new. */
  #cover(offset: number, payload: Payload, fileOffset: number | undefined, moment: Moment): boolean {
    const captured = offset + payload.end - payload.start;
    const end = Math.min(offset + payload.length, this.finAt);
    let fresh = false;
    for (let at = Math.max(offset, this.next); at < end;) {
      const index = this.#firstBehind(at);
      const behind = this.#held[index];
      if (behind !== undefined && behind.offset <= at) {
        at = behind.offset + behind.length;
        continue;
      }
      const until = Math.min(end, behind?.offset ?? Infinity, at < captured ? captured : Infinity);
      const from = payload.start + at - offset;
      const bytes = at < captured ? payload.bytes.subarray(from, from + until - at) : undefined;
      const inFile = fileOffset === undefined || bytes === undefined ? undefined : fileOffset + at - offset;
      this.#keep(index, { offset: at, length: until - at, bytes, fileOffset: inFile, ...moment }, moment);
      fresh = true;
      at = Math.max(until, this.next); // what waited may have followed
    }
    return fresh;
  }

  #keep(index: number, piece: Piece, moment: Moment): void {
    if (piece.offset === this.next) {
      this.#pass(piece, moment);
      this.#drain(moment);
      return;
    }
    this.heldBytes += costOf(piece);
    this.#held.splice(index, 0, { ...piece, bytes: piece.bytes?.slice() }); // a view would keep its chunk
  }

  /** Index of the first piece that ends behind an offset. */
  #firstBehind(offset: number): number {
    let low = 0, high = this.#held.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#held[middle].offset + this.#held[middle].length > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #drain(moment: Moment): void {
    let count = 0;
    for (; count < this.#held.length && this.#held[count].offset === this.next; count++) {
      this.heldBytes -= costOf(this.#held[count]);
      this.#pass(this.#held[count], moment);
    }
    if (count > 0) this.#held.splice(0, count);
  }

  #pass(piece: Piece, moment: Moment): void {
    if (piece.bytes === undefined) this.#gap(piece.length, "truncated", piece);
    else this.#deliver(piece.bytes, piece.fileOffset, piece, moment);
  }

  #deliver(bytes: Uint8Array, fileOffset: number | undefined, seen: Moment, moment: Moment): void {
    this.#out.push({
      type: "bytes",
      connection: this.#connection,
      direction: this.#direction,
      offset: this.next,
      bytes,
      time: seen.time,
      frame: seen.frame,
      deliveredTime: moment.time,
      deliveredFrame: moment.frame,
      fileOffset,
    });
    this.#advance(bytes.length);
  }

  #gap(length: number, cause: StreamGap["cause"], { time, frame }: Moment): void {
    const connection = this.#connection, direction = this.#direction, offset = this.next;
    this.#out.push({ type: "gap", connection, direction, offset, length, cause, time, frame });
    this.#advance(length);
  }

  #advance(length: number): void {
    this.next += length;
    this.nextSequence = (this.nextSequence + length) | 0;
  }

  /** Gives up what is missing before the offset `until`, where something has come behind it. */
  giveUp(until: number, cause: "lost" | "memory", moment: Moment): void {
    while (this.#held.length > 0 && this.next < until) {
      const first = this.#held[0];
      this.#gap(first.offset - this.next, cause, first);
      this.#drain(moment);
    }
  }

  /** Nothing more comes: gives up everything, also what the other side acknowledged but nobody saw. */
  close(moment: Moment): void {
    this.giveUp(Infinity, "lost", moment);
    const unseen = Math.min(this.acknowledged, this.finAt) - this.next;
    // One byte may be a FIN that was not captured.
    if (this.based && !this.ended && unseen > (this.finAt === Infinity ? 1 : 0)) {
      this.#gap(unseen, "lost", moment);
    }
  }

  /** Tells the end of this direction: a FIN or a RST once, or a FIN and a RST behind it. */
  end(how: "FIN" | "RST" | "refused", { time, frame }: Moment): void {
    if (this.aborted || (this.ended && how === "FIN")) return;
    this.ended = true;
    this.aborted = how !== "FIN";
    const connection = this.#connection, direction = this.#direction;
    this.#out.push({ type: "ended", connection, direction, how, time, frame });
  }
}

function costOf({ bytes }: Piece): number {
  return PIECE_OVERHEAD + (bytes === undefined ? 0 : bytes.length);
}
