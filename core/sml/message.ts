// A message as SML writes it, and what the printer takes.
import { encode } from "../secs2/encode.ts";
import type { Item } from "../secs2/item.ts";

/** A message as it stands in SML. */
export interface WrittenMessage {
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 0 to 255. */
  readonly function: number;
  /** The W-bit. */
  readonly replyExpected: boolean;
  /** The item; absent in a header-only message. */
  readonly item?: Item;
  /** The label before or after the header, where there is one. */
  readonly name?: string;
}

/** A message read from SML, which can be sent as it is. */
export interface SmlMessage extends WrittenMessage {
  /** The SECS-II text: the item encoded, no bytes in a header-only message. */
  readonly text: Uint8Array<ArrayBuffer>;
}

/** A message with its text. */
export function encoded(message: WrittenMessage): SmlMessage {
  return { ...message, text: message.item === undefined ? new Uint8Array(0) : encode(message.item) };
}

/** A message to print: what `parse` gives, or a message of a link with its undecoded text. */
export interface PrintableMessage {
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 0 to 255. */
  readonly function: number;
  /** The W-bit; false when absent. */
  readonly replyExpected?: boolean;
  /** The item; `text` counts when it is absent. */
  readonly item?: Item;
  /** The SECS-II text, header only when it is absent or empty. */
  readonly text?: Uint8Array;
  /** A label; profiles without labels leave it out. */
  readonly name?: string;
}

/** What can be printed: an item, a message, or the SECS-II text of a message. */
export type Printable = Item | PrintableMessage | Uint8Array;
