// One peer of a manager: a connection that can be disabled and enabled, at the level of handling chosen for it.
import { Emitter, type Handler } from "../adapters/emitter.ts";
import type {
  AnyLink,
  Connection,
  LinktestResponse,
  StateWaitOptions,
  WaitOptions,
} from "../adapters/node.ts";
import { type DataMessage, decode, encode, type Item, type Primary } from "../mod.ts";
import type { LinkMetrics } from "./metrics.ts";
import { instrumentsOf } from "./metrics_instruments.ts";
import type { Joint } from "./peers_joint.ts";
import type {
  PeerEvents,
  PeerKinds,
  PeerLevel,
  PeerState,
  SecsMessage,
  SecsPrimary,
} from "./peers_options.ts";
import type { Tool } from "./tool.ts";

/** What a peer is made of. */
export interface PeerParts {
  readonly name: string;
  readonly level: PeerLevel;
  readonly connection: Connection<AnyLink>;
  readonly tool: Tool | undefined;
  readonly joint: Joint;
  /** The sessions to be ended by Separate.req; none in SECS-I. */
  readonly sessions: readonly number[];
  /** Whether it tries again after its connection has ended, or could not be had. */
  readonly reconnect: boolean;
  /** Whether the manager runs. */
  readonly running: () => boolean;
}

/** What the manager does with a peer. */
export interface Managed {
  /** The port that it comes to is open. */
  listening(address: PeerEvents["listening"]): void;
  /** Lets it connect, if it is enabled. */
  resume(): void;
  /** Ends its connection, unless that is to be kept, and lets it have no other. */
  suspend(options?: { keepConnection?: boolean }): Promise<void>;
  /** Closes it for good. */
  remove(): Promise<void>;
}

/** Makes a peer, for the manager. */
export let makePeer: (parts: PeerParts) => Peer;
/** The manager's side of a peer. */
export let managed: (peer: Peer) => Managed;

/**
 * A peer of a manager. It keeps its connection, its tool and its handlers until it is removed: to disable it ends its TCP
 * connection and all attempts to have one, to enable it begins anew.
 */
export class Peer<L extends PeerLevel = PeerLevel> {
  /** Its name. */
  readonly name: string;
  /** How much of the protocol is dealt with for the application. */
  readonly level: L;
  /** The tool, at the level `gem`. */
  readonly tool: PeerKinds[L]["tool"];
  /** The connection, for whoever needs HSMS itself. It lasts until the peer is removed. */
  readonly connection: Connection<AnyLink>;
  readonly #parts: PeerParts;
  readonly #emitter: Emitter<PeerEvents, Peer>;
  #state: PeerState = "disabled";
  #isEnabled = false;
  #isRemoved = false;
  /** Whether what is about to happen was told. */
  #toldBeforeClosed = false;
  #hearsMessages = false;
  #ending: Promise<void> | undefined;

  readonly #managed: Managed = {
    listening: (address) => this.#emitter.emit("listening", address),
    resume: () => this.#resume(),
    suspend: (options) => this.#suspend(options),
    remove: () => this.#remove(),
  };

  static {
    makePeer = (parts) => new Peer(parts);
    managed = (peer) => peer.#managed;
  }

  private constructor(parts: PeerParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.level = parts.level as L;
    this.tool = parts.tool as PeerKinds[L]["tool"];
    this.connection = parts.connection;
    this.#emitter = new Emitter<PeerEvents, Peer>(this as unknown as Peer);
    this.#listen();
  }

  // ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────

  /** How far it has come. */
  get state(): PeerState {
    return this.#state;
  }

  /** Whether it is enabled. */
  get enabled(): boolean {
    return this.#isEnabled;
  }

  /** What it has done so far, as plain data. */
  get metrics(): LinkMetrics {
    return instrumentsOf(this.connection).meter.data;
  }

  /** Resolves when a session is selected, now or after a reconnection. */
  whenEstablished(options?: StateWaitOptions): Promise<void> {
    return this.connection.whenSelected(options);
  }

  // ── What the application wants ───────────────────────────────────────────────────────────────────────────────

  /** Lets it connect, or be connected to. No effect when enabled. */
  enable(): void {
    if (this.#isRemoved) throw new Error(`Cannot enable ${this.name}: it has been removed`);
    this.#isEnabled = true;
    if (this.#parts.running()) this.#resume();
  }

  /** Ends its connection and all attempts to have one. Resolves when it has ended; no effect when disabled. */
  async disable(): Promise<void> {
    this.#isEnabled = false;
    await this.#suspend();
  }

  /** Sends a primary with the W-bit and resolves with its reply. Rejects as `request` of a connection. */
  async request(primary: PeerKinds[L]["primary"], options?: WaitOptions): Promise<PeerKinds[L]["reply"]> {
    const reply = await this.connection.request(this.#outgoing(primary), options);
    return this.level === "secs" ? read(reply) : reply;
  }

  /** Sends a primary without the W-bit; resolves with its system bytes once it is on its way. */
  send(primary: PeerKinds[L]["primary"]): Promise<number> {
    return this.connection.send(this.#outgoing(primary));
  }

  /** Answers a received primary: with function + 1, or with 0 to abort. */
  reply(message: PeerKinds[L]["message"], body?: PeerKinds[L]["body"], fn?: number): Promise<void> {
    const received = "message" in message ? message.message : message;
    return this.connection.reply(received as DataMessage, bytesOf(body), fn);
  }

  /** Sends Linktest.req and resolves with its response. */
  linktest(): Promise<LinktestResponse> {
    return this.connection.linktest();
  }

  #outgoing(primary: PeerKinds[L]["primary"]): Primary {
    if (this.level !== "secs") return primary as Primary;
    const { item, ...rest } = primary as SecsPrimary;
    return item === undefined ? rest : { ...rest, text: encode(item) };
  }

  // ── Events ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Adds a handler. The first one for `message` is given at once what has been waiting. */
  on<K extends keyof PeerEvents<L>>(event: K, handler: Handler<PeerEvents<L>[K], Peer<L>>): this {
    this.#emitter.add(event, handler as Handler<unknown, unknown>);
    if (event === "message" && !this.#hearsMessages) this.#hearMessages();
    return this;
  }

  /** Removes a handler. */
  off<K extends keyof PeerEvents<L>>(event: K, handler: Handler<PeerEvents<L>[K], Peer<L>>): this {
    this.#emitter.remove(event, handler as Handler<unknown, unknown>);
    return this;
  }

  #hearMessages(): void {
    this.#hearsMessages = true;
    const tell = (message: unknown): void => this.#emitter.emit("message", message as PeerEvents["message"]);
    if (this.#parts.tool !== undefined) this.#parts.tool.on("message", tell);
    else if (this.level === "secs") this.connection.on("message", (message) => tell(read(message)));
    else this.connection.on("message", tell);
  }

  #listen(): void {
    const { tool } = this.#parts, emitter = this.#emitter;
    this.connection
      .on("connected", (address) => (this.#reach("connected"), emitter.emit("connected", address)))
      .on("selected", (session) => (this.#reach("selected"), emitter.emit("established", session)))
      .on("before-closed", () => this.#beforeClosed())
      .on("closed", (end) => this.#closed(end))
      .on("connect-failed", (error) => this.#connectFailed(error));
    if (tool === undefined) this.connection.on("error", (error) => emitter.report(error));
    else this.#listenTo(tool);
  }

  #listenTo(tool: Tool): void {
    tool.on("state", ({ to }) => {
      if (to === "communicating" || to === "ready" || to === "selected") this.#reach(to);
    });
    tool.on("event", (event) => this.#emitter.emit("event", event));
    tool.on("alarm", (alarm) => this.#emitter.emit("alarm", alarm));
    tool.on("error", (error) => this.#emitter.report(error));
  }

  // ── What happens to it ───────────────────────────────────────────────────────────────────────────────────────

  #beforeClosed(): void {
    if (this.#toldBeforeClosed) return;
    this.#toldBeforeClosed = true;
    this.#emitter.emit("before-closed", undefined);
  }

  #closed(end: PeerEvents["closed"]): void {
    this.#toldBeforeClosed = false;
    if (!this.#parts.reconnect) void this.disable();
    this.#reach(this.#idleState);
    this.#emitter.emit("closed", end);
  }

  /** An attempt that was given up has not failed. */
  #connectFailed(error: Error): void {
    if (!this.#parts.joint.gate.isOpen) return;
    this.#emitter.emit("connect-failed", error);
    if (!this.#parts.reconnect) void this.disable();
  }

  get #idleState(): PeerState {
    if (this.#isRemoved) return "removed";
    return this.#parts.joint.gate.isOpen ? "disconnected" : "disabled";
  }

  #reach(to: PeerState): void {
    const from = this.#state;
    if (from === to || from === "removed") return;
    this.#state = to;
    this.#emitter.emit("state", { from, to });
  }

  // ── What the manager wants ───────────────────────────────────────────────────────────────────────────────────

  #resume(): void {
    const { gate, join } = this.#parts.joint;
    if (!this.#isEnabled || gate.isOpen) return;
    join();
    gate.open();
    if (!gate.isConnected) this.#reach("disconnected");
  }

  async #suspend({ keepConnection = false }: { keepConnection?: boolean } = {}): Promise<void> {
    const { gate, leave } = this.#parts.joint;
    gate.shut();
    if (!gate.isConnected) this.#reach(this.#idleState);
    const left = leave();
    if (!keepConnection) await (this.#ending ??= this.#end());
    await left;
  }

  /** Ends the connection in order: in HSMS with Separate.req, after what handlers still have to say. */
  async #end(): Promise<void> {
    const { gate } = this.#parts.joint, { connection } = this;
    try {
      if (!gate.isConnected) return;
      this.#beforeClosed();
      for (const session of this.#selected()) connection.separate(session);
      await undefined; // what was said leaves at the end of this turn
      if (connection.state === "NOT CONNECTED") await gate.ended();
      else await gate.end();
    } finally {
      this.#ending = undefined;
    }
  }

  /** The sessions to be ended by Separate.req. */
  #selected(): number[] {
    return this.#parts.sessions.filter((session) => this.connection.stateOf(session) === "SELECTED");
  }

  async #remove(): Promise<void> {
    this.#isRemoved = true;
    this.#isEnabled = false;
    const { gate, leave, remove } = this.#parts.joint;
    gate.shut();
    remove();
    await Promise.all([leave(), this.tool?.close() ?? this.connection.close()]);
    this.#reach("removed");
  }
}

/** A message with its item. */
function read(message: DataMessage): SecsMessage {
  const { session, stream, function: fn, replyExpected, text } = message;
  const given = { session, stream, function: fn, replyExpected, message };
  try {
    return { ...given, item: text.length === 0 ? undefined : decode(text) };
  } catch (error) {
    return { ...given, item: undefined, error: error as Error };
  }
}

function bytesOf(body: Uint8Array | Item | undefined): Uint8Array | undefined {
  return body === undefined || body instanceof Uint8Array ? body : encode(body);
}
