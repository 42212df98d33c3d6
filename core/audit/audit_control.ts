// Control messages by themselves: bytes that should not be there, and what a Reject.req is about. E37.
import { type Header, STYPE } from "../hsms/header.ts";
import { rejectReasonName, sTypeName } from "../hsms/names.ts";
import { endTransaction } from "./audit_endings.ts";
import type { Teller } from "./audit_teller.ts";
import { brief, counted, opposite } from "./audit_words.ts";
import type { CapturedMessage } from "../framing/model.ts";

/** Control messages, whatever the state. */
export class ControlAudit {
  readonly #teller: Teller;

  constructor(teller: Teller) {
    this.#teller = teller;
  }

  /** Says what is wrong with the form of a control message. */
  check(message: CapturedMessage, header: Header): void {
    if (message.length > 10) {
      const extra = counted(message.length - 10, "byte");
      this.#teller.say(
        "control-text",
        message,
        `${this.#teller.who(message)} sent ${brief(header)} with ${extra} after its header`,
      );
    }
    const { sType, byte2, byte3 } = header;
    if (sType === STYPE.REJECT_REQ || sType > STYPE.SEPARATE_REQ || sType === 8) return;
    const hasStatus = sType === STYPE.SELECT_RSP || sType === STYPE.DESELECT_RSP;
    if (byte2 === 0 && (hasStatus || byte3 === 0)) return;
    this.#teller.say(
      "control-reserved",
      message,
      `${this.#teller.who(message)} sent ${
        brief(header)
      } with header bytes 2 and 3 of ${byte2} and ${byte3}, where 0 is due`,
    );
  }

  /** Ends what a Reject.req is about. */
  reject(message: CapturedMessage, header: Header): void {
    const { byte2, byte3, systemBytes } = header;
    const asker = this.#teller.line.sides[opposite(message.direction)];
    const open = asker.data.take(systemBytes) ?? asker.control.take(systemBytes);
    if (open !== undefined) endTransaction(this.#teller.news, this.#teller.line, open, "rejected", message);
    const about = open ?? asker.recent.get(systemBytes);
    const why = `reason ${byte3} (${rejectReasonName(byte3)})`;
    if (about === undefined) {
      const what = byte3 === 2 ? `PType ${byte2}` : sTypeName(byte2);
      return this.#teller.say(
        "reject-unmatched",
        message,
        `${this.#teller.who(message)} sent ${
          brief(header)
        } for ${what} with ${why}, but no such message is in the capture`,
      );
    }
    this.#teller.say(
      about.faulty ? "rejected-rightly" : "rejected",
      message,
      `${this.#teller.who(message)} rejected ${brief(about.header)} with ${why}`,
      about,
    );
  }
}
