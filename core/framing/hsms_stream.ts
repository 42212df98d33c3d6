// Cuts one direction of a connection into HSMS messages, each with the frames, times and places in the file it came by.
// Nothing that comes is dropped silently: what belongs to no message becomes a disruption. E37.
import { NO_BYTES, readU32 } from "../hsms/bytes.ts";
import { HEADER_LENGTH, readHeader } from "../hsms/header.ts";
import { HsmsParts } from "./hsms_parts.ts";
import { HsmsSearch } from "./hsms_search.ts";
import { LeftOut } from "./left_out.ts";
import type {
  CapturedMessage,
  Connection,
  Direction,
  Disruption,
  Pieces,
  StreamBytes,
  StreamGap,
  Time,
} from "./model.ts";
import { headerVerdict } from "./plausible.ts";
import type { Sink } from "./sink.ts";

const LENGTH_BYTES = 4;

/** What is the same for all messages of a stream. */
export interface StreamPlace {
  readonly sink: Sink;
  readonly connection: Connection;
  readonly direction: Direction;
  /** The largest length field that is believed. */
  readonly limit: number;
  /** The first byte may lie within a message. */
  readonly midStream: boolean;
}

/** One direction of a connection that carries HSMS. */
export class HsmsStream {
  readonly #sink: Sink;
  readonly #connection: Connection;
  readonly #direction: Direction;
  readonly #limit: number;
  /** The message begun. */
  readonly #parts = new HsmsParts();
  /** Set while no boundary of messages is known. */
  #search: HsmsSearch | undefined;
  /** Set after a length above the limit: nothing more is cut. */
  #over = false;
  #leftOut: LeftOut | undefined;
  /** Offset of the next byte. */
  #offset = 0;

  constructor(place: StreamPlace) {
    this.#sink = place.sink;
    this.#connection = place.connection;
    this.#direction = place.direction;
    this.#limit = place.limit;
    if (place.midStream) this.#search = new HsmsSearch();
  }

  /** Takes the next bytes. */
  bytes(fact: StreamBytes): void {
    this.#offset = fact.offset + fact.bytes.length;
    if (this.#over) this.#leftOut!.add(fact.bytes);
    else if (this.#search !== undefined) this.#look(fact, this.#search);
    else this.#cut(fact, 0);
  }

  /** Bytes are missing: the message begun has a hole, and the next one must be looked for. */
  gap(gap: StreamGap): void {
    const behind = gap.offset + gap.length;
    if (this.#search !== undefined) this.#stopSearch(this.#search);
    this.#offset = behind;
    if (this.#over) return;
    const expected = this.#expectedEnd(behind);
    if (this.#parts.held > 0) this.#abandon("gap", gap.time, gap.frame);
    else this.#leftOut ??= new LeftOut("gap", gap.offset, gap.time, gap.frame);
    this.#search = new HsmsSearch({ expected });
  }

  /** Nothing more comes in this direction. */
  end(time: Time, frame: number): void {
    if (this.#search !== undefined) this.#stopSearch(this.#search);
    if (this.#parts.held > 0) this.#abandon("truncated", time, frame);
    if (this.#leftOut === undefined) return;
    this.#tellLeftOut(this.#leftOut, this.#offset, 0);
    this.#over = false;
    this.#search = new HsmsSearch(); // for a side that goes on all the same
  }

  #cut(fact: StreamBytes, from: number): void {
    const { bytes } = fact;
    let at = this.#parts.held > 0 ? this.#continue(fact, from) : from;
    while (bytes.length - at >= LENGTH_BYTES) {
      const length = readU32(bytes, at);
      if (length > this.#limit) return this.#refuse(fact, fact.offset + at, bytes.subarray(at));
      const end = at + LENGTH_BYTES + length;
      if (end > bytes.length) break;
      this.#whole(fact, at, length);
      at = end;
    }
    if (at < bytes.length) this.#parts.begin(fact, at);
  }

  /** A message that lies in one segment: its bytes are a view. */
  #whole(fact: StreamBytes, at: number, length: number): void {
    const { fileOffset } = fact;
    const start = at + LENGTH_BYTES;
    const pieces = fileOffset === undefined ? undefined : [fileOffset + start, length];
    this.#put(fact.bytes.subarray(start, start + length), fact.offset + at, fact.frame, fact, pieces);
  }

  /** Completes the message begun earlier; gives where the rest of the segment begins. */
  #continue(fact: StreamBytes, from: number): number {
    const parts = this.#parts;
    let at = from;
    if (parts.held < LENGTH_BYTES) at = parts.take(fact, at, LENGTH_BYTES - parts.held, Infinity);
    const { length } = parts;
    if (length === undefined) return at;
    if (length > this.#limit) {
      const { start } = parts, begun = parts.clear();
      this.#refuse(fact, start, joined(begun, fact.bytes.subarray(at)));
      return fact.bytes.length;
    }
    const total = LENGTH_BYTES + length;
    at = parts.take(fact, at, total - parts.held, total);
    if (parts.held === total) this.#putParts(parts);
    return at;
  }

  #putParts(parts: HsmsParts): void {
    const { pieces, start, firstFrame } = parts;
    this.#put(parts.clear().subarray(LENGTH_BYTES), start, firstFrame, parts, pieces);
  }

  #put(bytes: Uint8Array, offset: number, firstFrame: number, last: Last, pieces: Pieces | undefined): void {
    const { length } = bytes;
    const message: CapturedMessage = {
      index: this.#sink.nextIndex++,
      connection: this.#connection,
      direction: this.#direction,
      carrier: "HSMS",
      time: last.time,
      frame: last.frame,
      firstFrame,
      deliveredTime: last.deliveredTime,
      offset,
      length,
      header: length < HEADER_LENGTH ? undefined : readHeader(bytes),
      bytes,
      text: length <= HEADER_LENGTH ? NO_BYTES : bytes.subarray(HEADER_LENGTH),
      pieces,
    };
    this.#sink.put({ type: "message", message });
  }

  /** A length that cannot be: where the next message begins is not known, and is not guessed. */
  #refuse({ time, frame }: StreamBytes, offset: number, bytes: Uint8Array): void {
    this.#over = true;
    this.#leave("length", offset, time, frame, bytes);
  }

  /** The message begun will not be completed. */
  #abandon(cause: Disruption["cause"], time: Time, frame: number): void {
    const { start } = this.#parts;
    this.#leave(cause, start, time, frame, this.#parts.clear());
  }

  #leave(cause: Disruption["cause"], offset: number, time: Time, frame: number, bytes: Uint8Array): void {
    this.#leftOut = new LeftOut(cause, offset, time, frame);
    this.#leftOut.beginsMessage(bytes);
    this.#leftOut.add(bytes);
  }

  /** Where the message begun would end, if its header is believed and the end is not missing too. */
  #expectedEnd(least: number): number | undefined {
    const { bytes, start, length } = this.#parts;
    const isHeader = bytes.length >= LENGTH_BYTES + HEADER_LENGTH &&
      headerVerdict(bytes, 0, bytes.length) === "yes";
    const end = start + LENGTH_BYTES + (length ?? 0);
    return isHeader && end >= least ? end : undefined;
  }

  #look(fact: StreamBytes, search: HsmsSearch): void {
    this.#leftOut ??= new LeftOut("mid-stream", fact.offset, fact.time, fact.frame);
    this.#leftOut.add(fact.bytes);
    const found = search.add(fact);
    if (found !== undefined) this.#resume(search, found);
  }

  #stopSearch(search: HsmsSearch): void {
    const found = search.finish();
    if (found !== undefined) this.#resume(search, found);
  }

  /** A message begins at `offset`: what came before it is left out, the rest is cut. */
  #resume({ facts }: HsmsSearch, offset: number): void {
    this.#search = undefined;
    let kept = 0;
    for (const fact of facts) {
      kept += Math.max(0, fact.offset + fact.bytes.length - Math.max(offset, fact.offset));
    }
    if (this.#leftOut !== undefined) this.#tellLeftOut(this.#leftOut, offset, kept);
    for (const fact of facts) {
      const from = Math.max(0, offset - fact.offset);
      if (from >= fact.bytes.length) continue;
      if (this.#over) this.#leftOut!.add(fact.bytes);
      else this.#cut(fact, from);
    }
  }

  #tellLeftOut(leftOut: LeftOut, end: number, kept: number): void {
    this.#leftOut = undefined;
    const told = leftOut.told(this.#connection, this.#direction, end, kept);
    if (told !== undefined) this.#sink.put(told);
  }
}

interface Last {
  readonly frame: number;
  readonly time: Time;
  readonly deliveredTime: Time;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
