// The layer beneath an entity: frames in and out and nothing else, for taps, proxies and tests.
import type { ConnectionFacts } from "../link.ts";
import type { Machine } from "../machine.ts";
import { Framer, type LengthFault } from "./framer.ts";
import { encodeMessage, type Header, HEADER_LENGTH, readHeader } from "./header.ts";

/** What a primitive puts out. */
export type PrimitiveOutput =
  | { readonly type: "connect" }
  | { readonly type: "write"; readonly bytes: Uint8Array }
  | { readonly type: "disconnect" }
  /** A message was received; `text` is a view of the bytes received. */
  | { readonly type: "frame"; readonly header: Header; readonly text: Uint8Array }
  /** The stream is lost: the connection is closed. */
  | { readonly type: "fault"; readonly fault: LengthFault; readonly length: number }
  /** T8 ran out inside a message: the connection is closed. */
  | { readonly type: "timeout"; readonly timer: "T8" };

/** Options of a {@linkcode Primitive}. */
export interface PrimitiveOptions {
  /** Largest message length accepted, in bytes; 16 MiB + 10 when absent. */
  messageLength?: number;
  /** Network intercharacter timeout in seconds; 5 when absent. E37. */
  T8?: number;
}

/**
 * Sends and receives HSMS messages without any procedure: nothing is selected, answered or timed but T8. Connection
 * facts are as those of an entity; every message is the application's own affair.
 */
export class Primitive implements Machine<PrimitiveOutput>, ConnectionFacts {
  readonly #messageLength: number | undefined;
  readonly #T8: number;
  #framer: Framer | undefined;
  #lastReceipt = 0;
  #outputs: PrimitiveOutput[] = [];

  /** Throws `RangeError` for a T8 that cannot be. */
  constructor(options: PrimitiveOptions = {}) {
    this.#messageLength = options.messageLength;
    this.#T8 = (options.T8 ?? 5) * 1000;
    if (!(this.#T8 > 0)) {
      throw new RangeError(`Cannot set T8: ${options.T8} is not a time in seconds above 0`);
    }
  }

  /** Whether there is a connection. */
  get state(): "NOT CONNECTED" | "CONNECTED" {
    return this.#framer === undefined ? "NOT CONNECTED" : "CONNECTED";
  }

  /** When T8 runs out; `Infinity` outside a message. */
  get deadline(): number {
    return this.#framer?.midMessage ? this.#lastReceipt + this.#T8 : Infinity;
  }

  /** Asks for a connection. Throws when there is one. */
  connect(): void {
    if (this.#framer !== undefined) throw new Error("Cannot connect: already connected");
    this.#outputs.push({ type: "connect" });
  }

  /** Ends the connection. Throws when there is none. */
  disconnect(): void {
    this.#require("disconnect");
    this.#close();
  }

  /** Sends a message. Throws when not connected, and `RangeError` when a header field is out of range. */
  send(header: Header, text?: Uint8Array): void {
    this.#require(`send SType ${header.sType}`);
    this.#outputs.push({ type: "write", bytes: encodeMessage(header, text) });
  }

  /** The connection is open. */
  connected(_now: number): void {
    this.#framer = new Framer(this.#messageLength);
  }

  /** Bytes arrived; the chunk belongs to the primitive from now on. */
  received(chunk: Uint8Array, now: number): void {
    this.#lastReceipt = now;
    this.#framer?.push(chunk);
  }

  /** The socket is full. Nothing is held back: a primitive leaves back-pressure to its owner. */
  blocked(_now: number): void {}

  /** The socket has room again. */
  drained(_now: number): void {}

  /** Reading has stopped. T8 runs on from `resumed`. */
  paused(_now: number): void {
    this.#lastReceipt = Infinity;
  }

  /** Reading goes on. */
  resumed(now: number): void {
    this.#lastReceipt = now;
  }

  /** The connection has ended, or could not be opened. */
  disconnected(_now: number): void {
    this.#framer = undefined;
  }

  /** Tells the time. Early or repeated calls have no effect. */
  elapsed(now: number): void {
    if (this.deadline > now) return;
    this.#outputs.push({ type: "timeout", timer: "T8" });
    this.#close();
  }

  /** The next output; parses at most one received message. */
  poll(): PrimitiveOutput | undefined {
    return this.#outputs.shift() ?? this.#parse();
  }

  #parse(): PrimitiveOutput | undefined {
    const framer = this.#framer;
    if (framer === undefined) return undefined;
    if (framer.next()) {
      const { bytes, start, end } = framer;
      return {
        type: "frame",
        header: readHeader(bytes, start),
        text: bytes.subarray(start + HEADER_LENGTH, end),
      };
    }
    if (framer.fault === undefined) return undefined;
    this.#close();
    return { type: "fault", fault: framer.fault, length: framer.length };
  }

  #close(): void {
    this.#framer = undefined;
    this.#outputs.push({ type: "disconnect" });
  }

  #require(what: string): void {
    if (this.#framer === undefined) throw new Error(`Cannot ${what}: not connected`);
  }
}
