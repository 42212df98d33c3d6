// Puts the blocks of a SECS-I line together to messages: told apart by sender, system bytes and header, in order of
// their block numbers, each block once. E4.
import { NO_BYTES } from "../hsms/bytes.ts";
import { dataHeader, type Header, HEADER_LENGTH, writeHeader } from "../hsms/header.ts";
import type { Block, BlockHeader } from "../secs1/block.ts";
import type { Connection, Direction, Disruption, StreamBytes, Time } from "./model.ts";
import type { Sink } from "./sink.ts";

/** How a block came. */
export interface BlockPlace {
  /** All of it, from length byte to checksum. */
  readonly bytes: Uint8Array;
  /** Offset of its length byte in the stream. */
  readonly offset: number;
  readonly firstFrame: number;
  readonly direction: Direction;
  /** The segment that brought its last byte. */
  readonly last: StreamBytes;
}

/** A message of which blocks are missing. */
interface Begun {
  readonly first: BlockPlace;
  readonly header: BlockHeader;
  readonly parts: Uint8Array[];
  length: number;
  /** Number of the block that came last. */
  number: number;
}

/** Messages begun and not ended, at most, and bytes in them. */
const MOST_BEGUN = 64;
const MOST_HELD = 32 * 1024 * 1024;
const SAMPLE = 64;

/** The messages of one line. */
export class Secs1Messages {
  readonly #sink: Sink;
  readonly #connection: Connection;
  readonly #counts: { duplicates: number };
  readonly #begun = new Map<string, Begun>();
  /** Bytes in them. */
  #held = 0;
  /** The header bytes of the block that each side sent last. */
  readonly #previous: [Uint8Array, Uint8Array] = [NO_BYTES, NO_BYTES];

  constructor(sink: Sink, connection: Connection, counts: { duplicates: number }) {
    this.#sink = sink;
    this.#connection = connection;
    this.#counts = counts;
  }

  /** Takes a block with a right checksum. */
  block(block: Block, place: BlockPlace): void {
    if (this.#isDuplicate(place)) this.#counts.duplicates++;
    else this.#accept(block, place);
  }

  /** Nothing more comes. */
  end(time: Time): void {
    for (const begun of this.#begun.values()) this.#abandon(begun, "truncated", time);
    this.#begun.clear();
  }

  /** An ACK was lost: the block has come before. */
  #isDuplicate({ bytes, direction }: BlockPlace): boolean {
    const header = bytes.subarray(1, 1 + HEADER_LENGTH), previous = this.#previous[direction];
    const same = previous.length > 0 && header.every((byte, i) => byte === previous[i]);
    this.#previous[direction] = header;
    return same;
  }

  #accept({ header, data }: Block, place: BlockPlace): void {
    const key = keyOf(header, place.direction);
    let begun = this.#begun.get(key);
    if (begun === undefined || header.number !== begun.number + 1) {
      if (header.number > 1) return this.#refuse(header, place);
      if (begun !== undefined) this.#abandon(begun, "truncated", place.last.time);
      begun = { first: place, header, parts: [], length: 0, number: header.number };
    }
    begun.parts.push(data);
    begun.length += data.length;
    begun.number = header.number;
    this.#held += data.length;
    this.#begun.delete(key);
    if (header.end) this.#put(begun, place.last);
    else this.#keep(key, begun, place.last.time);
  }

  #keep(key: string, begun: Begun, time: Time): void {
    this.#begun.set(key, begun);
    if (this.#begun.size <= MOST_BEGUN && this.#held <= MOST_HELD) return;
    const [[oldest, abandoned]] = this.#begun;
    this.#begun.delete(oldest);
    this.#abandon(abandoned, "truncated", time);
  }

  #put({ first, header: blockHeader, parts, length }: Begun, last: StreamBytes): void {
    const header = hsmsHeader(blockHeader);
    this.#held -= length;
    const bytes = new Uint8Array(HEADER_LENGTH + length);
    writeHeader(header, bytes, 0);
    let at = HEADER_LENGTH;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    this.#sink.put({
      type: "message",
      message: {
        index: this.#sink.nextIndex++,
        connection: this.#connection,
        direction: first.direction,
        carrier: "SECS-I",
        time: last.time,
        frame: last.frame,
        firstFrame: first.firstFrame,
        deliveredTime: last.deliveredTime,
        offset: first.offset,
        length: bytes.length,
        header,
        reverse: blockHeader.reverse,
        bytes,
        text: bytes.subarray(HEADER_LENGTH),
      },
    });
  }

  /** A block that continues nothing. */
  #refuse(header: BlockHeader, place: BlockPlace): void {
    this.#leaveOut("noise", header, place, place.bytes.length, place.last.time);
  }

  #abandon({ header, first, length, parts }: Begun, cause: Disruption["cause"], time: Time): void {
    this.#held -= length;
    this.#leaveOut(cause, header, first, length + parts.length * (HEADER_LENGTH + 3), time);
  }

  #leaveOut(
    cause: Disruption["cause"],
    header: BlockHeader,
    { direction, offset, bytes, last }: BlockPlace,
    length: number,
    time: Time,
  ): void {
    this.#sink.put({
      type: "disruption",
      connection: this.#connection,
      direction,
      time,
      frame: last.frame,
      offset,
      length,
      cause,
      header: hsmsHeader(header),
      sample: bytes.slice(0, SAMPLE),
    });
  }
}

/** The header that a gateway to HSMS would write. */
function hsmsHeader({ device, ...rest }: BlockHeader): Header {
  return dataHeader({ session: device, ...rest });
}

function keyOf(header: BlockHeader, direction: Direction): string {
  const { device, stream, function: fn, replyExpected, systemBytes } = header;
  return `${direction} ${device} ${stream} ${fn} ${replyExpected} ${systemBytes}`;
}
