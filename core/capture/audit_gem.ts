// E30 as far as a listener can tell: communications established or not, and spooling.
import {} from "./audit_endings.ts";
import { type Line, sideName } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import type { FoundCode } from "./audit_shape.ts";
import { placeOf, type Teller } from "./audit_teller.ts";
import { titled } from "./audit_words.ts";
import type { CapturedMessage } from "./model.ts";

/** Alarms and events, of which an equipment sends none before communications are established. */
const REPORTING: ReadonlySet<number> = /* @__PURE__ */ new Set([5, 6]);

/** GEM on a connection. */
export class GemAudit {
  readonly #teller: Teller;
  readonly #news: AuditNews;
  readonly #line: Line;

  constructor(teller: Teller) {
    this.#teller = teller;
    this.#news = teller.news;
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
    this.#news.say(
      "not-communicating",
      placeOf(message),
      `equipment sent ${
        titled(message.header!, this.#news.settings.catalogue)
      } before S1F13 had established communications`,
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
    this.#news.say(
      "spooled",
      placeOf(message),
      `${
        sideName(this.#line, message.direction)
      } agreed to send or purge its spool: reports that follow may be old`,
    );
  }
}
