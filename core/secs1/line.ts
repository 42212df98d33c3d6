// E4's block transfer protocol on a half-duplex line: ENQ, EOT, block, ACK or NAK, with T1, T2 and RTY.
//
// A line sends one block at a time and receives blocks between. `push` only stores; each `next` reads up to the next
// event. Everything to be written is appended to `written`, in order.
import { BLOCK_FRAMING, BLOCK_HEADER_LENGTH, checksumOf, isBlockLength } from "./block.ts";
import { NO_BYTES } from "./bytes.ts";

/** The control characters. */
export const ENQ = 5;
/** Ready to receive. */
export const EOT = 4;
/** The block was received well. */
export const ACK = 6;
/** It was not. */
export const NAK = 21;

/** What a line is told of itself; times in milliseconds. */
export interface LineSettings {
  /** Whether to insist when both sides want to send: E4's master, the equipment. */
  readonly master: boolean;
  /** Longest silence between two bytes of a block. */
  readonly T1: number;
  /** Longest wait for an answer: EOT, the length byte, ACK or NAK. */
  readonly T2: number;
  /** How often a block is sent again. */
  readonly RTY: number;
}

/** Where a line stands. */
export type LineState =
  | "idle"
  /** ENQ is sent. */
  | "wait EOT"
  /** The block is sent. */
  | "wait ACK"
  /** EOT is sent. */
  | "wait length"
  /** Part of a block is there. */
  | "reading"
  /** What comes is no block: it is read until the line is silent for T1, and then refused. */
  | "draining";

/** Why the sending of a block is tried again. */
export type RetryCause =
  /** Neither EOT nor ACK came within T2. */
  | "T2"
  /** The block was refused. */
  | "NAK"
  /** Something else came in place of ACK. */
  | "unexpected byte";

/** Why a block is refused with NAK. */
export type RefusalCause =
  /** The length byte is below 10 or above 254. */
  | "length"
  /** The checksum is not that of the bytes. */
  | "checksum"
  /** The bytes stopped coming within the block. */
  | "T1"
  /** No length byte came. */
  | "T2";

/** What happens on a line. */
export type LineEvent =
  /** A block was received well: length byte, header, data, checksum. */
  | { readonly type: "block"; readonly bytes: Uint8Array<ArrayBuffer> }
  /** The block to send was acknowledged. */
  | { readonly type: "acknowledged" }
  /** The block to send was not acknowledged in RTY retries, and is given up. */
  | { readonly type: "given up" }
  /** The block is sent again. */
  | { readonly type: "retry"; readonly cause: RetryCause; readonly retries: number }
  /** What was received was refused with NAK. */
  | { readonly type: "block refused"; readonly cause: RefusalCause };

const ACKNOWLEDGED: LineEvent = { type: "acknowledged" };
const GIVEN_UP: LineEvent = { type: "given up" };

/** One side of a half-duplex line. */
export class Line {
  /** What is to be written; whoever writes it empties the array. */
  readonly written: Uint8Array<ArrayBuffer>[] = [];
  /** When T1 or T2 runs out. */
  expires: number = Infinity;

  readonly #settings: LineSettings;
  #state: LineState = "idle";
  /** T1 or T2, whichever runs. */
  #timeout = Infinity;
  #chunk: Uint8Array = NO_BYTES;
  #position = 0;
  #sending: Uint8Array<ArrayBuffer> | undefined;
  #retries = 0;
  /** Whether the block to send waits for one of the peer: both wanted to send, and we are the slave. */
  #yielding = false;
  /** The block being received: as long as its length byte says. */
  #block: Uint8Array<ArrayBuffer> = NO_BYTES;
  #held = 0;
  #refusal: RefusalCause = "length";

  constructor(settings: LineSettings) {
    this.#settings = settings;
  }

  get state(): LineState {
    return this.#state;
  }

  /** Whether there is no block to send. */
  get free(): boolean {
    return this.#sending === undefined;
  }

  /** Takes a block to send, when there is none. It must not change until it was acknowledged or given up. */
  send(block: Uint8Array<ArrayBuffer>): void {
    this.#sending = block;
    this.#retries = 0;
  }

  /** Stores a chunk, once the last one was read. */
  push(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#position = 0;
  }

  /**
   * What counts of a chunk that comes while the block is not out, as far as is known. What comes before its last byte is
   * out answers nothing (E4), but an answer may be told before the end of the writing is.
   */
  overtaking(chunk: Uint8Array): Uint8Array {
    const last = chunk[chunk.length - 1], answers = last === ACK || last === NAK;
    return answers && this.written.length === 0 ? chunk.subarray(-1) : NO_BYTES;
  }

  /** Reads on, and begins to send when the line is idle. The next event, or `undefined` when there is none. */
  next(now: number): LineEvent | undefined {
    while (this.#position < this.#chunk.length) {
      const event = this.#read(now);
      if (event !== undefined) return event;
    }
    this.#chunk = NO_BYTES;
    return this.#state === "idle" && this.#sending !== undefined ? this.#request(now) : undefined;
  }

  /** Tells the time. */
  elapsed(now: number): LineEvent | undefined {
    if (this.expires > now) return undefined;
    switch (this.#state) {
      case "wait EOT":
      case "wait ACK":
        return this.#retry("T2", now);
      case "wait length":
        return this.#refuse("T2");
      case "reading":
        return this.#refuse("T1");
      default:
        return this.#refuse(this.#refusal);
    }
  }

  /** The timer of the state begins anew: the bytes written last are on their way only now, or reading goes on. */
  restart(now: number): void {
    this.expires = now + this.#timeout;
  }

  // ── What each state makes of a byte ──────────────────────────────────────────────────────────────────────────

  #read(now: number): LineEvent | undefined {
    switch (this.#state) {
      case "reading":
        return this.#readBlock(now);
      case "draining":
        this.#position = this.#chunk.length;
        this.restart(now);
        return undefined;
    }
    const byte = this.#chunk[this.#position++];
    switch (this.#state) {
      case "idle":
        return byte === ENQ ? this.#grant(now) : undefined;
      case "wait EOT":
        return this.#readAnswer(byte, now);
      case "wait ACK":
        return this.#readAcknowledgement(byte, now);
      case "wait length":
        return this.#readLength(byte, now);
    }
  }

  /** The slave yields when both want to send; all but EOT is ignored otherwise. */
  #readAnswer(byte: number, now: number): undefined {
    if (byte === EOT) this.#transmit(now);
    else if (byte === ENQ && !this.#settings.master) {
      this.#yielding = true;
      this.#grant(now);
    }
  }

  #readAcknowledgement(byte: number, now: number): LineEvent {
    if (byte !== ACK) return this.#retry(byte === NAK ? "NAK" : "unexpected byte", now);
    this.#rest();
    this.#sending = undefined;
    return ACKNOWLEDGED;
  }

  #readLength(byte: number, now: number): undefined {
    if (!isBlockLength(byte)) return this.#drain("length", now);
    this.#block = new Uint8Array(byte + BLOCK_FRAMING);
    this.#block[0] = byte;
    this.#held = 1;
    this.#enter("reading", this.#settings.T1, now);
  }

  #readBlock(now: number): LineEvent | undefined {
    const block = this.#block;
    const piece = this.#chunk.subarray(this.#position, this.#position + block.length - this.#held);
    block.set(piece, this.#held);
    this.#held += piece.length;
    this.#position += piece.length;
    this.restart(now);
    return this.#held < block.length ? undefined : this.#judge(block, now);
  }

  #judge(block: Uint8Array<ArrayBuffer>, now: number): LineEvent | undefined {
    const end = block.length - 2;
    if (checksumOf(block, 1, end) !== ((block[end] << 8) | block[end + 1])) {
      return this.#drain("checksum", now);
    }
    this.#write(ACK);
    this.#rest();
    this.#yielding = false;
    this.#retries = 0; // E4: a slave that has yielded, and received, begins its retries anew
    this.#block = NO_BYTES;
    return { type: "block", bytes: block };
  }

  // ── Acts ─────────────────────────────────────────────────────────────────────────────────────────────────────

  #request(now: number): LineEvent | undefined {
    if (this.#retries > this.#settings.RTY) return this.#giveUp();
    this.#write(ENQ);
    this.#enter("wait EOT", this.#settings.T2, now);
  }

  #giveUp(): LineEvent {
    this.#sending = undefined;
    return GIVEN_UP;
  }

  #grant(now: number): undefined {
    this.#write(EOT);
    this.#enter("wait length", this.#settings.T2, now);
  }

  /** What came before the last byte of the block is out answers nothing. E4. */
  #transmit(now: number): void {
    this.written.push(this.#sending!);
    this.#position = this.#chunk.length;
    this.#enter("wait ACK", this.#settings.T2, now);
  }

  #retry(cause: RetryCause, now: number): LineEvent {
    this.#rest();
    this.#retries++;
    return this.#request(now) ?? { type: "retry", cause, retries: this.#retries };
  }

  #drain(cause: RefusalCause, now: number): undefined {
    this.#refusal = cause;
    this.#enter("draining", this.#settings.T1, now);
  }

  /** To yield in vain counts as a retry, or two slaves would yield to each other for ever. */
  #refuse(cause: RefusalCause): LineEvent {
    if (this.#yielding) this.#retries++;
    this.#yielding = false;
    this.#write(NAK);
    this.#rest();
    return { type: "block refused", cause };
  }

  #enter(state: LineState, timeout: number, now: number): void {
    this.#state = state;
    this.#timeout = timeout;
    this.restart(now);
  }

  #rest(): void {
    this.#state = "idle";
    this.#timeout = this.expires = Infinity;
  }

  #write(character: number): void {
    this.written.push(Uint8Array.of(character));
  }
}

/** The header bytes of a received block. */
export function headerBytes(block: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return block.subarray(1, 1 + BLOCK_HEADER_LENGTH);
}
