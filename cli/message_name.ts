// What a message is called: `S1F3`, and its name by E5.
import { catalogue } from "../core/messages/standard.ts";

/** A message's stream and function. */
export interface Numbered {
  readonly stream: number;
  readonly function: number;
}

/** `S1F3`. */
export function numberOf({ stream, function: fn }: Numbered): string {
  return `S${stream}F${fn}`;
}

/** `Selected Equipment Status Request`; nothing where E5 has no such message. */
export function titleOf(message: Numbered): string {
  return catalogue.of(message)?.name ?? "";
}
