// What is out of the ordinary about a stream and function: unknown, from the wrong side, with the wrong W-bit. Said once
// for each of them and each side, for whoever does so does so always. E5.
import type { Header } from "../hsms/header.ts";
import type { KnownMessage, KnownMessages } from "./audit_known.ts";
import type { Teller } from "./audit_teller.ts";
import { brief } from "./audit_words.ts";
import type { CapturedMessage } from "../framing/model.ts";

/** Looks messages up in the catalogue. */
export class OddityAudit {
  readonly #teller: Teller;
  readonly #known: KnownMessages;
  readonly #told: Set<number> = new Set();

  constructor(teller: Teller, known: KnownMessages) {
    this.#teller = teller;
    this.#known = known;
  }

  /** What the catalogue has of it; whatever is odd about that is said once for each stream and function. */
  lookUp(message: CapturedMessage, header: Header): KnownMessage | undefined {
    const { host } = this.#teller.line.roles;
    const { direction } = message;
    const stream = header.byte2 & 0x7f, fn = header.byte3;
    const fromHost = host === undefined ? undefined : host === direction;
    const known = this.#known.get(stream, fn, fromHost);
    const other = known ?? this.#known.get(stream, fn);
    const asExpected = known !== undefined && hasRightW(known, header);
    if (asExpected || header.pType !== 0) return other;
    const key = ((stream << 8 | fn) << 1 | direction) << 1 | (header.byte2 >> 7);
    if (this.#told.has(key)) return other;
    this.#told.add(key);
    if (other === undefined) {
      this.#teller.say(
        "unknown-message",
        message,
        `${this.#teller.who(message)} sent ${brief(header)}, which is not in the catalogue`,
      );
    } else if (known === undefined && stream !== 9) {
      this.#teller.say(
        "wrong-direction",
        message,
        `${this.#teller.who(message)} sent ${this.#teller.title(header)}, which it should only receive`,
      );
    } else if (known !== undefined) this.#wrongW(message, header);
    return other;
  }

  #wrongW(message: CapturedMessage, header: Header): void {
    const has = (header.byte2 & 0x80) !== 0;
    if (has && header.byte3 % 2 === 0) return;
    this.#teller.say(
      "w-bit",
      message,
      `${this.#teller.who(message)} sent ${this.#teller.title(header)} ${
        has ? "with the W-bit, though no reply is defined" : "without the W-bit, though a reply is due"
      }`,
    );
  }
}

/** Whether the W-bit is as the catalogue has it. */
function hasRightW({ definition: { reply, function: fn } }: KnownMessage, { byte2 }: Header): boolean {
  const has = (byte2 & 0x80) !== 0;
  return fn % 2 === 0 ? !has : reply === "[W]" || has === (reply === "W");
}
