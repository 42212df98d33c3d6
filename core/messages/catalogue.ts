// Messages by stream and function. A catalogue never changes: `with` makes another, say for a tool that deviates.
import { abort, type AnyMessage, type Direction, type ReceivedMessage } from "./message.ts";

/** Messages by stream and function. */
export class Catalogue implements Iterable<AnyMessage> {
  readonly #entries: ReadonlyMap<number, readonly AnyMessage[]>;

  /** A catalogue of these messages; of two for the same stream, function and direction the later one. */
  constructor(messages: Iterable<AnyMessage>) {
    const entries = new Map<number, readonly AnyMessage[]>();
    for (const message of messages) {
      const key = keyOf(message.stream, message.function);
      const others = (entries.get(key) ?? []).filter((other) => !meets(other.direction, message.direction));
      entries.set(key, [...others, message]);
    }
    this.#entries = entries;
  }

  /**
   * The message of a stream and function, or `undefined` when there is none. The direction matters only where host
   * and equipment send different bodies. SxF0 is known for every stream.
   */
  get(stream: number, fn: number, direction: Direction = "H↔E"): AnyMessage | undefined {
    const found = this.#entries.get(keyOf(stream, fn))?.find((message) =>
      meets(message.direction, direction)
    );
    if (found !== undefined || fn !== 0) return found;
    return Number.isInteger(stream) && stream >= 0 && stream <= 127 ? abort(stream) : undefined;
  }

  /** The message that a received one is, or `undefined` when it is unknown. */
  of(received: Pick<ReceivedMessage, "stream" | "function">, direction?: Direction): AnyMessage | undefined {
    return this.get(received.stream, received.function, direction);
  }

  /** The reply to a message, or `undefined` when it has none. */
  replyTo(message: AnyMessage): AnyMessage | undefined {
    const { stream, replyFunction, direction } = message;
    return replyFunction === undefined ? undefined : this.get(stream, replyFunction, opposite(direction));
  }

  /** This catalogue with other messages, which replace those of the same stream, function and direction. */
  with(...messages: readonly AnyMessage[]): Catalogue {
    return new Catalogue([...this, ...messages]);
  }

  /** How many messages there are. */
  get size(): number {
    return [...this].length;
  }

  /** All messages. */
  *[Symbol.iterator](): Generator<AnyMessage, void, void> {
    for (const messages of this.#entries.values()) yield* messages;
  }
}

function keyOf(stream: number, fn: number): number {
  return stream * 256 + fn;
}

/** Whether a sender may be meant by both. */
function meets(a: Direction, b: Direction): boolean {
  return a === b || a === "H↔E" || b === "H↔E";
}

function opposite(direction: Direction): Direction {
  return direction === "H↔E" ? direction : direction === "H→E" ? "E→H" : "H→E";
}
