// The handshake of a SECS-I line as far as single characters show it: blocks refused by NAK, and ENQ sent again because
// nothing answered. E4.
import type { Teller } from "./audit_teller.ts";
import { duration, opposite } from "./audit_words.ts";
import type { Direction, StreamBytes, Time } from "../framing/model.ts";

const ENQ = 0x05, ACK = 0x06, NAK = 0x15;

/** What a side has tried since its last block was accepted. */
interface Attempts {
  count: number;
  /** When it sent ENQ last. */
  since: Time;
  /** Whether anything answered that. */
  answered: boolean;
}

/** The handshake of one line. */
export class Secs1Audit {
  readonly #teller: Teller;
  readonly #attempts: readonly [Attempts, Attempts] = [newAttempts(), newAttempts()];

  constructor(teller: Teller) {
    this.#teller = teller;
  }

  /** Bytes came: handshake characters travel alone. */
  bytes({ direction, bytes, time }: StreamBytes): void {
    const peer = this.#attempts[opposite(direction)];
    peer.answered = true;
    if (bytes.length > 1) return;
    if (bytes[0] === ENQ) this.#ask(direction, time);
    else if (bytes[0] === ACK) peer.count = 0;
    else if (bytes[0] === NAK && peer.count > 0) this.#refuse(direction, time);
  }

  #ask(direction: Direction, time: Time): void {
    const own = this.#attempts[direction];
    if (own.count > 0 && !own.answered) {
      this.#say(
        "line-retry",
        direction,
        time,
        `sent ENQ again, ${duration(time - own.since)} after one that nothing answered: attempt ${
          own.count + 1
        }`,
      );
    }
    own.count++;
    own.since = time;
    own.answered = false;
  }

  #refuse(direction: Direction, time: Time): void {
    this.#say(
      "line-nak",
      direction,
      time,
      `refused a block of ${this.#teller.side(opposite(direction))} by NAK`,
    );
  }

  #say(kind: "line-nak" | "line-retry", direction: Direction, time: Time, what: string): void {
    const { news, line } = this.#teller;
    news.say(
      kind,
      { connection: line.connection, direction, time },
      `${this.#teller.side(direction)} ${what}`,
    );
  }
}

function newAttempts(): Attempts {
  return { count: 0, since: NaN, answered: true };
}
