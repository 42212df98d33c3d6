// How a host establishes communication: it does what the communication model orders, and tells the model what came of it.
import type { DataMessage, LinkNews, Primary } from "../link.ts";
import { type Equipment, S1F13, S1F14 } from "../messages/stream1.ts";
import { Communication, type CommunicationOutput } from "./communication.ts";
import { establishRequest } from "./host_identity.ts";
import type { HostNews } from "./host_news.ts";
import type { HostOptions } from "./host_options.ts";
import type { ToolFacts } from "./tool.ts";
import { readable } from "./value.ts";

/** What sends for the communication model, and hears of it. */
export interface EstablishingOwner {
  /** Session id of the host; that of the link when undefined. */
  readonly session: number | undefined;
  /** The time that was told last. */
  now(): number;
  /** What is known of the tool. */
  tool(): ToolFacts;
  /** Sends a primary; may throw. */
  send(primary: Primary): number;
  /** Answers a primary. */
  reply(message: DataMessage, text: Uint8Array): void;
  /** Tells news. */
  tell(news: HostNews): void;
}

/** The communication model of a host, and the messages that belong to it. */
export class Establishing {
  readonly model: Communication;
  readonly #options: HostOptions;
  readonly #owner: EstablishingOwner;
  #equipment: Equipment | undefined;
  /** Our S1F13, while it is open. */
  #open: Primary | undefined;
  /** The S1F13 that waits for what the model says. */
  #asked: DataMessage | undefined;

  constructor(options: HostOptions, owner: EstablishingOwner) {
    this.model = new Communication(options);
    this.#options = options;
    this.#owner = owner;
  }

  /** What the equipment said it is, when it last did. */
  get equipment(): Equipment | undefined {
    return this.#equipment;
  }

  /** Tells the model something, and does what it orders. */
  do(what: (model: Communication) => void): void {
    what(this.model);
    for (let output = this.model.poll(); output; output = this.model.poll()) {
      if (output.type === "communication") this.#changed(output);
      else if (output.type === "send S1F13") this.#ask();
      else if (this.#asked !== undefined) {
        this.#owner.reply(this.#asked, S1F14.text({ COMMACK: output.COMMACK }));
      }
    }
  }

  /** A transaction has ended: true when it was our S1F13. */
  ended(news: Extract<LinkNews, { type: "reply" | "noReply" }>, now: number): boolean {
    if (news.primary !== this.#open) return false;
    this.#open = undefined;
    // T3, S1F0, a malformed S1F14 and every COMMACK but 0 are failures. E30.
    const accepted = news.type === "reply" && this.#accepts(news.message);
    this.do((model) => accepted ? model.accepted(now) : model.failed(now));
    return true;
  }

  /** An S1F13 of the equipment: one that cannot be read establishes communication all the same. */
  requested(message: DataMessage, now: number): void {
    const equipment = readable(() => S1F13.read(message));
    const accepted = this.#options.acceptCommunication?.(equipment) ?? true;
    const again = this.model.communicating, enabled = this.model.state !== "DISABLED";
    if (accepted && enabled) this.#equipment = equipment ?? this.#equipment;
    this.#asked = message;
    this.do((model) => model.requested(now, accepted));
    this.#asked = undefined;
    if (!enabled) this.#owner.tell({ type: "unhandled", message });
    else if (!accepted) this.#owner.tell({ type: "answered", message });
    else if (again) this.#tellCommunicating(true);
  }

  #accepts(message: DataMessage): boolean {
    const reply = readable(() => S1F14.read(message)), accepted = reply?.COMMACK === 0;
    if (accepted) this.#equipment = reply.equipment ?? this.#equipment;
    return accepted;
  }

  #ask(): void {
    this.#open = { ...establishRequest(this.#owner.tool()), session: this.#owner.session };
    try {
      this.#owner.send(this.#open);
    } catch {
      this.#open = undefined;
      this.model.failed(this.#owner.now());
    }
  }

  #changed({ from, to, cause }: Extract<CommunicationOutput, { type: "communication" }>): void {
    if (to === "COMMUNICATING") this.#tellCommunicating(false);
    if (from === "COMMUNICATING") this.#owner.tell({ type: "not communicating", cause });
  }

  #tellCommunicating(again: boolean): void {
    this.#owner.tell({ type: "communicating", equipment: this.#equipment, again });
  }
}
