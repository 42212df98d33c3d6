// E30 as far as a listener can tell: communications established or not, and spooling.
import {} from "./audit_endings.ts";
import type { Line } from "./audit_line.ts";
import type { FoundCode } from "./audit_shape.ts";
import type { Teller } from "./audit_teller.ts";
import type { CapturedMessage } from "../framing/model.ts";

/** Alarms and events, of which an equipment sends none before communications are established. */
const REPORTING: ReadonlySet<number> = /* @__PURE__ */ new Set([5, 6]);

/** GEM on a connection. */
export class GemAudit {
  readonly #teller: Teller;
  readonly #line: Line;

  constructor(teller: Teller) {
    this.#teller = teller;
    this.#line = teller.line;
  }

  /** A primary. */
  primary(message: CapturedMessage): void {
    const line = this.#line;
    const stream = message.header!.byte2 & 0x7f;
    if (line.communicating !== "no" || line.notCommunicatingTold || !REPORTING.has(stream)) return;
    const { host } = line.roles;
    if (host === undefined || message.direction === host || line.selected.size === 0) return;
    line.notCommunicatingTold = true;
    this.#teller.say(
      "not-communicating",
      message,
      `equipment sent ${this.#teller.title(message.header!)} before S1F13 had established communications`,
    );
  }

  /** A reply, with its acknowledge codes other than 0. */
  reply(message: CapturedMessage, codes: readonly FoundCode[]): void {
    const { byte2, byte3 } = message.header!;
    const stream = byte2 & 0x7f;
    if (stream === 1 && byte3 === 14 && codes.length === 0) this.#line.communicating = "yes";
    if (stream === 6 && byte3 === 24 && codes.length === 0) this.#spooled(message);
  }

  #spooled(message: CapturedMessage): void {
    this.#teller.say(
      "spooled",
      message,
      `${this.#teller.who(message)} agreed to send or purge its spool: reports that follow may be old`,
    );
  }
}
