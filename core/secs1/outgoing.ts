// Messages that wait to be sent: each is cut into blocks as the line takes them. E4.
import type { Primary } from "../link.ts";
import {
  BLOCK_DATA_LENGTH,
  BLOCK_HEADER_LENGTH,
  type BlockHeader,
  encodeBlock,
  encodeBlockHeader,
} from "./block.ts";

/** From this size on a text is not copied: it must not change until it is sent. */
const BY_REFERENCE = 64 * 1024;

/** What is the same in all blocks of a message. */
export type BlocksHeader = Omit<BlockHeader, "end" | "number">;

/** A message that is being sent. */
export interface OutgoingMessage {
  readonly header: BlocksHeader;
  readonly text: Uint8Array;
  /** The primary that waits for a reply to this message. */
  readonly primary: Primary | undefined;
}

/** Bytes of a message that count against the limits: a header, and the text. */
const sizeOf = ({ text }: OutgoingMessage): number => BLOCK_HEADER_LENGTH + text.length;

/** A queue of messages, sent one after the other. */
export class Outgoing {
  /** Bytes that wait: of messages not sent whole. */
  size = 0;
  #waiting: OutgoingMessage[] = [];
  #first = 0;
  /** Blocks of the first message that have left. */
  #blocks = 0;

  /** Appends a message. */
  append(header: BlocksHeader, text: Uint8Array, primary: Primary | undefined): void {
    const message = { header, text: text.length < BY_REFERENCE ? text.slice() : text, primary };
    this.#waiting.push(message);
    this.size += sizeOf(message);
  }

  /** The message that is being sent. */
  get current(): OutgoingMessage | undefined {
    return this.#waiting[this.#first];
  }

  /** The next block of the current message. */
  block(): Uint8Array<ArrayBuffer> {
    const { text } = this.current!, at = this.#blocks * BLOCK_DATA_LENGTH;
    return encodeBlock(this.#header(), text.subarray(at, at + BLOCK_DATA_LENGTH));
  }

  /** The header of that block. */
  header(): Uint8Array<ArrayBuffer> {
    return encodeBlockHeader(this.#header());
  }

  #header(): BlockHeader {
    const { header, text } = this.current!;
    const number = this.#blocks + 1;
    return { ...header, number, end: number * BLOCK_DATA_LENGTH >= text.length };
  }

  /** The block was acknowledged. The message, if that was its last. */
  acknowledged(): OutgoingMessage | undefined {
    const { text } = this.current!;
    return ++this.#blocks * BLOCK_DATA_LENGTH >= text.length ? this.drop() : undefined;
  }

  /** Takes the current message out: it is sent, or given up. */
  drop(): OutgoingMessage {
    const message = this.#waiting[this.#first++]!;
    this.#blocks = 0;
    this.size -= sizeOf(message);
    if (2 * this.#first >= this.#waiting.length) {
      this.#waiting.splice(0, this.#first);
      this.#first = 0;
    }
    return message;
  }

  /** Forgets everything. */
  clear(): void {
    this.#waiting = [];
    this.#first = this.#blocks = this.size = 0;
  }
}

/** The header of the first block of a message with this text. */
export function firstHeader(header: BlocksHeader, text: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeBlockHeader({ ...header, number: 1, end: text.length <= BLOCK_DATA_LENGTH });
}
