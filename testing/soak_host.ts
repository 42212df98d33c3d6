// The host of the soak test: keeps 64 requests open, and counts how each of them has ended.
import { type Connection, type Events, NoReplyError, NotSelectedError, open } from "../adapters/deno.ts";
import { randomText, sameBytes, SHORT_T3, TIMERS } from "./soak_traffic.ts";

const OUTSTANDING = 64;
const PATIENCE = 30; // seconds for a reconnection

/** How a request ends: `refused` before it was sent, `lost` with its connection. */
export type End = "replied" | "T3" | "lost" | "refused" | "cancelled";

/** A connection, its requests and what is wrong with them. */
export class Host {
  readonly connection: Connection;
  readonly faults: string[] = [];
  readonly ends: Record<End, number> = { replied: 0, T3: 0, lost: 0, refused: 0, cancelled: 0 };
  begun = 0;
  linktests = 0;

  readonly #ended: WeakSet<object> = new WeakSet();
  #replies = 0;

  constructor(port: number) {
    this.connection = open({ host: "127.0.0.1", port, timers: TIMERS });
    this.connection.on("news", (news) => this.#hear(news));
    this.connection.on("error", (error) => this.#fault(`a handler has thrown ${error}`));
    this.connection.on("message", (message) => void this.connection.reply(message, message.text));
  }

  /** Keeps requests open until then, by the clock of `performance`, and sees all of them end. */
  async work(until: number): Promise<void> {
    await Promise.all(Array.from({ length: OUTSTANDING }, () => this.#work(until)));
    const ended = Object.values(this.ends).reduce((sum, count) => sum + count);
    if (ended !== this.begun) this.#fault(`of ${this.begun} requests ${ended} have ended`);
    if (this.#replies !== this.ends.replied) {
      this.#fault(`${this.#replies} replies were told, and ${this.ends.replied} requests replied`);
    }
  }

  async #work(until: number): Promise<void> {
    try {
      while (performance.now() < until && this.faults.length === 0) {
        await this.connection.whenSelected({ timeout: PATIENCE });
        if (Math.random() < 0.001) await this.#linktest();
        await this.#request();
      }
    } catch (error) {
      this.#fault(String(error));
    }
  }

  /** One request: most are answered, some late, some never, and some are given up. */
  async #request(): Promise<void> {
    const dice = Math.random(), text = randomText();
    const fn = dice < 0.02 ? 3 : dice < 0.03 ? 5 : 1;
    const giveUp = new AbortController();
    const timer = dice > 0.98 ? setTimeout(() => giveUp.abort(CANCELLED), 20 * Math.random()) : undefined;
    this.begun++;
    try {
      const primary = { stream: 1, function: fn, text, T3: fn === 1 ? undefined : SHORT_T3 };
      const reply = await this.connection.request(primary, { signal: giveUp.signal });
      this.ends.replied++;
      const right = reply.stream === 1 && reply.function === fn + 1 && sameBytes(reply.text, text);
      if (!right) this.#fault(`S1F${fn} of ${text.length} bytes got another's reply`);
    } catch (error) {
      this.ends[this.#endBy(error, fn)]++;
    }
    clearTimeout(timer);
  }

  #endBy(error: unknown, fn: number): End {
    if (error === CANCELLED) return "cancelled";
    if (error instanceof NotSelectedError) return "refused";
    if (error instanceof NoReplyError && error.reason === "disconnected") return "lost";
    const expired = error instanceof NoReplyError && error.reason === "T3";
    if (!expired || fn === 1) this.#fault(String(error));
    return "T3";
  }

  async #linktest(): Promise<void> {
    // Refused or unanswered when the connection ends.
    await this.connection.linktest().then(() => this.linktests++, () => {});
  }

  #hear(news: Events["news"]): void {
    switch (news.type) {
      case "reply":
      case "noReply":
        if (this.#ended.has(news.primary)) this.#fault("a request has ended twice");
        this.#ended.add(news.primary);
        if (news.type === "reply") this.#replies++;
        break;
      case "unmatched":
        if (news.reason !== "late") this.#fault(`a reply is unmatched: ${news.reason}`);
        break;
      case "fault":
        this.#fault(`the equipment broke a rule: ${news.fault}`);
        break;
      case "rejected":
        this.#fault("the equipment has rejected a message");
    }
  }

  #fault(what: string): void {
    this.faults.push(what);
  }
}

const CANCELLED = new Error("Given up");
