// The life of a tool: what its connection and its host tell becomes its state, what its handlers hear, and the ends of
// what it waits for.
import type { Handler } from "../adapters/emitter.ts";
import type { Connection } from "../adapters/node.ts";
import type { DataMessage, gem } from "../mod.ts";
import { type AnyHost, Procedures } from "./procedures.ts";
import type { Profile } from "./profile.ts";
import { factsOf } from "./profile_facts.ts";
import { incoming, type Knowledge } from "./tool_messages.ts";
import { alarmOf, eventOf } from "./tool_news.ts";
import type { ToolEvents, ToolOptions, ToolState } from "./tool_options.ts";
import { Preparation } from "./tool_preparation.ts";
import { Teller } from "./tool_teller.ts";
import { type WaitBounds, Waits } from "./tool_waits.ts";

/** What a tool consists of. `Source` is the tool, as its handlers get it. */
export class Life<Source> {
  readonly known: Knowledge;
  readonly connection: Connection<AnyHost>;
  readonly procedures: Procedures;
  readonly teller: Teller<Source>;
  readonly #waits: Waits = new Waits();
  readonly #preparation: Preparation;
  #state: ToolState = "disconnected";

  /** Of a connection that has begun to connect. */
  constructor(source: Source, profile: Profile, options: ToolOptions, connection: Connection<AnyHost>) {
    this.known = { profile, facts: factsOf(profile) };
    this.connection = connection;
    this.teller = new Teller(source, profile, this.#waits);
    this.procedures = new Procedures(connection);
    this.#preparation = new Preparation(profile, options, this.known.facts, this.procedures, {
      ready: () => this.#reach("ready"),
      failed: (error) => this.#failed("prepare-failed", error),
      learn: (names) => connection.machine.learn(names),
    });
    this.#listen();
  }

  /** How far the tool has come. */
  get state(): ToolState {
    return this.#state;
  }

  /** Resolves when the tool is ready. */
  whenReady({ signal, timeout }: WaitBounds): Promise<void> {
    if (this.#state === "ready") return Promise.resolve();
    const { emitter } = this.teller;
    return this.#waits.for<void>("the tool to be ready", { signal, timeout }, (resolve) => {
      const reached: Handler<ToolEvents["state"], Source> = ({ to }) =>
        to === "ready" ? resolve() : undefined;
      emitter.add("state", reached);
      return () => emitter.remove("state", reached);
    });
  }

  /** Closes for good. */
  close(): Promise<void> {
    this.#preparation.stop();
    return this.connection.close();
  }

  #listen(): void {
    const connection = this.connection, { emitter } = this.teller;
    connection.on("connected", (address) => (this.#reach("connected"), emitter.emit("connected", address)))
      .on("selected", () => this.#reach("selected"))
      .on("deselected", () => this.#reach("connected"))
      .on("news", (news) => this.#news(news as gem.HostNews))
      .on("message", (message) => this.#message(message))
      .on("before-closed", () => emitter.emit("before-closed", undefined))
      .on("closed", (end) => (this.#reach("disconnected"), emitter.emit("disconnected", end)))
      .on("connect-failed", (error) => this.#failed("connect-failed", error))
      .on("error", (error) => emitter.report(error));
    void connection.closed.then(() => (this.#reach("closed"), this.#waits.closed(), this.teller.end()));
  }

  #news(news: gem.HostNews): void {
    const { emitter } = this.teller;
    emitter.emit("news", news);
    switch (news.type) {
      case "communicating":
        this.#reach("communicating");
        return this.#preparation.begin();
      case "not communicating":
        if (this.#state === "ready" || this.#state === "communicating") this.#reach("selected");
        return;
      case "control state":
        return this.#controlled(news);
      case "done":
      case "failed":
        return this.procedures.ended(news);
      case "event":
        return this.teller.tell("event", eventOf(news));
      case "alarm":
        return this.teller.tell("alarm", alarmOf(this.known.profile, news));
      case "terminal":
        return emitter.emit("terminal", news);
      case "trace":
        return emitter.emit("trace", news);
    }
  }

  /** An operator took it off-line, which is not for a host to undo; or it is on-line again, and is prepared anew. */
  #controlled({ from, to }: Extract<gem.HostNews, { type: "control state" }>): void {
    if (to === "off-line" && this.#state === "ready") this.#reach("communicating");
    else if (from === "off-line" && this.#state === "communicating" && !this.#preparation.running) {
      this.#preparation.begin();
    }
  }

  /** Primaries that the host does not know wait for nobody: without a handler they are aborted. */
  #message(message: DataMessage): void {
    const { emitter } = this.teller;
    try {
      if (emitter.has("message")) return emitter.emit("message", incoming(this.known, message));
    } catch { /* its text is no item */ }
    if (message.replyExpected) this.connection.reply(message, undefined, 0).catch(() => {}); // nobody waits for it
  }

  #failed(kind: "prepare-failed" | "connect-failed", error: unknown): void {
    this.#waits.cause = error;
    this.teller.emitter.emit(kind, error as Error);
  }

  #reach(to: ToolState): void {
    const from = this.#state;
    if (from === to || from === "closed") return;
    this.#state = to;
    if (to === "ready") this.#waits.cause = undefined;
    if (to !== "ready" && to !== "communicating") this.#preparation.stop();
    if (to === "disconnected" || to === "closed") this.#waits.disconnected();
    this.teller.emitter.emit("state", { from, to });
  }
}
