// The catalogue as the audit looks things up in it: once for each stream, function and direction.
import type { Catalogue } from "../messages/catalogue.ts";
import type { Direction as Senders } from "../messages/head.ts";
import type { AnyMessage } from "../messages/message.ts";
import { hasAcknowledge } from "./audit_shape.ts";

/** A message of the catalogue. */
export interface KnownMessage {
  readonly definition: AnyMessage;
  /** Whether its body says how a request went. */
  readonly acknowledges: boolean;
}

const SENDERS: readonly Senders[] = ["H→E", "E→H", "H↔E"];

/** Messages looked up. */
export class KnownMessages {
  readonly #catalogue: Catalogue;
  readonly #found: Map<number, KnownMessage | null> = new Map();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** A stream and function, from the host or not; from either when that is not known. */
  get(stream: number, fn: number, fromHost?: boolean): KnownMessage | undefined {
    const senders = fromHost === undefined ? 2 : fromHost ? 0 : 1;
    const key = (stream << 8 | fn) << 2 | senders;
    let known = this.#found.get(key);
    if (known === undefined) this.#found.set(key, known = this.#lookUp(stream, fn, SENDERS[senders]));
    return known ?? undefined;
  }

  #lookUp(stream: number, fn: number, senders: Senders): KnownMessage | null {
    const definition = this.#catalogue.get(stream, fn, senders);
    if (definition === undefined) return null;
    const isAnswer = fn % 2 === 0 || (stream === 7 && fn === 27);
    return { definition, acknowledges: isAnswer && hasAcknowledge(definition.shape) };
  }
}
