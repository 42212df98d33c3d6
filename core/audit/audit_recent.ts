// The latest messages of one direction by system bytes: what a reply, a Reject.req or a stream 9 message may be about,
// when no transaction is open. At most a thousand, each in the place of an older one.
import type { Header } from "../hsms/header.ts";

/** What is remembered of a message. */
export interface RecentMessage {
  readonly index: number;
  readonly header: Header;
  /** It breaks a rule, and that was said. */
  readonly faulty: boolean;
  /** It was answered. */
  answered: boolean;
  /** A stream 9 message named it. */
  reported?: boolean;
}

const LEAST = 16;
const MOST = 1024;

/** Messages by system bytes. */
export class RecentMessages {
  #places: (RecentMessage | undefined)[] = new Array<RecentMessage | undefined>(LEAST).fill(undefined);
  #added = 0;

  /** Remembers a message, for as long as its place is not needed. */
  add(message: RecentMessage): void {
    if (++this.#added > this.#places.length && this.#places.length < MOST) this.#grow();
    this.#places[this.#placeOf(message.header.systemBytes)] = message;
  }

  /** The latest with these system bytes. */
  get(systemBytes: number): RecentMessage | undefined {
    const found = this.#places[this.#placeOf(systemBytes)];
    return found?.header.systemBytes === systemBytes ? found : undefined;
  }

  #placeOf(systemBytes: number): number {
    return systemBytes & (this.#places.length - 1);
  }

  #grow(): void {
    const old = this.#places;
    this.#places = new Array<RecentMessage | undefined>(4 * old.length).fill(undefined);
    for (const message of old) {
      if (message !== undefined) this.#places[this.#placeOf(message.header.systemBytes)] = message;
    }
  }
}
