// Test-only: one side of a captured connection replayed against an Entity that takes the place of the other, on the
// capture's own clock. What its side said in the capture, the entity is told to say; what the peer said, it receives.
import { Entity } from "../core/hsms/entity.ts";
import { Framer } from "../core/hsms/framer.ts";
import { controlHeader, encodeMessage, readHeader, STYPE } from "../core/hsms/header.ts";
import { describeHeader } from "../core/hsms/names.ts";
import type { EntityOutput } from "../core/hsms/news.ts";
import type { EntityOptions } from "../core/hsms/options.ts";
import type { DataMessage } from "../core/link.ts";
import { bytesOf, type Connection, type Stream } from "./capture_reader.ts";
import {
  capturedMessages,
  type CaptureName,
  fromHex,
  loadCapture,
  type TruthConnection,
  type TruthMessage,
} from "./captures_truth.ts";

/** Which side the entity takes; the capture gives the other. */
export type Role = "host" | "equipment";

/** How a replay is to run. */
export interface ReplayOptions extends Partial<EntityOptions> {
  /** How what the peer sends is cut, besides as captured. */
  readonly cut?: "byte by byte";
  /** The capture begins with the session selected: select before it. */
  readonly selected?: boolean;
  /** Commands besides those of the capture, at their times. */
  readonly also?: readonly { readonly time: number; readonly act: (entity: Entity, now: number) => void }[];
}

/** News that are no orders. */
export type News = Exclude<EntityOutput, { type: "connect" | "write" | "disconnect" }>;

/** What came of a replay. Times are milliseconds since the first packet. */
export interface Replay {
  /** Messages the entity wrote, whole; control requests with the system bytes they have in the capture. */
  readonly written: Uint8Array[];
  readonly news: { readonly time: number; readonly news: News }[];
  /** The same as text, in one order. */
  readonly lines: string[];
  /** Captured messages that the entity refused to send, and why. */
  readonly refused: { readonly message: TruthMessage; readonly error: Error }[];
  /** When the entity ordered the connection closed, if it did. */
  readonly closed: number | undefined;
  /** Most transactions of the entity that were open at once, and how many still were at the end. */
  readonly mostOpen: number;
  readonly stillOpen: number;
}

/** Replays a connection of a capture against an entity. */
export function replay(name: CaptureName, index: number, role: Role, options: ReplayOptions = {}): Replay {
  const { connections, truth } = loadCapture(name);
  return new Player(connections[index], truth.connections[index], role, options).play();
}

/** Something that happens to the entity. */
interface Event {
  readonly time: number;
  readonly act: () => void;
}

const REQUESTS: Record<number, "select" | "deselect" | "linktest" | "separate"> = {
  1: "select",
  3: "deselect",
  5: "linktest",
  9: "separate",
};

class Player {
  readonly #connection: Connection;
  readonly #known: TruthConnection;
  readonly #side: 0 | 1;
  readonly #options: ReplayOptions;
  readonly #entity: Entity;
  /** Both streams as one buffer each; that of the peer is rewritten where it echoes other system bytes than ours. */
  readonly #ours: Uint8Array;
  readonly #peers: Uint8Array;
  readonly #framer = new Framer(0xffffffff);
  /** Control requests made and not yet seen to be written. */
  readonly #requested: TruthMessage[] = [];
  readonly #received = new Map<number, DataMessage>();
  readonly #written: Uint8Array[] = [];
  readonly #news: { time: number; news: News }[] = [];
  readonly #lines: string[] = [];
  readonly #refused: { message: TruthMessage; error: Error }[] = [];
  #now = 0;
  #closed: number | undefined;
  #mostOpen = 0;

  constructor(connection: Connection, known: TruthConnection, role: Role, options: ReplayOptions) {
    this.#connection = connection;
    this.#known = known;
    this.#side = role === "host" ? 0 : 1;
    this.#options = options;
    this.#ours = bytesOf(connection.streams[this.#side]);
    this.#peers = bytesOf(connection.streams[1 - this.#side]);
    this.#entity = new Entity({
      mode: role === "host" ? "active" : "passive",
      autoSelect: false,
      ...options,
      timers: { linktest: Infinity, ...options.timers },
    });
  }

  play(): Replay {
    this.#entity.start(0);
    this.#drain();
    this.#entity.connected(0);
    this.#drain();
    if (this.#options.selected) this.#select();
    for (const event of this.#events()) {
      this.#runUntil(event.time);
      if (this.#closed !== undefined) break;
      event.act();
      this.#drain();
    }
    this.#end();
    return {
      written: this.#written,
      news: this.#news,
      lines: this.#lines,
      refused: this.#refused,
      closed: this.#closed,
      mostOpen: this.#mostOpen,
      stillOpen: this.#entity.openTransactions,
    };
  }

  /** The Select procedure that the capture does not have. */
  #select(): void {
    const host = this.#side === 0;
    const systemBytes = host ? this.#entity.select(0) : 0;
    this.#drain();
    this.#entity.received(
      encodeMessage(controlHeader(host ? STYPE.SELECT_RSP : STYPE.SELECT_REQ, systemBytes)),
      0,
    );
    this.#drain();
    this.#written.length = 0;
  }

  /** The rest of the captured time, and the end of the connection where it has not ended. */
  #end(): void {
    this.#runUntil(this.#millisecondsAt(this.#connection.lastTime));
    if (this.#closed !== undefined) return;
    this.#entity.disconnected(this.#now);
    this.#drain();
  }

  #runUntil(time: number): void {
    while (this.#entity.deadline <= time && this.#closed === undefined) {
      this.#now = Math.max(this.#now, this.#entity.deadline);
      this.#entity.elapsed(this.#now);
      this.#drain();
    }
    this.#now = Math.max(this.#now, time);
  }

  // ── What happens, in order of time ───────────────────────────────────────────────────────────────────────────

  #events(): Event[] {
    const direction = this.#known.directions[this.#side];
    const sends = capturedMessages(direction).map(({ message, at }): Event => {
      const text = message.bodyHex === null
        ? this.#ours.slice(at + 14, at + 4 + message.length)
        : fromHex(message.bodyHex);
      const time = this.#millisecondsAt(BigInt(message.time!.replace(".", "")));
      return { time, act: () => this.#send(message, text) };
    });
    const also = (this.#options.also ?? []).map(({ time, act }): Event => ({
      time,
      act: () => act(this.#entity, this.#now),
    }));
    const arrivals = this.#arrivals(this.#connection.streams[1 - this.#side]);
    return [...sends, ...also, ...arrivals].sort((a, b) => a.time - b.time);
  }

  /** The peer's bytes, each when TCP could have delivered it: not before those in front of it. */
  #arrivals(stream: Stream): Event[] {
    let at = 0;
    let time = 0;
    return stream.chunks.flatMap((chunk) => {
      const bytes = this.#peers.subarray(at, at += chunk.bytes.length);
      time = Math.max(time, this.#millisecondsAt(chunk.time));
      if (this.#options.cut === undefined) return this.#arrival(time, bytes);
      return Array.from(bytes, (_, i) => this.#arrival(time, bytes.subarray(i, i + 1)));
    });
  }

  #arrival(time: number, bytes: Uint8Array): Event {
    return { time, act: () => this.#entity.received(bytes, this.#now) };
  }

  #millisecondsAt(nanoseconds: bigint): number {
    return Number(nanoseconds - this.#connection.firstTime) / 1e6;
  }

  // ── What our side says ───────────────────────────────────────────────────────────────────────────────────────

  #send(message: TruthMessage, text: Uint8Array): void {
    try {
      if (message.sType === 0) this.#sendData(message, text);
      else this.#request(message);
    } catch (error) {
      this.#refused.push({ message, error: error as Error });
    }
  }

  #sendData(message: TruthMessage, text: Uint8Array): void {
    const { stream, function: fn, sessionId: session, systemBytes } = message;
    if (fn % 2 === 1) {
      const replyExpected = message.wBit === 1;
      this.#entity.send({ stream, function: fn, replyExpected, text, session, systemBytes }, this.#now);
      this.#mostOpen = Math.max(this.#mostOpen, this.#entity.openTransactions);
      return;
    }
    const primary = this.#received.get(systemBytes);
    if (primary === undefined) throw new Error("Cannot reply: the primary was not received");
    this.#entity.reply(primary, text, this.#now, fn);
  }

  /** Answers (.rsp, Reject.req) are the entity's own affair. */
  #request(message: TruthMessage): void {
    const request = REQUESTS[message.sType];
    if (request === undefined) return;
    this.#requested.push(message);
    try {
      this.#entity[request](this.#now);
    } catch (error) {
      this.#requested.pop();
      throw error;
    }
  }

  // ── What the entity puts out ─────────────────────────────────────────────────────────────────────────────────

  #drain(): void {
    for (let output = this.#entity.poll(); output !== undefined; output = this.#entity.poll()) {
      this.#take(output);
    }
  }

  #take(output: EntityOutput): void {
    switch (output.type) {
      case "connect":
        return;
      case "write":
        return this.#write(output.bytes);
      case "disconnect":
        this.#closed = this.#now;
        this.#lines.push("disconnect");
        return;
      case "message":
        this.#received.set(output.message.systemBytes, output.message);
    }
    this.#news.push({ time: this.#now, news: output });
    this.#lines.push(describe(output));
  }

  #write(bytes: Uint8Array): void {
    this.#framer.push(bytes);
    while (this.#framer.next()) {
      const message = this.#framer.bytes.slice(this.#framer.start - 4, this.#framer.end);
      const requested = this.#requested.findIndex(({ sType }) => message[8] === 0 && message[9] === sType);
      if (requested >= 0) this.#align(message, this.#requested.splice(requested, 1)[0]);
      this.#written.push(message);
      this.#lines.push(`write ${describeHeader(readHeader(message, 4))}`);
    }
  }

  /** The entity numbers control requests as it likes: the peer's answer must echo it, the record show the captured. */
  #align(message: Uint8Array, captured: TruthMessage): void {
    const answer = capturedMessages(this.#known.directions[1 - this.#side]).find((
      { message: { sType, systemBytes } },
    ) => systemBytes === captured.systemBytes && sType === captured.sType + 1);
    if (answer !== undefined) this.#peers.set(message.subarray(10, 14), answer.at + 10);
    new DataView(message.buffer).setUint32(10, captured.systemBytes);
  }
}

function describe(news: News): string {
  switch (news.type) {
    case "state":
      return `${news.from} to ${news.to}: ${news.cause}`;
    case "selected":
    case "deselected":
      return `${news.type} ${news.session}`;
    case "message":
      return `message ${describeData(news.message)}`;
    case "reply":
      return `reply ${describeData(news.message)}`;
    case "unmatched":
      return `unmatched ${describeData(news.message)}: ${news.reason}`;
    case "noReply":
      return `no reply to S${news.primary.stream}F${news.primary.function} ${
        hex(news.systemBytes)
      }: ${news.reason}`;
    case "control":
      return `${news.request} ${news.outcome}${news.status === undefined ? "" : ` ${news.status}`}`;
    case "timeout":
      return `${news.timer} timeout`;
    case "fault":
      return `fault: ${news.fault}`;
    case "rejected":
      return `rejected: reason ${news.header.byte3}`;
    default:
      return news.type;
  }
}

function describeData(message: DataMessage): string {
  const w = message.replyExpected ? " W" : "";
  return `S${message.stream}F${message.function}${w} session ${message.session} ${hex(message.systemBytes)}` +
    (message.text.length === 0 ? "" : ` ${message.text.length} bytes`);
}

function hex(systemBytes: number): string {
  return `0x${systemBytes.toString(16)}`;
}
