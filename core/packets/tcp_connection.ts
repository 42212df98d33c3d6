// One TCP connection: what a segment says about either direction, when a hole is given up, and how it ends.
import type { Connection, Direction, StreamFact, Time } from "./model.ts";
import { type Moment, TcpHalf } from "./tcp_half.ts";
import { ACK, FIN, RST, type SegmentReader, SYN } from "./tcp_segment.ts";

/** A hole that the other side acknowledged is given up after so many more packets, or so many nanoseconds. */
const PATIENCE_PACKETS = 16;
const PATIENCE_TIME = 1e9;
/** The same where the other side is not in the capture at all, and nobody tells what it acknowledged. */
const PATIENCE_ONE_SIDED = 64;
/** Sequence numbers this far from the stream, with acknowledgements as far from the other, are of another connection. */
const STRANGE = 16 * 1024 * 1024;

/** The hole that is being waited for: what was acknowledged when it was noticed. */
interface Hole {
  readonly until: number;
  readonly packets: number;
  readonly time: Time;
}

/** Addresses and ports of both sides, the client's first. */
export interface TcpEnds {
  readonly words: readonly [Int32Array, Int32Array];
  readonly ports: readonly [number, number];
}

/** A connection by its addresses and ports, and both of its directions. */
export class TcpConnection {
  readonly connection: Connection;
  readonly halves: readonly [TcpHalf, TcpHalf];
  readonly counts = {
    packets: 0,
    retransmitted: 0,
    outOfOrder: 0,
    keepAlive: 0,
    fragmented: 0,
    truncated: 0,
  };
  /** The next of those with the same hash. */
  sibling: TcpConnection | undefined;
  hash = 0;
  lastFrame = 0;

  readonly #ends: TcpEnds;
  readonly #out: StreamFact[];
  readonly #seen = [false, false]; // whether a direction sent anything
  readonly #holes: [Hole | undefined, Hole | undefined] = [undefined, undefined];
  #reset = false;

  constructor(connection: Connection, ends: TcpEnds, out: StreamFact[]) {
    this.connection = connection;
    this.#ends = ends;
    this.#out = out;
    this.halves = [new TcpHalf(connection, 0, out), new TcpHalf(connection, 1, out)];
  }

  /** Nothing more is expected of it. */
  get over(): boolean {
    return this.#reset || (this.halves[0].ended && this.halves[1].ended);
  }

  get heldBytes(): number {
    return this.halves[0].heldBytes + this.halves[1].heldBytes;
  }

  /** Which way a segment goes here; -1 when it is of another pair of addresses. */
  directionOf(segment: SegmentReader): Direction | -1 {
    const [client, server] = this.#ends.ports;
    const { sourcePort, destinationPort, source, destination } = segment;
    if (sourcePort === client && destinationPort === server && this.#joins(source, destination)) return 0;
    return sourcePort === server && destinationPort === client && this.#joins(destination, source) ? 1 : -1;
  }

  #joins(client: Int32Array, server: Int32Array): boolean {
    return same(this.#ends.words[0], client) && same(this.#ends.words[1], server);
  }

  /** Whether a segment cannot be of this connection, but of one with the same addresses and ports that came after it. */
  isSucceededBy(segment: SegmentReader, direction: Direction): boolean {
    const half = this.halves[direction], other = this.halves[1 - direction];
    const { sequence, acknowledgement, flags } = segment;
    if ((flags & SYN) !== 0) {
      if (half.initial !== undefined) return half.initial !== sequence;
      if (half.based) return half.nextSequence !== ((sequence + 1) | 0);
      if ((flags & ACK) === 0) return other.based && other.initial === undefined; // else both open at once
      return isFar(other, acknowledgement);
    }
    return segment.length > 0 && (flags & RST) === 0 && isFar(half, sequence) &&
      (!other.based || isFar(other, acknowledgement));
  }

  /** Takes a segment of this connection; `fileOffset` is where its payload begins in the file. */
  segment(
    segment: SegmentReader,
    direction: Direction,
    fileOffset: number | undefined,
    limit: number,
    moment: Moment,
  ): void {
    const half = this.halves[direction], other = this.halves[1 - direction];
    const { flags, length } = segment;
    this.counts.packets++;
    this.lastFrame = moment.frame;
    this.#seen[direction] = true;
    if ((flags & RST) !== 0 && isFar(half, segment.sequence)) return; // no receiver takes it
    if (!segment.inFile) this.counts.fragmented++;
    if ((flags & SYN) !== 0) this.#synchronise(half, other, segment);
    if ((flags & ACK) !== 0) other.acknowledge(segment.acknowledgement, moment);
    if ((flags & RST) !== 0) return this.#abort(direction, moment);
    if (length > 0) this.#bytes(half, segment, fileOffset, moment);
    else if (flags === ACK && half.based && half.offsetOf(segment.sequence) === half.next - 1) {
      this.counts.keepAlive++;
    }
    if ((flags & FIN) !== 0) half.finish(segment.sequence, length, moment);
    while (half.heldBytes > limit) half.giveUp(half.next + 1, "memory", moment);
    this.#settle(0, moment);
    this.#settle(1, moment);
  }

  /** Nothing more comes on it. */
  forget(moment: Moment): void {
    this.#close(moment);
    this.#out.push({
      type: "forgotten",
      connection: this.connection,
      time: moment.time,
      counts: this.counts,
    });
  }

  /** Gives up every hole: the memory is used up. */
  relieve(moment: Moment): void {
    this.halves[0].giveUp(Infinity, "memory", moment);
    this.halves[1].giveUp(Infinity, "memory", moment);
  }

  /** A SYN takes a sequence number of its own; its acknowledgement tells that of the other side. */
  #synchronise(half: TcpHalf, other: TcpHalf, { sequence, acknowledgement, flags }: SegmentReader): void {
    if (half.initial !== undefined) this.counts.retransmitted++;
    half.initial = sequence;
    if (!half.based) half.base(sequence + 1);
    if ((flags & ACK) === 0 || other.based) return;
    other.initial = (acknowledgement - 1) | 0;
    other.base(acknowledgement);
  }

  #bytes(half: TcpHalf, segment: SegmentReader, fileOffset: number | undefined, moment: Moment): void {
    const { start, end, length } = segment, counts = this.counts;
    const sequence = (segment.flags & SYN) === 0 ? segment.sequence : (segment.sequence + 1) | 0;
    if (half.isProbe(sequence, length, moment)) return void counts.keepAlive++;
    if (!half.based) half.base(sequence);
    if (end - start < length) counts.truncated++;
    const arrival = half.take(half.offsetOf(sequence), segment, fileOffset, moment);
    if (arrival === "again") counts.retransmitted++;
    else if (arrival === "ahead") counts.outOfOrder++;
  }

  /** Gives up a hole whose bytes the other side has, and nobody will send again; then tells an end that is reached. */
  #settle(direction: Direction, moment: Moment): void {
    const half = this.halves[direction];
    if (half.waiting) {
      if (half.acknowledged > half.finAt) half.giveUp(Infinity, "lost", moment);
      else this.#watchHole(half, direction, moment);
    }
    if (half.finAt <= half.next) half.end("FIN", half.finMoment);
  }

  #watchHole(half: TcpHalf, direction: Direction, moment: Moment): void {
    const oneSided = !this.#seen[1 - direction];
    if (!oneSided && half.acknowledged <= half.next) return;
    let hole = this.#holes[direction];
    if (hole === undefined || hole.until <= half.next) {
      const until = oneSided ? half.next + 1 : half.acknowledged;
      this.#holes[direction] = hole = { until, packets: this.counts.packets, time: moment.time };
    }
    const waited = this.counts.packets - hole.packets;
    const isOver = oneSided
      ? waited >= PATIENCE_ONE_SIDED
      : waited >= PATIENCE_PACKETS || moment.time - hole.time >= PATIENCE_TIME;
    if (isOver) half.giveUp(hole.until, "lost", moment);
  }

  #abort(direction: Direction, moment: Moment): void {
    const isAnswer = direction === 1 && !this.halves[1].based && this.halves[0].initial !== undefined;
    const isLate = this.over;
    this.#close(moment);
    if (isLate) return; // both sides had ended it, or one had aborted it
    this.halves[direction].end(isAnswer ? "refused" : "RST", moment);
    this.#reset = true;
  }

  #close(moment: Moment): void {
    for (const half of this.halves) {
      half.close(moment);
      if (half.finAt <= half.next) half.end("FIN", half.finMoment);
    }
  }
}

function isFar(half: TcpHalf, sequence: number): boolean {
  return half.based && Math.abs(half.offsetOf(sequence) - half.next) > STRANGE;
}

function same(a: Int32Array, b: Int32Array): boolean {
  return a[3] === b[3] && a[2] === b[2] && a[1] === b[1] && a[0] === b[0];
}
