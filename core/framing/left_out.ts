// Bytes of a stream that belong to no message: gathered until it is known where they end, then told as a disruption.
import { readU32 } from "../hsms/bytes.ts";
import { type Header, HEADER_LENGTH, readHeader } from "../hsms/header.ts";
import type { Connection, Direction, Disruption, Time } from "./model.ts";

const SAMPLE = 64;

/** A run of bytes left out, from `offset` on. */
export class LeftOut {
  readonly cause: Disruption["cause"];
  readonly offset: number;
  readonly #time: Time;
  readonly #frame: number;
  readonly #sample: number[] = [];
  #count = 0;
  #declaredLength: number | undefined;
  #header: Header | undefined;

  constructor(cause: Disruption["cause"], offset: number, time: Time, frame: number) {
    this.cause = cause;
    this.offset = offset;
    this.#time = time;
    this.#frame = frame;
  }

  /** These bytes are left out too. */
  add(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length && this.#sample.length < SAMPLE; i++) this.#sample.push(bytes[i]);
    this.#count += bytes.length;
  }

  /** They begin with a length field and a header, as far as they are there. */
  beginsMessage(bytes: Uint8Array): void {
    if (bytes.length >= 4) this.#declaredLength = readU32(bytes, 0);
    if (bytes.length >= 4 + HEADER_LENGTH) this.#header = readHeader(bytes, 4);
  }

  /** The disruption, once it is known that it ends at `end`, the last `kept` bytes not included; none without bytes. */
  told(connection: Connection, direction: Direction, end: number, kept: number): Disruption | undefined {
    const count = this.#count - kept;
    if (count <= 0) return undefined;
    return {
      type: "disruption",
      connection,
      direction,
      time: this.#time,
      frame: this.#frame,
      offset: this.offset,
      length: end - this.offset,
      cause: this.cause,
      ...(this.#declaredLength !== undefined && { declaredLength: this.#declaredLength }),
      ...(this.#header !== undefined && { header: this.#header }),
      sample: Uint8Array.from(this.#sample.slice(0, count)),
    };
  }
}
