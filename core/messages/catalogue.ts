// Messages by stream and function. A catalogue never changes: `with` makes another, say for a tool that deviates.
import { type Direction, isMessageNumber, type TypedDirection, withArrow } from "./head.ts";
import { abort, type AnyMessage, type ReceivedMessage } from "./message.ts";

/** Messages by stream and function. */
export class Catalogue implements Iterable<AnyMessage> {
  readonly #entries: ReadonlyMap<number, readonly AnyMessage[]>;

  /** A catalogue of these messages; each takes the place of those before it with its stream, function and senders. */
  constructor(messages: Iterable<AnyMessage>) {
    const entries = new Map<number, readonly AnyMessage[]>();
    for (const message of messages) {
      const key = keyOf(message.stream, message.function);
      const others = (entries.get(key) ?? []).filter((other) => !covers(message.direction, other.direction));
      entries.set(key, [...others, message]);
    }
    this.#entries = entries;
  }

  /**
   * The message of a stream and function, or `undefined` when there is none. The direction matters only where host
   * and equipment send different bodies; `H->E` is as good as `H→E`. SxF0 is known for every stream.
   */
  get(stream: number, fn: number, direction: TypedDirection = "H↔E"): AnyMessage | undefined {
    if (!isMessageNumber(stream, fn)) return undefined;
    const senders = withArrow(direction);
    const messages = this.#entries.get(keyOf(stream, fn));
    const found = messages?.findLast((message) => meets(message.direction, senders));
    return found === undefined && fn === 0 ? abort(stream) : found;
  }

  /** The message that a received one is, or `undefined` when it is unknown. */
  of(
    received: Pick<ReceivedMessage, "stream" | "function">,
    direction?: TypedDirection,
  ): AnyMessage | undefined {
    return this.get(received.stream, received.function, direction);
  }

  /** The reply to a message, or `undefined` when it has none. */
  replyTo(message: AnyMessage): AnyMessage | undefined {
    const { stream, replyFunction, direction } = message;
    return replyFunction === undefined ? undefined : this.get(stream, replyFunction, opposite(direction));
  }

  /**
   * This catalogue with other messages, which replace those of the same stream, function and direction. What only the
   * equipment sends in another way (`E→H`) stays as it was when the host sends it, and the other way round.
   */
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

/** Whether nobody sends the second who does not send the first. */
function covers(a: Direction, b: Direction): boolean {
  return a === b || a === "H↔E";
}

/** Whether a sender may be meant by both. */
function meets(a: Direction, b: Direction): boolean {
  return a === b || a === "H↔E" || b === "H↔E";
}

function opposite(direction: Direction): Direction {
  return direction === "H↔E" ? direction : direction === "H→E" ? "E→H" : "H→E";
}
